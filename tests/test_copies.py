"""`--copies`: one of several copies is kept, the others set aside, repeats are marked, nothing is lost."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from cleaner.archive import resume
from cleaner.archive.apply import Fate, apply
from cleaner.archive.consensus import consensus
from cleaner.archive.matching import matching_forms
from cleaner.archive.places import anchors, spans
from cleaner.cli import copies, exits
from cleaner.cli.commands import command
from cleaner.core.decisions import Decision
from cleaner.core.source import Source
from cleaner.core.types import Ref, Span
from cleaner.pipeline import clean_source
from cleaner.report.text import in_order, render

if TYPE_CHECKING:
    from pathlib import Path

NEWS = (
    "本报讯 市总工会昨日召开职工技能竞赛动员会，部署下半年十项重点任务。"
    "各县区工会代表、企业负责人和一线职工共二百余人参加会议，并现场签订了竞赛责任书。\n"
    "据介绍，今年的竞赛设焊工、电工、钳工等二十个工种，报名工作将于本月底结束，"
    "决赛安排在十月举行，优胜者将获得五一劳动奖章推荐资格。\n"
)
MISREAD = {"工会昨日": "工会咋曰", "重点任务": "重点仟务", "五一劳": "五一芳", "决赛": "决寨"}
OTHER = (
    "沿线居民对这条道路期盼已久，如今路面平整、路灯明亮，老人孩子出行方便多了。"
    "施工单位表示，剩余的绿化工程预计下周完工。\n"
    "记者在现场看到，工人们正冒雨铺设最后一段人行道，过往车辆秩序井然，附近商铺的生意也渐渐恢复了往日的红火景象。\n"
)
QUOTE = "各县区工会代表、企业负责人和一线职工共二百余人参加会议，并现场签订了竞赛责任书。"


def damaged(text: str) -> str:
    for right, wrong in MISREAD.items():
        text = text.replace(right, wrong)
    return text


def clean(*args: object) -> Result:
    return CliRunner().invoke(command, [str(arg) for arg in args], prog_name="clean")


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """Three copies of one story, a story of its own, and one that has a sentence of the first."""
    pages = {
        "1/a.txt": damaged(NEWS),
        "1/b.txt": NEWS,
        "2/c.txt": NEWS.replace("\n", "").replace("，", ", ").replace("十月举行", "十 月\n举行"),
        "2/d.txt": OTHER,
        "2/e.txt": f"会后消息：{QUOTE}这是另一篇稿件里的话，与前文无关，只引用了一句报道，别的都不相同。",
    }
    for name, text in pages.items():
        path = tmp_path / "scans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "scans"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def left_to_decide(folder: Path) -> dict[str, int]:
    account = json.loads((folder / "run.json").read_bytes())
    return {entry["name"]: entry["figures"]["undecided"] for entry in account["inputs"]}


@pytest.mark.parametrize("form", ["text", "markdown", "json", "jsonl"])
def test_copies_are_set_aside_and_every_input_comes_back(scans: Path, tmp_path: Path, form: str) -> None:
    """Each copy names the kept one, is in none of the articles, and all is restored from what is written."""
    out = tmp_path / "out"
    done = clean(scans, "-o", out, "-f", form, "--copies", "best")
    assert done.exit_code == exits.DONE, done.stderr
    kept = {entry["source"] for entry in lines(out / "articles.jsonl")}
    copies = {entry["source"]: entry["duplicate_of"] for entry in lines(out / "duplicates.jsonl")}
    assert {"2/d.txt", "2/e.txt"} < kept
    assert set(copies) | kept == {"1/a.txt", "1/b.txt", "2/c.txt", "2/d.txt", "2/e.txt"}
    assert len(copies) == 2
    assert "1/a.txt" in copies
    assert set(copies.values()) <= {f"{name}#a1" for name in kept}
    for path in scans.rglob("*.txt"):
        name = path.relative_to(scans).as_posix()
        assert clean("restore", out / name).stdout_bytes == path.read_bytes()


def test_a_copy_stands_in_a_folder_of_its_own(scans: Path, tmp_path: Path) -> None:
    """In the output of its page, apart from what is kept, and its log says of what it is a copy."""
    out = tmp_path / "out"
    clean(scans, "-o", out, "--copies", "first")
    assert (out / "1" / "a" / "a1.txt").exists()
    assert [p.name for p in (out / "1" / "b").rglob("a1*")] == ["a1.txt"]
    assert (out / "1" / "b" / "duplicates" / "a1.txt").exists()
    marks = lines(out / "1" / "b" / "changes.jsonl")[0]["marks"]
    assert [mark["kind"] for mark in marks] == ["near_duplicate"] * len(marks)
    assert "of 1/a.txt#a1" in marks[0]["note"]
    assert marks[0]["refs"][0]["page"] == "1/a.txt"


def test_a_rejected_copy_is_not_set_aside(scans: Path, tmp_path: Path) -> None:
    """What a person decided about copies on other pages holds in the next run, too, and nothing is lost."""
    out, decisions = tmp_path / "out", tmp_path / "decisions.jsonl"
    clean(scans, "-o", out, "--copies", "first")
    assert (out / "1" / "b" / "duplicates" / "a1.txt").exists()
    before = left_to_decide(out)
    listed = clean("review", out, "--list").stdout
    assert listed.count("This is a copy of what stands on another page") == 2
    assert "The other copy is in 1/a.txt." in listed
    answers = "".join(
        "2\n" if "1/b.txt" in part and "is a copy" in part else "3\n" for part in listed.split("\n\n")
    )
    done = CliRunner().invoke(command, ["review", str(out), "--decisions", str(decisions)], input=answers)
    assert done.exit_code == exits.DONE
    again = clean(scans, "-o", out, "--force", "--copies", "first", "--decisions", decisions)
    assert again.exit_code == exits.DONE
    assert "no longer applies" not in again.stderr
    assert left_to_decide(out)["1/b.txt"] == before["1/b.txt"] - 1
    assert (out / "1" / "b" / "a1.txt").exists()
    assert (out / "2" / "c" / "duplicates" / "a1.txt").exists()
    for path in scans.rglob("*.txt"):
        name = path.relative_to(scans).as_posix()
        assert clean("restore", out / name).stdout_bytes == path.read_bytes()


def test_a_rejected_repeat_and_a_rejected_line_of_the_archive_stay() -> None:
    """Neither a paragraph of an earlier article nor a running header is taken out against a person's word."""
    news, story = (
        "市总工会昨日召开动员会，部署下半年十项重点任务。",
        "沿线居民对这条道路期盼已久，如今方便多了。",
    )
    text = f"海州新闻周刊读者\n\n{news}\n\n{story}\n"
    page = clean_source(Source("a.txt", text, "utf-8", "0" * 64))
    header, *_, repeated = page.blocks
    passage = (repeated.spans[0], Ref("b.txt", 0, 9))
    fates = {"a1": Fate(kind="shared", other="b.txt#a1", later=True, passages=(passage,))}
    edge = {"海州新闻周刊读者"}
    assert len([*apply(page, fates, edge, ()).page.removed]) == 2
    decisions = tuple(
        Decision("0" * 64, *block.spans[0], "removal", rule, "rejected", "a.txt", "")
        for block, rule in ((header, "find_lines_of_archive"), (repeated, "cut_repeated"))
    )
    for i, decision in enumerate(decisions):
        after = apply(page, fates, edge, (), (decision,)).page
        (removed,) = after.removed
        assert removed.rules == (decisions[1 - i].rule,)
        assert "decided" in [mark.kind for mark in after.marks]
    assert not [*apply(page, fates, edge, (), decisions).page.removed]


