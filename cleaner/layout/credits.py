"""Lines that name people: bylines and sources; and lines that belong to pictures: captions."""

from __future__ import annotations

import re

from cleaner.core.chars import BLANK, HAN

# No line of credits or caption is longer.
LONGEST = 90
LONGEST_BYLINE = 48
# A caption of two lines, and what may be left over for its second.
LONGEST_WRAPPED = 60
LONGEST_REST = 16
_B = f"[{BLANK}]*"
# The commonest family names, both scripts: they tell `记者李明` from `记者调查`.
_FAMILY = (
    "王李张张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣"
    "蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾鐘汪田任姜范範方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱丘秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀"
    "赖賴龚龔文欧歐区莫庞龐柯颜顏翁游詹严嚴包左季温溫芦蘆俞祝章鲁魯葛伍韦韋申尤毕畢聂聶丛焦向柳邢路岳齐齊梅庄莊辛管祁甘单單关關费費纪紀靳耿牛"
    "车車房洪盛解符童裴倪苗司欧宗霍项項裘阮蓝藍殷商鲍鮑靖骆駱植涂塗巫连連辜虞干陶吉盘盤温米沙仇兰蓝滕臧屈冉谷覃佟仲闫党沃邬桂詹戚晏褚官"
)
_NAME = f"(?:(?:欧阳|歐陽|上官|司马|司馬|诸葛|諸葛|司徒|尉迟|夏侯)[{HAN}]{{1,2}}|[{_FAMILY}][{HAN}]{{1,2}})"
_NAMES = rf"{_NAME}(?:[{BLANK}、，,]*{_NAME})*"
_MEDIUM = f"[{HAN}A-Za-z0-9]{{0,12}}?"
_FUNCTION = (
    "(?:全媒体|融媒体|全媒體|首席|特约|特約|特派|见习|見習|实习|實習|驻[^记記]{{1,6}})*(?:记者|記者|通讯员|通訊員|评论员|評論員|撰稿人?|"
    "作者|撰文|采写|採訪|采访|编译|編譯|编辑|編輯|校对|校對|责编|责任编辑|实习生|摄影|攝影|摄影师|策划|统筹|制图|整理|供稿|执笔|整理)"
).replace("{{", "{").replace("}}", "}")
_MARKS = r"[■□◆◇●○▲△★☆◎口〇\-—【\[（(〔]*"
_ENDS = r"[）)】\]〕]*"
_TAIL = f"(?:{_B}(?:文[/∕][图圖]|[图圖][/∕]文|文[图圖]|[图圖]文|摄影报道|文|图|圖|摄|攝|综合报道|綜合報導|报道|報導|/[{HAN}]{{2,4}}報導|发自[{HAN}]{{2,6}}|翻译|译|整理))*"
_BYLINE = re.compile(
    rf"{_MARKS}{_B}(?:(?:文|图|圖|文/图|图/文|撰文|摄影|采写|原创|作者)[/:：{BLANK}])?{_B}"
    rf"(?:{_MEDIUM}{_FUNCTION}{_B}[:：/|]?{_B}{_NAMES}|[{HAN}A-Za-z]{{1,8}}[报報网網社刊](?:{_FUNCTION}){_B}[{HAN}]{{2,4}}){_B}/?{_TAIL}"
    rf"(?:[{BLANK}/、，,；;]*{_MEDIUM}{_FUNCTION}{_B}[:：/|]?{_B}{_NAMES}{_B}/?{_TAIL})*{_ENDS}"
)
_SOURCE = re.compile(
    rf"{_MARKS}(?:稿件|文章|资料|資料|信息)?(?:来源|來源)[:：{BLANK}]*[{HAN}A-Za-z0-9@《》]{{2,20}}(?:[{BLANK}]?作者[:：].{{2,16}})?{_ENDS}"
    rf"|原创[:：].{{2,20}}|{_MARKS}(?:文/图|图/文|文)[/:：]{_B}.{{2,20}}|{_B}(?:文/图|图/文|文/圖|圖/文)|[（(]?作者(?:系|为|為|是|单位)[^。]{{2,50}}[）)]?"
)
_PHOTO_START = re.compile(
    r"(?:[上下左右中题題封配]*[图圖](?:[①-⑳❶-❿\d一二三四五六]|片)?(?:[:：]|[为為是]))|[①-⑳❶-❿▲△▼▽]|(?:资料|資料|效果|示意|新闻|新聞)[图圖](?:片|照)?[:：]|(?:这是|這是)?[^，。]{0,16}\d日(?:，[^，。]{0,12})?[拍][摄攝]的"
)
_PHOTO_END = re.compile(
    rf"(?:(?:[{HAN}]{{2,12}}/?|[/（({BLANK}])(?:摄|攝|摄影|攝影|摄影报道|翻攝|翻摄畫面)|供[图圖]|(?:资料|資料|示意|效果)[图圖照](?:片)?|(?:翻[摄攝]|無人機|无人机|视频|視頻|截)[{HAN}]{{0,3}}(?:画面|畫面|照片|截[图圖])"
    rf"|[图圖](?:片)?(?:/|来源|由).{{2,12}}提供?|(?:单位|單位|本人|供稿|主办方|[{HAN}]{{2,6}})(?:供图|提供)|新华社发.{{0,12}})[）)】]*[。]?$"
)
_PHOTO_CREDIT = re.compile(rf"{_MEDIUM}(?:{_FUNCTION}){_B}{_NAMES}{_B}(?:摄影报道|攝影報導|摄|攝|供图|供圖)")


def is_byline(text: str) -> bool:
    """Whether a line names the authors or the source and nothing else.

    >>> is_byline("■全媒体记者黄细英 通讯员谭漪凡 梁秋韵"), is_byline("来源：IT时报"), is_byline("记者调查")
    (True, True, False)
    """
    if len(text) > LONGEST_BYLINE or _PHOTO_CREDIT.fullmatch(text):
        return False
    return bool(_BYLINE.fullmatch(text) or _SOURCE.fullmatch(text))


def is_caption(text: str) -> bool:
    """Whether a line says itself that it belongs to a picture.

    >>> is_caption("图为活动现场。"), is_caption("①职工代表步入会场。梁文栋/摄"), is_caption("记者在现场拍摄到这一幕。")
    (True, True, False)
    """
    if len(text) > LONGEST:
        return False
    return bool(_PHOTO_START.match(text) or _PHOTO_END.search(text))


def is_wrapped(line: str, more: str) -> bool:
    """Whether a caption or byline breaks off at the end of a line and `more` is the rest of it.

    >>> is_wrapped("孩子们在科技馆里体验设备。通讯员", "张伟摄"), is_wrapped("船舶停靠在港口。", "本报记者王芳摄")
    (True, True)
    >>> is_wrapped("市总工会召开三次全委会", "本报记者王芳摄")
    False
    """
    if len(more) > LONGEST_REST or len(line) > LONGEST_WRAPPED or is_caption(line) or is_byline(line):
        return False
    if line.endswith("。"):
        return bool(_PHOTO_CREDIT.fullmatch(more))
    both = line + more
    return not is_caption(more) and not is_byline(more) and (bool(_PHOTO_END.search(both)) or is_byline(both))
