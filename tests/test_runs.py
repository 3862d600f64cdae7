"""Large runs: nothing grows, nothing stops them, and one that was killed goes on where it stopped."""

from __future__ import annotations

import itertools
import json
import os
import random
import select
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaner.archive import pool, resume, swap
from cleaner.archive.account import read_head, read_inputs, write_account
from cleaner.archive.disk import Lock
from cleaner.archive.resume import Finished, Known, unfinished
from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.report.files import PARTIAL, OutputError

needs_posix = pytest.mark.skipif(os.name != "posix", reason="signals")
START = [sys.executable, "-c", "from cleaner.cli import main; main()"]
SENTENCES = (
    "市总工会召开职工技能竞赛动员会,",
    "记 者 从 会上获悉，今年将有二十个工种参赛。",
    "据介绍,报名工作将于 4 月 29 日结束。\n",
    "本报讯（记者 林海）",
    "沿线居民对这条道路期盼已久，",
)


def clean(*args: object, stdin: bytes | str = b"") -> Result:
    return CliRunner().invoke(command, [str(arg) for arg in args], input=stdin, prog_name="clean")


def page(number: int, length: int = 8) -> str:
    chance = random.Random(number)  # noqa: S311 - pages, no secrets
    return f"第{number}期 报道\n" + "".join(chance.choices(SENTENCES, k=length))


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighty pages in three folders."""
    folder = tmp_path_factory.mktemp("scans")
    for number in range(80):
        path = folder / f"{number % 3}" / f"{number:03}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(number), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(scans: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run over them writes that nobody disturbs."""
    out = tmp_path_factory.mktemp("out") / "out"
    assert clean(scans, "-o", out, "-q").exit_code == exits.DONE
    return contents(out)


# -- killed and gone on ------------------------------------------------------------------------------------


HOLD = 24
"""Inputs that a process of `start` does before it waits to be killed: three processes never do all eighty."""


def start(*args: object) -> subprocess.Popen[bytes]:
    """A run in a process of its own, which marks its work safe many times a second and never ends.

    It writes a word when it has begun to wait.  It does not wait for the disk: a process that is killed
    loses nothing that it has written.
    """
    code = (
        "import itertools, os, time; from cleaner.archive import resume; from cleaner.cli import main\n"
        "resume.SAFETY = 0.02; resume.sync = os.fsync = lambda _: None\n"
        "add, count = resume.Book.add, itertools.count(1)\n"
        "def hold(book, *args):\n"
        "    add(book, *args)\n"
        f"    if next(count) == {HOLD}:\n"
        "        book.make_safe()\n"
        "        os.write(1, b'waiting')\n"
        "        time.sleep(600)\n"
        "resume.Book.add = hold\n"
        "main()"
    )
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


@needs_posix
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_killed_goes_on_where_it_stopped(
    scans: Path, undisturbed: dict[str, bytes], tmp_path: Path, workers: int
) -> None:
    """Killed again and again at any moment, the same command ends with the output of an undisturbed run."""
    out, chance = tmp_path / "out", random.Random(workers)  # noqa: S311
    for patience in (chance.uniform(0.2, 1.5), chance.uniform(0.2, 1.5), None):
        with start(scans, "-o", out, "-j", workers) as run:
            select.select([run.stdout], [], [], patience)
            run.kill()
        assert run.returncode == -signal.SIGKILL
    done = clean(scans, "-o", out, "-j", workers)
    assert done.exit_code == exits.DONE
    assert "going on" in done.stderr
    assert contents(out) == undisturbed


def stop_after(monkeypatch: pytest.MonkeyPatch, inputs: int) -> None:
    """Break runs off, as a full disk does, when so many inputs are done and safe."""
    monkeypatch.setattr(resume, "SAFETY", -1.0)
    monkeypatch.setattr(resume, "sync", lambda _: None)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    real, count = resume.Book.add, iter(range(10**9))

    def add(*args: object) -> None:
        if next(count) == inputs:
            raise OSError(28, "No space left on device")
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(resume.Book, "add", add)


