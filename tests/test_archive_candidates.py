"""Candidates: every copy, reprint and contained passage is among them; templates do not explode."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
from archive_noise import damaged, some_text
from hypothesis import given
from hypothesis import strategies as st

from cleaner.archive import bands, words
from cleaner.archive.anchors import LENGTH, WINDOW, anchors
from cleaner.archive.bands import Bands, band_keys, candidates, unpacked, whole_keys
from cleaner.archive.candidates import Candidates
from cleaner.archive.clusters import components
from cleaner.archive.signature import signatures
from cleaner.archive.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from numpy.typing import NDArray


def found(forms: list[str], folder: Path | None = None, batch: int = 50) -> set[tuple[int, int]]:
    search = Candidates(folder)
    for start in range(0, len(forms), batch):
        search.add(forms[start : start + batch])
    blocks = list(search.pairs())
    search.close()
    assert all((block[:, 0] < block[:, 1]).all() for block in blocks)
    pairs = [tuple(pair) for block in blocks for pair in block.tolist()]
    assert pairs == sorted(set(pairs))
    return {(a, b) for a, b in pairs}


def signature_pairs(rows: NDArray[np.uint32]) -> set[tuple[int, int]]:
    return {(a, b) for a, b in candidates(rows).tolist()}


def test_near_copies_are_candidates_and_unrelated_texts_are_not() -> None:
    """With 5 % of characters misread in both copies 97 of 100 pairs are found at least, and no other pair."""
    texts = [some_text(150, seed) for seed in range(100)]
    forms = [damaged(text, 0.05, seed) for seed, text in enumerate(texts + texts)]
    pairs = found(forms)
    assert pairs <= {(i, i + 100) for i in range(100)}
    assert len(pairs) >= 97


def test_short_copies_are_candidates() -> None:
    """Of texts of 50 characters, a tenth of them misread in one copy, 96 of 100 are found at least."""
    texts = [some_text(50, seed) for seed in range(100)]
    pairs = found([*texts, *(damaged(text, 0.1, seed) for seed, text in enumerate(texts))])
    assert pairs <= {(i, i + 100) for i in range(100)}
    assert len(pairs) >= 96


def test_a_short_text_inside_a_long_one_is_a_candidate() -> None:
    """Of 60 characters out of 2,000 all are found in a clean scan, 97 where 3 % are misread in both."""
    articles = [some_text(2000, seed) for seed in range(100)]
    for share, least in ((0, 100), (0.03, 97)):
        scans = [damaged(article, share, seed) for seed, article in enumerate(articles)]
        parts = [damaged(article[700:760], share, 500 + seed) for seed, article in enumerate(articles)]
        assert len(found(scans + parts) & {(i, i + 100) for i in range(100)}) >= least


def test_texts_that_share_a_sentence_are_candidates() -> None:
    """Articles that quote the same sentence of 30 characters meet; those that share a phrase of 7 do not."""
    sentence, phrase = some_text(30, 1), some_text(7, 2)
    quoting = [some_text(300, 10 + k) + sentence + phrase + some_text(300, 20 + k) for k in range(2)]
    other = some_text(300, 30) + phrase + some_text(300, 31)
    assert found([*quoting, other]) == {(0, 1)}


def test_equal_texts_are_candidates_with_the_first_of_them() -> None:
    """A thousand equal texts make 999 pairs; what is like them is a candidate with the first."""
    text = some_text(200, 1)
    near = damaged(text, 0.02, 2)
    assert found([text] * 1000 + [near]) == {(0, k) for k in range(1, 1001)}


def test_texts_without_characters_are_no_candidates() -> None:
    """Empty forms are nobody's copies."""
    assert found([""] * 50) == set()
    assert signature_pairs(signatures([""] * 50)) == set()
    assert found([]) == set()


def test_templates_make_a_bounded_number_of_pairs_and_hide_no_copy() -> None:
    """Two thousand notices of one form: few pairs each, and the copies among them all the same."""
    head, tail = some_text(80, 1), some_text(80, 2)
    notices = [head + some_text(25, 100 + k) + tail for k in range(2000)]
    copies = [damaged(notices[k], 0.02, k) for k in range(0, 2000, 40)]
    pairs = found(notices + copies)
    assert len(pairs) < 100 * 2050
    twins = {(40 * k, 2000 + k) for k in range(len(copies))}
    assert len(pairs & twins) >= 0.98 * len(twins)


