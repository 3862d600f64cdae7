"""Articles: where one ends, what belongs to which, and what stays one."""

from __future__ import annotations

import pytest

from cleaner.core.bigrams import bigrams
from cleaner.core.types import Span
from cleaner.layout.articles import assemble
from cleaner.layout.boundaries import printed
from cleaner.layout.flow import Flow
from cleaner.layout.unit import Unit

LIBRARY = (
    "市图书馆新馆昨日正式向读者开放。新馆位于滨江路，建筑面积三万平方米，藏书一百二十万册，设阅览座位两千个。",
    "新馆一楼为少儿阅览区，二楼三楼为普通阅览区，四楼为地方文献区。读者凭身份证即可办理借书证，每次可借图书十册。",
    "图书馆馆长陈立说，新馆还设有二十四小时自助借还书机，今后将每周举办读书会和讲座，让图书馆成为市民的书房。",
)
MATCH = (
    "昨晚进行的足球联赛第十二轮比赛中，主场作战的飞鹰队以三比一击败海狼队，取得四连胜，积分升至榜首。",
    "上半场第二十分钟，飞鹰队前锋刘强接队友传中头球破门。第三十五分钟，海狼队后卫在禁区内犯规，刘强罚入点球。",
    "赛后飞鹰队主教练表示，球员们执行了赛前布置的战术，防守尤其出色。海狼队主教练则认为，球队中场失误太多。",
)
RICE = (
    "全县早稻收割进入尾声，记者在青塘镇看到，十多台收割机在金黄的稻田里来回作业，农户忙着把稻谷装车运回晒场。",
    "县农业局统计，今年早稻种植面积二十六万亩，预计总产量十一万吨，亩产比去年增加十五公斤，稻谷收购价格稳中有升。",
)


def paragraphs(*texts: str) -> list[Unit]:
    return [Unit(text, ()) for text in texts]


def title(*lines: str) -> list[Unit]:
    return [Unit(line, (), role="title") for line in lines]


def page(*parts: list[Unit]) -> list[Unit]:
    units = [unit for part in parts for unit in part]
    return [unit._replace(spans=(Span(i, i + 1),)) for i, unit in enumerate(units)]


def texts(units: list[Unit]) -> list[list[str]]:
    return [[unit.text for unit in article] for article in assemble(units)]


def test_headlines_in_place_part_articles():
    """A headline before each text makes each an article."""
    found = texts(
        page(title("新图书馆开放"), paragraphs(*LIBRARY), title("飞鹰队四连胜"), paragraphs(*MATCH))
    )
    assert found == [["新图书馆开放", *LIBRARY], ["飞鹰队四连胜", *MATCH]]


def test_a_section_that_counts_on_opens_no_article():
    """Behind 一、 comes 二、, whatever it speaks of."""
    sections = [
        [Unit(line, (), role="heading", evidence=("numbered",))] for line in ("一、图书馆", "二、早稻")
    ]
    found = texts(
        page(title("在全市会议上的讲话"), sections[0], paragraphs(*LIBRARY), sections[1], paragraphs(*RICE))
    )
    assert len(found) == 1


def test_rows_above_a_headline_announce_nothing():
    """A report that has its headline takes none of the short lines above it."""
    rows = paragraphs("4 北原队 7胜5负", "5 滨州队 6胜6负", "6 江汉队 5胜7负")
    report = "新华社多哈1月7日电 亚洲乒乓球联合会七日宣布，原定于三月举行的预选赛推迟举行。"
    match = page(title("飞鹰队四连胜"), paragraphs(*MATCH), rows, title("预选赛推迟"), paragraphs(report))
    assert [len(article) for article in texts(match)] == [7, 2]


def test_one_subject_stays_one_article():
    """A text without any headline or dateline is one article, whatever its length."""
    assert texts(page(paragraphs(*LIBRARY))) == [list(LIBRARY)]


