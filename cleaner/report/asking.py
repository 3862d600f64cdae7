"""What a person is asked about a doubt, and what each answer comes to, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.core.language import Message, tr
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from cleaner.report.doubts import Doubt


class Question(NamedTuple):
    """A question that yes or no answers, and what these come to."""

    asked: str
    yes: str
    no: str


_PUT_BACK: Final = Message("No, put it back into the text")
_STAYS_OUT: Final = Message("Yes, leave it out")
_KEEP: Final = Message("Yes, keep the mark")
_DROP: Final = Message("No, all is well here")
_REMOVAL: Final = {
    "duplicate": Message("This text stands in the page once more and was taken out. Is that right?"),
    "overprint": Message("This text was printed or read on top of itself and was taken out. Is that right?"),
    "boilerplate": Message("This text was taken for a service line and taken out. Is that right?"),
    "furniture": Message(
        "This text was taken for a folio, page number or header and taken out. Is that right?"
    ),
}
_OF_MARKS: Final = {
    "gap": Question(
        Message("Text seems to be missing here. Is it?"),
        Message("Yes, show that text is missing"),
        Message("No, nothing is missing"),
    ),
    "off_topic": Question(
        Message("This article does not seem to belong to the page and was set apart. Is that right?"),
        Message("Yes, leave it apart"),
        Message("No, it belongs to the page"),
    ),
    "near_duplicate": Question(
        Message("Two passages are nearly the same, and both were kept. Is that worth a mark?"),
        _KEEP,
        _DROP,
    ),
    "uncertain": Question(
        Message("This place looks odd and was left as it is. Is it worth a mark?"),
        _KEEP,
        _DROP,
    ),
}
_OF_NOTES: Final = {
    "stands twice": Message("This passage stands twice, and both stay. Is that worth a mark?"),
    "copies differ": Message("Copies of this passage differ here, and none is surely right. Worth a mark?"),
    "a quotation mark": Message("This quotation mark has no partner. Is that worth a mark?"),
    "a headline that fits": Message("This headline fits no text and stays where it stood. Worth a mark?"),
}
_ELSEWHERE: Final = Question(
    Message("This text stands on another page, too, and was taken out. Is that right?"), _STAYS_OUT, _PUT_BACK
)
_COPY: Final = Question(
    Message("This is a copy of what stands on another page and was set apart. Is that right?"),
    Message("Yes, leave it apart"),
    Message("No, it is a text of its own"),
)
_MOVED: Final = Question(
    Message("This headline was moved to the paragraphs that share its words. Is that its place?"),
    Message("Yes, leave it there"),
    Message("No, put it back where it stood"),
)


# Notes that the question repeats in other words.
_SAYING_ALL: Final = ("stands twice", "a quotation mark", "a headline that fits", "put before")


def question(doubt: Doubt) -> Question:
    """What to ask about a doubt, in the language chosen."""
    return Question(*map(tr, _question(doubt)))


def says_all(doubt: Doubt) -> bool:
    """Whether the question says what the note of a mark says."""
    return doubt.decision.kind != "uncertain" or doubt.note.startswith(_SAYING_ALL)


def _question(doubt: Doubt) -> Question:
    kind, rule = doubt.alike
    if kind == "removal" and doubt.kept_page is not None:
        return _ELSEWHERE
    if kind == "near_duplicate" and doubt.note.startswith("a copy"):
        return _COPY
    if kind == "removal":
        return Question(_REMOVAL.get(doubt.note, _REMOVAL["duplicate"]), _STAYS_OUT, _PUT_BACK)
    if rule == "place_headlines" and doubt.note.startswith("put"):
        return _MOVED
    asked = next((asked for start, asked in _OF_NOTES.items() if doubt.note.startswith(start)), None)
    return Question(asked, _KEEP, _DROP) if asked else _OF_MARKS[kind]
