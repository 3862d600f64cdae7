"""Roles by evidence, wrapped captions, and the halves of torn paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.core.log import verify
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Change, Edit, Ref, Span
from cleaner.layout import lay_out, read_units
from cleaner.layout.credit import is_byline, is_caption, is_wrapped
from cleaner.layout.joins import evidence, join_halves
from cleaner.layout.unit import Unit, read_lines

FIRST = "本报讯 市总工会昨日召开全委会议，部署下半年的工作，并表扬了一批先进集体。"
SECOND = "会议指出，要夯实基层基础，办好职工实事，让更多职工在家门口就能享受到服务。"


def units_of(text: str) -> list[Unit]:
    return read_units(Page(Source("page.txt", text, "utf-8", "")))[1]


def roles_of(text: str) -> dict[str, str]:
    return {unit.text: unit.role for unit in units_of(text)}


@pytest.mark.parametrize(
    "line",
    [
        "本报记者 周婷 通讯员 张伟",
        "本报记者欧阳娜 通讯员林晓东",
        "■全媒体记者黄细英 通讯员谭漪凡 梁秋韵",
        "□本报记者 周婷",
        "■记者马超群 文/图",
        "文/图 记者陈静",
        "文/本报记者宋翔 摄影/本报记者黄亮",
        "（记者许巨滔 通讯员茂新）",
        "〔記者吳淑芬/綜合報導〕",
        "記者李佩珊/台南報導",
        "记者谭力峰发自广州",
        "来源：IT时报",
        "稿件来源：足球报",
        "采写/江城日报记者徐邦印",
        "作者：王芳",
        "（作者系江城大学经济学院教授）",
        "本报记者 佘晓晨 通讯员 逄金一",
        "本报记者 拜金山 通讯员 隋小唐",
        "采写：本报记者 逄金一",
        "〔記者簡佑安/鳳山報導〕",
        "【記者仉佑安台北報導】",
        "□沈阿芦",
        "安娜、何雨欣/新华网",
        "□郑海潮 著",
        "◎林野 译",
        "口述 韩春生 整理 本报记者 庄梅",
        "林晓东 著",
        "（高雄市／林晓东／药剂师）",
    ],
)
def test_bylines_say_what_they_are(line: str) -> None:
    """Functions with names, and sources."""
    assert is_byline(line)
    assert roles_of(f"春耕备耕正当时\n{line}\n{FIRST}\n{SECOND}")[line] == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "记者调查",
        "记者节里话担当",
        "本报记者获全国好新闻奖",
        "来源多样 渠道畅通",
        "记者从市总工会获悉，今年已建成驿站20家。",
        "通讯员培训班开班",
        "编辑部的故事",
        "作者签售会人气旺",
        "张伟王芳",
        "记者 走基层",
        "记者手记",
        "通讯员 培训班 开班",
        "摄影 展览",
        "记者深入一线报道",
        "□关注",
        "◎简讯",
        "□相关链接",
        "口述历史",
        "王芳 老师",
        "（京/津/冀）",
        "王芳原著",
    ],
)
def test_what_only_mentions_people_is_no_byline(line: str) -> None:
    """A headline about reporters has no name behind the function."""
    assert not is_byline(line)


@pytest.mark.parametrize("author", ["王大同（退休教师）", "何雨欣（江城大学中文系副教授）"])
def test_an_author_with_what_they_are_in_brackets_is_a_byline(author: str) -> None:
    """Under a headline and over its text; a list of such people is none."""
    assert roles_of(f"春耕备耕正当时\n{author}\n{FIRST}\n{SECOND}")[author] == "byline"
    panel = ["专家组成员", "王大同（退休教师）", "何雨欣（大学教授）", "林晓东（主任医师）"]
    roles = roles_of("\n".join((FIRST, *panel, SECOND)))
    assert "byline" not in {roles[line] for line in panel}


@pytest.mark.parametrize(
    "line",
    [
        "图为活动现场。",
        "上图：市民在展台前参观体验。",
        "圖為記者會現場。（記者蔡文彬攝）",
        "①职工代表步入会场。梁文/摄",
        "②市总工会举办首届集体协商竞赛。单位供图",
        "12月8日，游客在古城街头游览拍照。新华社发（陈静摄）",
        "工作人员正在检修设备。本报记者陈静摄",
        "6月27日，首相离开官邸。　路透社",
        "灾民在废墟中寻找财物。美联社发",
        "“秋雨连绵”资料图。本报记者欧阳娜摄",
        "题图：秋雨连绵影响全国多地",
        "图：秋雨连绵（资料图片）",
        "图为新建的养老服务中心。（李明供图）",
        "圖/劉怡君提供",
        "10月2日拍摄的秋收场景。",
        "记者李明摄影报道",
        "洪水退后的老街。（市民提供照片）",
        "洪水退后的老街。（網上圖片）",
        "洪水退后的老街。（路透社）",
        "张伟（前排左二）向优胜者王芳（右三）颁奖。",
        "林晓东（中）与何雨欣（左）合影。",
    ],
)
def test_captions_say_what_they_are(line: str) -> None:
    """Marks in front, photographers behind."""
    assert is_caption(line)
    assert roles_of(f"{FIRST}\n{line}\n{SECOND}")[line] == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "记者在现场拍摄到这一幕。",
        "图书馆昨日开放。",
        "摄影展昨日开幕。",
        "图们江畔春意浓",
        "他提供了线索。",
        "游客在古城街头游览拍照。",
        "会议将于明日闭幕。新华社",
        "首相昨日会见了路透社",
        "市民向记者提供照片",
        "该国政府昨日宣布，将于下月起分阶段取消对进口钢材加征的全部附加关税。（路透社）",
        "林晓东（右三）上台领奖。",
        "张伟（右二）领奖。王芳（左三）说，这是大家努力的结果。",
        "会议选出主席（一）和副主席（二）。",
    ],
)
def test_what_only_speaks_of_pictures_is_no_caption(line: str) -> None:
    """Words that begin like a mark, and photography as a subject."""
    assert not is_caption(line)


def test_headlines_before_a_byline_are_titles() -> None:
    """Kicker and headline over the reporters' names."""
    text = f"江城市总工会：\n凝聚职工力量 服务发展大局\n\n本报记者 周婷\n\n{FIRST}\n{SECOND}"
    roles = roles_of(text)
    assert roles["江城市总工会："] == "title"
    assert roles["凝聚职工力量 服务发展大局"] == "title"
    assert roles[FIRST] == roles[SECOND] == "paragraph"


