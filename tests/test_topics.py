"""Off-topic items: what is alien to a page, and the many things that are not."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from test_articles import MATCH, RICE

from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Article, Block, Mark, Span
from cleaner.topics import mark_aliens

SAMPLES = Path(__file__).parents[1] / "samples"
UNION = (
    (
        "市总工会昨日召开全委会议，总结去年工会工作，部署今年工作任务。会议指出，各级工会要团结带"
        "领广大职工，做好职工维权服务，建设好职工之家，推进产业工人队伍建设改革，动员职工参加技能"
        "竞赛。会议要求，维权服务要到一线，工会干部要到企业去，困难职工要有人帮。"
    ),
    (
        "市总工会启动职工技能竞赛，全市各级工会组织职工参加，竞赛设十二个工种。市总工会负责人说，"
        "职工技能竞赛是产业工人队伍建设改革的重要内容，各级工会要动员广大职工参加竞赛，做好服务。"
        "竞赛优胜者由市总工会授予称号，企业工会给予奖励，工会干部到场助威。"
    ),
    (
        "各级工会开展送温暖活动，走访慰问困难职工。市总工会筹集资金，为职工购买医疗保障，建设工会"
        "驿站，服务新就业形态职工。各级工会维权服务工作得到广大职工好评。困难职工代表说，工会是职"
        "工之家，工会干部是娘家人，技能竞赛和帮扶活动都办到了企业里。"
    ),
)
CLOUDS = (
    "冷雨初歇，山顶翻起白茫茫的云海。摄影爱好者老周背着三脚架摸黑登顶，守到旭日跃出天际，云浪被染成金红，远处岛屿般的峰尖若隐若现。"
    "他说，等了整整一个冬天，总算拍到满意的画面，下山时裤腿全湿透，却一路哼着小曲。"
)


def page(*texts: str) -> Page:
    whole, articles, at = "\n".join(texts), [], 0
    for number, text in enumerate(texts, 1):
        articles.append(Article(f"a{number}", (Block("paragraph", (Span(at, at + len(text)),)),)))
        at += len(text) + 1
    source = Source("page.txt", whole, "utf-8", hashlib.sha256(whole.encode()).hexdigest())
    return Page(source)._replace(articles=tuple(articles))


def flagged(*texts: str) -> list[str]:
    return [article.id for article in mark_aliens(page(*texts)).articles if article.off_topic]


def test_alien_among_articles_of_one_subject():
    """An item that shares nothing with a page on one subject is flagged, with the figures in a mark."""
    marked = mark_aliens(page(UNION[0], CLOUDS, UNION[1], UNION[2]))
    assert [article.off_topic for article in marked.articles] == [False, True, False, False]
    (mark,) = marked.marks
    assert (mark.kind, mark.rule) == ("off_topic", "mark_aliens")
    assert marked.source.text[mark.start : mark.end] == CLOUDS
    assert "familiarity" in mark.note


def test_the_figures_of_a_mark_are_those_of_the_verdict():
    """Articles that are too short to tell have no say in how familiar the others are."""
    names = "本组报道采写人员：陈静、李明、张伟、马超群、林晓东"
    (mark,) = mark_aliens(page(UNION[0], CLOUDS, *UNION[1:], names)).marks
    known, home = map(float, re.findall(r"\d\.\d+", mark.note))
    assert home >= 3 * known > 0


def test_marks_stand_in_source_order():
    """An alien is marked before what was marked below it earlier."""
    whole = page(UNION[0], CLOUDS, *UNION[1:])
    last = len(whole.source.text) - 1
    marked = mark_aliens(whole.marked([Mark("uncertain", last, last + 1, "note", "a mark")]))
    assert [mark.kind for mark in marked.marks] == ["off_topic", "uncertain"]


def test_page_on_one_subject_has_no_alien():
    """Reports on one subject are at home with each other."""
    assert flagged(*UNION) == []


def test_mixed_page_has_no_alien():
    """Where nothing has anything in common nothing is alien."""
    assert flagged(UNION[0], CLOUDS, "".join(MATCH), "".join(RICE)) == []


def test_short_items_are_never_alien():
    """A caption, a list of names or a notice of a line is too short to tell."""
    assert flagged(*UNION, "本组报道采写人员：陈静、李明、张伟、马超群、林晓东") == []


def test_two_articles_of_like_length_are_a_mixed_page():
    """Beside one article another of like length is no alien."""
    assert flagged("".join(UNION), "".join(MATCH)) == []


def test_one_article_is_at_home():
    """A single article cannot be off its own topic."""
    assert flagged(CLOUDS) == []


def test_nothing_but_flags_changes():
    """Flagging an item leaves text, blocks and order alone."""
    before = page(UNION[0], CLOUDS, UNION[1], UNION[2])
    after = mark_aliens(before)
    assert after.text == before.text
    assert [article.blocks for article in after.articles] == [article.blocks for article in before.articles]


def long_text() -> str:
    """Some 1,200 characters on one subject, from a sample page."""
    gold = json.loads((SAMPLES / "scan-004.gold.json").read_text(encoding="utf-8"))
    text = "".join(block["text"] for article in gold["articles"] for block in article["blocks"])
    return text[:1200]


def test_an_item_a_third_as_long_as_the_only_article_must_be_stranger():
    """Beside one long article an item is alien, the longer it is the less it may share with the article."""
    long = long_text()
    assert flagged(long, "".join(MATCH) + "".join(RICE) + CLOUDS) == ["a2"]
    kin = json.loads((SAMPLES / "scan-001.gold.json").read_text(encoding="utf-8"))["articles"][0]["blocks"]
    assert flagged(long, "".join(block["text"] for block in kin)[300:650]) == []
