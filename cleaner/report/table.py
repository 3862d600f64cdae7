"""The change log as a table that spreadsheets open, `--log changes.csv`, in the language of its readers."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING, Any, Final

from cleaner.core.language import LANGUAGES, Message, chosen, in_language, tr
from cleaner.report.where import Where, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cleaner.core.log import Json
    from cleaner.core.page import Page

COLUMNS: Final = (
    Message("page"), Message("line"), Message("start"), Message("end"), Message("reason"), Message("rules"),
    Message("old"), Message("new"), Message("output"), Message("output_start"), Message("output_end"),
    Message("kept_page"), Message("kept_start"), Message("kept_end"),
)  # fmt: skip
# What a spreadsheet takes for a formula at the start of a cell; full-width signs too, in some of them.
_FORMULA: Final = tuple("=+-@＝＋－＠|%")
# No spreadsheet holds more in a cell (32,767 in the most used one).
LONGEST: Final = 32_000


def table(page: Page, records: Iterable[Json]) -> bytes:
    """The table of one page.

    Args:
        page: the clean page.
        records: its change log without the header (`changelog.log_records`).
    """
    return heading() + rows(page, records)


def heading(language: str | None = None) -> bytes:
    """The first row, behind a byte order mark, without which spreadsheets guess another encoding."""
    return codecs.BOM_UTF8 + _written([[in_language(language or chosen(), name) for name in COLUMNS]])


def is_table(path: Path) -> bool:
    """Whether a file begins as a table of ours, in whichever language."""
    headings = [heading(language) for language in LANGUAGES]
    with path.open("rb") as file:
        found = file.read(max(map(len, headings)))
    return any(found.startswith(head) for head in headings)


def rows(page: Page, records: Iterable[Json], folder: str = "") -> bytes:
    """One row a change; `folder` is that of the page where its outputs have one."""
    where = Where(page)
    return _written(map(_cell, _row(entry, where, folder)) for entry in records)


def _written(found: Iterable[Iterable[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(found)
    return text.getvalue().encode("utf-8", "replace")


def _row(entry: Json, where: Where, folder: str) -> Iterator[Any]:
    output = entry["output"] or {}
    kept = entry["refs"][0] if entry["refs"] else {}
    reason = entry["reason"] and tr(entry["reason"])
    yield from (entry["page"], where.line(entry["start"]), entry["start"], entry["end"], reason)
    yield from (" ".join(entry["rules"]), entry["old"], entry["new"])
    name = output.get("name")
    yield from (f"{folder}/{name}" if folder and name else name, output.get("start"), output.get("end"))
    yield from (kept.get("page") or (entry["page"] if kept else None), kept.get("start"), kept.get("end"))


def _cell(value: Any) -> Any:  # noqa: ANN401 - what a cell holds
    r"""A value as a cell: text in one line, cut where it is too long, and never a formula; one sign is none.

    >>> _cell("=HYPERLINK()"), _cell("工会\n报告"), _cell(7), _cell(None), _cell("-")
    ("'=HYPERLINK()", '工会⏎报告', 7, '', '-')
    """
    if not isinstance(value, str):
        return "" if value is None else value
    text = show(value)
    if len(text) > LONGEST:
        text = text[:LONGEST] + "…"
    bare = text.strip(" ⏎␣")
    return f"'{text}" if len(bare) > 1 and bare.startswith(_FORMULA) else text
