"""`--report`: the report of a run, whatever else the run writes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from cleaner.archive import resume
from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.core.language import choose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COPIED = (
    "工会服务职工\n\n"
    "市总工会于四月召开会议，听取了工作报告，就明年规划作了说明，代表们分组讨论。"
    "产业工人队伍建设改革纵深推进，三年间聚集九大特色领域培育专业人才，职工的获得感不断增强。\n"
)
DAMAGED = "会议听取了管 理 办 法（试 行）的报告,与会代表{}人。\n"


def clean(*args: object, stdin: bytes | str = b"") -> Result:
    return CliRunner().invoke(command, [str(arg) for arg in args], input=stdin, prog_name="clean")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    choose("en")


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """Twelve pages, and among them a file that is no text."""
    folder = tmp_path / "scans"
    folder.mkdir()
    for i in range(12):
        (folder / f"{i:02}.txt").write_text(DAMAGED.format(i), encoding="utf-8", newline="")
    (folder / "05.txt").write_bytes(bytes(range(256)))
    return folder


def views(report: Path) -> list[dict[str, Any]]:
    found = re.findall(r'id="view-\d+">(.*?)</script>', report.read_text(encoding="utf-8"), re.DOTALL)
    return [json.loads(view) for view in found]


def stop(patch: pytest.MonkeyPatch, inputs: int) -> None:
    """Break a run off when so many inputs are done and safe."""
    patch.setattr(resume, "SAFETY", -1.0)
    real, count = resume.Book.add, iter(range(100))

    def add(*args: Any) -> None:
        if next(count) == inputs:
            raise OSError(28, "No space left on device")
        real(*args)

    patch.setattr(resume.Book, "add", add)


def test_every_input_is_in_the_report_in_order(scans: Path, tmp_path: Path) -> None:
    """A folder, its report, and an input that could not be read with the reason why."""
    done = clean(scans, "-o", tmp_path / "out", "--report", tmp_path / "r.html")
    assert done.exit_code == exits.SOME_FAILED
    found = views(tmp_path / "r.html")
    assert [view["name"] for view in found] == [f"{i:02}.txt" for i in range(12)]
    assert [view["name"] for view in found if view["failure"]] == ["05.txt"]
    assert "binary data" in found[5]["failure"]
    assert (tmp_path / "out" / "run.json").exists()


@pytest.mark.parametrize("args", [["-j", "3"], ["--check"], ["-f", "json"]])
def test_the_report_is_the_same_however_the_run_works(scans: Path, tmp_path: Path, args: list[str]) -> None:
    """Processes, a check and other formats make no difference to the report."""
    clean(scans, "--report", tmp_path / "a.html")
    clean(scans, *args, "--report", tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_filter_has_a_report_too(tmp_path: Path) -> None:
    """Standard input is cleaned to standard output, and the report is written beside that."""
    done = clean("--report", tmp_path / "r.html", stdin=DAMAGED)
    assert done.stdout.startswith("会议听取了管理办法（试行）")
    assert [view["name"] for view in views(tmp_path / "r.html")] == ["-"]


def test_a_run_that_went_on_reports_on_all_of_it(scans: Path, tmp_path: Path) -> None:
    """Pages that were done before the run was stopped are in the report of the run that goes on."""
    with pytest.MonkeyPatch.context() as patch:
        stop(patch, 7)
        clean(scans, "-o", tmp_path / "out", "--report", tmp_path / "r.html")
    assert not (tmp_path / "r.html").exists()
    done = clean(scans, "-o", tmp_path / "out", "--report", tmp_path / "r.html")
    assert "going on" in done.stderr
    clean("--check", scans, "--report", tmp_path / "whole.html")
    assert (tmp_path / "r.html").read_bytes() == (tmp_path / "whole.html").read_bytes()


@pytest.mark.parametrize("written", [None, 1])
def test_copies_across_pages_are_in_the_report(tmp_path: Path, written: int | None) -> None:
    """With --copies the report tells of each page as the plan left it, also in a run that went on."""
    scans, out, report = tmp_path / "scans", tmp_path / "out", tmp_path / "r.html"
    scans.mkdir()
    for name in ("a.txt", "b.txt"):
        (scans / name).write_text(COPIED, encoding="utf-8")
    if written is not None:
        with pytest.MonkeyPatch.context() as patch:
            stop(patch, 2 + written)  # both pages are laid aside before the first is written
            clean(scans, "-o", out, "--copies", "first", "--report", report)
    clean(scans, "-o", out, "--copies", "first", "--report", report)
    found = views(report)
    assert [view["name"] for view in found] == ["a.txt", "b.txt"]
    assert ["near_duplicate" in {mark[0] for mark in view["marks"]} for view in found] == [False, True]
    copies = [any(doubt[3] == "find_copies" for doubt in view["doubts"].values()) for view in found]
    assert copies == [False, True]


def test_nothing_is_done_where_the_report_cannot_be_written(scans: Path, tmp_path: Path) -> None:
    """A report over another file, into the folder of the output, or nowhere is refused before any work."""
    (tmp_path / "mine.html").write_text("mine", encoding="utf-8")
    out = tmp_path / "out"
    for report, why in (
        (tmp_path / "mine.html", "is no report of clean"),
        (out / "r.html", "put the report beside"),
        (tmp_path / "nowhere" / "r.html", "there is no folder"),
    ):
        done = clean(scans, "-o", out, "--report", report)
        assert (done.exit_code, why in done.stderr) == (exits.USAGE, True)
        assert not out.exists()
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "mine"


def test_decisions_of_before_are_in_the_report(tmp_path: Path) -> None:
    """What was decided comes with the page, so that it is saved again with what is decided next."""
    scan = tmp_path / "a.txt"
    scan.write_text(DAMAGED.format(3) + "\n— 3 —\n", encoding="utf-8")
    clean(scan, "--report", tmp_path / "r.html")
    view = views(tmp_path / "r.html")[0]
    start, end, kind, rule, quote = next(iter(view["doubts"].values()))[:5]
    decision = {
        "sha256": view["sha256"], "start": start, "end": end, "kind": kind, "rule": rule,
        "verdict": "rejected", "name": "a.txt", "quote": quote,
    }  # fmt: skip
    lines = [{"schema": "cleaner/decisions/1"}, decision]
    file = tmp_path / "decisions.jsonl"
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    done = clean(scan, "--decisions", file, "--report", tmp_path / "r.html")
    view = views(tmp_path / "r.html")[0]
    assert "— 3 —" in done.stdout
    assert view["decisions"] == [decision]
    assert [mark[0] for mark in view["marks"]] == ["decided"]


def test_the_report_speaks_the_language_of_the_run(scans: Path, tmp_path: Path) -> None:
    """--lang zh makes a Chinese report, notes of the rules and failures included, from every process."""
    clean(scans, "--lang", "zh", "-j", "2", "--report", tmp_path / "r.html")
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in text
    assert "binary data" not in text
