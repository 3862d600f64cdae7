"""Pairs of characters in the words of the language."""

from __future__ import annotations

import pytest

from cleaner.core.pairs import affinity, rows, times_in_words


@pytest.mark.parametrize("word", ["会议", "步伐", "葡萄", "會議", "臺灣"])
def test_the_halves_of_a_word_belong_together_in_either_script(word: str) -> None:
    """Far oftener than by chance."""
    bound = affinity(*word)
    assert bound is not None
    assert bound > 2


@pytest.mark.parametrize(
    "pair", ["步的", "议步", "。会", "会，", "a1", "# ", " 会", "\u3000会", "𠀀会", "会\n"]
)
def test_what_no_word_has_is_told_apart_from_what_is_rare(pair: str) -> None:
    """Other characters than ideographs, too."""
    assert affinity(*pair) is None


def test_every_character_that_stands_in_a_pair_stands_in_words() -> None:
    """So that no share is taken of nothing."""
    known = times_in_words()
    assert all(first in known and known.keys() >= row.keys() for first, row in rows())
