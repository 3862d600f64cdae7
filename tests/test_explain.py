"""`clean explain`: the whole life of a passage, asked by place or by words, before or after cleaning."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaner import Page, clean_page
from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.core.decisions import Decision
from cleaner.core.house import House
from cleaner.core.options import Options
from cleaner.core.pattern import Store
from cleaner.core.source import Source
from cleaner.core.types import Span
from cleaner.normalise.line_weights import WEIGHTS
from cleaner.pipeline import clean_source, line_evidence
from cleaner.report.explain import explain, find
from cleaner.report.line_words import LOOKED_AT, weighed
from cleaner.report.text import in_order, render

SAMPLES = Path(__file__).parents[1] / "samples"


def sample(name: str) -> Page:
    return clean_page((SAMPLES / f"{name}.txt").read_bytes(), name=f"{name}.txt")


def told(page: Page, passage: str) -> list[str]:
    return [line for span in find(page, passage) for line in explain(page, span, {})]


def run(*args: str) -> Result:
    return CliRunner().invoke(command, ["explain", *args])


def test_what_is_asked_for_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passage is no pattern of the program: kept with these, each would slow down every later start."""
    page = sample("scan-000")
    assert find(page, "建成三年")

    def kept(_: Store, source: str, flags: int) -> None:
        pytest.fail(f"kept {source!r} with flags {flags}")

    monkeypatch.setattr(Store, "compile", kept)
    assert find(page, "建成三年间聚集")


def test_removed_text_tells_of_the_copy_that_stays() -> None:
    """What was removed, why, where its copy is, and how that reads in its place."""
    lines = told(sample("scan-000"), "建成三年间聚集")
    assert any("【建成三年间聚集】" in line for line in lines)
    assert any("was removed: duplicate" in line for line in lines)
    assert any(line.startswith("      kept copy: 2172–2330 (line 41), article a1") for line in lines)
    assert any(line.startswith("      it reads: ") and "【三年间聚集九大特色领域" in line for line in lines)


def test_the_copy_that_stays_tells_of_those_that_went() -> None:
    """Kept text names every removal that leans on it; other text names none."""
    page = sample("scan-000")
    (kept, *removed) = find(page, "建筑工匠等九大特色领域培育专业人才")[::-1]
    lines = list(explain(page, kept, {}))
    assert "  the copy that stays of 1741–1899 (line 35), which jump_back took out" in lines
    assert removed
    assert not any("the copy that stays" in line for line in told(page, "盛会启新程"))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_paragraph_of_the_output_is_found(path: Path) -> None:
    """As it reads after cleaning, whatever was joined, closed or widened in it, where it came from."""
    page = clean_page(path.read_bytes(), name=path.name)
    for block in page.blocks:
        spans = find(page, page.text_of(block))
        inside = [
            span for span in spans if block.spans[0].start <= span.start and span.end <= block.spans[-1].end
        ]
        assert inside, page.text_of(block)


def test_an_article_copied_from_the_output_is_found_with_its_gaps() -> None:
    """Across paragraphs, past signs of missing text, in the order of reading: every piece of the source."""
    page = sample("scan-002")
    article = in_order(page.articles)[1]
    copied = render(page, [article]).text
    spans = find(page, copied)
    blocks = sorted(span for block in article.blocks for span in block.spans)
    assert min(spans).start == blocks[0].start
    assert max(span.end for span in spans) == blocks[-1].end
    page = sample("scan-000")
    assert len(find(page, "最美非遗工匠、最美工匠〔缺〕\n\n茂名市总工会代表队参加")) == 2


def test_what_stands_nowhere_is_not_found() -> None:
    """Neither words of no page, nor white space, nor the sign of a gap alone, nor patterns."""
    page = sample("scan-004")
    for passage in ("火星登陆成功", " \n", "〔缺〕", "", ".*", "(", "\\"):
        assert find(page, passage) == []
    assert find(clean_page(""), "工") == []


def test_headlines_tell_what_decided_and_that_it_is_a_guess() -> None:
    """The evidence of the role, and the mark."""
    lines = told(sample("scan-003"), "竭诚为职工群众办实事做好事解难事")
    assert any(line.startswith("  heading by: ") for line in lines)
    assert any(line.startswith("  marked uncertain by place_headlines") for line in lines)


def test_lines_of_a_headline_are_called_as_editors_call_them() -> None:
    """What stands before the main headline is its kicker, what follows its subhead; one alone is a title."""
    assert any("kicker by: " in line for line in told(sample("scan-003"), "阳江市总工会："))
    assert any("main headline by: " in line for line in told(sample("scan-003"), "团结动员广大职工奏响"))
    assert any("subhead by: " in line for line in told(sample("scan-000"), "——茂名市工会第十四次代表大会"))
    assert any("title by: " in line for line in told(sample("scan-002"), "市总工会召开十三届三次全委"))


def test_what_decided_on_a_line_end_is_told_in_words() -> None:
    """Every kind of evidence between two lines has words; evidence of one kind is added up."""
    of_lines = {family for family, *_ in WEIGHTS if not family.startswith("alone")}
    assert of_lines == set(LOOKED_AT)
    assert weighed([("flow first full", 1.0), ("flow end full stop", -1.5), ("flow full", 1.0)], 9) == (
        "how full both lines are +2.0, how both lines end -1.5"
    )


def test_line_ends_are_explained_as_the_run_saw_them() -> None:
    """Without a copy that was cut, with one that is kept, and whatever was decided about other pages."""
    lines = "的各项工作，要求把服务送到车间\n和班组，让每一名职工都有收获，\n"
    end = "并按月通报进展情况。会后大家还\n看望了在驿站休息的骑手。\n"
    text = f"市总工会昨日召开会议部署下半年\n{lines}{lines}{end}"
    source, whole = Source("page.txt", text, "utf-8", "ab" * 32), Span(0, len(text))
    inside = text.rindex("间\n") + 1

    def is_told(options: Options) -> bool:
        return inside in dict(line_evidence(source, whole, options))

    assert not is_told(Options())
    assert is_told(Options(house=House(keep=("送到车间",))))
    (cut,) = clean_source(source).removed
    decision = Decision("cd" * 32, *cut[:2], "removal", cut.rules[0], "rejected", "other.txt", "")
    assert not is_told(Options(decisions=(decision,)))
    assert is_told(Options(decisions=(decision._replace(sha256=source.sha256),)))


def test_white_space_and_odd_characters_can_be_seen() -> None:
    """A line end, an ideographic space, a control character: each is shown, none reaches the terminal."""
    page = clean_page("会议\x1b　听取了\n报告。", name="a\x07.txt")
    for at in range(len(page.source.text)):
        for line in explain(page, type(find(page, "会")[0])(at, at + 1), {}):
            assert line.isprintable()


def test_several_places_are_parted_and_wrong_questions_are_one_sentence() -> None:
    """A blank line between two places; a place beyond the end or a passage that is nowhere: exit code 2."""
    path = str(SAMPLES / "scan-000.txt")
    done = run(path, "--text", "最美工匠")
    assert done.stdout.count("\n\n") == 2
    assert done.stdout.count("in the input: ") == 3
    for args in (["--at", "999999"], ["--text", "火星"], [], ["--at", "1", "--text", "工"]):
        wrong = run(path, *args)
        assert (wrong.exit_code, wrong.stdout, wrong.stderr.count("\n")) == (exits.USAGE, "", 1)
