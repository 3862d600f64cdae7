"""The command line as a user types it: what goes where, exit codes, and the way back."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from cleaner import pipeline
from cleaner.archive.rules import RULES
from cleaner.cli import exits, say
from cleaner.cli import run as running
from cleaner.cli.commands import command
from cleaner.cli.group import DEFAULT
from cleaner.cli.plan import Extent
from cleaner.cli.work import Job, Outcome
from cleaner.core.page import Page
from cleaner.core.skipping import NEEDED
from cleaner.core.types import Article, Block, Change, Span
from cleaner.read.inputs import Input
from cleaner.report import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.core.options import Options
    from cleaner.core.source import Source

SAMPLES = Path(__file__).parents[1] / "samples"
PAGES = sorted(SAMPLES.glob("*.txt"))
DAMAGED = "会议听取了管 理 办 法（试 行）的报告。\n"
CLEAN = "会议听取了管理办法（试行）的报告。\n"


def clean(*args: object, stdin: bytes | str = b"") -> Result:
    return CliRunner().invoke(command, [str(arg) for arg in args], input=stdin, prog_name="clean")


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A folder with two damaged pages, one of them in a folder of its own."""
    folder = tmp_path / "scans"
    (folder / "2023").mkdir(parents=True)
    (folder / "b.txt").write_text(DAMAGED, encoding="utf-8", newline="")
    (folder / "2023" / "a.txt").write_bytes("茂 名 日 报 社\r\n记者从会上获悉。".encode("gb18030"))
    return folder


def test_a_filter_writes_data_to_stdout_and_words_to_stderr() -> None:
    """A text piped in comes out clean, in UTF-8, with nothing on standard error."""
    done = clean(stdin=DAMAGED.encode())
    assert (done.stdout_bytes.decode(), done.stderr, done.exit_code) == (CLEAN, "", exits.DONE)


def test_a_dash_is_standard_input() -> None:
    """`clean -` reads standard input as `clean` does."""
    assert clean("-", stdin=DAMAGED).stdout == CLEAN


def test_files_are_parted_like_articles(scans: Path) -> None:
    """Several inputs on standard output: in the order given, two blank lines between them."""
    done = clean(scans / "b.txt", scans / "2023" / "a.txt")
    assert done.stdout.startswith(CLEAN + "\n\n")
    assert "记者从会上获悉。" in done.stdout


def test_a_folder_is_searched(scans: Path) -> None:
    """A folder gives every input in it, named by the path in the folder, sorted."""
    records = [json.loads(line) for line in clean(scans, "-f", "json").stdout.splitlines()]
    assert [record["source"]["name"] for record in records] == ["2023/a.txt", "b.txt"]
    assert [record["source"]["encoding"] for record in records] == ["gb18030", "utf-8"]


def test_json_is_complete(scans: Path, tmp_path: Path) -> None:
    """`clean restore page.json` gives the file back."""
    page = tmp_path / "page.json"
    page.write_bytes(clean(scans / "2023" / "a.txt", "-f", "json").stdout_bytes)
    done = clean("restore", page)
    assert done.stdout_bytes == (scans / "2023" / "a.txt").read_bytes()
    assert done.exit_code == exits.DONE


def test_a_log_and_its_text_are_the_input(scans: Path, tmp_path: Path) -> None:
    """`--log` beside the text on standard output, and both give the input back."""
    log, text = tmp_path / "b.log", tmp_path / "b.clean"
    text.write_bytes(clean(scans / "b.txt", "--log", log).stdout_bytes)
    assert clean("restore", "--log", log, text).stdout_bytes == DAMAGED.encode()
    assert not list(tmp_path.glob(".*"))


def test_markdown_comes_back_too(tmp_path: Path) -> None:
    """Text that Markdown has to escape is restored from Markdown."""
    scan, log, text = tmp_path / "x.txt", tmp_path / "x.log", tmp_path / "x.md"
    scan.write_bytes("1. 坚 持 *党 建* 引 领 <b>\r\n".encode())
    text.write_bytes(clean(scan, "-f", "markdown", "--log", log).stdout_bytes)
    assert "\\*" in text.read_text(encoding="utf-8")
    assert clean("restore", "--log", log, text).stdout_bytes == scan.read_bytes()


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_an_output_folder_gives_every_input_back(scans: Path, tmp_path: Path, form: str) -> None:
    """One folder an input, and `clean restore FOLDER` gives the bytes back."""
    out = tmp_path / "cleaned"
    done = clean(scans, "-o", out, "-f", form)
    assert (done.stdout, done.exit_code) == ("", exits.DONE)
    assert clean("restore", out / "b").stdout_bytes == (scans / "b.txt").read_bytes()
    assert clean("restore", out / "2023" / "a").stdout_bytes == (scans / "2023" / "a.txt").read_bytes()


