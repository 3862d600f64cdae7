"""What decided whether a line end stayed, in words: for `clean explain`.

The evidence has names that count its many forms (`end han long`); people are told what was looked at, and
what all of that kind came to.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from cleaner.core.language import Message, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

_SEEN: Final = Message("whether the words on both sides stand together elsewhere")
_BOUND: Final = Message("words that are never parted")
_FILLED: Final = Message("how full both lines are")
# By the kinds of evidence (`normalise/line_weights.py`).
LOOKED_AT: Final = {
    "clear break": Message("a sentence or headline ends early in the line"),
    "clear join": Message("the sentence plainly goes on"),
    "end": Message("how the line ends"),
    "short": Message("how long the line is"),
    "far": Message("how far away the next line is"),
    "first": Message("how the next line begins"),
    "indent": Message("indents"),
    "style": Message("how paragraphs begin on this page"),
    "spare": Message("the room that is left in the line"),
    "beside": Message("how long the lines beside it are"),
    "ratio": Message("how many lines of the page end with a stop"),
    "page": Message("whether the page has hard line breaks"),
    "flow": _FILLED,
    "flow end": Message("how both lines end"),
    "broken off": _SEEN,
    "seen": _SEEN,
    "bond": Message("whether the characters on both sides make a word"),
    "column changes": Message("the width of the column changes"),
    "begun": Message("whether the line begins a paragraph"),
    "stops": Message("how often sentences end with a line"),
    "bracket": Message("brackets that are open"),
    "bound on": _BOUND,
    "bound back": _BOUND,
    "sibling": Message("paragraphs that begin alike"),
    "label": Message("label"),
    "signed": Message("a byline ends it"),
    "lower case": Message("the next line begins with a small letter"),
    "one line": Message("both lines were one"),
    "bare": Message("many lines without a mark stand together"),
    "heads": Message("the next line heads another text"),
    "capitals": Message("every line begins with a capital letter, as verse does"),
    "words": Message("both lines are one word, as in a list"),
    "counted": Message("numbers that count on"),
    "clauses": Message("lines of verse"),
    "caption end": Message("a caption ends"),
}


def weighed(evidence: Iterable[tuple[str, float]], most: int) -> str:
    """What was looked at and what it came to, the weightiest first; what came to nothing is left out.

    >>> weighed([("far usual long", -1.5), ("end han long", -1.25), ("end stop", 0.25), ("indent 0", 0.0)], 3)
    'how far away the next line is -1.5, how the line ends -1.0'
    """
    worth: defaultdict[str, float] = defaultdict(float)
    for name, value in evidence:
        worth[tr(LOOKED_AT[_kind(name)])] += value
    found = sorted(worth.items(), key=lambda item: -abs(item[1]))[:most]
    return tr(", ").join(f"{said} {value:+.1f}" for said, value in found if round(value, 1))


def _kind(name: str) -> str:
    """The kind that a name begins with, the longest of those that fit."""
    words = name.split()
    return " ".join(words[:2]) if " ".join(words[:2]) in LOOKED_AT else words[0]