@pytest.fixture
def stopped(scans: Path, tmp_path: Path) -> Path:
    """The output folder of a run that was broken off after fifty inputs."""
    with pytest.MonkeyPatch.context() as patch:
        stop_after(patch, 50)
        done = clean(scans, "-o", tmp_path / "out")
    assert done.exit_code == exits.SOME_FAILED
    assert "No space left" in done.stderr
    assert "the same command goes on" in done.stderr
    return tmp_path / "out"


def test_going_on_says_so_and_does_the_rest(
    scans: Path, undisturbed: dict[str, bytes], stopped: Path
) -> None:
    """The same command tells how much is done and brings the same output as if nothing had been."""
    assert {path.name for path in stopped.iterdir()} == {PARTIAL}
    done = clean(scans, "-o", stopped)
    assert "going on with a run that was stopped; done: 50" in done.stderr
    assert "80 inputs" in done.stderr
    assert contents(stopped) == undisturbed


def test_another_command_does_not_go_on(scans: Path, stopped: Path) -> None:
    """With other options the unfinished run is named and left alone; --force begins anew."""
    refused = clean(scans, "-o", stopped, "--skip", "pair_quotes")
    assert refused.exit_code == exits.USAGE
    assert "was stopped, with other options" in refused.stderr
    assert (stopped / PARTIAL / "new").exists()
    done = clean(scans, "-o", stopped, "--skip", "pair_quotes", "--force")
    assert (done.exit_code, "going on" in done.stderr) == (exits.DONE, False)
    assert not (stopped / PARTIAL).exists()


