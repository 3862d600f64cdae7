"""Furniture and notices are taken out whole; whatever an article says stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import clean_page
from cleaner.core.decisions import Decision
from cleaner.core.log import verify
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Edit
from cleaner.layout import lay_out, read_units
from cleaner.layout.folio import TITLES, WORDS, parts
from cleaner.layout.folio_between import cut_folios
from cleaner.layout.notices import (
    glued,
    has_anchor,
    is_notice,
    lines_of_notice,
    may_begin,
    may_hold,
)

BODY = "市总工会昨日召开全委会议，部署下半年的工作。\n\n会议指出，要夯实基层基础，办好职工实事。"


def page_of(text: str) -> Page:
    return Page(Source("page.txt", text, "utf-8", ""))


def removed(text: str) -> list[str]:
    page, _ = read_units(page_of(text))
    return [text[change.start : change.end] for change in page.removed]


def kept(text: str) -> list[str]:
    return [unit.text for unit in read_units(page_of(text))[1]]


FOLIOS = [
    "2023年3月16日 星期四 A13版 民生 责编：王芳 美编：刘洋",
    "云岭时报　2023年3月3日　星期日　第15版",
    "13　民生　责任编辑：周婷　版式：郑凯　校对：赵磊　2023.3.16",
    "综合江城日报A52023-10-03星期一编辑/孙浩组版/李明",
    "中華民國107年11月9日 星期六 A9 地方新聞",
    "A12 焦點新聞 2019/05/17",
    "二〇二三年三月八日 星期三 农历癸卯年二月十七 第12345期",
    "２　海州晚报　2013-06-03　星期二",
    "文学 2021年2月5日 星期五",
    "港聞 A3 2022年8月1日 星期一",
    "中華民國七十五年九月三日 星期三 第二版",
    "第三張 江報 中華民國十九年十一月二日",
    "第一版 东风公社报 一九五八年九月十二日",
    "师大校报 第613期 2014年10月15日",
    "編輯：何文俊　美術：周家輝",
]
NOTICES = [
    "扫一扫，看视频",
    "扫描二维码，观看更多精彩视频",
    "掃描QR Code看影片",
    "版权所有，未经书面许可不得转载",
    "未經授權，不得轉載",
    "本报地址：解放路8号 邮政编码：210008 定价：每份1.50元",
    "新闻热线：0555-8866123 广告热线：0555-8866456",
    "投稿邮箱：fukan@paper.example 本报零售每份2元",
    "本报法律顾问：正和律师事务所",
    "本报常年法律顾问 正和律师事务所",
    "本报法律顾问 林正律师 电话0555-8866123",
    "本版图片除署名外均由资料室提供",
    "读者来信请寄本报群众工作部，或发送至duzhe@paper.example",
    "讀者服務專線：02-2555-0101",
    "更多新聞請上本報網站",
    "更多報道請見A06版",
    "侵权必究 翻印必究",
    "广告经营许可证号：4401004000123",
    "官方公众号",
    "（转3、4版）",
    "（更多报道见A06版）",
    "下转第三版",
    "（上接第一版）",
]


@pytest.mark.parametrize("folio", FOLIOS)
@pytest.mark.parametrize("place", ["{}\n\n{}", "{1}\n\n{0}"], ids=["top", "foot"])
def test_a_folio_is_taken_out_at_either_edge(folio: str, place: str) -> None:
    """A line of a folio's parts at the top or the foot of the page goes, and nothing else does."""
    text = place.format(folio, BODY)
    assert removed(text) == [folio]
    assert kept(text) == kept(BODY)


@pytest.mark.parametrize(
    "masthead",
    [
        ["云溪日报", "YUNXI DAILY", "2022年5月18日 星期三", "农历壬寅年四月十八", "第12345期 今日8版"],
        ["云溪日报", "2022年5月", "18", "星期三", "壬寅年四月十八", "第12345期", "今日8版"],
        ["2022年5月", "18日", "星期三", "农历四月十八", "云溪新闻网：www.yunxi.example", "云溪日报"],
        ["中共云溪市委机关报 云溪日报社出版", "星期三 2022年5月18日 壬寅年四月十八"],
        ["二〇二〇年十一月十六日", "星期一", "庚子年十月初二", "港幣十元"],
        ["云溪晚报", "今日24版 零售价1元", "多云 22℃-29℃", "2022.5.18 星期三"],
    ],
)
def test_a_masthead_is_taken_out_whole(masthead: list[str]) -> None:
    """Extractors write a masthead in many lines, none of which says enough alone."""
    text = "\n".join((*masthead, "", BODY))
    assert kept(text) == kept(BODY)
    page, _ = read_units(page_of(text))
    assert page.metadata.get("date") in {"2022-05-18", "2020-11-16"}


