"""Regular expressions that are compiled when they are first used.

A character class with all ideographs costs milliseconds to compile, and the rules have dozens of them; a
page needs few.  Compiled at import they would take longer than the page.
"""

from __future__ import annotations

import re
from typing import cast


class _Lazy:
    def __init__(self, source: str) -> None:
        self.pattern = source

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern)
        for method in ("findall", "finditer", "fullmatch", "match", "search", "split", "sub"):
            setattr(self, method, getattr(compiled, method))  # later look-ups do not come here
        return getattr(compiled, name)


def lazy(source: str) -> re.Pattern[str]:
    """A pattern that is compiled at its first use.

    >>> lazy("[一二三]").findall("一会三课")
    ['一', '三']
    """
    return cast("re.Pattern[str]", _Lazy(source))
