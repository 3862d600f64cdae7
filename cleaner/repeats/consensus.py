"""What several copies of one passage say together: aligned character by character, weighed and voted.

Copies of a passage are witnesses.  Where a scan holds one three times and one of them has a misread
character, the other two know better.  The same holds for copies on different pages.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A winner is certain with so many witnesses and this share of the weight: two against one are, one
# against one never is.
_WITNESSES: Final = 2
_SHARE: Final = 0.6
# Copies that are longer are not compared: a page has no such passage, and the time grows with the square.
LONGEST: Final = 20_000


class Ruling(NamedTuple):
    """Where the first copy and others differ: `copies[0][start:end]` reads `new` if the vote is `certain`.

    `start == end` where the first copy lacks a character; `new` is empty where it has one too many.
    `witnesses` are the numbers of the copies that say `new`, `places` where it begins in each of them, as an
    offset of that copy; `candidates` are all readings, the best first.
    """

    start: int
    end: int
    new: str
    certain: bool
    witnesses: tuple[int, ...]
    places: tuple[int, ...]
    candidates: tuple[str, ...]


def vote(copies: Sequence[str], qualities: Sequence[float] | None = None) -> list[Ruling]:
    """Compare the first of several copies with the others and rule on every place where it is outvoted.

    `qualities` weigh the copies (one number each, larger is better); without them a copy weighs as much
    as it agrees with the others.  A copy may be a part of the passage: it has no vote beyond its ends.
    No reading is ever returned that none of the copies has.  Places where the first copy holds its own
    are not returned; places where it is outvoted by a hair are, and ties, as not certain (not a tie of a
    common character of the first copy with a rare one).

    >>> [ruling] = vote(["建成劳动争议诉凋站", "建成劳动争议诉调站", "建成劳动争义诉调站"])
    >>> ruling[:5]
    (7, 8, '调', True, (1, 2))
    >>> ruling.places, ruling.candidates
    ((7, 7), ('调', '凋'))
    """
    first = copies[0]
    ballots = [_ballot(first, copy) for copy in copies[1:]]
    if not any(ballot.differs for ballot in ballots):
        return []
    weights = list(qualities) if qualities is not None else _weights(ballots)
    places = sorted({place for ballot in ballots for place in ballot.differs})
    return [ruling for place in places if (ruling := _rule(first, ballots, weights, place)) is not None]


class _Ballot(NamedTuple):
    """What one copy says: readings by place where it differs, and the stretch it covers.

    A place is (offset, 0) for the character at the offset, (offset, -1) for what stands before it.  With each
    reading goes its own offset in the copy.
    """

    differs: dict[tuple[int, int], tuple[str, int]]
    start: int
    end: int
    agreement: float


def _ballot(first: str, copy: str) -> _Ballot:
    """Align a copy with the first one."""
    if copy == first[: len(copy)]:
        return _Ballot({}, 0, len(copy), 1.0)
    if (place := _only_difference(first, copy)) is not None:  # most copies; saves loading the aligner
        return _Ballot({(place, 0): (copy[place], place)}, 0, len(first), 1 - 1 / len(first))
    from rapidfuzz.distance import Levenshtein

    differs: dict[tuple[int, int], tuple[str, int]] = {}
    start, end = 0, len(first)
    for op in Levenshtein.opcodes(first, copy):
        here = range(op.src_start, op.src_end)
        if op.tag == "replace":
            differs.update(
                ((a, 0), (copy[b], b)) for a, b in zip(here, range(op.dest_start, op.dest_end), strict=True)
            )
        elif op.tag == "insert" and start < op.src_start < end:
            differs[op.src_start, -1] = copy[op.dest_start : op.dest_end], op.dest_start
        elif op.tag == "delete" and op.dest_start == 0:
            start = op.src_end
        elif op.tag == "delete" and op.dest_start == len(copy):
            end = op.src_start
        elif op.tag == "delete":
            differs.update(((a, 0), ("", op.dest_start)) for a in here)
    return _Ballot(differs, start, end, 1 - len(differs) / max(1, end - start))


def _only_difference(first: str, copy: str) -> int | None:
    """The one place where two copies of the same length differ, None if they differ more than that."""
    if len(first) != len(copy):
        return None
    places = [place for place, (a, b) in enumerate(zip(first, copy, strict=True)) if a != b]
    return places[0] if len(places) == 1 else None


def _weights(ballots: list[_Ballot]) -> list[float]:
    """Weights by agreement with the first copy; the first weighs as much as the others on average."""
    agreements = [ballot.agreement for ballot in ballots]
    return [sum(agreements) / len(agreements), *agreements]


def _rule(first: str, ballots: list[_Ballot], weights: list[float], place: tuple[int, int]) -> Ruling | None:
    """Count the votes for one place; None where the first copy's own reading wins."""
    offset, before = place
    own = "" if before else first[offset]
    votes: dict[str, list[int]] = defaultdict(list)
    votes[own].append(0)
    for number, ballot in enumerate(ballots, 1):
        if ballot.start <= offset < ballot.end:
            votes[ballot.differs[place][0] if place in ballot.differs else own].append(number)
    weight = {reading: sum(weights[n] for n in numbers) for reading, numbers in votes.items()}
    candidates = tuple(sorted(weight, key=lambda r: (weight[r], r == own, r), reverse=True))
    best = candidates[0]
    share = weight[best] / sum(weight.values())
    if best == own:
        tie = len(candidates) > 1 and len(votes[own]) == len(votes[candidates[1]])
        if not tie or is_common(own) > is_common(candidates[1]):
            return None
        best, share = candidates[1], 0.0
    witnesses = tuple(votes[best])
    heard = [ballots[number - 1] for number in witnesses]
    certain = share >= _SHARE and len(heard) > len(votes[own]) and len(heard) >= _needed(own, best)
    certain = certain and not any(_is_blurred(ballot, place) for ballot in heard)
    end = offset if before else offset + 1
    places = tuple(ballot.differs[place][1] for ballot in heard)
    return Ruling(offset, end, best, certain, witnesses, places, candidates)


