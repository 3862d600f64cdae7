"""Names without a function: who wrote what stands below a headline, and who signed a letter or a notice.

An author under a headline and a reader under a letter have no mark (`张淑慧`, `河南 赵铁柱`).  They are known
by a common family name, by their place, and by what their text says: a headline's words come again in it,
its author's name does not.
"""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN, SENTENCE_END
from cleaner.core.pattern import lazy
from cleaner.layout import credit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.layout.unit import Unit

# How much of the text below is searched for a name, and how far above a letter may begin.
REACH = 400
LETTER = 6
# Neither who signs nor an author takes more room.
LONGEST = 24
# Whoever writes to a paper or answers there, and how they are greeted.
_GREETING = lazy(
    rf"(?:[编編][辑輯]|[{HAN}]{{1,4}}(?:同志|先生|女士|小姐|[老律]师|[医醫]生|大夫|主任)|律[师師]|[专專]家|[小老][{HAN}]|[问問])[^，。]{{0,4}}[：:]"
)
_ANSWER = lazy(
    rf"(?:答|[编編][后後者]|回[复覆]|[{HAN}]{{0,12}}答[复覆]|[{HAN}]{{1,4}}(?:同志|先生|女士|读者|讀者)?)[：:]"
)
_READER = lazy(
    rf"(?:[{HAN}]{{2,12}}[{BLANK}]+)?(?:(?:[一几幾][位名群])?[{HAN}]{{0,2}}(?:[读讀]者|市民|村民|居民|家[长長])|[一几幾][位名群][{HAN}]{{2,4}})"
)
_CALLED = lazy(rf"(?:[读讀]者|市民|村民|居民)[{BLANK}]*")
_FAMILIAR = lazy(f"[小老阿][{HAN}]")
# What somebody is who answers: before the name behind a blank, or right behind it.
_TITLE = "律[师師]|[顾顧][问問]|[医醫][师師生]|教授|主任|[专專]家|[编編][辑輯]|老[师師]"
_TITLED = lazy(
    rf"(?:[{HAN}]{{0,14}}(?:{_TITLE})[{BLANK}]+)(?P<name>[{HAN}]{{2,4}}?)(?:{_TITLE})?|(?P<first>[{HAN}]{{2,4}}?)(?:{_TITLE})"
)
_BODY = lazy(
    rf"[{HAN}（）]{{1,20}}(?:政府|[大支总總]队|中心|公司|委员会|委員會|办公室|辦公室|服务部|服務部|协会|協會|事务所|事務所|管理[局处處]|[编編][辑輯]部|[局厅廳院校厂廠店社])"
)
# What a notice is headed with, besides what it is about.
_NOTICE = lazy("(?:启事|啟事|讣告|訃告|公告|通告|通知|声明|聲明|更正|招[聘生租标標]|征[稿集]|致歉|公示)$")
_BRIEFS = lazy("(?:[简簡短][讯訊]|[简簡]明新[闻聞])$")


def find_authors(units: Sequence[Unit], kinds: Sequence[str]) -> Iterator[int]:
    """The last line of a headline that is a person whose name the text below does not have."""
    for i in range(1, len(units) - 1):
        if kinds[i] != "line" or kinds[i - 1] != "line" or not (name := credit.person(units[i].text)):
            continue
        if kinds[i + 1] != "text":
            continue
        if credit.person(units[i - 1].text) or _GREETING.match(units[i - 1].text):
            continue
        text = "".join(unit.text for unit in units[i + 1 : i + 1 + LETTER])[:REACH]
        if not any(pair in text for pair in map(add, name, name[1:])):
            yield i


def find_signatures(units: Sequence[Unit], kinds: Sequence[str]) -> Iterator[int]:
    """Who signed a letter, an answer or a notice: the first line behind its last sentence."""
    for i in range(1, len(units)):
        text, above = units[i].text, units[i - 1].text
        is_question = kinds[i - 1] == "line" and _GREETING.match(above)
        if kinds[i] != "line" or len(text) > LONGEST or not above.endswith(_ENDS):
            continue
        if kinds[i - 1] != "text" and not is_question:
            continue
        if may_sign(text) and _is_letter(units, kinds, i, is_person=_is_person(text)):
            yield from (i - 1, i) if is_question else (i,)


_ENDS = (*SENTENCE_END, *(stop + close for stop in SENTENCE_END for close in "”」）"))


def may_sign(text: str) -> bool:
    """Whether a line is a person or a body: who signs a letter or a notice.

    >>> may_sign("市人民政府"), may_sign("读者 王芳"), may_sign("老街新貌")
    (True, True, False)
    """
    return _is_person(text) or bool(_BODY.fullmatch(text))


def is_notice_head(text: str) -> bool:
    """Whether a line ends as the head of a notice or of news in brief does.

    >>> is_notice_head("招聘启事"), is_notice_head("简讯"), is_notice_head("启事刊出以后")
    (True, True, False)
    """
    return bool(_NOTICE.search(text) or _BRIEFS.search(text))


def answers(text: str) -> bool:
    """Whether a paragraph answers the one above it: `答：`, `刘汉生同志：`, `编后：`."""
    return bool(_ANSWER.match(text))


def _is_person(text: str) -> bool:
    if _READER.fullmatch(text):
        return True
    titled = _TITLED.fullmatch(text)
    if titled and credit.person(titled["name"] or titled["first"]):
        return True
    called = _CALLED.match(text)
    name = text[called.end() :] if called else text
    return bool(credit.person(name) or (called and _FAMILIAR.fullmatch(name)))


def _is_letter(units: Sequence[Unit], kinds: Sequence[str], i: int, *, is_person: bool) -> bool:
    """Whether what stands above a line greets somebody or asks, is answered below, or is a notice."""
    if i + 1 < len(units) and is_person and answers(units[i + 1].text):
        return True
    first = i - 1
    while first > 0 and kinds[first - 1] == "text" and i - first < LETTER:
        first -= 1
    if any(_GREETING.match(unit.text) for unit in units[max(0, first - 1) : i]):
        return True
    return not is_person and first > 0 and bool(_NOTICE.search(units[first - 1].text))
