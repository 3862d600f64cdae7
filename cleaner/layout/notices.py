"""Service lines of a newspaper: subscriptions, hotlines, codes to scan, copyright, `turn to page 4`.

Such a line is worded from a small vocabulary and speaks of the paper itself or to its reader.  Both are
needed: an anchor (`扫…二维码`, `未经…不得`, a telephone number behind its label) and a line that consists
of that vocabulary for the most part.  Lines that end as sentences do stay, and so do headlines, which
have too much of their own to say.
"""

from __future__ import annotations

import re
from cleaner.core.chars import BLANK, HAN

LONGEST = 90
LONGEST_MARK = 20
# Share of the letters of a notice that its vocabulary covers; headlines about apps and hotlines stay below.
COVERED = 0.72
# One that ends as a sentence must consist of nothing else.
COVERED_SENTENCE = 0.9
# Whose telephone and mailbox a newspaper prints as a notice; other people's belong to the text.
_OWN = "本[报報刊社]|新[闻聞]|[广廣]告|[读讀]者|投稿|[来來][稿信]|[发發]行|[订訂][阅閱报]|[报爆]料|[编編][辑輯]部"
# Words that link others and open nothing.
_LINKS = "，,、：:！! ·.）)第至或由均除外为及和与上见見接发發网網看"
COVERED_FIRST = 0.5
_VOCABULARY = (
    r"(?:地址|社址|(?:常年)?(?:法律)?[顾顧][问問]|印刷|承印)[:：﹕].{2,18}?(?=[邮郵电電定零广廣印新]|$)|[A-Za-z0-9._\-]+@[A-Za-z0-9._\-]*|(?:https?://|www\.)[A-Za-z0-9._/\-]+|[0-9.]+元|[0-9\-—()（）+]{4,}|"
    "二维码|二維碼|QR ?Code|公众号|公眾號|公众平台|视频号|小程序|客户端|客戶端|影音|影片|视频|視頻|直播|画面|"
    "扫一扫|掃一掃|扫描|掃描|扫码|掃碼|长按|長按|识别|識別|描|扫|掃|码|碼|微信|微博|抖音|快手|官方|官网|官網|网站|網站|网址|網址|"
    "网|网页|下载|下載|登录|登錄|登陆|点击|點擊|关注|關注|观看|觀看|收看|收听|查看|浏览|瀏覽|阅读|閱讀|进入|加入|获取|了解|看|"
    "更多|精彩|内容|內容|新闻|新聞|报道|報道|報導|资讯|資訊|消息|详情|詳情|相关|全文|"
    "法律顾问|法律顧問|常年|律师|律師|事务所|事務所|地址|社址|邮政|郵政|编码|編碼|邮编|郵編|定价|定價|零售价|零售|每份|每月|全年|每季|"
    "订阅|訂閱|订报|征订|发行|發行|广告|廣告|热线|熱線|专线|專線|専線|电话|電話|传真|傳真|服务|服務|读者|讀者|咨询|諮詢|报料|爆料|投诉|監督|监督|举报|"
    "投稿|来稿|來稿|来信|來信|稿件|邮箱|郵箱|信箱|电子|電子|E-?mail|编辑部|編輯部|工作部|群众|群工部|总编室|办公室|"
    "版权|版權|所有|未经|未經|授权|授權|书面|書面|许可|許可|同意|不得|禁止|严禁|嚴禁|请勿|請勿|谢绝|擅自|转载|轉載|摘编|複製|复制|使用|侵权|必究|"
    "图片|圖片|照片|图文|文字|署名|资料室|資料室|资料|資料|提供|下转|下轉|上接|紧接|緊接|详见|詳見|请见|請見|参见|另见|"
    "印刷厂|印务|印刷|承印|出版|国内|统一|连续出版物|刊号|邮发|代号|总第|经营|许可证|工商|今日|本报社|本报|本報|本版|本版面|本社|本刊|本网|"
    "第[0-9一二三四五六七八九十A-Z]+版|[A-Z][0-9]{1,2}版?|[0-9一二三四五六七八九十]+版|"
    "第|版|请|請|寄|发送|发至|发|至|或|由|均|除|外|为|及|和|与|上|下|转|轉|接|见|見|欢迎|歡迎|拨打|拨|[图圖]"
)
_WORD = re.compile(_VOCABULARY, re.IGNORECASE)
# The end of a line that consists of the vocabulary alone; it opens with a word that can open a notice.
_TAIL = re.compile(rf"(?=[^{_LINKS}])(?:{_VOCABULARY}|[，,、：:！! ·.（）()])++$", re.IGNORECASE)
_LETTER = re.compile(f"[{HAN}A-Za-z0-9@]")
_BLANKS = re.compile(f"[{BLANK}]+")
ANCHOR = re.compile(
    r"[二三][维維][码碼]|QR ?Code|[扫掃]一[扫掃]|[扫掃][描码碼]|(?:官方|官方微信)(?:公众号|公眾號)"
    r"|未[经經][^，。]{0,8}不得|不得.{0,4}[转轉][载載]|版[权權]所有|(?:[严嚴]禁|禁止|谢绝|請勿|请勿).{0,4}[转轉][载載]|侵[权權]必究"
    r"|本[报報刊社版].{0,4}(?:地址|社址|法律|常年|零售|[图圖]片|照片|[网網]站|客[户戶]端|[热熱][线線]|微信|微博|[电電][话話]|官方|投稿|[邮郵]箱)"
    r"|更多.{2,6}[请請見见上登]|(?:零售|定价|定價)[价價]?[:：﹕]?每?[份月]|[下上][转轉接]|[紧緊]接|[见見转轉]第?[A-Z0-9一二三四五六七八九十]{1,3}版"
    r"|(?:[读讀]者|[来來][信稿]).{0,2}(?:[来來]信|[请請])|除署名外|CN[0-9]{2}-[0-9]{4}|邮发代号"
    rf"|(?:{_OWN}).{{0,8}}(?:(?:[热熱專専专][线線]|[电電][话話]|[传傳]真)[:：﹕]?[0-9(（]|[邮郵信]箱[:：﹕]?[A-Za-z0-9]|[0-9A-Za-z]@[0-9A-Za-z])"
)
_SENTENCE_END = ("。", "！", "？", "”", "」", "；")
_SENTENCES = re.compile(r"[。！？].")
# A character that every notice has near its beginning; spares looking for anchors in most lines.
_BEGINS = re.compile("[扫掃描码碼报報版本邮郵线線电電话話箱@微更下上转轉接见見未读讀者来來零定严嚴禁C]")
# A continuation line: `下转第三版`, `（上接A1版）`, `紧接第二版`.
CONTINUATION = re.compile(
    r"[（(【\[▶►→]*(?:[下上][转轉接]|[紧緊]接|[转轉]|接)(?:第)?[A-Z]?[0-9一二三四五六七八九十]{1,3}(?:[、，,][A-Z]?[0-9]{1,3})*版?(?:[^，。]{0,8})[）)】\]]*"
)
# Glued to the end of a paragraph: behind its last sentence or its torn end.
_GLUED = re.compile(
    r"[（(](?:[下上][转轉接]|[紧緊]接|[转轉])[^（）()]{1,8}版[）)]$|[（(](?:更多|相关|相關)[^（）()]{0,6}[见見][^（）()]{1,8}版[）)]$"
    r"|(?<=[。！？”）])(?:[下上][转轉接]第?[A-Z0-9一二三四五六七八九十]{1,3}版)$"
)


