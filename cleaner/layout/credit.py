"""Lines that name people: bylines and sources; and lines that belong to pictures: captions."""

from __future__ import annotations

from cleaner.core.chars import BLANK, HAN
from cleaner.core.names import DOUBLE_FAMILY, FAMILY, NAME
from cleaner.core.pattern import lazy

# No line of credits or caption is longer.
LONGEST = 90
LONGEST_BYLINE = 48
# The end of a caption that names who took the picture.
LONGEST_CREDIT = 20
# A caption of two lines, and what may be left over for its second.
LONGEST_WRAPPED = 60
LONGEST_REST = 16

_B = f"[{BLANK}]*"
_NAMES = rf"{NAME}(?:[{BLANK}、，,]*{NAME}){{0,7}}"
_RANK = "全媒[体體]|融媒[体體]|首席|特[约約]|特派|[见見][习習]|[实實][习習]|[驻駐][^记記]{1,6}"
_FUNCTION = (
    f"(?:{_RANK})*(?:[记記]者|通[讯訊][员員]|[评評][论論][员員]|撰稿人?|作者|撰文|采[写訪访]|採訪"
    f"|[编編][译譯辑輯]|校[对對]|"
    "责编|责任编辑|[实實][习習]生|[摄攝]影[师師]?|策[划劃]|[统統][筹籌]|制[图圖]|口述|整理|供稿|[执執][笔筆])"
)
_MEDIUM = f"[{HAN}A-Za-z0-9]{{0,12}}?"
_OPENING = r"[■□◆◇●○▲△★☆◎口〇\-—【\[（(〔]*"
_CLOSING = r"[）)】\]〕]*"
_TEXT_AND_PHOTOS = "文[/∕]?[图圖]|[图圖][/∕]?文"
_WORK = (
    f"(?:{_B}(?:{_TEXT_AND_PHOTOS}|[摄攝]影[报報][道導]|[综綜]合[报報][道導]|[报報][道導]"
    f"|/[{HAN}]{{2,4}}[报報][道導]|"
    f"[发發]自[{HAN}]{{2,6}}|文|[图圖]|[摄攝]|[翻编]?[译譯]|整理))*"
)
_FUNCTIONS = lazy(_FUNCTION)
_LEAD = lazy(rf"{_OPENING}{_B}(?:(?:{_TEXT_AND_PHOTOS}|文|[图圖]|撰文|原创)[/:：{BLANK}])?{_B}{_MEDIUM}")
# Between two functions: the people of the first, what they did, and the medium of the second.
_PEOPLE = lazy(rf"(?:{_B}[:：/|]?{_B}{_NAMES}{_B}/?{_WORK})?[{BLANK}/、，,；;:：]*{_MEDIUM}")
_LAST_PEOPLE = lazy(rf"{_B}[:：/|]?{_B}{_NAMES}{_B}/?{_WORK}{_CLOSING}")
# Beside people with common family names others may have pen names (`通讯员 茂新`).
_WITH_NAMES = lazy(rf"{_B}[:：/|]?{_B}{_NAMES}")
_PEN_NAMES = lazy(rf"{_B}[:：/|]?{_B}[{HAN}]{{2,4}}(?:[{BLANK}、][{HAN}]{{2,4}}){{0,5}}{_CLOSING}")
# So may those who stand apart from their function, if a medium or a second function tells that it is one.
_APART = rf"{_B}[:：/|]?[{BLANK}]+[{HAN}]{{2,3}}(?:[{BLANK}、]+[{HAN}]{{2,3}}){{0,5}}{_B}/?{_WORK}"
_PEOPLE_APART = lazy(rf"{_APART}[{BLANK}/、，,；;]*{_MEDIUM}")
_LAST_APART = lazy(rf"{_APART}{_CLOSING}")
# A report from somewhere, as papers of Taiwan sign it: `記者簡佑安/鳳山報導`.
_FROM = lazy(
    rf"{_OPENING}{_MEDIUM}{_FUNCTION}{_B}[{HAN}]{{2,4}}{_B}/{_B}[{HAN}]{{2,6}}[报報][道導]{_CLOSING}"
    rf"|[【（(〔]{_MEDIUM}{_FUNCTION}{_B}[{HAN}]{{2,4}}{_B}[{HAN}]{{2,4}}[报報][道導][】）)〕]"
)
# The author of an essay or a novel behind its mark; shorter words behind it are labels (□关注), but before
# what was done (□郑海 著).
_NAME_MARKS = frozenset("□◎")
_BOOK_ENDS = ("著", "译", "譯")
_MARKED_NAME = lazy(
    rf"[□◎]{_B}(?:(?:{DOUBLE_FAMILY})[{HAN}]{{1,2}}|[{FAMILY}][{HAN}]{{2}}|[{HAN}]{{2,4}}(?=[{BLANK}][著译譯绘繪文]))"
    rf"(?:{_B}[著译譯绘繪文])?"
)
# What a reader or an author is, behind the name in brackets.
_PROFESSION = (
    "教授|教[师師员員]|老[师師]|[讲講][师師]|[学學]生|[学學]者|律[师師]|[医醫][师師生]|[会會][计計][师師]|工程[师師]|研究[员員生]"
    "|[议議][员員]|委[员員]|主任|校[长長]|院[长長]|[会會][长長]|理事[长長]|[书書][记記]|作家|[诗詩]人|[职職][员員]|[经經]理|公[务務][员員]|主[妇婦]"
)
# Three things of a reader and nothing else: `（台南市／林文成／药剂师）`.
_READER = lazy(rf"[（(][{HAN}]{{2,6}}[/／]{NAME}[/／][{HAN}]{{2,8}}[）)]")
# Who wrote or translated a book, apart from what was done.
_OF_A_BOOK = lazy(rf"{NAME}[{BLANK}]+(?:[著译譯]|编著|編著)")
# A person, with the place or the work before the name; `苏州` is none.
_PLACE = lazy("[县縣市镇鎮乡鄉村港区區省]$|^.[州江山河湖海岛島门門京]$")
_PERSON = lazy(
    rf"(?:[{HAN}0-9]{{2,16}}[{BLANK}]+)?(?P<name>{NAME})(?:[{BLANK}]*(?:[著译譯绘繪]|口述|整理)"
    rf"|[（(][^（）()。]{{0,24}}(?:{_PROFESSION})[）)])?"
)
_MARKED_PERSON = lazy(rf"[□◎]{_B}[{HAN}0-9]{{2,16}}[{BLANK}]+{NAME}")
# A reporter of a named paper may have any name.
_OF_A_PAPER = lazy(
    rf"[{HAN}A-Za-z]{{1,8}}[报報网網社刊]{_FUNCTION}{_B}[{HAN}]{{2,4}}"
    rf"|[{HAN}]{{2,4}}(?:[、{BLANK}][{HAN}]{{2,4}}){{0,4}}[/／][{HAN}]{{2,6}}[报報网網社刊]"
)
_SOURCE = lazy(
    rf"{_OPENING}(?:稿件|文章|[资資]料|信息)?[来來]源[:：{BLANK}]*[{HAN}A-Za-z0-9@《》]{{2,20}}"
    rf"(?:[{BLANK}]?作者[:：].{{2,16}})?{_CLOSING}|原创[:：].{{2,20}}"
    rf"|{_OPENING}(?:文[/∕][图圖]|[图圖][/∕]文|文)[/:：]{_B}.{{2,20}}|{_OPENING}{_B}(?:文[/∕][图圖]"
    rf"|[图圖][/∕]文)"
    r"|[（(]?作者(?:系|为|為|是|单位)[^。]{2,50}[）)]?"
)
_PHOTO_START = lazy(
    r"[上下左右中题題封配]*[图圖](?:[①-⑳❶-❿\d一二三四五六]|片)?[:：为為是]|[▲△▼▽]"
    r"|(?:[资資]料|效果|示意|新[闻聞])[图圖][片照]?[:：]"
    r"|[这這]?是?[^，。]{0,16}\d日(?:，[^，。]{0,12})?拍[摄攝]的"
)
_PHOTO_END = lazy(
    rf"(?:(?:[{HAN}]{{2,12}}/?|[/（({BLANK}])(?:[摄攝]影?|[摄攝]影[报報][道導])|供[图圖]|(?:[资資]料"
    rf"|示意|效果)[图圖照]片?"
    rf"|(?:翻[摄攝]|[无無]人[机機]|[视視][频頻]|截)[{HAN}]{{0,3}}(?:[画畫]面|照片|截[图圖])"
    rf"|[图圖]片?(?:/|[来來]源|由).{{2,12}}(?:提供)?|(?:[单單]位|本人|主办方"
    rf"|[{HAN}]{{2,6}})(?:供[图圖]|提供)"
    r"|新[华華]社[发發].{0,12})[）)】]*。?$"
)
_PHOTO_CREDIT = lazy(rf"{_MEDIUM}{_FUNCTION}{_B}{_NAMES}{_B}(?:[摄攝]影[报報][道導]|[摄攝]|供[图圖])")
# Behind a sentence or in brackets: one who took a picture, or gave it, or that it comes from the files.
_SIGNED = (
    rf"(?:(?:{_MEDIUM}{_FUNCTION})?{_B}[{HAN}]{{2,4}}{_B}/?{_B}(?:[摄攝]|供[图圖])|[资資]料(?:[图圖]片?|照片?)"
    rf"|(?:翻[摄攝]|[无無]人[机機]|[视視][频頻]|截)[{HAN}]{{0,3}}(?:[画畫]面|照片|截[图圖]))"
)
# So does an agency that gave it.
_AGENCY = (
    rf"(?:{_B}新[华華]社(?:[记記]者[{HAN}]{{2,4}})?[发發摄攝]"
    rf"|{_B}(?:路透|法新|美[联聯]|[韩韓][联聯]|共同)社|{_B}(?:中新|中央|路透|法新|美[联聯])社(?:[发發][图圖片]?|[图圖照]片|供[图圖]))"
)
_GIVEN = lazy(
    rf"[。！？”」](?:{_AGENCY}"
    rf"|{_B}[（(](?:[{HAN}]{{2,8}}提供|[网網](?:上|路|[络絡]))[图圖照]片[）)])$"
)
# An agency in brackets behind a few words; behind a report of one sentence it gave the report.
_GIVEN_BRIEFLY = lazy(rf"[^。！？]{{4,24}}[。！？][（(]{_AGENCY}[）)]")
# Where two people and more stand in a picture: `张伟（右二）向王芳（左三）颁奖。`
_STANDING = r"[（(](?:[前后後中]排)?(?:[左右]起?[一二三四五六七八九十0-9]{0,2}|中)[）)]"
_GROUP = lazy(rf"(?:[^。！？（(]{{1,24}}{_STANDING}){{2,}}[^。！？]{{0,30}}[。！]?")
_SIGNATURE = lazy(rf"(?:[。！？”」）](?:{_B}{_SIGNED}|{_AGENCY})|[（(]{_B}{_SIGNED}{_B}[）)])$")
_SIGNED_SENTENCE = lazy(
    rf"[^。！？]{{6,}}(?:[。！？][”」]?(?:{_B}{_SIGNED}|{_AGENCY})|[。！？]?{_B}[（(]{_B}{_SIGNED}{_B}[）)])"
)
_MARKED_PHOTO = lazy(r"[上下左右中题題]?[图圖](?:[①-⑳❶-❿]|片)?[:：为為]|[①-⑳❶-❿▲△▼▽]")
_ONE_SENTENCE = lazy("[上下左右中题題]?[图圖][:：为為][^。！？]+[。！]")
# Without one of these nobody is named and nothing was photographed; spares most lines the long patterns.
_CREDITED = lazy(
    "[记記]者|[员員]|作者|[来來]源|[编編][辑輯译譯]|[文图圖][/∕:：]|原创|撰|采[写访]|[摄攝]影"
    "|校[对對]|策[划劃]|供稿|口述|整理|[/／].*[报報网網社刊]$"
)
_PHOTOGRAPHED = lazy("[摄攝图圖照]|提供|[画畫]面|社[发發]?[）)]?$")
# A second credit of one byline, in a line of its own.
_NEXT_CREDIT = lazy("通[讯訊][员員]|[实實][习習]生|文[/∕]?[图圖]|[图圖][/∕]文|[摄攝]影")
# One of several captions in one place; without a photographer it is an item of a list.
_LISTED_PHOTO = lazy(r"[①-⑳❶-❿][^。]*。?$")
# Who took a picture or gave it, in a line of its own under the caption.
_BARE_CREDIT = lazy(
    rf"(?:{_MEDIUM}{_FUNCTION})?{_B}(?:{_NAMES}{_B}/?{_B}[摄攝]|[{HAN}]{{2,6}}/?(?:供[图圖]|提供))"
)
_CREDIT_ENDS = ("摄", "攝", "图", "圖", "提供")
# Text and photos by one hand: the credit of a story, not the end of a caption.
_WHOLE_STORY = ("报道", "報導")
_HALF_CREDIT = lazy(r"[。）”」][^。]{1,8}$|(?:[资資]料|示意)[图圖]。?[^。]{0,8}$")


