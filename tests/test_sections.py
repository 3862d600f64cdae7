"""Section titles that stand together away from their sections, and boxes of numbered parts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import clean_page
from cleaner.core.types import Span
from cleaner.layout.boxes import take_box
from cleaner.layout.sections import set_sections
from cleaner.layout.unit import Unit

LEAD = ("过去一年，青塘镇把群众的事放在心上，修路、治水、办学，各项工作都有了新的起色。",)
ROADS = (
    "3月2日，青塘镇环山公路正式通车。这条公路全长十八公里，沿线五个村的果农再也不用肩挑背扛。",
    "环山公路修通以后，收果的货车可以直接开到果园门口，公路沿线已经办起三家水果合作社。",
)
RIVER = (
    "清晨的石溪河边，河长老周正在巡河。他每天沿河走六公里，看见漂浮的垃圾就捞起来，记在本子上。",
    "石溪河治理以前又黑又臭，两岸关停排污作坊以后，河水清了，水质从劣五类升到三类，白鹭也飞回来了。",
)
SCHOOL = (
    "镇中心小学的新教学楼装上了电子白板，学生们第一次在课堂上和城里的老师连线上英语课。",
    "为了让山里的学生住得安心，中心小学翻修了学生宿舍和食堂，请来两名生活老师照顾低年级学生。",
)
STORIES = (ROADS, RIVER, SCHOOL)
TITLES = ("环山公路通到果园门口", "石溪河治理让河水变清", "中心小学学生住上新宿舍")


def paragraphs(*texts: str) -> list[Unit]:
    return [Unit(text, ()) for text in texts]


def headings(*texts: str) -> list[Unit]:
    return [Unit(text, (), role="heading") for text in texts]


def numbered(*parts: list[Unit]) -> list[Unit]:
    """Units in source order, one offset each."""
    units = [unit for part in parts for unit in part]
    return [unit._replace(spans=(Span(i, i + 1),)) for i, unit in enumerate(units)]


def arranged(*parts: list[Unit]) -> list[list[str]]:
    return [[unit.text for unit in article] for article in set_sections(numbered(*parts))]


def sections(*order: int) -> list[str]:
    return [line for i in order for line in (TITLES[i], *STORIES[i])]


def stories(*order: int) -> list[str]:
    return [text for i in order for text in STORIES[i]]


def test_titles_behind_all_stories_go_before_their_own():
    """Three titles at the end stand before the story that they speak of, the lead before them all."""
    found = arranged(paragraphs(*LEAD, *stories(0, 1, 2)), headings(*TITLES))
    assert found == [[*LEAD, *sections(0, 1, 2)]]


def test_stories_in_reverse_take_the_order_of_their_titles():
    """Where the stories were read from the last column to the first, the titles tell the order of print."""
    found = arranged(paragraphs(*LEAD, *stories(2, 1, 0)), headings(*TITLES))
    assert found == [[*LEAD, *sections(0, 1, 2)]]


def test_titles_before_all_stories():
    """Titles gathered above the text go down to their stories."""
    assert arranged(headings(*TITLES), paragraphs(*stories(0, 1, 2))) == [sections(0, 1, 2)]


def test_titles_between_two_stories():
    """A stack amid the text parts the stories on both sides of it."""
    found = arranged(paragraphs(*ROADS), headings(*TITLES), paragraphs(*stories(1, 2)))
    assert found == [sections(0, 1, 2)]


def test_first_title_below_the_byline_is_one_of_the_stack():
    """A line of the titles' make between byline and text, read as a headline, is a section title."""
    head = [
        Unit("青塘镇一年办成三件实事 群众日子有了新起色", (), role="title"),
        Unit("本报记者 林山", (), role="byline"),
    ]
    parts = [
        *head,
        Unit("村村通水吃上放心自来水", (), role="title"),
        *paragraphs(*LEAD, *stories(2, 1, 0)),
        *paragraphs(
            "大坪村的老井年年旱，如今自来水通到灶台边，村民说吃水不用再看天。",
            "自来水管网连通全镇村庄，吃水难成为历史。",
        ),
        *headings(*TITLES),
    ]
    units = numbered(parts)
    units = [units[0], units[2], units[1], *units[3:]]  # headlines before the byline, as articles have them
    (article,) = set_sections(units)
    roles = {unit.text: unit.role for unit in article}
    assert roles["村村通水吃上放心自来水"] == "heading"
    assert roles[head[0].text] == "title"


