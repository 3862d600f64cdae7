"""Service lines of a newspaper: subscriptions, hotlines, codes to scan, copyright, `turn to page 4`.

Such a line is worded from a small vocabulary and speaks of the paper itself or to its reader.  Both are
needed: an anchor (`扫…二维码`, `未经…不得`, a telephone number behind its label) and a line that consists
of that vocabulary for the most part.  Lines that end as sentences do stay, and so do headlines, which
have too much of their own to say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.core.chars import HAN
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.layout import credit

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 90
LONGEST_MARK = 20
# Share of the letters of a notice that its vocabulary covers; headlines about apps and hotlines stay below.
COVERED = 0.72
# One that ends as a sentence must consist of nothing else.
COVERED_SENTENCE = 0.9
# The first line of one that is wrapped.
COVERED_FIRST = 0.5
# A notice joined to a paragraph leaves at least so much of it.
SHORTEST_REST = 2
# Behind half a sentence it is longer than the last words of a headline or a sentence that speaks of such
# things (`开通官方微信公众号二维码`).
SHORTEST_TORN = 11
# Words that link others and open nothing.
_LINKS = "，,、：:！! ·.）)第至或由均除外为及和与上见見接发發网網看"
# Single words and characters; where two scripts differ by one character it stands in brackets.
_VOCABULARY = (
    r"(?:地址|社址|(?:常年)?(?:法律)?[顾顧][问問]|印刷|承印)[:：﹕].{2,18}?(?=[邮郵电電定零广廣印新]|$)"
    r"|[A-Za-z0-9._\-]+@[A-Za-z0-9._\-]*|(?:https?://|www\.)[A-Za-z0-9._/\-]+|[0-9.]+元|[0-9\-—()（）+]{4,}"
    "|[\u4e00-\u9fff]{2,4}?(?:日|晚|早|晨|时|時|都市|商)[报報]|群|二[维維][码碼]|QR ?Code"
    "|公[众眾][号號]|公众平台|视频号|小程序|客[户戶]端|影[音片]|[视視][频頻]"
    "|直播|画面"
    "|[扫掃]一[扫掃]|[扫掃]描|[扫掃][码碼]|[长長]按|[识識][别別]|描|[扫掃]|[码碼]|微信|微博|抖音|快手"
    "|官方|官[网網]"
    "|[网網][站址页]|[网網]|下[载載]|登[录錄陆]|[点點][击擊]|[关關]注|[观觀]看|收[看听]|查看"
    "|[浏瀏][览覽]|[阅閱][读讀]"
    "|[进進]入|加入|[获獲]取|了解|看|更多|精彩|[内內]容|新[闻聞]|[报報][道導]|[资資][讯訊]|消息"
    "|[详詳]情|相[关關]|全文"
    "|法律[顾顧][问問]|常年|律[师師]|事[务務]所|地址|社址|[邮郵]政|[编編][码碼]|[邮郵][编編]|定[价價]"
    "|零售价|零售|每[份月季]|全年"
    "|[订訂][阅閱]|[订訂][报報]|征订|[发發]行|[广廣]告|[热熱][线線]|[专專専][线線]|[电電][话話]"
    "|[传傳]真|服[务務]|[读讀]者|咨询|諮詢"
    "|[报爆]料|投[诉訴]|[监監]督|[举舉][报報]|投稿|[来來][稿信]|稿件|[邮郵信]箱|[电電]子|E-?mail"
    "|[编編][辑輯]部|工作部|群众|群工部"
    "|总编室|[办辦]公室|版[权權]|所有|未[经經]|授[权權]|[书書]面|[许許]可|同意|不得|禁止|[严嚴]禁"
    "|[请請]勿|谢绝|謝絕|擅自|[转轉][载載]"
    "|摘编|[复複][制製]|使用|翻印|侵[权權]|必究|[图圖]片|照片|图文|文字|署名|[资資]料室?|提供"
    "|下[转轉]|上接|[紧緊]接|[详詳][见見]"
    "|[请請][见見]|[参另][见見]|印刷厂|印[务務]|印刷|承印|出版|[国國][内內]|[统統]一"
    "|[连連][续續]出版物|刊[号號]|[邮郵][发發]|代[号號]"
    "|[总總]第|[经經][营營]|[许許]可[证證]|工商|今[日天]|本[报報]社|本[报報版社刊网]"
    "|第[0-9一二三四五六七八九十A-Z]+版|[A-Z][0-9]{1,2}版?"
    "|[0-9一二三四五六七八九十]+[版张張]|[第版共请請寄至或由均除外为為及和与與上下转轉接见見拨图圖]"
    "|[发發][送至]|[发發]|[欢歡]迎|[拨撥]打"
)
_WORD = lazy(_VOCABULARY, re.IGNORECASE)
# The end of a line that consists of the vocabulary alone; it opens with a word that can open a notice.
_TAIL = lazy(rf"(?=[^{_LINKS}])(?:{_VOCABULARY}|[，,、：:！! ·.（）()])++$", re.IGNORECASE)
_LETTER = lazy(f"[{HAN}A-Za-z0-9@]")
_PAGE = "[A-Z]?[0-9一二三四五六七八九十]{1,3}"
_PAGES = rf"第?{_PAGE}(?:[、，,]{_PAGE})*版"
_TELEPHONE = "[热熱專専专][线線]|[电電][话話]|[传傳]真"
_REPRINTED = ".{0,4}[转轉][载載]"
_INVITED = ".{0,2}(?:[来來]信(?=.{0,4}[请請寄投至])|[请請])"
_PER_COPY = "[价價]?[:：﹕]?每?[份月]"
_ADDRESS = (
    rf".{{0,8}}(?:(?:{_TELEPHONE})[:：﹕ ]?[0-9(（]|[邮郵信]箱[:：﹕]?[A-Za-z0-9]|[0-9A-Za-z]@[0-9A-Za-z])"
)
_OFFERS = (
    ".{0,4}(?:[地社]址|常年(?!法律)|零售|[图圖]片|照片|[网網]站|客[户戶]端|微[信博]|官方|投稿|[邮郵]箱"
    # Without a firm, a number or a label's colon it signs an answer to a reader.
    "|法律[顾顧][问問](?:[:：﹕]|.{2,18}(?:事[务務]所|[电電][话話]|[0-9]{5}))"
    f"|{_TELEPHONE})"
)
# What speaks of the paper or to its reader, first character and rest.
_ANCHORS = (
    ("二三", "[维維][码碼]"),
    ("Q", "R ?Code"),
    ("扫掃", "(?:一[扫掃]|[描码碼])"),
    ("官", "方(?:微信)?(?:公众号|公眾號)"),
    ("未", "[经經][^，。]{0,8}不得"),
    ("不", f"得{_REPRINTED}"),
    ("严嚴", f"禁{_REPRINTED}"),
    ("禁", f"止{_REPRINTED}"),
    ("谢謝", f"[绝絕]{_REPRINTED}"),
    ("请請", f"勿{_REPRINTED}"),
    ("版", "[权權]所有"),
    ("侵翻", "[权權印]必究"),
    ("除", "署名外"),
    ("C", "N ?[0-9]{2} ?-[0-9]{4}"),
    ("邮郵", "[发發]代[号號]"),
    ("广廣", "告[经經][营營][许許]可"),
    ("本", f"[报報刊社版]{_OFFERS}"),
    ("更", "多.{2,6}[请請见見上登]"),
    ("零", f"售{_PER_COPY}"),
    ("定", f"[价價]{_PER_COPY}"),
    ("下上", "[转轉接]"),
    ("紧緊", "接"),
    ("转轉", f"接?{_PAGES}"),
    ("见見", _PAGES),
    ("今", f"[日天]共?{_PAGE}[版张張]"),
    ("读讀", f"者{_INVITED}"),
    ("来來", f"[信稿]{_INVITED}"),
    # Whose telephone and mailbox a newspaper prints as a notice; other people's belong to the text.
    ("本", f"[报報刊社]{_ADDRESS}"),
    ("新", f"[闻聞]{_ADDRESS}"),
    ("广廣", f"告{_ADDRESS}"),
    ("读讀", f"者{_ADDRESS}"),
    ("投", f"稿{_ADDRESS}"),
    ("来來", f"[稿信]{_ADDRESS}"),
    ("发發", f"行{_ADDRESS}"),
    ("订訂", f"[阅閱报報]{_ADDRESS}"),
    ("报爆", f"料{_ADDRESS}"),
    ("编編", f"[辑輯]部{_ADDRESS}"),
)
# Looking at the first character before the alternatives spares most places all of them.
_FIRST = "".join(first for first, _ in _ANCHORS)
ANCHOR = lazy(f"(?=[{_FIRST}])(?:" + "|".join(f"[{first}]{rest}" for first, rest in _ANCHORS) + ")")
_SENTENCE_END = ("。", "！", "？", "”", "」", "；")
_SENTENCES = lazy(r"[。！？].")
# One of these stands in the first line of a notice that is wrapped before its anchor.
_BEGINS = lazy("[扫掃描码碼报報版本邮郵线線电電话話箱@微更下上转轉接见見未读讀者来來零定严嚴禁C]")
# A notice that begins in its own line (新闻热线：) goes on from nothing: what stands above may be a headline.
_LABELLED = lazy(rf"[{HAN}]{{2,6}}[:：﹕]")
# A continuation line: `下转第三版`, `（上接A1版）`, `紧接第二版`.
CONTINUATION = lazy(rf"[（(【\[▶►→]*(?:[下上][转轉接]|[紧緊]接|[转轉]接?){_PAGES}.{{0,8}}?[）)】\]]*")
# That which stands at the head of the second part.
CONTINUED = lazy(rf"上[转轉接]第?{_PAGE}")
# Glued to the end of a paragraph: behind its last sentence or its torn end.
_GLUED = lazy(
    r"[（(](?:[下上][转轉接]|[紧緊]接|[转轉])[^（）()]{1,8}版[）)]$"
    r"|[（(](?:更多|相[关關])[^（）()]{0,6}[见見][^（）()]{1,8}版[）)]$"
    rf"|(?<=[。！？”）])(?:[下上][转轉接]第?{_PAGE}版)$"
)
# The end of a sentence, and what a sentence has and a headline has not.
_SAID = lazy("[。！？…][”’」』）)]?$")
_MARK = lazy("[，。；！？]")


def lines_of_notice(lines: Sequence[str]) -> int:
    """Of how many of some lines, from the first on, a notice consists; 0 where none begins."""
    text, longest = lines[0], 0
    if not has_anchor("".join(lines)[:LONGEST]) or not _has_form(text):
        return 0
    own = worded(text)
    if not own.covers(COVERED_FIRST):
        return 0
    for count, more in enumerate((*lines[1:], ""), 1):
        if _is_notice(text, own):
            longest = count
        if not more or credit.is_byline(more) or (not longest and _LABELLED.match(more)):
            break
        text += more
        before, own = own, worded(text)
        if not _adds(before, own):
            break
    return longest


def may_begin(text: str) -> bool:
    """Whether a notice may begin in this line; what is wrapped must show itself in its first line."""
    return _has_form(text) and worded(text).covers(COVERED_FIRST)


def _has_form(text: str) -> bool:
    if len(text) > LONGEST:
        return False
    return has_anchor(text) or (not text.endswith(_SENTENCE_END) and _BEGINS.search(text) is not None)


def has_anchor(text: str) -> bool:
    """Whether a text speaks of the paper itself or to its reader as notices do."""
    return ANCHOR.search(text) is not None


class Wording(NamedTuple):
    """How many letters of a text belong to the vocabulary of notices, and how many it has."""

    said: int
    letters: int

    def covers(self, share: float) -> bool:
        """Whether the vocabulary covers a share of the text."""
        return self.said >= share * self.letters


def worded(text: str) -> Wording:
    """How far the vocabulary of notices covers a text."""
    bare = "".join(text.split())
    return Wording(len(_LETTER.findall("".join(_WORD.findall(bare)))), len(_LETTER.findall(bare)))


def is_notice(text: str) -> bool:
    """Whether a line is a notice.

    >>> is_notice("扫描二维码，观看更多精彩视频"), is_notice("本报地址：人民路108号 定价：每份1.50元")
    (True, True)
    >>> is_notice("市总工会推出“扫码入会” 一分钟办结"), is_notice("读者可拨打热线12351反映。")
    (False, False)
    """
    return _is_notice(text, None)


def _is_notice(text: str, wording: Wording | None) -> bool:
    """The same where it may be known already how the text is worded."""
    if len(text) <= LONGEST_MARK and CONTINUATION.fullmatch(text):
        return True
    if len(text) > LONGEST or not has_anchor(text) or _SENTENCES.search(text):
        return False
    return (wording or worded(text)).covers(COVERED_SENTENCE if text.endswith(_SENTENCE_END) else COVERED)


def goes_on(text: str, more: str) -> bool:
    """Whether a wrapped notice goes on in the next line, be it in the middle of a word."""
    own = worded(text)
    if _LABELLED.match(more) and not _is_notice(text, own):
        return False
    return _adds(own, worded(text + more))


def _adds(before: Wording, both: Wording) -> bool:
    """Whether what was added to a text is worded as a notice."""
    return Wording(both.said - before.said, both.letters - before.letters).covers(COVERED_SENTENCE)


def glued(text: str) -> int | None:
    """Where a notice begins that was joined to the end of a paragraph, None where there is none.

    >>> glued("会议要求，夯实基层基础。扫码关注本报官方微信"), glued("市总工会开通官方微信公众号")
    (12, None)
    """
    tail = text[-LONGEST:]
    if "版" in tail[-2:] and (found := _GLUED.search(tail)):
        return len(text) - len(tail) + found.start()
    if text.endswith(_SENTENCE_END) or not has_anchor(tail):
        return None
    found = _TAIL.search(tail)
    if (
        not found
        or found.start() < SHORTEST_REST
        or tail[found.start() - 1] in "，、：；,:（(《“"
        or not is_notice(found.group())
    ):
        return None
    start = len(text) - len(tail) + found.start()
    is_torn = len(found.group()) >= SHORTEST_TORN and _MARK.search(text, 0, start)
    return start if is_torn or _SAID.search(text[:start].rstrip()) else None


def may_hold(text: str) -> bool:
    """Whether it is worth looking for a notice that was joined to a text or into it."""
    return "版" in text[-2:] or has_anchor(text)
