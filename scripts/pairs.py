"""Write `cleaner/archive/pairs.txt`: how often characters and pairs of characters stand in Chinese words.

An archive of a few pages knows too few pairs to tell 颁发 from a misread 分发; the words of the language do.
Words and their frequencies are those of the dictionary of jieba, in matching form.  A frequency is written as
the nearest power of two.

    pip install jieba
    python scripts/pairs.py
"""

from __future__ import annotations

from collections import Counter, defaultdict
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from math import log2
from pathlib import Path

from cleaner.archive.matching import matching_forms

TARGET = Path(__file__).parents[1] / "cleaner" / "archive" / "pairs.txt"
# Rarer ones are left out: half of the pairs, with a hundredth of the occurrences.
RARE = 48
HEADER = """\
# How often characters and pairs of characters stand in Chinese words: by one or two characters, then the
# power of two that is nearest to their frequency, then all that are so frequent.
# Made by scripts/pairs.py from the dictionary of jieba {version}, Copyright (c) 2013 Sun Junyi (MIT License).
"""


def words() -> list[tuple[str, int]]:
    """The words of the dictionary that have ideographs only, with their frequencies."""
    found = find_spec("jieba")
    assert found
    assert found.origin
    lines = (Path(found.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    entries = [line.split(" ") for line in lines]
    forms = matching_forms([entry[0] for entry in entries])
    known = ((form.form, int(entry[1])) for form, entry in zip(forms, entries, strict=True))
    return [(word, times) for word, times in known if all("\u4e00" <= char <= "\u9fff" for char in word)]


def main() -> None:
    """Count, and write the file."""
    counts: Counter[str] = Counter()
    for word, times in words():
        for char in word:
            counts[char] += times
        for first, second in pairwise(word):
            counts[first + second] += times
    levels: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for found, times in counts.items():
        if times >= RARE:
            levels[len(found), round(log2(times))].append(found)
    rows = (f"{size} {level} {''.join(sorted(levels[size, level]))}\n" for size, level in sorted(levels))
    TARGET.write_text(HEADER.format(version=version("jieba")) + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