def test_a_heading_that_stays_keeps_its_text():
    """The text behind a heading in place is not given to a title of the stack."""
    own = "镇卫生院添置了彩超机，村民在家门口就能做检查。"
    found = arranged(
        paragraphs(*LEAD, *stories(0, 1, 2)), headings("卫生院添了彩超机"), paragraphs(own), headings(*TITLES)
    )
    assert found == [[*LEAD, *sections(0, 1, 2), "卫生院添了彩超机", own]]


def test_titles_in_place_stay():
    """Titles each before its own story are left as they are."""
    parts = [part for i in range(3) for part in (headings(TITLES[i]), paragraphs(*STORIES[i]))]
    assert arranged(*parts) == [sections(0, 1, 2)]


def test_two_lines_are_one_heading():
    """Two heading lines without text between them are the lines of one heading and stay."""
    parts = [paragraphs(*stories(0, 1)), headings("聚焦办学", TITLES[2]), paragraphs(*SCHOOL)]
    assert arranged(*parts) == [[unit.text for part in parts for unit in part]]


@pytest.mark.parametrize(
    "lines",
    [
        ("五谷丰登", "六畜兴旺", "四季平安"),
        (TITLES[0], "石溪河", TITLES[2]),
        (f"一、{TITLES[0]}", f"二、{TITLES[1]}", f"三、{TITLES[2]}"),
        (TITLES[0],) * 3,
    ],
    ids=["of nothing here", "of several makes", "numbered", "all the same"],
)
def test_lines_that_are_no_detached_titles_stay(lines: tuple[str, ...]):
    """Slogans, lines of different lengths, numbered lines and one line repeated keep their place."""
    parts = [paragraphs(*LEAD, *stories(0, 1, 2)), headings(*lines)]
    assert arranged(*parts) == [[unit.text for part in parts for unit in part]]


def test_titles_that_fit_nowhere_are_told():
    """A stack of one make that speaks of nothing in the text stays, and its evidence says so."""
    units = numbered(paragraphs(*LEAD, *stories(0, 1, 2)), headings("五谷丰登", "六畜兴旺", "四季平安"))
    (article,) = set_sections(units)
    assert [unit.text for unit in article if "fits_nowhere" in unit.evidence] == [u.text for u in units[-3:]]


def test_more_titles_than_paragraphs_stay():
    """Titles that outnumber the paragraphs are put nowhere."""
    assert arranged(headings(*TITLES), paragraphs(LEAD[0])) == [[*TITLES, LEAD[0]]]


ITEMS = (
    ("修通公路十八公里。", "新建桥梁四座。"),
    ("清理河道六公里。", "关停作坊九家。"),
    ("翻修校舍三栋。", "新聘教师十二名。"),
    ("增加病床二十张。", "下乡义诊三十场。"),
)
PARTS = ("1交通", "2 治水", "3 办学", "4 医疗")
BOX = [line for part, items in zip(PARTS, ITEMS, strict=True) for line in (part, *items)]


def columns_of_a_box(first: tuple[str, ...] = ITEMS[0]) -> list[Unit]:
    """A box whose first three part titles were read after their items and the last one before its own."""
    return [
        *headings("数字里的一年"),
        *(unit for k in range(3) for unit in (*paragraphs(*(ITEMS[k] if k else first)), *headings(PARTS[k]))),
        *headings(PARTS[3]),
        *paragraphs(*ITEMS[3]),
    ]


def test_a_box_read_by_columns_is_an_article_in_order():
    """Part titles behind their items go before them, and the box leaves the story with its own title."""
    article, box = set_sections(numbered(paragraphs(*LEAD, *ROADS), columns_of_a_box()))
    assert [unit.text for unit in article] == [*LEAD, *ROADS]
    assert [unit.text for unit in box] == ["数字里的一年", *BOX]
    assert [unit.role for unit in box[:3]] == ["title", "heading", "paragraph"]


def test_a_story_amid_a_box_stays_with_its_article():
    """Text that stands between a part's title and the next part's items is no item."""
    units = columns_of_a_box()
    units[4:4] = [*paragraphs(*RIVER), *headings(TITLES[1])]
    article, box = set_sections(numbered(paragraphs(*ROADS), units))
    assert [unit.text for unit in article] == [*ROADS, *RIVER, TITLES[1]]
    assert [unit.text for unit in box] == ["数字里的一年", *BOX]


def box_in_order() -> list[Unit]:
    lines = [
        unit
        for part, items in zip(PARTS, ITEMS, strict=True)
        for unit in (*headings(part), *paragraphs(*items))
    ]
    return [*headings("数字里的一年"), *lines]


