"""What the search for repeats costs: one page, a long text with and without copies, and hostile input.

usage: python scripts/bench_repeats.py [--fast]

Times are the best of several runs in this process.  The text of the long pages is made of the sample
pages' characters in random order, so that nothing repeats but what is planted.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.repeats.judge import judge

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parent.parent / "samples"
PAGE = 4_500
LONG = 1_000_000
COPIES = 1_000
CHANCE = random.Random(7)  # noqa: S311 - a bench, no secrets


def best(work: Callable[[], object], runs: int) -> float:
    """Seconds of the fastest run."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def sentences(length: int) -> list[str]:
    """Sentences of about forty characters in which nothing repeats."""
    pages = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    characters = [c for c in "".join(pages) if c >= "\u3400"]
    found, size = [], 0
    while size < length:
        sentence = "".join(CHANCE.choices(characters, k=CHANCE.randint(8, 20)))
        sentence += "，" + "".join(CHANCE.choices(characters, k=CHANCE.randint(8, 20))) + "。"
        found.append(sentence)
        size += len(sentence)
    return found


def paragraphs(length: int) -> list[str]:
    """Paragraphs of five sentences."""
    parts = sentences(length)
    return ["".join(parts[i : i + 5]) for i in range(0, len(parts), 5)]


def column(texts: list[str], measure: int = 18) -> str:
    """The paragraphs as a column of print."""
    lines = []
    for text in texts:
        indented = "\u3000\u3000" + text
        lines += [indented[i : i + measure] for i in range(0, len(indented), measure)]
    return "\n".join(lines) + "\n"


def misread(text: str, share: float = 0.02) -> str:
    """A copy with a share of its characters misread."""
    return "".join(CHANCE.choice(text) if CHANCE.random() < share else c for c in text)


def with_copies(texts: list[str]) -> list[str]:
    """As long a text, in which every so often a paragraph is a noisy copy of an earlier one."""
    step = max(3, LONG * len(texts) // COPIES // sum(map(len, texts)))
    return [misread(texts[i - 1]) if i % step == step - 1 else text for i, text in enumerate(texts)]


def main() -> None:
    """Print the table."""
    runs = 3 if "--fast" in sys.argv else 20
    page = column(paragraphs(PAGE))[:PAGE]
    print(
        f"page of {len(page):,} characters, nothing repeats: {1000 * best(lambda: judge(page), runs):.2f} ms"
    )
    for path in sorted(SAMPLES.glob("*.txt")):
        text = path.read_text("utf-8")
        print(f"{path.stem}, {len(text):,} characters: {1000 * best(lambda: judge(text), runs):.2f} ms")  # noqa: B023
    length = LONG // 10 if "--fast" in sys.argv else LONG
    plain = paragraphs(length)
    without, having = column(plain), column(with_copies(plain))
    alone, copies = best(lambda: judge(without), 1), best(lambda: judge(having), 1)
    print(f"{len(without):,} characters, nothing repeats: {alone:.2f} s")
    print(f"the same with a noisy copy every {LONG // COPIES:,} characters: {copies:.2f} s")
    print(f"ratio {copies / alone:.2f}, cuts {len(judge(having).cuts)}")
    size = 10 * length
    for name, text in (
        ("one character", "工" * size),
        ("dashes", "—" * size),
        ("a period", "工会职人，" * (size // 5)),
    ):
        tracemalloc.start()
        judge(text[: size // 10])
        peak = tracemalloc.get_traced_memory()[1] / len(text[: size // 10])
        tracemalloc.stop()
        print(f"{name} x {size:,}: {best(lambda: judge(text), 1):.1f} s, {peak:.0f} bytes a character")  # noqa: B023
    print("numpy loaded:", "numpy" in sys.modules)


if __name__ == "__main__":
    main()
