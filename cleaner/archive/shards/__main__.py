"""One task of a job, for whatever runs tasks: a shell loop, Slurm, Spark.

usage: python -m cleaner.archive.shards prepare PLACE INPUT…    begin a job; each input is a shard
       python -m cleaner.archive.shards steps                   the steps, in order
       python -m cleaner.archive.shards count PLACE STEP        how many tasks a step has
       python -m cleaner.archive.shards run PLACE STEP NUMBER   do one task, if it is not done
"""

from __future__ import annotations

import sys

from cleaner.archive.shards.job import Job, JobError, load, prepare, tasks
from cleaner.archive.shards.steps import STEPS, run
from cleaner.archive.signature_file import SchemeError


def main(args: list[str]) -> None:
    """Run from the command line."""
    match args:
        case ["prepare", place, *inputs] if inputs:
            prepare(Job(place, tuple(inputs)))
        case ["steps"]:
            sys.stdout.writelines(f"{step}\n" for step in STEPS)
        case ["count", place, step] if step in STEPS:
            sys.stdout.write(f"{tasks(load(place), step)}\n")
        case ["run", place, step, number] if step in STEPS:
            run(place, step, int(number))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (JobError, SchemeError) as error:
        sys.exit(str(error))
