"""Files that are whole or not there: everything is written aside first and then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

RUN_FILE = "run.json"
ARTICLES_FILE = "articles.jsonl"
CHANGES_FILE = "changes.jsonl"
DUPLICATES_FILE = "duplicates.jsonl"
RUN_SCHEMA = "cleaner/run/1"
# Where a run writes until it is complete.
PARTIAL = ".partial"


class OutputError(Exception):
    """The output cannot be written where the user wants it."""


def write_aside(path: Path, data: bytes) -> None:
    """Write a file under another name in the same folder, then give it its own."""
    write_pieces(path, [data])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """The same of a file that is more than memory should hold.

    Where a link stands, the file that it leads to is replaced; a pipe or a device holds nothing that could be
    half written and is written to as it is.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            stream.writelines(pieces)
        return
    path = path.resolve()
    handle, aside = tempfile.mkstemp(prefix=f".{path.name[:20]}.", suffix=".partial", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        os.chmod(aside, 0o666 & ~_umask())  # noqa: PTH101 - mkstemp makes it private
        os.replace(aside, path)  # noqa: PTH105
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
