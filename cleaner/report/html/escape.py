"""HTML in which the text of a page shows as text, whatever it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.core.log import Json

# What could end a script element or a comment in it, or a line of JavaScript.
_UNSAFE = re.compile("[<>&\u2028\u2029]")
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_SPECIAL = re.compile("[&<>\"']")
# Controls that HTML forbids, and those that turn the direction of what follows.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_VOID = frozenset({"meta", "input", "rect", "path", "line"})


class Markup(str):
    """HTML that is safe as it is; every other string is escaped before it gets into a document."""

    __slots__ = ()


def markup(text: str) -> Markup:
    """Text for an element or a quoted attribute.

    >>> markup('<b title="x">茂名')
    '&lt;b title=&quot;x&quot;&gt;茂名'
    >>> markup("甲\u202e乙")
    '甲\ufffd乙'
    """
    if isinstance(text, Markup):
        return text
    return Markup(_SPECIAL.sub(lambda match: _MARKUP[match[0]], _UNSEEN.sub("\ufffd", text)))


def tag(name: str, /, *children: str, **attributes: str | float | bool | None) -> Markup:
    """An element; `_` at the end of an attribute's name falls, inside it is a hyphen.

    True stands for an attribute without a value, None and False for none.

    >>> tag("td", "1 < 2", class_="figure", data_v=12, hidden=False)
    '<td class="figure" data-v="12">1 &lt; 2</td>'
    """
    head = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID and not children:
        return Markup(f"<{head}>" if name in {"meta", "input"} else f"<{head}/>")
    return Markup(f"<{head}>{join(children)}</{name}>")


def _attribute(key: str, value: str | float | bool | None) -> str:  # noqa: FBT001
    if value is None or value is False:
        return ""
    key = key.rstrip("_").replace("_", "-")
    return f" {key}" if value is True else f' {key}="{markup(str(value))}"'


def join(children: Iterable[str]) -> Markup:
    """Elements and texts one after the other."""
    return Markup("".join(map(markup, children)))


def script_json(value: Json) -> bytes:
    r"""JSON for the inside of a script element, where no text can end the element.

    >>> script_json({"a": "</script>"})
    b'{"a":"\\u003c/script\\u003e"}'
    """
    import json

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()
