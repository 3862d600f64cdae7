"""The order of work on one page.  Read this first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import layout
from cleaner.core.log import RestoreError, verify
from cleaner.core.options import Options
from cleaner.core.page import Page
from cleaner.core.types import ProvenanceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cleaner.core.source import Source
    from cleaner.core.types import Rule


def run(page: Page, rules: Iterable[Rule], options: Options) -> Page:
    """Apply text rules in their order; a rule none of whose trigger characters is there is passed over."""
    present = set(page.text)
    for rule in rules:
        if rule.name not in options.skip and not rule.triggers.isdisjoint(present):
            page = page.edit(rule.apply(page.text), rule.name)
    return page


def all_rules() -> dict[str, str]:
    """The documentation of every rule, by its name in the log, in the order of the work."""
    import importlib

    rules: dict[str, str] = {}
    for name in ("read.damage", "normalise.characters", "normalise.lines", "normalise.spacing", "normalise.punctuation"):
        try:
            rules |= {rule.name: rule.apply.__doc__ or "" for rule in importlib.import_module("cleaner." + name).RULES}
        except (ImportError, AttributeError):
            continue
    return {**rules, "lay_out": layout.lay_out.__doc__ or ""}


def clean_source(source: Source, options: Options = Options()) -> Page:  # noqa: B008 - frozen
    """Clean one input.

    Raises:
        ProvenanceError: the result does not give the source back: a bug of this program.
    """
    page = Page(source)
    for stage in STAGES:
        page = stage(page, options)
    return page


def _normalise(page: Page, options: Options) -> Page:
    rules: list[Rule] = []
    import importlib

    for name in ("read.damage", "normalise.characters", "normalise.lines", "normalise.spacing", "normalise.punctuation"):
        try:
            rules = list(importlib.import_module("cleaner." + name).RULES)
        except (ImportError, AttributeError):
            continue
        page = run(page, rules, options)
    return page


def _lay_out(page: Page, options: Options) -> Page:  # noqa: ARG001
    return layout.lay_out(page)


def _settle(page: Page, options: Options) -> Page:
    page = page.settle("lay_out")
    if options.verify:
        try:
            verify(page)
        except RestoreError as error:
            raise ProvenanceError(str(error)) from error
    return page


Stage = "Callable[[Page, Options], Page]"
STAGES = (_normalise, _lay_out, _settle)
