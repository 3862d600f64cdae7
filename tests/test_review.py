"""What is asked about, how a review goes, and `clean review` line by line and on its screen."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaner import clean_page
from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.cli.review import bracketed
from cleaner.core.decisions import Decision, from_bytes, to_bytes
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Change
from cleaner.report.asking import question
from cleaner.report.doubts import doubts, is_doubtful
from cleaner.report.reread import RereadError, folders, page_of
from cleaner.report.review import Review

SAMPLES = Path(__file__).parents[1] / "samples"


def run(*args: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(command, args, input=typed)


def sample(name: str) -> Page:
    return clean_page((SAMPLES / f"{name}.txt").read_bytes(), name=f"{name}.txt")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The output of two pages: one with loops and gaps, one with an article from elsewhere."""
    scans = tmp_path / "scans"
    scans.mkdir()
    for name in ("scan-000.txt", "scan-002.txt"):
        (scans / name).write_bytes((SAMPLES / name).read_bytes())
    assert run(str(scans), "-o", str(tmp_path / "out"), "-q").exit_code == exits.DONE
    return tmp_path / "out"


def undecided(out: Path) -> list[int]:
    account = json.loads((out / "run.json").read_bytes())
    return [entry["figures"]["undecided"] for entry in account["inputs"]]


def kept(out: Path) -> list[Decision]:
    return from_bytes((out.parent / "decisions.jsonl").read_bytes(), "x")


# -- what is asked about -----------------------------------------------------------------------------------


def test_long_loops_gaps_and_strangers_are_asked_about() -> None:
    """Removals that would cost much if they were wrong, gaps that no cut made, the off-topic article."""
    found = [(d.decision.kind, d.decision.rule) for d in doubts(sample("scan-000"))]
    assert found.count(("removal", "loop")) == 1
    assert found.count(("removal", "jump_back")) == 3
    assert found.count(("gap", "find_gaps")) == 2
    assert [d.decision.kind for d in doubts(sample("scan-002"))] == ["off_topic"]


def test_what_is_sure_is_asked_about_only_with_everything() -> None:
    """A short service line is no matter for a person, unless the person wants all."""
    page = sample("scan-002")
    assert [d.decision.kind for d in doubts(page, everything=True)] == ["removal", "off_topic"]
    assert not is_doubtful("find_folios", 20)
    assert is_doubtful("a_rule_of_tomorrow", 1)
    assert not is_doubtful("remove_phrases", 500)  # the house wishes so


def test_what_was_taken_out_is_not_doubtful_too() -> None:
    """Of the odd quotation marks of a folio nobody is asked, of one in an article everybody."""
    folio = "江城晚报”2024年5月6日”星期一 第3版”文化”责编 : 王芳“美编 : 李莉"
    body = "本报讯（记者李明）市总工会昨日召开会议，部署今年的“工作任务。会议指出，要把好事办好。"
    page = clean_page(f"{folio}\n\n深化改革 夯实基层\n\n{body}\n")
    assert [change.rules[0] for change in page.removed] == ["find_folios"]
    assert [page.source.text[m.start : m.end + 2] for m in page.marks if m.kind == "uncertain"] == ["“工作"]


def test_how_often_a_rule_was_right_is_told_only_where_it_was_counted() -> None:
    """A rule that removed nothing on the pages that were counted has no figure."""
    found = {doubt.decision.rule: doubt.sure for doubt in doubts(sample("scan-003"), everything=True)}
    assert found["find_running_headers"] is None
    assert found["find_page_numbers"] == pytest.approx(6 / 7)


def test_a_page_without_damage_has_no_doubts() -> None:
    """Nothing removed, nothing marked, nothing asked; an empty page neither."""
    assert doubts(clean_page("会议听取了工作报告。\n")) == []
    assert doubts(clean_page(""), everything=True) == []


def test_a_doubt_shows_the_place_and_the_copy_that_stays() -> None:
    """The struck text, what stands around it, and where its other copy is; a gap is an empty place."""
    found = doubts(sample("scan-000"))
    loop = next(d for d in found if d.decision.rule == "loop")
    assert loop.here.passage.startswith("等九大特色领域")
    assert loop.here.before.endswith("最美工匠")
    assert loop.here.line == 45
    assert loop.kept is not None
    assert loop.kept.line == 41
    gap = next(d for d in found if d.decision.kind == "gap")
    assert gap.here.passage == ""
    assert "".join(bracketed(gap.here)).startswith(f"{gap.here.before}【missing?】")
    assert "missing" in question(gap).asked


def test_every_doubt_of_the_samples_has_a_question_of_its_own_kind() -> None:
    """Removals ask whether to put back, marks whether the mark is right, moved headlines where they stand."""
    for path in sorted(SAMPLES.glob("*.txt")):
        for doubt in doubts(clean_page(path.read_bytes(), name=path.name), everything=True):
            asked = question(doubt)
            assert all(asked)
            assert (doubt.decision.kind == "removal") == ("put it back into the text" in asked.no)
            if doubt.decision.rule == "place_headlines" and doubt.kept:
                assert "where it stood" in asked.no


