"""The plan of an archive: verified clusters, no chains, the same whatever the order of the input."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
from archive_material import FORMS, HEADLINE, LEAD, OTHER, STORY, articles, misread, seeded
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.archive.best import Judge, Record
from cleaner.archive.duplicates import Finding, Item, find_duplicates
from cleaner.archive.matching import matching_form
from cleaner.archive.pairs import Pairs
from cleaner.archive.plan import Decision, Plan
from cleaner.archive.verdict import COPIES, compare

texts = cache(articles)


def plan(*forms: str, policy: str = "best") -> dict[int, Decision]:
    """The decisions on some texts of which every two are candidates."""
    records = [Record(len(form), 0.0, rank) for rank, form in enumerate(forms)]
    pairs = np.array(list(combinations(range(len(forms)), 2)), dtype=np.int64).reshape(-1, 2)
    made = Plan(records, forms, pairs, Judge(policy, Pairs()))
    return {decision.record: decision for decision in made.decisions()}


def archive(seed: int) -> list[Item]:
    """News, misread copies, reprints, parts and forms, as an archive holds them."""
    r = seeded(seed)
    found = [text for text in texts() if len(text) > 120][:12]
    made = [*found, *found[:4]]
    made += [misread(text, rate, r) for text in found for rate in (0.02, 0.08)]
    made += [text[30:100] for text in found[:4]]
    made += ["据本报消息：新的导语写在这里，与原文不同。\n" + text for text in found[4:8]]
    made += [form(r) for form in FORMS for _ in range(4)]
    return [Item(f"r{number:03}", text) for number, text in enumerate(made)]


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 5), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_count(seed: int, shuffled: object) -> None:
    """Shuffling the input gives the same findings, kept copies included."""
    items = archive(seed)
    before = sorted(find_duplicates(items))
    shuffled.shuffle(items)  # type: ignore[attr-defined]
    assert sorted(find_duplicates(items)) == before


def test_every_member_is_verified_against_the_kept_copy() -> None:
    """Whatever joins a cluster is a copy of the kept one by their own texts."""
    items = {item.id: item for item in archive(1)}
    forms = {name: matching_form(item.text).form for name, item in items.items()}
    found = list(find_duplicates(items.values()))
    copies = [finding for finding in found if finding.cluster != finding.id]
    assert len(copies) > 25
    for finding in copies:
        verdict = compare(forms[finding.id], forms[finding.cluster])
        assert verdict is not None
        assert verdict.kind in COPIES
    kept = {finding.cluster for finding in found}
    assert all(finding.cluster == finding.id for finding in found if finding.id in kept)


def test_a_chain_of_likenesses_joins_nothing() -> None:
    """Where A is like B and B like C, but C not like A, C is not put to A."""
    parts = [STORY[at : at + 40] for at in range(0, 200, 40)]
    chain = ["".join(parts[i : i + 3]) + OTHER[15 * i : 15 * i + 12] for i in range(3)]
    forms = [matching_form(text).form for text in chain]
    ends = compare(forms[0], forms[2])
    assert ends is None or ends.kind not in COPIES
    decisions = plan(*forms)
    for decision in decisions.values():
        if decision.kept != decision.record:
            verdict = compare(forms[decision.record], forms[decision.kept])
            assert verdict is not None
            assert verdict.kind in COPIES


def test_a_copy_of_a_copy_is_tried_with_the_kept_one() -> None:
    """A copy that is no candidate of the kept one, but of another copy, is found."""
    forms = [matching_form(misread(STORY, rate, seeded(7))).form for rate in (0.0, 0.02, 0.04)]
    records = [Record(len(form), float(rank), rank) for rank, form in enumerate(forms)]
    made = Plan(records, forms, np.array([[0, 1], [1, 2]]), Judge("best", Pairs()))
    assert {decision.kept for decision in made.decisions()} == {0}


def test_a_series_of_notices_is_no_cluster() -> None:
    """Announcements that differ in nothing but the day stay apart, also where two days look alike."""
    notice = "因供水管网检修，定于{}月{}日停水，请沿线用户提前做好储水准备，由此带来的不便敬请谅解。"
    days = [(3, 5), (3, 6), (3, 8), (8, 5), (4, 12), (5, 17), (6, 11), (7, 1), (1, 7)]
    decisions = plan(*(matching_form(notice.format(*day)).form for day in days))
    assert all(decision.kept == record for record, decision in decisions.items())
    assert {decision.verdict.kind for decision in decisions.values() if decision.verdict} == {"template"}


def test_forms_are_named_and_never_put_together() -> None:
    """In an archive of forms every record is its own cluster."""
    r = seeded(9)
    items = [Item(f"{number}", form(r)) for number, form in enumerate(FORMS * 12)]
    found = list(find_duplicates(items))
    apart = [finding for finding in found if finding.cluster == finding.id]
    assert len(apart) == len(found)
    assert {finding.kind for finding in found} <= {"template", "shared", None}


def test_what_a_record_is_to_a_copy_is_told_of_the_kept_one() -> None:
    """A paragraph of an article with copies is reported to stand in the kept copy."""
    whole, blurred = OTHER + STORY, misread(OTHER + STORY, 0.05, seeded(2))
    items = [Item("part", STORY[:110]), Item("blurred", blurred), Item("whole", whole)]
    found = {finding.id: finding for finding in find_duplicates(items)}
    assert found["blurred"].cluster == found["whole"].cluster
    assert found["part"].cluster == "part"
    assert found["part"].kind == "contained"
    assert found["part"].other == found["whole"].cluster


def test_what_stands_in_a_copy_only_is_told_of_that_copy() -> None:
    """A lead that the kept copy has not is reported to stand in the copy that has it."""
    whole = misread(LEAD + OTHER[:60] + STORY, 0.03, seeded(3))
    items = [Item("a", f"据本报消息：{HEADLINE}\n{STORY}"), Item("b", whole), Item("part", LEAD + OTHER[:60])]
    found = {finding.id: finding for finding in find_duplicates(items, "first")}
    assert found["b"].cluster == "a"
    assert (found["part"].cluster, found["part"].kind, found["part"].other) == ("part", "contained", "b")


def test_a_passage_shared_with_a_copy_only_is_told_of_that_copy() -> None:
    """A record that quotes the lead of a copy, which the kept one has not, shares a passage with the copy."""
    whole = misread(LEAD + STORY, 0.01, seeded(3))
    quoting = Item("quoting", OTHER[::-1] + LEAD + OTHER)
    items = [Item("a", f"据本报消息：{HEADLINE}\n{STORY}"), Item("b", whole), quoting]
    found = {finding.id: finding for finding in find_duplicates(items, "first")}
    assert found["b"].cluster == "a"
    assert (found["quoting"].kind, found["quoting"].other) == ("shared", "b")


def test_copies_of_a_candidate_are_compared_too() -> None:
    """Headlines that a kept candidate has not together are looked for in its copies."""
    first, last = HEADLINE, "能工巧匠各显神通十二个工种决出名次"
    lead = "编者按：劳动创造幸福，技能成就梦想，本版今天向读者介绍一群苦练本领的人。"
    records = [first + lead + last[8:] + STORY, first + last + STORY, first + last]
    decisions = plan(*(matching_form(text).form for text in records), policy="first")
    assert decisions[1].kept == 0
    assert decisions[2].verdict is not None
    assert (decisions[2].verdict.kind, decisions[2].other) == ("contained", 1)


def test_nothing_comes_of_nothing() -> None:
    """No records, empty texts and lone characters are what they are: no copies of each other."""
    assert list(find_duplicates([])) == []
    empty = [Item("a", ""), Item("b", " \n"), Item("c", "")]
    assert list(find_duplicates(empty)) == [Finding(item.id, item.id) for item in empty]
    assert [finding.cluster for finding in find_duplicates([Item("a", "会"), Item("b", "议")])] == ["a", "b"]
