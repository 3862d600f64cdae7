"""Settings that people keep: `cleaner.toml`, or `[tool.cleaner]` in `pyproject.toml`.

Every option of `clean` may stand there by its name on the command line, and in the table `house` the
house's own lists.  The file is found beside the input (in the folder given, or else where `clean` runs), or
named with --config; `run.json` of an earlier run will do, too.  The command line is stronger.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import click

from cleaner.cli import checks, exits
from cleaner.core.house import House
from cleaner.core.language import prefer, tr
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FILE: Final = "cleaner.toml"
PROJECT: Final = "pyproject.toml"
_TABLE: Final = b"[tool.cleaner"
# Where the settings of a command line are kept while it is read.
KEY: Final = "cleaner.config"
# Options that only make sense on the command line.
_NOT_KEPT: Final = {"help", "version", "config"}
# What --check, which writes nothing, does without.
_OF_WRITING: Final = {"output", "force", "log", "index", "copies", "repeated"}
# A single character to remove would be a slip of the pen that empties an archive.
SHORTEST: Final = 2
_HOUSE: Final = "house."


class Config(NamedTuple):
    """A file of settings: its options by their names in the program, and the house's lists if it has any."""

    path: str
    options: dict[str, Any]
    house: House | None


def prepare(ctx: click.Context, command: click.Command, args: Sequence[str]) -> None:
    """Find the settings that go with a command line and make them its defaults.

    Raises:
        UsageError: there is none where the user named one, or something in it is wrong.
    """
    given, _, order = command.make_parser(ctx).parse_args(list(args))
    if any(isinstance(param, click.Option) and param.is_eager for param in order):
        return  # --help and --version say the same whatever the settings are
    path = given.get("config")
    if path is None:
        path = find(_paths(given))
    if path:
        config = load(path, known_options(ctx))
        mine = {param.name for param in command.params}
        if given.get("check", config.options.get("check")):
            mine -= _OF_WRITING
        ctx.default_map = {name: value for name, value in config.options.items() if name in mine}
        ctx.meta[KEY] = config
        prefer(config.options.get("lang"))


def _paths(given: Mapping[str, Any]) -> list[str]:
    """The inputs of a command line."""
    found = [given.get(name) for name in ("paths", "file")]
    return [
        path
        for each in found
        for path in (each if isinstance(each, tuple) else [each])
        if isinstance(path, str)
    ]


def known_options(ctx: click.Context) -> dict[str, click.Parameter]:
    """The options that may be kept, by their names on the command line."""
    from cleaner.cli.group import DEFAULT

    root = ctx.find_root().command
    assert isinstance(root, click.Group)
    params = [param for param in root.commands[DEFAULT].params if isinstance(param, click.Option)]
    names = {max(param.opts, key=len).removeprefix("--"): param for param in params}
    return {name: param for name, param in names.items() if name not in _NOT_KEPT}


# -- the file ----------------------------------------------------------------------------------------------


def find(paths: Iterable[str]) -> str | None:
    """The settings beside the inputs, or where `clean` runs if there are none.

    Raises:
        UsageError: the inputs lie beside different ones.
    """
    folders = dict.fromkeys(path if os.path.isdir(path) else os.path.dirname(path) for path in paths)  # noqa: PTH112, PTH120
    found = [path for folder in folders if (path := _in_folder(folder))]
    if len(found) > 1:
        message = tr("the inputs have different settings, {one} and {other}: choose with --config")
        raise exits.UsageError(message.format(one=found[0], other=found[1]))
    return found[0] if found else _in_folder("")


def _in_folder(folder: str) -> str | None:
    path = os.path.join(folder, FILE)  # noqa: PTH118
    if os.path.isfile(path):  # noqa: PTH113
        return path
    path = os.path.join(folder, PROJECT)  # noqa: PTH118
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return path if _TABLE in file.read() else None
    except OSError:
        return None