def test_names_and_passages_of_any_bytes_are_shown() -> None:
    """A name and a text with lone surrogates and control characters can be written to a file and a screen."""
    source = Source("报\udcff.txt", "会\udcff\x07议\n会议", "utf-8", "0" * 64)
    page = Page(source, changes=(Change(1, 4, "", ("loop",), (), "duplicate"),))
    (doubt,) = doubts(page, everything=True)
    assert doubt.decision.name == "报?.txt"
    assert doubt.here.passage == "\ufffd<U+0007>议"
    assert from_bytes(to_bytes([doubt.decision]), "x") == [doubt.decision]


# -- reading an output back --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_an_output_is_read_back_as_it_was_written(form: str, tmp_path: Path) -> None:
    """Source, changes and marks are those of the page, whatever the format."""
    target = tmp_path / "out"
    assert run(str(SAMPLES / "scan-003.txt"), "-o", str(target), "-f", form, "-q").exit_code == exits.DONE
    page, (found,) = sample("scan-003"), folders(target)
    again = page_of(found)
    assert (again.source, again.changes, again.marks) == (page.source, page.changes, page.marks)
    assert {"".join(map(again.text_of, a.blocks)) for a in again.articles} == {
        "".join(map(page.text_of, a.blocks)) for a in page.articles
    }


def test_an_edited_output_is_named_and_the_others_are_reviewed(out: Path) -> None:
    """A page that was edited by hand is one sentence; exit code 3."""
    article = next((out / "scan-000").glob("a1*"))
    article.write_text(article.read_text(encoding="utf-8") + "补\n", encoding="utf-8")
    done = run("review", str(out), "--list")
    assert done.exit_code == exits.SOME_FAILED
    assert "scan-000" in done.stderr
    assert "was edited since" in done.stderr
    assert "scan-002.txt" in done.stdout


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"inputs": 1}', '{"inputs": [1]}', "\x00"])
def test_what_is_no_output_is_one_sentence(damage: str, tmp_path: Path) -> None:
    """No run.json, or one that is none: exit code 2."""
    if damage:
        (tmp_path / "run.json").write_text(damage, encoding="utf-8")
    done = run("review", str(tmp_path), "--list")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (exits.USAGE, "", 1)


def test_a_damaged_log_is_refused(out: Path) -> None:
    """A change log that is cut off is no page."""
    (out / "scan-000" / "changes.jsonl").write_text('{"schema": "cleaner/changes/1"}\n', encoding="utf-8")
    with pytest.raises(RereadError, match="damaged"):
        page_of(out / "scan-000")


# -- a review under way ------------------------------------------------------------------------------------


def test_accept_reject_skip_and_undo() -> None:
    """Each goes on to the next; undo comes back and forgets, also what was decided for all of a kind."""
    review = Review(doubts(sample("scan-000")), [])
    every = len(review.doubts)
    review.decide("accepted")
    review.skip()
    review.decide("rejected")
    assert [review.verdict(d) for d in review.doubts[:3]] == ["accepted", None, "rejected"]
    assert (review.at, review.left) == (3, every - 2)
    assert review.undo()
    assert (review.at, review.verdict(review.doubts[2])) == (2, None)
    assert review.undo()
    assert review.at == 1
    review.go(0)
    assert review.decide_alike("rejected") == 3
    assert review.undo()
    assert review.verdict(review.doubts[0]) == "accepted"
    assert review.undo()
    assert not review.undo()
    assert (review.at, review.left) == (0, every)
    assert review.onto([]) == []


def test_all_of_this_kind_leaves_alone_what_was_decided() -> None:
    """What a person looked at already keeps its verdict."""
    review = Review(doubts(sample("scan-000")), [])
    review.decide("rejected")
    review.go(2)
    assert review.decide_alike("accepted") == 2
    alike = [d for d in review.doubts if d.alike == ("removal", "jump_back")]
    assert [review.verdict(d) for d in alike] == ["rejected", "accepted", "accepted"]


def test_a_review_of_nothing_stays_quiet() -> None:
    """Without doubts every key does nothing."""
    review = Review([], [])
    review.decide("accepted")
    review.skip()
    review.go(3)
    assert review.doubt is None or not review.doubts
    assert review.decide_alike("rejected") == 0
    assert not review.undo()


def test_two_reviewers_do_not_undo_each_other() -> None:
    """What another wrote meanwhile stays, but for what was decided here."""
    mine = Review(doubts(sample("scan-000")), [])
    theirs = Review(doubts(sample("scan-000")), [])
    theirs.decide("rejected")
    theirs.decide("rejected")
    mine.decide("accepted")
    assert [d.verdict for d in mine.onto(theirs.onto([]))] == ["accepted", "rejected"]


# -- the command -------------------------------------------------------------------------------------------


def test_questions_are_asked_line_by_line(out: Path) -> None:
    """Without a terminal answers are read from standard input; wrong ones are asked again; all is saved."""
    done = run("review", str(out), typed="1\nwhat\nn\n3\nu\n\nq\n")
    assert done.exit_code == exits.DONE
    assert done.stdout.count("Type one of") == 2
    assert [d.verdict for d in kept(out)] == ["accepted", "rejected"]
    assert "--force --decisions" in done.stderr


