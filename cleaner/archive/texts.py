"""Many texts in one file, by number: what a comparison of millions cannot hold in memory."""

from __future__ import annotations

from array import array
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# So many texts are held: one is compared with its candidates one after the other.
_HELD: Final = 4096


class Texts:
    """Texts in the order in which they were added.

    >>> from tempfile import TemporaryFile
    >>> with TemporaryFile() as file:
    ...     texts = Texts(file)
    ...     data = texts.add("会议召开"), texts.add("会议闭幕")
    ...     texts[1], len(texts)
    ('会议闭幕', 2)
    """

    def __init__(self, file: IO[bytes]) -> None:
        """Write to an empty file, which is closed by whoever opened it."""
        self._file = file
        self._ends = array("Q", [0])
        self._held: dict[int, str] = {}
        self._longest = 0

    @property
    def longest(self) -> int:
        """The bytes of the longest of them."""
        return self._longest

    def block(self, first: int, count: int) -> tuple[bytes, NDArray[np.int64]]:
        """So many of them as they are written, and where each begins in that, with the end of the last."""
        import numpy as np

        ends = np.array(self._ends[first : first + count + 1], dtype=np.int64)
        self._file.seek(ends[0])
        return self._file.read(ends[-1] - ends[0]), ends - ends[0]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ends) - 1

    def add(self, text: str) -> bytes:
        """Put one more text at the end; it is returned as it is written."""
        data = text.encode("utf-8", "surrogatepass")
        if self._held or self._file.tell() != self._ends[-1]:
            self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))
        self._longest = max(self._longest, len(data))
        return data

    def __getitem__(self, number: int) -> str:
        """One of them."""
        held = self._held.get(number)
        if held is None:
            start, end = self._ends[number : number + 2]
            self._file.seek(start)
            held = self._file.read(end - start).decode("utf-8", "surrogatepass")
            if len(self._held) >= _HELD:
                self._held.clear()
            self._held[number] = held
        return held
