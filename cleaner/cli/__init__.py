"""The command line: each command reads, calls, writes and reports; the work is done elsewhere."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

COMPLETION = "_CLEAN_COMPLETE"
# So many new objects before Python looks for cycles, of which pages have none: looking while modules load
# and a page is cleaned took an eighth of the time of one piped page.
_ALLOCATIONS = 100_000


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run `clean` and leave with its exit code.

    The bare filter, `clean < scan.txt` or `clean -`, needs no option to be read: it starts without the
    command line library, which would take longer to load than a page takes to clean.
    """
    gc.set_threshold(_ALLOCATIONS)
    args = sys.argv[1:] if args is None else args
    if list(args) in ([], ["-"]) and COMPLETION not in os.environ and not _has_settings():
        from cleaner.cli.run import run_filter

        _leave(run_filter(args))
    from cleaner.cli.commands import command

    command.main(args, prog_name="clean")


def _leave(code: int) -> NoReturn:
    """End the process as it stands: Python would free all modules first, an eighth of one piped page."""
    atexit._run_exitfuncs()  # noqa: SLF001 - as `multiprocessing` does
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _has_settings() -> bool:
    """Whether there are settings where `clean` runs (see `config`, which would take longer to ask)."""
    if os.path.exists("cleaner.toml"):  # noqa: PTH110
        return True
    try:
        with open("pyproject.toml", "rb") as file:  # noqa: PTH123
            return b"[tool.cleaner" in file.read()
    except OSError:
        return False
