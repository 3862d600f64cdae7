"""What a folio is made of: date, weekday, page, paper, section, staff; and what it says.

A folio (the line over or under a page) is recognised by its composition, never by one word: a short line
that consists of such parts and of little else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy

if TYPE_CHECKING:
    from cleaner.layout.house import Own

SECTIONS = (
    "焦点新闻|焦點新聞|地方新闻|地方新聞|国际新闻|國際新聞|本地新闻|都会新聞|要闻|要聞|综合|綜合|时事"
    "|時事|国际|國際|国内|國內|"
    "民生|社会|社會|经济|經濟|财经|財經|体育|體育|文化|文娱|娱乐|娛樂|教育|科技|科学|健康|卫生|生活"
    "|时政|政治|政法|法治|"
    "法制|军事|农业|三农|旅游|汽车|房产|金融|证券|产业|產業|企业|公司|市场|评论|評論|观点|言论|理论"
    "|理論|视点|視點|"
    "深度|调查|特别报道|专题|專題|专版|专刊|特刊|副刊|增刊|周刊|文艺|读书|人物|影像|图片|摄影|广告"
    "|廣告|公告|"
    "地方|都市|城市|城事|县域|乡村|区域|两岸|兩岸|港澳|台湾|環球|环球|天下|新闻|新聞|头版|頭版|导读|封面"
)
# Names of pages that are common words: they count where they stand alone.
_NAMES = (
    "文学|文學|文苑|艺文|藝文|书评|書評|连载|連載|收藏|家居|时尚|時尚|美食|亲子|親子|校园|校園|职场|理财|理財|股市|数码"
    "|图说|画刊|畫刊|乡土|论坛|論壇|港聞|港闻|世界|文摘|散文|诗歌|专栏|專欄|社区|社區|县市|縣市"
)
SECTION = lazy(SECTIONS)
_SECTION = rf"{SECTIONS}|(?<![{HAN}])(?:{_NAMES})(?![{HAN}])"
# Words for pages that are a publication of their own; they open a banner.
SUPPLEMENTS = "特刊|专刊|專刊|专版|專版|增刊|特别报道|特別報導|特别策划"
# Who made the page; words that a text uses for other things as well are titles only where they stand apart
# from a name (`视觉 李明`, but `视觉盛宴`).
TITLES = (
    "责任编辑|責任編輯|责编|責編|美术编辑|美術編輯|图片编辑|版面编辑|值班编辑|执行编辑|实习编辑|首席编辑|美编|美編"
    "|图编|编辑|編輯|版式设计|版面设计|版面設計|版式|组版|組版|排版|校对|校對|值班总编辑|值班总编|值班编委|主编|主編"
    "|总编辑|總編輯"
)
WORDS = (
    "美术|美術|视觉设计|视觉|制图|製圖|图表|设计|設計|总值班|值班主任|值班|社长|社長|发行人|發行人|审读|审校|审核"
    "|监制|統籌|统筹"
)
_STAFF = f"(?:本[版期])?(?:{TITLES}|{WORDS})"
PAPER = lazy(
    f"(?P<section>{SECTIONS})?(?P<paper>[{HAN}]{{1,8}}?(?:日报|日報|晚报|晚報|早报|早報|晨报|晨報"
    f"|时报|時報|都市报|商报|快报|周报|週報|导报|新报|新報|青年报|"
    "工人报|农民报|法制报|教育报|消费者报|文汇报|周刊|週刊|通讯|新闻网|電子報|电子报)"
    # Papers of companies, schools and counties may have any name; theirs stands between blanks.
    rf"|(?<![^{BLANK}])(?![本海捷举舉情预預电電])[{HAN}]{{1,6}}(?<![预預警举舉电電])[报報](?![^{BLANK}]))"
)
_DIGIT = "0-9〇零一二三四五六七八九十"
DATE = lazy(
    r"(?P<year>(?:19|20)\d\d)[年.\-/·](?P<month>\d{1,2})[月.\-/·]?(?P<day>\d{1,2})日?"
    r"|(?:中[華华])?民[國国](?P<roc>\d{2,3}"
    r"|[一二三四五六七八九十〇○零]{1,4})年(?P<rocmonth>[\d一二三四五六七八九十]{1,2})月(?P<rocday>[\d一二三四五六七八九十廿]{1,3})日"
    r"|(?P<hanyear>(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2})年(?P<hanmonth>[一二三四五六七八九十]{1,2})月(?P<handay>[一二三四五六七八九十廿]{1,3})日"
)
WEEKDAYS = "(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]"
WEEKDAY = lazy(WEEKDAYS)
# A page number that says what it is.
PAGES = rf"第[{BLANK}]?(?:[A-Za-z]?[0-9]{{1,3}}[{BLANK}]?版|[{_DIGIT}]{{1,3}}[版張])"
PAGE = lazy(
    rf"第?[{BLANK}]?(?P<page>[A-Za-z]?[0-9]{{1,3}})[{BLANK}]?版|第(?P<hanpage>[{_DIGIT}]{{1,3}})[版張]"
    r"|(?P<code>[A-Z][0-9]{1,2})(?=(?:19|20)\d\d[年.\-/·]|[^0-9.]|$)"
)
_APART = f"[{BLANK}:：;；/／∕︰]"
STAFF = lazy(
    rf"(?:本[版期])?(?:{TITLES}|(?:{WORDS})(?={_APART}))[{BLANK}]?[:：;；/／∕︰]?[{BLANK}]?"
    rf"[{HAN}·]{{2,4}}?(?={_STAFF}|[0-9A-Za-z]|$|[^{HAN}·])"
)
_ISSUE = lazy("(?:总第|總第|第)[0-9]{2,6}[期号號]|今日[0-9一二三四五六七八九十]{1,3}版")
_NUMBER = lazy(r"(?<![0-9.])[0-9]{1,3}(?![0-9.:%])")
_LUNAR = lazy(
    f"(?:农历|農曆|夏历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|(?:农历|農曆)[{HAN}]{{3,6}}|"
    "[正一二三四五六七八九十冬腊臘闰閏]{1,2}月(?:初[一二三四五六七八九十]|[十廿][一二三四五六七八九]"
    "|[二三]十)"
)
# The rest of a masthead: the month of a date whose day stands in a line of its own, who publishes the paper,
# its price, the weather of the day, and its name in Latin letters.
MONTH = lazy(r"(?:19|20)\d\d年\d{1,2}月(?!\d)")
_PUBLISHER = lazy(f"[{HAN}]{{2,12}}(?:机关报|機關報)|[{HAN}]{{2,14}}?(?:主办|主辦|主管|出版|承印)(?![{HAN}])")
_PRICE = lazy(
    f"(?:零售价?|零售價|定价|定價|售价|售價|每份|每張|港[币幣]|人民[币幣])[:：]?[{BLANK}]?[{_DIGIT}.]{{1,5}}[元角]"
)
_WEATHER = lazy(
    f"(?:[{HAN}]{{1,5}}[{BLANK}]*)?-?[0-9]{{1,2}}(?:℃|°C|度)?[{BLANK}]?[-~～—至][{BLANK}]?-?[0-9]{{1,2}}(?:℃|°C|度)"
)
_LATIN = lazy(
    r"(?i:(?<![A-Z])[A-Z][A-Z'’. ]{0,30}?(?:daily|news|times|post|herald|weekly|[A-Z]{2,}bao)(?![A-Z]))"
)
_TELEPHONE = lazy("(?:联系)?(?:电话|電話|热线|熱線|专线|專線)[:：]?[0-9][0-9\\-]{5,}")
_PLACE = lazy(
    r"(?:国内统一(?:连续出版物号|刊号)[:：]?)?CN ?[0-9]{2} ?[-—] ?[0-9]{4}(?:/[A-Z]+)?"
    r"|邮发代号[:：]?[0-9\-]+|www\.[A-Za-z0-9./\-]+"
)

# Parts of a folio with what each of them says for it, in the order in which they are looked for, and
# characters of which each has one.
_FIGURES = "0123456789"
PARTS = (
    ("date", DATE, 2.0, "年.-/·"),
    ("month", MONTH, 1.0, "年"),
    ("weekday", WEEKDAY, 1.5, "期周週拜"),
    ("staff", STAFF, 2.5, {title[-1] for title in f"{TITLES}|{WORDS}".split("|")}),
    ("place", _PLACE, 2.0, "N邮w"),
    ("telephone", _TELEPHONE, 1.0, "话話线線"),
    ("issue", _ISSUE, 1.5, "第今"),
    ("lunar", _LUNAR, 1.0, "年曆历月"),
    ("publisher", _PUBLISHER, 1.5, "报報办辦管版印"),
    ("price", _PRICE, 1.0, "元角"),
    ("weather", _WEATHER, 1.0, "℃C度"),
    ("latin", _LATIN, 1.0, "DEHINOPSTWdehinopstwr"),
    ("page", PAGE, 2.2, f"版張{_FIGURES}"),
    ("paper", PAPER, 1.5, "报報刊讯網网"),
    ("section", lazy(_SECTION), 0.8, f"{SECTIONS}{_NAMES}"),
    ("number", _NUMBER, 0.7, _FIGURES),
)
_PATTERNS = tuple((name, pattern, frozenset(signs)) for name, pattern, _, signs in PARTS)
WEIGHT = {name: weight for name, _, weight, _ in PARTS}
# A line of such parts is a folio from here on: a date alone (2.0) or an editor's name alone (2.5) stays,
# for it may be a signature or a credit.
ENOUGH = 3.0
# Share of a line that may be something else (an unknown section, misread characters).
OTHER = 0.34
LONGEST = 90
# A line without any of these is none; keeps the parts from being looked for in every headline.
_HINT = lazy(
    "[0-9週编編校版]|星期|农历|農曆|年.{1,3}月|主[办辦管]|[机機][关關][报報]|(?i:daily|news|times|post|bao$)"
    "|[港人][币幣民].*[元角]|www\\.|邮发"
)
_HINT_OF_STAFF = lazy("|".join(f"{word}{_APART}" for word in WORDS.split("|")))
_ENDS_OF_PAPERS = ("报", "報", "刊")
_NAME_OF_PAGE = lazy(rf"(?:{SECTIONS}){{1,2}}|{_NAMES}")
# What other names of pages end with; `…新闻` is one of a part of the country, for columns are called so, too.
_NAMED_PAGE = lazy(
    rf"[东東西南北中][部區区](?:新闻|新聞)|[{HAN}]{{2,3}}(?:百科|生活|周刊|週刊|天地)|[{HAN}]{{2,4}}版"
)
# Separators between the parts, as printed or as misread.
_SEPARATOR = lazy(f'[{BLANK}“”"_|│丨•]+')
_SPACED = lazy(f"(?:[^{BLANK}][{BLANK}]+){{4}}")
_PROSE = lazy(r"[！？…《]|[来來]源|原[载載]|摘自|[转轉]自|刊于|，[^，]*，")
# Staff that only the making of a page needs; an editor or a designer may as well be named by an article.
MAKERS = "责任编辑|責任編輯|责编|責編|美编|美編|组版|組版|版式|排版|校对|校對|本[版期]编"
_MAKERS = lazy(MAKERS)
# Alone it names who drew a picture.
_DRAWN = lazy("美术|美術")
_CREDITS = lazy(rf"(?:{STAFF.pattern}[{BLANK}]*)+")
_LETTER = lazy(rf"[{HAN}A-Za-z0-9]")


class Parts(NamedTuple):
    """The parts of a folio in a line by name, and how many of its letters belong to none."""

    found: dict[str, list[str]]
    other: int
    letters: int

    @property
    def score(self) -> float:
        """How much the parts say for a folio."""
        return sum(WEIGHT[name] * min(len(texts), 2) for name, texts in self.found.items())


NOTHING = Parts({}, 0, 0)


@lru_cache(maxsize=500)  # rules of folios and of furniture ask for the same lines of a page
def parts(line: str, own: Own = ()) -> Parts:
    """Take a line apart; one that cannot be a folio (long, in sentences) has no parts.

    `own` are parts that only this house has; they are looked for first.

    >>> parts("2020年6月5日 星期六 A10版 民生 责编：周婷 美编：陈静").found.keys()
    dict_keys(['date', 'weekday', 'staff', 'page', 'section'])
    >>> parts("6月5日，记者从市总工会获悉，今年已建成驿站20家。")
    Parts(found={}, other=0, letters=0)
    """
    if len(line) > LONGEST or "。" in line:
        return NOTHING
    if not _is_hint(line) and not any(pattern.search(line) for _, pattern in own):
        return NOTHING
    spaced = _SPACED.search(line)
    rest = _SEPARATOR.sub("" if spaced else " ", line)
    if _PROSE.search(rest):
        return NOTHING
    letters = len(_LETTER.findall(rest))
    found: dict[str, list[str]] = {}
    present = set(rest)
    for name, pattern in (*own, *(part[:2] for part in _PATTERNS if not part[2].isdisjoint(present))):
        texts = [match.group() for match in pattern.finditer(rest)]
        if texts:
            found.setdefault(name, []).extend(texts)
            rest = pattern.sub("\t", rest)
    return Parts(found, len(_LETTER.findall(rest)), letters)


def _is_hint(line: str) -> bool:
    return bool(
        _HINT.search(line)
        or line.endswith(_ENDS_OF_PAPERS)
        or _NAME_OF_PAGE.fullmatch(line)
        or _HINT_OF_STAFF.search(line)
    )


def names_page(line: str) -> bool:
    """Whether a line may be the name of a page, which is also what may head a column.

    >>> names_page("生活百科"), names_page("加西版"), names_page("社論")
    (True, True, False)
    """
    return bool(_NAMED_PAGE.fullmatch(line) or _NAME_OF_PAGE.fullmatch(line))


def is_credit(line: str) -> bool:
    """Whether a line names nothing but who made up the page.

    >>> is_credit("组版/何雪"), is_credit("编辑：何雪"), is_credit("美术：何雪")
    (True, False, False)
    """
    if not any(mark in line for mark in ":：/／∕") or not _CREDITS.fullmatch(line):
        return False
    return bool(_MAKERS.search(line) or (_DRAWN.search(line) and len(STAFF.findall(line)) > 1))