@pytest.mark.parametrize(("policy", "kept"), [("first", "1/a.txt"), ("2", "2/c.txt"), ("best", None)])
def test_users_choose_which_copy_is_kept(scans: Path, tmp_path: Path, policy: str, kept: str | None) -> None:
    """The earliest, that of a folder, or the best, which is not the damaged one."""
    out = tmp_path / "out"
    clean(scans, "-o", out, "--copies", policy)
    sources = {entry["duplicate_of"].partition("#")[0] for entry in lines(out / "duplicates.jsonl")}
    assert len(sources) == 1
    assert sources == {kept} if kept else sources < {"1/b.txt", "2/c.txt"}


@pytest.mark.parametrize("kept", ["1", "2"])
def test_the_folder_of_the_kept_copies_is_one_of_the_input(scans: Path, tmp_path: Path, kept: str) -> None:
    """By its path, too, where each folder is given by itself and names do not tell them apart."""
    out = tmp_path / "out"
    done = clean(scans / "1", scans / "2", "-o", out, "--copies", scans / kept)
    assert done.exit_code == exits.DONE
    names = {entry["duplicate_of"].partition("#")[0] for entry in lines(out / "duplicates.jsonl")}
    assert all((scans / kept / name).exists() for name in names)


@pytest.mark.parametrize("wrong", ["longst", "2/c", "elsewhere/", ""])
@pytest.mark.parametrize("more", [(), ("--index", "index")])
def test_no_way_to_choose_is_refused(scans: Path, tmp_path: Path, wrong: str, more: tuple[str, ...]) -> None:
    """Neither a policy nor a folder of the input, or for an index the beginning of names: nothing is done."""
    more = tuple(str(tmp_path / word) if word == "index" else word for word in more)
    wrong = wrong.rstrip("/") if more else wrong
    done = clean(scans, "-o", tmp_path / "out", "--copies", wrong, *more)
    assert (done.exit_code, done.stderr.count("\n")) == (exits.USAGE, 1)
    assert ("did you mean 'longest'?" in done.stderr) == (wrong == "longst")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("field", ["date", "created"])
