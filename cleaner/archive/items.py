"""What an archive is made of: the articles of pages, and records as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.archive.duplicates import Item
from cleaner.core.language import Message
from cleaner.core.options import Options
from cleaner.core.spill import Tally
from cleaner.read.errors import ReadError
from cleaner.read.inputs import Failure, Input, find_inputs, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cleaner.core.source import Source


def find_items(
    paths: Sequence[str], encoding: str | None = None, preferred: Path | None = None
) -> Iterator[Item | Failure]:
    """The articles of all pages and all records that are found, each under an id of its own.

    Pages are cleaned and divided into their articles, which are called as in `clean -f jsonl`.  Records of
    JSONL files are taken as they are; one without an id is called by its file and line.

    Args:
        paths: files and folders.
        encoding: of all pages; found out if not given.
        preferred: a folder (or file); what lies in it is preferred.
    """
    taken = Tally()
    for path in paths:
        for found in find_inputs([path]):
            if isinstance(found, Failure):
                yield found
                continue
            wanted = preferred is not None and _lies_in(found.path or Path(path), preferred)
            for item in _items(found, encoding):
                if isinstance(item, Failure):
                    yield item
                else:
                    yield item._replace(id=taken.own(item.id), preferred=wanted)


def _items(found: Input, encoding: str | None) -> Iterable[Item | Failure]:
    if found.record is not None:
        return [_of_record(found.name, found.record, found.fields or {})]
    try:
        return _articles(read_source(found, encoding))
    except ReadError as error:
        return [Failure(found.name, error)]


def _of_record(name: str, record: bytes, fields: Mapping[str, Any]) -> Item:
    called = fields.get("id")
    date = next((fields[key] for key in ("date", "created") if fields.get(key)), "")
    return Item(name if called is None else str(called), record.decode("utf-8", "surrogateescape"), str(date))


def _articles(source: Source) -> list[Item | Failure]:
    from cleaner.pipeline import clean_source
    from cleaner.report.formats import article_records

    try:
        page = clean_source(source, Options(verify=False))
    except Exception as error:  # noqa: BLE001 - what breaks on one page must not stop the others
        what = f"{type(error).__name__}: {error}"
        return [Failure(source.name, ReadError(Message("an error in clean itself ({what})", what=what)))]
    entries = article_records(page, gap_mark="")
    return [Item(entry["id"], entry["text"], str(entry["created"] or "")) for entry in entries]


def _lies_in(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
