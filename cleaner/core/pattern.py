"""Regular expressions that cost nothing until they are used, and little then.

A character class with all ideographs takes milliseconds to compile, and the rules have many of them: the
patterns of one page would take ten times as long as the page.  Python keeps compiled modules beside their
sources but not compiled patterns; this module does, in the same folder and under the same rules
(`__pycache__`, PYTHONPYCACHEPREFIX, PYTHONDONTWRITEBYTECODE).  Where that is not possible patterns are
compiled as always.
"""

from __future__ import annotations

import atexit
import marshal
import os
import re
import sys
from typing import Any, AnyStr, cast

Key = tuple[str | bytes, int]
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
    """Compiled code by pattern, in a file of the interpreter's own cache."""

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
        return known if version == _version() and isinstance(known, dict) else {}

    def write(self) -> None:
        """Keep what was compiled, aside first and then renamed; an unwritable folder is no error."""
        aside = f"{self.path}.{os.getpid()}"
        data = marshal.dumps((_version(), {**self._read(), **(self.known or {})}))
        try:
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


class _Uncached(Store):
    def compile(self, source: str | bytes, flags: int) -> object:
        return re.compile(source, flags)


def _store() -> Store:
    compiled = __spec__.cached  # where this module's own code is kept; none where nothing is
    if sys.dont_write_bytecode or not compiled:
        return _Uncached("")
    return Store(compiled.removesuffix(".pyc") + ".patterns")


_STORE = _store()
