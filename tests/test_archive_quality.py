"""The quality of a text, told from the text alone, and the choice of the best copy."""

from __future__ import annotations

from functools import cache

import pytest
from archive_material import HEADLINE, LEAD, OTHER, STORY, articles, misread, seeded

from cleaner.archive.duplicates import Item, find_duplicates
from cleaner.archive.pairs import Pairs
from cleaner.archive.quality import quality

ARTICLE = HEADLINE + "。" + LEAD + STORY
texts = cache(articles)


def kept(*items: Item, policy: str = "best", archive: tuple[str, ...] = ()) -> set[str]:
    """The clusters that some copies of an article form, in an archive with other texts."""
    others = [Item(f"other{number}", text) for number, text in enumerate(archive)]
    found = find_duplicates([*items, *others], policy)
    return {finding.cluster for finding in found if not finding.id.startswith("other")}


@pytest.mark.parametrize(
    "text", [LEAD, STORY, OTHER, "讀者來信：議員關心臺南的發展。", "增长12.5%（同比）。", ""]
)
def test_clean_text_has_no_damage(text: str) -> None:
    """Nothing is found in clean text of either script."""
    assert quality(text) == (1.0, 0.0, ())


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("会议于4月z9日召开。", "letter in a number"),
        ("会议在岀席代表中举行。", "odd character"),
        ("会议\ufffd召开。", "lost character"),
        ("会议上午召\n开。", "broken line"),
        ("会 议 召 开。", "space among ideographs"),
        ("会议召开,各界出席。", "narrow mark"),
        ("会议召开。，各界出席。", "mark on mark"),
        ("“会议召开。", "mark without partner"),
        ("，会议召开。", "torn sentence"),
        ("４月会议召开。", "wide letter or digit"),
        ("会议d召开。", "letter among ideographs"),
        ("会议于4 月召开。", "space beside a number"),
    ],
)
def test_every_sign_of_damage_is_named(text: str, sign: str) -> None:
    """The evidence says what was seen."""
    found = quality(text)
    assert sign in [evidence.name for evidence in found.evidence]
    assert found.score < 1


def test_repairs_and_gaps_count() -> None:
    """What cleaning had to repair and what is missing lower the quality."""
    assert quality(STORY).score > quality(STORY, repairs=5).score > quality(STORY, repairs=5, gaps=1).score


def test_more_damage_is_worse() -> None:
    """The more misread characters, the lower the score, on the whole."""
    scores = [
        sum(quality(misread(text, rate, seeded(number))).score for number, text in enumerate(texts()))
        for rate in (0.0, 0.05, 0.2)
    ]
    assert scores == sorted(scores, reverse=True)


def test_the_archive_knows_sound_readings() -> None:
    """Of two readings the one whose pairs the archive has is preferred; what is left out counts nothing."""
    pairs, text = Pairs(), "海陵岛渔民开海，甬江职工竞渡"
    unknown = pairs.fluencies(["职工竞渡", "职工竟渡"])
    pairs.add([text] * 30)
    known = pairs.fluencies(["职工竞渡", "职工竟渡"])
    assert known[0] - known[1] > unknown[0] - unknown[1] + 3
    left_out = pairs.fluencies(["职工竞渡", "职工竟渡"], [(text, 30), (text.replace("竞", "竟"), 0)])
    assert left_out[0] - left_out[1] == pytest.approx(unknown[0] - unknown[1])


def test_an_article_knows_its_own_names() -> None:
    """A name that all copies have elsewhere is read right where one of them misread it; once says nothing."""
    name, other = "本报讯苗岫泊昨日获奖。", "本报讯苗岫汨昨日获奖。"
    readings = ["岫泊昨", "岫汨昨"]
    once = Pairs().fluencies(readings, [(name, 1), (other, 1)])
    again = Pairs().fluencies(readings, [(name + "苗岫泊说", 1), (other + "苗岫泊说", 1)])
    assert again[0] - again[1] > once[0] - once[1] + 1


@pytest.mark.parametrize(
    ("sound", "misread_"),
    [("局颁发的型", "局颁友的型"), ("假想敌的", "假想做的"), ("工作总结会", "工作总的结会")],
)
def test_the_words_of_the_language_are_known_without_an_archive(sound: str, misread_: str) -> None:
    """A misread word is told from a sound one although no other text is there."""
    one, other = Pairs().fluencies([sound, misread_])
    assert one > other


def test_no_text_tells_which_digit_is_right() -> None:
    """Copies that differ in one digit are equal: the first by name is kept, whichever digit it has."""
    a, b = ARTICLE + "共1308人参加。", ARTICLE + "共1303人参加。"
    assert kept(Item("a", a), Item("b", b)) == kept(Item("a", b), Item("b", a)) == {"a"}


