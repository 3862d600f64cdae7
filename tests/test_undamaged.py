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


STORY = (
    "灯塔重新亮起",
    "昨天傍晚，停用十年的石礁灯塔重新亮起。守塔人老林说，这盏灯能照到二十海里以外，夜里回港的渔船又有了方向。",
    "不再摸黑回港",
    "渔民周海生记得，灯塔熄了以后，大家只能靠手电筒照着礁石，一点一点摸回码头，遇上起雾的日子谁也不敢出海。",
    "灯塔修缮花了三个月，换上了新的灯泡和线路，塔身也重新刷了白漆，游客可以登上塔顶看海。",
)


def wrapped(*lines: str, width: int = 21, between: str = "\n") -> bytes:
    rows = [line[at : at + width] for line in lines for at in range(0, len(line), width)]
    return between.join(rows).encode()


PICTURE = "图为灯塔下的渔船。林晓摄"
CLOSING = ("祝", "出海平安！", "老友 周海生")


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["flush", "blank lines"])
@pytest.mark.parametrize(
    "lines", [(*STORY[:2], PICTURE, *STORY[2:]), (*STORY, *CLOSING)], ids=["picture", "closing"]
)
def test_wrapped_text_keeps_its_order(lines: tuple[str, ...], between: str) -> None:
    """One article that only had its lines joined stays as it was printed, and nothing in it is a doubt."""
    page = clean_page(wrapped(*lines, between=between))
    assert texts_of(page) == list(lines)
    assert len(page.articles) == 1
    assert not page.marks


def test_a_headline_that_stands_behind_its_text_goes_above() -> None:
    """Text that begins without a headline and ends with one was read from print, wrapped or not."""
    page = clean_page(wrapped(*STORY[1:], "渔民不再摸黑回港", "石礁灯塔重新亮起"))
    assert texts_of(page) == ["渔民不再摸黑回港", "石礁灯塔重新亮起", *STORY[1:]]


def test_short_reports_in_wrapped_lines_are_parted() -> None:
    """Lines that were joined may be those of two reports, however short."""
    other = "今年春天，青塘镇的农户在稻田里放养鸭子，鸭子吃虫除草，稻谷不打农药，秋后每亩多收入八百元。"
    page = clean_page(wrapped(*STORY[:2], "稻田里请来鸭子", other))
    assert [len(article.blocks) for article in page.articles] == [2, 2]