def load(path: str, known: Mapping[str, click.Parameter]) -> Config:
    """The settings of a file.

    Raises:
        UsageError: it cannot be read, has an unknown name in it or a value of another kind.
    """
    settings = {_dashed(name): value for name, value in _read(path).items()}
    lists = settings.pop("house", {})
    if not isinstance(lists, dict):
        raise _wrong(path, "house", tr("a table: [house]"))
    house = {_dashed(name): value for name, value in lists.items()}
    fields = {_dashed(field): field for field in House._fields}
    _refuse_unknown(path, settings, {**known, "house": None}, "")
    _refuse_unknown(path, house, fields, _HOUSE)
    folder = os.path.dirname(path)  # noqa: PTH120
    options = {
        str(known[name].name): _checked(path, name, value, known[name], folder)
        for name, value in settings.items()
    }
    words = House(**{fields[name]: _words(path, f"{_HOUSE}{name}", value) for name, value in house.items()})
    return Config(path, options, words if any(words) else None)


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _read(path: str) -> dict[str, Any]:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read()
    except OSError as error:
        raise exits.UsageError(f"{path}: {tr(error.strerror or str(error))}") from error
    return _of_run(path, data) if path.endswith(".json") else _of_toml(path, data)


def _of_toml(path: str, data: bytes) -> dict[str, Any]:
    import tomllib

    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise exits.UsageError(tr("{file} is not written in UTF-8").format(file=path)) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise exits.UsageError(tr("{file} is not valid TOML: {why}").format(file=path, why=error)) from error
    if os.path.basename(path) != PROJECT:  # noqa: PTH119
        return table
    tools = table.get("tool", {})
    found = tools.get("cleaner") if isinstance(tools, dict) else None
    if not isinstance(found, dict):
        raise exits.UsageError(tr("{file} has no table [tool.cleaner]").format(file=path))
    return found


def _of_run(path: str, data: bytes) -> dict[str, Any]:
    """The options that an earlier run has in its account."""
    import json

    from cleaner.report.files import RUN_SCHEMA

    try:
        account = json.loads(data)
        options = dict(account["options"]) if account["schema"] == RUN_SCHEMA else None
    except (ValueError, LookupError, TypeError, RecursionError):
        options = None
    if options is None:
        raise exits.UsageError(tr("{file} is no run.json of clean").format(file=path))
    options["fast"] = not options.pop("verify", True)
    # Decisions are known by their content there: the file that has it is the user's to name.
    options.pop("decisions", None)
    return {name: value for name, value in options.items() if value is not None}


# -- what is wrong with it ---------------------------------------------------------------------------------


def _refuse_unknown(path: str, found: Mapping[str, Any], known: Mapping[str, Any], table: str) -> None:
    for name in found:
        if name not in known:
            message = tr("{file}: there is no setting {name!r}").format(file=path, name=f"{table}{name}")
            raise exits.UsageError(message + checks.meant(name, known, table))


def _wrong(path: str, name: str, kind: str) -> exits.UsageError:
    message = tr("{file}: {name!r} must be {kind}")
    return exits.UsageError(message.format(file=path, name=name, kind=kind))


def _checked(path: str, name: str, value: object, param: click.Parameter, folder: str) -> object:
    """A value of the kind that its option takes; names of files are relative to the file of settings."""
    if getattr(param, "is_flag", False):
        if not isinstance(value, bool):
            raise _wrong(path, name, tr("true or false"))
    elif param.multiple:
        return _words(path, name, value)
    elif isinstance(param.type, click.IntRange):
        if not isinstance(value, int) or isinstance(value, bool):
            raise _wrong(path, name, tr("a whole number"))
    elif not isinstance(value, str):
        raise _wrong(path, name, tr("a text in quotation marks"))
    elif isinstance(param.type, click.Choice):
        if value not in param.type.choices:
            raise _wrong(path, name, tr("one of {choices}").format(choices=", ".join(param.type.choices)))
    elif isinstance(param.type, click.Path):
        return os.path.join(folder, value)  # noqa: PTH118
    return value


def _words(path: str, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _wrong(path, name, tr('a list of texts: ["…", "…"]'))
    shortest = SHORTEST if name == f"{_HOUSE}remove" else 1
    for word in value:
        if len("".join(word.split())) < shortest:
            message = tr("{file}: {word!r} in {name!r} is too short")
            raise exits.UsageError(message.format(file=path, word=word, name=name))
    return tuple(value)
