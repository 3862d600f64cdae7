"""The matching form: blind to wrap, space, width, punctuation and script, and to nothing else."""

from __future__ import annotations

import re

import numpy as np
import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.archive.matching import matching_form, matching_forms
from cleaner.archive.signature import signatures

ARTICLE = (
    "4月29日上午，茂名市总工会召开产业工人队伍建设改革工作推进会。会议指出：“要发挥干部的作用，"
    "不断完善制度，后续台账于6月底前复核。”参会者表示，头发花白的老工人着重谈了面粉厂的历史……"
    "全市新增技能人才1.35万人，同比增长12.5%——这里的征程才刚刚开始！"
)
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
NARROW = str.maketrans("，。：！“”", ',.:!""')
COPIES = {
    "wrapped": "\n".join(ARTICLE[i : i + 17] for i in range(0, len(ARTICLE), 17)),
    "wrapped for windows, indented": "　　" + "\r\n　　".join(re.findall(".{1,23}", ARTICLE)),
    "spaced": " ".join(ARTICLE),
    "spaces beside figures": re.sub(r"(\d[\d.]*)", r" \1 ", ARTICLE),
    "wide figures": ARTICLE.translate(WIDE),
    "narrow punctuation": ARTICLE.translate(NARROW),
    "other quotation marks": ARTICLE.replace("“", "「").replace("”", "」"),
    "short dash, dots": ARTICLE.replace("——", "—").replace("……", "..."),
    "zero-width characters": "\u200b".join(ARTICLE) + "\ufeff",
    "form feed": ARTICLE[:40] + "\n\f\n" + ARTICLE[40:],
    "radicals": ARTICLE.replace("工", "⼯").replace("人", "⼈"),
    "compatibility ideographs": ARTICLE.replace("不", "\uf967"),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_copies_of_other_form_have_the_same_form_and_signature(copy: str) -> None:
    """Wrapped, re-spaced, width-changed copies and those with other marks are the same in matching form."""
    form = matching_form(ARTICLE).form
    assert matching_form(copy).form == form
    assert np.array_equal(*signatures([form, matching_form(copy).form]))


@pytest.mark.parametrize("standard", ["s2t", "s2tw", "s2hk"])
def test_traditional_copies_have_the_same_form(standard: str) -> None:
    """A copy set in traditional characters, of whichever standard, has the form of the simplified one."""
    copy = opencc.OpenCC(standard).convert(ARTICLE)
    assert copy != ARTICLE
    assert matching_form(copy).form == matching_form(ARTICLE).form


@pytest.mark.parametrize("standard", ["t2s", "tw2s", "hk2s"])
def test_simplifying_a_text_leaves_its_form(standard: str) -> None:
    """Whoever converts a traditional text to simplified characters, the form stays."""
    text = "臺灣的麵粉廠裡，於先生覆核後著手乾燥；總幹事說明計畫，徵求羣眾意見，並匯報彙整結果。"
    assert matching_form(opencc.OpenCC(standard).convert(text)).form == matching_form(text).form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2023年增长3.5%", "2024年增长3.5%"),
        ("增长3.5%", "增长35%"),
        ("10—20人", "10，20人"),
        ("软件", "軟體"),
        ("会议召开。", "会议召开！"),
        ("张三", "张叁"),
        ("1人", "①人"),
        ("晴天", "睛天"),
    ],
)
def test_what_differs_in_a_fact_or_a_word_differs_in_form(one: str, other: str) -> None:
    """Digits, decimal points, words and look-alikes are not folded."""
    assert matching_form(one).form != matching_form(other).form


def test_runs_of_marks_count_once_but_runs_of_digits_and_characters_stay() -> None:
    """Two dots or six are an ellipsis; a doubled digit or character is text."""
    assert matching_form("完……………").form == matching_form("完…").form
    assert matching_form("100000000").form == "100000000"
    assert matching_form("人人，，").form == "人人,,"


def test_texts_at_once_have_the_forms_they_have_alone() -> None:
    """What stands beside a text in a batch changes nothing, whatever it ends or begins with."""
    texts = ["完……", "……续", " …", "", "…\u200b", "\n", "完", "—", "—", "ａ"]
    assert matching_forms(texts) == [matching_form(text) for text in texts]
    assert [matched.form for matched in matching_forms(texts)][:3] == ["完.", ".续", "."]
    assert matching_forms([]) == []


def test_damaged_bytes_count_as_one_damaged_character_each() -> None:
    """Lone surrogates, as damaged bytes are kept, give a form that can be encoded."""
    assert matching_form("会\udcff议").form == "会\ufffd议"


@given(st.text(st.sampled_from("会議议 \n，,。…—“０0\u200b⼯\udc80"), max_size=40), st.data())
def test_offsets_lead_back_to_what_has_that_form(text: str, data: st.DataObject) -> None:
    """The stretch of the text that a part of the form comes from has that part for its form."""
    matched = matching_form(text)
    start = data.draw(st.integers(0, len(matched.form)))
    end = data.draw(st.integers(start, len(matched.form)))
    low, high = matched.span(start, end)
    assert 0 <= low <= high <= len(text)
    assert matching_form(text[low:high]).form == matched.form[start:end]
    assert (low == high) == (start == end)


@given(st.lists(st.text(max_size=20), max_size=6))
def test_forms_are_their_own_forms(texts: list[str]) -> None:
    """The form of a form is that form, for any text of Unicode."""
    forms = [matched.form for matched in matching_forms(texts)]
    assert [matched.form for matched in matching_forms(forms)] == forms