def person(text: str) -> str:
    """The name in a line that holds a person with a common family name, and where they live or work.

    >>> person("台北 张淑慧"), person("杨志鹏 著"), person("苏州"), person("张灯结彩")
    ('张淑慧', '杨志鹏', '', '')
    """
    found = _PERSON.fullmatch(text)
    return found["name"] if found and not _PLACE.search(found["name"]) else ""


def is_byline(text: str) -> bool:
    """Whether a line names the authors or the source and nothing else.

    >>> is_byline("■全媒体记者黄细英 通讯员谭漪凡 梁秋韵"), is_byline("来源：IT时报"), is_byline("记者调查")
    (True, True, False)
    """
    if text[:1] in _NAME_MARKS and (_MARKED_NAME.fullmatch(text) or _MARKED_PERSON.fullmatch(text)):
        return True
    if _READER.fullmatch(text) or (text[-1:] in _BOOK_ENDS and _OF_A_BOOK.fullmatch(text)):
        return True
    if len(text) > LONGEST_BYLINE or not _CREDITED.search(text) or _PHOTO_CREDIT.fullmatch(text):
        return False
    if text.count("（") != text.count("）"):
        return False
    return _names_people(text) or any(form.fullmatch(text) for form in (_SOURCE, _OF_A_PAPER, _FROM))


