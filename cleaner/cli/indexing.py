"""What `clean index` does: pages go in, lines come out."""

from __future__ import annotations

import os
import sys
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from cleaner.cli import exits
from cleaner.cli.say import complain
from cleaner.core.language import choose, chosen, counted, told, tr
from cleaner.core.named import NamedTuple
from cleaner.core.options import Options
from cleaner.read.errors import ReadError
from cleaner.read.inputs import Failure, Input, read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cleaner.archive.index import Index, Line, PagePrint
    from cleaner.cli.work import Job

T = TypeVar("T")

# So many pages are in one transaction: written to the disk together, done again together after a crash.
BATCH: Final = 32


class Printed(NamedTuple):
    """What came of an input: its print, or a sentence why there is none."""

    name: str
    print: PagePrint | None = None
    failure: str | None = None


def opened(path: str, *, create: bool = False, copies: str | None = None) -> Index:
    """An index; one that cannot be used is a mistake of the command line.

    Raises:
        UsageError: one sentence.
    """
    from importlib.util import find_spec

    if find_spec("numpy") is None:
        raise exits.UsageError(tr("an index needs NumPy: pip install 'cleaner[archive]'"))
    from cleaner.archive.index import Index, IndexRefusedError

    try:
        return Index(path, create=create, policy=copies)
    except IndexRefusedError as error:
        raise exits.UsageError(told(error)) from error


def add_all(
    index: str, inputs: Sequence[str], copies: str | None, prefix: str, encoding: str | None, workers: int
) -> int:
    """`clean index add`."""
    with opened(index, create=True, copies=copies) as found:
        return _report(inputs, prefix, encoding, workers, found.add)


def find_all(index: str, inputs: Sequence[str], prefix: str, encoding: str | None, workers: int) -> int:
    """`clean index find`."""
    with opened(index) as found:
        return _report(inputs, prefix, encoding, workers, lambda pages: list(map(found.find, pages)))


def forget_all(index: str, names: Sequence[str]) -> int:
    """`clean index forget`."""
    with opened(index) as found:
        for lines in refusing(partial(found.forget, names)):
            _tell(lines)
    complain(counted(len(names), "{n} page forgotten", "{n} pages forgotten"))
    return exits.DONE


def count(index: str) -> int:
    """`clean index stats`."""
    from cleaner.report.formats import indented_json

    with opened(index) as found:
        sys.stdout.buffer.write(indented_json(refusing(found.stats)))
    return exits.DONE


def verify_all(index: str, *, repair: bool) -> int:
    """`clean index verify`: SOME_FAILED if anything is wrong."""
    with opened(index) as found:
        if repair:
            refusing(found.repair)
        problems = refusing(found.verify)
        for problem in problems:
            complain(f"{index}: {tr(problem)}")
        if not problems:
            stats = refusing(found.stats)
            articles = counted(stats["articles"], "{n} article", "{n} articles")
            complain(tr("{index} is whole: {articles}").format(index=index, articles=articles))
    return exits.SOME_FAILED if problems else exits.DONE


def refusing(work: Callable[[], T]) -> T:
    """Do something with an index; what it refuses is one sentence."""
    from cleaner.archive.index import IndexRefusedError

    try:
        return work()
    except IndexRefusedError as error:
        raise exits.UsageError(told(error)) from error


def _report(
    inputs: Sequence[str],
    prefix: str,
    encoding: str | None,
    workers: int,
    take: Callable[[Sequence[PagePrint]], list[list[Line]]],
) -> int:
    """Hand the prints of all inputs to an index, some at a time, and write what it tells."""
    results = _prints(inputs, prefix, encoding, workers or os.cpu_count() or 1)
    failed = pages = articles = 0
    while batch := list(islice(results, BATCH)):
        for printed in batch:
            if printed.failure:
                failed += 1
                complain(f"{printed.name}: {tr(printed.failure)}")
        prints = [printed.print for printed in batch if printed.print]
        for lines in refusing(partial(take, prints)):
            _tell(lines)
        pages, articles = pages + len(prints), articles + sum(len(p.articles) for p in prints)
    done = tr("{pages}, {articles}").format(
        pages=counted(pages, "{n} page", "{n} pages"),
        articles=counted(articles, "{n} article", "{n} articles"),
    )
    complain(done + tr("; {n} could not be read").format(n=failed) if failed else done)
    return exits.SOME_FAILED if failed else exits.DONE


def _tell(lines: Iterable[Line]) -> None:
    """Write lines: in words on a terminal, else in JSON."""
    from cleaner.report.formats import json_lines

    if sys.stdout.isatty():
        for sentence in filter(None, map(sentence_of, lines)):
            sys.stdout.write(sentence + "\n")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(json_lines(lines))


def sentence_of(line: Line) -> str:
    """What a line says, for people; nothing of an article that stands alone."""
    if line.get("was", line["cluster"]) != line["cluster"]:
        return tr("{id}: {cluster} is kept now, instead of {was}").format(**line)
    sentences = {
        "identical": tr("{id} is identical to {with}"),
        "near": tr("{id} is a near copy of {with} ({similarity})"),
        "reprint": tr("{id} is a reprint of {with} ({similarity})"),
        "contained": tr("{id} stands in {with}, there from character {start} on ({similarity})"),
        "shared": tr("{id} shares a passage with {with}, there from character {start} on ({similarity})"),
        "template": tr("{id} has the form of {with} with other facts ({similarity})"),
    }
    start = min((span["with_start"] for span in line["spans"]), default=0)
    return sentences[line["kind"]].format(**line, start=start) if line["kind"] else ""


def _prints(inputs: Sequence[str], prefix: str, encoding: str | None, workers: int) -> Iterator[Printed]:
    """The prints of all inputs, in their order."""
    from cleaner.cli.plan import Plan
    from cleaner.read.inputs import STANDARD_INPUT

    jobs = Plan(inputs, None).jobs(with_folders=False)
    work = partial(_printed, prefix=prefix, encoding=encoding)
    if workers == 1 or STANDARD_INPUT in inputs:
        yield from map(work, jobs)
        return
    from cleaner.archive.pool import Crew

    crew = Crew(work, workers, size=_size, lost=_lost, begin=partial(choose, chosen()))
    for _, printed in crew.results(jobs):
        yield printed


def _size(job: Job) -> int:
    return len(job.item.record) if isinstance(job.item, Input) and job.item.record else job.size


def _lost(job: Job, why: str) -> Printed:
    return Printed(job.item.name, failure=why)


def _printed(job: Job, prefix: str, encoding: str | None) -> Printed:
    """Read one input, clean it if it is a page, and take its print."""
    from cleaner.archive.index import fingerprint, print_of_record
    from cleaner.cli.work import cleaned

    item = job.item
    if isinstance(item, Failure):
        return Printed(item.name, failure=told(item.error))
    item = item._replace(name=prefix + item.name)
    if item.record is not None:
        return Printed(item.name, print_of_record(item.name, item.record, item.fields or {}))
    try:
        source = read_source(item, encoding)
    except ReadError as error:
        return Printed(item.name, failure=told(error))
    page, failure = cleaned(source, Options(verify=False))
    return Printed(item.name, None if failure else fingerprint(page), failure)
