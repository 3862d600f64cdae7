"""`clean duplicates`: what it reads, what it says, and that it changes nothing."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from archive_material import HEADLINE, LEAD, OTHER, STORY, misread, seeded
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from cleaner.archive.texts import Texts
from cleaner.cli import duplicates as command_module
from cleaner.cli import exits
from cleaner.cli.commands import command

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = Path(__file__).parents[1] / "docs" / "schema" / "duplicates.schema.json"
ARTICLE = HEADLINE + "\n" + LEAD + STORY
RECORDS = [
    {"id": "whole", "text": ARTICLE},
    {"id": "wrapped", "text": "\n".join(ARTICLE[at : at + 20] for at in range(0, len(ARTICLE), 20))},
    {"id": "misread", "text": misread(ARTICLE, 0.04, seeded(1))},
    {"id": "part", "text": STORY[20:140]},
    {"id": "alone", "text": OTHER},
]


def lines(records: Sequence[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def run(*args: object) -> Result:
    return CliRunner().invoke(command, ["duplicates", *map(str, args)])


def findings(result: Result) -> dict[str, dict[str, Any]]:
    assert result.exit_code == exits.DONE, result.output
    return {found["id"]: found for found in map(json.loads, result.stdout.splitlines())}


def test_one_line_a_record_after_the_schema(tmp_path: Path) -> None:
    """Every record has a line, in the order of the input, and every line keeps to its schema."""
    file = tmp_path / "archive.jsonl"
    file.write_bytes(lines(RECORDS))
    found = findings(run(file))
    assert list(found) == [record["id"] for record in RECORDS]
    validator = Draft202012Validator(json.loads(SCHEMA.read_bytes()))
    for line in found.values():
        validator.validate(line)
    assert {name: line["kind"] for name, line in found.items()} == {
        "whole": None, "wrapped": "identical", "misread": "near", "part": "contained", "alone": None,
    }  # fmt: skip
    assert {line["cluster"] for line in found.values()} == {"whole", "part", "alone"}
    assert found["part"]["inside"] == "whole"
    assert found["wrapped"]["similarity"] == 1.0


def test_spans_are_offsets_of_the_texts(tmp_path: Path) -> None:
    """What a span names in one text is what it names in the other, but for white space."""
    file = tmp_path / "archive.jsonl"
    wrapped = {"id": "part", "text": "\n".join(STORY[at : at + 9] for at in range(18, 126, 9))}
    file.write_bytes(lines([RECORDS[0], wrapped]))
    [span] = findings(run(file))["part"]["spans"]
    inner = wrapped["text"][span["start"] : span["end"]]
    outer = ARTICLE[span["with_start"] : span["with_end"]]
    assert inner.replace("\n", "") == outer == STORY[18:126]


@pytest.mark.parametrize("name", ["archive.jsonl.gz", "archive.jsonl.zst"])
def test_compressed_records_are_read(tmp_path: Path, name: str) -> None:
    """JSONL may be compressed."""
    file = tmp_path / name
    if name.endswith(".gz"):
        file.write_bytes(gzip.compress(lines(RECORDS)))
    else:
        zstandard = pytest.importorskip("zstandard")
        file.write_bytes(zstandard.ZstdCompressor().compress(lines(RECORDS)))
    assert findings(run(file))["wrapped"]["cluster"] == "whole"


def test_bad_lines_are_one_sentence_each(tmp_path: Path) -> None:
    """What is no record is named on standard error, the others are done, and the exit code says so."""
    file = tmp_path / "archive.jsonl"
    file.write_bytes(lines(RECORDS[:1]) + b"{broken\n" + b'{"id": 7}\n' + lines(RECORDS[1:2]))
    result = run(file, tmp_path / "missing.jsonl")
    assert result.exit_code == exits.SOME_FAILED
    assert len(result.stdout.splitlines()) == 2
    said = result.stderr.splitlines()
    assert [("line 2" in said[0]), ("line 3" in said[1]), ("missing.jsonl" in said[2]), len(said)] == [
        True, True, True, 3,
    ]  # fmt: skip


def test_pages_are_taken_article_by_article(tmp_path: Path) -> None:
    """The same article on two pages is found, whatever else they have; the pages stay as they are."""
    pages = {"a.txt": ARTICLE, "b.txt": "\n".join(ARTICLE[at : at + 25] for at in range(0, len(ARTICLE), 25))}
    for name, text in pages.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = findings(run(tmp_path))
    assert {line["cluster"] for line in found.values()} == {"a.txt#a1"}
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in pages} == pages


def test_ids_are_told_apart_and_made(tmp_path: Path) -> None:
    """The second record of an id gets a number, one without is called by file and line."""
    file = tmp_path / "archive.jsonl"
    file.write_bytes(lines([{"id": "x", "text": ARTICLE}, {"id": "x", "text": OTHER}, {"text": STORY}]))
    assert list(findings(run(file))) == ["x", "x~2", "archive.jsonl#3"]


def test_a_preferred_folder_wins(tmp_path: Path) -> None:
    """--copies FOLDER keeps what lies there, however damaged."""
    for folder, text in (("new", ARTICLE), ("old", misread(ARTICLE, 0.05, seeded(2)))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.jsonl").write_bytes(lines([{"id": folder, "text": text}]))
    files = tmp_path / "new" / "a.jsonl", tmp_path / "old" / "a.jsonl"
    assert findings(run(*files, "--copies", tmp_path / "old"))["new"]["cluster"] == "old"
    assert findings(run(*files, "--copies", tmp_path / "new"))["old"]["cluster"] == "new"


def test_dates_of_records_count(tmp_path: Path) -> None:
    """--copies first keeps the earliest by date."""
    file = tmp_path / "archive.jsonl"
    dated = [
        {"id": "a", "text": ARTICLE, "date": "2024-05-01"},
        {"id": "b", "text": ARTICLE, "date": "1998-05-01"},
    ]
    file.write_bytes(lines(dated))
    assert findings(run(file, "--copies", "first"))["a"]["cluster"] == "b"


def test_people_get_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal what is anything to another record is a row, with the counts below."""
    file = tmp_path / "archive.jsonl"
    file.write_bytes(lines(RECORDS))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert command_module.duplicates.callback is not None
    code = command_module.duplicates.callback(inputs=(str(file),), copies="best", encoding=None)
    out, err = capsys.readouterr()
    assert code == exits.DONE
    assert "contained in" in out
    assert "misread copy" in out
    assert "alone" not in out
    assert err.startswith("5 records")


@pytest.mark.parametrize("args", [("x.jsonl", "--copies", "no-such-folder"), ()])
def test_wrong_command_lines_are_refused(args: tuple[str, ...]) -> None:
    """A policy that is none and no input at all are errors of one sentence."""
    result = run(*args)
    assert result.exit_code == exits.USAGE
    assert len(result.stderr.splitlines()) == 1


def test_without_numpy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the extra is not installed, one sentence says how to install it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    result = run(tmp_path)
    assert result.exit_code == exits.USAGE
    assert "cleaner[archive]" in result.stderr


def test_texts_are_fetched_as_they_were_put(tmp_path: Path) -> None:
    """A store gives texts back, lone surrogates and all, also when some were fetched before others came."""
    with (tmp_path / "texts").open("w+b") as file:
        texts = Texts(file)
        texts.add("会议\udce5")
        assert texts[0] == "会议\udce5"
        texts.add("")
        texts.add("闭幕")
        assert [texts[number] for number in range(len(texts))] == ["会议\udce5", "", "闭幕"]