CONTENTS = [
    ["今日导读", "我市发布高温橙色预警 2版", "老旧小区加装电梯有补贴 3版", "荔枝提前十天上市 4版"],
    ["导读", "我市发布高温橙色预警……A2"],
    ["我市发布高温橙色预警（详见第二版）", "老旧小区加装电梯有补贴（见A3版）"],
    ["今日二版 江城人的菜篮子", "今日三版 走近深圳特区"],
]


@pytest.mark.parametrize("contents", CONTENTS)
def test_the_contents_of_the_paper_are_no_headlines(contents: list[str]) -> None:
    """What is on other pages goes as boilerplate, with the word over it."""
    first, second = BODY.split("\n\n")
    text = "\n".join((first, *contents, "", second))
    page, units = read_units(page_of(text))
    assert [(text[c.start : c.end], c.reason) for c in page.removed] == [(e, "boilerplate") for e in contents]
    assert [unit.text for unit in units] == [first, second]


@pytest.mark.parametrize(
    "lines",
    [
        ["高速公路增开出口A12"],
        ["摘自《云溪日报》2022年5月18日第3版"],
        ["今日导读", "我市发布高温橙色预警"],
        ["第二版 《江城志》付印"],
        ["市领导看望本报第3版编辑。", "市民爱看第4版。"],
    ],
)
def test_a_line_that_names_a_page_is_no_contents(lines: list[str]) -> None:
    """One headline that ends in a number, and sentences."""
    first, second = BODY.split("\n\n")
    assert kept("\n".join((first, *lines, second))) == [first, *lines, second]


@pytest.mark.parametrize(
    "end",
    [
        ["市文化局主办", "2022年5月18日"],
        ["作家出版社出版", "定价：58元", "2022年5月"],
        ["多云 22℃-29℃", "2022年5月18日 星期三"],
        ["YUNXI DAILY"],
    ],
)
def test_what_a_notice_or_a_review_has_of_a_masthead_stays(end: list[str]) -> None:
    """Who organises or publishes something, what it costs and the weather are no masthead by themselves."""
    text = "\n".join((BODY, *end))
    assert kept(text)[-len(end) :] == end


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_is_taken_out_between_paragraphs(notice: str) -> None:
    """A service line goes wherever it stands, as boilerplate."""
    first, second = BODY.split("\n\n")
    text = f"{first}\n{notice}\n{second}"
    page, units = read_units(page_of(text))
    assert [(text[c.start : c.end], c.reason) for c in page.removed] == [(notice, "boilerplate")]
    assert [unit.text for unit in units] == [first, second]


@pytest.mark.parametrize(
    "line",
    [
        "2023年3月16日",
        "2023年3月16日 星期四",
        "2023年3月16日 星期四 晴",
        "一九五八年九月十二日",
        "2023年3月16日 举报",
        "美术：何雪峰作",
        "美术 何雪峰",
        "统筹：何雪峰",
        "视觉盛宴",
        "设计未来城市",
        "星期三 美术作品展",
        "星期三 设计作品展",
        "世界杯 2018年11月6日 星期二",
        "美食",
        "综合新闻",
        "来源：江城日报2023年3月16日",
        "3月16日，记者从市总工会获悉，今年已建成驿站20家。",
        "本报3月16日第3版刊登的《更正》一文有误，特此说明。",
        "编辑：何雪",
        "主编：何雪",
        "市总工会推出“扫码入会” 一分钟办结",
        "读者可拨打热线12351反映情况。",
        "市民可扫描二维码，观看更多精彩视频。",
        "联系电话：0771-1234567",
        "From: wang.fang@press.example",
        "服务热线95598。",
        "未经许可，任何单位不得在河道内采砂。",
        "下转移支付提速增效",
        "上接天线下接地气",
        "体育",
        "民生",
        "★★★★☆",
        "12 8 9 29",
        "《江城日报》创刊六十年",
        "江城日报记者获全国好新闻奖",
        "读者来信",
        "来信选登",
    ],
)
@pytest.mark.parametrize(
    "place", ["{}\n\n{}", "{1}\n\n{0}", "{1}\n\n{0}\n\n{1}"], ids=["top", "foot", "inside"]
)
def test_what_an_article_says_stays(line: str, place: str) -> None:
    """Dates, credits, hotlines and codes in running text, lists and headlines are no furniture."""
    assert removed(place.format(line, BODY)) == []


def test_a_folio_printed_in_pieces_goes_as_one() -> None:
    """Extractors print each part of a folio as a line of its own, the name of the page in two words too."""
    assert removed(f"综合新闻\n海州日报\n2019年5月6日\n{BODY}") == ["综合新闻", "海州日报", "2019年5月6日"]
    text = f"海州日报\n\n2019年5月6日\n\n星期日\n\n第05版\n\n{BODY}"
    assert removed(text) == ["海州日报", "2019年5月6日", "星期日", "第05版"]


