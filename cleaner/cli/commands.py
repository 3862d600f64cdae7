"""The commands and their options."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from cleaner import __version__
from cleaner.cli import checks, exits
from cleaner.cli.duplicates import duplicates
from cleaner.cli.group import DEFAULT, CleanCommand, Group
from cleaner.cli.help import Command, Option, formatter_class
from cleaner.cli.index import index
from cleaner.core.language import tr
from cleaner.report.text import GAP_MARK

if TYPE_CHECKING:
    from collections.abc import Callable


# A string: `pathlib` costs start-up time that a piped page need not pay.
PATH = click.Path()


def option(*names: str, section: str, **settings: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    """An option under a heading of the help."""
    return click.option(*names, cls=Option, section=section, **settings)


def _together(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(command: Any) -> Any:  # noqa: ANN401
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


cleaning = _together(
    option(
        "--encoding", metavar="NAME", callback=checks.codec, section="Reading",
        help="Read the input in this encoding instead of finding it out (UTF-8, UTF-16, GB18030, GBK, Big5, "
        "HZ are found out).",
    ),
    option(
        "--skip", metavar="RULE", multiple=True, callback=checks.rules, section="Cleaning",
        help="Leave a rule out; may be given more than once.  'clean rules' lists the rules.",
    ),
    option(
        "--script", type=click.Choice(["keep", "simplified", "traditional", "taiwan", "hongkong"]),
        default="keep", show_default=True, callback=checks.script, section="Cleaning",
        help="Convert to this script, word by word; needs the extra 'script' (OpenCC).",
    ),
    option(
        "--decisions", metavar="FILE", type=PATH, callback=checks.decisions, section="Cleaning",
        help="Keep to what was decided in 'clean review' or in the report: what a person rejected "
        "stays as it is.",
    ),
    option(
        "--config", metavar="FILE", type=PATH, callback=checks.config, section="Cleaning",
        help="Take settings and the house's own lists from FILE, not from the cleaner.toml beside the input; "
        "--config '' takes none.",
    ),
    option(
        "--fast", is_flag=True, section="Cleaning",
        help="Do not rebuild every input from its result to prove that nothing was lost.",
    ),
)  # fmt: skip


@click.group(cls=Group, add_help_option=False)
def command() -> None:
    """Turn damaged Chinese newspaper scans into clean articles and account for every character."""


@command.command(
    DEFAULT, cls=CleanCommand, hidden=True,
    examples="""
cat scan.txt | clean > article.txt  a filter: data on standard output, words on standard error
clean scans/ -o cleaned/  files and folders, searched for inputs to any depth
clean scan.txt -f json > page.json  everything about the page; 'clean restore page.json' undoes it
clean scan.txt --log scan.log > scan.clean  'clean restore --log scan.log scan.clean' undoes it
clean scans/ -o cleaned/ --report cleaned.html  and a report for the browser
clean --check scans/  is there any damage? changes nothing
clean ./diff  a file that is named like a command
""",
)  # fmt: skip
@click.argument("paths", nargs=-1, type=PATH)
@option(
    "-o",
    "--output",
    type=PATH,
    metavar="FOLDER",
    section="Writing",
    help="Write one folder for every input: a file for every article, those that do not belong to the "
    "page apart, a change log for programs (changes.jsonl) and one for people (CHANGES.md); at the top "
    "articles.jsonl and run.json.  The folder must be new or empty.",
)
@option(
    "--copies",
    metavar="best|first|longest|FOLDER",
    callback=checks.copies,
    section="Writing",
    help="Set aside articles that are copies of others, each naming the one that is kept: the best, the "
    "earliest, the longest, or that in a folder of the input; needs the extra 'archive'.",
)
@option(
    "--index",
    type=PATH,
    callback=checks.index,
    metavar="FOLDER",
    section="Writing",
    help="Compare with all earlier pages of this index, and add these; articles that are copies are named "
    "and, with -o, set aside.  'clean index' tells more.",
)
@option(
    "--repeated",
    type=click.Choice(["mark", "cut"]),
    default="mark",
    show_default=True,
    section="Writing",
    help="With --copies: paragraphs that stand in an earlier article, too, are marked or cut.",
)
@option("--force", is_flag=True, section="Writing", help="Replace the output of an earlier run in FOLDER.")
@option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "jsonl"]),
    default="text",
    show_default=True,
    section="Writing",
    help="json: one page a line, complete, with every change.  jsonl: one article a line, as the corpus "
    "tools of the field read it.",
)
@option(
    "--log",
    type=PATH,
    metavar="FILE",
    section="Writing",
    help="Write the change log of the only input; with the text it gives the input back.  If FILE ends in "
    ".csv, a table of it for spreadsheets; with -o one of all inputs.",
)
@option(
    "--report",
    type=PATH,
    metavar="FILE",
    section="Writing",
    help="Write a report in HTML to read in a browser: what was done and what needs your eyes, every page "
    "side by side with its source.  For many pages, a file for each in a folder beside FILE.",
)
@option(
    "--gap-mark",
    metavar="TEXT",
    default=GAP_MARK,
    show_default=True,
    section="Writing",
    help="What shows where text is missing; --gap-mark '' shows nothing.",
)
@option(
    "--off-topic",
    type=click.Choice(["keep", "drop"]),
    default="keep",
    show_default=True,
    section="Writing",
    help="Articles that do not belong to the page come last and are named; or leave them out.",
)
@option(
    "--check",
    is_flag=True,
    section="Writing",
    help="Write nothing; exit with 1 if there is any damage.  Blank lines and indents between paragraphs are "
    "none.",
)
@cleaning
@option(
    "-j",
    "--jobs",
    "workers",
    type=click.IntRange(min=0),
    default=1,
    metavar="N",
    show_default=True,
    section="Working",
    help="Use N processes, 0 for one on every processor.  The output is the same.",
)
@option("-q", "--quiet", is_flag=True, section="Working", help="Say nothing but what failed.")
@option("-v", "--verbose", is_flag=True, section="Working", help="Say what was done to every input.")
@click.version_option(__version__, prog_name="clean", message="%(prog)s %(version)s")
def clean(paths: tuple[str, ...], **chosen: Any) -> int:  # noqa: ANN401
    """Turn damaged Chinese newspaper scans into clean articles and account for every character.

    PATHS are files and folders; without any, or for '-', standard input is read.  Text goes to standard
    output, words to standard error.  The input is never written to.
    """
    from cleaner.cli.run import clean_all

    return clean_all(paths, chosen)


@command.command(
    cls=Command,
    examples="""
