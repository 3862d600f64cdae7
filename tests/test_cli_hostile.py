"""Inputs and circumstances that nobody wishes for: each has a defined end and one clear sentence."""

# ruff: noqa: S311, S603 - random damage keeps no secret, and the interpreter that is run is our own
from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from encodings.aliases import aliases
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from cleaner.cli import exits
from cleaner.cli.commands import command

if TYPE_CHECKING:
    from collections.abc import Iterator

START = [sys.executable, "-c", "from cleaner.cli import main; main()"]
needs_posix = pytest.mark.skipif(os.name == "nt", reason="signals and file names of POSIX")


def clean(*args: object, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(command, [str(arg) for arg in args], input=stdin, prog_name="clean")


def refused(done: Result, name: str) -> bool:
    """One sentence that names the input, exit code 3, nothing on standard output."""
    one_line = done.stderr.count("\n") == 1
    return one_line and name in done.stderr and (done.stdout, done.exit_code) == ("", exits.SOME_FAILED)


@pytest.mark.parametrize("data", [b"", b"\n", b" \t\r\n\r\n", "\u3000\ufeff\n".encode()])
def test_nothing_in_nothing_out(data: bytes, tmp_path: Path) -> None:
    """An input without content gives no text and no error, and comes back all the same."""
    log, text = tmp_path / "log", tmp_path / "text"
    done = clean("--log", log, stdin=data)
    assert (done.stdout, done.stderr, done.exit_code) == ("", "", exits.DONE)
    text.write_bytes(done.stdout_bytes)
    assert clean("restore", "--log", log, text).stdout_bytes == data


def test_binary_input_is_refused(tmp_path: Path) -> None:
    """A picture is no text: it is named, the page beside it is cleaned."""
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(1).randbytes(3000))
    assert refused(clean(tmp_path / "a.txt"), "a.txt")
    (tmp_path / "b.txt").write_text("工会报告。", encoding="utf-8")
    done = clean(tmp_path)
    assert (done.stdout, done.exit_code) == ("工会报告。\n", exits.SOME_FAILED)


def test_a_missing_input_is_named() -> None:
    """A file that is not there is named in one sentence."""
    assert refused(clean("nowhere.txt"), "nowhere.txt")


def test_other_inputs_go_on_when_one_is_missing(tmp_path: Path) -> None:
    """What can be done is done."""
    (tmp_path / "b.txt").write_text("工会报告。", encoding="utf-8")
    done = clean(tmp_path / "a.txt", tmp_path / "b.txt")
    assert (done.stdout, done.exit_code) == ("工会报告。\n", exits.SOME_FAILED)


