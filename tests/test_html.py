"""The report as HTML, without a browser: what is in the file, that text stays text, and how it is written."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.core.language import choose
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Article, Block, Change, Mark, Ref, Span
from cleaner.report.dropped import drop_off_topic
from cleaner.report.files import OutputError
from cleaner.report.html import Report, page_part, write
from cleaner.report.html.escape import markup, tag
from cleaner.report.html.kinds import kinds
from cleaner.report.html.labels import KINDS, labels

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RULES = {"join_lines": "Join hard wraps.", "loop": "Cut what was read again and again."}
DAMAGED = (
    "工会服务职工\n\n"
    "茂 名 市 总 工 会 于 4 月 29 日 召 开 会 议,\n听取了工作报告,就明年规划作了说明，代表们分组讨论。\n\n"
    "产业工人队伍建设改革纵深推进，三年间聚集九大特色领域培育专业人才。产业工人队伍建设改革纵深推进，三年间"
    "聚集九大特色领域培育专业人才。产业工人队伍建设改革纵深推进，三年间聚集九大特色领域培育专业人才。\n\n"
    "— 3 —\n"
)
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- <script> ]]> --!>",
    '" onmouseover="alert(1)" x=\'',
    "</textarea></style></title><svg onload=alert(1)>",
    "甲\u2028乙\u2029丙\x00丁\u202e戊\ud800己",
    "{name} ${x} `\\u003c` &lt;b&gt;",
)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    choose("en")


def page_of(text: str, name: str = "scan.txt") -> Page:
    return cleaner.clean_page(text, name=name)


def view_of(page: Page) -> dict[str, Any]:
    return dict(json.loads(page_part(page).view))


def old(view: dict[str, Any], segment: str | int) -> str:
    return segment if isinstance(segment, str) else view["changes"][segment][2]


def now(view: dict[str, Any], segment: str | int) -> str:
    return segment if isinstance(segment, str) else view["changes"][segment][3]


class Found(HTMLParser):
    """The elements of a document, the text of its scripts, its style and its policy."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": [], "title": []}
        self._open: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag if tag in self.inside else None
        if self._open:
            self.inside[tag].append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the form of the parser
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside[self._open][-1] += data

    def attributes(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.elements if name in attrs]


def written(path: Path, *parts: Any) -> Found:
    with Report(str(path), RULES) as report:
        for part in parts:
            report.add(part)
    return Found(path.read_text(encoding="utf-8"))


# -- the view of a page -------------------------------------------------------------------------------------