def _names_people(text: str) -> bool:
    """Whether a line is functions with their people and nothing else: `本报记者 周婷 通讯员 张伟`."""
    lead, *people = _FUNCTIONS.split(text)
    if not people or not _LEAD.fullmatch(lead):
        return False
    *others, last = people
    if all(map(_PEOPLE.fullmatch, others)):
        named = any(map(_WITH_NAMES.match, others))
        if _LAST_PEOPLE.fullmatch(last) or (named and _PEN_NAMES.fullmatch(last)):
            return True
    sure = lead.strip() or others
    return bool(sure and _LAST_APART.fullmatch(last) and all(map(_PEOPLE_APART.fullmatch, others)))


def is_caption(text: str) -> bool:
    """Whether a line says itself that it belongs to a picture.

    >>> is_caption("图为活动现场。"), is_caption("①职工代表步入会场。梁文栋/摄")
    (True, True)
    >>> is_caption("记者在现场拍摄到这一幕。")
    False
    """
    if len(text) > LONGEST:
        return False
    return bool(_PHOTO_START.match(text)) or is_signed(text) or bool(_GROUP.fullmatch(text))


def is_signed(text: str) -> bool:
    """Whether a line ends by telling who took a picture or gave it."""
    if not _PHOTOGRAPHED.search(text, len(text) - LONGEST_CREDIT):
        return False
    return bool(_PHOTO_END.search(text) or _GIVEN.search(text) or _GIVEN_BRIEFLY.fullmatch(text))


