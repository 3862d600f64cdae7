"""Other facts or misread characters?  What the differences between two aligned texts are best explained by.

Two explanations are compared.  *Copies*: one text, read twice, with errors that fall anywhere, singly, and on
digits mostly as digits are misread (3 as 8, 0 as o).  *A form*: the same words around other facts, whose
differences are whole numbers, names and words, while the words of the form are equal.  Each explanation gives
the differences a probability; the logarithm of their ratio is the verdict (Good, Weighing Evidence, 1950).
"""

from __future__ import annotations

import re
from math import lgamma, log
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.archive.alignment import Difference

# A form is that much rarer than a copy among texts that are so alike (natural logarithm).  Tried on 16,000
# pairs of forms and 2,000 of copies: nearly all lie beyond +10 and below -2; it decides for texts that differ
# in one digit, where 3 for 4 is another fact and 3 for 8 a misreading.
_PRIOR: Final = 4.0
# Misread characters and exchanged words are rare before anything is known: about 1 in so many characters.
_CHARACTERS: Final = 30
_WORDS: Final = 60
# A passage that one of two texts has and the other lacks says nothing about facts from this length on.
_LOST_LINE: Final = 8

_DIGITS: Final = frozenset("0123456789")
_IN_NUMBERS: Final = _DIGITS | frozenset(".:")
_NUMBER: Final = re.compile("[0-9]+(?:[.:][0-9]+)*")
# Letters and signs that digits are misread as.
_LETTERS: Final = str.maketrans("oO〇○iIl|!zZaAsSbgqB", "0000111112244556998")
_PAIRS: Final = ("08", "17", "27", "38", "35", "56", "68", "49", "90", "06", "69", "89")
_LOOK_ALIKES: Final = frozenset(map(frozenset, (*_PAIRS, "一二", "二三", "十千", "十七", "〇零")))
# The surnames of nine in ten people, without those that are words of grammar (于, 向).
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭肖蔡潘田董袁余叶蒋杜苏魏程吕丁沈任姚卢"
    "傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵钱严覃武莫孔汤"
)
_NUMERALS: Final = frozenset("〇零一二三四五六七八九十百千")
# Words of one character that exclude each other.
_CLASSES: Final = (
    "〇零一二三四五六七八九十百千", "甲乙丙丁戊己庚辛壬癸", "男女", "东西南北", "增减升降涨跌",
    "上下", "前后", "左右", "高低", "轻重", "开闭",
)  # fmt: skip
_CLASS_OF: Final = {char: number for number, chars in enumerate(_CLASSES) for char in chars}
_LONGEST_NAME: Final = 3
# What names of places end in, or have behind them.
_PLACES: Final = frozenset("省市县区乡镇村路街")
# A difference with such a sign at the beginning or end of a text is a source or a credit.
_NO_WORD: Final = re.compile(r"[\W_]")


class _Fact(NamedTuple):
    """A fact that differs: misread characters, and what is seen if it was misread, or if it is another one.

    The two are logarithms of probabilities.
    """

    edits: int
    misread: float
    changed: float

    def and_then(self, other: _Fact) -> _Fact:
        """Two parts of one number."""
        return _Fact(self.edits + other.edits, self.misread + other.misread, self.changed + other.changed)


# What a digit is misread as, and what another digit would be: by chance one in five looks alike.
_AS_LETTER: Final = _Fact(1, log(0.3), log(0.001))
_ALIKE: Final = _Fact(1, log(0.9), log(0.2))
_DIGIT_LOST: Final = _Fact(1, log(0.1), log(0.15))
_UNALIKE: Final = _Fact(1, log(0.02), log(0.8))
_OF_CLASS: Final = _Fact(1, log(0.05), log(0.3))


def numbers(form: str) -> list[str]:
    """The numbers of a text, times and decimals as one.

    >>> numbers("4月29日9:30，增长10.8%")
    ['4', '29', '9:30', '10.8']
    """
    return _NUMBER.findall(form)


class _Tally(NamedTuple):
    """The differences of two texts: single characters, words and the characters of these, facts."""

    characters: int
    words: int
    in_words: int
    facts: tuple[_Fact, ...]


def other_facts(a: str, b: str, differences: Sequence[Difference]) -> float:
    """How much better other facts explain the differences than misreadings: natural logarithm, > 0 for facts.

    >>> from cleaner.archive.alignment import differences
    >>> a, b = "全县2023年完成造林4520亩,同比增长3.1%", "全县2024年完成造林3975亩,同比增长6.2%"
    >>> other_facts(a, b, differences(a, b)) > 0
    True
    >>> b = "全县2028年完成造林452o亩,同比增长3.1%"
    >>> other_facts(a, b, differences(a, b)) > 0
    False
    """
    tally = _tally(a, b, _whole_numbers(a, b, differences))
    found = numbers(a)
    digits = sum(map(len, found))
    length = max(1, len(a) - digits)
    edits = tally.characters + tally.in_words
    rate = (edits + 1) / (length + 2 * _CHARACTERS)
    changed = len(tally.facts)
    copies = _chance(edits, length, _CHARACTERS) + max(0, digits - changed) * log(1 - min(rate, 0.5))
    form = _chance(tally.characters, length - tally.in_words, _CHARACTERS)
    form += _chance(tally.words, length - tally.in_words, _WORDS)
    form += _chance(changed, max(len(found), changed), 1)
    copies += sum(fact.edits * log(rate) + fact.misread for fact in tally.facts)
    form += sum(fact.changed for fact in tally.facts)
    return form - copies - _PRIOR