def test_an_output_folder_tells_about_the_run(scans: Path, tmp_path: Path) -> None:
    """articles.jsonl has all articles; run.json the version, options, rules and hashes; no time of day."""
    out = tmp_path / "cleaned"
    clean(scans, "-o", out, "--skip", "close_letter_spacing")
    assert {path.name for path in out.iterdir()} == {"2023", "b", "articles.jsonl", "run.json"}
    articles = [json.loads(line) for line in (out / "articles.jsonl").read_bytes().splitlines()]
    assert [article["id"] for article in articles] == ["2023/a.txt#a1", "b.txt#a1"]
    run = json.loads((out / "run.json").read_bytes())
    assert run["schema"] == "cleaner/run/1"
    assert run["options"]["skip"] == ["close_letter_spacing"]
    assert "close_letter_spacing" in run["rules"]
    assert [entry["folder"] for entry in run["inputs"]] == ["2023/a", "b"]
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    named = {f"{entry['folder']}/{name}" for entry in run["inputs"] for name in entry["files"]}
    assert written == named | {"articles.jsonl", "run.json"}


def test_two_runs_give_the_same_bytes(scans: Path, tmp_path: Path) -> None:
    """Nothing in an output depends on the time, the machine or the number of processes."""
    clean(scans, "-o", tmp_path / "one")
    clean(scans, "-o", tmp_path / "two", "-j", "2")
    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    )
    assert one == two


def test_many_processes_keep_the_order(tmp_path: Path) -> None:
    """With -j the output is the same as without."""
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"第 {number} 页 的 报 告。", encoding="utf-8")
    alone, together = clean(tmp_path), clean(tmp_path, "-j", "3")
    assert alone.exit_code == together.exit_code == exits.DONE
    assert alone.stdout_bytes == together.stdout_bytes
    assert alone.stdout.count("报") == 40


def test_an_earlier_output_is_not_mixed_with_a_new_one(scans: Path, tmp_path: Path) -> None:
    """A second run is refused; with --force it takes the place of the first."""
    out = tmp_path / "cleaned"
    clean(scans, "-o", out)
    refused = clean(scans / "b.txt", "-o", out)
    assert refused.exit_code == exits.USAGE
    assert "--force" in refused.stderr
    assert (out / "2023").exists()
    assert clean(scans / "b.txt", "-o", out, "--force").exit_code == exits.DONE
    assert {path.name for path in out.iterdir()} == {"b", "articles.jsonl", "run.json"}


def test_files_of_others_are_never_replaced(scans: Path, tmp_path: Path) -> None:
    """Not an output of clean, or a note added to one: --force does not touch it."""
    out = tmp_path / "cleaned"
    clean(scans, "-o", out)
    (out / "b" / "note.txt").write_text("mine", encoding="utf-8")
    for folder in (out, scans):
        before = sorted(folder.rglob("*"))
        refused = clean(scans, "-o", folder, "--force")
        assert refused.exit_code == exits.USAGE
        assert sorted(folder.rglob("*")) == before


def test_an_output_inside_the_input_is_not_read(scans: Path) -> None:
    """`clean scans -o scans/cleaned` again and again sees the scans only."""
    out = scans / "cleaned"
    clean(scans, "-o", out)
    clean(scans, "-o", out, "--force")
    inputs = json.loads((out / "run.json").read_bytes())["inputs"]
    assert [entry["name"] for entry in inputs] == ["2023/a.txt", "b.txt"]


def test_an_edited_article_is_refused(scans: Path, tmp_path: Path) -> None:
    """Restoring from an output that was edited since says so in one sentence and writes nothing."""
    out = tmp_path / "cleaned"
    clean(scans, "-o", out)
    (article,) = (out / "b").glob("a1*.txt")
    article.write_text("改过了。\n", encoding="utf-8")
    done = clean("restore", out / "b")
    assert (done.stdout_bytes, done.exit_code) == (b"", exits.SOME_FAILED)
    assert done.stderr.count("\n") == 1
    assert "was edited since" in done.stderr


