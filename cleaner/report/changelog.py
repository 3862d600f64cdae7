"""The change log of one input: a header, then one change a line.  Log and output together are the source.

The header says which input was read, which outputs were written (with their SHA-256) and where each
piece of the source stands in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.language import Message
from cleaner.core.log import (
    METADATA,
    RestoreError,
    change_record,
    mark_record,
    old_new,
    rebuild,
    source_record,
)
from cleaner.core.named import NamedTuple
from cleaner.core.types import ProvenanceError, Span
from cleaner.report.markdown import escape, escaped_at, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cleaner.core.log import Json
    from cleaner.core.page import Page
    from cleaner.report.text import Place

CHANGES_SCHEMA = "cleaner/changes/1"
# What a log calls an output that has no name of its own, since it went to standard output.
ONLY_OUTPUT = "-"
_BEGINNING = f'{{"schema": "{CHANGES_SCHEMA}"'.encode()


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
        {
            "page": page.source.name,
            **change_record(page.source.text, change),
            "reason": change.reason,
            "output": place,
        }
        for change, place in zip(page.changes, _in_outputs(page, outputs, form), strict=True)
    ]
    if prove:
        try:
            source = restore_outputs(header, changes, [output.data for output in outputs])
        except RestoreError as error:
            raise ProvenanceError(str(error)) from error
        if source != page.source.text:
            raise ProvenanceError("the output and its log give another source")
    return [header, *changes]


def is_log(path: Path) -> bool:
    """Whether a file is the log of one output, as `--log` writes it: not one of an output folder."""
    import json

    with path.open("rb") as file:
        if file.read(len(_BEGINNING)) != _BEGINNING:
            return False
        file.seek(0)
        try:
            return [output["name"] for output in json.loads(file.readline())["outputs"]] == [ONLY_OUTPUT]
        except (ValueError, LookupError, TypeError):
            return False


def _in_outputs(page: Page, outputs: Sequence[Output], form: str) -> Iterator[Json | None]:
    """Where every change stands in the outputs: the name of one and the offsets of the new text there.

    What was taken out between two blocks stands nowhere.
    """
    places = sorted((place, output.name) for output in outputs for place in output.places)
    i, at, to, text = -1, 0, 0, ""  # the place, up to where of its source span what offset of its text is
    for change in page.changes:
        while i + 1 < len(places) and places[i + 1][0].start <= change.start:
            i, at, to, text = i + 1, places[i + 1][0].start, 0, ""
        if i < 0 or change.start >= places[i][0].end:
            yield None
            continue
        place, name = places[i]
        if form == "markdown":
            text = text or page.read(Span(place.start, place.end))
        to += change.start - at
        start = place.at + _shown_length(place, text, to)
        to, at = to + len(change.new), change.end
        yield {"name": name, "start": start, "end": place.at + _shown_length(place, text, to)}


def _shown_length(place: Place, text: str, length: int) -> int:
    """How long so much of the text of a place is in the output, where Markdown may have escapes in it."""
    shown = place.until - place.at
    if not length or not text or shown == len(text):
        return length
    at = escaped_at(text) if shown > len(escape(text, start=False)) else None
    behind = at is not None and length <= at  # the escape of the beginning is not yet reached
    return shown - len(escape(text[length:], start=False)) - behind


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
        "marks": [mark_record(mark) for mark in page.marks],
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
            what = Message("the output") if entry["name"] == ONLY_OUTPUT else entry["name"]
            raise RestoreError(
                Message("{what} was edited since: only what clean wrote gives the input back", what=what)
            )
        text = data.decode("utf-8")
        pieces += [(Span(start, end), read(text[at:until])) for start, end, at, until in entry["places"]]
    return rebuild(header["source"]["characters"], pieces, old_new(changes))
