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
# Whose telephone and mailbox a newspaper prints as a notice; other people's belong to the text.
_OWN = (
    "本[报報刊社]|新[闻聞]|[广廣]告|[读讀]者|投稿|[来來][稿信]|[发發]行|[订訂][阅閱报]|[报爆]料"
    "|[编編][辑輯]部"
)
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
_TELEPHONE = "[热熱專専专][线線]|[电電][话話]|[传傳]真"
ANCHOR = lazy(
    r"[二三][维維][码碼]|QR ?Code|[扫掃]一[扫掃]|[扫掃][描码碼]|官方(?:微信)?(?:公众号|公眾號)"
    r"|未[经經][^，。]{0,8}不得|不得.{0,4}[转轉][载載]|(?:[严嚴]禁|禁止|谢绝|謝絕"
    r"|[請请]勿).{0,4}[转轉][载載]"
    r"|版[权權]所有|(?:侵[权權]|翻印)必究|除署名外|CN ?[0-9]{2} ?-[0-9]{4}|[邮郵][发發]代[号號]"
    r"|[广廣]告[经經][营營][许許]可"
    r"|本[报報刊社版].{0,4}(?:[地社]址|常年(?!法律)|零售|[图圖]片|照片|[网網]站|客[户戶]端|微[信博]|官方"
    r"|投稿|[邮郵]箱)"
    # Without a firm, a number or a label's colon it signs an answer to a reader.
    r"|本[报報刊社版].{0,4}法律[顾顧][问問](?:[:：﹕]|.{2,18}(?:事[务務]所|[电電][话話]|[0-9]{5}))"
    rf"|本[报報刊社版].{{0,4}}(?:{_TELEPHONE})|更多.{{2,6}}[请請見见上登]|(?:零售"
    rf"|定[价價])[价價]?[:：﹕]?每?[份月]"
    rf"|[下上][转轉接]|[紧緊]接|[见見转轉]第?{_PAGE}版|今[日天]共?{_PAGE}[版张張]"
    r"|(?:[读讀]者|[来來][信稿]).{0,2}(?:[来來]信(?=.{0,4}[请請寄投至])|[请請])"
    rf"|(?:{_OWN}).{{0,8}}(?:(?:{_TELEPHONE})[:：﹕ ]?[0-9(（]|[邮郵信]箱[:：﹕]?[A-Za-z0-9]"
    rf"|[0-9A-Za-z]@[0-9A-Za-z])"
)
# One of these characters is in every anchor; spares looking for anchors in most lines.
_OF_ANCHORS = lazy("[码碼R扫掃官得载載权權究署N邮郵许許本更零定转轉接版张張信稿读讀线線话話真箱@]")
_SENTENCE_END = ("。", "！", "？", "”", "」", "；")
_SENTENCES = lazy(r"[。！？].")
# Characters of which every notice has one; spares looking for anchors in most lines.
_BEGINS = lazy("[扫掃描码碼报報版本邮郵线線电電话話箱@微更下上转轉接见見未读讀者来來零定严嚴禁C]")
# A continuation line: `下转第三版`, `（上接A1版）`, `紧接第二版`.
CONTINUATION = lazy(
    rf"[（(【\[▶►→]*(?:[下上][转轉接]|[紧緊]接|[转轉]接?)第?{_PAGE}(?:[、，,]{_PAGE})*版.{{0,8}}?[）)】\]]*"
)
# That which stands at the head of the second part.
CONTINUED = lazy(rf"上[转轉接]第?{_PAGE}")
# Glued to the end of a paragraph: behind its last sentence or its torn end.
_GLUED = lazy(
    r"[（(](?:[下上][转轉接]|[紧緊]接|[转轉])[^（）()]{1,8}版[）)]$"
    r"|[（(](?:更多|相[关關])[^（）()]{0,6}[见見][^（）()]{1,8}版[）)]$"
    rf"|(?<=[。！？”）])(?:[下上][转轉接]第?{_PAGE}版)$"
)


def lines_of_notice(lines: Sequence[str]) -> int:
    """Of how many of some lines, from the first on, a notice consists; 0 where none begins."""
    text, longest = lines[0], 0
    if not _has_form(text) or not _OF_ANCHORS.search("".join(lines)[:LONGEST]):
        return 0
    own = worded(text)
    if not own.covers(COVERED_FIRST):
        return 0
    for count, more in enumerate((*lines[1:], ""), 1):
        if _is_notice(text, own):
            longest = count
        if not more or credit.is_byline(more):
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
    if len(text) > LONGEST or not _BEGINS.search(text):
        return False
    return not text.endswith(_SENTENCE_END) or has_anchor(text)


def has_anchor(text: str) -> bool:
    """Whether a text speaks of the paper itself or to its reader as notices do."""
    return bool(_OF_ANCHORS.search(text) and ANCHOR.search(text))


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
    return _adds(worded(text), worded(text + more))


def _adds(before: Wording, both: Wording) -> bool:
    """Whether what was added to a text is worded as a notice."""
    return Wording(both.said - before.said, both.letters - before.letters).covers(COVERED_SENTENCE)


def glued(text: str) -> int | None:
    """Where a notice begins that was joined to the end of a paragraph, None where there is none.

    >>> glued("会议要求，夯实基层基础。扫码关注本报官方微信"), glued("读者可扫描二维码，观看更多精彩视频。")
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
    return len(text) - len(tail) + found.start()
