"""`clean PATHS` and `clean COMMAND`: cleaning is what happens when no command is named."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn, cast

import click

from cleaner.cli import exits
from cleaner.cli import help as helps
from cleaner.cli.say import complain
from cleaner.core.language import LANGUAGES, choose, tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from click.shell_completion import CompletionItem

DEFAULT = "(clean)"
# As alike as two neighbouring letters in the wrong order make a word of four.
_NEARLY = 0.75


class Group(click.Group):
    """Runs the default command unless the first word is the name of another.

    Every error of the command line ends here, all others in `exits.guarded`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the default command where the user named none."""
        asks_for_completion = ctx.resilient_parsing and not args
        if not asks_for_completion and (not args or args[0] not in self.commands):
            if args and not ctx.resilient_parsing:
                _refuse_misspelt(args[0], self.commands)
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
        exits.open_streams()
        language, args = _asked(sys.argv[1:] if args is None else args)
        choose(language)
        helps.translate_click()
        try:
            code = super().main(args, *others, **settings)
        except click.ClickException as error:
            complain(error.format_message().rstrip(".。"))
            code = exits.USAGE
        sys.exit(code or exits.DONE)

    def invoke(self, ctx: click.Context) -> int:
        """Run the command, whatever comes of it."""

        def run() -> int:
            try:
                return cast("int", super(Group, self).invoke(ctx))
            except click.exceptions.Exit as leaving:  # --help and --version of the command
                return leaving.exit_code

        return exits.guarded(run)


def _asked(args: Sequence[str]) -> tuple[str | None, list[str]]:
    """The language that a command line names, known before a word of it is found wrong; and the others."""
    words = list(args)
    for at, word in enumerate(words[: words.index("--") if "--" in words else None]):
        option, is_one, value = word.partition("=")
        found = value if is_one else "".join(words[at + 1 : at + 2])
        if option == "--lang" and found in LANGUAGES:
            return found, words[:at] + words[at + (1 if is_one else 2) :]
    return None, words


def _refuse_misspelt(word: str, commands: Iterable[str]) -> None:
    """A first word that is neither file nor option but nearly a command is a slip of the pen."""
    if word.startswith("-") or os.path.lexists(word):
        return
    from difflib import get_close_matches

    if near := get_close_matches(word, commands, n=1, cutoff=_NEARLY):
        message = tr("there is no file or command {word!r}: did you mean 'clean {near}'?")
        raise click.UsageError(message.format(word=word, near=near[0]))


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
        rows = [(name, helps.short(c)) for name, c in root.commands.items() if not c.hidden]
        with formatter.section(tr("Commands (clean COMMAND --help tells more)")):
            formatter.write_dl(rows)
        with formatter.section(tr("Exit codes")):
            formatter.write_dl([(str(code), tr(meaning)) for code, meaning in exits.MEANING.items()])
