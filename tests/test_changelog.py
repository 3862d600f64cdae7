"""The change log: where every change stands in the output, the head of an article, the table for people."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from cleaner import clean_page
from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.cli.tables import write_table
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Article, Block, Edit, Span
from cleaner.report.changelog import Output, log_records, restore_outputs
from cleaner.report.formats import render_as
from cleaner.report.frontmatter import front_matter, stretches
from cleaner.report.people import summary
from cleaner.report.table import COLUMNS, LONGEST, table

ROOT = Path(__file__).parents[1]
SCHEMAS = {path.name: json.loads(path.read_bytes()) for path in (ROOT / "docs" / "schema").glob("*.json")}
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


def valid(name: str, record: object) -> None:
    registry = Registry().with_resources((file, Resource.from_contents(s)) for file, s in SCHEMAS.items())
    Draft202012Validator(SCHEMAS[name], registry=registry).validate(record)


def written(page: Page, form: str) -> tuple[list[Output], list[dict[str, object]]]:
    """The outputs of a page, one an article, and its log."""
    outputs = []
    for article in page.articles:
        rendered = render_as(form, page, [article], "〔缺〕")
        if form == "markdown":
            rendered = rendered.below(front_matter(page, article))
        outputs.append(Output(f"{article.id}.md", rendered.text.encode(), rendered.places))
    return outputs, log_records(page, outputs, form, prove=True)


def check_places(page: Page, form: str) -> None:
    """At the place of every change stands its new text, and what is nowhere was in no block."""
    outputs, (_, *changes) = written(page, form)
    texts = {output.name: output.data.decode() for output in outputs}
    kept = sorted(span for block in page.blocks for span in block.spans)
    for change in changes:
        place = change["output"]
        inside = any(span.start <= change["start"] < span.end for span in kept)
        assert (place is not None) == inside
        if place:
            found = texts[place["name"]][place["start"] : place["end"]]
            assert found.replace("\\", "") == change["new"].replace("\\", "")


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_change_of_a_sample_names_its_place(sample: Path, form: str) -> None:
    """Text and Markdown, with the head of each article before it; the log is as its schema says."""
    page = clean_page(sample.read_bytes(), name=sample.name)
    check_places(page, form)
    for record in written(page, form)[1]:
        valid("changes.schema.json", record)


@given(st.text("工会1.#*_<>\\-+)~ \n", max_size=40), st.data())
def test_places_hold_whatever_the_edits_are(text: str, data: st.DataObject) -> None:
    """Any edits of any page with any Markdown in it: the places are right, and the source comes back."""
    page = Page(Source("-", text, "utf-8", ""))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = [
        Edit(a, b, data.draw(st.text("*_1.甲", max_size=2)))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    page = page.edit(edits, "rule")
    middle = data.draw(st.sampled_from([0, *(c.end for c in page.changes)]))
    spans = [Span(a, b) for a, b in ((0, middle), (middle, len(text))) if a < b]
    page = Page(
        page.source,
        changes=page.changes,
        articles=tuple(Article(f"a{i}", (Block("paragraph", (span,)),)) for i, span in enumerate(spans)),
    )
    for form in ("text", "markdown"):
        check_places(page, form)
        outputs, (header, *changes) = written(page, form)
        assert restore_outputs(header, changes, [output.data for output in outputs]) == text


def test_an_escape_inside_a_change_leaves_its_place() -> None:
    """`11.` would begin a list: the escape stands between two characters of the new text."""
    page = Page(Source("-", "11", "utf-8", "")).edit([Edit(1, 2, "1.")], "rule")
    page = page._replace(articles=(Article("a1", (Block("paragraph", (Span(0, 2),)),)),))
    check_places(page, "markdown")


# -- the head of an article --------------------------------------------------------------------------------


def head(text: str, number: int = 0) -> dict[str, object]:
    page = clean_page(text, name='江城 "晚报"#1.txt')
    lines = front_matter(page, page.articles[number]).splitlines()
    assert (lines[0], lines[-2:]) == ("---", ["---", ""])
    pairs = (line.partition(": ") for line in lines[1:-2])
    return {key: json.loads(value) for key, _, value in pairs}


PAGE = (
    "江城日报 2023年4月29日 星期六 第3版\n市总工会召开会议\n本报记者 李明\n\n"
    "会议指出,要夯实基层基础,推动各项工作再上新台阶。扫一扫，看视频\n"
)


def test_the_head_tells_where_an_article_comes_from() -> None:
    """Id, source, title, byline and date where the page states them, spans, and counts, as YAML."""
    found = head(PAGE)
    assert found["id"] == '江城 "晚报"#1.txt#a1'
    assert (found["title"], found["byline"]) == ("市总工会召开会议", "本报记者 李明")
    assert (found["paper"], found["date"], found["page"]) == ("江城日报", "2023-04-29", "3")
    assert found["gaps"] == 0
    start, end = found["spans"][0][0], found["spans"][-1][1]
    assert PAGE[start:end].startswith("市总工会")
    assert "off_topic" not in found


def test_the_head_leaves_out_what_the_page_does_not_state() -> None:
    """No date of the run, no byline that nobody printed."""
    found = head("会议指出，要夯实基层基础，推动各项工作再上新台阶。\n")
    assert not {"date", "paper", "byline", "title", "off_topic"} & found.keys()
    assert (found["changed"], found["removed"]) == (0, 0)


@pytest.mark.parametrize(
    "char", ["\x7f", "\x80", "\x85", "\uffff", "\u2028", "\u2029", "\ufeff", '"', "\\", "\n---\n", ": #"]
)
def test_no_name_breaks_out_of_the_head(char: str) -> None:
    """Whatever stands in a name or headline stays in its value."""
    page = Page(
        Source(f"a{char}b", f"a{char}b", "utf-8", ""),
        articles=(Article("a1", (Block("title", (Span(0, len(char) + 2),)),)),),
    )
    lines = front_matter(page, page.articles[0]).splitlines()
    keys = [line.partition(":")[0] for line in lines[1:-2]]
    assert keys == ["id", "source", "title", "spans", "changed", "removed", "gaps"]
    assert json.loads(lines[2].partition(": ")[2]) == f"a{char}b"


def test_stretches_of_an_article_end_where_another_one_stands() -> None:
    """What lies between two blocks of one article is its own, what belongs to another is not."""
    blocks = [Block("paragraph", (Span(at, at + 2),)) for at in (0, 3, 6, 9)]
    page = Page(
        Source("-", "工会，报告，工会，报告", "utf-8", ""),
        articles=(Article("a1", (blocks[3], blocks[0], blocks[1])), Article("a2", (blocks[2],))),
    )
    assert stretches(page, page.articles[0]) == [Span(0, 5), Span(9, 11)]
    assert stretches(page, page.articles[1]) == [Span(6, 8)]


# -- the table ---------------------------------------------------------------------------------------------


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_table_has_a_row_for_every_change(tmp_path: Path) -> None:
    """`--log changes.csv`: place, reason, rules, texts, kept copy; nothing else is written."""
    done = CliRunner().invoke(command, [str(SAMPLES[0]), "--log", str(tmp_path / "changes.CSV")])
    assert done.exit_code == exits.DONE
    found = rows((tmp_path / "changes.CSV").read_bytes())
    page = clean_page(SAMPLES[0].read_bytes())
    assert tuple(found[0]) == COLUMNS
    assert [(int(row["start"]), int(row["end"])) for row in found] == [c[:2] for c in page.changes]
    copies = [row for row in found if row["reason"] == "duplicate"]
    assert copies
    assert all(row["kept_page"] == SAMPLES[0].name and int(row["kept_start"]) >= 0 for row in copies)
    assert [path.name for path in tmp_path.iterdir()] == ["changes.CSV"]


@pytest.mark.parametrize(
    "evil",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "　=1",
        "＝1",
        '=H("http://x")',
        "%0A=1",
        "|calc",
    ],
)
def test_no_cell_is_a_formula(evil: str) -> None:
    """What a spreadsheet would run is text, in old and new texts and in names."""
    page = Page(Source(evil, evil + "工会", "utf-8", "")).edit(
        [Edit(0, len(evil), evil[::-1] + evil)], "rule"
    )
    entry = {
        "page": evil, "start": 0, "end": 1, "old": evil, "new": evil, "rules": ["rule"], "refs": [],
        "reason": None, "output": {"name": evil, "start": 0, "end": 1},
    }  # fmt: skip
    (row,) = rows(table(page, [entry]))
    for value in (row["page"], row["old"], row["new"], row["output"]):
        assert value[0] in "'<"
        assert not value.lstrip(" ⏎␣").startswith(("=", "+", "-", "@"))


def test_a_cell_is_one_line_and_not_too_long() -> None:
    """Line ends are shown, quotation marks and commas are quoted, a long removal is cut."""
    text = '工会,"报告"\r\n' + "长" * 40_000
    entry = {
        "page": "a", "start": 0, "end": 1, "old": text, "new": "", "rules": ["a", "b"], "refs": [],
        "reason": "duplicate", "output": None,
    }  # fmt: skip
    (row,) = rows(table(Page(Source("a", text, "utf-8", "")), [entry]))
    assert row["old"].startswith('工会,"报告"⏎⏎长')
    assert len(row["old"]) == LONGEST + 1
    assert (row["rules"], row["output"], row["kept_start"]) == ("a b", "", "")


def test_one_table_has_the_changes_of_a_whole_run(tmp_path: Path) -> None:
    """With `-o` a table has every page, outputs by their folder; what was edited since is passed over."""
    into, log = str(tmp_path / "out"), tmp_path / "changes.csv"
    args = [*map(str, SAMPLES), "-o", into, "--log", str(log), "-q"]
    assert CliRunner().invoke(command, args).exit_code == exits.DONE
    found = rows(log.read_bytes())
    assert list(dict.fromkeys(row["page"] for row in found)) == [path.name for path in SAMPLES]
    assert all((tmp_path / "out" / row["output"]).is_file() for row in found if row["output"])
    assert sum(row["reason"] == "duplicate" for row in found) == sum(
        change.reason == "duplicate" for path in SAMPLES for change in clean_page(path.read_bytes()).changes
    )
    (tmp_path / "out" / "scan-004" / "a1.txt").write_text("x", encoding="utf-8")
    assert write_table(into, str(log)) == exits.SOME_FAILED
    assert {row["page"] for row in rows(log.read_bytes())} == {path.name for path in SAMPLES[:-1]}


def test_the_table_speaks_the_language_of_its_readers(tmp_path: Path) -> None:
    """Headings and reasons are Chinese where the run is."""
    args = [str(SAMPLES[0]), "--log", str(tmp_path / "c.csv"), "--lang", "zh"]
    assert CliRunner().invoke(command, args).exit_code == exits.DONE
    (removed, *_) = (row for row in rows((tmp_path / "c.csv").read_bytes()) if row["删去原因"])
    assert (removed["版面"], removed["行"], removed["删去原因"]) == ("scan-000.txt", "35", "重复")


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("changes.jsonl", "or name a table"),
        ("out/changes.csv", "put the table beside"),
        ("nowhere/changes.csv", "there is no folder"),
    ],
)
def test_where_a_table_cannot_go_nothing_is_done(log: str, said: str, tmp_path: Path) -> None:
    """A log for every input, a table inside the output, a folder that is not there: one sentence each."""
    args = [*map(str, SAMPLES), "-o", str(tmp_path / "out"), "--log", str(tmp_path / log)]
    done = CliRunner().invoke(command, args)
    assert done.exit_code == exits.USAGE
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_table_restores_nothing_and_says_so(tmp_path: Path) -> None:
    """Who takes the table for the log is told the difference."""
    (tmp_path / "x.txt").write_bytes(b"x")
    (tmp_path / "x.csv").write_bytes(b"page,line\r\n")
    done = CliRunner().invoke(command, ["restore", "--log", str(tmp_path / "x.csv"), str(tmp_path / "x.txt")])
    assert done.exit_code == exits.SOME_FAILED
    assert "is a table for people: restoring needs the log itself" in done.stderr


# -- the log for people ------------------------------------------------------------------------------------


def test_the_log_for_people_is_short_where_nothing_happened() -> None:
    """One line of figures and the foot: no empty section."""
    told = summary(clean_page("会议指出，要夯实基层基础，推动各项工作再上新台阶。\n"), {})
    assert "## Removed" not in told
    assert len(told.splitlines()) <= 9


def test_the_log_for_people_is_text_whatever_the_page_says() -> None:
    """Markdown and markup of the page are shown, not obeyed."""
    evil = "<script>alert(1)</script>[点这里](http://x)`code`"
    text = f"会议听取了报告。{evil}\n" * 3
    told = summary(clean_page(text, name=f"{evil}.txt"), {})
    assert "<script" not in told.replace("\\<script", "")
    assert "[点" not in told.replace("\\[点", "")
