"""Punctuation: half-width marks beside Chinese become full-width, all others stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import clean
from cleaner.core.options import Options
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import LineRule, Span
from cleaner.normalise import spacing
from cleaner.normalise.punctuation import RULES, STOPS, uncertain_quotes
from cleaner.pipeline import apply_line_rules, apply_rules

SAMPLES = Path(__file__).parent.parent / "samples"
HALF = str.maketrans("，；：！？（）", ",;:!?()")


def applied(rules: tuple[LineRule, ...], text: str) -> str:
    """The text after some rules."""
    return apply_line_rules(rules, Page(Source("text", text, "utf-8", "")), Options()).text


def punctuate(text: str) -> str:
    """The text after every rule on punctuation."""
    return applied(RULES, text)


def stops(text: str) -> str:
    """The text after the rule on full stops."""
    return apply_rules(STOPS, Page(Source("text", text, "utf-8", "")), Options()).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("昨日举行了活动. 群众踊跃参与.", "昨日举行了活动。 群众踊跃参与。"),
        ("她说：“这样很好.”\n会议随后结束．", "她说：“这样很好。”\n会议随后结束。"),
        (
            "覆盖率达到100%.\n最高气温30℃.其中，这是全省之一.",
            "覆盖率达到100%。\n最高气温30℃。其中，这是全省之一。",
        ),
        ('他答道："明早再谈." 说完走了.', '他答道："明早再谈。" 说完走了。'),
        ('他答道："明早再谈."\n她点头同意。', '他答道："明早再谈。"\n她点头同意。'),
        ("会 议 召 开 . 群 众 参 加 .", "会 议 召 开 。 群 众 参 加 。"),
        ("这是来源之\n一.\n另一方面，监管趋严\n.", "这是来源之\n一。\n另一方面，监管趋严\n。"),
        ("[1]城墙建于明代.\n\n详见地方志[M]", "[1]城墙建于明代。\n\n详见地方志[M]"),
        ("前锋约翰.史密斯得分。\n主场获胜.", "前锋约翰.史密斯得分。\n主场获胜。"),
    ],
)
def test_a_period_that_ends_a_chinese_sentence_is_a_full_stop(before, after):
    """At the end of a line, and inside one where the page has hardly a full stop."""
    assert stops(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "增长2.5个百分点，共3.",
        "一.总则\n二.分则\n十一.附则",
        "见报告.doc和www.工会.cn",
        "待续...他说....",
        "前锋约翰.史密斯和大卫.布朗得分。替补没有上场。",
        "No.5 Vol.2",
        "网址：http://新浪.中国/首页",
        '把"张.王"一栏填好，见"附录.doc"',
        "作者：列夫.托尔斯泰\n译者：草婴",
        "增长六.二%，二〇一〇.三.五，晚上七.30",
        "名称.长度 = 对象.属性",
        "见通知.2，国发.2003.第5号",
        "第一名 约翰.史密斯 江城 十秒.三\n第二名 大卫.布朗 江城 十秒.五",
        "[1] 林文. 城墙与街巷[M]. 南城: 南城书局, 1999.\n[2] 何平. 论驿路[J]. 交通史刊, 2003.",
        "前锋约翰.\n史密斯得分。\n主场获胜。",
    ],
)
def test_other_periods_stay(text):
    """Decimals, numbers of items, names of files and people, ellipses and Latin text."""
    assert stops(text) == text


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("period", [".", "．"])
def test_a_page_whose_stops_are_periods_reads_as_one_with_full_stops(sample, period):
    """Where sentences end decides on lines, columns, articles and gaps: all must see it."""
    text = sample.read_text(encoding="utf-8")
    # One sentence of scan-003 ends 之|一, over a line end, where 一. looks like the number of an item.
    in_periods = clean(text.replace("。", period))
    assert in_periods.replace("一.“", "一。“") == clean(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("传帮带教,壮大技能人才梯队", "传帮带教，壮大技能人才梯队"),
        ("昨晚, 2018年锦标赛落下帷幕, 中国队夺冠;", "昨晚，2018年锦标赛落下帷幕，中国队夺冠；"),
        ("获得28分,其中12,000人", "获得28分，其中12,000人"),
        ("上涨3%,5月回落,用App,2015年上线", "上涨3%，5月回落，用App，2015年上线"),
        ("零下19℃,当地", "零下19℃，当地"),
        ("圖:資料照", "圖：資料照"),
        ("NBA:湖人最差1场胜利!划水?", "NBA：湖人最差1场胜利！划水？"),
        ("电话:0668-2288888", "电话：0668-2288888"),
        ("《规划纲要》(2012-2021)，第一站(零工驿站)", "《规划纲要》（2012-2021），第一站（零工驿站）"),
        ("周杰伦(Jay Chou)与G20(二十国集团)", "周杰伦（Jay Chou）与G20（二十国集团）"),
        ("(1)攀折花木;(2)倾倒垃圾", "（1）攀折花木；（2）倾倒垃圾"),
        ("（资料照片)与(资料照片）", "（资料照片）与（资料照片）"),
        ("《规划》(2012),(2021)!", "《规划》（2012），（2021）！"),
        (
            "工会,驿站,食堂\n12个,有热水,有空调\n职工,工友,家属",
            "工会，驿站，食堂\n12个，有热水，有空调\n职工，工友，家属",
        ),
        ("1, 苹果, 东山\n2, 鸭梨, 西岭\n3, 蜜桃, 南浦", "1，苹果，东山\n2，鸭梨，西岭\n3，蜜桃，南浦"),
        ("真的吗?!", "真的吗？！"),
        ('他说"好",又说"行"。', "他说“好”，又说“行”。"),
        ("他说'好的'。", "他说‘好的’。"),
        ("没有睡着觉……,她说", "没有睡着觉……，她说"),
    ],
)
def test_marks_beside_chinese_become_full_width(before, after):
    """A mark is Chinese when what it stands beside is."""
    assert punctuate(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "增长13.89万人，比分3:20，时间12:30，12,000元，1:1000",
        "To be, or not to be: that is the question (Hamlet)!",
        "He said “yes”, “no”; and (then) left: “Bye!”",
        "访问https://example.org/a,b?c=d&e=f，邮箱a.b@example.org",
        "Rob (CEO)与f(x)=2x，sin(x)的值",
        "利润=(收入-成本)×税率",
        "第三版(终稿).docx",
        "Subject:关于清样",
        "Yahoo!公司",
        "1)攀折花木",
        "东城区,12,8,29\n西湖区,10,11,27",
        "姓名,年龄,成绩\n张三,18,95",
        "序号,品名,产地\n1,苹果,东山\n2,鸭梨,西岭\n3,蜜桃,南浦",
        "好的:)",
        "&nbsp;茂名&#12288;日报",
        '{"标题": "新闻"}',
        '27"显示器和32"电视',
        '他说"好',
        '" 好 "',
        "O'Neil的90's，rock 'n' roll",
        'He said "yes" and "no".',
        "“他说：‘好的。’”",
    ],
)
def test_all_other_marks_stay(text):
    """Figures, Latin text, addresses, formulas, names of files, records and code keep their marks."""
    assert punctuate(text) == text


def test_quotation_marks_without_a_partner_are_found_and_not_altered():
    """An unbalanced mark is for a reader to judge."""
    text = '他说“好，又说“行”。\n好”。\n"一"与"二\nsaid "x'
    assert punctuate(text) == text
    assert list(uncertain_quotes(text)) == [Span(2, 3), Span(13, 14), *(Span(i, i + 1) for i in (16, 18, 20))]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.gold.json")), ids=lambda path: path.name[:8])
def test_samples_survive_half_width_marks(path):
    """Marks of the sample pages made half-width come back, but for those between two figures."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = "\n".join(block["text"] for article in gold["articles"] for block in article["blocks"])
    assert punctuate(text) == text
    assert punctuate(text.translate(HALF)) == text
    spaced = text.translate(HALF).replace(",", ", ")
    assert applied((*spacing.RULES, *RULES), spaced) == text


