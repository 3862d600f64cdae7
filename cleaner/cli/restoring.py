"""The forms of `clean restore`: an output folder, a page in JSON, a text and its log, an input by name."""

from __future__ import annotations

import json
import os
from errno import ENOENT
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner import restored_bytes
from cleaner.cli import exits
from cleaner.core.language import Message, told, tr
from cleaner.core.log import RestoreError, restore_text

if TYPE_CHECKING:
    from collections.abc import Iterator


def restored(output: str, log: str | None) -> bytes:
    """The bytes of the input that an output was made from."""
    path = Path(output)
    try:
        if log is not None:
            return _from_log(Path(log), [path])
        # Of `os.path`, for which what is too long for a name of a file is simply not there.
        if os.path.isdir(path):  # noqa: PTH112
            return _from_folder(path)
        return _from_page(path) if os.path.exists(path) else _by_name(output)  # noqa: PTH110
    except RestoreError as error:
        raise exits.FailureError(told(error)) from error
    except OSError as error:
        raise exits.FailureError(f"{error.filename}: {tr(error.strerror or str(error))}") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        message = tr("{name} is no record that clean wrote, or it is damaged")
        raise exits.FailureError(message.format(name=log or output)) from error


def _by_name(output: str) -> bytes:
    """From `FOLDER/NAME` or `FILE#ID`, where there is no such file but a run's output, or a file of pages."""
    from cleaner.report.files import RUN_FILE

    for folder, name in _parted(output):
        if os.path.exists(folder / RUN_FILE):  # noqa: PTH110 - as above
            return _from_run(folder, name)
    file, _, called = output.partition("#")
    if called and os.path.exists(file):  # noqa: PTH110
        for page in _lines(Path(file)):
            if page["source"]["name"].endswith(f"#{called}"):
                return restored_bytes(restore_text(page), page["source"])
        raise RestoreError(Message("{file} has no page of this name: {name}", file=file, name=called))
    raise FileNotFoundError(ENOENT, os.strerror(ENOENT), output)


def _parted(output: str) -> Iterator[tuple[Path, str]]:
    """Every folder that a path names, the nearest first, and the rest as it stands: an id may be `a//b`."""
    for at in reversed(range(len(output))):
        if output[at] in {"/", os.sep}:
            yield Path(output[: at + 1]), output[at + 1 :]
    yield Path(), output


def _from_run(folder: Path, name: str) -> bytes:
    """One input of a run, by its name."""
    from cleaner.archive.account import read_head, read_inputs
    from cleaner.report.changelog import restore_outputs
    from cleaner.report.files import ARTICLES_FILE, CHANGES_FILE, DUPLICATES_FILE, RUN_FILE

    names = {name, Path(name).as_posix()}
    entry = next((entry for entry in read_inputs(folder / RUN_FILE) if entry["name"] in names), None)
    if entry is None or "articles" not in entry:
        raise RestoreError(Message("{folder} has no input of this name: {name}", folder=folder, name=name))
    if "folder" in entry:
        return _from_folder(folder / entry["folder"])
    name = entry["name"]
    files = read_head(folder / RUN_FILE)["files"]
    changes = next(folder / file for file in files if file.startswith(CHANGES_FILE))
    header = next(line for line in _lines(changes) if line["source"]["name"] == name)
    ids = [f"{name}#{output['name']}" for output in header["outputs"]]
    wanted = set(ids)
    texts: dict[str, str] = {}
    for file in files:
        if file.startswith((ARTICLES_FILE, DUPLICATES_FILE)) and len(texts) < len(wanted):
            found = (article for article in _lines(folder / file) if article["id"] in wanted)
            texts |= {article["id"]: article["text"] for article in islice(found, len(wanted) - len(texts))}
    data = [texts[article].encode("utf-8", "backslashreplace") for article in ids]
    return restored_bytes(restore_outputs(header, header["changes"], data), header["source"])


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file that has one a line, plain or compressed, one after the other."""
    from cleaner.read.records import plain

    with path.open("rb") as raw, plain(raw, path.name) as lines:
        for line in lines:
            yield json.loads(line)


def _from_folder(folder: Path) -> bytes:
    from cleaner.report.files import RUN_FILE
    from cleaner.report.folder import LOG_FILE, PAGE_FILE

    if (folder / PAGE_FILE).exists():
        return _from_page(folder / PAGE_FILE)
    if (folder / RUN_FILE).exists():
        raise RestoreError(
            Message(
                "{folder} holds the outputs of a whole run: name the folder of one input in it", folder=folder
            )
        )
    if not (folder / LOG_FILE).exists():
        raise RestoreError(
            Message(
                "{folder} is no output folder of one input: it has no {file}", folder=folder, file=LOG_FILE
            )
        )
    return _from_log(folder / LOG_FILE, None)


def _from_log(log: Path, outputs: list[Path] | None) -> bytes:
    """From a log and its outputs, by default those that it names, beside it."""
    from cleaner.report.changelog import CHANGES_SCHEMA, restore_outputs

    if log.suffix.lower() == ".csv":
        raise RestoreError(Message("{log} is a table for people: restoring needs the log itself", log=log))
    header, *changes = _records(log) or [{}]
    if header.get("schema") != CHANGES_SCHEMA:
        raise RestoreError(
            Message("{log} is not a change log of schema {schema}", log=log, schema=CHANGES_SCHEMA)
        )
    if outputs is None:
        outputs = [log.parent / entry["name"] for entry in header["outputs"]]
    text = restore_outputs(header, changes, [path.read_bytes() for path in outputs])
    return restored_bytes(text, header["source"])


def _from_page(path: Path) -> bytes:
    from cleaner.report.changelog import CHANGES_SCHEMA

    records = _records(path)
    if records and records[0].get("schema") == CHANGES_SCHEMA:
        raise RestoreError(Message("{path} is a change log: clean restore --log {path} OUTPUT", path=path))
    if len(records) != 1:
        raise RestoreError(
            Message(
                "{path} holds {n} records: give a file with the record of one page", path=path, n=len(records)
            )
        )
    return restored_bytes(restore_text(records[0]), records[0]["source"])


def _records(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a file: one that may have many lines, or one a line."""
    data = path.read_bytes()
    try:
        return [json.loads(data)]
    except ValueError:
        return [json.loads(line) for line in data.splitlines() if line.strip()]
