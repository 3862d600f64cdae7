"""Files that are whole or not there: everything is written aside first and then renamed."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.core.language import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

RUN_FILE = "run.json"
ARTICLES_FILE = "articles.jsonl"
RUN_SCHEMA = "cleaner/run/1"
# Where a run writes until it is complete.
PARTIAL = ".partial-"


class OutputError(Exception):
    """The output cannot be written where the user wants it."""


def write_aside(path: Path, data: bytes) -> None:
    """Write a file under another name in the same folder, then give it its own."""
    handle, aside = tempfile.mkstemp(prefix=f".{path.name[:20]}.", suffix=".partial", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(aside, 0o666 & ~_umask())  # noqa: PTH101 - mkstemp makes it private
        os.replace(aside, path)  # noqa: PTH105
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def output_folder(target: Path, *, replace: bool) -> Iterator[Path]:
    """A folder to write a run's output into; it becomes the content of `target` at the end.

    Until the end everything stands in one folder inside `target`, which goes away if the run is
    interrupted.  `run.json` comes last: a folder that has it is complete.

    Args:
        target: the folder that the user named.
        replace: put the output in the place of an earlier run's.

    Raises:
        OutputError: `target` holds something else, or an earlier run's output and `replace` is off.
    """
    earlier = _earlier(target, replace=replace)
    created = not target.exists()
    target.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=target))
    try:
        (partial / "new").mkdir()
        yield partial / "new"
        _swap(target, partial, earlier)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        if created and not any(target.iterdir()):
            target.rmdir()


def _swap(target: Path, partial: Path, earlier: list[Path]) -> None:
    """Put the new content in the place of the earlier one, or everything back where it was."""
    new, old = partial / "new", partial / "old"
    if {*target.iterdir()} != {*earlier, partial}:
        raise OutputError(
            Message(
                "{target} was changed by another program in the meantime: nothing was written", target=target
            )
        )
    try:
        _move(earlier, old)
        _move(sorted(new.iterdir(), key=lambda path: path.name == RUN_FILE), target)
    except BaseException:
        _move([path for path in target.iterdir() if path not in {*earlier, partial}], new)
        _move(list(old.iterdir()), target)
        raise


def _move(paths: list[Path], to: Path) -> None:
    to.mkdir(exist_ok=True)
    for path in paths:
        path.rename(to / path.name)


def _earlier(target: Path, *, replace: bool) -> list[Path]:
    """What an earlier run left in `target`; nothing of anyone else's."""
    if target.exists() and not target.is_dir():
        raise OutputError(Message("{target} is a file, not a folder", target=target))
    found = list(target.iterdir()) if target.exists() else []
    if not found:
        return []
    for path in found:
        if path.name.startswith(PARTIAL):
            message = Message(
                "another run is at work in {target}, or was killed: then delete {path}",
                target=target,
                path=path,
            )
            raise OutputError(message)
    written = _written(target)
    if written is None:
        raise OutputError(
            Message("{target} is not empty and no output of clean: choose another folder", target=target)
        )
    if not replace:
        raise OutputError(
            Message("{target} holds the output of an earlier run: --force replaces it", target=target)
        )
    for path in target.rglob("*"):
        if path.is_file() and path.relative_to(target).as_posix() not in written:
            raise OutputError(
                Message(
                    "{path} was not written by clean: move it away before the folder is replaced", path=path
                )
            )
    return found


def _written(target: Path) -> set[str] | None:
    """The files of the run whose output the folder holds, or None."""
    try:
        run: dict[str, Any] = json.loads((target / RUN_FILE).read_bytes())
        if run["schema"] != RUN_SCHEMA:
            return None
        entries = [entry for entry in run["inputs"] if "folder" in entry]
        files = {f"{entry['folder']}/{name}" for entry in entries for name in entry["files"]}
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return {RUN_FILE, ARTICLES_FILE, *files}
