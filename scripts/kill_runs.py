"""Kill runs at random moments and go on with them: the output must be that of a run that nobody disturbed.

python scripts/kill_runs.py                  # fifty kills, -j 1 and -j 2, with and without --copies
python scripts/kill_runs.py --kills 200 --seed 7
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, os.fspath(Path(__file__).parent / "bench"))

from corpus import Maker, write

# Work is marked safe this often (seconds), so that a run of seconds has many moments to be killed in.
SAFETY = 0.02
# Kills of one run.
MOST = 12
CODE = f"from cleaner.archive import resume; resume.SAFETY = {SAFETY}; from cleaner.cli import main; main()"
KINDS = (
    ("files", "-f", "text"),
    ("files", "-f", "text", "--copies", "best", "-j", "2"),
    ("records", "-f", "jsonl", "-j", "2"),
    ("records", "-f", "jsonl", "--copies", "first"),
)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def start(*args: object) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    command = [sys.executable, "-c", CODE, *map(str, args)]
    return subprocess.Popen(command, stderr=subprocess.PIPE)  # noqa: S603 - our own interpreter


def killed_run(
    source: Path, options: tuple[str, ...], out: Path, longest: float, chance: random.Random
) -> int:
    """Start a run and kill it until it ends by itself, at last undisturbed; how often it was killed."""
    kills = 0
    while True:
        with start(source, "-o", out, *options) as run:
            try:
                code = run.wait(chance.uniform(0, longest) if kills < MOST else None)
            except subprocess.TimeoutExpired:
                run.kill()
                kills += 1
                continue
            assert run.stderr
            words = run.stderr.read().decode()
        if code and "holds the output of an earlier run" not in words:
            raise SystemExit(f"ended with {code}: {words}")
        return kills


def main() -> None:
    """Kill and compare until there were enough kills."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)  # noqa: S311 - no secrets
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        sources = {"files": work / "files", "records": work / "records.jsonl.gz"}
        write(work / "records.jsonl", chosen.articles)
        (work / "records.jsonl.gz").write_bytes(gzip.compress((work / "records.jsonl").read_bytes()))
        sources["files"].mkdir()
        for article in Maker().articles(chosen.articles):
            (sources["files"] / f"{article.id}.txt").write_text(article.text, encoding="utf-8")
        kills = runs = 0
        undisturbed: dict[tuple[str, ...], tuple[dict[str, bytes], float]] = {}
        while kills < chosen.kills:
            kind, *options = KINDS[runs % len(KINDS)]
            how = (kind, *options)
            if how not in undisturbed:
                began, out = time.monotonic(), work / f"undisturbed{runs}"
                start(sources[kind], "-o", out, *options).communicate()
                undisturbed[how] = contents(out), time.monotonic() - began
            expected, longest = undisturbed[how]
            out = work / f"out{runs}"
            done = killed_run(sources[kind], tuple(options), out, longest, chance)
            if contents(out) != expected:
                raise SystemExit(f"{how}: the output is another one after {done} kills (seed {chosen.seed})")
            kills, runs = kills + done, runs + 1
            print(f"{' '.join(how)}: killed {done} times, the output is the same; {kills} kills so far")


if __name__ == "__main__":
    main()
