"""`clean review`: what is uncertain in an output, asked on a screen, line by line, or only listed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cleaner.cli import exits
from cleaner.cli.say import complain, say
from cleaner.core.decisions import VERDICTS, DecisionsError, from_bytes, to_bytes
from cleaner.core.language import counted, told, tr
from cleaner.core.notes import told_note
from cleaner.report.asking import question, says_all
from cleaner.report.doubts import PASSAGE, doubts, shortened
from cleaner.report.files import write_aside
from cleaner.report.reread import RereadError, folders, page_of
from cleaner.report.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.core.decisions import Decision, Verdict
    from cleaner.report.doubts import Doubt, Excerpt

DECISIONS_FILE = "decisions.jsonl"
# Reading more pages takes a moment, of which is shown how much is left.
_MANY = 500


def review(out: str, decisions: str | None, *, everything: bool, listed: bool, plain: bool) -> int:
    """Review an output folder; the exit code."""
    book = Book(Path(decisions) if decisions else Path(out).absolute().parent / DECISIONS_FILE)
    kept = book.read()
    reader = _Reader(Path(out), everything=everything)
    sitting = Review(list(reader), kept)
    if listed or (sys.stdin.isatty() and not sys.stdout.isatty()):
        _list(sitting)
    elif sitting.doubt is None:
        click.echo(_nothing(sitting))
    elif plain or not _has_screen():
        _ask(sitting, book)
    else:
        from cleaner.cli.review_screen import Screen

        Screen(sitting, book).run()
        book.check()
    if sitting.touched:
        say(saved(book, out))
    return exits.SOME_FAILED if reader.failed else exits.DONE


class _Reader:
    """Reads the doubts of all pages; a page that cannot be read is named and passed over."""

    def __init__(self, out: Path, *, everything: bool) -> None:
        self.everything, self.failed = everything, False
        try:
            self.folders = folders(out)
        except RereadError as error:
            raise exits.UsageError(told(error)) from error

    def __iter__(self) -> Iterator[Doubt]:
        for folder in self._shown():
            try:
                yield from doubts(page_of(folder), everything=self.everything)
            except RereadError as error:
                self.failed = True
                complain(f"{folder.name}: {told(error)}")

    def _shown(self) -> Iterable[Path]:
        """The folders; on a terminal with a bar, if there are many."""
        if len(self.folders) <= _MANY or not sys.stderr.isatty():
            return self.folders
        from rich.console import Console
        from rich.progress import track

        said = tr("reading {n} pages …").format(n=f"{len(self.folders):,}")
        return track(self.folders, said, console=Console(stderr=True), transient=True)


class Book:
    """The file of decisions, written whole after every step."""

    def __init__(self, path: Path) -> None:
        """Take its name; it need not be there yet."""
        self.path = path
        self.trouble: str | None = None

    def read(self) -> list[Decision]:
        """The decisions in it now."""
        try:
            return from_bytes(self.path.read_bytes(), str(self.path)) if self.path.exists() else []
        except DecisionsError as error:
            raise exits.UsageError(told(error)) from error

    def write(self, sitting: Review) -> bool:
        """Put down what was decided beside what others may have decided meanwhile; False if that failed."""
        try:
            write_aside(self.path, to_bytes(sitting.onto(self.read())))
        except exits.UsageError as error:
            self.trouble = str(error)
        except OSError as error:
            self.trouble = f"{self.path}: {error.strerror}"
        else:
            self.trouble = None
        return self.trouble is None

    def check(self) -> None:
        """Say what went wrong when it was written last."""
        if self.trouble:
            raise exits.FailureError(self.trouble)


def saved(book: Book, out: str) -> str:
    """Where the decisions are, and what makes them come true."""
    return tr(
        "saved in {file}; to have it done, clean once more: clean SCANS -o {out} --force --decisions {file}"
    ).format(file=_short(book.path), out=out)


def _short(path: Path) -> str:
    """The path as seen from here, if it is near."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _nothing(sitting: Review) -> str:
    if sitting.doubts:
        return tr("all {n} are decided; --all asks about everything that was removed").format(
            n=f"{len(sitting.doubts):,}"
        )
    return tr("nothing is uncertain; --all asks about everything that was removed")


