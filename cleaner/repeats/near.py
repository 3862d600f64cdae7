"""Passages that are followed by themselves: loops, edges read twice, headlines printed twice."""

from __future__ import annotations

from bisect import bisect_left
from operator import eq
from typing import TYPE_CHECKING, Final

from cleaner.core.chars import CLOSING, OPENING
from cleaner.core.pairs import in_words
from cleaner.repeats.consensus import LONGEST
from cleaner.repeats.cuts import Found
from cleaner.repeats.find import Pair, common_beginning
from cleaner.repeats.ground import FULL_SLACK
from cleaner.repeats.stutter import is_headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.repeats.ground import Ground

# All lengths are characters without white space.
# Two columns that share their edge: read twice, next to each other, in mid-sentence.
_OVERLAP: Final = 8
# The same inside a line, where lists repeat too: `15个省级示范基地、15个省级示范车间`.
_INLINE: Final = 40
# Whole sentences that follow themselves: a paragraph of so many characters, or a loop of so many rounds of
# so many characters; people call and chant twice and in short.
_PARAGRAPH: Final = 48
_ROUNDS: Final = 3
# Nobody says so much twice in a row.
_SPEECH: Final = 100
_ROUND: Final = 12
# The text behind a passage begins like the passage in fewer characters by chance.
_CHANCE: Final = 9
# Items that count on differ in little else: a numeral in three differences.
_COUNTS: Final = 3
# A round is so many different ideographs at least: laughter and counting out are shorter.  Nobody calls or
# sings so many times in one breath.
_WORDS: Final = 3
_CALLS: Final = 7
# A refrain comes so many times in a row at most.
_SUNG: Final = 4
# Rounds that tell whether they stand in cells.
_SEEN: Final = 60
# So near to an end of a passage these bridge a misread character: how many go on one side and on the other,
# and how many must agree behind it.
_NEAR_END: Final = 16
_SLIPS: Final = (1, 1, 2), (1, 0, 3), (0, 1, 3)
# Lost and added characters by which the end of a copy is off.
_OFF: Final = (0, 1, -1, 2, -2)
# Misread characters between two rounds that still are one loop.
_MISREAD: Final = 12
# Shorter passages that follow each other so are set phrases.
_LONG: Final = 20
# So many characters are bridged to a set phrase behind; more to a longer passage.
_BRIDGED: Final = 4
# What is between two copies that follow each other is misread only if it is so much shorter than they are.
_EDGE: Final = 3
# Misread characters at the end of one copy and the beginning of the next, together.
_BETWEEN: Final = 24
# What it is worth, in characters that agree, that a copy begins with a line.
_NEW_LINE: Final = 2
# A quotation is closed within so many characters.
_QUOTED: Final = 60
# In a loop one character of so many is lost or added at most.
_SLIPPED: Final = 8
# A passage further back than this does not reach over the end of the loop.
_BACK: Final = 500
# Ends of sentences in the form without widths.
_STOPS: Final = frozenset("。!?")
# What stands before the last clause of a headline.
_CLAUSE_ENDS: Final = frozenset("-:")
# A word is known to a page that has it so often outside the loop.
_KNOWN_WORD: Final = 2


def is_near(pair: Pair) -> bool:
    """Whether the second copy begins where the first ends."""
    return pair.a1 >= pair.b0


