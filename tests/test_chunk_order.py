"""Chunks of torn columns: put where their sentences go on, and left alone where nothing says so."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleaner
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.layout.chunk_links import Links
from cleaner.layout.chunk_order import order_chunks
from cleaner.layout.chunks import read_chunks
from cleaner.layout.columns import split_columns

SAMPLES = Path(__file__).parents[1] / "samples"
HARBOUR = (
    "　　昨天上午，渔港码",
    "头的灯塔重新点亮，这",
    "座灯塔建于上世纪五十",
    "年代，停用了十多年，",
    "渔民们夜里回港只能靠",
    "手电照明，如今灯塔亮",
    "了，渔民夜里出海不担",
)
HARBOUR_GOES_ON = (
    "心触礁。守塔人老林说",
    "，灯塔的光能照到二十",
    "海里以外，渔民夜里回",
    "港都能看见灯塔，担心",
    "触礁的日子过去了。",
)
SCHOOL = (
    "　　本学期，山区小学",
    "的食堂换了新灶台，每",
    "天中午都能吃上热饭。",
    "食堂的蔬菜来自学校的",
    "菜园，学生轮流浇水施",
    "肥，菜园里的蔬菜长势",
    "喜人，食堂师傅每天清",
)
SCHOOL_GOES_ON = (
    "晨到菜园摘菜，中午端",
    "上学生的餐桌。师傅说",
    "，学生爱吃菜园里的蔬",
    "菜，食堂每天清晨都要",
    "摘两筐。",
)


def page_of(*chunks: tuple[str, ...]) -> Page:
    return Page(Source("page.txt", "\n\n".join("\n".join(chunk) for chunk in chunks) + "\n", "utf-8", ""))


def reading(page: Page) -> str:
    return "".join(page.text.split())


def joined(*chunks: tuple[str, ...]) -> str:
    return "".join("".join(chunk).strip() for chunk in chunks)


def test_puts_columns_of_two_articles_that_take_turns_in_order() -> None:
    """Where two sentences break off and each goes on behind the other, one exchange mends both."""
    page = order_chunks(page_of(HARBOUR, SCHOOL, HARBOUR_GOES_ON, SCHOOL_GOES_ON))
    assert reading(page) == joined(HARBOUR, HARBOUR_GOES_ON, SCHOOL, SCHOOL_GOES_ON)


def test_puts_a_second_half_behind_its_first() -> None:
    """Half a sentence may stand before the half that begins it."""
    page = order_chunks(page_of(HARBOUR_GOES_ON, HARBOUR, SCHOOL, SCHOOL_GOES_ON))
    assert joined(HARBOUR, HARBOUR_GOES_ON) in reading(page)
    assert joined(SCHOOL, SCHOOL_GOES_ON) in reading(page)


def test_leaves_a_headline_where_it_stood() -> None:
    """A headline above the second half of a sentence is not drawn into the sentence."""
    title = ("山区小学有了新食堂",)
    page = order_chunks(page_of(HARBOUR, SCHOOL, title, HARBOUR_GOES_ON, SCHOOL_GOES_ON))
    assert joined(HARBOUR, HARBOUR_GOES_ON) in reading(page)
    assert joined(SCHOOL, SCHOOL_GOES_ON) in reading(page)
    assert "".join(title) in reading(page)


def test_the_page_is_cleaned_and_restored() -> None:
    """Halves that were brought together become one paragraph; the source is rebuilt from it."""
    source = page_of(HARBOUR, SCHOOL, HARBOUR_GOES_ON, SCHOOL_GOES_ON).source.text
    page = cleaner.clean_page(source.encode(), name="page.txt")
    texts = [page.text_of(block) for block in page.blocks]
    assert joined(HARBOUR, HARBOUR_GOES_ON) in texts
    assert [article.off_topic for article in page.articles] == [False] * len(page.articles)


def test_a_sentence_torn_in_mid_line_is_mended() -> None:
    """A jump may leave a line half-way; what begins with a comma cannot begin a paragraph."""
    cut, rest = (*SCHOOL[:-1], "喜人"), ("，食堂师傅每天清", *SCHOOL_GOES_ON)
    page = order_chunks(page_of(cut, HARBOUR, HARBOUR_GOES_ON, rest))
    assert joined(cut, rest) in reading(page)
    assert joined(HARBOUR, HARBOUR_GOES_ON) in reading(page)


def test_the_halves_of_a_line_fill_the_measure() -> None:
    """A line torn in its middle goes on where the rest of it stands, and is one line again."""
    cut, rest = (*SCHOOL[:-1], "喜人，食堂"), ("师傅每天清", *SCHOOL_GOES_ON)
    other = ("　　集市逢五开张，摊位", "沿河排开，卖菜卖鱼。")
    page = order_chunks(page_of(HARBOUR, HARBOUR_GOES_ON, cut, other, rest))
    assert reading(page) == joined(HARBOUR, HARBOUR_GOES_ON, cut, rest, other)
    assert "喜人，食堂师傅每天清\n" in page.text


def test_half_a_line_is_no_headline() -> None:
    """The rest of a line above the text that goes on is moved with it."""
    cut, rest = (*SCHOOL[:-1], "喜人，食堂"), ("师傅每天清", *SCHOOL_GOES_ON)
    page = order_chunks(page_of(cut, HARBOUR, HARBOUR_GOES_ON, rest))
    assert joined(cut, rest) in reading(page)
    assert joined(HARBOUR, HARBOUR_GOES_ON) in reading(page)


READERS = (
    "　　今年以来，市民家",
    "门口的图书馆越开越多",
    "，读者借书还书都在家",
    "门口，图书馆里的座位",
    "天天坐满，市民说，图",
    "书馆的灯光，是夜里最",
    "亮的一盏，也是市民步",
)
READERS_GO_ON = ("伐最常去的地方。图书", "馆里的座位，天天都有", "市民坐满。")
ORCHARD = (
    "　　入冬以后，山里的",
    "果园忙着剪枝，果农们",
    "天亮上山，天黑下山，",
    "剪下的枝条堆在果园旁",
    "边，果农说，剪枝剪得",
    "好，来年果园的收成才",
    "好，今年果园的收入比",
)
ORCHARD_GOES_ON = ("去年多了两成，果农们", "在果园旁边修了水池，", "浇水不用下山挑。")


def test_a_word_of_the_language_tells_where_a_sentence_goes_on() -> None:
    """The page has the word (步伐) nowhere else."""
    page = order_chunks(page_of(READERS, ORCHARD, ORCHARD_GOES_ON, READERS_GO_ON))
    assert reading(page) == joined(READERS, READERS_GO_ON, ORCHARD, ORCHARD_GOES_ON)


def test_a_character_that_begins_a_word_ends_no_other() -> None:
    """What begins with 力量 makes no 电力 of the 电 that a text breaks off with."""
    torn = (*HARBOUR[:-1], "了，守塔人夜里不缺电")
    strength = ("力量不足的老人也能上", *HARBOUR_GOES_ON[1:])
    power = ("力公司架线送到海边的", *HARBOUR_GOES_ON[1:])
    pairs = [[read_chunks("\n".join(chunk))[0] for chunk in (torn, rest)] for rest in (strength, power)]
    assert Links(pairs[0], ()).worth(0, 1) < Links(pairs[1], ()).worth(0, 1) - 2


def test_a_line_that_lacks_more_than_an_indent_begins_no_paragraph() -> None:
    """Paragraphs that lost their indent lack two characters on their first line; half a line lacks five."""
    told = (
        "昨天上午渔港码头",
        *HARBOUR[1:-1],
        "了，触礁不再。",
        "守塔人天天上塔去",
        *SCHOOL[1:-1],
        "喜人。",
    )
    told = (*told, "老人夜里擦灯点灯", "，渔民夜里看见灯。")
    set_in, half = (
        Links([read_chunks("\n".join(chunk))[0] for chunk in (told, HARBOUR[1:], (line, *rest))], ())
        for line, *rest in (("心触礁，渔民夜里", *HARBOUR_GOES_ON[1:]), ("心触礁，渔", *HARBOUR_GOES_ON[1:]))
    )
    assert set_in.worth(1, 2) < half.worth(1, 2) - 1


TORN_COLUMNS = (HARBOUR, HARBOUR_GOES_ON, SCHOOL, (*SCHOOL_GOES_ON, "　　食堂开了门。", *HARBOUR[1:]))
ROWS = (
    ("　　集市逢五开张，摊位", "沿河排开。"),
    ("　　渡口清晨最忙，船工", "来回摆渡。"),
    ("　　摊主多是邻村人，卖", "菜卖鱼，午", "后散市。"),
    ("　　船工老林说，雾天停", "渡，等雾散", "了再开。"),
)


def test_two_rows_of_two_paragraphs_are_read_column_by_column() -> None:
    """What an extractor took for a table are two columns, where paragraphs of one column stand together."""
    page = order_chunks(page_of(*TORN_COLUMNS, *ROWS))
    first, second, third, fourth = ROWS
    assert reading(page) == reading(page_of(*TORN_COLUMNS, first, third, second, fourth))


@pytest.mark.parametrize(
    "chunks",
    [
        (HARBOUR, HARBOUR_GOES_ON, SCHOOL, SCHOOL_GOES_ON, *ROWS),
        (*TORN_COLUMNS, *ROWS[:3], ("　　雾散了船再开。",)),
        (*TORN_COLUMNS, *ROWS[:2], ("渡口和集市",), *ROWS[2:]),
    ],
    ids=["every paragraph stands apart", "the rows are uneven", "a headline stands between"],
)
def test_four_paragraphs_are_no_table(chunks: tuple[tuple[str, ...], ...]) -> None:
    """Paragraphs that are no two rows of one height, or stand apart everywhere, keep their order."""
    page = page_of(*chunks)
    assert order_chunks(page) is page


def test_where_paragraphs_are_indented_only_what_is_not_goes_on() -> None:
    """Of two chunks whose words fit as well, the one without an indent is the rest of a sentence."""
    fresh = ("　　清晨的码头上晒满渔", "网，老林说今年鱼多。")
    rest = ("心触礁。灯塔的光能照", "到二十海里以外。")
    market = ("　　集市逢五开张，摊位", "沿河排开。", "　　摊主多是邻村人，卖菜", "卖鱼。", "　　午后散市。")
    page = order_chunks(page_of(market, SCHOOL, SCHOOL_GOES_ON, rest, HARBOUR, fresh))
    assert joined(HARBOUR, rest, fresh) in reading(page)


def test_what_goes_on_from_page_to_page_is_not_torn() -> None:
    """The second half at the top of a page stays there, whatever else the page would like in its place."""
    pages = page_of(SCHOOL, HARBOUR), page_of(HARBOUR_GOES_ON, SCHOOL_GOES_ON)
    page = Page(Source("page.txt", "\f".join(page.source.text for page in pages), "utf-8", ""))
    assert order_chunks(page) is page


def test_a_page_in_columns_does_not_keep_others_from_being_ordered() -> None:
    """Each page of a text is ordered by itself; one whose columns stood side by side keeps their order."""
    rows = zip((*SCHOOL, *SCHOOL_GOES_ON), (*HARBOUR, *HARBOUR_GOES_ON), strict=True)
    beside = "\n".join(f"{left:　<14}{right}" for left, right in rows)
    torn = page_of(HARBOUR, SCHOOL, HARBOUR_GOES_ON, SCHOOL_GOES_ON).source.text
    for source in (f"{beside}\n\f{torn}", f"{torn}\f{beside}\n"):
        columns = split_columns(Page(Source("page.txt", source, "utf-8", "")))
        assert columns.flow
        page = order_chunks(columns)
        assert reading(page).count(joined(HARBOUR, HARBOUR_GOES_ON)) == 2
        assert reading(page).count(joined(SCHOOL, SCHOOL_GOES_ON)) == 2
        assert sum(span.end - span.start for span in page.flow) == len(source)
        assert cleaner.clean_page(source.encode(), name="page.txt").blocks


@pytest.mark.parametrize(
    "end",
    ["渔港灯塔点亮、渔民夜归安心", "扫描二维码，观看更多精彩视频", "老林站在灯塔下，海风正劲。林海摄"],
    ids=["headline", "notice", "caption"],
)
def test_a_line_of_its_own_is_no_half_of_a_sentence(end: str) -> None:
    """A headline, a notice and a credit end without a stop, and nothing goes on behind them."""
    page = page_of(SCHOOL, SCHOOL_GOES_ON, (end,), HARBOUR, HARBOUR_GOES_ON)
    assert order_chunks(page) is page


def test_a_headline_of_a_full_line_that_names_several_breaks_off_nothing() -> None:
    """It is as wide as the text and has a pause, and what would fit behind it stays where it is."""
    page = page_of(("灯塔、渔港夜里不再担",), SCHOOL, SCHOOL_GOES_ON, HARBOUR_GOES_ON)
    assert order_chunks(page) is page


def test_a_caption_right_below_a_text_does_not_hide_it() -> None:
    """The second half of a sentence is found although a caption was printed at its foot."""
    rest = (*HARBOUR_GOES_ON, "老林站在灯塔下。", "本报记者林海摄")
    page = order_chunks(page_of(rest, HARBOUR, SCHOOL, SCHOOL_GOES_ON))
    assert joined(HARBOUR, HARBOUR_GOES_ON) in reading(page)


ORDERED = {
    "in order": (HARBOUR, HARBOUR_GOES_ON, SCHOOL, SCHOOL_GOES_ON),
    "a caption between the halves": (HARBOUR, ("灯塔重新点亮。林海/摄",), HARBOUR_GOES_ON, SCHOOL),
    "whole paragraphs": (HARBOUR_GOES_ON, SCHOOL_GOES_ON, HARBOUR_GOES_ON[::-1]),
    "the end is missing": (SCHOOL, SCHOOL_GOES_ON, HARBOUR),
    "the beginning is missing": (SCHOOL_GOES_ON, HARBOUR, HARBOUR_GOES_ON),
    "nothing but lines of verse": (("床前明月光", "疑是地上霜"), ("举头望明月", "低头思故乡")),
    "a single line": (("渔港码头的灯塔重新点亮",),),
}


@pytest.mark.parametrize("chunks", ORDERED.values(), ids=ORDERED.keys())
def test_leaves_an_order_that_no_sentence_speaks_against(chunks: tuple[tuple[str, ...], ...]) -> None:
    """Without a torn sentence and its rest elsewhere the extractor's order stands."""
    page = page_of(*chunks)
    assert order_chunks(page) is page


