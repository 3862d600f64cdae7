"""The rules that work across pages, by their names in the log, in the order of the work."""

from __future__ import annotations

from typing import Final

LINES: Final = "find_lines_of_archive"
VOTE: Final = "vote_of_copies"
CUT: Final = "cut_repeated"
FIND: Final = "find_copies"

RULES: Final = {
    LINES: "Take out short lines that stand at the edges of many pages of an archive (--copies).",
    VOTE: "Repair the kept copy where several copies on other pages agree against it (--copies).",
    CUT: "Cut paragraphs that stand in an earlier article, too (--repeated cut).",
    FIND: "Mark what stands on other pages, too, with where (--copies).",
}
