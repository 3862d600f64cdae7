"""Where text is missing, and where it only seems to be."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import clean_page
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Article, Block, Mark, Role, Span
from cleaner.repeats import mark_cut_offs, settle_gaps
from cleaner.repeats.gaps import breaks_off_last, cut_offs
from cleaner.repeats.ground import Ground
from cleaner.repeats.halves import Halves
from cleaner.repeats.judge import judge
from cleaner.repeats.torn import BY_LINES, breaks_off

SAMPLES = Path(__file__).parent.parent / "samples"
SOUND = [
    "宣讲走进车间，反响热烈。",
    "职工踊跃参加，气氛活跃。",
    "活动取得实效，广受好评。",
    "明年将继续举办，扩大范围。",
]


def print_of(name: str) -> list[str]:
    """The paragraphs of a sample page as they are in print."""
    pages = json.loads((SAMPLES / f"{name}.gold.json").read_text("utf-8"))
    blocks = [block for article in pages["articles"] for block in article["blocks"]]
    return [block["text"] for block in blocks if block["role"] == "paragraph" and not block.get("gap_after")]


def column(texts: list[str], measure: int) -> str:
    """The paragraphs as a column of `measure` characters, without figures and Latin letters."""
    lines = []
    for text in texts:
        indented = "\u3000\u3000" + re.sub(r"[ -~]", "", text)
        lines += [indented[i : i + measure] for i in range(0, len(indented), measure)]
    return "\n".join(lines) + "\n"


# -- torn lines ----------------------------------------------------------------------------------------------


def torn(texts: list[str], measure: int, first: int, last: int, parting: str) -> tuple[str, int]:
    """A column whose characters from `first` to `last` are lost, and where the loss is."""
    whole = column(texts, measure)
    while whole[first - 1] in "，。、；：！？”）\n":
        first += 1
    return whole[:first] + parting + whole[last:], first


@pytest.mark.parametrize("parting", ["\n", "\n\n"])
def test_two_halves_of_different_lines_have_a_gap_between_them(parting: str) -> None:
    """Two short lines in a row that make up no full line: what stood between them is lost."""
    text, place = torn(print_of("scan-004")[1:], 20, 345, 463, parting)
    assert [gap.offset for gap in judge(text).gaps] == [place]


def test_the_two_halves_of_one_line_have_none() -> None:
    """A line that a column break parts reads on: nothing is missing."""
    text, _ = torn(print_of("scan-004")[1:], 20, 345, 345, "\n\n")
    assert judge(text).gaps == ()


def test_a_loop_that_begins_with_a_line_leaves_a_gap_where_text_is_lost() -> None:
    """The rest of the sentence behind it makes up no full line with anything."""
    lines = column(print_of("scan-004")[1:3], 20).splitlines()
    block, behind = "\n".join(lines[4:9]), "\n".join(lines[10:])
    text = "\n".join(lines[:9]) + f"\n{block}\n{block[:50]}{behind[7:]}\n"
    place = len("\n".join(lines[:9]))
    assert [gap.offset for gap in judge(text).gaps] == [place]


@pytest.mark.parametrize(
    ("before", "behind", "gaps"),
    [("共2", "8人", 0), ("“天宫", "”们", 0), ("步", "伐齐", 0), ("产业", "某某", 1)],
)
def test_what_goes_over_the_seam_of_a_loop_has_none(before: str, behind: str, gaps: int) -> None:
    """A number, a quotation and a word tell that nothing is lost, though the line is too short."""
    lines = column(print_of("scan-004")[1:3], 20).splitlines()
    head = "\n".join(lines[:8])
    block = "\n".join(lines[4:8]) + "\n" + lines[8][:6] + before
    torn = f"{head}\n{lines[8][:6]}{before}"
    text = f"{torn}{block}{block[:34]}{behind}\n" + "\n".join(lines[9:]) + "\n"
    assert [gap.offset for gap in judge(text).gaps] == [len(torn)] * gaps


@pytest.mark.parametrize(
    "split",
    [
        "　　本市工会近日举办读书活动，职\n工人手一册《劳动法》\n，大家表示要把\n学到的用到车间里去。\n",
        "　　日前，本市总工会正式发布了《\n读书方案》\n（以下简称方案）\n。\n",
    ],
)
def test_a_line_that_is_split_between_two_marks_has_none(split: str) -> None:
    """Extractors do so where the marks are set closer; neither half is a short line."""
    paragraphs = column(print_of("scan-004")[1:4], 16)
    assert judge(f"{paragraphs}{split}{column(print_of('scan-004')[4:6], 16)}").gaps == ()


def test_a_headline_of_two_lines_that_asks_has_none() -> None:
    """It stands right behind the text, as headings do, and has a mark that parts names."""
    page = f"{CLOSED}驿站开张、食堂升级\n职工怎么看？\n\n{column(print_of('scan-004')[4:6], 20)}"
    assert judge(page).gaps == ()


def test_a_line_that_goes_on_elsewhere_on_the_page_has_none() -> None:
    """Columns read in the wrong order tear a line, and its other half stands further on."""
    whole = column(print_of("scan-004")[1:], 20)
    moved = f"{whole[:214]}\n\n{whole[420:]}\n\n{whole[214:420]}"
    assert 214 not in [gap.offset for gap in judge(moved).gaps]


def test_first_lines_whose_indent_is_lost_are_no_other_halves() -> None:
    """A torn line of two characters would fill any first line of a paragraph; it does not go on there."""
    paragraphs = [column([text], 20).strip() for text in print_of("scan-004")[1:]]
    torn_one, after = paragraphs[2].split("\n"), paragraphs[3]
    cut = "\n".join([*torn_one[:2], torn_one[2][:2]])
    found = judge("\n\n".join([*paragraphs[:2], cut, after, *paragraphs[4:]]) + "\n").gaps
    assert len("\n\n".join([*paragraphs[:2], cut])) in [gap.offset for gap in found]


def test_a_long_sentence_at_the_end_of_a_page_breaks_off() -> None:
    """No sentence need have ended in a block that is too long for a caption."""
    paragraphs = [column([text], 20).strip() for text in print_of("scan-004")[1:6]]
    last = (
        "全市各级工会围绕中心、服务大局，组织动员广大职工建功立业，培育了一大批高技能人才，"
        "推动技能竞赛、技术创新、师徒结对等活动在企业落地生根，为高质量发展"
    )
    text = "\n\n".join([*paragraphs, column([last], 20).strip()]) + "\n"
    assert [gap.offset for gap in judge(text).gaps] == [len(text) - 1]


def test_a_torn_paragraph_with_text_behind_it_goes_on_elsewhere() -> None:
    """The only torn end of a page is a cut-off where the source ends; else its rest may be anywhere."""
    sound = [f"第{n}组的职工代表走进车间，宣讲大会精神，现场反响热烈。" for n in "一二三四五六"]
    broken = "会议强调，要健全民主管理制度，扎实推进厂务公开，健全以职工代"
    for first, marks in ((broken, 0), ("", 1)):
        text = "".join([first, *sound, "" if first else broken])
        starts = [text.index(line) for line in (*sound, broken)]
        spans = [Span(at, at + len(line)) for at, line in zip(starts, (*sound, broken), strict=True)]
        article = Article("a1", tuple(Block("paragraph", (span,)) for span in spans))
        page = Page(Source("page.txt", text, "utf-8", ""))._replace(articles=(article,))
        assert len(mark_cut_offs(page).marks) == marks


@pytest.mark.parametrize(("caption", "marks"), [("文艺汇演精彩上演", 1), ("宣讲走进车间，反响热烈。" * 4, 0)])
def test_only_a_caption_may_be_read_behind_the_last_text_of_columns(caption: str, marks: int) -> None:
    """What is longer than a caption is text that was taken for one, and the sentence may go on there."""
    lines = [*SOUND, "会议强调，要健全民主管理制度，健全以职工代", caption]
    text = "".join(lines)
    spans = [Span(text.index(line), text.index(line) + len(line)) for line in lines[:-1]]
    spans.append(Span(len(text) - len(caption), len(text)))
    roles = ["paragraph"] * 5 + ["caption"]
    article = Article("a1", tuple(Block(role, (span,)) for role, span in zip(roles, spans, strict=True)))  # type: ignore[arg-type]
    page = Page(Source("page.txt", text, "utf-8", ""), flow=(Span(0, len(text)),))
    assert len(mark_cut_offs(page._replace(articles=(article,))).marks) == marks


@pytest.mark.parametrize(
    ("role", "evidence", "marks"), [("title", 0, 0), ("paragraph", 0, 1), ("title", 1, 1)]
)
def test_a_headline_breaks_off_only_where_text_was_cut_out(role: Role, evidence: int, marks: int) -> None:
    """Its lines end where they like, and look torn until it is known what they are."""
    text = "驿站开张 食堂升级"
    said = [min(BY_LINES), "torn by loop"][evidence]
    page = Page(Source("page.txt", text, "utf-8", "")).marked(
        [Mark("gap", len(text), len(text), "find_gaps", said)]
    )
    article = Article("a1", (Block(role, (Span(0, len(text)),)),))
    assert len(settle_gaps(page._replace(articles=(article,))).marks) == marks


CLOSED = column(print_of("scan-004")[1:4], 20)


@pytest.mark.parametrize(
    "behind", ["", "\u3000\u3000本市工会驿站迎来首批体验官\n", "\n市总工会举办培训班\n\n"]
)
def test_a_paragraph_that_stops_inside_a_line_breaks_off(behind: str) -> None:
    """Its last line is short, in mid-sentence; an indented line, a headline or nothing stands behind it."""
    torn = column(
        ["会议强调，要坚持问题导向。各级工会要深入一线，摸清职工的所思所盼，把服务送到职工的身边和"], 20
    )
    page = f"{CLOSED}{torn}{behind}{column(print_of('scan-004')[4:6], 20)}"
    assert [gap.offset for gap in judge(page).gaps] == [len(CLOSED + torn) - 1]


@pytest.mark.parametrize("inserted", ["· 23 ·", "第4页　共5页", "职工在驿站休息（资料图）"])
def test_a_line_with_a_page_number_or_caption_in_it_has_none(inserted: str) -> None:
    """What is printed between two pages parts a line; its rest stands right behind."""
    whole = column(print_of("scan-004")[1:], 20)
    assert judge(f"{whole[:214]}\n\n{inserted}\n\n{whole[214:]}").gaps == ()


def test_a_piece_of_a_column_in_another_place_has_none() -> None:
    """Both lines that it tears go on elsewhere."""
    whole = column(print_of("scan-004")[1:], 20)
    end = whole.index("\n", 800)
    moved = f"{whole[:214]}\n\n{whole[333:end]}\n\n{whole[214:333]}\n\n{whole[end + 1 :]}"
    assert judge(moved).gaps == ()


def test_lines_that_grow_narrower_beside_a_picture_have_none() -> None:
    """None of them is full, so none of them tells how long it should be."""
    text = "".join(re.sub(r"[ -~]", "", paragraph) for paragraph in print_of("scan-004")[4:7])
    lines, at = [], 0
    for measure in (20, 20, 20, 20, 18, 16, 13, 10, 8):
        lines.append(text[at : at + measure])
        at += measure
    page = f"{CLOSED}{chr(10).join(lines)}\n{column([text[at:]], 20).strip()}\n"
    assert judge(page).gaps == ()


def test_a_line_before_a_long_figure_has_none() -> None:
    """A figure is not broken: the line before it is as short as the figure is long."""
    lines = (
        "全市各级工会围绕中心服务大局，广泛开展劳\n动竞赛。活动自开展以来，参加的企业增加到\n1,234,567.89\n万元的产值，"
        "涌现出一大批爱岗敬业的先进职工\n和集体，受到各方的好评，成为了全市的榜样。\n"
    )
    figure = lines.replace("增加到\n", "达\n").replace("1,234,567.89\n", "1,234,567.89")
    assert judge(f"{CLOSED}{figure}{CLOSED}").gaps == ()


# -- lines inside a paragraph; the characters are numbered from the start of the column


def cut(whole: str, first: int, last: int) -> tuple[str, int]:
    """A column without the characters from `first` to `last`, in two lines, and where the loss is."""
    return f"{whole[:first]}\n{whole[last:]}", first


INDENTED = column(print_of("scan-004")[1:], 20)


# Lines of 20 characters that carry on the half before them, and no first line.
CARRYING = """\
各级工会干部轮流到站值守为户外劳动者送水送
药并帮助他们解决看病就医子女上学等方面难题。
"""


def test_first_words_have_one_before_a_line_inside_another() -> None:
    """They have no pause yet, but are indented, and a full line carries on the half behind them."""
    page = f"{CLOSED}\u3000\u3000近日开展的走访\n职工群众的身边去\n{CARRYING}{CLOSED}"
    assert [gap.offset for gap in judge(page).gaps] == [page.index("走访\n职工") + 2]


@pytest.mark.parametrize(
    ("half", "is_gap"), [("的职工，每天有五百多人", True), ("的职工每天有五百多人次", False)]
)
def test_first_words_behind_white_space_have_one_before_a_line_with_a_pause(
    half: str,
    is_gap: bool,  # noqa: FBT001
) -> None:
    """Two short lines before a full one may be a headline of two lines, which has no pause."""
    plain = CLOSED.replace("\u3000\u3000", "")
    page = f"{plain}\n市总工会驿站接待\n\n{half}\n{CARRYING}{plain}"
    assert [gap.offset for gap in judge(page).gaps] == [page.index("接待\n\n") + 2] * is_gap


def test_halves_that_do_not_make_up_a_line_of_the_column_have_one() -> None:
    """Behind white space two halves are of one line only if they are as wide as most lines."""
    plain = CLOSED.replace("\u3000\u3000", "")
    page = f"{plain}近日，市总工会来\n\n到驿站看望了职工们，\n{CARRYING}{plain}"
    assert [gap.offset for gap in judge(page).gaps] == [page.index("来\n\n到") + 1]


def test_a_line_behind_a_sentence_is_no_rest_of_one_far_off() -> None:
    """The short first line of a paragraph fills the torn one; but it stands where paragraphs begin."""
    plain = CLOSED.replace("\u3000\u3000", "")
    first = f"{plain}近日，驿站的职工都说，好事\n{CARRYING}{plain}近日，市总工会到\n\n市总工会举办培训班\n"
    halves = Halves(Ground(first))
    assert halves.rest(halves.lines.index("近日,市总工会到")) is None


def test_a_caption_is_no_rest() -> None:
    """It ends in a stop and stands apart on both sides: the headline behind it is not read on with it."""
    start = INDENTED.index("\n", 300) + 1
    text, place = cut(INDENTED, start + 9, start + 21 * 3 + 12)
    headline = "市总工会举办职工技能培训班的第一课开讲了"[: 20 - text[place + 1 :].index("\n")]
    page = Ground(f"{text}\n职工在驿站休息。\n\n{headline}\n\n{CARRYING}")
    assert Halves(page).rest(page.line(page.at.index(place - 1))) is None


def test_a_full_line_behind_a_short_one_goes_on_in_the_same_paragraph() -> None:
    """What is lost was inside the line: the next one is full, and no first line, for these are indented."""
    start = INDENTED.index("\n", 300) + 1
    text, end = cut(INDENTED, start + 9, start + 21 * 3)
    assert [start < gap.offset <= end for gap in judge(text).gaps] == [True]


@pytest.mark.parametrize(
    ("inserted", "gaps"), [("车间班组扎实推进", 1), ("Rechtsschutzversicherungsgesellschaft", 0)]
)
def test_a_line_that_is_longer_than_a_full_one_lost_what_was_inside_it(inserted: str, gaps: int) -> None:
    """A foreign word that cannot be broken may be the reason, too."""
    start = INDENTED.index("\n", 300) + 1
    text = INDENTED[: start + 9] + inserted + INDENTED[start + 9 :]
    found = judge(text).gaps
    assert [start < gap.offset < start + 20 + len(inserted) for gap in found] == [True] * gaps


def test_two_lines_that_lost_the_end_between_them_lost_no_text() -> None:
    """Together they are as long as two."""
    start = INDENTED.index("\n", 300) + 21
    assert judge(INDENTED[:start] + INDENTED[start + 1 :]).gaps == ()


def test_a_paragraph_inside_which_text_is_missing_is_shown_in_two_parts() -> None:
    """The first one says that something is missing behind it."""
    start = INDENTED.index("\n", 300) + 1
    page = clean_page(INDENTED[: start + 9] + INDENTED[start + 9 + 21 * 3 + 5 :])
    parts = [page.text_of(block) for block in page.blocks if block.gap_after]
    assert len(parts) == 1
    assert parts[0][-3:] in INDENTED


def test_a_full_line_behind_a_short_one_may_begin_a_paragraph_where_none_is_indented() -> None:
    """Where first lines are like all others nothing tells that the paragraph goes on."""
    texts = [re.sub(r"[ -~]", "", text) for text in print_of("scan-004")[1:]]
    flush = "".join(text[i : i + 20] + "\n" for text in texts for i in range(0, len(text), 20))
    start = flush.index("\n", 300) + 1
    text, _ = cut(flush, start + 9, start + 21 * 3)
    assert judge(text).gaps == ()


def test_a_line_that_was_stretched_before_a_long_word_lacks_nothing() -> None:
    """The typesetter spread a few characters over the measure, since what follows could not be broken."""
    start = INDENTED.index("\n", 300) + 1
    stretched, behind = " ".join(INDENTED[start : start + 12]), INDENTED[start + 21 : start + 34]
    text = f"{INDENTED[:start]}{stretched}\n的“88+66+44”{behind}{INDENTED[start + 41 :]}"
    assert judge(text).gaps == ()
    assert judge(text.replace(stretched, stretched.replace(" ", ""))).gaps


def without_indents() -> tuple[str, int]:
    """A column whose indents are lost, and where the second line of a long paragraph in it starts."""
    paragraphs = [column([text], 20).lstrip() for text in print_of("scan-004")[1:]]
    long = next(i for i, lines in enumerate(paragraphs) if i > 2 and lines.count("\n") > 5)
    return "".join(paragraphs), len("".join(paragraphs[:long])) + 19


def test_a_torn_line_behind_a_first_line_whose_indent_is_lost_has_one() -> None:
    """The first line of a paragraph is full but for its indent, so it is the next one that breaks off."""
    whole, start = without_indents()
    text, place = cut(whole, start + 5, start + 21 * 2 + 10)
    assert [gap.offset for gap in judge(text).gaps] == [place]


def test_a_first_line_whose_indent_is_lost_has_none() -> None:
    """A figure that could not be broken made it shorter still; its paragraph ends in the next line."""
    whole, start = without_indents()
    end = whole.index("。\n", start)
    assert judge(f"{whole[: start - 2]}\n{whole[start : start + 15]}。\n{whole[end + 2 :]}").gaps == ()


def test_two_halves_inside_a_column_have_one_even_if_they_happen_to_fill_a_line() -> None:
    """Nothing breaks a line inside a column: seven characters and thirteen are parts of different lines."""
    start = INDENTED.index("\n", 300) + 1
    text, place = cut(INDENTED, start + 7, start + 21 * 3 + 7)
    assert [gap.offset for gap in judge(text).gaps] == [place]


def test_a_last_word_alone_in_its_line_leaves_none() -> None:
    """A line with figures in it is wider than it looks: there was no room for the end of the sentence."""
    lines = INDENTED.splitlines()
    ends = [i for i in range(1, len(lines)) if len(lines[i]) < 20 and len(lines[i - 1]) == 20]
    for i in ends:
        lines[i - 1 : i + 1] = lines[i - 1][:-3], "成果。"
    assert ends
    assert judge("\n".join(lines) + "\n").gaps == ()


def test_a_character_with_marks_that_begin_no_line_leaves_none() -> None:
    """There was no room for the character and its marks together, so the line before is shorter by all."""
    lines = INDENTED.splitlines()
    ends = [i for i in range(1, len(lines)) if len(lines[i]) < 20 and len(lines[i - 1]) == 20]
    torn = lines.copy()
    for i in ends:
        head = lines[i - 1][:-3]
        lines[i - 1 : i + 1] = head, "动……”"
        torn[i - 1 : i + 1] = head, "动起来"
    assert judge("\n".join(lines) + "\n").gaps == ()
    assert judge("\n".join(torn) + "\n").gaps


def test_a_quotation_at_the_head_of_a_block_is_no_rest() -> None:
    """Paragraphs begin with opening marks: such a line is no rest of a torn one, though the two fill one."""
    start = INDENTED.index("\n", 300) + 1
    text, place = cut(INDENTED, start + 1, start + 21 * 3 + 12)
    opened = (
        "\n“这是我们大家的事，所以我一定要做得好\n还要做得更好，让来到这里的职工都感到满意\n才算完成。”\n"
    )
    assert place in [gap.offset for gap in judge(text + opened).gaps]


@pytest.mark.parametrize(
    "end",
    [
        "受到职工群众的一致好评。\n",
        "受到好评。（记者 李明 摄）\n",
        "受到好评。本报记者李明报道\n",
        "主要包括以下三个方面：\n一是加强领导\n二是压实责任\n",
        "“我们会继续努力！”\n",
        "【查询本市所有驿站的开放时间，请打开市总工会的移动客\n户端】\n",
        "来稿请寄本报工会部。邮箱：ghb@paper.example\n",
        "服务职工无止境。热线：0668-2225888\n",
    ],
)
def test_sound_ends_have_none(end: str) -> None:
    """A stop, a credit, a colon before a list and the end of a speech are ends."""
    text = column(print_of("scan-004")[:3], 20) + "\u3000\u3000" + end + "\n\n" + "2025年工会活动剪影\n"
    assert judge(text).gaps == ()


@pytest.mark.parametrize("parting", ["\n", "\n\n"])
def test_a_mark_that_no_line_begins_with_tells_of_a_loss(parting: str) -> None:
    """Lines are not broken before a comma: what stood before it is lost."""
    start = INDENTED.index("\n", 300) + 1
    whole = f"{INDENTED[:start]}{INDENTED[start : start + 9]}{parting}，{INDENTED[start + 66 :]}"
    assert start + 9 in [gap.offset for gap in judge(whole).gaps]


def test_a_full_line_before_a_block_that_begins_inside_a_line_breaks_off() -> None:
    """The foot of a column is full by chance; the next block begins with a comma, so it is another."""
    start = INDENTED.index("\n", 300) + 1
    text = f"{INDENTED[: start + 20]}\n\n，{INDENTED[start + 66 :]}"
    found = {gap.offset: gap.note for gap in judge(text).gaps}
    assert found[start + 20] == "a block ends in mid-sentence, and the next one begins inside another line"


@pytest.mark.parametrize("length", [70, 113, 156, 199])
@pytest.mark.parametrize("first", [214, 262, 305])
def test_a_piece_in_another_place_explains_both_seams(first: int, length: int) -> None:
    """What was taken out in mid-line stands behind another paragraph: its ends fit the lines that it left."""
    whole = column(print_of("scan-004")[1:], 20)
    while "\n" in {whole[first - 1], whole[first], whole[first + length - 1], whole[first + length]}:
        first += 1
    end = whole.index("。\n", 900) + 1
    piece = whole[first : first + length]
    moved = f"{whole[:first]}\n\n{whole[first + length : end]}\n\n{piece}\n\n{whole[end + 1 :]}"
    assert judge(moved).gaps == ()


def test_a_line_of_spaced_characters_breaks_off_as_well() -> None:
    """A blank stands behind its last character; nothing is joined across the loss."""
    text, place = torn(print_of("scan-004")[1:], 20, 345, 463, "\n")
    spaced = f"{text[:place]} {text[place:]}"
    page = clean_page(spaced)
    assert [mark.start for mark in page.marks if mark.kind == "gap"] == [place]
    assert [block.gap_after for block in page.blocks if block.spans[-1].end == place] == [True]


def test_halves_are_not_joined_over_a_gap() -> None:
    """A caption stands behind the torn half, and behind it the paragraph that goes on is another one."""
    text, place = torn(print_of("scan-004")[1:], 20, 345, 463, "\n\n图为职工在驿站休息。李明摄\n\n")
    ends = [block.spans[-1].end for block in clean_page(text).blocks if block.gap_after]
    assert ends == [place]


def test_columns_that_were_parted_need_two_lines_to_tell_of_a_loss() -> None:
    """A line of a column that stood beside another ends where the other one did."""
    torn_at = column(
        ["会议强调，要坚持问题导向。各级工会要深入一线，摸清职工的所思所盼，把服务送到职工的身边和"], 20
    )
    page = f"{CLOSED}{torn_at}\n市总工会举办培训班\n\n{column(print_of('scan-004')[4:6], 20)}"
    assert judge(page).gaps
    assert judge(page, parted=True).gaps == ()


# -- the last words of a page


@pytest.mark.parametrize(
    ("last", "is_gap"),
    [
        ("会议指出，要聚焦主责主业，推动各级工会", True),
        ("近日，省总工会赴我市开展", True),
        ("近日开展的走访慰问活动走进了", True),
        ("他说：“驿站", True),
        ("参加活动的职工是去年的1.", True),
        ("这次走访慰问活动已持续了半年", True),
        ("工会服务职工，职工信赖工会。", False),
        ("茂名市总工会办公室", False),
        ("二〇二五年十二月三十一日", False),
        ("本报记者 李明", False),
        ("值班主任 林晓东", False),
        ("【开放时间】全天", False),
        ("【开放时间】驿站全年开放，逢节假日", True),
        ("陈静、李明、张伟、马超群、林晓东", False),
    ],
)
def test_a_page_that_ends_in_mid_sentence_has_a_gap(last: str, is_gap: bool) -> None:  # noqa: FBT001
    """Even a few words, which look like a heading: nothing stands under them. A signature is an end."""
    page = clean_page(f"{CLOSED}{last}\n")
    assert [block.gap_after for block in page.blocks][-1] == is_gap
    notes = [mark.note for mark in page.marks if mark.kind == "gap"]
    assert notes == (["the page ends in mid-sentence"] if is_gap else [])


def test_first_words_of_a_paragraph_are_told_by_their_indent() -> None:
    """Behind white space a few words look like a heading; where paragraphs are indented headings are not."""
    spaced = CLOSED.replace("\n\u3000", "\n\n\u3000")
    last = "近日开展的走访慰问活动走进了"
    for indent, is_gap in (("\u3000\u3000", True), ("", False)):
        page = clean_page(f"{spaced}\n{indent}{last}\n")
        assert [block.gap_after for block in page.blocks][-1] == is_gap


@pytest.mark.parametrize(
    ("role", "last", "behind", "begins", "is_gap"),
    [
        ("caption", "他的手上有“三十年的功", [], False, True),
        ("caption", "职工在驿站休息的情景", [], False, False),
        ("heading", "走进车间的宣讲，让职工", [], False, True),
        ("heading", "做细做实服务职工的工作", ["paragraph"], True, False),
        ("title", "走进车间的宣讲，让职工", ["paragraph"], True, True),
        ("title", "走进车间的宣讲，让职工", ["paragraph"], False, False),
        ("title", "做细做实服务职工的工作", ["paragraph"], True, False),
        ("title", "他的手上有“三十年的功", ["paragraph"], True, False),
    ],
)
def test_what_looks_like_a_headline_breaks_off_only_if_it_has_clauses(
    role: str,
    last: str,
    behind: list[str],
    begins: bool,  # noqa: FBT001
    is_gap: bool,  # noqa: FBT001
) -> None:
    """What heads other text needs a pause and the beginning of running text, a caption an open quotation."""
    page = [*blocks(), (role, last), *((other, SOUND[0]) for other in behind)]
    assert breaks_off_last(page, len(blocks()), lambda: begins) is is_gap


def test_a_headline_at_the_end_of_a_page_is_none() -> None:
    """Extractors write headlines last; they stand apart."""
    page = clean_page(f"{CLOSED}\n\n省总工会赴我市开展走访慰问\n")
    assert not any(block.gap_after for block in page.blocks)


def test_a_letter_that_ends_without_a_stop_has_no_gap() -> None:
    """Where lines are not broken to a measure the last one is a signature."""
    letter = "各位职工：\n春节将至，祝大家新春快乐。\n感谢大家一年的辛勤工作。\n你们的老朋友在海边的渔港\n"
    assert not any(block.gap_after for block in clean_page(letter).blocks)


# -- blocks that break off -----------------------------------------------------------------------------------


def blocks(*texts: str, role: str = "paragraph") -> list[tuple[str, str]]:
    return [("paragraph", text) for text in SOUND] + [(role, text) for text in texts]


@pytest.mark.parametrize("follows", [None, "caption"])
def test_a_paragraph_that_stops_in_mid_sentence_breaks_off(follows: str | None) -> None:
    """The last words before a caption or the end of the page are no end of a sentence: text is missing."""
    page = blocks("民主管理扎实推进，成效明显。健全以职工代")
    page += [(follows, "文艺汇演精彩上演")] if follows else []
    assert cut_offs(page) == [len(SOUND)]


@pytest.mark.parametrize(
    "text",
    [
        "工会服务职工，职工信赖工会。",
        "他说：“我会带好徒弟，把手艺传下去。”",
        "会议提出了三点要求，主要内容如下：",
        "活动由市总工会主办，吸引五百人参加。（完）",
        "活动由市总工会主办，吸引五百人参加。本报记者 李明",
        "活动由市总工会主办，吸引五百人参加。（下转第三版）",
        "张三、李四、王五",
        "一、加强领导",
    ],
)
def test_other_ends_do_not_break_off(text: str) -> None:
    """Stops, quotations, colons, brackets, credits, references to other pages and short items are ends."""
    assert cut_offs(blocks(text)) == []


@pytest.mark.parametrize("role", ["title", "heading", "byline", "caption"])
def test_headlines_and_captions_never_break_off(role: str) -> None:
    """Only running text has to end in a stop."""
    assert cut_offs(blocks("凝心聚力，奋进新征程，共同谱写新的篇章", role=role)) == []


def test_verse_does_not_break_off() -> None:
    """Where no line ends in a stop the page is no prose."""
    lines = ["大路长又长，我们一起走过来了，再一起走下去", "不怕风雨，不怕霜，我们手牵着手，向着前方走"] * 3
    assert cut_offs([("paragraph", line) for line in lines]) == []


def test_columns_read_in_the_wrong_order_do_not_break_off() -> None:
    """Several torn paragraphs are parts of each other: nothing is said to be missing."""
    page = blocks("全市推动改革，完善制度，夯实基层的工会组织", "建成驿站多家，服务职工，受到了广大的好评和")
    assert cut_offs(page) == []


def test_a_paragraph_that_reads_on_in_the_next_does_not_break_off() -> None:
    """Running text behind it may be its other half."""
    assert (
        cut_offs([("paragraph", "健全以职工代表大会，为基本形式的民主管"), *blocks("理制度，成效明显。")])
        == []
    )


def test_what_is_known_of_the_lines_tells_which_paragraph_breaks_off() -> None:
    """Torn paragraphs whose gap or whose rest is known do not count; one torn for sure may stand anywhere."""
    first, second = "全市推动改革，完善制度，夯实基层的工会组织", "建成驿站多家，服务职工，受到了广大的好评和"
    page = [*blocks(first, second), ("title", "市总工会举办培训班")]
    assert cut_offs(page, {4: False, 5: True}.get) == [5]
    assert cut_offs(page, {4: False, 5: None}.get) == []
    assert cut_offs(page, {4: True, 5: True}.get) == []


def test_nothing_is_asked_where_many_paragraphs_stop_in_mid_sentence() -> None:
    """Of a page or a book that is torn everywhere nobody looks at every end."""
    torn = [("paragraph", f"第{n}章讲的是渔港码头怎样修建，施工的人怎样") for n in range(100)]
    asked: list[int] = []
    assert cut_offs([("paragraph", "渔港建成了，大家都来。"), *torn], asked.append) == []
    assert asked == []
    assert cut_offs([*[("paragraph", "渔港建成了，大家都来。")] * 5, torn[0]], lambda _: True) == [5]


@pytest.mark.parametrize(
    ("lines", "torn"),
    [
        ("要健全民主管理制度，扎实推进厂务公开，健\n全以职工代", True),
        ("要健全民主管理制度，扎实推进厂务公开，健\n全以职工代表大会为基本形式的民主管理制度", None),
        ("要健全民主管理制度，扎实推进厂务公开，健\n全以职工代表大会为基本形式的民主管理制", None),
    ],
)
def test_a_line_breaks_off_for_sure_if_it_is_short(lines: str, torn: bool | None) -> None:  # noqa: FBT001
    """A full line or one that lacks a character may be the last of a page that goes on elsewhere."""
    page = f"{CLOSED}\u3000\u3000会议最后强调，下一步，各级工会组织都\n{lines}"
    assert breaks_off(Halves(Ground(page)), len(page)) is torn


def test_a_full_line_goes_on_where_a_block_begins_in_mid_sentence() -> None:
    """The foot of the last column, read before the head of another."""
    last = "\u3000\u3000会议最后强调，下一步，各级工会组织都\n要健全民主管理制度，扎实推进厂务公开，健"
    page = f"{CLOSED}\n度，成效明显。\n\n{CLOSED}{last}"
    assert breaks_off(Halves(Ground(page)), len(page)) is False


def test_the_foot_of_a_column_that_reads_on_behind_white_space_tells_of_no_other_order() -> None:
    """The last full line of a page may go on elsewhere where others do, not where all are read on."""
    last = "\u3000\u3000会议最后强调，下一步，各级工会组织都\n要健全民主管理制度，扎实推进厂务公开，健"
    lines = CLOSED.splitlines()
    full = next(
        i for i in range(2, len(lines)) if len(lines[i - 1]) == len(lines[i]) == len(lines[i + 1]) == 20
    )
    parted = "\n".join([*lines[: full + 1], "", *lines[full + 1 :]])
    page = f"{parted}\n{last}"
    assert breaks_off(Halves(Ground(page)), len(page)) is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["paragraph", "title", "caption"]), st.text("工会，。：\n", max_size=30))
    )
)
def test_only_paragraphs_are_named(page: list[tuple[str, str]]) -> None:
    """On any page what breaks off is a paragraph of it, and there is one at most."""
    found = cut_offs(page)
    assert len(found) <= 1
    assert all(page[i][0] == "paragraph" for i in found)
