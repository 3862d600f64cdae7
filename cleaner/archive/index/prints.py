"""What an index takes from a clean page: texts, where they stand in the source, and their fingerprints."""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left, bisect_right
from hashlib import blake2b, sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.archive.anchors import anchors
from cleaner.archive.bands import band_keys
from cleaner.archive.quality import quality
from cleaner.archive.signature import signatures
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from cleaner.core.page import Page
    from cleaner.core.types import Article

Places = tuple[tuple[int, int], ...]
"""Offsets in a text with the source offsets that belong to them, where one stops following the other."""


class ArticlePrint(NamedTuple):
    """An article without its page: blocks one a line."""

    article: str
    text: str
    places: Places
    damage: float


class PagePrint(NamedTuple):
    """A page as an index takes it; `created` is the printed date."""

    name: str
    sha256: str
    created: str | None
    articles: tuple[ArticlePrint, ...]


class Keys(NamedTuple):
    """What texts are found by: the hashes of each family, and the place of the text that each is of."""

    bands: tuple[NDArray[np.uint32], NDArray[np.int64]]
    anchors: tuple[NDArray[np.uint32], NDArray[np.int64]]


def fingerprint(page: Page) -> PagePrint:
    """The print of a page that was cleaned."""
    starts = [change.start for change in page.changes]
    articles = tuple(_article(page, article, starts) for article in page.articles)
    return PagePrint(page.source.name, page.source.sha256, page.metadata.get("date"), articles)


def print_of_record(name: str, record: bytes, fields: Mapping[str, Any]) -> PagePrint:
    """The print of a record of a JSONL file, whose text is taken as it is."""
    text = record.decode("utf-8", "surrogateescape")
    created = next((str(fields[key]) for key in ("date", "created") if fields.get(key)), None)
    article = ArticlePrint("", text, ((0, 0),), quality(text).damage)
    return PagePrint(name, sha256(record).hexdigest(), created, (article,))


def _article(page: Page, article: Article, starts: list[int]) -> ArticlePrint:
    text = "\n".join(map(page.text_of, article.blocks))
    places = tuple(dict(_places(page, article, starts)).items())
    gaps = sum(block.gap_after for block in article.blocks)
    return ArticlePrint(article.id, text, places, quality(text, gaps=gaps).damage)


def _places(page: Page, article: Article, starts: list[int]) -> Iterator[tuple[int, int]]:
    at = 0
    for block in article.blocks:
        for span in block.spans:
            here = span.start
            yield at, here
            for change in page.changes[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
                at += change.start - here
                yield at, change.start
                at, here = at + len(change.new), change.end
                yield at, here
            at += span.end - here
        at += 1  # the line break behind a block


def in_source(places: Places, text: str, start: int, end: int) -> list[tuple[int, int]]:
    r"""Where a stretch of a text stands in the source: parts in the order of the text.

    None of them goes back or reaches over another.  There is one, but where blocks stand in another order in
    the source: a headline behind its text.

    >>> in_source(((0, 40), (5, 46)), "市总工会召开", 3, 6)
    [(43, 47)]
    >>> in_source(((0, 40), (5, 10)), "市总工会\n昨日召开", 2, 7)
    [(42, 44), (10, 12)]
    """
    ats = [at for at, _ in places]
    if not ats:
        return [(0, 0)]

    def source(at: int) -> int:
        i = max(0, bisect_right(ats, at) - 1)
        found = places[i][1] + at - ats[i]
        return (
            min(found, places[i + 1][1]) if i + 1 < len(places) and places[i + 1][1] > places[i][1] else found
        )

    inside = range(max(0, bisect_right(ats, start) - 1), bisect_left(ats, end))
    following = dict(pairwise(sorted(inside, key=lambda i: places[i][1])))
    cuts = [ats[i] for i in inside[1:] if following.get(i - 1) != i]
    found = []
    for first, last in pairwise((start, *cuts, end)):
        last_one = last - (last < end and text[last - 1] == "\n")  # which stands in no source
        if first < last_one:
            found.append((source(first), source(last_one - 1) + 1))
    return found or [(source(start), source(start))]


def packed_places(places: Places) -> bytes:
    """Places as they are stored."""
    flat = np.diff(np.array(places, dtype=np.int64).reshape(-1, 2), axis=0, prepend=0)
    return zlib.compress(json.dumps(flat.ravel().tolist(), separators=(",", ":")).encode())


def unpacked_places(data: bytes) -> Places:
    """Stored places.

    >>> unpacked_places(packed_places(((0, 40), (5, 46))))
    ((0, 40), (5, 46))
    """
    flat = np.cumsum(np.array(json.loads(zlib.decompress(data)), dtype=np.int64).reshape(-1, 2), axis=0)
    return tuple((at, source) for at, source in flat.tolist())


def form_hash(form: str) -> int:
    """The hash of a matching form, as SQLite holds integers."""
    digest = blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def keys_of(forms: Sequence[str]) -> Keys:
    """What matching forms are found by; hundreds at once are best."""
    some = [i for i, form in enumerate(forms) if form]
    if not some:
        nothing = np.empty(0, np.uint32), np.empty(0, np.int64)
        return Keys(nothing, nothing)
    bands = (band_keys(signatures([forms[i] for i in some])) >> np.uint64(32)).astype(np.uint32)
    of_bands = np.tile(np.array(some, dtype=np.int64), len(bands))
    hashes, of_anchors = anchors(forms)
    return Keys((bands.ravel(), of_bands), (hashes, of_anchors.astype(np.int64)))