def _is_blurred(ballot: _Ballot, place: tuple[int, int]) -> bool:
    """Whether a copy has more characters right beside a place, so that it may be aligned in two ways."""
    offset = place[0]
    return any(beside in ballot.differs for beside in ((offset, -1), (offset + 1, -1)) if beside != place)


def _needed(own: str, new: str) -> int:
    """Witnesses that it takes to put `new` in the place of `own`.

    Two copies lose the same character by chance, or misread it in the same way, sooner than they agree on
    a sound one: a common ideograph yields to a gap or to a rare character only if one more says so.
    """
    yields = own >= "\u3400" and is_common(own) and not (new and is_common(new))
    return _WITNESSES + yields


def is_common(reading: str) -> bool:
    """Whether all characters belong to the common ones of either script (GB 2312 or Big5, first plane).

    Misread characters are often rare: 嬗 for 关, 屘 for 结.  Rare ones in names are right, so this never
    decides a vote; it only says which ties deserve a look.
    """
    return all(c < "\u3400" or any(_is_common_in(c, *plane) for plane in _PLANES) for c in reading)


# Encoding and last lead byte of its plane of common characters.
_PLANES: Final = (("gb2312", 0xD7), ("big5", 0xC6))


def _is_common_in(character: str, encoding: str, last: int) -> bool:
    code = character.encode(encoding, "ignore")
    return len(code) > 1 and code[0] <= last


def rounds(text: str, start: int, end: int, period: int) -> Iterator[tuple[int, int]]:
    """The rounds of a loop, (start, end) each; misread characters may make rounds longer or shorter."""
    mark, drift = text[start - _MARK : start], min(_DRIFT, period // 4)
    while start < end:
        usual = start + period
        near = text.find(mark, usual - len(mark) - drift, min(end, usual + drift))
        stop = min(end, near + len(mark) if near >= 0 else usual)
        yield start, stop
        start = stop


# Characters at the end of a round by which the end of the next is known, and how far off it may be.
_MARK: Final = 8
_DRIFT: Final = 12
