"""`clean duplicates`: which articles of an archive are copies of which; nothing is changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli import checks, exits
from cleaner.cli.help import Command, Option
from cleaner.cli.say import complain, say
from cleaner.core.language import counted, told, tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cleaner.archive.duplicates import Finding, Item

# What a library of the extra is missing shows by the name of the module.
_NEEDED = "numpy"


def _copies(ctx: click.Context, param: click.Parameter, value: str) -> str:  # noqa: ARG001 - a callback of click
    """A policy, or a folder that is there."""
    from pathlib import Path

    if value not in checks.POLICIES and not Path(value).exists():
        raise checks.no_policy(
            value, tr("--copies {value}: neither best, first nor longest, nor a folder that is there")
        )
    return value


@click.command(
    cls=Command,
    examples="""
clean duplicates archive.jsonl > duplicates.jsonl  records with id and text, also .jsonl.gz and .jsonl.zst
clean duplicates scans/  the articles of all pages in a folder; on a terminal as a table
clean duplicates new/ old/ --copies old/  keep the copies that lie in old/
""",
)  # fmt: skip
@click.argument("inputs", nargs=-1, required=True, type=click.Path())
@click.option(
    "--copies",
    cls=Option,
    default="best",
    show_default=True,
    metavar="best|first|longest|FOLDER",
    callback=_copies,
    section="Which copy is kept",
    help="best: the most complete, then the best recognised, then the longest, then the earliest by date or "
    "name.  first: the earliest.  FOLDER: one that lies there, then the best.",
)
@click.option(
    "--encoding",
    cls=Option,
    metavar="NAME",
    callback=checks.codec,
    section="Reading",
    help="Read pages in this encoding instead of finding it out.",
)
def duplicates(inputs: tuple[str, ...], copies: str, encoding: str | None) -> int:
    """Report which articles are copies of which, contain each other or share passages; change nothing.

    INPUTS are pages, folders of pages and JSONL files.  One JSON line for every article or record goes to
    standard output: its id, the copy that is kept, and why (docs/archive.md).  Texts of one form with other
    facts (prices, notices, results) are named, never put together.
    """
    from importlib.util import find_spec

    if find_spec(_NEEDED) is None:
        raise exits.UsageError(tr("clean duplicates needs NumPy: pip install 'cleaner[archive]'"))
    from cleaner.archive.duplicates import find_duplicates

    folder = None if copies in checks.POLICIES else _path(copies)
    failures: list[str] = []
    items = _readable(inputs, encoding, folder, failures)
    found = find_duplicates(items, "best" if folder else copies)
    (_table if sys.stdout.isatty() else _lines)(found)
    return exits.SOME_FAILED if failures else exits.DONE


def _path(name: str) -> Path:
    from pathlib import Path

    return Path(name)


def _readable(
    inputs: tuple[str, ...], encoding: str | None, folder: Path | None, failures: list[str]
) -> Iterator[Item]:
    """All that can be read; of the rest one sentence each on standard error."""
    from cleaner.archive.items import find_items
    from cleaner.read.inputs import Failure

    for item in find_items(inputs, encoding, folder):
        if isinstance(item, Failure):
            failures.append(item.name)
            complain(f"{item.name}: {told(item.error)}")
        else:
            yield item


def _lines(found: Iterable[Finding]) -> None:
    from cleaner.report.formats import json_lines

    sys.stdout.flush()
    for finding in found:
        sys.stdout.buffer.write(json_lines([finding.line()]))


def _table(found: Iterable[Finding]) -> None:
    """What is anything to another record, for people; and how many of each kind there are."""
    from collections import Counter

    from rich.console import Console
    from rich.table import Table

    names = _names()
    counts: Counter[str | None] = Counter()
    rows = []
    for finding in found:
        counts[finding.kind] += 1
        if finding.kind is not None:
            similarity = f"{finding.similarity:.3f}"
            rows.append((finding.other or "", names[finding.kind], finding.id, similarity))
    table = Table(tr("record"), tr("what it is"), tr("of"), tr("similarity"), box=None)
    for other, kind, name, similarity in sorted(rows):
        table.add_row(name, kind, other, similarity)
    if rows:
        Console().print(table)
    said = ", ".join(f"{names[kind]} {number:,}" for kind, number in sorted(_told(counts)))
    say(counted(counts.total(), "{n} record", "{n} records") + (f": {said}" if said else ""))


def _told(counts: dict[str | None, int]) -> Iterator[tuple[str, int]]:
    return ((kind, number) for kind, number in counts.items() if kind is not None)


def _names() -> dict[str, Any]:
    """What the kinds are called, for people."""
    return {
        "identical": tr("identical"),
        "near": tr("misread copy"),
        "reprint": tr("reprint"),
        "contained": tr("contained in"),
        "shared": tr("shares a passage"),
        "template": tr("same form, other facts"),
    }
