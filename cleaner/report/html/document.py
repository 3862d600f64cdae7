"""One HTML file: style and script inside, and a policy that lets nothing else run or load."""

from __future__ import annotations

import base64
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from cleaner.core.language import tr
from cleaner.report.html.escape import tag
from cleaner.report.html.labels import language_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.report.html.escape import Markup

GENERATOR = "clean: report"
_SCRIPTS = ("common.js", "list.js", "panes.js", "map.js", "find.js", "decide.js", "page.js", "start.js")


@cache
def _asset(*names: str) -> str:
    folder = files("cleaner.report.html").joinpath("assets")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def _hashed(text: str) -> str:
    return "'sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode() + "'"


@cache
def policy() -> str:
    """The Content-Security-Policy: our script, our style, nothing else, and no text that becomes HTML."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashed(_asset(*_SCRIPTS))}",
            f"style-src {_hashed(_asset('style.css'))}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def document(
    title: str, main: Iterable[Markup], labels: bytes, views: Iterable[tuple[int, bytes]]
) -> Iterator[bytes]:
    """A document piece by piece.

    Args:
        title: its title, as text.
        main: what stands in it when it opens, one element after the other.
        labels: the words of the script, as JSON.
        views: number and view of every page in it; taken one at a time.
    """
    yield _head(title)
    yield from (element.encode() for element in main)
    yield b"</main>\n"
    yield _data("labels", labels)
    for number, view in views:
        yield _data(f"view-{number}", view)
    yield _foot()


@cache
def _foot() -> bytes:
    return f"<script>{_asset(*_SCRIPTS)}</script>\n</body>\n</html>\n".encode()


def _head(title: str) -> bytes:
    brand = tag("a", tr("Cleaning report"), class_="brand", href="#")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{language_tag()}">',
            "<head>",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=policy()),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="generator", content=GENERATOR),
            tag("title", title),
            f"<style>{_asset('style.css')}</style>",
            "</head>",
            "<body>",
            tag("a", tr("Skip to the content"), class_="skip", href="#main"),
            tag("header", brand, tag("div", class_="tools"), class_="top"),
            '<main id="main" tabindex="-1">',
        ]
    ).encode()


def _data(name: str, value: bytes) -> bytes:
    return b'<script type="application/json" id="%b">%b</script>\n' % (name.encode(), value)
