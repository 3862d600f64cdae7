"""Regular expressions that cost nothing until they are used, and little then.

A character class with all ideographs takes milliseconds to compile, and the rules have many of them: the
patterns of one page would take ten times as long as the page.  Python keeps compiled modules but not compiled
patterns; this module does, in the user's own folder for what can be made again (`~/.cache/cleaner` on Linux).
Beside the modules it could not: a program that was installed for all users may not write there, and where
modules come compiled nobody expects Python to write.  Without such a folder patterns are compiled as always.
"""

from __future__ import annotations

import atexit
import marshal
import os
import re
import sys
from typing import Any, AnyStr, cast

Key = tuple[str | bytes, int]
# More patterns than this are those of other versions: then the file begins anew (all rules have about 300).
_MOST = 500
_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern that is compiled at its first use.

    >>> lazy("[一二三]").findall("一会三课")
    ['一', '三']
    """
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))


class _Lazy:
    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self.flags = int(flags)

    def __getattr__(self, name: str) -> object:
        compiled = _STORE.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))  # later look-ups do not come here
        return getattr(compiled, name)


class Store:
    """Compiled code by pattern, in a file of its own."""

    def __init__(self, path: str) -> None:
        """Name the file; it is read at the first use."""
        self.path = path
        self.known: dict[Key, tuple[Any, ...]] | None = None
        self.grown = False

    def compile(self, source: str | bytes, flags: int) -> object:
        """The pattern, from its stored code or compiled and to be stored."""
        if self.known is None:
            self.known = self._read()
        try:
            all_flags, code, *groups = self.known.get((source, flags)) or self._translate(source, flags)
            return _sre().compile(source, all_flags, memoryview(code).cast("I").tolist(), *groups)
        except (AttributeError, ImportError, OSError, RuntimeError, TypeError, ValueError):
            return re.compile(source, flags)  # another Python, or a damaged file

    def _translate(self, source: str | bytes, flags: int) -> tuple[Any, ...]:
        """What `re.compile` hands to the engine."""
        from re import _compiler, _parser  # type: ignore[attr-defined]

        tree = _parser.parse(source, flags)
        state = tree.state
        names = [None] * state.groups
        for name, group in state.groupdict.items():
            names[group] = name
        words = _compiler._code(tree, flags)  # noqa: SLF001
        code = b"".join(int(word).to_bytes(4, sys.byteorder) for word in words)  # quick to load and to skip
        entry = (flags | state.flags, code, state.groups - 1, dict(state.groupdict), tuple(names))
        if self.known is not None:
            self.known[source, flags] = entry
        if not self.grown:
            self.grown = True
            atexit.register(self.write)
        return entry

    def _read(self) -> dict[Key, tuple[Any, ...]]:
        try:
            with open(self.path, "rb") as file:  # noqa: PTH123 - pathlib would be one more import
                version, known = marshal.loads(file.read())  # noqa: S302 - as trusted as the .pyc beside it
        except (OSError, EOFError, ValueError, TypeError):
            return {}
        fits = version == _version() and isinstance(known, dict) and len(known) <= _MOST
        return known if fits else {}

    def write(self) -> None:
        """Keep what was compiled, aside first and then renamed; an unwritable folder is no error."""
        aside = f"{self.path}.{os.getpid()}"
        data = marshal.dumps((_version(), {**self._read(), **(self.known or {})}))
        try:
            os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
            with open(aside, "wb") as file:  # noqa: PTH123
                file.write(data)
            os.replace(aside, self.path)  # noqa: PTH105
        except OSError:
            pass


def _sre() -> Any:  # noqa: ANN401 - a module without types
    import _sre  # type: ignore[import-not-found]

    return _sre


def _version() -> str:
    return f"2 {sys.version} {_sre().MAGIC}"  # the 2 counts the forms this file has had


def _place() -> str:
    """The file in the folder where the system keeps what a user's programs can make again."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    folder = os.path.expanduser(base)  # noqa: PTH111
    # The path of a user without a home names no file: nothing is kept.
    return f"{folder}/cleaner/patterns-{sys.implementation.cache_tag}" if os.path.isabs(folder) else ""  # noqa: PTH117


_STORE = Store(_place())