clean restore cleaned/scan-000 > scan-000.txt  from the output folder of an input
clean restore page.json > scan-000.txt  from the output of -f json
clean restore --log scan.log scan.clean > scan.txt  from a text and its log
""",
)  # fmt: skip
@option("--log", type=PATH, metavar="FILE", section="Options", help="The change log of OUTPUT.")
@click.argument("output", type=PATH)
def restore(output: str, log: str | None) -> int:
    """Give an input back, byte for byte, from its output.

    OUTPUT is the output folder of one input, a page in JSON, or the text that was written with --log.
    The bytes go to standard output.  An output that was edited since is refused.
    """
    from cleaner.cli.restoring import restored

    sys.stdout.buffer.write(restored(output, log))
    sys.stdout.buffer.flush()
    return exits.DONE


@command.command(
    cls=Command,
    examples="""
clean explain scan.txt --at 1741  the character at offset 1741, counted from 0
clean explain scan.txt --text 一线职工  every place where this stands, before or after cleaning
clean explain scan.txt --text "$(cat article.txt)"  where a whole article came from
""",
)  # fmt: skip
@click.argument("file", type=PATH)
@option(
    "--at",
    type=click.IntRange(min=0),
    metavar="N",
    section="Which passage",
    help="The character of FILE at this offset; the first is 0.",
)
@option(
    "--text",
    "passage",
    metavar="TEXT",
    section="Which passage",
    help="Every place where this stands; white space in it does not count.",
)
@cleaning
def explain(file: str, at: int | None, passage: str | None, **chosen: Any) -> int:  # noqa: ANN401
    """Tell the life of a passage: what touched it, why, and where it is now."""
    from cleaner.cli.showing import clean_page, explained, places

    page = clean_page(file, chosen)
    for line in explained(page, places(page, at, passage), chosen):
        click.echo(line)
    return exits.DONE


@command.command(
    cls=Command,
    examples="""
clean diff scan.txt  struck and underlined on a terminal, page by page of the screen
clean diff scan.txt | cat  marked with [-before-] and {+after+}
clean diff scans/ --summary  a table of figures, a row a page
""",
)  # fmt: skip
@click.argument("paths", nargs=-1, required=True, type=PATH)
@option("--full", is_flag=True, section="Showing", help="Show the text in which nothing changed, too.")
@option("--summary", is_flag=True, section="Showing", help="Show only the table of figures.")
@cleaning
def diff(paths: tuple[str, ...], *, full: bool, summary: bool, **chosen: Any) -> int:  # noqa: ANN401
    """Show before and after in one text, character by character, with the rules that made the changes.

    Numbers are lines of the input. ⏎ is a line end that was joined across, ␣ an ideographic space, ⋯ text in
    which nothing else changed. White space between paragraphs is not shown.
    """
    from cleaner.cli.diff import diff as show

    return show(paths, chosen, full=full, only_summary=summary)


@command.command(
    "review", cls=Command,
    examples="""
clean review cleaned/  one question after the other, answered with one key
clean review cleaned/ --list | less  what is uncertain, without being asked
clean scans/ -o cleaned/ --force --decisions decisions.jsonl  have it done
""",
)  # fmt: skip
@click.argument("out", type=PATH)
@option(
    "--decisions", metavar="FILE", type=PATH, section="Options",
    help="Where decisions are kept: decisions.jsonl beside OUT unless said otherwise.",
)  # fmt: skip
@option("--all", "everything", is_flag=True, section="Options", help="Ask about everything that was removed.")
@option("--list", "listed", is_flag=True, section="Options", help="List what is uncertain and ask nothing.")
@option(
    "--plain", is_flag=True, section="Options",
    help="Ask line by line, as for a screen reader; so it is done anyway where there is no terminal or no "
    "textual (pip install 'cleaner[review]').",
)  # fmt: skip
def review_command(out: str, decisions: str | None, *, everything: bool, listed: bool, plain: bool) -> int:
    """Decide on what is uncertain: removals that may be wrong, gaps, odd places, off-topic articles.

    OUT is what 'clean -o OUT' wrote.  Every answer is saved at once in a file of decisions, to which
    'clean --decisions FILE' keeps.  Nothing else is written to.
    """
    from cleaner.cli.review import review

    return review(out, decisions, everything=everything, listed=listed, plain=plain)


@command.command(cls=Command)
def rules() -> int:
    """List every rule in the order of the work, with what it does.

    All rules are on; --skip RULE leaves one out.
    """
    from cleaner.cli.rules import first_sentences

    formatter = formatter_class()(width=100)
    formatter.write_dl([(name, tr(sentence)) for name, sentence in first_sentences().items()])
    click.echo(formatter.getvalue(), nl=False)
    return exits.DONE


command.add_command(duplicates)
command.add_command(index)
