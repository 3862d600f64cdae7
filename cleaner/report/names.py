"""Names of output files and folders that are safe on every system and never leave their folder."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cleaner.core.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# File names may have 255 bytes on most systems; a Chinese character has 3 in UTF-8.
LONGEST_HEADLINE = 40
LONGEST_NAME = 60

_UNSAFE = lazy(r'[\x00-\x1f\x7f<>:"/\\|?*\s\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
# Devices, which Windows opens instead of a file of this name, with any extension.
_DEVICES = lazy(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def safe(name: str, longest: int = LONGEST_NAME) -> str:
    """One part of a path: no separator, no device, no dot or blank at its ends, not too long.

    >>> safe("../../etc/passwd"), safe("盛会启新程 匠心铸华章"), safe("a?b.")
    ('etc_passwd', '盛会启新程_匠心铸华章', 'a_b')
    >>> safe("CON.txt"), safe("…"), safe("..")
    ('_CON.txt', '…', '_')
    """
    name = _UNSAFE.sub("_", name)[:longest].strip("._") or "_"
    return f"_{name}" if _DEVICES.match(name) else name


def article_file(article_id: str, headline: str | None, extension: str) -> str:
    """The name of an article's file.

    >>> article_file("a1", "盛会启新程 匠心铸华章", ".txt")
    'a1-盛会启新程_匠心铸华章.txt'
    >>> article_file("a2", None, ".md")
    'a2.md'
    """
    stem = safe(article_id)
    if headline:
        stem += "-" + safe(headline, LONGEST_HEADLINE)
    return stem + extension


def folders(names: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """The output folder of every input: its name without extension, with it where two would meet.

    Inputs of one name get a number.  Names that differ in case or in the way of writing an accent are
    the same to some file systems, so they meet too; so do a folder and one that would stand inside it.

    >>> folders(["scan-000.txt", "b/scan-001.txt", "scan-000.md", "-"])
    ['scan-000.txt', 'b/scan-001', 'scan-000.md', 'stdin']
    """
    short = [_path(name, extension=False) for name in names]
    long = [_path(name, extension=True) for name in names]
    uses: dict[str, int] = {}
    for path in short:
        for part in {_same(path), *_parents(path)}:
            uses[part] = uses.get(part, 0) + 1
    used = {_same(name) for name in taken}
    return [_free(s if uses[_same(s)] == 1 else g, used) for s, g in zip(short, long, strict=True)]


def _path(name: str, *, extension: bool) -> str:
    if name == "-":
        return "stdin"
    *parents, last = [part for part in name.split("/") if part not in {"", ".", ".."}] or ["_"]
    stem, dot, _ = last.rpartition(".")
    if dot and stem and not extension and "#" not in last:
        last = stem
    return "/".join(map(safe, [*parents, last]))


def _parents(path: str) -> set[str]:
    parts = path.split("/")
    return {_same("/".join(parts[:i])) for i in range(1, len(parts))}


def _free(path: str, used: set[str]) -> str:
    """The path, or the first numbered one that is free; takes it."""
    number, free = 1, path
    while _same(free) in used:
        number += 1
        free = f"{path}-{number}"
    used.add(_same(free))
    return free


def _same(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
