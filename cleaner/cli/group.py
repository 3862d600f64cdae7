"""`clean PATHS` and `clean COMMAND`: cleaning is what happens when no command is named."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cleaner.cli import exits
from cleaner.cli import help as helps
from cleaner.cli.say import complain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

DEFAULT = "(clean)"


class Group(click.Group):
    """Runs the default command unless the first word is the name of another.

    Every error ends here: one sentence on standard error and an exit code of `exits`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the default command where the user named none."""
        asks_for_completion = ctx.resilient_parsing and not args
        if not asks_for_completion and (not args or args[0] not in self.commands):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the first word: a command, or an option or a path of the default command."""
        from click.shell_completion import CompletionItem

        default = self.commands[DEFAULT]
        with click.Context(default, parent=ctx, resilient_parsing=True) as inner:
            options = default.shell_complete(inner, incomplete)
        return [*super().shell_complete(ctx, incomplete), *options, CompletionItem(incomplete, type="file")]

    def main(self, args: Sequence[str] | None = None, *others: Any, **settings: Any) -> NoReturn:  # noqa: ANN401
        """Run a command line and leave with its exit code."""
        settings["standalone_mode"] = False
        _write_utf8()
        sys.exit(self._run(args, *others, **settings))

    def _run(self, args: Sequence[str] | None, *others: Any, **settings: Any) -> int:  # noqa: ANN401
        try:
            code = super().main(args, *others, **settings)
        except click.UsageError as error:
            complain(error.format_message().removesuffix("."))
            return exits.USAGE
        except click.ClickException as error:
            complain(error.format_message().removesuffix("."))
            return exits.SOME_FAILED
        except click.Abort:
            complain("interrupted")
            return exits.INTERRUPTED
        return code or exits.DONE

    def invoke(self, ctx: click.Context) -> int:
        """Run the command; what the system refuses is a sentence, a reader who has left is none."""
        try:
            code: int = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _silence()
            return exits.DONE
        except OSError as error:
            raise click.ClickException(f"{error.filename or 'output'}: {error.strerror or error}") from error
        return code


def _write_utf8() -> None:
    """Standard output is UTF-8 with LF whatever the console's code page, for data and for help."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _silence() -> None:
    """The reader of the output has left: nothing may be written at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class CleanCommand(helps.Command):
    """The default command; its help is that of the whole program."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both ways to call the program."""
        name = ctx.find_root().info_name or "clean"
        formatter.write_usage(name, "[OPTIONS] [PATHS]...")
        formatter.write_usage(name, "COMMAND [ARGS]...", prefix="       ")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the other commands and the exit codes."""
        root = ctx.find_root().command
        assert isinstance(root, Group)
        rows = [(name, c.get_short_help_str(80)) for name, c in root.commands.items() if not c.hidden]
        with formatter.section("Commands (clean COMMAND --help tells more)"):
            formatter.write_dl(rows)
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), meaning) for code, meaning in exits.MEANING.items()])
