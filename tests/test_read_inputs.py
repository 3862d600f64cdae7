"""Files, folders, standard input and records."""

from __future__ import annotations

import io
import json
import os
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from cleaner.read.encoding import encode
from cleaner.read.errors import (
    BinaryInputError,
    BrokenRecordError,
    FolderLoopError,
    NoMatchingFilesError,
    NotFoundError,
    UnreadableError,
)
from cleaner.read.inputs import Failure, Input, find_inputs, read_source, shown

TEXT = "会议召开。\n"


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def names(*paths: Path | str, **how) -> list[str]:
    return [item.name for item in find_inputs(map(str, paths), **how)]


def failures(*paths: Path | str) -> list[Failure]:
    return [item for item in find_inputs(map(str, paths)) if isinstance(item, Failure)]


def can_link(folder: Path) -> bool:
    try:
        (folder / "try").symlink_to(folder)
    except OSError:
        return False
    (folder / "try").unlink()
    return True


@pytest.fixture
def links(tmp_path):
    if not can_link(tmp_path):
        pytest.skip("this system lets users make no links")


def test_a_file_is_called_by_its_name(tmp_path):
    """A file that is given has its name and no folder."""
    path = write(tmp_path / "deep" / "scan.txt")
    assert list(find_inputs([str(path)])) == [Input("scan.txt", path)]


def test_a_given_file_needs_to_fit_no_pattern(tmp_path):
    """A file that is named is read whatever its name, hidden or not."""
    assert names(write(tmp_path / "scan.ocr"), write(tmp_path / ".hidden")) == ["scan.ocr", ".hidden"]


def test_a_folder_is_read_through_in_order(tmp_path):
    """Files of a folder come sorted, named by their path from it, without hidden and foreign ones."""
    for name in (
        "b.txt",
        "a/2.txt",
        "a/1.TXT",
        "a.txt",
        ".hidden.txt",
        ".git/x.txt",
        "picture.png",
        "c.text",
    ):
        write(tmp_path / name)
    assert names(tmp_path) == ["a/1.TXT", "a/2.txt", "a.txt", "b.txt", "c.text"]


def test_patterns_are_the_users(tmp_path):
    """Given patterns take the place of the usual ones."""
    for name in ("a.txt", "a.ocr", "b.OCR"):
        write(tmp_path / name)
    assert names(tmp_path, patterns=["*.ocr"]) == ["a.ocr", "b.OCR"]


def test_the_output_folder_is_passed_over(tmp_path):
    """What an earlier run wrote into the folder is no input; a folder that is not there yet is none."""
    write(tmp_path / "scan.txt")
    write(tmp_path / "cleaned" / "a1.txt")
    assert names(tmp_path, without=str(tmp_path / "cleaned")) == ["scan.txt"]
    assert names(tmp_path, without=str(tmp_path / "later")) == ["cleaned/a1.txt", "scan.txt"]


def test_a_folder_without_inputs_is_a_failure(tmp_path):
    """A folder in which nothing fits is named, with the patterns."""
    write(tmp_path / "picture.png")
    [failure] = failures(tmp_path)
    assert isinstance(failure.error, NoMatchingFilesError)
    assert str(failure.error) == "no file in this folder is named *.txt or *.text"
    assert failure.name == str(tmp_path)


def test_what_is_missing_is_named_and_the_others_go_on(tmp_path):
    """A path that leads nowhere is a failure in its place among the others."""
    path = write(tmp_path / "scan.txt")
    items = list(find_inputs(["no-such-file", str(path), "no/such/folder/"]))
    assert [type(item) for item in items] == [Failure, Input, Failure]
    assert isinstance(items[0].error, NotFoundError)


def test_a_folder_loop_is_named_and_ends(tmp_path, links):  # noqa: ARG001
    """A link to a folder above is a failure; the files beside it are read once."""
    write(tmp_path / "a" / "scan.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    items = list(find_inputs([str(tmp_path)]))
    assert [item.name for item in items] == ["a/loop", "a/scan.txt"]
    assert isinstance(items[0].error, FolderLoopError)


def test_a_link_to_a_folder_beside_is_followed(tmp_path, links):  # noqa: ARG001
    """A link that makes no loop is a folder like any other."""
    write(tmp_path / "a" / "scan.txt")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert names(tmp_path) == ["a/scan.txt", "b/scan.txt"]


def test_a_broken_link_is_named(tmp_path, links):  # noqa: ARG001
    """A link to nothing, or to itself, is a failure if its name fits and is passed over if not."""
    write(tmp_path / "scan.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.png").symlink_to(tmp_path / "nothing")
    assert [failure.name for failure in failures(tmp_path)] == ["gone.txt", "self.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_is_passed_over(tmp_path):
    """A named pipe in a folder is not opened: nothing may ever come out of it."""
    write(tmp_path / "scan.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == ["scan.txt"]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are Unicode here")
def test_a_name_that_is_not_utf8(tmp_path):
    """A file whose name is not UTF-8 is read, and its name is shown with the bytes escaped."""
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xd6\xd0.txt")
    Path(path).write_bytes(TEXT.encode())
    [item] = find_inputs([str(tmp_path)])
    assert item.name == "\\xd6\\xd0.txt"
    assert read_source(item).text == TEXT
    item.name.encode()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("第3版 要闻.txt", "第3版 要闻.txt"),
        ("a\x1b[31m.txt", "a\\x1b[31m.txt"),
        ("a\nb", "a\\x0ab"),
        ("txt.\u202egpj", "txt.\\u202egpj"),
        ("a\\b", "a\\b"),
    ],
)
def test_names_are_shown_safely(name, safe):
    """Control characters of a name reach no terminal; everything that prints stays."""
    assert shown(name) == safe