def test_numbered_lines_are_headings() -> None:
    """Numbered section titles are headings, also where they stand apart."""
    heads = ["一、夯实基层基础", "2 办好职工实事", "（三）建设服务阵地"]
    text = "\n\n".join([FIRST, heads[0], SECOND, heads[1], SECOND, heads[2], FIRST])
    assert [role for role in roles_of(text).values() if role != "paragraph"] == ["heading"] * 3


def test_numbered_lines_that_follow_each_other_are_a_list() -> None:
    """The items of a list have no text of their own below them."""
    items = ["1. 身份证复印件", "2. 一寸照片两张", "3. 报名表"]
    roles = roles_of(f"{FIRST}\n\n报名材料：\n" + "\n".join(items) + f"\n\n{SECOND}")
    assert {roles[item] for item in items} == {"paragraph"}


def test_numbered_lines_that_count_on_are_a_list_whatever_they_look_like() -> None:
    """A row of figures and a line without are items of one list; a numbered heading is alone."""
    rows = ["1.潘跃（实验小学）31秒42", "2.戚小海（滨江实验学校）", "3.窦天（石桥小学）32秒90"]
    roles = roles_of(f"{FIRST}\n男子自由泳\n" + "\n".join(rows) + f"\n{SECOND}")
    assert {roles[row] for row in rows} == {"paragraph"}
    tasks = ["一、选择题", "1.选出正确的一项", "2.选出错误的一项", "二、简答题"]
    roles = roles_of("\n".join((FIRST, *tasks, SECOND)))
    assert [roles[task] for task in tasks] == ["heading", "paragraph", "paragraph", "heading"]
    head = "1.夯实基层基础"
    assert roles_of(f"{FIRST}\n{head}\n{SECOND}")[head] == "heading"


def test_a_pair_of_digits_that_the_page_knows_says_nothing_more() -> None:
    """A number that a break splits is evidence once; that its digits stand elsewhere is chance."""
    said = list(evidence("窦天（石桥小学）32秒90", "1.樊小雨（竹溪小学）", ["heading"], "43秒01"))
    assert "splits_number" in said
    assert "splits_known_pair" not in said


def test_a_dateline_is_no_headline() -> None:
    """The first line of a report that was torn opens its text; a headline may end like one."""
    torn = "青溪晚报讯 北京时间11月4日早间"
    assert roles_of(f"{FIRST}\n{SECOND}\n{torn}")[torn] == "paragraph"
    assert roles_of(f"国际联播快讯\n本报记者 周婷\n{REPORT}")["国际联播快讯"] == "title"


def test_lines_of_one_form_are_headings() -> None:
    """Section titles of one article are alike and many; headlines of a page are not."""
    heads = [
        "夯实基础 暖心服务",
        "建功立业 争当先锋",
        "维护权益 守护平安",
        "普惠服务 提升幸福",
        "改革创新 激发活力",
    ]
    body = f"这一年，全市各级工会坚持以职工为中心，开展了一系列活动。{SECOND}"
    text = f"{FIRST}\n\n" + "\n\n".join(f"{head}\n\n{body}" for head in heads)
    assert {roles_of(text)[head] for head in heads} == {"heading"}


