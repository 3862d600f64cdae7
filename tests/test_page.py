"""The provenance core: whatever is edited, cut and arranged, the source comes back."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.core.fold import apply
from cleaner.core.log import RestoreError, record, restore_text, verify
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Article, Block, Change, Edit, ProvenanceError, Ref, Span

ALPHABET = "工会 \n12,。天"


def page_of(text: str, flow: tuple[Span, ...] = ()) -> Page:
    return Page(Source("page.txt", text, "utf-8", ""), flow)


@st.composite
def flows(draw: st.DrawFn, length: int) -> tuple[Span, ...]:
    """A random reading order of random pieces that tile the source."""
    cuts = sorted(draw(st.sets(st.integers(1, max(1, length - 1)), max_size=3)) - {length})
    borders = [0, *[cut for cut in cuts if cut < length], length]
    pieces = [Span(a, b) for a, b in pairwise(borders) if a < b]
    return tuple(draw(st.permutations(pieces)))


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Random sorted, disjoint edits of a text."""
    edits, at = [], 0
    for _ in range(draw(st.integers(0, 5))):
        if at >= len(text):
            break
        start = draw(st.integers(at, len(text) - 1))
        end = draw(st.integers(start + 1, min(len(text), start + 4)))
        edits.append(Edit(start, end, draw(st.text("x天 ", max_size=3))))
        at = end
    return edits


@st.composite
def programs(draw: st.DrawFn) -> tuple[Page, str]:
    """A page after random edits, and the text it must read."""
    text = draw(st.text(ALPHABET, max_size=60))
    page = page_of(text, draw(flows(len(text))) if text else ())
    expected = page.text
    for step in range(draw(st.integers(0, 6))):
        edits = draw(edits_of(page.text))
        expected = apply(expected, edits)
        page = page.edit(edits, f"rule{step}")
    return page, expected


def blocks_of(page: Page) -> list[Block]:
    lines = (page.spans(m.start(), m.end()) for m in re.finditer(r"[^\n]+", page.text))
    return [Block("paragraph", spans) for spans in lines if spans]


@given(programs())
def test_edits_compose(program: tuple[Page, str]) -> None:
    """Folding edit after edit gives the text that the same edits give on a plain string."""
    page, expected = program
    assert "".join(map(page.read, page.pieces)) == page.text == expected


@pytest.mark.parametrize("between", ["\u200b", " ", "那时候。说"])
def test_stops_that_meet_are_a_sign(between: str) -> None:
    """What stood between two stops and was taken out, by an edit or a cut, leaves a pair of them."""
    page, cut = page_of(f"会后，她说。{between}。大家都笑了。"), Span(6, 6 + len(between))
    assert "。" not in page.signs
    assert "。" in page.edit([Edit(*cut, "")], "rule").signs
    assert "。" in page.cut(cut, "rule").signs


@given(programs())
def test_changes_are_sorted_disjoint_and_inside_their_piece(program: tuple[Page, str]) -> None:
    """No change overlaps another, covers nothing, or straddles the end of a flow piece."""
    page, _ = program
    for one, other in pairwise(page.changes):
        assert one.end <= other.start
    for change in page.changes:
        assert change.start < change.end
        assert any(p.start <= change.start and change.end <= p.end for p in page.pieces)


@given(programs(), st.randoms(use_true_random=False))
def test_any_arrangement_restores(program: tuple[Page, str], random: object) -> None:
    """Whatever the order of the blocks, the JSON record alone gives the source back."""
    page, _ = program
    blocks = blocks_of(page)
    random.shuffle(blocks)  # type: ignore[attr-defined]
    page = page._replace(articles=(Article("a1", tuple(blocks)),)).settle("lay_out")
    verify(page)
    assert restore_text(json.loads(json.dumps(record(page)))) == page.source.text


