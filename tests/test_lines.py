"""Hard line wraps: lines of one paragraph are joined, every other line keeps to itself."""

from __future__ import annotations

import random
import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import clean
from cleaner.normalise.line_gate import may_be_wrapped
from cleaner.normalise.line_heads import headlines
from cleaner.normalise.line_kinds import first_token_width, opening, unclosed
from cleaner.normalise.line_shapes import Lines, display_width
from cleaner.normalise.lines import RULES, evidence, join_lines

PARAGRAPHS = (
    (
        "市水务局昨日通报，入汛以来全市主要江河水位总体平稳，十二座大型水库均在汛限水位以下运行。"
        "各镇（街道）已备足沙袋、冲锋舟和照明设备，三百余名巡堤人员实行二十四小时轮班值守。"
    ),
    (
        "通报指出，今年雨季比常年提前一周左右，强降雨主要集中在北部山区。气象部门预计，未来三天仍有一次"
        "明显的降雨过程，局部地区累计雨量可能超过二百毫米，低洼路段和老旧小区要提前做好排涝准备。"
    ),
    (
        "“我们把每一处隐患都登记在册，专人负责，限期整改。”该局防汛科负责人说，目前排查出的四十七处险工险段"
        "已经整改四十一处，其余六处落实了应急预案和转移路线，附近的居民都领到了联系卡。"
    ),
    (
        "与此同时，城区二十三座排涝泵站完成了检修和试运行，新建的河西泵站本月投入使用，每小时可以排水"
        "一万八千立方米，往年逢雨必涝的河西路一带积水时间有望缩短到半小时以内。"
    ),
)
_CLOSING = "，。、；：？！”’）》"


def applied(text: str) -> str:
    """The text with the joins made."""
    parts, at = [], 0
    for start, end, new in join_lines(text):
        assert start >= at
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def wrapped(paragraph: str, columns: int, indent: int = 0) -> list[str]:
    """Lines of a paragraph as a column sets them: no closing mark at the start of a line."""
    lines, line, room = [], "", columns - indent
    for token in re.findall(rf"[“（《]*.[{_CLOSING}]*", paragraph):
        if len(line) + len(token) > room:
            lines.append(line)
            line, room = "", columns
        line += token
    return [*lines, line]


def test_indents_tell_how_paragraphs_begin_where_none_ends_early() -> None:
    """A sentence that ends with its line goes on in one without an indent, if paragraphs have one."""
    paragraphs = [
        "昨日下午，市委常委会召开会议，传达学习全国防汛抗旱工作会议精神，研究我市贯彻落实意见。市委书记赵立平主持会议并讲话。",
        "会议强调，要立足防大汛、抗大洪、抢大险、救大灾，压实各级责任，及时转移受威胁群众，确保堤防安全度汛。",
        PARAGRAPHS[0],
        "会议还研究了其他事项。",
    ]
    lines = [wrapped(paragraph, 15, indent=2) for paragraph in paragraphs]
    assert any(line.endswith("。") for line in lines[0][:-1])
    text = "\n".join("　　" + "\n".join(found) for found in lines)
    assert applied(text) == "\n".join("　　" + paragraph for paragraph in paragraphs)


@pytest.mark.parametrize("columns", [10, 12, 14, 16, 19, 22, 25, 30, 34, 40])
@pytest.mark.parametrize("between", ["\n", "\r\n", "\u2028", "\n\n"], ids=["LF", "CRLF", "LS", "blank lines"])
def test_wrapped_paragraphs_become_one_line_each(columns: int, between: str) -> None:
    """Columns of 10 to 40 characters, with indents that only the shape shows, with any line end."""
    lines = [line for paragraph in PARAGRAPHS for line in wrapped(paragraph, columns, indent=2)]
    assert re.split("[\r\n\u2028]+", applied(between.join(lines))) == list(PARAGRAPHS)


@pytest.mark.parametrize("columns", [12, 17, 24, 33])
@pytest.mark.parametrize("indent", ["　　", "    "], ids=["ideographic", "ascii"])
def test_printed_indents_part_paragraphs(columns: int, indent: str) -> None:
    """An indent that is in the text parts paragraphs, and stays where it was."""
    text = "\n".join(indent + "\n".join(wrapped(paragraph, columns, indent=2)) for paragraph in PARAGRAPHS)
    assert applied(text) == "\n".join(indent + paragraph for paragraph in PARAGRAPHS)


def test_hanging_marks_that_widen_the_measure_tear_no_paragraph() -> None:
    """A first line without its indent goes on below, though digits and marks make other lines wider."""
    page = (Path(__file__).parent.parent / "samples" / "scan-003.txt").read_text(encoding="utf-8")
    first = "阳江市总工会还充分发挥“12351”职工维权热线等平台"
    assert f"{first}作用，掌握职工诉求" in applied(page)
    credited = applied(page.replace(first, "■全媒体记者马超群 通讯员赵磊"))
    assert "赵磊\n\n作用，掌握职工诉求" in credited  # a byline is as narrow, and stays


@pytest.mark.parametrize("gap", ["", "\n"], ids=["close", "apart"])
def test_a_headline_behind_text_that_was_cut_off_stands_over_its_report(gap: str) -> None:
    """The column before it stops in mid-sentence; a line without a mark over a dateline heads a report."""
    whole, cut = wrapped(PARAGRAPHS[1], 14, indent=2), wrapped(PARAGRAPHS[0], 14, indent=2)[:1]
    assert "，" in cut[0][:-1]
    report = wrapped(
        "本报讯（通讯员 李静）青山区法院近日集中宣判一批欠薪案件，为四十七名职工追回工资。", 14, indent=2
    )
    texts = ["\n".join(lines) for lines in (whole, cut, report)]
    headline = ("\n" if gap else "") + "法院集中宣判一批欠薪案"
    text = f"　　{texts[0]}\n　　{texts[1]}\n{headline}\n　　{texts[2]}"
    found = [line.strip() for line in applied(text).split("\n") if line]
    assert found == ["".join(whole), "".join(cut), headline.strip(), "".join(report)]


def test_the_end_of_a_paragraph_that_lost_its_stop_is_no_headline() -> None:
    """Recognisers lose marks; the last line of a paragraph belongs to it all the same."""
    lines = [
        "　　" + "\n".join(wrapped(paragraph, 14, indent=2)).removesuffix("。") for paragraph in PARAGRAPHS
    ]
    found = applied("\n".join(lines)).split("\n")
    assert [line.strip() for line in found] == [paragraph.removesuffix("。") for paragraph in PARAGRAPHS]


