"""Settings that people keep: where they are found, what may stand in them, and who is stronger."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.core.language import choose

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PAGE = "江城周末\n市总工会召开会议\n\n会议指出,要夯实基层基础,推动各项工作再上新台阶。\n"


@pytest.fixture
def scans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with one page in it, seen from a folder without settings."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    yield folder
    choose("en")


def keep(folder: Path, text: str, name: str = "cleaner.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def run(*args: object, stdin: str = "") -> Result:
    return CliRunner().invoke(command, list(map(str, args)), input=stdin)


def said(*args: object) -> str:
    """What a command line with a mistake in its settings is told: one line, and nothing is done."""
    done = run(*args)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (exits.USAGE, "", 1), done.output
    return done.stderr


def test_settings_beside_the_input_or_in_its_folder_apply(scans: Path) -> None:
    """The folder that is given, the folder of a file, and the folder where clean runs."""
    keep(scans, 'format = "jsonl"')
    for given in (scans, scans / "a.txt"):
        assert json.loads(run(given).stdout)["id"] == "a.txt#a1"
    assert not run("-", stdin=PAGE).stdout.startswith("{")
    os.chdir(scans)
    assert run("-", stdin=PAGE).stdout.startswith("{")
    assert run("a.txt").stdout.startswith("{")


@pytest.mark.parametrize("more", ["", 'copies = "best"', "force = true", 'log = "log.csv"'])
def test_what_is_written_does_not_apply_to_a_check(scans: Path, more: str) -> None:
    """A folder of settings is no `-o` that the user gave; one that the user gives is still refused."""
    keep(scans, f'output = "cleaned"\n{more}')
    assert run("--check", scans).exit_code == exits.DAMAGE_FOUND
    assert not (scans / "cleaned").exists()
    assert said("--check", scans, "-o", "x")


def test_no_command_takes_an_output_for_scans(scans: Path) -> None:
    """What `clean` wrote into the folder of the scans is passed over, unless it is named itself."""
    keep(scans, 'output = "cleaned"')
    assert run(scans).exit_code == exits.DONE
    for words in (["diff", scans, "--summary"], ["duplicates", scans], ["--check", scans, "-v"]):
        done = run(*words)
        assert "a.txt" in done.output
        assert "cleaned" not in done.output
    assert "a/a1" in run("diff", scans / "cleaned", "--summary").stdout
    (scans / "cleaned" / "run.json").write_text("{}", encoding="utf-8")
    assert "cleaned/" in run("diff", scans, "--summary").stdout


def test_settings_of_other_folders_do_not_apply(scans: Path) -> None:
    """What lies above the input or below it is nobody's settings."""
    keep(scans.parent, 'format = "jsonl"')
    (scans / "below").mkdir()
    keep(scans / "below", 'format = "jsonl"')
    assert run(scans).stdout.startswith("江城周末")


def test_a_project_may_have_settings(scans: Path) -> None:
    """[tool.cleaner] in pyproject.toml applies where there is no cleaner.toml, another project's does not."""
    keep(scans, '[tool.other]\nformat = "x"', "pyproject.toml")
    assert run(scans).stdout.startswith("江城周末")
    keep(
        scans,
        '[tool.cleaner]\nformat = "jsonl"\n[tool.cleaner.house]\nremove = ["江城周末"]',
        "pyproject.toml",
    )
    assert "江城" not in json.loads(run(scans).stdout)["text"]
    keep(scans, 'format = "markdown"')
    assert run(scans).stdout.startswith("**江城周末**") or run(scans).stdout.startswith("# ")


def test_the_command_line_is_stronger(scans: Path) -> None:
    """An option that is given wins over the same setting, also where it is given its default."""
    keep(scans, 'format = "json"\ngap-mark = "□"\nfast = true\nskip = ["widen_punctuation"]')
    assert run(scans, "-f", "text", "--skip", "note").stdout.count("，") == 2
    assert run(scans, "-f", "text").stdout.count("，") == 0


