r"""What a person decided about a page: which removals and marks are right, and which are to be taken back.

A decision is one line of JSON in a file that is kept beside the scans, a header before the lines.  It speaks
of a place of one source, known by the SHA-256 of its bytes: what is no longer that source has no decisions.
`name` and `quote` are for the reader of the file.  Lines are sorted and do not depend on each other, so files
of two people merge line by line; the header may stand there twice, and so may a line.

>>> line = Decision("ab" * 32, 2, 4, "removal", "loop", "rejected", "a.txt", "“工会”")
>>> data = to_bytes([line])
>>> print(data.decode(), end="")  # doctest: +ELLIPSIS
{"schema":"cleaner/decisions/1"}
{"sha256":"abab...ab","start":2,"end":4,"kind":"removal","rule":"loop","verdict":"rejected","name":"a.txt",...}
>>> from_bytes(data, "decisions.jsonl") == [line]
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from cleaner.core.language import Message
from cleaner.core.named import NamedTuple
from cleaner.core.types import Mark, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.core.page import Page
    from cleaner.core.types import Article, Change

SCHEMA: Final = "cleaner/decisions/1"
Verdict = Literal["accepted", "rejected"]
DoubtKind = Literal["removal", "gap", "off_topic", "uncertain", "near_duplicate"]
# The kind of mark that tells what was done as a person decided.
DECIDED: Final = "decided"
# How kinds and verdicts are called, and the note of the mark that a rejection leaves.
KINDS: Final[dict[DoubtKind, Message]] = {
    "removal": Message("removal"),
    "gap": Message("gap"),
    "off_topic": Message("off_topic"),
    "uncertain": Message("uncertain"),
    "near_duplicate": Message("near_duplicate"),
}
VERDICTS: Final[dict[Verdict, Message]] = {
    "accepted": Message("accepted"),
    "rejected": Message("rejected"),
}
REJECTED: Final[dict[DoubtKind, Message]] = {
    "removal": Message("removal rejected"),
    "gap": Message("gap rejected"),
    "off_topic": Message("off_topic rejected"),
    "uncertain": Message("uncertain rejected"),
    "near_duplicate": Message("near_duplicate rejected"),
}


class DecisionsError(Exception):
    """A file of decisions cannot be used; one sentence."""


class Decision(NamedTuple):
    """A person's word on one removal or mark.

    Attributes:
        sha256: of the bytes of the source.
        start: where the place begins in the decoded source, in code points.
        end: where it ends; of a removal without the white space at its ends.
        kind: "removal", or the kind of the mark.
        rule: the rule that removed or marked.
        verdict: "accepted" if that is right, "rejected" if it is to be taken back.
        name: how the source was called; for the reader.
        quote: how the place begins and ends; for the reader.
    """

    sha256: str
    start: int
    end: int
    kind: DoubtKind
    rule: str
    verdict: Verdict
    name: str
    quote: str

    @property
    def span(self) -> Span:
        """The place."""
        return Span(self.start, self.end)

    @property
    def key(self) -> tuple[str, int, int, str, str]:
        """What is decided on: the same for every verdict; decisions are sorted by it."""
        return self[:5]


# -- the file ----------------------------------------------------------------------------------------------


def to_bytes(decisions: Iterable[Decision]) -> bytes:
    """The file: the header, then one decision a line in the order of their keys."""
    import json

    lines: list[dict[str, Any]] = [{"schema": SCHEMA}]
    lines += [decision._asdict() for decision in sorted(set(decisions))]
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    return text.encode("utf-8", "backslashreplace")


def from_bytes(data: bytes, name: str) -> list[Decision]:
    """The decisions of a file, sorted.

    Raises:
        DecisionsError: it is no such file, or was merged and still has two minds about something.
    """
    found: dict[tuple[str, int, int, str, str], tuple[Decision, int]] = {}
    lines = [(n, line) for n, line in enumerate(data.splitlines(), 1) if line.strip()]
    for n, line in lines:
        decision = _parsed(line, name, n, first=n == lines[0][0])
        if decision is None:
            continue
        other, before = found.setdefault(decision.key, (decision, n))
        if other.verdict != decision.verdict:
            raise DecisionsError(_two_minds(name, before, n))
    return sorted(decision for decision, _ in found.values())


def _two_minds(file: str, one: int, other: int) -> Message:
    return Message(
        "{file}: lines {one} and {other} decide differently on the same place: keep one of them",
        file=file,
        one=one,
        other=other,
    )


_CONFLICT: Final = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


def _parsed(line: bytes, name: str, n: int, *, first: bool) -> Decision | None:
    """One line; None for the header."""
    import json

    if line.startswith(_CONFLICT):
        raise DecisionsError(
            Message(
                "{file}, line {n}: git left a merge conflict here: keep the lines you want", file=name, n=n
            )
        )
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        entry = None
    if entry == {"schema": SCHEMA}:
        return None
    if first:
        raise DecisionsError(
            Message(
                "{file} is no file of decisions: its first line is not {header}", file=name, header=_HEADER
            )
        )
    if not _is_decision(entry):
        raise DecisionsError(Message("{file}, line {n} is no decision", file=name, n=n))
    return Decision(**entry)


_HEADER: Final = f'{{"schema":"{SCHEMA}"}}'
_NUMBERS: Final = {"start", "end"}
_TYPES: Final = {field: int if field in _NUMBERS else str for field in Decision._fields}


def _is_decision(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and {key: type(value) for key, value in entry.items()} == _TYPES
        and entry["verdict"] in get_args(Verdict)
        and entry["kind"] in get_args(DoubtKind)
        and 0 <= entry["start"] <= entry["end"]
    )


def merged(old: Iterable[Decision], new: Iterable[Decision]) -> list[Decision]:
    """All decisions, sorted; where both speak of the same thing, the new ones."""
    return sorted({decision.key: decision for decision in (*old, *new)}.values())


# -- what they come to on a page ---------------------------------------------------------------------------


def trimmed(source: str, change: Change) -> Span:
    """The place of a removal without the white space at its ends, as decisions and records name it."""
    old = source[change.start : change.end]
    start = change.start + len(old) - len(old.lstrip())
    return Span(start, start + len(old.strip()))


def refused(decisions: Sequence[Decision], spans: Iterable[Span]) -> Decision | None:
    """The decision that forbids to remove something from these places, whatever rule wants to."""
    rejected = [d for d in decisions if d.kind == "removal" and d.verdict == "rejected"]
    for start, end in spans if rejected else ():
        for decision in rejected:
            if decision.start < end and start < decision.end:
                return decision
    return None


def rejected_mark(decisions: Iterable[Decision], mark: Mark) -> Decision | None:
    """The decision that takes a mark back."""
    for decision in decisions:
        if decision.verdict == "rejected" and speaks_of(
            decision, mark.kind, mark.rule, Span(mark.start, mark.end)
        ):
            return decision
    return None


def speaks_of(decision: Decision, kind: str, rule: str, span: Span) -> bool:
    """Whether a decision is about a removal or mark.

    Its place may have grown or shrunk a little since, by what other rules do now: the two have more in
    common than not.  What was removed is the same whichever rule removes it.
    """
    if decision.kind != kind or (decision.rule != rule and kind != "removal"):
        return False
    common = min(decision.end, span.end) - max(decision.start, span.start)
    every = max(decision.end, span.end) - min(decision.start, span.start)
    return decision.span == span or 2 * common > every


def note_of(decision: Decision) -> Mark:
    """The mark that tells what was done as a person decided."""
    return Mark(DECIDED, decision.start, decision.end, decision.rule, REJECTED[decision.kind])


def decide(page: Page, decisions: Sequence[Decision]) -> Page:
    """Take back the marks that were rejected, and what goes with them; every one leaves a note.

    A place where nothing is missing has no gap, an article that belongs to the page is not off-topic.
    """
    taken_back = {mark: decision for mark in page.marks if (decision := rejected_mark(decisions, mark))}
    if not taken_back:
        return page
    marks = [mark for mark in page.marks if mark not in taken_back]
    marks += dict.fromkeys(map(note_of, taken_back.values()))
    no_gaps = {mark.end for mark in taken_back if mark.kind == "gap"}
    at_home = [Span(mark.start, mark.end) for mark in taken_back if mark.kind == "off_topic"]
    page = page._replace(marks=(), articles=tuple(_decided(a, no_gaps, at_home) for a in page.articles))
    return page.marked(marks)


def _decided(article: Article, no_gaps: set[int], at_home: Sequence[Span]) -> Article:
    spans = [span for block in article.blocks for span in block.spans]
    place = Span(min(spans).start, max(span.end for span in spans))
    return article._replace(
        off_topic=article.off_topic and place not in at_home,
        blocks=tuple(
            block._replace(gap_after=block.gap_after and block.spans[-1].end not in no_gaps)
            for block in article.blocks
        ),
    )


def without_effect(page: Page, decisions: Iterable[Decision]) -> Iterator[Decision]:
    """The decisions on this source that no longer apply: what they speak of is not done there any more.

    `page` was cleaned with these decisions.
    """
    notes = {mark for mark in page.marks if mark.kind == DECIDED}
    done = [("removal", change.rules[0], trimmed(page.source.text, change)) for change in page.removed]
    done += [(mark.kind, mark.rule, Span(mark.start, mark.end)) for mark in page.marks]
    for decision in decisions:
        if decision.sha256 != page.source.sha256:
            continue
        if decision.verdict == "rejected":
            applies = note_of(decision) in notes
        else:
            applies = any(speaks_of(decision, *each) for each in done)
        if not applies:
            yield decision
