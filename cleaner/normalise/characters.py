"""Characters that stand for others: look-alikes, compatibility forms and invisible ones.

Each rule maps a listed range and nothing else; NFKC as a whole is never applied, because it would turn
①, ㎡, №, ㈠ and ½ into something that was not printed.  White space and line breaks are not touched here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, CHINESE, HAN, NEWLINE, SHARED_PUNCTUATION, is_traditional
from cleaner.core.pattern import lazy
from cleaner.core.types import Edit, Rule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping


def _span(first: int, last: int) -> frozenset[str]:
    return frozenset(map(chr, range(first, last + 1)))


def _fold(pattern: re.Pattern[str], table: Mapping[int, str | int], text: str) -> list[Edit]:
    return [Edit(*m.span(), m[0].translate(table)) for m in pattern.finditer(text)]


# -- invisible characters ------------------------------------------------------------------------------

# Zero-width spaces and joiners, directional marks, byte order marks, word joiners, placeholders of images.
_ZERO_WIDTH = "\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc"
# Beside these (Hebrew to Indic letters, emoji and their modifiers) joiners and directions carry meaning.
_JOINED = "\u0590-\u0dff\ufe0f\U0001f000-\U0001faff"
_ZERO_WIDTHS = lazy(f"[{_ZERO_WIDTH}](?<![{_JOINED}].)(?![{_JOINED}])[{_ZERO_WIDTH}]*")


def drop_zero_width(text: str) -> Iterable[Edit]:
    r"""Drop characters without width or ink.

    PDF extractors and web pages leave zero-width spaces, joiners and byte order marks between
    characters, where they break words for every search.  Joiners inside emoji and inside scripts that
    are shaped by them (Arabic, Indic) stay.

    Examples:
        >>> list(drop_zero_width("上海绿\ufeff地申\u200b花"))
        [Edit(start=3, end=4, new=''), Edit(start=6, end=7, new='')]
        >>> list(drop_zero_width("\U0001f468\u200d\U0001f469"))
        []
    """
    return [Edit(*m.span(), "") for m in _ZERO_WIDTHS.finditer(text)]


_CONTROLS = lazy("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")


def drop_controls(text: str) -> Iterable[Edit]:
    r"""Drop control characters, which extractors emit for glyphs of hidden or broken layers.

    Tabs, line ends of every kind and form feeds (page breaks) stay.

    Examples:
        >>> list(drop_controls("茂名\x02日报\t第\x0c"))
        [Edit(start=2, end=3, new='')]
    """
    return [Edit(*m.span(), "") for m in _CONTROLS.finditer(text)]


_SOFT_HYPHENS = lazy(rf"\xad+(?P<break>(?<=[A-Za-z]\xad)(?=[{BLANK}]*[{NEWLINE}]+[{BLANK}]*[a-z]))?")


def drop_soft_hyphens(text: str) -> Iterable[Edit]:
    r"""Drop soft hyphens, the invisible break points of a word processor.

    At the end of a line, inside a word in Latin script, the hyphen was printed: there it becomes a real
    one, so that the line break can be taken for what it is.

    Examples:
        >>> list(drop_soft_hyphens("小德\xad在半决赛苦战"))
        [Edit(start=2, end=3, new='')]
        >>> list(drop_soft_hyphens("co\xad\noperation"))
        [Edit(start=2, end=3, new='-')]
    """
    return [Edit(*m.span(), "" if m["break"] is None else "-") for m in _SOFT_HYPHENS.finditer(text)]


_MARK = "[\u0300-\u036f]"
_STRAY = f"{CHINESE}{SHARED_PUNCTUATION}・•‧∙⋅･․–―─━⋯,.:;!?()\"'{BLANK}{NEWLINE}"
_STRAY_MARKS = lazy(f"{_MARK}(?<=[{_STRAY}].){_MARK}*|^{_MARK}+")


def drop_stray_marks(text: str) -> Iterable[Edit]:
    r"""Drop accents that stand on a Chinese character or on nothing.

    Recognisers read specks over a character as accents.  On a letter or a mathematical sign they stay as
    they are (é, ǚ, ≠).

    Examples:
        >>> list(drop_stray_marks("工\u0301会 cafe\u0301"))
        [Edit(start=1, end=2, new='')]
    """
    return [Edit(*m.span(), "") for m in _STRAY_MARKS.finditer(text)]


# -- ideographs ----------------------------------------------------------------------------------------

# Unicode names the traditional character for these; a simplified text can only have printed the other.
_SIMPLIFIED_RADICALS = {0x2F3E: "户", 0x2FC8: "黄"}
# 靑 is in use nowhere any more.
_RADICALS = {0x2FAD: "青"}
_KANGXI = lazy("[\u2f00-\u2fd5]+")


def fold_kangxi_radicals(text: str) -> Iterable[Edit]:
    """Turn Kangxi radicals into the ideographs that they look like.

    PDF fonts map the glyph of 工 or 文 to the radical ⼯ or ⽂, and no search finds the word again.
    ⼾ and ⿈ follow the script of the page: 户 黄 in a simplified text, 戶 黃 in a traditional one.

    Examples:
        >>> list(fold_kangxi_radicals("⼤国⼯匠"))
        [Edit(start=0, end=1, new='大'), Edit(start=2, end=3, new='工')]
        >>> list(fold_kangxi_radicals("用⼾的服务")), list(fold_kangxi_radicals("用⼾的服務國會"))
        ([Edit(start=1, end=2, new='户')], [Edit(start=1, end=2, new='戶')])
    """
    from unicodedata import normalize  # few pages have what it is loaded for

    own = _RADICALS if is_traditional(text) else _RADICALS | _SIMPLIFIED_RADICALS
    for m in _KANGXI.finditer(text):
        yield Edit(*m.span(), normalize("NFKC", m[0].translate(own)))


# The supplement by code point, in runs: Unicode gives nearly none of these a mapping.
_SUPPLEMENT = {
    0x2E81: "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄㣺扌攵",
    0x2E9B: "旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒",
    0x2EB6: "羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角𧢲讠贝足车辶辶辶阝钅長镸长门𨸏阝雨青韦页风飞食食",
    0x2EDF: "飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
}
_SUPPLEMENT_TABLE = {first + i: new for first, run in _SUPPLEMENT.items() for i, new in enumerate(run)}
_SUPPLEMENTS = lazy(f"[{''.join(map(chr, _SUPPLEMENT_TABLE))}]+")


def fold_radicals_supplement(text: str) -> Iterable[Edit]:
    """Turn radicals of the CJK supplement into the ideographs that they look like.

    The same accident as with Kangxi radicals; simplified radicals (⻛ ⻔ ⻓ ⻋) stand here.

    Examples:
        >>> list(fold_radicals_supplement("⻛⻋"))
        [Edit(start=0, end=2, new='风车')]
        >>> list(fold_radicals_supplement("风车"))
        []
    """
    return _fold(_SUPPLEMENTS, _SUPPLEMENT_TABLE, text)


_COMPATIBILITY = lazy("[\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def fold_compatibility_ideographs(text: str) -> Iterable[Edit]:
    r"""Turn compatibility ideographs into the unified ones of the same shape.

    They come with fonts and legacy encodings that hold a character more than once.  The twelve of the
    block that Unicode itself counts as unified (﨎 﨏 …) have no other form and stay.

    Examples:
        >>> list(fold_compatibility_ideographs("\uf98e輕人﨎"))
        [Edit(start=0, end=1, new='年')]
    """
    from unicodedata import normalize  # as above

    for m in _COMPATIBILITY.finditer(text):
        new = normalize("NFC", m[0])
        if new != m[0]:
            yield Edit(*m.span(), new)


# -- width and ligatures -------------------------------------------------------------------------------

_WIDE_MARKS = "％＋－／＝＆＠＃＊．"
_NARROWED = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_WIDES = lazy(f"[０-９Ａ-Ｚａ-ｚ{_WIDE_MARKS}]+")


def narrow_letters_and_digits(text: str) -> Iterable[Edit]:
    """Make full-width letters, digits and ％＋－／＝＆＠＃＊． half-width.

    Old typesetting systems gave digits the width of a character.  Chinese punctuation stays full-width.

    Examples:
        >>> list(narrow_letters_and_digits("２０２４年，增长８．２％"))
        [Edit(start=0, end=4, new='2024'), Edit(start=8, end=12, new='8.2%')]
        >>> list(narrow_letters_and_digits("①㎡№（：，"))
        []
    """
    return _fold(_WIDES, _NARROWED, text)


_LIGATURES = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_LIGATURE = lazy("[\ufb00-\ufb06]")


def split_ligatures(text: str) -> Iterable[Edit]:
    r"""Split Latin ligatures, which PDF fonts keep as one glyph.

    Letters of a language stay (æ, œ, ß).

    Examples:
        >>> list(split_ligatures("o\ufb03ce Wi-\ufb01"))
        [Edit(start=1, end=2, new='ffi'), Edit(start=8, end=9, new='fi')]
    """
    return _fold(_LIGATURE, _LIGATURES, text)


_FORMS = dict(
    zip(
        map(ord, "︐︑︒︓︔︕︖︗︘︙︰︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈﹐﹑﹒﹔﹕﹖﹗﹙﹚｡｢｣､"),
        "，、。：；！？〖〗…：—–（）｛｝〔〕【】《》〈〉「」『』［］，、。；：？！（）。「」、",
        strict=True,
    )
)
_FORM = lazy(f"[{''.join(map(chr, _FORMS))}]+")


def fold_presentation_forms(text: str) -> Iterable[Edit]:
    """Turn vertical, small and half-width forms of Chinese marks into the marks themselves.

    Text set in vertical lines and taken out of a PDF keeps the rotated forms (︵ ︶ ﹁ ﹂); small forms
    (﹐ ﹑) come with traditional fonts.

    Examples:
        >>> list(fold_presentation_forms("﹁轉運站啟用﹂"))
        [Edit(start=0, end=1, new='「'), Edit(start=6, end=7, new='」')]
        >>> list(fold_presentation_forms("「轉運站」，ｱｲ"))
        []
    """
    return _fold(_FORM, _FORMS, text)


# -- marks ---------------------------------------------------------------------------------------------

_HAN = lazy(f"[{HAN}]")
_LETTER = lazy(r"\w")
_LAST_LETTER = lazy(r"\w(?=\W*\Z)")
# How far back the letter before a mark is looked for: past quotation marks, brackets and an indent.
_REACH = 40


def _before(text: str, at: int) -> str:
    """The last letter or digit before a place; marks in between do not decide what script it is."""
    found = _LAST_LETTER.search(text[max(0, at - _REACH) : at])
    return found[0] if found else ""


def _after(text: str, at: int) -> str:
    found = _LETTER.search(text, at)
    return found[0] if found else ""


_DOTS = lazy("[・•‧∙⋅･․·]+")


def fold_dots(text: str) -> Iterable[Edit]:
    """Write the dot inside a foreign name or between two parts of a slogan as ·.

    Fonts and recognisers give one of half a dozen dots of the same look.  Only a single dot between two
    letters of which one is Chinese is folded: the bullet of a list item opens its line and stays.

    Examples:
        >>> list(fold_dots("罗柏•霍夫曼"))
        [Edit(start=2, end=3, new='·')]
        >>> list(fold_dots("• 第一项"))
        []
    """
    for m in _DOTS.finditer(text):
        if m[0] != "·" and len(m[0]) == 1 and _is_dotted(text, *m.span()):
            yield Edit(*m.span(), "·")


_WORD_BEFORE = lazy(f"[{HAN}A-Za-z][{BLANK}]*\\Z")
_WORD_AFTER = lazy(f"[{BLANK}{NEWLINE}]*([{HAN}A-Za-z])")


def _is_dotted(text: str, start: int, end: int) -> bool:
    left, right = _WORD_BEFORE.search(text[max(0, start - _REACH) : start]), _WORD_AFTER.match(text, end)
    return bool(left and right and (_HAN.match(left[0]) or _HAN.match(right[1])))


_SLASHES = lazy(f"[∕⁄](?:(?<=[{HAN}].)|(?=[{BLANK}{NEWLINE}]*[{HAN}]))")


def fold_slashes(text: str) -> Iterable[Edit]:
    """Write the slash between functions or names beside Chinese as /.

    PDF fonts share one glyph between the full-width slash and the sign of division.  In formulas and
    fractions (1⁄2) the sign stays.

    Examples:
        >>> list(fold_slashes("记者郑凯 文∕图"))
        [Edit(start=6, end=7, new='/')]
        >>> list(fold_slashes("1⁄2, a∕b"))
        []
    """
    return [Edit(*m.span(), "/") for m in _SLASHES.finditer(text)]


_DASHES = lazy(f"[–―─━—](?:[{BLANK}]?[–―─━—])*")
_DASH = str.maketrans("–―─━", "————")
# More than a Chinese dash is a rule of print or an ornament.
_DASH_LENGTH = 2


def fold_dashes(text: str) -> Iterable[Edit]:
    """Write the Chinese dash as —— and the dash between two places as —.

    Extractors give box lines (──), horizontal bars (――) or en dashes for it.  Rules of three or more,
    dashes in Latin text, ranges of figures (2023–2024) and typed hyphens (--) stay as printed.

    Examples:
        >>> list(fold_dashes("劳动美──劳动创造幸福"))
        [Edit(start=3, end=5, new='——')]
        >>> list(fold_dashes("北京–上海, 2023–2024, Smith – Jones, ─────"))
        [Edit(start=2, end=3, new='—')]
    """
    for m in _DASHES.finditer(text):
        new = m[0].translate(_DASH)
        if new != m[0] and new.count("—") <= _DASH_LENGTH and _is_dashed(text, m[0], *m.span()):
            yield Edit(*m.span(), new)


def _is_dashed(text: str, dash: str, start: int, end: int) -> bool:
    left, right = _HAN.match(_before(text, start)), _HAN.match(_after(text, end))
    return bool(left and right) if dash == "–" else bool(left or right)


_ELLIPSES = {
    "⋯": lazy("⋯+"),
    "...": lazy(rf"\.\.\.(?<!\.\.\.\.)(?:\.\.\.)?(?!\.|[{BLANK}]*\d)"),
    "。。。": lazy("。。。(?<!。。。。)。{0,3}(?!。)"),
    "・・・": lazy("・・・(?<!・・・・)(?:・・・)?(?!・)"),
}


def fold_ellipses(text: str) -> Iterable[Edit]:
    """Write an ellipsis beside Chinese text as …….

    It is typed as three or six full stops of either width, or extracted as the mathematical ⋯.  Latin
    text keeps its own, and longer runs are the leaders of a table of contents.

    Examples:
        >>> list(fold_ellipses("没有睡着觉...”她说。。。"))
        [Edit(start=5, end=8, new='……'), Edit(start=11, end=14, new='……')]
        >>> list(fold_ellipses("Wait... 目录......3"))
        []
    """
    found = [m for sign, pattern in _ELLIPSES.items() if sign in text for m in pattern.finditer(text)]
    for start, end in sorted(m.span() for m in found):
        left, right = _before(text, start), _after(text, end)
        if _HAN.match(left) or (not left.isalnum() and _HAN.match(right)):
            yield Edit(start, end, "…" * (end - start) if text[start] == "⋯" else "……")


_QUOTES = str.maketrans("〝〞〟❝❞❛❜＂＇", "“””“”‘’\"'")
_QUOTE = lazy("[〝〞〟❝❞❛❜]|[＂＇]")


def fold_quotes(text: str) -> Iterable[Edit]:
    """Write look-alike quotation marks as “ ” and full-width straight ones as the half-width ones.

    Primes of old fonts (〝 〞) and ornaments (❝ ❞) stand for the curly marks; a straight mark has no
    direction, so that it is only paired later, where that is certain.  « », 「 」 and ″ (inch) stay.

    Examples:
        >>> list(fold_quotes("〝枫桥经验〞"))
        [Edit(start=0, end=1, new='“'), Edit(start=5, end=6, new='”')]
        >>> list(fold_quotes("「枫桥经验」 12″"))
        []
    """
    return _fold(_QUOTE, _QUOTES, text)


MEETING = (Rule(fold_ellipses, frozenset(".．。⋯・･")),)
"""Once more when blanks and line ends are gone: stops that stood apart may have met."""
RULES = (
    Rule(
        drop_zero_width,
        frozenset("\u180e\ufeff\ufff9\ufffa\ufffb\ufffc")
        | _span(0x200B, 0x200F)
        | _span(0x202A, 0x202E)
        | _span(0x2060, 0x206F),
    ),
    Rule(drop_controls, (_span(0, 0x1F) | _span(0x7F, 0x9F)) - frozenset("\t\n\r\x0b\x0c\x85")),
    Rule(drop_soft_hyphens, frozenset("\xad")),
    Rule(fold_kangxi_radicals, _span(0x2F00, 0x2FD5)),
    Rule(fold_radicals_supplement, frozenset(map(chr, _SUPPLEMENT_TABLE))),
    Rule(fold_compatibility_ideographs, _span(0xF900, 0xFAFF) | _span(0x2F800, 0x2FA1F)),
    Rule(fold_presentation_forms, frozenset(map(chr, _FORMS))),
    Rule(
        narrow_letters_and_digits,
        _span(0xFF10, 0xFF19) | _span(0xFF21, 0xFF3A) | _span(0xFF41, 0xFF5A) | frozenset(_WIDE_MARKS),
    ),
    Rule(split_ligatures, _span(0xFB00, 0xFB06)),
    Rule(fold_quotes, frozenset("〝〞〟❝❞❛❜＂＇")),
    Rule(drop_stray_marks, _span(0x300, 0x36F)),
    Rule(fold_dots, frozenset("・•‧∙⋅･․")),
    Rule(fold_slashes, frozenset("∕⁄")),
    Rule(fold_dashes, frozenset("–―─━︱︲")),
    *MEETING,
)
"""In this order on the raw text: what is invisible first, marks when the letters beside them are known."""