@pytest.mark.parametrize(
    "units",
    [
        box_in_order(),
        [*columns_of_a_box()[:1], *columns_of_a_box()[3:]],
        columns_of_a_box(first=ITEMS[0][:1]),
        columns_of_a_box(first=ROADS),
        columns_of_a_box()[1:],
        columns_of_a_box()[:-3],
        [unit._replace(text=unit.text.replace("1", "6")) for unit in columns_of_a_box()],
    ],
    ids=["in order", "no items first", "one paragraph", "introduction", "no title", "no pair", "from 6 on"],
)
def test_what_is_no_torn_box_stays(units: list[Unit]):
    """Numbered parts in order, or without one of the signs of a box read by columns, keep their place."""
    units = numbered(paragraphs(*LEAD), units)
    rest, box, torn = take_box(units)
    assert (rest, box, torn) == (units, [], frozenset())


def test_part_titles_that_speak_of_what_follows_stay():
    """Where the titles' words are in the items behind them, the numbers are in order but for one."""
    units = [
        *headings("数字里的一年"),
        *paragraphs("全年投入三千万元。", "惠及五个村。"),
        *headings("1 修通公路"),
        *paragraphs(*ITEMS[0]),
        *headings("2 清理河道"),
        *paragraphs(*ITEMS[1]),
        *headings("3 翻修校舍", "4 增加病床"),
        *paragraphs(*ITEMS[3]),
    ]
    assert not take_box(numbered(paragraphs(*LEAD), units)).box


def test_titles_of_a_sample_stand_before_text_of_their_own():
    """On the page of five stories in reverse every section title opens its story or stands inside it."""
    path = Path(__file__).parents[1] / "samples" / "scan-003.txt"
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))["articles"]
    page = clean_page(path.read_bytes(), name=path.name)
    ours = [[page.text_of(block) for block in article.blocks] for article in page.articles]
    story: dict[str, str] = {}
    title = ""
    for block in gold[0]["blocks"]:
        title = block["text"] if block["role"] == "heading" else title
        story[block["text"]] = title
    titles = [b["text"] for b in gold[0]["blocks"] if b["role"] == "heading"]
    assert [text for text in ours[0] if text in titles] == titles
    assert [story[ours[0][ours[0].index(text) + 1]] for text in titles] == titles
    assert ours[1] == [block["text"] for block in gold[1]["blocks"]]


def test_titles_that_fit_nowhere_are_marked_uncertain():
    """The mark covers the title where it stands and changes nothing."""
    lines = [*LEAD, *stories(0, 1, 2), "五谷丰登", "六畜兴旺", "四季平安"]
    page = clean_page("\n\n".join(["石溪日报 2019年5月6日 星期一 第05版", *lines]).encode(), name="page")
    marked = [page.source.text[m.start : m.end] for m in page.marks if m.rule == "place_headlines"]
    assert marked == lines[-3:]
    assert [page.text_of(block) for block in page.blocks] == lines


LINES = st.sampled_from([*TITLES, *PARTS, *LEAD, *ROADS, *RIVER, *ITEMS[0], *ITEMS[1], "五谷丰登"])
UNITS = st.tuples(LINES, st.sampled_from(["heading", "heading", "paragraph"]))


@given(st.lists(UNITS, max_size=30))
def test_no_unit_is_lost_or_doubled(lines: list[tuple[str, str]]):
    """Whatever is put elsewhere, each unit of the article is in the result once."""
    units = numbered([Unit(text, (), role=role) for text, role in lines])
    found = [unit.spans for article in set_sections(units) for unit in article]
    assert Counter(found) == Counter(unit.spans for unit in units)


def test_a_paragraph_that_speaks_of_the_one_before_opens_no_story():
    """The story that “这是…的一个缩影” sums up stands under the same title."""
    data = (Path(__file__).parents[1] / "samples" / "scan-003.txt").read_bytes()
    page = clean_page(data)
    blocks = [(block.role, page.text_of(block)) for block in page.articles[0].blocks]
    at = next(i for i, (_, text) in enumerate(blocks) if text.startswith("“自从加入工会"))
    assert blocks[at - 1] == ("heading", "工会组织吸引力凝聚力战斗力不断增强")
    assert blocks[at + 1][1].startswith("这是阳江市新业态行业工联会")
    assert next(text for role, text in blocks if role == "title") == "阳江市总工会："
