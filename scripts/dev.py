"""Sets up a virtual environment of its own and does one job in it.  Needs Python ≥ 3.11 and a network.

usage: python3 scripts/dev.py samples    clean the sample pages into cleaned/ and show what was done
       python3 scripts/dev.py test       lint, type-check, run all tests, evaluate the sample pages
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")

# What the sample pages must reach.
FLOORS = (
    "restored=1",
    "wording=0.999",
    "boundaries=0.99",
    "roles=0.98",
    "articles=0.98",
    "headlines=0.98",
    "removals=0.98",
    "gaps=0.98",
    "separators=0.95",
)


def run(*command: str, may_fail: bool = False) -> int:
    """Run a command in the project's folder and stop at its failure."""
    print("$", " ".join(Path(part).name if part == command[0] else part for part in command), flush=True)
    code = subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our own commands
    if code and not may_fail:
        sys.exit(code)
    return code


def set_up(extras: str = "") -> None:
    """Create the environment once and install the project, editable, with what the job needs."""
    if not Path(PYTHON).exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", f".{extras}")
    # As pip does for an install that is not editable: else every start compiles where Python may not write.
    run(PYTHON, "-m", "compileall", "-q", "cleaner")


def samples() -> None:
    """The main job: five damaged pages into clean articles, every page verified."""
    set_up()
    run(str(BIN / "clean"), "samples", "-o", "cleaned", "--force")


def test() -> None:
    """Everything that must hold before a change is accepted."""
    set_up("[test]")
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    run(PYTHON, "-m", "mypy")
    run(PYTHON, "-m", "pytest", "-q")
    floors = [part for floor in FLOORS for part in ("--floor", floor)]
    run(PYTHON, "scripts/evaluate.py", "samples", *floors)


if __name__ == "__main__":
    jobs = {"samples": samples, "test": test}
    if sys.argv[1:] not in [[name] for name in jobs]:
        sys.exit(__doc__)
    jobs[sys.argv[1]]()