@given(st.text(ALPHABET, min_size=8, max_size=40), st.data())
def test_cut_inside_a_block_restores(text: str, data: st.DataObject) -> None:
    """A removal inside a paragraph leaves two spans of one block, and the source comes back."""
    start = data.draw(st.integers(1, len(text) - 3))
    page = page_of(text).cut(Span(start, start + 2), "cut_loops", reason="duplicate")
    block = Block("paragraph", page.spans(0, len(page.text)))
    assert page.text_of(block) == page.text == text[:start] + text[start + 2 :]
    assert len(block.spans) == 2
    page = page._replace(articles=(Article("a1", (block,)),)).settle("lay_out")
    assert restore_text(record(page)) == text


def test_edit_on_edited_ground_keeps_all_names() -> None:
    """An edit that meets an older change becomes one change under both names."""
    page = page_of("2 024年,").edit([Edit(1, 2, "")], "close_digits").edit([Edit(0, 4, "二〇二四")], "spell")
    assert [(c.start, c.end, c.new, c.rules) for c in page.changes] == [
        (0, 5, "二〇二四", ("close_digits", "spell"))
    ]


def test_edit_back_to_the_source_leaves_no_change() -> None:
    """A change that is undone by a later rule is none."""
    page = page_of("工会").edit([Edit(0, 1, "公")], "one").edit([Edit(0, 1, "工")], "other")
    assert page.changes == ()


def test_merged_change_is_trimmed() -> None:
    """What a merged change did not alter is no part of it."""
    page = page_of("第 1 版").edit([Edit(1, 2, "")], "a").edit([Edit(0, 2, "第1")], "b")
    assert [(c.start, c.end, c.new) for c in page.changes] == [(1, 2, "")]


def test_white_space_taken_out_inside_belongs_to_the_span() -> None:
    """A joined paragraph is one span, the removed line break inside it."""
    page = page_of("工人\n队伍\n").edit([Edit(2, 3, "")], "join_lines")
    assert page.spans(0, 4) == (Span(0, 5),)


def test_removed_content_is_outside_every_span() -> None:
    """A cut-out duplicate is claimed by no block."""
    page = page_of("工人队伍队伍建设").cut(Span(2, 4), "cut_loops", reason="duplicate", ref=Ref(None, 4, 6))
    assert page.spans(0, 6) == (Span(0, 2), Span(4, 8))
    assert [c.refs for c in page.removed] == [(Ref(None, 4, 6),)]


def test_columns_read_in_flow_order() -> None:
    """The flow arranges pieces; a paragraph that runs over two of them has two spans."""
    page = page_of("左上 右上 左下 右下 ", (Span(0, 3), Span(6, 9), Span(3, 6), Span(9, 12)))
    assert page.text == "左上 左下 右上 右下 "
    joined = page.edit([Edit(2, 3, "")], "join_lines")
    assert joined.spans(0, 4) == (Span(0, 2), Span(6, 8))


@pytest.mark.parametrize(
    "edits",
    [[Edit(0, 2, ""), Edit(1, 3, "")], [Edit(2, 2, "x")], [Edit(2, 1, "")], [Edit(0, 9, "")]],
    ids=["overlapping", "covering nothing", "backwards", "beyond the text"],
)
def test_unsound_edits_are_refused(edits: list[Edit]) -> None:
    """A rule that proposes nonsense is an internal error, not a damaged page."""
    with pytest.raises(ProvenanceError):
        page_of("工人队伍").edit(edits, "broken")


def test_cut_through_a_change_is_refused() -> None:
    """A removal may swallow a change but not halve it."""
    page = page_of("工人队伍").edit([Edit(1, 3, "x")], "swap")
    with pytest.raises(ProvenanceError):
        page.cut(Span(0, 2), "cut_loops", reason="duplicate")


def test_cuts_that_overlap_are_refused() -> None:
    """Two rules that take out the same text would account for it twice."""
    cuts = [Change(start, start + 2, "", ("find_notices",), (), "boilerplate") for start in (1, 0)]
    with pytest.raises(ProvenanceError, match="through a change"):
        page_of("工人队伍").cut_all(cuts)


