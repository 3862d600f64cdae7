"""The house's own lists: what they take out, what they keep, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import clean, clean_page, page_record, restore
from cleaner.core.house import House, phrases
from cleaner.core.options import Options

HOUSE = House(
    mastheads=("江城周末", "海风"),
    staff=("值班副总编", "视觉统筹"),
    standing_heads=("今日关注",),
    remove=("本版新闻由海风社供稿,请勿外传", "（完）"),
    keep=("工人有力量",),
)
STORY = "会议指出，要夯实基层基础，推动各项工作再上新台阶。\n"


def removed(text: str, house: House = HOUSE, skip: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """What was removed and by which rule; every page is restored exactly."""
    page = clean_page(text, Options(house=house, skip=skip))
    assert restore(page_record(page)) == text.encode()
    return [(text[c.start : c.end], c.rules[-1]) for c in page.removed]


@pytest.mark.parametrize(
    "line", ["江城周末", "今日关注", "值班副总编：李明", "值班副总编 李明　视觉统筹/王小芳", "海风 今日关注"]
)
def test_lines_of_the_lists_go(line: str) -> None:
    """A line that consists of mastheads, staff with their names or standing heads belongs to the page."""
    assert removed(f"{line}\n市总工会召开会议\n\n{STORY}") == [(line, "find_house_lines")]
    assert removed(f"市总工会召开会议\n\n{STORY}{line}\n{STORY}") == [(line, "find_house_lines")]


@pytest.mark.parametrize(
    "line",
    [
        "江城周末迎来客流高峰",
        "今日关注：景区开门迎客",
        "值班副总编李明说，要把好导向关，记者要多到一线去。",
        "海风轻拂",
        "由江城周末主办的活动昨日举行。",
    ],
)
def test_lines_that_say_more_stay(line: str) -> None:
    """A headline or a sentence with a word of the lists keeps every character."""
    assert removed(f"市总工会召开会议\n\n{STORY}\n{line}\n\n{STORY}") == []


def test_the_lists_are_read_into_the_metadata() -> None:
    """Paper, section and editors come from the lists, also in a folio with other parts."""
    text = f"江城周末 2023年4月29日 星期六 第3版\n今日关注\n值班副总编：李明\n市总工会召开会议\n\n{STORY}"
    page = clean_page(text, Options(house=HOUSE))
    told = {"paper": "江城周末", "page": "3", "section": "今日关注", "editors": "值班副总编：李明"}
    assert told.items() <= dict(page.metadata).items()
    assert "paper" not in clean_page(text).metadata


def test_a_phrase_that_parts_articles_goes_after_they_are_parted():
    """Without their datelines, which the house wants out, the articles of a page are the same."""
    data = (Path(__file__).parents[1] / "samples" / "scan-001.txt").read_bytes()
    whole, without = (clean_page(data, Options(house=House(remove=words))) for words in ((), ("茂名晚报讯",)))
    texts = [[[page.text_of(b) for b in a.blocks] for a in page.articles] for page in (whole, without)]
    assert texts[1] == [[text.removeprefix("茂名晚报讯 ") for text in article] for article in texts[0]]
    assert texts[1] != texts[0]
    assert restore(page_record(without)) == data


@pytest.mark.parametrize(
    "phrase",
    [
        "本版新闻由海风社供稿，请勿外传",
        "本版新闻由海风社供稿,请勿外传",
        "本 版 新 闻 由 海 风 社 供 稿 ， 请 勿 外 传",
        "本版新闻由海风社\n供稿，请勿外传",
    ],
)
def test_phrases_go_wherever_they_stand(phrase: str) -> None:
    """Inside a paragraph, in a line of its own, wrapped, spaced, in signs of any width."""
    inside = f"会议指出，要夯实基层基础。{phrase}推动各项工作再上新台阶。\n"
    assert {rule for _, rule in removed(inside)} == {"remove_phrases"}
    cleaned = clean(inside, Options(house=HOUSE))
    assert cleaned == "会议指出，要夯实基层基础。推动各项工作再上新台阶。\n"
    alone = f"市总工会召开会议\n\n{STORY}\n{phrase}\n\n{STORY}"
    assert "供稿" not in clean(alone, Options(house=HOUSE))
    assert {rule for _, rule in removed(alone)} == {"remove_phrases"}


def test_a_phrase_that_is_not_whole_stays() -> None:
    """Half a phrase, or one with another character in it, is another phrase."""
    for text in ("本版新闻由海风社供稿，请勿转发。", "本版新闻由海波社供稿，请勿外传。", "（未完）"):
        assert removed(f"{STORY}{text}\n") == []


def test_a_phrase_across_a_place_where_text_was_torn_out_is_none() -> None:
    """White space in a phrase may be anything but the mark of a tear."""
    assert not phrases(("请勿外传",)).search("请勿\x1e外传")


LOOP = "大家齐声高唱咱们工人有力量，歌声响彻云霄，现场气氛热烈，掌声经久不息。"


def test_kept_phrases_are_never_removed() -> None:
    """What a rule would take out with such a phrase in it stays, and a note tells why; all else goes on."""
    text = f"{LOOP * 4}\n"
    assert removed(text, House())
    assert removed(text) == []
    notes = [mark.rule for mark in clean_page(text, Options(house=HOUSE)).marks if mark.kind == "decided"]
    assert set(notes) == {"keep_phrases"}
    other = LOOP.replace("咱们工人有力量", "团结就是力量之歌") * 4 + "\n"
    assert removed(other) == removed(other, House()) != []


def test_to_keep_is_stronger_than_to_remove() -> None:
    """A phrase on both lists stays, inside a text and in a line of its own."""
    house = House(remove=("咱们工人有力量",), keep=("工人有力量",))
    for text in ("大家高唱咱们工人有力量，掌声经久不息。\n", f"{STORY}\n咱们工人有力量\n\n{STORY}"):
        assert removed(text, house) == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("find_house_lines", f"江城周末\n市总工会召开会议\n\n{STORY}"),
        ("remove_phrases", f"会议指出（完）要夯实基层基础。\n{STORY}（完）\n{STORY}"),
    ],
)
def test_the_rules_of_the_house_can_be_left_out(rule: str, text: str) -> None:
    """--skip leaves out each of them."""
    assert removed(text)
    assert removed(text, skip=frozenset({rule})) == []


def test_phrases_to_keep_can_be_left_out() -> None:
    """Without `keep_phrases` the list of phrases to keep says nothing."""
    assert removed(f"{LOOP * 4}\n", skip=frozenset({"keep_phrases"}))


def test_a_clean_page_with_a_phrase_is_cleaned_again_to_the_same() -> None:
    """Cleaning what was cleaned with the lists changes nothing."""
    text = f"江城周末\n市总工会召开会议\n\n{STORY}（完）\n\n{STORY * 3}"
    once = clean(text, Options(house=HOUSE))
    assert clean(once, Options(house=HOUSE)) == once


def test_signs_of_a_phrase_are_no_pattern() -> None:
    """What looks like a regular expression in a list is text."""
    house = House(remove=("a.c[1-9]*(x|y)+?^$\\d",))
    assert removed("他说abc1xx，结果是a.c[1-9]*(x|y)+?^$\\d，就这样结束了。\n", house) == [
        ("a.c[1-9]*(x|y)+?^$\\d", "remove_phrases")
    ]


@given(
    st.lists(st.text("工会 ，,。\n（）ab🙂", min_size=1, max_size=4).filter(str.strip), max_size=3), st.data()
)
def test_whatever_the_lists_a_page_comes_back(words: list[str], data: st.DataObject) -> None:
    """Any words in any list: the page is restored, and no character is lost without a reason."""
    text = data.draw(st.text("工会，,。\n（）ab🙂 ", max_size=60))
    house = House(*(tuple(data.draw(st.lists(st.sampled_from(words or ["工"])))) for _ in range(5)))
    removed(text, house)
