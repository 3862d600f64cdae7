"""How often each pair of neighbouring characters stands in an archive: it tells a sound reading from another.

A misread character gives two pairs that hardly any text has.  No dictionary is needed to see it, only
enough text: the archive itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Cells of the table: news has about a million different pairs; two that share a cell do little harm.
_BITS: Final = 22
_MIX: Final = np.uint32(0x9E3779B1)


class Pairs:
    """Counts of character pairs; adding texts in another order gives the same counts."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._counts = np.zeros(1 << _BITS, dtype=np.uint32)

    def add(self, forms: Sequence[str]) -> None:
        """Count the pairs of many matching forms at once."""
        if cells := [_cells(form) for form in forms if len(form) > 1]:
            found, times = np.unique(np.concatenate(cells), return_counts=True)
            self._counts[found] += times.astype(np.uint32)

    def of(self, text: str) -> list[int]:
        """How often the archive has each pair of a text, in their order.

        >>> pairs = Pairs()
        >>> pairs.add(["市总工会召开会议", "工会会议"])
        >>> pairs.of("工会会识")
        [2, 1, 0]
        """
        counted: list[int] = self._counts[_cells(text)].tolist()
        return counted


def _cells(text: str) -> NDArray[np.intp]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    mixed = (codes[:-1] * _MIX) ^ (codes[1:] * np.uint32(0x85EBCA6B))
    mixed ^= mixed >> np.uint32(15)
    return ((mixed * np.uint32(0xC2B2AE35)) >> np.uint32(32 - _BITS)).astype(np.intp)
