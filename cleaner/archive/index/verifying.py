"""Whether an index is whole, and its postings made anew if they are not."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

from cleaner.archive.index.errors import IndexRefusedError
from cleaner.archive.index.library import Library
from cleaner.archive.index.postings import damaged, is_sound, open_run, packed
from cleaner.archive.index.prints import form_hash, keys_of
from cleaner.archive.index.store import RUNS
from cleaner.core.language import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.archive.index.postings import Postings, Words
    from cleaner.archive.index.store import Store

# Records that are held in memory at a time.
_BATCH: Final = 500
# Of many problems of one kind the first are named.
_NAMED: Final = 10


def problems(store: Store) -> Iterator[str]:
    """What is not as it should be, one sentence each: in database, runs, records and postings.

    Raises:
        IndexRefusedError: the database cannot be read at all.
    """
    with store.reading(runs=False):
        found = [*_of_database(store), *_of_runs(store)]
    yield from found
    if not found:
        with store.reading():
            yield from _of_records(store)


def _of_database(store: Store) -> Iterator[str]:
    for (said,) in store.db.execute(f"PRAGMA integrity_check({_NAMED})"):
        if said != "ok":
            yield Message("the database is damaged: {what}", what=said)
    for number, page in store.db.execute(
        "SELECT r.number, r.page FROM records r LEFT JOIN pages p ON p.number = r.page "
        "WHERE p.number IS NULL LIMIT ?", (_NAMED,),
    ):  # fmt: skip
        yield Message("record {number} belongs to page {page}, which is not there", number=number, page=page)
    for number, kept in store.db.execute(
        "SELECT r.number, r.kept FROM records r LEFT JOIN records k ON k.number = r.kept "
        "WHERE k.number IS NULL OR k.kept != k.number LIMIT ?", (_NAMED,),
    ):  # fmt: skip
        yield Message("record {number} is a copy of {kept}, which is not kept", number=number, kept=kept)


def _of_runs(store: Store) -> Iterator[str]:
    for name, count in store.db.execute("SELECT name, count FROM runs ORDER BY number"):
        path = store.path / RUNS / name
        try:
            if not is_sound(open_run(path, count)):
                yield damaged(path)
        except FileNotFoundError:
            yield damaged(path)
        except IndexRefusedError as error:
            yield str(error)


def _of_records(store: Store) -> Iterator[str]:
    named = 0
    for numbers, library in _batches(store):
        leads, keys = [], []
        for number in numbers:
            form = library.matched(number).form
            (stored,) = store.db.execute("SELECT form FROM records WHERE number = ?", (number,)).fetchone()
            if stored != form_hash(form):
                yield Message("the text of record {number} is not the one that was added", number=number)
            elif library.first_of(form) == number:
                leads.append(number)
                keys.append(form)
        for number in sorted(_not_found(store, leads, keys))[: _NAMED - named]:
            named += 1
            yield Message(
                "record {number} cannot be found: 'clean index verify --repair' helps", number=number
            )


def _batches(store: Store) -> Iterator[tuple[list[int], Library]]:
    last = 0
    while True:
        rows = store.db.execute(
            "SELECT number FROM records WHERE number > ? ORDER BY number LIMIT ?", (last, _BATCH)
        )
        numbers = [number for (number,) in rows]
        if not numbers:
            return
        library = Library(store.db)
        try:
            library.fetch(numbers)
        except (zlib.error, UnicodeDecodeError) as error:
            message = Message(
                "a text among records {first} to {last} is damaged", first=numbers[0], last=numbers[-1]
            )
            raise IndexRefusedError(message) from error
        yield numbers, library
        last = numbers[-1]


def _words(numbers: list[int], forms: list[str]) -> Iterator[tuple[str, Words]]:
    """All postings of some records, by family."""
    of_place = np.array(numbers, dtype=np.int64)
    for family, (hashes, places) in keys_of(forms)._asdict().items():
        yield family, packed(hashes, of_place[places])


def _not_found(store: Store, numbers: list[int], forms: list[str]) -> set[int]:
    """The records some postings of which are not there."""
    lost: set[int] = set()
    for family, words in _words(numbers, forms):
        missing = ~_has(getattr(store, family), words)
        lost |= set((words[missing] & np.uint64(0xFFFFFFFF)).tolist())
    return lost


def _has(postings: Postings, words: Words) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    there = np.zeros(len(words), dtype=bool)
    for held in (*(run.words for run in postings.runs), *postings.fresh):
        if len(held):
            there |= held[np.minimum(np.searchsorted(held, words), len(held) - 1)] == words
    return there


def rewrite(store: Store) -> None:
    """Write all postings anew, from the texts; nothing changes if it is interrupted."""
    with store.writing(runs=False):
        names = [name for (name,) in store.db.execute("SELECT name FROM runs")]
        store.db.execute("DELETE FROM runs")
        store.db.execute("DELETE FROM fresh")
        for numbers, library in _batches(store):
            forms = {number: library.matched(number).form for number in numbers}
            leads = [number for number in numbers if library.first_of(forms[number]) == number]
            for family, words in _words(leads, [forms[number] for number in leads]):
                getattr(store, family).add(words)
            names += store.settle()
    store.tidy(names)