def test_an_edited_page_record_is_refused(scans: Path, tmp_path: Path) -> None:
    """A page in JSON whose text was changed is refused, one character of the same length too."""
    page = tmp_path / "page.json"
    page.write_text(clean(scans / "b.txt", "-f", "json").stdout.replace("会议", "会谈"), encoding="utf-8")
    done = clean("restore", page)
    assert (done.stdout_bytes, done.exit_code) == (b"", exits.SOME_FAILED)
    assert "edited since" in done.stderr


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"not json", b'{"schema": "cleaner/page/1"}', b"\xff"]
)
def test_what_is_no_record_is_refused(tmp_path: Path, content: bytes) -> None:
    """Anything else than a record is refused in one sentence, as a page and as a log."""
    record = tmp_path / "page.json"
    record.write_bytes(content)
    for done in (clean("restore", record), clean("restore", "--log", record, record)):
        assert (done.stdout_bytes, done.exit_code) == (b"", exits.SOME_FAILED)
        assert done.stderr.count("\n") == 1


def test_restoring_from_nothing_is_refused(tmp_path: Path) -> None:
    """A missing file and a folder that is no output are named."""
    for path in (tmp_path / "missing", tmp_path):
        done = clean("restore", path)
        assert (done.stdout_bytes, done.exit_code) == (b"", exits.SOME_FAILED)
        assert str(path) in done.stderr


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030", "big5hkscs"])
def test_samples_come_back_in_every_encoding(encoding: str, newline: str, tmp_path: Path) -> None:
    """Text and log of a sample page give back its bytes, whatever its encoding and line ends."""
    made = 0
    for path in PAGES:
        try:
            data = path.read_text(encoding="utf-8").replace("\n", newline).encode(encoding)
        except UnicodeEncodeError:
            continue
        log, text = tmp_path / "log", tmp_path / "text"
        text.write_bytes(clean("--log", log, stdin=data).stdout_bytes)
        assert clean("restore", "--log", log, text).stdout_bytes == data, path
        made += 1
    assert made or encoding == "big5hkscs"


def test_check_finds_damage_and_writes_nothing(scans: Path, tmp_path: Path) -> None:
    """Exit code 1 and the names of the damaged inputs on standard error, nothing anywhere else."""
    (tmp_path / "good.txt").write_text(CLEAN, encoding="utf-8")
    done = clean("--check", scans / "b.txt", tmp_path / "good.txt")
    assert (done.stdout, done.exit_code) == ("", exits.DAMAGE_FOUND)
    assert "b.txt" in done.stderr
    assert "good.txt" not in done.stderr


def test_check_is_content_with_clean_text() -> None:
    """Clean text passes, with a blank line between paragraphs, with one paragraph a line, with nothing."""
    for good in (CLEAN, f"{CLEAN}\n{CLEAN}", "", "\n\n"):
        assert clean("--check", stdin=good).exit_code == exits.DONE, good


def test_a_rule_can_be_skipped() -> None:
    """`--skip` leaves out what the rule would have done."""
    done = clean("--skip", "close_letter_spacing", "--skip", "close_chinese_spaces", stdin=DAMAGED)
    assert done.exit_code == exits.DONE
    assert "管 理" in done.stdout


