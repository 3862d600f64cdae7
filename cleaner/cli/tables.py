"""`-o OUT --log changes.csv`: one table of all change logs, read from the output when it is done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.cli import exits
from cleaner.cli.say import complain
from cleaner.core.language import told
from cleaner.report.files import write_pieces
from cleaner.report.reread import RereadError, folders, page_and_log
from cleaner.report.table import heading, rows

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_table(out: str, log: str) -> int:
    """Write the table; the exit code."""
    table = _Table(Path(out))
    write_pieces(Path(log), table)
    return exits.SOME_FAILED if table.failed else exits.DONE


class _Table:
    """The table of an output, one page at a time; a page that was edited since is named and passed over."""

    def __init__(self, out: Path) -> None:
        self.out, self.failed = out, False

    def __iter__(self) -> Iterator[bytes]:
        yield heading()
        for folder in folders(self.out):
            name = folder.relative_to(self.out).as_posix()
            try:
                page, changes = page_and_log(folder)
            except RereadError as error:
                self.failed = True
                complain(f"{name}: {told(error)}")
            else:
                yield rows(page, changes, name)
