"""The exit codes of `clean`, in one place, and how every run comes to one."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING

from cleaner.cli.say import complain
from cleaner.core.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

DONE = 0
DAMAGE_FOUND = 1
USAGE = 2
SOME_FAILED = 3
INTERRUPTED = 130

MEANING = {
    DONE: "done",
    DAMAGE_FOUND: "--check found damage",
    USAGE: "the command line was wrong; nothing was done",
    SOME_FAILED: "some inputs failed: each is named on standard error, the others are done",
    INTERRUPTED: "interrupted; no half-written file is left",
}


class UsageError(Exception):
    """The command line asks for what cannot be done; one sentence."""


class FailureError(Exception):
    """What was asked for could not be done; one sentence."""


def guarded(run: Callable[[], int]) -> int:
    """The exit code of a run; what went wrong is one sentence, a reader who has left is none."""
    open_streams()
    try:
        code = run()
        sys.stdout.flush()
    except UsageError as error:
        complain(str(error))
        return USAGE
    except FailureError as error:
        complain(str(error))
        return SOME_FAILED
    except BrokenPipeError:
        _silence()
        return DONE
    except OSError as error:
        closed = error.errno == errno.EBADF and not error.filename
        why = tr(error.strerror) if error.strerror else error
        complain(tr("standard output is closed") if closed else f"{error.filename or tr('output')}: {why}")
        _give_up()
        return SOME_FAILED
    except KeyboardInterrupt:
        complain(tr("interrupted"))
        return INTERRUPTED
    return code


def open_streams() -> None:
    """Standard output is UTF-8 with LF whatever the console's code page, for data and for help.

    For a stream that the caller has closed another stands in, so that no file that is opened later gets its
    number: reading or writing it fails as it does on a closed one, and words go nowhere.
    """
    for name, access, mode in _STREAMS:
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, access), mode, encoding="utf-8"))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


# Input that may only be written to and output that may only be read give the error of a closed stream.
_STREAMS = (("stdin", os.O_WRONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w"))


def _give_up() -> None:
    """What could not be written is not tried again at exit, where it would change the exit code."""
    try:
        sys.stdout.flush()
    except OSError:
        _silence()


def _silence() -> None:
    """The reader of the output has left: nothing may be written at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
