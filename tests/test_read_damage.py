"""Damaged bytes and text that was read in the wrong encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.core.options import Options
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.pipeline import apply_rules
from cleaner.read.damage import RULES, damaged_bytes, repair_mojibake, replace_damaged_bytes
from cleaner.read.encoding import decode

PASSAGE = (
    "全市职工代表大会昨日在市工人文化宫召开，会议听取了工作报告。\n“我们要把服务做好”，"
    "市总工会主席王小明说：今年共有 1200 名职工参加培训，比去年增长 15.6%。\n"
)


def edited(text: str, edits) -> str:
    parts, at = [], 0
    for edit in edits:
        assert at <= edit.start < edit.end <= len(text), "edits are sorted and disjoint"
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, text[at:]])


def as_windows(data: bytes) -> str:
    """The bytes as a careless program shows them: Windows-1252, and controls where that has nothing."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def as_gbk(data: bytes, lost: str = "\ufffd") -> str:
    """The bytes as Windows shows them in GBK: 80 is the euro sign, a byte that is lost shows as `lost`."""
    text = data.decode("gb18030", "surrogateescape").replace("\udc80", "€")
    return "".join(lost if "\ud800" <= char <= "\udfff" else char for char in text)


WRONG = {
    "UTF-8 as Latin-1": PASSAGE.encode().decode("latin-1"),
    "UTF-8 as Windows-1252": as_windows(PASSAGE.encode()),
    "GBK as Latin-1": PASSAGE.encode("gbk").decode("latin-1"),
    "GBK as Windows-1252": as_windows(PASSAGE.encode("gbk")),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_wrong_readings_that_lose_nothing_are_undone(wrong):
    """A passage that was read as a Western encoding comes back to the last character."""
    assert edited(wrong, repair_mojibake(wrong)) == PASSAGE


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_the_rule_is_triggered_and_restores(wrong):
    """The page runs the rule on such text, and its account gives the source back."""
    page = apply_rules(RULES, Page(Source("-", wrong, "utf-8", "")), Options())
    assert page.text == PASSAGE
    rebuilt, at = "", 0
    for change in page.changes:
        assert change.rules == ("repair_mojibake",)
        rebuilt += wrong[at : change.end]
        at = change.end
    assert rebuilt + wrong[at:] == wrong


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_repair_is_idempotent(wrong):
    """What was repaired is left alone."""
    assert not repair_mojibake(edited(wrong, repair_mojibake(wrong)))


def test_utf8_read_as_gbk():
    """Whole lines with an even number of bytes come back; figures and line ends stay where they are."""
    text = "工会报告，中国工人们\n职工代表大会 1200 名单\n"
    wrong = as_gbk(text.encode())
    assert "\ufffd" not in wrong
    assert edited(wrong, repair_mojibake(wrong)) == text


def test_utf8_read_as_gbk_with_lost_bytes():
    """A byte that the wrong reading lost costs its character alone, which shows as lost."""
    text = "市总工会主席王小明说，今年职工培训\n增长的情形好\n"
    wrong = as_gbk(text.encode())
    assert edited(wrong, repair_mojibake(wrong)) == text
    # Programs that know no euro sign in GBK lose the 80 in 总.
    wrong = wrong.replace("€", "\ufffd")
    assert edited(wrong, repair_mojibake(wrong)) == text.replace("总", "\ufffd")
    wrong = as_gbk("市工会主席王小明说，今年职工培训\n增长的情况很\n增长的情况\n".encode())
    repaired = "市工会主席王小明说，今年职工培训\n增长的情况很\n增长的情\ufffd\n"
    assert edited(wrong, repair_mojibake(wrong)) == repaired


def test_question_marks_for_lost_bytes():
    """Some programs write a question mark for the byte that they lost."""
    wrong = as_gbk("市工会主席王小明说，今年职工培训\n作报告\n".encode(), "?")
    assert wrong.count("?") == 1
    assert edited(wrong, repair_mojibake(wrong)) == "市工会主席王小明说，今年职工培训\n作报\ufffd\n"


def test_traditional_text_is_repaired_too():
    """Traditional characters count as common Chinese as well."""
    text = "市府昨日表示，這個計畫將於明年完成。"
    wrong = as_windows(text.encode())
    assert edited(wrong, repair_mojibake(wrong)) == text


def test_single_characters_are_repaired_in_company():
    """One character between figures is repaired where the page has proof enough."""
    wrong = as_windows("中国工会报告 2021年3月".encode())
    assert edited(wrong, repair_mojibake(wrong)) == "中国工会报告 2021年3月"


@pytest.mark.parametrize(
    "text",
    [
        "Größe, Straße und Übermaß; né à Orléans, où l’été « fermé » a été fêté : ÀÉÈ",
        "Le café\u00a0» et l’été\u00a0» du Çà\u00a0» fermé\u00a0» déjà\u00a0» créé\u00a0» aîné\u00a0»",
        "Ísland, þjóð, æðstu; Türkçe şöyle ığdır; Ελληνικά κείμενα; Привет, мир",
        "pīnyīn: lǜ sè, nǚ ér, Lǐ Bái, é, è, ê, ü",
        "Ã",
        "Ã©tÃ©",
        "涓涓细流汇成大河，浜河、沙家浜，宸翰，娴静，鑫鑫，锛，龘靐齉爩",
        "人名：朱镕基、李喆、王珺、赵炅、陈喆、钱錡、孙瑷、周玥、吴堃、郑昪、冯勍",
        "目录······················3\n××省××市××局……——“”‘’",
        "±5°C，20°～30°，§3，¥100，£50，©2021 ®，µg",
        "姓名\t数量\t价格\nÄ\t1\t2.5\nÖ\t2\t3.5\n",
        "½¼¾ ×÷ ¹²³ ªº «» ¿¡",
        "锟斤拷锟斤拷锟斤拷 烫烫烫烫烫烫 屯屯屯屯",
        PASSAGE,
    ],
)
def test_what_is_no_wrong_reading_stays(text):
    """Accents, symbols, rows of dots, tables, rare ideographs and good Chinese stay as printed."""
    assert list(repair_mojibake(text)) == []


def test_good_text_beside_a_wrong_reading_stays():
    """Only the misread lines of a page change: good Chinese and French beside them stay."""
    good = "茂名市总工会召开会议。\nLe café « fermé » à Orléans.\n"
    wrong = good + as_windows("中国工人日报，工会报告。".encode()) + "\n"
    assert edited(wrong, repair_mojibake(wrong)) == good + "中国工人日报，工会报告。\n"


def test_clean_chinese_triggers_nothing():
    """Neither rule runs on clean text."""
    assert all(rule.triggers.isdisjoint(PASSAGE + "本報訊：這個計畫將於明年完成") for rule in RULES)


def test_every_wrong_reading_has_a_trigger():
    """Every long enough stretch of a wrong reading has a character that starts the rule."""
    triggers = RULES[1].triggers
    assert not any(triggers.isdisjoint(wrong[at : at + 40]) for wrong in WRONG.values() for at in (0, 40, 80))
    misread = PASSAGE.encode().decode("gb18030", "replace")
    assert not triggers.isdisjoint(misread[:30])


def test_damaged_bytes_show_as_replacement_characters():
    """Each damaged byte is one U+FFFD, and good text between them stays."""
    text = decode("全市".encode() + b"\xe5\x8f" + "职工".encode() + b"\xff").text
    assert edited(text, replace_damaged_bytes(text)) == "全市\ufffd\ufffd职工\ufffd"


def test_damaged_bytes_are_marked():
    """Each run of damaged bytes has one mark that says which bytes they are; sound text has none."""
    text = decode("全市".encode() + b"\xe5\x8f" + "职工\ufffd".encode() + b"\xff").text
    assert [(mark.kind, mark.start, mark.end, mark.note) for mark in damaged_bytes(text)] == [
        ("damaged_bytes", 2, 4, "e5 8f"),
        ("damaged_bytes", 7, 8, "ff"),
    ]
    assert not list(damaged_bytes(PASSAGE + "\ufffd"))


def test_real_replacement_characters_are_no_damage():
    """A U+FFFD that is in the input stays, and is no change."""
    assert not list(replace_damaged_bytes("全市\ufffd职工"))


@given(st.text(st.characters(), max_size=80))
def test_no_lone_surrogate_is_left(text):
    """Whatever the text, what the rules leave can be written as UTF-8."""
    once = edited(text, repair_mojibake(text))
    edited(once, replace_damaged_bytes(once)).encode()


MIXTURE = "涓\ue15e浗宸ヤ汉锛銆鐨勬槸\ufffd? \n中国锟斤拷ä¸­å›½å·¥äººÖÐ¹ú¡£é€"


@given(st.text(st.sampled_from(MIXTURE), max_size=60))
def test_repair_yields_sound_edits_on_any_mixture(text):
    """On any mixture of readings the edits are sorted, disjoint and inside the text."""
    edited(text, repair_mojibake(text))