def may_begin(text: str) -> bool:
    """Whether a notice may begin in this line; what is wrapped must show itself in its first line."""
    if len(text) > LONGEST or not _BEGINS.search(text):
        return False
    said, letters = worded(text)
    return said >= COVERED_FIRST * letters


def worded(text: str) -> tuple[int, int]:
    """How many letters of a text belong to the vocabulary of notices, and how many it has."""
    bare = _BLANKS.sub("", text)
    return sum(len(_LETTER.findall(word)) for word in _WORD.findall(bare)), len(_LETTER.findall(bare))


def is_notice(text: str) -> bool:
    """Whether a line is a notice.

    >>> is_notice("扫描二维码，观看更多精彩视频"), is_notice("本报地址：人民路108号 邮政编码：210008 定价：每份1.50元")
    (True, True)
    >>> is_notice("市总工会推出“扫码入会” 新业态劳动者一分钟办结"), is_notice("读者可拨打热线12351反映。")
    (False, False)
    """
    if len(text) <= LONGEST_MARK and CONTINUATION.fullmatch(text):
        return True
    if len(text) > LONGEST or not ANCHOR.search(text) or _SENTENCES.search(text):
        return False
    said, letters = worded(text)
    return said >= (COVERED_SENTENCE if text.endswith(_SENTENCE_END) else COVERED) * letters


def goes_on(text: str, more: str) -> bool:
    """Whether a wrapped notice goes on in the next line, be it in the middle of a word."""
    said, letters = worded(text)
    said_with, letters_with = worded(text + more)
    return said_with - said >= COVERED_SENTENCE * (letters_with - letters)


def glued(text: str) -> int | None:
    """Where a notice begins that was joined to the end of a paragraph, None where there is none.

    >>> glued("会议要求，夯实基层基础。扫码关注本报官方微信"), glued("读者可扫描二维码，观看更多精彩视频。")
    (12, None)
    """
    tail = text[-LONGEST:]
    found = _GLUED.search(tail)
    if found:
        return len(text) - len(tail) + found.start()
    if text.endswith(_SENTENCE_END) or not ANCHOR.search(tail):
        return None
    found = _TAIL.search(tail)
    if not found or found.start() < 2 or tail[found.start() - 1] in "，、：；,:（(《“" or not is_notice(found.group()):
        return None
    return len(text) - len(tail) + found.start()
