"""Rules for damage that happened to the bytes: lost ones, and text that was once read in the wrong encoding.

They run before all others, because every other rule expects the characters that were printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.chars import UTF8_AS_GBK
from cleaner.core.pattern import lazy
from cleaner.core.types import Edit, Mark, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONE = lazy("[\ud800-\udfff]+")
_ACCENTED = "".join(map(chr, range(0xC0, 0x100)))


def replace_damaged_bytes(text: str) -> Iterator[Edit]:
    r"""Show every byte that could not be read as U+FFFD.

    Files are cut off in the middle of a character, lose a byte in transport or were pasted together from
    two encodings.  The reader keeps such bytes as lone surrogates, which no output may hold.  Nothing is
    guessed: what the byte belonged to stays as it was read, and the account holds the byte itself.

    >>> list(replace_damaged_bytes("全市职工\udce5\udc8f代表"))
    [Edit(start=4, end=6, new='\ufffd\ufffd')]
    """
    for run in _LONE.finditer(text):
        yield Edit(run.start(), run.end(), "\ufffd" * len(run.group()))


def damaged_bytes(source: str) -> Iterator[Mark]:
    r"""A mark for every run of bytes that could not be read, in offsets of the source.

    >>> [(mark.start, mark.end, mark.note) for mark in damaged_bytes("全市职工\udce5\udc8f代表")]
    [(4, 6, 'e5 8f')]
    """
    for run in _LONE.finditer(source):
        note = " ".join(f"{ord(char) & 0xFF:02x}" for char in run.group())
        yield Mark("damaged_bytes", run.start(), run.end(), replace_damaged_bytes.__name__, note)


def repair_mojibake(text: str) -> list[Edit]:
    """Undo a wrong reading: UTF-8 read as Windows-1252, UTF-8 read as GBK, GBK read as Latin-1.

    Archives and PDF extractors that trust a wrong label leave such text behind.  It is repaired only where
    the bytes that it stands for are Chinese in the right encoding and the repaired passages of the page
    are long, varied and common enough to be no accident.  Accented letters of Western languages, rare
    ideographs and rows of dots stay; so do the characters round a byte that was lost on the way.

    >>> [edit.new for edit in repair_mojibake("ä¸­å›½å·¥äºº 2021å¹´")]
    ['中', '国', '工', '人', '年']
    >>> "".join(edit.new for edit in repair_mojibake("涓\ue15e浗宸ヤ汉"))
    '中国工人'
    >>> "".join(edit.new for edit in repair_mojibake("ÖÐ¹ú¹¤ÈË"))
    '中国工人'
    >>> repair_mojibake("涓涓细流，un café « fermé »，Größe")
    []
    """
    from cleaner.read.mojibake import repairs  # not for the many pages that never come here

    return repairs(text)


RULES = (
    Rule(replace_damaged_bytes, frozenset(map(chr, range(0xD800, 0xE000)))),
    Rule(repair_mojibake, frozenset(UTF8_AS_GBK + _ACCENTED)),
)