PIECES = (
    "工会服务职工", "茂 名 市", "，", ",", "\n", "\n\n", "。", "4 月 29 日",
    "\u3000", "\u200b", "𠮷", "（试 行）", "“好",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(TEXTS)
@settings(deadline=None)
def test_the_segments_are_source_and_articles(text: str) -> None:
    """All segments as they were give the source, those of a block as they are now give its text."""
    page = page_of(text)
    view = view_of(page)
    assert "".join(old(view, segment) for segment in view["segments"]) == page.source.text
    texts = [
        "".join(now(view, s) for low, high in ranges for s in view["segments"][low:high])
        for article in view["articles"]
        for _, _, ranges in article["blocks"]
    ]
    assert texts == [page.text_of(block) for block in page.blocks]


def test_a_removed_copy_knows_the_segments_of_the_copy_that_stays() -> None:
    """The segments of a reference read what the source has there."""
    page = page_of(DAMAGED)
    view = view_of(page)
    cut = next(change for change in view["changes"] if change[4] == "duplicate")
    start, end, first, last = cut[6][0]
    assert "".join(old(view, s) for s in view["segments"][first:last]) == page.source.text[start:end]
    assert "产业工人" in page.source.text[start:end]


def test_a_copy_in_another_page_is_named() -> None:
    """A reference to another page gives its name and place, no segments."""
    page = Page(
        Source("a.txt", "甲乙", "utf-8", ""),
        changes=(Change(0, 1, "", ("loop",), (Ref("b.txt", 5, 6),), "duplicate"),),
        articles=(Article("a1", (Block("paragraph", (Span(1, 2),)),)),),
    )
    assert view_of(page)["changes"][0][6] == [[5, 6, "b.txt"]]


def test_marks_stand_at_their_segments() -> None:
    """A mark has the segments that it speaks of; a gap stands before a segment and has none."""
    page = Page(
        Source("a.txt", "工会服务职工", "utf-8", ""),
        articles=(Article("a1", (Block("paragraph", (Span(0, 6),), gap_after=True),)),),
        marks=(Mark("uncertain", 2, 4, "note", "why"), Mark("gap", 6, 6, "find_gaps", "")),
    )
    view = view_of(page)
    assert view["segments"] == ["工会", "服务", "职工"]
    assert [mark[5:7] for mark in view["marks"]] == [[1, 2], [3, 3]]


def test_characters_beyond_the_first_plane_count_as_one() -> None:
    """Offsets in the view are code points, whatever JavaScript counts in."""
    view = view_of(page_of("𠮷野家开业,顾客盈门。"))
    assert view["changes"][0][:2] == [5, 6]
    assert view["segments"][0] == "𠮷野家开业"


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (Change(2, 3, "", ("a",)), "join"),
        (Change(4, 5, "", ("a",)), "space"),
        (Change(6, 7, "，", ("a",)), "mark"),
        (Change(7, 8, "8", ("a",)), "character"),
        (Change(7, 8, "", ("a",), (), "overprint"), "overprint"),
        (Change(9, 11, "", ("a",)), "between"),
    ],
)
def test_kinds_are_told_by_what_changed(change: Change, kind: str) -> None:
    """A change is called by what it did to the text, whatever the rule was called."""
    text = "工会\n服 务,８\n\n\n"
    article = Article("a1", (Block("paragraph", (Span(0, 9),)),))
    assert kinds(Page(Source("-", text, "", ""), changes=(change,), articles=(article,))) == [kind]


def test_what_is_left_out_is_a_kind_of_its_own() -> None:
    """Articles that a user left out are not counted as white space."""
    page = Page(
        Source("-", "工会服务。\n天气晴。", "", ""),
        articles=(
            Article("a1", (Block("paragraph", (Span(0, 5),)),)),
            Article("a2", (Block("paragraph", (Span(6, 10),)),), off_topic=True),
        ),
    ).settle("lay_out")
    assert kinds(drop_off_topic(page)) == ["between", "dropped"]


# -- text stays text ----------------------------------------------------------------------------------------


def test_hostile_text_adds_no_element(tmp_path: Path) -> None:
    """A page full of markup gives the elements of a page of Chinese; its text comes back from the data."""
    text = "\n".join(HOSTILE)
    name = HOSTILE[0] + HOSTILE[2]
    hostile = Page(
        Source(name, text, "utf-8", ""),
        articles=(Article(HOSTILE[3], (Block("title", (Span(0, len(text)),)),)),),
        marks=(Mark("uncertain", 0, len(text), "note", HOSTILE[1]),),
        metadata={"paper": HOSTILE[2], "date": HOSTILE[4], "page": HOSTILE[0]},
    )
    plain = hostile._replace(
        source=Source("甲", "工" * len(text), "utf-8", ""),
        metadata={"paper": "乙", "date": "丙", "page": "丁"},
    )
    found = written(tmp_path / "hostile.html", page_part(hostile, HOSTILE[0]))
    same = written(tmp_path / "plain.html", page_part(plain, "戊"))
    assert [(t, [*attrs]) for t, attrs in found.elements] == [(t, [*attrs]) for t, attrs in same.elements]
    view = json.loads(found.inside["script"][1])
    assert view["segments"] == [text.replace("\ud800", "\ufffd")]
    assert view["name"] == name


def test_no_data_block_holds_what_could_end_it(tmp_path: Path) -> None:
    """Neither `<`, `>`, `&` nor the line ends of JavaScript stand in the data as they are."""
    part = page_part(page_of("\n".join(HOSTILE)), HOSTILE[0])
    assert not re.search(rb"[<>&]|\xe2\x80[\xa8\xa9]", part.view)
    found = written(tmp_path / "r.html", part)
    assert len(found.inside["script"]) == 3


