"""The way back from text that was read in the wrong encoding: the bytes, then their right reading."""

from __future__ import annotations

from itertools import accumulate, count, pairwise
from typing import TYPE_CHECKING

from cleaner.core.chars import IS_HAN
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.core.types import Edit
from cleaner.read.frequency import score

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

REPLACEMENT = "\ufffd"

# Chinese characters that a run must give to be proof by itself, and that all proof together must give,
# each different: shorter runs are repaired only in company.  « é » with no-break spaces reads as one
# character of UTF-8, dots and crosses (······, ××××) as the same character again and again.
_FEWEST_IN_RUN, _FEWEST_IN_ALL = 2, 4
# Of the weights of `score` per character: newspaper text has 2.5 and never less than 1.65 in 60 characters;
# Greek or Cyrillic that was misread twice over comes to 0.4 at most.
_CERTAIN_SCORE = 1.5
# Bytes that cannot be read, for each character of a run that counts as damaged and not as something else.
_MOST_LOST = 1 / 8

_LONE = lazy("[\ud800-\udfff]")
# A reader that knew no better wrote one of these for a byte, mostly the last one before a line end.
_LOSSES = (REPLACEMENT, "?")
# What is left of a Chinese character in UTF-8 before and after such a place.
_TAIL = lazy("[\udce2-\udcef][\udc80-\udcbf]?$")
_HEAD = lazy("[\udc80-\udcbf]{1,2}")
# Two bytes often are UTF-8 by accident, and give these characters; three hardly ever are.
_ACCIDENTAL = lazy("[\u0080-\u1fff]")
# The characters that Windows-1252 has where Latin-1 has controls, and the bytes of both.
_WINDOWS = {
    ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))
}
_WESTERN = "\u0080-\u00ff" + "".join(map(chr, _WINDOWS))


class _Misreading(NamedTuple):
    """Bytes of `right` that were read as something else: where that can be, and how to get them back."""

    runs: re.Pattern[str]
    bytes_of: Callable[[str], bytes]
    right: str


def repairs(text: str) -> list[Edit]:
    """The edits that undo the one wrong reading of which the text has proof; none where it has no proof."""
    for misreading in _MISREADINGS:
        runs = [_repairs(text, run, misreading) for run in misreading.runs.finditer(text)]
        if _is_certain("".join(map(_proof, runs))):
            return [edit for edits in runs for edit in edits]
    return []


def _repairs(text: str, run: re.Match[str], misreading: _Misreading) -> list[Edit]:
    """The edits for one run; none where too much of it is no text of the right encoding."""
    new = misreading.bytes_of(run.group()).decode(misreading.right, "surrogateescape")
    head = _HEAD.match(new) if text.endswith(_LOSSES, 0, run.start()) else None
    tail = _TAIL.search(new) if text.startswith(_LOSSES, run.end()) else None
    begin = head.end() if head else 0
    whole = new[begin : tail.start() if tail else None]
    if len(_LONE.findall(whole)) > _MOST_LOST * len(whole):
        return []
    if _ACCIDENTAL.search(whole) and _count_han(whole) < _FEWEST_IN_RUN:
        return []
    return list(_edits(run, begin, whole, misreading, cut=tail is not None))


def _edits(run: re.Match[str], begin: int, new: str, misreading: _Misreading, *, cut: bool) -> Iterator[Edit]:
    """One edit for as few characters as stand for the same bytes in both readings.

    `begin` bytes of the run belong to what was lost before it; `cut` says that a character was lost behind
    it.  A character before lost bytes is left with them: it may have been put together across the loss.
    """
    sizes = (len(misreading.bytes_of(char)) for char in run.group())
    ends = dict(zip(accumulate(sizes), count(run.start() + 1), strict=False))
    start, size, piece = run.start(), begin, ""
    for char, following in pairwise(new + " "):
        size += len(char.encode(misreading.right, "surrogateescape"))
        piece += char
        if size in ends and not _LONE.match(following):
            if not _LONE.search(piece):
                yield Edit(start, ends[size], piece)
            start, piece = ends[size], ""
    if cut and not _LONE.search(piece):
        yield Edit(start, run.end() + 1, piece + REPLACEMENT)


def _proof(edits: list[Edit]) -> str:
    """What a run gives, if it is long enough to be no accident."""
    new = "".join(edit.new for edit in edits)
    return new if _count_han(new) >= _FEWEST_IN_RUN else ""


def _is_certain(proof: str) -> bool:
    different = _count_han("".join(set(proof)))
    return different >= _FEWEST_IN_ALL and score(proof) >= _CERTAIN_SCORE * len(proof)


def _count_han(text: str) -> int:
    return len(IS_HAN.findall(text))


def _western_bytes(text: str) -> bytes:
    """The bytes of a text that was read as Windows-1252 or Latin-1."""
    return text.translate(_WINDOWS).encode("latin-1")


def _gbk_bytes(text: str) -> bytes:
    """The bytes of a text that was read as GBK, in which Windows has the euro sign at 80."""
    return text.replace("€", "\udc80").encode("gb18030", "surrogateescape")


_WESTERN_RUN = lazy(f"[{_WESTERN}]{{2,}}")
_MISREADINGS = (
    _Misreading(_WESTERN_RUN, _western_bytes, "utf-8"),
    _Misreading(lazy("[^\0-\x7f\ud800-\udfff\ufffd]+"), _gbk_bytes, "utf-8"),
    _Misreading(_WESTERN_RUN, _western_bytes, "gbk"),
)
