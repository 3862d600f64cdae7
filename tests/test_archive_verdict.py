"""Verdicts on pairs: copies are found whatever the damage, other facts are never taken for it."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from archive_material import FORMS, HEADLINE, LEAD, OTHER, STORY, articles, misread, seeded
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.archive.alignment import differences, stretches
from cleaner.archive.facts import numbers, other_facts
from cleaner.archive.families import differ_in_open_place
from cleaner.archive.matching import matching_form
from cleaner.archive.verdict import COPIES, compare, judge

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from cleaner.archive.verdict import Verdict

texts = cache(articles)


def verdict(a: str, b: str) -> Verdict | None:
    return judge(matching_form(a), matching_form(b))


def kind(a: str, b: str) -> str | None:
    found = verdict(a, b)
    return found.kind if found else None


@pytest.mark.parametrize(
    "copy",
    [
        "\n".join(STORY[at : at + 17] for at in range(0, len(STORY), 17)),
        " ".join(STORY),
        STORY.replace("，", ",").replace("。", "．"),
        STORY.replace("竞赛", "競賽").replace("职工", "職工").replace("选手", "選手"),
    ],
    ids=["reflowed", "re-spaced", "other width", "traditional"],
)
def test_form_does_not_count(copy: str) -> None:
    """Line breaks, spaces, width, marks and script make no difference: the similarity is 1."""
    found = verdict(STORY, copy)
    assert found is not None
    assert (found.kind, found.similarity) == ("identical", 1.0)


@pytest.mark.parametrize(("rate", "least"), [(0.01, 1.0), (0.03, 1.0), (0.06, 0.99), (0.1, 0.98)])
def test_misread_copies_are_copies(rate: float, least: float) -> None:
    """Two copies of real news, one misread in up to a tenth, the other in half as much, are found."""
    r = seeded(1)
    drawn = [r.choice(texts()) for _ in range(200)]
    found = [kind(misread(text, rate, r), misread(text, rate / 2, r)) in COPIES for text in drawn]
    assert sum(found) >= least * len(found)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__.strip("_"))
def test_forms_with_other_facts_are_never_copies(form: Callable[[Random], str]) -> None:
    """Of forms that are filled in anew no two are copies, clean or misread."""
    r = seeded(3)
    drawn = [form(r) for _ in range(12)]
    for a, b in combinations(drawn, 2):
        assert a == b or kind(a, b) not in COPIES | {"contained"}, (a, b)
        assert a == b or kind(misread(a, 0.02, r), b) not in COPIES | {"contained"}, (a, b)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__.strip("_"))
def test_a_misread_form_is_a_copy_of_itself(form: Callable[[Random], str]) -> None:
    """A form with misread digits and characters is still found to be the same."""
    r = seeded(4)
    drawn = [form(r) for _ in range(40)]
    found = [kind(misread(text, 0.03, r), text) in COPIES for text in drawn]
    assert sum(found) >= len(found) - 1


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("2023年", "2024年", "template"),
        ("2023年", "2028年", "near"),
        ("2023年", "2o23年", "near"),
        ("三月份", "五月份", "template"),
        ("五月十五日", "五月二十日", "template"),
        ("五月二十五日", "五月五日", "template"),
        ("二十一日", "二十二日", "near"),
        ("二十日", "十日", "near"),
        ("增长3.1%", "增长6.4%", "template"),
        ("王伟同志", "李伟同志", "template"),
        ("上午开放", "下午闭放", "template"),
        ("南屏县", "清源县", "template"),
        ("双河镇", "白水村", "template"),
        ("周末", "周未", "near"),
        ("东部山区", "东部由区", "near"),
        ("在县里", "在乡里", "near"),
        ("增长3.1%", "增长3.1%，", "identical"),
        ("3月10日和4月12日", "8月10日和4月12曰", "near"),
    ],
)
def test_one_difference_is_weighed_by_what_it_is(one: str, other: str, wanted: str) -> None:
    """In an else equal text another year, numeral or name is another fact, a digit that looks so is not."""
    text = "截至{}，全市共建成职工书屋若干家，组织读书活动多场，受到广大职工的普遍欢迎和好评。"
    a, b = text.format(one), text.format(other)
    assert kind(a, b) == wanted if wanted != "identical" else kind(a, b) in COPIES


def test_names_of_any_length_are_other_facts() -> None:
    """One notice to two people is two notices, whether the names have two characters or three."""
    text = "{}：本院受理原告{}诉你追偿权纠纷一案，现依法公告送达起诉状副本和开庭传票，请按期到庭应诉。"
    text += "答辩期限为公告期满后15日，举证期限为30日，定于期满后第3日上午9时在第2审判庭开庭，遇节假日顺延。"
    people = [("郑文建", "张海"), ("黄秀敏", "张静勇"), ("马建", "张桂芳"), ("杨刚", "陈涛")]
    for one, other in combinations(people, 2):
        assert kind(text.format(*one), text.format(*other)) == "template"


def test_a_lost_line_is_no_other_fact() -> None:
    """A copy that lost a line with numbers in it is a copy."""
    text = STORY[:120] + "共有1308人参加，其中女职工412人。" + STORY[120:]
    assert kind(text, STORY) in COPIES


@pytest.mark.parametrize(
    "other",
    [
        "【本报讯】" + STORY,
        "能工巧匠在这里脱颖而出\n" + STORY,
        LEAD + STORY,
        HEADLINE + OTHER[:70] + STORY,
        HEADLINE + "\n" + LEAD + STORY[:190],
    ],
    ids=["source", "headline", "lead", "other lead", "cut at the end"],
)
def test_new_heads_and_lost_ends_are_reprints(other: str) -> None:
    """An article with a new headline or lead, or cut at its end, is a copy."""
    assert kind(HEADLINE + "\n" + LEAD + STORY, other) in COPIES


@pytest.mark.parametrize("rate", [0.0, 0.05])
def test_another_lead_of_the_same_length_is_no_other_fact(rate: float) -> None:
    """Below an equal headline another sentence stands for the lead; the body goes on as in the other text."""
    r = seeded(8)
    for lead in (
        "编者按：劳动创造幸福，技能成就梦想，本版今天向读者介绍一群在平凡岗位上苦练本领的人。",
        OTHER[:48],
    ):
        a, b = f"{HEADLINE}\n{LEAD}{STORY}", f"{HEADLINE}\n{lead}{misread(STORY, rate, r)}"
        assert kind(a, b) == "reprint"


def test_a_rule_with_one_article_amended_is_another_text() -> None:
    """Two versions of regulations, of which one article has other amounts, are no copies."""
    rules = "第一条　为加强公园管理，制定本办法。第二条　公园每日{}时开放，{}时闭园，游客应当爱护花木。"
    rules += "第三条　禁止在公园内焚烧物品、攀折花木；违反者处{}元以下罚款。第四条　本办法自{}年起施行。"
    assert kind(rules.format(6, 21, 50, 2003), rules.format(5, 22, 200, 2014)) == "template"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("职工技能竞赛决出名次\n{}", "全市能工巧匠同台比武\n{}"),
        ("3000名职工参加比武\n{}", "能工巧匠同台竞技\n{}"),
        ("职工技能竞赛落幕\n{}", "编者按：南屏这场比赛受到各界关注，现转发如下。\n{}"),
        ("本报讯 比赛传来新消息，引起热议。{}", "综合报道，竞技场上又有新进展，值得一看。{}"),
        ("{}王伟摄", "{}（本报记者 李敏）"),
        ("{}责任编辑：王伟 来源：日报", "{}（通讯员 张丽 周强）"),
    ],
    ids=["headlines", "a number", "headline and lead", "leads", "credit and caption", "credits"],
)
def test_another_headline_or_credit_is_no_other_fact(one: str, other: str) -> None:
    """Two headlines agree in a character here and there, by chance; with the same body they are reprints."""
    r = seeded(7)
    for body in (STORY, STORY[:92], misread(STORY, 0.04, r)):
        assert kind(one.format(body), other.format(STORY[: len(body)])) in COPIES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "永宁宏达建筑工程有限公司、李伟：本院受理原告王丽诉你们",
            "南屏顺发商贸有限公司、周强：本院受理原告孙敏诉你们",
        ),
        (
            "永宁宏达商贸有限公司经股东会决议，注册资本减至300万元",
            "石门顺发物流有限公司经股东会决议，注册资本减至910万元",
        ),
        ("王伟、李敏、张强等市领导3月5日出席会议", "赵丽、孙刚、周涛等市领导3月5日出席会议"),
    ],
    ids=["parties", "companies", "names"],
)
def test_what_a_form_begins_with_is_no_headline(one: str, other: str) -> None:
    """Names at the beginning of a sentence that goes on the same are facts, however much else is equal."""
    rest = (
        "。请有关单位和个人自公告之日起四十五日内书面申报，逾期视为放弃权利，一切后果自行承担，特此公告周知。"
    )
    assert kind(one + rest * 2, other + rest * 2) == "template"


def test_numbers_of_a_new_lead_are_no_other_facts() -> None:
    """An article whose lead, full of numbers, was replaced by another such is a reprint."""
    leads = (
        "截至8月末，全市完成投资312.5亿元，增长6.8%，新开工项目47个，竣工29个。",
        "记者昨日从14时召开的通气会上获悉，来自26个班组的158名选手将于11月3日登场。",
    )
    assert kind(leads[0] + STORY, leads[1] + STORY) == "reprint"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__.strip("_"))
def test_a_form_that_lost_a_line_is_a_copy(form: Callable[[Random], str]) -> None:
    """A form of which a line of the scan is missing, numbers and all, is no other form."""
    r = seeded(6)
    drawn = [form(r) for _ in range(20)]
    cut = [(text, r.randint(10, len(text) - 30)) for text in drawn]
    found = [kind(text[:at] + text[at + 13 :], text) in COPIES for text, at in cut]
    assert sum(found) >= len(found) - 2


def test_which_text_comes_first_does_not_count() -> None:
    """Two texts are the same to each other whichever is given first, passages and all."""
    r = seeded(2)
    drawn = [misread(form(r), 0.05, r) for form in FORMS for _ in range(6)]
    drawn += [misread(text, 0.08, r) for text in (STORY, LEAD + STORY, STORY[40:] + OTHER, OTHER + LEAD)]
    for a, b in combinations([matching_form(text).form for text in drawn], 2):
        found, turned = compare(a, b), compare(b, a)
        assert found == (turned and turned.turned)


def test_a_common_ending_is_no_reprint() -> None:
    """Notices that end in the same sentences but begin with other facts are two texts."""
    end = (
        "自公告之日起六十日内来本院领取民事判决书，逾期则视为送达。如不服，可在公告期满后十五日内递交上诉状。"
    )
    a = "赵明：本院受理原告钱勇诉你民间借贷纠纷一案，已审理终结，判令你归还借款本金及利息。" + end
    b = "孙丽：本院受理原告周涛诉你房屋租赁纠纷一案，已审理终结，判令你支付租金及违约金。" + end
    assert kind(a, b) not in COPIES


@pytest.mark.parametrize("rate", [0.0, 0.05])
def test_contained_texts_are_named_with_their_place(rate: float) -> None:
    """A paragraph that stands in a longer text is found there, from its first to its last character."""
    inner = matching_form(misread(STORY[45:160], rate, seeded(1))).form
    outer = matching_form(OTHER + STORY + OTHER[::-1]).form
    found = compare(inner, outer)
    assert found is not None
    assert (found.kind, found.inner) == ("contained", 0)
    start = outer.index(matching_form(STORY[45:55]).form)
    assert abs(found.passages[0].other_start - start) <= 8
    turned = compare(outer, inner)
    assert turned is not None
    assert (turned.kind, turned.inner) == ("contained", 1)
    assert [p.start for p in turned.passages] == [p.other_start for p in found.passages]


def test_a_passage_lost_in_the_middle_is_one_gap() -> None:
    """Before and behind a lost passage all is found, though both ends of the gap stop at the same mark."""
    sentences = [sentence + "。" for sentence in STORY.split("。")[:-1]]
    for lost in range(1, len(sentences) - 1):
        cut = "".join(sentences[:lost] + sentences[lost + 1 :])
        found = verdict(LEAD + cut, LEAD + STORY)
        assert found is not None
        assert found.kind == "reprint"
        assert sum(passage.length for passage in found.passages) == len(LEAD + cut)


def test_a_paragraph_that_stands_twice_is_one_gap() -> None:
    """A copy with a paragraph once more is a copy, and all of the other stands in it."""
    sentences = [sentence + "。" for sentence in STORY.split("。")[:-1]]
    twice = "".join([*sentences[:3], *sentences[1:]])
    found = verdict(STORY, twice)
    assert found is not None
    assert found.kind == "reprint"
    assert sum(passage.length for passage in found.passages) == len(STORY)


def test_a_text_in_another_order_is_a_copy() -> None:
    """Halves or long paragraphs that changed places are no text of their own; other facts are."""
    long = next(text for text in texts() if 180 < len(text) < 300)
    assert kind(LEAD + OTHER + STORY, STORY + LEAD + OTHER) == "reprint"
    assert kind(LEAD + long + STORY + OTHER, LEAD + STORY + long + OTHER) == "reprint"
    score = "甲队以{}比{}胜乙队，丙队以{}比{}胜丁队，{}名观众到场，比赛打了{}分钟，共换人{}次。"
    one, other = score.format(3, 1, 2, 0, 8400, 94, 7), score.format(5, 4, 6, 3, 1270, 118, 2)
    assert kind(one + STORY[:90], STORY[:90] + other) not in COPIES
    assert kind(long + STORY, STORY + OTHER + long[::-1]) not in COPIES


def test_passages_that_cross_are_not_both_kept() -> None:
    """Of two halves in the other order one is a passage in common."""
    a, b = matching_form(OTHER + STORY).form, matching_form(STORY + OTHER).form
    found = stretches(a, b)
    assert [(s.start, s.other_start) for s in found] == [(len(OTHER), 0)]


def test_a_headline_that_repeats_the_first_words_is_no_part_of_the_passage() -> None:
    """A reprint without its lead, headed by the first words of the rest, is not contained in the whole."""
    misread_ = STORY[:4] + STORY[5:]
    found = verdict("【转载】" + STORY[:12] + "\n" + misread_, OTHER + LEAD + STORY)
    assert found is not None
    assert found.kind == "reprint"
    assert found.passages[0].start >= 14


def test_shared_passages_are_named() -> None:
    """Two articles that quote the same sentences share them and are no copies."""
    quote = STORY[:80]
    a, b = OTHER[:90] + quote + OTHER[90:], LEAD + quote + STORY[::-1]
    found = verdict(a, b)
    assert found is not None
    assert found.kind == "shared"
    assert max(p.length for p in found.passages) >= 70


def test_two_pages_with_one_article_in_common_share_it() -> None:
    """Records of two articles each that end with the same one are no copies: the first of each is its own."""
    others = [text for text in texts() if 180 < len(text) < 300][:2]
    assert kind(others[0] + STORY, others[1] + STORY) == "shared"
    assert kind(LEAD + OTHER[:60] + STORY, OTHER[60:] + STORY) == "reprint"


MARKET = OTHER + (
    "卖豆腐的老周说，过去一下雨棚里就积水，如今地漏通畅，鞋都不会湿。管理处给每个摊位装了电子秤，价格滚动播出，缺斤少两的少了。"
    "傍晚收摊以后，保洁员用水枪冲洗过道，垃圾当晚就运走。附近的小饭馆也跟着热闹起来，早点铺五点开门，包子一笼接一笼。"
    "入秋以后，山里的柿子、板栗陆续上市，农户开着三轮车进城，在东门外的空地排成一行，天黑前就卖得干干净净，回去时车上装着盐和煤。山货不讲价，只用老式杆秤，秤砣磨得锃亮，孩子们围着看热闹。"
)


@pytest.mark.parametrize("page", [f"{MARKET}{STORY}", f"{STORY}{MARKET[:200]}"])
def test_a_page_with_another_article_is_no_copy(page: str) -> None:
    """What is longer than a lead and speaks of something else is another article, whichever stands first."""
    assert kind("能工巧匠在这里脱颖而出\n" + STORY, page) == "shared"
    assert kind(STORY, page) == "contained"


def test_what_an_abridged_copy_lacks_belongs_to_the_article() -> None:
    """By its words the rest speaks of the same."""
    text = next(text for text in texts() if len(text) > 500)
    assert kind("新标题写在这里" + text[: len(text) * 3 // 5], text) == "reprint"


@pytest.mark.parametrize("b", [OTHER, STORY[:20] + OTHER, "竞赛", ""])
def test_unrelated_texts_are_nothing_to_each_other(b: str) -> None:
    """A phrase in common is no passage."""
    assert verdict(STORY, b) is None


def test_monsters_are_not_aligned() -> None:
    """Texts beyond the length of any article are compared for being identical only."""
    long = "市总工会召开会议" * 30_000
    assert compare(long, long + "。") is None
    assert compare(long, long[:-1] + "议") is not None


def test_stretches_are_ordered_disjoint_and_true() -> None:
    """Stretches do not overlap in either text, and what they pair is alike."""
    a, b = STORY[:60] + OTHER + STORY[60:], misread(STORY, 0.03, seeded(5))
    found = stretches(a, b)
    assert len(found) == 2
    assert found == sorted(found)
    for one, other in combinations(found, 2):
        assert one.end <= other.start
        assert one.other_end <= other.other_start
    assert all(kind(a[s.start : s.end], b[s.other_start : s.other_end]) in COPIES for s in found)


@settings(max_examples=60, deadline=None)
@given(st.text("会议召开12，", max_size=30), st.text("会议召开12，", max_size=30))
def test_differences_rebuild_the_other_text(a: str, b: str) -> None:
    """Applying the differences to one text gives the other."""
    out, at = [], 0
    for d in differences(a, b):
        out += [a[at : d.start], b[d.other_start : d.other_end]]
        at = d.end
    assert "".join([*out, a[at:]]) == b


def test_many_look_alikes_are_facts_again() -> None:
    """One misread digit is believed, seven in an else clean text are not."""
    a = "截至昨日，第1车间产量38吨，第2车间产量56吨，第3车间产量90吨，合计183吨，较上周增加17吨。"
    b = "截至昨日，第7车间产量86吨，第7车间产量65吨，第8车间产量08吨，合计783吨，较上周增加71吨。"
    few = a.replace("38吨", "33吨")
    assert other_facts(a, few, differences(a, few)) < 0
    assert other_facts(a, b, differences(a, b)) > 0


def test_numbers_are_times_and_decimals_too() -> None:
    """A number is a fact as a whole."""
    assert numbers("6:30至20:00，12.5%，1,200元") == ["6:30", "20:00", "12.5", "1", "200"]


def test_open_places_need_others_that_vary() -> None:
    """Noisy copies of one text do not open a place, a series of notices does."""
    form = "因检修，{}月{}日停水，请用户提前储水。"
    a, b = form.format(3, 5), form.format(8, 5)
    assert differ_in_open_place(a, b, [form.format(4, 9), form.format(6, 12)])
    assert not differ_in_open_place(a, b, [a, a])
    assert not differ_in_open_place(a, b, [])
