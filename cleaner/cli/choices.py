"""What the user chose, checked: every contradiction is one sentence before anything is done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from cleaner.cli import checks, exits
from cleaner.cli.plan import Plan
from cleaner.cli.work import Settings
from cleaner.core.language import tr
from cleaner.core.options import Options
from cleaner.read.inputs import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def settings_of(chosen: Mapping[str, Any]) -> Settings:
    """The settings of a run."""
    return Settings(
        options=options_of(chosen),
        form=chosen["form"],
        gap_mark=chosen["gap_mark"],
        drop=chosen["off_topic"] == "drop",
        encoding=chosen["encoding"],
        decisions=chosen["decisions"],
        with_log=chosen["log"] is not None,
        log_as_table=_is_table(chosen["log"]),
        verbose=chosen["verbose"],
        report=chosen["report"] is not None,
        copies=chosen["copies"],
        index_path=chosen["index"],
        repeated=chosen["repeated"],
    )


def options_of(chosen: Mapping[str, Any]) -> Options:
    """The options of the pipeline."""
    options = Options(skip=chosen["skip"], script=chosen["script"], verify=not chosen["fast"])
    return options._replace(house=chosen["config"].house) if chosen["config"] else options


def refuse_contradictions(chosen: Mapping[str, Any]) -> None:
    """Refuse options that do not go together."""
    output, log, form = chosen["output"], chosen["log"], chosen["form"]
    for wrong, sentence in (
        (chosen["check"] and (output or log), tr("--check writes nothing: leave out -o and --log")),
        (
            output and log and not _is_table(log),
            tr("-o writes a change log for every input: leave out --log, or name a table: --log changes.csv"),
        ),
        (
            log and form not in {"text", "markdown"},
            tr("--log goes with text or markdown, not with {form}").format(form=form),
        ),
        (chosen["force"] and not output, tr("--force goes with -o")),
        (chosen["copies"] and not output and not chosen["index"], tr("--copies goes with -o")),
        (chosen["check"] and chosen["index"], tr("--check writes nothing: leave out --index")),
        (chosen["repeated"] == "cut" and not chosen["copies"], tr("--repeated goes with --copies")),
        (chosen["quiet"] and chosen["verbose"], tr("choose one of -q and -v")),
    ):
        if wrong:
            raise exits.UsageError(sentence)


def chosen_inputs(paths: Sequence[str], chosen: Mapping[str, Any]) -> Plan:
    """All inputs of the command line; a folder that is written to is not read."""
    if not paths and at_terminal():
        message = tr("nothing to read: name files or folders, or pipe a text in; see clean --help")
        raise exits.UsageError(message)
    copies, folder = chosen["copies"], None
    if chosen["index"]:
        checks.policy_of_index(copies)
    elif copies is not None and copies not in checks.POLICIES:
        folder = copies
    plan = Plan(paths or [STANDARD_INPUT], chosen["output"], folder)
    if folder is not None and not plan.has_preferred:
        raise checks.no_policy(
            folder, tr("--copies {value}: neither best, first nor longest, nor a folder of the input")
        )
    if chosen["log"] is not None:
        from cleaner.cli.logs import refuse_log

        refuse_log(chosen, paths, plan)
    return plan


def _is_table(log: str | None) -> bool:
    return log is not None and log.lower().endswith(".csv")


def at_terminal() -> bool:
    """Whether nothing is piped in."""
    return sys.stdin.isatty()
