"""Anchors: characters that two texts share if one contains the other, or both a sentence of a third.

MinHash compares whole texts: a paragraph in an article of twenty leaves no trace in its signature.  Anchors
are hashes of 8 characters chosen so that of any 7 that begin side by side at least one is an anchor,
whatever stands around: texts that share 14 characters in a row share an anchor.  Misread characters cost the
anchors over them; a sentence has several.  Short texts have one at every place.

Schleimer, S., Wilkerson, D., Aiken, A. (2003): Winnowing: local algorithms for document fingerprinting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cleaner.archive.signature import mixed, rolling
from cleaner.archive.words import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

LENGTH: Final = 8
WINDOW: Final = 7
# In a text of so many characters every place is an anchor: of the few that it would have, misread characters
# leave none.  Of 400 copies of 45 to 80 characters, a tenth of them misread, 5 % were missed, now .6 %.
SHORT: Final = 80
# Of one template, or one passage, each record is paired with so many.
BUCKET: Final = 16
RARE: Final = 2
_HALF: Final = np.uint64(32)
_LOW: Final = np.uint64(0xFFFFFFFF)
_NONE: Final = np.uint32(0xFFFFFFFF)


def method() -> list[int]:
    """What anchors depend on, to be stored with them."""
    return [LENGTH, WINDOW, SHORT]


def anchors(forms: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The anchors of matching forms.

    Returns:
        hashes, each once for a form, and the place in `forms` of the form each is of; sorted by form.
    """
    pad = "\0" * (WINDOW - 1)
    codes = np.frombuffer(pad.join(("", *forms, "")).encode("utf-32-le"), dtype="<u4")
    hashes = mixed(rolling(codes, LENGTH))
    lengths = np.fromiter(map(len, forms), dtype=np.intp, count=len(forms))
    starts = np.cumsum(lengths + len(pad)) - lengths
    ends = starts + lengths - LENGTH + 1
    hashes[~_within(starts, ends, lengths >= LENGTH, len(hashes))] = _NONE
    short = _within(starts, ends, (lengths >= LENGTH) & (lengths <= SHORT), len(hashes))
    at = np.flatnonzero((_chosen(hashes) | short) & (hashes != _NONE))
    words = (np.searchsorted(starts, at, side="right") - 1).astype(np.uint64) << np.uint64(32) | hashes[at]
    words.sort()  # and not `unique`, which looks for likes before it sorts: three times as long
    words = words[np.append(True, words[1:] != words[:-1])[: len(words)]]
    return words.astype(np.uint32), (words >> np.uint64(32)).astype(np.uint32)


def anchor_pairs(words: NDArray[np.uint64]) -> Iterator[NDArray[np.uint64]]:
    """Packed pairs of records that share an anchor, each as often as their anchors are worth.

    An anchor is worth `RARE`, but 1 where more than `BUCKET` others have it: a phrase that opens every
    report is no sentence in common.  Each record is paired with the next `BUCKET` that have the anchor.

    Args:
        words: sorted, the hash of an anchor above and the number of a record below.
    """
    starts = np.flatnonzero(np.append(True, words[1:] >> _HALF != words[:-1] >> _HALF)[: len(words)])
    sizes = np.diff(np.append(starts, len(words)))
    crowded = np.repeat(sizes > BUCKET + 1, sizes)
    for some, worth in ((words[~crowded], RARE), (words[crowded], 1)):
        for first, second in neighbours(some, _LOW, BUCKET):
            yield from [first << _HALF | second & _LOW] * worth


def _within(
    starts: NDArray[np.intp], ends: NDArray[np.intp], some: NDArray[np.bool_], size: int
) -> NDArray[np.bool_]:
    """Which places are within some of the spans, which do not overlap."""
    steps = np.zeros(size + 1, dtype=np.int8)
    steps[starts[some]] += 1
    steps[ends[some]] -= 1
    inside: NDArray[np.bool_] = np.cumsum(steps[:size], dtype=np.int8) > 0
    return inside


def _chosen(hashes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which hashes are the smallest of some window."""
    lowest = hashes
    for k in range(1, WINDOW):
        lowest = np.minimum(lowest[:-1], hashes[k:])
    padded = np.concatenate((np.zeros(WINDOW - 1, np.uint32), lowest, np.zeros(WINDOW - 1, np.uint32)))
    highest = padded[: len(hashes)]
    for k in range(1, WINDOW):
        highest = np.maximum(highest, padded[k : k + len(hashes)])
    chosen: NDArray[np.bool_] = (hashes == highest) & (hashes != _NONE)
    return chosen