@pytest.mark.parametrize("headline", ["讣告", "启事", "致歉", "更正"])
def test_a_short_headline_under_a_folio_stays(headline: str) -> None:
    """Only the rest of a part that broke off belongs to the folio above."""
    for folio in ("A12 综合广告", "2019年5月6日 星期日 第05版 责编：周婷"):
        assert removed(f"{folio}\n{headline}\n{BODY}") == [folio]


def joined(text: str) -> Page:
    """A page whose lines were all joined but at empty ones."""
    ends = [i for i in range(1, len(text) - 1) if text[i] == "\n" and "\n" not in (text[i - 1], text[i + 1])]
    return page_of(text).edit([Edit(i, i + 1, "") for i in ends], "join_lines")


@pytest.mark.parametrize(
    ("text", "folio", "stays"),
    [
        ("{}\n书讯\n\n{body}", "B2 副刊 2019年5月6日 责编/周婷 版式/李明", "书讯"),
        ("{}\n\n水情预报\n\n{body}", "第三版 民生 2019年5月6日", "水情预报"),
        ("{body}\n\n（何雪 通讯员 郑凯）\n{}", "2019年5月6日 星期一 第3版", "（何雪 通讯员 郑凯）"),
        ("{body}\n\n市供水中心\n{}", "2019年5月6日\n第03版 要闻 责编/周婷", "市供水中心"),
    ],
    ids=["headline", "headline that ends as papers do", "credit", "signature"],
)
def test_what_was_joined_to_a_folio_stays(text: str, folio: str, stays: str) -> None:
    """A line that is a complete part of a folio goes on nowhere."""
    page, units = read_units(joined(text.format(folio, body=BODY)))
    taken = [page.source.text[c.start : c.end] for c in page.removed]
    assert folio.endswith("\n".join(taken))
    assert any(unit.text.startswith(stays) for unit in units)


def test_a_credit_joined_to_its_text_and_to_a_folio_stays() -> None:
    """All three may become one line; the lines of the source part them."""
    credit, folio = "（何雪 通讯员 郑凯）", "2019年5月6日 星期一 第3版"
    page, units = read_units(joined(f"{LAST}\n{credit}\n{folio}"))
    assert [page.source.text[c.start : c.end] for c in page.removed] == [folio]
    assert units[0].text.startswith(LAST + credit)


@pytest.mark.parametrize("signed", ["市供水中心", "区人民政府", "读者 王芳"])
def test_a_date_below_who_signed_is_no_part_of_the_folio_below(signed: str) -> None:
    """Without a signature above it the date is the folio's."""
    notice = "停水通知\n\n因管道检修，明日起解放路一带停水两天。"
    assert removed(f"{notice}\n{signed}\n2019年5月6日\n03版 要闻") == ["03版 要闻"]
    assert removed(f"{BODY}\n2019年5月6日\n03版 要闻") == ["2019年5月6日", "03版 要闻"]


def test_a_word_that_a_folio_breaks_in_goes_whole() -> None:
    """With a blank line after every line, too; a headline below the folio completes nothing."""
    lines = ["2015年3月13日 星期五", "A13版 社会 责", "编：林晓东 美编：赵磊"]
    assert removed("\n\n".join((*lines, BODY))) == lines
    assert removed("\n\n".join((*lines[:1], "A13版 社会", "编：林晓东 美编：赵磊的一天", BODY))) == [
        "2015年3月13日 星期五",
        "A13版 社会",
    ]


def test_a_folio_inside_a_page_needs_more_parts() -> None:
    """A weekday with a section may head a list of fixtures; with paper and editors it is a folio."""
    first, second = BODY.split("\n\n")
    assert removed(f"{first}\n2018年11月6日 星期二\n{second}") == []
    folio = "经济 海州日报 A4 2018-12-10 星期五 编辑/王芳 组版/刘洋"
    assert removed(f"{first}\n{folio}\n{second}") == [folio]


@pytest.mark.parametrize("headline", ["讣告", "要闻回顾", "星期二的早晨"])
def test_a_folio_that_a_narrow_column_breaks_everywhere_goes_whole(headline: str) -> None:
    """Its parts are told by all its lines together; a headline below is none of them."""
    lines = ["江城日报 2017 年 4", "月 21 日", "星期", "五", "要", "闻", "责任编辑：", "周婷", "第11", "版"]
    assert removed("\n".join((*lines, headline, BODY))) == lines


HEAD = "江城日报 2017年4月21日\n\n"
FIRST, *_, LAST = BODY.split("\n")


def test_parts_of_a_folio_that_fell_apart_go_from_between_the_columns() -> None:
    """An extractor that reads out columns writes a folio as wide as the page in between."""
    text = f"{HEAD}{FIRST}\n\n星期五\n\n{LAST}\n\n要闻\n\n本市工会驿站增至二十家。\n"
    assert kept(text) == [FIRST, LAST, "本市工会驿站增至二十家。"]


