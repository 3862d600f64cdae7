"""The exit codes of `clean`, in one place."""

from __future__ import annotations

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
