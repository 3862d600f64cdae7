"""Which records may be copies of which: by whole texts (bands) and by parts of them (anchors), in order."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from cleaner.archive.anchors import anchor_pairs, anchors
from cleaner.archive.bands import Bands, unpacked
from cleaner.archive.signature import signatures
from cleaner.archive.words import Words, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

# What anchors in common must be worth: eight characters in a row are shared by chance or by phrase, a
# sentence shares two anchors at least, or four that many others share.
SHARED: Final = 4
_LOW: Final = np.uint64(0xFFFFFFFF)


class Candidates:
    """Pairs of records that share a band or a sentence, in bounded memory.

    Records are numbered in the order in which they are added; equal ones are candidates with the first of
    them only (`bands`), and so is what is like them.

    Examples:
        >>> found = Candidates()
        >>> found.add(["市总工会今天上午召开产改工作推进会,总结经验,部署任务."] * 2)
        >>> found.add(["立春.市总工会今天上午召开产改工作推进会,总结经验,部署任务.各县区代表参加了会议."])
        >>> [pairs.tolist() for pairs in found.pairs()]
        [[[0, 1], [0, 2]]]
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Start with no record.

        Args:
            folder: where temporary files may be made; the system's own place if not given.
        """
        self._bands = Bands(folder)
        self._anchors = Words(folder)
        self._folder = folder
        self._count = 0

    def add(self, forms: Sequence[str]) -> None:
        """Add the matching forms of the next records; hundreds at once are best."""
        hashes, places = anchors(forms)
        self._anchors.add(hashes.astype(np.uint64) << np.uint64(32) | places + np.uint64(self._count))
        self._bands.add(signatures(forms))
        self._count += len(forms)

    def pairs(self) -> Iterator[NDArray[np.int64]]:
        """The candidates as `n × 2` record numbers, the smaller first, sorted, each pair once, in blocks."""
        found = Words(self._folder)
        leads, copies = self._bands.leaders()
        for pairs in chain((copies,), self._bands.pairs(leads)):
            for _ in range(SHARED):
                found.add(pairs)
        for block in self._anchors.blocks():
            for part in parts(block):
                for pairs in anchor_pairs(part[leads[(part & _LOW).astype(np.intp)]]):
                    found.add(pairs)
        for block in found.blocks():
            again = np.flatnonzero(block[SHARED - 1 :] == block[: 1 - SHARED])
            if (sure := np.unique(block[again])).size:
                yield unpacked(sure)
        found.close()

    def close(self) -> None:
        """Let the temporary files go."""
        self._bands.close()
        self._anchors.close()
