"""The figures of a run: in run.json, in the bar, and in the panel at its end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner
from rich.cells import cell_len
from rich.console import Console

from cleaner import clean_page
from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.cli.totals import Totals
from cleaner.report.summary import record, tally

if TYPE_CHECKING:
    import pytest

SAMPLES = Path(__file__).parents[1] / "samples"


def test_the_account_of_a_run_has_the_figures_of_every_page(tmp_path: Path) -> None:
    """Those of `clean diff`, input by input; an input that cannot be read has none."""
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    inputs = [str(SAMPLES / "scan-000.txt"), str(tmp_path / "bad.txt")]
    done = CliRunner().invoke(command, [*inputs, "-o", str(tmp_path / "out")])
    good, bad = json.loads((tmp_path / "out" / "run.json").read_bytes())["inputs"]
    page = clean_page((SAMPLES / "scan-000.txt").read_bytes(), name="scan-000.txt")
    assert good["figures"] == json.loads(json.dumps(record(tally(page))))
    assert "figures" not in bad
    assert "╭" not in done.stderr  # no terminal, no panel
    assert done.exit_code == exits.SOME_FAILED


def test_a_run_says_how_to_decide_what_is_left(tmp_path: Path) -> None:
    """Where no panel does; not of an output that cannot be reviewed, nor where nothing is left."""
    scan, out = str(SAMPLES / "scan-000.txt"), str(tmp_path / "an output")
    said = CliRunner().invoke(command, [scan, "-o", out]).stderr
    assert said.endswith(f"; to decide: 7 places (clean review '{out}')\n")
    assert "to decide:" not in CliRunner().invoke(command, [scan, "-o", out, "--force", "-f", "jsonl"]).stderr
    scan = str(SAMPLES / "scan-001.txt")
    assert "to decide:" not in CliRunner().invoke(command, [scan, "-o", out, "--force"]).stderr


def panel(totals: Totals, columns: int) -> str:
    console = Console(width=columns, force_terminal=True, no_color=True)
    with console.capture() as capture:
        console.print(totals._table("out"))  # noqa: SLF001 - drawn here without a terminal
    return capture.get()


def test_the_panel_sums_up_and_leaves_out_what_there_is_none_of() -> None:
    """Removed characters by reason, nothing of off-topic articles where there are none."""
    totals = Totals()
    for name in ("scan-000", "scan-004"):
        page = clean_page((SAMPLES / f"{name}.txt").read_bytes(), name=name)
        totals.add({"name": name, "articles": len(page.articles), "figures": record(tally(page))})
    totals.add({"name": "bad", "error": "no text"})
    shown = panel(totals, 80)
    assert "Duplicate 1,528" in shown
    assert "Off-topic" not in shown
    assert "Failed" in shown
    assert "clean review out" in shown
    assert all(cell_len(line) <= 80 for line in shown.splitlines())


def test_a_run_over_nothing_has_a_panel_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No division by zero; no panel for one input or none."""
    totals = Totals()
    assert panel(totals, 80).strip() == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    totals.show("out")