HEADLINES = [
    "筑牢防线守安澜",
    "全市夏粮收购启动",
    "首批开秤收购网点有三十八个",
    "三所乡村小学迎来支教新老师",
    "让老手艺活在当下",
    "市图书馆推出夜读服务",
]


@pytest.mark.parametrize("gap", ["", "\n"], ids=["close", "apart"])
def test_headlines_read_out_together_keep_their_lines(gap: str) -> None:
    """Many lines without a mark, of different width, are no sentence, above the text or below it."""
    body = [line for paragraph in PARAGRAPHS for line in wrapped(paragraph, 14, indent=2)]
    assert applied("\n".join([*HEADLINES, gap, *body])).split("\n")[: len(HEADLINES)] == HEADLINES
    assert applied("\n".join([*body, gap, *HEADLINES])).split("\n")[-len(HEADLINES) :] == HEADLINES


def test_text_without_marks_is_joined_where_it_fills_its_column() -> None:
    """Old print and bad recognition have no marks; their lines are of one width."""
    bare = re.sub(f"[{_CLOSING}“‘《（]", "", "".join(PARAGRAPHS[:2]))
    lines = [bare[i : i + 14] for i in range(0, len(bare), 14)]
    body = [line for paragraph in PARAGRAPHS[2:] for line in wrapped(paragraph, 14, indent=2)]
    assert applied("\n".join([*lines, *body])).split("\n")[0].startswith(bare[:90])


BARE = re.sub(f"[{_CLOSING}“‘《（]", "", "".join(PARAGRAPHS))
VERSE = re.findall(".{5}", "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少白日依山尽黄河入海流欲穷千里目更上一层楼")
WARDS = re.findall(".{5}", "内科一病区内科二病区外科一病区外科二病区儿科门诊部妇科门诊部急诊手术室住院收费处")


@pytest.mark.parametrize("measure", [9, 12, 15, 20, 24])
@pytest.mark.parametrize("above", [[], ["防汛工作全面展开"]])
def test_text_without_any_marks_is_told_by_the_words_that_its_lines_break(
    measure: int, above: list[str]
) -> None:
    """Old print has none at all: every fourth line ends inside a word."""
    lines = [BARE[i : i + measure] for i in range(0, len(BARE), measure)]
    assert applied("\n".join((*above, *lines))).split("\n") == [*above, BARE]


@pytest.mark.parametrize("lines", [VERSE, WARDS], ids=["verse", "a list"])
def test_lines_of_one_width_that_break_no_word_stay(lines: list[str]) -> None:
    """Verse and lists have no marks either."""
    assert applied("\n".join(lines)).split("\n") == lines


def test_a_headline_and_a_byline_keep_their_lines() -> None:
    """What stands above a text stays above it, line by line."""
    head = ["筑牢防线守安澜", "我市全力做好防汛备汛工作", "本报记者 林小燕 通讯员 陈水生"]
    body = [line for paragraph in PARAGRAPHS for line in wrapped(paragraph, 18, indent=2)]
    assert applied("\n".join([*head, *body])).split("\n") == [*head, *PARAGRAPHS]


@pytest.mark.parametrize(
    "gap", ["\n\n", "\n\x0c", "\n\n\n"], ids=["blank line", "form feed", "two blank lines"]
)
def test_a_paragraph_goes_on_after_a_column_or_page_break(gap: str) -> None:
    """A break in mid-sentence is a seam of columns, not the end of a paragraph."""
    lines = [line for paragraph in PARAGRAPHS for line in wrapped(paragraph, 16, indent=2)]
    text = "\n".join(lines[:3]) + gap + "\n".join(lines[3:])
    assert applied(text).split("\n") == list(PARAGRAPHS)


def test_unwrapped_text_is_joined_only_where_a_sentence_is_broken() -> None:
    """One paragraph a line: nothing joins but the two halves of a sentence."""
    broken = PARAGRAPHS[1][:60] + "\n\n" + PARAGRAPHS[1][60:]
    text = "\n\n".join([PARAGRAPHS[0], broken, *PARAGRAPHS[2:]])
    assert applied(text) == "\n\n".join(PARAGRAPHS)


UNWRAPPED = {
    "verse": ["秋思", "枯藤老树昏鸦，", "小桥流水人家，", "古道西风瘦马。", "夕阳西下，", "断肠人在天涯。"],
    "free verse": ["渡口", "雨落在船篷上", "雨也落在江心里", "等船的人收了伞", "船还没有来", "灯已经亮了"],
    "list": [
        "参展单位名单",
        "市属：第一中学、第二中学、实验小学",
        "县属：东镇小学、西镇小学",
        "民办：启明学校",
    ],
    "table": [
        "名次，队别，胜，负，分",
        "1，红队，5，0，15",
        "2，蓝队，4，1，12",
        "3，白队，3，2，9",
        "4，黄队，1，4，3",
    ],
    "statute": [
        "第一章总则",
        "第一条为了规范市容管理，制定本办法。",
        "第二条本办法适用于城市建成区。",
        "第三条市容管理遵循便民原则。",
    ],
    "dialogue": ["问：什么时候搬来的？", "答：去年冬天。", "问：住得惯吗？", "答：起初不惯，现在好了。"],
    "chat": ["班长：明早七点集合", "小何：收到", "小麦：要带伞吗", "班长：带上，可能下雨", "小何：好的"],
    "recipe": [
        "清蒸鲈鱼",
        "鲈鱼 1条",
        "姜 3片",
        "葱 2根",
        "1.鱼洗净，两面划刀",
        "2.铺姜葱，上锅蒸八分钟",
        "3.淋热油和豉油",
    ],
    "english": [
        "Notice to readers",
        "The reading room closes at six o'clock from Monday to Friday.",
        "Books may be returned at the front desk or dropped in the box by the gate.",
    ],
    "english words": ["harbour", "lighthouse", "ferry", "quay", "anchor"],
    "english verse": [
        "The lamp above the quay has lost its flame",
        "And every boat lies empty at the stair",
        "The ferryman has called us each by name",
        "And no one on the water answers there.",
    ],
    "code": ["def area(r):", "    return 3.14 * r * r", "for r in (1, 2, 3):", "    print(area(r))"],
    "headlines": ["今日看点", "老城改造，百年骑楼换新颜", "三条公交线路下周调整", "荔枝丰收，果农忙采摘"],
    "programme": [
        "一、合唱《红旗颂》",
        "二、小品《新来的局长》",
        "三、粤曲《荔枝颂》",
        "四、朗诵《我们的家园》",
    ],
    "prose": list(PARAGRAPHS),
}


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\n　　"], ids=["LF", "blank line", "CRLF", "indents"])
@pytest.mark.parametrize("lines", UNWRAPPED.values(), ids=UNWRAPPED)
def test_text_that_is_not_wrapped_stays(lines: list[str], gap: str) -> None:
    """Verse, lists, tables, statutes, speech, recipes, code and paragraphs of one line keep their lines."""
    assert list(join_lines(gap.join(lines))) == []


