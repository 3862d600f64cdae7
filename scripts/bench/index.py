"""An index of a million articles: what adding costs as it grows, and what one new page costs.

usage: python scripts/bench/index.py [--articles 1000000] [--folder DIR]

The index is filled with records of random keys, as many as articles of 500 characters have and a fifth of
them those of stock phrases, in the way pages are added: tables and runs are those of so many articles.  What
is measured is the whole way of made-up pages of eight articles of 300 to 700 characters: characters as
frequent as in news (Zipf), stock phrases, one article in fifty a copy of an earlier one with 2 % of its
characters misread.  Making them up is not timed.

    add      milliseconds an article, in transactions of 32 pages, on the disk: wall and processor time
    slowest  the longest transaction of all, filling included: the merging of large runs
    find     one new page against all, in a running process: median / 95 % / slowest of 100, and the
             median of processor time
    add one  the same page added in a transaction of its own
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import sys
import tempfile
import time
import zlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cleaner.archive.anchors import anchors
from cleaner.archive.index import ArticlePrint, Index, PagePrint
from cleaner.archive.index.postings import packed
from cleaner.archive.index.prints import packed_places
from cleaner.archive.matching import matching_forms
from cleaner.archive.quality import quality

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE, BATCH, MEASURED, PAGES, FILLED = 8, 32, 2560, 100, 2000
HAN = np.array([chr(code) for code in range(0x4E00, 0x4E00 + 3500)])
COPIES = MISREAD = 0.02
# What an article of 500 characters has.
BANDS, ANCHORS, OF_PHRASES = 32, 125, 25


class Press:
    """Makes pages up, always the same ones."""

    def __init__(self, seed: int = 1) -> None:
        """Begin with stock phrases, the same for every seed."""
        weights = 1 / np.arange(3, len(HAN) + 3)
        self.cumulated = np.cumsum(weights / weights.sum())
        self.random = np.random.default_rng(0)
        self.phrases = [self.words(int(n)) for n in self.random.integers(8, 17, 5000)]
        self.random = np.random.default_rng(seed)
        self.seed, self.made = seed, 0
        self.earlier: list[str] = []

    def words(self, length: int) -> str:
        """Running characters."""
        return "".join(HAN[np.searchsorted(self.cumulated, self.random.random(length))])

    def article(self) -> str:
        """An article, or now and then a copy of one."""
        if self.earlier and self.random.random() < COPIES:
            return self.misread(self.earlier[int(self.random.integers(len(self.earlier)))])
        parts: list[str] = []
        length = int(self.random.integers(300, 700))
        while sum(map(len, parts)) < length:
            parts.append(self.words(int(self.random.integers(30, 60))))
            parts.append(self.phrases[int(len(self.phrases) * self.random.random() ** 3)] + "。")
        self.earlier.append("".join(parts))
        return self.earlier[-1]

    def misread(self, text: str) -> str:
        """The same text with some other characters."""
        signs = np.array(list(text))
        places = self.random.random(len(signs)) < MISREAD
        signs[places] = HAN[self.random.integers(0, len(HAN), places.sum())]
        return "".join(signs)

    def page(self) -> PagePrint:
        """A page of eight articles."""
        self.made += 1
        name = f"{self.seed}-{self.made}.txt"
        texts = [self.article() for _ in range(PAGE)]
        articles = (ArticlePrint(f"a{i}", t, ((0, 0),), quality(t).damage) for i, t in enumerate(texts, 1))
        return PagePrint(name, name, None, tuple(articles))


class Filler:
    """Puts records of random keys into an index."""

    def __init__(self, index: Index) -> None:
        """Begin with the keys of stock phrases and with a few texts."""
        self.store, self.random, self.slowest = index.store, np.random.default_rng(7), 0.0
        press = Press()
        self.of_phrases = anchors([m.form for m in matching_forms(press.phrases)])[0]
        self.texts = [zlib.compress(press.article().encode(), 3) for _ in range(200)]
        self.places = packed_places(((0, 0),))

    def fill(self, wanted: int) -> None:
        """Add records until there are so many."""
        while True:
            start = time.perf_counter()
            with self.store.writing():
                (have,) = self.store.db.execute("SELECT coalesce(max(number), 0) FROM records").fetchone()
                more = min(FILLED, wanted - have)
                self._records(have + 1, more)
            self.slowest = max(self.slowest, time.perf_counter() - start)
            if more < FILLED:
                return

    def _records(self, first: int, count: int) -> None:
        db, numbers = self.store.db, np.arange(first, first + count)
        forms = self.random.integers(-(2**63), 2**63, count).tolist()
        db.executemany(
            "INSERT INTO pages VALUES (?, ?, ?, ?, NULL, '[]')",
            ((n, name, name, name) for n in numbers[::PAGE].tolist() for name in [f"filled-{n}"]),
        )
        db.executemany(
            "INSERT INTO records (number, page, article, length, damage, form, kept, places, text) "
            "VALUES (?, ?, 'a1', 500, 0, ?, ?, ?, ?)",
            (
                (n, n - (n - first) % PAGE, forms[n - first], n, self.places, self.texts[n % len(self.texts)])
                for n in numbers.tolist()
            ),
        )
        bands = self._keys(BANDS * count)
        whole = self._keys((ANCHORS - OF_PHRASES) * count)
        phrases = self.of_phrases[
            (len(self.of_phrases) * self.random.random(OF_PHRASES * count) ** 3).astype(int)
        ]
        self.store.bands.add(packed(bands, np.repeat(numbers, BANDS)))
        self.store.anchors.add(packed(whole, np.repeat(numbers, ANCHORS - OF_PHRASES)))
        self.store.anchors.add(packed(phrases, np.repeat(numbers, OF_PHRASES)))

    def _keys(self, count: int) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
        return self.random.integers(0, 2**32, count, dtype=np.uint32)


def measure(index: Index, press: Press, filler: Filler) -> str:
    """What adding and finding cost now."""
    wall = processor = 0.0
    for _ in range(MEASURED // (PAGE * BATCH)):
        pages = [press.page() for _ in range(BATCH)]
        start, started = time.perf_counter(), time.process_time()
        index.add(pages)
        took = time.perf_counter() - start
        wall, processor = wall + took, processor + time.process_time() - started
        filler.slowest = max(filler.slowest, took)
    found, added = [], []
    for _ in range(PAGES):
        page = press.page()
        found.append(timed(partial(index.find, page)))
        added.append(timed(partial(index.add, [page])))
    return (
        f"add {1000 * wall / MEASURED:.2f} ms an article (processor {1000 * processor / MEASURED:.2f}); "
        f"find {milliseconds(found)} ms a page; add one {milliseconds(added)} ms a page; "
        f"slowest transaction {filler.slowest:.1f} s"
    )


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor time of some work."""
    start, started = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - started


def milliseconds(times: list[tuple[float, float]]) -> str:
    """Median, 95 % and slowest of wall times, and the median of processor times."""
    wall = sorted(t for t, _ in times)
    picked = statistics.median(wall), wall[int(0.95 * len(wall))], wall[-1]
    processor = statistics.median(t for _, t in times)
    return " / ".join(f"{1000 * t:.1f}" for t in picked) + f" (processor {1000 * processor:.1f})"


def main() -> None:
    """Fill an index and measure at every power of ten."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=chosen.folder))
    marks = sorted({10**k for k in range(4, 9) if 10**k < chosen.articles} | {chosen.articles})
    with Index(folder / "archive.db", create=True) as index:
        filler = Filler(index)
        for mark in marks:
            filler.fill(mark)
            told = measure(index, Press(seed=mark), filler)
            size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            print(f"{mark:>9,} articles: {told}; {size / mark:.0f} bytes an article, peak {memory} MB")
            sys.stdout.flush()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
