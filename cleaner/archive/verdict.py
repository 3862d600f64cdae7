"""What two texts are to each other: copies, one a part of the other, or only alike.

Everything is decided on aligned text.  Offsets are code points of the matching forms, half-open.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from rapidfuzz.distance import LCSseq, Levenshtein

from cleaner.archive.alignment import Difference, Stretch, differences, moved, stretches
from cleaner.archive.ends import parted
from cleaner.archive.facts import numbers, other_facts
from cleaner.core.bigrams import bigrams, familiarity
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.archive.matching import Matched

Kind = Literal["identical", "near", "reprint", "contained", "shared", "template"]
# What may be set aside: the others are texts of their own.
COPIES: Final = frozenset({"identical", "near", "reprint"})

# Longer texts are no articles, and the time for a pair grows with the square.
_LONGEST: Final = 50_000
# Whole texts that are less alike are compared passage by passage.  Two copies with 10 % misread characters
# each are alike to .80; two texts on one subject to .15.
_ALIKE: Final = 0.6
# Most that are compared are copies and so much alike: said beforehand, it takes half the time to find out.
_OF_COPIES: Final = 0.9
# A difference of so many characters is a passage of its own, no misreading.
_PASSAGE: Final = 16
# So much of the shorter of two copies stands in the other, whatever is new at the beginning or the end.
_COPY: Final = 0.8
# Misread characters that may stand at each end of a passage that is contained in another text; of more, up
# to a passage, half must be the same.
_FRAYED: Final = 4
# A copy with a new lead keeps the rest to its end: so many characters, and so much of the shorter and longer.
_BODY: Final = 60
_BODY_OF_SHORT: Final = 0.45
_BODY_OF_LONG: Final = 0.33
# What is new in a copy is a headline and a lead; where both texts have more of their own, two articles were
# read as one.
_LEAD: Final = 150
# What is longer than a lead belongs to the article if it is as familiar to the rest as the parts of one are.
_LONGEST_LEAD: Final = 300
_FOREIGN: Final = 0.045
# The same for a copy whose end, or both ends, are new.
_CORE_OF_SHORT: Final = 0.7
_CORE_OF_LONG: Final = 0.5
# A new lead has other words than the old one; where more of them are the same it is a form filled in anew.
_SAME_WORDS: Final = 0.4
# The shortest passage worth naming, about a sentence.
_SENTENCE: Final = 30
# Two texts with so many numbers, of which less than a quarter are the same, speak of other facts; so do two
# with so many of two digits and more, if less than a third are the same.
_MANY_NUMBERS: Final = 4
_MANY_LONG_NUMBERS: Final = 5


class Verdict(NamedTuple):
    """What `a` and `b` are to each other.

    `similarity` is 1 - edits / length of the longer: of the whole texts, but of the passage alone for
    `contained` and `shared`.  `passages` are what they have in common, none for `template`.  `inner` tells
    for `contained` which of the two stands in the other: 0 for `a`, 1 for `b`.
    """

    kind: Kind
    similarity: float
    passages: tuple[Stretch, ...] = ()
    inner: int | None = None

    @property
    def turned(self) -> Verdict:
        """The same with `a` and `b` exchanged."""
        passages = sorted(Stretch(p.other_start, p.other_end, p.start, p.end) for p in self.passages)
        return self._replace(passages=tuple(passages), inner=None if self.inner is None else 1 - self.inner)


def identical(length: int) -> Verdict:
    """What two texts are whose matching forms are equal and have so many characters."""
    return Verdict("identical", 1.0, (Stretch(0, length, 0, length),))


def judge(a: Matched, b: Matched) -> Verdict | None:
    """Compare two texts by their matching forms; None if they have no sentence in common."""
    return compare(a.form, b.form)


def compare(a: str, b: str) -> Verdict | None:
    """Compare two matching forms; None if they have no sentence in common.

    >>> a = "市总工会昨日召开工作总结推进会,部署下半年十项重点任务。"
    >>> compare(a, "市总工会昨曰召开工作总结推进会,部署下半年十项重点仟务。").kind
    'near'
    >>> compare("大白菜每公斤2.65元,黄瓜6.72元,土豆1.16元", "大白菜每公斤1.88元,黄瓜5.28元,土豆2.71元").kind
    'template'
    """
    if a == b:
        return identical(len(a))
    if (len(a), a) > (len(b), b):  # of equally good alignments another is found the other way round
        turned = _compared(b, a)
        return None if turned is None else turned.turned
    return _compared(a, b)


def _compared(a: str, b: str) -> Verdict | None:
    """The verdict on two different texts of which the second is no shorter."""
    if len(b) > _LONGEST:
        return None
    alike = Levenshtein.normalized_similarity(a, b, score_cutoff=_ALIKE, score_hint=_OF_COPIES)
    if alike:
        if _many_other_numbers(a, b):
            return Verdict("template", alike)
        ends, body, form = parted(a, b, differences(a, b))
        if all(max(d.end - d.start, d.other_end - d.other_start) < _PASSAGE for d in (*ends, *body)):
            if other_facts(a, b, body) + form > 0:
                return Verdict("template", alike)
            return Verdict("near", alike, (Stretch(0, len(a), 0, len(b)),))
    return _by_passages(a, b, stretches(a, b))


def _many_other_numbers(a: str, b: str) -> bool:
    """A quick no to the many pairs of one form (prices, results), before they are aligned.

    Numbers in one part of a text only may be those of a new lead.
    """
    one, other = numbers(a), numbers(b)
    few = _are_few_the_same(one, other, _MANY_NUMBERS, 4) or _are_few_the_same(
        [number for number in one if len(number) > 1], [number for number in other if len(number) > 1],
        _MANY_LONG_NUMBERS, 3,
    )  # fmt: skip
    return few and _are_spread(a, one) and _are_spread(b, other)


def _are_few_the_same(one: Sequence[str], other: Sequence[str], least: int, share: int) -> bool:
    """Whether there are so many different numbers, and fewer than one in `share` of them in both."""
    ones, others = set(one), set(other)
    fewest = min(len(ones), len(others))
    return fewest >= least and share * len(ones & others) < fewest


def _are_spread(text: str, found: Sequence[str]) -> bool:
    third = len(text) / 3
    return text.find(found[0]) < third and text.rfind(found[-1]) > 2 * third


def _by_passages(a: str, b: str, common: list[Stretch]) -> Verdict | None:
    length = sum(s.length for s in common)
    least = min(_SENTENCE, min(len(a), len(b)) // 2)
    if not common or max(s.length for s in common) < least:
        return None
    edits, facts = _edits_and_facts(a, b, common)
    within = max(0.0, 1 - edits / length)
    if facts > 0:
        return Verdict("template", within) if length > _ALIKE * max(len(a), len(b)) else None
    passages = tuple(common)
    if _is_inside(a, b, common):
        return Verdict("contained", within, passages, 0)
    if _is_copy(a, b, common):
        whole = max(0.0, length - edits) / max(len(a), len(b))
        missing = max(len(a), len(b)) - length
        return Verdict("near" if missing < _PASSAGE else "reprint", whole, passages)
    return Verdict("shared", within, tuple(s for s in passages if s.length >= _SENTENCE))


def _edits_and_facts(a: str, b: str, common: list[Stretch]) -> tuple[int, float]:
    """The edits in the passages in common, and whether they are other facts."""
    x = "".join(a[s.start : s.end] for s in common)
    y = "".join(b[s.other_start : s.other_end] for s in common)
    found = differences(x, y) if x != y else ()
    edits = sum(max(d.end - d.start, d.other_end - d.other_start) for d in found)
    return edits, other_facts(x, y, found) if found else -1.0


def _is_inside(a: str, b: str, common: list[Stretch]) -> bool:
    """Whether a text stands in a longer one, from its first character to its last, as one passage."""
    if len(a) >= _COPY * len(b):
        return False
    first, last = common[0], common[-1]
    before, behind = a[: first.start], a[last.end :]
    frayed = _is_frayed(before[::-1], b[: first.other_start][::-1]) and _is_frayed(
        behind, b[last.other_end :]
    )
    ours, theirs = [(s.start, s.end) for s in common], [(s.other_start, s.other_end) for s in common]
    return frayed and max(_holes(ours), _holes(theirs)) < _PASSAGE


def _is_frayed(end: str, there: str) -> bool:
    """Whether an end that was not aligned, read outwards, is only misread for what stands there."""
    if len(end) <= _FRAYED:
        return True
    return len(end) < _PASSAGE and 2 * LCSseq.similarity(end, there[: len(end) + _FRAYED]) > len(end)


def _holes(spans: Sequence[tuple[int, int]]) -> int:
    """The longest hole between spans."""
    return max((second[0] - first[1] for first, second in pairwise(spans)), default=0)


def _is_copy(a: str, b: str, common: list[Stretch]) -> bool:
    """Whether so much of two texts is the same, and in such places, that they are one article."""
    short, long = sorted((len(a), len(b)))
    core = sum(s.length for s in common)
    elsewhere = moved(a, b, common)
    both = [*common, *elsewhere]
    ours, theirs = sum(s.length for s in both), sum(s.other_end - s.other_start for s in both)
    if min(len(a) - ours, len(b) - theirs) > _LEAD:
        return False
    gaps = _gaps(a, b, common)
    if any(_is_slot(a, b, gap) for gap in gaps):
        return False
    first, last = gaps[0], gaps[-1]
    if not elsewhere and (
        _has_other(a, first.end, last.start) or _has_other(b, first.other_end, last.other_start)
    ):
        return False
    if ours >= _COPY * short and ours >= _CORE_OF_LONG * long:
        return not elsewhere or _edits_and_facts(a, b, elsewhere)[1] <= 0
    keeps_end = max(last.end - last.start, last.other_end - last.other_start) < _PASSAGE
    if keeps_end and core >= _BODY:
        return core >= _BODY_OF_SHORT * short and core >= _BODY_OF_LONG * long
    return core >= _CORE_OF_SHORT * short and core >= _CORE_OF_LONG * long


def _gaps(a: str, b: str, common: list[Stretch]) -> list[Difference]:
    """What lies before, between and behind the passages in common."""
    edges = [Stretch(0, 0, 0, 0), *common, Stretch(len(a), len(a), len(b), len(b))]
    return [
        Difference(first.end, second.start, first.other_end, second.other_start)
        for first, second in pairwise(edges)
    ]


def _has_other(text: str, start: int, end: int) -> bool:
    """Whether another article stands before or behind what a text shares: it is long, and of other words."""
    before, core, behind = text[:start], text[start:end], text[end:]
    return any(
        len(part) > most and familiarity(bigrams(part), bigrams(core)) < _FOREIGN
        for part, most in ((before, _LONGEST_LEAD), (behind, _LEAD))
    )


def _is_slot(a: str, b: str, gap: Difference) -> bool:
    """Whether two passages that differ are the same sentence filled in with other words."""
    x, y = a[gap.start : gap.end], b[gap.other_start : gap.other_end]
    if min(len(x), len(y)) < _PASSAGE:
        return False
    return LCSseq.similarity(x, y) > _SAME_WORDS * max(len(x), len(y))