def test_english_prose_is_no_verse_though_a_line_begins_with_a_name() -> None:
    """One line that begins in small letters tells a wrapped text from verse."""
    prose = (
        "The harbour office said on Tuesday that it would put two more boats on the line to Maoming after "
        "the storms of last week, that the night boat would wait for the trains from Guangzhou and Nanning, "
        "and that all tickets which were sold before then stay valid on every crossing. Passengers who can "
        "not wait are taken by bus to the bridge, where a smaller boat leaves every hour until the autumn."
    )
    lines = textwrap.wrap(prose, 46)
    assert any(line[0].isupper() for line in lines[1:])
    assert applied("\n".join(lines)) == prose


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("……完成投资13.", "89亿元，同比增长……", "13.89亿元"),
        ("……会议于20", "24年举行，各地……", "2024年"),
        ("……刊登在《求", "是》杂志上的文章……", "《求是》"),
        ("……这项技术叫作Deep", "Learning，已经……", "Deep Learning"),
        ("……接入了Wi-", "Fi网络，乘客可以……", "Wi-Fi"),
    ],
)
def test_what_stands_between_the_joined_ends(first: str, second: str, joined: str) -> None:
    """Numbers and Chinese close up, Latin words keep a space, a hyphen that may be meant stays."""
    lines = [line for paragraph in PARAGRAPHS for line in wrapped(paragraph, 16)]
    width = max(map(display_width, lines))
    filled = "水利部门继续加强巡查值守和预报预警工作"
    while display_width(first) > width:
        first = first[1:]
    first = filled[: round((width - display_width(first)) / 2)] + first
    text = "\n".join([*lines[:4], first, second, *lines[4:]])
    assert joined in applied(text)


def test_a_hyphen_goes_where_the_page_has_the_whole_word() -> None:
    """A word broken at its hyphen is closed only if it stands whole elsewhere on the page."""
    text = (
        "The committee approved the inter-\nnational programme on Monday and\n"
        "said that international partners\nwould be invited to the harbour in\n"
        "May, when the well-\nknown regatta takes place again."
    )
    out = applied(text)
    assert "the international programme on Monday and said" in out


def test_a_line_that_begins_with_a_closing_mark_is_taken_back() -> None:
    """Extractors split `。”` at its half space; no line of print begins with such a mark."""
    assert applied("他说：“好。\n”大家都笑了。") == "他说：“好。”大家都笑了。"


def test_a_torn_place_stays_a_break() -> None:
    """Where repeated text was cut out, the two sides are not joined."""
    lines = wrapped(PARAGRAPHS[0], 16)
    text = "\n".join(lines[:2]) + "\x1e" + "\n".join(lines[2:])
    assert "\x1e" in applied(text)


@pytest.mark.parametrize("place", range(2, len(wrapped(PARAGRAPHS[0], 16)) - 1))
def test_a_torn_place_is_the_only_one(place: int) -> None:
    """A mark that begins the line behind it hangs on nothing, and the next lines are joined as ever."""
    lines = wrapped(PARAGRAPHS[0], 16)
    text = "\n".join(lines[:place]) + "\x1e" + "\n".join(lines[place:])
    assert applied(text.replace("\x1e", "\x1e，")) == applied(text).replace("\x1e", "\x1e，")
    assert "\n" not in applied(text)


@pytest.mark.parametrize("columns", [11, 16, 23, 36])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_joining_twice_changes_nothing(columns: int, gap: str) -> None:
    """The rule's own output is left alone, also with a blank line between its blocks."""
    lines = ["全力做好防汛备汛工作", *(x for p in PARAGRAPHS for x in wrapped(p, columns, indent=2))]
    once = applied("\n".join(lines)).replace("\n", gap)
    assert list(join_lines(once)) == []


@given(st.text(alphabet="市会议。，“”《》（）12aB- 　\n\r\u2028\x0c\x1e", max_size=200))
def test_only_white_space_and_hyphens_go(text: str) -> None:
    """Whatever the text, edits are sorted, disjoint, and take nothing that has ink but a hyphen."""
    at = 0
    for start, end, new in join_lines(text):
        assert at <= start < end
        assert not text[start:end].strip("-").strip()
        assert new in ("", " ")
        at = end


def test_large_pages_take_linear_time() -> None:
    """A million line ends, and one line of a million characters, are no trouble."""
    assert list(join_lines("\n" * 1_000_000)) == []
    assert list(join_lines("水" * 1_000_000)) == []


def test_the_evidence_of_a_boundary_can_be_read() -> None:
    """Every boundary can say what spoke for and against it, strongest first."""
    [(end, found)] = evidence("总书记发表了题为《求\n索路上的人们与他们的家乡》的文章，指出要坚持", [10])
    assert end == 10
    assert "bracket both" in [name for name, _ in found]
    assert [abs(worth) for _, worth in found] == sorted((abs(worth) for _, worth in found), reverse=True)
    assert list(evidence("只有一行", [0, 4])) == []


def test_the_end_of_a_line_that_goes_on_with_a_hanging_mark_is_not_weighed() -> None:
    """Nor does it show what spoke at the nearest one."""
    text = "会议要求把各项任务落\n到实处\n。各单位要按月通报进\n展情况。"
    ends = [m.start() for m in re.finditer("\n", text)]
    assert [end for end, _ in evidence(text, ends)] == [ends[0], ends[2]]


def test_the_rule_runs_only_on_pages_with_line_ends() -> None:
    """A page of one line has nothing to join."""
    assert [rule.name for rule in RULES] == ["join_lines"]
    assert "\n" in RULES[0].triggers


def test_lines_are_measured_without_their_blanks() -> None:
    """Letter-spaced lines are as wide as their ink, other blanks count a quarter of an ideograph."""
    lines = Lines("贝 森 特 在 会 上\n加快 AI 应用\n")
    assert lines.width == [12.0, 10.5]
    assert lines.last == ["han", "han"]