def test_reports_of_one_subject_keep_their_headlines() -> None:
    """Each report has a day of its own and begins as the first does; a heading amid one has not."""
    river = "江城防汛指挥部{}日称，青河水位当天上涨，沿岸{}个乡镇转移群众，堤防经受住了考验，暂无人员伤亡。"
    more = "江城气象台表示，未来几天青河流域仍有大雨，各地要继续加强巡堤查险，确保群众安全度过汛期。"
    heads = [
        ("青河水位继续上涨", "沿岸群众全部转移"),
        ("青河堤防经受考验", "沿岸乡镇加强巡查"),
        ("青河洪峰平稳通过", "沿岸群众陆续回家"),
    ]
    reports = [
        "\n".join((*head, river.format(day, day), more, "学校改作临时住所", f"转移的群众住进了{day}所学校。"))
        for head, day in zip(heads, (5, 8, 12), strict=True)
    ]
    roles = roles_of("\n".join(reports))
    assert {roles[line] for head in heads for line in head} == {"title"}
    assert roles["学校改作临时住所"] != "title"


def test_a_story_may_begin_with_a_day_under_a_heading() -> None:
    """Where the lines that look like it are headings, one over a dated paragraph is a heading as well."""
    heads = ["筑牢组织根基", "守护合法权益", "倾听大家呼声", "激发创新活力"]
    body = f"这一年，全市各级工会坚持以职工为中心，开展了一系列活动。{SECOND}"
    dated = f"3月6日，市总工会干部走进企业，听取职工意见。{SECOND}"
    texts = [body, dated, body, body]
    text = "\n".join(
        ["全市工会工作综述", FIRST, SECOND, *(f"{h}\n{t}" for h, t in zip(heads, texts, strict=True))]
    )
    assert {roles_of(text)[head] for head in heads} == {"heading"}


def test_verse_and_lists_are_paragraphs() -> None:
    """Many short lines without a blank line between are neither headlines nor headings."""
    verse = [
        "春风吹过南山坡",
        "溪水绕着村庄流",
        "燕子衔来新泥土",
        "阿爸扶犁下田头",
        "一行青苗一行汗",
        "秋来满仓笑声稠",
    ]
    roles = roles_of(f"{FIRST}\n\n" + "\n".join(verse) + f"\n\n{SECOND}")
    assert {roles[line] for line in verse} == {"paragraph"}


def test_headlines_gathered_at_an_end_of_a_page_are_no_list() -> None:
    """They speak of its text, which verse does not."""
    heads = [
        "市总工会召开全委会议",
        "表扬先进集体",
        "夯实基层基础",
        "办好职工实事",
        "部署下半年工作",
        "在家门口享受服务",
    ]
    verse = ["风吹过田野", "雨打着窗棂", "我听见远山", "有人唱着歌", "那歌声悠长", "像故乡的云"]
    for lines, role in ((heads, "title"), (verse, "paragraph")):
        assert {roles_of("\n".join((FIRST, SECOND, *lines)))[line] for line in lines} == {role}


def test_a_speaker_is_no_heading() -> None:
    """`Somebody:` before his words, and questions that are answered, belong to the text."""
    answer = "王芳：我们准备新建驿站二十家，覆盖所有镇街。"
    text = f"{FIRST}\n市总工会主席王芳：\n{SECOND}\n记者：今年有什么新举措？\n{answer}"
    roles = roles_of(text)
    assert roles["市总工会主席王芳："] == "paragraph"
    assert roles["记者：今年有什么新举措？"] == "paragraph"


NOTICE = "因管道改造，青溪路一带的自来水将于下周停供三天，请沿线住户提前蓄水。"
NEXT = "清明茶园采茶忙"
REPORT = "清明前后，南山的茶园里人影绰绰，采茶的农户天不亮就上了山，合作社的订单比去年多了一倍。"


@pytest.mark.parametrize(
    "end",
    [
        ["青溪镇人民政府", "2021年3月8日"],
        ["县文化馆", "馆庆筹备小组", "二〇一六年十一月三日"],
        ["此致", "敬礼！", "柳巷住户 卞守义"],
    ],
)
def test_who_signed_a_text_is_no_headline(end: list[str]) -> None:
    """Signers stand over a date or under a farewell, where the text has ended."""
    roles = roles_of("\n".join((FIRST, NOTICE, *end, NEXT, "本报记者 周婷", REPORT)))
    assert [roles[line] for line in end] == ["paragraph"] * len(end)
    assert roles[NEXT] == "title"


def test_the_date_under_who_signed_is_known_for_it() -> None:
    """The article stays whole: neither of the two opens another one."""
    lines = (FIRST, NOTICE, "青溪镇人民政府", "2021年3月8日", NEXT, "本报记者 周婷", REPORT)
    signed = [unit for unit in units_of("\n".join(lines)) if unit.text in lines[2:4]]
    assert [unit.evidence for unit in signed] == [("signature",), ("signature",)]


