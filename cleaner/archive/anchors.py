"""Anchors: characters that two texts share if one contains the other, or both a sentence of a third.

MinHash compares whole texts: a paragraph in an article of twenty leaves no trace in its signature.  Anchors
are hashes of 8 characters chosen so that of any 7 that begin side by side at least one is an anchor,
whatever stands around: texts that share 14 characters in a row share an anchor.  Misread characters cost the
anchors over them; a sentence has several.

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

    from cleaner.archive.words import Words

LENGTH: Final = 8
WINDOW: Final = 7
# A phrase that many records have says little; of one template, or one passage, each is paired with so many.
BUCKET: Final = 16
_HALF: Final = np.uint64(32)
_LOW: Final = np.uint64(0xFFFFFFFF)
_NONE: Final = np.uint32(0xFFFFFFFF)


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
    usable = np.zeros(len(codes) + 1, dtype=np.int8)
    long = lengths >= LENGTH
    usable[starts[long]] += 1
    usable[(starts + lengths)[long] - LENGTH + 1] -= 1
    hashes[np.cumsum(usable)[: len(hashes)] == 0] = _NONE
    at = np.flatnonzero(_chosen(hashes))
    words = np.unique(
        (np.searchsorted(starts, at, side="right") - 1).astype(np.uint64) << np.uint64(32) | hashes[at]
    )
    return words.astype(np.uint32), (words >> np.uint64(32)).astype(np.uint32)


def anchor_pairs(words: Words, leads: NDArray[np.bool_]) -> Iterator[NDArray[np.uint64]]:
    """Packed pairs of records that share an anchor, as often as they share one; each with the next few only.

    Args:
        words: the anchors of all records: the hash above, the number of the record below.
        leads: which records count.
    """
    for block in words.blocks():
        usable = block[leads[(block & _LOW).astype(np.intp)]]
        for first, second in neighbours(usable, _LOW, BUCKET):
            yield first << _HALF | second & _LOW


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
