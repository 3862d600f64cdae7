"""What holds for all tests."""

from __future__ import annotations

import os

# Messages are tested in English whatever the locale of who runs the tests; subprocesses inherit this.
os.environ["LC_ALL"] = "C.UTF-8"