def test_moves_nothing_from_page_to_page() -> None:
    """What stands behind a page break stays behind it."""
    first, second = page_of(HARBOUR, SCHOOL), page_of(HARBOUR_GOES_ON, SCHOOL_GOES_ON)
    text = first.source.text + "\f" + second.source.text
    page = Page(Source("page.txt", text, "utf-8", ""))
    assert order_chunks(page).text.partition("\f")[0] == first.source.text


def test_keeps_the_sample_pages_in_order() -> None:
    """Columns that end in mid-sentence and go on in the next one are in order already."""
    for path in sorted(SAMPLES.glob("*.txt")):
        page = Page(Source(path.name, path.read_text(encoding="utf-8"), "utf-8", ""))
        assert order_chunks(page) is page, path.name


def test_a_long_input_takes_proportionate_time() -> None:
    """Chunks are ordered together only within a page's worth of them, and none is lost."""
    chunks = (HARBOUR, SCHOOL, HARBOUR_GOES_ON, SCHOOL_GOES_ON) * 60
    page = order_chunks(page_of(*chunks))
    assert sorted(reading(page)) == sorted(joined(*chunks))


def test_headlines_read_out_behind_the_first_columns_of_their_texts_go_above_them() -> None:
    """Each is wider than the first column of its text, which some extractors write before it."""
    heads = ("渔港灯塔重新点亮照亮归航路",), ("山区小学食堂换上新灶台",)
    page = page_of(HARBOUR, SCHOOL, heads[0], HARBOUR_GOES_ON, heads[1], SCHOOL_GOES_ON)
    assert reading(order_chunks(page)) == joined(
        heads[0], HARBOUR, HARBOUR_GOES_ON, heads[1], SCHOOL, SCHOOL_GOES_ON
    )