def test_every_option_may_be_kept(scans: Path) -> None:
    """Names with hyphens or underscores, flags, numbers, choices, lists; files are beside the settings."""
    keep(
        scans,
        'off_topic = "drop"\ngap-mark = ""\nencoding = "utf-8"\nscript = "keep"\nfast = true\njobs = 2\n'
        'quiet = true\nlang = "zh"\nskip = []\noutput = "out"\nformat = "markdown"\n',
    )
    done = run(scans)
    assert (done.exit_code, done.output) == (exits.DONE, "")
    account = json.loads((scans / "out" / "run.json").read_bytes())
    assert account["options"]["off_topic"] == "drop"
    assert "修改记录" in (scans / "out" / "a" / "CHANGES.md").read_text("utf-8")


def test_the_lists_of_the_house_are_used_and_recorded(scans: Path, tmp_path: Path) -> None:
    """The rules use the lists, and run.json has them."""
    keep(scans, '[house]\nmastheads = ["江城周末"]\nstanding-heads = []\nkeep = ["工人有力量"]')
    assert run(scans).stdout.startswith("市总工会")
    assert run(scans, "-o", tmp_path / "out").exit_code == exits.DONE
    house = json.loads((tmp_path / "out" / "run.json").read_bytes())["options"]["house"]
    assert (house["mastheads"], house["keep"], house["remove"]) == (["江城周末"], ["工人有力量"], [])
    log = (tmp_path / "out" / "a" / "changes.jsonl").read_text("utf-8")
    assert '"find_house_lines"' in log


def test_a_run_can_be_repeated_from_its_account(scans: Path, tmp_path: Path) -> None:
    """With --config run.json the same input gives the same bytes in every file."""
    settings = 'lang = "zh"\nformat = "markdown"\nskip = ["note"]\nfast = true\n'
    keep(scans, settings + '[house]\nremove = ["夯实基层基础"]')
    assert run(scans, "-o", tmp_path / "one").exit_code == exits.DONE
    (scans / "cleaner.toml").unlink()
    again = run(scans, "-o", tmp_path / "two", "--config", tmp_path / "one" / "run.json")
    assert again.exit_code == exits.DONE, again.output
    one, two = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()}
        for n in ("one", "two")
    )
    assert one == two
    assert len(one) > 3


def test_a_file_that_is_named_is_taken_and_an_empty_name_takes_none(scans: Path, tmp_path: Path) -> None:
    """--config is stronger than what lies beside the input."""
    keep(scans, 'format = "jsonl"')
    keep(tmp_path, 'format = "json"', "other.toml")
    assert '"cleaner/page/1"' in run(scans, "--config", tmp_path / "other.toml").stdout
    assert run(scans, "--config", "").stdout.startswith("江城周末")


