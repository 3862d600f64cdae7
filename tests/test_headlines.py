"""Headlines go to their text wherever they were printed; titles open articles and headings do not."""

from __future__ import annotations

import pytest
from test_articles import LIBRARY, MATCH, RICE, page, paragraphs, texts, title

from cleaner import clean_page
from cleaner.layout.openings import settle_titles
from cleaner.layout.unit import Unit


def test_headlines_gathered_at_the_end():
    """Headlines behind all texts go to theirs, kicker and subhead with them."""
    bodies = paragraphs(*LIBRARY, "本报讯" + MATCH[0], *MATCH[1:])
    found = texts(page(bodies, title("新图书馆开放", "藏书百万册", "飞鹰队四连胜")))
    assert [article[:2] for article in found] == [
        ["新图书馆开放", "藏书百万册"],
        ["飞鹰队四连胜", "本报讯" + MATCH[0]],
    ]


def test_headlines_gathered_at_the_top():
    """Headlines of two columns printed before both texts are dealt out."""
    found = texts(
        page(
            title("新图书馆开放", "飞鹰队四连胜"),
            paragraphs(*LIBRARY),
            paragraphs("本报讯" + MATCH[0], *MATCH[1:]),
        )
    )
    assert [article[0] for article in found] == ["新图书馆开放", "飞鹰队四连胜"]


def test_headlines_behind_their_texts():
    """On a page whose headlines follow their texts each goes to the text above it."""
    found = texts(
        page(paragraphs(*LIBRARY), title("新图书馆开放"), paragraphs(*RICE), title("早稻收割进入尾声"))
    )
    assert found == [["新图书馆开放", *LIBRARY], ["早稻收割进入尾声", *RICE]]


def test_kicker_that_shares_nothing_stays_with_its_headline():
    """A column's name shares no word with the text and goes with the line below it."""
    found = texts(
        page(
            title("新图书馆开放"), paragraphs(*LIBRARY), title("权威发布", "飞鹰队四连胜"), paragraphs(*MATCH)
        )
    )
    assert found[1][:2] == ["权威发布", "飞鹰队四连胜"]


def test_kicker_behind_its_headline_goes_before_it():
    """A line with a colon announces a headline: behind all of them it has lost its place, else it stays."""
    bodies = paragraphs(*LIBRARY)
    found = texts(page(title("新图书馆开放", "藏书百万册", "市文化局："), bodies))
    assert found[0][:3] == ["市文化局：", "新图书馆开放", "藏书百万册"]
    found = texts(page(title("新图书馆开放", "市文化局：", "藏书百万册"), bodies))
    assert found[0][:3] == ["新图书馆开放", "市文化局：", "藏书百万册"]


def test_headline_that_another_article_quotes_stays():
    """A notice that quotes a headline does not take it away."""
    notice = "“飞鹰队四连胜夺榜首”后续报道，请关注明日本版。"
    found = texts(
        page(title("飞鹰队四连胜夺榜首"), paragraphs(*MATCH), title("后续报道预告"), paragraphs(notice))
    )
    assert found[0][0] == "飞鹰队四连胜夺榜首"
    assert notice not in found[0] or len(found) == 1


def test_heading_amid_a_headline_is_a_title():
    """A line between two title lines has no text of its own and is part of the headline."""
    units = page(
        title("市图书馆"), [Unit("新馆开放", (), role="heading")], title("藏书百万册"), paragraphs(*LIBRARY)
    )
    assert [unit.role for unit in settle_titles(units)][:3] == ["title", "title", "title"]


BYLINE = [Unit("本报记者 方舟", (), role="byline")]


def test_a_heading_above_its_author_is_a_headline():
    """A section names no author: what stands above a byline opens an article, with the line above it."""
    lines = [Unit(line, (), role="heading") for line in ("主场速写", "飞鹰队四连胜")]
    found = texts(page(title("新图书馆开放"), paragraphs(*LIBRARY), lines, BYLINE, paragraphs(*MATCH)))
    assert found == [
        ["新图书馆开放", *LIBRARY],
        ["主场速写", "飞鹰队四连胜", "本报记者 方舟", *MATCH],
    ]


