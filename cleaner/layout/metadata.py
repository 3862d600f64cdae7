"""What the folio says of its page, in the words of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.numerals import DIGITS, as_number
from cleaner.layout import folio

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.layout.house import Own

# The year before the first of the Republic of China's calendar.
ROC = 1911


def read_metadata(folios: Iterable[str], own: Own = ()) -> dict[str, str]:
    """Read paper, date, weekday, edition, page, section and editors from the lines of a folio.

    `own` are parts of folios that only this house has.

    Of several folios only the first speaks: reading ends where something is said otherwise.  The date
    is given as ISO, years of the Republic of China included; the rest stands as printed.

    >>> read_metadata(["江城日报　2017年4月21日　星期三　第13版"])
    {'paper': '江城日报', 'date': '2017-04-21', 'weekday': '星期三', 'page': '13'}
    >>> read_metadata(["中華民國104年12月11日 星期二 A5 地方新聞"])["date"]
    '2015-12-11'
    """
    said: dict[str, str] = {}
    for line in _with_days(folios):
        found = folio.parts(line, own).found
        values = {name: value for name, read in _READERS.items() if (value := read(found))}
        if any(said.get(name, value) != value for name, value in values.items()):
            break
        said |= values
        for staff in found.get("staff", ()):
            if staff not in said.get("editors", ""):
                said["editors"] = f"{said['editors']} {staff}" if "editors" in said else staff
    return {name: said[name] for name in _ORDER if name in said}


def _with_days(folios: Iterable[str]) -> Iterator[str]:
    """The lines of a folio, where a day has a line of its own with the month before it."""
    month = ""
    for line in folios:
        if month and line[:1].isdigit():
            yield month + line
            month = ""
            continue
        if month:
            yield month
        month = line if folio.MONTH.fullmatch(line) else ""
        if not month:
            yield line
    if month:
        yield month


def _first(found: dict[str, list[str]], name: str) -> str:
    return next(iter(found.get(name, ())), "").strip()


def _paper(found: dict[str, list[str]]) -> str:
    """The paper's name without the section that a reader of the page glued before it."""
    return folio.PAPER.sub(r"\g<paper>", _first(found, "paper"))


def _date(found: dict[str, list[str]]) -> str:
    match = folio.DATE.match(_first(found, "date"))
    if not match:
        return ""
    year, month, day = next(filter(None, (match.group(*names) for names in _DATES if match[names[0]])))
    if match["roc"]:
        year = str(as_number(year) + ROC)
    from datetime import date  # few pages have a folio

    try:
        return date(as_number(year), as_number(month), as_number(day)).isoformat()
    except ValueError:  # a misread digit
        return ""


_DATES = (("year", "month", "day"), ("roc", "rocmonth", "rocday"), ("hanyear", "hanmonth", "handay"))


def _page(found: dict[str, list[str]]) -> str:
    match = folio.PAGE.match(_first(found, "page"))
    if match:
        return next(filter(None, match.groups()), "")
    return _first(found, "number")


def page_numbers(line: str, own: Own = ()) -> set[str]:
    """The number of its page that a folio gives, as printed and in figures.

    >>> sorted(page_numbers("新民晚报 1982年5月20日 第六版")), page_numbers("2023年3月16日 星期四 B3 民生")
    (['6', '六'], {'B3'})
    """
    page = _page(folio.parts(line, own).found)
    is_han = bool(page) and all(digit in DIGITS or digit == "十" for digit in page)
    return {page, str(as_number(page))} if is_han else {page} if page else set()


def _section(found: dict[str, list[str]]) -> str:
    glued = folio.PAPER.match(_first(found, "paper"))
    return (glued["section"] if glued and glued["section"] else "") or _first(found, "section")


_READERS = {
    "paper": _paper,
    "date": _date,
    "weekday": lambda found: _first(found, "weekday"),
    "edition": lambda found: _first(found, "issue"),
    "page": _page,
    "section": _section,
}
_ORDER = ("paper", "date", "weekday", "edition", "page", "section", "editors")
