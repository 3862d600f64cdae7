"""Lines that stand at the edge of many pages of an archive: running headers, calls for subscription.

Within one input such lines are known by its own pages (`find_running_headers`); a header that every page
of a paper has once is only seen across inputs.  Figures do not count, for they number pages and days.
Bylines and what stands in the middle of a page are left alone, however often they come.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cleaner.archive.rules import LINES
from cleaner.core.decisions import note_of, refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cleaner.core.decisions import Decision
    from cleaner.core.page import Page
    from cleaner.core.types import Block

# On so many pages a line is no article's.
MANY: Final = 8
# Blocks from the first and from the last of a page that are looked at.
_EDGE: Final = 2
# Characters of a line, and ideographs that it has at least: shorter ones stand anywhere.
_LONGEST: Final = 40
_IDEOGRAPHS: Final = 4
_IDEOGRAPH: Final = re.compile("[\u3400-\u9fff]")
_NOT_COMPARED: Final = re.compile(r"[\W\d_〇零一二三四五六七八九十]+")
_NOT_ASKED: Final = frozenset({"byline", "caption"})


def edges(page: Page) -> Iterator[tuple[str, Block]]:
    """The short lines at both edges of a page, each by what is compared of it."""
    blocks = sorted(page.blocks, key=lambda block: block.spans[0])
    for block in [*blocks[:_EDGE], *blocks[max(_EDGE, len(blocks) - _EDGE) :]]:
        text = page.text_of(block) if block.role not in _NOT_ASKED else ""
        if 0 < len(text) <= _LONGEST and len(_IDEOGRAPH.findall(text)) >= _IDEOGRAPHS:
            yield _NOT_COMPARED.sub("", text), block


def take_out(page: Page, lines: Collection[str], decisions: Sequence[Decision] = ()) -> Page:
    """The page without those of its edges that are lines of the archive, and without what has no other.

    What a person decided to be no such line stays, with a note.
    """
    found = [block for line, block in edges(page) if line in lines]
    if decisions and found:
        page, found = allowed(page, found, decisions)
    if not found:
        return page
    gone = {block.spans for block in found}
    for block in found:
        for span in block.spans:
            page = page.cut(span, LINES, reason="furniture")
    left = (
        article._replace(blocks=tuple(block for block in article.blocks if block.spans not in gone))
        for article in page.articles
    )
    return page._replace(articles=tuple(article for article in left if article.blocks))


def allowed(page: Page, blocks: Sequence[Block], decisions: Sequence[Decision]) -> tuple[Page, list[Block]]:
    """The blocks that may be taken out, and the page with a note of those that a person decided to keep."""
    refusals = [(block, refused(decisions, block.spans)) for block in blocks]
    notes = dict.fromkeys(note_of(decision) for _, decision in refusals if decision)
    return page.marked(notes), [block for block, decision in refusals if not decision]