@pytest.mark.parametrize(
    ("line", "evidence"), [("二、少儿阅览区", ("numbered",)), ("新馆，分四", ("comma",)), ("开放了", ())]
)
def test_a_heading_above_a_byline_that_may_be_none_stays_one(line: str, evidence: tuple[str, ...]):
    """A numbered section, half a sentence and the rest of a line are no headlines; the byline stays below."""
    heading = [Unit(line, (), role="heading", evidence=evidence)]
    units = page(title("新图书馆开放"), paragraphs(*LIBRARY[:2]), heading, BYLINE, paragraphs(LIBRARY[2]))
    assert texts(units) == [["新图书馆开放", *LIBRARY[:2], line, "本报记者 方舟", LIBRARY[2]]]


def test_title_that_opens_nothing_is_a_heading():
    """A line in mid-article that the text behind it does not take up is a heading."""
    units = page(
        title("新图书馆开放"), paragraphs(*LIBRARY[:2]), title("更上层楼"), paragraphs(LIBRARY[1], LIBRARY[2])
    )
    assert [unit.role for unit in settle_titles(units)].count("title") == 1


def test_title_that_opens_an_article_stays_one():
    """A line that the text behind it takes up stays a title, though the subject is the same."""
    lead = "少儿阅览区的读书会昨日在市图书馆举行，三十名小读者参加，图书馆馆长陈立为读书会揭牌。"
    units = page(title("新图书馆开放"), paragraphs(*LIBRARY), title("少儿读书会举行"), paragraphs(lead))
    assert [unit.role for unit in settle_titles(units)].count("title") == 2


def test_closing_words_stay_where_they_stand():
    """A line behind the text that speaks of nothing in it is no headline of it."""
    found = texts(page(title("新图书馆开放"), paragraphs(*LIBRARY), title("此致敬礼")))
    assert found == [["新图书馆开放", *LIBRARY, "此致敬礼"]]


@pytest.mark.parametrize("evidence", ["notice", "before_byline"])
def test_what_print_knows_for_a_headline_closes_nothing(evidence: str):
    """A headline behind its text that heads a notice or names its author goes above, whatever it shares."""
    line = Unit("一言为定", (), role="title", evidence=(evidence,))
    assert texts(page(paragraphs(*MATCH), [line])) == [["一言为定", *MATCH]]


def test_the_last_headline_of_a_page_whose_headlines_stand_behind_closes_nothing():
    """Where the texts before have their headlines behind them, the last line is that of the last text."""
    found = settle_titles(page(paragraphs(*LIBRARY), title("新图书馆开放"), paragraphs(*RICE), title("秋望")))
    assert [unit.role for unit in found].count("title") == 2


def test_last_line_of_a_headline_is_no_kicker_of_the_next():
    """Lines set close stay together, though the last of them shares nothing with any text."""
    lines = [
        unit._replace(blanks=1 if i in {0, 2} else 0)
        for i, unit in enumerate(title("新图书馆开放", "喜！", "飞鹰队四连胜"))
    ]
    found = texts(page(lines, paragraphs(*LIBRARY, "本报讯" + MATCH[0], *MATCH[1:])))
    assert [article[:2] for article in found] == [
        ["新图书馆开放", "喜！"],
        ["飞鹰队四连胜", "本报讯" + MATCH[0]],
    ]


def test_a_headline_may_repeat_a_rare_character():
    """Pairs of characters beyond the basic plane are told apart, though they have one number."""
    found = clean_page("工会服务职工\n，\n茂 名 市𠮷𠮷工会服务职工")
    assert "𠮷𠮷工会服务职工" in "".join(map(found.text_of, found.blocks))
