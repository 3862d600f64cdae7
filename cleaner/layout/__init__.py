"""From lines to articles: roles, furniture, captions, articles, headlines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cleaner.core.types import Article, Block
from cleaner.layout.unit import units

if TYPE_CHECKING:
    from cleaner.core.page import Page


def lay_out(page: Page) -> Page:
    """Arrange the lines of a normalised page into articles of blocks."""
    blocks = tuple(Block(unit.role, unit.spans) for unit in units(page))
    return replace(page, articles=(Article("a1", blocks),) if blocks else ())
