"""`clean index`: the index of an archive, its commands and their options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cleaner.cli import checks, exits
from cleaner.cli import help as helps
from cleaner.cli.help import Command, Option
from cleaner.core.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

_PATH = click.Path()
_INDEX = click.argument("index", type=_PATH)
_INPUTS = click.argument("inputs", nargs=-1, required=True, type=_PATH)


def _policy(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001 - a callback of click
    return checks.policy_of_index(value)


def _reading(command: Callable[..., int]) -> Callable[..., int]:
    """The options of commands that read pages."""
    for option in (
        click.option(
            "-j", "--jobs", "workers", cls=Option, type=click.IntRange(min=0), default=1, metavar="N",
            show_default=True, section="Working",
            help="Clean in N processes, 0 for one on every processor.  The result is the same.",
        ),
        click.option(
            "--prefix", cls=Option, metavar="TEXT", default="", section="Reading",
            help="Put this before every name, so that pages of different days or papers do not meet.",
        ),
        click.option(
            "--encoding", cls=Option, metavar="NAME", callback=checks.codec, section="Reading",
            help="Read pages in this encoding instead of finding it out.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


class Commands(Command, click.Group):
    """A command that consists of commands."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands."""
        del ctx
        with formatter.section(tr("Commands")):
            formatter.write_dl([(name, helps.short(command)) for name, command in self.commands.items()])


@click.group(
    cls=Commands,
    examples="""
clean index add archive.db scans/2026-11-21/ --prefix 2026-11-21/  a day's pages, under names of their own
clean index find archive.db scan.txt  what is this page to all earlier ones?
clean scans/ -o cleaned/ --index archive.db  clean new pages, add them and name earlier copies
""",
)  # fmt: skip
def index() -> None:
    """Keep an index of all articles of an archive, which grows for years and names every earlier copy.

    INDEX is a folder that 'add' makes where there is none (docs/archive.md).  Several processes may use it at
    a time, and one that is killed leaves it whole.
    """


@index.command(
    cls=Command,
    examples="""
clean index add archive.db scans/ > report.jsonl  on a terminal in words
clean index add archive.db 2026/ --prefix 2026/ --copies first  the earliest copy is kept
""",
)  # fmt: skip
@_INDEX
@_INPUTS
@click.option(
    "--copies", cls=Option, metavar="best|first|longest|FOLDER/", callback=_policy,
    section="Which copy is kept",
    help="Chosen when an index is made.  best (default): the most complete, then the best recognised, then "
    "the longest, then the earliest.  first: the earliest.  FOLDER/: one whose name begins so, then the "
    "best.",
)  # fmt: skip
@_reading
def add(**chosen: Any) -> int:  # noqa: ANN401
    """Add pages, and report what their articles are to earlier ones.

    INPUTS are pages, folders of pages and JSONL files, whose records are taken as they are.  A page that is
    in the index already changes nothing, and the report of it is the same again: after an interruption, type
    the same command.  Where a better copy comes later, the line of the earlier one says so ('was').
    """
    from cleaner.cli.indexing import add_all

    return add_all(**chosen)


@index.command(cls=Command, examples="clean index find archive.db scan.txt  changes nothing")
@_INDEX
@_INPUTS
@_reading
def find(**chosen: Any) -> int:  # noqa: ANN401
    """Report what the articles of pages are to those of the index, changing nothing."""
    from cleaner.cli.indexing import find_all

    return find_all(**chosen)


@index.command(cls=Command, examples="clean index forget archive.db 2026-11-21/a01.txt  as reports call it")
@_INDEX
@click.argument("names", nargs=-1, required=True)
def forget(index: str, names: tuple[str, ...]) -> int:
    """Forget pages by their names, and report which articles have another kept copy because of that."""
    from cleaner.cli.indexing import forget_all

    return forget_all(index, names)


@index.command(cls=Command, examples="clean index stats archive.db  one JSON object")
@_INDEX
def stats(index: str) -> int:
    """Count what an index has."""
    from cleaner.cli.indexing import count

    return count(index)


@index.command(
    cls=Command,
    examples="""
clean index verify archive.db  is every byte as it was written, can every article be found?
clean index verify archive.db --repair  write what can be made from the texts anew
""",
)  # fmt: skip
@_INDEX
@click.option(
    "--repair", cls=Option, is_flag=True, section="Options",
    help="Write the files of postings anew, from the texts in the database.",
)  # fmt: skip
def verify(index: str, *, repair: bool) -> int:
    """Look at every byte of an index; each problem is a sentence, and the exit code is then 3."""
    from cleaner.cli.indexing import verify_all

    return verify_all(index, repair=repair) or exits.DONE
