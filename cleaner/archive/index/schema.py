"""The tables of an index, version by version, and what its fingerprints depend on."""

from __future__ import annotations

from typing import Any, Final

from cleaner.archive import anchors, bands, matching, signature

# "clnr": SQLite keeps it in the header of the file, for `file` and its like.
APPLICATION: Final = 0x636C6E72
# Each script takes an index from one version to the next; a new index goes through all of them.
STEPS: Final = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE pages (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,      -- as reports call it: told apart from another of its name
        given TEXT NOT NULL,            -- as the input was called
        sha256 TEXT NOT NULL,           -- of its bytes
        created TEXT,                   -- the printed date
        account TEXT NOT NULL,          -- what was reported when it was added, JSON
        UNIQUE (given, sha256)
    );
    CREATE TABLE records (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        page INTEGER NOT NULL REFERENCES pages,
        article TEXT NOT NULL,
        length INTEGER NOT NULL,        -- of the matching form
        damage REAL NOT NULL,
        form INTEGER NOT NULL,          -- hash of the matching form
        kept INTEGER NOT NULL,          -- the record that stands for it, itself if it is no copy
        kind TEXT,                      -- what it is to `other`
        other INTEGER,
        similarity REAL,
        passages TEXT,                  -- in common with `other`, offsets in both texts, JSON
        places BLOB NOT NULL,           -- where the text stands in the source, JSON, zlib
        text BLOB NOT NULL              -- UTF-8, zlib
    );
    CREATE INDEX records_by_page ON records (page);
    CREATE INDEX records_by_form ON records (form);
    CREATE INDEX records_by_kept ON records (kept);
    CREATE INDEX records_by_other ON records (other);
    CREATE TABLE dead (record INTEGER PRIMARY KEY);
    CREATE TABLE fresh (number INTEGER PRIMARY KEY AUTOINCREMENT, family TEXT NOT NULL, words BLOB NOT NULL);
    CREATE TABLE runs (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        family TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL
    );
    """,
    """
    CREATE TABLE history (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        because TEXT NOT NULL,          -- the page that came or went
        entry TEXT NOT NULL             -- JSON
    );
    """,
)
VERSION: Final = len(STEPS)


def fingerprints() -> dict[str, Any]:
    """What fingerprints depend on: an index has those of one kind."""
    return {
        "scheme": signature.SCHEME,
        "seed": signature.SEED,
        "shingle": signature.SHINGLE,
        "permutations": signature.PERMUTATIONS,
        "bands": bands.BANDS,
        "anchors": anchors.method(),
        "form": matching.FORM_VERSION,
    }
