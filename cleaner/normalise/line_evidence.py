"""The evidence for and against a break between two lines, by name.

Every function here only names what it sees; what each sight is worth stands in `line_weights`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cleaner.normalise.line_shapes import CLOSES, LABEL, OPEN_ENDS, OPENS, SIGNED, first_token_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.normalise.line_shapes import Line

Evidence = tuple[str, ...]


class Setting(NamedTuple):
    """What holds for a whole page."""

    breaks: (
        int  # line ends between two lines of one paragraph (2 where every line is followed by a blank one)
    )
    styles: Sequence[str]  # how a paragraph begins, judged near each line: raw, shape, full, mixed or none
    ratio: str  # how often a sentence ends a paragraph
    ink: str


def _bin(value: float, edges: Sequence[tuple[float, str]], rest: str) -> str:
    for edge, name in edges:
        if value <= edge:
            return name
    return rest


_SHORT = (
    (-6, "-6"),
    (-2.5, "-4"),
    (-0.6, "-2"),
    (0.6, "0"),
    (1.3, "1"),
    (2.3, "2"),
    (3.3, "3"),
    (4.6, "4"),
    (6.6, "6"),
)
_SPARE = ((-0.1, "none"), (0.9, "0"), (1.9, "1"), (3.9, "2"))
_BESIDE = ((1.1, "0"), (2.6, "2"), (6.0, "5"))
_LONG = 90.0  # columns: no newspaper measure is that wide, so the text is not wrapped


def shortness(line: Line) -> str:
    """How much a line lacks to its column, in classes."""
    short = line.short
    if short > 6.6:
        share = line.width / line.column
        return "60%" if share > 0.6 else "40%" if share > 0.4 else "20%" if share > 0.2 else "0%"
    return _bin(short, _SHORT, "6")


def measure(line: Line) -> str:
    """How regular the column is round a line."""
    if line.width > _LONG:
        return "long"
    if line.support >= 6 and line.open_share >= 0.4:
        return "column"
    return "some" if line.support >= 4 and line.open_share >= 0.3 else "none"


def ending(line: Line) -> str:
    """How a line ends, in few classes; `run` is the middle of a sentence."""
    last = line.last
    if last in ("stop", "comma", "colon", "open"):
        return last
    return "run" if line.inner else "text"


def boundary_evidence(lines: Sequence[Line], i: int, page: Setting) -> list[Evidence]:
    """What speaks for or against a break after `lines[i]`."""
    a, b = lines[i], lines[i + 1]
    end, short = ending(a), shortness(a)
    far = _bin(b.breaks - page.breaks, ((-1, "less"), (0, "usual"), (1, "more")), "many")
    kind = measure(a if a.width >= b.width else b)
    some = end if end in ("stop", "comma") else "open"
    found: list[Evidence] = [
        ("end", a.last, kind),
        ("short", short, end),
        ("short", short, kind),
        ("far", far, end),
        ("far", far, kind),
        ("first", b.first, some),
        ("indent", _indent(a), _indent(b), page.styles[i]),
        ("style", page.styles[i], _shape(lines, i + 1), some),
        ("spare", _bin(a.short - first_token_width(b.ink), _SPARE, "4"), end),
        ("beside", _bin(max(lines[i - 1].width if i else 0.0, b.width) - a.width, _BESIDE, "more"), end),
        ("ratio", page.ratio, end, "full" if a.short <= 2.3 else "short"),
    ]
    if abs(a.column - b.column) > 2.1:
        found.append(("column changes",))
    _pairs(a, b, end, page, found)
    _brackets(a, b, found)
    return found


def _indent(line: Line) -> str:
    return "0" if line.indent < 0.8 else "1" if line.indent < 1.6 else "2"


def _shape(lines: Sequence[Line], i: int) -> str:
    """Whether a line looks like the first of a paragraph: two characters short though the next would fit."""
    line = lines[i]
    if line.short < 2.6:
        return "full"
    if line.short > 7:
        return "short"
    if i + 1 < len(lines) and line.last != "stop" and line.short >= first_token_width(lines[i + 1].ink):
        return "first"
    return "near"


def _pairs(a: Line, b: Line, end: str, page: Setting, found: list[Evidence]) -> None:
    """Whether the page has the same characters side by side elsewhere."""
    if a.last in OPEN_ENDS and len(a.ink) > 1 and len(b.ink) > 1:
        if a.ink[-2:] + b.ink[:2] in page.ink:
            found.append(("seen", "4", end))
        elif a.ink[-2:] + b.ink[0] in page.ink or a.ink[-1] + b.ink[:2] in page.ink:
            found.append(("seen", "3", end))
        elif a.ink[-1] + b.ink[0] in page.ink:
            found.append(("seen", "2", end))
        else:
            found.append(("seen", "0", end))


def _brackets(a: Line, b: Line, found: list[Evidence]) -> None:
    opened = len(OPENS.findall(a.ink)) > len(CLOSES.findall(a.ink))
    closed = len(OPENS.findall(b.ink)) < len(CLOSES.findall(b.ink))
    if opened or closed:
        found.append(("bracket", "opened" if not closed else "closed" if not opened else "both"))
    if SIGNED.search(a.ink):
        found.append(("signed",))
    if LABEL.match(b.ink):
        found.append(("label", "two" if LABEL.match(a.ink) else "one"))
    if (
        b.first in ("quote", "book", "bracket")
        and a.last in ("comma", "stop", "close")
        and abs(a.short - b.width) <= 2.6
    ):
        found.append(("one line",))


def line_evidence(lines: Sequence[Line], i: int, page: Setting) -> list[Evidence]:
    """What speaks for or against a line that stands alone, broken off on both sides."""
    line = lines[i]
    size = len(line.ink)
    found: list[Evidence] = [
        ("alone", measure(line)),
        ("alone short", shortness(line), ending(line)),
        ("alone first", line.first, "inner" if line.inner else "plain"),
        (
            "alone size",
            "1"
            if size <= 1
            else "3"
            if size <= 3
            else "6"
            if size <= 6
            else "20"
            if size <= 20
            else "60"
            if size <= 60
            else "more",
        ),
    ]
    if SIGNED.search(line.ink):
        found.append(("alone signed",))
    if i + 1 < len(lines):
        found.append(
            (
                "alone far",
                "1" if line.breaks > page.breaks else "0",
                "1" if lines[i + 1].breaks > page.breaks else "0",
            )
        )
    return found


def see_page(lines: Sequence[Line]) -> Setting:
    """What the lines of a page have in common."""
    usual: Counter[int] = Counter()
    clear: list[tuple[int, str]] = []
    for i in range(len(lines) - 1):
        a, b = lines[i], lines[i + 1]
        if a.last in OPEN_ENDS or a.last == "comma":
            if a.short <= 2.3:
                usual[b.breaks] += 1
        elif a.last == "stop" and a.short > 6 and a.support >= 4 and b.support >= 3:
            style = _style(lines, i + 1)
            if style:
                clear.append((i, style))
    breaks = usual.most_common(1)[0][0] if usual else 1
    ends = sum(1 for line in lines if line.last == "stop" and line.short > 4)
    ink = "\n".join(line.ink for line in lines)
    stops = ink.count("。") + ink.count("！") + ink.count("？")
    ratio = _bin(ends / stops, _RATIOS, "1") if stops >= 5 else "?"
    return Setting(breaks, _styles(clear, len(lines)), ratio, ink)


_RATIOS = ((0.15, "0.1"), (0.3, "0.2"), (0.5, "0.4"), (0.75, "0.6"))


def _style(lines: Sequence[Line], i: int) -> str:
    line = lines[i]
    if line.last == "stop" or line.width < 0.6 * line.column:
        return ""
    if line.indent >= 1.5:
        return "raw"
    shape = _shape(lines, i)
    return shape if shape in ("first", "full") else ""


def _styles(clear: list[tuple[int, str]], count: int) -> list[str]:
    """For every line what the three paragraphs before and after it agree on."""
    styles: list[str] = []
    k = 0
    for i in range(count):
        while k < len(clear) and clear[k][0] < i:
            k += 1
        near = [style for _, style in clear[max(0, k - 3) : k + 3]]
        styles.append(_agree(near))
    return styles


def _agree(near: list[str]) -> str:
    if not near:
        return "none"
    style = max(near, key=near.count)
    if len(near) == 1:
        return style + "?"
    return style if near.count(style) >= 0.65 * len(near) else "mixed"
