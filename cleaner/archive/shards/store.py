"""Where the files of a job are: a folder on a disk, or any place that fsspec knows."""

from __future__ import annotations

import io
import os
import threading
from itertools import pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_BYTES: Final = 8


class Store:
    """Files by name.  A file is written as a whole or not at all; writing it again gives the same bytes."""

    def __init__(self, place: str) -> None:
        """Use a folder, or a URL (`s3://…`, `memory://…`), which takes fsspec."""
        self.place = place
        self._fs: Any = None
        self._root = place
        if "://" in place:
            from fsspec.core import url_to_fs

            self._fs, self._root = url_to_fs(place)

    def write(self, name: str, data: bytes) -> None:
        """Write a file."""
        path = f"{self._root}/{name}"
        if self._fs:
            self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._fs.pipe_file(path, data)
            return
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        # A worker that was taken for dead may still write the same file beside this one.
        unfinished = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}")
        with unfinished.open("wb") as file:
            file.write(data)
            if data:  # an empty mark may be lost with the machine's power, what it speaks of may not
                file.flush()
                os.fsync(file.fileno())
        unfinished.replace(target)

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading."""
        path = f"{self._root}/{name}"
        file: IO[bytes] = self._fs.open(path, "rb") if self._fs else Path(path).open("rb")  # noqa: SIM115
        return file

    def read(self, name: str) -> bytes:
        """The content of a file."""
        with self.open(name) as file:
            return file.read()

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        path = f"{self._root}/{name}"
        return bool(self._fs.exists(path) if self._fs else Path(path).exists())

    def write_arrays(self, name: str, **arrays: NDArray[Any]) -> None:
        """Write arrays as an `.npz` file."""
        buffer = io.BytesIO()
        np.savez(buffer, **arrays)  # type: ignore[arg-type]
        self.write(name, buffer.getvalue())

    def read_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays of an `.npz` file."""
        with np.load(io.BytesIO(self.read(name))) as arrays:
            return dict(arrays)

    def write_parts(self, name: str, parts: Iterable[bytes]) -> None:
        """Write a file of parts that can be read one by one: their number, their ends, then the parts."""
        held = list(parts)
        ends = np.cumsum([0, *map(len, held)], dtype="<u8")
        self.write(name, b"".join((np.uint64(len(held)).tobytes(), ends.tobytes(), *held)))


class Parts:
    """The parts of such a file."""

    def __init__(self, store: Store, name: str) -> None:
        """Open it."""
        self._file = store.open(name)
        count = int(np.frombuffer(self._file.read(_BYTES), dtype="<u8")[0])
        self._ends = np.frombuffer(self._file.read(_BYTES * (count + 1)), dtype="<u8") + _BYTES * (count + 2)

    def __getitem__(self, number: int) -> bytes:
        """One of them."""
        start, end = self._ends[number : number + 2].tolist()
        self._file.seek(start)
        return self._file.read(end - start)

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


def all_parts(store: Store, name: str) -> list[bytes]:
    """All parts of a file, read at once."""
    data = store.read(name)
    count = int(np.frombuffer(data, dtype="<u8", count=1)[0])
    ends = np.frombuffer(data, dtype="<u8", count=count + 1, offset=_BYTES) + _BYTES * (count + 2)
    return [data[start:end] for start, end in pairwise(ends.tolist())]


def part_of_each(store: Store, names: Sequence[str], number: int) -> list[bytes]:
    """The same part of many files."""
    found = []
    for name in names:
        parts = Parts(store, name)
        found.append(parts[number])
        parts.close()
    return found
