"""Values of options that are names of something: whether there is such a thing."""

# ruff: noqa: ARG001 - the form of a callback of click

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.cli import exits
from cleaner.core.language import told, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click import Context, Parameter

    from cleaner.cli.config import Config

# Which of several copies is kept; anything else is a folder.
POLICIES = ("best", "first", "longest")
# As alike as a word and the same word misspelt.
_NEARLY = 0.6


def codec(ctx: Context, param: Parameter, name: str | None) -> str | None:
    """The name of an encoding, if there is such an encoding."""
    if name is not None:
        from cleaner.read.encoding import codec_name
        from cleaner.read.errors import UnknownEncodingError

        try:
            codec_name(name)
        except UnknownEncodingError as error:
            raise exits.UsageError(f"--encoding: {told(error)}") from error
    return name


def copies(ctx: Context, param: Parameter, policy: str | None) -> str | None:
    """Which copy is kept, if what it takes to find copies is installed."""
    if policy is not None:
        from importlib.util import find_spec

        if find_spec("numpy") is None:
            raise exits.UsageError(tr("--copies needs NumPy: pip install 'cleaner[archive]'"))
    return policy


def no_policy(value: str, sentence: str) -> exits.UsageError:
    """What is said of a way to choose copies that is none, with the one that was meant."""
    return exits.UsageError(sentence.format(value=value) + meant(value, POLICIES))


def meant(word: str, known: Iterable[str], before: str = "") -> str:
    """What is added to the refusal of a misspelt word: the one that was meant, `before` set before it."""
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=_NEARLY)
    return tr(": did you mean {near!r}?").format(near=f"{before}{near[0]}") if near else ""


def policy_of_index(value: str | None) -> str | None:
    """A policy, or the beginning of names, which is told from a misspelt policy by its slash."""
    if value is not None and value not in POLICIES and not value.endswith("/"):
        raise no_policy(
            value,
            tr("--copies {value}: neither best, first nor longest, nor a folder, which ends with a slash"),
        )
    return value


def index(ctx: Context, param: Parameter, folder: str | None) -> str | None:
    """The folder of an index, if what it needs is installed."""
    if folder is not None:
        from importlib.util import find_spec

        if find_spec("numpy") is None:
            raise exits.UsageError(tr("an index needs NumPy: pip install 'cleaner[archive]'"))
    return folder


def script(ctx: Context, param: Parameter, name: str) -> str:
    """The script to convert to, if what it needs is installed."""
    if name != "keep":
        from importlib.util import find_spec

        if find_spec("opencc") is None:
            message = tr("--script {name} needs OpenCC: pip install 'cleaner[script]'")
            raise exits.UsageError(message.format(name=name))
    return name


def rules(ctx: Context, param: Parameter, names: tuple[str, ...]) -> frozenset[str]:
    """The names of rules to skip, if there are such rules."""
    if names:
        from cleaner.cli.rules import first_sentences
        from cleaner.core.skipping import refusal

        if refused := refusal(names, first_sentences()):
            raise exits.UsageError(tr(refused))
    return frozenset(names)


def config(ctx: Context, param: Parameter, path: str | None) -> Config | None:
    """The settings that were found for this command line (`Command.parse_args`)."""
    return ctx.meta.get("cleaner.config")


def decisions(ctx: Context, param: Parameter, path: str | None) -> str | None:
    """The name of a file of decisions, if it is one."""
    if path is not None:
        from cleaner.cli.deciding import kept_in

        kept_in(path)
    return path
