"""Conversion between scripts: by phrase, by block, as the smallest edits."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from cleaner import Options, clean, clean_page, page_record, restore
from cleaner.core.fold import apply, sound
from cleaner.core.types import Edit
from cleaner.normalise import script
from cleaner.normalise.script import ScriptUnavailableError, convert

SAMPLES = Path(__file__).parent.parent / "samples"


def converted(blocks: list[str], target: str) -> list[str]:
    return [apply(b, sound(e, len(b))) for b, e in zip(blocks, convert(blocks, target), strict=True)]


@pytest.mark.parametrize(
    ("target", "before", "after"),
    [
        ("traditional", "头发的发展与面条", "頭髮的發展與麪條"),
        ("taiwan", "头发的发展与面条，里面", "頭髮的發展與麵條，裡面"),
        ("hongkong", "里面的群众", "裏面的羣眾"),
        ("simplified", "頭髮的發展與麵條，裡面", "头发的发展与面条，里面"),
        ("taiwan", "软件与网络", "軟件與網絡"),
    ],
)
def test_characters_are_chosen_by_phrase_and_words_are_kept(target, before, after):
    """One simplified character becomes the traditional one of its word; vocabulary is not translated."""
    assert converted([before], target) == [after]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("traditional", "皇后與公里，干涉與頭髮"),
        ("simplified", "这部著作由乾先生于1949年写成"),
        ("simplified", "记者从会上了解到，於先生出席"),
        ("taiwan", "臺灣的發展裡面"),
    ],
)
def test_text_that_is_in_its_script_stays(target, text):
    """What is in the script already is not converted again."""
    assert convert([text], target) == [[]]


def test_a_block_without_evidence_goes_with_the_page():
    """A name says nothing of its script; the other blocks do."""
    assert convert(["皇后", "議員關心發展"], "traditional") == [[], []]
    assert converted(["理发", "议员关心发展"], "traditional") == ["理髮", "議員關心發展"]


def test_edits_are_the_smallest_runs():
    """Only what differs is in the account."""
    assert convert(["我们的国家"], "traditional") == [[Edit(1, 2, "們"), Edit(3, 4, "國")]]


@pytest.mark.parametrize("target", ["simplified", "traditional", "taiwan", "hongkong"])
def test_samples_convert_once(target):
    """Converting a converted page changes nothing, and simplified pages are simplified already."""
    for path in SAMPLES.glob("*.gold.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))
        blocks = [block["text"] for article in gold["articles"] for block in article["blocks"]]
        once = converted(blocks, target)
        assert not any(convert(once, target))
        if target == "simplified":
            assert once == blocks


@pytest.mark.parametrize(
    ("old", "new"), [("工会", "工会们"), ("工会", "们工会"), ("一条龙", "龙"), ("甲乙丙", "甲丁戊己丙庚")]
)
def test_phrases_that_change_their_length_are_aligned(old, new):
    """Alignment gives the new text back, and every edit has a character to stand on."""
    assert apply(old, sound(script._align(old, new), len(old))) == new  # noqa: SLF001


def test_an_unknown_script_is_refused_with_the_choices():
    """The message names what may be chosen."""
    with pytest.raises(ValueError, match="simplified, traditional, taiwan, hongkong"):
        convert(["茂名"], "klingon")


def test_a_missing_opencc_is_named_with_the_remedy(monkeypatch):
    """Without the extra the error says what to install."""
    script._converter.cache_clear()  # noqa: SLF001
    monkeypatch.setitem(sys.modules, "opencc", None)
    with pytest.raises(ScriptUnavailableError, match=r"pip install 'cleaner\[script\]'"):
        convert(["茂名"], "taiwan")


@pytest.mark.parametrize("target", ["simplified", "traditional", "taiwan", "hongkong"])
@pytest.mark.parametrize("sample", ["scan-000", "scan-002"])
def test_a_converted_page_restores(sample, target):
    """Conversion is a change like any other: in the log, and undone by the record alone."""
    data = (SAMPLES / f"{sample}.txt").read_bytes()
    options = Options(script=target)
    page = clean_page(data, options)
    assert restore(json.loads(json.dumps(page_record(page)))) == data
    by_script = [change for change in page.changes if "convert_script" in change.rules]
    assert bool(by_script) == (target != "simplified")
    kept = clean_page(data)
    assert [block.spans for block in page.blocks] == [block.spans for block in kept.blocks]
    assert clean(clean(data, options), options) == clean(data, options)


def test_conversion_reads_a_block_as_a_whole():
    """A phrase that line ends and blanks run through is converted as one, on ground edited before too."""
    text = (
        "　　本报讯 市总工会昨日召开会议，听取各单位的工作\n报告，就明年的规划作了说明。会议通报了全市理\n"
        "发业的发 展 情 况，要求各单位认真落实各项要求，把\n好事办好，让职工满意，让群众放心，为发展出力。\n"
    )
    page = clean_page(text, Options(script="traditional"))
    (block,) = page.blocks
    assert page.text_of(block) == (
        "本報訊 市總工會昨日召開會議，聽取各單位的工作報告，就明年的規劃作了說明。會議通報了全市理髮業的發展"
        "情況，要求各單位認真落實各項要求，把好事辦好，讓職工滿意，讓羣衆放心，爲發展出力。"
    )
    assert restore(page_record(page)) == text.encode()


def test_nothing_is_converted_unless_asked():
    """Traditional and simplified pages keep their script."""
    assert clean("市總工會召開會議。") == "市總工會召開會議。\n"
    assert clean("市总工会召开会议。", Options(script="traditional")) == "市總工會召開會議。\n"
