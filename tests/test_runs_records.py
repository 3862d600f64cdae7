"""JSONL in and out: plain and compressed, record by record, with all that a record has."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
import zstandard
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from cleaner.archive import stream
from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.read import records as reading
from cleaner.read.inputs import Failure, find_inputs
from cleaner.report.formats import with_fields

if TYPE_CHECKING:
    from pathlib import Path

PACK = {
    "": bytes,
    ".gz": lambda data: gzip.compress(data[:200]) + gzip.compress(data[200:]),
    ".zst": lambda data: zstandard.compress(data[:200]) + zstandard.compress(data[200:]),
}
UNPACK = {
    "": bytes,
    ".gz": gzip.decompress,
    ".zst": lambda data: zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read(),
}
RECORDS = [
    {"id": "p1", "text": "会 议 召 开,职工参加。", "source": "日报", "tags": ["工会"], "score": 0.5},
    {"id": 7, "text": "据介绍,报名工作将于 4 月 29 日结束。", "created": "2023-01-01"},
    {"text": "记者从会上获悉，今年将有二十个工种参赛。\r\n"},
]


def clean(*args: object, stdin: bytes | str = b"") -> Result:
    return CliRunner().invoke(command, [str(arg) for arg in args], input=stdin, prog_name="clean")


def write(path: Path, *lines: object) -> Path:
    data = "".join((x if isinstance(x, str) else json.dumps(x, ensure_ascii=False)) + "\n" for x in lines)
    path.write_bytes(PACK[path.suffix if path.suffix in PACK else ""](data.encode()))
    return path


def parsed(data: bytes | str) -> list[dict]:
    return [json.loads(line) for line in data.splitlines()]


@pytest.fixture(params=PACK)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of three records, plain or compressed in two pieces."""
    return write(tmp_path / f"r.jsonl{request.param}", *RECORDS)


def test_records_go_in_and_out(file: Path) -> None:
    """A line an article, under the names of the corpus tools, with every other field of its record."""
    done = clean(file, "-f", "jsonl")
    assert (done.exit_code, done.stderr) == (exits.DONE, "")
    first, second, third = parsed(done.stdout)
    assert [entry["source"] for entry in (first, second, third)] == [
        f"{file.name}#p1", f"{file.name}#7", f"{file.name}#3"
    ]  # fmt: skip
    assert first["id"] == f"{file.name}#p1#a1"
    assert first["text"] == "会议召开，职工参加。"
    assert (first["tags"], first["score"], first["metadata"]["source"]) == (["工会"], 0.5, "日报")
    assert second["created"] == "2023-01-01"
    assert third["created"] is None


@pytest.mark.parametrize("workers", [1, 2])
def test_a_folder_of_records_is_two_files(file: Path, tmp_path: Path, workers: int) -> None:
    """Articles and changes, compressed as the input is, and every record comes back from its name."""
    out = tmp_path / "out"
    assert clean(file, "-f", "jsonl", "-o", out, "-j", workers).exit_code == exits.DONE
    ending = file.suffix if file.suffix in PACK else ""
    assert {p.name for p in out.iterdir()} == {
        f"articles.jsonl{ending}",
        f"changes.jsonl{ending}",
        "run.json",
    }
    articles = UNPACK[ending]((out / f"articles.jsonl{ending}").read_bytes())
    assert articles == clean(file, "-f", "jsonl").stdout_bytes
    for record, called in zip(RECORDS, ("p1", "7", "3"), strict=True):
        restored = clean("restore", out / f"{file.name}#{called}").stdout_bytes
        assert restored == record["text"].encode()


def test_an_edited_article_among_records_is_refused(tmp_path: Path) -> None:
    """Restoring from a text that was changed since says so."""
    out = tmp_path / "out"
    clean(write(tmp_path / "r.jsonl", *RECORDS), "-f", "jsonl", "-o", out)
    path = out / "articles.jsonl"
    path.write_bytes(path.read_bytes().replace("职工参加".encode(), "员工参加".encode()))
    done = clean("restore", out / "r.jsonl#p1")
    assert done.exit_code == exits.SOME_FAILED
    assert "was edited since" in done.stderr
    assert clean("restore", out / "r.jsonl#7").exit_code == exits.DONE


@pytest.mark.parametrize("form", ["text", "json"])
def test_records_have_folders_in_the_other_formats(file: Path, tmp_path: Path, form: str) -> None:
    """Each record has one, and comes back from it."""
    out = tmp_path / "out"
    assert clean(file, "-f", form, "-o", out).exit_code == exits.DONE
    assert clean("restore", out / f"{file.name}#7").stdout == RECORDS[1]["text"]