def test_inputs_that_changed_are_done_again(tmp_path: Path) -> None:
    """From the first input on that is new, changed or gone, all is done anew; nothing old is left over."""
    scans, out = tmp_path / "scans", tmp_path / "out"
    scans.mkdir()
    for number in range(60):
        (scans / f"{number:03}.txt").write_text(page(number, 3), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        stop_after(patch, 50)
        clean(scans, "-o", out)
    (scans / "020.txt").write_text("会议召开。另一个版本。", encoding="utf-8")
    (scans / "030.txt").unlink()
    done = clean(scans, "-o", out)
    assert "done: 20" in done.stderr
    assert clean(scans, "-o", tmp_path / "fresh").exit_code == exits.DONE
    assert contents(out) == contents(tmp_path / "fresh")


def test_failures_before_the_stop_are_told_again(tmp_path: Path) -> None:
    """An input that could not be read before the run was stopped counts as much as one after."""
    scans, out = tmp_path / "scans", tmp_path / "out"
    scans.mkdir()
    for number in range(60):
        (scans / f"{number:03}.txt").write_text(page(number, 3), encoding="utf-8")
    (scans / "001.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20)
    with pytest.MonkeyPatch.context() as patch:
        stop_after(patch, 50)
        clean(scans, "-o", out)
    done = clean(scans, "-o", out)
    assert done.exit_code == exits.SOME_FAILED
    assert "001.txt: " in done.stderr
    assert "; 1 could not be read" in done.stderr


def test_two_runs_never_work_in_one_folder(
    scans: Path, stopped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as a process of another run lives the second one is refused."""
    monkeypatch.setattr(resume, "PATIENCE", 0.1)
    for name in ("lock", resume.WORKERS):
        lock = Lock(stopped / PARTIAL / name)
        assert lock.take(shared=name == resume.WORKERS)
        done = clean(scans, "-o", stopped)
        assert (done.exit_code, "another run is at work" in done.stderr) == (exits.USAGE, True)
        lock.close()
    assert clean(scans, "-o", stopped).exit_code == exits.DONE


# -- putting the output in place ---------------------------------------------------------------------------


def fill(content: Path, *names: str) -> None:
    for name in names:
        (content / name).write_text(f"new {name}", encoding="utf-8")


def write_some(target: Path, *, replace: bool = False, names: tuple[str, ...] = ("a",)) -> None:
    """A run of one input that writes these files at the top."""
    head = {"schema": "cleaner/run/1", "files": [*names, "articles.jsonl"]}

    def close(book: resume.Book) -> None:
        fill(book.content, *names)
        write_account(book.content / "run.json", head, book.entries())

    with unfinished(target, head, ["articles.jsonl"], close, replace=replace) as book:
        book.done_before([])
        book.add(Known("scan.txt", "", "1"), {"name": "scan.txt", "error": None}, {"articles.jsonl": b"{}\n"})


def test_a_folder_that_changes_during_a_run_is_left_alone(tmp_path: Path) -> None:
    """A file that appears in the output folder meanwhile: the run gives up and touches nothing."""
    with pytest.raises(OutputError, match="another program"):
        write_some(tmp_path, names=("a", "../../note"))
    assert {path.name for path in tmp_path.iterdir()} == {"note", PARTIAL}


def test_a_replacement_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped between two renames, the earlier output is there as it was, and the new one not lost."""
    out = tmp_path / "out"
    clean("-o", out, stdin="工会".encode())
    before = contents(out)
    real = Path.rename

    def stop_at_run_file(path: Path, to: Path) -> Path:
        if path.parent.name == "new" and path.name == "run.json":
            raise KeyboardInterrupt
        return real(path, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", stop_at_run_file)
        with pytest.raises(KeyboardInterrupt):
            write_some(out, replace=True)
    after = contents(out)
    assert {name: data for name, data in after.items() if not name.startswith(PARTIAL)} == before
    write_some(out, replace=True)
    assert set(contents(out)) == {"a", "articles.jsonl", "run.json"}


@pytest.mark.parametrize("renames", range(6))
def test_an_exchange_that_was_killed_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    """Killed between any two renames, the next run puts the rest in place, and nothing is lost or mixed."""
    out = tmp_path / "out"
    write_some(out, names=("old",))
    real, count = Path.rename, iter(range(100))

    class KilledError(BaseException):
        pass

    def stop(path: Path, to: Path) -> Path:
        if next(count) == renames:
            raise KilledError
        return real(path, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", stop)
        patch.setattr(swap, "forget", lambda _: None)
        moves = swap._move  # noqa: SLF001 - what a killed run does not do

        def no_way_back(source: Path, to: Path) -> None:
            if source.name == "old" or to.name == "new":
                raise KilledError
            moves(source, to)

        patch.setattr(swap, "_move", no_way_back)
        with pytest.raises(KilledError):
            write_some(out, replace=True)
    with pytest.raises(Finished):
        write_some(out, replace=True)
    assert set(contents(out)) == {"a", "articles.jsonl", "run.json"}


def test_an_account_of_any_length_is_read_line_by_line(tmp_path: Path) -> None:
    """`run.json` is one JSON object for others and a line an input for us."""
    path, head = tmp_path / "run.json", {"schema": "cleaner/run/1", "options": {"skip": []}}
    for inputs in ([], [{"name": "甲.txt"}], [{"name": "甲.txt", "files": ["]"]}, {"name": " ]"}]):
        write_account(path, head, inputs)
        assert json.loads(path.read_bytes()) == {**head, "inputs": inputs}
        assert read_head(path) == head
        assert list(read_inputs(path)) == inputs


# -- what a hostile input costs ----------------------------------------------------------------------------


def hostile(number: int) -> int:
    """Work that some jobs do not survive."""
    if number == 57:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 130:
        while True:
            pass
    if number == 200:
        os._exit(3)
    return 2 * number


def lost(_: int, why: str) -> str:
    return why


def one(_: object) -> int:
    return 1


@needs_posix
def test_a_job_that_ends_its_process_costs_that_job_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed, hanging and leaving jobs are told in their places among the others."""
    monkeypatch.setattr(pool, "PATIENCE", 0.3)
    crew = pool.Crew(hostile, 2, size=one, lost=lost)
    results = dict(crew.results(iter(range(300))))
    told = {job: result for job, result in results.items() if isinstance(result, str)}
    assert told == {
        57: "ended its process (SIGKILL)", 130: "took too long", 200: "ended its process (exit code 3)"
    }  # fmt: skip
    assert list(results) == list(range(300))
    assert all(results[job] == 2 * job for job in results if job not in told)


def broken(number: int) -> int:
    return 1 // (number - 40)


@needs_posix
def test_a_worker_ends_if_the_first_process_is_killed_while_it_sends() -> None:
    """Half a parcel and then nothing: what a worker holds (the lock of the run) is free again."""
    worker = pool.Worker(hostile, one, None)
    os.write(worker.connection.fileno(), struct.pack("!i", 1000) + b"half a parcel")
    worker.connection.close()
    worker.process.join(timeout=20)
    ended = worker.process.exitcode is not None
    worker.process.kill()
    assert ended


@needs_posix
def test_what_the_work_itself_raises_comes_through() -> None:
    """A full disk, say, ends the run in the first process, in its place."""
    results = pool.Crew(broken, 2, size=one, lost=lost).results(iter(range(100)))
    assert [job for job, _ in itertools.islice(results, 32)] == list(range(32))
    with pytest.raises(ZeroDivisionError):
        list(results)


@needs_posix
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_page_that_kills_its_process_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """The run names it and goes on; its folder is not there."""
    from cleaner.cli import work

    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(page(number, 3), encoding="utf-8")
    real = work.cleaned

    def cleaned(source, options):
        if source.name == "21.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(source, options)

    monkeypatch.setattr(work, "cleaned", cleaned)
    done = clean(tmp_path, "-o", tmp_path / "out", "-f", form)
    assert done.exit_code == exits.SOME_FAILED
    assert "clean: 21.txt: ended its process (SIGKILL)\n" in done.stderr
    run = json.loads((tmp_path / "out" / "run.json").read_bytes())
    assert [entry["name"] for entry in run["inputs"] if "articles" not in entry] == ["21.txt"]
    assert len(run["inputs"]) == 40
    assert not (tmp_path / "out" / "21").exists()


@needs_posix
@pytest.mark.parametrize("inputs", [1, 2])
def test_a_page_that_takes_too_long_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: int
) -> None:
    """Whether it is the only one or not."""
    from cleaner.cli import work

    def cleaned(source, options):
        while source.name == "0.txt":
            pass
        return real(source, options)

    real = work.cleaned
    monkeypatch.setattr(work, "cleaned", cleaned)
    monkeypatch.setattr(pool, "PATIENCE", 0.3)
    paths = [tmp_path / f"{number}.txt" for number in range(inputs)]
    for number, path in enumerate(paths):
        path.write_text(page(number), encoding="utf-8")
    done = clean(*paths, "-o", tmp_path / "out")
    assert (done.exit_code, "clean: 0.txt: took too long\n" in done.stderr) == (exits.SOME_FAILED, True)
    run = json.loads((tmp_path / "out" / "run.json").read_bytes())
    assert [entry["name"] for entry in run["inputs"] if "articles" not in entry] == ["0.txt"]


def test_a_file_that_is_no_page_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is far too large is not even read to its end."""
    monkeypatch.setattr("cleaner.read.inputs.LARGEST", 1000)
    (tmp_path / "a.txt").write_text("会议召开。" * 1000, encoding="utf-8")
    (tmp_path / "b.txt").write_text("会议召开。", encoding="utf-8")
    done = clean(tmp_path)
    assert (done.stdout, done.exit_code) == ("会议召开。\n", exits.SOME_FAILED)
    assert "a.txt: is larger than" in done.stderr


# -- memory ------------------------------------------------------------------------------------------------

MEASURE = """
import resource, sys
from cleaner.cli import main
try: main(sys.argv[1:])
except SystemExit: pass
kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
print(max(resource.getrusage(kind).ru_maxrss for kind in kinds), file=sys.stderr)
"""


def peak(*args: object) -> int:
    """The peak memory of a run, the larger one of its processes, in KiB."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", MEASURE, *map(str, args)], capture_output=True, check=True, timeout=120
    )
    return int(done.stderr.split()[-1])


@needs_posix
@pytest.mark.parametrize("kind", ["files", "records"])
def test_memory_does_not_grow_with_the_archive(tmp_path: Path, kind: str) -> None:
    """Ten times more inputs take at most a fifth more memory."""
    peaks = []
    for times in (1, 10):
        source = tmp_path / f"{times}"
        if kind == "files":
            source.mkdir()
            for number in range(60 * times):
                (source / f"{number:05}.txt").write_text(page(number, 2), encoding="utf-8")
        else:
            source = source.with_suffix(".jsonl")
            with source.open("w", encoding="utf-8") as file:
                for number in range(120 * times):
                    file.write(json.dumps({"id": number, "text": page(number, 2)}) + "\n")
        form = "text" if kind == "files" else "jsonl"
        peaks.append(peak(source, "-o", tmp_path / f"out{times}", "-f", form, "-q"))
    assert peaks[1] <= 1.2 * peaks[0]
