"""`--decisions FILE` on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from cleaner import clean_page
from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.core.decisions import Decision, to_bytes, trimmed

if TYPE_CHECKING:
    from pathlib import Path

ROUND = "开展劳动和技能竞赛，推动石化炼油转型升级及乙烯提质改造四个项目纳入省重点工程，组织职工围绕重大战略、"
TEXT = f"职工之家\n\n今年以来，市总工会{ROUND * 4}重大工程献计出力，得到了职工的普遍好评。\n"


def run(*args: str) -> Result:
    return CliRunner().invoke(command, args)


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A folder with a page of a loop, a page of nothing, and decisions that reject the removal."""
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("会议听取了工作报告。\n", encoding="utf-8")
    page = clean_page(TEXT.encode(), name="a.txt")
    (removed,) = page.removed
    decision = Decision(
        page.source.sha256,
        *trimmed(page.source.text, removed),
        "removal",
        removed.rules[0],
        "rejected",
        "a.txt",
        "",
    )
    (folder / "decisions.jsonl").write_bytes(to_bytes([decision]))
    return folder


def test_a_run_over_a_folder_keeps_to_the_decisions(scans: Path, tmp_path: Path) -> None:
    """The rejected loop stays, run.json tells which decisions were used, and restoring is exact."""
    out = tmp_path / "out"
    decisions = str(scans / "decisions.jsonl")
    assert run(str(scans), "-o", str(out)).exit_code == exits.DONE
    assert out.joinpath("articles.jsonl").read_text(encoding="utf-8").count("技能竞赛") == 1
    assert json.loads(out.joinpath("run.json").read_bytes())["options"]["decisions"] is None
    done = run(str(scans), "-o", str(out), "--force", "--decisions", decisions, "-j", "2")
    assert done.exit_code == exits.DONE
    assert "no longer applies" not in done.stderr
    assert out.joinpath("articles.jsonl").read_text(encoding="utf-8").count("技能竞赛") == 4
    assert len(json.loads(out.joinpath("run.json").read_bytes())["options"]["decisions"]) == 64
    assert run("restore", str(out / "a")).stdout == TEXT
    assert "## As a person decided" in (out / "a" / "CHANGES.md").read_text(encoding="utf-8")


def test_every_command_that_cleans_keeps_to_the_decisions(scans: Path) -> None:
    """Text on standard output, diff and explain all show the page as it was decided."""
    chosen = [str(scans / "a.txt"), "--decisions", str(scans / "decisions.jsonl")]
    assert run(*chosen).stdout.count("技能竞赛") == 4
    assert "removed" not in run("diff", *chosen).stdout
    assert "removal rejected" in run("explain", *chosen, "--at", "100").stdout


def test_a_page_that_changed_since_is_named(scans: Path) -> None:
    """Decisions on an earlier state of an input are not applied, and that is said once."""
    (scans / "a.txt").write_text(TEXT + "补记。\n", encoding="utf-8")
    done = run(str(scans), "--decisions", str(scans / "decisions.jsonl"))
    assert done.stdout.count("技能竞赛") == 1
    assert done.stderr.count("the input has changed since 1 decision") == 1


def test_a_file_of_decisions_on_other_pages_only_is_told(scans: Path, tmp_path: Path) -> None:
    """Once for a run, whatever the number of inputs, and for a page that is explained; not if one is here."""
    decisions = str(scans / "decisions.jsonl")
    said = "is about what was read here"
    for name in ("c.txt", "d.txt"):
        (tmp_path / name).write_text("会议听取了另一份报告。\n", encoding="utf-8")
    done = run(str(tmp_path / "c.txt"), str(tmp_path / "d.txt"), "--decisions", decisions)
    assert (done.exit_code, done.stderr.count(said)) == (exits.DONE, 1)
    assert said in run("explain", str(tmp_path / "c.txt"), "--at", "0", "--decisions", decisions).stderr
    assert said not in run(str(scans), str(tmp_path / "c.txt"), "--decisions", decisions).stderr
    assert said not in run(str(tmp_path / "c.txt"), "-q", "--decisions", decisions).stderr


def test_a_decision_that_no_longer_applies_is_named(scans: Path) -> None:
    """A rejection of a removal that nothing proposes any more is told with its place."""
    done = run(str(scans / "a.txt"), "--decisions", str(scans / "decisions.jsonl"), "--skip", "loop")
    assert done.stderr.count("a decision no longer applies") == 1
    assert done.exit_code == exits.DONE


@pytest.mark.parametrize(
    "content",
    [None, b"{}\n", b"<<<<<<< HEAD\n", b"\x00\xff", "工会\n".encode("utf-16")],
)
def test_a_file_that_is_no_file_of_decisions_is_one_sentence(scans: Path, content: bytes | None) -> None:
    """Missing, malformed and half-merged files end with exit code 2 before anything is read."""
    path = scans / "other.jsonl"
    if content is not None:
        path.write_bytes(content)
    done = run(str(scans / "a.txt"), "--decisions", str(path))
    assert (done.exit_code, done.stdout) == (exits.USAGE, "")
    assert done.stderr.startswith("clean: ")
    assert done.stderr.count("\n") == 1
