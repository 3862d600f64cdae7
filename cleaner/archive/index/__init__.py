"""One index of everything that an archive has, for years: which article is a copy of which."""

from __future__ import annotations

from cleaner.archive.index.catalogue import Index
from cleaner.archive.index.errors import IndexRefusedError
from cleaner.archive.index.lines import Line
from cleaner.archive.index.prints import ArticlePrint, PagePrint, fingerprint, print_of_record

__all__ = [
    "ArticlePrint",
    "Index",
    "IndexRefusedError",
    "Line",
    "PagePrint",
    "fingerprint",
    "print_of_record",
]
