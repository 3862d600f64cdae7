"""Lines set in the type of the text head a part of it; what is set larger opens an article."""

from __future__ import annotations

import pytest

import cleaner

LIBRARY = (
    "市图书馆新馆昨日正式向读者开放。新馆位于滨江路，建筑面积三万平方米，藏书一百二十万册，设阅览座位两千个。",
    "新馆一楼为少儿阅览区，二楼三楼为普通阅览区，四楼为地方文献区。读者凭身份证即可办理借书证，每次可借图书十册。",
    "图书馆馆长陈立说，新馆还设有二十四小时自助借还书机，今后将每周举办读书会和讲座，让图书馆成为市民的书房。",
)
BUS = (
    "昨日起，市公交公司开通三条夜间公交线路，末班车延到夜里十二点，从滨江路到火车站的读者和乘客不再担心误车。",
    "公交公司经理周岚说，三条线路各配六辆新车，每二十分钟发一班，今后还要按乘客的建议增加站点。",
)
HEAD = "市公交公司开通三条夜间公交线路方便乘客乘车"


def broken(text: str, measure: int, first: int) -> str:
    """A text in lines of so many ideographs, the first one of fewer, with a mark at no line's start."""
    lines, at = [], 0
    while at < len(text):
        end = at + (measure if lines else first)
        end -= text[end : end + 1] in tuple("，。")
        lines.append(text[at:end])
        at = end
    return "\n".join(lines)


def articles(head: str, *, indent: int) -> list[str]:
    """The articles of a page of two texts with a line between them."""
    early, late = ([broken(text, 17, 17 - indent) for text in texts] for texts in (LIBRARY, BUS))
    source = "\n".join(["市图书馆新馆向读者开放　藏书一百二十万册", "", *early, head, *late]) + "\n"
    page = cleaner.clean_page(source.encode(), name="page.txt")
    return ["".join(map(page.text_of, article.blocks)) for article in page.articles]


@pytest.mark.parametrize("indent", [0, 2])
def test_a_line_broken_as_the_text_is_opens_no_article(indent: int) -> None:
    """A second story under a line of the text's own type is a part of the article."""
    (whole,) = articles(broken(HEAD, 17, 17 - indent), indent=indent)
    assert whole.endswith(HEAD + "".join(BUS))


@pytest.mark.parametrize("indent", [0, 2])
@pytest.mark.parametrize("head", [broken(HEAD, 12, 12), HEAD], ids=["in a column", "over two columns"])
def test_a_line_set_larger_opens_an_article(head: str, indent: int) -> None:
    """The same line in larger type, of which a column holds less and two hold more, is a headline."""
    first, second = articles(head, indent=indent)
    assert first.endswith("".join(LIBRARY))
    assert second == HEAD + "".join(BUS)
