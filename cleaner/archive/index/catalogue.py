"""The index itself: add pages, find what they are copies of, forget them, count."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Self

from cleaner.archive.best import Judge
from cleaner.archive.index.adding import Adding
from cleaner.archive.index.library import Known, Library, Tie
from cleaner.archive.index.lines import Lines
from cleaner.archive.index.lookup import candidates
from cleaner.archive.index.prints import form_hash, keys_of
from cleaner.archive.index.store import Store
from cleaner.archive.index.verifying import problems, rewrite
from cleaner.archive.index.weighing import weigh
from cleaner.archive.matching import matching_forms
from cleaner.archive.pairs import Pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cleaner.archive.index.lines import Line
    from cleaner.archive.index.prints import PagePrint

# A record that the index does not have comes after all others.
_GUEST: Final = 1 << 62


class Index:
    """An archive's index; close it, or use it in a `with` statement.

    Several processes may use one index at a time.  Each call sees one state of it; one that writes is done
    altogether or not at all.
    """

    def __init__(self, path: str | Path, *, create: bool = False, policy: str | None = None) -> None:
        """Open an index.

        Args:
            path: its folder.
            create: make it if there is none.
            policy: which of several copies is kept: "best", "first" or "longest"; chosen when it is made.

        Raises:
            IndexRefusedError: it cannot be used; one sentence.
        """
        self.store = Store(path, create=create, policy=policy)
        self._judge = Judge(self.store.policy, Pairs())

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let it go; what was added stays."""
        self.store.close()

    def add(self, pages: Sequence[PagePrint]) -> list[list[Line]]:
        """Add pages, in their order, and tell what their articles are to those that came before.

        A page that is there already is not added again: what was told then is told again.

        Returns:
            for each page a line for each of its articles, and one for each older article whose kept copy is
            another one now.
        """
        with self.store.writing():
            return Adding(self.store, self._judge).add(pages)

    def find(self, page: PagePrint) -> list[Line]:
        """Tell what the articles of a page would be, and older ones because of it, changing nothing.

        A page that is there already is compared with all others.
        """
        library = Library(self.store.db)
        matched = matching_forms([article.text for article in page.articles])
        forms = [m.form for m in matched]
        with self.store.reading():
            own = self._own(page)
            near = candidates(self.store, library, forms, keys_of(forms), lambda _, number: number not in own)
            lines = []
            for i, article in enumerate(page.articles):
                guest = Known(
                    _GUEST, page.name, article.article, page.created, len(forms[i]), article.damage,
                    form_hash(forms[i]), Tie(_GUEST),
                )  # fmt: skip
                library.host(guest, matched[i])
                found = weigh(library, _GUEST, near[i], self._judge)
                lines += Lines(library, {_GUEST: article.places}).of_weighed(_GUEST, found)
            return lines

    def lines_of(self, name: str, sha256: str) -> list[Line]:
        """Tell what the articles of a page that was added are now; nothing of one that is not there."""
        library = Library(self.store.db)
        with self.store.reading():
            rows = self.store.db.execute(
                "SELECT r.number FROM records r JOIN pages p ON p.number = r.page "
                "WHERE p.given = ? AND p.sha256 = ? ORDER BY r.number",
                (name, sha256),
            )
            known = library.known(number for (number,) in rows)
            return Lines(library).of({number: record.tie for number, record in known.items()})

    def _own(self, page: PagePrint) -> set[int]:
        rows = self.store.db.execute(
            "SELECT r.number FROM records r JOIN pages p ON p.number = r.page "
            "WHERE p.given = ? AND p.sha256 = ?",
            (page.name, page.sha256),
        )
        return {number for (number,) in rows}

    def forget(self, names: Iterable[str]) -> list[list[Line]]:
        """Forget pages by their names.

        Returns:
            for each page a line for each article of another page whose kept copy is another one now.

        Raises:
            IndexRefusedError: there is no page of such a name; none is forgotten.
        """
        with self.store.writing():
            return [Adding(self.store, self._judge).forget(name) for name in names]

    def stats(self) -> dict[str, Any]:
        """Counts of what the index has."""
        db = self.store.db
        with self.store.reading():
            pages, first, last = db.execute(
                "SELECT count(*), min(created), max(created) FROM pages"
            ).fetchone()
            kinds = db.execute("SELECT coalesce(kind, 'alone'), count(*) FROM records GROUP BY 1 ORDER BY 1")
            replaced = db.execute("SELECT count(*) FROM history").fetchone()[0]
            counted = dict(kinds.fetchall())
            clusters = db.execute("SELECT count(*) FROM records WHERE kept = number").fetchone()[0]
            return {
                "pages": pages,
                "articles": sum(counted.values()),
                "kept": clusters,
                "kinds": counted,
                "first": first,
                "last": last,
                "replaced": replaced,
                "copies": self.store.policy,
                "runs": len(self.store.bands.runs) + len(self.store.anchors.runs),
                "bytes": sum(file.stat().st_size for file in self.store.path.rglob("*") if file.is_file()),
            }

    def verify(self) -> list[str]:
        """Look at every byte; a sentence for everything that is not as it should be."""
        return list(problems(self.store))

    def repair(self) -> None:
        """Write all postings anew from the texts."""
        rewrite(self.store)

    def history(self) -> list[Line]:
        """Every line about an article whose kept copy was replaced, in the order in which it was."""
        with self.store.reading():
            return [
                json.loads(entry)
                for (entry,) in self.store.db.execute("SELECT entry FROM history ORDER BY number")
            ]
