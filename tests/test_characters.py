"""Characters that stand for others: what is folded, and what stays as printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.core.chars import PRIVATE_USE
from cleaner.core.fold import apply, sound
from cleaner.normalise import characters
from cleaner.normalise.characters import RULES


def fold(text: str) -> str:
    """The text after every rule on characters, gated as in the pipeline."""
    present = set(text)
    for rule in RULES:
        if not rule.triggers.isdisjoint(present):
            text = apply(text, sound(rule.apply(text), len(text)))
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("⼤国⼯匠", "大国工匠"),
        ("满⾜⽤⼾的服务", "满足用户的服务"),
        ("國⺠黨與⾨⼾", "國民黨與門戶"),
        ("⿈偉哲市⻑與⾭年代表來訪", "黃偉哲市長與青年代表來訪"),
        ("⿈金周出游的人们", "黄金周出游的人们"),
        ("⻛⻔⻓⻋", "风门长车"),
        ("\uf98e輕\uf9f4議員", "年輕林議員"),
        ("\U0002f800字", "丽字"),
        ("２０２４年Ａ５版，增长８．２％", "2024年A5版，增长8.2%"),
        ("文／图", "文/图"),
        ("o\ufb03ce与Wi-\ufb01", "office与Wi-fi"),
        ("上海绿\ufeff地申\u200b花\u200e", "上海绿地申花"),
        ("茂名\x02日报\x9d", "茂名日报"),
        ("小德\xad在半决赛", "小德在半决赛"),
        ("interna\xad\n  tional", "interna-\n  tional"),
        ("工\u0301会，\u0308茂名", "工会，茂名"),
        ("︵見圖︶﹁轉運站﹂﹐啟用", "（見圖）「轉運站」，啟用"),
        ("茂名｡｢工会｣､", "茂名。「工会」、"),
        ("罗柏•霍夫曼与Rob・霍夫曼", "罗柏·霍夫曼与Rob·霍夫曼"),
        ("罗柏‧\n霍夫曼", "罗柏·\n霍夫曼"),
        ("罗 柏 ∙ 霍 夫 曼", "罗 柏 · 霍 夫 曼"),
        ("■记者郑凯 文∕图", "■记者郑凯 文/图"),
        ("劳动美──劳动创造幸福", "劳动美——劳动创造幸福"),
        ("劳动美― ―劳动", "劳动美— —劳动"),
        ("北京–上海", "北京—上海"),
        ("没有睡着觉...”她说", "没有睡着觉……”她说"),
        ("没有睡着觉。。。。", "没有睡着觉……"),
        ("没有睡着觉⋯⋯", "没有睡着觉……"),
        ("没有睡着觉・・・", "没有睡着觉……"),
        ("〝枫桥经验〞", "“枫桥经验”"),
        ("＂工会＂", '"工会"'),
    ],
)
def test_what_stands_for_another_character_is_folded(before, after):
    """Look-alikes, compatibility forms and invisible characters become what was printed."""
    assert fold(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "①❶㎡№㈠½Ⅳ℃〇々",
        "会议强调，要“走在前列”——茂名日报讯……",
        "2023–2024, pp. 3–5, Smith – Jones",
        "目录.........12",
        "前言......3",
        "─────",
        "1⁄2, a∕b",
        "• 第一项\n• 第二项",
        "林易瑩議員---強化社會安全網",
        "成绩--4金1银1铜",
        "Wait... and see",
        "1+2+⋯+n",
        "12″的屏幕，«Le Monde»",
        "café naïve A\u030angstro\u0308m =\u0338",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 ❤\ufe0f",
        "क्\u200dष می\u200cخواهم",
        "第一版\t第二版\x0c\r\n\u2028第三版",
        "中国梦·劳动美",
        "あいうえお・カタカナ",
        "风车门长（２）".replace("２", "2"),
        "﨎﨏",
        "\ue000\U000f0001",
        "「轉運站」『啟用』",
    ],
)
def test_what_is_printed_so_stays(text):
    """Signs with a meaning of their own, Latin typography and other scripts are not touched."""
    assert fold(text) == text


def test_private_use_characters_are_found_and_kept():
    """A character of a private font is never dropped, only found."""
    text = "茂名\ue123\ue124日报\U000f0001"
    assert fold(text) == text
    assert [m.span() for m in PRIVATE_USE.finditer(text)] == [(2, 4), (6, 7)]


def test_every_radical_has_an_ideograph():
    """No radical that has one ideograph of its own is left, and none becomes another radical."""
    for code in range(0x2F00, 0x2FD6):
        (edit,) = characters.fold_kangxi_radicals(chr(code))
        assert "CJK UNIFIED" in unicodedata.name(edit.new)
    for rule in RULES:
        if rule.name == "fold_radicals_supplement":
            for radical in rule.triggers:
                assert "CJK UNIFIED" in unicodedata.name(fold(radical))


PIECES = [
    *"茂名工会 \n\t　，,。.…—–─―•・·\"'“”（(⼾⻛Ａ１％ﬁ︵〝＂\u0301\u200b\xad⋯年aB7é",
    "...",
    "。。。",
    "\r\n",
    "・・・",
]
texts = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=30).map("".join)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@given(text=texts)
def test_each_rule_is_sound_gated_and_idempotent(rule, text):
    """A rule has nothing to do without its triggers, nor on its own output."""
    once = apply(text, sound(rule.apply(text), len(text)))
    assert list(rule.apply(once)) == []
    if rule.triggers.isdisjoint(text):
        assert once == text


@given(text=texts)
def test_all_rules_together_are_idempotent(text):
    """Folding folded text changes nothing."""
    assert fold(fold(text)) == fold(text)


@given(text=texts)
def test_line_ends_and_blanks_are_never_touched(text):
    """Indents, the blanks inside lines and the line ends are evidence for later stages."""
    blanks = " \t　\n\r\x0c\x85\u2028"
    assert [c for c in fold(text) if c in blanks] == [c for c in text if c in blanks]
