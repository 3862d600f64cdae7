"""Names of output files and folders that are safe on every system and never leave their folder."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cleaner.core.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

# Bytes in UTF-8, of which a Chinese character has 3.  File names may have 255 on most systems and 143 in
# the encrypted folders of some file servers; an extension, an id or a number is added.
LONGEST_HEADLINE = 120
LONGEST_NAME = 132

# What some system forbids or takes for something else, and what nobody sees or types: controls, marks of
# direction, characters without width, private ones and those that are none.
_UNSAFE = lazy(
    r'[\x00-\x1f\x7f-\x9f\xad<>:"/\\|?*\s\ud800-\udfff\ue000-\uf8ff\u061c\u180e\u200b-\u200f\u202a-\u202e'
    r"\u2060-\u206f\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]+"
)
# A file of records and the id of one, which may have any characters.
_RECORD = lazy(r"(?is)(.*?\.jsonl(?:\.gz|\.zst)?)(#.*)")
# Devices, which Windows opens instead of a file of this name, with any extension.
_DEVICES = lazy(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)", re.IGNORECASE)


def safe(name: str, longest: int = LONGEST_NAME) -> str:
    """One part of a path: no separator, no device, no dot or blank at its ends, of so many bytes at most.

    The name is composed (NFC), as most systems and people write it.

    >>> safe("../../etc/passwd"), safe("盛会启新程 匠心铸华章"), safe("a?b.")
    ('etc_passwd', '盛会启新程_匠心铸华章', 'a_b')
    >>> safe("CON.txt"), safe("…"), safe("..")
    ('_CON.txt', '…', '_')
    """
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip("._")
    name = name.encode()[:longest].decode(errors="ignore").rstrip("._") or "_"
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


class Folders:
    """The output folder of every input: its name without extension, with it where two would meet.

    Inputs of one name get a number.  Names that differ in case or in the way of writing an accent are
    the same to some file systems, so they meet too; so do a folder and one that would stand inside it.
    First every input is expected, then each takes its folder; a record need not be expected.

    >>> folders, names = Folders(), ["scan-000.txt", "b/scan-001.txt", "scan-000.md", "-"]
    >>> for name in names:
    ...     folders.expect(name)
    >>> [folders.take(name) for name in names]
    ['scan-000.txt', 'b/scan-001', 'scan-000.md', 'stdin']
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Start with names that no folder may have."""
        from cleaner.core.spill import Tally

        self._uses, self._used = Tally(), Tally()
        for name in taken:
            self._used.claim(_same(name))

    def expect(self, name: str) -> None:
        """Say that an input of this name will come."""
        path = _path(name, extension=False)
        for part in {_same(path), *_parents(path)}:
            self._uses.add(part)

    def take(self, name: str) -> str:
        """The folder of an input."""
        short = _path(name, extension=False)
        path = short if self._uses[_same(short)] <= 1 else _path(name, extension=True)
        number, free = 1, path
        while not self._used.claim(_same(free)):
            number += 1
            free = f"{path}-{number}"
        return free


def _path(name: str, *, extension: bool) -> str:
    if name == "-":
        return "stdin"
    record = _RECORD.fullmatch(name)
    name, called = record.groups() if record else (name, "")
    *parents, last = [part for part in name.split("/") if part not in {"", ".", ".."}] or ["_"]
    stem, dot, _ = last.rpartition(".")
    if called:
        last += called
    elif dot and stem and not extension:
        last = stem
    return "/".join(map(safe, [*parents, last]))


def _parents(path: str) -> set[str]:
    parts = path.split("/")
    return {_same("/".join(parts[:i])) for i in range(1, len(parts))}


def _same(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