def _tally(a: str, b: str, differences: Iterator[Difference]) -> _Tally:
    characters = words = in_words = 0
    facts = []
    for start, end, other_start, other_end in differences:
        x, y = a[start:end], b[other_start:other_end]
        longer, shorter = max(len(x), len(y)), min(len(x), len(y))
        fact = _number(x, y) if _has_digit(x + y) else _name_or_numeral(x, y, a[end : end + 1])
        if fact is not None:
            facts.append(fact)
        elif shorter < 1 or longer < 2 or _has_digit(x + y):  # noqa: PLR2004 - a word has two
            characters += 1
        elif (start and end < len(a)) or not _NO_WORD.search(x + y):
            words += 1
            in_words += longer
    return _Tally(characters, words, min(in_words, len(a)), tuple(facts))


def _chance(times: int, of: int, rarity: int) -> float:
    """The logarithm of the chance of `times` events in a sequence, their rate unknown: Beta(1, rarity)."""
    of = max(times, of)
    return lgamma(times + 1) + lgamma(of - times + rarity) - lgamma(of + 1 + rarity) + log(rarity)


def _has_digit(text: str) -> bool:
    return not _DIGITS.isdisjoint(text)


def _whole_numbers(a: str, b: str, differences: Sequence[Difference]) -> Iterator[Difference]:
    """The differences, those inside numbers widened to the whole number, and one for each number."""
    wide: Difference | None = None
    for found in differences:
        if abs((found.end - found.start) - (found.other_end - found.other_start)) >= _LOST_LINE:
            continue
        changed = a[found.start : found.end] + b[found.other_start : found.other_end]
        signs = _IN_NUMBERS if _has_digit(changed) else _NUMERALS
        if signs is _NUMERALS and not _NUMERALS.issuperset(changed):
            if wide is None or found.start >= wide.end:
                yield found
            continue
        widened = _widened(a, b, found, signs)
        if wide is not None and widened.start < wide.end:
            wide = widened._replace(start=wide.start, other_start=wide.other_start)
            continue
        if wide is not None:
            yield wide
        wide = widened
    if wide is not None:
        yield wide


def _widened(a: str, b: str, found: Difference, signs: frozenset[str]) -> Difference:
    start, end, other_start, other_end = found
    while start and other_start and a[start - 1] == b[other_start - 1] and a[start - 1] in signs:
        start, other_start = start - 1, other_start - 1
    while end < len(a) and other_end < len(b) and a[end] == b[other_end] and a[end] in signs:
        end, other_end = end + 1, other_end + 1
    return type(found)(start, end, other_start, other_end)


def _number(x: str, y: str) -> _Fact | None:
    """What it takes to see `y` for the number `x`; None if only signs beside the digits differ."""
    whole, x, y = x, x.translate(_LETTERS), y.translate(_LETTERS)
    if x == y:
        return _AS_LETTER
    fact = _Fact(0, 0.0, 0.0)
    for op in Levenshtein.editops(x, y):
        one = x[op.src_pos] if op.tag != "insert" else ""
        other = y[op.dest_pos] if op.tag != "delete" else ""
        if not _DIGITS.issuperset(one + other):
            continue
        if not one or not other:
            if not _has_digit(whole):
                return _UNALIKE
            fact = fact.and_then(_DIGIT_LOST)
        elif frozenset((one, other)) in _LOOK_ALIKES:
            fact = fact.and_then(_ALIKE)
        else:
            return _UNALIKE
    return fact if fact.edits else None


def _name_or_numeral(x: str, y: str, behind: str) -> _Fact | None:
    """The same for a Chinese numeral, another word that excludes its like, or a name.

    `behind` is the character that follows in both texts.
    """
    if _NUMERALS.issuperset(x + y):
        return _numeral(x, y)
    if not x or not y:
        return None
    if len(x) == len(y) == 1 and _CLASS_OF.get(x, -1) == _CLASS_OF.get(y):
        return _OF_CLASS
    if max(len(x), len(y)) <= _LONGEST_NAME and x[0] in _SURNAMES and y[0] in _SURNAMES and x[0] != y[0]:
        return _OF_CLASS if len(x) == len(y) == 1 else _UNALIKE._replace(edits=max(len(x), len(y)))
    if len(x) == len(y) > 1 and (behind in _PLACES or _PLACES.issuperset((x[-1], y[-1]))):
        return _OF_CLASS._replace(edits=max(len(x), len(y)))
    return None


def _numeral(x: str, y: str) -> _Fact | None:
    """The same for two numerals, of which one may be nothing; None if that is a word as any other (一)."""
    first, *others = Levenshtein.editops(x, y)
    if others:
        return _UNALIKE
    if first.tag == "replace":
        return _ALIKE if frozenset((x[first.src_pos], y[first.dest_pos])) in _LOOK_ALIKES else _OF_CLASS
    return _DIGIT_LOST if x and y else None
