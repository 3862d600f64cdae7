"""A job: its inputs, how finely it is cut, and which tasks its steps have."""

from __future__ import annotations

import json
from typing import Final, NamedTuple

from cleaner.archive.bands import BANDS
from cleaner.archive.shards.store import Store
from cleaner.archive.signature_file import check_scheme, scheme

SCHEMA: Final = "cleaner/job/1"
_JOB: Final = "job.json"
DIVISION: Final = "division.json"


class JobError(Exception):
    """A job that cannot be done as it was asked for."""


class Job(NamedTuple):
    """What is asked for.

    `shards` are the inputs, each a task of its own.  Band files are cut by the first `cut_bits` bits of the
    hash, pairs into `ranges` by their first record; a task of `decide` gets `batch` records or more.
    """

    place: str
    shards: tuple[str, ...]
    policy: str = "best"
    cut_bits: int = 0
    ranges: int = 16
    batch: int = 20_000

    @property
    def store(self) -> Store:
        """Where its files are."""
        return Store(self.place)

    @property
    def cuts(self) -> int:
        """Into how many parts bands, and as many into which anchors, are cut."""
        return BANDS << self.cut_bits


def prepare(job: Job) -> None:
    """Write down what is asked for: the first file of a job.

    Raises:
        JobError: there is another job in this place.
    """
    asked = {"schema": SCHEMA, **job._asdict(), "shards": list(job.shards), "signatures": scheme()}
    del asked["place"]
    data = json.dumps(asked, ensure_ascii=False, indent=1).encode()
    if job.store.has(_JOB) and job.store.read(_JOB) != data:
        raise JobError(f"{job.place}: there is another job; finish it or choose another place")
    job.store.write(_JOB, data)


def load(place: str) -> Job:
    """The job of a place.

    Raises:
        SchemeError: it was begun by a version that signs in another way.
    """
    asked = json.loads(Store(place).read(_JOB))
    check_scheme(asked.pop("signatures"), place)
    del asked["schema"]
    return Job(**{**asked, "place": place, "shards": tuple(asked["shards"])})


def tasks(job: Job, step: str) -> int:
    """How many tasks a step has; those of `decide` are known after `divide`."""
    if step == "decide":
        number: int = json.loads(job.store.read(DIVISION))["batches"]
        return number
    alone = {"rank": 1, "divide": 1, "meet": 2 * job.cuts, "join": job.ranges}
    return alone.get(step, len(job.shards))
