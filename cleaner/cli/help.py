"""Help that reads like documentation: options in groups, examples as they are typed."""

from __future__ import annotations

from typing import Any

import click

# Columns of help on a terminal that has them.
WIDTH = 100


class Option(click.Option):
    """An option that stands under a heading of its own in the help."""

    def __init__(self, *names: Any, section: str = "Options", **settings: Any) -> None:  # noqa: ANN401
        """Take what `click.Option` takes, and the heading."""
        super().__init__(*names, **settings)
        self.section = section


class Command(click.Command):
    """A command whose help shows its options by section, with its examples before them."""

    def __init__(self, *args: Any, examples: str = "", **settings: Any) -> None:  # noqa: ANN401
        """Take what `click.Command` takes, and examples: a line each, two blanks before what it is for."""
        settings["context_settings"] = {"help_option_names": ["-h", "--help"], "max_content_width": WIDTH}
        super().__init__(*args, **settings)
        self.examples = examples

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples, then options by section, those that every program has last."""
        self.format_examples(formatter)
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            row = param.get_help_record(ctx)
            if row and isinstance(param, click.Option):
                sections.setdefault(getattr(param, "section", "Other"), []).append(row)
        for title, rows in sorted(sections.items(), key=lambda item: item[0] == "Other"):
            with formatter.section(title):
                formatter.write_dl(rows)

    def format_examples(self, formatter: click.HelpFormatter) -> None:
        """Write the examples: a command line, and indented below what it is for."""
        if self.examples:
            with formatter.section("Examples"):
                for line in self.examples.strip().splitlines():
                    typed, _, meaning = line.partition("  ")
                    formatter.write(f"  {typed}\n      {meaning}\n")
