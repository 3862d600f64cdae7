"""Which rules can be left out, and what is said of a name that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.core.language import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Rules that are listed because logs name them, and that `--skip` cannot leave out.
NEEDED: Final = {
    "replace_damaged_bytes": "no output can hold damaged bytes",
    "lay_out": "it makes the articles",
}
# As alike as a name of several words and one that has a word of it wrong.
_NEARLY: Final = 0.5


def refusal(names: Iterable[str], rules: Collection[str]) -> Message | None:
    """Why these rules cannot be left out, in a sentence about the first that cannot."""
    for name in names:
        if name in NEEDED:
            return Message("{name} cannot be left out: {reason}", name=name, reason=Message(NEEDED[name]))
        if name not in rules:
            return Message("there is no rule {name!r}: {hint}", name=name, hint=_hint(name, rules))
    return None


def _hint(name: str, rules: Iterable[str]) -> Message:
    """The rule that the user most likely meant, or where to look for it."""
    from difflib import get_close_matches

    near = get_close_matches(name, rules, n=1, cutoff=_NEARLY)
    return Message("did you mean {near}?", near=near[0]) if near else Message("'clean rules' lists them")
