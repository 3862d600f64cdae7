"""The screen of `clean review`: one question at a time, answered with one key.  Needs the extra `review`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from cleaner.cli.review import bracketed, copy_at, place, summed_up, why
from cleaner.core.decisions import VERDICTS
from cleaner.core.language import counted, tr
from cleaner.report.asking import question
from cleaner.report.cells import Run, fold

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from cleaner.cli.review import Book
    from cleaner.core.decisions import Verdict
    from cleaner.report.doubts import Doubt, Excerpt
    from cleaner.report.review import Review


# Columns left and right of the text, with those of the scroll bar; rows above and below it.
_MARGIN, _FRAME = 6, 8
# Characters of a passage: as many as leave nothing to scroll, the last in any case.
_SIZES = (400, 240, 120, 80)


class Screen(App[None]):
    """Asks about one doubt after the other; every answer is saved at once and can be taken back."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #top { height: 1; background: $primary; color: $text; padding: 0 1; }
    #body { padding: 1 2 0 2; }
    #said { height: 1; padding: 0 2; color: $text-muted; }
    #keys { height: auto; padding: 0 1; background: $surface; }
    """
    # Digits, since an input method for Chinese takes the letters.
    BINDINGS: ClassVar = [
        Binding("1,a,y", "decide('accepted')"),
        Binding("2,r,n", "decide('rejected')"),
        Binding("3,s,space", "skip"),
        Binding("4,A", "all('accepted')"),
        Binding("5,R", "all('rejected')"),
        Binding("0,u,backspace", "undo"),
        Binding("left,p", "go(-1)"),
        Binding("right", "go(1)"),
        Binding("down,j", "scroll(1)"),
        Binding("up,k", "scroll(-1)"),
        Binding("q,escape,ctrl+c", "quit"),
    ]

    def __init__(self, sitting: Review, book: Book) -> None:
        """Take what is to be decided and where to write it."""
        super().__init__()
        self.sitting, self.book = sitting, book

    def compose(self) -> ComposeResult:
        """Lay the screen out: a title, the question, a line for messages, the keys."""
        yield Static(id="top")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(id="doubt")
        yield Static(id="said")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Show the first question."""
        self._show("")

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self._show("")

    def _show(self, said: str) -> None:
        sitting, doubt = self.sitting, self.sitting.doubt
        number = tr("{at} of {all}").format(
            at=f"{min(sitting.at + 1, len(sitting.doubts)):,}", all=f"{len(sitting.doubts):,}"
        )
        left = tr("{n} undecided").format(n=f"{sitting.left:,}")
        self._put("top", Text(f"{tr('Review')}   {number} · {left}", no_wrap=True, overflow="ellipsis"))
        columns, rows = self.size.width - _MARGIN, self.size.height - _FRAME
        self._put("doubt", _fitting(sitting, doubt, columns, rows) if doubt else self._done())
        self._put("said", Text(self.book.trouble or said, style="bold red" if self.book.trouble else ""))
        self._put("keys", _keys(doubt))
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)

    def _put(self, name: str, text: Text) -> None:
        self.query_one(f"#{name}", Static).update(text)

    def _done(self) -> Text:
        text = Text(tr("That was all.") + "\n\n", style="bold")
        text.append(summed_up(self.sitting) + "\n\n", style="not bold")
        text.append(tr("Your decisions are saved in {file}.").format(file=self.book.path), style="not bold")
        return text

    def _save(self, said: str) -> None:
        self.book.write(self.sitting)
        self._show(said)

    def action_decide(self, verdict: Verdict) -> None:
        """Accept or reject what is shown."""
        if self.sitting.doubt:
            self.sitting.decide(verdict)
            self._save(tr("Saved: {verdict}.  0 takes it back.").format(verdict=tr(VERDICTS[verdict])))

    def action_all(self, verdict: Verdict) -> None:
        """Accept or reject all of this kind."""
        if self.sitting.doubt:
            done = self.sitting.decide_alike(verdict)
            places = counted(done, "{n} place", "{n} places")
            self._save(
                tr("Saved for {places} of this kind: {verdict}.  0 takes it back.").format(
                    places=places, verdict=tr(VERDICTS[verdict])
                )
            )

    def action_skip(self) -> None:
        """Leave it for later."""
        self.sitting.skip()
        self._show("")

    def action_undo(self) -> None:
        """Take the last step back."""
        if self.sitting.undo():
            self._save(tr("The last step was taken back."))
        else:
            self._show(tr("There is nothing to take back."))

    def action_go(self, by: int) -> None:
        """Look at the one before or behind, decided on or not."""
        self.sitting.go(self.sitting.at + by)
        self._show("")

    def action_scroll(self, by: int) -> None:
        """Scroll a long passage."""
        self.query_one("#body", VerticalScroll).scroll_relative(y=by, animate=False)


def _fitting(sitting: Review, doubt: Doubt, columns: int, rows: int) -> Text:
    """What is asked, with as much of the passage as the screen has room for."""
    asked = (_asked(sitting, doubt, columns, most) for most in _SIZES)
    return next(
        (text for text in asked if text.plain.count("\n") < rows), _asked(sitting, doubt, columns, _SIZES[-1])
    )


def _asked(sitting: Review, doubt: Doubt, columns: int, most: int) -> Text:
    """Where it is and why it is asked, the question, the place, the copy that stays."""
    struck = _style("red strike" if doubt.decision.kind == "removal" else "yellow")
    verdict = sitting.verdict(doubt)
    decided = "   " + tr("decided: {verdict}").format(verdict=tr(VERDICTS[verdict])) if verdict else ""
    paragraphs = [
        [
            Run(f"{place(doubt)} · {why(doubt)}", "dim"),
            Run(decided, _style("green")),
            Run(f"\n{question(doubt).asked}", "bold"),
        ],
        _excerpt(doubt.here, struck, most),
    ]
    if doubt.kept:
        copy = _excerpt(doubt.kept, _style("green"), 2 * most // 3)
        paragraphs.append([Run(f"{copy_at(doubt)}\n", "bold"), *copy])
    elif doubt.kept_page is not None:
        paragraphs.append([Run(copy_at(doubt), "bold")])
    text = Text(no_wrap=True)
    for i, paragraph in enumerate(paragraphs):
        text.append("\n" * (2 * (i > 0)))
        for j, line in enumerate(fold(paragraph, columns)):
            text.append("\n" * (j > 0))
            for said, style, _ in line:
                text.append(said, style=style)
    return text


def _style(style: str) -> str:
    """A bold style, without its colour where colours are not wanted: textual would make them a dark grey."""
    return f"bold {style.partition(' ')[2]}" if os.environ.get("NO_COLOR") else f"bold {style}"


def _excerpt(shown: Excerpt, style: str, most: int) -> list[Run]:
    """A passage with its surroundings, told apart without colour too."""
    before, passage, after = bracketed(shown, most)
    return [Run(before), Run(passage, style), Run(after)]


def _keys(doubt: Doubt | None) -> Text:
    """The keys and what they do."""
    text = Text()
    more = [("←→", tr("look back and on")), ("0", tr("undo")), ("q", tr("save and quit"))]
    if doubt:
        asked = question(doubt)
        for key, meaning in (("1", asked.yes), ("2", asked.no), ("3", tr("Decide later"))):
            text.append(f" {key} ", style="reverse bold").append(f" {meaning}\n", style="bold")
        more = [("4", tr("1 for all of this kind")), ("5", tr("2 for all of this kind")), *more]
    for key, meaning in more:
        text.append(f" {key} ", style="reverse").append(f" {meaning}  ")
    return text
