"""Doctests are not looked for in modules whose extra is not installed."""

from __future__ import annotations

from importlib.util import find_spec

_NEED = {"cleaner/archive/ray.py": "ray", "cleaner/cli/review_screen.py": "textual"}

collect_ignore = [path for path, package in _NEED.items() if find_spec(package) is None]
