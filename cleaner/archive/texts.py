"""Many texts in one file, by number: what a comparison of millions cannot hold in memory."""

from __future__ import annotations

from array import array
from typing import IO, Final

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
