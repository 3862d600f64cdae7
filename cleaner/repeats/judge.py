"""Decide which repeats are damage, which copy stays, and where text is missing.

A scan repeats text because its reader went astray: it fell into a loop, jumped back into an earlier
sentence, read the foot of a column twice, or met a headline that was printed twice on top of itself.
People repeat text too: set phrases, refrains, lists, a box with the figures of the article.  What tells
them apart is not length alone but how a copy sits in its surroundings: damage begins and ends in
mid-sentence, while what people repeat is a phrase or a whole.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

from cleaner.core.types import Edit, Span
from cleaner.repeats.consensus import LONGEST, Ruling, rounds, vote
from cleaner.repeats.find import Pair, find
from cleaner.repeats.gaps import torn_lines
from cleaner.repeats.ground import FULL_SLACK, Ground
from cleaner.repeats.stutter import Found, is_headline, stutters
from cleaner.repeats.verdict import Cut, Gap, Repair, Repeat, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# All lengths are characters without white space.
# A passage that breaks off where its other copy reads on.  Set phrases (up to 37 characters on the sample
# pages) can end at a column's foot too, so this is longer than most of them.
_BROKEN: Final = 44
# A jump back into the middle of an earlier sentence, read to the end of its paragraph: shorter ones are
# closing formulas.
_JUMP: Final = 50
# A jump from between two clauses to between two clauses: that is how people repeat themselves too.
_PAUSED: Final = 100
# A whole paragraph that stands twice as one, and one whose other copy is part of something larger (a box
# that repeats a sentence of the article: 46 characters in the samples).
_PARAGRAPH: Final = 48
_EMBEDDED: Final = 64
# Two columns that share their edge: read twice, next to each other, in mid-sentence.
_OVERLAP: Final = 8
# The same inside a line, where lists repeat too: `15个省级示范基地、15个省级示范车间`.
_INLINE: Final = 40
# Two blocks end with fewer of the same characters by chance, and begin with fewer (`会议指出`).
_CHANCE: Final = 4
_CHANCES: Final = 9
# Misread characters this near the end of a block have no neighbours left to vouch for them; the others
# there do if they are a third of all, and no more than so many were lost or added.
_MISREAD: Final = 12
_HALF: Final = 3
_LOST: Final = 3
# So many of the same characters, so near, show that a copy goes on behind a folio or a caption.
_ENOUGH: Final = 4
_INSERTED: Final = 80
# A word is known to a page that has it so often outside the loop.
_KNOWN_WORD: Final = 2
# Rounds of a loop that repeats whole sentences, and the length of a round.
_ROUNDS: Final = 3
_ROUND: Final = 12
# A repeat of this length that stays is worth a mark.
_WORTH_A_MARK: Final = 40


def judge(text: str) -> Verdict:
    """Find the repeats of a text and decide on each; the text may still have its hard line ends.

    What stands next to its copy is settled first: whether a passage breaks off or reads on can only be
    seen once the loop behind it is gone.

    >>> verdict = judge("他同时建议，改善水运码头的运营条件，\n\n改善水运码头的运营条件，降低物流成本。")
    >>> [(cut.start, cut.end, cut.rule) for cut in verdict.cuts]
    [(18, 32, 'read_twice')]
    """
    ground = Ground(text)
    pairs = sorted(find(ground.bare), key=_longest_first)
    near = _judge_near(ground, pairs)
    if not near.cuts:
        return _judge_apart(ground, pairs)
    rest = _Rest(text, near.cuts)
    return rest.merge(near, judge(rest.text))


def _judge_near(ground: Ground, pairs: list[Pair]) -> Verdict:
    """Decide on passages that are followed by themselves."""
    cuts = _Cuts(ground)
    for stutter in stutters(ground):
        cuts.add(stutter)
    for pair in pairs:
        if _is_tandem(pair):
            cuts.add(_tandem(ground, _joined(pair, pairs)))
    return cuts.verdict([], [])


def _joined(pair: Pair, pairs: list[Pair]) -> Pair:
    """A loop with the rounds behind it that it lost sight of among misread characters."""
    for other in sorted(pairs, key=_second_start) if pair.b1 - pair.b0 >= _INLINE else ():
        if pair.b0 < other.b0 <= pair.b1 + _MISREAD and other.b1 > pair.b1 and pair.a0 <= other.a0 < pair.b1:
            pair = pair._replace(a1=pair.a1 + other.b1 - pair.b1, b1=other.b1)
    return pair


def _second_start(pair: Pair) -> int:
    return pair.b0


def _judge_apart(ground: Ground, pairs: list[Pair]) -> Verdict:
    """Decide on passages that stand again further on."""
    cuts = _Cuts(ground)
    pairs = [pair for pair in pairs if pair.b1 - pair.b0 >= _WORTH_A_MARK]
    for pair in pairs:
        if not _is_tandem(pair):
            cuts.add(_apart(ground, _snap(ground, pair)))
    return cuts.verdict(pairs, torn_lines(ground))


class _Rest:
    """What is left of a text after cuts, and where each character of it stood."""

    def __init__(self, text: str, cuts: tuple[Cut, ...]) -> None:
        """Leave out the cuts; a splice leaves a line end."""
        pieces: list[str] = []
        self.places: list[int] = []
        done = 0
        for cut in cuts:
            pieces.append(text[done : cut.start])
            self.places += range(done, cut.start)
            if cut.seam == "splice":
                pieces.append("\n")
                self.places.append(cut.start)
            done = cut.end
        pieces.append(text[done:])
        self.places += range(done, len(text) + 1)
        self.text = "".join(pieces)

    def span(self, start: int, end: int) -> Span:
        """A span of the rest in offsets of the text."""
        if start == end:
            return Span(self.places[start], self.places[start])
        return Span(self.places[start], self.places[end - 1] + 1)

    def merge(self, first: Verdict, then: Verdict) -> Verdict:
        """What was decided on the text and what was decided on its rest."""
        cuts = [
            cut._replace(
                start=self.span(cut.start, cut.end).start,
                end=self.span(cut.start, cut.end).end,
                kept=cut.kept and self.span(*cut.kept),
            )
            for cut in then.cuts
        ]
        gaps = [gap._replace(offset=self.places[gap.offset - 1] + 1) for gap in then.gaps]
        marks = [
            Repeat(*self.span(mark.start, mark.end), self.span(*mark.kept), mark.note) for mark in then.marks
        ]
        inner = [c for c in first.cuts if not any(o.start <= c.start and c.end <= o.end for o in cuts)]
        offsets = {c.start for c in inner}
        kept_gaps = [g for g in first.gaps if g.offset in offsets]
        repairs = [
            Repair(Edit(*self.span(edit.start, edit.end), edit.new), tuple(self.span(*ref) for ref in refs))
            for edit, refs in then.repairs
        ]
        return Verdict(
            tuple(sorted([*inner, *cuts])),
            tuple(sorted({gap.offset: gap for gap in [*gaps, *kept_gaps]}.values())),
            (*first.marks, *marks),
            tuple(_disjoint([*first.repairs, *repairs])),
        )


def _is_tandem(pair: Pair) -> bool:
    return pair.a1 >= pair.b0


def _longest_first(pair: Pair) -> int:
    return pair.b0 - pair.b1


def _snap(ground: Ground, pair: Pair) -> Pair:
    """The pair with its ends at the ends of blocks that lie a few characters further in or out.

    Further in: the block before happens to end, or the next one to begin, with the same characters.
    Further out: a character near the end of a block is misread.
    """
    a0, a1, b0, b1 = pair
    if not ground.opens_block(b0):
        inner = (i for i in range(1, _CHANCE) if ground.is_parted(a0 + i) and ground.is_parted(b0 + i))
        step = _reach(ground.bare, _before(ground, a0), _before(ground, b0), (a0, b0)) or (next(inner, 0),) * 2
        a0, b0 = a0 + step[0], b0 + step[1]
    if not ground.ends_block(b1):
        inner = (-i for i in range(1, _CHANCES) if ground.is_parted(a1 - i) and ground.is_parted(b1 - i))
        step = _reach(ground.bare, _after(ground, a1), _after(ground, b1), (a1, b1)) or (next(inner, 0),) * 2
        a1, b1 = a1 + step[0], b1 + step[1]
    return Pair(a0, a1, b0, b1)


def _before(ground: Ground, place: int) -> int:
    """The nearest start of a block before `place`, or the place itself."""
    near = range(place, max(0, place - _MISREAD) - 1, -1)
    return next((i for i in near if ground.is_parted(i)), place)


def _after(ground: Ground, place: int) -> int:
    """The nearest end of a block after `place`, or the place itself."""
    near = range(place, min(len(ground.bare), place + _MISREAD) + 1)
    return next((i for i in near if ground.is_parted(i)), place)


def _reach(bare: str, a: int, b: int, ends: tuple[int, int]) -> tuple[int, int] | None:
    """The way from the ends of a pair out to the ends of two blocks, if what lies between is alike."""
    x, y = (bare[min(p, e) : max(p, e)] for p, e in zip((a, b), ends, strict=True))
    if not x or not y or abs(len(x) - len(y)) > _LOST:
        return None
    alike = sum((Counter(x) & Counter(y)).values())
    return (a - ends[0], b - ends[1]) if _HALF * alike >= max(len(x), len(y)) - 1 else None


def _tandem(ground: Ground, pair: Pair) -> Found | None:
    """A passage followed by itself: a loop, or an edge that was read twice."""
    start, period = _at_break(ground, pair), pair.b0 - pair.a0
    beyond = pair.b1 - start - period
    end = pair.b1 - beyond if 0 < beyond < _CHANCES and ground.is_parted(pair.b1 - beyond) else pair.b1
    length = end - start
    if length < _OVERLAP or not _is_worded(ground.bare[start:end], torn=ground.breaks(start) > 0):
        return None
    found = Found(start, end, start - period, "read_twice" if length <= period else "loop", "join")
    if _is_cell(ground, pair) and is_headline(ground.bare[start:end]):
        return found._replace(rule="printed_twice")
    if ground.stops(start) or ground.indented(start) or _opens_with(ground, pair):
        return _sentences_twice(ground, found)
    if length < _INLINE and (ground.quotes(start) or not ground.breaks(start)):
        return None
    if ground.breaks(start) and ground.is_lone(start - period, start):
        return None
    if _reads_on(ground, start, end):
        return found
    return found._replace(start=_after_word(ground, pair.a0, start, end), seam="splice")


def _after_word(ground: Ground, first: int, start: int, end: int) -> int:
    """The place behind a word of two characters at `start` that the page has elsewhere too.

    A decoder goes round because two places of the text look alike to it: it had just read that word
    (最美工匠) when it went on from where the word stood before (建筑工匠等九大领域).  Nothing but its commonness
    on the page tells such a word from the beginning of the next round, and only where the text is torn
    anyway may the guess be wrong.
    """
    word = ground.bare[start : start + 2]
    known = ground.bare.count(word, 0, first) + ground.bare.count(word, end)
    return start + 2 if known >= _KNOWN_WORD else start


def _sentences_twice(ground: Ground, found: Found) -> Found | None:
    """Whole sentences that follow themselves: a paragraph, or a loop of several rounds; else rhetoric."""
    length, period = found.end - found.start, found.start - found.kept
    if not ground.is_prose(found.start, found.end):
        return None
    if period >= _ROUND and length >= (_ROUNDS - 1) * period:
        return found._replace(rule="loop")
    whole = length >= _PARAGRAPH and ground.ends_block(found.end)
    return found._replace(rule="paragraph_twice") if whole else None


def _at_break(ground: Ground, pair: Pair) -> int:
    """Where the second copy starts: at the line end between the two if they agree beyond it by chance."""
    beyond = pair.b1 - pair.b0 - (pair.b0 - pair.a0)
    places = range(pair.b0, pair.b0 + max(0, beyond) + 1) if beyond < _CHANCES else ()
    return next((place for place in places if ground.breaks(place)), pair.b0)


def _apart(ground: Ground, pair: Pair) -> Found | None:
    """Two copies with other text between them."""
    length = min(pair.a1 - pair.a0, pair.b1 - pair.b0)
    if length < _BROKEN or not _is_worded(ground.bare[pair.b0 : pair.b1]):
        return None
    a = _Copy(ground, pair.a0, pair.a1)
    b = _Copy(ground, pair.b0, pair.b1)
    return _paragraph_twice(a, b, length) or _broken_off(a, b) or _jumped_back(a, b, length)


def _opens_with(ground: Ground, pair: Pair) -> bool:
    """Whether a new line begins with the words of the headline before it."""
    if not ground.breaks(pair.b0) or ground.flows(pair.a0):
        return False
    clauses = "," in ground.bare[pair.a0 : pair.b0]
    return not clauses or ground.line(pair.a0) == ground.line(pair.b0 - 1)


def _is_cell(ground: Ground, pair: Pair) -> bool:
    """Whether a passage and its copy fill a line, or the stretch between two wide blanks."""
    whole = pair.b1 - pair.b0 == pair.b0 - pair.a0 and not ground.breaks(pair.b0)
    return whole and all(ground.breaks(p) or len(ground.white(p)) > 1 for p in (pair.a0, pair.b1))


class _Copy:
    """One copy in its surroundings."""

    def __init__(self, ground: Ground, start: int, end: int) -> None:
        self.start, self.end, self.ground = start, end, ground
        self.opens = ground.opens_block(start)
        self.closes = ground.ends_block(end)
        self.stops = ground.stops(end)
        self.mid = not self.opens and not ground.stops(start) and not ground.stops(start + 1)
        self.torn_in = self.mid and not ground.breaks(start)
        self.torn = ground.is_torn(end)
        self.pauses = ground.pauses(start)
        self.in_prose = ground.in_prose(start, end)

    def goes_on_like(self, other: _Copy) -> bool:
        """Whether this copy only seems to stop: a folio or a caption stands inside it."""
        more = self.ground.bare[other.end : other.end + _ENOUGH]
        return len(more) == _ENOUGH and more in self.ground.bare[self.end : self.end + _INSERTED]

    def away(self, kept: _Copy, rule: str) -> Found:
        """This copy goes; a copy that began in the middle of something leaves a gap there."""
        seam: Literal["splice", "block"] = "splice" if self.mid else "block"
        return Found(self.start, self.end, kept.start, rule, seam)


def _paragraph_twice(a: _Copy, b: _Copy, length: int) -> Found | None:
    """A whole paragraph stands a second time."""
    whole_a, whole_b = a.opens and a.closes, b.opens and b.closes
    if not (whole_a or whole_b) or length < (_PARAGRAPH if whole_a and whole_b else _EMBEDDED):
        return None
    if not a.ground.is_prose(b.start, b.end):
        return None
    if whole_b or b.torn_in or b.closes:
        return b.away(a, "paragraph_twice")
    return a.away(b, "paragraph_twice")


def _broken_off(a: _Copy, b: _Copy) -> Found | None:
    """One copy stops in mid-sentence while the other reads on."""
    if b.torn and not a.closes and b.in_prose and not b.goes_on_like(a):
        return b.away(a, "jump_back")
    if a.torn and not b.closes and a.in_prose and not a.goes_on_like(b):
        return a.away(b, "jump_back")
    return None


def _jumped_back(a: _Copy, b: _Copy, length: int) -> Found | None:
    """In mid-sentence the reader is back in an earlier one, and reads on to the end of that paragraph."""
    if not (b.torn_in and a.closes and b.closes) or length < _JUMP:
        return None
    if b.pauses and (a.pauses or not a.mid) and length < _PAUSED:
        return None
    return b.away(a, "jump_back")


def _is_worded(passage: str, torn: bool = False) -> bool:
    """Whether a passage is text: mostly ideographs, and different ones; fewer do where a line is torn."""
    ideographs = [c for c in passage if c >= "\u3400"]
    share = 4 if torn else 2
    return share * len(ideographs) >= len(passage) and 3 * len(set(ideographs)) >= len(ideographs[:60])


def _reads_on(ground: Ground, start: int, end: int) -> bool:
    """Whether the text before `start` reads on at `end`, as far as the measure of the column tells.

    What is left of the torn line and of the line that goes on make up one full line if nothing was lost.
    """
    if ground.stops(start) or ground.stops(end):
        return True
    count, line = ground.breaks(end), ground.line(end)
    if count > ground.spacing or ground.indented(end):
        return False
    measure, head = ground.measure(line), ground.head(start)
    if measure is None or abs(head - measure) <= FULL_SLACK:
        return True
    columns = head + ground.tail(end)
    last = ground.is_parted(ground.starts[line + 1])
    return columns <= measure + FULL_SLACK and (last or columns >= measure - FULL_SLACK)


class _Cuts:
    """The cuts of a page: disjoint, and never both copies of a passage."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.found: list[Found] = []

    def add(self, new: Found | None) -> None:
        """Take a decision unless the copy it keeps has gone already, or part of what it cuts has."""
        if new is None:
            return
        length = new.end - new.start
        for old in self.found:
            if old.start < new.end and new.start < old.end:
                return
            if old.start < new.kept + length and new.kept < old.end:
                if not (old.start <= new.kept and new.kept + length <= old.end):
                    return
                new = new._replace(kept=old.kept + new.kept - old.start)
        self.found.append(new)

    def verdict(self, marks: list[Pair], torn: Iterable[int]) -> Verdict:
        """Everything in offsets of the text."""
        self.found.sort()
        end = self.ground.end
        gaps = [Gap(end(f.start), f"spliced: {f.rule}") for f in self.found if f.seam == "splice"]
        gaps += [Gap(end(t), "breaks off") for t in torn if not any(f.start <= t <= f.end for f in self.found)]
        repeats = [self._mark(p) for p in marks if not self._covers(p)]
        repairs, doubts = self._consensus()
        return Verdict(
            tuple(map(self._cut, self.found)), tuple(sorted(gaps)), tuple(repeats + doubts), tuple(repairs)
        )

    def _consensus(self) -> tuple[list[Repair], list[Repeat]]:
        """What the copies that go say about the ones that stay."""
        repairs: dict[Edit, Repair] = {}
        doubts: list[Repeat] = []
        for first, copies in self._passages():
            spans = [first, *copies]
            for ruling in vote([self.ground.bare[s:e] for s, e in spans]):
                edit = self._edit(first, ruling, spans[ruling.witnesses[0]])
                refs = tuple(self._span(*spans[n]) for n in ruling.witnesses)
                if ruling.certain:
                    repairs.setdefault(edit, Repair(edit, refs))
                else:
                    readings = " / ".join(reading or "–" for reading in ruling.candidates)
                    doubts.append(Repeat(edit.start, edit.end, refs[0], f"copies differ: {readings}"))
        return sorted(_disjoint(repairs.values())), doubts

    def _passages(self) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
        """Each passage that stays, with its copies that go; copies of one passage are taken together."""
        by_kept: dict[int, list[Found]] = {}
        for f in self.found:
            if f.rule not in _PRINT and f.end - f.start <= LONGEST:
                by_kept.setdefault(f.kept, []).append(f)
        for kept, found in by_kept.items():
            near = [f for f in found if f.rule == "loop"]
            period = near[0].start - kept if near else max(f.end - f.start for f in found)
            copies = [c for f in near for c in rounds(self.ground.bare, f.start, f.end, period)]
            copies += [(f.start, f.end) for f in found if f.rule != "loop"]
            yield (kept, kept + period), copies

    def _edit(self, first: tuple[int, int], ruling: Ruling, witness: tuple[int, int]) -> Edit:
        """The ruling in offsets of the text, in the very character that its witness has."""
        start, end = first[0] + ruling.start, first[0] + ruling.end
        at, text = self.ground.at, self.ground.text
        place = self.ground.bare.find(ruling.new, *witness) if ruling.new else -1
        new = "".join(text[at[place + i]] for i in range(len(ruling.new))) if place >= 0 else ruling.new
        if end > start:
            return Edit(at[start], self.ground.end(end), new)
        return Edit(at[start], at[start] + 1, new + text[at[start]])

    def _span(self, start: int, end: int) -> Span:
        return Span(self.ground.at[start], self.ground.end(end))

    def _cut(self, found: Found) -> Cut:
        ground = self.ground
        start = ground.end(found.start) if found.seam == "join" else ground.at[found.start]
        kept_end = min(found.kept + found.end - found.start, len(ground.bare))
        kept = Span(ground.at[found.kept], ground.end(kept_end))
        reason: Literal["duplicate", "overprint"] = "overprint" if found.rule in _PRINT else "duplicate"
        return Cut(start, ground.end(found.end), reason, found.rule, kept, found.seam)

    def _covers(self, pair: Pair) -> bool:
        return any(
            f.start < end and start < f.end
            for f in self.found
            for start, end in ((pair.a0, pair.a1), (pair.b0, pair.b1))
        )

    def _mark(self, pair: Pair) -> Repeat:
        ground = self.ground
        kept = Span(ground.at[pair.a0], ground.end(pair.a1))
        return Repeat(ground.at[pair.b0], ground.end(pair.b1), kept, "stands twice and stays")


def _disjoint(repairs: Iterable[Repair]) -> Iterator[Repair]:
    """Repairs in order, without the ones that touch an earlier one."""
    done = -1
    for repair in sorted(repairs):
        if repair.edit.start > done:
            yield repair
            done = repair.edit.end


_PRINT: Final = frozenset({"printed_twice", "stutter"})
