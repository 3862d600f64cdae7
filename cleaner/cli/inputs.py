"""Which inputs a command line names, and how one is read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cleaner.core.source import Source


class Input(NamedTuple):
    """One input."""

    name: str
    path: Path | None


def only(path: str) -> Input:
    """."""
    return next(find([path]))


def find(paths: Sequence[str], without: str | None = None) -> Iterator[Input]:
    """."""
    for name in paths or ["-"]:
        if name == "-":
            yield Input("-", None)
            continue
        from pathlib import Path

        path = Path(name)
        if path.is_dir():
            for file in sorted(path.rglob("*.txt")):
                yield Input(file.relative_to(path).as_posix(), file)
        else:
            yield Input(path.name, path)


def read(item: Input, encoding: str | None) -> Source:
    """."""
    from hashlib import sha256

    from cleaner.core.source import Source
    from cleaner.read.encoding import decode

    data = sys.stdin.buffer.read() if item.path is None else item.path.read_bytes()
    return Source(item.name, *decode(data, encoding), sha256(data).hexdigest())
