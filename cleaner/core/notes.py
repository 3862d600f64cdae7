"""What marks say, told in the language of people: a record has every note in English.

A note with figures or names in it is known by its form, so that those of a record that is read again are
told like those of a page at hand.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from cleaner.core.language import ENGLISH, Message, chosen, tr

SENTENCES: Final = (
    Message("a character of a private font"),
    Message("a quotation mark without a partner"),
    Message("a headline that fits no text stays where it stood"),
    Message("put before the paragraphs that share its words; where they begin and end is a guess"),
    Message("stands twice and stays"),
    Message("a line ends early in mid-sentence, and the next one begins inside another line"),
    Message("a line ends early in mid-sentence, and its rest stands nowhere on the page"),
    Message("a block ends in mid-sentence, and the next one begins inside another line"),
    Message("a line inside a paragraph is too short or too long; the place in it is a guess"),
    Message("a paragraph stops in mid-sentence, and no other one on the page does"),
    Message("the page ends in mid-sentence"),
)
FORMS: Final = (
    "torn by {rule}",
    "copies differ: {readings}",
    "{n} columns took turns; their order is inferred from sentences that run on",
    "familiarity with the rest of the page {known}, of every other article at least {home}",
    "a copy ({kind}, {similarity}) of {name}",
    "stands in {name} too",
    "is contained in {name}",
)


def told_note(note: str) -> str:
    """The note of a mark in the language chosen; what is none of ours (words of the page, bytes) stays.

    >>> told_note("torn by loop")
    'torn by loop'
    """
    if chosen() == ENGLISH or isinstance(note, Message):
        return tr(note)
    for form, pattern in _patterns():
        if match := pattern.fullmatch(note):
            return tr(form).format(**match.groupdict())
    return tr(note)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(form, _pattern(form)) for form in FORMS]


def _pattern(form: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", form)  # every second part is the name of a field
    parts[::2] = map(re.escape, parts[::2])
    parts[1::2] = (f"(?P<{name}>.+)" for name in parts[1::2])
    return re.compile("".join(parts), re.DOTALL)
