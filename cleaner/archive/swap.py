"""Putting a new output in the place of an earlier one, and never anyone else's files.

The exchange goes in two steps, each of many renames: what is there leaves for `old`, what is new arrives.
Which step is at work stands in the file `stage`.  A run that is killed in between is finished by the next;
one that fails puts everything back.
"""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cleaner.archive.account import read_head, read_inputs
from cleaner.core.language import Message
from cleaner.core.spill import Tally
from cleaner.report.files import PARTIAL, RUN_FILE, RUN_SCHEMA, OutputError, write_aside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from cleaner.archive.account import Json

_STAGE: Final = "stage"
_LEAVING, _ARRIVING = b"leaving", b"arriving"
# Entries of a folder that are moved before it is listed again.
_BATCH: Final = 1000

Content = tuple[int, int]
"""How many entries a folder has, and a sum over their names."""


def refuse_others(target: Path, *, replace: bool) -> Content:
    """What an earlier run left in `target`; an error if there is something else.

    Raises:
        OutputError: that, or `replace` is off and there is anything.
    """
    content = _content(target)
    if content[0]:
        files = _recorded(target)
        if files is None:
            raise OutputError(
                Message("{target} is not empty and no output of clean: choose another folder", target=target)
            )
        if not replace:
            raise OutputError(
                Message("{target} holds the output of an earlier run: --force replaces it", target=target)
            )
        entries, streams = files
        for path in strangers(target, entries, streams):
            raise OutputError(
                Message(
                    "{path} was not written by clean: move it away before the folder is replaced", path=path
                )
            )
    return content


def _content(target: Path) -> Content:
    names = [0, 0]
    with os.scandir(target) as found:
        for entry in found:
            if entry.name != PARTIAL:
                names = [names[0] + 1, names[1] + hash(entry.name)]
    return names[0], names[1]


def _recorded(target: Path) -> tuple[Iterator[Json], list[str]] | None:
    """The inputs and the files at the top of the run whose output the folder holds, or None."""
    try:
        head = read_head(target / RUN_FILE)
        if head["schema"] != RUN_SCHEMA:
            return None
        return read_inputs(target / RUN_FILE), list(head["files"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def drop_strangers(content: Path, entries: Iterable[Json], streams: Collection[str]) -> None:
    """Delete what a run that was stopped wrote for inputs that are not there any more."""
    for path in list(strangers(content, entries, streams)):
        path.unlink()
        parent = path.parent
        while parent != content and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent


def strangers(folder: Path, entries: Iterable[Json], streams: Collection[str]) -> Iterator[Path]:
    """The files in an output folder that no input and nothing of the run accounts for."""
    folders, seen = Tally(), sum((folder / name).is_file() for name in (*streams, RUN_FILE))
    for entry in entries:
        if "folder" not in entry:
            continue
        folders.claim(entry["folder"])
        known = set(entry["files"])
        for path in _files(folder / entry["folder"]):
            seen += 1
            if path.relative_to(folder / entry["folder"]).as_posix() not in known:
                yield path
    if sum(1 for _ in _files(folder)) != seen:
        yield from _homeless(folder, folders, streams)


def _homeless(folder: Path, folders: Tally, streams: Collection[str]) -> Iterator[Path]:
    """Files in no input's folder."""
    for path in _files(folder):
        name = path.relative_to(folder)
        if name.as_posix() not in {*streams, RUN_FILE} and not any(
            folders[parent.as_posix()] for parent in name.parents
        ):
            yield path


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder but for those of an unfinished run."""
    for where, below, names in os.walk(folder):
        if PARTIAL in below and Path(where) == folder:
            below.remove(PARTIAL)
        for name in names:
            yield Path(where, name)


def exchange(target: Path, partial: Path, before: Content) -> None:
    """Put what is in `new` in the place of what is in `target`, or everything back where it was.

    Raises:
        OutputError: another program changed the folder meanwhile; nothing was written.
    """
    if _content(target) != before:
        raise OutputError(
            Message(
                "{target} was changed by another program in the meantime: nothing was written", target=target
            )
        )
    try:
        write_aside(partial / _STAGE, _LEAVING)
        finish(target, partial)
    except BaseException:
        if (partial / _STAGE).read_bytes() == _ARRIVING:
            _move(target, partial / "new")
        _move(partial / "old", target)
        forget(partial)
        raise


def is_exchanging(partial: Path) -> bool:
    """Whether a run was stopped while it put its output in place."""
    return (partial / _STAGE).exists()


def finish(target: Path, partial: Path) -> None:
    """Do what is left of an exchange."""
    if (partial / _STAGE).read_bytes() == _LEAVING:
        _move(target, partial / "old")
        write_aside(partial / _STAGE, _ARRIVING)
    _move(partial / "new", target)


def forget(partial: Path) -> None:
    """No exchange is at work any more."""
    (partial / _STAGE).unlink(missing_ok=True)


def _move(source: Path, to: Path) -> None:
    """Move what is in a folder, `run.json` last; `.partial` stays."""
    to.mkdir(exist_ok=True)
    while names := _some(source):
        for name in names:
            (source / name).rename(to / name)
    if (source / RUN_FILE).exists():
        (source / RUN_FILE).rename(to / RUN_FILE)


def _some(folder: Path) -> list[str]:
    if not folder.exists():
        return []
    with os.scandir(folder) as found:
        others = (entry.name for entry in found if entry.name not in {PARTIAL, RUN_FILE})
        return list(islice(others, _BATCH))