@pytest.mark.parametrize(
    "head",
    [
        ["12", "市井生活"],
        ["2002年3月20日 A12", "北部新聞"],
        ["第三版", "2002年3月20日 星期三", "加西版"],
        ["云溪晚报"],
    ],
)
def test_the_name_of_a_page_and_of_the_paper_over_a_headline_goes(head: list[str]) -> None:
    """It stands at the edge of the page with its number, or alone at the top, and heads no text."""
    assert removed("\n".join((*head, "职工之家今日揭牌", "", BODY))) == head


def test_the_name_of_a_page_at_the_foot_goes_with_its_number() -> None:
    """Nothing is below that it may head."""
    assert removed(f"{BODY}\n\n市井生活\n12") == ["市井生活", "12"]


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (["12", "市井生活", "", BODY], ["12"]),
        (["12", "社論", "职工之家今日揭牌", "", BODY], ["12"]),
        (["市井生活", "职工之家今日揭牌", "", BODY], []),
        (
            ["2002年3月20日 第3版 要闻", "市井生活", "职工之家今日揭牌", "", BODY],
            ["2002年3月20日 第3版 要闻"],
        ),
        (["云溪晚报", "", BODY], []),
        (["云溪晚报今起改版", "职工之家今日揭牌", "", BODY], []),
        (["职工之家今日揭牌", "云溪晚报", "昨日迁入新址", "", BODY], []),
    ],
    ids=[
        "heads a text",
        "kicker",
        "no number",
        "named",
        "paper over text",
        "paper in a headline",
        "paper inside",
    ],
)
def test_what_may_head_a_text_is_no_name_of_a_page(lines: list[str], gone: list[str]) -> None:
    """A name beside no folio, above a text, or in a headline stays."""
    assert removed("\n".join(lines)) == gone


def test_the_page_number_that_a_folio_lacks_goes_from_the_text() -> None:
    """It is read out with the last column; told twice, it may be a list of what the paper has."""
    assert kept(f"{HEAD}{FIRST}\n\n第12版\n\n{LAST}\n") == [FIRST, LAST]
    for text in (
        f"{FIRST}\n\n第12版\n\n{LAST}\n",
        f"{HEAD}{FIRST}\n\n第12版\n\n{LAST}\n\n第13版\n\n{FIRST}\n",
    ):
        assert "第12版" in kept(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n\n星期五\n\n{LAST}\n",
        f"{HEAD.strip()} 星期四\n\n{FIRST}\n\n星期五\n\n{LAST}\n",
        f"{HEAD}{FIRST}\n\n星期五\n\n{LAST}\n\n星期六\n\n{FIRST}\n",
        f"{HEAD}{FIRST}\n\n体育\n\n{LAST}\n",
        f"{HEAD}{FIRST}\n\n星期五\n\n体育\n\n{LAST}\n\n经济\n\n{FIRST}\n",
    ],
    ids=["no folio", "it has a weekday", "two weekdays", "a section alone", "two sections"],
)
def test_a_weekday_or_the_name_of_a_section_may_be_a_headline(text: str) -> None:
    """Days head a diary, sections a list of news in brief: no folio lacks them."""
    heads = {"星期五", "星期六", "体育", "经济"}.intersection(text.split("\n"))
    stay = heads - {"星期五"} if "经济" in heads else heads
    assert stay <= set(kept(text))


def test_a_folio_right_above_the_text_is_no_part_of_it() -> None:
    """The first line of the source, though no blank line parts it from the text."""
    text = "江城日报 2017年4月21日\n市总工会昨日召开全委会议，部署下半\n年的工作，要求夯实基层基础。\n"
    joined = page_of(text).edit(
        [Edit(i, i + 1, "") for i, char in enumerate(text[:-1]) if char == "\n"], "join"
    )
    assert [unit.text[:4] for unit in read_units(joined)[1]] == ["市总工会"]


COLUMN = [
    "市交通局昨日公布夜间公交线路调整方",
    "案，新增的六条线路覆盖了两座火车站",
    "以及城北的大学园区，末班车的时间从",
    "夜里十点半推迟到零点，票价保持不变。",
]


def cleaned(lines: list[str]) -> tuple[list[str], list[str]]:
    """What is taken out of some lines, and the blocks that are left."""
    page = clean_page("\n".join(lines))
    verify(page)
    gone = [page.source.text[c.start : c.end] for c in page.removed]
    return gone, [page.text_of(block) for block in page.blocks]


