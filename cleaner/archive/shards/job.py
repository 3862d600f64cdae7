"""A job: its inputs, how finely it is cut, and which tasks its steps have."""

from __future__ import annotations

import json
from typing import Final

from cleaner.archive import anchors
from cleaner.archive.bands import BANDS
from cleaner.archive.shards.store import Store
from cleaner.archive.signature_file import SchemeError, check_scheme, scheme
from cleaner.core.named import NamedTuple

SCHEMA: Final = "cleaner/job/1"
_JOB: Final = "job.json"
CUT_BITS: Final = "ranked/cut_bits"
DIVISION: Final = "division.json"
# Bands are cut so that a part has so many keys at the most: a task takes half a gigabyte.
_CUT: Final = 1 << 22
_RANGES: Final = 16


class JobError(Exception):
    """A job that cannot be done as it was asked for."""


class Job(NamedTuple):
    """What is asked for: inputs, each a task of its own; a task of `decide` gets `batch` records or more."""

    place: str
    shards: tuple[str, ...]
    policy: str = "best"
    batch: int = 20_000

    @property
    def store(self) -> Store:
        """Where its files are."""
        return Store(self.place)

    @property
    def cut_bits(self) -> int:
        """By how many bits of a hash bands are cut: known after `rank`."""
        return int(self.store.read(CUT_BITS))

    @property
    def cuts(self) -> int:
        """Into how many parts bands, and as many into which anchors, are cut."""
        return BANDS << self.cut_bits

    @property
    def ranges(self) -> int:
        """Into how many parts pairs are cut, by their first number."""
        return _RANGES << self.cut_bits


def cut_bits(forms: int) -> int:
    """By how many bits bands are cut for so many forms.

    >>> cut_bits(10**6), cut_bits(10**8)
    (0, 5)
    """
    return (forms // _CUT).bit_length()


def prepare(job: Job) -> None:
    """Write down what is asked for: the first file of a job.

    Raises:
        JobError: there is another job in this place.
    """
    asked = {"schema": SCHEMA, **job._asdict(), "shards": list(job.shards), "signatures": scheme()}
    asked["anchors"] = anchors.method()
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
    if (stored := asked.pop("anchors", None)) != anchors.method():
        raise SchemeError(f"{place}: a job with anchors {stored}, not {anchors.method()}: begin it anew")
    del asked["schema"]
    return Job(**{**asked, "place": place, "shards": tuple(asked["shards"])})


def tasks(job: Job, step: str) -> int:
    """How many tasks a step has; that is known when the step before it is done."""
    match step:
        case "rank" | "divide":
            return 1
        case "meet":
            return 2 * job.cuts
        case "join":
            return job.ranges
        case "decide":
            number: int = json.loads(job.store.read(DIVISION))["batches"]
            return number
    return len(job.shards)
