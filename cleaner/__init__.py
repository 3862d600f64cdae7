r"""Turn damaged Chinese newspaper scans into clean articles and account for every character.

`clean` gives text for text; `clean_page` gives the whole page: articles of blocks, every change with its
rule and reason in offsets of the source, and marks; `page_record` makes JSON of it and `restore` gives the
source back from that, byte for byte.

>>> import cleaner
>>> cleaner.clean("会议于 4 月 29 日听取了工作报告,就规划作了说明。")
'会议于4月29日听取了工作报告，就规划作了说明。\n'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.core.log import RestoreError
    from cleaner.core.log import record as page_record
    from cleaner.core.options import Options
    from cleaner.core.page import Page
    from cleaner.core.source import Source
    from cleaner.core.types import Article, Block, Change, Mark, ProvenanceError, Ref, Span
    from cleaner.read.errors import ReadError

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Block",
    "Change",
    "Mark",
    "Options",
    "Page",
    "ProvenanceError",
    "ReadError",
    "Ref",
    "RestoreError",
    "Span",
    "clean",
    "clean_page",
    "page_record",
    "restore",
]

# The names above that are loaded at first use: `import cleaner` must cost nothing.
_HOMES = {
    "Options": "cleaner.core.options.Options",
    "Page": "cleaner.core.page.Page",
    "ReadError": "cleaner.read.errors.ReadError",
    "RestoreError": "cleaner.core.log.RestoreError",
    "page_record": "cleaner.core.log.record",
    **{
        name: f"cleaner.core.types.{name}"
        for name in ("Article", "Block", "Change", "Mark", "ProvenanceError", "Ref", "Span")
    },
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, _, attribute = _HOMES[name].rpartition(".")
    return getattr(import_module(module), attribute)


def clean(text: str | bytes, options: Options | None = None) -> str:
    r"""Clean the text of one input: what `clean` writes to standard output.

    One blank line parts blocks, two part articles; `〔缺〕` shows where text is missing.

    Args:
        text: a text, or the bytes of a file in any of the encodings that `clean` knows.
        options: what a user may choose; the defaults if left out.

    Raises:
        ReadError: the bytes are no text.
        ValueError: there is no rule of a name to skip, or it cannot be left out.
        ProvenanceError: the result would not give the source back: a bug of this program.

    >>> clean("管 理 办 法（试 行）自 4 月 29 日起施行。")
    '管理办法（试行）自4月29日起施行。\n'
    >>> clean("管理办法自4月29日起施行。\n".encode("gb18030"))
    '管理办法自4月29日起施行。\n'
    """
    from cleaner.report.text import in_order, render

    page = clean_page(text, options)
    return render(page, in_order(page.articles)).text


def clean_page(text: str | bytes, options: Options | None = None, *, name: str = "-") -> Page:
    r"""Clean one input and keep everything that was decided about it.

    Args:
        text: a text, or the bytes of a file.
        options: what a user may choose; the defaults if left out.  A script other than "keep" needs OpenCC
            (the extra `script`).
        name: what the input is called in records and ids.

    Raises:
        ReadError: the bytes are no text.
        ValueError: there is no rule of a name to skip, or it cannot be left out.
        ProvenanceError: the result would not give the source back: a bug of this program.

    >>> page = clean_page("会议听取了工会常委会的工作报告,就规划作了说明。", name="scan.txt")
    >>> [(block.role, page.text_of(block)) for block in page.blocks]
    [('paragraph', '会议听取了工会常委会的工作报告，就规划作了说明。')]
    >>> page.changes
    (Change(start=15, end=16, new='，', rules=('widen_punctuation',), refs=(), reason=None),)
    """
    from cleaner.core.options import Options
    from cleaner.pipeline import clean_source

    options = options or Options()
    if options.skip:
        _refuse_unknown(options.skip)
    return clean_source(_source(text, name), options)


def _refuse_unknown(skip: frozenset[str]) -> None:
    """As the command line refuses `--skip`."""
    from cleaner.archive.rules import RULES
    from cleaner.core.skipping import refusal
    from cleaner.pipeline import all_rules

    if refused := refusal(sorted(skip), {**all_rules(), **RULES}):
        raise ValueError(refused)


def _source(text: str | bytes, name: str) -> Source:
    from hashlib import sha256

    from cleaner.core.source import Source
    from cleaner.read.encoding import decode, encode

    if isinstance(text, bytes):
        return Source(name, *decode(text), sha256(text).hexdigest())
    data = encode(text, "utf-8")
    # Decoded again: a lone surrogate of the text is damaged bytes, as it would be in a file.
    return Source(name, data.decode("utf-8", "surrogateescape"), "utf-8", sha256(data).hexdigest())


def restore(account: Mapping[str, Any] | str | bytes) -> bytes:
    r"""The bytes of the input, from the record of its page alone (as a mapping or as JSON).

    Raises:
        RestoreError: it is no page record, or it was edited since.

    >>> scan = "工会\r\n 报告,说明".encode("gb18030")
    >>> from cleaner import page_record
    >>> restore(page_record(clean_page(scan))) == scan
    True
    """
    from cleaner.core.language import Message
    from cleaner.core.log import RestoreError, restore_text

    try:
        found = _parsed(account) if isinstance(account, str | bytes) else dict(account)
        return restored_bytes(restore_text(found), found["source"])
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise RestoreError(Message("not a page record, or a damaged one")) from error


def _parsed(account: str | bytes) -> dict[str, Any]:
    import json

    return dict(json.loads(account))


def restored_bytes(text: str, source: Mapping[str, Any]) -> bytes:
    """The bytes of a restored text, if they are those that the log's source record speaks of.

    Raises:
        RestoreError: they are not: the output or the log was edited since.
    """
    from hashlib import sha256

    from cleaner.core.language import Message
    from cleaner.core.log import RestoreError
    from cleaner.read.encoding import encode

    try:
        data = encode(text, source["encoding"])
    except (UnicodeError, LookupError) as error:
        message = Message(
            "what was restored is no {encoding}: it was edited since", encoding=source.get("encoding")
        )
        raise RestoreError(message) from error
    if sha256(data).hexdigest() != source["sha256"]:
        raise RestoreError(
            Message("what was restored is not the source: the output or its log was edited since")
        )
    return data
