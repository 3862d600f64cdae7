"""Signatures: datasketch's own, bit for bit, and refused where they were made in another way."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from archive_noise import damaged, some_text
from datasketch import MinHash, MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.archive.signature import (
    EMPTY,
    PERMUTATIONS,
    SEED,
    SHINGLE,
    lean,
    permutations,
    shingle_hash,
    shingles,
    signatures,
    similarity,
)
from cleaner.archive.signature_file import (
    SchemeError,
    check_scheme,
    read_signatures,
    scheme,
    write_signatures,
)


def theirs(form: str) -> MinHash:
    sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=shingle_hash, scheme="affine32")
    sketch.update_batch(shingles(form))
    return sketch


@given(st.lists(st.text(max_size=30), max_size=8))
@settings(deadline=None)
def test_signatures_are_those_of_datasketch(forms: list[str]) -> None:
    """Any batch of any texts, short and empty ones among them, has datasketch's values bit for bit."""
    forms = [form.encode("utf-8", "replace").decode() for form in forms]
    rows = signatures(forms)
    assert rows.dtype == np.uint32
    assert rows.shape == (len(forms), PERMUTATIONS)
    for row, form in zip(rows, forms, strict=True):
        assert np.array_equal(row, theirs(form).hashvalues)


def test_permutations_are_those_of_datasketch() -> None:
    """They are made without importing datasketch, and are the same."""
    assert np.array_equal(permutations(), MinHash(num_perm=PERMUTATIONS, seed=SEED).permutations)


def test_long_texts_and_many_have_the_values_they_have_alone() -> None:
    """How many are computed at once, in whichever order, does not matter."""
    forms = [some_text(length, length) for length in (1, 3, 4, 5, 120, 7000, 0, 33)] * 3
    assert np.array_equal(signatures(forms), np.vstack([signatures([form]) for form in forms]))


def test_a_text_without_characters_has_the_empty_signature() -> None:
    """It is datasketch's empty one."""
    assert (signatures([""]) == EMPTY).all()
    assert signatures([]).shape == (0, PERMUTATIONS)


def test_estimates_are_as_good_as_theory_says() -> None:
    """The root mean square error against exact Jaccard similarity is that of 128 independent samples."""
    errors, expected = [], []
    for seed in range(400):
        text = some_text(150, seed)
        copy = damaged(text, (seed % 20) / 60, seed + 1)
        a, b = set(shingles(text)), set(shingles(copy))
        exact = len(a & b) / len(a | b)
        rows = signatures([text, copy])
        errors.append(float(similarity(rows[0], rows[1])) - exact)
        expected.append(exact * (1 - exact) / PERMUTATIONS)
    assert abs(np.mean(errors)) < 0.006
    assert np.sqrt(np.mean(np.square(errors))) < 1.1 * np.sqrt(np.mean(expected))


def test_lean_objects_work_in_an_index_of_datasketch() -> None:
    """A signature computed here finds its copy in a `MinHashLSH`, and so does one of datasketch's own."""
    texts = [some_text(200, seed) for seed in range(20)]
    index = MinHashLSH(threshold=0.5, num_perm=PERMUTATIONS)
    for number, row in enumerate(signatures(texts)):
        index.insert(number, lean(row))
    near = signatures([damaged(texts[7], 0.02, 1)])[0]
    assert index.query(lean(near)) == [7]
    assert index.query(theirs(texts[3])) == [3]
    assert lean(near).jaccard(theirs(texts[7])) == float(similarity(near, signatures(texts)[7]))


def test_a_shingle_is_four_characters_and_its_hash_is_published() -> None:
    """These values are in files of users: they change with another version only."""
    assert SHINGLE == 4
    assert shingle_hash("市总工会") == 1_416_200_172
    assert signatures(["市总工会召开会议"])[0, :3].tolist() == [537_141_914, 216_877_996, 958_378_034]


def test_signatures_come_back_from_a_file_with_their_scheme() -> None:
    """What is written block by block is read as one, from behind a line that says how it was made."""
    rows = signatures([some_text(50, seed) for seed in range(7)])
    file = io.BytesIO()
    assert write_signatures(file, [rows[:3], rows[3:]]) == 7
    assert {"schema": "cleaner/signatures/1", "scheme": "affine32", "seed": 1}.items() <= json.loads(
        file.getvalue().split(b"\n")[0]
    ).items()
    file.seek(0)
    assert np.array_equal(read_signatures(file, "day.sig"), rows)


@pytest.mark.parametrize(
    ("name", "value"), [("scheme", "legacy"), ("seed", 2), ("shingle", 5), ("permutations", 256), ("form", 0)]
)
def test_signatures_made_in_another_way_are_refused(name: str, value: object) -> None:
    """The message names the file and what differs."""
    with pytest.raises(SchemeError, match=rf"old\.sig.*{name}"):
        check_scheme(scheme() | {name: value}, "old.sig")


@pytest.mark.parametrize("cut", [0, 100, 512 + 100])
def test_damaged_files_are_refused(cut: int) -> None:
    """A file that is empty, no such file, or cut off within a row is not read as fewer rows."""
    file = io.BytesIO()
    write_signatures(file, [signatures(["市总工会召开会议"])])
    with pytest.raises(SchemeError, match=r"day\.sig"):
        read_signatures(io.BytesIO(file.getvalue()[:cut]), "day.sig")
