"""`run.json`: how a run was made and what came of every input, one a line, so that any length can be read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Json = dict[str, Any]
_INPUTS: Final = b' "inputs": [\n'
_END: Final = b" ]\n"


def write_account(path: Path, head: Json, inputs: Iterable[Json]) -> None:
    """Write one JSON object: the head and, last, `inputs`."""
    encoder = json.JSONEncoder(ensure_ascii=False)
    with path.open("wb") as file:
        file.write(_bytes(json.dumps(head, ensure_ascii=False, indent=1))[:-2] + b",\n" + _INPUTS)
        parted = b""
        for entry in inputs:
            file.write(parted + b"  " + _bytes(encoder.encode(entry)))
            parted = b",\n"
        file.write(parted[1:] + _END + b"}\n")


def read_head(path: Path) -> Json:
    """All but the inputs.

    Raises:
        ValueError: the file is no such account.
    """
    lines = []
    with path.open("rb") as file:
        while (line := file.readline()) != _INPUTS:
            if not line:
                raise ValueError("no inputs")
            lines.append(line)
    head: Json = json.loads(b"".join(lines).rstrip().rstrip(b",") + b"}")
    return head


def read_inputs(path: Path) -> Iterator[Json]:
    """What came of every input, in order."""
    with path.open("rb") as file:
        for line in iter(file.readline, b""):
            if line == _INPUTS:
                break
        for line in iter(file.readline, b""):
            if line == _END:
                return
            yield json.loads(line.rstrip().rstrip(b","))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
