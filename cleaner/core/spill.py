"""What may grow with the number of inputs: on disk, in temporary SQLite databases, once it is large."""

from __future__ import annotations

import sqlite3
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# So many names are sorted in memory; they take about a megabyte.
IN_MEMORY: Final = 10_000
_CACHE: Final = "PRAGMA cache_size = -2000"  # in KiB


def _database() -> sqlite3.Connection:
    """A database without a name: a file that is gone when it is closed, memory as long as it is small."""
    base = sqlite3.connect("", isolation_level=None)
    for setting in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", _CACHE, "BEGIN"):
        base.execute(setting)
    return base


class Tally:
    """Counts of strings, however many different ones there are.

    >>> tally = Tally()
    >>> tally.add("a.txt"), tally.add("a.txt"), tally["a.txt"], tally["b.txt"]
    (1, 2, 2, 0)
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self._base = _database()
        self._base.execute("CREATE TABLE tally (key TEXT PRIMARY KEY, uses INTEGER) WITHOUT ROWID")

    def add(self, key: str) -> int:
        """Count one more and tell how many there are now."""
        self._base.execute(
            "INSERT INTO tally VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET uses = uses + 1", (key,)
        )
        return self[key]

    def claim(self, key: str) -> bool:
        """Count a string that was not counted yet; False, and nothing counted, if it was."""
        return self._base.execute("INSERT OR IGNORE INTO tally VALUES (?, 1)", (key,)).rowcount == 1

    def own(self, name: str) -> str:
        """The name, or the first numbered one that is free; it is free no more.

        >>> names = Tally()
        >>> [names.own(name) for name in ("a", "a", "a~2", "a")]
        ['a', 'a~2', 'a~2~2', 'a~3']
        """
        number, free = 1, name
        while not self.claim(free):
            number += 1
            free = f"{name}~{number}"
        return free

    def __getitem__(self, key: str) -> int:
        """How often a string was counted."""
        row = self._base.execute("SELECT uses FROM tally WHERE key = ?", (key,)).fetchone()
        return row[0] if row else 0


def in_order(names: Iterable[str]) -> Iterator[str]:
    """Names sorted by their code points, as `sorted` does, however many there are.

    >>> list(in_order(["b", "a", "\U00020000", "\uffff"])) == sorted(["b", "a", "\U00020000", "\uffff"])
    True
    """
    names = iter(names)
    first = list(islice(names, IN_MEMORY + 1))
    return iter(sorted(first)) if len(first) <= IN_MEMORY else _in_order_on_disk(chain(first, names))


def _in_order_on_disk(names: Iterable[str]) -> Iterator[str]:
    """The same by way of a database: UTF-8 sorts as code points do.  All names are taken at once."""
    base = _database()
    base.execute("CREATE TABLE name (key BLOB PRIMARY KEY) WITHOUT ROWID")
    base.executemany("INSERT INTO name VALUES (?)", ((n.encode("utf-8", "surrogatepass"),) for n in names))
    rows = base.execute("SELECT key FROM name ORDER BY key")
    return (key.decode("utf-8", "surrogatepass") for (key,) in rows)
