"""The records that flow through the cleaner.  All offsets are code points, half-open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Role = Literal["title", "byline", "heading", "paragraph", "caption"]
Reason = Literal["duplicate", "boilerplate", "overprint", "furniture"]
MarkKind = Literal[
    "gap",
    "off_topic",
    "uncertain",
    "near_duplicate",
    "continuation",
    "damaged_bytes",
    "private_use",
    "decided",
]


class ProvenanceError(Exception):
    """A stage broke the books: a bug of this program, never of its input."""


class Span(NamedTuple):
    """A stretch of the source."""

    start: int
    end: int


class Edit(NamedTuple):
    """A proposal of a rule: offsets speak of the text the rule was given, not of the source."""

    start: int
    end: int
    new: str


# Half the time that it takes to call the class.
new_edit: Final = partial(tuple.__new__, Edit)


class Ref(NamedTuple):
    """Where the kept copy of a removed passage stands, or where repaired text was voted from.

    `page` is None for a place in the same page.
    """

    page: str | None
    start: int
    end: int


class Change(NamedTuple):
    """`source[start:end]` reads `new` in the output; `rules` names every rule that had a part in it.

    `reason` is set where content was removed, None where white space or wording changed.
    """

    start: int
    end: int
    new: str
    rules: tuple[str, ...]
    refs: tuple[Ref, ...] = ()
    reason: Reason | None = None


class Mark(NamedTuple):
    """Says something about a place of the source and changes nothing.

    `refs` are places that it is said with regard to: where the passage stands, too.
    """

    kind: MarkKind
    start: int
    end: int
    rule: str
    note: str
    refs: tuple[Ref, ...] = ()


class Block(NamedTuple):
    """One typographic unit: its text is its spans of the source with the changes applied."""

    role: Role
    spans: tuple[Span, ...]
    gap_after: bool = False


class Article(NamedTuple):
    """Blocks in reading order."""

    id: str
    blocks: tuple[Block, ...]
    off_topic: bool = False


class Rule(NamedTuple):
    """A text rule and the characters without which it has nothing to do.

    `apply` sees plain text and yields sorted, disjoint edits in that text's offsets; its name is the
    rule's name in the log.  It runs only on pages that have at least one of `triggers`.
    """

    apply: Callable[[str], Iterable[Edit]]
    triggers: frozenset[str]

    @property
    def name(self) -> str:
        """The rule's name in the log, in `--skip` and in `clean rules`."""
        return self.apply.__name__


class LineRule(NamedTuple):
    """A text rule that sees only the lines that hold one of its triggers.

    `apply` is given these lines, with their line ends, by where they start in the text; its edits are in
    offsets of the text, and none reaches beyond its line.  If not all of them are of interest, `among`
    picks some; rules with the same triggers and choice that follow one another look at the same lines.
    """

    apply: Callable[[Mapping[int, str]], Iterable[Edit]]
    triggers: frozenset[str]
    among: Callable[[Mapping[int, str]], Mapping[int, str]] | None = None

    @property
    def name(self) -> str:
        """The rule's name in the log, in `--skip` and in `clean rules`."""
        return self.apply.__name__
