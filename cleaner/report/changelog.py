"""The change log of one input: a header, then one change a line.  Log and output together are the source.

The header says which input was read, which outputs were written (with their SHA-256) and where each
piece of the source stands in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.core.language import Message
from cleaner.core.log import METADATA, RestoreError, change_record, old_new, rebuild, source_record
from cleaner.core.types import ProvenanceError, Span
from cleaner.report.markdown import unescape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.core.log import Json
    from cleaner.core.page import Page
    from cleaner.report.text import Place

CHANGES_SCHEMA = "cleaner/changes/1"


class Output(NamedTuple):
    """One file that was written for an input: its name, its bytes and the places in its text."""

    name: str
    data: bytes
    places: tuple[Place, ...]


def log_records(page: Page, outputs: Sequence[Output], form: str, *, prove: bool) -> list[Json]:
    """The header, then every change.

    Args:
        page: the clean page.
        outputs: what is written for it.
        form: "text" or "markdown", whose escapes restoring takes back.
        prove: rebuild the source from what is returned and the outputs.

    Raises:
        ProvenanceError: that does not give the source: a bug of this program.
    """
    header = _header(page, outputs, form)
    changes = [
        {**change_record(page.source.text, change), "reason": change.reason} for change in page.changes
    ]
    if prove:
        try:
            source = restore_outputs(header, changes, [output.data for output in outputs])
        except RestoreError as error:
            raise ProvenanceError(str(error)) from error
        if source != page.source.text:
            raise ProvenanceError("the output and its log give another source")
    return [header, *changes]


def _header(page: Page, outputs: Sequence[Output], form: str) -> Json:
    from hashlib import sha256

    return {
        "schema": CHANGES_SCHEMA,
        "unit": "code point",
        "format": form,
        "source": source_record(page),
        "metadata": {key: page.metadata.get(key) for key in METADATA},
        "outputs": [
            {
                "name": output.name,
                "sha256": sha256(output.data).hexdigest(),
                "places": [list(place) for place in output.places],
            }
            for output in outputs
        ],
        "marks": [mark._asdict() for mark in page.marks],
    }


def restore_outputs(header: Json, changes: Sequence[Json], outputs: Sequence[bytes]) -> str:
    """The decoded source from a log and the bytes of the outputs that it names, in that order.

    Raises:
        RestoreError: an output was edited since it was written, or the log is damaged.
    """
    from hashlib import sha256

    pieces: list[tuple[Span, str]] = []
    read = unescape if header["format"] == "markdown" else str
    for entry, data in zip(header["outputs"], outputs, strict=True):
        if sha256(data).hexdigest() != entry["sha256"]:
            what = Message("the output") if entry["name"] == "-" else entry["name"]
            raise RestoreError(
                Message("{what} was edited since: only what clean wrote gives the input back", what=what)
            )
        text = data.decode("utf-8")
        pieces += [(Span(start, end), read(text[at:until])) for start, end, at, until in entry["places"]]
    return rebuild(header["source"]["characters"], pieces, old_new(changes))
