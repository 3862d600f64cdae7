"""The command line: each command reads, calls, writes and reports; the work is done elsewhere."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

COMPLETION = "_CLEAN_COMPLETE"


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run `clean` and leave with its exit code.

    The bare filter, `clean < scan.txt`, needs no option to be read: it starts without the command line
    library, which would take longer to load than a page takes to clean.
    """
    args = sys.argv[1:] if args is None else args
    if not args and COMPLETION not in os.environ:
        from cleaner.cli.run import run_filter

        sys.exit(run_filter())
    from cleaner.cli.commands import command

    command.main(args, prog_name="clean")
