"""Do no harm: undamaged text of many kinds passes unchanged, one paragraph a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Page, clean_page, page_record, restore

TEXTS = sorted((Path(__file__).parent / "undamaged").glob("*.txt"))
SEPARATORS = {"lines": "\n", "blank lines": "\n\n", "CRLF": "\r\n", "indents": "\n　　"}


def texts_of(page: Page) -> list[str]:
    return [page.text_of(block) for block in page.blocks]


@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS.keys())
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_undamaged_text_passes_unchanged(path: Path, separator: str) -> None:
    """Every line stays a block of its own, in its place, with its wording, however lines are set apart."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    data = separator.join(lines).encode()
    page = clean_page(data, name=path.name)
    assert texts_of(page) == lines
    assert list(page.removed) == []
    assert len(page.articles) == 1
    assert not page.articles[0].off_topic
    assert restore(page_record(page)) == data