def test_the_date_of_a_record_orders_its_copies(tmp_path: Path, field: str) -> None:
    """The earliest of equal copies is kept by what their records say of the date, whatever their names."""
    dates = {"a": "2024-05-02", "b": "2024-05-01", "c": None}
    records = [{"id": name, "text": NEWS, field: date} for name, date in dates.items()]
    source = tmp_path / "archive.jsonl"
    source.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    clean(source, "-f", "jsonl", "-o", tmp_path / "out", "--copies", "first")
    assert [entry["source"] for entry in lines(tmp_path / "out" / "articles.jsonl")] == ["archive.jsonl#b"]


def test_a_passage_that_two_articles_share_is_marked_in_both(scans: Path, tmp_path: Path) -> None:
    """With where it stands in the other; nothing of it is cut."""
    out = tmp_path / "out"
    clean(scans, "-o", out, "--copies", "best", "-f", "json")
    page = json.loads((out / "2" / "e" / "page.json").read_bytes())
    text = (scans / "2" / "e.txt").read_text(encoding="utf-8")
    [mark] = [mark for mark in page["marks"] if mark["kind"] == "near_duplicate"]
    assert QUOTE.rstrip("。") in text[mark["start"] : mark["end"]]
    [ref] = mark["refs"]
    there = (scans / ref["page"]).read_text(encoding="utf-8")
    assert QUOTE.rstrip("。") in there[ref["start"] : ref["end"]].replace(", ", "，")
    assert page["removed"] == []


def test_copies_put_the_kept_one_right(tmp_path: Path) -> None:
    """What two copies say against the kept one is repaired; the change names the pages that it came from."""
    wrong = {"a": "部署下半年", "b": "工会代表", "c": "竞赛责任"}
    for name, words in wrong.items():
        text = NEWS.replace(words, words[:-1] + "寎").replace(
            "二百余人", "三百余人" if name == "a" else "二百余人"
        )
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    done = clean(tmp_path, "-o", out, "--copies", "first")
    assert done.exit_code == exits.DONE, done.stderr
    [article] = lines(out / "articles.jsonl")
    assert "部署下半年" in article["text"]
    assert "寎" not in article["text"]
    assert "三百余人" in article["text"]  # a number is a fact: copies differ, and that is said
    header, *changes = lines(out / "a" / "changes.jsonl")
    [repair] = [change for change in changes if change["rules"] == ["vote_of_copies"]]
    assert (repair["old"], repair["new"]) == ("寎", "年")
    for ref in repair["refs"]:
        assert (tmp_path / ref["page"]).read_text(encoding="utf-8")[ref["start"] : ref["end"]] == "年"
    assert {ref["page"] for ref in repair["refs"]} == {"b.txt", "c.txt"}
    assert [mark["note"] for mark in header["marks"]] == ["copies differ: “二” / “三”"]
    assert clean("restore", out / "a").stdout_bytes == (tmp_path / "a.txt").read_bytes()


def test_one_against_one_and_another_script_repair_nothing(tmp_path: Path) -> None:
    """Two copies decide nothing, and no simplified character gets into a traditional text."""
    (tmp_path / "a.txt").write_text(damaged(NEWS), encoding="utf-8")
    (tmp_path / "b.txt").write_text(NEWS, encoding="utf-8")
    clean(tmp_path, "-o", tmp_path / "out", "--copies", "first")
    assert "vote_of_copies" not in (tmp_path / "out" / "a" / "changes.jsonl").read_text(encoding="utf-8")
    kept, *others = matching_forms(["職工技能競賽動員會昨曰召開", *["职工技能竞赛动员会昨日召开"] * 2])
    [found] = consensus(kept, others)
    assert (kept.text[found.start : found.end], found.certain) == ("曰", False)


