"""`clean diff`: changes by character, in the columns of a terminal; folds; the figures of pages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cleaner import Page, clean_page
from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.cli.diff import page_lines, summary
from cleaner.core.source import Source
from cleaner.report.cells import Run, fold, width
from cleaner.report.diff import passages
from cleaner.report.summary import tally, total

if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLES = Path(__file__).parents[1] / "samples"
ROOT = SAMPLES.parent
ROUND = "开展劳动和技能竞赛，推动石化炼油转型升级及乙烯提质改造四个项目纳入省重点工程，组织职工围绕重大战略、"
STYLES = re.compile(r"\x1b\[[0-9;]*m")


def run(*args: str) -> Result:
    return CliRunner().invoke(command, args)


def plain(page: Page, columns: int | None = None, *, full: bool = False) -> list[str]:
    return list(page_lines(page, columns, colour=False, full=full))


# -- columns -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("工会", 4),
        ("2025年，", 8),
        ("é", 1),
        ("e\u0301", 1),
        ("“工”…—", 6),
        ("𠮷", 2),
        ("\u200b", 0),
    ],
)
def test_width_of_mixed_text(text: str, columns: int) -> None:
    """Ideographs and full-width marks take two columns, marks that combine none, everything else one."""
    assert width(text) == columns


@given(st.text(st.sampled_from("工会，。“”《》（）ab1 éｱ𠮷①…—\u0301"), max_size=60))
def test_width_is_what_the_terminal_library_says(text: str) -> None:
    """Rich measures the same."""
    assert width(text) == cell_len(text)


@given(st.text(st.sampled_from("工会报告，。“”《》（）ab1 "), max_size=200), st.integers(8, 80))
def test_folding_loses_nothing_and_keeps_to_the_columns(text: str, columns: int) -> None:
    """All characters come out in their order with their style, and no line is too wide."""
    runs = [Run(char, str(i % 3)) for i, char in enumerate(text)]
    lines = list(fold(runs, columns))
    assert [(c, run.style) for line in lines for run in line for c in run.text] == [
        (r.text, r.style) for r in runs
    ]
    assert all(sum(width(run.text) for run in line) <= columns for line in lines)


def folded(text: str, columns: int) -> list[str]:
    return ["".join(run.text for run in line) for line in fold([Run(text)], columns)]


def test_no_line_begins_with_a_comma_or_ends_with_an_opening_mark() -> None:
    """As in print; and numbers and words are not broken."""
    assert folded("会议听取了报告，并作说明", 14) == ["会议听取了报", "告，并作说明"]
    assert folded("会议听取了《报告》并作说明", 12) == ["会议听取了", "《报告》并作", "说明"]
    assert folded("会议定于2025年召开", 11) == ["会议定于", "2025年召开"]
    assert folded("，" * 30, 20) == ["，" * 10] * 3  # nothing but marks


def test_short_marked_changes_are_not_broken() -> None:
    """`[-,-]` goes to the next line in one piece; what is longer than a line is broken all the same."""
    lines = fold([Run("会议听取了"), Run("[-,-]", whole=True), Run("{+，+}", whole=True)], 12)
    assert ["".join(run.text for run in line) for line in lines] == ["会议听取了", "[-,-]{+，+}"]
    assert len(list(fold([Run("会" * 30, whole=True)], 20))) == 3
    page = clean_page("会议听取了报告,并作了说明,通过了决议,选举了委员。\n", name="a.txt")
    for columns in range(24, 60):
        text = "\n".join(plain(page, columns))
        assert text.count("[-,-]") == text.count("{+，+}") == 3


# -- one page ----------------------------------------------------------------------------------------------


def test_changes_are_shown_by_character() -> None:
    """What goes and what comes stand beside each other, with the line of the input and the rule."""
    lines = plain(clean_page("标题一行\n\n会议听取了报告,并作了说明。\n", name="a.txt"))
    assert lines[0] == "a.txt"
    assert "3 │ 会议听取了报告[-,-]{+，+}并作了说明。" in [
        line.replace("  │", "3 │") for line in lines
    ] or any("会议听取了报告[-,-]{+，+}并作了说明。" in line for line in lines)
    assert any(line.endswith("│   widen_punctuation") for line in lines)


def test_joins_are_shown_where_they_are_few() -> None:
    """A line end that was joined across is ⏎; of many only the number is told."""
    page = clean_page((SAMPLES / "scan-000.txt").read_bytes(), name="a.txt")
    assert any("扎实推进党⏎史学习教育" in line for line in plain(page))
    page = clean_page((SAMPLES / "scan-001.txt").read_bytes(), name="a.txt")
    assert any(re.search(r"⋯ \d+ characters, \d+ joins ⋯", line) for line in plain(page))
    assert sum(line.count("⏎") for line in plain(page, full=True)) == tally(page).joined


def test_a_removed_passage_names_reason_rule_and_the_copy_that_stays() -> None:
    """With its size; shown by its ends unless all is to be shown."""
    page = clean_page((SAMPLES / "scan-000.txt").read_bytes(), name="scan-000.txt")
    title = next(line for line in plain(page) if "loop" in line)
    assert title == " 45 │ taken out: 925 characters · duplicate · loop · the copy in line 41 stays"
    assert not any("七千名" in line for line in plain(page))
    full = "".join(line.partition("│ ")[2] for line in plain(page, full=True))
    (loop,) = [change for change in page.removed if "loop" in change.rules]
    old = "".join(page.source.text[loop.start : loop.end].split())
    assert old in "".join(re.sub(r"\[-|-\]|⏎", "", full).split())


def test_gaps_are_shown() -> None:
    """Where text is missing the mark of the output stands, also if nothing else changed there."""
    page = clean_page((SAMPLES / "scan-000.txt").read_bytes(), name="a.txt")
    assert sum(line.count("〔缺〕") for line in plain(page)) == tally(page).gaps


def test_everything_is_there_when_nothing_is_folded() -> None:
    """Kept and removed text together are the input, white space aside; kept and new text are the output."""
    for path in sorted(SAMPLES.glob("*.txt")):
        page = clean_page(path.read_bytes(), name=path.name)
        pieces = [piece for passage in passages(page, full=True) for piece in passage.pieces]
        before = (
            "".join(p.text for p in pieces if p.kind in {"same", "old"}).replace("⏎", "").replace("␣", "")
        )
        assert "".join(before.split()) == "".join(page.source.text.split()), path.name
        after = sorted("".join(p.text for p in pieces if p.kind in {"same", "new"}).replace(" ", ""))
        assert after == sorted("".join(map(page.text_of, page.blocks)).replace(" ", "")), path.name


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_no_line_is_wider_than_the_terminal(path: Path, columns: int) -> None:
    """At any width, with and without colour, folded or not."""
    page = clean_page(path.read_bytes(), name=path.name)
    for colour in (True, False):
        for line in page_lines(page, columns, colour=colour, full=colour):
            assert width(STYLES.sub("", line)) <= columns
            assert colour or "\x1b" not in line


def test_colour_is_never_the_only_sign() -> None:
    """On a terminal removed text is struck through too, new text underlined."""
    lines = "\n".join(page_lines(clean_page("会议听取了报告,并作了说明。"), 80, colour=True))
    struck, underlined = (re.search(r"\x1b\[[0-9;]*m" * n + mark, lines) for mark, n in ((",", 2), ("，", 3)))
    assert struck
    assert "9" in re.findall(r"\d+", struck[0])
    assert underlined
    assert "4" in re.findall(r"\d+", underlined[0])


def test_an_unchanged_page_says_so() -> None:
    """One sentence and the number of passages; an empty page one sentence."""
    assert plain(clean_page("会议听取了报告。", name="a.txt")) == [
        "a.txt",
        "nothing changed",
        "1 │ ⋯ 1 passage unchanged ⋯",
    ]
    assert plain(clean_page("", name="a.txt")) == ["a.txt", "nothing changed"]


@pytest.mark.parametrize("text", ["工", ",", "\n", "\ufeff", "\x07", "a"])
def test_a_page_of_one_character(text: str) -> None:
    """Nothing is too short."""
    page = clean_page(text.encode(), name="a.txt")
    assert plain(page)[0] == "a.txt"
    assert tally(page).kept <= tally(page).characters <= 1


def test_a_page_of_a_million_characters_folds() -> None:
    """A screenful or so, whatever the length."""
    paragraph = "会议听取了上半年的工作报告，就下半年的工作作了全面部署，要求各单位认真落实。" * 28
    source = Source("long.txt", "\n\n".join([paragraph] * 1000) + ",", "utf-8", "")
    page = clean_page(f"{paragraph[:100]}\n", name="a")
    blocks = tuple(
        block._replace(spans=(block.spans[0]._replace(start=at, end=at + len(paragraph)),))
        for at in range(0, len(source.text) - 1, len(paragraph) + 2)
        for block in page.blocks
    )
    long = Page(source, articles=(page.articles[0]._replace(blocks=blocks),))
    assert len(source.text) > 1_000_000
    assert plain(long) == ["long.txt", "nothing changed", "   1 │ ⋯ 1,000 passages unchanged ⋯"]


def test_odd_characters_can_be_seen() -> None:
    """Control characters of a page never reach the terminal."""
    page = clean_page(
        "会议\x1b[31m听取了\x07报告\udcff。".encode("utf-8", "surrogateescape"), name="a\x1b[1m.txt"
    )
    text = "\n".join(plain(page))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "<U+001B>" in text


# -- figures -----------------------------------------------------------------------------------------------


def test_the_figures_of_a_page_add_up() -> None:
    """Kept, changed and removed characters are all there are."""
    for path in sorted(SAMPLES.glob("*.txt")):
        one = tally(clean_page(path.read_bytes(), name=path.name))
        assert one.kept + one.changed + one.removed.total() == one.characters


def test_the_table_fits_the_terminal_and_is_aligned() -> None:
    """Columns that do not fit come below; every row of a part is as wide as the others; the sum is right."""
    tallies = [
        tally(clean_page(path.read_bytes(), name=f"版面/{path.name}"))
        for path in sorted(SAMPLES.glob("*.txt"))
    ]
    for columns in (60, 80, 120, None):
        lines = [line for line in summary(tallies, columns) if line]
        assert columns is None or all(width(line) <= columns for line in lines)
        assert len({width(line) for line in lines}) == len(lines) // (len(tallies) + 4)
    every = total(tallies, "all")
    assert every.characters == sum(one.characters for one in tallies)
    assert any(f"{every.characters:,}" in line for line in summary(tallies, None))
    assert list(summary([], 80)) == []


# -- the command -------------------------------------------------------------------------------------------


def test_a_pipe_gets_marks_and_whole_lines() -> None:
    """Without a terminal nothing is broken and nothing is coloured; figures come last."""
    done = run("diff", str(SAMPLES / "scan-004.txt"))
    assert done.exit_code == exits.DONE
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) > 200
    assert done.stdout.splitlines()[-1].startswith("Characters 3,862, Kept 3,689")


def test_several_pages_end_with_a_table() -> None:
    """Each page, then a row a page and one for all; or the table alone."""
    done = run("diff", str(SAMPLES / "scan-001.txt"), str(SAMPLES / "scan-004.txt"))
    assert done.stdout.count("scan-001.txt") == 2
    assert done.stdout.splitlines()[-1].startswith("2 pages")
    table = run("diff", "--summary", str(SAMPLES)).stdout.splitlines()
    assert len(table) == 9
    assert (
        run("diff", "--summary", str(SAMPLES / "scan-004.txt")).stdout.splitlines()[-1].startswith("1 page ")
    )


def test_what_cannot_be_read_is_named_and_the_rest_is_shown(tmp_path: Path) -> None:
    """One sentence on standard error and exit code 3."""
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    (tmp_path / "b.txt").write_text("会议听取了报告,并作了说明。", encoding="utf-8")
    done = run("diff", str(tmp_path), str(tmp_path / "none.txt"))
    assert done.exit_code == exits.SOME_FAILED
    assert "{+，+}" in done.stdout
    assert "none.txt" in done.stderr


def _in_a_terminal(args: Iterable[str], environment: dict[str, str]) -> str:
    """What `clean` writes to a terminal of 80 columns and 200 lines."""
    pty = pytest.importorskip("pty")
    import fcntl
    import os
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 200, 80, 0, 0))
    code = "from cleaner.cli import main; main()"
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, *args],
        stdin=follower, stdout=follower, stderr=follower, cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip
    os.close(follower)
    written = b""
    while True:
        try:
            data = os.read(leader, 65536)
        except OSError:  # the program has ended
            break
        if not data:
            break
        written += data
    os.close(leader)
    assert process.wait(timeout=60) == exits.DONE
    return written.decode()


def test_a_terminal_gets_colour_unless_it_is_unwanted() -> None:
    """Lines fit 80 columns; NO_COLOR and a terminal that can do nothing get marks instead."""
    page = ["diff", "samples/scan-000.txt"]
    coloured = _in_a_terminal(page, {})
    assert "\x1b[" in coloured
    assert "[-" not in coloured
    assert "\x1b[9mtaken out\x1b[0m" in coloured.splitlines()[0].replace("\x1b[31m", "")
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        marked = _in_a_terminal(page, environment)
        assert "\x1b[" not in marked
        assert marked.startswith("[-taken out-] · {+put in+} · ⏎ line end joined across")
        assert "[-" in marked
        assert all(width(line) <= 80 for line in marked.splitlines())


def test_a_pager_begins_with_its_keys() -> None:
    """Who has never met a pager reads how to go on and how to leave, in their own language."""
    paged = _in_a_terminal(["diff", "samples", "--lang", "zh"], {"PAGER": "cat", "NO_COLOR": "1"})
    assert paged.startswith("空格 下一页   b 上一页   / 查找   q 退出")
    assert "space: next page" not in _in_a_terminal(["diff", "samples/scan-000.txt"], {"PAGER": "cat"})


def test_a_reader_that_leaves_early_is_no_error() -> None:
    """`clean diff … | head -1` ends quietly."""
    code = "from cleaner.cli import main; main()"
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, "diff", "samples"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"scan-000.txt\n"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == exits.DONE
