"""Write `cleaner/core/pairs.txt`: how often characters and pairs of characters stand in Chinese words.

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

TARGET = Path(__file__).parents[1] / "cleaner" / "core" / "pairs.txt"
# Rarer ones are left out: half of the pairs, with a hundredth of the occurrences.
RARE = 48
HEADER = """\
# How often characters stand behind each other in Chinese words.  A line is a character and what follows it: a
# letter for the power of two that is nearest to a frequency (a for 1), then all that are so frequent
# there.  The line that begins with a blank has how often characters stand in words at all.
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
    counts: Counter[tuple[str, str]] = Counter()
    for word, times in words():
        for char in word:
            counts[" ", char] += times
        for first, second in pairwise(word):
            counts[first, second] += times
    rows: defaultdict[str, defaultdict[str, str]] = defaultdict(lambda: defaultdict(str))
    for (first, second), times in sorted(counts.items()):
        if times >= RARE:
            rows[first][chr(ord("a") + round(log2(times)))] += second
    lines = (first + "".join(map("".join, sorted(row.items()))) + "\n" for first, row in sorted(rows.items()))
    TARGET.write_text(HEADER.format(version=version("jieba")) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
