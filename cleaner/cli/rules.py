"""The rules by name, as the pipeline lists them: for `clean rules`, `--skip` and every reason shown."""

from __future__ import annotations

from functools import cache


@cache
def first_sentences() -> dict[str, str]:
    """The first sentence of every rule's documentation, by name, in the order of the work."""
    from cleaner.archive.rules import RULES
    from cleaner.pipeline import all_rules

    of_pages = {
        name: " ".join(text.strip().partition("\n\n")[0].split()) for name, text in all_rules().items()
    }
    return of_pages | RULES