def test_a_page_record_keeps_the_fields(file: Path, tmp_path: Path) -> None:
    """In -f json they stand under `record`, and a record comes back from a file of pages by its id."""
    done = clean(file, "-f", "json")
    first, second, _ = parsed(done.stdout)
    assert first["record"] == {key: value for key, value in RECORDS[0].items() if key != "text"}
    assert second["record"] == {"id": 7, "created": "2023-01-01"}
    pages = tmp_path / "pages.jsonl"
    pages.write_bytes(done.stdout_bytes)
    assert clean("restore", f"{pages}#7").stdout == RECORDS[1]["text"]
    assert "no page of this name" in clean("restore", f"{pages}#8").stderr


def test_one_record_is_named_by_its_id(file: Path) -> None:
    """`clean`, `clean diff` and `clean explain` take `records.jsonl#ID`."""
    assert clean(f"{file}#7").stdout == "据介绍，报名工作将于4月29日结束。\n"
    assert f"{file.name}#7" in clean("diff", f"{file}#7").stdout
    assert "widen_punctuation" in clean("explain", f"{file}#7", "--at", "3").stdout
    missing = clean("diff", f"{file}#8")
    assert (missing.exit_code, "there is no such record" in missing.stderr) == (exits.SOME_FAILED, True)
    several = clean("explain", file, "--at", "0")
    assert (several.exit_code, "more than one input" in several.stderr) == (exits.USAGE, True)


def test_bad_lines_are_named_and_the_others_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No JSON, no text, far too long: one sentence each, exit code 3, every good record cleaned."""
    monkeypatch.setattr(reading, "LONGEST_LINE", 1000)
    long = {"id": "long", "text": "会" * 2000}
    file = write(tmp_path / "r.jsonl", RECORDS[0], '{"id": 1, "text": ', long, "", {"id": 2}, RECORDS[1])
    done = clean(file, "-f", "jsonl")
    assert [entry["source"] for entry in parsed(done.stdout)] == ["r.jsonl#p1", "r.jsonl#7"]
    assert done.exit_code == exits.SOME_FAILED
    told = done.stderr.splitlines()
    assert [line.split(": ", 2)[1] for line in told] == ["r.jsonl"] * 3
    for sentence, words in zip(
        told, ("line 2 is not valid", "line 3 is longer", "line 5 is no"), strict=True
    ):
        assert words in sentence


@pytest.mark.parametrize("number", ["NaN", "[Infinity]", '{"y": -Infinity}', "1e999"])
def test_what_is_no_number_is_no_json(tmp_path: Path, number: str) -> None:
    """Python would take it, and write what no other program reads."""
    source = write(
        tmp_path / "r.jsonl", f'{{"text": "你好", "x": {number}}}', {"text": "会议召开。", "x": 1.5e3}
    )
    done = clean(source, "-f", "jsonl")
    assert (done.exit_code, done.stderr) == (exits.SOME_FAILED, "clean: r.jsonl: line 1 is not valid JSON\n")
    assert [entry["x"] for entry in parsed(done.stdout)] == [1500]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_a_damaged_archive_is_read_as_far_as_it_goes(tmp_path: Path, ending: str) -> None:
    """Cut off, overwritten in the middle, or of another kind: one sentence, the records before it done."""
    whole = write(tmp_path / f"r.jsonl{ending}", *RECORDS * 50).read_bytes()
    good = write(tmp_path / "good.jsonl", *RECORDS)
    for data in (whole[:-20], whole[:150] + b"\0" * 80 + whole[230:], b"no archive at all"):
        (tmp_path / f"r.jsonl{ending}").write_bytes(data)
        done = clean(tmp_path / f"r.jsonl{ending}", good, "-f", "jsonl")
        assert done.exit_code == exits.SOME_FAILED
        assert done.stderr.count("\n") == done.stderr.count("clean: r.jsonl") >= 1
        assert [entry["source"] for entry in parsed(done.stdout)][-3:] == [
            "good.jsonl#p1", "good.jsonl#7", "good.jsonl#3"
        ]  # fmt: skip


def test_every_name_of_an_account_is_taken(tmp_path: Path) -> None:
    """What run.json calls a record names it for every command: numbered ones, and ids however long."""
    ids = ["r0", "r0", "r0~2", "r0", "x" * 300, "汉" * 120, "a//b/./c", "/"]
    texts = [f"会议召开,第{n}次。" for n in range(len(ids))]
    source = write(tmp_path / "r.jsonl", *({"id": i, "text": t} for i, t in zip(ids, texts, strict=True)))
    for form in ("text", "jsonl"):
        out = tmp_path / form
        clean(source, "-o", out, "-f", form)
        names = [entry["name"] for entry in json.loads((out / "run.json").read_bytes())["inputs"]]
        for name, text in zip(names, texts, strict=True):
            assert clean("restore", f"{out}/{name}").stdout == text
            assert clean(f"{tmp_path}/{name}").stdout == text.replace(",", "，") + "\n"
            assert name in clean("diff", f"{tmp_path}/{name}").stdout
    missing = clean("restore", f"{out}/r.jsonl#{'y' * 300}")
    assert (missing.exit_code, missing.stderr.count("\n")) == (exits.SOME_FAILED, 1)


def test_ids_that_meet_get_a_number(tmp_path: Path) -> None:
    """No two inputs share a name, in whatever file they are."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = (write(tmp_path / x / "r.jsonl", RECORDS[0], RECORDS[0]) for x in "ab")
    names = [entry["source"] for entry in parsed(clean(one, two, "-f", "jsonl").stdout)]
    assert names == [f"{one}#p1", f"{one}#p1~2", f"{two}#p1", f"{two}#p1~2"]


