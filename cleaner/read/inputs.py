"""Which inputs the given paths name, and how one is read.

An input is a file, standard input or one record of a JSONL file.  What cannot be read is handed on as a
failure in its place among the others, so that one bad file never stops a folder.
"""

from __future__ import annotations

import sys
from collections import Counter
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from cleaner.core.pattern import lazy
from cleaner.core.source import Source
from cleaner.read.errors import (
    BrokenRecordError,
    FolderLoopError,
    NoMatchingFilesError,
    NotFoundError,
    ReadError,
    UnreadableError,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

# Compared without regard to case.  JSONL files are read where they are named or asked for by a pattern:
# in a folder of scans they are mostly the output of some program.
PATTERNS = ("*.txt", "*.text")
STANDARD_INPUT = "-"
# What would break a line of a report, steer a terminal or is no valid UTF-8.
_UNSAFE = lazy("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Input(NamedTuple):
    """One input, not yet decoded.

    `path` is the file to read; standard input and records have none.  `record` is the text of a record as
    UTF-8.
    """

    name: str
    path: Path | None = None
    record: bytes | None = None


class Failure(NamedTuple):
    """What cannot be read; `error` is one sentence, without the name."""

    name: str
    error: ReadError


_Identity = tuple[int, int]  # device and inode


class _Search(NamedTuple):
    """What is looked for in folders: files by their names, and one folder that is passed over."""

    patterns: tuple[str, ...]
    without: str | None

    def fits(self, path: Path) -> bool:
        """Whether a file of this name is wanted, whatever the case of its letters."""
        from fnmatch import fnmatchcase

        return any(fnmatchcase(path.name.lower(), pattern.lower()) for pattern in self.patterns)

    def passes_over(self, folder: Path) -> bool:
        """Whether this is the folder that is written to, by whatever name."""
        try:
            return self.without is not None and folder.samefile(self.without)
        except OSError:  # it is not there yet
            return False


def find_inputs(
    paths: Iterable[str], patterns: Sequence[str] = PATTERNS, without: str | None = None
) -> Iterator[Input | Failure]:
    """All inputs in the order of the paths, the files of a folder sorted by name.

    A file is called by its name, a file in a folder by its path from that folder on with slashes.  In
    folders hidden files, what fits no pattern, and the folder `without` (the output's) are passed over.

    >>> list(find_inputs(["-"]))
    [Input(name='-', path=None, record=None)]
    >>> [failure] = find_inputs(["no-such-scan.txt"])
    >>> print(f"{failure.name}: {failure.error}")
    no-such-scan.txt: there is no such file or folder
    """
    search = _Search(tuple(patterns), without)
    for path in paths:
        if path == STANDARD_INPUT:
            yield Input(STANDARD_INPUT)
        else:
            yield from _named(path, search)


def told_apart(items: Iterable[Input | Failure]) -> list[Input | Failure]:
    """The same inputs, each under a name of its own: ids of articles are made of them.

    Files of one name from several folders are called by their paths; what still meets gets a number.

    >>> records = [Input("scans.jsonl#7", record=b"1"), Input("scans.jsonl#7", record=b"2")]
    >>> [item.name for item in told_apart(records)]
    ['scans.jsonl#7', 'scans.jsonl#7~2']
    """
    items = list(items)
    uses = Counter(item.name for item in items if isinstance(item, Input))
    taken = {name for name, times in uses.items() if times == 1}
    return [
        _under_free_name(item, taken) if isinstance(item, Input) and uses[item.name] > 1 else item
        for item in items
    ]


def _under_free_name(item: Input, taken: set[str]) -> Input:
    name = free = shown(item.path.as_posix()) if item.path else item.name
    number = 1
    while free in taken:
        number += 1
        free = f"{name}~{number}"
    taken.add(free)
    return item._replace(name=free)


def read_source(item: Input, encoding: str | None = None) -> Source:
    """Read and decode one input; an encoding that is given is not for records, which are UTF-8.

    Raises:
        ReadError: it cannot be read.

    >>> read_source(Input("page.jsonl#7", record="会议召开。".encode())).text
    '会议召开。'
    """
    from hashlib import sha256

    from cleaner.read.encoding import decode

    if item.record is not None:
        text = item.record.decode("utf-8", "surrogateescape")
        return Source(item.name, text, "utf-8", sha256(item.record).hexdigest())
    data = _bytes_of(item)
    return Source(item.name, *decode(data, encoding), sha256(data).hexdigest())


def shown(name: str) -> str:
    r"""A name fit for a report, a terminal and JSON: control characters and damaged bytes are escaped.

    >>> shown("scan-\udcff\n.txt")
    'scan-\\xff\\x0a.txt'
    """
    return _UNSAFE.sub(_escape, name)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    code = code & 0xFF if 0xDC80 <= code <= 0xDCFF else code  # noqa: PLR2004 - as in PEP 383
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004


def _bytes_of(item: Input) -> bytes:
    try:
        return item.path.read_bytes() if item.path else sys.stdin.buffer.read()
    except OSError as error:
        raise _refusal(error) from error


def _refusal(error: OSError) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return NotFoundError("there is no such file or folder")
    return UnreadableError(f"cannot be read ({error.strerror or error})")


def _named(given: str, search: _Search) -> Iterator[Input | Failure]:
    from pathlib import Path

    path = Path(given)
    try:
        is_folder = S_ISDIR(path.stat().st_mode)
    except OSError as error:
        yield Failure(shown(given), _refusal(error))
        return
    yield from _in_folder(path, search) if is_folder else _in_file(path, path.name)


def _in_folder(path: Path, search: _Search) -> Iterator[Input | Failure]:
    found = False
    for item in _walk(path, "", (), search):
        found = True
        yield item
    if not found:
        names = " or ".join(search.patterns)
        yield Failure(shown(str(path)), NoMatchingFilesError(f"no file in this folder is named {names}"))


def _walk(path: Path, name: str, above: tuple[_Identity, ...], search: _Search) -> Iterator[Input | Failure]:
    """The inputs in one folder, whose names begin with `name`; `above` are the folders it is in."""
    try:
        status = path.stat()
        entries = sorted(path.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(shown(name or str(path)), _refusal(error))
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        yield Failure(shown(name), FolderLoopError("this link leads back to a folder that it is in"))
    elif not search.passes_over(path):
        for entry in entries:
            if not entry.name.startswith("."):
                yield from _entry(entry, f"{name}/{entry.name}".lstrip("/"), (*above, here), search)


def _entry(path: Path, name: str, above: tuple[_Identity, ...], search: _Search) -> Iterator[Input | Failure]:
    """What stands in a folder.  Reading a pipe or a device would wait for ever, so these are passed over."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if search.fits(path):
            yield Failure(shown(name), _refusal(error))
        return
    if S_ISDIR(mode):
        yield from _walk(path, name, above, search)
    elif S_ISREG(mode) and search.fits(path):
        yield from _in_file(path, name)


def _in_file(path: Path, name: str) -> Iterator[Input | Failure]:
    if path.suffix.lower() == ".jsonl":
        yield from _records(path, shown(name))
    else:
        yield Input(shown(name), path)


def _records(path: Path, name: str) -> Iterator[Input | Failure]:
    """The records of a JSONL file, one line in memory at a time."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _record(line, number, name)
    except OSError as error:
        yield Failure(name, _refusal(error))


def _record(line: bytes, number: int, name: str) -> Input | Failure:
    """The input of one line; a record without an id is called by the number of its line."""
    import json

    try:
        record = json.loads(line.decode("utf-8-sig", "surrogateescape"))
    except (ValueError, RecursionError):
        return Failure(name, BrokenRecordError(f"line {number} is not valid JSON"))
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return Failure(name, BrokenRecordError(f"line {number} is no record with a text"))
    from cleaner.read.encoding import encode

    given = record.get("id")
    called = number if given is None else given
    return Input(shown(f"{name}#{called}"), record=encode(record["text"], "utf-8"))
