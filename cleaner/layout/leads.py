"""How the lead of a report tells it from the text before: by its day, and by opening as another lead does."""

from __future__ import annotations

from operator import add
from typing import Literal

from cleaner.core.pattern import lazy

# A lead names its day so early.
_LEAD = 40
# Of this opening of a lead that of another one has the first pair of characters and at least half of all.
_OPENING, _ALIKE = 24, 0.5
_DAY = lazy("([0-9]{1,2})日")
_DATE = lazy(r"(?:20\d\d年)?\d{1,2}月\d{1,2}日")


def day_told(lead: str, before: str) -> Literal["same_day", "other_day"] | None:
    """Whether the text before tells of the day of a lead, or of other days only; nothing if either has none.

    >>> day_told("江城防汛指挥部8日称，青河水位上涨。", "5日，青河沿岸普降大雨。")
    'other_day'
    """
    day = _DAY.search(lead, 0, _LEAD)
    days = _DAY.findall(before) if day else ()
    if not day or not days:
        return None
    return "same_day" if day[1] in days else "other_day"


def begins_with_date(text: str) -> bool:
    """Whether a paragraph begins with a date, as a lead may, a caption, or a story of a day long past."""
    return bool(_DATE.match(text))


def open_alike(lead: str, other: str) -> bool:
    """Whether a lead begins as another paragraph does, as reports of one kind do.

    >>> open_alike("国务院总理今天在京会见甲国总统。", "国务院总理昨天在京会见乙国客人。")
    True
    """
    opening = other[:_OPENING]
    if lead[:2] not in opening:
        return False
    pairs = list(map(add, lead[:_OPENING], lead[1:_OPENING]))
    return sum(map(opening.__contains__, pairs)) >= _ALIKE * len(pairs)
