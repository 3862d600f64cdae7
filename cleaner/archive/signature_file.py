"""Signatures in a file, with what they were made by: what differs in that is never compared.

A file is a line of JSON, filled up with blanks to 512 bytes, then a row of 128 little-endian 32-bit numbers
for each record, in order.
"""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any, Final

import numpy as np

from cleaner.archive.matching import FORM_VERSION
from cleaner.archive.signature import PERMUTATIONS, SCHEME, SEED, SHINGLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

SCHEMA: Final = "cleaner/signatures/1"
HEAD: Final = 512
_ROW: Final = 4 * PERMUTATIONS


class SchemeError(ValueError):
    """Signatures were made in another way than those they would be compared with, or are damaged."""


def scheme() -> dict[str, str | int]:
    """What signatures are made by, to be stored with them."""
    return {
        "schema": SCHEMA,
        "scheme": SCHEME,
        "seed": SEED,
        "permutations": PERMUTATIONS,
        "shingle": SHINGLE,
        "form": FORM_VERSION,
    }


def check_scheme(stored: Mapping[str, Any], where: str) -> None:
    """Refuse signatures that were made in another way.

    Args:
        stored: what `scheme` gave when they were stored.
        where: the name of the file they are in, for the message.

    Raises:
        SchemeError: something differs.
    """
    for name, value in scheme().items():
        if stored.get(name) != value:
            raise SchemeError(
                f"{where}: signatures with {name} {stored.get(name)!r} cannot be compared with "
                f"those of this version ({value!r}): compute them again from the texts"
            )


def write_signatures(file: IO[bytes], blocks: Iterable[NDArray[np.uint32]]) -> int:
    """Write signatures, block by block, and tell how many rows they were."""
    file.write(json.dumps(scheme()).encode().ljust(HEAD - 1) + b"\n")
    rows = 0
    for block in blocks:
        file.write(np.ascontiguousarray(block, dtype="<u4").tobytes())
        rows += len(block)
    return rows


def read_signatures(file: IO[bytes], where: str) -> NDArray[np.uint32]:
    """All signatures of a file.

    Args:
        file: at its beginning.
        where: its name, for messages.

    Raises:
        SchemeError: they were made in another way, or the file is cut off or no such file.
    """
    try:
        stored = json.loads(file.read(HEAD))
    except ValueError:
        raise SchemeError(f"{where}: no signatures") from None
    check_scheme(stored, where)
    data = file.read()
    if len(data) % _ROW:
        raise SchemeError(f"{where}: cut off within a signature")
    return np.frombuffer(data, dtype="<u4").reshape(-1, PERMUTATIONS)