def test_ids_never_leave_the_output_folder(tmp_path: Path) -> None:
    """Whatever a record is called, its folder stands directly in the output."""
    ids = ["../../etc", "a/b/c", "a", "", "..", "CON", "x" * 300, {"a": 1}, [1], 1.5, "\u202e\n"]
    file = write(tmp_path / "r.jsonl", *({"id": called, "text": "会议召开。"} for called in ids))
    out = tmp_path / "out"
    assert clean(file, "-o", out).exit_code == exits.DONE
    folders = [path for path in out.iterdir() if path.is_dir()]
    assert len(folders) == len(ids)
    assert all((folder / "changes.jsonl").exists() for folder in folders)
    assert {path.name for path in tmp_path.iterdir()} == {"r.jsonl", "out"}


def test_a_missing_package_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Zstandard a file is named; others are read."""
    file = write(tmp_path / "r.jsonl.zst", *RECORDS)
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    items = list(find_inputs([str(file)]))
    assert len(items) == 1
    assert isinstance(items[0], Failure)
    assert "cleaner[zstd]" in str(items[0].error)


@pytest.mark.parametrize("ending", PACK)
@given(parts=st.lists(st.binary(min_size=1, max_size=60), max_size=12), stop=st.integers(0, 12))
def test_a_stream_that_was_cut_off_goes_on_with_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, ending: str, parts: list[bytes], stop: int
) -> None:
    """Written at once or stopped and gone on behind its last whole block."""
    folder, name = tmp_path_factory.mktemp("s"), f"x.jsonl{ending}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "BLOCK", 100)
        whole = stream.Streams(folder, [name])
        for part in parts:
            whole.write({name: part})
        whole.rest(last=True)
        whole.close()
        expected = (folder / name).read_bytes()
        (folder / name).unlink()
        first, safe, done = stream.Streams(folder, [name]), {}, 0
        for number, part in enumerate(parts[:stop], 1):
            first.write({name: part})
            if sizes := first.rest():
                safe, done = sizes, number
        first.close()
        second = stream.Streams(folder, [name])
        second.cut(safe)
        for part in parts[done:]:
            second.write({name: part})
        second.rest(last=True)
        second.close()
    assert UNPACK[ending]((folder / name).read_bytes()) == b"".join(parts)
    assert (folder / name).read_bytes() == expected


@given(fields=st.dictionaries(st.sampled_from(["id", "source", "created", "metadata", "x"]), st.integers()))
def test_no_field_is_lost_and_none_of_ours_replaced(fields: dict[str, int]) -> None:
    """Whatever a record calls its fields."""
    own = {
        "id": "r#7#a1",
        "text": "会",
        "source": "r#7",
        "created": None,
        "metadata": {"title": "会", "page": None},
    }
    entry = with_fields(own, fields)
    assert [entry[key] for key in ("id", "text", "source")] == ["r#7#a1", "会", "r#7"]
    assert entry["metadata"]["title"] == "会"
    for key, value in fields.items():
        kept = {"source": entry["metadata"].get("source"), "metadata": entry["metadata"].get("metadata")}
        if key == "created":
            assert entry["created"] == (value or entry["created"])
        elif key != "id":
            assert kept.get(key, entry.get(key)) == value