def test_a_date_under_a_headline_makes_no_signature_of_it() -> None:
    """A report may tell its day between headline and text."""
    assert roles_of(f"{NEXT}\n2021年3月8日\n{REPORT}")[NEXT] == "title"
    assert roles_of(f"{SECOND}\n\n{NEXT}\n2021年3月8日\n{REPORT}")[NEXT] != "paragraph"


def test_rows_of_a_label_with_its_value_are_a_list() -> None:
    """Results and lists of names, and the line that announces them, are no headlines."""
    rows = ["各队名次如下：", "冠军：二中队", "亚军：一中队", "季军：职业中专队"]
    roles = roles_of("\n\n".join((FIRST, *rows, NEXT, SECOND)))
    assert {roles[row] for row in rows} == {"paragraph"}


def test_rows_that_differ_in_little_but_figures_are_a_list() -> None:
    """Rates and results: each line says what the one before says, of something else."""
    rows = [
        "1美元对人民币6.7421元",
        "1欧元对人民币7.1032元",
        "100日元对人民币5.2187元",
        "1港元对人民币0.8590元",
    ]
    roles = roles_of("\n\n".join((FIRST, "人民币汇率中间价", *rows, NEXT, SECOND)))
    assert {roles[row] for row in rows} == {"paragraph"}


def test_headlines_with_figures_are_no_rows() -> None:
    """Two may be alike, and several with figures are not."""
    lines = ["我市新增公交线路2条", "我市新增驿站20家", "上半年用电量同比增长5.6%"]
    assert "title" in {roles_of("\n".join((*lines, REPORT)))[line] for line in lines}


def test_two_headlines_with_a_speaker_are_no_list() -> None:
    """A headline may name who speaks; and rows with no text before them head a page."""
    pair = ["市总工会：把服务送到车间", "茶农老陈：订单翻了一番"]
    assert set(roles_of("\n\n".join((*pair, FIRST, SECOND))).values()) == {"title", "paragraph"}


def test_a_note_in_brackets_closes_a_text() -> None:
    """Who wrote it, or that it goes on, belongs to the text above, not over the one below."""
    roles = roles_of(f"{FIRST}\n{SECOND}\n（未完待续）\n{NEXT}\n本报记者 周婷\n{REPORT}")
    assert (roles["（未完待续）"], roles[NEXT]) == ("paragraph", "title")


def test_brackets_under_a_headline_stay_with_it() -> None:
    """A headline's last line may stand in brackets."""
    assert roles_of(f"青溪镇绿化办法\n（节选）\n本报记者 周婷\n{FIRST}")["（节选）"] == "title"


def test_a_question_among_speech_is_no_heading() -> None:
    """In a story a short question in quotes is what somebody says; over a text without speech it heads it."""
    asked = "“那一年他来过吗？”"
    told = "老掌柜放下竹刀，看了看门外的天色，半天没有说话。"
    assert (
        roles_of(f"“又要落雪了，你早点回去吧。”他说。\n{told}\n{asked}\n{told}她想。")[asked] == "paragraph"
    )
    assert roles_of(f"{asked}\n本报记者 周婷\n{told}\n{told}她想。")[asked] == "title"


def test_news_in_brief_behind_triangles_is_text() -> None:
    """Three paragraphs with one mark are items; one is a caption, and so are those with a photographer."""
    brief = "▲城北客运站新增发往青溪乡的班车，每日四班，票价十二元。"
    three = [brief, brief.replace("城北", "城南"), brief.replace("城北", "城东")]
    assert {roles_of("\n".join((FIRST, *three, SECOND)))[line] for line in three} == {"paragraph"}
    assert roles_of(f"{FIRST}\n{brief}\n{SECOND}")[brief] == "caption"
    shot = [line + "王芳摄" for line in three]
    assert {roles_of("\n".join((FIRST, *shot, SECOND)))[line] for line in shot} == {"caption"}


def test_a_salutation_is_no_headline() -> None:
    """The line with a colon right above the text speaks to its reader."""
    roles = roles_of(f"路灯何时能亮起来\n编辑同志：\n{FIRST}\n{SECOND}")
    assert (roles["路灯何时能亮起来"], roles["编辑同志："]) == ("title", "paragraph")


def test_a_dated_sentence_set_apart_is_a_caption() -> None:
    """A caption without a mark: one sentence, dated, with more space before it than usual."""
    caption = "2025年12月23日，市总工会联合三地在江城举办疗休养推介活动。"
    assert (
        roles_of(f"{FIRST}\n\n{SECOND}\n\n\n\n{caption}\n\n{SECOND}今年。\n\n{FIRST}好。")[caption]
        == "caption"
    )
    assert (
        roles_of(f"{FIRST}\n\n{SECOND}\n\n{caption}\n\n{SECOND}今年。\n\n{FIRST}好。")[caption] == "paragraph"
    )


