"""How well a Chinese text was recognised, told from the text alone: no model, no dictionary, evidence listed.

Each sign of damage is counted and weighed in misread characters; the score is what is left of a perfect one.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from cleaner.core.chars import CHINESE, CLOSING, HAN, OPENING, SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Callable


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
    counts = {name: (count(text), weight) for name, count, weight in _SIGNS}
    counts |= {"repair": (repairs, _REPAIR), "gap": (gaps, _GAP)}
    evidence = tuple(Sign(name, count, weight) for name, (count, weight) in counts.items() if count)
    damage = sum(sign.times * sign.weight for sign in evidence)
    length = max(1, len(text) - sum(map(text.count, " \n")))
    return Quality(round((length / (length + damage)) ** 10, 4), round(damage, 2), evidence)


_REPAIR: Final = 0.3
_GAP: Final = 5.0


def _matches(pattern: str) -> Callable[[str], int]:
    found = re.compile(pattern)
    return lambda text: sum(1 for _ in found.finditer(text))


def _odd(text: str) -> int:
    """Ideographs beyond the common ones of either script: names have them, and misreadings (岀 for 出)."""
    return sum(times for char, times in Counter(_IDEOGRAPH.findall(text)).items() if not _is_common(char))


_IDEOGRAPH: Final = re.compile(f"[{HAN}]")


def _is_common(char: str) -> bool:
    """Whether a character is in the first plane of GB 2312 or of Big5."""
    simplified, traditional = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    return b"\x00" < simplified < b"\xd8" or b"\x00" < traditional < b"\xc7" or char in "〇々"


def _unpaired(text: str) -> int:
    """Brackets and quotation marks without their partner: one was lost or misread."""
    pairs = zip("“（《「『【(", "”）》」』】)", strict=True)
    return sum(abs(text.count(opening) - text.count(closing)) for opening, closing in pairs)


def _torn(text: str) -> int:
    """Whether a text begins in the middle of a sentence, or ends there: two at most."""
    bare = text.strip()
    if not bare:
        return 0
    begins = bare[0] in CLOSING or bare[0] in "，、；：。,;.?!？！"
    ends = len(bare) > _LONGER_THAN_A_TITLE and bare[-1] not in SENTENCE_END + CLOSING + OPENING + "."
    return begins + ends


_LONGER_THAN_A_TITLE: Final = 40
# Letters that digits are misread as.
_O: Final = "[OoIlzZSbgq]"
_MARKS: Final = "，。、；：？！"
# Name, how it is counted, and the misread characters each is worth.  The weights are a declared order of how
# sure a sign is, not fitted: a replacement character is lost for certain, a narrow comma may be house style.
_SIGNS: Final[tuple[tuple[str, Callable[[str], int], float], ...]] = (
    ("lost character", _matches("[\ufffd\ue000-\uf8ff\ud800-\udfff\x00-\x08\x0e-\x1f□■〓◆]"), 2.0),
    ("letter in a number", _matches(f"(?<=[0-9]){_O}(?=[0-9{HAN}])|(?<=[{HAN}]){_O}(?=[0-9])"), 1.0),
    ("odd character", _odd, 1.0),
    ("letter among ideographs", _matches(f"(?<=[{HAN}])[a-z](?=[{HAN}])"), 0.5),
    ("mark on mark", _matches(f"(?<=[{_MARKS}])[{_MARKS}]"), 0.5),
    ("mark without partner", _unpaired, 0.5),
    ("torn sentence", _torn, 0.5),
    ("broken line", _matches(f"(?<=[{HAN}0-9，、])[ \t\u3000]*\n(?=[{CHINESE}0-9])"), 0.2),
    ("space among ideographs", _matches(f"(?<=[{CHINESE}])[ \u3000]+(?=[{CHINESE}])"), 0.2),
    ("space beside a number", _matches(f"(?<=[{HAN}]) +(?=[0-9])|(?<=[0-9]) +(?=[{HAN}])"), 0.1),
    ("narrow mark", _matches(f"(?<=[{CHINESE}])[,;:?!]|(?<=[{HAN}])[()]"), 0.1),
    ("wide letter or digit", _matches("[０-９Ａ-Ｚａ-ｚ]"), 0.1),
)  # fmt: skip
