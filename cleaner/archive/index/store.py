"""The folder of an index: its database, its format, and who may write to it.

    archive.db/
      records.sqlite        pages, records, decisions, history: SQLite, write-ahead log
      runs/bands-000007.run postings (see `postings`); what no row of the database names is left over

Everything that an index knows is in the database or can be made anew from it: runs are fingerprints of the
texts.  A transaction is the unit of work; what a process that died had written before it is not seen by
anyone.  Numbers are little-endian or text, names are as the inputs are called, so that a folder that is
copied to another machine is an index there.
"""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cleaner.archive.index.errors import IndexRefusedError
from cleaner.archive.index.postings import Postings
from cleaner.archive.index.schema import APPLICATION, STEPS, VERSION, fingerprints
from cleaner.core.language import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

DATABASE: Final = "records.sqlite"
RUNS: Final = "runs"
# Seconds that one process waits for another to finish its pages; merging large runs takes some.
PATIENCE: Final = 600.0


class Store:
    """An open index: the database and the postings.

    Attributes:
        db: the connection; statements belong inside `reading` or `writing`.
        bands: postings of the bands of signatures.
        anchors: postings of anchors.
    """

    def __init__(self, path: str | Path, *, create: bool = False, policy: str | None = None) -> None:
        """Open an index, or make one where there is nothing.

        Args:
            path: its folder.
            create: make it if it is not there; else it must be.
            policy: which of several copies is kept; None for that of the index, "best" for a new one.

        Raises:
            IndexRefusedError: it is no index, damaged, of another kind or version, or cannot be written to.
        """
        self.path = Path(path)
        self._create = create
        self._generation = -1
        self._leftover: list[str] | None = None  # not known until something is written
        if not create or (self.path / DATABASE).exists():
            self._refuse_what_is_none()
        with self._refusing():
            if create:
                (self.path / RUNS).mkdir(parents=True, exist_ok=True)
            self.db = _connected(self.path / DATABASE, create=create)
        try:
            with self._refusing():
                self._prepare(policy or "best")
            self._refuse_other_kinds(policy)
        except BaseException:
            self.db.close()
            raise
        self.bands = Postings(self.db, self.path / RUNS, "bands")
        self.anchors = Postings(self.db, self.path / RUNS, "anchors")

    def close(self) -> None:
        """Let it go; what was committed stays."""
        self.db.close()

    @property
    def policy(self) -> str:
        """Which of several copies is kept."""
        return str(self._meta()["policy"])

    def _refuse_what_is_none(self) -> None:
        if not self.path.exists():
            raise IndexRefusedError(Message("{path}: there is no such index", path=self.path))
        file = self.path / DATABASE
        if not file.is_file():
            raise IndexRefusedError(Message("{path} is no index of clean", path=self.path))

    def _prepare(self, policy: str) -> None:
        """Make the tables of a new index, or take an old one to the version of this program."""
        version, kind = self._pragma("user_version"), self._pragma("application_id")
        if version > VERSION and kind == APPLICATION:
            message = Message(
                "{path} has format {version}; this program knows up to {known}: use a newer one",
                path=self.path, version=version, known=VERSION,
            )  # fmt: skip
            raise IndexRefusedError(message)
        if kind != APPLICATION and (version or not self._create or self._pragma("schema_version")):
            raise IndexRefusedError(Message("{path} is no index of clean", path=self.path))
        if version == VERSION:
            return
        self.db.execute("BEGIN IMMEDIATE")
        for step in STEPS[self._pragma("user_version") :]:  # another process may have been first
            for statement in step.split(";\n"):
                self.db.execute(statement)
        if not self._meta():
            known = {"policy": policy, "generation": 0, **fingerprints()}
            rows = [(key, json.dumps(value)) for key, value in known.items()]
            self.db.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        self.db.execute(f"PRAGMA application_id = {APPLICATION}")
        self.db.execute(f"PRAGMA user_version = {VERSION}")
        self.db.execute("COMMIT")

    def _refuse_other_kinds(self, policy: str | None) -> None:
        """Fingerprints of two kinds, or copies kept by two orders, would make nonsense together."""
        known = self._meta()
        for name, value in fingerprints().items():
            if known.get(name) != value:
                message = Message(
                    "{path} has fingerprints with {name} {theirs}, this program makes them with {ours}: "
                    "add the pages to a new index",
                    path=self.path, name=name, theirs=known.get(name), ours=value,
                )  # fmt: skip
                raise IndexRefusedError(message)
        if policy and policy != known["policy"]:
            message = Message(
                "{path} keeps copies by '{theirs}', chosen when it was made: leave out --copies {ours}",
                path=self.path, theirs=known["policy"], ours=policy,
            )  # fmt: skip
            raise IndexRefusedError(message)

    def _meta(self) -> dict[str, Any]:
        return {key: json.loads(value) for key, value in self.db.execute("SELECT key, value FROM meta")}

    def _pragma(self, name: str) -> int:
        value: int = self.db.execute(f"PRAGMA {name}").fetchone()[0]
        return value

    @contextmanager
    def reading(self, *, runs: bool = True) -> Iterator[None]:
        """See one state of the index, whatever other processes write; without runs the tables only."""
        with self._refusing():
            self._begin("BEGIN", runs=runs)
            try:
                yield
            finally:
                self.db.execute("ROLLBACK")
                if not runs:
                    self._generation = -1

    @contextmanager
    def writing(self, *, runs: bool = True) -> Iterator[None]:
        """Be the only one who writes: all of it is there afterwards, or nothing if anything fails."""
        with self._refusing():
            self._begin("BEGIN IMMEDIATE", runs=runs)
            if self._leftover is None:
                self._leftover = []
                self._delete_unnamed()
            before, leftover = self.db.total_changes, list[str]()
            try:
                yield
                if self.db.total_changes == before:
                    self.db.execute("ROLLBACK")
                    return
                leftover = self.settle()
                self._generation += 1
                self.db.execute(
                    "UPDATE meta SET value = ? WHERE key = 'generation'", (str(self._generation),)
                )
                self.db.execute("COMMIT")
            except BaseException:
                self._generation = -1
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
            self.tidy(leftover)

    def settle(self) -> list[str]:
        """Write many fresh postings to runs; the files that nothing needs once this is committed."""
        return self.bands.settle() + self.anchors.settle()

    def _begin(self, how: str, *, runs: bool) -> None:
        """Begin a transaction that sees all runs; they may be merged away while they are opened."""
        for last in (False, False, True):
            self._wait(how)
            try:
                self._refresh(runs=runs)
            except FileNotFoundError as error:
                self.db.execute("ROLLBACK")
                if last:
                    name = Path(error.filename).name
                    message = Message(
                        "{name} is missing: 'clean index verify --repair' writes it anew", name=name
                    )
                    raise IndexRefusedError(message) from error
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            else:
                return

    def _wait(self, how: str) -> None:
        """Begin as soon as no other process writes.  SQLite's own waiting gets long pauses between looks."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.db.execute(how)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
                time.sleep(0.005)
            else:
                return

    def _refresh(self, *, runs: bool) -> None:
        """Read what other processes wrote since."""
        generation = int(self.db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0])
        if generation != self._generation or not runs:
            if self._generation < 0 or not runs:
                self.bands.forget()
                self.anchors.forget()
            if runs:
                self.bands.refresh()
                self.anchors.refresh()
            self._generation = generation

    def tidy(self, names: list[str]) -> None:
        """Delete runs that were merged; on Windows one that is being read is left for the next time."""
        names = [*(self._leftover or ()), *names]
        self._leftover = [name for name in names if not _deleted(self.path / RUNS / name)]

    def _delete_unnamed(self) -> None:
        """Delete what killed processes left: no row names it, and nobody else writes now."""
        named = {name for (name,) in self.db.execute("SELECT name FROM runs")}
        for file in (self.path / RUNS).iterdir():
            if file.name not in named:
                _deleted(file)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Turn what SQLite and the system say into sentences about this index."""
        try:
            yield
        except sqlite3.Error as error:
            raise IndexRefusedError(self._sentence(error)) from error
        except OSError as error:
            message = Message("{path}: {why}", path=self.path, why=error.strerror or str(error))
            raise IndexRefusedError(message) from error

    def _sentence(self, error: sqlite3.Error) -> Message:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            return Message(
                "{path} is damaged: put a copy of it back, or add the pages to a new one", path=self.path
            )
        if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
            return Message("{path} cannot be written to", path=self.path)
        if code == sqlite3.SQLITE_BUSY:
            return Message(
                "{path} is being written to by another process, which does not end", path=self.path
            )
        if code == sqlite3.SQLITE_FULL:
            return Message("there is no room left on the disk of {path}", path=self.path)
        return Message("{path}: {why}", path=self.path, why=str(error))


def _connected(file: Path, *, create: bool) -> sqlite3.Connection:
    """A connection that writes through to the disk; transactions are begun and ended by hand."""
    mode = "rwc" if create else "rw"
    if not create and not _may_write(file):
        # Without a log beside it, a database that nobody may write to is read as it is.
        mode = "ro" if file.with_name(file.name + "-wal").exists() else "ro&immutable=1"
    db = sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=5)
    try:
        if mode.startswith("rw"):
            if not db.execute("PRAGMA schema_version").fetchone()[0]:
                db.execute("PRAGMA page_size = 8192")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute(f"PRAGMA journal_size_limit = {1 << 26}")
        db.execute("PRAGMA cache_size = -32768")
    except BaseException:
        db.close()
        raise
    return db


def _may_write(file: Path) -> bool:
    import os

    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def _deleted(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
