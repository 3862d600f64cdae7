"""What the copies of an article on other pages say about the one that is kept.

The vote is that of copies within a page (`cleaner.repeats.consensus`), held on matching forms, so that wrap,
width, marks and script of a copy have no say.  A repair puts a character of a witness into the kept copy; a
doubt only says that copies differ.  Numbers are facts and are never repaired, and no character of a copy in
another script is taken over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.core.named import NamedTuple
from cleaner.repeats.consensus import LONGEST, vote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.archive.matching import Matched
    from cleaner.repeats.consensus import Ruling

# Fewer copies than these beside the kept one decide nothing: one against one is no vote.
WITNESSES: Final = 2
# More copies say nothing new.
MOST: Final = 8
# What differs by more characters is another wording.
_LONGEST_READING: Final = 2
_IDEOGRAPHS: Final = ("\u3400", "\U0003ffff")
_NUMERALS: Final = frozenset("0123456789〇零一二三四五六七八九十百千万亿两")


class Place(NamedTuple):
    """A place of one of the copies, 0 for the first of them, in offsets of its text."""

    copy: int
    start: int
    end: int


class Finding(NamedTuple):
    """Where the kept copy is outvoted: `start:end` of its text reads `new`, if `certain`.

    `start == end` where it lacks a character.  `places` are those of the copies that say so, `candidates`
    all readings, the best first.
    """

    start: int
    end: int
    new: str
    certain: bool
    places: tuple[Place, ...]
    candidates: tuple[str, ...]


def consensus(kept: Matched, copies: Sequence[Matched]) -> Iterator[Finding]:
    """Rule on the places where copies differ from the kept one.

    >>> from cleaner.archive.matching import matching_forms
    >>> kept, *copies = matching_forms(["建成劳动争议诉凋站", "建成勞動爭議訴調站", "建成劳动争议诉调站"])
    >>> [(found.start, found.new, found.certain) for found in consensus(kept, copies)]
    [(7, '调', True)]
    """
    copies = [copy for copy in copies if len(copy.form) <= LONGEST][:MOST]
    if len(copies) < WITNESSES or len(kept.form) > LONGEST:
        return
    rulings = [r for r in vote([kept.form, *(copy.form for copy in copies)]) if _is_word(kept.form, r)]
    for ruling, (start, end) in zip(
        rulings, kept.spans([(ruling.start, ruling.end) for ruling in rulings]), strict=True
    ):
        heard = zip(ruling.witnesses, ruling.places, strict=True)
        places = [
            Place(number - 1, *copies[number - 1].span(at, at + len(ruling.new))) for number, at in heard
        ]
        readings = [copies[place.copy].text[place.start : place.end] for place in places]
        own = _is_traditional(kept)
        usable = [
            reading
            for reading, place in zip(readings, places, strict=True)
            if len(reading) == len(ruling.new) and (not reading or _is_traditional(copies[place.copy]) == own)
        ]
        certain = ruling.certain and bool(usable) and not _is_number(kept.form, ruling)
        new = usable[0] if usable else ruling.new
        yield Finding(start, end, new, certain, tuple(places), ruling.candidates)


def _is_word(form: str, ruling: Ruling) -> bool:
    """Whether a ruling is about ideographs, not about marks, and about few."""
    text = form[ruling.start : ruling.end] + ruling.new
    first, last = _IDEOGRAPHS
    return len(ruling.new) <= _LONGEST_READING and all(first <= char <= last for char in text)


def _is_number(form: str, ruling: Ruling) -> bool:
    return not _NUMERALS.isdisjoint(form[ruling.start : ruling.end] + "".join(ruling.candidates))


def _is_traditional(copy: Matched) -> bool:
    """Whether a text has ideographs that its form writes in another way."""
    first, last = _IDEOGRAPHS
    return any(first <= char <= last for char in set(copy.text).difference(copy.form))