@pytest.mark.parametrize(
    "folio",
    [
        ["1986年5月7日", "第3版"],
        ["2016年5月7日（星期六）", "江北版", "A3"],
        ["第三版", "民國九十一年五月七日　星期二", "北部新聞"],
        ["A12 港聞 2019年5月7日 星期二"],
    ],
)
@pytest.mark.parametrize("blank", [[], [""]], ids=["set solid", "set apart"])
def test_a_folio_between_the_lines_of_a_sentence_goes_before_anything_else(
    folio: list[str], blank: list[str]
) -> None:
    """No text is missing there, no line of it is joined to the sentence, and the sentence goes on."""
    lines = ["夜班公交延时", "", *COLUMN[:3], *blank, *folio, *blank, *COLUMN[3:]]
    gone, blocks = cleaned(lines)
    assert gone == ["\n".join(folio)]
    assert "".join(COLUMN) in blocks
    assert clean_page("\n".join(lines)).metadata["date"].endswith("-05-07")


@pytest.mark.parametrize(
    "lines",
    [
        [*COLUMN[:2], "1986年5月7日", *COLUMN[2:]],
        [*COLUMN, "1986年5月7日", "第3版的读者，请注意改期的通知。"],
        [*COLUMN[:2], "江北版", *COLUMN[2:]],
    ],
    ids=["a date", "below a stop", "what may be a page's name"],
)
def test_a_date_in_running_text_or_below_its_end_is_no_folio(lines: list[str]) -> None:
    """Nor is one line of a sentence that a folio may have as well."""
    assert cleaned(lines)[0] == []


def test_a_person_may_refuse_a_folio_in_mid_sentence() -> None:
    """What was decided about a place holds there, and `--skip` holds everywhere."""
    lines = [*COLUMN[:2], "1986年5月7日", "第3版", *COLUMN[2:]]
    page = page_of("\n".join(lines))
    at = page.text.index("1986")
    rejected = Decision(page.source.sha256, at, at + 14, "removal", "find_folios", "rejected", "", "")
    assert list(cut_folios(page, decisions=[rejected]).removed) == []
    assert cut_folios(page, skip=["find_folios"]) is page


@pytest.mark.parametrize("number", ["— 3 —", "· 23 ·", "第4页 共5页", "❶", "第04版", "A13版"])
def test_a_page_number_goes_anywhere(number: str) -> None:
    """Numbers in the dress of a page number and lone marks of photos belong to the page."""
    first, second = BODY.split("\n\n")
    assert removed(f"{first}\n\n{number}\n\n{second}") == [number]


def test_numbers_in_brackets_count_the_parts_of_a_story() -> None:
    """One at the edge is the page's; several, or one inside, stay."""
    first, second = BODY.split("\n\n")
    assert removed(f"（1）\n{first}\n（2）\n{second}") == []
    assert removed(f"{first}\n【2】\n{second}") == []
    assert removed(f"{first}\n{second}\n[3]") == ["[3]"]


def test_a_bare_number_goes_at_the_edge_alone() -> None:
    """Inside the page a number may be a table's."""
    first, second = BODY.split("\n\n")
    assert removed(f"{BODY}\n\n12") == ["12"]
    assert removed(f"{first}\n\n12\n\n{second}") == []


TORN = ["比赛一开始，主队便凭借内线优势领先，客队主教练", "彭国梁叫了暂停，换上新人，场上的形势起了变化。"]


def test_a_bare_number_between_the_halves_of_a_sentence_is_the_page_s() -> None:
    """It stood in a line of its own where the column is full, and no word around it counts anything."""
    page = page_of(f"{TORN[0]}\n5\n{TORN[1]}")
    page = page.edit([Edit(i, i + 1, "") for i, c in enumerate(page.text) if c == "\n"], "join_lines")
    page, units = read_units(page)
    assert [page.source.text[c.start : c.end] for c in page.removed] == ["5"]
    assert [unit.text for unit in units] == ["".join(TORN)]


@pytest.mark.parametrize("code", ["B3", "第四版", "四", "第12版"])
def test_the_code_of_a_page_between_the_halves_of_a_sentence_goes(code: str) -> None:
    """Nothing else stands so in a line of its own, whether or not the lines were joined below it."""
    for text in (f"{TORN[0]}\n{code}\n{TORN[1]}", f"{TORN[0]}\n{code}\n|{TORN[1]}"):
        if "|" in text and code == "四":
            continue
        page = page_of(text.replace("|", ""))
        stays = text.index("|") - 1 if "|" in text else -1
        breaks = [i for i, char in enumerate(page.text) if char == "\n" and i != stays]
        page = page.edit([Edit(i, i + 1, "") for i in breaks], "join_lines")
        page, units = read_units(page)
        assert [page.source.text[c.start : c.end] for c in page.removed] == [code]
        assert [unit.text for unit in units] == ["".join(TORN)]


