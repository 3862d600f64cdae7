"""Which inputs a command line names, and how one is read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.core.source import Source


class Input(NamedTuple):
    name: str
    path: Path | None


def only(path: Path) -> Input:
    return next(find([path]))


def find(paths: Sequence[Path], without: Path | None = None) -> Iterator[Input]:
    for path in paths or [Path("-")]:
        if str(path) == "-":
            yield Input("-", None)
        elif path.is_dir():
            for file in sorted(path.rglob("*.txt")):
                yield Input(file.relative_to(path).as_posix(), file)
        else:
            yield Input(path.name, path)


def read(item: Input, encoding: str | None) -> Source:
    from hashlib import sha256

    from cleaner.core.source import Source
    from cleaner.read.encoding import decode

    data = sys.stdin.buffer.read() if item.path is None else item.path.read_bytes()
    return Source(item.name, *decode(data, encoding), sha256(data).hexdigest())