def test_small_buffers_and_files_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sorted in memory and what goes through files gives the same pairs; the files are gone after."""
    texts = [some_text(120, seed) for seed in range(150)]
    forms = texts + [damaged(text, 0.04, 7) for text in texts] + texts[:20]
    expected = found(forms)
    monkeypatch.setattr(words, "LIMIT", 500)
    monkeypatch.setattr(words, "_STEP", 16)
    monkeypatch.setattr(bands, "_BLOCK", 40)
    monkeypatch.setattr(bands, "PLACES", 150)
    assert found(forms, tmp_path, batch=33) == expected
    assert not list(tmp_path.iterdir())


def test_pairs_of_bands_are_what_comparing_all_rows_gives() -> None:
    """Against the plain definition: rows with a band in common, of equal rows the first only."""
    choose = np.random.default_rng(1)
    rows = choose.integers(0, 2, (60, 128), dtype=np.uint32)
    rows[40:50] = rows[:10]
    first = [i for i in range(60) if not 40 <= i < 50]
    share = lambda a, b: (rows[a].reshape(32, 4) == rows[b].reshape(32, 4)).all(axis=1).any()  # noqa: E731
    expected = {(a, b) for a, b in combinations(first, 2) if share(a, b)} | {(k, 40 + k) for k in range(10)}
    # Buckets are far larger than a window here, so what is found is part of that, each with its neighbours.
    assert signature_pairs(rows) <= expected
    few = {(a, b) for a, b in combinations(range(12), 2) if share(a, b)}
    assert signature_pairs(rows[:12]) == few


def test_keys_tell_rows_apart_and_know_the_empty_one() -> None:
    """Keys of a band depend on that band alone; the whole key on all of it, and is 0 for empty rows."""
    rows = signatures([some_text(80, 1), some_text(80, 2), ""])
    other = rows.copy()
    other[:, -1] ^= 1
    keys, changed = band_keys(rows), band_keys(other)
    assert (keys[:-1] == changed[:-1]).all()
    assert (keys[-1] != changed[-1]).all()
    assert len({*whole_keys(keys)[:2].tolist(), *whole_keys(changed)[:2].tolist()}) == 4
    assert whole_keys(keys)[2] == 0


@given(st.text(st.sampled_from("会议召开总结部署"), max_size=60), st.text("报社记者", max_size=20))
def test_any_shared_stretch_shares_an_anchor(passage: str, around: str) -> None:
    """Texts that share so many characters in a row share an anchor, whatever stands around."""
    hashes, owners = anchors([passage, around + passage + around, around])
    shared = set(hashes[owners == 0].tolist()) & set(hashes[owners == 1].tolist())
    assert bool(shared) == (len(passage) >= LENGTH + WINDOW - 1) or len(passage) >= LENGTH


def test_anchors_do_not_depend_on_the_neighbours_in_a_batch() -> None:
    """A text has the anchors it has alone; about one character in four begins one."""
    forms = [some_text(n, n) for n in (0, 5, 8, 9, 300, 14, 1000)]
    hashes, owners = anchors(forms)
    for number, form in enumerate(forms):
        assert hashes[owners == number].tolist() == anchors([form])[0].tolist()
    assert 0.2 < (owners == 6).sum() / 1000 < 0.3


def test_words_are_sorted_through_a_file_with_high_halves_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are, blocks come in order and no high half is cut in two."""
    monkeypatch.setattr(words, "LIMIT", 256)
    monkeypatch.setattr(words, "_STEP", 8)
    choose = np.random.default_rng(2)
    numbers = choose.integers(0, 90, 5000, dtype=np.uint64) << np.uint64(32) | choose.integers(
        0, 9, 5000, dtype=np.uint64
    )
    bag = Words(tmp_path)
    for part in np.array_split(numbers, 13):
        bag.add(part)
    blocks = list(bag.blocks())
    bag.close()
    assert np.array_equal(np.concatenate(blocks), np.sort(numbers))
    assert len(blocks) > 5
    assert all(a[-1] >> np.uint64(32) < b[0] >> np.uint64(32) for a, b in pairwise(blocks))


def test_parts_of_words_keep_high_halves_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part ends where the high half changes, however many words share it, and none is left out."""
    monkeypatch.setattr(words, "_PART", 4)
    numbers = np.array([1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 4], dtype=np.uint64) << np.uint64(32)
    found = list(words.parts(numbers))
    assert [len(part) for part in found] == [6, 5, 1]
    assert np.array_equal(np.concatenate(found), numbers)
    assert not list(words.parts(numbers[:0]))


@given(st.integers(1, 40), st.data())
def test_components_are_those_of_a_plain_search(count: int, data: st.DataObject) -> None:
    """Each number gets the smallest one it is joined to, by however long a chain."""
    numbers = st.integers(0, count - 1)
    pairs = data.draw(st.lists(st.tuples(numbers, numbers), max_size=60))
    plain = list(range(count))
    for _ in range(count):
        for a, b in pairs:
            plain[a] = plain[b] = min(plain[a], plain[b])
    assert components(count, np.array(pairs, dtype=np.int64).reshape(-1, 2)).tolist() == plain


def test_a_long_chain_is_one_component() -> None:
    """A path through 100,000 numbers in bad order is joined in few rounds."""
    order = np.random.default_rng(3).permutation(100_000)
    assert (components(100_000, np.stack((order[:-1], order[1:]), axis=1)) == 0).all()


def test_bands_give_the_same_pairs_in_any_batches() -> None:
    """How many rows are added at a time does not matter."""
    rows = signatures([damaged(some_text(100, seed % 40), 0.03, seed) for seed in range(120)])
    together, apart = Bands(), Bands()
    together.add(rows)
    for row in rows:
        apart.add(row[None])
    results = []
    for search in (together, apart):
        leads, copies = search.leaders()
        results.append(np.unique(np.concatenate((copies, *search.pairs(leads)))))
        search.close()
    assert np.array_equal(*results)
    assert np.array_equal(unpacked(results[0]), candidates(rows))
