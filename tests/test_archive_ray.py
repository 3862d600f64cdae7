"""A job on a real local Ray of two workers: the result of one machine, also when a worker is killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_archive_shards import found, inputs, on_one_machine

from cleaner.archive.shards.job import Job, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

ray = pytest.importorskip("ray")
__all__ = ["inputs"]  # a fixture

# Ray leaves sockets and files of its own to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)


@pytest.fixture(scope="module")
def two_workers() -> Iterator[None]:
    """Ray on this machine with two processors, started for these tests."""
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=80_000_000)
    yield
    ray.shutdown()


def workers(parent: int) -> Iterator[tuple[int, str]]:
    """The processes of our Ray that do tasks, with the name of the task."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                ancestor, title = int(entry.name), (entry / "cmdline").read_text().strip("\0")
                while ancestor not in {parent, 0, 1}:
                    stat = Path(f"/proc/{ancestor}/stat").read_text()
                    ancestor = int(stat.rpartition(")")[2].split()[1])
            except OSError:
                continue
            if ancestor == parent and title.startswith("ray::"):
                yield int(entry.name), title


def kill_one(job: Path, killed: list[str]) -> None:
    """Once a third of the search is done, kill a worker that is at work."""
    for _ in range(3000):
        if len(list(job.glob("done/meet-*"))) > 20:
            for process, title in workers(os.getpid()):
                if "meet" in title:
                    os.kill(process, signal.SIGKILL)
                    killed.append(title)
                    return
        time.sleep(0.01)


@pytest.mark.usefixtures("two_workers")
def test_ray_gives_what_one_machine_gives(inputs: list[str], tmp_path: Path) -> None:
    """Byte for byte."""
    from cleaner.archive.ray import run_job

    job = Job(str(tmp_path / "job"), tuple(inputs))
    prepare(job)
    run_job(job.place)
    assert found(job) == on_one_machine(inputs)


@pytest.mark.usefixtures("two_workers")
def test_a_worker_may_be_killed_in_the_middle(inputs: list[str], tmp_path: Path) -> None:
    """The tasks it had are begun again, and the result is the same."""
    from cleaner.archive.ray import run_job

    job = Job(str(tmp_path / "job"), tuple(inputs))
    prepare(job)
    killed: list[str] = []
    killer = threading.Thread(target=kill_one, args=(tmp_path / "job", killed))
    killer.start()
    run_job(job.place)
    killer.join()
    assert killed
    assert found(job) == on_one_machine(inputs)