@given(programs(), st.data())
def test_many_cuts_are_as_one_after_the_other(program: tuple[Page, str], data: st.DataObject) -> None:
    """In whatever order they are given, and over older changes."""
    page, _ = program
    lines = [span for block in blocks_of(page) for span in block.spans]
    cuts = [Change(*span, "", ("remove",), (), "furniture") for span in data.draw(st.permutations(lines))]
    expected = page
    for cut in cuts:
        expected = expected.cut(Span(cut.start, cut.end), "remove", reason="furniture")
    assert page.cut_all(cuts).changes == expected.changes


def test_lost_content_is_refused() -> None:
    """Text that is in no block and in no change cannot be settled away."""
    page = page_of("标题\n正文")._replace(articles=(Article("a1", (Block("title", (Span(0, 2),)),)),))
    with pytest.raises(ProvenanceError, match="no block and no rule"):
        page.settle("lay_out")


def test_text_claimed_twice_is_refused() -> None:
    """Two blocks cannot hold the same source character."""
    blocks = (Block("title", (Span(0, 2),)), Block("paragraph", (Span(1, 4),)))
    with pytest.raises(ProvenanceError, match="two blocks"):
        page_of("工人队伍")._replace(articles=(Article("a1", blocks),)).settle("lay_out")


def settled(text: str) -> Page:
    page = page_of(text).edit([Edit(2, 3, "")], "join_lines")
    block = Block("paragraph", page.spans(0, len(page.text)))
    return page._replace(articles=(Article("a1", (block,)),)).settle("lay_out")


def test_edited_output_is_refused() -> None:
    """A record whose text was changed by hand is refused, in a changed place or beside it."""
    for old, new in (("工人队伍", "工人队伍！"), ("工人队伍", "人队伍")):
        account = record(settled("工人\n队伍"))
        block = account["articles"][0]["blocks"][0]
        block["text"] = block["text"].replace(old, new)
        with pytest.raises(RestoreError):
            restore_text(account)


def test_incomplete_log_is_refused() -> None:
    """A record that lost a change is refused."""
    account = record(settled("工人\n队伍"))
    account["changes"] = []
    with pytest.raises(RestoreError):
        restore_text(account)


def test_damaged_bytes_come_back() -> None:
    """A damaged byte shows as U+FFFD and is restored from `old_bytes`."""
    page = page_of("工\udcb9会").edit([Edit(1, 2, "\ufffd")], "replace_damaged_bytes")
    block = Block("paragraph", page.spans(0, 3))
    page = page._replace(articles=(Article("a1", (block,)),)).settle("lay_out")
    account = json.loads(json.dumps(record(page), ensure_ascii=False).encode("utf-8"))
    assert account["articles"][0]["blocks"][0]["text"] == "工\ufffd会"
    assert account["changes"][0]["old_bytes"] == "b9"
    assert restore_text(account) == "工\udcb9会"


def test_removed_lists_content_without_the_white_space_round_it() -> None:
    """`removed` spans begin and end with content; the change covers what was cut."""
    page = page_of("正文\n 3版 \n").cut(Span(2, 8), "page_number", reason="furniture")
    block = Block("paragraph", page.spans(0, 2))
    page = page._replace(articles=(Article("a1", (block,)),)).settle("lay_out")
    (entry,) = record(page)["removed"]
    assert (entry["start"], entry["end"], entry["kept"]) == (4, 6, None)


def test_a_line_end_put_behind_a_block_is_no_part_of_it() -> None:
    """Where columns are parted a line end follows the last character; once settled it is gone again."""
    page = page_of("工人。队伍").edit([Edit(2, 3, "。\n"), Edit(4, 5, "五\n")], "split_columns")
    blocks = Block("paragraph", (Span(0, 3),)), Block("paragraph", (Span(3, 5),))
    page = page._replace(articles=(Article("a1", blocks),)).settle("lay_out")
    assert list(map(page.text_of, page.blocks)) == ["工人。", "队五"]
    assert [change[:3] for change in page.changes] == [(4, 5, "五")]
    verify(page)
