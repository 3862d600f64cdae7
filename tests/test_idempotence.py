"""What was cleaned once is not changed again; what only looks like it is cleaned all the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import clean, clean_page, page_record, restore
from cleaner.core.settled import is_settled

HERE = Path(__file__).parent
SAMPLES = sorted((HERE.parent / "samples").glob("*.txt"))
UNDAMAGED = sorted((HERE / "undamaged").glob("*.txt"))
SEPARATORS = {"lines": "\n", "blank lines": "\n\n", "CRLF": "\r\n", "indents": "\n　　", "two": "\n\n\n"}

CONGRESS = (
    "市总工会召开第三次全委会\n\n会议听取了常委会的工作报告，就全年规划作了说明，并对下一步工作提出要求。"
)
HARVEST = "早稻开镰\n\n连日来，南岸的早稻进入收割期，农机手一天要收上百亩，仓库昼夜收粮不停，粮站排起了长队。"
# A table, a notice, a torn paragraph, a headline at the end, a copy, a caption and a gap: all that a page of
# several articles may still hold after it was cleaned.
LEFT_OVER = [
    "各区上半年借阅量\n\n城区　一月　二月\n\n东城　12.4　10.1\n\n西城　9.7　8.8",
    "读书会开讲\n\n读书会开讲\n\n读书会昨日在图书馆开讲，首讲的题目是怎样读一张旧报纸，听众坐满了三个厅",
    "的走廊里也站了人，主讲人讲了近两个小时，之后又回答了听众的提问。\n\n图为读书会现场。",
    "渡口的船在雨里等了半天，乘客陆续上船，船长说这样的雨季里每天要多跑〔缺〕\n\n两岸通了新航线",
]


def page_of(*articles: str) -> str:
    """Articles in the form in which `clean` writes them."""
    return "\n\n\n".join(articles) + "\n"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_samples_settle_at_once(path: Path, ends: str) -> None:
    """The clean text of a sample page passes unchanged, on Windows as well, and its page is accounted for."""
    once = clean(path.read_bytes())
    data = once.replace("\n", ends).encode()
    assert clean(data) == once
    assert restore(page_record(clean_page(data, name=path.name))) == data


@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS.keys())
@pytest.mark.parametrize("path", UNDAMAGED, ids=lambda path: path.stem)
def test_undamaged_text_settles_at_once(path: Path, separator: str) -> None:
    """However its lines are set apart, what comes out of undamaged text is not changed again."""
    once = clean(separator.join(path.read_text(encoding="utf-8").splitlines()))
    assert clean(once) == once


def test_all_that_may_be_left_over_stays() -> None:
    """In text of our form nothing is joined, cut, moved or split, whatever it may look like by itself."""
    text = page_of(CONGRESS, *LEFT_OVER, HARVEST)
    assert clean(text) == text
    page = clean_page(text)
    assert len(page.articles) == 6
    assert not list(page.removed)


@pytest.mark.parametrize("article", LEFT_OVER)
def test_one_of_it_stays_beside_another_article(article: str) -> None:
    """Each of these may be the first or the last of two articles."""
    for text in (page_of(article, CONGRESS), page_of(HARVEST, article)):
        assert clean(text) == text


def test_text_of_one_article_keeps_its_order() -> None:
    """A short line at the end of a single article stays there, and so does one behind a caption."""
    text = page_of(CONGRESS + "\n\n图为会议现场。\n\n会后参观了职工书屋。\n\n全委会部署全年规划")
    assert clean(text) == text


def test_what_is_alien_to_the_page_stands_last_already() -> None:
    """Nothing is moved to the end of a page that was cleaned before, even if it looks alien."""
    text = page_of(HARVEST, *([CONGRESS] * 3))
    assert clean(text) == text


WORDS = (
    "工会",
    "代表",
    "会议",
    "规划",
    "书屋",
    "稻田",
    "航线",
    "渡口",
    "图书",
    "雨季",
    "竞赛",
    "技能",
    "服务",
)
PHRASES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=8).map("".join)
SENTENCES = st.lists(PHRASES, min_size=1, max_size=4).map(lambda phrases: "，".join(phrases) + "。")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=4).map("".join)
BLOCKS = st.lists(st.one_of(PARAGRAPHS, PARAGRAPHS, PHRASES), min_size=1, max_size=5)
ARTICLES = st.tuples(PHRASES, BLOCKS).map(lambda parts: "\n\n".join((parts[0], *parts[1], parts[0] + "。")))


# The same cases in every run: texts of a dozen words that say nothing come near every threshold.
FIXED = settings(deadline=None, max_examples=100, derandomize=True)


@settings(FIXED)
@given(st.lists(ARTICLES, min_size=2, max_size=4))
def test_articles_in_our_form_stay(articles: list[str]) -> None:
    """Any articles of headlines and sentences, two blank lines between them, pass as they are."""
    text = page_of(*articles)
    if is_settled(text) and not LOOP.search(text):
        assert clean(text) == text


# What a decoder in a loop writes: that is cut, whatever form it has.
LOOP = re.compile(r"([^\n]{12,})\1\1")


def wrapped(text: str, width: int) -> str:
    """Each paragraph broken into lines, as a narrow column has it."""
    return "\n".join(
        "\n".join("　　"[: 2 * (not i)] + block[i : i + width] for i in range(0, len(block), width))
        for block in text.splitlines()
        if block
    )


@settings(FIXED)
@given(st.lists(ARTICLES, min_size=1, max_size=3), st.integers(12, 24))
def test_wrapped_articles_settle_at_once(articles: list[str], width: int) -> None:
    """Whatever is made of wrapped columns, it is not changed again if it has the form of several articles."""
    once = clean(wrapped(page_of(*articles), width))
    if is_settled(once):
        assert clean(once) == once


@pytest.mark.parametrize("between", ["", "\u200b", " ", "\n"])
def test_stops_that_meet_are_an_ellipsis_at_once(between: str) -> None:
    """Three stops are one, whatever stood between them: a second run has nothing to do."""
    once = clean(between.join(("会后，她说。", "。", "。大家都笑了起来，会场里的气氛热烈。")))
    assert once == "会后，她说……大家都笑了起来，会场里的气氛热烈。\n"
    assert clean(once) == once


TORN = (
    "首讲的题目是怎样读一张旧报纸，主讲人从一则启事说起，讲到纸张、铅字和广告，又讲到读者来信，听众坐满了三"
)


def test_torn_paragraphs_are_no_columns() -> None:
    """Long paragraphs that break off are not taken for lines of a column: what follows was judged before."""
    torn = "读书会昨日在图书馆开讲，" + TORN
    text = page_of(f"读书会开讲\n\n{torn}", f"渡口通航\n\n{torn[:-20]}")
    assert clean(text) == text


DAMAGED = {
    "a line end inside a paragraph": page_of(CONGRESS.replace("作了说明，", "作了说\n明，"), HARVEST),
    "letter-spaced words": page_of(CONGRESS.replace("工作报告", "工 作 报 告"), HARVEST),
    "half-width marks": page_of(CONGRESS.replace("，", ","), HARVEST),
    "a page number": page_of(CONGRESS, "— 3 —", HARVEST),
    "a service line": page_of(CONGRESS + "\n\n扫描二维码关注本报官方微信", HARVEST),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_damage_is_repaired_in_text_of_our_form(text: str) -> None:
    """One thing to repair, and the text is judged like any other."""
    assert clean(text) == page_of(CONGRESS, HARVEST) or "\n\n\n" not in clean(text)
    assert clean(clean(text)) == clean(text)
    assert clean(text) != text


def test_columns_with_a_blank_line_after_every_line_are_not_ours() -> None:
    """Where most of the text stands in lines that go on, blank lines part no blocks."""
    lines = [
        "会议听取了常委",
        "会的工作报告，",
        "就全年的规划作",
        "了说明，并对下",
        "一步工作提出要\n",
        "求。\n",
    ]
    assert not is_settled("\n\n".join(lines))


def test_a_paragraph_torn_inside_a_word_is_joined() -> None:
    """One paragraph a line, but one of them breaks off in a word that the page has elsewhere."""
    torn = (
        "会议指出，要深化产业工人队伍建设改革，把服务送到车间和班组，让每一名职工都有收获。\n\n"
        "近年来，各地以多种形式开展活动。去年举办竞赛三百多场，参加技能竞赛和岗位练兵并取得证书的一线职"
    )
    rest = "工超过七万人。各级工会建成了服务站上百个。"
    text = f"{torn}\n\n{rest}\n"
    assert not is_settled(text)
    assert clean(text) == f"{torn}{rest}\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "会议听取了报告。\n",
        "会议听取了报告。\n\n",
        "会议听取了报告。\n\n会后参观。",
        "会议听取了报告。\n\n会后参观。\n\n",
        "会议听取了报告。\n\n\n\n会后参观。\n",
        "会议听取了报告。 \n\n会后参观。\n",
        "会议听取了报告。\n\n　　会后参观。\n",
        "会议听取了报告。\n\n会后\f参观。\n",
    ],
)
def test_other_forms_are_not_ours(text: str) -> None:
    """Text without our separators or with others beside them has not our form."""
    assert not is_settled(text)


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_loop_is_cut_from_text_in_our_form(end: str) -> None:
    """Recognisers write paragraphs too: that these look like ours is no reason to leave a loop in them."""
    loop = "粮站把收购点设到村口，农户不出村就能把新粮卖出去，"
    text = f"{CONGRESS}\n\n{HARVEST}{loop * 6}"
    assert clean(text + end).count(loop) == 1


def test_sentences_that_stand_twice_keep_their_stop() -> None:
    """The stop before two like sentences is no part of a loop: the text is settled, and no stop is lost."""
    twice = "粮站把收购点设到村口，农户不出村就能把新粮卖出去，价钱当场算清，粮款当天到账，仓库昼夜收粮。" * 2
    text = page_of(CONGRESS, f"早稻开镰\n\n收割期到了。{twice}\n\n南岸排起了长队。")
    assert clean(text) == text
    damaged = clean(text.replace("排起了长队", "排 起 了 长 队"))
    assert "昼夜收粮。\n\n南岸" in damaged


def test_a_page_of_paragraphs_is_still_parted_into_articles() -> None:
    """A recogniser that writes one paragraph a line has our form too: its articles are sought."""
    gold = json.loads((HERE.parent / "samples" / "scan-001.gold.json").read_text(encoding="utf-8"))
    blocks = [block for article in gold["articles"] for block in article["blocks"]]
    body = [block["text"] for block in blocks if block["role"] != "title"]
    headlines = [block["text"] for block in blocks if block["role"] == "title"]
    page = clean_page(("\n\n".join(body + headlines) + "\n").encode(), name="page")
    assert [[b.role for b in article.blocks].count("title") for article in page.articles] == [4, 2]
    assert page.text_of(page.articles[1].blocks[0]) == headlines[4]
