"""Character classes of Chinese newspaper text, as strings for use inside a regex `[...]`.

Ranges are listed here once; rules combine them.
"""

from __future__ import annotations

from itertools import pairwise

from cleaner.core.numerals import NUMERALS
from cleaner.core.pattern import lazy

# Ideographs with their radicals, 々 〇 and the supplementary planes (no punctuation).
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# The first character of the ideographic scripts and their marks; below are Latin, digits, shared marks.
IDEOGRAPHIC = "\u2e80"
# Punctuation that only Chinese typesetting uses (curly quotes and · — … are shared with the West).
CJK_PUNCTUATION = "、。〈〉《》「」『』【】〔〕〖〗！，：；？（）～"
SHARED_PUNCTUATION = "“”‘’—…·"
# A character beside which text is Chinese.
CHINESE = HAN + CJK_PUNCTUATION
# White space inside a line; the ideographic space and the spaces of PDF extractors included.
BLANK = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# The same, character by character: what the page must hold for a rule on white space to have work.
BLANKS = frozenset(" \t\u00a0\u1680\u202f\u205f\u3000").union(map(chr, range(0x2000, 0x200B)))
# Line ends that survive the round trip; a form feed is a page break.
NEWLINE = "\n\r\u000b\u000c\u0085\u2028\u2029"
# Stands where a stage tore the text: no rule may join across it.  Control characters are taken out of the
# source before, so it is never the source's own; to `str.splitlines` it is a line end.
BREAK = "\x1e"
OPENING = "“‘（《〈「『【〔〖([{"
CLOSING = "”’）》〉」』】〕〗)]}"
SENTENCE_END = "。！？…!?"

# What the first two bytes of frequent characters (的 一 在 中 国, the comma, the full stop) give where UTF-8
# is read as GBK, in ideographs that real text hardly has: none in a million characters of news, one in
# every window of 20 characters of such text.
UTF8_AS_GBK = (
    "锛涓紝鍏屽鍙殑鍔鍚澶鏂鏃鍥骞鐨屾鍦浠佸瀹鍒腑杩屼傚浣璁缁浗鍖"
    "浼灞戝鐢佹鍗鎴甯ㄥ涔寮鍐竴鏀湪宸绉灏鏄閲拰鏉鈥銆"
)

IS_HAN = lazy(f"[{HAN}]")
# Characters without a meaning outside the font of one document: marked, never dropped.
PRIVATE_USE = lazy("[\ue000-\uf8ff\U000f0000-\U0010fffd]+")

# The figures of Chinese numbers.
_FIGURES = "零〇一二三四五六七八九十百千万两"
PERIODS = ".．"
_ENDED = rf"[{HAN}%％‰℃”’）》」』]"
# A period that ends a sentence.
PERIOD = (
    # behind an ideograph, a percentage or what closes, also over a blank or a line end
    rf"(?:(?<={_ENDED})[{BLANK}]?|(?<={_ENDED}\n)|(?<={_ENDED}\r\n))[{PERIODS}]"
    # before no letters, and no figures but a date's
    rf"(?![{PERIODS}A-Za-z])(?![0-9０-９]++(?![年月日时]))"
    # in no number (六.二)
    rf"(?!(?<=[{_FIGURES}].)[{_FIGURES}])"
    # and behind no number of an item (一.总则), which has its text on the same line
    rf"(?:(?=[{BLANK}]*(?:[{NEWLINE}]|$))|(?<!^[{NUMERALS}].)(?<![\s（(第{NUMERALS}][{NUMERALS}].))"
)
_STOP = lazy(rf"[。！？!?｡]|{PERIOD}")
_IS_PERIOD = lazy(PERIOD)

_ALPHANUMERIC = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _ordinary() -> str:
    """The ideographs of clean text as ranges: all but those that only a wrong reading gives."""
    borders = [0x4DFF, *sorted(ord(c) for c in UTF8_AS_GBK if c >= "\u4e00"), 0xA000]
    return "".join(f"{chr(low + 1)}-{chr(high - 1)}" for low, high in pairwise(borders) if high - low > 1)


_PLAIN = f"{_ordinary()}\x00-\x7f，。、：；？！“”‘’（）《》…—·"
# Every odd character with the plain ones before it, and the plain ones at the end: Python runs over
# characters that repeat in half the time that it takes to search for the next other one.
_ODD = lazy(f"[{_PLAIN}]*+([^{_PLAIN}]?)")


def signs(text: str) -> set[str]:
    """The characters that a rule may wait for: all but ordinary ideographs, letters, digits and marks.

    Full stops are told where two may follow one another: rules wait for an ellipsis, not for a stop.
    So are periods, and where one may end a sentence of Chinese.

    Examples:
        >>> sorted(signs("工会 2 届,⼯会"))
        [' ', ',', '⼯']
        >>> sorted(signs("她说。。。")), sorted(signs("增长 1.5%。"))
        (['。'], [' ', '%'])
    """
    ascii_only = text.encode("ascii", "ignore")
    found = set(ascii_only.translate(None, _ALPHANUMERIC).decode("ascii")).union(_ODD.findall(text))
    found.discard("")
    if "." in found and b".." not in ascii_only and not _may_stop(text):
        found.discard(".")
    if text.rfind("。。") >= 0:  # for a pair of a frequent mark twice as fast as `in`
        found.add("。")
    return found


def _may_stop(text: str) -> bool:
    """Whether a period of a text may end a sentence: few stand behind anything but letters and digits."""
    at = text.find(".")
    while at >= 0:
        before = text[at - 1 : at]
        is_blank = before in BLANKS
        if (is_blank or before > "\x7f" or before in "%\n") and _IS_PERIOD.match(text, at - is_blank):
            return True
        at = text.find(".", at + 1)
    return False


def has_stops(text: str) -> bool:
    """Whether any sentence of a text has an end: where none has (old print), no line stands in mid-sentence.

    Examples:
        >>> has_stops("散会已逾六时矣。"), has_stops("活动取得实效."), has_stops("散会已逾六时矣")
        (True, True, False)
        >>> has_stops("一.总则"), has_stops("2.5元"), has_stops("待续...")
        (False, False, False)
    """
    return _STOP.search(text) is not None


# The most frequent characters whose simplified and traditional forms differ, in the same order.
_SIMPLIFIED = "们国会来对时说这个为务产业发经东车长门见"
_TRADITIONAL = "們國會來對時說這個為務產業發經東車長門見"


def is_traditional(text: str) -> bool:
    """Whether a text is set in traditional characters: these outnumber the simplified ones.

    Examples:
        >>> is_traditional("議員關心臺南的發展"), is_traditional("记者从会上了解到")
        (True, False)
    """
    return sum(map(text.count, _TRADITIONAL)) > sum(map(text.count, _SIMPLIFIED))


def ideographs_wide(text: str) -> float:
    """How wide a text is, in ideographs: other characters are half as wide.

    Examples:
        >>> ideographs_wide("工会2025年")
        5.0
    """
    return (len(text) + sum(map(IDEOGRAPHIC.__le__, text))) / 2


def mixes_scripts(text: str) -> bool:
    """Whether a text has frequent characters of both scripts; one misread is enough, a passage has some.

    Examples:
        >>> mixes_scripts("记者从会上了解到，议员们关心发展。議員們關心發展。")
        True
        >>> mixes_scripts("議員關心臺南的發展"), mixes_scripts("记者从会上了解到")
        (False, False)
    """
    return all(any(map(text.__contains__, forms)) for forms in (_TRADITIONAL, _SIMPLIFIED))