@pytest.mark.parametrize("rate", [0.03, 0.06, 0.1])
def test_the_clean_copy_is_kept(rate: float) -> None:
    """Of a clean and a misread copy of real news the clean one is kept, with five pages to learn from."""
    news = [text for text in texts() if len(text) > 100]
    damaged = [misread(text, rate, seeded(number)) for number, text in enumerate(news)]
    items = [Item(f"{number} clean", text) for number, text in enumerate(news)]
    items += [Item(f"{number} blurred", text) for number, text in enumerate(damaged)]
    clusters = {finding.id: finding.cluster for finding in find_duplicates(items)}
    right = sum(clusters[f"{number} blurred"] == f"{number} clean" for number in range(len(news)))
    assert right >= 0.97 * len(news)


def test_the_copy_that_two_others_agree_with_is_kept() -> None:
    """Of three copies, two misread in different places, the sound one is kept without an archive."""
    items = [Item(name, misread(ARTICLE, 0.04, seeded(number))) for number, name in enumerate("ab")]
    assert kept(*items, Item("c", ARTICLE)) == {"c"}


def test_completeness_comes_first() -> None:
    """A copy that lacks its end is not kept, however clean; one that has a passage twice gains nothing."""
    whole, cut = misread(ARTICLE, 0.02, seeded(3)), ARTICLE[:-40]
    assert kept(Item("a", cut), Item("b", whole)) == {"b"}
    assert kept(Item("a", ARTICLE + ARTICLE[-50:]), Item("b", ARTICLE)) == {"b"}


def test_a_lead_that_repeats_its_headline_is_not_had_twice() -> None:
    """A whole article is kept before a reprint without its lead, although the lead begins as the headline."""
    whole = LEAD[:18] + "\n" + LEAD + misread(OTHER[:40] + STORY, 0.03, seeded(5))
    reprint = "据本报消息：能工巧匠在赛场上脱颖而出\n" + STORY
    assert kept(Item("a", reprint), Item("b", whole)) == {"b"}


def test_a_misread_copy_gains_nothing_by_what_a_third_lacks() -> None:
    """Two copies have what a shorter, cleaner one lacks; which of these is kept they tell themselves."""
    sentences = STORY.split("。")
    short = HEADLINE + "。" + LEAD + "。".join(sentences[:1] + sentences[3:])
    for seed in range(6):
        blurred = misread(STORY + OTHER, 0.04, seeded(seed)).replace("选", "选手的")
        items = (
            Item("a", HEADLINE + "。" + LEAD + blurred),
            Item("b", f"{HEADLINE},{LEAD}{STORY}{OTHER}"),
            Item("c", short + OTHER),
        )
        assert kept(*items, archive=tuple(texts())) == {"b"}


def test_a_longer_gap_that_is_begun_alike_is_a_passage() -> None:
    """Where the shorter side of a gap stands in the longer one, the rest is what a copy lacks."""
    headline = HEADLINE[2:]
    whole = headline + "选手同台献艺各显神通引来观众阵阵喝彩\n" + STORY
    assert kept(Item("a", headline + STORY), Item("b", misread(whole, 0.02, seeded(2)))) == {"b"}


def test_a_misread_line_twice_is_no_passage_more() -> None:
    """A line that was read twice, and misread each time, is not what the other copy lacks."""
    for seed in range(8):
        lines = [misread(LEAD, 0.08, seeded(seed)), misread(LEAD, 0.08, seeded(seed + 50))]
        assert kept(Item("a", "".join(lines) + STORY), Item("b", LEAD + STORY)) == {"b"}


def test_dates_then_names_decide_between_equals() -> None:
    """Of equal copies the earliest is kept; without dates the first by name."""
    early, late = Item("b", ARTICLE, "2023-04-29"), Item("a", ARTICLE, "2024-01-01")
    assert kept(late, early) == {"b"}
    assert kept(Item("b", ARTICLE), Item("a", ARTICLE)) == {"a"}


def test_policies() -> None:
    """`first` takes the earliest, `longest` the longest, and a preferred folder wins over the best."""
    damaged, clean = misread(ARTICLE, 0.05, seeded(4)), ARTICLE
    longer = clean + "（记者整理）另据了解，下一届竞赛将于明年举行。"
    assert kept(Item("a", damaged), Item("b", clean), archive=tuple(texts())) == {"b"}
    assert kept(Item("a", damaged), Item("b", clean), policy="first") == {"a"}
    assert kept(Item("a", clean), Item("b", longer), policy="longest") == {"b"}
    assert kept(Item("a", damaged, preferred=True), Item("b", clean)) == {"a"}
    both = Item("a", damaged, preferred=True), Item("b", clean, preferred=True), Item("c", longer)
    assert kept(*both, archive=tuple(texts())) == {"b"}