def test_the_first_sentence_of_a_page_follows_nothing() -> None:
    """Space below the folio makes no caption of it, also where the last sentence of the page is cut off."""
    first = "今年以来全市工会系统开展劳动竞赛，职工参赛热情高涨。"
    last = f"{SECOND}各单位要结合实际，把任务分解到人，并在年底前对照目标检查落实"
    folio = "江城日报　2017年4月21日　星期三　第13版"
    assert roles_of(f"{folio}\n\n\n\n{first}\n\n{FIRST}\n\n{last}")[first] == "paragraph"


def test_evidence_is_told() -> None:
    """Every unit that is no plain paragraph says why."""
    units = units_of(f"春耕备耕正当时\n本报记者 周婷\n{FIRST}\n图为活动现场。\n{SECOND}")
    assert all(unit.evidence for unit in units if unit.role != "paragraph")


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("孩子们在科技馆里体验设备。通讯员", "张伟摄"),
        ("“秋雨连绵”资料图。本报", "记者陈静摄"),
        ("船舶停靠在港口等待装卸。", "本报记者王芳摄"),
        ("（作者系江城大学经济", "学院教授）"),
        ("本报记者孙浩", "通讯员李明"),
        ("②江城市总工会举办技能竞赛。", "梁文/摄"),
        ("里長與長輩們在菜園合影。", "（記者簡佑安攝）"),
    ],
)
def test_wrapped_captions_and_bylines_become_one(line: str, more: str) -> None:
    """The second line of a caption or a byline has no life of its own."""
    assert is_wrapped(line, more)
    units = units_of(f"{FIRST}\n\n{line}\n{more}\n\n{SECOND}")
    assert [unit.text for unit in units] == [FIRST, line + more, SECOND]
    assert units[1].role in {"caption", "byline"}


def test_a_caption_behind_the_last_sentence_of_a_paragraph_is_parted_from_it() -> None:
    """An extractor wrote it into the paragraph's last line; a sentence that names a picture stays whole."""
    caption = "图：职工代表步入会场（资料图片）"
    assert roles_of(f"{FIRST} {caption}\n{SECOND}") == {
        FIRST: "paragraph",
        caption: "caption",
        SECOND: "paragraph",
    }
    whole = f"{FIRST}图书馆职工也参加了会议。"
    assert roles_of(f"{whole}\n{SECOND}") == {whole: "paragraph", SECOND: "paragraph"}


def test_items_with_circled_numbers_stay_paragraphs() -> None:
    """Without a photographer a circled number counts the items of a list."""
    items = ["①现场报名：文化路118号3楼人事部；", "②网上报名：将材料发至邮箱。", "③邮寄报名：以邮戳为准。"]
    roles = roles_of(f"{FIRST}\n报名方式：\n" + "\n".join(items) + f"\n{SECOND}")
    assert {roles[item] for item in items} == {"paragraph"}


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("①现场报名", "文化路118号人事部。"),
        ("市总工会召开三次全委会", "本报记者王芳摄"),
        ("春耕备耕正当时", "本报记者 周婷"),
        ("图为活动现场。", "会议昨日闭幕。"),
        ("①江城市总工会举办技能竞赛。", "会议昨日闭幕。"),
        ("会议昨日闭幕。", "春耕备耕正当时"),
    ],
)
def test_neighbours_stay_apart(line: str, more: str) -> None:
    """A headline is not the first line of the byline below it."""
    assert not is_wrapped(line, more)


HALF = "经民主协商，今年全市已有三十二家企业签订集"
REST = "体合同，覆盖职工两千多名。"


@pytest.mark.parametrize(
    "between",
    ["图为活动现场。", "船舶停靠在港口等待装卸。本报记者王芳摄", "本报记者 周婷 通讯员 张伟"],
)
def test_a_paragraph_torn_by_a_caption_is_one(between: str) -> None:
    """The halves become one unit with two spans, and what tore them keeps its place."""
    text = f"{FIRST}\n{HALF}\n\n{between}\n\n{REST}\n签订集体合同是大事。"
    units = units_of(text)
    assert [unit.text for unit in units][1:3] == [HALF + REST, between]
    assert [text[a:b] for a, b in units[1].spans] == [HALF, REST]


@pytest.mark.parametrize(
    ("half", "between", "rest"),
    [
        (HALF + "体合同。", "图为活动现场。", REST),
        (HALF, "图为活动现场。", "近日，市总工会召开全委会议，部署工作。"),
        (HALF, "春耕备耕正当时\n本报记者 周婷", "昨天上午，南山村的田野里机声隆隆，一派繁忙景象。"),
        (HALF, "", "近日，市总工会召开全委会议，部署工作。"),
    ],
)
def test_paragraphs_that_end_or_begin_stay_apart(half: str, between: str, rest: str) -> None:
    """A sentence that ended, or one that begins, is no half."""
    assert half in [unit.text for unit in units_of(f"{FIRST}\n{half}\n\n{between}\n\n{rest}")]


def test_halves_meet_over_furniture() -> None:
    """A page number between the halves of a sentence, with the pair of characters known to the page."""
    units = units_of(f"签订集体合同是大事。\n{HALF}\n\n— 3 —\n\n{REST}")
    assert [unit.text for unit in units] == ["签订集体合同是大事。", HALF + REST]