def test_headings_do_not_part():
    """A section heading opens no article."""
    heading = [Unit("方便读者借阅", (), role="heading")]
    found = texts(page(title("新图书馆开放"), paragraphs(*LIBRARY[:2]), heading, paragraphs(LIBRARY[2])))
    assert len(found) == 1


def test_a_few_characters_go_with_what_stands_beside_them():
    """A date at the head of a page shares a pair with a text further down by chance."""
    found = texts(
        page(
            paragraphs("2017年7月20日"),
            title("新图书馆开放"),
            paragraphs(*LIBRARY),
            title("飞鹰队四连胜"),
            paragraphs("比赛7月2日开始。", *MATCH),
        )
    )
    assert [len(article) for article in found] == [5, 5]


def test_a_note_in_brackets_or_who_signed_closes_an_article():
    """Who sent a report in or signed it stands at its end; a paragraph behind it says more for a new one."""
    said = {}
    for evidence in ("note", "signature", "list_line"):
        last = [Unit("（图书馆办公室）", (), evidence=(evidence,))]
        flow = Flow(page(paragraphs(*LIBRARY), last, paragraphs(*RICE)))
        said[evidence] = printed(flow, len(LIBRARY) + 1)
    assert said["note"] == said["signature"] > said["list_line"]


def test_who_signed_and_the_date_stay_with_the_text_above():
    """The date is no lead of another article, and the one who signed over it closes none."""
    end = [Unit(text, (), evidence=("signature",)) for text in ("市图书馆", "2021年11月15日")]
    found = texts(
        page(title("新图书馆开放"), paragraphs(*LIBRARY), end, title("早稻丰收"), paragraphs(*RICE))
    )
    assert found == [["新图书馆开放", *LIBRARY, "市图书馆", "2021年11月15日"], ["早稻丰收", *RICE]]


def test_the_first_article_of_a_page_may_begin_with_a_section():
    """It goes on from another page."""
    heading = [Unit("方便读者借阅", (), role="heading")]
    assert assemble(page(heading, paragraphs(*LIBRARY)))[0][0].role == "heading"


def test_a_byline_between_a_text_and_the_next_headline_closes_the_text():
    """It stands at the end of its article, as at the end of the page; below the headline it opens one."""
    author, reporter = (
        Unit("（作者系江城大学教授）", (), role="byline"),
        Unit("本报记者 李明", (), role="byline"),
    )
    first = [*title("新图书馆开放"), *paragraphs(*LIBRARY), author]
    found = texts(page(first, title("飞鹰队四连胜"), [reporter], paragraphs(*MATCH)))
    assert found[0][-1] == author.text
    assert found[1][:2] == ["飞鹰队四连胜", reporter.text]
    assert texts(page(first))[0][-1] == author.text


def test_a_heading_right_above_a_headline_is_a_line_of_it():
    """It has no text of its own; a numbered one heads a section whose text is lost."""
    for evidence, role in ((), "title"), (("numbered",), "heading"):
        heading = [Unit("记者走基层", (), role="heading", evidence=evidence)]
        units = page(
            title("新图书馆开放"), paragraphs(*LIBRARY), heading, title("飞鹰队四连胜"), paragraphs(*MATCH)
        )
        assert [
            unit.role for article in assemble(units) for unit in article if unit.text == "记者走基层"
        ] == [role]


def test_change_of_vocabulary_with_a_byline_parts():
    """Without headlines in place a byline and another vocabulary part two articles."""
    byline = [Unit("本报记者 李明", (), role="byline")]
    found = texts(
        page(paragraphs(*LIBRARY), byline, paragraphs(*MATCH), title("新图书馆开放", "飞鹰队四连胜"))
    )
    assert [article[0] for article in found] == ["新图书馆开放", "飞鹰队四连胜"]
    assert found[1][1] == "本报记者 李明"


