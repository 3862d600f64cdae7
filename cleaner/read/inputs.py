"""Which inputs the given paths name, and how one is read.

An input is a file, standard input or one record of a JSONL file.  What cannot be read is handed on as a
failure in its place among the others, so that one bad file never stops a folder.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Any, Final, cast

from cleaner.core.language import Message
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.core.source import Source
from cleaner.read.errors import (
    FolderLoopError,
    NoMatchingFilesError,
    NotFoundError,
    ReadError,
    TooLargeError,
    UnreadableError,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cleaner.read.records import Line

# Compared without regard to case.  JSONL files are read where they are named or asked for by a pattern:
# in a folder of scans they are mostly the output of some program.
PATTERNS = ("*.txt", "*.text")
RECORDS = (".jsonl", ".jsonl.gz", ".jsonl.zst")
STANDARD_INPUT = "-"
# The account that every output of `clean` has (`report.files`), and so much of it as names its schema.
RUN_FILE = "run.json"
RUN_SCHEMA = b'"cleaner/run/1"'
_HEAD = 200
# A thousand newspaper pages.  Cleaning takes some forty times the size of an input in memory.
LARGEST = 16 * 2**20
# What would break a line of a report, steer a terminal or is no valid UTF-8.
_UNSAFE = lazy("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Input(NamedTuple):
    """One input, not yet decoded.

    `path` is the file to read; standard input and records have none.  `record` is the text of a record as
    UTF-8, `fields` all else that the record has.
    """

    name: str
    path: Path | None = None
    record: bytes | None = None
    fields: Mapping[str, Any] | None = None


class Records(NamedTuple):
    """A file of records; `only` is the id of the only one that is wanted, None for all."""

    name: str
    path: Path
    only: str | None = None


class Failure(NamedTuple):
    """What cannot be read; `error` is one sentence, without the name."""

    name: str
    error: ReadError


_Identity = tuple[int, int]  # device and inode


class _Search(NamedTuple):
    """What is looked for in folders: files by their names, and one folder that is passed over.

    So are outputs of `clean`, unless they are named themselves: what was read from there would be read twice.
    """

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


def _is_output(folder: Path) -> bool:
    """Whether `clean` wrote this folder; its account says so at once."""
    try:
        with open(folder / RUN_FILE, "rb") as file:  # noqa: PTH123 - for every folder
            return RUN_SCHEMA in file.read(_HEAD)
    except OSError:
        return False


def find_inputs(
    paths: Iterable[str], patterns: Sequence[str] = PATTERNS, without: str | None = None
) -> Iterator[Input | Failure]:
    """All inputs in the order of the paths, the files of a folder sorted by name.

    A file is called by its name, a file in a folder by its path from that folder on with slashes.  In
    folders hidden files, what fits no pattern, outputs of earlier runs and the folder `without` (that of the
    output) are passed over.

    >>> list(find_inputs(["-"]))
    [Input(name='-', path=None, record=None, fields=None)]
    >>> [failure] = find_inputs(["no-such-scan.txt"])
    >>> print(f"{failure.name}: {failure.error}")
    no-such-scan.txt: there is no such file or folder
    """
    for found in find_files(paths, patterns, without):
        if isinstance(found, Records):
            for item, _ in records_of(found):
                yield item
        else:
            yield found


def find_files(
    paths: Iterable[str], patterns: Sequence[str] = PATTERNS, without: str | None = None
) -> Iterator[Input | Records | Failure]:
    """What `find_inputs` finds, files of records unopened."""
    search = _Search(tuple(patterns), without)
    for path in paths:
        if path == STANDARD_INPUT:
            yield Input(STANDARD_INPUT)
        else:
            yield from _named(path, search)


def read_source(item: Input, encoding: str | None = None) -> Source:
    """Read and decode one input; an encoding that is given is not for records, which are UTF-8.

    Raises:
        ReadError: it cannot be read.

    >>> read_source(Input("page.jsonl#7", record="会议召开。".encode())).text
    '会议召开。'
    """
    from cleaner.read.encoding import decode

    sha256 = _sha256()
    if item.record is not None:
        text = item.record.decode("utf-8", "surrogateescape")
        return Source(item.name, text, "utf-8", sha256(item.record).hexdigest())
    data = _bytes_of(item)
    return Source(item.name, *decode(data, encoding), sha256(data).hexdigest())


def _sha256() -> Callable[[bytes], Any]:
    """SHA-256 as the interpreter has it: `hashlib` loads OpenSSL, which takes as long as half a page."""
    try:
        return cast("Callable[[bytes], Any]", import_module(_BUILT_IN).sha256)
    except (AttributeError, ImportError):
        from hashlib import sha256

        return sha256


_BUILT_IN: Final = "_sha2" if sys.version_info >= (3, 12) else "_sha256"


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
    """All bytes of an input, unless it is so large that it is no page but a mistake."""
    try:
        if item.path is None:
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with item.path.open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise _refusal(error) from error
    if len(data) > LARGEST:
        raise TooLargeError(Message("is larger than {n} MB: split it into its pages", n=LARGEST >> 20))
    return data


def _refusal(error: OSError) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return NotFoundError(Message("there is no such file or folder"))
    return UnreadableError(Message("cannot be read ({why})", why=Message(error.strerror or str(error))))


def _named(given: str, search: _Search) -> Iterator[Input | Records | Failure]:
    from pathlib import Path

    path = Path(given)
    try:
        is_folder = S_ISDIR(path.stat().st_mode)
    except OSError as error:
        yield _one_record(given) or Failure(shown(given), _refusal(error))
        return
    yield from _in_folder(path, search) if is_folder else [_in_file(path, path.name)]


def _one_record(given: str) -> Records | None:
    """The record that `file.jsonl#ID` names."""
    from pathlib import Path

    at = given.find("#")
    while at >= 0:
        path = Path(given[:at])
        if path.name.lower().endswith(RECORDS) and os.path.isfile(path):  # noqa: PTH113 - no error for a long id
            return Records(shown(path.name), path, given[at + 1 :])
        at = given.find("#", at + 1)
    return None


def _in_folder(path: Path, search: _Search) -> Iterator[Input | Records | Failure]:
    found = False
    for item in _walk(path, "", (), search):
        found = True
        yield item
    if not found:
        if path.is_dir() and any(map(_is_output, path.iterdir())):
            message = Message("this folder holds outputs of clean: name the one to read")
        else:
            message = Message("no file in this folder is named {names}", names=" or ".join(search.patterns))
        yield Failure(shown(str(path)), NoMatchingFilesError(message))


def _walk(
    path: Path, name: str, above: tuple[_Identity, ...], search: _Search
) -> Iterator[Input | Records | Failure]:
    """The inputs in one folder, whose names begin with `name`; `above` are the folders it is in."""
    from cleaner.core.spill import in_order

    try:
        status = path.stat()
        with os.scandir(path) as entries:
            names = in_order(entry.name for entry in entries)
    except OSError as error:
        yield Failure(shown(name or str(path)), _refusal(error))
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        message = Message("this link leads back to a folder that it is in")
        yield Failure(shown(name), FolderLoopError(message))
    elif not (search.passes_over(path) or (above and _is_output(path))):
        for entry in names:
            if not entry.startswith("."):
                yield from _entry(path / entry, f"{name}/{entry}".lstrip("/"), (*above, here), search)


def _entry(
    path: Path, name: str, above: tuple[_Identity, ...], search: _Search
) -> Iterator[Input | Records | Failure]:
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
        yield _in_file(path, name)


def _in_file(path: Path, name: str) -> Input | Records:
    return Records(shown(name), path) if name.lower().endswith(RECORDS) else Input(shown(name), path)


def records_of(file: Records) -> Iterator[tuple[Input | Failure, int]]:
    """The records of a file, each with the number of bytes of the file that are read by then.

    The second record of an id is called `ID~2`, and so it is named.
    """
    from cleaner.core.spill import Tally
    from cleaner.read.records import read_records

    position, found, names = 0, file.only is None, Tally()
    try:
        for line in read_records(file.path):
            position = line.position
            item = _of_line(line, file.name)
            if isinstance(item, Input):
                item = item._replace(name=names.own(item.name))
            if file.only is None:
                yield item, position
            elif item.name == f"{file.name}#{shown(file.only)}":
                found = True
                yield item, position
                break
    except OSError as error:
        yield Failure(file.name, _refusal(error)), position
    except ReadError as error:
        yield Failure(file.name, error), position
    else:
        if not found:
            missing = Failure(
                f"{file.name}#{shown(file.only or '')}", NotFoundError(Message("there is no such record"))
            )
            yield missing, position


def _of_line(line: Line, name: str) -> Input | Failure:
    """The input of one line."""
    from cleaner.read.encoding import encode

    record = line.content
    if isinstance(record, ReadError):
        return Failure(name, record)
    text = encode(record.text, "utf-8")
    return Input(shown(f"{name}#{record.called}"), record=text, fields=record.fields)
