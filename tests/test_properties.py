"""What must hold for every input, over the whole pipeline: nothing raises, everything comes back."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner import Options, ReadError, clean, clean_page, page_record, restore
from cleaner.core.skipping import NEEDED
from cleaner.pipeline import all_rules
from cleaner.report.changelog import Output, log_records, restore_outputs
from cleaner.report.formats import render_as
from cleaner.report.text import in_order

RULES = sorted(set(all_rules()) - set(NEEDED))
quick = settings(max_examples=120, deadline=None)

# What pages are made of, sound and damaged: every rule meets something that it might take for its own.
LINES = (
    "市总工会召开会议 听取工作报告",
    "聚焦机制建设",
    "　　本报讯 记者 王芳 通讯员 李强 会议指出，要夯实基层基础，把好事办好，办到职工心里",
    "会议指出，要夯实基层基础，把好事办好，办到职工心里去，让职工满意。",
    "去，让职工满意。",
    "管 理 办 法（试 行）》《茂 名 市 加 快 数 字 化 发 展",
    "2023 年 4 月 29 日,共有 16,537 人(其中女职工占 13.89%)参加.",
    "⼴东⼾外⻛光ﬁne２０２３\u200b\ufeff\u00ad\u0301\x07",
    "\"他说:'好.'\"…...--——―‘’“”·•・",
    "ä¸\xadå›½å·¥äºº 涓浗宸ヤ汉",
    "建成驿站建成驿站建成驿站建成驿站建成驿站",
    "并改善水运码头的运营条件，由企业和地方共同出资建设",
    "海州日报 2019年5月6日 星期一 第05版 责任编辑 王芳",
    "扫一扫，看视频",
    "下转第三版",
    "— 3 —",
    "图为会议现场。 张伟 摄",
    "左栏的文字到这里      右栏的文字在这里",
    "1. 第一条，本条例自公布之日起施行。",
    "床前明月光，疑是地上霜。",
    "The quick brown fox jumps over the lazy dog, see https://example.com/a?b=1,2.",
    "收入    12.5   13.0   14,200",
    "\ue000\ue001\u3007\U00020000",
    "",
    " ",
    "。",
)
breaks = st.sampled_from(
    ["\n", "\n", "\n\n", "\r\n", "\r", "\f", "\u2028", "\u2029", "\x0b", "\x85", " ", ""]
)
pieces = st.sampled_from(LINES) | st.text("工会的报告职人，。“”《》：（）、0123 A.,-—…·\u3000\t", max_size=30)
pages = st.lists(st.tuples(pieces, breaks), max_size=14).map(
    lambda parts: "".join(text + end for text, end in parts)
)


def account_of(data: bytes | str, options: Options) -> dict:
    return json.loads(json.dumps(page_record(clean_page(data, options)), ensure_ascii=False).encode())


@quick
@given(pages)
def test_any_page_comes_back_from_all_rules_composed(text: str) -> None:
    """All stages and rules over pages of sound and damaged lines: the record alone gives the page back."""
    assert restore(account_of(text, Options())) == text.encode()


@quick
@given(pages, st.sets(st.sampled_from(RULES)))
def test_any_page_comes_back_whatever_rules_are_left_out(text: str, skip: set[str]) -> None:
    """No rule leans on another for the account to be complete."""
    assert restore(account_of(text, Options(skip=frozenset(skip)))) == text.encode()


# A line end that appears where a wrong reading is undone, in the middle of a change.
@example(
    [
        "会议指出，\n".encode("gb18030"),
        "　　本报讯 记者 王芳 通讯员 李强 会议指出，要夯实基层\x85\u2028".encode(),
    ]
)
@example([b"0\n!0"])  # no line is left to be part of a table of contents
@example(["转第三版".encode(), b"\x80"])  # what a mark quotes may be damaged too
# Starts of cells that run on from place to place, where no place is a column's.
@example(
    [
        "左栏的文字到这里      右栏的文字在这里\n".encode(),
        "聚焦机制建设\r收入    12.5   13.0   14,200\n收入    12.5   13.0   14,200\n".encode("gb18030"),
        "00000000000\r市总工会召开会议 听取工作报告\n床前明月光，疑是地上霜。\r".encode("gb18030"),
    ]
)
@quick
@given(st.lists(st.binary(max_size=40) | pages.map(str.encode) | pages.map(lambda t: t.encode("gb18030"))))
def test_random_bytes_come_back(parts: list[bytes]) -> None:
    """Bytes of any kind and mixture are refused as no text or restored exactly."""
    data = b"".join(parts)
    try:
        account = account_of(data, Options())
    except ReadError:
        return
    assert restore(account) == data


@quick
@given(pages)
def test_every_character_is_accounted_for_once(text: str) -> None:
    """Blocks and changes tile the source: no character is in two blocks, none is in neither."""
    page = clean_page(text)
    spans = sorted(span for block in page.blocks for span in block.spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(a.end <= b.start for a, b in pairwise(page.changes))
    told = {i for span in [*spans, *page.changes] for i in range(span.start, span.end)}
    assert told == set(range(len(page.source.text)))
    for mark in page.marks:
        assert 0 <= mark.start <= mark.end <= len(page.source.text)
    for change in page.removed:
        assert not change.new.strip()


@quick
@given(pages, st.sampled_from(["text", "markdown"]), st.sampled_from(["", "〔缺〕"]))
def test_any_page_comes_back_from_its_text_and_log(text: str, form: str, gap_mark: str) -> None:
    """The text that is written and its log give the page back, whatever marks the gaps."""
    page = clean_page(text)
    rendered = render_as(form, page, in_order(page.articles), gap_mark)
    data = rendered.text.encode()
    header, *changes = log_records(page, [Output("-", data, rendered.places)], form, prove=True)
    assert restore_outputs(header, changes, [data]) == text


@quick
@given(pages)
def test_two_runs_give_the_same(text: str) -> None:
    """Nothing depends on anything but the input and the options."""
    assert account_of(text, Options()) == account_of(text, Options())
    assert clean(text) == clean(text.encode())
