"""Random ideographs and copies of them with some characters exchanged, for the tests of fingerprints."""

from __future__ import annotations

import random


def some_text(length: int, seed: int) -> str:
    choose = random.Random(seed)  # noqa: S311 - test data
    return "".join(chr(0x4E00 + choose.randrange(3000)) for _ in range(length))


def damaged(text: str, share: float, seed: int) -> str:
    choose = random.Random(seed)  # noqa: S311 - test data
    return "".join(some_text(1, choose.randrange(10**6)) if choose.random() < share else c for c in text)