def test_datelines_part_reports_of_one_subject():
    """Two reports on the same subject part where a dateline begins the second."""
    second = "滨江晚报讯 记者从市图书馆获悉，图书馆新馆的少儿阅览区本周末举办读书会，读者凭借书证入场。"
    found = texts(page(title("新图书馆开放"), paragraphs(*LIBRARY, second)))
    assert found == [["新图书馆开放", *LIBRARY], [second]]


def test_a_day_of_its_own_parts_reports_that_begin_alike():
    """Two reports of one kind, with both headlines above the first, part where the second one begins."""
    first = (
        "江城防汛指挥部5日称，青河水位当天上涨，沿岸乡镇的群众已全部转移，堤防经受住了考验。",
        "转移的群众住进了城里的学校，县里送来了棉被、饮水和药品，医生每天上门巡诊，孩子们在操场上继续上课，老人们有专人照看，食堂一天供应三餐。",
        "水利专家说，青河上游三座水库提前腾出了库容，削减了洪峰，否则沿岸的农田和两座工厂都会进水，损失难以估计。",
    )
    second = (
        "江城防汛指挥部12日称，青河水位当天回落，洪峰平稳通过，客运码头恢复通航。",
        "首班轮船上午八点离港，船上载有旅客三百多人，港务局增开了四个航班，票价不变，滞留的货轮也将在两天内全部驶离锚地。",
    )
    heads = title("青河沿岸群众全部转移", "水库提前腾出库容", "洪峰平稳通过", "客运码头恢复通航")
    assert [article[-1] for article in texts(page(heads, paragraphs(*first, *second)))] == [
        first[-1],
        second[-1],
    ]


def test_words_that_look_like_datelines_do_not_part():
    """通讯 and 资讯 inside a sentence are no dateline."""
    more = "该馆的资讯服务也很受欢迎，图书馆读者可以在通讯录里找到馆员的电话，预约图书。"
    assert len(texts(page(title("新图书馆开放"), paragraphs(*LIBRARY, more)))) == 1


def test_headline_in_mid_sentence_parts_nothing():
    """The second line of a headline that an extractor left in mid-text goes to the headline."""
    early, late = LIBRARY[1][:40], LIBRARY[1][40:]
    found = texts(
        page(
            title("新图书馆开放"),
            paragraphs(LIBRARY[0], early),
            title("藏书百万册"),
            paragraphs(late, LIBRARY[2]),
        )
    )
    assert found == [["新图书馆开放", "藏书百万册", LIBRARY[0], early, late, LIBRARY[2]]]


def test_a_stray_fragment_goes_home():
    """Text of one article between the halves of another goes back to its own."""
    torn = MATCH[1][:34]
    units = page(
        title("新图书馆开放"),
        paragraphs(*LIBRARY[:2]),
        title("飞鹰队四连胜"),
        paragraphs(MATCH[0], torn),
        paragraphs(LIBRARY[2] + "图书馆藏书和阅览座位今后还要增加，读者借书更加方便，"),
        paragraphs(MATCH[1][34:], MATCH[2]),
    )
    library, match = texts(units)
    assert LIBRARY[0] in library
    assert any(LIBRARY[2] in text for text in library)
    assert match == ["飞鹰队四连胜", MATCH[0], torn, MATCH[1][34:], MATCH[2]]


def test_a_headline_goes_home_with_its_text():
    """A fragment that goes to another article as a whole takes the headline above it along."""
    fragment = (
        "，县粮食局在青塘镇设了三个收购点，收割机手和农户排队卖粮，当天结清，稻谷水分由专人检测。稻谷烘干由合作社"
        "统一安排，晒场不够的农户可以预约，镇里还组织了十几支助收队下到田头，帮助缺少劳力的家庭抢收抢晒。"
    )
    library, rice = texts(
        page(
            title("新图书馆开放"),
            paragraphs(*LIBRARY[:2], LIBRARY[2][:-8]),
            title("好日子还在后头"),
            paragraphs(fragment),
            title("早稻收割近尾声"),
            paragraphs(*RICE),
        )
    )
    assert "好日子还在后头" not in library
    assert {"好日子还在后头", fragment} <= set(rice)