def test_an_unknown_rule_names_the_nearest() -> None:
    """A misspelt rule is an error of usage that names the one that was meant."""
    done = clean("--skip", "close_leter_spacing", stdin=DAMAGED)
    assert (done.stdout, done.exit_code) == ("", exits.USAGE)
    assert "did you mean close_letter_spacing?" in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        ["--check", "-o", "x"],
        ["--check", "--log", "x"],
        ["-o", "x", "--log", "y"],
        ["--log", "x", "-f", "json"],
        ["--force"],
        ["-q", "-v"],
        ["-f", "html"],
        ["-j", "-1"],
        ["--script", "klingon"],
        ["--no-such-option"],
        ["--skip", "replace_damaged_bytes"],
        ["--skip", "lay_out"],
        ["--encoding", "klingon"],
        ["--encoding", "base64"],
        ["explain", "-"],
        ["explain", "-", "--at", "1", "--text", "x"],
        ["explain", "-", "--at", "99999"],
        ["explain", "-", "--text", "没有这句"],
        ["restore"],
        ["diff"],
    ],
)
def test_contradictions_are_errors_of_usage(
    args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence on standard error, exit code 2, nothing on standard output, nothing written."""
    monkeypatch.chdir(tmp_path)
    done = clean(*args, stdin=DAMAGED)
    assert not list(tmp_path.iterdir())
    assert (done.stdout, done.exit_code) == ("", exits.USAGE)
    assert done.stderr.count("\n") == 1


def test_a_log_is_for_one_input(scans: Path, tmp_path: Path) -> None:
    """Several inputs on standard output cannot share a log, and the log is never the input."""
    assert clean(scans, "--log", tmp_path / "log").exit_code == exits.USAGE
    assert clean(scans / "b.txt", "--log", scans / "b.txt").exit_code == exits.USAGE
    assert (scans / "b.txt").read_text(encoding="utf-8") == DAMAGED


def test_a_page_on_which_clean_fails_is_passed_through(scans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error inside: the page comes out untouched and is named, the others are cleaned, exit code 3."""
    real = pipeline.clean_source

    def broken(source, options):
        if source.name == "2023/a.txt":
            raise ZeroDivisionError("a bug")
        return real(source, options)

    monkeypatch.setattr(pipeline, "clean_source", broken)
    done = clean(scans)
    assert done.exit_code == exits.SOME_FAILED
    assert "茂 名 日 报 社\r\n记者从会上获悉。" in done.stdout_bytes.decode()
    assert CLEAN in done.stdout
    assert "2023/a.txt: passed through untouched" in done.stderr
    assert "b.txt" not in done.stderr


def test_a_page_passed_through_can_be_restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even then the output and the log are the input, damaged bytes included."""

    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(pipeline, "clean_source", broken)
    scan, out = tmp_path / "x.txt", tmp_path / "out"
    scan.write_bytes("工会\r\n\xff".encode() + b"\xe5\x8f")
    assert clean(scan, "-o", out).exit_code == exits.SOME_FAILED
    assert clean("restore", out / "x").stdout_bytes == scan.read_bytes()
    assert "Passed through untouched" in (out / "x" / "CHANGES.md").read_text(encoding="utf-8")
    assert "RecursionError" in json.loads((out / "run.json").read_bytes())["inputs"][0]["error"]


def test_explain_tells_about_a_character_and_a_passage(scans: Path) -> None:
    """By offset and by text, each with the rule and the place of today."""
    for args in (["--at", 6], ["--text", "管理办法"], ["--text", "管 理 办 法"]):
        done = clean("explain", scans / "b.txt", *args)
        assert done.exit_code == exits.DONE
        assert "close_letter_spacing: Close lines" in done.stdout
        assert "article a1" in done.stdout


def test_diff_marks_what_changed_without_colour(scans: Path) -> None:
    """Away from a terminal the changes are bracketed and there are no escape sequences."""
    done = clean("diff", scans / "b.txt")
    assert "管[- -]理" in done.stdout
    assert done.stdout.startswith("b.txt\n")
    assert "\x1b" not in done.stdout


def test_rules_lists_every_rule_with_a_sentence() -> None:
    """Every rule of the pipeline has a line, and none is without words."""
    lines = clean("rules").stdout.splitlines()
    names = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert names == [*pipeline.all_rules(), *RULES]
    assert all(text.strip() for text in pipeline.all_rules().values())


def test_a_file_named_like_a_command_needs_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`clean ./diff` cleans the file; `clean diff` is the command."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "diff").write_text(DAMAGED, encoding="utf-8")
    assert clean("./diff").stdout == CLEAN
    assert "[- -]" in clean("diff", "diff").stdout


def test_version_and_help() -> None:
    """--version names the program; --help of every command comes on standard output."""
    assert clean("--version").stdout == "clean 0.1.0\n"
    for args in ([], ["restore"], ["explain"], ["diff"], ["rules"]):
        done = clean(*args, "--help")
        assert done.exit_code == exits.DONE
        assert done.stdout.startswith("Usage: clean")
        assert all(len(line) <= 100 for line in done.stdout.splitlines())


def test_help_tells_everything() -> None:
    """The help of the program names every option, command and exit code."""
    text = clean("--help").stdout
    options = {name for param in command.commands[DEFAULT].params for name in param.opts if name[0] == "-"}
    for name in (*options, "〔缺〕"):
        assert name in text
    for name in ("restore", "explain", "diff", "rules", *map(str, exits.MEANING)):
        assert f"\n  {name} " in text


def test_the_bare_filter_chooses_what_the_options_default_to() -> None:
    """`clean` alone and `clean -`, which start without reading options, do what the options default to."""
    with command.commands[DEFAULT].make_context("clean", ["-"]) as context:
        assert {**context.params, "paths": None} == {**running.NOTHING_CHOSEN, "paths": None}
    for args in ((), ("-",), ("-v", "-")):
        assert run(*args, stdin=DAMAGED.encode()).stdout == CLEAN.encode(), args


@pytest.mark.parametrize("args", [[], ["-"]])
def test_the_bare_filter_loads_no_other_library(args: list[str]) -> None:
    """It starts with the standard library alone, and not all of that."""
    code = (
        "import sys, atexit; from cleaner.cli import main; "
        f"atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr)); main({args})"
    )
    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True, check=True)  # noqa: S603
    loaded = set(done.stderr.decode().split())
    assert "cleaner.pipeline" in loaded
    assert not loaded & {"click", "rich", "rapidfuzz", "json", "pathlib", "inspect", "concurrent.futures"}


def test_words_are_kept_quiet_or_told_in_full(scans: Path, tmp_path: Path) -> None:
    """-q says nothing, -v says what was done to every input."""
    assert clean(scans, "-o", tmp_path / "q", "-q").stderr == ""
    told = clean(scans, "-o", tmp_path / "v", "-v").stderr
    assert "b.txt: " in told
    assert "2023/a.txt: " in told


def run(*args: str, stdin: bytes = b"", **settings: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]  # noqa: PLW1510, S603
        [sys.executable, "-c", "from cleaner.cli import main; main()", *args],
        input=stdin, capture_output=True, timeout=60, **settings,
    )  # fmt: skip


def test_the_console_of_the_system_does_not_matter() -> None:
    """Standard output is UTF-8 with LF, and words on standard error never fail, whatever the code page."""
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C", "PATH": ""}
    done = run(stdin=DAMAGED.encode("gb18030"), env=env)
    assert (done.stdout, done.returncode) == (CLEAN.encode(), exits.DONE)
    done = run("没有.txt", env=env)
    assert done.returncode == exits.SOME_FAILED
    assert done.stderr.count(b"\n") == 1
    assert run("--help", env=env).returncode == exits.DONE


def test_help_is_utf8_on_every_console() -> None:
    """Help has Chinese characters in it, and a pipe of another code page takes them as UTF-8."""
    env = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "PATH": ""}
    done = run("--help", env=env)
    assert "〔缺〕" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout


def test_a_script_needs_its_dictionaries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without OpenCC --script says how to get it, before anything is read."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    done = clean("--script", "traditional", stdin=DAMAGED)
    assert (done.stdout, done.exit_code) == ("", exits.USAGE)
    assert "cleaner[script]" in done.stderr


def test_a_bar_shows_long_work_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal long work has a bar on standard error; elsewhere, and with -q, there is none."""
    results = [(Job(Input(str(number)), size=10), Outcome(str(number))) for number in range(3)]
    results[1] = (results[1][0], Outcome("1", failure="cannot be read"))
    for at_terminal, wanted in ((True, True), (True, False), (False, True)):
        screen = io.StringIO()
        monkeypatch.setattr(screen, "isatty", lambda at_terminal=at_terminal: at_terminal)
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(say, "PATIENCE", -1.0)
        assert list(say.progress(results, Extent(3, 0, 30), wanted=wanted)) == results
        assert ("cleaning" in screen.getvalue()) == (at_terminal and wanted)


def with_stray(source: Source, _: Options) -> Page:
    """A page whose second line does not belong to it and whose third breaks off."""
    page = Page(source, changes=(Change(2, 3, "", ("lay_out",)), Change(5, 6, "", ("lay_out",))))
    a1 = Article("a1", (Block("title", (Span(0, 2),)), Block("paragraph", (Span(6, 8),), gap_after=True)))
    a2 = Article("a2", (Block("paragraph", (Span(3, 5),)),), off_topic=True)
    return page._replace(articles=(a1, a2))


def test_off_topic_articles_come_last_or_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are named on standard error either way, apart in a folder, and never lost to `restore`."""
    monkeypatch.setattr(pipeline, "clean_source", with_stray)
    data = "工会\n云海\n报告".encode()
    kept = clean(stdin=data)
    assert kept.stdout == "工会\n\n报告〔缺〕\n\n\n云海\n"
    assert "article a2 “云海” is off-topic" in kept.stderr
    log, text = tmp_path / "log", tmp_path / "text"
    dropped = clean("--off-topic", "drop", "--gap-mark", "", "--log", log, stdin=data)
    assert dropped.stdout == "工会\n\n报告\n"
    assert "article a2 “云海” is off-topic: left out" in dropped.stderr
    text.write_bytes(dropped.stdout_bytes)
    assert clean("restore", "--log", log, text).stdout_bytes == data
    clean("-o", tmp_path / "out", stdin=data)
    assert (tmp_path / "out" / "stdin" / "off-topic" / "a2.txt").exists()
    assert clean("restore", tmp_path / "out" / "stdin").stdout_bytes == data


def test_missing_text_is_damage_until_it_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """--check counts a gap, but not one that an earlier run has marked in the text."""

    def one_block(source: Source, _: Options) -> Page:
        block = Block("paragraph", (Span(0, len(source.text)),), gap_after=True)
        return Page(source, articles=(Article("a1", (block,)),))

    monkeypatch.setattr(pipeline, "clean_source", one_block)
    assert clean("--check", stdin="工会建".encode()).exit_code == exits.DAMAGE_FOUND
    assert clean("--check", stdin="工会建〔缺〕".encode()).exit_code == exits.DONE


def test_a_page_that_cannot_be_written_down_is_passed_through(
    scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error after cleaning is no other than one in it: named, untouched, restorable, the others done."""
    real = text.Writer.write

    def broken(writer: text.Writer, articles: Iterable[Article]) -> text.Rendered:
        if writer.page.source.name == "b.txt" and writer.page.changes:
            raise IndexError("a bug")
        return real(writer, articles)

    monkeypatch.setattr(text.Writer, "write", broken)
    out = tmp_path / "out"
    done = clean(scans, "-o", out)
    assert done.exit_code == exits.SOME_FAILED
    assert "b.txt: passed through untouched" in done.stderr
    assert (out / "b" / "a1.txt").read_text(encoding="utf-8").startswith(DAMAGED)
    for name in ("b", "2023/a"):
        assert clean("restore", out / name).stdout_bytes == (scans / f"{name}.txt").read_bytes()


def test_explain_tells_what_decided(tmp_path: Path) -> None:
    """The evidence of a block's role, and of a line end that stayed or went."""
    scan = tmp_path / "scan.txt"
    line = "市总工会昨日召开会议，听取工会常委会的工作报告，就规划作"
    body = f"{line}\n了说明。会议指出，要夯实基层基础，把好事办好，办到职工心里\n去，让大家满意。\n"
    scan.write_text(f"深化改革 夯实基层\n本报记者 王芳\n{body}", encoding="utf-8", newline="")
    byline = clean("explain", scan, "--text", "本报记者").stdout
    assert "byline by: says byline" in byline
    assert "line end" not in byline
    assert re.search(
        r"line end at 46, \+ for a break, - for a join: .+", clean("explain", scan, "--at", 46).stdout
    )


@pytest.mark.parametrize("word", ["restor", "explian", "dif"])
def test_a_misspelt_command_is_told(word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that is nearly a command is not taken for a file, unless there is one."""
    monkeypatch.chdir(tmp_path)
    done = clean(word, "x")
    assert done.exit_code == exits.USAGE
    assert "did you mean 'clean " in done.stderr
    Path(word).write_text(DAMAGED, encoding="utf-8")
    assert clean(word).stdout == CLEAN


def test_restoring_the_wrong_thing_says_what_to_give(scans: Path, tmp_path: Path) -> None:
    """A change log without its output, and the folder of a whole run."""
    out = tmp_path / "out"
    clean(scans, "-o", out)
    assert "name the folder of one input" in clean("restore", out).stderr
    assert "is a change log: clean restore --log" in clean("restore", out / "b" / "changes.jsonl").stderr


def test_rules_that_are_needed_are_rules() -> None:
    """What --skip refuses by name is in the list of rules."""
    assert set(NEEDED) <= set(pipeline.all_rules())
