"""The records of an index: what is known of each, and their texts."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, Final

from cleaner.archive.index.prints import ArticlePrint, Places, form_hash, packed_places, unpacked_places
from cleaner.archive.matching import Matched, matching_forms
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

Passage = tuple[int, int, int, int]
"""`start, end` in the text of a record, and in that of another: code points, half-open."""

_KNOWN: Final = (
    "SELECT r.number, p.name, r.article, p.created, r.length, r.damage, r.form, r.kept, r.kind, r.other, "
    "r.similarity, r.passages FROM records r JOIN pages p ON p.number = r.page "
    "WHERE r.number IN (SELECT value FROM json_each(?)) ORDER BY r.number"
)
_TEXTS: Final = (
    "SELECT number, text FROM records WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"
)
# Numbers are a parameter, in JSON.


class Tie(NamedTuple):
    """What a record is to others.

    `kept` stands for it, itself if it is no copy; `kind` and the rest tell what it is to `other`.
    """

    kept: int
    kind: str | None = None
    other: int | None = None
    similarity: float | None = None
    passages: tuple[Passage, ...] = ()


class Known(NamedTuple):
    """A record without its text."""

    number: int
    page: str
    article: str
    created: str | None
    length: int
    damage: float
    form: int
    tie: Tie

    @property
    def id(self) -> str:
        """The name of the article in the archive; a record that is no page is called as it is."""
        return f"{self.page}#{self.article}" if self.article else self.page


class Library:
    """Records by number, read as they are needed, inside a transaction of the index."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Remember nothing yet."""
        self.db = db
        self._matched: dict[int, Matched] = {}
        self._guests: dict[int, Known] = {}
        self._pinned: set[int] = set()

    def host(self, known: Known, matched: Matched) -> None:
        """Let a record be looked at that the index does not have."""
        self._guests[known.number], self._matched[known.number] = known, matched
        self._pinned.add(known.number)

    def insert(self, page: int, article: ArticlePrint, matched: Matched) -> int:
        """Put a record in; it stands for itself for now."""
        number = self.db.execute(
            "INSERT INTO records (page, article, length, damage, form, kept, places, text) "
            "VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
            (
                page, article.article, len(matched.form), article.damage, form_hash(matched.form),
                packed_places(article.places), _packed(article.text),
            ),
        ).lastrowid  # fmt: skip
        assert number is not None
        self.tie(number, Tie(number))
        self._matched[number] = matched
        self._pinned.add(number)
        return number

    def tie(self, number: int, tie: Tie) -> None:
        """Write down what a record is to others."""
        passages = json.dumps(tie.passages, separators=(",", ":")) if tie.passages else None
        self.db.execute(
            "UPDATE records SET kept = ?, kind = ?, other = ?, similarity = ?, passages = ? WHERE number = ?",
            (tie.kept, tie.kind, tie.other, tie.similarity, passages, number),
        )

    def known(self, numbers: Iterable[int]) -> dict[int, Known]:
        """What is known of records, in the order of their numbers; none of those that were forgotten."""
        wanted = set(numbers)
        rows = self.db.execute(_KNOWN, (_json(wanted - self._guests.keys()),))
        found = {row[0]: _of_row(row) for row in rows}
        return found | {number: self._guests[number] for number in sorted(wanted & self._guests.keys())}

    def forgotten(self, numbers: Iterable[int]) -> set[int]:
        """Those of some records that the index had once."""
        rows = self.db.execute(
            "SELECT record FROM dead WHERE record IN (SELECT value FROM json_each(?))", (_json(set(numbers)),)
        )
        return {number for (number,) in rows}

    def tied_to(self, numbers: Iterable[int]) -> list[int]:
        """The records for which others stand, or that are something to them."""
        wanted = _json(numbers)
        rows = self.db.execute(
            "SELECT number FROM records WHERE kept IN (SELECT value FROM json_each(?)) "
            "UNION SELECT number FROM records WHERE other IN (SELECT value FROM json_each(?)) ORDER BY 1",
            (wanted, wanted),
        )
        return [number for (number,) in rows]

    def cluster(self, kept: int, most: int | None) -> list[int]:
        """The records that one stands for, itself included; the first `most` of them."""
        limit = -1 if most is None else most
        rows = self.db.execute(
            "SELECT number FROM records WHERE kept = ? ORDER BY number LIMIT ?", (kept, limit)
        )
        return [number for (number,) in rows]

    def first_of(self, form: str) -> int | None:
        """The first record that has a matching form."""
        rows = self.db.execute(
            "SELECT number FROM records WHERE form = ? ORDER BY number", (form_hash(form),)
        )
        numbers = [number for (number,) in rows.fetchmany(8)]  # of two forms with one hash, if ever
        return next((number for number in numbers if self.matched(number).form == form), None)

    def fetch(self, numbers: Iterable[int]) -> None:
        """Read texts, many at once."""
        wanted = _json(number for number in set(numbers) if number not in self._matched)
        rows = self.db.execute(_TEXTS, (wanted,)).fetchall()
        texts = [zlib.decompress(text).decode("utf-8", "surrogatepass") for _, text in rows]
        for (number, _), matched in zip(rows, matching_forms(texts), strict=True):
            self._matched[number] = matched

    def matched(self, number: int) -> Matched:
        """The text of a record with its matching form."""
        if number not in self._matched:
            self.fetch([number])
        return self._matched[number]

    def places(self, number: int) -> Places:
        """Where the text of a record stands in its source."""
        (data,) = self.db.execute("SELECT places FROM records WHERE number = ?", (number,)).fetchone()
        return unpacked_places(data)

    def forget_texts(self) -> None:
        """Let the texts go that were read, not those that were put in."""
        self._matched = {number: self._matched[number] for number in self._pinned}


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 3)


def _json(numbers: Iterable[int]) -> str:
    return json.dumps(sorted(numbers))


def _of_row(row: tuple[Any, ...]) -> Known:
    number, page, article, created, length, damage, form, kept, kind, other, similarity, passages = row
    ties = tuple(map(tuple, json.loads(passages))) if passages else ()
    return Known(
        number, page, article, created, length, damage, form, Tie(kept, kind, other, similarity, ties)
    )
