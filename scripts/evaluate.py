"""What the cleaner gets right on pages with gold: a table for people, JSON for programs.

usage: python scripts/evaluate.py PAGES [--json] [--floor METRIC=VALUE ...]

PAGES is a folder with NAME.txt and NAME.gold.json (docs/gold-format.md) for every page.  Every page is
cleaned, its account restored, and the result compared with the gold:

    wording     F1 of the characters that read as in gold, white space aside; kept text that gold removed
                counts against it
    boundaries  F1 of block ends, two characters of slack
    roles       share of gold characters that stand in a block of the right role
    articles    share of pairs of neighbouring gold blocks that are rightly together or rightly apart
    headlines   share of title blocks in the article that holds most of their article's body
    removals    F1 of removed characters; of identical copies either one may go
    gaps        F1 of blocks after which text is missing
    separators  F1 of the single spaces that print keeps inside a block
    restored    share of pages that came back byte for byte

With --floor the exit code is 1 when a figure over all pages is lower.
"""

from __future__ import annotations

import argparse
import bisect
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cleaner import clean_page, page_record, restore

Json = dict[str, Any]
SLACK = 2  # a boundary may miss by two characters: a bracket or a full stop on the wrong side
WEAK = 60.0  # per cent; a gold block that fits nowhere better than this counts as lost


