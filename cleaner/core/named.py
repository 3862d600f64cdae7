"""`typing.NamedTuple` at half the cost: the classes of the modules that one page needs took an eighth of it.

At its definition every field of such a class is compiled and checked as a type, which type checkers do
already; this one does not ask.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Meta(type):
        def __new__(cls, name: str, _bases: tuple[type, ...], own: dict[str, Any]) -> type:
            """The class that `collections.namedtuple` makes, with the methods of this one."""
            fields = own["__annotations__"]
            defaults = [own[field] for field in fields if field in own]
            made = namedtuple(name, fields, defaults=defaults, module=own["__module__"])  # noqa: PYI024
            for key in own.keys() - fields.keys() - {"__module__"}:
                setattr(made, key, own[key])
            return made

    NamedTuple = type.__new__(_Meta, "NamedTuple", (), {})