def test_captions_come_last_and_go_where_they_are_named():
    """A caption ends its article; one that quotes a headline goes to that headline's article."""
    own = [Unit("读者在新馆阅读。", (), role="caption")]
    named = [Unit("“飞鹰队四连胜”资料图", (), role="caption")]
    units = page(
        title("新图书馆开放"), paragraphs(LIBRARY[0]), own, named, paragraphs(*LIBRARY[1:]),
        title("飞鹰队四连胜"), paragraphs(*MATCH),
    )  # fmt: skip
    library, match = texts(units)
    assert library[-1] == own[0].text
    assert match[-1] == named[0].text


def test_a_line_that_may_be_a_heading_keeps_its_place():
    """A caption that does not say so stays between the paragraphs, but not between halves of a sentence."""
    line = [Unit("少儿阅览区一角", (), role="caption", evidence=("stands_out",))]
    between = page(title("新图书馆开放"), paragraphs(*LIBRARY[:2]), line, paragraphs(LIBRARY[2]))
    assert texts(between) == [["新图书馆开放", *LIBRARY[:2], line[0].text, LIBRARY[2]]]
    early, late = LIBRARY[1][:40], LIBRARY[1][40:]
    amid = page(title("新图书馆开放"), paragraphs(LIBRARY[0], early), line, paragraphs(late, LIBRARY[2]))
    assert texts(amid) == [["新图书馆开放", LIBRARY[0], early, late, LIBRARY[2], line[0].text]]


def test_nothing_is_lost_or_doubled():
    """Every unit is in exactly one article."""
    units = page(title("早稻收割"), paragraphs(*RICE), title("飞鹰队四连胜"), paragraphs(*MATCH, *LIBRARY))
    assert sorted(unit.spans for article in assemble(units) for unit in article) == [u.spans for u in units]


def test_no_text_at_all():
    """A page of titles alone is one article, an empty page none."""
    assert texts(page(title("新图书馆开放", "藏书百万册"))) == [["新图书馆开放", "藏书百万册"]]
    assert assemble([]) == []


def test_a_long_single_text_stays_one():
    """A text longer than a sheet is worked through in parts and is still one article."""
    units = page(title("新图书馆开放"), paragraphs(*(LIBRARY * 150)))
    assert [len(article) for article in assemble(units)] == [len(units)]


def caption(*lines: str) -> list[Unit]:
    return [Unit(line, (), role="caption") for line in lines]


def test_a_page_of_pictures_has_a_story_for_each_title():
    """Captions are all the text that their headlines have."""
    smoke, crops = "清晨，炊烟在古村上空升起。翟晓东摄", "村民在屋顶晾晒玉米。胡红平摄"
    found = texts(page(title("古村晨韵"), caption(smoke), title("晒秋"), caption(crops)))
    assert found == [["古村晨韵", smoke], ["晒秋", crops]]


def test_a_caption_amid_a_headline_is_no_story():
    """One picture between two lines of a headline, on a page with text."""
    shown = "读者在新馆里看书。翟晓东摄"
    found = texts(
        page(title("新图书馆开放"), caption(shown), title("藏书一百二十万册"), paragraphs(*LIBRARY))
    )
    assert found == [["新图书馆开放", "藏书一百二十万册", *LIBRARY, shown]]


LIBRARY_GOES_ON = (
    "新馆的地方文献区收藏县志、族谱和老报纸三万余件，读者可以在阅览座位旁的电脑上查阅图书馆已经扫描的部分。",
    "少儿阅览区每周六举办故事会，图书管理员为孩子们朗读图书。陈立说，读书会的报名人数已经超过新馆的座位。",
)
MATCH_GOES_ON = (
    "海狼队在下半场换上两名前锋，第七十分钟由外援头球扳回一球，但飞鹰队后卫守住了球门，主场球迷欢呼胜利。",
    "飞鹰队下一轮将在客场挑战联赛第二名的雪豹队，前锋刘强因累积黄牌停赛，主教练说，球队将派年轻球员出场比赛。",
)