@pytest.mark.parametrize(
    ("ink", "kind"),
    [
        ("■本报记者王芳", "credit"),
        ("来源：新华社", "credit"),
        ("新华社北京5月6日电", "dateline"),
        ("图为活动现场", "caption"),
        ("（一）总体要求", "item"),
        ("1.抓好落实", "item"),
        ("13.89亿元", "digit"),
        ("第三季度", "han"),
        ("记忆里的老街", "new"),
        ("图书馆新馆", "han"),
    ],
)
def test_openings(ink: str, kind: str) -> None:
    """Bylines, datelines, captions and items are known by how they begin; their look-alikes are not."""
    assert opening(ink) == kind


def test_brackets_and_tokens() -> None:
    """Brackets are counted, and a token takes the marks that hang on it."""
    assert unclosed("（扩大）会议（") == ({"）"}, set())
    assert unclosed("扩大）“会议") == ({"”"}, {"）"})
    assert first_token_width("2026年") == 4.0
    assert first_token_width("《求是》") == 4.0


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("item", "①甲 ⑩甲 ⑳甲 ❶甲 ❿甲 ⑴甲 ⒇甲 ㈠甲 ㈩甲 0.甲 1.甲 9、甲 （1） （一） (2) 第三条 第2章"),
        ("item", "一、甲 二、甲 三、甲 四、甲 五、甲 六、甲 七、甲 八、甲 九、甲 十、甲"),
        ("caption", "图为甲 圖為甲 题图 題圖 资料图 图1：甲 圖：甲"),
        ("notice", "扫码 扫一扫 版权 上接 下转 读者 更多 （更多 广告 本版"),
        ("credit", "■记者 □记者 ●记者 ○记者 ◎记者 ▲记者 △记者 本报记者 記者 全媒体通讯员 特約通訊員"),
        ("credit", "作者 责任编辑 责编 编辑 編輯 美编 摄影 校对 版式 稿件来源 来源 來源 文/甲 图/甲 圖∕甲"),
        ("credit", "（原标题 (作者 〔记者 【本报记者 （完）"),
        ("dateline", "茂名晚报讯（ 聯合報訊（ 新华社北京2月24日电 中央社臺北訊 海南日报海口5月6日電"),
        ("han", "员工说 电力部门 社区里"),
        ("digit", "2024年 2.5米"),
    ],
)
def test_no_opening_is_passed_over_for_its_first_character(kind: str, lines: str) -> None:
    """Whatever a line may open with is seen by each of its first characters, or by a function further on."""
    assert {line: opening(line) for line in lines.split()} == dict.fromkeys(lines.split(), kind)


def test_unwrapped_prose_is_passed_by() -> None:
    """Text whose lines all end with their sentences is not even looked at."""
    assert not may_be_wrapped("\n".join(PARAGRAPHS))
    assert may_be_wrapped("\n".join(wrapped(PARAGRAPHS[0], 14)))


LAW = """第一条 为了保护古树和名木，维护城市的生态环
境，根据有关法律、法规，结合本市的实际制定本
办法。
第二条 下列树木是古树名木：
（一）树龄在一百年以上的；
（二）有历史价值和纪念意义的。
"""


def test_a_word_that_a_full_line_breaks_shows_that_items_are_wrapped() -> None:
    """Most lines of a law end with a mark; lines of verse that end with their sense break no word."""
    assert may_be_wrapped(LAW)
    assert clean(LAW).startswith("第一条 为了保护古树和名木，维护城市的生态环境，根据有关法律、法规，")
    verse = "小小的船，弯弯的月\n我在船里，只看见天\n闪闪的星星，蓝蓝的天。\n谁在唱歌？\n听！\n"
    assert not may_be_wrapped(verse)


def test_headings_in_a_row_are_passed_by() -> None:
    """A page of headings above whole paragraphs is not looked at; one broken sentence is enough to look."""
    headings = ["便民服务", "惠民举措", "为民解忧", "利民工程", "助民增收", "安民守护"]
    assert not may_be_wrapped("\n".join([*headings, *PARAGRAPHS, *PARAGRAPHS]))
    assert may_be_wrapped("\n".join([*PARAGRAPHS, PARAGRAPHS[1][:60], PARAGRAPHS[1][60:], *PARAGRAPHS]))


def test_free_verse_with_commas_keeps_its_lines() -> None:
    """Verses of like length with commas and without a stop are no column of prose."""
    verse = [
        "石桥",
        "桥下的水绿得很慢",
        "洗衣的人把木槌举过了肩头",
        "她不说话，只听对面的回声",
        "父亲站在桥头第七块青石板上",
        "他的影子是湿的",
        "雨一停，就变成了桥的一部分",
        "许多个春天过去",
        "我在北方的屋檐，北方的雪",
        "还在数那些青石",
    ]
    assert applied("\n".join(verse)) == "\n".join(verse)


def test_headlines_over_single_paragraphs_are_passed_by() -> None:
    """Half of the lines of news in brief are headlines; none is as wide as a column of its paragraphs."""
    heads = ["汛情总体平稳", "北部山区仍有强降雨", "隐患整改过半", "二十三座泵站完成检修"]
    brief = ["今日速览", *(line for pair in zip(heads, PARAGRAPHS, strict=True) for line in pair)]
    assert not may_be_wrapped("\n".join(brief))
    columns = [line for line in brief for line in wrapped(line, 18)]
    assert may_be_wrapped("\n".join(columns))


def test_each_page_of_a_text_has_its_own_blank_lines() -> None:
    """Of two pages in one text one has a blank line after every line: both are joined as they are alone."""
    close = column()
    apart = "\n\n".join(column().split("\n"))
    assert applied(f"{close}\n{apart}") == f"{applied(close)}\n{applied(apart)}"
    assert applied(f"{apart}\n\n{close}") == f"{applied(apart)}\n\n{applied(close)}"


def column(*extra: str) -> str:
    """A column of 16 characters with lines of their own below its second paragraph."""
    above = [line for paragraph in PARAGRAPHS[:2] for line in wrapped(paragraph, 16, indent=2)]
    below = [line for paragraph in PARAGRAPHS[2:] for line in wrapped(paragraph, 16, indent=2)]
    return "\n".join([*above, *extra, *below])


def test_a_narrow_caption_is_joined_to_its_credit() -> None:
    """From its number to the credit that ends it a caption is one line, and the next one another."""
    lines = [
        "①市水务局组织",
        "“河道清洁日”",
        "志愿者活动。",
        "陈小河/摄",
        "②泵站工作人员",
        "检修排涝设备。",
        "受访者供图",
    ]
    out = applied(column(*lines)).split("\n")
    assert "①市水务局组织“河道清洁日”志愿者活动。陈小河/摄" in out
    assert "②泵站工作人员检修排涝设备。受访者供图" in out