def ends_caption(text: str) -> bool:
    """Whether a caption must end here: behind its sentence it names who took the picture, or gave it.

    >>> [ends_caption(text) for text in ("船舶停靠在港口。王芳摄", "老街新貌（记者李明摄）", "由王芳摄")]
    [True, True, False]
    """
    return bool(_PHOTOGRAPHED.search(text, len(text) - LONGEST_CREDIT) and _SIGNATURE.search(text))


def opens_caption(text: str) -> bool:
    """Whether a line begins as a caption does: `图为`, `①`, `▲`."""
    return bool(_MARKED_PHOTO.match(text))


def tells_picture(text: str) -> bool:
    """Whether a text is one sentence that says what a picture shows: `图为活动现场`."""
    return bool(_ONE_SENTENCE.fullmatch(text))


def is_signed_sentence(text: str) -> bool:
    """Whether a text is one sentence, long enough for a caption, and who took or gave its picture."""
    return ends_caption(text) and bool(_SIGNED_SENTENCE.fullmatch(text))


def _is_credit(text: str) -> bool:
    """Whether a line tells who took or gave a picture, and nothing else: `梁文/摄`, `单位供图`."""
    return text.endswith(_CREDIT_ENDS) and bool(_BARE_CREDIT.fullmatch(text))


def is_wrapped(line: str, more: str) -> bool:
    """Whether a caption or byline breaks off at the end of a line and `more` is the rest of it.

    >>> is_wrapped("孩子们在科技馆里体验设备。通讯员", "张伟摄")
    True
    >>> is_wrapped("船舶停靠在港口。", "本报记者王芳摄"), is_wrapped("①活动现场。", "单位供图")
    (True, True)
    >>> is_wrapped("市总工会召开三次全委会", "本报记者王芳摄")
    False
    """
    if len(more) > LONGEST_REST or len(line) > LONGEST_WRAPPED:
        return False
    if is_caption(line) or _LISTED_PHOTO.match(line):
        return _is_credit(more) and not _PHOTO_END.search(line)
    if is_byline(line):
        return bool(_NEXT_CREDIT.match(more)) and is_byline(more)
    both = line + more
    if line.endswith("。"):
        return bool(_PHOTO_CREDIT.fullmatch(more.strip("（()）"))) and not more.endswith(_WHOLE_STORY)
    if _PHOTO_END.search(both):
        return not is_caption(more) or bool(_HALF_CREDIT.search(line))
    return not is_byline(more) and is_byline(both)
