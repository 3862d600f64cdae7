"""What the folio says is read before it goes."""

from __future__ import annotations

import pytest

from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.layout import read_units
from cleaner.layout.metadata import read_metadata

BODY = "市总工会昨日召开全委会议，部署下半年的工作。会议指出，要夯实基层基础。"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "云岭时报　2023年3月3日　星期日　第15版",
            {"paper": "云岭时报", "date": "2023-03-03", "weekday": "星期日", "page": "15"},
        ),
        (
            "2023年3月16日 星期四 A13版 民生 责编：王芳 美编：刘洋",
            {
                "date": "2023-03-16",
                "weekday": "星期四",
                "page": "A13",
                "section": "民生",
                "editors": "责编：王芳 美编：刘洋",
            },
        ),
        (
            "综合江城日报A52023-10-03星期一编辑/孙浩组版/李明",
            {
                "paper": "江城日报",
                "date": "2023-10-03",
                "weekday": "星期一",
                "page": "A5",
                "section": "综合",
                "editors": "编辑/孙浩 组版/李明",
            },
        ),
        (
            "13　民生　责任编辑：周婷　版式：郑凯　2023.3.16",
            {
                "date": "2023-03-16",
                "page": "13",
                "section": "民生",
                "editors": "责任编辑：周婷 版式：郑凯",
            },
        ),
        (
            "中華民國104年12月11日 星期二 A5 地方新聞",
            {"date": "2015-12-11", "weekday": "星期二", "page": "A5", "section": "地方新聞"},
        ),
        (
            "中華民國七十五年九月三日 第二版",
            {"date": "1986-09-03", "page": "二"},
        ),
        (
            "二〇二三年十二月二十八日 星期四 第12345期",
            {"date": "2023-12-28", "weekday": "星期四", "edition": "第12345期"},
        ),
    ],
)
def test_a_folio_is_read(line: str, said: dict[str, str]) -> None:
    """Dates become ISO, years of the Republic of China included; the rest stands as printed."""
    assert read_metadata([line]) == said


def test_the_first_folio_speaks() -> None:
    """A folio in pieces is read whole; where another page's begins, reading ends."""
    pieces = ["云岭时报", "2023年3月3日", "第15版", "责编：王芳"]
    said = {"paper": "云岭时报", "date": "2023-03-03", "page": "15", "editors": "责编：王芳"}
    assert read_metadata(pieces) == said
    assert read_metadata([*pieces, "2024年1月1日 星期一 A2版 责编：刘洋"]) == said


@pytest.mark.parametrize(
    "line",
    [
        "云岭时报 2023年13月3日 第15版",
        "中華民國104年12月1一日 星期二 A5 地方新聞",
        "中華民國104年十2月11日 星期二 A5 地方新聞",
    ],
)
def test_an_impossible_date_is_not_read(line: str) -> None:
    """A misread month is no month, and a numeral of figures and Chinese digits is none; the rest is read."""
    said = read_metadata([line])
    assert "date" not in said
    assert "page" in said


def test_figures_of_another_width_are_read() -> None:
    """A pattern takes any decimal digit for one, and so does who reads what it found."""
    assert read_metadata(["云岭时报 2023年１2月３日 第15版"])["date"] == "2023-12-03"


def test_the_page_carries_it() -> None:
    """Metadata comes from folios that were taken out, and from nothing else."""
    page, _ = read_units(Page(Source("a.txt", f"海州日报 2019年5月6日 第05版\n\n{BODY}", "utf-8", "")))
    assert page.metadata == {"paper": "海州日报", "date": "2019-05-06", "page": "05"}


def test_a_date_in_the_text_is_no_metadata() -> None:
    """A page without a folio says nothing of itself."""
    page, _ = read_units(Page(Source("a.txt", f"2019年5月6日，海州日报第5版报道。\n\n{BODY}", "utf-8", "")))
    assert page.metadata == {}