def test_a_number_at_the_end_of_half_a_sentence_is_the_page_s() -> None:
    """The lines below it were taken for a paragraph of their own; a telephone number ends its sentence."""
    lines = [
        "我市两家单位昨日入选科技部的新名单，全市国家",
        "级孵化器有了较快的增长，到去年底孵化器总数",
        "1",
    ]
    rest = "达到七家，在孵企业四百多家，为全市提供了两万多个岗位。"
    page = page_of("\n".join([*lines, rest]))
    breaks = [i for i, char in enumerate(page.text) if char == "\n"]
    page, units = read_units(page.edit([Edit(i, i + 1, "") for i in breaks[:2]], "join_lines"))
    assert [page.source.text[c.start : c.end] for c in page.removed] == ["1"]
    assert [unit.text for unit in units] == ["".join(lines[:2]) + rest]
    lines = [
        "市民发现井盖丢失或者路面塌陷等安全的隐患，可",
        "以随时拨打本市二十四小时开通的市政服务电话",
        "110",
    ]
    page = page_of("\n".join([*lines, BODY]))
    breaks = [i for i, char in enumerate(page.text) if char == "\n"]
    page, _ = read_units(page.edit([Edit(i, i + 1, "") for i in breaks[:2]], "join_lines"))
    assert list(page.removed) == []


@pytest.mark.parametrize("folio", ["江城日报 2023年3月16日 第7版", "江城日报 2023年3月16日 第七版"])
def test_the_number_that_the_folio_gives_is_no_figure(folio: str) -> None:
    """It goes from before what it would count, and from behind a figure."""
    lines = [
        "花后可喷尿素加磷酸二氢钾，每隔十天一次，连喷2～3",
        "7",
        "次，以后看树势长得如何再决定是否需要追肥一次。",
    ]
    page = page_of("\n".join([folio, *lines]))
    breaks = [i for i, char in enumerate(page.text) if char == "\n"][1:]
    page, units = read_units(page.edit([Edit(i, i + 1, "") for i in breaks], "join_lines"))
    assert [page.source.text[c.start : c.end] for c in page.removed] == [folio, "7"]
    assert [unit.text for unit in units] == [lines[0] + lines[2]]


def test_a_code_that_the_folio_gives_goes_from_between_paragraphs() -> None:
    """Alone it may be a size of paper or a road; the folio tells that it is the page."""
    first, second = BODY.split("\n\n")
    folio = "2023年3月16日 星期四 B3 民生"
    assert removed(f"{folio}\n{first}\nB3\n{second}") == [folio, "B3"]
    assert removed(f"{folio}\n{first}\nB4\n{second}") == [folio]


def test_what_a_text_tells_of_a_code_makes_it_no_page() -> None:
    """A line in which a type or a size stands beside its thing is no folio."""
    lines = [BODY, "A1", "A1 型机床", BODY, "B2", "B2 型机床 本市展出", BODY]
    assert removed("\n\n".join(lines)) == []
    folio = "2023年3月16日 星期四 B3 民生"
    assert removed("\n\n".join((folio, *lines))) == [folio]


@pytest.mark.parametrize(
    "text",
    [
        "今年以来全市各级工会开展的活动，参加职工超过\n43\n万人次，比去年多出一倍，创下了近年来的新高。",
        "今年以来全市各级工会开展的活动共有\n43\n场，比去年多出一倍。",
        "厂家昨天在车展上发布了三款新车，其中奥迪-\nA6\n轿车最受关注，当天就收到了一百多份订单。",
        "读者昨天来信说明情况，来信的全文另见\nA6\n那里还有专家对这件事的看法和详细的分析。",
        "参赛队\n12\n获胜的队伍将进入下一轮，比赛时间另行通知。",
    ],
)
def test_a_figure_of_a_sentence_is_no_page_number(text: str) -> None:
    """Words that count before or behind it, or lines that are not full, leave it where it is."""
    page = page_of(text)
    page = page.edit([Edit(i, i + 1, "") for i, c in enumerate(text) if c == "\n"], "join_lines")
    assert list(read_units(page)[0].removed) == []


def test_running_headers_are_known_by_their_pages() -> None:
    """A line at the top of several pages of one input is a header, figures aside; one page proves nothing."""
    first, second = BODY.split("\n\n")
    text = f"大湾区观察 6\n{first}\f大湾区观察 7\n{second}"
    assert removed(text) == ["大湾区观察 6", "大湾区观察 7"]
    assert removed(f"大湾区观察 6\n{BODY}") == []


def test_sentences_at_page_edges_are_no_running_header() -> None:
    """A sentence that opens two pages is the article's."""
    first, second = BODY.split("\n\n")
    assert removed(f"会议这样强调。\n{first}\f会议这样强调。\n{second}") == []


def test_a_wrapped_notice_goes_whole() -> None:
    """A narrow column breaks a notice in the middle of a word; the headline below it stays."""
    text = f"{BODY}\n本版图片除署名外均由资\n料室提供\n春耕备耕正当时\n{BODY}"
    assert removed(text) == ["本版图片除署名外均由资", "料室提供"]


