"""Spaces inside a line: what justification left goes, what print means stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.core.chars import BLANKS, BREAK
from cleaner.core.fold import apply, sound
from cleaner.core.options import Options
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.normalise.candidates import lines_with
from cleaner.normalise.separators import numbered
from cleaner.normalise.spacing import RULES, close_letter_spacing
from cleaner.normalise.tables import records, rows
from cleaner.pipeline import apply_line_rules

if TYPE_CHECKING:
    from cleaner.core.types import LineRule

SAMPLES = Path(__file__).parent.parent / "samples"


def applied(rules: tuple[LineRule, ...], text: str) -> str:
    """The text after some rules."""
    return apply_line_rules(rules, Page(Source("text", text, "utf-8", "")), Options()).text


def space(text: str) -> str:
    """The text after every rule on spaces."""
    return applied(RULES, text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # letter-spaced lines, whole and in part
        ("管 理 办 法（试 行）》《茂 名 市 加 快", "管理办法（试行）》《茂名市加快"),
        ("李 强 会 见 泰 国 国 王", "李强会见泰国国王"),
        ("地 区 西 部 、 华 北东部等地有雨。", "地区西部、华北东部等地有雨。"),
        ("受 到 了 越 来 越 强 的保 级 压 力", "受到了越来越强的保级压力"),
        ("“ 小 家 ” 热 气 腾 腾", "“小家”热气腾腾"),
        ("海 峡 客 滚 运 输 于 今 天  1 8 时 停 运", "海峡客滚运输于今天18时停运"),
        ("较 ２ 年 的 86 2 . 5 8 亿 元 增 长".replace("２", "2"), "较2年的862.58亿元增长"),
        ("富力2 - 0击 败 贵 州 恒 丰 ， 保级", "富力2-0击败贵州恒丰，保级"),
        ("音乐会庆祝成立7 5 周年", "音乐会庆祝成立75周年"),
        ("本 报 记 者 李 明 　通 讯 员 王 芳", "本报记者李明 通讯员王芳"),
        ("研 究 作 者 罗 柏 · 霍 夫 曼 （ Rob Hoffman）", "研究作者罗柏·霍夫曼（Rob Hoffman）"),
        ("盛 会 启 新 程　匠 心 铸 华 章", "盛会启新程 匠心铸华章"),
        # names of two characters, set as wide as those of three
        ("本报记者　陈　静 通讯员 欧阳娜", "本报记者 陈静 通讯员 欧阳娜"),
        # gaps between scripts, in sentences and in headlines
        ("4 月 29 日上午，工会 + 法院 + 人社签订协议 30 份。", "4月29日上午，工会+法院+人社签订协议30份。"),
        ("快 30 岁才登陆五大联赛", "快30岁才登陆五大联赛"),
        ("王蔷首进 TOP20 成金花第四人", "王蔷首进TOP20成金花第四人"),
        ("俗称 BB 机的 GSM / CDMA 双网，费用 4 , 500 元。", "俗称BB机的GSM/CDMA双网，费用4,500元。"),
        ("气温下降 4 — 8 ℃，局地 10 ℃以上。", "气温下降4—8℃，局地10℃以上。"),
        ("基于中国的影响力， 他相信“ 可以 ”成为", "基于中国的影响力，他相信“可以”成为"),
        ("（     Mykhailo   Fedorov ）日前指出。", "（Mykhailo Fedorov）日前指出。"),
        ("　　会议总结了工作。　\n　　会议要求", "会议总结了工作。\n会议要求"),
        (
            "新华社北京 2 月 24 日电 （记者张三）会议 24 日召开。",
            "新华社北京2月24日电 （记者张三）会议24日召开。",
        ),
        (
            "本报记者 陈静　通讯员 王芳据了解，全市 5 人参加。",
            "本报记者 陈静 通讯员 王芳据了解，全市5人参加。",
        ),
        ("标题 一\r\n　　昨 日 上 午 ，\r\n", "标题 一\r\n昨日上午，\r\n"),
        # separators wider than one ASCII space
        ("买C罗要求尤文　买C罗是真买对了", "买C罗要求尤文 买C罗是真买对了"),
        ("■记者马超群　文/图", "■记者马超群 文/图"),
    ],
)
def test_what_justification_left_goes(before, after):
    """Letter spacing, gaps between scripts, indents and double spaces close."""
    assert space(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "盛会启新程 匠心铸华章",
        "改革赋能 千家工会凝聚九万会员 组织活力全面激发",
        "冰雪“冷资源” 活力“热引擎”",
        "■全媒体记者黄细英 通讯员谭漪凡 梁秋韵",
        "記者 吳淑芬 張雅婷",
        "会议参加。（茂名日报社全媒体记者许巨滔 通讯员茂新 茂府信）",
        "资料图。本报记者 何雪 摄影报道",
        "茂名晚报讯 记者梁奈 2月24日，茂名晚报记者从会上获悉，工作有序推进。",
        "茂名晚报讯 4月29日上午，全市召开会议。",
        "新华社北京2月24日电 （记者张三）会议24日召开。",
        "新华社洛阳十日电 我国第一台拖拉机试制成功。",
        "本报特派记者 程亮 雅典8月14日电 比赛今天开始。",
        "开展“深化产教推动高质量发展 助力现代化产业体系”专项行动，成效明显。",
        "2 凝聚奋进磅礴力量\n正文在此。\n3 维护职工合法权益",
        "第一条 为了加强公园管理，制定本办法。",
        "邮编：525000 电话：0668-2288888",
        "Rob Hoffman is here.  Two spaces, and no Chinese.",
        "他用一句“To be, or not to be”结束了演讲。",
        "支持Wi-Fi 6和USB Type-C接口。",
        "奖牌榜\n代表队 金 银\n东城区 12 8\n西湖区 10  11",
        "增速 5.2% 6.1% -0.3%",
        "今日菜价\n大白菜 1.50\n上海青 2.80\n猪肉（瘦） 15.00",
        "便民电话\n\n供水抢修 2880123\n\n供电抢修 95598\n\n燃气抢修 2886119",
        "07：00 朝闻天下\n12：00 新闻30分\n20：06 电视剧：大江大河（23、24）",
        "1 东江队 11胜1负\n2 山海队 9胜3负\n3 云岭队 8胜4负",
        "东山 晴 -2℃～8℃\n西湾 多云 5℃～12℃\n北岭 晴转阴 -9℃～-1℃",
        "东江 82:79 西岭\n北湾 91:88 南浦\n云山 76:80 河口",
        "anvil n. 铁砧；砧骨\nborrow v. 借；借用\ncanvas n. 帆布；画布",
        "# 值班安排\n- 早班到岗\n> 请提前十分钟",
        "def f(x):  return x",
        "文 王芳 图 李明",
    ],
)
def test_what_print_means_stays(text):
    """Separators, Latin phrases and columns of figures keep their spaces."""
    assert space(text) == text


def test_a_place_where_text_was_torn_out_ends_a_line():
    """What stands on both sides of a torn place does not touch."""
    assert space(f"一 线 职 {BREAK} 建功立业 七千项革新") == f"一线职{BREAK}建功立业 七千项革新"


def test_a_number_of_a_section_needs_a_series_and_no_unit():
    """A figure before its unit is no number of a section, nor is one without its neighbours."""
    assert numbered(["2 凝聚力量", "3 维护权益", "7 其他"]) == {"2", "3"}
    assert numbered(["3 月 5 日，开会", "4 月 6 日，开会"]) == frozenset()
    assert space("3 月 5 日，开会。\n4 月 6 日，开会。") == "3月5日，开会。\n4月6日，开会。"


def test_the_head_of_a_table_belongs_to_it():
    """A line beside a row of figures with as many columns is part of the table, others are not."""
    assert rows(lines_with(BLANKS, "奖牌榜\n代表队 金 银\n东城区 12 8\n以上为 截至\n收盘")) == {4, 12}
    assert records(lines_with(frozenset(","), "姓名,年龄,成绩\n张三,18,95\n以上为成绩,供参考")) == {0, 9}
    assert rows(lines_with(BLANKS, "代表队 金 银\n收盘\n东城区 12 8")) == {11}


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("新增就业 12 万人\n完成投资 30 亿元\n解决难题 5 个", "新增就业12万人\n完成投资30亿元\n解决难题5个"),
        ("5 月 1 日\n5 月 2 日\n5 月 3 日", "5月1日\n5月2日\n5月3日"),
        (
            "完成率 3.25 成左右\n合格率 4.50 成左右\n达标率 9.10 成左右",
            "完成率3.25成左右\n合格率4.50成左右\n达标率9.10成左右",
        ),
        ("比分 3 : 2 结束", "比分3:2结束"),
        ("- 4 月 29 日\n-工会 + 法院", "- 4月29日\n-工会+法院"),
        ("票价下调 30\n昨日公布", "票价下调30\n昨日公布"),
        ("客流增长 12\n车次增加 8", "客流增长12\n车次增加8"),
    ],
)
def test_a_list_is_of_several_lines_of_one_make(text, clean):
    """Figures with a word on both sides are spaced text, and two lines are no list."""
    assert space(text) == clean


@given(st.lists(st.sampled_from([*"工会 ,\u3000\n\r\x0c\u2028", "\r\n"]), max_size=30).map("".join))
def test_lines_are_found_by_what_they_hold(text):
    """The lines with one of the characters are found, at their places and whole."""
    lines, found = text.splitlines(keepends=True), lines_with(frozenset(" \u3000,"), text)
    assert list(found.values()) == [line for line in lines if {" ", "\u3000", ","} & set(line)]
    assert all(text.startswith(line, start) for start, line in found.items())
    assert list(found) == sorted(found)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.gold.json")), ids=lambda path: path.name[:8])
def test_clean_sample_text_stays(path):
    """Text in its normal form has nothing to close and nothing to fold."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = "\n".join(block["text"] for article in gold["articles"] for block in article["blocks"])
    assert space(text) == text


