"""From what is seen together to the names of single evidences, and to what they are worth."""

from __future__ import annotations

from typing import Final

from cleaner.normalise.line_weights import WEIGHTS

# The name of one evidence, as in `line_weights`.
Evidence = tuple[str, ...]
# Evidence that is seen and weighed together: what it is about, and the classes.
Group = tuple[str, ...]


def names(group: Group) -> list[Evidence]:
    """The single evidences in a group.

    Examples:
        >>> names(("flow", "full", "short", "run", "stop"))
        [('flow', 'full', 'short', 'run'), ('flow end', 'full', 'run', 'stop')]
    """
    about, *classes = group
    match about, classes:
        case "edge", (last, regular, short, end, far):
            near = [
                ("short", short, end),
                ("short", short, regular),
                ("far", far, end),
                ("far", far, regular),
            ]
            return [("end", last, regular), *near]
        case "start", (first, some, before, after, style, shape):
            return [("first", first, some), ("indent", before, after, style), ("style", style, shape, some)]
        case "room", (spare, beside, end, ratio, full, page):
            return [
                ("spare", spare, end),
                ("beside", beside, end),
                ("ratio", ratio, end, full),
                ("page", page, end),
            ]
        case "flow", (fill, then, end, after):
            return [("flow", fill, then, end), ("flow end", fill, end, after)]
        case "alone", (regular, short, end, first, inner, size, before, after, signed):
            here = [("alone", regular), ("alone short", short, end), ("alone first", first, inner)]
            return [*here, ("alone size", size, end), ("alone far", before, after), ("alone signed", signed)]
        case _:
            return [group]


class _Worth(dict[Group, float]):
    """What groups are worth, filled as they are met; their classes are few."""

    def __missing__(self, group: Group) -> float:
        known = self[group] = sum(WEIGHTS.get(name, 0.0) for name in names(group))
        return known


WORTH: Final = _Worth()
