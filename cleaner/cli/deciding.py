"""The decisions of a file, brought to the pages that they speak of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cleaner.cli import exits
from cleaner.core.language import counted, told, tr
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cleaner.core.decisions import Decision
    from cleaner.core.options import Options
    from cleaner.core.page import Page
    from cleaner.core.source import Source


class Kept(NamedTuple):
    """The decisions of a file by the SHA-256 of their source, and the sources that each name had."""

    by_source: Mapping[str, tuple[Decision, ...]]
    by_name: Mapping[str, frozenset[str]]
    sha256: str


def kept_in(path: str) -> Kept:
    """The decisions of a file.

    Raises:
        UsageError: there is no such file, or it is no file of decisions.
    """
    import os

    try:
        stat = os.stat(path)  # noqa: PTH116 - `pathlib` costs start-up time
    except OSError as error:
        message = tr("--decisions {file}: {error}").format(file=path, error=error.strerror)
        raise exits.UsageError(message) from error
    return _read(path, stat.st_mtime_ns, stat.st_size)


@cache
def _read(path: str, modified: int, size: int) -> Kept:
    """Read a file once in a process as long as it stays the same."""
    del modified, size
    from hashlib import sha256

    from cleaner.core.decisions import DecisionsError, from_bytes

    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            data = file.read()
        decisions = from_bytes(data, path)
    except OSError as error:
        message = tr("--decisions {file}: {error}").format(file=path, error=error.strerror)
        raise exits.UsageError(message) from error
    except DecisionsError as error:
        raise exits.UsageError(told(error)) from error
    by_source: dict[str, tuple[Decision, ...]] = {}
    by_name: dict[str, frozenset[str]] = {}
    for decision in decisions:
        by_source[decision.sha256] = (*by_source.get(decision.sha256, ()), decision)
        by_name[decision.name] = by_name.get(decision.name, frozenset()) | {decision.sha256}
    return Kept(by_source, by_name, sha256(data).hexdigest())


def decided(options: Options, source: Source, path: str) -> Options:
    """The options of a run with what was decided about one source."""
    return options._replace(decisions=kept_in(path).by_source.get(source.sha256, ()))


def notes(page: Page, path: str, *, alone: bool = False) -> Iterator[str]:
    """What a person should know about the decisions on a page: those that say nothing any more.

    Where the page is the only one, also that the file speaks of others only.
    """
    from cleaner.archive.rules import RULES
    from cleaner.core.decisions import KINDS, without_effect
    from cleaner.report.where import Where

    kept, where = kept_in(path), Where(page)
    mine = kept.by_source.get(page.source.sha256, ())
    # What rules across pages did to it, a page does not know yet.
    for decision in without_effect(page, [decision for decision in mine if decision.rule not in RULES]):
        yield tr(
            "a decision no longer applies and was left out: {kind} {quote} at {place}, rule {rule}"
        ).format(
            kind=tr(KINDS[decision.kind]),
            quote=decision.quote,
            place=where.source(decision.start, decision.end),
            rule=decision.rule,
        )
    if not mine and (others := kept.by_name.get(page.source.name)):
        said = counted(sum(len(kept.by_source[other]) for other in others), "{n} decision", "{n} decisions")
        yield tr("the input has changed since {decisions} were made on it: none was applied").format(
            decisions=said
        )
    elif not mine and alone and kept.by_source:
        yield tr("no decision in {file} is about what was read here").format(file=path)
