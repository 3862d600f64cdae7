"""The jobs of a run, one after the other: nothing here grows with the number of inputs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cleaner.cli.work import Job
from cleaner.core.named import NamedTuple
from cleaner.read.inputs import STANDARD_INPUT, Failure, Input, Records, find_files, records_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cleaner.core.spill import Tally
    from cleaner.report.names import Folders


class Extent(NamedTuple):
    """How much there is to do, before any of it is read.

    `records` are files of records, `size` is in bytes, `ending` how all the files are compressed.
    """

    files: int
    records: int
    size: int
    ending: str = ""


class Plan:
    """What the paths of a command line name: looked through once to count, then again to work.

    Inputs of one name are told apart, since ids of articles are made of names: files by their paths as
    they are given, and what still meets by a number.
    """

    def __init__(self, paths: Sequence[str], output: str | None, preferred: str | None = None) -> None:
        """Look for inputs, but for those in the folder that is written to.

        Args:
            paths: files, folders, and `-`.
            output: the folder that is written to.
            preferred: a folder of which the copies are kept, by its path or by its name in the input.
        """
        self._paths, self._output, self._preferred = paths, output, preferred
        self.has_preferred = False
        self._uses: Tally | None = None
        self.extent = self._count()

    def _found(self) -> Iterator[Input | Records | Failure]:
        return find_files(self._paths, without=self._output)

    @property
    def is_one(self) -> bool:
        """Whether there is one input and no more."""
        return self.extent.files == 1 and not self.extent.records

    def _count(self) -> Extent:
        """Count names and folders; for one piped page there is nothing to count."""
        if list(self._paths) == [STANDARD_INPUT] and self._output is None:
            return Extent(1, 0, 0)
        from cleaner.core.spill import Tally

        files = records = size = 0
        endings = set()
        self._uses = Tally()
        for found in self._found():
            files += 1
            if isinstance(found, Records):
                records += 1
                endings.add(found.path.suffix.lower())
            else:
                endings.add("")
            if isinstance(found, Failure):
                continue
            size += _size(found.path)
            self._uses.add(found.name)
            self.has_preferred = self.has_preferred or self._prefers(found)
        ending = endings.pop() if len(endings) == 1 else ""
        return Extent(files, records, size, ending if ending in {".gz", ".zst"} else "")

    def _prefers(self, found: Input | Records) -> bool:
        """Whether a file lies in the folder of which the copies are kept."""
        if not self._preferred:
            return False
        folder = os.path.join(os.path.abspath(self._preferred), "")  # noqa: PTH100, PTH118 - for every input
        named = found.name.startswith(self._preferred.rstrip("/") + "/")
        return named or (found.path is not None and os.path.abspath(found.path).startswith(folder))  # noqa: PTH100

    @property
    def has_standard_input(self) -> bool:
        """Whether standard input is among the inputs."""
        return STANDARD_INPUT in self._paths

    def streams(self, form: str, *, copies: bool) -> dict[str, str]:
        """The files that all inputs write to, by what goes there.

        Args:
            form: the format; without folders for the inputs their changes go to one file, too.
            copies: whether copies are set aside.
        """
        from cleaner.report.files import ARTICLES_FILE, CHANGES_FILE, DUPLICATES_FILE

        ending = self.extent.ending if form == "jsonl" else ""
        streams = {"articles": ARTICLES_FILE + ending}
        if form == "jsonl":
            streams["changes"] = CHANGES_FILE + ending
        if copies:
            streams["duplicates"] = DUPLICATES_FILE + ending
        return streams

    def jobs(self, *, with_folders: bool) -> Iterator[Job]:
        """Every input in its turn, with the folder of its output where it has one."""
        folders = self._folders() if with_folders else None
        for found in self._named():
            if isinstance(found, Records):
                yield from self._records(found, folders)
            elif isinstance(found, Input):
                folder = folders.take(found.name) if folders else ""
                yield Job(found, folder, _mark(found.path), _size(found.path), self._prefers(found))
            else:
                yield Job(found)

    def _named(self) -> Iterator[Input | Records | Failure]:
        """What is found, under names of their own."""
        names = _Names(self._uses) if self._uses else None
        for found in self._found():
            yield found if isinstance(found, Failure) or not names else names.of(found)

    def _folders(self) -> Folders:
        from cleaner.report.files import ARTICLES_FILE, DUPLICATES_FILE, RUN_FILE
        from cleaner.report.names import Folders

        folders = Folders((RUN_FILE, ARTICLES_FILE, DUPLICATES_FILE))
        for found in self._named():
            if not isinstance(found, Failure):
                folders.expect(found.name + "#" * isinstance(found, Records))
        return folders

    def _records(self, file: Records, folders: Folders | None) -> Iterator[Job]:
        before, preferred = 0, self._prefers(file)
        for item, position in records_of(file):
            folder = folders.take(item.name) if folders and isinstance(item, Input) else ""
            yield Job(item, folder, _record_mark(item), position - before, preferred)
            before = position


class _Names:
    """Gives every input a name of its own."""

    def __init__(self, uses: Tally | None = None) -> None:
        from cleaner.core.spill import Tally

        self._uses, self._taken = uses or Tally(), Tally()

    def of(self, found: Input | Records) -> Input | Records:
        """A file under its name, or under its path where others are called the same."""
        name = found.name
        if found.path and self._uses[name] > 1:
            name = shown(found.path.as_posix())
        return found._replace(name=self._taken.own(name))


def _size(path: Path | None) -> int:
    """The bytes of a file, none if it cannot be told."""
    try:
        return path.stat().st_size if path else 0
    except OSError:
        return 0


def _mark(path: Path | None) -> str:
    """What tells whether a file is the same as in a run before."""
    try:
        status = path.stat() if path else None
    except OSError:
        return ""
    return f"{status.st_size}-{status.st_mtime_ns}" if status else ""


def _record_mark(item: Input | Failure) -> str:
    """What tells whether a record is the same as in a run before."""
    if isinstance(item, Failure) or item.record is None:
        return ""
    from zlib import crc32  # a library of the system, which a piped page does not need

    fields = repr(item.fields).encode("utf-8", "backslashreplace") if item.fields else b""
    return f"{len(item.record)}-{crc32(fields, crc32(item.record)):08x}"
