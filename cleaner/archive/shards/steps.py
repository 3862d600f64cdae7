"""The steps of a job, in order.  Tasks of a step may run anywhere, in any order, twice at once, or again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.archive.shards import deciding, searching, signing
from cleaner.archive.shards.job import Job, load
from cleaner.archive.shards.ranking import rank

if TYPE_CHECKING:
    from collections.abc import Callable


def _alone(work: Callable[[Job], None]) -> Callable[[Job, int], None]:
    return lambda job, number: work(job)  # noqa: ARG005 - its only task


STEPS: Final[dict[str, Callable[[Job, int], None]]] = {
    "sign": signing.sign,
    "rank": _alone(rank),
    "cut": signing.cut,
    "meet": searching.meet,
    "join": searching.join,
    "divide": _alone(searching.divide),
    "decide": deciding.decide,
    "tell": deciding.tell,
}
"""What is done by step: a step begins when all tasks of the one before are done."""


def run(place: str, step: str, number: int) -> None:
    """Do one task and mark it as done; nothing if it was done before."""
    job = load(place)
    mark = f"done/{step}-{number:05}"
    if not job.store.has(mark):
        STEPS[step](job, number)
        job.store.write(mark, b"")
