"""MinHash signatures of matching forms: equal signatures for equal forms, near ones for near forms.

The scheme is datasketch's own `affine32` with its permutations: a signature equals, bit for bit, that of
`datasketch.MinHash(scheme="affine32", seed=SEED, hashfunc=shingle_hash)` over `shingles(form)`, so that it
can be handed to everything made for datasketch.  Here hundreds of texts are computed at once.

Broder, A. (1997): On the resemblance and containment of documents.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datasketch import LeanMinHash
    from numpy.typing import NDArray

# Longer shingles lose copies with misread characters: at 5 % in both copies 5 characters leave a Jaccard
# similarity of .44, 4 of .52; of 3 unrelated news share so many that there are candidates everywhere.
SHINGLE: Final = 4
PERMUTATIONS: Final = 128
SEED: Final = 1
SCHEME: Final = "affine32"
# The factor of the shingle hash: odd, its bits in no order (the golden ratio of 32 bits).
_FACTOR: Final = 0x9E3779B1
# MurmurHash3's finaliser, which datasketch applies before its permutations.
_MIX: Final = (0x85EBCA6B, 0xC2B2AE35)
EMPTY: Final = 0xFFFFFFFF
"""Every value of the signature of a text without characters, as datasketch has it."""


def shingles(form: str) -> list[str]:
    """The overlapping shingles of a form; a shorter form is one shingle by itself.

    Examples:
        >>> shingles("产改工作会"), shingles("产改"), shingles("")
        (['产改工作', '改工作会'], ['产改'], [])
    """
    if len(form) <= SHINGLE:
        return [form] if form else []
    return [form[i : i + SHINGLE] for i in range(len(form) - SHINGLE + 1)]


def shingle_hash(shingle: str) -> int:
    """The hash of a shingle: its code points as the digits of a number to the base 0x9E3779B1, modulo 2³².

    To be given to datasketch as `hashfunc`; published, and not changed without another version.

    Examples:
        >>> shingle_hash("a"), shingle_hash("aa") == 97 * 0x9E3779B1 + 97 & 0xFFFFFFFF
        (97, True)
    """
    value = 0
    for char in shingle:
        value = value * _FACTOR + ord(char) & 0xFFFFFFFF
    return value


def signatures(forms: Sequence[str]) -> NDArray[np.uint32]:
    """The signatures of matching forms, a row of 128 values each; hundreds at once are best."""
    hashes, starts = _hashes(forms)
    rows = np.full((len(forms), PERMUTATIONS), EMPTY, dtype=np.uint32)
    a, b = permutations()
    full = np.flatnonzero(np.diff(starts))
    if not full.size:
        return rows
    columns = np.empty((PERMUTATIONS, full.size), dtype=np.uint32)
    buffer = np.empty_like(hashes)
    for k in range(PERMUTATIONS):
        np.multiply(hashes, a[k], out=buffer)
        np.add(buffer, b[k], out=buffer)
        np.minimum.reduceat(buffer, starts[full], out=columns[k])
    rows[full] = columns.T
    return rows


def similarity(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> NDArray[np.float64]:
    """The estimated Jaccard similarity of rows `a` to rows `b`."""
    agree: NDArray[np.float64] = (a == b).mean(axis=-1)
    return agree


def lean(row: NDArray[np.uint32]) -> LeanMinHash:
    """A signature as datasketch's own object, for `MinHashLSH` and its like."""
    from datasketch import LeanMinHash  # loads scipy

    return LeanMinHash(seed=SEED, hashvalues=row, scheme=SCHEME)


@cache
def permutations() -> NDArray[np.uint32]:
    """The factors and summands of datasketch's `affine32` permutations."""
    random = np.random.RandomState(SEED)
    a = random.randint(0, 1 << 31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return np.array([a, random.randint(0, 1 << 32, PERMUTATIONS, dtype=np.uint32)])


def _hashes(forms: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """The mixed hashes of all shingles, and where those of each form begin, with the end behind the last."""
    lengths = np.fromiter(map(len, forms), dtype=np.intp, count=len(forms))
    ends = np.cumsum(lengths)
    codes = np.frombuffer("".join(forms).encode("utf-32-le"), dtype="<u4")
    hashes = rolling(codes, SHINGLE)
    counts = np.where(lengths > SHINGLE, lengths - SHINGLE + 1, lengths > 0)
    inside = np.ones(len(codes), dtype=bool)
    for k in range(1, SHINGLE):
        inside[ends[lengths >= k] - k] = False  # begins less than a shingle before the end
    short = np.flatnonzero((lengths > 0) & (lengths < SHINGLE))
    first = (ends - lengths)[short]
    hashes = np.append(hashes, np.zeros(len(codes) - len(hashes), dtype=np.uint32))
    hashes[first] = [shingle_hash(forms[i]) for i in short.tolist()]
    inside[first] = True
    return mixed(hashes[inside]), np.concatenate(([0], np.cumsum(counts)))


def rolling(codes: NDArray[np.uint32], size: int) -> NDArray[np.uint32]:
    """The hash of the `size` characters from each place on."""
    if len(codes) < size:
        return np.empty(0, dtype=np.uint32)
    hashes = codes[: len(codes) - size + 1].copy()
    for k in range(1, size):
        hashes *= np.uint32(_FACTOR)
        hashes += codes[k : len(codes) - size + 1 + k]
    return hashes


def mixed(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """MurmurHash3's finaliser, in place."""
    hashes ^= hashes >> np.uint32(16)
    hashes *= np.uint32(_MIX[0])
    hashes ^= hashes >> np.uint32(13)
    hashes *= np.uint32(_MIX[1])
    hashes ^= hashes >> np.uint32(16)
    return hashes