def bare(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


@dataclass
class Tally:
    """Hits, false alarms and misses, by metric; summed over pages."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, metric: str, hit: float = 0, extra: float = 0, missed: float = 0) -> None:
        """Count for one metric."""
        self.counts.setdefault(metric, Counter()).update(hit=hit, extra=extra, missed=missed)

    def merge(self, other: Tally) -> None:
        """Add another page's counts."""
        for metric, counts in other.counts.items():
            self.add(metric, **counts)

    def figures(self) -> dict[str, float]:
        """F1 of each metric; 1 where there was nothing to find and nothing was claimed."""
        return {
            metric: 2 * c["hit"] / total if (total := 2 * c["hit"] + c["extra"] + c["missed"]) else 1.0
            for metric, c in self.counts.items()
        }


class Output:
    """The output's blocks as one string without white space, with their ends."""

    def __init__(self, account: Json) -> None:
        """Read the articles of a page record."""
        self.blocks = [(k, b) for k, article in enumerate(account["articles"]) for b in article["blocks"]]
        self.ends: list[int] = []
        parts: list[str] = []
        for _, block in self.blocks:
            parts.append(bare(block["text"]))
            self.ends.append((self.ends[-1] if self.ends else 0) + len(parts[-1]))
        self.text = "".join(parts)
        self.used = bytearray(len(self.text))

    def at(self, offset: int) -> int:
        """The index of the block that holds a character."""
        return bisect.bisect_right(self.ends, offset)

    def locate(self, gold: str) -> tuple[int, int] | None:
        """The best window for a gold block, an unused one first."""
        hits, at = [], self.text.find(gold)
        while at >= 0:
            hits.append((sum(self.used[at : at + len(gold)]), at))
            at = self.text.find(gold, at + 1)
        if hits:
            at = min(hits)[1]
            return at, at + len(gold)
        if not self.text:
            return None
        found = fuzz.partial_ratio_alignment(gold, self.text, score_cutoff=WEAK)
        if not found:
            return None
        return (found.dest_start, found.dest_end) if len(gold) <= len(self.text) else (0, len(self.text))


def compare(source: str, gold: Json, account: Json) -> Tally:
    """All counts for one page."""
    tally, out = Tally(), Output(account)
    blocks = [(k, b, bare(b["text"])) for k, a in enumerate(gold["articles"]) for b in a["blocks"]]
    windows: dict[int, tuple[int, int]] = {}
    for i in sorted(range(len(blocks)), key=lambda i: -len(blocks[i][2])):
        if window := out.locate(blocks[i][2]):
            windows[i] = window
            out.used[window[0] : window[1]] = b"\x01" * (window[1] - window[0])
    _wording(tally, out, blocks, windows)
    _boundaries(tally, out, blocks, windows)
    _structure(tally, out, blocks, windows)
    _removals(tally, source, gold, account)
    _gaps(tally, out, blocks, windows)
    if gold.get("separators"):
        _separators(tally, out, blocks, windows)
    return tally


def _wording(tally: Tally, out: Output, blocks: list[Any], windows: dict[int, tuple[int, int]]) -> None:
    for i, (_, _, text) in enumerate(blocks):
        if i not in windows:
            tally.add("wording", missed=len(text))
            continue
        errors = Levenshtein.distance(text, out.text[slice(*windows[i])])
        tally.add("wording", hit=max(0, len(text) - errors), missed=min(errors, len(text)))
    tally.add("wording", extra=out.used.count(0))


def _boundaries(tally: Tally, out: Output, blocks: list[Any], windows: dict[int, tuple[int, int]]) -> None:
    ends = sorted(end for _, end in windows.values())
    hits = sum(1 for end in ends if _near(out.ends, end))
    tally.add("boundaries", hit=hits, missed=len(blocks) - hits)
    tally.add("boundaries", extra=sum(1 for end in out.ends if not _near(ends, end)))


def _near(places: list[int], place: int) -> bool:
    at = bisect.bisect_left(places, place - SLACK)
    return at < len(places) and places[at] <= place + SLACK


def _structure(tally: Tally, out: Output, blocks: list[Any], windows: dict[int, tuple[int, int]]) -> None:
    body: dict[int, Counter[int]] = {}
    place: dict[int, int] = {}
    for i, (start, end) in windows.items():
        article, block, text = blocks[i]
        roles = Counter(out.blocks[out.at(at)][1]["role"] for at in range(start, end))
        right = min(roles[block["role"]], len(text))
        tally.add("roles", hit=right, missed=len(text) - right)
        place[i] = Counter(out.blocks[out.at(at)][0] for at in range(start, end)).most_common(1)[0][0]
        if block["role"] == "paragraph":
            body.setdefault(article, Counter())[place[i]] += len(text)
    for i, j in pairwise(sorted(place)):
        right = (blocks[i][0] == blocks[j][0]) == (place[i] == place[j])
        tally.add("articles", hit=right, missed=not right)
    for i, (article, block, _) in enumerate(blocks):
        if block["role"] == "title" and article in body:
            right = place.get(i) == body[article].most_common(1)[0][0]
            tally.add("headlines", hit=right, missed=not right)


def _removals(tally: Tally, source: str, gold: Json, account: Json) -> None:
    def characters(entries: list[Json]) -> set[int]:
        spans = [range(entry["start"], entry["end"]) for entry in entries]
        return {i for span in spans for i in span if not source[i].isspace()}

    copy = {}  # source offset of a copied character -> the place it was copied from
    for start, end, origin in gold.get("x_provenance", []):
        copy.update((i, origin + i - start) for i in range(start, end))
    wanted = Counter(copy.get(i, i) for i in characters(gold["removed"]))
    removed = Counter(copy.get(i, i) for i in characters(account["removed"]))
    hits = sum((wanted & removed).values())
    tally.add("removals", hits, sum(removed.values()) - hits, sum(wanted.values()) - hits)


def _gaps(tally: Tally, out: Output, blocks: list[Any], windows: dict[int, tuple[int, int]]) -> None:
    gaps = {out.ends[k] for k, (_, block) in enumerate(out.blocks) if block["gap_after"]}
    for i, (_, block, _) in enumerate(blocks):
        if block.get("gap_after"):
            near = {end for end in gaps if i in windows and abs(end - windows[i][1]) <= SLACK + 1}
            tally.add("gaps", hit=bool(near), missed=not near)
            gaps -= near
    tally.add("gaps", extra=len(gaps))


def _separators(tally: Tally, out: Output, blocks: list[Any], windows: dict[int, tuple[int, int]]) -> None:
    spaced = {
        out.ends[k] - len(bare(block["text"])) + n
        for k, (_, block) in enumerate(out.blocks)
        for n in _spaces(block)
    }
    for i, (start, end) in windows.items():
        block = blocks[i][1]
        if bare(block["text"]) != out.text[start:end]:
            continue  # only where the wording is right can a space be looked for at its place
        wanted = {start + n for n in _spaces(block)}
        found = {at for at in spaced if start < at < end}
        hits = len(wanted & found)
        tally.add("separators", hits, len(found) - hits, len(wanted) - hits)


def _spaces(block: Json) -> list[int]:
    """Offsets, white space aside, before which a block's text has a space."""
    words = block["text"].split()
    ends: list[int] = []
    for word in words[:-1]:
        ends.append((ends[-1] if ends else 0) + len(word))
    return ends


def evaluate(folder: Path) -> dict[str, Tally]:
    """Clean and compare every page of a folder."""
    tallies = {}
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        data = (folder / gold["source"]).read_bytes()
        page = clean_page(data, name=gold["source"])
        account = page_record(page)
        tallies[path.name.removesuffix(".gold.json")] = tally = compare(page.source.text, gold, account)
        came_back = restore(account) == data
        tally.add("restored", hit=came_back, missed=not came_back)
    return tallies


def show(rows: dict[str, dict[str, float]]) -> None:
    """Print the figures as a Markdown table."""
    metrics = list(dict.fromkeys(metric for figures in rows.values() for metric in figures))
    print("| page | " + " | ".join(metrics) + " |")
    print("|" + " --- |" * (len(metrics) + 1))
    for name, figures in rows.items():
        cells = [f"{figures[m]:.4f}" if m in figures else "–" for m in metrics]
        print(f"| {name} | " + " | ".join(cells) + " |")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--floor", action="append", default=[], metavar="METRIC=VALUE")
    args = parser.parse_args()
    tallies = evaluate(args.pages)
    if not tallies:
        parser.error(f"no *.gold.json in {args.pages}")
    overall = Tally()
    for tally in tallies.values():
        overall.merge(tally)
    rows = {**{name: tally.figures() for name, tally in tallies.items()}, "all": overall.figures()}
    if args.json:
        print(json.dumps(rows, indent=1))
    else:
        show(rows)
    low = [f for f in args.floor if rows["all"][f.partition("=")[0]] < float(f.partition("=")[2])]
    for floor in low:
        print(f"below the floor {floor}", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