def test_lines_that_follow_each_other_were_parted_on_purpose() -> None:
    """Nothing stood between them, so whoever joined the lines knew better."""
    units = [Unit(HALF, (Span(0, 20),)), Unit(REST, (Span(21, 34),))]
    assert join_halves(units) == units


def torn_by_a_caption(half: str, rest: str) -> list[Unit]:
    """Half a line that looks like a heading, a caption, and what stands below it."""
    parts = [
        (half, "heading", ("stands_out", "comma")),
        ("图为活动现场。", "caption", ()),
        (rest, "paragraph", ()),
    ]
    return [Unit(text, (Span(i, i + 1),), 1, 0, role, said) for i, (text, role, said) in enumerate(parts)]


@pytest.mark.parametrize(
    ("half", "rest"),
    [
        ("今年秋季阴雨不断，麦播持", "续推迟到月底，农户抢晴下田。"),  # a word of the language
        ("谈到文化站的工作，站长林宜", "瑾说，孩子们最爱听故事。林宜瑾每周来两次。"),  # known to the page
    ],
)
def test_half_a_sentence_that_looks_like_a_heading_goes_on(half: str, rest: str) -> None:
    """A line with a comma may be half a sentence: the word that the caption tears says so."""
    first, caption = join_halves(torn_by_a_caption(half, rest))
    assert (first.text, first.role) == (half + rest, "paragraph")
    assert caption.role == "caption"


def test_a_heading_with_a_comma_stays_above_its_text() -> None:
    """No word goes over the caption between them."""
    units = torn_by_a_caption("抢晴播种，农户下田", "冬小麦播种推迟到月底，农户抢晴下田。")
    assert join_halves(units) == units


def test_a_heading_without_a_comma_is_no_half():
    """A headline may end in what begins a word (持|续) by chance."""
    units = torn_by_a_caption("全县小麦播种坚持", "续推迟到月底，农户抢晴下田。")
    units[0] = units[0]._replace(evidence=("stands_out",))
    assert join_halves(units) == units


def test_lines_know_blank_lines_and_pages() -> None:
    """Empty lines are counted whatever the line end; form feeds turn the page."""
    lines = list(read_lines("一\r\n\r\n二\n三\f四\n\n\n\n五"))
    assert [(line.text, line.blanks, line.page) for line in lines] == [
        ("一", 0, 0),
        ("二", 1, 0),
        ("三", 0, 0),
        ("四", 0, 1),
        ("五", 3, 1),
    ]


@settings(max_examples=80)
@given(
    st.lists(
        st.sampled_from(
            [
                FIRST,
                SECOND,
                HALF,
                REST,
                "春耕备耕正当时",
                "本报记者 周婷",
                "图为活动现场。",
                "",
                "一、概况",
                "\f",
            ]
        ),
        max_size=14,
    )
)
def test_nothing_is_lost_or_doubled(lines: list[str]) -> None:
    """Every page settles and restores, whatever stands between what."""
    verify(lay_out(Page(Source("page.txt", "\n".join(lines), "utf-8", ""))).settle("lay_out"))


@settings(max_examples=150)
@given(st.text(alphabet="记者王芳通讯员摄图为文/、 （）。张伟", max_size=48))
def test_any_line_is_judged_quickly(text: str) -> None:
    """No line sends a pattern back and forth without end."""
    assert is_byline(text) in {True, False}
    assert is_caption(text) in {True, False}


@pytest.mark.parametrize(
    "sample", sorted((Path(__file__).parent.parent / "samples").glob("*.txt")), ids=lambda p: p.stem
)
def test_lines_of_the_sample_pages_keep_their_characters(sample: Path) -> None:
    """Reading units loses no character but the page's furniture."""
    text = sample.read_text(encoding="utf-8")
    page, units = read_units(Page(Source(sample.name, text, "utf-8", "")))
    gone = "".join(text[c.start : c.end] for c in page.removed)
    left = "".join(unit.text for unit in units)
    assert sorted("".join((left + gone).split())) == sorted("".join(text.split()))


def units_of_joined(text: str) -> list[Unit]:
    """The units of a page whose line breaks have all been closed, but those behind which `|` stands."""
    page = Page(Source("page.txt", text.replace("|", ""), "utf-8", ""))
    closed = [i - text.count("|", 0, i) for i, c in enumerate(text) if c == "\n" and text[i + 1] != "|"]
    return read_units(page.edit([Edit(i, i + 1, "") for i in closed], "join_lines"))[1]