@pytest.mark.parametrize(
    ("above", "expected"), [((), "heads it"), (("市渔业局发布通报",), "stays")], ids=["no headline", "one"]
)
def test_a_headline_between_halves_heads_a_text_that_has_none(above: tuple[str, ...], expected: str) -> None:
    """The first column of the first text on a page is often read out before its headline."""
    head = ("渔港灯塔重新点亮照亮归航路",)
    chunks = [above] if above else []
    page = page_of(*chunks, HARBOUR, head, HARBOUR_GOES_ON)
    order = (head, HARBOUR, HARBOUR_GOES_ON) if expected == "heads it" else (HARBOUR, head, HARBOUR_GOES_ON)
    assert reading(order_chunks(page)) == "".join(joined(*chunks, *order).split())


def test_a_headline_above_the_first_text_of_a_column_stays_with_that() -> None:
    """The text below it begins there."""
    head = ("渔港灯塔重新点亮照亮归航路",)
    page = page_of(SCHOOL, head, HARBOUR, SCHOOL_GOES_ON, HARBOUR_GOES_ON)
    assert reading(order_chunks(page)) == joined(SCHOOL, SCHOOL_GOES_ON, head, HARBOUR, HARBOUR_GOES_ON)


def test_sentences_that_end_in_periods_are_put_in_order_too() -> None:
    """A recogniser may read all full stops as periods."""

    def in_periods(chunk: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(line.replace("。", ".").replace("，", ",") for line in chunk)

    harbour, school, harbour_goes_on, school_goes_on = map(
        in_periods, (HARBOUR, SCHOOL, HARBOUR_GOES_ON, SCHOOL_GOES_ON)
    )
    page = page_of(harbour, school, harbour_goes_on, school_goes_on)
    assert reading(order_chunks(page)) == joined(harbour, harbour_goes_on, school, school_goes_on)


RICE = (
    "上海通讯昨日本埠商界同人假座总商会开会讨论米价问题到会者二百余人主席报告近日米价飞涨民食维艰推其原因一由"
    "于来源稀少二由于奸商囤积居奇议决由商会呈请官厅严禁出口并劝告各米行平价发售以维民食次由各业代表相继发言主"
    "张设立平粜局购运洋米接济当场推定委员七人负责进行散会已逾六时矣"
)
CABINET = (
    "本报南京专电行政院昨开例会通过要案多件其中关于整理地方财政一案规定各省县之苛捐杂税限期裁撤由财政部派员分"
    "赴各省督促进行又通过农村复兴委员会组织章程聘请专家二十余人为委员即日成立着手调查各地农村经济状况以为救济"
    "之张本闻该会经费暂定每月五千元由国库支给"
)


@pytest.mark.parametrize("measure", [10, 13, 22])
@pytest.mark.parametrize("end", ["\n", "\n\n"])
def test_where_no_sentence_has_an_end_none_is_torn(measure: int, end: str) -> None:
    """Old print has no marks: its columns keep their order, its texts are whole, and nothing is missing."""
    lines: list[str] = []
    for head, text in (("米价问题之讨论", RICE), ("行政院例会", CABINET)):
        lines += [head, *(text[i : i + measure] for i in range(0, len(text), measure))]
    found = [line for line in cleaner.clean(end.join(lines) + "\n").split("\n") if line]
    assert found == ["米价问题之讨论", RICE, "行政院例会", CABINET]