def test_answers_end_with_the_input(out: Path) -> None:
    """The end of standard input ends the review; nothing decided, nothing written."""
    assert run("review", str(out), typed="").exit_code == exits.DONE
    assert not (out.parent / "decisions.jsonl").exists()


def test_what_was_decided_is_not_asked_again(out: Path) -> None:
    """A second review goes on where the first stopped, and ends at once when all is decided."""
    run("review", str(out), typed="4\n4\n4\n4\n4\n4\n")
    done = run("review", str(out), typed="")
    assert "are decided" in done.stdout
    assert ">" not in done.stdout
    assert run("review", str(out), "--list").stdout.count("→ accepted") == len(kept(out))


def test_figures_say_how_much_there_is_to_decide(out: Path) -> None:
    """The account of a run and `clean diff` count what the review asks about, and nothing that is decided."""
    asked = run("review", str(out), "--list").stdout.count("→ undecided")
    assert [sum(undecided(out)), asked] == [8, 8]
    run("review", str(out), typed="3\n1\nq\n")
    scans, decisions = str(out.parent / "scans"), str(out.parent / "decisions.jsonl")
    run(scans, "-o", str(out), "--force", "--decisions", decisions)
    assert sum(undecided(out)) == 7
    *_, total = run("diff", scans, "--summary", "--decisions", decisions).stdout.splitlines()
    assert total.split()[-1] == "7"


def test_reject_one_loop_and_clean_again(out: Path) -> None:
    """The bar: the loop stays, the rest is as before, restoring is exact, and no question is left over it."""
    listed = run("review", str(out), "--list").stdout
    assert listed.count("rule loop") == 1
    run("review", str(out), typed="3\n2\nq\n")
    (decision,) = kept(out)
    assert (decision.rule, decision.verdict, decision.name) == ("loop", "rejected", "scan-000.txt")
    before = {path.name: path.read_bytes() for path in out.rglob("a*.txt")}
    scans = str(out.parent / "scans")
    run(scans, "-o", str(out), "--force", "--decisions", str(out.parent / "decisions.jsonl"))
    after = {path.name: path.read_bytes() for path in out.rglob("a*.txt")}
    (changed,) = [name for name in before if before[name] != after[name]]
    old, new = before[changed].decode().splitlines(), after[changed].decode().splitlines()
    assert [line for line in old if line not in new] == [
        next(line for line in old if line.endswith("最美工匠〔缺〕"))
    ]
    restored = run("restore", str(out / "scan-000")).stdout_bytes
    assert restored == (SAMPLES / "scan-000.txt").read_bytes()
    assert "rule loop" not in run("review", str(out), "--list").stdout


def test_a_file_of_decisions_that_cannot_be_used_stops_the_review(out: Path) -> None:
    """Half-merged or foreign: one sentence, exit code 2, and the file stays as it is."""
    path = out.parent / "decisions.jsonl"
    path.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    done = run("review", str(out), typed="1\n")
    assert (done.exit_code, done.stdout) == (exits.USAGE, "")
    assert path.read_text(encoding="utf-8") == "<<<<<<< HEAD\n"


def test_where_decisions_cannot_be_written_is_said(out: Path, tmp_path: Path) -> None:
    """A folder that is not there is one sentence and exit code 3."""
    done = run("review", str(out), "--decisions", str(tmp_path / "no" / "d.jsonl"), typed="1\n")
    assert done.exit_code == exits.SOME_FAILED
    assert "d.jsonl" in done.stderr


# -- the screen --------------------------------------------------------------------------------------------


def test_the_screen_is_driven_by_keys(out: Path) -> None:
    """Digits and letters decide, all of a kind, skip, undo, look back; every step is in the file."""
    pytest.importorskip("textual")
    from cleaner.cli.review import Book
    from cleaner.cli.review_screen import Screen

    book = Book(out.parent / "decisions.jsonl")
    sitting = Review([d for folder in folders(out) for d in doubts(page_of(folder))], [])

    async def drive() -> None:
        screen = Screen(sitting, book)
        async with screen.run_test(size=(80, 24)) as pilot:
            for keys, verdicts in (
                ("1", {"accepted": 1}),
                ("n", {"accepted": 1, "rejected": 1}),
                ("0", {"accepted": 1}),
                ("s", {"accepted": 1}),
                ("5", {"accepted": 1, "rejected": 2}),
                ("u", {"accepted": 1}),
                ("left", {"accepted": 1}),
            ):
                await pilot.press(keys)
                found = [d.verdict for d in book.read()]
                assert {verdict: found.count(verdict) for verdict in found} == verdicts, keys
            for _ in range(12):
                await pilot.press("4")
            assert sitting.doubt is None
            await pilot.press("3", "1", "right", "left", "down", "up", "q")

    asyncio.run(drive())
    assert sitting.left == 0  # looking back, what was skipped was decided too
    assert {json.loads(line).get("verdict") for line in book.path.read_bytes().splitlines()[1:]} == {
        "accepted"
    }
