"""What was read: the decoded text of one input and how its bytes are got back."""

from __future__ import annotations

from cleaner.core.named import NamedTuple


class Source(NamedTuple):
    """One input, decoded once and never changed.

    `text` is what `bytes.decode(encoding)` gives, with damaged bytes as lone surrogates
    (U+DC80–U+DCFF, PEP 383); all offsets of the project are code points of it.  `sha256` is of the bytes.
    """

    name: str
    text: str
    encoding: str
    sha256: str
