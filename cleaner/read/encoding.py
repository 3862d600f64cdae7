"""Bytes to text and back, exactly: `encode(*decode(data)) == data` for every input.

The encoding is found by a ladder: byte order mark, strict UTF-8, then the reading that gives the most
common Chinese among UTF-8 with damaged bytes, GB 18030, Big5, UTF-16 and HZ.  A byte that cannot be read is
kept in the text as the lone surrogate U+DC00 + byte (for bytes from 80 on, that is PEP 383), so one bad
byte costs one character and never the encoding of the page.
"""

from __future__ import annotations

import codecs
import re

from cleaner.core.language import Message
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.read.errors import BinaryInputError, UnknownEncodingError, WrongEncodingError
from cleaner.read.frequency import score


class Decoded(NamedTuple):
    """A text and the Python codec with which `bytes.decode` gives it (up to damaged bytes)."""

    text: str
    encoding: str


# The byte order marks that Python's codecs take off, and the codec of what follows.  `encode` must not
# leave them to the codec: Python writes UTF-16 and UTF-32 in the byte order of the machine.
_WITH_MARK = {
    "utf-8-sig": (codecs.BOM_UTF8, "utf-8"),
    "utf-16": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-32": (codecs.BOM_UTF32_LE, "utf-32-le"),
}
# What each mark at the start says.  Big-endian UTF-16 and GB 18030 keep theirs as a first character U+FEFF.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# UTF-32 is read where it is asked for: nobody writes newspapers in it.
_MARKS_OF_NAMED = (*_MARKS, (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32-be"))
# A name that leaves the mark or the byte order open, and what it means where there is no mark.
_OPEN = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_FORMATS = (
    (b"%PDF-", Message("a PDF file")),
    (b"PK\x03\x04", Message("a ZIP archive or an office document")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Message("an office document")),
    (b"\x89PNG\r\n", Message("a picture")),
    (b"\xff\xd8\xff", Message("a picture")),
    (b"GIF8", Message("a picture")),
    (b"II*\0", Message("a picture")),
    (b"MM\0*", Message("a picture")),
    (b"\x1f\x8b\x08", Message("a compressed file")),
)
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
# One control character in twenty: compressed data have one in nine, damaged scans below one in a hundred.
_MOST_CONTROLS = 1 / 20
# In order of preference where two readings are equally good.
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
# The Big5 dialects differ in box drawing, kana and rare characters: the one that loses least is meant.
_DIALECTS = {"big5hkscs": ("big5", "cp950", "big5hkscs")}
# A multi-byte sequence of UTF-8 is hardly ever valid by accident: it counts more than two common
# characters that the same bytes may give in another encoding (`ü` is 眉 in GB 18030).
_UTF8_BONUS = 4
# Bytes, from the first that is not plain ASCII on.  Twenty were enough on all five sample pages.
_SAMPLE = 1 << 11
_TELLING = lazy(rb"[\0\x80-\xff]|~\{")
_DAMAGED = lazy("([\udc00-\udcff]+)")
# What one character may look like in an encoding of one or two bytes, and in HZ.
_UNIT = rb"(?:~\{(?:[!-w][!-~])+~\})+|~~|[\x81-\xfe][\x40-\x7e\x80-\xfe]|."
_PASSAGE = rb"(?:%b){1,200}" % _UNIT


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    r"""The text of an input, and its encoding if none is given.  Line ends stay as they are.

    Raises:
        BinaryInputError: it is no text.
        UnknownEncodingError: there is no encoding of the given name.
        WrongEncodingError: the bytes would be lost in the given encoding.

    >>> decode("茂名市总工会".encode("gb18030"))
    Decoded(text='茂名市总工会', encoding='gb18030')
    >>> decode(b"\xe8\x8c\x82\xff\xe5\x90\x8d")
    Decoded(text='茂\udcff名', encoding='utf-8')
    """
    if encoding is not None:
        return _as_told(data, encoding)
    for magic, what in _FORMATS:
        if data.startswith(magic):
            raise BinaryInputError(Message("this is {what}, not text; extract its text first", what=what))
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _exact(data, name) or _damaged_utf8(data)
    return _plain_utf8(data) or _most_chinese(data)


def encode(text: str, encoding: str) -> bytes:
    r"""The bytes that `decode` read `text` from.

    >>> encode("茂\udcff名", "utf-8")
    b'\xe8\x8c\x82\xff\xe5\x90\x8d'
    """
    mark, codec = _WITH_MARK.get(encoding, (b"", encoding))
    try:
        return mark + text.encode(codec)
    except UnicodeEncodeError:
        parts = _DAMAGED.split(text)  # every second part is a run of damaged bytes
    return mark + b"".join(
        bytes(ord(char) & 0xFF for char in part) if at % 2 else part.encode(codec, "surrogatepass")
        for at, part in enumerate(parts)
    )


def _as_told(data: bytes, given: str) -> Decoded:
    name = codec_name(given)
    if name in _OPEN:
        marked = (n for mark, n in _MARKS_OF_NAMED if n.startswith(name[:6]) and data.startswith(mark))
        name = next(marked, _OPEN[name])
    if decoded := _exact(data, name):
        return decoded
    message = Message(
        "its bytes cannot be kept exactly when read as {name}; give another --encoding", name=name
    )
    raise WrongEncodingError(message)


def codec_name(given: str) -> str:
    """What Python calls an encoding.

    Raises:
        UnknownEncodingError: there is no encoding of text that is called so.
    """
    try:
        b" ".decode(given, "replace")
        return codecs.lookup(given).name
    except (LookupError, ValueError):
        message = Message(
            "there is no text encoding named {name!r}; try utf-8, gb18030, big5 or utf-16", name=given
        )
        raise UnknownEncodingError(message) from None


def _plain_utf8(data: bytes) -> Decoded | None:
    """Strict UTF-8, unless NUL characters or the shifts of HZ in plain ASCII hint at something else."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if "\0" in text or (text.isascii() and "~{" in text):
        return None
    return Decoded(text, "utf-8")


def _most_chinese(data: bytes) -> Decoded:
    """The reading with the most common characters; UTF-8 with damaged bytes where none looks Chinese."""
    scores = {name: _score(data, name) for name in _CANDIDATES}
    if b"~{" in data:
        scores["hz"] = _score(data, "hz")
    best = max(scores, key=scores.__getitem__)
    if scores[best] < 0:
        _refuse_binary(data)
    if scores[best] < 0 or best == "utf-8":
        return _damaged_utf8(data)
    readings = [reading for name in _DIALECTS.get(best, (best,)) if (reading := _exact(data, name))]
    return min(readings, key=_damage) if readings else _damaged_utf8(data)


def _score(data: bytes, codec: str) -> int:
    """How Chinese a sample of the bytes reads."""
    telling = _TELLING.search(data)
    start = telling.start() if telling else 0
    start -= start % 2 if codec.startswith("utf-16") else 0
    text = _read(data[start : start + _SAMPLE], codec)
    if codec != "utf-8":
        return score(text)
    sequences = sum(char > "\x7f" for char in text) - _damage(Decoded(text, codec))
    return score(text) + _UTF8_BONUS * sequences


def _damage(decoded: Decoded) -> int:
    return sum(map(len, _DAMAGED.findall(decoded.text)))


def _refuse_binary(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(data):
        raise BinaryInputError(Message("this is binary data, not text in any encoding known here"))


def _damaged_utf8(data: bytes) -> Decoded:
    return Decoded(_read(data, "utf-8"), "utf-8")


def _exact(data: bytes, encoding: str) -> Decoded | None:
    """The reading in one encoding, if the bytes can be had back from it."""
    mark, codec = _WITH_MARK.get(encoding, (b"", encoding))
    body = data[len(mark) :]
    for read in (_read, _read_by_units):
        try:
            text = read(body, codec)
            if encode(text, encoding) == data:
                return Decoded(text, encoding)
        except UnicodeError:  # a codec that cannot keep damaged bytes
            continue
    return None


def _read(data: bytes, codec: str) -> str:
    # For UTF-8 the handler of the standard library gives the same, and faster.
    return data.decode(codec, "surrogateescape" if codec == "utf-8" else _KEEP)


def _read_by_units(data: bytes, codec: str) -> str:
    """Read character by character the passages that do not survive the round trip.

    Big5 has two codes for ten characters, HZ several ways to write a line: only the code that encoding
    would choose is read, any other is kept as damaged bytes.
    """
    return "".join(
        read
        if encode(read := _read(passage, codec), codec) == passage
        else "".join(_unit(unit, codec) for unit in re.findall(_UNIT, passage, re.DOTALL))
        for passage in re.findall(_PASSAGE, data, re.DOTALL)
    )


def _unit(data: bytes, codec: str) -> str:
    text = _read(data, codec)
    return text if encode(text, codec) == data else _as_damaged(data)


def _as_damaged(data: bytes) -> str:
    return "".join(chr(0xDC00 + byte) for byte in data)


def _keep(error: UnicodeError) -> tuple[str, int]:
    """A codec error handler: keep one byte and go on; in UTF-16 and UTF-32 a whole unit, to stay in step."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    end = error.end if error.encoding.startswith(("utf-16", "utf-32")) else error.start + 1
    return _as_damaged(error.object[error.start : end]), end


_KEEP = "cleaner.keep-damaged-bytes"
codecs.register_error(_KEEP, _keep)
