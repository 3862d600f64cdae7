"""What a run needs of the disk: that files are safely on it, and locks that are gone with their process."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_PAUSE: Final = 0.05


def sync(folder: Path) -> None:
    """Return when everything that was written to the file system of a folder is on its disk."""
    handle = os.open(folder, os.O_RDONLY) if hasattr(os, "O_DIRECTORY") else None
    try:
        if handle is None or not _sync_of_linux(handle):
            getattr(os, "sync", _nothing)()
    finally:
        if handle is not None:
            os.close(handle)


def _sync_of_linux(handle: int) -> bool:
    """`syncfs`, which spares the other file systems; Python has no name for it."""
    from ctypes import CDLL

    try:
        return bool(CDLL(None).syncfs(handle) == 0)
    except (AttributeError, OSError, TypeError):
        return False


def _nothing() -> None:
    """Windows writes files through when they are closed, or leaves it to the user's settings."""


class Lock:
    """A lock on a file, which is made if it is not there."""

    def __init__(self, path: Path) -> None:
        """Take nothing yet."""
        self.held = False
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)

    def take(self, *, shared: bool = False, patience: float = 0) -> bool:
        """Take it, waiting so many seconds; False if another process holds it still."""
        end = time.monotonic() + patience
        while not self._take(shared=shared):
            if time.monotonic() >= end:
                return False
            time.sleep(_PAUSE)
        self.held = True
        return True

    def _take(self, *, shared: bool) -> bool:
        try:
            import fcntl
        except ImportError:  # Windows, where a lock is always one process's own
            return shared or self._take_on_windows()
        try:
            fcntl.flock(self._handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _take_on_windows(self) -> bool:
        import msvcrt

        try:
            msvcrt.locking(self._handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Let it go."""
        os.close(self._handle)