@given(st.text())
def test_markup_leaves_nothing_special(text: str) -> None:
    """Escaped text has no character that could open a tag or end an attribute."""
    assert not set("<>\"'") & set(markup(text))
    assert "&" not in re.sub(r"&(amp|lt|gt|quot|#39);", "", markup(text))


def test_elements_escape_their_children_once() -> None:
    """Text inside an element is escaped, an element inside an element is not."""
    assert tag("p", tag("b", "<"), "&", title='"') == '<p title="&quot;"><b>&lt;</b>&amp;</p>'


# -- the file -----------------------------------------------------------------------------------------------


def test_the_policy_lets_only_our_script_and_style_run(tmp_path: Path) -> None:
    """The hashes in the policy are those of the one script and the one style, and nothing else is allowed."""
    found = written(tmp_path / "r.html", page_part(page_of(DAMAGED)))
    policy = next(a["content"] for _, a in found.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None

    def hashed(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    script, style = found.inside["script"][-1], found.inside["style"][0]
    assert f"script-src 'sha256-{hashed(script)}';" in policy
    assert f"style-src 'sha256-{hashed(style)}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_nothing_is_loaded_and_nothing_runs_from_attributes(tmp_path: Path) -> None:
    """No address leads out of the report, no attribute holds a script or a style."""
    found = written(tmp_path / "r.html", *(page_part(page_of(DAMAGED, f"{i}.txt")) for i in range(3)))
    assert all(re.match(r"#[\w-]*$", address) for address in found.attributes("href"))
    assert not found.attributes("src")
    names = {name for _, attrs in found.elements for name in attrs}
    assert not {name for name in names if name.startswith("on") or name == "style"}
    assert "://" not in found.inside["script"][-1].replace("http://www.w3.org/2000/svg", "")


def test_a_reader_without_eyes_finds_the_way(tmp_path: Path) -> None:
    """There is a language, a way past the head, one main, headings in order; every plot has a title."""
    found = written(tmp_path / "r.html", page_part(page_of(DAMAGED)))
    names = [name for name, _ in found.elements]
    assert ("html", {"lang": "en"}) in found.elements
    assert names.count("main") == names.count("h1") == 1
    assert next(attrs for name, attrs in found.elements if name == "a")["href"] == "#main"
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    plots = [attrs for name, attrs in found.elements if name == "svg"]
    assert plots
    assert all(attrs.get("role") == "img" for attrs in plots)
    assert names.count("title") >= 1 + len(plots)


def test_every_word_of_the_script_has_a_label() -> None:
    """What the script says is in the labels, and no label is there for nothing."""
    script = "".join(
        asset.read_text(encoding="utf-8")
        for asset in files("cleaner.report.html").joinpath("assets").iterdir()
        if asset.name.endswith(".js")
    )
    said = labels(RULES)["say"]
    used = set(re.findall(r'(?:say|fact)\((?:[\w.]+ \? )?"(\w+)"', script))
    used |= {f"{n}_{noun}" for noun in re.findall(r'counted\("(\w+)"', script) for n in ("one", "many")}
    assert used <= set(said)
    families = re.compile("(kind|did|theme|mode|side|one|many|role)_")
    unused = {key for key in said if key not in used and not families.match(key) and f'"{key}"' not in script}
    assert not unused
    for kind in KINDS:
        assert f"kind_{kind}" in said
        assert f"did_{kind}" in said


def test_the_report_speaks_chinese(tmp_path: Path) -> None:
    """With Chinese chosen, no label stays English and the file says its language."""
    english = labels(RULES)["say"]
    choose("zh")
    chinese = labels(RULES)["say"]
    assert [key for key in english if chinese[key] == english[key]] == []
    found = written(tmp_path / "r.html", page_part(page_of(DAMAGED)))
    assert ("html", {"lang": "zh-CN"}) in found.elements
    assert found.inside["title"][0] == "整理报告"


# -- the overview -------------------------------------------------------------------------------------------


def test_failures_and_doubts_stand_on_top(tmp_path: Path) -> None:
    """A page that failed comes first, then the one with most to decide; clean pages are not among them."""
    fine, doubtful = page_of("工会服务职工。", "fine.txt"), page_of("工会服务职工。", "doubt.txt")
    doubtful = doubtful.marked([Mark("uncertain", 0, 2, "note", "")])
    parts = [page_part(fine), page_part(doubtful), page_part(fine._replace(), "it broke")]
    assert [part.row.doubts for part in parts] == [0, 1, 0]
    found = written(tmp_path / "r.html", *parts)
    links = [attrs["href"] for name, attrs in found.elements if name == "a" and "data-filter" not in attrs]
    assert links[2:4] == ["#page-2", "#page-1"]


def test_figures_leave_white_space_out() -> None:
    """Characters are counted without blanks and line ends, as printers count them."""
    row = page_part(page_of("工 会\n\n服务。\n")).row
    assert row.characters == 5
    assert (row.lost, row.doubts, row.gaps) == (0, 0, 0)


def test_no_page_at_all_is_a_report_too(tmp_path: Path) -> None:
    """A run over an empty folder gives a report that says so."""
    assert ("main", {"id": "main", "tabindex": "-1"}) in written(tmp_path / "r.html").elements


# -- writing ------------------------------------------------------------------------------------------------


def many(path: Path, count: int) -> None:
    with Report(str(path), RULES) as report:
        for i in range(count):
            report.add(page_part(page_of(f"第{i}页,工会服务职工。", f"{i}.txt")))


def test_many_pages_are_an_index_and_a_file_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit the folder beside the report has a file a page, each linked with its neighbours."""
    monkeypatch.setattr(write, "MOST_IN_ONE_FILE", 2)
    path = tmp_path / "报告 1.html"
    many(path, 3)
    names = ["00001.html", "00002.html", "00003.html"]
    assert sorted(p.name for p in (tmp_path / "报告 1-pages").iterdir()) == names
    index = Found(path.read_text(encoding="utf-8"))
    assert "%E6%8A%A5%E5%91%8A%201-pages/00002.html" in index.attributes("href")
    assert len(index.inside["script"]) == 2
    second = Found((tmp_path / "报告 1-pages" / "00002.html").read_text(encoding="utf-8"))
    section = next(attrs for name, attrs in second.elements if name == "section")
    assert section == {
        "id": "page",
        "data-only": "1",
        "data-list": "../%E6%8A%A5%E5%91%8A%201.html",
        "data-previous": "00001.html",
        "data-next": "00003.html",
    }
    assert json.loads(second.inside["script"][1])["name"] == "1.txt"


def test_a_new_report_takes_the_place_of_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of an earlier report do not stay behind, and nothing else is left in the folder."""
    monkeypatch.setattr(write, "MOST_IN_ONE_FILE", 2)
    many(tmp_path / "r.html", 4)
    many(tmp_path / "r.html", 3)
    assert len(list((tmp_path / "r-pages").iterdir())) == 3
    many(tmp_path / "r.html", 1)
    assert [p.name for p in tmp_path.iterdir()] == ["r.html"]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing in a report depends on when it was written."""
    many(tmp_path / "a.html", 2)
    many(tmp_path / "b.html", 2)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_run_that_breaks_off_leaves_the_old_report(tmp_path: Path) -> None:
    """An error before the last page writes nothing."""
    many(tmp_path / "r.html", 1)
    before = (tmp_path / "r.html").read_bytes()
    report = Report(str(tmp_path / "r.html"), RULES)
    report.add(page_part(page_of("工会")))
    report.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (tmp_path / "r.html").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["r.html"]


@pytest.mark.parametrize("what", ["file", "folder", "pages", "nowhere"])
def test_what_is_no_report_is_not_replaced(tmp_path: Path, what: str) -> None:
    """A file or folder of someone else in the report's place is refused before any work."""
    path = tmp_path / "r.html"
    if what == "file":
        path.write_text("<html>mine</html>", encoding="utf-8")
    elif what == "folder":
        path.mkdir()
    elif what == "pages":
        (tmp_path / "r-pages").mkdir()
        (tmp_path / "r-pages" / "notes.txt").touch()
    else:
        path = tmp_path / "nowhere" / "r.html"
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError):
        Report(str(path), RULES)
    assert sorted(tmp_path.rglob("*")) == before
