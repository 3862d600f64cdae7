"""The change log as a table that spreadsheets open: `--log changes.csv`."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from cleaner.report.where import Where, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.core.log import Json
    from cleaner.core.page import Page

COLUMNS: Final = (
    "page", "line", "start", "end", "reason", "rules", "old", "new",
    "output", "output_start", "output_end", "kept_page", "kept_start", "kept_end",
)  # fmt: skip
# What a spreadsheet takes for a formula at the start of a cell; full-width signs too, in some of them.
_FORMULA: Final = tuple("=+-@＝＋－＠|%")
# No spreadsheet holds more in a cell (32,767 in the most used one).
LONGEST: Final = 32_000


def table(page: Page, records: Iterable[Json]) -> bytes:
    """One row a change, in UTF-8 with a byte order mark, without which spreadsheets guess another encoding.

    Args:
        page: the clean page.
        records: its change log without the header (`changelog.log_records`).
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    where = Where(page)
    writer.writerows([_cell(value) for value in _row(entry, where)] for entry in records)
    return text.getvalue().encode("utf-8-sig", "replace")


def _row(entry: Json, where: Where) -> Iterator[Any]:
    output = entry["output"] or {}
    kept = entry["refs"][0] if entry["refs"] else {}
    yield from (entry["page"], where.line(entry["start"]), entry["start"], entry["end"], entry["reason"])
    yield from (" ".join(entry["rules"]), entry["old"], entry["new"])
    yield from (output.get("name"), output.get("start"), output.get("end"))
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
