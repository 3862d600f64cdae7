"""Help that reads like documentation: options in groups, examples as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cleaner.core.language import ENGLISH, LANGUAGES, chosen, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

# Columns of help on a terminal that has them.
WIDTH = 100
OTHER = "Other"


class Option(click.Option):
    """An option that stands under a heading of its own in the help."""

    def __init__(self, *names: Any, section: str = "Options", **settings: Any) -> None:  # noqa: ANN401
        """Take what `click.Option` takes, and the heading."""
        super().__init__(*names, **settings)
        self.section = section


class Context(click.Context):
    """Lays help out by the width that characters have on a terminal, which Chinese needs."""

    def make_formatter(self) -> click.HelpFormatter:
        """The formatter of help in the language chosen."""
        self.formatter_class = formatter_class()
        return super().make_formatter()


def formatter_class() -> type[click.HelpFormatter]:
    """What lays out help and lists in the language chosen."""
    if chosen() == ENGLISH:
        return click.HelpFormatter
    from cleaner.cli.wrapping import Formatter

    return Formatter


class Command(click.Command):
    """A command whose help shows its options by section, with its examples before them."""

    context_class = Context

    def __init__(self, *args: Any, examples: str = "", **settings: Any) -> None:  # noqa: ANN401
        """Take what `click.Command` takes, and examples: a line each, two blanks before what it is for."""
        settings["context_settings"] = {"help_option_names": ["-h", "--help"], "max_content_width": WIDTH}
        super().__init__(*args, **settings)
        self.params.append(language_option())
        self.examples = examples

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the settings that go with the command line, if this command has any, and read it."""
        if any(param.name == "config" for param in self.params) and not ctx.resilient_parsing:
            from cleaner.cli.config import prepare

            prepare(ctx, self, args)
            translate_click()
        return super().parse_args(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, paragraph by paragraph."""
        del ctx
        for paragraph in paragraphs(self.help):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(tr(paragraph))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples, then options by section, those that every program has last."""
        self.format_examples(formatter)
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            row = param.get_help_record(ctx)
            if row and isinstance(param, click.Option) and param.help:
                title = getattr(param, "section", OTHER)
                sections.setdefault(title, []).append((row[0], row[1].replace(param.help, tr(param.help), 1)))
        for title, rows in sorted(sections.items(), key=lambda item: item[0] == OTHER):
            with formatter.section(tr(title)):
                formatter.write_dl(rows)

    def format_examples(self, formatter: click.HelpFormatter) -> None:
        """Write the examples: a command line, and indented below what it is for."""
        if self.examples:
            with formatter.section(tr("Examples")):
                for typed, meaning in examples_of(self):
                    formatter.write(f"  {typed}\n      {tr(meaning)}\n")


def language_option() -> Option:
    """`--lang`, which every command has and which is obeyed before anything is said (`Group.main`)."""
    return Option(
        ["--lang"], type=click.Choice(LANGUAGES), expose_value=False, section=OTHER,
        help="Speak English (en) or Chinese (zh), whatever the locale is.",
    )  # fmt: skip


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a docstring, each on one line."""
    return [" ".join(paragraph.split()) for paragraph in (text or "").split("\n\n")]


def translate_click() -> None:
    """Have what click itself says in our language: it marks its messages for gettext."""
    if chosen() == ENGLISH:
        return
    import click.decorators
    import click.parser

    for module in (
        click.core,
        click.decorators,
        click.exceptions,
        click.formatting,
        click.parser,
        click.types,
    ):
        vars(module).update(_=tr, ngettext=lambda one, more, n: tr(one if n == 1 else more))


def short(command: click.Command) -> str:
    """What a command does, in its first sentence."""
    return tr(paragraphs(command.help)[0]).rstrip(".。")


def examples_of(command: Command) -> Iterator[tuple[str, str]]:
    """What is typed, and what it is for."""
    for line in command.examples.strip().splitlines():
        typed, _, meaning = line.partition("  ")
        yield typed, meaning
