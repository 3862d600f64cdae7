"""The report of a run: one file, or for many pages an index and a file a page in a folder beside it.

The views of pages wait in a file without a name until the last one is there, so memory holds no more than
one line of the overview a page.  Everything is written aside and renamed.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from cleaner.core.language import Message, tr
from cleaner.report.files import OutputError, write_aside
from cleaner.report.html.document import GENERATOR, document
from cleaner.report.html.escape import script_json, tag
from cleaner.report.html.labels import labels
from cleaner.report.html.overview import overview

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

    from cleaner.report.html.model import Part, Row

# More pages than this are an index and a file a page: one file of 300 pages has about six megabytes and
# opens in less than a second, and mail takes it.
MOST_IN_ONE_FILE = 300
_PAGE_NAME = "{:05}.html"
_PAGE_FILE = re.compile(r"\d{5,}\.html")
_GENERATOR = f'content="{GENERATOR}"'.encode()
# Of a report, so many bytes at its beginning hold the name of its generator.
_HEAD = 4096


class Report:
    """Takes the pages of a run one by one and writes the report at the end, unless the run was broken off."""

    def __init__(self, path: str, rules: Mapping[str, str]) -> None:
        """Prepare to write to `path`; `rules` are the first sentences of all rules, by name.

        Raises:
            OutputError: `path` cannot be written, or holds something that is no report.
        """
        self.path, self.rules = Path(path), rules
        self.folder = self.path.with_name(f"{self.path.stem}-pages")
        self._refuse_foreign()
        self._rows: list[Row] = []
        self._sizes: list[int] = []
        self._pages = sha256()
        self._views = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        """Take pages."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the report if nothing went wrong."""
        with self._views:
            if kind is None:
                self._write()

    def add(self, part: Part) -> None:
        """Take the next page."""
        self._rows.append(part.row)
        self._sizes.append(len(part.view))
        self._pages.update(part.sha256.encode())
        self._views.write(part.view)

    def _refuse_foreign(self) -> None:
        path, folder = self.path, self.folder
        if not path.parent.is_dir():
            raise OutputError(Message("there is no folder {folder} for the report", folder=path.parent))
        if path.is_dir() or (path.is_file() and not _is_ours(path)):
            raise OutputError(Message("{path} is no report of clean: choose another name", path=path))
        if folder.exists() and not (
            folder.is_dir() and all(_PAGE_FILE.fullmatch(page.name) for page in folder.iterdir())
        ):
            raise OutputError(Message("{path} is not of a report: choose another name", path=folder))

    def _write(self) -> None:
        if len(self._rows) <= MOST_IN_ONE_FILE:
            write_aside(self.path, self._index(in_one=True))
            _replace(self.folder, None)
            return
        pages = self.folder.with_name(f".{self.folder.name}.{os.getpid()}.partial")
        pages.mkdir()
        try:
            for i, view in enumerate(self._stored()):
                (pages / _PAGE_NAME.format(i + 1)).write_bytes(self._page(i, view))
            _replace(self.folder, pages)
        finally:
            shutil.rmtree(pages, ignore_errors=True)
        write_aside(self.path, self._index(in_one=False))

    def _stored(self) -> Iterator[bytes]:
        self._views.seek(0)
        return map(self._views.read, self._sizes)

    def _index(self, *, in_one: bool) -> bytes:
        """The overview, with the views of the pages if all stand in one file."""
        address = "#page-{}".format if in_one else self._address
        page = tag("section", id="page", hidden=True)
        main = (*overview(self._rows, address, with_texts=in_one), page)
        views = enumerate(self._stored()) if in_one else ()
        return b"".join(document(tr("Cleaning report"), main, self._labels, views))

    def _address(self, i: int) -> str:
        return f"{quote(self.folder.name)}/{_PAGE_NAME.format(i + 1)}"

    def _page(self, i: int, view: bytes) -> bytes:
        """The file of one page, with the addresses of its neighbours."""
        last = len(self._rows) - 1
        section = tag(
            "section",
            id="page",
            data_only=i,
            data_list=f"../{quote(self.path.name)}",
            data_previous=_PAGE_NAME.format(i) if i else None,
            data_next=_PAGE_NAME.format(i + 2) if i < last else None,
        )
        return b"".join(document(tr("Cleaning report"), [section], self._labels, [(i, view)]))

    @cached_property
    def _labels(self) -> bytes:
        # Decisions that are made in a browser are kept there under the pages that they speak of.
        return script_json({**labels(self.rules), "report": self._pages.hexdigest()[:16]})


def _is_ours(path: Path) -> bool:
    """Whether a file is a report of ours; its head says so."""
    with path.open("rb") as file:
        return _GENERATOR in file.read(_HEAD)


def _replace(folder: Path, new: Path | None) -> None:
    """Put a new folder of pages, or none, in the place of an earlier one."""
    if folder.exists():
        old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
        folder.rename(old)
        shutil.rmtree(old)
    if new:
        new.rename(folder)