def test_numbered_lines_without_a_credit_are_no_caption() -> None:
    """The items of a list keep their lines."""
    items = ["①河道清淤。", "②泵站检修。", "③管网改造。"]
    assert set(items) <= set(applied(column(*items)).split("\n"))


def test_a_headline_that_goes_on_with_a_bound_word_is_one() -> None:
    """No headline of its own begins with `和`."""
    assert "三年行动计划和全市百姓息息相关" in applied(
        column("", "三年行动计划", "和全市百姓息息相关", "")
    ).split("\n")


@pytest.mark.parametrize(
    "lines",
    [
        ("河西泵站投入使用新城排涝能", "力翻番"),
        ("全市中小学生科技创新作品展览今", "日揭晓获奖名单"),
        ("志愿者冒雨连夜转移低", "洼地段被困群众"),
    ],
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_headline_that_is_broken_in_the_middle_of_a_word_is_one(lines: tuple[str, str], gap: str) -> None:
    """The page has the word nowhere else; the language has it."""
    page = "\n".join((*wrapped(PARAGRAPHS[0], 18), gap + "\n".join(lines) + gap, *wrapped(PARAGRAPHS[1], 18)))
    assert "".join(lines) in applied(page).split("\n")


def test_a_headline_of_two_clauses_stays_two() -> None:
    """Two clauses that each stand for themselves are not joined."""
    clauses = ["筑牢防线守安澜", "排涝能力再提升"]
    assert set(clauses) <= set(applied(column("", *clauses, "")).split("\n"))


def test_rows_that_fill_a_column_stay_rows() -> None:
    """Numbered rows with commas are no running text, though they are all as wide."""
    rows = [
        f"{n}，{name}，{n + 11}，{n + 8}，{n + 20}"
        for n, name in enumerate(("东城区", "西城区", "南城区", "北城区"), 1)
    ]
    assert list(join_lines("\n".join(["名次，区，金，银，铜", *rows]))) == []


def test_ragged_columns_hold_together() -> None:
    """Lines that a justifier left up to a character short still fill their column."""
    chance = random.Random(7)  # noqa: S311 - a fixed sequence, not a secret
    lines = []
    for paragraph in PARAGRAPHS:
        rest = paragraph
        while rest:
            take = 20 - chance.randrange(2)
            while take < len(rest) and rest[take] in _CLOSING:
                take += 1
            lines.append(rest[:take])
            rest = rest[take:]
    assert applied("\n".join(lines)).split("\n") == list(PARAGRAPHS)


ROWS = [
    ["生铁 21.6万吨", "粗钢 23.1万吨", "钢材 22.4万吨"],
    ["外资 -106.7亿元", "投信 3.2亿元", "自营 -22.5亿元"],
    ["李国华 王秀兰 张建国 刘桂英", "陈志强 杨春梅 赵永胜 黄丽娟", "周立新 吴小红 徐德明 孙玉珍"],
    ["600385 甲股份 11.33 5.00%", "600871 乙化工 13.95 10.02%", "000927 丙汽车 15.83 10.01%"],
]


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_rows_of_one_make_are_joined_to_nothing(rows: list[str], gap: str) -> None:
    """Below each other blanks hold the same fields apart: rows, and the line over them."""
    text = [*wrapped(PARAGRAPHS[0], 12), "下月继续观察", *rows, "讣告", *wrapped(PARAGRAPHS[1], 12)]
    assert applied(gap.join(text)).split(gap) == [PARAGRAPHS[0], "下月继续观察", *rows, "讣告", PARAGRAPHS[1]]


def test_blanks_round_figures_make_no_rows() -> None:
    """Running text has its blanks where its figures stand, not in the same place of every line."""
    spaced = "入汛以来全市有 12 个镇开展巡查累计出动人员 300 余人次排查出隐患 47 处已经整改 41 处。"
    lines = [
        "入汛以来全市有 12 个镇开展",
        "巡查累计出动人员 300 余人",
        "次排查出隐患 47 处已经整改",
        "41 处。",
    ]
    text = "\n".join([*wrapped(PARAGRAPHS[0], 13), *lines, *wrapped(PARAGRAPHS[1], 13)])
    assert applied(text).split("\n")[1] == spaced.replace("整改 41", "整改41")


def set_in(paragraph: str, columns: int) -> list[str]:
    """Lines of a paragraph set in by two ideographs."""
    first, *rest = wrapped(paragraph, columns, 2)
    return ["　　" + first, *rest]


NOTICE = "本公司保证公告内容的真实准确和完整，没有虚假记载、误导性陈述或者重大的遗漏。"


def test_a_first_line_that_is_set_in_and_fills_its_column_goes_on_below() -> None:
    """Between headings and items that end early the edge of the column is what several lines reach."""
    items = ["　　一、公司去年工作的报告；", "　　二、公司去年决算的报告；"]
    goes_on = ["会议地点为本市高新区天智路九号公司的会议室。"]
    text = [
        "江城机械股份有限公司公告",
        *set_in(NOTICE, 16),
        "会议的基本情况",
        *set_in(goes_on[0], 16),
        "会议审议事项",
        *items,
        *set_in(NOTICE, 16),
    ]
    expected = [text[0], NOTICE, "会议的基本情况", *goes_on, "会议审议事项", *map(str.strip, items), NOTICE]
    assert [line.strip() for line in applied("\n".join(text)).splitlines()] == expected


def test_a_sentence_that_ends_in_a_first_line_at_the_edge_goes_on_below() -> None:
    """Where every paragraph is set in, a line that is not goes on with the text above."""
    first = "秋收秋种的大忙季节到了。今年我县的庄稼长得特别好，到处是一片金黄的颜色。"
    text = [line for body in (first, *PARAGRAPHS) for line in set_in(body, 14)]
    assert text[0].endswith("。")
    assert [line.strip() for line in applied("\n".join(text)).splitlines()] == [first, *PARAGRAPHS]


def test_the_last_row_of_a_list_that_is_set_in_is_no_first_line() -> None:
    """Rows that are set in may reach the edge by chance; what stands below them is a headline."""
    rows = ["　　数学竞赛一等奖卢海波", "　　数学竞赛二等奖丁一鸣", "　　英语竞赛一等奖谢婷婷"]
    text = "\n".join([*set_in(PARAGRAPHS[0], 14), *rows, "图书馆的黄昏", *set_in(PARAGRAPHS[1], 14)])
    assert [line.strip() for line in applied(text).splitlines()][2:5] == [
        *map(str.strip, rows[1:]),
        "图书馆的黄昏",
    ]


def test_where_nothing_else_marks_a_pause_a_dun_comma_does() -> None:
    """Old papers set `、` for every comma and stop; where a line ends early with one, its text does."""
    bodies = [
        "沪杭铁路第十二次客车、昨晨八时由杭开出、行至嘉善附近、因路轨松动、机车及头等客车一辆出轨、幸车行甚缓、未伤乘客、",
        "本市米价、连日续涨、昨日河下到米、只二十余号、白粳每石已达九元八角、较上周涨四角、米业公会推代表往谒社会局长、请设法疏运、",
        "市立游泳池、定本月十五日开幕、池水已换清、门票每位二角、学生减半、并聘请指导员三人、逐日教授初学者、女子游泳时间、定每星期三下午二时至五时、",
    ]
    heads = ["沪杭路车昨出轨", "米价续涨", "游泳池开幕"]
    pairs = list(zip(heads, bodies, strict=True))
    text = "\n".join("\n".join([head, *wrapped(body, 18)]) for head, body in pairs)
    assert applied(text).splitlines() == [part for pair in pairs for part in pair]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_short_line_without_a_mark_behind_a_stop_is_no_rest_of_a_paragraph(gap: str) -> None:
    """The sentence has ended where its column does; what is below is a headline or a label."""
    first = "入汛以来全市主要江河水位平稳，各水库都在汛限水位以下运行，巡堤人员在轮班值守。"
    assert len(first) % 13 == 0
    lines = [first[i : i + 13] for i in range(0, len(first), 13)]
    text = gap.join([*lines, "十日谈", "我的第一位老师", *wrapped(PARAGRAPHS[1], 13)])
    assert applied(text).split(gap) == [first, "十日谈", "我的第一位老师", PARAGRAPHS[1]]


def test_who_signed_a_text_is_joined_to_no_headline() -> None:
    """Set in to the right, or as far as a paragraph."""
    for indent in ("　　", "　　　　　"):
        text = [
            *set_in(PARAGRAPHS[0], 14),
            f"{indent}果树所研究员　丛佩华",
            "仔猪腹泻三防",
            *set_in(PARAGRAPHS[1], 14),
        ]
        found = [line.strip() for line in applied("\n".join(text)).splitlines()]
        assert found == [PARAGRAPHS[0], "果树所研究员　丛佩华", "仔猪腹泻三防", PARAGRAPHS[1]]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_headline_parts_from_the_text_that_opens_with_its_words(gap: str) -> None:
    """It fills the column of its text, or lacks what a first line does."""
    text = "登封江今年水位平稳，各水库都在汛限水位以下运行，巡堤人员轮班值守，确保安全度汛。"
    for headline in ("登封江让两岸市民放心过汛期", "登封江让两岸市民放心"):
        lines = [*wrapped(PARAGRAPHS[0], 13), headline, *wrapped(text, 13)]
        assert applied(gap.join(lines)).split(gap) == [PARAGRAPHS[0], headline, text]


def test_a_sentence_that_says_a_word_again_goes_on() -> None:
    """Behind a comma, and with two characters alone."""
    for second in ("登封江上今年修了三座桥，登封江", "登封县今年修桥三座铺路百里又"):
        text = f"{second}登封的汛期水位平稳，各水库都在汛限水位以下运行，巡堤人员轮班值守。"
        lines = [*wrapped(PARAGRAPHS[0], 14), *wrapped(text, 14)]
        assert applied("\n".join(lines)).splitlines() == [PARAGRAPHS[0], text]


VERSE = ["母亲老了", "她把灯芯捻得很小", "亮有亮的用处", "暗也有暗的好", "我坐在她身边", "看影子在墙上"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_verse_that_is_narrower_than_the_page_s_column_keeps_its_lines(gap: str) -> None:
    """Many short lines without any mark are no text of a narrow column, which has one every few lines."""
    prose = [line for body in PARAGRAPHS[:2] for line in wrapped(body, 14)]
    assert applied(gap.join([*prose, *VERSE])).split(gap)[2:] == VERSE
    box = wrapped(PARAGRAPHS[0], 8)
    assert applied(gap.join([*prose, *box])).split(gap)[2:] == [PARAGRAPHS[0]]


def test_where_paragraphs_are_set_in_an_indent_begins_one() -> None:
    """Behind a line that its sentence fills, and behind names that end without a stop."""
    bodies = [
        PARAGRAPHS[0],
        "祖父有一把算盘，乌木框，十三档，每到年关把账从头打一遍。",
        "三下五除二，四下五去一，他嘴里念念有词，珠子噼噼啪啪地响。",
        "中国队：江津、范志毅、张恩华、徐云龙、孙继海、李铁、马明宇、申思、郝海东",
        "伊朗队：阿贝扎德、佩雷瓦尼、哈克普、马达维基亚、巴盖里、曼苏里安",
        PARAGRAPHS[1],
    ]
    lines = [set_in(body, 16) for body in bodies]
    assert len(lines[1][-1]) == 14
    text = "\n".join(line for body in lines for line in body)
    assert [line.strip() for line in applied(text).splitlines()] == bodies


def test_indents_that_stand_in_mid_sentence_begin_nothing() -> None:
    """Blanks that a column beside left are no indents."""
    lines = wrapped("".join(PARAGRAPHS[:2]), 14)
    text = "\n".join("　　" + line if i % 3 == 1 else line for i, line in enumerate(lines))
    assert len(applied(text).splitlines()) <= 2


def test_an_item_that_counts_on_begins_a_line():
    """Where another line begins with the number before or behind, a list is no column that breaks there."""
    agenda = "大会议程\n一、听取和审议常务委员会的工作报告\n二、审议章程草案\n三、表决选举办法\n四、选举"
    assert applied(agenda) == agenda


def test_vertical_print_is_joined():
    """One character a line is a column of vertical print, not a list."""
    assert applied("市\n总\n工\n会\n召\n开\n会\n议") == "市总工会召开会议"


@pytest.mark.parametrize(
    "numbers", [("一、", "二、", "三、"), ("1、", "2、", "3、"), ("二十一、", "二十二、", "二十三、")]
)
def test_items_count_where_their_mark_is_the_only_one(numbers):
    """Old papers have no other mark than 、: behind the number of an item it stands for none."""
    rows = ("修筑城北马路及沟渠各工程", "筹办平粜局", "整顿各区小学堂的校舍")
    text = "\n".join(number + row for number, row in zip(numbers, rows, strict=True))
    assert applied(text) == text


def test_an_item_inside_a_paragraph_is_joined_with_it():
    """A column may break right before an item of a sentence, or below a line that fills it."""
    sentence = (
        "会议要求，全市各级工会要扎实做好四项\n工作：一、加强思想政治引领；二、深化产业\n工人队伍建设改革；三、维护职工合法权益，\n"
        "四、夯实基层基础，推动工会工作再上一个\n新台阶，为高质量发展贡献力量。"
    )
    assert applied(sentence) == sentence.replace("\n", "")


STATUTE = (
    "第一条 为了规范停车场的建设和管理，|方便市民出入，结合本市的经验，制定这|一项管理办法。",
    "第二条 市区公用的停车场，包括路边划|定的车位，都适用本市制定的这项办法。",
    "第三条 停车场应当在入口标明收费的标|准和投诉的电话，并安排人员指挥车辆。",
    "第四条 本办法自公布之日起施行。",
)
CLAUSES = (
    "1.1 工程地点：第一小学的操场内。",
    "1.2 建设规模：四百米的跑道一条，和看|台三层，座位共八百个，由乙方施工。",
    "1.3 承包方式：包工包料，一次包死，材|料涨价也不再增加，由乙方自行负担。",
    "1.4 工期：六十天。",
)
LEAFLET = (
    "【名称】维生素片",
    "【成份】本品每片含有一百毫克维生素。",
    "【用法】口服。成人一次两片，一日服用|三次，饭后用温开水送服，小儿酌减。",
    "【禁忌】对本品过敏的人、孕妇和正在服|用其他药物的病人，不得自行服用它。",
    "【贮藏】密封。",
)
ANSWERS = (
    "问：报名工作从哪一天开始？",
    "答：十月八日开始，到二十日为止，周末|也照常办理，带上身份证和照片即可。",
    "问：外地的考生能不能在本市报名？",
    "答：可以。要有本市的居住证，并且在本|市读满三年，由学校出具盖章的证明。",
    "问：费用多少？",
    "答：四十元。",
)
NOTES = (
    "注释：",
    "①林文：《城墙与街巷》，江城书局，一|九九九年版，第三十页至第四十二页。",
    "②何平：《论驿路》，载《交通史刊》第|二卷第三期，北方书店影印本第八页。",
    "③同上，第九页。",
)


@pytest.mark.parametrize("entries", [STATUTE, CLAUSES, LEAFLET, ANSWERS, NOTES])
def test_an_entry_of_a_series_begins_a_line_below_a_full_one(entries: tuple[str, ...]) -> None:
    """The line above an entry may end right at the edge of its column, here at |."""
    text = "\n".join(entries)
    assert applied(text.replace("|", "\n")) == text.replace("|", "")


@pytest.mark.parametrize(
    "paragraph",
    [
        "法院认为，被告的行为违反合同的约定。第二条说得明白，材料由乙方采购，损失也由它承担，双方应当遵守。",
        "产值去年增加一成，今年上半年又是一成。2.5亿元投到新的车间，三条线年底投产，明年的产量可以翻上一番。",
        "厂长介绍了新的产品和今年的几项打算。【新品】一词贴满墙面，工人们说，订单已经排到来年的春天，很忙。",
    ],
)
def test_what_looks_like_an_entry_once_goes_on_with_its_paragraph(paragraph: str) -> None:
    """A number or a label counts nothing where no other line of its form begins clearly."""
    text = "\n".join(wrapped(paragraph, 18) + wrapped(PARAGRAPHS[0], 18))
    assert applied(text).startswith(paragraph)


SPLIT_AT_MARKS = """\
裁缝铺开在巷口的老槐树下，一台缝纫机响了三
十年。街坊送来的旧衣裳，经她一改，就有了
“新样子”
，也有了
“新脾气”
。她说裁衣裳先
要看人，
“胖”和“瘦”都有各自的好看。去年
镇上办了缝纫班，请她去讲课，来听课的坐满了
一屋子。
"""


def test_pieces_of_a_line_that_was_split_at_its_marks_are_one_line() -> None:
    """What opens with a quotation mark and fits behind the line above is the rest of that line."""
    assert applied(SPLIT_AT_MARKS) == SPLIT_AT_MARKS.replace("\n", "") + "\n"


def test_a_quotation_below_a_short_line_stays_where_no_line_was_split() -> None:
    """Sayings, one a line, are lines of their own."""
    sayings = "门上贴着三句话\n“宁可慢”\n“不可乱”\n“针脚要密”\n"
    assert applied(sayings) == sayings


def test_an_entry_that_is_not_set_in_as_others_are_stands_in_its_paragraph() -> None:
    """Where entries that begin a paragraph are set in, one that is flush below a full line begins none."""
    parts = (
        "　　一、要守住安全的底线，把隐患登|记在册，限期整改，专人负责。",
        (
            "　　二、要管好人员，上岗以前都要培|训，不合格的一个都不准上岗去施工。|"
            "三、要备足物资，沙袋都放在手边。"
        ),
        "　　会后，全体人员观看了有关安全的|影片，并到工地检查了塔吊和脚手架。",
    )
    text = "\n".join(parts)
    assert applied(text.replace("|", "\n")) == text.replace("|", "")


def test_a_short_headline_below_text_that_was_cut_off_stands_over_its_paragraph() -> None:
    """Where paragraphs are set in and end with a stop, a line without a mark over an indent ends none."""
    cut = wrapped(PARAGRAPHS[1], 14, indent=2)[:3]
    headline = ["渡口拆了", "老船工还在", "本报记者 温小舟"]
    for indent in ("　　", "  "):
        whole = [f"{indent}" + "\n".join(wrapped(body, 14, indent=2)) for body in PARAGRAPHS]
        text = "\n".join([*whole, f"{indent}" + "\n".join(cut), *headline, whole[0]])
        found = [line.strip() for line in applied(text).split("\n")]
        assert found == [*PARAGRAPHS, "".join(cut), *headline, PARAGRAPHS[0]]


def test_a_word_or_a_credit_that_is_broken_goes_on_below_running_text() -> None:
    """Over an indent, too: the rest of a word, who took a picture, or a bracket is no headline."""
    whole = ["　　" + "\n".join(wrapped(body, 14, indent=2)) for body in PARAGRAPHS]
    cut = "".join(wrapped(PARAGRAPHS[1], 14, indent=2)[:2])[:25]
    for end, rest in (("的步", "伐"), ("。余", "晓舟 摄"), ("（温", "小舟）")):
        text = "\n".join([*whole, "　　" + cut[:12], cut[12:24] + end, rest, whole[0]])
        assert cut[12:24] + end + rest in applied(text).replace("\n　　", "")


@pytest.mark.parametrize(
    "dateline",
    ["【本報訊】", "【本報花蓮訊】", "〔夏灣訊〕", "（本社花蓮九日電）", "〔記者林曉舟／花蓮報導〕"],
)
@pytest.mark.parametrize("indent", ["", "　　"])
def test_a_dateline_in_brackets_opens_a_report(dateline: str, indent: str) -> None:
    """Below a headline as wide as its column, and below text that was cut off."""
    report = dateline + "縣府昨日召開協調會，決定自下月起補助老舊公寓增設電梯，每戶最高補助一萬元，名額有限。"
    for above in ("老舊公寓增設電梯下月起可申請", "老舊公寓增設電梯，住戶盼擴大"):
        if "，" in above and dateline[0] == "（" and not indent:
            continue  # it may stand in a sentence
        lines = [above, *wrapped(report, 14, indent=len(indent))]
        assert applied("\n".join([lines[0], indent + "\n".join(lines[1:])])).split("\n") == [
            above,
            indent + report,
        ]


def test_a_dateline_in_brackets_inside_a_sentence_opens_nothing() -> None:
    """Behind a comma, and behind what leads to it."""
    for end in ("據", "綜合各方消息，"):
        first = "縣府昨日召開協調會，決定自下月起補助老舊公寓增設電梯。" + "又" * (15 - len(end)) + end
        lines = [*wrapped(first, 14), "（本社花蓮電）報導，每戶", "最高補助一萬元。"]
        assert f"{end}（本社花蓮電）報導" in applied("\n".join(lines))


def test_a_line_that_a_bullet_marks_heads_the_paragraph_below_it() -> None:
    """As wide as its column, over an indent; one with a comma goes on."""
    body = "\n".join(wrapped(PARAGRAPHS[0], 14, indent=2))
    head = "■防汛物资已经备足四十余万件"
    assert applied(f"{head}\n　　{body}").split("\n") == [head, "　　" + PARAGRAPHS[0]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("早间 7:00 新闻 12:0", "0 戏曲"),
        ("早间 7:00 新闻 12:", "00 戏曲"),
        ("早间 7:00 新闻 12", ":00 戏曲"),
        ("早间 7:00 新闻 1", "2:00 戏曲"),
        ("女排联赛：北川 3：", "2 南岭"),
        ("早间 7:00 连续剧（", "12）"),
        ("早间 7:00 连续剧（1", "2）“重播”"),
    ],
)
def test_no_time_score_or_bracket_ends_with_a_line(first: str, second: str) -> None:
    """However short the line is, and whatever stands round it."""
    above = wrapped(PARAGRAPHS[0], 14)
    text = "\n".join([*above, "今日电视节目", first, second, "晚间 19:00 新闻"])
    assert first + second in applied(text)


@pytest.mark.parametrize(
    "lines", [["7:00 早间新闻", "12:00 戏曲", "19:00 晚间新闻"], ["名额 3：", "1.锅炉工", "2.电工"]]
)
def test_an_hour_or_an_item_that_is_whole_begins_a_line(lines: list[str]) -> None:
    """The programme goes on with the next hour, a list with the next number."""
    text = "\n".join([*wrapped(PARAGRAPHS[0], 14), *lines])
    assert applied(text).split("\n")[1:] == lines


@pytest.mark.parametrize("dateline", ["本报讯记者温小舟", "新华社北京电在日前", "本报讯7月3日夜间"])
def test_a_dateline_goes_on_below(dateline: str) -> None:
    """Though nothing but its width tells that it is no headline; one that ends early does not."""
    rest = "齐昌报道：沙袋早就备足。"
    assert applied("\n".join(["护堤人", dateline, rest, *wrapped(PARAGRAPHS[0], 8)])).split("\n")[1] == (
        dateline + rest
    )


def test_a_dateline_of_two_lines_is_one() -> None:
    """Its bracket closes below, though another opens behind it."""
    text = "本报讯（记者温小\n舟 通讯员齐昌）“沙袋\n早就备足了。”昨天，镇\n里的护堤员如是说。"
    assert applied(text).startswith("本报讯（记者温小舟 通讯员齐昌）“沙袋")


@pytest.mark.parametrize("author", ["温小舟", "齐昌", "欧阳雪洲", "崔北渡 著"])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_an_author_alone_below_a_headline_is_joined_to_nothing(author: str, indent: str) -> None:
    """The line above had room for the name, so no column broke it off."""
    texts = [indent + "\n".join(wrapped(body, 16, indent=2)) for body in PARAGRAPHS]
    text = "\n".join([texts[0], "渡口笔记", "老船", author, *texts[1:]])
    found = [line.strip() for line in applied(text).split("\n")]
    assert found == [PARAGRAPHS[0], "渡口笔记", "老船", author, *PARAGRAPHS[1:]]


@pytest.mark.parametrize(
    ("first", "second", "lead"),
    [
        ("守望渡口四十年的老船工", "温小舟", "温小舟今年六十岁。"),  # one of whom the text tells
        ("守望渡口四十年的老船工不", "温不火", "渡口拆了。"),  # the column was too narrow
        ("守望渡口的", "文化", "渡口拆了。"),  # a word
    ],
)
def test_a_name_or_a_word_that_ends_a_headline_is_no_author(first: str, second: str, lead: str) -> None:
    """Nothing tells but the words and the room above."""
    lines = [first, second, *wrapped(lead + PARAGRAPHS[0], 14)]
    seen = Lines("\n".join(lines))
    assert 0 not in headlines(seen, indented=())


def test_headings_that_nearly_fill_the_column_do_not_hide_that_indents_part_paragraphs() -> None:
    """A line without a mark behind a stop over an indent is no sentence that goes on."""
    heads = ["渡口：船老大改行", "码头：吊车空了一半", "集市：鱼价翻了一番多"]
    body = wrapped(PARAGRAPHS[3], 11, indent=2)
    text = "\n".join("\n".join([head, "　　" + "\n".join(body)]) for head in heads)
    assert applied(text).split("\n") == [line for head in heads for line in (head, "　　" + PARAGRAPHS[3])]
