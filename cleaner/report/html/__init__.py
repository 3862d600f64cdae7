"""The report of a run as HTML: an overview, and every page with its source and its articles side by side.

`page_part` makes what is said of one page, in the process where the page was cleaned, `unread_part` what is
said of an input that is no page; `Report` takes these parts and writes the file, or an index and a file a
page when there are many.
"""

from __future__ import annotations

from cleaner.report.html.model import Part, page_part, unread_part
from cleaner.report.html.write import Report

__all__ = ["Part", "Report", "page_part", "unread_part"]
