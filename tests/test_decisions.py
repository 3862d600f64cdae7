"""Decisions of people: the file, and what they come to when a page is cleaned again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from cleaner import Options, Page, clean_page, page_record, restore
from cleaner.core.decisions import (
    Decision,
    DecisionsError,
    from_bytes,
    merged,
    to_bytes,
    trimmed,
    without_effect,
)

if TYPE_CHECKING:
    from cleaner.core.types import Change, Mark

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
SCHEMAS = {path.name: json.loads(path.read_bytes()) for path in (ROOT / "docs" / "schema").glob("*.json")}
LINE = Decision("ab" * 32, 2, 4, "removal", "loop", "rejected", "a.txt", "“工会”")


def clean(name: str, *decisions: Decision) -> Page:
    data = (SAMPLES / f"{name}.txt").read_bytes()
    page = clean_page(data, Options(decisions=decisions), name=name)
    assert restore(page_record(page)) == data
    return page


def on_removal(page: Page, change: Change, verdict: str = "rejected") -> Decision:
    place = trimmed(page.source.text, change)
    rule = change.rules[0]
    return Decision(page.source.sha256, *place, "removal", rule, verdict, page.source.name, "")  # type: ignore[arg-type]


def on_mark(page: Page, mark: Mark, verdict: str = "rejected") -> Decision:
    key = (page.source.sha256, mark.start, mark.end, mark.kind, mark.rule)
    return Decision(*key, verdict, page.source.name, "")  # type: ignore[arg-type]


def texts(page: Page) -> list[str]:
    return [page.text_of(block) for block in page.blocks]


# -- the file ----------------------------------------------------------------------------------------------


def test_a_file_of_decisions_is_read_as_it_was_written() -> None:
    """Sorted, one a line, whatever the order they were given in; names of any characters come back."""
    others = [
        LINE._replace(start=3),
        LINE._replace(name="报\ud83d\n纸.txt", quote="“\u2028”"),
        LINE._replace(start=0),
    ]
    data = to_bytes([LINE, *others[:1], others[2], LINE])
    assert len(data.splitlines()) == 4
    assert from_bytes(data, "x") == sorted([LINE, others[0], others[2]])
    assert from_bytes(to_bytes([others[1]]), "x") == [others[1]]


def test_every_line_is_as_the_schema_says() -> None:
    """Header and decisions are valid; a line with another verdict is not."""
    registry = Registry().with_resources((file, Resource.from_contents(s)) for file, s in SCHEMAS.items())
    validator = Draft202012Validator(SCHEMAS["decisions.schema.json"], registry=registry)
    for line in to_bytes([LINE]).splitlines():
        validator.validate(json.loads(line))
    assert not validator.is_valid({**LINE._asdict(), "verdict": "perhaps"})


def test_the_example_of_the_document_is_a_file_of_decisions() -> None:
    """What docs/decisions.md shows can be read."""
    example = (
        (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").split("```json\n")[1].split("```")[0]
    )
    assert [decision.verdict for decision in from_bytes(example.encode(), "x")] == ["rejected"]


def test_a_merged_file_may_be_out_of_order_and_say_things_twice() -> None:
    """What `merge=union` of git leaves is read: headers and lines twice, in any order, with blank lines."""
    one, two = to_bytes([LINE, LINE._replace(start=0)]), to_bytes([LINE._replace(start=1), LINE])
    assert [d.start for d in from_bytes(one + b"\n" + two, "x")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", None),
        (b"\n", None),
        (b"not json\n", "x is no file of decisions"),
        (b"\xff\xfe\n", "x is no file of decisions"),
        (b'{"schema":"cleaner/page/1"}\n', "x is no file of decisions"),
        (to_bytes([LINE]).splitlines()[1], "x is no file of decisions"),
        (to_bytes([]) + b"[" * 100_000, "x, line 2 is no decision"),
        (to_bytes([]) + b"{}\n", "x, line 2 is no decision"),
        (to_bytes([]) + b'{"sha256":1}\n', "x, line 2 is no decision"),
        (to_bytes([LINE._replace(start=9)]), "x, line 2 is no decision"),
        (to_bytes([LINE._replace(verdict="maybe")]), "x, line 2 is no decision"),  # type: ignore[arg-type]
        (to_bytes([LINE, LINE._replace(verdict="accepted")]), "lines 2 and 3 decide differently"),
        (to_bytes([]) + b"<<<<<<< ours\n=======\n>>>>>>> theirs\n", "x, line 2: git left a merge conflict"),
        (b"<<<<<<< ours\n" + to_bytes([LINE]), "x, line 1: git left a merge conflict"),
    ],
)
def test_what_is_no_file_of_decisions_is_refused_in_one_sentence(data: bytes, said: str | None) -> None:
    """Malformed lines, contradictions and conflict markers are named with their line; empty is empty."""
    if said is None:
        assert from_bytes(data, "x") == []
        return
    with pytest.raises(DecisionsError, match=said) as caught:
        from_bytes(data, "x")
    assert "\n" not in str(caught.value)


def test_new_decisions_take_the_place_of_old_ones() -> None:
    """Deciding again on the same place leaves one line."""
    changed = LINE._replace(verdict="accepted", quote="“会”")
    assert merged([LINE, LINE._replace(start=0)], [changed]) == [LINE._replace(start=0), changed]


# -- cleaning with decisions -------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(4))
def test_a_rejected_removal_stays_and_the_rest_is_as_before(number: int) -> None:
    """Each of the four removals of a page of loops can be taken back alone; it takes its gap with it."""
    before = clean("scan-000")
    removed = list(before.removed)[number]
    decision = on_removal(before, removed)
    after = clean("scan-000", decision)
    assert [*after.removed] == [change for change in before.removed if change != removed]
    kept = "".join(before.source.text[removed.start : removed.end].split())
    assert "".join("".join(texts(after)).split()).count(kept[-60:]) > "".join(texts(before)).count(kept[-60:])
    gone = [mark for mark in before.marks if mark not in after.marks]
    assert [(mark.kind, mark.start) for mark in gone] == [("gap", removed.start)]
    untouched = [text for text in texts(before) if text in texts(after)]
    assert len(untouched) == len(texts(before)) - 1
    assert list(without_effect(after, [decision])) == []


def test_a_rejected_removal_stays_whatever_rule_wants_it_and_wherever_it_begins_now() -> None:
    """Rules change: a removal by another name, from a little before to a little behind, is refused too."""
    before = clean("scan-000")
    loop = next(change for change in before.removed if "loop" in change.rules)
    decision = on_removal(before, loop)._replace(
        rule="another_rule", start=loop.start + 30, end=loop.end - 30
    )
    after = clean("scan-000", decision)
    assert loop not in after.removed
    assert len([*after.removed]) == 3


def test_decisions_on_another_source_say_nothing_here() -> None:
    """The same place of another page, by its SHA-256, is another place."""
    before = clean("scan-000")
    loop = next(change for change in before.removed if "loop" in change.rules)
    assert clean("scan-000", on_removal(before, loop)._replace(sha256="0" * 64)) == before


def test_accepted_removals_and_marks_change_nothing() -> None:
    """To accept is to say that it is right."""
    before = clean("scan-003")
    decisions = [on_removal(before, change, "accepted") for change in before.removed]
    decisions += [on_mark(before, mark, "accepted") for mark in before.marks]
    after = clean("scan-003", *decisions)
    assert after == before
    assert list(without_effect(after, decisions)) == []


def test_a_rejected_gap_is_none_and_the_cut_stays() -> None:
    """The mark goes, the removal behind it stays."""
    before = clean("scan-000")
    gap = next(mark for mark in before.marks if mark.kind == "gap")
    after = clean("scan-000", on_mark(before, gap))
    assert gap not in after.marks
    assert [*after.removed] == [*before.removed]
    assert sum(b.gap_after for b in after.blocks) == sum(b.gap_after for b in before.blocks) - 1


def test_a_rejected_off_topic_article_belongs_to_the_page() -> None:
    """Its flag and its mark go; its text and the other articles stay as they are."""
    before = clean("scan-002")
    mark = next(mark for mark in before.marks if mark.kind == "off_topic")
    after = clean("scan-002", on_mark(before, mark))
    assert [article.off_topic for article in before.articles] == [False, False, True]
    assert not any(article.off_topic for article in after.articles)
    assert texts(after) == texts(before)
    assert [mark.kind for mark in after.marks] == ["decided"]


def test_a_rejected_place_of_a_headline_puts_it_back_where_it_stood() -> None:
    """The section title stands behind what stands before it in the source, and the mark is gone."""
    before = clean("scan-003")
    mark = next(m for m in before.marks if m.rule == "place_headlines" and m.start > 5050)
    title = before.source.text[mark.start : mark.end].strip()
    after = clean("scan-003", on_mark(before, mark))
    assert sorted(texts(after)) == sorted(texts(before))
    spans = [block.spans for block in after.blocks]
    at = texts(after).index(title)
    assert spans[at - 1] < spans[at]
    assert texts(before).index(title) != at
    assert mark not in after.marks


def test_rejected_furniture_stays_in_the_text() -> None:
    """A notice that a person wants to keep is a block again."""
    before = clean("scan-002")
    notice = next(before.removed)
    decision = on_removal(before, notice)
    after = clean("scan-002", decision)
    assert not [*after.removed]
    assert before.source.text[notice.start : notice.end].strip() in "".join(texts(after))
    assert list(without_effect(after, [decision])) == []


def test_a_decision_that_no_longer_applies_is_named_and_not_applied_elsewhere() -> None:
    """A rejection where nothing is removed, an acceptance of a mark that is not there: both are told."""
    before = clean("scan-000")
    nowhere = LINE._replace(sha256=before.source.sha256, start=10, end=40)
    no_mark = nowhere._replace(kind="uncertain", rule="note", verdict="accepted")
    other_page = LINE._replace(verdict="accepted")
    after = clean("scan-000", nowhere, no_mark, other_page)
    assert after == before
    assert list(without_effect(after, [nowhere, no_mark, other_page])) == [nowhere, no_mark]
