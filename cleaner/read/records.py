"""JSONL files: one record a line, plain or compressed, one line in memory at a time."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from functools import cache
from math import isfinite
from typing import IO, TYPE_CHECKING, Any, NoReturn, cast

from cleaner.core.language import Message
from cleaner.core.named import NamedTuple
from cleaner.read.errors import BrokenRecordError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from json import JSONDecoder
    from pathlib import Path

# A longer line is no record but a file gone wrong; all of a line stands in memory.
LONGEST_LINE = 32 * 2**20
# What the decompressors raise for damaged data besides OSError; that of zstandard is a plain Exception.
DAMAGED = (EOFError, zlib.error)


class Record(NamedTuple):
    """One record: what it is called by, its text, and whatever else it has."""

    called: Any
    text: str
    fields: dict[str, Any]


class Line(NamedTuple):
    """What a line holds, and how many bytes of the file have been read by now."""

    content: Record | BrokenRecordError
    position: int


def read_records(path: Path) -> Iterator[Line]:
    """Every line of a file that is not blank: a record, or why it is none.

    A damaged compressed file is read as far as it goes.

    Raises:
        OSError: the file cannot be read.
        MissingExtraError: it takes a package that is not installed.
    """
    number = 0
    with path.open("rb") as raw, plain(raw, path.name) as lines:
        try:
            while line := lines.readline(LONGEST_LINE):
                number += 1
                if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                    _skip_line(lines)
                    yield Line(
                        BrokenRecordError(
                            Message("line {line} is longer than {n} MB", line=number, n=LONGEST_LINE >> 20)
                        ),
                        raw.tell(),
                    )
                elif line.strip():
                    yield Line(_record(line, number), raw.tell())
        except Exception as error:
            if not (isinstance(error, DAMAGED) or _is_of_decompressor(error)):
                raise
            damage = Message(
                "the compressed file is damaged or cut off behind line {n} ({why})", n=number, why=error
            )
            yield Line(BrokenRecordError(damage), raw.tell())


def _is_of_decompressor(error: Exception) -> bool:
    return type(error).__name__ in {"BadGzipFile", "ZstdError"}


@contextmanager
def plain(raw: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    """A file as it reads decompressed; its name tells how.

    Raises:
        MissingExtraError: that takes a package that is not installed.
    """
    name = name.lower()
    if name.endswith(".gz"):
        import gzip

        with gzip.open(raw, "rb") as lines:
            yield cast("IO[bytes]", lines)
    elif name.endswith(".zst"):
        with _open_zstd(raw) as lines:
            yield lines
    else:
        yield raw


def _open_zstd(raw: IO[bytes]) -> IO[bytes]:
    """A Zstandard file as it reads decompressed, all its frames."""
    import io
    import sys

    if sys.version_info >= (3, 14):
        from compression import zstd

        return zstd.open(raw, "rb")
    try:
        import zstandard
    except ImportError:
        message = Message("reading .zst takes a package: pip install 'cleaner[zstd]'")
        raise MissingExtraError(message) from None
    return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True))


def _skip_line(lines: IO[bytes]) -> None:
    while (part := lines.readline(LONGEST_LINE)) and not part.endswith(b"\n"):
        pass


def _record(line: bytes, number: int) -> Record | BrokenRecordError:
    """The record of one line; one without an id is called by the number of its line."""
    try:
        fields = _decoder().decode(line.decode("utf-8-sig", "surrogateescape"))
    except (ValueError, RecursionError):
        return BrokenRecordError(Message("line {line} is not valid JSON", line=number))
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        return BrokenRecordError(Message("line {line} is no record with a text", line=number))
    text, given = fields.pop("text"), fields.get("id")
    return Record(number if given is None else given, text, fields)


@cache
def _decoder() -> JSONDecoder:
    """One for all lines."""
    from json import JSONDecoder

    return JSONDecoder(parse_constant=_no_number, parse_float=_number)


def _no_number(name: str) -> NoReturn:
    """NaN and the infinities are no JSON; Python takes them, and would write them again."""
    raise ValueError(name)


def _number(digits: str) -> float:
    """A number, unless it is so large that Python takes it for infinite."""
    number = float(digits)
    return number if isfinite(number) else _no_number(digits)
