"""Numbers in Chinese figures."""

from __future__ import annotations

from typing import Final

NUMERALS: Final = "一二三四五六七八九十"
DIGITS: Final = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}


def as_number(text: str) -> int:
    """A number in figures or in Chinese ones, `二〇二三` as well as `二十三`.

    Raises:
        ValueError: it has both: a digit was misread.

    Examples:
        >>> as_number("12"), as_number("十二"), as_number("二〇二三"), as_number("廿一")
        (12, 12, 2023, 21)
    """
    if any(map(str.isdecimal, text)):
        return int(text)
    text = text.replace("廿", "二十")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0)
    return int("".join(str(DIGITS[digit]) for digit in text))
