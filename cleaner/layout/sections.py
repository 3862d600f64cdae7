"""Puts section titles that stand together, away from their sections, before the text that they head.

Titles set in a column or a frame of their own are read out one after the other, and the stories that they
head stand elsewhere, often in reverse, since the columns were taken from the last.  Titles and stories
keep their order or turn it round as a whole, so all borders are sought together: where the stories part,
by the words that neighbouring paragraphs share, and which title speaks of which, by the words it repeats.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, chain, groupby, pairwise
from math import log, sqrt
from operator import add
from typing import TYPE_CHECKING

from cleaner.core.bigrams import bigrams, number
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.layout.boundaries import has_date
from cleaner.layout.boxes import is_numbered, take_box
from cleaner.layout.flow import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cleaner.layout.unit import Unit

# So many headings without text between them were set apart; two are the lines of one heading (14 of 14
# pairs on 200 pages).  Titles of one make differ little in length.
_STACK, _LIKE_MAKE = 3, 1.5
# Weights of a link between paragraphs and of a lead's date against one pair of characters that only the
# story and its title have.  Over 32 articles with known sections half or twice as much changes little.
_LINK, _DATED, _SEAM, _ALONE = 0.1, 0.9, 0.9, -0.5
# A paragraph that begins like this speaks of the one before: it opens no story.
_REFERS = 0.9
_REFERRING = lazy(
    "这[是一些样种也]|這[是一些樣種也]|此外|此[举舉]|[类類]似的|[与與]此同[时時]|同[时時]|另外|其中|其次"
)
# Paragraphs this far apart are compared; they are linked if they share more than others by this factor, and
# a formula that two of them share word for word counts no more than that.
_REACH, _LINKED, _FORMULA = 4, 1.2, 0.06
# How much better than the other way round: the order is right for 23 of 24 such articles above, 6 of 8 below.
_MARGIN = 2.0
# Longer texts are books, whose titles stand in a table of contents.
_MOST_PARAGRAPHS = 120


class Text(NamedTuple):
    """The paragraphs of an article without its headings.

    `owned` tells which of them a heading stands before that stays there, `seams` before which something
    else was taken out: a box, or the titles.
    """

    paragraphs: list[str]
    owned: set[int]
    seams: set[int]


class Division(NamedTuple):
    """Where the stories begin, in the order of the text, and what speaks for it."""

    score: float
    starts: tuple[int, ...] = ()


_NONE = Division(float("-inf"))


def set_sections(article: Sequence[Unit]) -> Iterator[list[Unit]]:
    """An article with its detached section titles before their sections, and its box of numbered parts.

    Titles that cannot be told apart stay where they stood, with `fits_nowhere` as evidence.
    """
    if not _is_stacked(article):
        yield list(article)
        return
    rest, box, torn = take_box(article)
    yield _put_to_sections(rest, torn)
    if box:
        yield box


def _is_stacked(article: Sequence[Unit]) -> bool:
    """Whether two headings stand together: all that the usual page is asked."""
    return any(one.role == two.role == "heading" for one, two in pairwise(article))


def _put_to_sections(article: Sequence[Unit], torn: frozenset[Unit]) -> list[Unit]:
    stack = _stack(article)
    if not stack:
        return list(article)
    stack = [*_title_of_first_section(article, stack), *stack]
    text = _read(article, stack, torn)
    starts = _find_stories(text, [article[i].text for i in stack])
    if not starts:
        return [_with(unit, "fits_nowhere") if i in stack else unit for i, unit in enumerate(article)]
    return list(_set(article, stack, starts, text.owned))


def _find_stories(text: Text, titles: Sequence[str]) -> dict[int, int]:
    """The title of each story, by its first paragraph; nothing if both orders are as good."""
    if not len(titles) <= len(text.paragraphs) <= _MOST_PARAGRAPHS:
        return {}
    worth = _Worth(text, titles)
    order = range(len(titles))
    onward, backward = (_divide(worth, way) for way in (order, order[::-1]))
    if onward == _NONE or abs(onward.score - backward.score) < _MARGIN:
        return {}
    best, way = (onward, order) if onward.score > backward.score else (backward, order[::-1])
    return dict(zip(best.starts, way, strict=True))


def _with(unit: Unit, evidence: str) -> Unit:
    return unit._replace(evidence=(*unit.evidence, evidence))


def _stack(article: Sequence[Unit]) -> list[int]:
    """The longest run of headings of one make that have no text between them."""
    runs = [
        [i for i, _ in run]
        for heading, run in groupby(enumerate(article), lambda each: each[1].role == "heading")
        if heading
    ]
    stacks = [run for run in runs if len(run) >= _STACK and _of_one_make([article[i].text for i in run])]
    return max(stacks, key=len, default=[])


def _of_one_make(lines: Sequence[str]) -> bool:
    lengths = list(map(len, lines))
    return max(lengths) <= _LIKE_MAKE * min(lengths) and not any(map(is_numbered, lines))


def _title_of_first_section(article: Sequence[Unit], stack: Sequence[int]) -> list[int]:
    """A line of the same make between byline and text: a heading, or taken for one of the headline."""
    titles = [i for i, unit in enumerate(article) if unit.role == "title"]
    bylines = [i for i, unit in enumerate(article) if unit.role == "byline"]
    if not titles or not bylines:
        return []
    behind = bylines[-1] + 1
    if behind < stack[0] and article[behind].role == "heading":
        first, above = behind, titles[-1]
    elif len(titles) > 1:  # the article keeps its headline
        first, above = titles[-1], titles[-2]
    else:
        return []
    alike = _of_one_make([article[i].text for i in (first, *stack)])
    byline = article[bylines[0]].spans
    return [first] if alike and article[above].spans < byline < article[first].spans else []


def _read(article: Sequence[Unit], stack: Sequence[int], torn: frozenset[Unit]) -> Text:
    text = Text([], set(), set())
    for i, unit in enumerate(article):
        here = len(text.paragraphs)
        if unit.role == "heading" and (here or i not in stack):  # nothing is torn before all text
            (text.seams if i in stack else text.owned).add(here)
        elif unit.role == "paragraph":
            if unit in torn:
                text.seams.add(here)
            text.paragraphs.append(unit.text)
    return text


class _Worth:
    """What it is worth that paragraphs stand together, and that they stand under a title.

    `lows` gives for every end of a story the first paragraph that it may reach back to, `leads` what links
    all paragraphs from there, and `stories` the worth of a story of each first paragraph from there on.
    `echoes` are running sums: what the text up to a paragraph repeats of each title, against what its
    length alone would.
    """

    def __init__(self, text: Text, titles: Sequence[str]) -> None:
        """Compare all paragraphs with those near them and with every title."""
        texts, owned, seams = text
        words = list(map(bigrams, texts))
        opens = [
            float("-inf")
            if i in owned
            else _DATED * has_date(lead) + _SEAM * (i in seams) - _REFERS * bool(_REFERRING.match(lead))
            for i, lead in enumerate(texts)
        ]
        self.echoes = [[0.0, *accumulate(_echoes(pairs(title), texts, words))] for title in titles]
        self.lows = [0, *accumulate((i if i in owned else 0 for i in range(len(texts))), max)]
        self.leads: list[float] = [0.0]
        self.stories: list[list[float]] = [[]]
        together: list[float] = []  # what links the paragraphs from each one to the last so far
        for end, row in enumerate(_links(words), 1):
            links = [0.0, *(_LINK * link for link in accumulate(row))]
            added = [links[-1]] * (end - len(links)) + links[::-1]
            together = list(map(add, (*together, 0.0), added))
            low = self.lows[end]
            self.leads.append(together[low])
            self.stories.append(list(map(add, together[low:], opens[low:end])))
            self.stories[-1][-1] += _ALONE


def _links(words: Sequence[set[int]]) -> Iterator[list[float]]:
    """How much more than usual each paragraph shares with those before it, within reach, the nearest first.

    A pair of characters counts by how few paragraphs have it.
    """
    counts = Counter(chain.from_iterable(words))
    worth = [log(len(words) / count) ** 2 for count in range(1, len(words) + 1)]
    weights = {pair: worth[count - 1] for pair, count in counts.items() if count > 1}
    again = set(weights)
    known = [own & again for own in words]
    sizes = [
        sqrt(sum(map(weights.__getitem__, some)) + (len(own) - len(some)) * worth[0]) or 1.0
        for own, some in zip(words, known, strict=True)
    ]
    shared = [
        [
            min(_FORMULA, sum(map(weights.__getitem__, some & known[j])) / sizes[i] / sizes[j])
            for j in range(i - 1, max(-1, i - 1 - _REACH), -1)
        ]
        for i, some in enumerate(known)
    ]
    usual = sum(map(sum, shared)) / max(1, sum(map(len, shared))) or 1.0
    for row in shared:
        yield [share / usual - _LINKED for share in row]


def _echoes(own: Sequence[str], texts: Sequence[str], words: Sequence[set[int]]) -> list[float]:
    echoes = [0.0] * len(texts)
    said = 0
    for pair in own:
        code = number(pair)
        counts = {i: sqrt(texts[i].count(pair)) for i, known in enumerate(words) if code in known}
        total = sum(counts.values())
        if total:
            said += 1
            for i, count in counts.items():
                echoes[i] += count / total
    share = said / sum(map(len, texts))
    return [echo - share * len(text) for echo, text in zip(echoes, texts, strict=True)]


def _divide(worth: _Worth, titles: Iterable[int]) -> Division:
    """The best division of a text into a story for each title, in the order given.

    Paragraphs at the beginning and behind a heading that stays may belong to no title: a lead, or that
    heading's own text.
    """
    before = _without_titles(worth)
    for title in titles:
        echoes = worth.echoes[title]
        rests = [division.score - echo for division, echo in zip(before, echoes, strict=True)]
        found = [_NONE]
        for end in range(1, len(before)):
            low = worth.lows[end]
            scores = list(map(add, rests[low:end], worth.stories[end]))
            most = max(scores)
            lead = found[low].score + worth.leads[end]
            if lead > most + echoes[end]:
                found.append(Division(lead, found[low].starts))
            else:
                first = low + scores.index(most)
                found.append(Division(most + echoes[end], (*before[first].starts, first)))
        before = found
    return before[-1] if before[-1].score > _NONE.score else _NONE


def _without_titles(worth: _Worth) -> list[Division]:
    """The worth of the text up to each paragraph before any story has begun."""
    found = [Division(0.0)]
    for low, lead in zip(worth.lows[1:], worth.leads[1:], strict=True):
        found.append(Division(found[low].score + lead))
    return found


def _set(
    article: Sequence[Unit], stack: Sequence[int], starts: Mapping[int, int], owned: Iterable[int]
) -> Iterator[Unit]:
    """The article with each title before its story, the stories in the order of their titles.

    Args:
        article: its units.
        stack: the titles, as places in the article.
        starts: the title, by its number in the stack, for the first paragraph of each story.
        owned: the paragraphs behind headings that stay, at which a story ends.
    """
    body = [unit for unit in article if unit.role == "paragraph"]
    bounds = sorted({*starts, *owned, len(body)})
    ends = dict(pairwise(bounds))
    stories = {title: body[first : ends[first]] for first, title in starts.items()}
    told = {i for first in starts for i in range(first, ends[first])}
    titles = iter(sorted(stories))
    paragraph = -1
    for i, unit in enumerate(article):
        paragraph += unit.role == "paragraph"
        if i in stack:
            continue
        if unit.role != "paragraph" or paragraph not in told:
            yield unit
        elif paragraph in starts:
            title = next(titles)
            yield _with(article[stack[title]], "set_to_section")._replace(role="heading")
            yield from stories[title]
