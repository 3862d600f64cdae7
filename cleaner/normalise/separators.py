"""Where print uses a space as a mark: headlines, slogans, credits, datelines, numbers of sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN, NEWLINE
from cleaner.core.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_GAP = lazy(f"[{BLANK}]+")

# -- headlines, slogans and lines of their own -----------------------------------------------------------

# Longer than a headline of two lines: the longest heading of the sample pages has 31 characters, the
# shortest paragraphs without a full stop are cut off by a page end.
_HEADLINE = 60
_RUNS_ON = frozenset("，、；：,;:")
_KANA = "\u3041-\u30ff"
_BEFORE = f'{HAN}{_KANA}"”’》）」』】〕%'
_AFTER = f'{HAN}{_KANA}"“‘《（「『【〔'
_CLAUSES = lazy(f"[{BLANK}](?<=[{_BEFORE}].)[{BLANK}]*(?=[{_AFTER}])")
# Fields of a line of service: 邮编：525000 电话：0668-2288888.
_FIELD = lazy(f"[{BLANK}]+(?=[{HAN}]{{2,6}}[：:])")
_OPENING_QUOTES = "“‘「『《"
# Clauses between quotation marks; the clauses of a slogan have three characters or more.
_IN_QUOTES = f"[^“”‘’「」『』《》，。；！？{NEWLINE}]"
_QUOTED = lazy(f"[{_OPENING_QUOTES}]{_IN_QUOTES}*+[”’」』》]")
_SLOGAN = lazy(f"[{BLANK}](?<=[{HAN}]{{3}}.)[{BLANK}]*(?=[{HAN}]{{3}})")

# -- credits and datelines -------------------------------------------------------------------------------

_FUNCTIONS = (
    "记者|記者|通讯员|通訊員|特派员|特派員|实习生|實習生|摄影|攝影|编辑|編輯|责编|責編|校对|校對"
    "|撰文|供稿|供图|供圖|图文|圖文|文/|图/|圖/|作者|翻译|翻譯"
)
_FUNCTION = f"(?:{_FUNCTIONS})"
_IN_CREDIT = "[^（(〔【）)〕】。]*"
_CREDIT = lazy(f"[（(〔【](?={_IN_CREDIT}[）)〕】]){_IN_CREDIT}{_FUNCTION}{_IN_CREDIT}[）)〕】]")
# The credit behind the last full stop of a caption, and the length that it has at most.
_LAST_CREDIT = lazy(f"(?<=[。！？”）])[^。！？，；]{{0,12}}{_FUNCTION}[^。！？，；]{{0,24}}$")
_LAST = 12 + 3 + 24
# 茂名晚报讯, 新华社北京2月24日电 and the like open a report; names may follow.
_REPORTERS = (
    rf"[{HAN}]{{0,8}}{_FUNCTION}[{BLANK}]?[{HAN}·]{{2,4}}"
    rf"(?:[{BLANK}、]+[{HAN}]{{2,3}}(?=[{BLANK}]))*[{BLANK}]+"
)
_DATELINE = lazy(
    rf"([（(【]?[^，。；：！？、“”]{{0,20}}?(?:[报報社网網台臺刊快]|[\d一二三四五六七八九十][{BLANK}]?日)[{BLANK}]?[讯訊电電][）)】]?)[{BLANK}]+"
    f"(?:{_REPORTERS})*"
)
# Who reported may stand before where from: 本报特派记者 程亮 雅典8月14日电.
_REPORTER = lazy(_REPORTERS)
# What every dateline has among its first characters, and what every byline; no later have they a blank.
_DATED = frozenset("讯訊电電")
_DATED_WITHIN = _OPENS_WITHIN = 32
_SIGNED = frozenset(function[-1] for function in _FUNCTIONS.split("|"))
_SIGNED_WITHIN = 1 + 8 + max(map(len, _FUNCTIONS.split("|")))
# A byline that was joined to the text below it.
_BYLINE = lazy(rf"([■□●◎▲△]?)(?={_REPORTERS}[{HAN}]{{0,4}}{_FUNCTION})(?:{_REPORTERS})+")

# -- numbers of sections ---------------------------------------------------------------------------------

_ARTICLE = lazy(rf"第[一二三四五六七八九十百零〇\d]{{1,5}}[条條章节節编編回]([{BLANK}]+)")
_NUMBER = lazy(rf"((?:\d{{1,2}}\.)*)(\d{{1,2}})([{BLANK}]+)(?=[{HAN}“《])")
# What a figure counts: before one of these a number is no number of a section.
_UNITS = lazy(
    "[年月日号號时時分秒点點岁歲个個人名位万萬亿億千百十元米里吨噸公平方多余餘家所项項条條件次场場届屆"
    "期天周週小种種类類套台臺辆輛只隻双雙对對组組批层層座支克升度倍成级級股户戶村乡鄉镇鎮县縣市省国國]"
)


def numbered(lines: Iterable[str]) -> frozenset[str]:
    """The numbers of a series (2, 3, 4 or 1.1, 1.2) among those that open a line before a word.

    Examples:
        >>> sorted(numbered(["2 凝聚奋进力量", "3 维护合法权益", "5 月 1 日，", "7 凝聚"]))
        ['2', '3']
    """
    opened = [_NUMBER.match(line) for line in lines if line[:1].isdecimal()]
    found = {(m[1], int(m[2])) for m in opened if m and not _UNITS.match(m.string, m.end())}
    return frozenset(f"{head}{n}" for head, n in found if (head, n - 1) in found or (head, n + 1) in found)


def separators(line: str, gaps: Collection[int], series: frozenset[str]) -> set[int]:
    """Which blanks of a line print uses as marks.

    Args:
        line: a line without blanks at its ends.
        gaps: where the blanks start that are in doubt, in order.
        series: the numbers of sections on this page.
    """
    if len(line) > _HEADLINE or "。" in line or line[-1:] in _RUNS_ON:
        opens = next(iter(gaps), _OPENS_WITHIN) < _OPENS_WITHIN
        kept = _opening(line, series) if opens else set()
        clauses = [gap for gap in gaps if gap not in kept and _CLAUSES.match(line, gap)]
        return kept | _in_running_text(line, clauses) if clauses else kept
    kept = {gap for gap in gaps if _CLAUSES.match(line, gap)}
    if line.count("：") + line.count(":") > 1:
        kept.update(m.start() for m in _FIELD.finditer(line))
    return kept if kept.issuperset(gaps) else kept | _opening(line, series)


def _in_running_text(line: str, clauses: list[int]) -> set[int]:
    """Those of the blanks between clauses that stand in credits or in quoted slogans, which have no stop."""
    quoted = {at for m in _QUOTED.finditer(line) for at in range(*m.span())}
    kept = {at for at in clauses if at in quoted and _SLOGAN.match(line, at)}
    if len(kept) < len(clauses):
        signed = {at for start, end in _credits(line) for at in range(start, end - 1)}
        kept |= signed.intersection(clauses)
    return kept


def _credits(line: str) -> list[tuple[int, int]]:
    """Start and end of every credit; the last one does not open inside a bracket that is one."""
    spans = [m.span() for m in _CREDIT.finditer(line)]
    at = max(0, len(line) - _LAST)
    if _SIGNED.isdisjoint(line[at:]):
        return spans
    while last := _LAST_CREDIT.search(line, at):
        at = next((end for start, end in spans if start <= last.start() < end), -1)
        if at < 0:
            return [*spans, last.span()]
    return spans


def _opening(line: str, series: frozenset[str]) -> set[int]:
    is_dated = not _DATED.isdisjoint(line[:_DATED_WITHIN])
    is_signed = not _SIGNED.isdisjoint(line[:_SIGNED_WITHIN])
    if m := (is_dated and _DATELINE.match(line)) or (is_signed and _BYLINE.match(line)):
        start = 0 if is_signed and _REPORTER.match(line) else m.end(1)
        return {gap.start() for gap in _GAP.finditer(line, start, m.end())}
    if m := line[:1] == "第" and _ARTICLE.match(line):
        return {m.start(1)}
    if series and (m := _NUMBER.match(line)) and m[1] + m[2] in series and not _UNITS.match(line, m.end()):
        return {m.start(3)}
    return set()
