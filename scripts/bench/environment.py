"""An environment of its own for what a benchmark compares with."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(name: str, *packages: str) -> str:
    """The interpreter of `.bench/NAME`, made once, with the project and some packages installed."""
    folder = ROOT / ".bench" / name
    python = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    if not (folder / "ready").exists():
        print(f"installing {', '.join(packages)} into {folder} …", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "--editable", f"{ROOT}[archive]", *packages], check=True)  # noqa: S603
        (folder / "ready").touch()
    return python


def rerun_in(python: str) -> None:
    """Run this script in another interpreter, if it is not that one already, and end with its result."""
    if Path(sys.executable) != Path(python):
        sys.exit(subprocess.run([python, *sys.argv], check=False).returncode)  # noqa: S603