@pytest.mark.parametrize("headline", ["读者来信", "广告与消息"])
def test_a_headline_above_a_notice_with_its_own_label_stays(headline: str) -> None:
    """Words of notices head a column, too; a line that begins with a label goes on from nothing."""
    hotline = "新闻热线：0555-8866123"
    assert removed(f"{BODY}\n\n{headline}\n{hotline}") == [hotline]
    page = read_units(joined(f"{LAST}\n{headline}\n{hotline}"))[0]
    assert [page.source.text[c.start : c.end] for c in page.removed] == [hotline]


def test_a_byline_before_a_notice_stays() -> None:
    """A reporter of `our paper` is no notice, though words of notices stand beside it."""
    text = f"{BODY}\n\n本报地址：解放路8号\n\n本报记者郑凯 通讯员周婷\n\n{BODY}"
    assert removed(text) == ["本报地址：解放路8号"]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("会议要求，夯实基层基础。扫码关注本报官方微信", "会议要求，夯实基层基础。"),
        ("会议要求，夯实基层基础。（下转第三版）", "会议要求，夯实基层基础。"),
        ("会议要求，夯实基层基础。侵权必究", "会议要求，夯实基层基础。"),
        ("会议要求，夯实基层基础。QR Code 扫描", "会议要求，夯实基层基础。"),
        ("会议要求，夯实基层基础。邮发代号45-1", "会议要求，夯实基层基础。"),
        ("会议要求，夯实基层基础。官方公众号", "会议要求，夯实基层基础。"),
        ("他说：“要夯实基层基础。”本报电话2345678", "他说：“要夯实基层基础。”"),
        (
            "降雨量达到暴雨级别，葫芦岛部分区投稿邮箱：fukan@paper.example本报零售每份2元",
            "降雨量达到暴雨级别，葫芦岛部分区",
        ),
    ],
)
def test_a_notice_joined_to_a_paragraph_is_cut_off(text: str, rest: str) -> None:
    """The paragraph before it keeps every character."""
    assert kept(f"{BODY}\n{text}")[-1] == rest


@pytest.mark.parametrize(
    "text",
    [
        "读者如需了解更多，请扫描二维码关注本报官方微信。",
        "家长如果还想知道报名的事，请扫描二维码，观看更多精彩视频",
        "会议要求，夯实基层基础。",
    ],
)
def test_a_sentence_about_a_code_is_not_cut(text: str) -> None:
    """What goes on from a comma belongs to its sentence."""
    assert glued(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "市总工会开通官方公众号",
        "景区开通官方微信公众号二维码",
        "市图书馆推出视频二维码",
        "网络写手当心侵权必究",
        "我市启用新的邮发代号",
        "本市乘客可以扫描二维码",
        "农民朋友办网站 扫一扫看直播",
        "职工点赞“掌上工会”官方公众号",
        "读者可登录网站，也可以拨打本报热线",
    ],
)
def test_the_last_words_of_a_headline_are_no_notice(text: str) -> None:
    """Nor are those of a sentence that broke off: they are what it speaks of."""
    assert removed(f"{text}\n\n{BODY}") == []


def test_a_notice_that_was_joined_into_a_paragraph_is_found_by_its_source_line() -> None:
    """The source's lines tell where a notice begins and ends, and the paragraph's halves meet again."""
    text = "今年已有32家企业签订集\n更多新闻请下载本报客户端\n体合同，覆盖职工2000多名。签订集体合同是大事。"
    page = page_of(text)
    page = page.edit([Edit(i, i + 1, "") for i, c in enumerate(text) if c == "\n"], "join_lines")
    page, units = read_units(page)
    assert [text[c.start : c.end] for c in page.removed] == ["更多新闻请下载本报客户端"]
    assert "".join(unit.text for unit in units).startswith("今年已有32家企业签订集体合同，")


def test_the_last_word_of_a_wrapped_notice_is_no_part_of_the_folio() -> None:
    """`新闻` is the name of a section as well, but it went with its notice: nothing is taken out twice."""
    notice = "扫描二维码观看更多精彩视频关注本报官方\n新闻"
    first, second = "市总工会昨日召开会议，要求全市夯实基", "层基础，办好职工实事，年底前完成任务。"
    head, foot = "江城日报\n2017年4月21日 星期五 第13版", "责编 周婷 美编 李明 第13版"
    text = f"{head}\n\n{first}\n{notice}\n{second}\n\n{foot}\n"
    page = page_of(text)
    paragraph = range(text.index(first), text.index(second))
    page = page.edit([Edit(i, i + 1, "") for i in paragraph if text[i] == "\n"], "join_lines")
    page = lay_out(page).settle("lay_out")
    verify(page)
    assert [text[c.start : c.end] for c in page.changes if "find_notices" in c.rules] == [notice]
    assert [page.text_of(block) for block in page.blocks] == [first + second]


def test_continuation_is_a_mark() -> None:
    """`Turn to page 3` is taken out and remembered, for it joins pages of one issue."""
    page = lay_out(page_of(f"{BODY}\n下转第三版\n")).settle("lay_out")
    assert [(mark.kind, mark.note) for mark in page.marks] == [("continuation", "下转第三版")]
    verify(page)