def closed(ground: Ground, pair: Pair) -> Pair:
    """The pair grown over the misread characters between its copies, if it is these that part them.

    Misread characters at the end of the first copy or at the beginning of the second have nothing on one
    side that vouches for them.  Those between the two belong to both, and half of them agree.  Two phrases
    with nothing but another mark of punctuation between them are rhetoric.
    """
    between, bare = pair.b0 - pair.a1, ground.bare
    if not 0 < between <= min(_BETWEEN, (pair.b1 - pair.b0) // _EDGE) or pair.b1 - pair.b0 < _LONG:
        return pair
    if all(c < "\u3400" for c in bare[pair.a1 : pair.b0]):
        return pair

    torn = any(map(ground.breaks, range(pair.a1, pair.b0 + 1)))
    least = (between - (not torn)) // 2
    fits = [fit for first in range(min(between, pair.a0) + 1) for fit in _fits(ground, pair, first)]
    enough = [fit for fit in fits if fit[1] >= least]
    return max(enough, default=(0, 0, False, pair))[-1]


def _fits(ground: Ground, pair: Pair, first: int) -> Iterator[tuple[int, int, bool, Pair]]:
    """A pair grown over what is between its copies, `first` characters of which belong to the second one.

    With what speaks for it: how many of the characters agree, more if a line begins where the second copy
    then does; how many agree; and whether none of those before the first copy was lost, or added.
    """
    bare, last = ground.bare, pair.b0 - pair.a1 - first
    if pair.b1 + last > len(bare):
        return
    tail = sum(map(eq, bare[pair.a1 : pair.a1 + last], bare[pair.b1 : pair.b1 + last]))
    line = _NEW_LINE * (ground.breaks(pair.b0 - first) > 0)
    for shift in (0, -1, 1) if first > 1 else (0,):
        start = max(0, pair.a0 - first - shift)
        head = sum(map(eq, bare[start : pair.a0], bare[pair.b0 - first : pair.b0]))
        yield (
            head + tail + line,
            head + tail,
            not shift,
            Pair(start, pair.a1 + last, pair.b0 - first, pair.b1 + last),
        )


def judge_near(ground: Ground, pair: Pair) -> Found | None:
    """Decide on a passage that is followed by itself: None if it stays."""
    pair = _grown(ground.bare, pair)
    start, period = _at_break(ground, pair), pair.b0 - pair.a0
    if period < _ROUND and _is_stammer(ground, pair):
        return Found(pair.b0, pair.b1, pair.a0, "loop", "join")
    end = _end(ground, pair, start)
    # Rounds of a loop say the same: one of them tells whether it is text, unless they are very short.
    told = end if period < _ROUND else min(end, start + period)
    worded = end - start >= _OVERLAP and is_worded(ground.bare[start:told], torn=ground.breaks(start) > 0)
    if not worded or counts_on(ground, (start - period, start), (start, min(end, start + period))):
        return None
    return _judge(ground, pair, start, end)


def _grown(bare: str, pair: Pair) -> Pair:
    """The pair grown over misread characters near its ends, if others are misread in it.

    The search wants more characters behind a misread one, for at the end of a passage they may agree by
    chance; in a loop whose rounds were misread elsewhere that is less likely than another misread one.
    """
    a0, a1, b0, b1 = pair
    if bare[a0:a1] == bare[b0:b1]:
        return pair
    back = _grow(bare[max(0, a0 - _NEAR_END) : a0][::-1], bare[max(0, b0 - _NEAR_END) : b0][::-1])
    on = _grow(bare[a1 : a1 + _NEAR_END], bare[b1 : b1 + _NEAR_END])
    return Pair(a0 - back[0], a1 + on[0], b0 - back[1], b1 + on[1])


def _grow(x: str, y: str) -> tuple[int, int]:
    """How far two texts agree from their beginnings, single characters misread, lost or added."""
    i = j = 0
    while True:
        for dx, dy, enough in _SLIPS:
            run = common_beginning(x[i + dx :], y[j + dy :])
            if run >= enough:
                i, j = i + dx + run, j + dy + run
                break
        else:
            return i, j


def _judge(ground: Ground, pair: Pair, start: int, end: int) -> Found | None:
    """Decide on `[start, end)`, the second copy of a worded passage."""
    kept = start - (pair.b0 - pair.a0)
    if (end - kept) <= _SUNG * (start - kept) and ground.is_verse(start, end):
        return None
    found = Found(start, end, kept, "read_twice" if end - start <= start - kept else "loop", "join")
    if _is_cell(ground, pair) and is_headline(ground.bare[start:end]) and not ground.runs_through(kept, end):
        return found._replace(rule="printed_twice")
    if _is_begun_again(ground, found):
        return found
    opens = ground.stops(start) or ground.indented(start) or _opens_with(ground, pair)
    if opens and not (found.rule == "read_twice" and _opens_in_mid_phrase(ground, found)):
        return _sentences_twice(ground, found)
    return None if _is_rhetoric(ground, found) else _with_seam(ground, pair, found)


def _with_seam(ground: Ground, pair: Pair, found: Found) -> Found:
    """The decision with the gap that it leaves, if the text does not read on."""
    start, end = found.start, found.end
    edge = found.rule == "read_twice" and ground.breaks(start) > 0
    if edge or reads_on(ground, start, end):
        return found
    word = _shared_word(ground, pair.a0, start, end)
    return found._replace(start=start + word, kept=found.kept + word, seam="splice")


def _end(ground: Ground, pair: Pair, start: int) -> int:
    """Where the second copy, which begins at `start`, ends: where it is due if what agrees beyond is chance.

    That is at the end of a block, or at a line end behind a copy that begins with a line.
    """
    due = start + pair.b0 - pair.a0
    if not 0 < pair.b1 - due < _CHANCE:
        return pair.b1
    if ground.breaks(start) and ground.breaks(due):
        return due
    near = (due + step for step in _OFF if due + step < pair.b1)
    return next((place for place in near if ground.is_parted(place)), pair.b1)


def _is_stammer(ground: Ground, pair: Pair) -> bool:
    """Whether a few words go round and round inside a line: more often than people call or sing.

    Words that stand in cells or lines of their own are columns of a table.
    """
    period = pair.b0 - pair.a0
    unit = ground.bare[pair.a0 : pair.b0]
    words = {c for c in unit if c >= "\u3400"} - _NUMERALS
    starts = range(pair.a0, pair.b1 - period + 1, period)
    near = starts[1:_SEEN]
    apart = sum(bool(ground.white(start)) for start in near)
    return len(words) >= _WORDS and len(starts) >= _CALLS and 2 * apart < len(near)


def counts_on(ground: Ground, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two passages differ in a numeral, or stand behind two: items of a list, articles of a law.

    Where much else differs as well, a numeral was misread like the rest.
    """
    behind = int(a[0] > 0 and not ground.breaks(b[0]) and _follow_alike(ground, a[0], b[0]))
    first, second = (ground.bare[start - behind : end] for start, end in (a, b))
    if first == second or max(len(first), len(second)) > LONGEST:
        return False
    if _NUMERALS.isdisjoint(first) or _NUMERALS.isdisjoint(second):
        return False
    differing = _differing(first, second)
    numerals = sum(pair <= _NUMERALS for pair in differing)
    return numerals > 0 and numerals * _COUNTS >= len(differing)


def _follow_alike(ground: Ground, a: int, b: int) -> bool:
    """Whether the numerals before two places stand behind the same character, or both behind a mark."""
    before = {ground.bare[place - 2 : place - 1] for place in (a, b)}
    return len(before) == 1 or not any(char >= "\u3400" or char.isalnum() for char in before)


def _differing(first: str, second: str) -> list[set[str]]:
    """The characters in which two passages differ, in pairs; a lost or added one is paired with nothing."""
    if len(first) == len(second):
        pairs = [{one, other} for one, other in zip(first, second, strict=True) if one != other]
        if len(pairs) * _MISREAD < len(first):
            return pairs
    from rapidfuzz.distance import Levenshtein

    return [
        {first[op.src_pos], second[op.dest_pos]} if op.tag == "replace" else {""}
        for op in Levenshtein.editops(first, second)
    ]


_NUMERALS: Final = frozenset("0123456789〇零一二三四五六七八九十百千两甲乙丙丁戊己庚辛壬癸①②③④⑤⑥⑦⑧⑨⑩")


def _is_rhetoric(ground: Ground, found: Found) -> bool:
    """Whether people may have written it so: a list inside a line, a title in quotation marks, a headline."""
    if ground.breaks(found.start):
        short = found.end - found.start < _INLINE
        return (short and ground.quotes(found.start)) or ground.is_lone(found.kept, found.start)
    return found.end - found.start < _INLINE


def joined(pair: Pair, by_second: Sequence[Pair]) -> Pair:
    """A loop with the rounds behind it that the search lost among misread characters.

    `by_second` are all pairs of the page by the start of the second copy.
    """
    if pair.b1 - pair.b0 < _INLINE:
        return pair
    first = bisect_left(by_second, max(pair.b0 + 1, pair.b1 - _BACK), key=_second)
    for other in by_second[first:]:
        if other.b0 > pair.b1 + _MISREAD:
            break
        bridge = max(other.b1 - other.b0 - _INLINE, 0) + _BRIDGED
        reaches = other.b1 > pair.b1 and pair.a0 <= other.a0 < pair.b1 and other.b0 <= pair.b1 + bridge
        if reaches and _is_in_step(other, pair.b0 - pair.a0):
            pair = pair._replace(a1=pair.a1 + other.b1 - pair.b1, b1=other.b1)
    return pair


def _is_in_step(pair: Pair, period: int) -> bool:
    """Whether two copies are some rounds apart, but for characters that were lost or added."""
    off = (pair.b0 - pair.a0) % period
    return min(off, period - off) <= period // _SLIPPED + 1


def _second(pair: Pair) -> int:
    return pair.b0


def _shared_word(ground: Ground, first: int, start: int, end: int) -> int:
    """The length of a word of two characters at `start` that the page has elsewhere too, or 0.

    A decoder goes round because two places of the text look alike to it: it had just read that word
    (最美工匠) when it went on from where the word stood before (建筑工匠等九大领域).  Nothing but its
    commonness on the page tells such a word from the beginning of the next round, and only where the text
    is torn anyway may the guess be wrong.
    """
    word = ground.bare[start : start + 2]
    known = ground.bare.count(word, 0, first) + ground.bare.count(word, end)
    return 2 if known >= _KNOWN_WORD else 0


def _is_begun_again(ground: Ground, found: Found) -> bool:
    """Whether full lines break off in mid-sentence and stand there once more, and the text reads on."""
    start, end, kept = found.start, found.end, found.kept
    if found.rule != "read_twice" or not ground.breaks(start) or not ground.breaks(kept):
        return False
    if ground.stops(start) or ground.is_parted(end) or ground.is_short(ground.line(start - 1)):
        return False
    return ground.measure(ground.line(start - 1)) is not None and "," in ground.bare[start:end]


def _sentences_twice(ground: Ground, found: Found) -> Found | None:
    """Whole sentences that follow themselves: a paragraph, or a loop of several rounds; else rhetoric."""
    length, period = found.end - found.start, found.start - found.kept
    if not ground.is_prose(found.start, found.end):
        return None
    if (period >= _ROUND and length >= (_ROUNDS - 1) * period) or length >= _SPEECH:
        return found._replace(rule="loop")
    whole = length >= _PARAGRAPH and ground.ends_block(found.end)
    return found._replace(rule="paragraph_twice") if whole else None


def _opens_in_mid_phrase(ground: Ground, found: Found) -> bool:
    """Whether a long passage first begins between two words of a line: people repeat one from its start."""
    kept = found.kept
    inside = kept > 0 and not ground.breaks(kept) and ground.bare[kept - 1] >= "\u3400"
    return inside and found.end - found.start >= _INLINE


def _at_break(ground: Ground, pair: Pair) -> int:
    """Where the second copy starts: at the line end between the two if they agree beyond it by chance.

    A stop that stands before and behind both copies ends the sentence before, it opens none of them.
    """
    beyond = pair.b1 - pair.b0 - (pair.b0 - pair.a0)
    places = range(pair.b0, pair.b0 + max(0, beyond) + 1) if beyond < _CHANCE else ()
    behind_stop = pair.b0 + (beyond > 0 and ground.bare[pair.b0] in _STOPS)
    return next((place for place in places if ground.breaks(place)), behind_stop)


def _opens_with(ground: Ground, pair: Pair) -> bool:
    """Whether a new line begins with the words of the headline before it, or with its last clause."""
    if not ground.breaks(pair.b0):
        return False
    if ground.flows(pair.a0):
        line = ground.line(pair.b0 - 1)
        ends = ground.measure(line) is None or ground.is_short(line)
        return ends and ground.bare[pair.a0 - 1 : pair.a0] in _CLAUSE_ENDS
    clauses = "," in ground.bare[pair.a0 : pair.b0]
    if clauses and ground.flows(pair.b0):
        return False  # a line of running text
    return not clauses or ground.line(pair.a0) == ground.line(pair.b0 - 1)


def _is_cell(ground: Ground, pair: Pair) -> bool:
    """Whether a passage and its copy fill a line, or the stretch between two wide blanks."""
    whole = pair.b1 - pair.b0 == pair.b0 - pair.a0 and not ground.breaks(pair.b0)
    return whole and all(ground.breaks(p) or len(ground.white(p)) > 1 for p in (pair.a0, pair.b1))


def reads_on(ground: Ground, start: int, end: int) -> bool:
    """Whether the text before `start` reads on at `end`, as far as the measure of the column tells.

    What is left of the torn line and of the line that goes on make up one full line if nothing was lost, or
    one that is as narrower as first lines are; where a line or a paragraph ends, the other one begins.
    """
    line = ground.line(end)
    if ground.breaks(end) > ground.spacing or ground.indented(end):
        return ground.stops(start)
    if ground.breaks(start) and ground.breaks(end) and not ground.is_short(ground.line(start - 1)):
        return True
    if ground.measure(line) is None or _goes_over(ground, start, end):
        return True
    fills = ground.usual(line)
    if ground.lost_indent and ground.is_parted(ground.starts[ground.line(start - 1)]):
        fills = fills | {width - ground.lost_indent for width in fills}
    head, tail = ground.head(start), ground.tail(end)
    is_last = ground.is_parted(ground.starts[line + 1])
    if head in fills or ground.stops(start):
        fills = fills | {head + width for width in fills}
        is_last = is_last or ground.breaks(end) > 0
    return head + tail in fills or (is_last and head + tail <= max(fills) + FULL_SLACK)


def _goes_over(ground: Ground, start: int, end: int) -> bool:
    """Whether a word, a number or a quotation begins before `start` and goes on at `end`."""
    last, first = ground.bare[start - 1], ground.text[ground.at[end]]
    if last.isdigit() and first.isdigit():
        return True
    if first in CLOSING:
        before = ground.text[max(0, ground.end(start) - _QUOTED) : ground.end(start)]
        return before.count(OPENING[CLOSING.index(first)]) > before.count(first)
    return in_words(last, ground.bare[end])


def is_worded(passage: str, *, torn: bool = False) -> bool:
    """Whether a passage is text: mostly ideographs, and different ones; fewer do where a line is torn."""
    ideographs = [c for c in passage if c >= "\u3400"]
    share = 4 if torn else 2
    return share * len(ideographs) >= len(passage) and 3 * len(set(ideographs)) >= len(ideographs[:60])