@pytest.mark.parametrize(
    "caption",
    [
        "图为施工现场。 葛青 摄",
        "图为施工现场。",
        "上图：农户在田里收割。",
        "①收割机在田间。葛青/摄",
        "圖為收割現場。（記者葛青攝）",
        "收割机在田间作业。葛青摄",
        "志愿者为老人测量血压。\n（葛青 摄）",
        "图为收割现场。（资料图片）",
        "图为队员在扣球。　新华社发",
        "6月27日，首相走出官邸。　路透社",
        "图为新落成的博物馆，\n馆内有三座船坞。葛青摄",
    ],
)
@pytest.mark.parametrize("behind", ["\n", "\n|"], ids=["joined to both halves", "to the first"])
def test_a_caption_that_was_joined_into_a_paragraph_is_parted(caption: str, behind: str) -> None:
    """The source's lines tell where it stood, and the halves meet again over it."""
    half, rest = "经民主协商。今年全市已有\n三十二家企业签订集", "体合同，覆盖职工两千\n多名。"
    units = units_of_joined(f"{FIRST}\n|{half}\n{caption}{behind}{rest}")
    assert [unit.role for unit in units] == ["paragraph", "paragraph", "caption"]
    assert units[1].text == (half + rest).replace("\n", "")
    assert units[2].text == caption.replace("\n", "")


def test_a_caption_joined_to_the_text_below_it_is_parted() -> None:
    """It stood right above a paragraph."""
    caption = "孩子们在科技馆里体验设备。通讯员葛青摄"
    units = units_of_joined(f"{FIRST}\n|{caption}\n会议指出，要夯实基层\n基础，办好职工实事。")
    assert [unit.text for unit in units] == [FIRST, caption, "会议指出，要夯实基层基础，办好职工实事。"]


@pytest.mark.parametrize(
    "text",
    [
        "展览由县文化馆主办。王芳摄\n影作品占了一半，多数拍的是老街。",
        "一些商家借机涨价，企\n图为自己多赚一笔。\n执法人员已经上门。",
        "这组照片由李明摄\n于三十年前，底片保存完好。",
        "市民在展台前参观，\n了解新产品。葛青摄",
        "条例规定：\n①不得堵塞通道；\n②不得私拉电线。",
        "两国昨天恢复会谈。路透社\n报道说，会谈没有结果。",
        "首相昨天走出官邸。法新社\n记者看到他没有停步。",
    ],
)
def test_text_that_reads_like_a_caption_stays_whole(text: str) -> None:
    """A word may break where a caption would end, and a caption may have two lines."""
    assert [unit.text for unit in units_of_joined(f"{FIRST}\n|{text}")] == [FIRST, text.replace("\n", "")]


@pytest.mark.parametrize(
    "opening", ["本报讯（记者 陶思远）", "本报讯 ", "青溪晚报讯 ", "新华社北京5月6日电 "]
)
@pytest.mark.parametrize("before", ["旧船厂变身博物馆", "全市共调集收割机两千\n台，开通了服务电话。"])
def test_a_report_that_was_joined_to_what_stood_above_is_parted(before: str, opening: str) -> None:
    """A dateline at the start of a source line opens a report, whatever stood above it."""
    report = f"{opening}停产十七年的红星\n船厂昨天开门迎客。"
    units = units_of_joined(f"{before}\n{report}")
    assert [unit.text for unit in units] == [before.replace("\n", ""), report.replace("\n", "")]


@pytest.mark.parametrize("text", ["据\n新华社北京5月6日电 会议昨天闭幕。", "工作人员按照通\n讯 录逐一核对。"])
def test_a_quoted_dateline_opens_nothing(text: str) -> None:
    """A sentence may name its source, and a word may break before 讯."""
    assert len(units_of_joined(f"{FIRST}\n|{text}")) == 2


def test_a_headline_printed_twice_is_no_part_of_the_text_below_it() -> None:
    """Only display type has a shadow; its second reading was cut, and the first was joined to the text."""
    line, text = "坚守巡线路的老电工", "老郭今年五十八岁，在山里\n走了三十年巡线路。"
    page = Page(Source("page.txt", f"{line}\n{line}\n{text}", "utf-8", ""))
    gone = Change(10, 20, "", ("printed_twice",), (Ref(None, 0, 9),), "overprint")
    page = page._replace(
        changes=(Change(9, 10, "", ("join_lines",)), gone, Change(32, 33, "", ("join_lines",)))
    )
    assert [unit.text for unit in read_units(page)[1]] == [line, text.replace("\n", "")]


def test_lines_of_a_conversation_are_no_captions() -> None:
    """A short line that takes up words of the one before answers it; what is no caption keeps its place."""
    chat = [
        "小满 09:13",
        "哈哈哈哈，完了完了",
        "天气预报说3点以后有雨",
        "阿哲 09:15",
        "那就3点以前走",
        "老周 09:20",
    ]
    assert "caption" not in roles_of("\n".join(chat)).values()


COUNTER = (
    "县城东街的农机合作社这个月添了四台插秧机，早稻插秧比往年快了三天。",
    "合作社社长说，四台插秧机一天能插一百多亩水田，种粮户只需在田头送秧。",
)
SINGERS = (
    "滨江公园的露天舞台周末坐满了人，退休教师合唱团在这里唱了两个小时老歌。",
    "合唱团指挥介绍，老歌由团员自己挑选，周末的露天舞台每场都不收门票。",
)