def test_other_notices_are_no_continuation() -> None:
    """Only a line that turns the page joins pages."""
    page = lay_out(page_of(f"{BODY}\n扫码关注本报官方微信\n"))
    assert page.marks == ()


def test_a_banner_of_a_supplement_goes() -> None:
    """The foot of a special issue opens with its kind and says no sentence; a sentence about one stays."""
    assert removed(f"{BODY}\n\n❶❷特刊 海州市第九次代表大会") == ["❶❷特刊 海州市第九次代表大会"]
    assert removed(f"{BODY}\n\n特刊昨日出版，共八个版，读者反响热烈。") == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*FOLIOS, *NOTICES, *BODY.split("\n\n"), "春耕备耕正当时", ""]), max_size=12))
def test_every_page_can_be_settled(lines: list[str]) -> None:
    """Whatever is taken out, the account of the page is complete."""
    verify(lay_out(page_of("\n".join(lines))).settle("lay_out"))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="二维码扫描本报转载不得第三版，。“A1 ", max_size=60))
def test_any_line_is_judged(text: str) -> None:
    """Judging never fails, whatever the characters."""
    assert is_notice(text) in {True, False}
    at = glued(text)
    assert at is None or 0 < at < len(text)


ANCHORED = (
    "扫描二维码",
    "QR Code",
    "官方公众号",
    "未经授权不得使用",
    "谢绝转载",
    "版权所有",
    "翻印必究",
    "除署名外",
    "CN 44-0001",
    "邮发代号",
    "广告经营许可",
    "本报地址",
    "更多精彩请看",
    "零售每份",
    "下转",
    "紧接",
    "见第3版",
    "今日共8张",
    "读者请",
    "来稿请",
    "发行热线：0",
    "投稿邮箱a",
    "来稿a@b",
)


@pytest.mark.parametrize("text", ANCHORED)
def test_a_notice_speaks_of_the_paper_or_to_its_reader(text: str) -> None:
    """The anchors, one of each kind."""
    assert has_anchor(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*ANCHORED, *NOTICES, "新闻", "发行", " ", "、4", "版）"]), min_size=1, max_size=3
    )
)
def test_no_notice_is_passed_over(words: list[str]) -> None:
    """What only spares taking a line apart hides no notice, in a line of its own or joined to a text."""
    text = "".join(words).strip()
    if text and is_notice(text):
        assert may_begin(text)
        assert lines_of_notice([text]) == 1
    joined = f"会议要求，夯实基层基础。{text}"
    assert glued(joined) is None or may_hold(joined)


@pytest.mark.parametrize("title", f"{TITLES}|{WORDS}".split("|"))
@pytest.mark.parametrize("between", [" ", "：", "/"])
def test_whoever_made_the_page_is_named(title: str, between: str) -> None:
    """No title is passed over, also where nothing else in the line looks like a folio."""
    assert parts(f"{title}{between}李明").found == {"staff": [f"{title}{between}李明"]}
    folio = f"江城日报 2017年4月21日\n{title}{between}李明"
    assert removed(f"{folio}\n\n{BODY}") == folio.split("\n")


FOLIO_PARTS = (
    ("date", "2017年4月21日"),
    ("date", "2017.4.21"),
    ("date", "民国104年12月11日"),
    ("date", "民國七十五年九月三日"),
    ("date", "一九五八年九月十二日"),
    ("weekday", "星期三"),
    ("weekday", "礼拜三"),
    ("staff", "责编 王芳"),
    ("staff", "视觉 王芳"),
    ("staff", "监制 王芳"),
    ("place", "CN44-0001"),
    ("place", "邮发代号45-1"),
    ("place", "www.abc.cn"),
    ("telephone", "热线0668-2889"),
    ("issue", "第1234期"),
    ("issue", "今日8版"),
    ("lunar", "三月初八"),
    ("lunar", "甲辰年"),
    ("page", "第三版"),
    ("page", "第三張"),
    ("page", "A5"),
    ("paper", "江城日报"),
    ("paper", "江城通讯"),
    ("paper", "江钢报"),
    ("paper", "江城新闻网"),
    ("section", "要闻"),
    ("section", "文摘"),
    ("number", "12"),
)


@pytest.mark.parametrize(("name", "text"), FOLIO_PARTS)
def test_no_part_of_a_folio_is_passed_over_for_its_characters(name: str, text: str) -> None:
    """Each part has one of the characters without which it is not looked for."""
    assert name in parts(f"{text} 1版").found or name in parts(f"版 {text}").found


def test_nothing_is_left_of_two_page_numbers_on_a_line() -> None:
    """What stands between the parts of a folio may be a blank."""
    verify(clean_page("0\n-0\n"))
