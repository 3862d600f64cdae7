"""A job on Ray: the tasks of each step on all machines of a cluster (the extra `cleaner[ray]`).

    python -m cleaner.archive.shards prepare PLACE INPUT…
    python -m cleaner.archive.ray PLACE

A task that is lost with its worker is begun again by Ray; what it wrote stays or is written again, the same.
"""

from __future__ import annotations

import sys
from typing import Final

import ray

from cleaner.archive.shards.job import load, tasks
from cleaner.archive.shards.steps import STEPS, run

# Losses of one task to workers, machines or memory that are put up with.
_RETRIES: Final = 5


def run_job(place: str, address: str | None = None) -> None:
    """Do all steps of a job that is prepared (`shards.job.prepare`), or those that are not done.

    Args:
        place: the folder or URL of the job, which all machines can reach.
        address: of the cluster; if not given, the one that this process is part of, or this machine alone.

    Raises:
        JobError: the records cannot be told apart.
    """
    if not ray.is_initialized():
        ray.init(address=address)
    job = load(place)
    task = ray.remote(max_retries=_RETRIES)(run)
    for step in STEPS:
        named = task.options(name=step)
        ray.get([named.remote(place, step, number) for number in range(tasks(job, step))])


if __name__ == "__main__":
    run_job(*sys.argv[1:])