def test_a_source_knows_its_bytes(tmp_path):
    """The source holds the text as its codec gives it and the hash of the bytes."""
    data = ("\ufeff" + TEXT.replace("\n", "\r\n")).encode()
    path = tmp_path / "scan.txt"
    path.write_bytes(data)
    source = read_source(Input("scan.txt", path))
    assert (source.text, source.encoding) == ("会议召开。\r\n", "utf-8-sig")
    assert source.sha256 == sha256(data).hexdigest()
    assert encode(source.text, source.encoding) == data


def test_the_users_encoding_reaches_the_file(tmp_path):
    """A given encoding is used for files."""
    path = tmp_path / "scan.txt"
    path.write_bytes("é".encode("latin-1"))
    assert read_source(Input("scan.txt", path), "latin-1").text == "é"


def test_standard_input(monkeypatch):
    """A dash is standard input, read as bytes."""
    data = TEXT.encode("gb18030")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    [item] = find_inputs(["-"])
    source = read_source(item)
    assert (source.name, source.text, source.encoding) == ("-", TEXT, "gb18030")


def test_an_unreadable_file_is_refused_when_read(tmp_path):
    """What the system does not let us read is refused in one sentence."""
    gone = Input("gone.txt", tmp_path / "gone.txt")
    with pytest.raises(NotFoundError, match="no such file"):
        read_source(gone)
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_source(Input("folder", tmp_path))


def test_a_binary_file_is_refused_when_read(tmp_path):
    """A picture in a file named .txt is refused."""
    path = tmp_path / "scan.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(BinaryInputError, match="picture"):
        read_source(Input("scan.txt", path))


@pytest.mark.parametrize("text", ["", " \n\u3000\r\n"])
def test_empty_and_blank_files_are_sources(tmp_path, text):
    """An empty file and one of white space are inputs like any other."""
    path = write(tmp_path / "scan.txt", text)
    assert read_source(Input("scan.txt", path)).text == text


def records(folder: Path, *lines: str | bytes) -> list[Input | Failure]:
    path = folder / "pages.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return list(find_inputs([str(path)]))


def test_records_are_inputs(tmp_path):
    """Each record is a source of its own, named by its id, hashed by its text as UTF-8."""
    first = json.dumps({"id": "p1", "text": "会议\r\n召开"})
    items = records(tmp_path, first, "", '{"id": 7, "text": ""}', '{"text": "\ufeff报告"}', "")
    assert [item.name for item in items] == ["pages.jsonl#p1", "pages.jsonl#7", "pages.jsonl#4"]
    sources = list(map(read_source, items))
    assert [source.text for source in sources] == ["会议\r\n召开", "", "\ufeff报告"]
    assert sources[0].sha256 == sha256("会议\r\n召开".encode()).hexdigest()
    assert {source.encoding for source in sources} == {"utf-8"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"id": 1, "text": "会', "line 2 is not valid JSON"),
        ("[" * 100_000, "line 2 is not valid JSON"),
        ('["会议"]', "line 2 is no record with a text"),
        ('{"id": 1}', "line 2 is no record with a text"),
        ('{"id": 1, "text": null}', "line 2 is no record with a text"),
    ],
)
def test_a_broken_record_is_named_by_its_line(tmp_path, line, sentence):
    """A line that is no record is one failure; the records round it are read."""
    good = '{"id": "a", "text": "会议"}'
    first, failure, last = records(tmp_path, good, line, good)
    assert isinstance(failure.error, BrokenRecordError)
    assert (failure.name, str(failure.error)) == ("pages.jsonl", sentence)
    assert isinstance(first, Input)
    assert isinstance(last, Input)


def test_records_with_damage_are_read(tmp_path):
    """A byte order mark, a bad byte and half a surrogate pair in a record are read and come back."""
    items = records(
        tmp_path, b'\xef\xbb\xbf{"id": 1, "text": "\xff\xe4\xbc\x9a"}', '{"id": 2, "text": "会\\ud83d议"}'
    )
    sources = list(map(read_source, items))
    assert sources[0].text == "\udcff会"
    assert sources[1].text[0] + sources[1].text[-1] == "会议"
    for item, source in zip(items, sources, strict=True):
        assert encode(source.text, source.encoding) == item.record


def test_records_in_a_folder_are_read_when_asked_for(tmp_path):
    """JSONL files in a folder are read only if a pattern names them; their records keep the path."""
    write(tmp_path / "sub" / "pages.jsonl", '{"id": "p1", "text": "会议"}')
    write(tmp_path / "scan.txt")
    assert names(tmp_path) == ["scan.txt"]
    assert names(tmp_path, patterns=["*.jsonl"]) == ["sub/pages.jsonl#p1"]


def test_records_without_an_id_are_called_by_their_line(tmp_path):
    """Failures are called by the file, however many there are of it."""
    records = tmp_path / "r.jsonl"
    records.write_text('{"text": "会"}\nno\nno\n{"text": "会", "id": null}\n', encoding="utf-8")
    names = [item.name for item in find_inputs([str(records)])]
    assert names == ["r.jsonl#1", "r.jsonl", "r.jsonl", "r.jsonl#4"]
