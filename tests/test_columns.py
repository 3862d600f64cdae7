"""Columns side by side and columns that take turns."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.core.log import record, restore_text
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Article, Block, Mark
from cleaner.layout.columns import split_columns
from cleaner.layout.columns_strip import strips

HARBOUR = (
    "昨天上午，渔港码头的防波堤加固工程正式开工，市水利部门和当地渔民代表一同来到现场。"
    "负责施工的队伍介绍，这段防波堤建成已有三十多年，堤脚被海水掏空，每逢台风季节渔民都提心吊胆。"
    "按照设计，加固后的防波堤将加高一米半，堤脚抛填块石，外侧安放消浪块体，可以抵御五十年一遇的风浪。"
    "渔民老林说，以前台风一来，全村的渔船都要开到邻镇避风，来回要花大半天，现在总算盼到了自家的避风港。"
    "工程预计明年汛期前完工，届时渔港码头可以同时停靠渔船两百多艘，附近三个渔村的渔民都将受益。"
    "水利部门表示，施工期间码头照常开放，渔船进出须听从现场人员指挥，加固工程不会影响开渔。"
)
READING = (
    "本报讯 县图书馆的流动书车近日开进了山区小学，孩子们在操场上围着书车挑选自己喜欢的图书。"
    "这辆流动书车由旧客车改装而成，车厢两侧装满书架，可以装载图书三千多册，每周走访两所山区小学。"
    "图书馆馆长说，山区小学离县城远，孩子们借书不便，流动书车把图书送到校门口，还带去了讲故事的志愿者。"
    "五年级学生小梅一口气借了四本图书，她最喜欢的是讲星空的那一本，打算看完以后再讲给弟弟听。"
    "据统计，流动书车开通半年来走访山区小学四十多所，借出图书两万多册，志愿者讲故事一百多场。"
    "下一步，图书馆还将为流动书车配备投影设备，让孩子们在操场上看到更多的科普影片。"
)


SAMPLE = Path(__file__).parents[1] / "samples" / "scan-000.gold.json"


def wrap(text, measure):
    """A text broken into lines of so many characters, no stop at the start of a line."""
    lines, at = [], 0
    while at < len(text):
        end = at + measure
        if end < len(text) and text[end] in "，。、":
            end -= 1
        lines.append(text[at:end])
        at = end
    return lines


def halves(lines, parts):
    """Lines dealt to so many columns of equal length."""
    size = -(-len(lines) // parts)
    return [lines[i : i + size] for i in range(0, len(lines), size)]


def side_by_side(columns, measure, gutter):
    """Columns printed line by line, padded by characters as layout-preserving extractors do."""
    rows = []
    for n in range(max(map(len, columns))):
        cells = [column[n] if n < len(column) else "" for column in columns]
        rows.append("".join(cell.ljust(measure + gutter) for cell in cells).rstrip())
    return "\n".join(rows) + "\n"


def taking_turns(columns, size):
    """A few lines of each column by turns, with blank lines between them."""
    rows = range(0, max(map(len, columns)), size)
    blocks = ["\n".join(column[n : n + size]) for n in rows for column in columns if n < len(column)]
    return "\n\n".join(blocks) + "\n"


def split(text):
    return split_columns(Page(Source("page.txt", text, "utf-8", "")))


def ink(text):
    return re.sub(r"\s", "", text)


# -- what must be put in order -------------------------------------------------------------------------


@pytest.mark.parametrize("gutter", [2, 3, 9])
@pytest.mark.parametrize("parts", [2, 3])
def test_columns_with_gutters_are_read_one_after_the_other(parts, gutter):
    """Two or three columns of running text on the same lines come out as one text."""
    page = split(side_by_side(halves(wrap(HARBOUR, 14), parts), 14, gutter))
    assert ink(page.text) == HARBOUR


def test_padding_by_what_a_terminal_shows():
    """Lines with digits and Latin letters, padded so that a Chinese character takes two columns."""
    left, right = wrap(HARBOUR.replace("三十", "30"), 15), wrap(ink(READING).replace("三千", "3000"), 15)
    shown = [len(line) + len(re.findall("[^0-9]", line)) for line in left]
    gutters = [" " * (34 - size) for size in shown]
    rows = [a + gutter + b for a, gutter, b in zip(left, gutters, right, strict=False)]
    rows += left[len(rows) :] or [" " * 34 + line for line in right[len(rows) :]]
    assert ink(split("\n".join(rows)).text) == "".join(left + right)


def test_cells_parted_evenly_are_told_by_their_number():
    """Recognisers part the cells of a row by two blanks and leave nothing where a column has ended."""
    lines = wrap(HARBOUR, 13)
    left, right = lines[: len(lines) // 2 + 3], lines[len(lines) // 2 + 3 :]
    rows = [f"{a}  {b}" for a, b in zip(left, right, strict=False)] + left[len(right) :]
    assert ink(split("\n".join(rows)).text) == HARBOUR


def test_every_gutter_becomes_a_line_break():
    """The lines of the columns come out as they were set, each on a line of its own."""
    lines = wrap(HARBOUR, 14)
    page = split(side_by_side(halves(lines, 2), 14, 4))
    assert page.text.split() == lines


def test_an_indent_is_kept():
    """The two blanks at the start of a paragraph survive in either column; the padding does not."""
    left, right = wrap("  " + HARBOUR, 16), wrap("  " + READING.replace(" ", ""), 16)
    page = split(side_by_side([left, right], 16, 4))
    assert "\n  本报讯县图书馆" in page.text
    assert page.text.startswith("  昨天上午")
    assert not re.search(r"^ {3,}", page.text, re.MULTILINE)


def test_a_short_column_leaves_its_place_empty():
    """Where the left column has ended, what stands on the right still belongs to the right column."""
    left, right = wrap(HARBOUR, 15)[:7], wrap(READING.replace(" ", ""), 15)
    page = split(side_by_side([left, right], 15, 3))
    assert ink(page.text) == "".join(left) + "".join(right)


def test_headlines_side_by_side_stay_with_their_columns():
    """Two articles beside each other, each with its headline: first one, then the other."""
    left = ["  渔港加固防波堤", *wrap(HARBOUR, 15)]
    right = ["  书车开进山区小学", *wrap(READING.replace(" ", ""), 15)]
    text = ink(split(side_by_side([left, right], 15, 3)).text)
    assert text == "渔港加固防波堤" + HARBOUR + "书车开进山区小学" + ink(READING)


def test_a_headline_over_several_columns_comes_before_the_first():
    """What is centred over two columns of one article is no part of the second."""
    rows = side_by_side(halves(wrap(HARBOUR, 15), 2), 15, 3)
    text = ink(split("第08版\n\n            渔港加固防波堤\n" + rows).text)
    assert text == "第08版渔港加固防波堤" + HARBOUR


def test_bands_are_read_from_top_to_bottom():
    """Two articles one above the other, each in two columns, a headline between blank lines over each."""
    upper = side_by_side(halves(wrap(HARBOUR, 15), 2), 15, 3)
    lower = side_by_side(halves(wrap(ink(READING), 15), 2), 15, 3)
    page = split(f"渔港加固防波堤\n\n{upper}\n书车开进山区小学\n\n{lower}")
    assert ink(page.text) == "渔港加固防波堤" + HARBOUR + "书车开进山区小学" + ink(READING)


def test_a_page_break_ends_a_band():
    """The same columns on two pages: all of the first page comes before the second."""
    pages = [side_by_side(halves(wrap(text, 15), 2), 15, 3) for text in (HARBOUR, ink(READING))]
    page = split("\f".join(pages))
    assert ink(page.text) == HARBOUR + ink(READING)
    assert page.text.count("\f") == 1


def test_a_lost_line_break_is_found_again():
    """A line break that the extractor lost before a padded cell: padding tells where the cell stands."""
    left, right = wrap(HARBOUR, 15), wrap(ink(READING), 15)
    rows = side_by_side([left, right], 15, 3).split("\n")
    rows[4:5] = [left[4] + "\n" + " " * 18 + right[4]]
    text = "\n".join(rows).replace(left[4] + "\n" + " " * 18, left[4] + " " * 18)
    assert ink(split(text).text) == HARBOUR + ink(READING)


@pytest.mark.parametrize(("parts", "size"), [(2, 2), (3, 1), (3, 2), (4, 2)])
def test_columns_that_take_turns_are_put_in_order(parts, size):
    """Blocks of one or two lines by turns: nearly all lines find the line before them."""
    lines = wrap(HARBOUR + ink(READING), 12)
    text = taking_turns(halves(lines, parts), size)
    found = split(text).text.split()
    links = set(pairwise(lines))
    kept = sum(link in links for link in pairwise(found))
    before = text.split()
    assert sum(link in links for link in pairwise(before)) < 0.6 * len(links)
    assert kept > 0.85 * len(links)


def test_single_lines_that_take_turns_without_blank_lines():
    """The lines of three columns by turns and nothing between them."""
    lines = wrap((HARBOUR + ink(READING)) * 2, 12)[:66]
    text = "\n".join(line for row in zip(*halves(lines, 3), strict=True) for line in row)
    found = split(text).text.split()
    assert sum(link in set(pairwise(lines)) for link in pairwise(found)) > 0.85 * len(lines)


def test_two_columns_parted_by_one_blank():
    """Full lines with one blank between them, as a row of two columns; the other rows are single lines."""
    left, right = wrap(HARBOUR, 15), wrap(ink(READING), 15)
    rows = [f"{a} {b}" if n % 3 else f"{a}\n{b}" for n, (a, b) in enumerate(zip(left, right, strict=False))]
    found = split("\n".join(rows) + "\n").text.split()
    links = {*pairwise(left), *pairwise(right)}
    assert sum(link in links for link in pairwise(found)) > 0.8 * len(found)


def test_an_inferred_order_is_marked():
    """A stretch that was put in order without a gutter carries a mark over all of it."""
    text = taking_turns(halves(wrap(HARBOUR + ink(READING), 12), 3), 2)
    page = split(text)
    assert [(mark.kind, mark.start, mark.end) for mark in page.marks] == [("uncertain", 0, len(text) - 1)]
    later = Mark("damaged_bytes", len(text) - 2, len(text) - 1, "decode", "a byte")
    before = Page(Source("page.txt", text, "utf-8", "")).marked([later])
    assert split_columns(before).marks == (*page.marks, later)


def test_one_long_line_among_columns_is_no_trouble():
    """A paragraph that nobody broke into lines, with a blank behind every character, holds no columns."""
    heads = "今 日 江 城 新 闻 头 条\n" * 6
    text = f"{heads}{' '.join('昨天上午渔港码头的灯塔重新点亮' * 2_000)}\n"
    assert [strip.end for strip in strips(text)][-1] == len(text) - 1


# -- what must stay ------------------------------------------------------------------------------------

TABLE = """项目名称          责任单位      完成时间
渔港防波堤加固    水利部门      明年五月
流动书车改装      县图书馆      今年九月
山区小学操场      教育部门      明年三月
环岛公路护栏      交通部门      今年年底
海水淡化设备      供水公司      后年一月
老旧码头照明      渔业公司      今年十月
"""
NAMES = "林海生  陈秀英  黄阿福  周小梅\n" * 9
VERSE = """大江东去浪淘沙，    小楼昨夜又听风，
千里归帆带晚霞。    雨打芭蕉声不同。
渔火一星明远渚，    半卷书帘灯影里，
钟声几杵到谁家。    一杯清茗话西东。
潮平两岸芦花白，    云开万壑松涛响，
月上三更鹤影斜。    日照千峰柏子红。
欲问乡关何处是，    莫道青山人已老，
白云深处有人家。    年年依旧笑春风。
"""
SCHEDULE = """08:30    开幕式
09:00    渔业专家作报告，介绍近海渔业资源的变化
10:15    分组讨论
11:30    参观渔港码头，听取防波堤加固工程的介绍
14:00    代表发言
15:30    举行签约仪式，颁发年度渔业科技奖
16:00    闭幕式
"""


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(wrap(HARBOUR, 14)) + "\n",
        "\n\n".join(wrap(HARBOUR, 14)) + "\n",
        HARBOUR + "\n\n" + READING + "\n",
        "".join(f"  {sentence}。\n" for sentence in HARBOUR.split("。")[:-1]),
        TABLE,
        NAMES,
        VERSE,
        SCHEDULE,
        "盛 会 启 新 程  匠 心 铸 华 章\n" * 8,
        "聚焦机制建设    产改工作合力不断增强\n" * 3 + "\n".join(wrap(HARBOUR, 14)) + "\n",
        "记者  林海生    通讯员  陈秀英  黄阿福\n" * 7,
        "\n".join("今年渔船    两百多艘，比去年多    三十艘" for _ in range(8)) + "\n",
        "",
        "\n\n\n",
        "  \n  \n",
    ],
    ids=range(15),
)
def test_what_is_no_column_is_left_alone(text):
    """Wrapped and unwrapped prose, tables, lists, verse, spaced headlines: not a thing is changed."""
    page = split(text)
    assert page.flow == ()
    assert page.changes == ()
    assert page.marks == ()


def test_prose_with_a_blank_line_behind_every_line_is_left_alone():
    """Some extractors print every line as a block of its own; its order is right."""
    page = split("\n\n".join(wrap(HARBOUR + ink(READING), 12)) + "\n")
    assert page.flow == ()


# -- the books -----------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(
    measure=st.integers(9, 16),
    parts=st.integers(2, 4),
    gutter=st.integers(1, 6),
    turns=st.booleans(),
    damage=st.lists(
        st.tuples(st.integers(0, 700), st.sampled_from(["", "\n", "  ", "\r\n", "\f", "12", "　"]))
    ),
    tail=st.sampled_from(["", "\n", "  ", "\r\n", "\f", "\n\n完", " \n "]),
)
def test_flow_tiles_the_source(measure, parts, gutter, turns, damage, tail):
    """Whatever happened to the page: nothing is lost or told twice, and the books give the source back."""
    columns = halves(wrap(HARBOUR + ink(READING), measure), parts)
    text = taking_turns(columns, 2) if turns else side_by_side(columns, measure, gutter)
    for at, new in damage:
        text = text[:at] + new + text[at + 1 :]
    text = text.rstrip() + tail
    page = split(text)
    spans = sorted(page.pieces)
    assert [span.start for span in spans] == [0, *(span.end for span in spans[:-1])]
    assert spans[-1].end == len(text)
    assert sorted(ink(page.text)) == sorted(ink(text))
    whole = Article("a1", (Block("paragraph", page.pieces),))
    assert restore_text(record(page._replace(articles=(whole,)))) == text


@pytest.mark.parametrize(("first", "count", "rounds"), [(0, 22, 3), (9, 10, 6), (30, 12, 6)])
def test_lines_that_were_read_again_and_again_are_no_columns(first, count, rounds):
    """In a loop every line meets others that it knows, wherever they stand; its order is left alone."""
    blocks = [
        block for article in json.loads(SAMPLE.read_text("utf-8"))["articles"] for block in article["blocks"]
    ]
    texts = [block["text"] for block in blocks if block["role"] == "paragraph"]
    lines = [line for text in texts for line in re.findall(".{1,12}", text)][:90]
    looped = [*lines[: first + count], *lines[first : first + count] * rounds, *lines[first + count :]]
    page = Page(Source("page.txt", "\n".join(looped), "utf-8", ""))
    assert split_columns(page) is page
