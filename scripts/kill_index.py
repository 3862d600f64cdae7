"""Kill processes that add pages, again and again; compare what is there at the end with a quiet run.

usage: python scripts/kill_index.py [--kills 50] [--pages 400]

Pages come from scripts/bench/index.py; runs are small, so that many are written and merged.  After every kill
the index is verified, every byte of it; at the end what `add` tells of all pages, all tables, and what is
found for new pages must be those of the undisturbed run.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from index import Press

from cleaner.archive.index import Index, postings

if TYPE_CHECKING:
    from cleaner.archive.index import Line, PagePrint

TABLES = ("pages", "records", "history", "dead")


def add_all(folder: Path, pages: list[PagePrint]) -> list[list[Line]]:
    """Add pages, a few a transaction."""
    with Index(folder, create=True) as index:
        return [lines for at in range(0, len(pages), 4) for lines in index.add(pages[at : at + 4])]


def held(folder: Path, new: list[PagePrint]) -> list[object]:
    """All tables, and what is found."""
    with Index(folder) as index:
        rows = [list(index.store.db.execute(f"SELECT * FROM {table} ORDER BY 1")) for table in TABLES]  # noqa: S608
        return [*rows, [index.find(page) for page in new]]


def killed_while_adding(
    folder: Path, pages: list[PagePrint], longest: float, chance: random.Random
) -> list[int]:
    """Add pages in processes that are killed until one gets to the end; how many were there after each."""
    seen = []
    while True:
        process = os.fork()
        if not process:
            add_all(folder, pages)
            os._exit(0)
        time.sleep(chance.uniform(0, longest))
        os.kill(process, signal.SIGKILL)
        if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0:
            return seen
        there = 0
        if (folder / "records.sqlite").exists():
            with Index(folder, create=True) as index:
                if damage := list(index.verify()):
                    raise SystemExit(f"damaged after a kill at {seen}: {damage}")
                there = index.stats()["pages"]
        seen.append(there)


def main() -> None:
    """Kill, verify, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--pages", type=int, default=400)
    chosen = parser.parse_args()
    postings.FRESH = 1 << 12
    press, chance = Press(), random.Random(1)  # noqa: S311 - no secret
    pages = [press.page() for _ in range(chosen.pages)]
    new = [press.page() for _ in range(20)]
    folder = Path(tempfile.mkdtemp())
    start = time.monotonic()
    told = add_all(folder / "quiet", pages)
    took = time.monotonic() - start
    undisturbed = held(folder / "quiet", new)
    kills = 0
    while kills < chosen.kills:
        killed = folder / "killed"
        seen = killed_while_adding(killed, pages, took / 8, chance)
        kills += len(seen)
        if add_all(killed, pages) != told or held(killed, new) != undisturbed:
            raise SystemExit(f"another index than that of a quiet run, after kills at {seen} pages")
        shutil.rmtree(killed)
        print(f"killed at {seen} pages: the end is that of an undisturbed run; {kills} kills so far")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
