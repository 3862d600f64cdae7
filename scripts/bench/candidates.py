"""Candidates and clusters of signatures: time and memory, against datasketch's MinHashLSH.

usage: python scripts/bench/candidates.py              200,000 rows, ours and datasketch's; then 1, 10 million
       python scripts/bench/candidates.py --no-large    without these

Signatures are made up (seeded): a fifth of the rows are near-duplicates of others, of similarity .5 to .98.
Every measurement is a process of its own; what it takes to make the rows up is not counted in its time.  The
clusters are those of the candidates: the union of all pairs, with 32 bands of 4 for both, and datasketch once
more with its 16 bands of 8.  datasketch is installed into `.bench/` by the script.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from environment import environment, rerun_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

BLOCK = 20_000
MEASURES = {"cpu": "CPU time", "wall": "time", "peak": "memory"}


def blocks(rows: int) -> Iterator[NDArray[np.uint32]]:
    """Signatures: of each block the last fifth agrees with rows of the same block in 50 to 98 % of values."""
    import numpy as np

    choose = np.random.default_rng(1)
    for start in range(0, rows, BLOCK):
        size = min(BLOCK, rows - start)
        block = choose.integers(0, 2**32, (size, 128), dtype=np.uint32)
        copies = size // 5
        source = choose.integers(0, size - copies, copies)
        agree = choose.random((copies, 128), dtype=np.float32) < choose.uniform(0.5, 0.98, (copies, 1))
        block[size - copies :] = np.where(agree, block[source], block[size - copies :])
        yield block


def ours(rows: int) -> tuple[int, int]:
    """How many pairs and clusters our bands give."""
    import numpy as np

    from cleaner.archive.bands import Bands, unpacked
    from cleaner.archive.clusters import components
    from cleaner.archive.words import Words

    bands, found = Bands(), Words()
    for block in blocks(rows):
        bands.add(block)
    leads, copies = bands.leaders()
    found.add(copies)
    for pairs in bands.pairs(leads):
        found.add(pairs)
    bands.close()
    distinct = unpacked(np.concatenate([np.unique(block) for block in found.blocks()]))
    labels = components(rows, distinct)
    return len(distinct), int((labels == np.arange(rows, dtype=np.uint32)).sum())


def datasketch(rows: int, bands: int) -> tuple[int, int]:
    """The same by `MinHashLSH`: all rows in, every row looked up, clusters by union and find."""
    from datasketch import LeanMinHash, MinHashLSH

    index = MinHashLSH(num_perm=128, params=(bands, 128 // bands))
    sketches = []
    with index.insertion_session() as session:
        for block in blocks(rows):
            for row in block:
                sketches.append(LeanMinHash(seed=1, hashvalues=row, scheme="affine32"))
                session.insert(len(sketches) - 1, sketches[-1], check_duplication=False)
    parents = list(range(rows))

    def root(node: int) -> int:
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    pairs = 0
    for number, sketch in enumerate(sketches):
        for other in index.query(sketch):
            if other < number:
                pairs += 1
                a, b = sorted((root(number), root(other)))
                parents[b] = a
    return pairs, sum(parents[node] == node for node in range(rows))


WAYS = {
    "ours": ours,
    "datasketch-32x4": lambda rows: datasketch(rows, 32),
    "datasketch-16x8": lambda rows: datasketch(rows, 16),
}


def measure(way: str, rows: int) -> None:
    """Do one thing in this process and print what it took."""
    start = time.process_time()
    for _ in blocks(rows):
        pass
    making = time.process_time() - start
    start, clock = time.process_time(), time.perf_counter()
    pairs, clusters = WAYS[way](rows)
    cpu, wall = time.process_time() - start - making, time.perf_counter() - clock - making
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pairs": pairs, "clusters": clusters, "cpu": cpu, "wall": wall, "peak": peak}))


def run(way: str, rows: int) -> dict[str, float]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--way", way, "--rows", str(rows)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    result: dict[str, float] = json.loads(done.stdout)
    print(
        f"{way:16} {rows:>10,} rows  {result['cpu']:7.1f} s CPU  {result['wall']:7.1f} s  "
        f"{result['peak']:6.0f} MB  {result['pairs']:>10,.0f} pairs  {result['clusters']:>10,.0f} clusters",
        flush=True,
    )
    return result


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--no-large", action="store_true", help="leave out 1 and 10 million rows")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.way:
        measure(args.way, args.rows)
        return
    mine = run("ours", args.rows)
    for way in ("datasketch-32x4", "datasketch-16x8"):
        other = run(way, args.rows)
        ratios = (f"{other[what] / mine[what]:.1f} times our {name}" for what, name in MEASURES.items())
        print("  " + ", ".join(ratios))
    if not args.no_large:
        small, large = run("ours", 1_000_000), run("ours", 10_000_000)
        print(f"  ten times the rows: {large['cpu'] / small['cpu']:.1f} times the CPU time")


if __name__ == "__main__":
    rerun_in(environment("datasketch", "datasketch>=2.0"))
    main()
