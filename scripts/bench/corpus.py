"""Articles for benchmarks: made at run time, as many as wanted, of words cut out of the sample pages.

One in five is a copy of an earlier one with 1 to 5 % of its characters changed, as recognisers change them:
60 % replaced, 20 % lost, 20 % added.  No two articles have more than a few words in common otherwise.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
COPIES = 0.2
REPLACED, LOST = 0.6, 0.8


class Article(NamedTuple):
    """An article, and the id of the one that it is a copy of."""

    id: str
    text: str
    copy_of: str | None


class Maker:
    """Makes the same articles for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        """Cut the sample pages into words of one to four characters."""
        self._chance = random.Random(seed)  # noqa: S311 - articles, no secrets
        self._words = []
        for path in sorted(SAMPLES.glob("*.txt")):
            for run in re.findall("[\u4e00-\u9fff]+", path.read_text(encoding="utf-8")):
                at = 0
                while at < len(run):
                    length = self._chance.choice((1, 2, 2, 2, 3, 4))
                    self._words.append(run[at : at + length])
                    at += length

    def articles(self, count: int) -> Iterator[Article]:
        """So many articles; a copy comes within a thousand of its original."""
        recent: list[tuple[str, str]] = []
        for number in range(count):
            name = f"d{number:07}"
            if recent and self._chance.random() < COPIES:
                original, text = recent.pop(self._chance.randrange(len(recent)))
                yield Article(name, self._damaged(text), original)
                continue
            text = self._article()
            recent = [*recent[-999:], (name, text)]
            yield Article(name, text, None)

    def _article(self) -> str:
        paragraphs = self._chance.choice((1, 1, 2, 2, 3))
        return "\n".join(
            "".join(self._sentence() for _ in range(self._chance.randint(3, 10))) for _ in range(paragraphs)
        )

    def _sentence(self) -> str:
        chance = self._chance
        clauses = [
            "".join(chance.choices(self._words, k=chance.randint(3, 8))) for _ in range(chance.randint(1, 4))
        ]
        if chance.random() < COPIES:
            clauses[0] = f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日，{clauses[0]}"
        return "，".join(clauses) + "。"

    def _damaged(self, text: str) -> str:
        chance, rate = self._chance, self._chance.uniform(0.01, 0.05)
        parts = []
        for char in text:
            if char == "\n" or chance.random() > rate:
                parts.append(char)
                continue
            kind, other = chance.random(), chance.choice(chance.choice(self._words))
            parts.append(other if kind < REPLACED else "" if kind < LOST else char + other)
        return "".join(parts)


def write(path: Path, count: int, seed: int = 1) -> dict[str, str]:
    """Write a corpus as JSONL; which record is a copy of which."""
    copies = {}
    with path.open("w", encoding="utf-8") as file:
        for article in Maker(seed).articles(count):
            file.write(json.dumps({"id": article.id, "text": article.text}, ensure_ascii=False) + "\n")
            if article.copy_of:
                copies[article.id] = article.copy_of
    return copies
