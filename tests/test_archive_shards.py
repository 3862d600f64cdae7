"""A job in steps gives byte for byte what one machine gives, whoever runs it and whatever dies on the way."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import cleaner.archive.shards.job as job_module
from cleaner.archive.duplicates import find_duplicates
from cleaner.archive.items import find_items
from cleaner.archive.shards.job import Job, JobError, prepare, tasks
from cleaner.archive.shards.steps import STEPS, run
from cleaner.archive.signature_file import SchemeError, scheme
from cleaner.report.formats import json_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def paragraph(choose: random.Random) -> str:
    """Some sentences that no other record has."""
    sentences = (
        "".join(chr(0x4E00 + choose.randrange(3000)) for _ in range(choose.randint(15, 30))) for _ in range(5)
    )
    return f"{choose.randint(1, 28)}日召开会议，" + "。".join(sentences) + "。"


def records(count: int) -> list[dict[str, str]]:
    """Records with copies: exact, wrapped, misread, contained in others; and one without a text."""
    choose = random.Random(7)  # noqa: S311 - test data
    texts = [paragraph(choose) for _ in range(count // 2)] + [""]
    for _ in range(count - len(texts)):
        text = choose.choice(texts)
        kind = choose.randrange(4)
        if kind == 1:
            text = "\n".join(text[i : i + 19] for i in range(0, len(text), 19))
        elif kind == 2:
            text = text.replace("日", "曰", 1).replace("召开", "召幵", 1)
        elif kind == 3:
            text = paragraph(choose) + "\n" + text
        texts.append(text)
    choose.shuffle(texts)
    return [
        {"id": f"r{n:04}", "text": text, "created": f"2026-01-{n % 28 + 1:02}"}
        for n, text in enumerate(texts)
    ]


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    """Three files of records, cut unevenly, one of them with a line that is no record."""
    found = [json.dumps(record, ensure_ascii=False) + "\n" for record in records(300)]
    parts = {"a.jsonl": found[:120], "b.jsonl": found[120:130], "c.jsonl": found[130:]}
    for name, lines in parts.items():
        (tmp_path / name).write_text("".join(lines), encoding="utf-8")
    return [str(tmp_path / name) for name in parts]


def on_one_machine(inputs: Sequence[str]) -> bytes:
    found = find_duplicates(find_items(list(inputs)))  # type: ignore[arg-type]
    return json_lines([finding.line() for finding in found])


def found(job: Job) -> bytes:
    return b"".join(job.store.read(f"found/{shard:05}.jsonl") for shard in range(len(job.shards)))


def run_all(job: Job) -> None:
    for step in STEPS:
        for number in reversed(range(tasks(job, step))):
            run(job.place, step, number)


def test_a_job_gives_what_one_machine_gives(
    inputs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it is cut, the findings are byte for byte those of `clean duplicates`."""
    expected = on_one_machine(inputs)
    assert {"identical", "near", "contained"} <= {json.loads(line)["kind"] for line in expected.splitlines()}
    for cut, batch in ((10**6, 10**6), (100, 40)):
        monkeypatch.setattr(job_module, "_CUT", cut)
        job = Job(str(tmp_path / f"job{cut}"), tuple(inputs), batch=batch)
        prepare(job)
        run_all(job)
        assert found(job) == expected
    assert job.cut_bits == 2
    assert tasks(job, "decide") > 1


def test_a_job_lives_on_any_file_system_of_fsspec(inputs: list[str]) -> None:
    """The same where neither the inputs nor the files of the job are on a disk."""
    memory = pytest.importorskip("fsspec").filesystem("memory")
    for number, path in enumerate(inputs):
        memory.put(path, f"/archive/{number}.jsonl")
    job = Job("memory://archive/job", tuple(f"memory://archive/{n}.jsonl" for n in range(3)))
    prepare(job)
    run_all(job)
    assert found(job) == on_one_machine(inputs)


def test_a_shell_loop_can_run_a_job(inputs: list[str], tmp_path: Path) -> None:
    """The command does one task; done tasks are passed over, so that a loop can be begun again."""
    place = str(tmp_path / "job")

    def command(*args: str) -> list[str]:
        return [sys.executable, "-m", "cleaner.archive.shards", *args]

    def ask(*args: str) -> str:
        done = subprocess.run(command(*args), check=True, capture_output=True, text=True, timeout=60)  # noqa: S603
        return done.stdout

    ask("prepare", place, *inputs)
    assert ask("steps").split() == list(STEPS)
    assert ask("count", place, "sign").strip() == "3"
    for _ in range(2):
        ask("run", place, "sign", "1")
    assert (tmp_path / "job" / "signed" / "00001.forms").exists()
    with pytest.raises(subprocess.CalledProcessError):
        ask("run", place, "no step", "0")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        ask("prepare", place, *inputs[:1])
    assert "there is another job" in refused.value.stderr
    assert "Traceback" not in refused.value.stderr


def test_a_task_that_was_cut_off_or_runs_twice_does_no_harm(inputs: list[str], tmp_path: Path) -> None:
    """Files that a dead worker left unmarked are written again, the same."""
    job = Job(str(tmp_path / "job"), tuple(inputs))
    prepare(job)
    run_all(job)
    expected = found(job)
    for name in ("done/cut-00001", "done/meet-00007", "done/decide-00000", "done/tell-00002"):
        (tmp_path / "job" / name).unlink()
    (tmp_path / "job" / "found" / "00002.jsonl").write_bytes(b"")
    (tmp_path / "job" / "met" / ".00007.123-4").write_bytes(b"half")
    run_all(job)
    assert found(job) == expected


def test_records_of_the_same_name_are_refused(tmp_path: Path) -> None:
    """A result that names copies by id needs ids; the message tells which one is there twice."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text('{"id": "r1", "text": "会议召开。"}\n', encoding="utf-8")
    job = Job(str(tmp_path / "job"), (str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")))
    prepare(job)
    with pytest.raises(JobError, match="'r1'"):
        run_all(job)


def test_another_job_in_the_same_place_is_refused(inputs: list[str], tmp_path: Path) -> None:
    """What was asked for is part of the job; asking the same again is not another one."""
    job = Job(str(tmp_path / "job"), tuple(inputs))
    prepare(job)
    prepare(job)
    with pytest.raises(JobError, match="another job"):
        prepare(job._replace(policy="first"))


def test_a_job_of_another_version_is_refused(inputs: list[str], tmp_path: Path) -> None:
    """Signatures that were made in another way are not mixed with those of this version."""
    job = Job(str(tmp_path / "job"), tuple(inputs))
    prepare(job)
    asked = json.loads(job.store.read("job.json"))
    asked["signatures"]["shingle"] = 5
    job.store.write("job.json", json.dumps(asked).encode())
    with pytest.raises(SchemeError, match="shingle"):
        run(job.place, "sign", 0)
    asked = {**asked, "signatures": scheme(), "anchors": [8, 9]}
    job.store.write("job.json", json.dumps(asked).encode())
    with pytest.raises(SchemeError, match="anchors"):
        run(job.place, "sign", 0)


def test_a_job_without_records_finds_nothing(tmp_path: Path) -> None:
    """Empty inputs are no error."""
    (tmp_path / "a.jsonl").write_text("", encoding="utf-8")
    job = Job(str(tmp_path / "job"), (str(tmp_path / "a.jsonl"),))
    prepare(job)
    run_all(job)
    assert found(job) == b""
