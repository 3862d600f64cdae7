"""Splits a page into its articles: each with its headlines, byline, text and captions."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from cleaner.core.bigrams import likeness
from cleaner.layout.boundaries import cut, has_dateline
from cleaner.layout.flow import Flow, Piece, pairs
from cleaner.layout.headlines import place, read_behind
from cleaner.layout.interwoven import part_interwoven
from cleaner.layout.openings import settle_titles
from cleaner.layout.sections import set_sections
from cleaner.layout.strays import rehome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.layout.unit import Unit

_ANNOUNCES = ("：", ":")
# Characters on either side that are compared where a headline stands in mid-sentence.
_ACROSS = 600
_RUNS_ON = 0.09
# An echo of fewer of the headline's pairs is none.
_ECHO = 0.3
_MID_SENTENCE = frozenset("，。、；：,;）)”》！？」』")
# A caption that holds a headline line of this length speaks of its article.
_NAMED = 6
# A text without a headline joins the article that it is most like, the one before it by preference.
_PREFER_LAST = 0.03
_BEFORE_HEADLINE = 0.06
# What it takes to join at all, by length in pairs of characters: short texts share little with anything.
_ENOUGH = ((150, 0.06), (60, 0.05), (0, 0.0))
_TOO_SHORT = 25
# An article of a page; what is longer is a book or an issue and is worked through by the sheet.
_SHEET = 20_000


def assemble(units: Sequence[Unit]) -> list[list[Unit]]:
    """The articles of a page, each as its units in reading order: titles, byline, text, captions.

    Articles stand in the order in which their text begins.
    """
    articles: list[list[Unit]] = []
    for sheet in _sheets(units):
        found = _assemble(sheet)
        if articles and found and _goes_on(found[0]):
            articles[-1] += found.pop(0)
        articles += found
    return [_kicker_first(part) for article in articles for part in set_sections(article)]


def _kicker_first(article: list[Unit]) -> list[Unit]:
    """The article with a kicker before its headline: the colon announces it, behind it says nothing."""
    titles = len(list(takewhile(lambda unit: unit.role == "title", article)))
    if titles and article[titles - 1].text.endswith(_ANNOUNCES):
        return [article[titles - 1], *article[: titles - 1], *article[titles:]]
    return article


def _sheets(units: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """Stretches of a long input that are worked through one by one, cut where a page or a headline begins."""
    start = length = 0
    for i, unit in enumerate(units):
        last = units[i - 1]
        fresh = unit.page != last.page or (unit.role == "title" != last.role)
        if length > 2 * _SHEET or (length > _SHEET and fresh):
            yield units[start:i]
            start, length = i, 0
        length += len(unit.text)
    yield units[start:]


def _goes_on(article: Sequence[Unit]) -> bool:
    """Whether the first article of a sheet is the rest of one from the sheet before."""
    return article[0].role in {"paragraph", "heading", "caption"} and not has_dateline(article[0].text)


def _assemble(units: Sequence[Unit]) -> list[list[Unit]]:
    units = settle_titles(units)
    flow = Flow(units)
    if not len(flow):
        return [list(units)] if units else []
    pieces = _between_headlines(flow)
    behind = read_behind(flow, pieces)
    placed = place(flow, pieces, behind=behind)
    whole, pieces = pieces, list(_cut_all(flow, pieces, placed))
    if pieces != whole:
        placed = place(flow, pieces, behind=behind)
    headed = _headed(flow, pieces, placed)
    owners = _owners(flow, pieces, headed)
    labels = [pieces[owner].low for piece, owner in zip(pieces, owners, strict=True) for _ in range(*piece)]
    heads = {line: pieces[owners[piece]].low for line, piece in placed.items()}
    labels = rehome(flow, labels, heads, {pieces[k].low for k in headed})
    # A headline goes with its text, which may have gone home whole.
    heads = {line: labels[pieces[piece].low] for line, piece in placed.items()}
    labels, heads = part_interwoven(flow, labels, heads)
    return list(_gather(flow, labels, heads))


def _between_headlines(flow: Flow) -> list[Piece]:
    bounds = sorted({0, *flow.headlines, len(flow)})
    return [Piece(low, high) for low, high in pairwise(bounds)]


def _cut_all(flow: Flow, pieces: Sequence[Piece], placed: Mapping[int, int]) -> Iterator[Piece]:
    """The pieces, cut further where several articles follow each other without a headline between them."""
    for k, piece in enumerate(pieces):
        lines = [pairs(flow.units[line].text) for line, home in placed.items() if home == k]
        bounds = sorted({piece.low, *cut(flow, piece, lines), piece.high})
        yield from (Piece(low, high) for low, high in pairwise(bounds))


def _headed(flow: Flow, pieces: Sequence[Piece], placed: Mapping[int, int]) -> list[int]:
    """The pieces that open an article: by a headline, unless text runs on across it, or by a dateline."""
    found = []
    for k, piece in enumerate(pieces):
        if has_dateline(flow.texts[piece.low]) or (
            k in placed.values() and not (k and _runs_on(flow, pieces[k - 1], piece, placed, k))
        ):
            found.append(k)
    return found


def _runs_on(flow: Flow, before: Piece, piece: Piece, placed: Mapping[int, int], k: int) -> bool:
    """Whether the headlines before a piece only stand in the middle of an article's text."""
    gap = piece.low
    if gap not in flow.headlines or not flow.breaks_off(gap):
        return False
    if flow.texts[gap][0] in _MID_SENTENCE:
        return True
    left, right = flow.around(Piece(before.low, piece.high), gap, _ACROSS)
    if likeness(flow.vocabulary(left), flow.vocabulary(right)) <= _RUNS_ON:
        return False
    own = [pair for line, home in placed.items() if home == k for pair in pairs(flow.units[line].text)]
    echo = sum(pair in flow.texts[gap] for pair in own)
    past = max(sum(pair in flow.texts[j] for pair in own) for j in range(*before))
    return echo <= max(past, _ECHO * len(own)) or any(placed[line] == k - 1 for line in flow.headlines[gap])