@pytest.mark.parametrize("repeated", ["mark", "cut"])
def test_a_paragraph_of_an_earlier_article_is_marked_or_cut(tmp_path: Path, repeated: str) -> None:
    """Marked by default; cut on request, with where it stands, and it comes back all the same."""
    first = NEWS.splitlines(keepends=True)[1]
    weather = (
        "气象部门提醒，未来三天本市有大到暴雨，请市民注意防范，低洼地区居民应当提前转移，渔船及时回港避风。\n",
        "渔港码头昨日已备好防汛沙袋三千余个，值班人员二十四小时在岗，遇有险情随时出动，确保群众生命财产安全。\n",
    )
    (tmp_path / "a.txt").write_text(OTHER + first, encoding="utf-8")
    (tmp_path / "b.txt").write_text(first.join(weather), encoding="utf-8")
    out = tmp_path / "out"
    done = clean(tmp_path, "-o", out, "--copies", "best", "--repeated", repeated, "-f", "json")
    assert done.exit_code == exits.DONE, done.stderr
    page = json.loads((out / "b" / "page.json").read_bytes())
    texts = [block["text"] for article in page["articles"] for block in article["blocks"]]
    assert (first.strip() in texts) == (repeated == "mark")
    assert {mark["kind"] for mark in page["marks"]} >= ({"near_duplicate"} if repeated == "mark" else set())
    if repeated == "cut":
        [removal] = page["removed"]
        assert (removal["reason"], removal["rule"]) == ("duplicate", "cut_repeated")
        assert removal["kept"]["page"] == "a.txt"
    kept = lines(out / "articles.jsonl")[0]["text"]
    assert first.strip() in kept
    assert clean("restore", out / "b").stdout_bytes == (tmp_path / "b.txt").read_bytes()


def paper(folder: Path, pages: int, header: str, footer: str) -> None:
    """Pages of one paper, each with a story of its own between the same lines."""
    for number in range(pages):
        words = random.Random(number).sample([*OTHER.replace("\n", ""), *NEWS.replace("\n", "")], 150)  # noqa: S311
        story = (
            "".join(words[:75]).replace("。", "") + "。\n" + "".join(words[75:]).replace("。", "") + "。\n"
        )
        text = header.format(n=number) + "\n\n" + story + "\n" + footer.format(n=number) + "\n"
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")


def test_lines_at_the_edges_of_many_pages_are_furniture(tmp_path: Path) -> None:
    """A running header and a call for subscription go, whatever their figures; every page comes back."""
    paper(tmp_path, 9, "粤西工运之声 {n}", "欢迎您明年继续选择粤西工运之声")
    out = tmp_path / "out"
    assert clean(tmp_path, "-o", out, "--copies", "best", "-f", "json").exit_code == exits.DONE
    for path in sorted(tmp_path.glob("*.txt")):
        page = json.loads((out / path.stem / "page.json").read_bytes())
        text = "".join(block["text"] for article in page["articles"] for block in article["blocks"])
        assert "粤西工运之声" not in text
        assert {entry["reason"] for entry in page["removed"]} == {"furniture"}
        assert clean("restore", out / path.stem).stdout_bytes == path.read_bytes()


def test_lines_of_few_pages_and_bylines_stay(tmp_path: Path) -> None:
    """What stands on seven pages may be a title; who wrote a story belongs to it."""
    paper(tmp_path, 7, "粤西工运之声 {n}", "欢迎您明年继续选择粤西工运之声")
    clean(tmp_path, "-o", tmp_path / "few", "--copies", "best")
    assert "选择粤西工运之声" in (tmp_path / "few" / "articles.jsonl").read_text(encoding="utf-8")
    paper(tmp_path, 9, "职工技能竞赛动员会召开", "（本报记者 林海 通讯员 陈小明）")
    clean(tmp_path, "-o", tmp_path / "many", "--copies", "best")
    assert "陈小明" in (tmp_path / "many" / "articles.jsonl").read_text(encoding="utf-8")


def test_the_number_of_processes_changes_nothing(scans: Path, tmp_path: Path) -> None:
    """Two runs, one of them with several processes, write the same bytes."""
    for workers in (1, 3):
        clean(scans, "-o", tmp_path / f"out{workers}", "--copies", "best", "-j", workers)
    assert contents(tmp_path / "out1") == contents(tmp_path / "out3")


