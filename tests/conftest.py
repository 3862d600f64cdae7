"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# Messages are tested in English whatever the locale of who runs the tests; subprocesses inherit this.
os.environ["LC_ALL"] = "C.UTF-8"

# No property is about time: an example may take as long as a busy machine needs.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
