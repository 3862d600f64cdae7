"""Do no harm: undamaged text of many kinds passes unchanged, one paragraph a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner import Page, clean_page, page_record, restore

TEXTS = sorted((Path(__file__).parent / "undamaged").glob("*.txt"))
SEPARATORS = {"lines": "\n", "blank lines": "\n\n", "CRLF": "\r\n", "indents": "\n　　"}


# The only edits undamaged text may see: the documented normal form has no space beside Chinese except a
# separator of print, which is one ASCII space, and a narrow slash.
FOLDS = str.maketrans("／", "/", " \u3000")


def wording(line: str) -> str:
    return line.translate(FOLDS)


def texts_of(page: Page) -> list[str]:
    return [page.text_of(block) for block in page.blocks]


@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS.keys())
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_undamaged_text_passes_unchanged(path: Path, separator: str) -> None:
    """Every line stays a block of its own, in its place, with its wording, however lines are set apart."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    data = separator.join(lines).encode()
    page = clean_page(data, name=path.name)
    assert list(map(wording, texts_of(page))) == list(map(wording, lines))
    assert list(page.removed) == []
    assert len(page.articles) == 1
    assert not page.articles[0].off_topic
    assert restore(page_record(page)) == data


def test_prose_passes_to_the_letter() -> None:
    """Prose that is in normal form does not change in a single character, spaces included."""
    for name in ("news", "speech", "dialogue", "english"):
        text = (Path(__file__).parent / "undamaged" / f"{name}.txt").read_text(encoding="utf-8")
        assert texts_of(clean_page(text.encode(), name=name)) == text.splitlines()


def test_columns_of_figures_keep_their_spaces() -> None:
    """The rows of a table keep what sets their figures apart."""
    text = (Path(__file__).parent / "undamaged" / "table.txt").read_text(encoding="utf-8")
    rows = texts_of(clean_page(text.encode(), name="table"))
    assert list(map(figures, rows)) == list(map(figures, text.splitlines()))


def figures(row: str) -> list[str]:
    return [cell for cell in row.split() if cell[0].isdigit()]


GOLDS = sorted((Path(__file__).parent.parent / "samples").glob("*.gold.json"))


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.stem)
def test_whole_articles_pass_with_their_byline_at_the_end(path: Path) -> None:
    """An article of a page, one paragraph a line, stays one in its order, wherever its byline stands."""
    for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
        whole = [block for block in article["blocks"] if not block.get("gap_after")]
        blocks = sorted(whole, key=lambda block: block["role"] == "byline")
        page = clean_page("\n".join(block["text"] for block in blocks).encode(), name=path.name)
        assert texts_of(page) == [block["text"] for block in blocks]
        assert len(page.articles) == 1
