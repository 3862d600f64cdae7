"""Names without a function: authors under headlines, and who signed a letter or a notice."""

from __future__ import annotations

import pytest

from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.layout import read_units

BEFORE = "本报讯 市总工会昨日召开全委会议，部署下半年的工作，并表扬了一批先进集体。"
ESSAY = "桥下的水是活的，春天浑，秋天清。夏天的傍晚，大人们摇着蒲扇坐在桥栏上乘凉，说三国，讲聊斋。"
QUESTION = "我家住在城南新村，楼下的路灯已经坏了半个多月，夜里出行很不方便。请问该找谁修？"
ANSWER = "路灯线路老化，已经列入今年的改造计划，预计下月中旬完成更换。"


def roles(text: str) -> list[tuple[str, str]]:
    units = read_units(Page(Source("page.txt", text, "utf-8", "")))[1]
    return [(unit.role, unit.text) for unit in units]


@pytest.mark.parametrize(
    "author",
    [
        "陆文清",
        "李琦",
        "运输部　蒋新民",
        "2012级中文系 田野",
        "欧阳文清",
        "杨志鹏 著",
        "台北 張淑慧",
        "山东蓬莱 曲福海",
        "□材料学院 江一帆",
    ],
)
def test_a_name_under_a_headline_is_its_author(author: str) -> None:
    """A common family name, behind a headline and before a text that does not have the name."""
    found = roles(f"{BEFORE}\n故乡的石桥\n{author}\n{ESSAY}")
    assert [role for role, _ in found] == ["paragraph", "title", "byline", "paragraph"]


@pytest.mark.parametrize("line", ["石桥", "江水", "苏州", "张家港", "说三国"])
def test_a_word_under_a_headline_is_no_author(line: str) -> None:
    """Words that begin like a family name: what the text speaks of, a place, and any other."""
    found = roles(f"{BEFORE}\n百味人生\n{line}\n{ESSAY}石桥下的江水一去不回。")
    assert "byline" not in [role for role, _ in found]


def test_several_names_below_each_other_are_no_author() -> None:
    """A column of names is a list."""
    found = roles(f"{BEFORE}\n先进个人\n陆文清\n周克勤\n方致远\n{ESSAY}")
    assert "byline" not in [role for role, _ in found]


@pytest.mark.parametrize(
    "reader", ["读者　刘汉生", "新丰大队社员 李长根", "朝阳小区 一位居民", "读者小蔡", "一位市民"]
)
@pytest.mark.parametrize("answer", ["刘汉生同志：" + ANSWER, "编后：" + ANSWER, ""])
def test_who_signed_a_letter_is_a_part_of_it(reader: str, answer: str) -> None:
    """A reader behind a letter to the editor is no headline."""
    text = f"{BEFORE}\n路灯何时修好\n编辑同志：{QUESTION}\n{reader}\n{answer}\n"
    if answer:
        text += f"下一站\n{ESSAY}"
    found = {text: role for role, text in roles(text)}
    assert found[reader] == "paragraph"
    assert found["路灯何时修好"] == "title"
    assert found.get("下一站") != "paragraph"


def test_the_office_that_answers_signs_its_answer() -> None:
    """It stands behind the text that greets who asked."""
    text = f"{BEFORE}\n编辑同志：{QUESTION}\n读者 刘汉生\n刘汉生同志：{ANSWER}\n市路灯管理处\n下一站\n{ESSAY}"
    found = {text: role for role, text in roles(text)}
    assert found["市路灯管理处"] == "paragraph"
    assert found["下一站"] != "paragraph"


@pytest.mark.parametrize(
    "signer", ["本报法律顾问　林正律师", "市人民医院主治医师 林正平", "林正律师", "律师　林正平"]
)
def test_the_expert_who_answers_signs_the_answer(signer: str) -> None:
    """By name and title; a lawyer of the paper's is no notice of the paper."""
    text = f"{BEFORE}\n问：{QUESTION}\n答：{ANSWER}\n{signer}\n下一站\n{ESSAY}"
    found = {text: role for role, text in roles(text)}
    assert found[signer] == "paragraph"
    assert found["下一站"] != "paragraph"


@pytest.mark.parametrize("line", ["主任医师 送医下乡", "律师进社区", "专家 不建议自行用药"])
def test_a_headline_about_experts_signs_no_answer(line: str) -> None:
    """A title without a name."""
    text = f"{BEFORE}\n问：{QUESTION}\n答：{ANSWER}\n{line}\n{ESSAY}"
    assert {text: role for role, text in roles(text)}[line] != "paragraph"