def test_other_commands_use_the_settings_too(scans: Path) -> None:
    """`clean explain` speaks of the page as the settings clean it; what is not for it does not disturb it."""
    keep(scans, 'output = "out"\n[house]\nmastheads = ["江城周末"]')
    assert "find_house_lines" in run("explain", scans / "a.txt", "--at", "1").stdout
    assert "find_house_lines" not in run("explain", scans / "a.txt", "--at", "1", "--config", "").stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('formt = "text"', "there is no setting 'formt': did you mean 'format'?"),
        ('of_topic = "keep"', "there is no setting 'of-topic': did you mean 'off-topic'?"),
        ("zzz = 1", "there is no setting 'zzz'\n"),
        ("[house]\nmasthead = []", "there is no setting 'house.masthead': did you mean 'house.mastheads'?"),
        ("[hous]\nkeep = []", "there is no setting 'hous': did you mean 'house'?"),
        ('config = "x"', "there is no setting 'config'"),
        ("help = true", "there is no setting 'help'"),
        ('format = "xml"', "'format' must be one of text, markdown, json, jsonl"),
        ("format = 1", "'format' must be a text in quotation marks"),
        ('fast = "yes"', "'fast' must be true or false"),
        ("fast = 1", "'fast' must be true or false"),
        ("jobs = true", "'jobs' must be a whole number"),
        ('jobs = "2"', "'jobs' must be a whole number"),
        ('skip = "note"', "'skip' must be a list of texts"),
        ("skip = [1]", "'skip' must be a list of texts"),
        ('skip = ["join_line"]', "there is no rule 'join_line': did you mean join_lines?"),
        ("house = 3", "'house' must be a table: [house]"),
        ('[house]\nkeep = "工人"', "'house.keep' must be a list of texts"),
        ('[house]\nremove = ["的"]', "'的' in 'house.remove' is too short"),
        ('[house]\nkeep = [" "]', "' ' in 'house.keep' is too short"),
        ("a = = 1", "is not valid TOML"),
        ("format = 'text'\nformat = 'json'", "is not valid TOML"),
        ("[" * 5000, "is not valid TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence(scans: Path, text: str, told: str) -> None:
    """A wrong name with the nearest right one, a value of another kind, a file that is no TOML."""
    keep(scans, text)
    assert told in said(scans)
    assert "cleaner.toml" in said(scans) or "no rule" in told


def test_a_negative_number_of_jobs_is_refused(scans: Path) -> None:
    """What the command line refuses is refused in the settings."""
    keep(scans, "jobs = -1")
    assert "-1 is not in the range" in said(scans)


def test_settings_that_are_not_there_or_not_readable_are_named(scans: Path, tmp_path: Path) -> None:
    """A missing file, a folder, bytes that are no UTF-8, a project without the table, JSON that is no run."""
    assert "no.toml: No such file or directory" in said(scans, "--config", "no.toml")
    assert "Is a directory" in said(scans, "--config", tmp_path)
    (tmp_path / "gbk.toml").write_bytes('gap-mark = "工会"'.encode("gb18030"))
    assert "is not written in UTF-8" in said(scans, "--config", tmp_path / "gbk.toml")
    keep(tmp_path, "[tool.black]", "pyproject.toml")
    assert "has no table [tool.cleaner]" in said(scans, "--config", tmp_path / "pyproject.toml")
    for text in ("{}", "[]", '{"schema": "other", "options": {}}', "{", "[" * 9999):
        keep(tmp_path, text, "run.json")
        assert "is no run.json of clean" in said(scans, "--config", tmp_path / "run.json")


def test_a_byte_order_mark_does_not_matter(scans: Path) -> None:
    """Notepad writes one."""
    (scans / "cleaner.toml").write_bytes(b'\xef\xbb\xbfformat = "jsonl"\r\n')
    assert run(scans).stdout.startswith("{")


def test_inputs_with_different_settings_are_refused(scans: Path, tmp_path: Path) -> None:
    """One run has one set of settings: the user chooses."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text(PAGE, encoding="utf-8")
    keep(scans, 'format = "json"')
    keep(other, 'format = "json"')
    assert "different settings" in said(scans, other / "b.txt")
    assert run(scans, other, "--config", scans / "cleaner.toml").exit_code == exits.DONE


def test_help_does_not_mind_broken_settings(scans: Path) -> None:
    """Who looks for help in a folder with a broken file gets it."""
    keep(scans, "a = = 1")
    os.chdir(scans)
    for args in (["--help"], ["a.txt", "--version"], ["explain", "-h"], ["rules"]):
        assert run(*args).exit_code == exits.DONE


def test_the_language_may_be_kept_and_named(scans: Path) -> None:
    """Mistakes of the command line are told in the language of the settings, or in the one named."""
    keep(scans, 'lang = "zh"\nformat = "markdown"')
    assert "要与 -o 一起用" in said(scans, "--force")
    assert "goes with -o" in said(scans, "--force", "--lang", "en")


def test_the_bare_filter_finds_settings_and_loads_nothing_to_look_for_them(scans: Path) -> None:
    """`clean < page` obeys cleaner.toml where it runs; where there is none, nothing is loaded for it."""
    code = (
        "import sys, atexit; from cleaner.cli import main\n"
        "loaded = lambda: sorted({'tomllib', 'click'} & set(sys.modules))\n"
        "atexit.register(lambda: print(loaded(), file=sys.stderr)); main()"
    )

    def piped() -> tuple[bytes, bytes]:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", code],
            input=PAGE.encode(),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
            timeout=60,
        )
        return done.stdout, done.stderr

    os.chdir(scans)
    keep(scans, "[tool.other]", "pyproject.toml")
    output, loaded = piped()
    assert output.decode().startswith("江城周末")
    assert loaded == b"[]\n"
    keep(scans, 'format = "jsonl"')
    assert piped()[0].startswith(b"{")
    assert b"tomllib" in piped()[1]