PIECES = [
    *"茂名工会法 \t　\n，。（）“”…—·/%℃2a,.:-",
    "12 8",
    "记者",
    "讯 ",
    "第一条",
    "GSM",
    "  ",
    "2月",
    "日电",
]
texts = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=40).map("".join)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@given(text=texts)
def test_each_rule_only_touches_white_space(rule, text):
    """A rule on spaces alters no other character, and nothing in its own output."""
    once = applied((rule,), text)
    assert "".join(once.split()) == "".join(text.split())
    assert applied((rule,), once) == once
    if rule.triggers.isdisjoint(text):
        assert once == text


def test_a_letter_and_a_mark_are_no_word():
    """A wide gap stays between two words and closes before a character that only a mark follows."""
    assert space("茂  茂 ！") == "茂茂！"
    assert space("本 报 记 者  李 明！") == "本报记者 李明！"


def test_letter_spacing_closes_up_to_an_untrimmed_end():
    """A line whose ends were not trimmed is one like any other."""
    wide = " 茂 名 工 会 "
    assert apply(wide, close_letter_spacing({0: wide})).strip() == "茂名工会"


def test_a_wide_gap_inside_a_spaced_line_closes_once():
    """Neither side of a gap is a word, and one of its blanks seems to open a spaced stretch."""
    text = "码 头 和 灯 塔。 」        港 ， 渔民 们 昨 天"
    assert apply(text, sound(close_letter_spacing({0: text}), len(text))) == "码头和灯塔。」港，渔民们昨天"


@pytest.mark.parametrize(
    "line",
    [
        "据介绍，“" + "李志明 王小芳 " * 4_000 + "等人参加。",
        "据介绍，" + "（本报记者" * 8_000 + "李志明 王小芳。",
        "据介绍，（" + "记者" * 8_000 + "李志明 王小芳。",
        "大 家 拍 手 叫 好  " * 4_000,
    ],
    ids=["an open quotation", "open brackets", "an open credit", "spaced stretches"],
)
def test_one_long_line_is_no_trouble(line):
    """Whatever opens and never closes in it, a line of tens of thousands of characters takes a moment."""
    assert space(line) == space(space(line))


@given(text=texts)
def test_all_rules_together_are_idempotent(text):
    """Spacing spaced text changes nothing."""
    assert space(space(text)) == space(text)
