"""Patterns that are kept compiled: the same matches with and without the store, whatever is in its file."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cleaner.core.pattern import Store, lazy

if TYPE_CHECKING:
    from pathlib import Path

PATTERNS = ("[一-鿿]+", r"(?P<year>\d{4})年(\d+)月", "(?<=[。！])\n", "[A-Z]{2}(?!\\d)")
TEXT = "茂名晚报讯 2024年4月，AB会议。\n召开CD1"


def found(store: Store, source: str, flags: int = 0) -> list[tuple[str, dict[str, str]]]:
    return [(m.group(), m.groupdict()) for m in store.compile(source, flags).finditer(TEXT)]


@pytest.mark.parametrize("source", PATTERNS)
def test_a_stored_pattern_matches_as_a_compiled_one(source: str, tmp_path: Path) -> None:
    """Fresh, and read back by another process, a pattern finds what `re` finds, names included."""
    expected = [(m.group(), m.groupdict()) for m in re.finditer(source, TEXT)]
    path = str(tmp_path / "store.patterns")
    fresh = Store(path)
    assert found(fresh, source) == expected
    fresh.write()
    again = Store(path)
    assert found(again, source) == expected
    assert again.grown is False


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"not marshal at all", marshal.dumps(("another Python", {})), marshal.dumps(7)],
    ids=["empty", "a byte", "text", "another version", "another shape"],
)
def test_a_damaged_store_is_no_obstacle(content: bytes, tmp_path: Path) -> None:
    """Whatever stands in the file, patterns are compiled and match."""
    path = tmp_path / "store.patterns"
    path.write_bytes(content)
    assert found(Store(str(path)), "[一-鿿]{4}")[0][0] == "茂名晚报"


def test_damaged_code_is_compiled_anew(tmp_path: Path) -> None:
    """Code that the engine refuses is passed over."""
    path = str(tmp_path / "store.patterns")
    store = Store(path)
    found(store, "工会")
    assert store.known is not None
    store.known["工会", 0] = (32, b"\x01\0\0\0\x02\0\0\0", 0, {}, (None,))
    assert found(store, "会")[0][0] == "会"
    assert found(store, "工会") == []


@pytest.mark.parametrize("place", ["a file/store", ""], ids=["below a file", "no place at all"])
def test_a_place_that_cannot_be_written_is_no_error(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a place to keep them patterns are compiled at every start."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a file").write_text("")
    store = Store(place and str(tmp_path / place))
    assert found(store, "会议")[0][0] == "会议"
    store.write()
    assert [path.name for path in tmp_path.rglob("*")] == ["a file"]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the variables are those of Linux")
def test_a_second_process_compiles_nothing(tmp_path: Path) -> None:
    """What one process compiled the next one reads, also where Python may keep no compiled modules."""
    for cache in ({"HOME": str(tmp_path)}, {"HOME": "/nowhere", "XDG_CACHE_HOME": str(tmp_path / ".cache")}):
        files = []
        for _ in range(2):
            subprocess.run(
                [sys.executable, "-c", "from cleaner.core.pattern import lazy; lazy('[会议]').search('')"],
                env={"PYTHONDONTWRITEBYTECODE": "1", **cache},
                check=True,
            )
            (file,) = (tmp_path / ".cache" / "cleaner").iterdir()
            files.append(file.stat().st_ino)
        assert files[0] == files[1]
        file.unlink()


def test_patterns_of_other_versions_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that has grown beyond what one version needs begins anew."""
    path = str(tmp_path / "store")
    for source in PATTERNS:
        store = Store(path)
        store.compile(source, 0)
        store.write()
    assert set(Store(path)._read()) == {(source, 0) for source in PATTERNS}  # noqa: SLF001
    monkeypatch.setattr("cleaner.core.pattern._MOST", len(PATTERNS) - 1)
    store = Store(path)
    store.compile("工会", 0)
    store.write()
    assert set(Store(path)._read()) == {("工会", 0)}  # noqa: SLF001


def test_flags_count() -> None:
    """A pattern with flags is another pattern."""
    assert lazy("ab", re.IGNORECASE).search(TEXT)
    assert not lazy("ab").search(TEXT)