@pytest.mark.parametrize("times", [1, 2, 500])
def test_one_mark_decides_the_next_in_either_direction(times):
    """Rows of marks and brackets are wide from one Chinese neighbour to their end."""
    assert punctuate("报名" + "(a)," * times) == "报名" + "（a），" * times
    assert punctuate(", " * times + "报名") == "，" * times + "报名"
    assert punctuate("To be" + " (a)," * times) == "To be" + " (a)," * times


PIECES = [
    *"茂名工会 \n，,;:!?()（）“”\"'‘’…%2a.=/",
    "！？",
    "12,000",
    "3:20",
    "App",
    "&amp;",
    ".docx",
    "http://a.b",
]
texts = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=40).map("".join)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@given(text=texts)
def test_each_rule_is_gated_and_idempotent(rule, text):
    """A rule has nothing to do without its triggers, nor on its own output."""
    once = applied((rule,), text)
    assert applied((rule,), once) == once
    if rule.triggers.isdisjoint(text):
        assert once == text


@given(text=texts)
def test_widths_change_and_nothing_else(text):
    """Wording, line ends and the order of characters stay."""
    flat = str.maketrans("，；：！？（）“”‘’", ",;:!?()\"\"''")
    assert "".join(punctuate(text).translate(flat).split()) == "".join(text.translate(flat).split())


@given(text=texts)
def test_all_rules_together_are_idempotent(text):
    """Punctuating punctuated text changes nothing."""
    assert punctuate(punctuate(text)) == punctuate(text)