def test_headlines_behind_their_texts_are_titles() -> None:
    """Where a page begins with text and ends with a headline, lines that repeat the text above head that."""
    lines = (*COUNTER, "合作社添四台插秧机", *SINGERS, "合唱团露天舞台唱老歌")
    assert [unit.role for unit in units_of("\n\n".join(lines))] == [
        *["paragraph"] * 2,
        "title",
        *["paragraph"] * 2,
        "title",
    ]


def test_headings_over_their_texts_stay_headings_on_a_page_with_headlines_at_its_end() -> None:
    """Lines that repeat the text below them head it, wherever the headlines of the page stand."""
    head, tail = COUNTER
    lines = (head, "社长：送秧到田头", tail, "插秧快了三天", "合作社添四台插秧机", "早稻插秧比往年快")
    found = roles_of("\n\n".join(lines))
    assert found["社长：送秧到田头"] != "title"


EARLIER = (
    "市总工会15日开会，部署困难职工帮扶工作。会议要求，各级工会要走进车间，把困难职工的档案建好，"
    "帮扶资金要直接发到卡上。今年以来，全市已有三百多户领到慰问金，两所学校为他们的子女减免了学费。"
)
LATER = (
    "市总工会{day}公布了困难职工帮扶热线，部署各级工会接听。困难职工遇到欠薪、工伤等难事，拨打一个号码就有律师接听，"
    "不能当场答复的，三个工作日内回电。首日接到来电四十余个，多数问的是加班费怎么算。"
)


@pytest.mark.parametrize(("day", "role"), [("28日", "title"), ("", "heading")], ids=["lead", "no lead"])
def test_two_lines_above_a_lead_open_an_article_on_the_same_subject(day: str, role: str) -> None:
    """Reports on one subject share their words; that the second one says when it happened parts them."""
    above = "电话一拨就通", "律师就在线上"
    roles = roles_of("\n".join(("市总工会部署帮扶", EARLIER, *above, LATER.format(day=day))))
    assert [roles[line] for line in above] == [role, role]


CARRIED = """春茶开采茶农忙
本报讯 清明前后，南山的茶园里人影绰绰，合作社的订单比去年多了一倍，茶农们
下转第三版
\f{above}
忙得顾不上吃午饭。合作社负责人老陈说，今年的茶叶还没下树就被订光了。
"""


@pytest.mark.parametrize(
    ("above", "parts"), [("上接第一版", 1), ("第03版", 2)], ids=["it says so", "it does not"]
)
def test_a_page_that_says_so_goes_on_in_mid_sentence(above: str, parts: int) -> None:
    """`上接第一版` above a text joins it to half a sentence; a mere page number leaves that open."""
    paragraphs = [unit.text for unit in units_of(CARRIED.format(above=above)) if unit.role == "paragraph"]
    assert len(paragraphs) == parts


def test_a_page_that_says_so_joins_no_finished_sentence() -> None:
    """Behind a full stop the second part begins a paragraph of its own."""
    whole = CARRIED.format(above="上接第一版").replace("茶农们\n", "茶农忙。\n")
    assert len([unit for unit in units_of(whole) if unit.role == "paragraph"]) == 2


def test_entries_with_a_label_in_front_are_text() -> None:
    """A short entry beside longer ones of its form is no headline; columns of a paper, all short, may be."""
    entries = (
        "【名称】海盐洗手液",
        "【规格】五百毫升",
        f"【用法】{SECOND}",
        f"【禁忌】{SECOND}",
        "【有效期】三年",
    )
    assert set(roles_of("\n\n".join(entries)).values()) == {"paragraph"}
    heads = ("【社会】渡口通桥", "【体育】飞鹰队夺冠", "【文化】书院重开")
    assert "title" in roles_of("\n\n".join((*heads, FIRST, SECOND))).values()


@pytest.mark.parametrize("answers", ["A．渔船 B．灯塔 C．码头", "A．渔船\nB．灯塔\nC．码头"])
def test_answers_to_choose_from_are_text(answers: str) -> None:
    """In one line or below each other; a letter alone may begin a headline."""
    roles = roles_of(f"选出正确的一项\n{FIRST}\n{answers}\n{SECOND}\n{answers}")
    assert {roles[line] for line in answers.splitlines()} == {"paragraph"}
    assert roles_of(f"A．一等奖揭晓\n{FIRST}\n{SECOND}")["A．一等奖揭晓"] == "title"


def test_half_a_bracket_heads_nothing() -> None:
    """A line with a bracket that opens on the line before is the rest of it; an item of a list is not."""
    assert roles_of(f"{FIRST}\n巨浪 通讯员海生 海石讯)")["巨浪 通讯员海生 海石讯)"] == "paragraph"
    assert roles_of(f"渔港新貌（组图）\n{FIRST}\n{SECOND}")["渔港新貌（组图）"] == "title"
