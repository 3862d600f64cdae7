"""Pages that were cleaned and wait for the plan of a run with `--copies` or `--index`.

Of most pages the plan says nothing.  What is written for these is made at once and laid aside with the page,
which then nobody has to look at again.
"""

from __future__ import annotations

import pickle
from typing import IO, TYPE_CHECKING, Any, Final

import numpy as np  # noqa: F401 - the plan needs it, and pages that come after it is loaded gain (`repeats.find`)

from cleaner.archive.edges import edges
from cleaner.archive.places import anchors
from cleaner.core.named import NamedTuple
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Article, Block, Change, Span
from cleaner.report.formats import rendered_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.archive.places import Anchor
    from cleaner.cli.work import Outcome, Settings
    from cleaner.report.formats import Fields

PAGES: Final = "pages"
ITEMS: Final = "items"
# What a record may say of its date, the first one that it has.
_DATES: Final = ("date", "created")


class LaidArticle(NamedTuple):
    """An article as the plan looks at it; `way` leads from its text back to the source.

    Of copies those are kept that are `preferred`.
    """

    id: str
    text: str
    date: str | None
    way: Sequence[Anchor]
    preferred: bool


class Spooled(NamedTuple):
    """A page that was cleaned and waits for the plan: the page, fields of its record, what went wrong."""

    page: Page
    fields: Fields | None
    failure: str | None


def laid_aside(
    page: Page, fields: Fields | None, outcome: Outcome, settings: Settings, *, preferred: bool
) -> Outcome:
    """A page as bytes, in the place of its log; its articles as the plan looks at them."""
    from cleaner.cli.work import written

    rendered = list(rendered_records(page, settings.gap_mark, fields))
    date = _date(page, fields or {})
    items = [
        _dumped((entry["id"], entry["text"], date, anchors(page, output.places), preferred))
        for entry, output in rendered
    ]
    as_is = None
    if settings.folder is not None and settings.form == "jsonl" and not settings.report:
        as_is = tuple(written(page, fields, outcome, "", settings, {}, rendered))
    data = _dumped((_packed(page, fields, outcome.failure), as_is))
    entry = {"articles": len(items), "edges": sorted({line for line, _ in edges(page)})}
    return outcome._replace(log=data, articles=b"".join(items), entry=entry)


def _date(page: Page, fields: Fields) -> str | None:
    """The date of a page, or else what its record says."""
    found = page.metadata.get("date") or next((fields[key] for key in _DATES if fields.get(key)), None)
    return None if found is None else str(found)


def laid_article(file: IO[bytes]) -> LaidArticle:
    """The article that was laid aside at this place of a file.

    Raises:
        EOFError: none was.
    """
    return LaidArticle(*pickle.load(file))  # noqa: S301 - as below


def ready(data: bytes) -> Outcome | None:
    """What is written for a page of which the plan says nothing, if that was laid aside with it."""
    from cleaner.cli.work import Outcome

    _, as_is = _loaded(data)
    return as_is and Outcome(*as_is)


def laid_page(data: bytes) -> Spooled:
    """A page as it was laid aside."""
    packed, _ = _loaded(data)
    (source, flow, changes, articles, marks, metadata, evidence), fields, failure = _loaded(packed)
    page = Page(
        Source(*source),
        tuple(Span(*span) for span in flow),
        tuple(Change(*change) for change in changes),
        tuple(Article(name, tuple(map(_block, blocks)), alien) for name, blocks, alien in articles),
        marks,
        metadata,
        {Span(*span): words for span, words in evidence},
    )
    return Spooled(page, fields, failure)


def _packed(page: Page, fields: Fields | None, failure: str | None) -> bytes:
    """A page without the names of its parts, of which there are many: a third of the time."""
    source, flow, changes, articles, marks, metadata, evidence = page
    state = (
        tuple(source),
        list(map(tuple, flow)),
        list(map(tuple, changes)),
        [
            (name, [(role, list(map(tuple, spans)), gap) for role, spans, gap in blocks], alien)
            for name, blocks, alien in articles
        ],
        marks,
        metadata,
        [(tuple(span), words) for span, words in evidence.items()],
    )
    return _dumped((state, fields, failure))


def _block(packed: tuple[Any, ...]) -> Block:
    role, spans, gap = packed
    return Block(role, tuple(Span(*span) for span in spans), gap)


def _dumped(what: tuple[Any, ...]) -> bytes:
    return pickle.dumps(what, pickle.HIGHEST_PROTOCOL)


def _loaded(data: bytes) -> Any:  # noqa: ANN401 - whatever was laid aside
    return pickle.loads(data)  # noqa: S301 - our own file, in a folder of the run's own