def test_two_texts_whose_columns_took_turns_are_two_articles():
    """Columns that end with a paragraph tear no sentence: the words tell what belongs together."""
    heads = title("新图书馆开放", "飞鹰队四连胜")
    columns = (LIBRARY, MATCH, LIBRARY_GOES_ON, MATCH_GOES_ON)
    assert texts(page(heads, *(paragraphs(*column) for column in columns))) == [
        ["新图书馆开放", *LIBRARY, *LIBRARY_GOES_ON],
        ["飞鹰队四连胜", *MATCH, *MATCH_GOES_ON],
    ]


def test_paragraphs_on_different_sides_of_one_story_stay_one_article():
    """A long report turns from one side of its story to another and back."""
    sides = (
        "飞鹰队主教练赛后说，胜利属于全体球员，主场球迷给了飞鹰队力量，下一场比赛球队仍要从防守做起。",
        "海狼队主教练则说，裁判的判罚影响了比赛，海狼队的前锋错过了机会，球员们在主场外没有找到节奏。",
        "飞鹰队前锋刘强说，他为球队罚入点球感到高兴，比赛中全体球员都执行了主教练的布置，联赛还很长。",
        "海狼队的外援说，比赛输给飞鹰队令人失望，球员们会在下一轮联赛的主场比赛中努力，争取一场胜利。",
    )
    report = (*MATCH, *sides, *MATCH_GOES_ON)
    assert sum(len(bigrams(text)) for text in report) > 400  # long enough to be looked at
    assert texts(page(title("飞鹰队四连胜"), paragraphs(*report))) == [["飞鹰队四连胜", *report]]


NAMES = (
    ("上城队", "王林、张涛、李明", "马超、许亮、唐伟"),
    ("下城队", "赵宇、孙浩、周凯", "罗文、谢军、董平"),
    ("江北队", "吴迪、郑爽、冯军", "曹阳、袁泉、邓超"),
    ("江南队", "陈晨、褚亮、卫国", "彭勃、曾强、萧然"),
    ("东山队", "蒋欣、沈阳、韩雪", "田野、任杰、姜涛"),
    ("西湖队", "杨帆、朱红、秦岭", "崔明、钟诚、谭凯"),
    ("北山队", "夏雨、方圆、石磊", "江河、白雪、金鑫"),
)


def test_two_lists_of_an_article_stay_in_it():
    """Rows of names share nothing with each other, nor with the text above them."""
    first = [f"{team}：{names}" for team, names, _ in NAMES]
    second = [f"{team}替补：{names}" for team, _, names in NAMES]
    rows = paragraphs("附详细名单：", *first, "替补名单：", *second)
    story = paragraphs(*MATCH, *MATCH_GOES_ON)
    assert sum(len(bigrams(unit.text)) for unit in (*story, *rows)) > 400  # long enough to be looked at
    assert len(texts(page(title("飞鹰队四连胜"), story, rows))) == 1


LATE_RICE = (
    "洪山乡的晚稻插秧全面展开，记者看到，插秧机在水田里来回作业，农户忙着把秧苗装车运到田头，合作社派出三十名机手。",
    "乡农技站统计，晚稻计划种植面积九万亩，已插秧六万亩，比去年同期快三天，水稻育秧大棚今年增加到四十座。",
)


@pytest.mark.parametrize("at_top", [False, True])
def test_headlines_that_stand_together_part_two_reports_on_one_subject(at_top: bool):  # noqa: FBT001
    """So many lines are of two articles, though their texts share their words."""
    heads = title("早稻收割近尾声", "总产十一万吨", "晚稻插秧全面展开", "育秧大棚增至四十座")
    body = paragraphs(*RICE, *LATE_RICE)
    found = texts(page(heads, body) if at_top else page(body, heads))
    assert found == [
        ["早稻收割近尾声", "总产十一万吨", *RICE],
        ["晚稻插秧全面展开", "育秧大棚增至四十座", *LATE_RICE],
    ]


