"""What kind of text a line is, as far as its first and last characters tell."""

from __future__ import annotations

import re
from typing import Final

from cleaner.core.chars import CLOSING, IDEOGRAPHIC, OPENING
from cleaner.core.datelines import BRACKETED_DATELINE
from cleaner.core.numerals import NUMERALS, as_number
from cleaner.core.pattern import lazy
from cleaner.normalise.line_shapes import display_width

BULLETS: Final = frozenset("■□◆◇●○▲△★☆※▶►•◎")
# What the first character of a line says; any other is an ideograph or like one.
_FIRST: Final = {
    **dict.fromkeys("“「『‘", "quote"),
    **dict.fromkeys("《〈", "book"),
    **dict.fromkeys("（(【〔[〖", "bracket"),
    **dict.fromkeys("0123456789", "digit"),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "latin"),
    **dict.fromkeys(BULLETS, "bullet"),
    **dict.fromkeys("—-–/", "dash"),
    # Words that go on with a text, and words that begin a paragraph.
    **dict.fromkeys("要他她它我但而其因却也还并则那这這並卻還對对", "on"),
    **dict.fromkeys("据據记記受近昨会會", "new"),
}
# Openings of lines that stand for themselves.
_OPENING: Final = lazy(
    r"(?P<item>[0-9]{1,2}[.．、)）](?![0-9])|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[①-⑳❶-❿⑴-⒇㈠-㈩]"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百0-9]{1,4}[条條章节節编])"
    r"|(?P<caption>[图圖][为為]|[题題][图圖]|资料图|[图圖][0-9一二三]?：)"
    r"|(?P<notice>扫描|扫码|扫一扫|版[权權]|上接|下转|读者|[（(]?更多|广告|本版)"
    r"|(?P<credit>[■□●○◎▲△]?(?:[一-龥]{0,8}(?:[记記]者|通[讯訊][员員])|作者|责任编辑|责编|[编編][辑輯]|美编|摄影|校对"
    r"|版式|稿件来源|[来來]源|[文图圖][/／∕：]|[（(〔【](?:原标题|本?[报報]?[记記]者|作者|完[)）])))"
    r"|(?P<dateline>[一-龥]{2,8}[讯訊](?:[（(]|[记記]者)|[一-龥]{2,5}[社报報][一-龥]{0,8}(?:[0-9]+月[0-9]+日)?[电電讯訊]"
    rf"|{BRACKETED_DATELINE})"
)
# What every line that matches has: one of these first, or the last character of a function or dateline.
_OPENERS: Final = frozenset(
    "0123456789（(〔【①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
    "一二三四五六七八九十第图圖题題资扫版上下读更广本■□●○◎▲△作责编編美摄校稿来來文"
)
_REPORTED: Final = lazy("[者员員讯訊电電]")
NOTICE_STARTS: Final = frozenset("扫版上下读（(更广本")
_TOKEN: Final = lazy(
    rf"[{re.escape(OPENING)}]*(?:[0-9A-Za-z][0-9A-Za-z.,%+\-/:°]*|.)?[，。、；：！？%％…—,.;:!?{re.escape(CLOSING)}]*"
)
# A comma or stop inside: running text rather than a headline.
INNER: Final = lazy("[，。；、,]")
# Any mark of a sentence.
MARK: Final = lazy("[，。；、,：:！？!?…—“”「」]")
# The ends of photo credits, looked for in the last characters of a line.
_SIGNED: Final = lazy(r"(?:[摄攝]|供[图圖]|提供|图片|画面|资料照|[/／][文图])[）)]?\Z")
_SIGN_ENDS: Final = frozenset("摄攝图圖供片面照文）)")
_SIGN_LENGTH: Final = 4
# Words that bind a line to the next at its end, and to the one before at its start.
BINDS_ON: Final = frozenset("的和与與及是向把被从從以由或並并将將")
BINDS_BACK: Final = frozenset("的和与與及并並")
# A list of names behind their club, a speaker or a term with its explanation.
LABEL: Final = lazy(r"[^，。：:！？]{2,14}[：:][^。！？]*[^。！？”：]$")
NUMBER: Final = lazy("[0-9]{1,4}(?=[^0-9])")
_CLOSES: Final = dict(zip("“（《「『【〔", "”）》」』】〕", strict=True))
_BRACKETS: Final = lazy("[“（《「『【〔”）》」』】〕]")


