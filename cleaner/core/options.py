"""What a user may choose.  Every other constant stands beside its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from cleaner.core.decisions import Decision
    from cleaner.core.house import House

Script = Literal["keep", "simplified", "traditional", "taiwan", "hongkong"]


class Options(NamedTuple):
    """Choices for cleaning a page.

    Attributes:
        skip: names of rules that are not to run (`clean rules` lists them).
        script: the script of the output; "keep" leaves every character in the script it was printed in.
        verify: rebuild the source from the account of every page and compare (`--fast` turns it off).
        decisions: what a person decided (`--decisions`); those on other sources say nothing here.
        house: the house's own names, titles and phrases (`cleaner.toml`).
    """

    skip: frozenset[str] = frozenset()
    script: Script = "keep"
    verify: bool = True
    decisions: tuple[Decision, ...] = ()
    house: House | None = None
