"""How well a Chinese text was recognised, told from the text alone: no model, no dictionary, evidence listed.

Each sign of damage is counted and weighed in misread characters; the score is what is left of a perfect one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from string import ascii_letters, ascii_lowercase, digits
from typing import Final

from cleaner.core.chars import CHINESE, CLOSING, HAN, OPENING, SENTENCE_END
from cleaner.core.named import NamedTuple
from cleaner.read.frequency import BIG5_TRAILS, GB2312_TRAILS, characters

# How often a sign stands in a text, which has these characters.
Count = Callable[[str, set[str]], int]


class Sign(NamedTuple):
    """One kind of evidence: how often it was seen, and how many misread characters each is worth."""

    name: str
    times: int
    weight: float


class Quality(NamedTuple):
    """The damage of a text.

    `damage` is the sum of the evidence in misread characters; `score` goes from 1 (none) towards 0: the share
    of characters that is sound if the damage were spread evenly, to the power of ten, so that one misread
    character in ten gives .35.
    """

    score: float
    damage: float
    evidence: tuple[Sign, ...]


def quality(text: str, *, repairs: int = 0, gaps: int = 0) -> Quality:
    r"""Judge the quality of a text.

    Args:
        text: the text as it was read, or as it was cleaned.
        repairs: how many changes cleaning made to it (white space aside), if it was cleaned.
        gaps: how many passages are known to be missing.

    Examples:
        >>> quality("会议于4月29日召开，各界代表出席。").score
        1.0
        >>> quality("会议于4月z9日召\n开,各界代表岀席。").evidence
        (Sign(name='letter in a number', times=1, weight=1.0), Sign(name='odd character', times=1, weight=1.0), Sign(name='broken line', times=1, weight=0.2), Sign(name='narrow mark', times=1, weight=0.1))
    """  # noqa: E501 - output
    chars = set(_telling().findall(text))
    counts = {name: (count(text, chars), weight) for name, count, weight in _SIGNS}
    counts |= {"repair": (repairs, _REPAIR), "gap": (gaps, _GAP)}
    evidence = tuple(Sign(name, count, weight) for name, (count, weight) in counts.items() if count)
    damage = sum(sign.times * sign.weight for sign in evidence)
    length = max(1, len(text) - sum(map(text.count, " \n")))
    return Quality(round((length / (length + damage)) ** 10, 4), round(damage, 2), evidence)


_REPAIR: Final = 0.3
_GAP: Final = 5.0


def _matches(pattern: str, triggers: str) -> Count:
    """Count the matches of a pattern in texts that have one of the characters without which there is none."""
    found, needed = re.compile(pattern), frozenset(triggers)
    return lambda text, chars: 0 if needed.isdisjoint(chars) else sum(1 for _ in found.finditer(text))


def _odd(text: str, chars: set[str]) -> int:
    """Ideographs beyond the common ones of either script: names have them, and misreadings (岀 for 出)."""
    return sum(text.count(char) for char in chars - _common() if _IDEOGRAPH.match(char))


_IDEOGRAPH: Final = re.compile(f"[{HAN}]")


@cache
def _telling() -> re.Pattern[str]:
    """All but common ideographs, which are no sign of anything: a fifth of the time of a set of all."""
    return re.compile(f"[^{''.join(filter(_IDEOGRAPH.match, _common()))}]")


@cache
def _common() -> frozenset[str]:
    """The first planes of GB 2312 and of Big5, and all that is no ideograph there."""
    simplified = characters("gb2312", range(0xB0, 0xD8), GB2312_TRAILS)
    traditional = characters("big5", range(0xA1, 0xC7), BIG5_TRAILS)
    ascii_too = "".join(map(chr, range(0x80))) + "〇々"
    return frozenset(simplified + traditional + ascii_too)


def _unpaired(text: str, chars: set[str]) -> int:
    """Brackets and quotation marks without their partner: one was lost or misread."""
    return sum(
        abs(text.count(one) - text.count(other)) for one, other in _PARTNERS if one in chars or other in chars
    )


_PARTNERS: Final = tuple(zip("“（《「『【(", "”）》」』】)", strict=True))


def _torn(text: str, chars: set[str]) -> int:  # noqa: ARG001 - as the others are called
    """Whether a text begins in the middle of a sentence, or ends there: two at most."""
    bare = text.strip()
    if not bare:
        return 0
    begins = bare[0] in CLOSING or bare[0] in "，、；：。,;.?!？！"
    ends = len(bare) > _LONGER_THAN_A_TITLE and bare[-1] not in SENTENCE_END + CLOSING + OPENING + "."
    return begins + ends


def _lost(text: str, chars: set[str]) -> int:
    """Characters that stand for none: of damaged bytes, of a font's own, for what was not recognised."""
    return sum(map(text.count, chars & _no_characters()))


@cache
def _no_characters() -> frozenset[str]:
    ranges = ((0x00, 0x09), (0x0E, 0x20), (0xD800, 0xF900), (0xFFFD, 0xFFFE))
    return frozenset("□■〓◆").union(*(map(chr, range(*borders)) for borders in ranges))


_WIDE: Final = "".join(chr(ord(char) + 0xFEE0) for char in digits + ascii_letters)
_LONGER_THAN_A_TITLE: Final = 40
# Letters that digits are misread as.
_O: Final = "[OoIlzZSbgq]"
_MARKS: Final = "，。、；：？！"
# Name, how it is counted, and the misread characters each is worth.  The weights are a declared order of how
# sure a sign is, not fitted: a replacement character is lost for certain, a narrow comma may be house style.
_SIGNS: Final[tuple[tuple[str, Count, float], ...]] = (
    ("lost character", _lost, 2.0),
    ("letter in a number", _matches(f"(?<=[0-9]){_O}(?=[0-9{HAN}])|(?<=[{HAN}]){_O}(?=[0-9])", _O), 1.0),
    ("odd character", _odd, 1.0),
    ("letter among ideographs", _matches(f"(?<=[{HAN}])[a-z](?=[{HAN}])", ascii_lowercase), 0.5),
    ("mark on mark", _matches(f"(?<=[{_MARKS}])[{_MARKS}]", _MARKS), 0.5),
    ("mark without partner", _unpaired, 0.5),
    ("torn sentence", _torn, 0.5),
    ("broken line", _matches(f"(?<=[{HAN}0-9，、])[ \t\u3000]*\n(?=[{CHINESE}0-9])", "\n"), 0.2),
    ("space among ideographs", _matches(f"(?<=[{CHINESE}])[ \u3000]+(?=[{CHINESE}])", " \u3000"), 0.2),
    ("space beside a number", _matches(f"(?<=[{HAN}]) +(?=[0-9])|(?<=[0-9]) +(?=[{HAN}])", " "), 0.1),
    ("narrow mark", _matches(f"(?<=[{CHINESE}])[,;:?!]|(?<=[{HAN}])[()]", ",;:?!()"), 0.1),
    ("wide letter or digit", _matches("[０-９Ａ-Ｚａ-ｚ]", _WIDE), 0.1),
)
