"""What is done to one input, in this process or in a worker: read, clean, write down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.language import Message, tr
from cleaner.core.named import NamedTuple
from cleaner.core.types import Span
from cleaner.read.errors import ReadError
from cleaner.read.inputs import Failure, Input, read_source
from cleaner.report.formats import json_lines, render_as, rendered_records, to_bytes
from cleaner.report.text import OFF_TOPIC, in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from cleaner.archive.apply import Fate
    from cleaner.core.decisions import Decision
    from cleaner.core.log import Json
    from cleaner.core.options import Options
    from cleaner.core.page import Page
    from cleaner.core.source import Source
    from cleaner.report.changelog import Output
    from cleaner.report.formats import Fields
    from cleaner.report.html import Part


class Settings(NamedTuple):
    """What is the same for all inputs of a run."""

    options: Options
    form: str = "text"
    gap_mark: str = ""
    drop: bool = False
    encoding: str | None = None
    decisions: str | None = None
    with_log: bool = False
    log_as_table: bool = False
    verbose: bool = False
    folder: Path | None = None
    report: bool = False
    copies: str | None = None
    index_path: str | None = None
    repeated: str = "mark"
    spool: bool = False

    @property
    def sets_aside(self) -> bool:
        """Whether copies are set aside."""
        return self.folder is not None and (self.copies is not None or self.index_path is not None)


class Job(NamedTuple):
    """One input and, where a folder is written, the folder of its output.

    `mark` tells whether the input is the same as in a run before, `size` is how many bytes of the files
    that are read are behind one with it; of copies those are kept that are `preferred`.
    """

    item: Input | Failure
    folder: str = ""
    mark: str = ""
    size: int = 0
    preferred: bool = False


class Outcome(NamedTuple):
    """What came of one input; `failure` and `notes` are sentences for standard error."""

    name: str
    output: bytes = b""
    log: bytes = b""
    articles: bytes = b""
    duplicates: bytes = b""
    entry: Json | None = None
    notes: tuple[str, ...] = ()
    damaged: bool = False
    failure: str | None = None
    part: Part | None = None
    """What the report in HTML says of the page."""
    decided: bool = False
    """Whether a person decided anything about it."""

    @property
    def data(self) -> dict[str, bytes]:
        """What goes to the files of the run, by kind."""
        return {"articles": self.articles, "changes": self.log, "duplicates": self.duplicates}


def work(job: Job, settings: Settings) -> Outcome:
    """Clean one input and render it as the settings say."""
    if isinstance(job.item, Failure):
        return Outcome(job.item.name, failure=_reason(job.item.error))
    try:
        source = read_source(job.item, settings.encoding)
    except ReadError as error:
        return Outcome(job.item.name, failure=_reason(error))
    settings = with_decisions(settings, source)
    page, failure = cleaned(source, settings.options)
    try:
        return _written(page, job, settings, failure)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - what breaks on one page must not stop the others
        from cleaner.pipeline import untouched

        return _written(untouched(source), job, settings, _sentence(error))


def with_decisions(settings: Settings, source: Source) -> Settings:
    """The settings with what people decided on one source."""
    if not settings.decisions:
        return settings
    from cleaner.cli.deciding import decided

    return settings._replace(options=decided(settings.options, source, settings.decisions))


def cleaned(source: Source, options: Options) -> tuple[Page, str | None]:
    """The clean page, or the untouched one and a sentence that says what went wrong."""
    from cleaner.pipeline import clean_source, untouched

    try:
        return clean_source(source, options), None
    except Exception as error:  # noqa: BLE001 - as above
        return untouched(source), _sentence(error)


def _sentence(error: Exception) -> str:
    what = f"{type(error).__name__}: {error}".removesuffix(": ")
    return Message("passed through untouched, an error in clean itself ({what})", what=what)


def _reason(error: ReadError) -> str:
    """What a reading error says, to be told later in the language of the user."""
    return error.args[0] if error.args and isinstance(error.args[0], str) else str(error)


def _written(page: Page, job: Job, settings: Settings, failure: str | None) -> Outcome:
    notes = _notes(page, settings)
    if settings.drop:
        from cleaner.report.dropped import drop_off_topic

        page = drop_off_topic(page)
    damaged = is_damaged(page, settings.gap_mark)
    outcome = Outcome(page.source.name, notes=notes, damaged=damaged, failure=failure)
    if settings.options.decisions:
        outcome = outcome._replace(decided=True)
    fields = job.item.fields if isinstance(job.item, Input) else None
    if settings.spool:
        from cleaner.cli.spool import laid_aside

        return laid_aside(page, fields, outcome, settings, preferred=job.preferred)
    outcome = outcome._replace(part=part_of(page, failure, settings))
    if settings.folder:
        return written(page, fields, outcome, job.folder, settings, {})
    log = log_of(page, settings) if settings.with_log else b""
    return outcome._replace(output=to_bytes(page, settings.form, settings.gap_mark, fields), log=log)


def part_of(page: Page, failure: str | None, settings: Settings) -> Part | None:
    """What the report in HTML says of a page, if one is written."""
    if not settings.report:
        return None
    from cleaner.report.html import page_part

    return page_part(page, failure, settings.options.decisions)


def written(
    page: Page,
    fields: Fields | None,
    outcome: Outcome,
    folder: str,
    settings: Settings,
    aside: Mapping[str, Fate],
    rendered: Sequence[tuple[Json, Output]] = (),
) -> Outcome:
    """Write a page into the output folder, and what there is to say of it into the files of the run.

    Args:
        page: the page.
        fields: what its record has besides the text.
        outcome: what is known of it so far.
        folder: the folder of the input, which no input has in the format jsonl.
        settings: those of the run.
        aside: articles that are set aside as copies.
        rendered: the articles as records and texts, if they are made already.
    """
    rendered = rendered or list(rendered_records(page, settings.gap_mark, fields))
    entries = [entry for entry, _ in rendered]
    if settings.form == "jsonl":
        log, files = _shared_log(page, [output for _, output in rendered], settings), {}
    else:
        log, files = b"", _files(page, fields, outcome.failure, folder, settings, aside)
    kept, copies = [], []
    for article, entry in zip(in_order(page.articles), entries, strict=True):
        fate = aside.get(article.id)
        if fate is None:
            kept.append(entry)
        else:
            copies.append(
                {**entry, "duplicate_of": fate.of, "kind": fate.kind, "similarity": fate.similarity}
            )
    entry = {**_entry(page, outcome, settings.options.decisions), **files}
    return outcome._replace(
        articles=json_lines(kept),
        duplicates=json_lines(copies),
        log=log,
        entry={**entry, "duplicates": len(copies)} if settings.sets_aside else entry,
    )


def is_damaged(page: Page, gap_mark: str) -> bool:
    """Whether there was anything to repair; white space between blocks and a gap already shown are not."""
    spans = [span for block in page.blocks for span in block.spans]
    if spans != sorted(spans) or any(
        block.gap_after and not page.text_of(block).endswith(gap_mark) for block in page.blocks
    ):
        return True
    changes = iter(page.changes)
    change = next(changes, None)
    for span in [*spans, Span(len(page.source.text) + 1, 0)]:
        while change and change.start < span.start:
            if not page.source.text[change.start : change.end].isspace():
                return True
            change = next(changes, None)
        if change and change.start < span.end:
            return True
    return False


def _notes(page: Page, settings: Settings) -> tuple[str, ...]:
    """What a user should know about a page; more if everything is to be told."""
    notes: list[str] = []
    if settings.decisions:
        from cleaner.cli.deciding import notes as on_decisions

        notes += on_decisions(page, settings.decisions)
    if settings.verbose:
        from cleaner.report.people import counts

        notes.append(counts(page))
    if strays := [article for article in page.articles if article.off_topic]:
        from cleaner.report.where import Where

        if settings.drop:
            message = tr("{article} is off-topic: left out")
        elif settings.folder and settings.form in {"text", "markdown"}:
            message = tr("{article} is off-topic: in {folder}/")
        else:
            message = tr("{article} is off-topic: comes last")
        place = Where(page)
        notes += [message.format(article=place.article(stray), folder=OFF_TOPIC) for stray in strays]
    return tuple(notes)


def log_of(page: Page, settings: Settings) -> bytes:
    """The change log of the only output of a page."""
    from cleaner.report.changelog import ONLY_OUTPUT, Output, log_records

    rendered = render_as(settings.form, page, in_order(page.articles), settings.gap_mark)
    output = Output(ONLY_OUTPUT, rendered.text.encode("utf-8", "replace"), rendered.places)
    records = log_records(page, [output], settings.form, prove=settings.options.verify)
    if settings.log_as_table:
        from cleaner.report.table import table

        return table(page, records[1:])
    return json_lines(records)


def _files(
    page: Page,
    fields: Fields | None,
    failure: str | None,
    folder: str,
    settings: Settings,
    aside: Collection[str],
) -> Json:
    """Write the folder of an input; what the account of the run says of it."""
    from cleaner.cli.rules import first_sentences
    from cleaner.report.folder import page_files, people_file, write_files

    prove = settings.options.verify
    files = page_files(page, settings.form, settings.gap_mark, fields, aside, prove=prove)
    files |= people_file(page, first_sentences(), failure)
    assert settings.folder is not None
    write_files(settings.folder / folder, files)
    return {"folder": folder, "files": list(files)}


def _entry(page: Page, outcome: Outcome, decisions: Iterable[Decision]) -> Json:
    """What the account of the run says of an input."""
    from cleaner.core.log import source_record
    from cleaner.report.summary import record, tally

    return {
        **source_record(page),
        "articles": len(page.articles),
        "changes": len(page.changes),
        "figures": record(tally(page, decisions)),
        "error": outcome.failure,
    }


def _shared_log(page: Page, outputs: Sequence[Output], settings: Settings) -> bytes:
    """The changes of an input, whose outputs are lines of the files that all inputs share."""
    from cleaner.report.changelog import log_records

    header, *changes = log_records(page, outputs, "text", prove=settings.options.verify)
    return json_lines([{**header, "changes": changes}])
