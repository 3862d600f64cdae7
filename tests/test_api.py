"""The public API: what `import cleaner` offers, and that it keeps its promises."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.read.encoding import encode

ROOT = Path(__file__).parents[1]
DAMAGED = "会议听取了管 理 办 法（试 行）的报告。"
CLEAN = "会议听取了管理办法（试行）的报告。\n"


def test_all_names_are_there() -> None:
    """Every name of `__all__` can be had; any other is an AttributeError."""
    for name in cleaner.__all__:
        assert getattr(cleaner, name).__doc__
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = cleaner.no_such_name


def test_importing_loads_nothing() -> None:
    """`import cleaner` loads no module of the project but itself."""
    code = "import sys, cleaner; print([name for name in sys.modules if name.startswith('cleaner.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)  # noqa: S603
    assert done.stdout.strip() == b"[]"


def test_the_version_is_that_of_the_package() -> None:
    """`__version__` and pyproject.toml say the same."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project.get("version", cleaner.__version__) == cleaner.__version__


def test_text_and_bytes_give_the_same() -> None:
    """A text and its bytes in any encoding are cleaned alike."""
    assert cleaner.clean(DAMAGED) == CLEAN
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert cleaner.clean(DAMAGED.encode(encoding)) == CLEAN


def test_options_are_heeded() -> None:
    """A skipped rule does nothing."""
    skip = frozenset({"close_letter_spacing", "close_chinese_spaces"})
    assert "管 理" in cleaner.clean(DAMAGED, cleaner.Options(skip=skip))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("xyz", "there is no rule 'xyz': 'clean rules' lists them"),
        ("close_leter_spacing", "did you mean close_letter_spacing"),
        ("lay_out", "lay_out cannot be left out"),
    ],
)
def test_what_is_no_rule_cannot_be_skipped(name: str, said: str) -> None:
    """The sentence of the command line, as a ValueError; rules across pages are rules."""
    for work in (cleaner.clean, cleaner.clean_page):
        with pytest.raises(ValueError, match=said):
            work(DAMAGED, cleaner.Options(skip=frozenset({name})))
    assert cleaner.clean(DAMAGED, cleaner.Options(skip=frozenset({"find_copies"}))) == CLEAN


@pytest.mark.parametrize("form", [dict, str, bytes])
def test_restore_takes_a_record_in_every_form(form: type) -> None:
    """A mapping, its JSON, and the bytes of that."""
    data = DAMAGED.encode("gb18030")
    account = cleaner.page_record(cleaner.clean_page(data))
    text = json.dumps(account)
    assert cleaner.restore({dict: account, str: text, bytes: text.encode()}[form]) == data


@pytest.mark.parametrize("wrong", ["[]", "{}", "no json", b"\xff", "1", '{"schema": "cleaner/page/1"}'])
def test_what_is_no_record_is_an_error_of_restoring(wrong: str | bytes) -> None:
    """Whatever it is given, `restore` raises RestoreError and nothing else."""
    with pytest.raises(cleaner.RestoreError):
        cleaner.restore(wrong)


def test_an_edited_record_is_refused() -> None:
    """Not only a text of another length: any edit."""
    account = cleaner.page_record(cleaner.clean_page(DAMAGED))
    account["articles"][0]["blocks"][0]["text"] = account["articles"][0]["blocks"][0]["text"].replace(
        "会", "令"
    )
    with pytest.raises(cleaner.RestoreError, match="edited"):
        cleaner.restore(account)


def test_binary_bytes_are_an_error_of_reading() -> None:
    """Bytes that are no text raise ReadError."""
    with pytest.raises(cleaner.ReadError):
        cleaner.clean(b"\x00\x01\x02\x03" * 200)


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=120) | st.text(alphabet="工会 报告,。“”\r\n1４\u3000\f", max_size=120).map(str.encode)
)
def test_whatever_is_read_comes_back(data: bytes) -> None:
    """Random bytes are refused or restored exactly."""
    try:
        page = cleaner.clean_page(data)
    except cleaner.ReadError:
        return
    assert cleaner.restore(json.dumps(cleaner.page_record(page))) == data


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_whatever_text_is_given_comes_back(text: str) -> None:
    """Any text is restored as its UTF-8, lone surrogates as the damaged bytes that they stand for."""
    assert cleaner.restore(cleaner.page_record(cleaner.clean_page(text))) == encode(text, "utf-8")


def test_lone_surrogates_are_damaged_bytes() -> None:
    """A text with halves of characters is cleaned like any other."""
    assert cleaner.clean("工会\ud800报告\udcff。") == "工会\ufffd\ufffd\ufffd报告\ufffd。\n"
