"""Repeats: damage goes, what people repeat stays, and one copy of everything is kept."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cleaner.repeats.find import SEED, _seeds, find
from cleaner.repeats.ground import Ground
from cleaner.repeats.judge import judge
from cleaner.repeats.near import counts_on
from cleaner.repeats.torn import is_signed

if TYPE_CHECKING:
    from cleaner.repeats.verdict import Verdict

SAMPLES = Path(__file__).parent.parent / "samples"
SENTENCE_ENDS = "。！？”"


def chance_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - damage, no secrets


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_bytes().decode()


def gold(name: str) -> dict:
    return json.loads((SAMPLES / f"{name}.gold.json").read_text("utf-8"))


def paragraphs(name: str) -> list[str]:
    """The paragraphs of a sample page as they are in print."""
    blocks = [block for article in gold(name)["articles"] for block in article["blocks"]]
    return [block["text"] for block in blocks if block["role"] == "paragraph" and not block.get("gap_after")]


def wrapped(texts: list[str], measure: int, *, indent: bool = True) -> str:
    """A column of `measure` characters; no line begins with a mark of punctuation."""
    lines: list[str] = []
    for text in texts:
        line = "\u3000\u3000" if indent else ""
        for character in text:
            if len(line) >= measure and character not in "，。、；：！？”）》":
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return "\n".join(lines) + "\n"


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def rest(text: str, verdict: Verdict) -> str:
    """What the cuts leave, white space aside."""
    pieces, done = [], 0
    for cut in verdict.cuts:
        pieces.append(text[done : cut.start])
        done = cut.end
    return bare("".join(pieces) + text[done:])


def inside(text: str, chance: random.Random, low: int, high: int) -> int:
    """A place in mid-sentence and inside a line."""
    while True:
        place = chance.randrange(low, high)
        around = text[place - 1 : place + 1]
        if not re.search(r"[\s，。、；：！？“”（）《》]", around):
            return place


COLUMN = wrapped(paragraphs("scan-004"), 18)
MEASURES = (12, 18, 24, 34)


# -- damage goes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["scan-000", "scan-001", "scan-002", "scan-003"])
def test_sample_pages_lose_their_copies_and_nothing_else(name: str) -> None:
    """On the sample pages exactly the copies that a reader marked go, to the character."""
    want = [
        (r["start"], r["end"]) for r in gold(name)["removed"] if r["reason"] in {"duplicate", "overprint"}
    ]
    verdict = judge(sample(name))
    assert [(cut.start, cut.end) for cut in verdict.cuts if cut.rule != "stutter"] == want
    assert [gap.offset for gap in verdict.gaps] == gold(name)["gaps"]


def test_a_jump_back_from_the_end_of_a_sentence_into_an_earlier_one_goes() -> None:
    """What began in mid-phrase is no repeated sentence, though it is read again behind a stop."""
    texts = paragraphs("scan-004")[1:4]
    stop = texts[1].index("。", 60) + 1
    start = stop - 46
    assert texts[1][start - 1] >= "\u3400"
    again = texts[1][start:stop]
    text = wrapped([texts[0], texts[1][:stop] + again + texts[1][stop:], texts[2]], 60)
    assert rest(text, judge(text)) == bare("".join(texts))


def test_the_first_line_of_a_paragraph_that_was_read_twice_goes() -> None:
    """It is no headline that its text repeats: it has a comma, and runs on from a full line."""
    texts = [
        "业内人士提醒，租房者应选择备案的中介机构，签订规范的租赁合同，切勿轻信低价房源。",
        *paragraphs("scan-004")[1:3],
    ]
    text = wrapped([texts[1], texts[0], texts[2]], 16)
    line = "业内人士提醒，租房者应选择备"
    again = text.replace(f"{line}\n", f"{line}\n{line}")
    assert again != text
    assert rest(again, judge(again)) == bare(text)


@pytest.mark.parametrize("misread", [0, 4, 7])
def test_copies_of_which_the_ends_that_meet_are_misread_are_one_repeat(misread: int) -> None:
    """More is misread between two long copies than people who write alike would leave out."""
    texts = paragraphs("scan-004")[1:4]
    block = texts[1][20:170]
    noisy = "囗口" * misread + block[2 * misread :]
    noisy = "".join(a if i % 2 else b for i, (a, b) in enumerate(zip(noisy, block, strict=True)))
    text = wrapped([texts[0], texts[1][:170] + noisy + texts[1][170:], texts[2]], 18)
    (cut,) = judge(text).cuts
    assert abs(len(bare(text[cut.start : cut.end])) - len(block)) <= 1


def test_a_character_read_at_both_edges_of_a_column_is_kept_once() -> None:
    """湿度控制技术 | 术和传感器 becomes one word again, and the sentence reads on without a gap."""
    text = sample("scan-004")
    verdict = judge(text)
    assert [text[cut.start : cut.end].strip() for cut in verdict.cuts] == ["术"]
    assert "湿度控制技术和传感器" in rest(text, verdict)
    assert verdict.gaps == ()


def test_a_character_at_the_top_of_a_page_needs_a_word_before_it() -> None:
    """A page that begins with 党 in a line of its own does not show that 党的 begins no word."""
    text = "党\n\n党的二十大代表昨日来到车间，与职工谈学习体会，勉励大家立足岗位多作贡献。\n"
    assert judge(text).cuts == ()


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("seed", range(3))
def test_a_loop_is_cut_to_its_first_round(measure: int, seed: int) -> None:
    """Whatever a decoder says again and again before it reads on is left once."""
    chance = chance_of(seed)
    column = wrapped(paragraphs("scan-004"), measure)
    start = inside(column, chance, 100, 400)
    end = inside(column, chance, start + 90, start + 400)
    unit = column[start:end]
    damaged = column[:end] + unit * chance.randint(1, 4) + unit[: chance.randint(20, 60)] + column[end:]
    assert abs(len(rest(damaged, judge(damaged))) - len(bare(column))) <= 2
    assert {cut.rule for cut in judge(damaged).cuts} <= {"loop", "read_twice"}


@pytest.mark.parametrize("seed", range(6))
def test_a_loop_with_misread_characters_is_cut_to_its_first_round(seed: int) -> None:
    """Rounds in which one character in thirty is misread are still rounds of one loop."""
    chance = chance_of(seed)
    start = inside(COLUMN, chance, 100, 400)
    end = inside(COLUMN, chance, start + 120, start + 300)
    rounds = "".join(misread(COLUMN[start:end], 0.03, chance) for _ in range(3))
    damaged = COLUMN[:end] + rounds + COLUMN[end:]
    left = rest(damaged, judge(damaged))
    assert abs(len(left) - len(bare(COLUMN))) <= 4


NUMBERED = wrapped(
    [
        (
            "截至2025年6月30日，全市共建成工会驿站170家，服务职工8.5万人次，投入资金1230万元，"
            "其中，城区新增42家，镇街新增96家，园区新增32家；12个县区的115名驿站管理员完成了培训，"
            "满意率达到98.6%，比上年提高3.2个百分点，另有27家驿站被评为省级示范点，"
        ),
        *paragraphs("scan-004"),
    ],
    18,
)


@pytest.mark.parametrize("share", [0.03, 0.05])
@pytest.mark.parametrize("seed", range(4))
def test_a_misread_loop_full_of_figures_is_cut_to_its_first_round(seed: int, share: float) -> None:
    """Rounds that differ in figures differ in much else too: they are misread, and do not count on."""
    chance = chance_of(seed)
    start = inside(NUMBERED, chance, 10, 30)
    end = inside(NUMBERED, chance, start + 120, start + 150)
    rounds = [misread(NUMBERED[start : end - 60] + NUMBERED[end - 59 : end], share, chance) for _ in range(2)]
    damaged = NUMBERED[:end] + "".join(rounds) + NUMBERED[end:]
    left = rest(damaged, judge(damaged))
    assert abs(len(left) - len(bare(NUMBERED))) <= 6


def test_a_loop_that_begins_behind_other_figures_is_cut() -> None:
    """The decoder went from 3.2 back to 170, in the middle of both: these rounds do not count on."""
    text = bare(NUMBERED)
    start, end = text.index("工会驿站17") + len("工会驿站17"), text.index("提高3") + len("提高3")
    damaged = text[:end] + text[start:end] + text[end:]
    assert rest(damaged, judge(damaged)) == text


def test_long_items_that_count_on_stay() -> None:
    """Two items say the same of the first and the second batch."""
    item = (
        "第{}批驿站的管理员已经完成培训，正在为户外劳动者提供饮水、充电、热饭和休息等服务，受到大家的好评；"
    )
    text = "".join(map(item.format, (1, 2))) + "其余的将在年底前完成。\n"
    assert judge("\n".join([*paragraphs("scan-004")[1:3], text])).cuts == ()


def test_items_that_open_a_text_count_on_whatever_ends_it() -> None:
    """No numeral stands before the first of them; the last characters of the page have no say in that."""
    first = "第一批驿站要在三月前建成，并配齐饮水、充电和热饭设备”。"
    second = "第二批驿站要在三月煎建戍，并配齐饮水、充电和热饭设备”。"
    ground = Ground(f"{first}{second}其余的由各单位自行安排”。")
    assert counts_on(ground, (0, len(first)), (len(first), len(first + second)))


def test_so_many_whole_sentences_twice_in_a_row_are_a_loop() -> None:
    """People repeat a sentence for effect, but not a hundred characters."""
    text, *others = sorted(paragraphs("scan-004"), key=len, reverse=True)
    stops = [match.end() for match in re.finditer("。", text)]
    start = stops[0]
    end = next(stop for stop in stops if stop - start > 100)
    damaged = "\n".join([text[:end] + text[start:end] + text[end:], *others])
    assert [damaged[cut.start : cut.end] for cut in judge(damaged).cuts] == [text[start:end]]


@pytest.mark.parametrize("seed", range(4))
def test_a_misread_loop_with_a_headline_that_was_printed_twice_is_cut(seed: int) -> None:
    """In some rounds the two lines of the headline still agree, in others they do not: all of them go."""
    chance = chance_of(seed)
    headline = "户外劳动者驿站建设全面提速\n"
    before, behind = (wrapped(paragraphs("scan-004")[a:b], 18) for a, b in ((1, 4), (4, 7)))
    text = before + headline + headline + behind
    start, end = (
        inside(before, chance, 150, 250),
        len(before + headline * 2) + inside(behind, chance, 60, 160),
    )
    rounds = "".join(misread(text[start:end], 0.03, chance) for _ in range(3))
    damaged = text[:end] + rounds + text[end:]
    assert abs(len(rest(damaged, judge(damaged))) - len(bare(before + headline + behind))) <= 4


def test_a_misread_character_near_a_line_end_between_two_rounds_goes_with_them() -> None:
    """The second round begins a character before a line end, and the next character is misread."""
    start = COLUMN.index("\n", 150) - 1
    end = inside(COLUMN, chance_of(1), start + 120, start + 200)
    again = COLUMN[start : start + 2] + "某" + COLUMN[start + 3 : end]
    damaged = COLUMN[:end] + again + COLUMN[end:]
    assert len(rest(damaged, judge(damaged))) == len(bare(COLUMN))


def test_a_loop_is_not_followed_into_a_set_phrase() -> None:
    """A set phrase of the round that comes again behind the loop belongs to the text that goes on there."""
    phrase = "深入学习贯彻中国工会第十八次全国代表大会精神"
    unit = f"要认真{phrase}，团结动员广大职工建功立业，推动各项任务落到实处，他强调"
    goes_on = f"各级工会都{phrase}并抓好落实。\n"
    head = "市总工会召开会议，传达学习上级部署，会议指出，"
    damaged = f"{head}{unit}{unit}{goes_on}{COLUMN}"
    assert rest(damaged, judge(damaged)) == bare(f"{head}{unit}{goes_on}{COLUMN}")


@pytest.mark.parametrize("place", [0, 1, 2, -1, -2])
def test_an_edge_misread_at_either_end_is_read_once(place: int) -> None:
    """A misread character where the two copies meet has no neighbours on one side, and belongs to both."""
    at = inside(COLUMN, chance_of(4), 700, 1200)
    edge = list(bare(COLUMN[at - 32 : at]))
    edge[place] = "凋"
    damaged = f"{COLUMN[:at]}\n\n{''.join(edge)}{COLUMN[at:]}"
    assert len(rest(damaged, judge(damaged))) == len(bare(COLUMN))


@pytest.mark.parametrize("rounds", [8, 40])
@pytest.mark.parametrize("unit", ["的职工们", "务职工，服", "工会驿站的"])
def test_a_decoder_that_stammers_is_cut_to_its_first_round(unit: str, rounds: int) -> None:
    """A few words that go round and round inside a line, more often than anybody says them, are a loop."""
    text = f"连日来，市总工会组织{unit * rounds}深入各个园区，了解一线情况。\n{COLUMN}"
    verdict = judge(text)
    assert {cut.rule for cut in verdict.cuts} == {"loop"}
    assert len(bare(text)) - len(rest(text, verdict)) == len(unit) * (rounds - 1)


@pytest.mark.parametrize(
    "text",
    [
        "一二三四" * 10,
        "第一名　第二名　" * 10,
        "合格率　优秀率　\n" * 12,
        "同心干，" * 5,
        "（万元）\n" * 12,
    ],
)
def test_counting_out_and_heads_of_tables_are_no_loops(text: str) -> None:
    """Numerals, words in cells or lines of their own, and a cry of five times stay."""
    page = f"{COLUMN}现场的人们都看见了，{text}，随后活动开始。\n"
    assert "loop" not in {cut.rule for cut in judge(page).cuts}


SENTENCE = (
    "同时，各级工会要把职工的急难愁盼放在心上，建好用好工会驿站，推动更多服务资源下沉到园区和班组，"
    "让一线职工在家门口就能享受到贴心的服务，把好事办到职工的心坎上。"
)


def jumped_to_a_stop(behind: str) -> tuple[str, int]:
    """A page on which a closing sentence comes again in mid-sentence, and what stands behind it."""
    texts = paragraphs("scan-004")
    first = wrapped([f"会议总结了全年的工作，部署了下一步的重点任务。{SENTENCE}"], 18)
    torn = "会议强调，要加强组织领导，压实各级责任，由副主席李明"
    page = f"{wrapped(texts[:3], 18)}{first}{wrapped(texts[3:5], 18)}\u3000\u3000{torn}"
    return f"{page}。{SENTENCE}\n{behind}{wrapped(texts[5:], 18)}", len(page)


def test_a_jump_to_the_very_end_of_a_sentence_is_a_jump() -> None:
    """Nothing jars where the reader lands on a full stop, but what follows begins in mid-sentence."""
    page, torn = jumped_to_a_stop("牵头，各部门分工\n负责，确保各项任务按时完成，并将落实\n情况纳入考核。\n")
    verdict = judge(page)
    assert [page[cut.start : cut.end] for cut in verdict.cuts] == [f"。{SENTENCE}"]
    assert torn in [gap.offset for gap in verdict.gaps]


def test_a_closing_sentence_that_comes_again_stays() -> None:
    """Where sound paragraphs stand about it a sentence was said twice."""
    page, _ = jumped_to_a_stop("")
    assert judge(page).cuts == ()


def test_the_stop_before_a_paragraph_read_twice_stays_with_its_sentence() -> None:
    """Both copies stand behind a full stop: it ends what is before them and is no part of them."""
    texts = paragraphs("scan-004")
    page = "\n\n".join([texts[2] + texts[3], texts[4], texts[3], texts[5]]) + "\n"
    (cut,) = judge(page).cuts
    assert bare(page[cut.start : cut.end]) == bare(texts[3])


def misread(text: str, share: float, chance: random.Random) -> str:
    """Replace a share of the ideographs by others of the page."""
    others = sorted(set(bare(COLUMN)))
    return "".join(chance.choice(others) if not c.isspace() and chance.random() < share else c for c in text)


@pytest.mark.parametrize("seed", range(8))
def test_a_jump_back_leaves_a_gap_where_the_sentence_breaks_off(seed: int) -> None:
    """A reader that jumps back into an earlier sentence tears the later one: the copy goes, a gap stays."""
    chance = chance_of(seed)
    ends = [m.end() for m in re.finditer(r"。(?=\n)", COLUMN)]
    end = chance.choice(ends[2:5])
    start = inside(COLUMN, chance, end - 200, end - 90)
    torn = inside(COLUMN, chance, ends[6] + 10, ends[6] + 60)
    goes_on = next(e for e in ends if e > torn + 5)
    damaged = COLUMN[:torn] + COLUMN[start:end] + COLUMN[goes_on:]
    verdict = judge(damaged)
    assert rest(damaged, verdict) == bare(COLUMN[:torn] + COLUMN[goes_on:])
    assert [gap.offset for gap in verdict.gaps] == [torn]
    assert [cut.rule for cut in verdict.cuts] == ["jump_back"]


@pytest.mark.parametrize("seed", range(9))
def test_lines_of_another_place_in_mid_line_go(seed: int) -> None:
    """They are broken as they were before, and the line into which they came is too long or too short."""
    chance = chance_of(seed)
    start = inside(COLUMN, chance, 100, 400)
    end = inside(COLUMN, chance, start + 60, start + 110)
    torn = inside(COLUMN, chance, end + 120, len(COLUMN) - 100)
    damaged = COLUMN[:torn] + COLUMN[start:end] + COLUMN[torn:]
    assert rest(damaged, judge(damaged)) == bare(COLUMN)


def test_a_headline_of_two_lines_that_the_lead_repeats_stays() -> None:
    """Its lines are short, and the lead happens to be broken at the same place."""
    headline = "县供销社启动冬储化肥进村\n入户集中配送服务"
    lead = "本报讯 昨天，县供销社启动冬储化肥进村\n入户集中配送服务，首批二十车化肥运到"
    page = f"{COLUMN}\n{headline}\n{lead}\n四个山区乡镇的农资店。\n"
    assert judge(page).cuts == ()


def test_a_loop_with_misread_characters_at_an_end_goes_whole() -> None:
    """Where others are misread two that agree behind a misread one are no chance."""
    block = bare("".join(paragraphs("scan-004")[1:3]))[20:140]
    again = block[:30] + "某" + block[31:-4] + "某" + block[-3:]
    behind = "，接着往下讲的是另外一件事情。"
    text = f"{block}{again}{block[:25]}某{block[26:29]}{behind}"
    assert rest(text, judge(text)) == block + behind


def test_full_lines_that_break_off_and_stand_there_once_more_are_read_once() -> None:
    """The first copy stops in mid-sentence, the second reads on: nobody begins again so."""
    texts = paragraphs("scan-004")[1:4]
    text = wrapped(texts, 18)
    lines = text.splitlines()
    first = next(i for i in range(len(lines)) if i and lines[i].startswith("\u3000"))
    assert "，" in lines[first] + lines[first + 1]
    again = "\n".join([*lines[: first + 2], *lines[first:]]) + "\n"
    assert rest(again, judge(again)) == bare(text)


def test_a_character_that_happens_to_go_on_behind_an_edge_stays() -> None:
    """The text behind the copy begins with the same character as the copy: that one is of the text."""
    lines = wrapped(paragraphs("scan-004")[1:4], 18).splitlines()
    first = next(i for i in range(2, len(lines) - 3) if lines[i + 2][0] != "\u3000" != lines[i][0])
    lines[first + 2] = lines[first][0] + lines[first + 2][1:]
    again = "\n".join([*lines[: first + 2], *lines[first:]]) + "\n"
    assert rest(again, judge(again)) == bare("".join(lines))


def test_lines_at_a_torn_foot_that_stand_again_at_a_head_are_read_once() -> None:
    """The text between them is of another column."""
    texts = paragraphs("scan-004")
    lines = wrapped(texts[1:3], 18).splitlines()
    first = next(i for i in range(len(lines)) if i and lines[i].startswith("\u3000"))
    foot, head = lines[: first + 2], lines[first:]
    assert "，" in "".join(foot[-2:])
    other = wrapped(texts[4:5], 18)
    page = "\n".join(foot) + f"\n\n{other}\n" + "\n".join(head) + "\n"
    (cut,) = judge(page).cuts
    assert bare(page[cut.start : cut.end]) == bare("".join(foot[-2:]))
    assert cut.start > page.index(other)


@pytest.mark.parametrize("length", [9, 14, 30, 60])
@pytest.mark.parametrize("parting", ["\n", "\n\n"])
def test_an_edge_that_two_columns_share_is_read_once(length: int, parting: str) -> None:
    """What stands at the foot of a column and again at the head of the next is kept once, without a gap."""
    place = inside(COLUMN, chance_of(length), 700, 1200)
    damaged = COLUMN[:place] + parting + COLUMN[place - length - 2 : place].lstrip() + COLUMN[place:]
    verdict = judge(damaged)
    assert rest(damaged, verdict) == bare(COLUMN)
    assert [cut.seam for cut in verdict.cuts] == ["join"]
    assert verdict.gaps == ()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.04])
@pytest.mark.parametrize("measure", MEASURES)
def test_a_paragraph_that_was_read_twice_is_kept_once(share: float, measure: int) -> None:
    """A second copy of a whole paragraph goes, misread or not, and leaves no gap: nothing is missing."""
    texts = paragraphs("scan-004")
    column = wrapped(texts, measure)
    copy = misread(wrapped([texts[4][:160].rpartition("。")[0] + "。"], measure), share, chance_of(1))
    texts[4] = texts[4][:160].rpartition("。")[0] + "。"
    column = wrapped(texts, measure)
    damaged = f"{column}\n\n{copy.strip()}\n\n图为培训现场。\n"
    verdict = judge(damaged)
    assert rest(damaged, verdict) == bare(column + "图为培训现场。")
    assert verdict.gaps == ()


@pytest.mark.parametrize(
    ("doubled", "left"),
    [
        ("讲好工匠故事\n讲好工匠故事", "讲好工匠故事"),
        ("讲好工匠故事讲好工匠故事", "讲好工匠故事"),
        ("讲 好 工 匠 故 事\n讲好工匠故事", "讲好工匠故事"),
        ("讲讲好好工工匠匠故故事事", "讲好工匠故事"),
        ("启新程启新程工工聚同心聚同心会会", "启新程工聚同心会"),
        ("百年工运谱新篇工运谱新篇篇篇", "百年工运谱新篇"),
        ("讲好工匠故事 讲好工匠故事", "讲好工匠故事"),
        ("盛会启新程\n匠心铸华章\n盛会启新程\n匠心铸华章", "盛会启新程匠心铸华章"),
    ],
)
def test_a_headline_that_was_printed_on_top_of_itself_is_read_once(doubled: str, left: str) -> None:
    """Overprint goes in every shape an extractor gives it, letter by letter, line by line, or in part."""
    damaged = f"{doubled}\n本报记者 李明\n{COLUMN}"
    verdict = judge(damaged)
    assert rest(damaged, verdict) == bare(f"{left}\n本报记者 李明\n{COLUMN}")
    assert {cut.reason for cut in verdict.cuts} == {"overprint"}


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("市总工会负责人日前介绍，首介绍，首批驿站已经建成。", "市总工会负责人日前介绍，首批驿站已经建成。"),
        ("门口立着一块木牌，上面写牌，上面写着开放时间。", "门口立着一块木牌，上面写着开放时间。"),
    ],
)
def test_words_with_a_mark_inside_that_follow_themselves_are_read_once(read: str, printed: str) -> None:
    """No mark parts the copies, and the text reads on behind them: nobody writes so."""
    verdict = judge(f"{read}\n{COLUMN}")
    assert rest(f"{read}\n{COLUMN}", verdict) == bare(f"{printed}\n{COLUMN}")
    assert {cut.reason for cut in verdict.cuts} == {"overprint"}


def test_the_copy_that_is_read_on_is_the_one_that_stays() -> None:
    """A copy that stops in mid-sentence before a heading goes though it stands first."""
    passage = paragraphs("scan-004")[3][:90]
    start = "职工文化出新出彩，组织编撰了纪念画册。去年以来，建成"
    torn = f"{start}{passage}\n\n\n\n建功立业新时代\n\n{paragraphs('scan-004')[5]}\n\n"
    whole = f"各地加大投入力度，{passage}，形成了新的局面，受到职工欢迎。\n"
    verdict = judge(torn + whole)
    assert [torn[cut.start : cut.end] for cut in verdict.cuts] == [passage]
    assert [gap.offset for gap in verdict.gaps] == [len(start)]


# -- what people repeat stays --------------------------------------------------------------------------------

PHRASE = "习近平总书记关于工人阶级和工会工作的重要论述和视察时的重要讲话重要指示精神"
VERSE = "大路长又长\n我们一起走\n大路长又长\n我们一起走\n不怕风雨\n不怕霜\n大路长又长\n我们一起走\n"
OATH = "我宣誓：忠于祖国，忠于人民，忠于职守，恪守职业道德，接受社会监督，为工会事业奋斗终身！\n"
STAYS = {
    "set phrases": f"市总工会深入学习贯彻{PHRASE}，服务大局。各县区工会认真落实{PHRASE}，主动作为。",
    "parallel list": "建成2个省级“粤菜师傅”培训基地、4个省级“粤菜师傅”大师工作室、4个省级“粤菜师傅”名村。",
    "box with figures": "全市新建基层工会一千一百九十八家，发展会员十三万八千九百人。\n\n数说成绩\n\n"
    "全市新建基层工会一千一百九十八家，发展会员十三万八千九百人。\n\n举办招聘会三百场。",
    "doubled words": "工会会员天天向上，昨天天空放晴，人人讲文明，村村通公路，会会长说得好好的。",
    "refrain": VERSE,
    "words that come again": "一个月，两个月，一个月，两个月，工人们都在等待。\n" + COLUMN,
    "clauses built alike": "城里人来，乡下人来，乡下人看得最久。\n" + COLUMN,
    "a call": "大家高声喊道：加油，工友加油，工友！\n大家高声喊道：工友加油，工友加油，工友加油！\n" + COLUMN,
    "song": "小河慢慢流 小河慢慢流\n白云飘 白云飘\n岸边坐着一只猫\n风儿轻轻吹 风儿轻轻吹\n",
    "oath": OATH + "领誓人领读之后，全体人员跟读。\n" + OATH,
    "table": "姓名 单位 成绩\n张三 市一中 合格\n李四 市一中 合格\n王五 市二中 合格\n赵六 市二中 合格\n" * 2,
    "rules": "———————————————\n．．．．．．．．．．．．\n———————————————\n．．．．．．．．．．．．\n",
    "dialogue": "“我知道你在想什么，你不必说了。”\n“我知道你在想什么，你不必说了。”\n他们都笑了。\n",
    "chant": "下定决心，不怕牺牲，排除万难，去争取胜利！下定决心，不怕牺牲，排除万难，去争取胜利！",
    "statute": "".join(
        f"第{n}条　违反本条例第{n}项规定的，由县级以上人民政府主管部门责令限期改正，给予警告；"
        "逾期不改正的，处一万元以上五万元以下的罚款。\n"
        for n in "一二三四五"
    ),
    "headline taken up": "全市工匠学院建设现场会在高新区召开\n\n"
    f"全市工匠学院建设现场会在高新区召开，总结经验。\n{COLUMN}",
    "headline's last clause taken up": "把好事办到职工的心坎上，把实事做到职工身边——全市工会驿站建设现场\n"
    "推进会召开\n"
    f"全市工会驿站建设现场推进会召开，总结经验。\n{COLUMN}",
    "headline's last line taken up": "区工会组织职工-登高望远\n重阳健步行\n"
    "登高望远重阳健步行本周日在北山公园开走，",
    "a heading between like sentences": "全市新建基层工会一千一百九十八家，发展会员十三万八千九百人。\n"
    "数说成绩\n全市新建基层工会一千一百九十八家，发展会员十三万八千九百人。\n"
    f"{COLUMN}",
    "caption": "新时代工匠精神宣讲走进车间班组\n\n"
    f"“新时代工匠精神宣讲走进车间班组”现场。（记者李明摄）\n{COLUMN}",
    "articles of a law": "".join(
        f"第{n}条　有前款规定情形之一的，由主管部门依照有关法律和行政法规的规定处理，并将结果告知申请人。\n"
        for n in "一二三四五"
    ),
    "wishes": "快快乐乐平平安安\n红红火火\n" + COLUMN,
    "laughter": "哈哈哈哈哈哈哈哈哈哈\n" + COLUMN,
    "closing words": "张明表示，将以更加饱满的热情投入工作，为全市高质量发展贡献工会力量。\n"
    "李强说，今后要带好徒弟，将以更加饱满的热情投入工作，为全市高质量发展贡献工会力量。\n",
    "a line of form": "姓名：　　　　性别：　　　　年龄：　　　　\n" * 6,
}


@pytest.mark.parametrize("name", STAYS)
def test_what_people_repeat_stays(name: str) -> None:
    """Phrases, refrains, lists, boxes, tables, oaths, statutes and words that double are no damage."""
    verdict = judge(STAYS[name])
    assert verdict.cuts == ()
    assert verdict.gaps == ()
    assert verdict.repairs == ()


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("name", ["scan-001", "scan-002", "scan-003", "scan-004"])
def test_undamaged_columns_stay_whole(name: str, measure: int) -> None:
    """Sound articles lose nothing and have no gaps, whatever their measure."""
    column = wrapped(paragraphs(name), measure)
    verdict = judge(column)
    assert verdict.cuts == ()
    assert verdict.gaps == ()


def test_what_was_cut_once_is_not_cut_again() -> None:
    """The rest of a page has nothing more to lose."""
    text = sample("scan-000")
    first = judge(text)
    pieces, done = [], 0
    for cut in first.cuts:
        pieces += text[done : cut.start], "\x1e"
        done = cut.end
    left = "".join(pieces) + text[done:]
    assert judge(left).cuts == ()


# -- soundness -----------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["工会会员", "，", "。", "\n", "\n\n", "　　", "习近平总书记的重要讲话", "3:20", "建成驿站家", "的"]
)


LONG_WORDS = ("工会会员", "习近平总书记的重要讲话", "3:20", "建成驿站家")
ALIKE = 50  # per cent: two characters of four were misread


@given(st.lists(WORDS, max_size=60).map("".join), st.integers(0, 3), st.integers(0, 60))
# A word between two loops, neither of which is in step with the other.
@example("习近平总书记的重要讲话" * 3 + "工会会员" + "习近平总书记的重要讲话", 1, 32)
def test_cuts_are_sound_on_any_text(text: str, times: int, at: int) -> None:
    """Cuts are sorted and disjoint, lie within the text, and no word loses its last copy.

    A copy that differs in a character or two may be the one that goes.
    """
    text = text[:at] + text * times + text[at:]
    verdict = judge(text)
    ends = [0, *[cut.end for cut in verdict.cuts]]
    assert all(end <= cut.start < cut.end <= len(text) for end, cut in zip(ends, verdict.cuts, strict=False))
    left = rest(text, verdict)
    for word in LONG_WORDS:
        assert word not in bare(text) or fuzz.partial_ratio(word, left) >= ALIKE
    assert all(0 <= gap.offset <= len(text) for gap in verdict.gaps)


def test_a_removed_copy_names_a_kept_one_that_reads_the_same() -> None:
    """The reference of every cut points at text that is kept and like the text that went."""
    text = sample("scan-000")
    verdict = judge(text)
    gone = {i for cut in verdict.cuts for i in range(cut.start, cut.end)}
    for cut in verdict.cuts:
        assert gone.isdisjoint(range(*cut.kept))
        kept, gone_text = bare(text[slice(*cut.kept)]), bare(text[cut.start : cut.end])
        assert Levenshtein.distance(kept[:40], gone_text[:40]) <= 1


def test_copies_are_seen_through_white_space_width_and_marks() -> None:
    """Letter-spaced, half-width and otherwise quoted copies are copies."""
    passage = "全市推动“四个一”建设，新建工会驿站170家，服务职工8.5万人次"
    copy = "全市推动「四个一」建设,新建 工 会 驿 站 １７０ 家,服务职工8.5万人次"
    bare_text = Ground(f"{passage}。其他方面，另有报道。{copy}。").bare
    assert [pair.b1 - pair.b0 >= len(bare(passage)) for pair in find(bare_text)] == [True]


# The same paragraph in both scripts; the traditional one is set by hand (乾燥 and 後來 are no 干, no 后).
IN_TWO_SCRIPTS = (
    "船厂的老焊工陈师傅说，这种钢板又薄又长，干燥以后要一口气焊完，中间停下来就会变形，所以他们几个人轮流顶上，从早上一直干到天黑，后来连门口的值班员也学会了递焊条。",
    "船廠的老焊工陳師傅說，這種鋼板又薄又長，乾燥以後要一口氣焊完，中間停下來就會變形，所以他們幾個人輪流頂上，從早上一直幹到天黑，後來連門口的值班員也學會了遞焊條。",
)


@pytest.mark.parametrize("first", [0, 1])
def test_a_paragraph_that_comes_again_in_the_other_script_is_kept_once(first: int) -> None:
    """The first copy stays as it is, in its own script; no character is voted into it from the other."""
    one, other = IN_TWO_SCRIPTS[first], IN_TWO_SCRIPTS[1 - first]
    between = paragraphs("scan-004")[1:4]
    text = "\n".join([one, *between, other]) + "\n"
    verdict = judge(text)
    assert [text[cut.start : cut.end] for cut in verdict.cuts] == [other]
    assert not verdict.repairs


def test_a_misread_copy_in_the_other_script_changes_nothing() -> None:
    """Two traditional copies that agree on another character have no vote on the simplified one."""
    simplified, traditional = IN_TWO_SCRIPTS
    between = paragraphs("scan-004")[1:5]
    other = traditional.replace("變形", "變彤")
    text = "\n".join([simplified, between[0], other, *between[1:], other]) + "\n"
    verdict = judge(text)
    assert [text[cut.start : cut.end] for cut in verdict.cuts] == [other, other]
    assert not verdict.repairs


@pytest.mark.parametrize(
    "text",
    [
        "「建好職工之家」是他常說的話。\n“建好职工之家”是她常说的话。\n",
        "陳師傅說：「後來我們都學會了。」\n来的人都说，这里从前没有门。\n",
    ],
)
def test_a_phrase_in_both_scripts_stays(text: str) -> None:
    """A motto in both scripts is no repeat, and a page that has both scripts keeps every character."""
    assert judge("\n".join([*paragraphs("scan-004")[1:3], text, *paragraphs("scan-004")[3:5]])).cuts == ()


@settings(max_examples=300)
@given(
    st.text(alphabet="甲乙丙丁", max_size=120)
    | st.text(alphabet="甲乙丙丁戊己庚辛\U00020bb7\udc81", max_size=200)
)
@example("丁" * 9)
def test_no_eight_characters_that_stood_before_are_passed_over(text: str) -> None:
    """Hashes only choose where to look: seeds are those of a plain search."""
    first: dict[str, int] = {}
    places = [(first.setdefault(text[i : i + SEED], i), i) for i in range(len(text) - SEED + 1)]
    assert list(_seeds(text)) == [(a, b) for a, b in places if a < b]


# -- hostile input -------------------------------------------------------------------------------------------


def de_bruijn(symbols: str, order: int) -> str:
    """Every word of `order` symbols exactly once."""
    word, found = [0] * (len(symbols) * order), []

    def grow(t: int, p: int) -> None:
        if t > order:
            if order % p == 0:
                found.extend(word[1 : p + 1])
            return
        word[t] = word[t - p]
        grow(t + 1, p)
        for j in range(word[t - p] + 1, len(symbols)):
            word[t] = j
            grow(t + 1, t)

    grow(1, 1)
    return "".join(symbols[i] for i in found)


HOSTILE = {
    "one character": "工" * 400_000,
    "dashes": "—" * 300_000,
    "two characters": "工会" * 150_000,
    "a period of nine": "甲乙丙丁戊己庚辛壬" * 30_000,
    "every word of eight out of four": de_bruijn("工会职人", 8),
    "lines of one character": "工\n" * 60_000,
    "only line ends": "\n" * 200_000,
    "pairs": "工工会会" * 40_000,
    "random out of two": "".join(chance_of(1).choices("工会", k=60_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_judged_and_keeps_a_copy(name: str) -> None:
    """Input made to upset a repeat finder comes back judged, with one copy of everything left."""
    text = HOSTILE[name]
    verdict = judge(text)
    assert set(rest(text, verdict)) == set(bare(text))


def test_a_period_is_one_pair_however_often_it_comes() -> None:
    """A loop of any length is one pair of copies, so work and memory grow with the text alone."""
    unit = "改善水运码头的运营条件和仓储设施"
    assert len(unit) > SEED
    assert len(find(unit * 2_000)) == 1


@pytest.mark.parametrize("rounds", [5, 6, 12, 30])
@pytest.mark.parametrize("tail", ["", "大家都说好。"])
@pytest.mark.parametrize(
    "phrase", ["农户不出村就能把粮卖出去，", "粮站把收购点设到村口，农户不出村就能把新粮卖出去，"]
)
def test_a_loop_of_a_short_phrase_is_cut(phrase: str, tail: str, rounds: int) -> None:
    """However often it goes round: that few different characters fill it is what a loop is."""
    text = f"连日来，南岸的早稻进入收割期，农机手一天要收上百亩，粮站排起了长队。{phrase * rounds}{tail}"
    (cut,) = judge(text).cuts
    assert (cut.rule, cut.end - cut.start) == ("loop", len(phrase) * (rounds - 1))


@pytest.mark.parametrize("text", ["哈" * 40, "加油" * 20, "咚咚锵" * 12, "—" * 40, "．．" * 30])
def test_cries_and_rules_are_no_loops(text: str) -> None:
    """What has no phrase in it stays."""
    assert judge(f"台下的观众齐声喊道：{text}！").cuts == ()


@pytest.mark.parametrize(
    "line",
    [
        "." * 64 + "3版",
        "_" * 70 + "签名",
        "-" * 54 + "x",
        "-" * 70 + "8<",
        "哈" * 70 + "！",
        "加油" * 40 + "啊",
    ],
)
def test_a_rule_with_something_behind_it_ends_and_stays(line: str) -> None:
    """There are more ways to split such a line into pairs than anyone can try, and none fits."""
    assert judge(f"本报讯记者昨日获悉，今年全市将新建学校十二所。\n\n{line}\n").cuts == ()


def test_a_line_of_pairs_is_split_without_a_rest() -> None:
    """Pairs of one character inside a longer pair are part of it."""
    text = "工工会工工会启启程程员员\n本报讯记者昨日获悉，今年全市将新建学校十二所。"
    assert rest(text, judge(text)).startswith("工工会启程员本报讯")


@pytest.mark.parametrize("measure", [0, 17, 40])
def test_a_loop_out_of_step_is_not_followed_to_where_it_meets_itself(measure: int) -> None:
    """Lost and added characters must not bring a passage to where it is compared with itself."""
    lead = (
        "本报讯记者昨日获悉，今年全市将新建学校十二所，改建八所。市教育局有关负责人介绍，工程明年秋季完工。"
    )
    loop = ("本报讯" + "本报讯版" * 24 + "本8<",)
    lines = [loop[0][i : i + measure] for i in range(0, len(loop[0]), measure)] if measure else loop
    text = "\n".join([lead, *lines, lead])
    assert all(pair.a0 < pair.b0 and pair.a1 < pair.b1 for pair in find(bare(text)))
    assert set(rest(text, judge(text))) == set(bare(text))


def test_an_address_without_an_end_is_looked_at_once() -> None:
    """And not again from each of its characters: this would take minutes."""
    assert not is_signed("www." * 60_000 + "，")
    assert is_signed("www." * 60_000)


def test_of_a_rule_of_closing_marks_a_few_are_looked_at() -> None:
    """And not all of them at every line: this would take minutes."""
    ground = Ground("本报讯记者昨日获悉。”）\n" + ("”" * 40 + "\n") * 6_000)
    assert [ground.stops(start) for start in ground.starts[1:3]] == [True, False]
    assert not any(map(ground.stops, ground.starts[2:]))
