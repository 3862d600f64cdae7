"""The pages of an output folder, read back: source, changes and marks as they were written."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from cleaner.core.language import Message
from cleaner.core.log import PAGE_SCHEMA, RestoreError, old_text, restore_text
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Article, Block, Change, Mark, Ref, Span
from cleaner.report.changelog import CHANGES_SCHEMA, restore_outputs
from cleaner.report.files import RUN_FILE
from cleaner.report.folder import LOG_FILE, PAGE_FILE
from cleaner.report.text import OFF_TOPIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cleaner.core.log import Json


class RereadError(Exception):
    """An output cannot be read back; one sentence."""


def folders(out: Path) -> list[Path]:
    """The folders of the inputs in an output folder, in the order of the run; or the folder of one input.

    Raises:
        RereadError: it is no output of a run that wrote a folder an input.
    """
    if ((out / LOG_FILE).exists() and not (out / RUN_FILE).exists()) or (out / PAGE_FILE).exists():
        return [out]
    try:
        run: dict[str, Any] = json.loads((out / RUN_FILE).read_bytes())
        found = [out / entry["folder"] for entry in run["inputs"] if entry.get("folder")]
    except OSError as error:
        raise RereadError(
            Message("{folder} is no output folder of clean: it has no {file}", folder=str(out), file=RUN_FILE)
        ) from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise RereadError(Message("{file} is damaged", file=str(out / RUN_FILE))) from error
    if run["inputs"] and not found:
        raise RereadError(
            Message(
                "{folder} has no folder for an input: clean once more with -f text, markdown or json",
                folder=str(out),
            )
        )
    return found


def page_of(folder: Path) -> Page:
    """The page of one input's folder.

    From text and Markdown the articles come back with every piece as a paragraph: what a review needs.

    Raises:
        RereadError: a file is missing, was edited since or is damaged.
    """
    with _one_sentence(folder):
        if (folder / PAGE_FILE).exists():
            return of_record(json.loads((folder / PAGE_FILE).read_bytes()))
        return _logged(folder)[0]


def page_and_log(folder: Path) -> tuple[Page, list[Json]]:
    """The page of one input's folder of text or Markdown, and the records of its change log.

    Raises:
        RereadError: a file is missing, was edited since or is damaged.
    """
    with _one_sentence(folder):
        return _logged(folder)


def _logged(folder: Path) -> tuple[Page, list[Json]]:
    header, *changes = [json.loads(line) for line in (folder / LOG_FILE).read_bytes().splitlines()] or [{}]
    if header.get("schema") != CHANGES_SCHEMA:
        raise RereadError(Message("{file} is damaged", file=str(folder / LOG_FILE)))
    outputs = [(folder / entry["name"]).read_bytes() for entry in header["outputs"]]
    return _of_log(header, changes, outputs), changes


@contextmanager
def _one_sentence(folder: Path) -> Iterator[None]:
    """Say of whatever is wrong with a folder in one sentence what it is."""
    try:
        yield
    except OSError as error:
        raise RereadError(f"{error.filename}: {error.strerror}") from error
    except RestoreError as error:
        raise RereadError(*error.args) from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise RereadError(Message("{file} is damaged", file=str(folder))) from error


def _of_log(header: Json, changes: Sequence[Json], outputs: Sequence[bytes]) -> Page:
    text = restore_outputs(header, changes, outputs)
    articles = tuple(
        Article(
            entry["name"].rpartition("/")[2].partition("-")[0].partition(".")[0],
            tuple(Block("paragraph", (Span(*place[:2]),)) for place in entry["places"]),
            entry["name"].startswith(f"{OFF_TOPIC}/"),
        )
        for entry in header["outputs"]
    )
    return _page(header, text, (_change(entry, entry["reason"]) for entry in changes), articles)


def of_record(account: Json) -> Page:
    """The page of a page record."""
    if account.get("schema") != PAGE_SCHEMA:
        raise RestoreError(Message("not a page record of schema {schema}", schema=PAGE_SCHEMA))
    text = restore_text(account)
    reasons = {entry["start"]: entry["reason"] for entry in account["removed"]}
    articles = tuple(
        Article(article["id"], tuple(map(_block, article["blocks"])), article["off_topic"])
        for article in account["articles"]
    )
    return _page(
        account, text, (_change(entry, _reason(entry, reasons)) for entry in account["changes"]), articles
    )


def _reason(entry: Json, reasons: Mapping[int, str]) -> str | None:
    """Why a change of a page record removed content: `removed` names it by its first letter."""
    old = old_text(entry)
    return reasons.get(entry["start"] + len(old) - len(old.lstrip())) if old.strip() else None


def _block(entry: Json) -> Block:
    return Block(entry["role"], tuple(Span(*span) for span in entry["spans"]), entry["gap_after"])


def _change(entry: Json, reason: str | None) -> Change:
    rules, refs = tuple(entry["rules"]), _refs(entry["refs"])
    return Change(entry["start"], entry["end"], entry["new"], rules, refs, cast("Any", reason))


def _refs(entries: Iterable[Json]) -> tuple[Ref, ...]:
    return tuple(Ref(**entry) for entry in entries)


def _page(header: Json, text: str, changes: Iterable[Change], articles: tuple[Article, ...]) -> Page:
    about = header["source"]
    source = Source(about["name"], text, about["encoding"], about["sha256"])
    marks = tuple(Mark(**{**mark, "refs": _refs(mark.get("refs", ()))}) for mark in header["marks"])
    return Page(source, changes=tuple(changes), articles=articles, marks=marks)
