"""Why an index is refused: one sentence each, for the user."""

from __future__ import annotations


class IndexRefusedError(Exception):
    """An index cannot be used as it is, or not for this; nothing was changed.  The message says why."""