@pytest.mark.parametrize("stop", [0, 3, 5, 8])
def test_a_run_that_was_stopped_in_any_step_goes_on(
    scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    """Broken off while pages are cleaned, before the plan or while they are written: the same output."""
    undisturbed, out = tmp_path / "undisturbed", tmp_path / "out"
    clean(scans, "-o", undisturbed, "--copies", "best")
    monkeypatch.setattr(resume, "SAFETY", -1.0)
    monkeypatch.setattr(resume, "sync", lambda _: None)
    real, count = resume.Book.add, iter(range(100))

    def add(*args: object) -> None:
        if next(count) == stop:
            raise OSError(28, "No space left on device")
        real(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(resume.Book, "add", add)
        assert clean(scans, "-o", out, "--copies", "best").exit_code == exits.SOME_FAILED
    done = clean(scans, "-o", out, "--copies", "best")
    assert done.exit_code == exits.DONE
    assert ("going on" in done.stderr) == (stop > 0)
    assert contents(out) == contents(undisturbed)


def test_inputs_that_fail_are_told_once(scans: Path, tmp_path: Path) -> None:
    """And stand in the account of the run."""
    (scans / "2" / "x.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20)
    done = clean(scans, "-o", tmp_path / "out", "--copies", "best")
    assert done.exit_code == exits.SOME_FAILED
    assert done.stderr.count("2/x.txt") == 1
    entry = json.loads((tmp_path / "out" / "run.json").read_bytes())["inputs"][-1]
    assert entry["name"] == "2/x.txt"
    assert entry["error"]


def test_a_page_that_the_plan_breaks_is_written_without_it(
    scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of the program itself costs the page its marks, not the run its end."""
    real = copies.apply

    def broken(page, fates, *others):
        if page.source.name == "1/a.txt" and fates:
            raise ZeroDivisionError
        return real(page, fates, *others)

    monkeypatch.setattr(copies, "apply", broken)
    done = clean(scans, "-o", tmp_path / "out", "--copies", "best")
    assert done.exit_code == exits.SOME_FAILED
    assert "1/a.txt: written without regard to its copies" in done.stderr
    assert clean("restore", tmp_path / "out" / "1" / "a").stdout_bytes == (scans / "1" / "a.txt").read_bytes()


def test_headings_alone_are_no_copies(tmp_path: Path) -> None:
    """The same few words on two pages are told about and stay."""
    for name in ("a", "b"):
        (tmp_path / "scans").mkdir(exist_ok=True)
        (tmp_path / "scans" / f"{name}.txt").write_text("工会动态 服务职工", encoding="utf-8")
    clean(tmp_path / "scans", "-o", tmp_path / "out", "--copies", "best")
    assert len(lines(tmp_path / "out" / "articles.jsonl")) == 2


def test_copies_go_to_a_folder_only() -> None:
    """--copies without -o is an error of usage."""
    assert clean("--copies", "best").exit_code == exits.USAGE


PIECES = st.lists(
    st.sampled_from(["会 议", "召开，", "4 月 29 日", "\n", "\n\n", "职工参加。", ",", "“", "　　"]),
    max_size=14,
)


@given(pieces=PIECES, cut=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_a_passage_of_an_article_leads_back_to_its_source(pieces: list[str], cut: tuple[int, int]) -> None:
    """The spans of a stretch of text have all its kept characters in their order."""
    page = clean_source(Source("x", "".join(pieces), "utf-8", ""))
    for article in in_order(page.articles):
        rendered = render(page, [article])
        text = rendered.text.rstrip("\n")
        start, end = sorted(min(at, len(text)) for at in cut)
        found = "".join(page.source.text[a:b] for a, b in spans(anchors(page, rendered.places), start, end))
        kept = iter(found)
        assert all(char in kept for char in text[start:end] if char in "会议召开月日职工参加429")


def test_a_page_without_a_fate_is_the_same() -> None:
    """The plan changes nothing of which it says nothing."""
    page = clean_source(Source("x", NEWS, "utf-8", ""))
    assert apply(page, {}) == (page, {})
    fate = Fate("y#a1", "near", 0.9, "y#a1", passages=((Span(0, 5), Ref("y", 0, 5)),))
    assert Fate.of_line(json.loads(json.dumps(fate.line()))) == fate
    applied = apply(page, {"a1": fate})
    assert applied.page.changes == page.changes
    assert applied.page.articles == page.articles
    assert set(applied.aside) == {"a1"}
