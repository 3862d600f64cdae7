"""Boxes of numbered parts, as print sets them beside a story: the parts put in order, the box apart."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from cleaner.core.named import NamedTuple
from cleaner.core.numerals import NUMERALS, as_number
from cleaner.core.pattern import lazy
from cleaner.layout.flow import pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.layout.unit import Unit

_NUMBER = lazy(rf"[（(]?(?:(\d{{1,2}})(?![\d.%％])|([{NUMERALS}])(?=[、）)]))")
# Fewer numbers are no list, and a single paragraph before the first may well introduce it.
_PARTS, _ITEMS = 3, 2
# An introduction has longer paragraphs than the items.
_LIKE_ITEMS = 2.0


class Box(NamedTuple):
    """What is left of an article, its box, and the paragraphs before which something was taken out."""

    rest: list[Unit]
    box: list[Unit]
    torn: frozenset[Unit]


def take_box(article: Sequence[Unit]) -> Box:
    """An article and its box of numbered parts, whose titles were read after their items, as its own article.

    Where a box is read out column by column, the part titles of one column may come behind the items and
    those of the next before them; then two numbers stand together, and items stand right under the title of
    the box.  A box in order stays in its article, and so does one whose words say otherwise.
    """
    numbers = _sequence(article)
    bare = [k for k, (i, j) in enumerate(pairwise(numbers)) if not _items(article, range(i + 1, j))]
    if len(bare) != 1:
        return Box(list(article), [], frozenset())
    behind = bare[0] + 1
    ways = [range(i - 1, -1, -1) if k < behind else range(i + 1, len(article)) for k, i in enumerate(numbers)]
    parts = [_items(article, way) for way in ways]
    title = parts[0][-1] - 1 if parts[0] else -1
    if not all(parts) or not _heads(article, title, parts) or not _echoed(article, numbers[:behind], parts):
        return Box(list(article), [], frozenset())
    order = [
        title,
        *(i for number, part in zip(numbers, parts, strict=True) for i in (number, *sorted(part))),
    ]
    return _apart(article, order)


def is_numbered(line: str) -> bool:
    """Whether a line begins with a number.

    >>> is_numbered("2 凝聚奋进磅礴力量"), is_numbered("三、压实责任"), is_numbered("三项机制")
    (True, True, False)
    """
    return _number(line) > 0


def _number(line: str) -> int:
    match = _NUMBER.match(line)
    return as_number(match[1] or match[2]) if match else 0


def _sequence(article: Sequence[Unit]) -> list[int]:
    """The numbered headings of an article if they count from one on without a break."""
    found = [i for i, unit in enumerate(article) if unit.role == "heading" and is_numbered(unit.text)]
    counted = [_number(article[i].text) for i in found]
    return found if len(found) >= _PARTS and counted == list(range(1, len(found) + 1)) else []


def _items(article: Sequence[Unit], way: range) -> list[int]:
    """The paragraphs on a way through the article up to the first other unit."""
    return list(takewhile(lambda i: article[i].role == "paragraph", way))


def _heads(article: Sequence[Unit], title: int, parts: Sequence[Sequence[int]]) -> bool:
    """Whether items follow right under the title of the box, and no introduction."""
    first, *others = ([len(article[i].text) for i in part] for part in parts)
    rest = [length for part in others for length in part]
    return (
        len(first) >= _ITEMS
        and title >= 0
        and article[title].role == "heading"
        and sum(first) / len(first) <= _LIKE_ITEMS * sum(rest) / len(rest)
    )


def _echoed(article: Sequence[Unit], numbers: Sequence[int], parts: Sequence[Sequence[int]]) -> bool:
    """Whether the part titles speak no more of what follows them than of what stands before them."""
    said = 0
    for number, part, below in zip(numbers, parts, parts[1:], strict=False):
        before, behind = ("\n".join(article[i].text for i in part) for part in (part, below))
        said += sum((pair in before) - (pair in behind) for pair in pairs(article[number].text))
    return said >= 0


def _apart(article: Sequence[Unit], order: Sequence[int]) -> Box:
    taken = frozenset(order)
    rest = [unit for i, unit in enumerate(article) if i not in taken]
    box = [article[i] for i in order]
    box[0] = box[0]._replace(role="title", evidence=(*box[0].evidence, "title_of_box"))
    torn = frozenset(unit for i, unit in enumerate(article) if i - 1 in taken and i not in taken)
    return Box(rest, box, torn)
