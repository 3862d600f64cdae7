"""What one transaction does to an index: pages come, pages go, and what others are because of that."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from cleaner.archive.index.errors import IndexRefusedError
from cleaner.archive.index.library import Known, Library, Tie
from cleaner.archive.index.lines import Lines
from cleaner.archive.index.lookup import candidates
from cleaner.archive.index.postings import packed
from cleaner.archive.index.prints import keys_of
from cleaner.archive.index.weighing import Weighed, weigh
from cleaner.archive.matching import matching_forms
from cleaner.core.language import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cleaner.archive.best import Judge
    from cleaner.archive.index.lines import Line
    from cleaner.archive.index.prints import Keys, PagePrint
    from cleaner.archive.index.store import Store


class Adding:
    """One transaction that writes."""

    def __init__(self, store: Store, judge: Judge) -> None:
        """Take an index that is being written to."""
        self._store, self._db, self._judge = store, store.db, judge
        self._library = Library(store.db)

    def add(self, pages: Sequence[PagePrint]) -> list[list[Line]]:
        """Put pages in, in their order; what is told of each."""
        numbers = [self._insert(page) for page in pages]
        new = {number: page for number, page in zip(numbers, pages, strict=True) if self._is_new(number)}
        records = {number: self._insert_articles(number, page) for number, page in new.items()}
        forms = {r: self._library.matched(r).form for numbers in records.values() for r in numbers}
        keys = keys_of(list(forms.values()))
        order = list(forms)
        self._post(order, forms, keys)
        near = candidates(
            self._store, self._library, list(forms.values()), keys, lambda i, number: number < order[i]
        )
        by_record = dict(zip(order, near, strict=True))
        for number, page in new.items():
            self._settle(page.name, number, records[number], by_record)
        rows = self._db.execute
        return [
            json.loads(rows("SELECT account FROM pages WHERE number = ?", (number,)).fetchone()[0])
            for number in numbers
        ]

    def _insert(self, page: PagePrint) -> int:
        """The number of a page, which is put in if it is not there."""
        row = self._db.execute(
            "SELECT number FROM pages WHERE given = ? AND sha256 = ?", (page.name, page.sha256)
        ).fetchone()
        if row:
            return int(row[0])
        number = self._db.execute(
            "INSERT INTO pages (name, given, sha256, created, account) VALUES (?, ?, ?, ?, '')",
            (self._told_apart(page), page.name, page.sha256, page.created),
        ).lastrowid
        return int(number or 0)

    def _is_new(self, number: int) -> bool:
        return not self._db.execute("SELECT account FROM pages WHERE number = ?", (number,)).fetchone()[0]

    def _told_apart(self, page: PagePrint) -> str:
        """A name that no page of the index has: another page of one name gets eight digits of its SHA-256."""
        taken = self._db.execute("SELECT 1 FROM pages WHERE name = ?", (page.name,)).fetchone()
        return f"{page.name}~{page.sha256[:8]}" if taken else page.name

    def _insert_articles(self, number: int, page: PagePrint) -> list[int]:
        matched = matching_forms([article.text for article in page.articles])
        return [
            self._library.insert(number, article, m)
            for article, m in zip(page.articles, matched, strict=True)
        ]

    def _post(self, order: Sequence[int], forms: Mapping[int, str], keys: Keys) -> None:
        """Write the postings of records, but of several with one matching form only those of the first."""
        leads = np.array(
            [not form or self._library.first_of(form) == r for r, form in forms.items()], dtype=bool
        )
        numbers = np.array(order, dtype=np.int64)
        for postings, (hashes, of) in ((self._store.bands, keys.bands), (self._store.anchors, keys.anchors)):
            some = leads[of] if len(of) else np.empty(0, bool)
            if some.any():
                postings.add(packed(hashes[some], numbers[of[some]]))

    def _settle(
        self, because: str, page: int, records: Sequence[int], near: Mapping[int, Sequence[int]]
    ) -> None:
        """Weigh new or orphaned records one after the other; write down what is told of the page."""
        lines: list[Line] = []
        for record in records:
            weighed = weigh(self._library, record, near[record], self._judge)
            lines += self._apply(because, record, weighed)
            self._library.forget_texts()
        account = json.dumps(lines, ensure_ascii=False)
        self._db.execute("UPDATE pages SET account = ? WHERE number = ?", (account, page))

    def _apply(self, because: str, record: int, weighed: Weighed) -> list[Line]:
        """Write ties down; the lines for the record and for older ones."""
        self._library.tie(record, weighed.own)
        lines = Lines(self._library).of_weighed(record, weighed)
        for number, tie in weighed.others.items():
            self._library.tie(number, tie)
        self._remember(because, lines[1:])
        return lines

    def _remember(self, because: str, changes: Iterable[Line]) -> None:
        rows = [(because, json.dumps({**line, "because": because}, ensure_ascii=False)) for line in changes]
        self._db.executemany("INSERT INTO history (because, entry) VALUES (?, ?)", rows)

    def forget(self, name: str) -> list[Line]:
        """Take a page out; what is told of others because of it."""
        row = self._db.execute("SELECT number FROM pages WHERE name = ?", (name,)).fetchone()
        if not row:
            message = Message("{path} has no page {name}", path=self._store.path, name=name)
            raise IndexRefusedError(message)
        numbers = [n for (n,) in self._db.execute("SELECT number FROM records WHERE page = ?", row)]
        known = self._library.known(numbers)
        orphans = self._library.known(set(self._library.tied_to(numbers)) - set(numbers))
        heirs = [self._heir(k) for k in known.values()]
        self._db.execute("DELETE FROM records WHERE page = ?", row)
        self._db.execute("DELETE FROM pages WHERE number = ?", row)
        self._db.executemany("INSERT INTO dead VALUES (?)", [(number,) for number in known])
        self._repost([heir for heir in heirs if heir is not None])
        return self._adopt(name, orphans, known)

    def _heir(self, known: Known) -> int | None:
        """Another record of the same form, which is to be found from now on."""
        row = self._db.execute(
            "SELECT number FROM records WHERE form = ? "
            "AND page != (SELECT page FROM records WHERE number = ?) ORDER BY number LIMIT 1",
            (known.form, known.number),
        ).fetchone()
        return int(row[0]) if row else None

    def _repost(self, numbers: Iterable[int]) -> None:
        records = sorted(set(numbers))
        forms = {number: self._library.matched(number).form for number in records}
        self._post(records, forms, keys_of(list(forms.values())))

    def _adopt(self, because: str, orphans: dict[int, Known], gone: dict[int, Known]) -> list[Line]:
        """Find out anew what records are whose kept copy, or whatever they were like, is gone."""
        for number, known in orphans.items():
            self._library.tie(number, Tie(number if known.tie.kept not in orphans else known.tie.kept))
        forms = [self._library.matched(number).form for number in orphans]
        order = list(orphans)
        near = candidates(self._store, self._library, forms, keys_of(forms), lambda i, n: n != order[i])
        changed: dict[int, Tie] = {}
        for number, others in zip(order, near, strict=True):
            weighed = weigh(self._library, number, others, self._judge)
            for record, tie in ({number: weighed.own} | weighed.others).items():
                self._library.tie(record, tie)
                changed[record] = tie
        changed = {number: tie for number, tie in sorted(changed.items()) if number in orphans}
        lines = Lines(self._library).of(changed, orphans, gone)
        self._remember(because, lines)
        return lines