def test_a_question_in_one_line_and_who_asked_stay_before_the_answer() -> None:
    """A question looks like a headline, and who asked like its author."""
    text = f"{BEFORE}\n鸡吃食慢怎么办\n问：我养的蛋鸡最近吃食慢，是什么原因？\n河南　赵铁柱\n答：{ANSWER}"
    assert [role for role, _ in roles(text)][1:] == ["title", "paragraph", "paragraph", "paragraph"]


def test_the_body_that_gives_a_notice_signs_it_without_a_date() -> None:
    """Behind a notice a body is its signature; behind a report it may head the next one."""
    notice = "因变电站设备检修，定于明日六时至十八时对城北工业园停电，请用户做好准备。"
    text = f"{BEFORE}\n停电启事\n{notice}\n青山县供电公司\n更正\n{ESSAY}"
    assert roles(text)[1:4] == [("title", "停电启事"), ("paragraph", notice), ("paragraph", "青山县供电公司")]
    report = f"{BEFORE}\n县城停电一天\n{notice}\n青山县供电公司\n抢修线路受好评\n{ESSAY}"
    assert {text: role for role, text in roles(report)}["青山县供电公司"] != "paragraph"


def test_a_headline_behind_a_letter_is_no_signature() -> None:
    """A letter may be printed without who wrote it."""
    text = f"{BEFORE}\n路灯何时修好\n编辑同志：{QUESTION}\n公交站牌看不清\n编辑同志：{ANSWER}"
    assert {text: role for role, text in roles(text)}["公交站牌看不清"] != "paragraph"


@pytest.mark.parametrize("head", ["招聘启事", "讣告", "简讯", "更正"])
def test_what_heads_a_notice_is_a_title(head: str) -> None:
    """It heads nothing inside an article."""
    assert ("title", head) in roles(f"{BEFORE}\n{head}\n{ESSAY}")


ROWS = [
    ["上海队2∶1深圳队", "大连实业3∶0四川冠城", "北京现代1∶1辽宁中远"],
    ["数学建模竞赛一等奖：卢海波、郑珊", "数学建模竞赛二等奖：丁一鸣", "“挑战杯”特等奖：于洋、谢婷婷"],
    ["心内科 冯建华 周一上午", "神经内科 郝志远 周二全天", "消化内科 米兰 周四上午"],
]


@pytest.mark.parametrize("rows", ROWS)
def test_rows_are_a_list_and_the_line_over_them_heads_it(rows: list[str]) -> None:
    """Results, prizes and hours are no headlines."""
    found = roles("\n".join([BEFORE, "本月一览表", *rows]))
    assert [role for role, _ in found[2:]] == ["paragraph"] * 3
    assert found[1][0] in {"title", "heading"}


def test_a_line_over_a_byline_behind_a_poem_is_a_headline() -> None:
    """Six lines in a row are verse; the one that an author follows heads the next text."""
    verse = ["雪映丰年瑞", "梅传大地春", "春风拂柳绿", "旭日满户红", "燕剪千枝柳", "莺啼万树花"]
    found = roles("\n".join([BEFORE, *verse, "灯下读边城", "石秀", ESSAY]))
    assert ("title", "灯下读边城") in found
    assert ("byline", "石秀") in found
    assert [role for role, text in found if text in verse] == ["paragraph"] * len(verse)


def test_names_over_lines_of_names_are_no_authors() -> None:
    """A list of people has its names below each other."""
    names = ["陆文清", "周克勤", "方致远", "石秀娟", "蒋新民", "李长根"]
    assert "byline" not in [role for role, _ in roles("\n".join([BEFORE, "先进个人", *names]))]


@pytest.mark.parametrize("line", ["——高尔基", "保卫处　4月28日", "未完待续"])
def test_what_closes_a_text_is_no_headline(line: str) -> None:
    """Who is quoted, who signed with the day, and that a serial goes on."""
    assert roles(f"{BEFORE}\n名句一则\n{ESSAY}\n{line}\n下一站开往何处\n{ANSWER}")[3] == ("paragraph", line)


def test_a_subtitle_behind_a_dash_stays_in_its_headline() -> None:
    """It stands behind another line of the headline, not behind text."""
    found = roles(f"{BEFORE}\n让老手艺活在当下\n——访罗秀英\n{ESSAY}")
    assert found[2][0] == "title"