def test_three_headline_lines_may_be_of_one_article():
    """A kicker, a headline and a subhead that speak of different parts of a text part nothing."""
    heads = title("三夏时节", "早稻收割近尾声", "晚稻插秧全面展开")
    assert len(texts(page(paragraphs(*RICE, *LATE_RICE), heads))) == 1


APART = (
    (
        "▲市图书馆自本月起延长开放时间，每周五、周六闭馆时间推迟到晚上九点半，少儿阅览室同时增设座位六十个。",
        "▲永丰镇三百二十亩晚稻试种成功，专家组现场测产，平均亩产五百三十七公斤，比本地常规品种高出一成二。",
        (
            "▲市特殊教育学校日前举行义卖活动，学生制作的陶器、刺绣、贺卡共售得一万三千六百元，全部捐给贫困听障儿"
            "童。"
        ),
        "▲城东派出所破获一起电动车盗窃案，抓获嫌疑人两名，追回被盗车辆十四辆，已通知失主认领。",
        "▲我市第八届职工乒乓球赛昨天闭幕，供电公司队获团体冠军，邮政局队、人民医院队分获二、三名。",
    ),
    (
        (
            "放映队要来的消息，总是孩子们最先知道。下午第二节课还没下，就有人在窗外学布谷鸟叫，叫三声，是打仗的片"
            "子；叫两声，是唱戏的。"
        ),
        "太阳还没落山，打谷场上已经摆满了板凳。靠前的位置要用石头占，石头不够，就放一只鞋。",
        (
            "银幕挂在两棵槐树中间，风一吹，鼓起来又瘪下去，银幕上的人也跟着胖一阵瘦一阵。放映员是个戴鸭舌帽的胖子"
            "，换片子的时候，他叼着烟，不慌不忙，全场的人都看着他，他就是这个夜晚的皇帝。"
        ),
        (
            "散场以后，火把和手电的光沿着田埂散开，一路上还有人在学电影里的话：“同志们，冲啊！”喊声传得很远，惊"
            "起几声狗叫。"
        ),
        (
            "现在家家都有电视机，手机上什么都能看。可是我再也没有在看完一部片子以后，走过那么长、那么亮的一段夜路"
            "。"
        ),
    ),
    (
        (
            "清明前五天，山上的芽头刚刚冒尖。天不亮，采茶的女人们就挎着竹篓上山了，雾气沾湿了头发，谁也不说话，只"
            "听见指甲掐断嫩茎的声音，嗒，嗒，嗒。"
        ),
        (
            "头采的茶只要一芽一叶，五万多个芽头才做得出一斤干茶。采的时候不能用指甲掐，要用指肚轻轻一提，掐过的地"
            "方会发红，做出来的茶就有了涩味。"
        ),
        (
            "下午收青，摊在竹匾里晾到发软，夜里下锅。炒茶的人光着膀子，把手伸进一百八十度的铁锅里，抓、抖、搭、捺"
            "、推、磨，十几样手法，全凭一双手的感觉。一锅茶炒下来，汗水把裤腰都湿透了。"
        ),
        (
            "新茶要放上七天才喝，说是退退火气。可是谁忍得住呢？当夜就烧了水，抓一小撮，看着叶子在杯里慢慢站起来，"
            "绿莹莹的。满屋子都是春天的味道。"
        ),
    ),
)


@pytest.mark.parametrize("texts_apart", APART)
def test_an_article_whose_paragraphs_have_little_in_common_stays_one(texts_apart: tuple[str, ...]):
    """Briefs, memories, a feature: no part is foreign to paragraphs that hardly know each other."""
    found = texts(
        page(title("乡里乡亲"), paragraphs(*texts_apart), title("飞鹰队四连胜"), paragraphs(*MATCH))
    )
    assert found == [["乡里乡亲", *texts_apart], ["飞鹰队四连胜", *MATCH]]