def _owners(flow: Flow, pieces: Sequence[Piece], headed: Sequence[int]) -> list[int]:
    """The article of every piece, as the number of the piece that opens it."""
    owners = {k: k for k in headed}
    if len(headed) == len(pieces):
        return list(range(len(pieces)))
    words = [flow.vocabulary(piece) for piece in pieces]
    for k in range(len(pieces)):
        if k in owners:
            continue
        if len(words[k]) < _TOO_SHORT:  # says nothing and goes with what stands beside it
            owners[k] = owners.get(k - 1, min((owner for owner in owners if owner > k), default=k))
            continue
        fits = {
            owner: max(likeness(words[k], words[j]) for j in owners if owners[j] == owner)
            + _PREFER_LAST * (owner == owners.get(k - 1))
            - _BEFORE_HEADLINE * (owner > k and not flow.breaks_off(pieces[k].high))
            for owner in sorted(set(owners.values()))
        }
        enough = next(need for length, need in _ENOUGH if len(words[k]) >= length)
        best = max(fits, key=fits.__getitem__, default=k)
        owners[k] = best if fits and fits[best] >= enough else k
    return [owners[k] for k in range(len(pieces))]


def _gather(flow: Flow, labels: Sequence[int], heads: Mapping[int, int]) -> Iterator[list[Unit]]:
    """The units of each article in reading order, the articles in the order of their text."""
    titles: dict[int, list[int]] = {label: [] for label in dict.fromkeys(labels)}
    bylines, texts, closing, captions = ({label: list[int]() for label in titles} for _ in range(4))
    for paragraph, label in enumerate(labels):
        texts[label].append(flow.body[paragraph])
    for line in sorted(heads):
        titles[heads[line]].append(line)
    for gap, stands in flow.between.items():
        for i in stands:
            if flow.units[i].role == "caption":
                here = labels[max(0, gap - 1)]
                shown = _shown(flow, i, titles) or here
                (texts if shown == here and _stays(flow, gap, i) else captions)[shown].append(i)
            elif _closes(flow, gap, i):
                closing[labels[gap - 1]].append(i)
            elif i and flow.units[i - 1].role == "heading":
                texts[labels[gap]].append(i)
            else:
                bylines[labels[gap]].append(i)
    for label, lines in titles.items():
        text = sorted(texts[label])
        yield [flow.units[i] for i in (*lines, *bylines[label], *text, *closing[label], *captions[label])]


def _closes(flow: Flow, gap: int, byline: int) -> bool:
    """Whether a byline ends the text above it: nothing stands below it, or the next headline."""
    return gap > 0 and (gap == len(flow) or byline < min(flow.headlines.get(gap, (0,))))


def _stays(flow: Flow, gap: int, caption: int) -> bool:
    """Whether a caption keeps its place in the text: it may be a heading, and tears no sentence there."""
    guessed = "stands_out" in flow.units[caption].evidence
    return guessed and gap > 0 and not flow.breaks_off(gap)


def _shown(flow: Flow, caption: int, titles: Mapping[int, Sequence[int]]) -> int | None:
    """The article whose headline a caption names (“…”资料图)."""
    text = flow.units[caption].text
    for label, lines in titles.items():
        if any(len(flow.units[line].text) >= _NAMED and flow.units[line].text in text for line in lines):
            return label
    return None
