"""Speed, as ratios measured side by side in one run.

usage: python scripts/bench.py [--megabytes 20] [--rounds 3]

    normalise, damaged     the sample pages, again and again, against ftfy's fix_text
    normalise, undamaged   the same articles as they should read, one paragraph a line, against ftfy
    layout                 roles, articles and headlines, against normalising the same pages
    clean --help, a pipe   whole processes, against `python -c pass`, best of twenty each

Provenance and verification are included.  Needs ftfy (`pip install ftfy`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ftfy

from cleaner import pipeline
from cleaner.core.log import verify
from cleaner.core.options import Options
from cleaner.core.page import Page
from cleaner.core.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SAMPLES = Path(__file__).parents[1] / "samples"


def damaged() -> list[str]:
    """The sample pages as they came."""
    return [path.read_bytes().decode() for path in sorted(SAMPLES.glob("*.txt"))]


def undamaged() -> list[str]:
    """The sample pages as they should read, but for the paragraphs of which a part is missing."""
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.gold.json"))]
    return ["\n".join(map(itemgetter("text"), whole(gold))) + "\n" for gold in golds]


def whole(gold: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks of a page that do not break off."""
    return [b for article in gold["articles"] for b in article["blocks"] if not b.get("gap_after")]


def seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """CPU time of doing some work on every text."""
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def normalise(text: str) -> Page:
    """Normalise one page and verify it."""
    page = pipeline.normalise(Page(Source("page", text, "utf-8", "")), Options())
    verify(page)
    return page


def clean(text: str) -> Page:
    """Clean one page, verification included."""
    return pipeline.clean_source(Source("page", text, "utf-8", ""))


def against(
    name: str,
    ours: Callable[[str], object],
    theirs: Callable[[str], object],
    texts: list[str],
    args: argparse.Namespace,
) -> None:
    """Print the ratio of two ways to work through the same texts, in alternation."""
    size = sum(len(text.encode()) for text in texts)
    share = max(1, round(args.megabytes * 1e6 / size / args.rounds))
    times = [(seconds(ours, texts * share), seconds(theirs, texts * share)) for _ in range(args.rounds)]
    ratios = sorted(b / a for a, b in times)
    speed = size * share * args.rounds / 1e6 / sum(a for a, _ in times)
    middle, spread = ratios[len(ratios) // 2], f"({ratios[0]:.1f}–{ratios[-1]:.1f})"
    print(f"{name:24} {speed:7.1f} MB/s   {middle:6.1f} times {spread}")


def start_up(name: str, command: list[str], data: bytes = b"") -> None:
    """Print how often longer a whole process takes than `python -c pass`, best of twenty each."""

    def once(command: list[str]) -> float:
        start = time.perf_counter()
        subprocess.run(command, input=data, capture_output=True, check=True)  # noqa: S603 - our own commands
        return time.perf_counter() - start

    pairs = [(once(command), once([sys.executable, "-c", "pass"])) for _ in range(20)]
    ours, bare = (min(times) * 1e3 for times in zip(*pairs, strict=True))
    print(f"{name:24} {ours:7.1f} ms     {ours / bare:6.1f} times python -c pass ({bare:.1f} ms)")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    against("normalise, damaged", normalise, ftfy.fix_text, damaged(), args)
    against("normalise, undamaged", normalise, ftfy.fix_text, undamaged(), args)
    against("clean, whole page", clean, normalise, damaged(), args)
    command = str(Path(sys.executable).with_name("clean"))
    start_up("clean --help", [command, "--help"])
    start_up("one page piped", [command], damaged()[1].encode())


if __name__ == "__main__":
    main()
