"""The whole job: clean articles, find their copies, write what is kept; against datatrove and data-juicer.

    python scripts/bench/whole_job.py            # 20,000 articles, against both
    python scripts/bench/whole_job.py --peers datatrove --articles 5000
    python scripts/bench/whole_job.py --memory   # the peak of `clean` with ten times more input

All read the same JSONL file.  `clean` records every change, proves that each article comes back from its
account, verifies every copy on aligned text and writes articles, copies and log.  datatrove does its FTFY
formatter and the four MinHash stages, with a character for a word (it has no tokeniser for 5-grams of
characters); data-juicer fix_unicode, punctuation and whitespace normalisation and its MinHash deduplicator on
characters.  A planted pair counts as found when one of the two is dropped.  Peers go into `.bench/`, where
data-juicer installs more at run time (torch): it runs once before it is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, os.fspath(Path(__file__).parent))

from corpus import write
from environment import environment

if TYPE_CHECKING:
    from collections.abc import Callable

TROVE = """
import os, sys
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupFilter
from datatrove.pipeline.dedup import MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.formatters import FTFYFormatter
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers.jsonl import JsonlWriter

class Characters:
    def word_tokenize(self, text):
        return list(text)

source, work = sys.argv[1:]
config = MinhashConfig(n_grams=5)
signature = MinhashDedupSignature(f"{work}/signatures", config=config)
signature.word_tokenizer = Characters()
stages = [
    ([JsonlReader(source), FTFYFormatter(), JsonlWriter(f"{work}/fixed", compression=None)], 1),
    ([JsonlReader(f"{work}/fixed"), signature], 1),
    ([MinhashDedupBuckets(f"{work}/signatures", f"{work}/buckets", config=config)], config.num_buckets),
    ([MinhashDedupCluster(f"{work}/buckets", f"{work}/remove", config=config)], 1),
    ([JsonlReader(f"{work}/fixed"), MinhashDedupFilter(f"{work}/remove"),
      JsonlWriter(f"{work}/kept", compression=None)], 1),
]
for number, (pipeline, tasks) in enumerate(stages):
    LocalPipelineExecutor(pipeline, tasks=tasks, workers=1, logging_dir=f"{work}/log{number}").run()
"""

JUICER = """
project_name: bench
dataset_path: {source}
export_path: {work}/kept.jsonl
np: {workers}
use_cache: false
open_tracer: false
text_keys: text
process:
  - fix_unicode_mapper:
  - punctuation_normalization_mapper:
  - whitespace_normalization_mapper:
  - document_minhash_deduplicator:
      tokenization: character
      window_size: 5
      num_permutations: 128
      jaccard_threshold: 0.7
"""


class Cost(NamedTuple):
    """What a run took: seconds by the clock and of the processor, and the memory of its largest process."""

    wall: float
    cpu: float
    peak: int
    kept: set[str]


def measured(command: list[str], kept: Callable[[], set[str]], **settings: str) -> Cost:
    """Run a program in an environment variable setting of its own."""
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}:\n{words.decode()[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, kept())


def ids(path: Path) -> set[str]:
    """The records of all JSONL files in a folder, or of one file."""
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    return {json.loads(line)["id"] for file in files for line in file.read_bytes().splitlines()}


def run_clean(source: Path, work: Path) -> Cost:
    """Our whole job, with one worker."""
    python = environment("clean")
    code = "from cleaner.cli import main; main()"
    out = work / "clean"
    command = [python, "-c", code, str(source), "-f", "jsonl", "--copies", "best", "-o", str(out), "-q"]

    def kept() -> set[str]:
        lines = (out / "articles.jsonl").read_bytes().splitlines()
        return {json.loads(line)["source"].partition("#")[2] for line in lines}

    return measured(command, kept)


def run_datatrove(source: Path, work: Path) -> Cost:
    """The FTFY formatter and the four MinHash stages, one task after the other."""
    python = environment(
        "datatrove", "datatrove[processing]", "ftfy", "regex", "tokenizers", "orjson", "spacy"
    )
    folder, out = work / "in", work / "datatrove"
    folder.mkdir(exist_ok=True)
    shutil.copy(source, folder / source.name)
    (work / "trove.py").write_text(TROVE, encoding="utf-8")
    command = [python, str(work / "trove.py"), str(folder), str(out)]
    return measured(command, lambda: ids(out / "kept"))


def run_juicer(source: Path, work: Path) -> Cost:
    """Its own way: a configuration and `dj-process`; once on little, for what it installs at run time."""
    python = environment("data-juicer", "py-data-juicer", "ftfy", "aiohttp")
    few = work / "few.jsonl"
    write(few, 100)
    for text, out in ((few, work / "first"), (source, work / "juicer")):
        config = out.with_suffix(".yaml")
        config.write_text(JUICER.format(source=text, work=out, workers=1), encoding="utf-8")
        command = [str(Path(python).with_name("dj-process")), "--config", str(config)]
        cost = measured(command, partial(ids, out / "kept.jsonl"))
    return cost


PEERS = {"datatrove": run_datatrove, "data-juicer": run_juicer}


def memory(articles: int) -> None:
    """The peak of the whole job, and with ten times more input."""
    peaks = []
    for count in (articles, 10 * articles):
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            write(work / "corpus.jsonl", count)
            cost = run_clean(work / "corpus.jsonl", work)
        peaks.append(cost.peak)
        print(f"{count:>8,} articles: {cost.peak / 1e6:6.0f} MB, {cost.cpu:6.1f} s of processor time")
    print(f"ten times more input: {peaks[1] / peaks[0]:.2f} times the memory")


def compare(articles: int, peers: list[str]) -> None:
    """One run of each, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source = work / "corpus.jsonl"
        copies = write(source, articles)
        size = source.stat().st_size
        print(f"{articles:,} articles, {size / 1e6:.1f} MB, {len(copies):,} planted pairs")
        costs = {"clean": run_clean(source, work)}
        for peer in peers:
            costs[peer] = PEERS[peer](source, work)
        ours = costs["clean"]
        print(f"{'':12} {'wall s':>7} {'CPU s':>7} {'peak MB':>8} {'pairs found':>12} {'CPU of ours':>12}")
        for name, cost in costs.items():
            found = sum(not {copy, original} <= cost.kept for copy, original in copies.items())
            share = found / len(copies)
            print(
                f"{name:12} {cost.wall:7.1f} {cost.cpu:7.1f} {cost.peak / 1e6:8.0f} {share:12.1%} "
                f"{ours.cpu / cost.cpu:12.3f}"
            )


def main() -> None:
    """Parse the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument("--memory", action="store_true")
    chosen = parser.parse_args()
    if chosen.memory:
        memory(chosen.articles)
    else:
        compare(chosen.articles, chosen.peers)


if __name__ == "__main__":
    main()
