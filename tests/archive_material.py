"""Texts for the tests of archives, made at run time: articles, forms with drawn facts, and noise."""

# ruff: noqa: E501 - forms are read more easily unbroken

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Final

PLACES: Final = "永宁 南屏 龙泉 清源 石门 白水 东湖 云岭 怀远 长丰 临川 望都 海州 古田 双河 金沙".split()  # noqa: SIM905
SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN: Final = "伟芳娜秀英敏静丽强磊军洋勇艳杰涛明超霞平刚桂文辉玲"

HEADLINE: Final = "全市职工技能竞赛圆满落幕"
LEAD: Final = (
    "经过三天紧张激烈的角逐，全市职工技能竞赛二十八日在体育中心落下帷幕，来自各县区的选手参加了决赛。"
)
STORY: Final = (
    "本次竞赛设钳工、焊工、电工等十二个工种，自报名启动以来共吸引一千三百余名职工踊跃参加。"
    "赛场上，选手们全神贯注，认真对待每一个环节，展现了扎实的基本功和良好的精神风貌。"
    "获得第一名的选手表示，平时在车间里反复练习，遇到难题就向老师傅请教，今后还要把学到的本领带回班组。"
    "主办单位有关负责人介绍，竞赛成绩将作为评选技术能手的重要依据，优秀选手还将获得晋升等级的机会。"
    "下一步，各级组织将继续搭建比武平台，完善激励机制，为企业转型升级培养更多能工巧匠。"
)
OTHER: Final = (
    "清晨的菜市场里人声鼎沸，商贩们早早摆好摊位，水灵灵的蔬菜还带着露珠。"
    "家住附近的居民说，自从市场改造完成，地面干净了，通道宽敞了，买菜也方便多了。"
    "据了解，改造工程历时半年，更换了排水管道和照明线路，并增设了休息座椅。"
)
SAMPLES: Final = Path(__file__).parents[1] / "samples"


def seeded(seed: int) -> Random:
    """Draws that are the same in every run."""
    return Random(seed)  # noqa: S311 - no secrets here


def name(r: Random) -> str:
    return r.choice(SURNAMES) + "".join(r.sample(GIVEN, r.choice((1, 2))))


def date(r: Random) -> str:
    return f"{r.randint(1, 12)}月{r.randint(1, 28)}日"


def _exam(r: Random) -> str:
    return (
        f"{r.choice(PLACES)}市{r.randint(1998, 2024)}年公开招考通知：报名时间{date(r)}至{date(r)}，考试科目为行政能力"
        f"测验和申论，准考证自{date(r)}起在网上打印，考生须凭本人有效证件参加。咨询电话{r.randint(2000000, 8999999)}。"
    )


def _tender(r: Random) -> str:
    return (
        f"受业主委托，就{r.choice(PLACES)}县{r.choice(('农村公路', '小学教学楼', '水库除险加固'))}工程施工进行公开招标，"
        f"投资约{r.randint(100, 9000)}万元，工期{r.randint(30, 400)}天。有意者请于{date(r)}前持资质证书购买招标文件，"
        f"每套{r.choice((200, 300, 500, 800))}元，售后不退。联系人：{name(r)}。"
    )


def _obituary(r: Random) -> str:
    return (
        f"原{r.choice(PLACES)}县{r.choice(('水利局', '教育局', '供销社'))}局长{name(r)}同志，因病医治无效，于"
        f"{r.randint(1990, 2020)}年{date(r)}逝世，终年{r.randint(60, 99)}岁。遵照本人遗愿，丧事从简，不举行告别仪式。"
    )


def _match(r: Random) -> str:
    return (
        f"昨晚结束的全国男子篮球联赛第{r.randint(1, 38)}轮比赛中，{r.choice(PLACES)}队主场以{r.randint(70, 130)}比"
        f"{r.randint(70, 130)}战胜{r.choice(PLACES)}队。{name(r)}全场拿下{r.randint(15, 45)}分和{r.randint(3, 18)}个篮板，"
        f"{name(r)}贡献{r.randint(8, 30)}分。下一轮两队将分别迎战各自对手。"
    )


def _shares(r: Random) -> str:
    values = "，".join(
        f"{share}{r.uniform(2, 90):.2f}元，{r.choice('涨跌')}{r.uniform(0, 9):.2f}%"
        for share in ("钢铁股份", "粤东电力", "南方水泥", "东风纺织")
    )
    return f"{date(r)}收盘行情：{values}。两市成交{r.randint(2000, 9999)}亿元，较上一交易日{r.choice('增减')}{r.randint(2, 30)}%。"


def _court(r: Random) -> str:
    return (
        f"{name(r)}：本院受理原告{name(r)}诉你民间借贷纠纷一案，案号{r.randint(100, 9999)}号，已审理终结。现依法向你公告"
        f"送达民事判决书，自公告之日起六十日内来本院领取，逾期则视为送达。如不服本判决，可在公告期满后十五日内递交上诉状。"
    )


def _weather(r: Random) -> str:
    sky = ("多云", "阴", "晴", "小雨", "雷阵雨")
    return (
        f"市气象台{date(r)}下午发布：今天晚上到明天，{r.choice(sky)}转{r.choice(sky)}，{r.choice('东南西北')}风"
        f"{r.randint(1, 3)}到{r.randint(4, 6)}级，气温{r.randint(1, 20)}到{r.randint(21, 38)}度，相对湿度{r.randint(20, 99)}%。"
    )


def _yearly(r: Random) -> str:
    return (
        f"{r.randint(1990, 2024)}年全市工会工作总结：一年来，各级工会认真贯彻上级部署，推进职工素质工程，维护职工权益。"
        f"全年新建基层工会{r.randint(100, 900)}家，发展会员{r.randint(1000, 90000)}人，帮扶困难职工{r.randint(100, 9000)}户，"
        f"筹集资金{r.randint(100, 999)}.{r.randint(0, 9)}万元。"
    )


FORMS: Final = (_exam, _tender, _obituary, _match, _shares, _court, _weather, _yearly)

_DIGITS: Final = {
    "0": "8O",
    "1": "7I",
    "2": "z7",
    "3": "85",
    "4": "9A",
    "5": "6S",
    "6": "58",
    "7": "1",
    "8": "36",
    "9": "4",
}
_LOOK_ALIKE: Final = {
    "人": "入",
    "日": "曰",
    "己": "已",
    "未": "末",
    "土": "士",
    "大": "太",
    "的": "旳",
    "员": "贝",
    "业": "亚",
    "会": "合",
}
_COMMON: Final = "的一是不了有和这中为上个国我以要他时来用们生到作地于出就分对成"


def misread(text: str, rate: float, r: Random) -> str:
    """A text as a recogniser gives it that errs so often: look-alikes, lost and added characters."""
    out = []
    for char in text:
        if r.random() >= rate:
            out.append(char)
        elif char in _DIGITS:
            out.append(r.choice(_DIGITS[char]))
        elif char in _LOOK_ALIKE:
            out.append(_LOOK_ALIKE[char])
        elif not char.isdigit():
            out += r.choice(([], [r.choice(_COMMON)], [char, r.choice(_COMMON)]))
    return "".join(out)


def articles() -> list[str]:
    """Paragraphs of the sample pages as they read after cleaning, of 80 characters and more."""
    from cleaner import clean_page

    pages = [clean_page(path.read_bytes()) for path in sorted(SAMPLES.glob("*.txt"))]
    texts = [page.text_of(block) for page in pages for article in page.articles for block in article.blocks]
    return [text for text in texts if len(text) >= 80]