def _has_screen() -> bool:
    """Whether a whole screen can be used: a terminal that can do more than write lines, and textual."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "dumb") in {"dumb", ""}:
        return False
    from importlib.util import find_spec

    return find_spec("textual") is not None


# -- line by line ------------------------------------------------------------------------------------------

_KEYS = {"y": "1", "a": "1", "n": "2", "r": "2", "s": "3", "u": "0"}
_CHOICES: Final[dict[str, Verdict]] = {"1": "accepted", "2": "rejected", "4": "accepted", "5": "rejected"}
_SKIP, _UNDO, _QUIT, _ALIKE = "3", "0", "q", "45"


def _list(sitting: Review) -> None:
    for doubt in sitting.doubts:
        for line in described(doubt):
            click.echo(line)
        verdict = sitting.verdict(doubt)
        click.echo("  → " + (tr(VERDICTS[verdict]) if verdict else tr("undecided")) + "\n")
    click.echo(summed_up(sitting))


def summed_up(sitting: Review) -> str:
    """How much there is and how much is left."""
    return tr("{all}, {left} undecided").format(
        all=counted(len(sitting.doubts), "{n} uncertain place", "{n} uncertain places"),
        left=f"{sitting.left:,}",
    )


def _ask(sitting: Review, book: Book) -> None:
    while doubt := sitting.doubt:
        click.echo(f"\n{sitting.at + 1}/{len(sitting.doubts)}  ", nl=False)
        for line in described(doubt):
            click.echo(line)
        asked = question(doubt)
        click.echo(f"  1  {asked.yes}\n  2  {asked.no}\n  3  " + tr("Decide later"))
        click.echo(tr("  4, 5  as 1, 2 for all of this kind    0  undo    q  save and quit"))
        if not _answered(sitting):
            break
        book.write(sitting)
        book.check()
    click.echo("\n" + summed_up(sitting))


def _answered(sitting: Review) -> bool:
    """Do what the next line of input says; False at its end."""
    while True:
        click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return False
        key = line.strip().lower()[:1]
        key = _KEYS.get(key, key)
        if key == _QUIT:
            return False
        if key == _SKIP:
            sitting.skip()
        elif key == _UNDO:
            sitting.undo()
        elif key in _CHOICES:
            (sitting.decide_alike if key in _ALIKE else sitting.decide)(_CHOICES[key])
        else:
            click.echo(tr("Type one of 1 2 3 4 5 0 q and press Enter."))
            continue
        return True


def described(doubt: Doubt) -> Iterator[str]:
    """A doubt in plain lines: where it is, the question, the place, the other copy, why it is asked."""
    yield place(doubt)
    yield "  " + question(doubt).asked
    yield "  " + "".join(bracketed(doubt.here))
    if doubt.kept or doubt.kept_page is not None:
        yield "  " + copy_at(doubt)
    if doubt.kept:
        yield "  " + "".join(bracketed(doubt.kept))
    yield "  " + why(doubt)


def place(doubt: Doubt) -> str:
    """The page and line of a doubt."""
    return tr("{name}, line {line}").format(name=doubt.decision.name, line=doubt.here.line)


def copy_at(doubt: Doubt) -> str:
    """What the other passage is: the copy that was kept, or where a headline stands now."""
    if doubt.kept_page is not None:
        return tr("The other copy is in {page}.").format(page=doubt.kept_page)
    if doubt.decision.kind != "removal":
        return tr("Where it stands now:")
    return tr("The copy that stays, line {line}:").format(line=doubt.kept.line if doubt.kept else "")


def why(doubt: Doubt) -> str:
    """The rule, how often it is right, and its note where the question does not say the same."""
    said = tr("rule {rule}").format(rule=doubt.decision.rule)
    if doubt.sure is not None:
        return said + tr(", right in {n} % of all cases").format(n=int(100 * doubt.sure))
    return said if says_all(doubt) else f"{said} · {told_note(doubt.note)}"


def bracketed(shown: Excerpt, most: int = PASSAGE) -> tuple[str, str, str]:
    """What stands before a passage, the passage in brackets, and what stands behind; only gaps are empty."""
    passage = shortened(shown.passage, most) or tr("missing?")
    return shown.before, f"【{passage}】", shown.after
