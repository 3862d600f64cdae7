"""The one direction of imports: cli → archive → pipeline → the stages → core, and siblings never meet."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "cleaner"
STAGES = {"read", "normalise", "layout", "repeats", "topics", "report"}
ALLOWED = {
    "core": set(),
    **{stage: {"core"} for stage in STAGES},
    "pipeline": STAGES | {"core"},
    "archive": STAGES | {"core", "pipeline"},
    "cli": STAGES | {"archive"} | {"core", "pipeline", "__init__"},
    "__init__": STAGES | {"archive", "core", "pipeline"},
}
MODULES = sorted(ROOT.rglob("*.py"))


def area(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The areas of the project that a module imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names |= {f"{module}.{alias.name}" for alias in node.names} if module == "cleaner" else {module}
    ours = {tuple(n.split(".")) for n in names if n.split(".")[0] == "cleaner"}
    known = ALLOWED.keys()
    return {parts[1] if len(parts) > 1 and parts[1] in known else "__init__" for parts in ours}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_downward(path: Path) -> None:
    """A module imports from its own area and from the areas below it only."""
    here = area(path)
    assert imported(path) - {here} <= ALLOWED[here]


def test_one_piped_page_loads_no_heavy_library() -> None:
    """Cleaning one piped page loads none of the libraries that would cost more than the page."""
    code = (
        "import sys, io, atexit\n"
        "from cleaner.cli import main\n"
        "sys.stdin = io.TextIOWrapper(io.BytesIO('茂名晚报讯 4 月 29 日上午，\\n会议召开。'.encode()))\n"
        "heavy = {'numpy', 'datasketch', 'scipy', 'opencc', 'rich.console', 'rapidfuzz'}\n"
        "atexit.register(lambda: print(sorted(heavy & set(sys.modules)), file=sys.stderr))\n"
        "main([])\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, check=True, timeout=60
    )
    assert done.stderr.decode().strip().splitlines()[-1] == "[]"


def test_no_rule_waits_for_an_ordinary_ideograph() -> None:
    """Rules are gated by the signs of a page: a trigger that `signs` does not see would never fire."""
    from cleaner.core.chars import signs
    from cleaner.normalise import characters, lines, punctuation, spacing
    from cleaner.read import damage

    tables = (damage.RULES, characters.RULES, lines.RULES, spacing.RULES, punctuation.RULES)
    for rule in (rule for table in tables for rule in table):
        assert signs("".join(2 * sign for sign in sorted(rule.triggers))) == set(rule.triggers), rule.name
