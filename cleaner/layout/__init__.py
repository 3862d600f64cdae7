"""From lines to articles: roles, furniture, captions, articles, headlines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.core.types import Article, Block, Mark
from cleaner.layout.articles import assemble
from cleaner.layout.furniture import find_furniture, own_parts, take_out, without
from cleaner.layout.insets import part_insets
from cleaner.layout.joins import join_halves, join_wrapped
from cleaner.layout.metadata import read_metadata
from cleaner.layout.roles import assign_roles
from cleaner.layout.text_type import mark_text_type
from cleaner.layout.unit import read_lines, units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cleaner.core.decisions import Decision
    from cleaner.core.house import House
    from cleaner.core.page import Page
    from cleaner.layout.unit import Line, Unit


def lay_out(
    page: Page,
    skip: Collection[str] = (),
    decisions: Sequence[Decision] = (),
    house: House | None = None,
    *,
    untorn: bool = False,
) -> Page:
    """Arrange the lines of a normalised page into articles of blocks.

    Furniture is taken out first, but by the rules in `skip` and where a person decided that it is none;
    `house` tells what else this house prints besides its articles.  In text that is `untorn` so far, and in
    which layout finds no furniture and nothing torn either, a single article keeps its order.
    """
    given = page
    page, found = read_units(page, skip, decisions, house)
    groups = assemble(found)
    if untorn and page is given and _is_as_printed(found, groups):
        groups = [_as_printed(found)]
    if decisions:
        from cleaner.layout.decided import put_back

        groups = put_back(groups, decisions)
    page = _with_articles(page, groups)
    return page if place_headlines.__name__ in skip else page.marked(place_headlines(groups))


def place_headlines(groups: Sequence[Sequence[Unit]]) -> Iterator[Mark]:
    """Mark section titles that were put to their story by its words, and headlines that fit nowhere."""
    for group in groups:
        for unit in group:
            for evidence, note in _UNCERTAIN.items():
                if evidence in unit.evidence:
                    start, end = unit.spans[0].start, unit.spans[-1].end
                    yield Mark("uncertain", start, end, place_headlines.__name__, note)


_FOLIOS: Final = {"find_folios", "find_house_lines"}
_UNCERTAIN: Final = {
    "fits_nowhere": "a headline that fits no text stays where it stood",
    "set_to_section": "put before the paragraphs that share its words; where they begin and end is a guess",
}


def has_furniture(page: Page, lines: Sequence[Line], house: House | None = None) -> bool:
    """Whether a page has, in these lines of its text, anything that belongs to no article."""
    return bool(find_furniture(page, lines, house))


def keep_layout(page: Page, lines: Sequence[Line] | None = None, *, whole: bool = False) -> Page:
    """Take the lines of a page for blocks in their order.

    More than one empty line parts two articles, but in a text that is one as a `whole`.
    """
    groups: list[list[Unit]] = []
    for unit in assign_roles(units(page, lines)):
        if not groups or (unit.blanks > 1 and not whole):
            groups.append([])
        groups[-1].append(unit)
    return _with_articles(page, list(map(_as_printed, groups)))


def _is_as_printed(found: Sequence[Unit], groups: Sequence[Sequence[Unit]]) -> bool:
    """Whether the lines of a page are one article in its order.

    They are not where halves of a paragraph were joined, or where headlines stand behind the text only.
    """
    if len(groups) != 1 or any("joined" in unit.evidence for unit in found):
        return False
    titles = [unit.spans[0] for unit in groups[0] if unit.role == "title"]
    text = [unit.spans[0] for unit in found if unit.role == "paragraph"]
    return not titles or not text or min(titles) < text[0]


def _as_printed(article: Sequence[Unit]) -> list[Unit]:
    """An article in its order: a headline stands before its text, behind it such a line heads a section."""
    text = next((i for i, unit in enumerate(article) if unit.role == "paragraph"), len(article))
    return [
        unit._replace(role="heading") if unit.role == "title" and i > text else unit
        for i, unit in enumerate(article)
    ]


def _with_articles(page: Page, groups: Sequence[Sequence[Unit]]) -> Page:
    articles = (tuple(Block(unit.role, unit.spans) for unit in group) for group in groups)
    return page._replace(
        articles=tuple(Article(f"a{n}", blocks) for n, blocks in enumerate(articles, 1)),
        evidence={unit.spans[0]: unit.evidence for group in groups for unit in group if unit.evidence},
    )


def read_units(
    page: Page,
    skip: Collection[str] = (),
    decisions: Sequence[Decision] = (),
    house: House | None = None,
) -> tuple[Page, list[Unit]]:
    """The units of a page in source order, each with its role, and the page with its furniture taken out."""
    lines = list(mark_text_type(page, list(part_insets(page, list(read_lines(page.text))))))
    finds = [find for find in find_furniture(page, lines, house) if find.rule not in skip]
    if decisions:
        from cleaner.layout.decided import as_decided

        page, finds = as_decided(page, finds, decisions)
    gaps = {mark.start for mark in page.marks if mark.kind == "gap"}
    found = join_halves(assign_roles(join_wrapped(units(page, without(lines, finds)))), gaps)
    if finds:
        folios = [page.text[find.start : find.end] for find in finds if find.rule in _FOLIOS]
        metadata = read_metadata(folios, own_parts(house))
        page = take_out(page, finds)._replace(metadata={**page.metadata, **metadata})
    return page, found
