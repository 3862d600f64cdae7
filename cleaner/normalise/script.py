"""Conversion between simplified and traditional characters (`--script`), by OpenCC, as edits.

OpenCC chooses by phrase (头发 → 頭髮, 发展 → 發展) and changes no vocabulary here: 软件 becomes 軟件 and
not 軟體, since wording belongs to the paper.  It knows no direction, so each block is looked at first: a
traditional block is never "converted to traditional" again, which would spoil it (皇后 and 里程 are
traditional words), and a simplified one keeps characters that are simplified already (著 in 著作).
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal, get_args

from cleaner.core.types import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Target = Literal["simplified", "traditional", "taiwan", "hongkong"]

# Target: what a simplified block takes, what a traditional one takes.
_CONVERSIONS: dict[Target, tuple[str, str | None]] = {
    "simplified": ("t2s", "t2s"),
    "traditional": ("s2t", None),
    "taiwan": ("s2tw", "t2tw"),
    "hongkong": ("s2hk", "t2hk"),
}


class ScriptUnavailableError(RuntimeError):
    """Conversion was asked for where OpenCC is not installed."""


@cache
def _converter(name: str) -> Callable[[str], str]:
    try:
        import opencc  # an extra, and its dictionaries take long to load
    except ImportError as error:
        raise ScriptUnavailableError(
            "conversion between scripts needs OpenCC: install it with  pip install 'cleaner[script]'"
        ) from error
    convert: Callable[[str], str] = opencc.OpenCC(name).convert
    return convert


def convert(blocks: Sequence[str], target: Target) -> list[list[Edit]]:
    """The edits that bring each block into a script, in offsets of that block.

    Edits are the smallest runs that differ, sorted and disjoint.  A block that has no character of its own
    script (王小明) goes with the majority of the others.  Converting a converted text changes nothing.

    Args:
        blocks: texts of paragraphs, headlines and so on; phrases do not cross from one to the next.
        target: `simplified`, `traditional` (OpenCC's standard), `taiwan` or `hongkong`.

    Raises:
        ScriptUnavailableError: OpenCC is not installed.
        ValueError: there is no such target.

    Examples:
        >>> convert(["头发和发展"], "traditional")
        [[Edit(start=0, end=2, new='頭髮'), Edit(start=3, end=4, new='發')]]
        >>> convert(["皇后的頭髮", "著作"], "traditional"), convert(["这部著作"], "simplified")
        ([[], []], [[]])
    """
    if target not in get_args(Target):
        raise ValueError(f"no script {target!r}: choose one of {', '.join(get_args(Target))}")
    leanings = [_leaning(block) for block in blocks]
    page_leans = sum(leanings)
    return [
        list(_edits(block, target, traditional=(leaning or page_leans) > 0))
        for block, leaning in zip(blocks, leanings, strict=True)
    ]


def _leaning(block: str) -> int:
    """How many more of a block's characters are traditional than simplified."""
    return _differing(block, _converter("t2s")(block)) - _differing(block, _converter("s2t")(block))


def _differing(old: str, new: str) -> int:
    return sum(a != b for a, b in zip(old, new, strict=False))


def _edits(block: str, target: Target, *, traditional: bool) -> Iterator[Edit]:
    name = _CONVERSIONS[target][traditional]
    if name is None:
        return
    for edit in _align(block, _converter(name)(block)):
        if target != "simplified" or _is_certain(
            block[edit.start : edit.end], edit.new, traditional=traditional
        ):
            yield edit


def _is_certain(old: str, new: str, *, traditional: bool) -> bool:
    """Whether a traditional reading may become a simplified one.

    OpenCC's dictionary takes 薴 to 苧 and 苧, another plant, to 苎; and it knows no simplified text, where
    於 and 乾 are names.
    """
    return _converter("t2s")(new) == new and (traditional or not _is_simplified(old))


def _is_simplified(text: str) -> bool:
    """Whether the national standard of simplified characters has all of a text."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _align(old: str, new: str) -> Iterable[Edit]:
    if len(old) == len(new):
        return _runs(old, new)
    from rapidfuzz.distance import Levenshtein  # only where a phrase changes its length

    edits: list[Edit] = []
    for op in Levenshtein.opcodes(old, new):
        start, end, text = op.src_start, op.src_end, new[op.dest_start : op.dest_end]
        if op.tag == "equal":
            continue
        if edits and edits[-1].end == start:
            before = edits.pop()
            start, text = before.start, before.new + text
        edits.append(_anchored(old, start, end, text))
    return edits


def _runs(old: str, new: str) -> Iterator[Edit]:
    differing = (i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b)
    for _, run in groupby(enumerate(differing), key=lambda pair: pair[1] - pair[0]):
        places = [place for _, place in run]
        yield Edit(places[0], places[-1] + 1, new[places[0] : places[-1] + 1])


def _anchored(old: str, start: int, end: int, new: str) -> Edit:
    """An edit that replaces at least one character: an insertion takes its neighbour along."""
    if start < end:
        return Edit(start, end, new)
    if start:
        return Edit(start - 1, start, old[start - 1] + new)
    return Edit(0, 1, new + old[0])
