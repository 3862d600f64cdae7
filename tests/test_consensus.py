"""Several copies of a passage put each other right, and never more than that."""

from __future__ import annotations

import random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from cleaner.repeats.consensus import rounds, vote
from cleaner.repeats.judge import judge

PASSAGE = (
    "全市工会系统坚持把产业工人队伍建设改革作为重要任务，深入企业车间和工地班组开展调研，广泛听取一线职工的意见"
    "建议，推动解决技能培训、工资增长、劳动保护等急难愁盼问题。建成工匠学院和劳模创新工作室一批，培养高技能人才，"
    "举办职业技能竞赛，带动岗位练兵和技术比武，为区域经济高质量发展提供了坚实的人才支撑，受到企业和职工的好评。"
)
MISREADINGS = "嬗屘狌毦冇亍乂丫亖囗夂夊彳彡忄扌攴氵灬爿犭疒"


class Noisy(NamedTuple):
    """A copy as a recogniser reads it, and the offsets of the passage that it read wrong."""

    text: str
    wrong: frozenset[int]


def noisy(passage: str, share: float, seed: int) -> Noisy:
    """Misread, lose or add a share of the characters."""
    chance = random.Random(seed)  # noqa: S311 - damage, no secrets
    pieces, wrong = [], set()
    for i, character in enumerate(passage):
        if chance.random() >= share:
            pieces.append(character)
            continue
        wrong.add(i)
        kind = chance.random()
        pieces.append(chance.choice(MISREADINGS) if kind < 0.7 else "" if kind < 0.85 else character + "、")
    return Noisy("".join(pieces), frozenset(wrong))


def repaired(text: str, copies: list[str]) -> str:
    """The first copy with every certain ruling applied."""
    for ruling in reversed(vote(copies)):
        if ruling.certain:
            text = text[: ruling.start] + ruling.new + text[ruling.end :]
    return text


@pytest.mark.parametrize("share", [0.01, 0.02, 0.03])
def test_three_copies_put_each_other_right(share: float) -> None:
    """Of the characters in which three noisy copies differ, nine in ten come out right, none falsely."""
    better = changes = differing = 0
    for seed in range(40):
        copies = [noisy(PASSAGE, share, 1000 * seed + n) for n in range(3)]
        texts = [copy.text for copy in copies]
        before = Levenshtein.distance(texts[0], PASSAGE)
        better += before - Levenshtein.distance(repaired(texts[0], texts), PASSAGE)
        changes += sum(ruling.certain for ruling in vote(texts))
        differing += len(copies[0].wrong - copies[1].wrong - copies[2].wrong)
    assert better >= 0.9 * differing
    assert changes == better


@given(st.integers(0, 10_000), st.integers(2, 5), st.floats(0, 0.05))
def test_nothing_is_invented_and_nothing_sound_is_changed(seed: int, number: int, share: float) -> None:
    """Every reading stands in some copy, and a certain one never takes the place of a sound character."""
    copies = [noisy(PASSAGE, share, 7 * seed + n) for n in range(number)]
    for ruling in vote([copy.text for copy in copies]):
        assert any(ruling.new in copy.text for copy in copies)
        assert ruling.new in ruling.candidates
        assert all(0 <= n < number for n in ruling.witnesses)
    sound = Noisy(PASSAGE, frozenset())
    outvoted = {i for i in range(len(PASSAGE)) if sum(i in copy.wrong for copy in copies) > 1}
    if not outvoted:
        assert repaired(PASSAGE, [sound.text, *(copy.text for copy in copies)]) == PASSAGE


def test_two_copies_never_decide() -> None:
    """One against one is no majority, however odd the character of the one looks."""
    rulings = vote(["市总工会嬗于技能培训的意见", "市总工会关于技能培训的意见"])
    assert [(ruling.new, ruling.certain) for ruling in rulings] == [("关", False)]
    assert vote(["市总工会关于技能培训的意见", "市总工会嬗于技能培训的意见"]) == []


def test_a_rare_character_that_most_copies_have_stays() -> None:
    """Names hold rare characters: the majority decides, not the frequency."""
    assert vote(["李嬅说，", "李嬅说，", "李华说，"]) == []


def test_lost_and_added_characters_are_voted_on_too() -> None:
    """A character that one copy lost comes back, one that it added goes."""
    whole = "举办职业技能竞赛，带动岗位练兵"
    lost, added = whole.replace("竞", ""), whole.replace("练", "练、")
    assert repaired(lost, [lost, whole, whole]) == whole
    assert repaired(added, [added, whole, whole]) == whole


