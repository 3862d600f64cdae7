"""What a run over many inputs came to: one sentence, and on a terminal a panel of figures."""

from __future__ import annotations

import sys
import time
from collections import Counter
from shlex import quote
from typing import TYPE_CHECKING, Any

from cleaner.core.language import counted, tr

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cleaner.core.log import Json


class Totals:
    """What is counted over all inputs."""

    def __init__(self, form: str = "text") -> None:
        """Start with nothing, and the clock; `form` is the format of the output."""
        self._form = form
        self.inputs = self.articles = self.failed = 0
        self.figures: Counter[str] = Counter()
        self.removed: Counter[str] = Counter()
        self._started = time.monotonic()

    def add(self, entry: Json) -> None:
        """Count what the account of the run says of one input."""
        self.inputs += 1
        self.articles += entry.get("articles", 0)
        self.failed += "articles" not in entry
        figures: dict[str, Any] = entry.get("figures", {})
        self.removed.update(figures.get("removed", {}))
        for name, count in figures.items():
            if name != "removed":
                self.figures[name] += count

    def sentence(self, target: str) -> str:
        """What was done, for people."""
        done = tr("{inputs}, {articles} in {target}").format(
            inputs=counted(self.inputs - self.failed, "{n} input", "{n} inputs"),
            articles=counted(self.articles, "{n} article", "{n} articles"),
            target=target,
        )
        if self.failed:
            done += tr("; {n} could not be read").format(n=self.failed)
        left, review = self.figures["undecided"], self._review(target)
        if left and review and not self._has_panel:
            places = counted(left, "{n} place", "{n} places")
            done += tr("; to decide: {places} ({review})").format(places=places, review=review)
        return done

    def _review(self, target: str) -> str:
        """The command to decide with; there is none for an output without folders."""
        return "" if self._form == "jsonl" else f"clean review {quote(target)}"

    @property
    def _has_panel(self) -> bool:
        """Whether there is more than one input to sum up, and a terminal to draw on."""
        return self.inputs > 1 and sys.stderr.isatty()

    def show(self, target: str) -> None:
        """On a terminal, draw the panel on standard error; nothing elsewhere, nor of a single input."""
        if not self._has_panel:
            return
        from rich.console import Console
        from rich.panel import Panel

        rate = self.inputs / max(time.monotonic() - self._started, 0.001)
        speed = tr("{inputs}, {rate}/s").format(
            inputs=counted(self.inputs, "{n} input", "{n} inputs"), rate=f"{rate:,.0f}"
        )
        console = Console(stderr=True)
        console.print(Panel(self._table(target), title=speed, title_align="left", expand=False))

    def _table(self, target: str) -> RenderableType:
        from rich.table import Table

        from cleaner.report.summary import REASONS

        figures = self.figures
        kept = f"{figures['kept'] / max(figures['characters'], 1):.1%}"
        reasons = [
            f"{tr(said)} {self.removed[reason]:,}" for reason, said in REASONS.items() if self.removed[reason]
        ]
        rows = [
            (tr("Characters"), figures["characters"], ""),
            (tr("Kept"), figures["kept"], kept),
            (tr("Joined"), figures["joined"], tr("line ends")),
            (tr("Changed"), figures["changed"], ""),
            (tr("Removed"), self.removed.total(), " · ".join(reasons)),
            (tr("Gaps"), figures["gaps"], tr("text is missing")),
            (tr("Articles"), self.articles, ""),
            (tr("Off-topic"), figures["off_topic"], ""),
            (tr("To decide"), figures["undecided"], self._review(target)),
            (tr("Failed"), self.failed, ""),
        ]
        table = Table.grid(padding=(0, 2))
        table.add_column()
        table.add_column(justify="right")
        table.add_column(style="dim")
        for name, number, note in rows:
            if number:
                table.add_row(name, f"{number:,}", note)
        return table
