"""What is written for people and for programs: text, Markdown, logs, names, and how they are read back."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.core.log import RestoreError
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Article, Block, Change, Edit, Mark, ProvenanceError, Ref, Span
from cleaner.report.changelog import Output, log_records, restore_outputs
from cleaner.report.dropped import drop_off_topic
from cleaner.report.explain import explain, find
from cleaner.report.folder import page_files
from cleaner.report.formats import article_record, json_lines, render_as, to_bytes
from cleaner.report.markdown import escape, unescape
from cleaner.report.names import Folders, article_file, safe
from cleaner.report.people import summary
from cleaner.report.text import in_order, render
from cleaner.report.where import Where, show

TEXT = "茂名“六聚焦”\n促产改\n工会 建功\n立业。\n云海翻腾\n工会 建功\n立业。\n下"
RULES = {
    "join_lines": "Join hard wraps.",
    "close_spaces": "Close spaces.",
    "cut_repeats": "Cut what was read twice.",
}


def make_page() -> Page:
    """A page on which everything happened: joined lines, a duplicate, a gap, an off-topic item, a mark."""
    data = TEXT.encode()
    changes = (
        Change(7, 8, "", ("lay_out",)),
        Change(11, 12, "", ("lay_out",)),
        Change(14, 15, "", ("close_spaces",)),
        Change(17, 18, "", ("join_lines",)),
        Change(21, 22, "", ("lay_out",)),
        Change(26, 27, "", ("lay_out",)),
        Change(27, 37, "", ("cut_repeats",), (Ref(None, 12, 21),), "duplicate"),
    )
    articles = (
        Article("a1", (Block("paragraph", (Span(22, 26),)),), off_topic=True),
        Article(
            "a2",
            (
                Block("title", (Span(0, 7),)),
                Block("title", (Span(8, 11),)),
                Block("paragraph", (Span(12, 21), Span(37, 38)), gap_after=True),
            ),
        ),
    )
    marks = (Mark("uncertain", 37, 38, "join_lines", "one character"), Mark("gap", 38, 38, "cut_repeats", ""))
    return Page(
        Source("扫描/scan.txt", TEXT, "utf-8", hashlib.sha256(data).hexdigest()),
        changes=changes,
        articles=articles,
        marks=marks,
        metadata={"date": "2023-04-29"},
    )


def restored(page: Page, form: str = "text") -> str:
    outputs = []
    for article in in_order(page.articles):
        rendered = render_as(form, page, [article], "〔缺〕")
        outputs.append(Output(article.id, rendered.text.encode(), rendered.places))
    header, *changes = map(json.loads, json_lines(log_records(page, outputs, form, prove=True)).splitlines())
    return restore_outputs(header, changes, [output.data for output in outputs])


def test_text_has_blank_lines_a_gap_mark_and_off_topic_items_last() -> None:
    """One blank line parts blocks, two part articles, the gap is shown and the stray item comes last."""
    page = make_page()
    assert render(page, in_order(page.articles)).text == (
        "茂名“六聚焦”\n\n促产改\n\n工会建功立业。下〔缺〕\n\n\n云海翻腾\n"
    )


def test_another_gap_mark_or_none() -> None:
    """The gap mark is what the user says, and nothing where it is empty."""
    page = make_page()
    assert render(page, page.articles[1:], "□").text.endswith("下□\n")
    assert render(page, page.articles[1:], "").text.endswith("下\n")


def test_a_gap_mark_is_not_doubled() -> None:
    """A block that already ends with the mark, since it was cleaned before, gets no second one."""
    source = Source("-", "立业。〔缺〕", "utf-8", "")
    page = Page(source, articles=(Article("a1", (Block("paragraph", (Span(0, 6),), gap_after=True),)),))
    assert render(page, page.articles).text == "立业。〔缺〕\n"


def test_markdown_shows_the_roles() -> None:
    """The main headline is the title, other headlines are bold, text stays text."""
    page = make_page()
    assert render_as("markdown", page, page.articles[1:], "〔缺〕").text == (
        "# 茂名“六聚焦”\n\n**促产改**\n\n工会建功立业。下〔缺〕\n"
    )


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_every_place_reads_as_its_span(form: str) -> None:
    """At the output offsets of a place stands what its span of the source reads."""
    page = make_page()
    rendered = render_as(form, page, in_order(page.articles), "〔缺〕")
    for start, end, at, until in rendered.places:
        assert rendered.text[at:until] == page.read(Span(start, end))
    assert sorted((p.start, p.end) for p in rendered.places) == [
        (0, 7),
        (8, 11),
        (12, 21),
        (22, 26),
        (37, 38),
    ]


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_output_and_log_are_the_source(form: str) -> None:
    """The texts of the articles and the log give the source back."""
    assert restored(make_page(), form) == TEXT


@given(st.text("工会1.#*_[]<>\\-+)~& \n", max_size=60), st.data())
def test_any_page_comes_back_from_text_and_markdown(text: str, data: st.DataObject) -> None:
    """Whatever the lines, the edits and the Markdown in them: output and log are the source."""
    page = Page(Source("-", text, "utf-8", ""))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = [Edit(a, b, data.draw(st.text("*_1.甲", max_size=2))) for a, b in pairwise(cuts)]
    page = page.edit(edits[::2], "rule")
    whole = Block("paragraph", (Span(0, len(text)),))
    page = Page(page.source, changes=page.changes, articles=(Article("a1", (whole,)),) if text else ())
    if text:
        assert restored(page) == restored(page, "markdown") == text


@given(st.text("1a.#*_[]<>\\-+)~& 工", max_size=20), st.sampled_from([True, False]))
def test_markdown_escapes_are_taken_back(text: str, start: object) -> None:
    """Unescaping gives exactly what was escaped."""
    assert unescape(escape(text, start=bool(start))) == text


@pytest.mark.parametrize("text", ["1.5万人次", "12,000元", "3:20", "2023年", "（一）坚持", "——在大会上"])
def test_ordinary_text_needs_no_escape(text: str) -> None:
    """What Markdown would not touch stays as it is."""
    assert escape(text) == text


def test_an_edited_output_is_refused() -> None:
    """One changed character in an output, and restoring refuses with its name."""
    page = make_page()
    rendered = render(page, in_order(page.articles))
    output = Output("a.txt", rendered.text.encode(), rendered.places)
    header, *changes = log_records(page, [output], "text", prove=True)
    with pytest.raises(RestoreError, match=r"a\.txt was edited since"):
        restore_outputs(header, changes, [rendered.text.replace("云海", "云雾").encode()])


def test_dropping_off_topic_items_keeps_them_in_the_log() -> None:
    """Without the stray item the output and the log are still the source."""
    page = drop_off_topic(make_page())
    assert [article.id for article in page.articles] == ["a2"]
    assert "云海" not in to_bytes(page, "text", "").decode()
    assert restored(page) == TEXT


def test_jsonl_has_the_names_that_corpus_tools_read() -> None:
    """One article a line: id, text, source, created, metadata; created is the printed date."""
    lines = [json.loads(line) for line in to_bytes(make_page(), "jsonl", "〔缺〕").splitlines()]
    assert [line["id"] for line in lines] == ["扫描/scan.txt#a2", "扫描/scan.txt#a1"]
    first = lines[0]
    assert list(first) == ["id", "text", "source", "created", "metadata"]
    assert first["text"] == "茂名“六聚焦”\n\n促产改\n\n工会建功立业。下〔缺〕"
    assert (first["source"], first["created"]) == ("扫描/scan.txt", "2023-04-29")
    assert first["metadata"]["title"] == "茂名“六聚焦”"
    assert first["metadata"]["gaps"] == 1


def test_created_is_null_where_no_date_is_printed() -> None:
    """The time of the run is never taken for the date of the paper."""
    page = Page(
        Source("-", "工会", "utf-8", ""), articles=(Article("a1", (Block("paragraph", (Span(0, 2),)),)),)
    )
    assert article_record(page, page.articles[0], "")["created"] is None


def test_json_of_a_name_that_is_no_utf8_is_still_json() -> None:
    """A lone surrogate of a file name becomes a JSON escape, never an error."""
    assert json.loads(json_lines([{"name": "a\udcff"}]).decode("utf-8")) == {"name": "a\udcff"}


def test_folder_of_a_page() -> None:
    """One file an article, off-topic ones apart, and the log."""
    files = page_files(make_page(), "text", "〔缺〕", prove=True)
    assert list(files) == [
        "a2-茂名“六聚焦”.txt", "off-topic/a1.txt", "changes.jsonl"
    ]  # fmt: skip


def test_a_few_characters_are_quoted_with_what_stands_beside_them() -> None:
    """A quotation mark or a stop is known by its line, a longer passage and a whole line by themselves."""
    where = Where(Page(Source("-", "工会“六聚焦\n❶\n促进改革", "utf-8", "")))
    assert where.quoted(2, 3) == "“…工会【“】六聚焦…”"
    assert where.quoted(7, 8) == "“❶”"
    assert where.quoted(9, 13) == "“促进改革”"


def test_the_log_for_people_tells_everything_that_matters() -> None:
    """Counts, what was removed with its kept copy, gaps, strays, uncertain places, and the rules."""
    told = summary(make_page(), RULES)
    assert "29 characters read (utf-8), 2 articles, 7 changes, 7 characters removed, 1 place where" in told
    assert (
        "## Removed: read or written twice\n\n- “工会 建功 立业。”: 7 characters at 27–37 (line 6) "
        "(rule `cut_repeats`); the kept copy stands at 12–21 (line 3)" in told
    )
    assert "article a2 “茂名“六聚焦””, paragraph 3" in told
    assert "after “…工会建功立业。下”" in told
    assert "article a1, 4 characters: “云海翻腾”" in told
    assert "“下” at 37–38 (line 8): one character (rule `join_lines`)" in told
    assert "`close_spaces`, 1 change: Close spaces." in told


def test_the_log_for_people_names_a_failure() -> None:
    """A page that was passed through untouched says so, and why."""
    assert "**Passed through untouched:** an error" in summary(make_page(), RULES, "an error")


def test_explain_tells_the_life_of_kept_text() -> None:
    """Where it stands now, which rules touched it and why."""
    page = make_page()
    (first, second) = find(page, "工会建功立业。")
    told = list(explain(page, first, RULES))
    assert told[0] == "扫描/scan.txt 12–21 (line 3): “工会 建功 立业。”"
    assert "  now in article a2 “茂名“六聚焦””, paragraph 3: “工会建功立业。”" in told
    assert told.index("  close_spaces: Close spaces.") < told.index("    14–15 “ ” became nothing")
    assert second == Span(27, 36)


def test_explain_tells_the_life_of_removed_text() -> None:
    """What was removed names its reason and the place of the kept copy."""
    told = "\n".join(explain(make_page(), Span(30, 31), RULES))
    assert "not in the output" in told
    assert "cut_repeats: Cut what was read twice." in told
    assert "was removed: duplicate" in told
    assert "kept copy: 12–21 (line 3), article a2 “茂名“六聚焦””, paragraph 3" in told


def test_explain_says_where_nothing_happened() -> None:
    """Untouched text is told as such, and marks are named."""
    assert "  no rule touched it" in list(explain(make_page(), Span(0, 2), RULES))
    assert "  marked uncertain by join_lines: one character" in list(
        explain(make_page(), Span(37, 38), RULES)
    )


def test_find_looks_at_the_text_as_read_and_as_it_is_now() -> None:
    """White space does not count, and what is nowhere is not found."""
    page = make_page()
    assert find(page, "六聚焦” 促产改") == [Span(3, 11)]
    assert find(page, "没有") == find(page, " ") == []


@given(st.text(max_size=80))
def test_safe_names_are_safe(name: str) -> None:
    """No separator, no dot or blank at the ends, no device, never empty, never long."""
    made = safe(name)
    assert made
    assert not set(made) & set('/\\:*?"<>|\0\n ')
    assert made not in {".", ".."}
    assert made[0] != "."
    assert made[-1] not in ". "
    assert len(made.encode("utf-8", "surrogatepass")) <= 255


@pytest.mark.parametrize("name", ["CON", "nul.txt", "com1", "aux.tar.gz"])
def test_names_of_devices_are_avoided(name: str) -> None:
    """Windows would open a device instead of a file."""
    assert safe(name) == f"_{name}"


def test_an_article_file_names_its_headline() -> None:
    """Id and headline, cut where it gets long."""
    assert article_file("a1", "../工会/总结", ".txt") == "a1-工会_总结.txt"
    assert article_file("a1", "长" * 300, ".md") == f"a1-{'长' * 40}.md"


def folders(names: list[str], taken: tuple[str, ...] = ()) -> list[str]:
    """The folders of inputs that are all expected before the first one takes its own."""
    made = Folders(taken)
    for name in names:
        made.expect(name)
    return [made.take(name) for name in names]


@pytest.mark.parametrize(
    ("names", "made"),
    [
        (["a.txt", "b.txt"], ["a", "b"]),
        (["a.txt", "a.gbk"], ["a.txt", "a.gbk"]),
        (["a.txt", "A.txt"], ["a.txt", "A.txt-2"]),
        (["a.txt", "a.txt"], ["a.txt", "a.txt-2"]),
        (["a.txt", "a/b.txt"], ["a.txt", "a/b"]),
        (["-"], ["stdin"]),
        (["../x.txt", "/etc/x"], ["x", "etc/x"]),
        (["run.json", "run.txt"], ["run.json-2", "run.txt"]),
        (["p.jsonl#9/8"], ["p.jsonl#9_8"]),
        (["a.txt", "a/p.jsonl.gz#../8"], ["a.txt", "a/p.jsonl.gz#.._8"]),
        ([".hidden"], ["hidden"]),
        (["no-extension"], ["no-extension"]),
    ],
)
def test_folders_never_meet(names: list[str], made: list[str]) -> None:
    """The name without extension, with it where two would meet, with a number where that is not enough."""
    assert folders(names, taken=("run.json", "articles.jsonl")) == made


@given(st.lists(st.text("aA./\\#é", max_size=6), max_size=12))
def test_folders_are_unique_and_inside(names: list[str]) -> None:
    """Whatever the inputs are called, every one has a folder of its own below the output."""
    made = folders(names)
    assert len({path.casefold() for path in made}) == len(names)
    assert not any(part in {"", ".", ".."} for path in made for part in path.split("/"))


def test_show_makes_every_character_visible() -> None:
    """Line breaks, ideographic blanks, damaged bytes and what has no width can all be seen."""
    assert show("a\r\n\u3000\udcff\u200b") == "a⏎⏎␣\ufffd<U+200B>"


def test_a_log_that_does_not_give_the_source_is_a_bug() -> None:
    """An output that lost a character is found out before it is written."""
    page = make_page()
    rendered = render(page, in_order(page.articles))
    output = Output("a.txt", rendered.text.replace("云海", "云").encode(), rendered.places)
    with pytest.raises(ProvenanceError):
        log_records(page, [output], "text", prove=True)
    assert log_records(page, [output], "text", prove=False)
