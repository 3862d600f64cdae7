"""Why an input was refused: each error carries one sentence for the user, without the input's name."""

from __future__ import annotations


class ReadError(Exception):
    """An input cannot be read; the message says why and, where there is one, the way out."""


class NotFoundError(ReadError):
    """There is no such file or folder."""


class UnreadableError(ReadError):
    """The system refuses to open or to read it."""


class BinaryInputError(ReadError):
    """The bytes are no text in any encoding."""


class UnknownEncodingError(ReadError):
    """No text encoding has the name that the user gave."""


class WrongEncodingError(ReadError):
    """The bytes cannot be had back exactly from their reading in the encoding that the user gave."""


class NoMatchingFilesError(ReadError):
    """A folder holds no file with a name that fits the patterns."""


class FolderLoopError(ReadError):
    """A link leads back to a folder that it is in."""


class BrokenRecordError(ReadError):
    """A line of a JSONL file is no record."""


class TooLargeError(ReadError):
    """The input is so large that it is no page."""


class MissingExtraError(ReadError):
    """Reading this takes a package that is not installed."""
