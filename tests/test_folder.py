"""The output folder: names that every file system takes, and pages that come back from it."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.report.names import LONGEST_NAME, Folders, article_file, safe

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
SCHEMAS = {path.name: json.loads(path.read_bytes()) for path in (ROOT / "docs" / "schema").glob("*.json")}
# The longest name on an eCryptfs file system; all others take 255 bytes or UTF-16 units.
SHORTEST_LIMIT = 143
DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in "0123456789¹²³")}


def run(*args: object, stdin: bytes = b"") -> bytes:
    done = CliRunner().invoke(command, list(map(str, args)), input=stdin)
    assert done.exit_code == exits.DONE, done.output
    return done.stdout_bytes


def check_name(name: str) -> None:
    """A name that Windows, macOS, Linux and file servers take, and that means itself."""
    assert name not in {"", ".", ".."}
    assert not set(name) & set('<>:"/\\|?*\0\n\r\t ')
    assert name[-1] not in ". "
    assert name.partition(".")[0].lower() not in DEVICES
    assert len(name.encode()) <= SHORTEST_LIMIT
    assert len(unicodedata.normalize("NFD", name).encode("utf-16-le")) // 2 <= 255
    assert unicodedata.normalize("NFC", name) == name
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Zl", "Zp"} for char in name)


HOSTILE = [
    "", ".", "..", "...", "/", "\\", "../../etc/passwd", "C:\\Windows", "a/b", "CON", "con.txt", "Aux",
    "COM¹", "lpt9.a.b", "CONIN$", "nul .txt", "a.", "a ", " a", "a\u202egnp.exe", "\u200b", "\ufeffa",
    "a\x00b", "a\nb", "\ud800x", "\ue000", "长" * 300, "é" * 200, "e\u0301" * 200, "🙂" * 100, "각" * 200,
    '*?"<>|', "〔缺〕", "……", "~", "%2e%2e", "-rf", "$(rm)",
]  # fmt: skip


@pytest.mark.parametrize("headline", HOSTILE, ids=ascii)
def test_the_name_of_an_article_is_one_that_every_system_takes(headline: str) -> None:
    """Devices, dots, separators, invisible and too many characters: a name like any other."""
    name = article_file("a1", headline, ".txt")
    check_name(name)
    assert name.startswith("a1")
    assert name.endswith(".txt")
    check_name(safe(headline))


@given(st.text(max_size=400))
def test_no_text_gives_a_bad_name(text: str) -> None:
    """Whatever a headline or an input is called, and calling it safe again changes nothing."""
    check_name(article_file("a12", text, ".md"))
    name = safe(text)
    check_name(name)
    assert len(name.encode()) <= LONGEST_NAME + 1
    assert safe(name) == name


@given(st.lists(st.text("aAéE\u0301/.# -长0", min_size=1, max_size=8), unique=True, max_size=8))
def test_folders_never_meet_and_never_leave(names: list[str]) -> None:
    """No two inputs get one folder on file systems that ignore case and the way of writing accents."""
    folders = Folders(("run.json", "articles.jsonl"))
    for name in names:
        folders.expect(name)
    taken = [unicodedata.normalize("NFC", folders.take(name)).casefold() for name in names]
    assert len(set(taken)) == len(taken)
    for folder in taken:
        for part in folder.split("/"):
            check_name(part)


def test_chinese_headlines_are_cut_between_characters() -> None:
    """A long headline keeps its first 40 characters, none of them in part."""
    assert article_file("a1", "长" * 100, ".txt") == f"a1-{'长' * 40}.txt"


HEADLINES = ["CON", "aux.", "../上级", "a:b*c?", "标题" * 80, "標題\u202e反", "…", "会议召开", "会议召开"]


def test_a_page_of_hostile_headlines_is_written_and_comes_back(tmp_path: Path) -> None:
    """One file an article, each in its folder, though headlines repeat and would leave it."""
    story = "会议指出，要夯实基层基础，推动各项工作再上新台阶，确保全年目标任务圆满完成。"
    page = "\n\n\n".join(f"{headline}\n\n{story}{i}" for i, headline in enumerate(HEADLINES)) + "\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "页.txt").write_text(page, encoding="utf-8")
    for form in ("text", "markdown"):
        out = tmp_path / form
        run(tmp_path / "in", "-o", out, "-f", form)
        written = [path for path in out.rglob("*") if path.is_file()]
        assert {p.parent.relative_to(out).as_posix() for p in written} <= {".", "页", "页/off-topic"}
        for path in written:
            check_name(path.name)
        lower = [str(path).casefold() for path in written]
        assert len(set(lower)) == len(lower)
        assert run("restore", out / "页") == page.encode()


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_every_page_comes_back_without_the_files_that_speak_of_all(tmp_path: Path, form: str) -> None:
    """`clean restore` needs the folder of the input only: articles.jsonl, run.json and the report may go."""
    out = tmp_path / "out"
    run(SAMPLES, "-o", out, "-f", form, "--report", tmp_path / "report.html")
    for path in [*out.glob("*.json*"), *tmp_path.glob("report*"), *out.rglob("CHANGES.md")]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for page in sorted(SAMPLES.glob("*.txt")):
        moved = tmp_path / f"moved-{page.stem}"
        shutil.move(out / page.stem, moved)
        assert run("restore", moved) == page.read_bytes()


def test_articles_stand_apart_and_are_all_in_articles_jsonl(tmp_path: Path) -> None:
    """Every article has its file; those that do not belong are apart; the stream has all of them."""
    out = tmp_path / "out"
    run(SAMPLES, "-o", out)
    lines = [json.loads(line) for line in (out / "articles.jsonl").read_bytes().splitlines()]
    assert [list(line)[:5] for line in lines] == [["id", "text", "source", "created", "metadata"]] * len(
        lines
    )
    for line in lines:
        name, _, article = line["id"].rpartition("#")
        folder = out / name.removesuffix(".txt")
        where = folder / "off-topic" if line["metadata"]["off_topic"] else folder
        (file,) = [path for path in where.glob("*.txt") if path.stem.partition("-")[0] == article]
        assert file.read_text(encoding="utf-8") == line["text"] + "\n"
    assert any(line["metadata"]["off_topic"] for line in lines)


def valid(schema: str, record: object) -> None:
    registry = Registry().with_resources((file, Resource.from_contents(s)) for file, s in SCHEMAS.items())
    Draft202012Validator(SCHEMAS[schema], registry=registry).validate(record)


def test_the_files_of_a_run_are_as_their_schemas_say(tmp_path: Path) -> None:
    """run.json and every line of articles.jsonl, with an input that cannot be read among them."""
    shutil.copytree(SAMPLES, tmp_path / "in")
    (tmp_path / "in" / "bad.txt").write_bytes(b"%PDF-1.4")
    done = CliRunner().invoke(command, [str(tmp_path / "in"), "-o", str(tmp_path / "out")])
    assert done.exit_code == exits.SOME_FAILED
    account = json.loads((tmp_path / "out" / "run.json").read_bytes())
    valid("run.schema.json", account)
    assert sum("sha256" in entry for entry in account["inputs"]) == len(list(SAMPLES.glob("*.txt")))
    for line in (tmp_path / "out" / "articles.jsonl").read_bytes().splitlines():
        valid("article.schema.json", json.loads(line))


def test_a_second_run_refuses_or_replaces_and_never_mixes(tmp_path: Path) -> None:
    """Without --force nothing changes; with it nothing of the earlier run is left."""
    pages, out = tmp_path / "in", tmp_path / "out"
    shutil.copytree(SAMPLES, pages)
    run(pages, "-o", out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (pages / "scan-000.txt").unlink()
    (pages / "scan-001.txt").write_text("会议指出，要夯实基层基础。\n", encoding="utf-8")
    done = CliRunner().invoke(command, [str(pages), "-o", str(out)])
    assert done.exit_code == exits.USAGE
    assert "--force" in done.stderr
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    run(pages, "-o", out, "--force")
    assert not (out / "scan-000").exists()
    assert [path.name for path in (out / "scan-001").iterdir() if path.suffix == ".txt"] == ["a1.txt"]
    assert not [path for path in out.rglob("*") if path.name.startswith(".")]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_in_the_place_of_the_output_is_not_followed_out(tmp_path: Path) -> None:
    """An input's name never leads through a link to another folder."""
    pages, out, other = tmp_path / "in", tmp_path / "out", tmp_path / "other"
    for folder in (pages, out, other):
        folder.mkdir()
    (pages / "a.txt").write_text("会议指出，要夯实基层基础。\n", encoding="utf-8")
    (out / "a").symlink_to(other)
    done = CliRunner().invoke(command, [str(pages), "-o", str(out), "--force"])
    assert done.exit_code == exits.USAGE
    assert list(other.iterdir()) == []