@needs_posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    """A file without the right to read is named in one sentence."""
    path = tmp_path / "secret.txt"
    path.write_text("工会", encoding="utf-8")
    path.chmod(0)
    assert refused(clean(path), "secret.txt")


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    """A link to a folder above is not followed for ever."""
    (tmp_path / "a.txt").write_text("工会报告。", encoding="utf-8")
    try:
        (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    assert clean(tmp_path).stdout.count("工会报告。") == 1


@needs_posix
def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    """A file name in another encoding is read, named and written without an error."""
    path = os.fsencode(tmp_path) + b"/\xb9\xa4\xbb\xe1.txt"
    try:
        Path(os.fsdecode(path)).write_text("工 会 报 告 书。", encoding="utf-8")
    except OSError:
        pytest.skip("the file system has UTF-8 names only")
    out = tmp_path / "out"
    for args in ([], ["-f", "json"], ["-f", "jsonl"], ["-v"], ["-o", os.fspath(out)]):
        done = subprocess.run([*START, path, *args], capture_output=True, timeout=60, check=True)
        done.stdout.decode("utf-8")
    assert (out / "run.json").read_bytes().decode("utf-8")


def test_a_huge_line(tmp_path: Path) -> None:
    """A text of one very long line is a text like any other and comes back."""
    data = ("工会组织职工开展技能竞赛，" * 20_000).encode()
    log, text = tmp_path / "log", tmp_path / "text"
    text.write_bytes(clean("--log", log, stdin=data).stdout_bytes)
    assert clean("restore", "--log", log, text).stdout_bytes == data


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_refused_or_come_back(seed: int, tmp_path: Path) -> None:
    """Whatever the bytes: either a sentence and nothing written, or output and log are the input."""
    rng = random.Random(seed)
    data = "管 理 办 法，“工会”\r\n4 月 29 日".encode(rng.choice(["utf-8", "gb18030", "utf-16"]))
    data = bytearray(data * rng.randint(1, 9))
    for _ in range(rng.randint(1, 6)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    scan, out = tmp_path / "x.txt", tmp_path / "out"
    scan.write_bytes(data)
    done = clean(scan, "-o", out, "-q")
    if done.exit_code == exits.DONE:
        assert clean("restore", out / "x").stdout_bytes == data
    else:
        assert done.exit_code == exits.SOME_FAILED


def test_damaged_bytes_show_in_valid_json() -> None:
    """A damaged byte is U+FFFD in every output; JSON stays valid UTF-8 and has the byte."""
    done = clean("-f", "json", stdin="工会组织职工技能".encode() + b"\xe5\x8f" + "竞赛开幕。".encode())
    text = done.stdout_bytes.decode("utf-8")
    assert '"old_bytes": "e5 8f"' in text
    assert "技能\ufffd\ufffd竞赛" in text


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """-o on a file is an error of usage and leaves the file."""
    path = tmp_path / "x"
    path.write_text("mine", encoding="utf-8")
    assert clean("-o", path, stdin="工会".encode()).exit_code == exits.USAGE
    assert path.read_text(encoding="utf-8") == "mine"


def test_where_no_log_can_be_written_nothing_is_done(tmp_path: Path) -> None:
    """A folder that is not there for the log, or one for the log itself: one sentence before any work."""
    for log in (tmp_path / "no" / "log", tmp_path):
        done = clean("--log", log, stdin="工会".encode())
        assert (done.exit_code, done.stdout) == (exits.USAGE, "")
        assert done.stderr.count("\n") == 1
        assert str(tmp_path) in done.stderr


SCAN = "管 理 办 法（试 行）自发布之日起施行。\n"


def others(folder: Path) -> list[Path]:
    """Files that no `--log` wrote: a note, records, decisions, and all that a run wrote into a folder."""
    folder.mkdir()
    (folder / "note.txt").write_text("mine", encoding="utf-8")
    (folder / "r.jsonl").write_text('{"id": 1, "text": "工会"}\n' * 2, encoding="utf-8")
    (folder / "decisions").write_text('{"schema":"cleaner/decisions/1"}\n', encoding="utf-8")
    assert clean("-", "-o", folder / "out", stdin=SCAN.encode()).exit_code == exits.DONE
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["log", "log.csv"])
def test_a_log_replaces_nothing_but_a_log(tmp_path: Path, name: str) -> None:
    """An earlier log, or table in whatever language, makes room; any other file stays, in one sentence."""
    log = tmp_path / name
    log.touch()
    for language in ("en", "zh", "en"):
        done = clean("--log", log, "--lang", language, stdin=SCAN.encode())
        assert (done.stderr, done.exit_code) == ("", exits.DONE)
    for path in others(tmp_path / "others"):
        before = path.read_bytes()
        done = clean("--log", path, "--decisions", tmp_path / "others" / "decisions", stdin=SCAN.encode())
        assert (done.stdout, done.exit_code) == ("", exits.USAGE), path
        assert done.stderr == f"clean: {path} was not written with --log: choose another name\n"
        assert path.read_bytes() == before
    one = tmp_path / "others" / "r.jsonl"
    assert clean(f"{one}#1", "--log", one).exit_code == exits.USAGE
    assert clean("--log", log, "--report", log, stdin=SCAN.encode()).exit_code == exits.USAGE


def test_a_dangling_link_in_the_folder_is_none_of_the_log_s_business(tmp_path: Path) -> None:
    """The page beside it is cleaned, and its table is written anew."""
    scans, table = tmp_path / "scans", tmp_path / "table.csv"
    scans.mkdir()
    (scans / "a.txt").write_text(SCAN, encoding="utf-8")
    (scans / "lost.txt").symlink_to(tmp_path / "nowhere")
    for force in ((), ("--force",)):
        done = clean(scans, "-o", tmp_path / "out", "--log", table, *force)
        assert done.exit_code == exits.SOME_FAILED
        assert "lost.txt" in done.stderr
        assert table.read_text(encoding="utf-8-sig").count("a.txt")


def test_a_log_never_takes_the_place_of_a_stream(tmp_path: Path) -> None:
    """The file that is piped in, even a log or an empty one, and the file that the text goes to."""
    scan, text = tmp_path / "scan", tmp_path / "text"
    clean("--log", scan, stdin=SCAN.encode())
    before = scan.read_bytes()
    for log in (scan, text):
        with scan.open("rb") as source, text.open("wb") as target:
            done = subprocess.run(
                [*START, "--log", str(log)], stdin=source, stdout=target, stderr=subprocess.PIPE, check=False
            )
        assert (done.returncode, done.stderr.count(b"\n")) == (exits.USAGE, 1)
        assert scan.read_bytes() == before


@needs_posix
def test_a_log_goes_through_pipes_and_links(tmp_path: Path) -> None:
    """A pipe is written to and stays one; a link stays one, too, and what it leads to is the log."""
    plain, pipe, link = tmp_path / "plain", tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to("linked")
    clean("--log", plain, stdin=SCAN.encode())
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:  # noqa: S607
        assert clean("--log", pipe, stdin=SCAN.encode()).exit_code == exits.DONE
        assert reader.communicate(timeout=60)[0] == plain.read_bytes()
    assert clean("--log", link, stdin=SCAN.encode()).exit_code == exits.DONE
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert (tmp_path / "linked").read_bytes() == plain.read_bytes()


@needs_posix
def test_a_broken_pipe_is_silent(tmp_path: Path) -> None:
    """The reader leaves early, as `head` does: no word on standard error."""
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text("工会组织职工开展技能竞赛。\n" * 200, encoding="utf-8")
    with subprocess.Popen([*START, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == exits.DONE


@pytest.mark.filterwarnings("ignore:.*invalid escape:DeprecationWarning")
@pytest.mark.parametrize("name", sorted({*aliases.values(), "idna", "punycode", "undefined"}))
def test_every_encoding_of_python_is_read_or_refused(tmp_path: Path, name: str) -> None:
    """One sentence for what is no encoding of characters or would lose bytes, whatever the command."""
    scan = tmp_path / "scan.txt"
    scan.write_text("工会,报告\n", encoding="utf-8")
    for words in ([scan], ["diff", scan]):
        done = clean(*words, "--encoding", name)
        assert done.exit_code in {exits.DONE, exits.USAGE, exits.SOME_FAILED}
        assert done.stderr.count("\n") == (done.exit_code != exits.DONE), done.stderr


@pytest.mark.parametrize("written", ["utf-7", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_rare_encoding_comes_back(tmp_path: Path, written: str) -> None:
    """What is written in it is read in it, with and without byte-order mark."""
    scan, page = tmp_path / "scan.txt", tmp_path / "page.json"
    scan.write_bytes(SCAN.encode(written))
    page.write_bytes(clean(scan, "-f", "json", "--encoding", written).stdout_bytes)
    assert json.loads(page.read_bytes())["source"]["encoding"] == written
    assert clean("restore", page).stdout_bytes == scan.read_bytes()


def closed(stream: str, *args: object) -> subprocess.CompletedProcess[bytes]:
    """A run of which the shell closes a stream, as `>&-` does."""
    words = [*START, *map(str, args)]
    shell = ["sh", "-c", f'exec "$@" {stream}', "sh"]
    return subprocess.run([*shell, *words], stdin=subprocess.DEVNULL, capture_output=True, check=False)


@needs_posix
@pytest.mark.parametrize(
    "args", [["scan.txt"], ["--version"], ["restore", "out/scan"], ["rules"], ["--help"]]
)
def test_closed_output_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    """What has something to write and nowhere to write it says so, and the exit code is no other's."""
    monkeypatch.chdir(tmp_path)
    Path("scan.txt").write_text(SCAN, encoding="utf-8")
    clean("scan.txt", "-o", "out")
    done = closed(">&-", *args)
    assert (done.returncode, done.stderr) == (exits.SOME_FAILED, b"clean: standard output is closed\n")


@needs_posix
def test_what_writes_no_output_needs_none(tmp_path: Path) -> None:
    """A run into a folder, and --check, whose exit code is its answer."""
    (tmp_path / "scan.txt").write_text(SCAN, encoding="utf-8")
    assert closed(">&-", tmp_path / "scan.txt", "-o", tmp_path / "out").returncode == exits.DONE
    assert closed(">&-", "--check", tmp_path / "scan.txt").returncode == exits.DAMAGE_FOUND
    assert closed(">&-", "--check", tmp_path / "out" / "scan" / "a1.txt").returncode == exits.DONE
    assert closed("2>&-", tmp_path / "nowhere.txt").returncode == exits.SOME_FAILED


@needs_posix
def test_closed_input_cannot_be_read(tmp_path: Path) -> None:
    """It is named in one sentence, as any input that cannot be read, and the others are done."""
    (tmp_path / "scan.txt").write_text("工会报告。", encoding="utf-8")
    for args in ([], ["-"], ["-", tmp_path / "scan.txt"]):
        done = closed("<&-", *args)
        assert (done.returncode, done.stderr.count(b"\n")) == (exits.SOME_FAILED, 1)
        assert done.stderr.startswith(b"clean: -: cannot be read")
        assert done.stdout.decode() == ("工会报告。\n" if len(args) > 1 else "")


@pytest.fixture
def heard() -> Iterator[None]:
    """Let processes that are started here hear Ctrl-C, also where the tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@needs_posix
@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_run_leaves_no_half_written_file(tmp_path: Path, workers: str) -> None:
    """Ctrl-C in the middle of a run: one word, exit code 130, and no output folder."""
    scans, out = tmp_path / "scans", tmp_path / "out"
    scans.mkdir()
    for number in range(400):
        (scans / f"{number}.txt").write_text("工会组织职工开展技能竞赛。\n" * 100, encoding="utf-8")
    with subprocess.Popen(
        [*START, str(scans), "-o", str(out), "-j", workers], stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        deadline = time.monotonic() + 30
        while not list(out.glob(".partial/new/*/*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr
        words = process.stderr.read()
    assert process.returncode == exits.INTERRUPTED
    assert words.strip() == b"clean: interrupted"
    assert not out.exists()


def test_nothing_to_read_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """`clean` alone on a terminal says what to do instead of waiting."""
    monkeypatch.setattr("cleaner.cli.choices.at_terminal", lambda: True)
    done = clean()
    assert done.exit_code == exits.USAGE
    assert "clean --help" in done.stderr


def test_standard_input_among_files_and_many_processes(tmp_path: Path) -> None:
    """Only the first process has a standard input; it is read all the same."""
    (tmp_path / "b.txt").write_text("工会报告。", encoding="utf-8")
    done = clean("-", tmp_path / "b.txt", "-j", "2", stdin="茂名日报社。".encode())
    assert done.stdout == "茂名日报社。\n\n\n工会报告。\n"