def test_better_copies_weigh_more() -> None:
    """Two poor copies do not overrule a good one; the place is reported as open."""
    copies = ["职工之家", "职土之家", "职土之家"]
    assert [ruling.certain for ruling in vote(copies, [1.0, 1.0, 1.0])] == [True]
    assert [ruling.certain for ruling in vote(copies, [1.0, 0.5, 0.5])] in ([False], [])


def test_a_part_of_the_passage_has_no_vote_beyond_its_ends() -> None:
    """A last round that breaks off does not vote the rest of the passage away."""
    assert vote([PASSAGE, PASSAGE[:40], PASSAGE[:60]]) == []
    assert vote([PASSAGE, PASSAGE[80:], PASSAGE[90:]]) == []


def test_copies_that_agree_need_no_vote() -> None:
    """Equal copies give no rulings."""
    assert vote([PASSAGE]) == []
    assert vote([PASSAGE, PASSAGE, PASSAGE]) == []


def test_rounds_of_a_loop_are_told_apart_though_characters_were_lost() -> None:
    """A round with a character less is shorter, and the next one still begins where it begins."""
    unit = "推动解决技能培训、工资增长、劳动保护等急难愁盼问题。"
    text = unit + unit.replace("解", "") + unit
    spans = list(rounds(text, len(unit), len(text), len(unit)))
    assert [text[start:end] for start, end in spans] == [unit.replace("解", ""), unit]


@given(st.text("工会职人", max_size=80), st.integers(1, 30), st.integers(1, 20))
def test_rounds_tile_what_they_are_asked_for(text: str, start: int, period: int) -> None:
    """Rounds follow each other without a gap and end where the loop ends, on any text."""
    start = min(start, len(text))
    ends = [start]
    for first, last in rounds(text, start, len(text), period):
        assert first == ends[-1] < last
        ends.append(last)
    assert ends[-1] == len(text)


def test_a_misread_character_of_the_kept_round_is_repaired_from_the_others() -> None:
    """On a page the kept round of a loop gets the character that the removed rounds agree on."""
    head = "五年来，各级工会不断深化改革，完善制度，夯实基层基础，各项工作取得新的成效。去年，"
    unit = PASSAGE[:100]
    text = f"{head}{unit.replace('班组', '班祖')}{unit}{unit}{PASSAGE[100:]}\n"
    verdict = judge(text)
    assert [(text[e.start : e.end], e.new) for e, _ in verdict.repairs] == [("祖", "组")]
    assert all(len(refs) > 1 for _, refs in verdict.repairs)


@pytest.mark.parametrize(
    ("misread", "mark"), [("实事丿，并", "”"), ("开放丿市民", "，"), ("驿站丿书屋", "、")]
)
def test_a_mark_is_repaired_as_the_others_have_it_there(misread: str, mark: str) -> None:
    """Quotation marks are one to the vote, as are `，` and `、`: the repair is the one of that very place."""
    unit = (
        "市总工会负责人在会上说“要办好实事”，并要求各级工会走进车间班组听取意见，今年建成的驿站、书屋已经全部"
        "开放，市民和户外劳动者可以免费使用，"
    )
    place = misread.index("丿")
    whole = misread.replace("丿", mark)
    text = f"去年以来，各项工作取得新的成效。记者获悉，{unit.replace(whole, misread)}{unit}{unit}受到好评。\n"
    assert [(text[e.start : e.end], e.new) for e, _ in judge(text).repairs] == [(misread[place], mark)]


def test_a_place_where_two_copies_differ_is_marked_with_its_readings() -> None:
    """Where only one other copy says otherwise nothing is changed, and the readings are named."""
    paragraph = PASSAGE + "\n"
    text = f"{paragraph.replace('听取', '听嬗')}\n工会工作迈上新台阶，职工群众得到实惠。\n\n{paragraph}"
    verdict = judge(text)
    assert verdict.repairs == ()
    assert [mark.note for mark in verdict.marks] == ["copies differ: “嬗” / “取”"]


@given(st.integers(0, len(PASSAGE) - 1), st.sampled_from(MISREADINGS))
def test_only_difference(place: int, misread: str) -> None:
    """A copy that differs in one character of the same place needs no alignment, and gets the same."""
    copy = PASSAGE[:place] + misread + PASSAGE[place + 1 :]
    [ruling] = vote([copy, PASSAGE, PASSAGE])
    assert (ruling.start, ruling.end, ruling.new) == (place, place + 1, PASSAGE[place])
    assert ruling.certain
    [aligned] = [op for op in Levenshtein.opcodes(copy, PASSAGE) if op.tag != "equal"]
    assert (aligned.tag, aligned.src_start, aligned.src_end) == ("replace", ruling.start, ruling.end)