def first_token_width(ink: str) -> float:
    """Width of what could not be broken off at the start of a line, with the marks that hang on it.

    Examples:
        >>> first_token_width("2023年10月"), first_token_width("“六聚焦”"), first_token_width("茂，名")
        (4.0, 4.0, 4.0)
    """
    if ink[:1] >= IDEOGRAPHIC and (len(ink) == 1 or _FIRST.get(ink[0]) is None) and ink[1:2].isalpha():
        return 2.0
    match = _TOKEN.match(ink)
    return display_width(match[0]) if match else 2.0


def opening(ink: str) -> str:
    """What the start of a line says.

    Examples:
        >>> [opening(ink) for ink in ("本报记者王芳", "第三条本办法", "图为会议现场", "2024年", "但是")]
        ['credit', 'item', 'caption', 'digit', 'on']
    """
    if (ink[0] in _OPENERS or _REPORTED.search(ink)) and (match := _OPENING.match(ink)):
        return match.lastgroup or ""
    return _FIRST.get(ink[0], "han")


def opens_report(ink: str) -> bool:
    """Whether a line begins with a dateline that no headline has.

    Examples:
        >>> opens_report("本报讯昨日"), opens_report("新华社北京5月6日电"), opens_report("晚报社区来电热线")
        (True, True, False)
    """
    return ink[0] in REPORT_STARTS and _REPORT.match(ink) is not None


_REPORT: Final = lazy(
    rf"{BRACKETED_DATELINE}|本[报報台刊][讯訊](?!息)|(?:新[华華]|中新|中央)社[一-龥]{{0,8}}(?:[0-9]{{1,2}}[月日])*[电電]"
)
REPORT_STARTS: Final = frozenset("【〔（(本新中")


def item(ink: str) -> tuple[str, int] | None:
    """The form and the number of an item of a list, by the start of its line.

    Examples:
        >>> item("十二、其他事项"), item("（三）改善民生"), item("3.编辑一名"), item("三项机制")
        (('、', 12), ('（', 3), ('.', 3), None)
    """
    match = _ITEM.match(ink) if ink[0] in ITEM_STARTS else None
    if not match:
        return None
    value = as_number(match["number"])
    return (match["open"] or match["close"], value) if value else None


_ITEM: Final = lazy(
    r"(?P<open>[（(])?(?P<number>[0-9]{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
    r"(?P<close>(?(open)[）)]|[、.．]))(?![0-9])"
)
ITEM_STARTS: Final = frozenset("（(0123456789" + NUMERALS)


def opens_caption(ink: str) -> bool:
    """Whether a line that begins with one of `CAPTION_STARTS` begins with the number of a photo, or so."""
    return ink[0] in _CIRCLED or opening(ink) == "caption"


_CIRCLED: Final = frozenset("①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿")
CAPTION_STARTS: Final = _CIRCLED | frozenset("图圖题題资")


def is_signed(ink: str) -> bool:
    """Whether a line ends like the credit of a photo."""
    return ink[-1] in _SIGN_ENDS and _SIGNED.search(ink, max(0, len(ink) - _SIGN_LENGTH)) is not None


def unclosed(ink: str) -> tuple[set[str], set[str]]:
    """The kinds of brackets that a line opens and does not close, and those that it closes only.

    Each kind is told by its closing mark, for those of other kinds may stand inside.

    Examples:
        >>> unclosed("总书记在《求是》（"), unclosed("扩大）“会议"), unclosed("会议")
        (({'）'}, set()), ({'”'}, {'）'}), (set(), set()))
    """
    opened: list[str] = []
    closed: set[str] = set()
    for mark in _BRACKETS.findall(ink):
        if mark in _CLOSES:
            opened.append(_CLOSES[mark])
        elif mark in opened:
            opened.remove(mark)
        else:
            closed.add(mark)
    return set(opened), closed
