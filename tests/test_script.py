"""Conversion between scripts: by phrase, by block, as the smallest edits."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

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
