"""Files that all inputs of a run write to, one after the other; plain or compressed, block by block.

A block ends where an input ends, as soon as so much was written, and is compressed by itself: files of gzip
members or Zstandard frames one behind the other.  Where blocks end depends on nothing but what is written, so
that a file that is cut off behind a block and written on has the same bytes as one that never was.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from cleaner.core.language import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

# Bytes before compression.
BLOCK: Final = 2**20
_LEVEL_GZIP: Final = 6
_LEVEL_ZSTD: Final = 3


class MissingPackageError(Exception):
    """Writing this takes a package that is not installed."""


class Streams:
    """The files by name, written in step."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        """Open them, new or with what an earlier run wrote."""
        self._files = {name: (folder / name).open("ab") for name in names}
        self._pending: dict[str, list[bytes]] = {name: [] for name in names}
        self._size = 0
        self._pack = {name: packing(name) for name in names}

    def write(self, data: Mapping[str, bytes]) -> None:
        """Add what one input has for each file."""
        for name, part in data.items():
            if part:
                self._pending[name].append(part)
                self._size += len(part)
        if self._size >= BLOCK:
            self._end_block()

    def _end_block(self) -> None:
        for name, parts in self._pending.items():
            if parts:
                pack = self._pack[name]
                self._files[name].write(pack(b"".join(parts)) if pack else b"".join(parts))
                parts.clear()
        self._size = 0

    def rest(self, *, last: bool = False) -> Mapping[str, int] | None:
        """Write out all that may be written here, and the sizes of the files; None in the middle of a block.

        Args:
            last: nothing will be written any more.
        """
        if self._size and not last and any(self._pack.values()):
            return None
        self._end_block()
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        return {name: file.tell() for name, file in self._files.items()}

    def cut(self, sizes: Mapping[str, int]) -> None:
        """Go back to earlier sizes."""
        for name, file in self._files.items():
            file.truncate(sizes.get(name, 0))
            file.seek(0, os.SEEK_END)

    def close(self) -> None:
        """Close the files; what was not written out is dropped."""
        for file in self._files.values():
            file.close()


def packing(name: str) -> Callable[[bytes], bytes] | None:
    """How the blocks of a file are compressed, by its ending; None for not at all.

    Raises:
        MissingPackageError: `.zst` without a package that writes it.
    """
    if name.endswith(".gz"):
        return _gzip
    return _zstd() if name.endswith(".zst") else None


def _gzip(data: bytes) -> bytes:
    import zlib

    packer = zlib.compressobj(
        _LEVEL_GZIP, zlib.DEFLATED, 16 + zlib.MAX_WBITS
    )  # with the head of gzip, no date
    return packer.compress(data) + packer.flush()


def _zstd() -> Callable[[bytes], bytes]:
    import sys

    if sys.version_info >= (3, 14):
        from compression import zstd

        return lambda data: zstd.compress(data, _LEVEL_ZSTD)
    try:
        import zstandard
    except ImportError:
        message = Message("writing .zst takes a package: pip install 'cleaner[zstd]'")
        raise MissingPackageError(message) from None
    return zstandard.ZstdCompressor(level=_LEVEL_ZSTD).compress
