"""The index of an archive: what it names, that it is never half-written, and what it refuses."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.archive.index import (
    ArticlePrint,
    Index,
    IndexRefusedError,
    PagePrint,
    fingerprint,
    postings,
    schema,
)
from cleaner.archive.index.library import Library
from cleaner.archive.index.prints import in_source
from cleaner.archive.index.store import DATABASE, RUNS
from cleaner.cli import exits
from cleaner.cli.commands import command
from cleaner.core.source import Source
from cleaner.pipeline import clean_source

if TYPE_CHECKING:
    from collections.abc import Iterable

NEWS = (
    "市总工会昨日召开职工技能竞赛动员会，部署下半年十项重点任务。各县区工会代表、企业负责人和一线职工共二百余人参加会议，"
    "并现场签订了竞赛责任书。据介绍，今年的竞赛设焊工、电工、钳工等二十个工种，报名工作将于本月底结束，"
    "决赛安排在十月举行，优胜者将获得五一劳动奖章推荐资格。"
)
MISREAD = NEWS.replace("昨日", "咋曰").replace("重点任务", "重点仟务").replace("决赛", "决寨")
SENTENCE = "各县区工会代表、企业负责人和一线职工共二百余人参加会议，并现场签订了竞赛责任书。"
OTHER = (
    "沿线居民对这条道路期盼已久，如今路面平整、路灯明亮，老人孩子出行方便多了。施工单位表示，剩余的绿化工程预计下周完工。"
    "记者在现场看到，工人们正冒雨铺设最后一段人行道，过往车辆秩序井然，附近商铺的生意也渐渐恢复了往日的红火景象。"
)
WEATHER = "市气象台预报，明天白天晴间多云，最高气温{}度，夜间最低气温{}度，偏北风{}级，相对湿度百分之{}。"


def page(name: str, *texts: str, created: str | None = None, damage: float = 0.0) -> PagePrint:
    """A page whose articles stand one behind the other in its source, with a line break between."""
    articles, at = [], 0
    for number, text in enumerate(texts, 1):
        articles.append(ArticlePrint(f"a{number}", text, ((0, at),), damage))
        at += len(text) + 1
    return PagePrint(name, f"{hash((name, texts)) & 0xFFFFFFFFFFFFFFFF:016x}", created, tuple(articles))


def made_up(seed: int, articles: int = 3) -> PagePrint:
    """A page of news that nobody else has, but for one article in four."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    han = [chr(0x4E00 + n) for n in range(1500)]
    texts = ["".join(chance.choices(han, k=chance.randint(60, 200))) for _ in range(articles)]
    if seed % 4 == 3:
        texts[0] = made_up(seed // 2).articles[1].text[:-1] + "。"
    return PagePrint(f"{seed:04d}.txt", f"{seed:064x}", None, page("", *texts).articles)


def dump(index: Index) -> list[tuple[object, ...]]:
    """All that an index knows, its files aside."""
    with index.store.reading():
        queries = (
            "SELECT number, name, given, sha256, created, account FROM pages ORDER BY 1",
            "SELECT number, page, article, kept, kind, other, similarity, passages, text FROM records",
            "SELECT number, because, entry FROM history ORDER BY 1",
            "SELECT record FROM dead ORDER BY 1",
        )
        return [row for query in queries for row in index.store.db.execute(query)]


@pytest.fixture
def small_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of a few postings, so that a few pages make many and merge them."""
    monkeypatch.setattr(postings, "FRESH", 128)


@pytest.fixture
def index(tmp_path: Path):
    with Index(tmp_path / "archive.db", create=True) as made:
        yield made


# -- what it names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (NEWS, "identical"),
        ("\n".join(NEWS[i : i + 17] for i in range(0, len(NEWS), 17)), "identical"),
        (NEWS.replace("总", "總").replace("会", "會").replace("业", "業"), "identical"),
        (MISREAD, "near"),
        (SENTENCE, "contained"),
        (OTHER[:80] + SENTENCE + OTHER[80:], "shared"),
    ],
    ids=["equal", "wrapped", "traditional", "misread", "part", "quoted"],
)
def test_the_earlier_copy_is_named(index: Index, text: str, kind: str) -> None:
    """A later article is told with page, article, kind, similarity and the place in both sources."""
    index.add([page("2001/01.txt", "今日导读", NEWS)])
    [[line]] = index.add([page("2026/11.txt", text)])
    assert line["kind"] == kind
    assert line["id"] == "2026/11.txt#a1"
    assert line["with"] == "2001/01.txt#a2"
    assert line["similarity"] > 0.9
    assert line["cluster"] == ("2001/01.txt#a2" if kind in {"identical", "near"} else line["id"])
    assert line["inside"] == ("2001/01.txt#a2" if kind == "contained" else None)
    source = f"今日导读\n{NEWS}"
    [span, *_] = line["spans"]
    there = source[span["with_start"] : span["with_end"]]
    assert len(there) >= len(SENTENCE) - 2
    if kind in {"contained", "shared"}:
        assert there.strip("，。") == text[span["start"] : span["end"]].strip("，。")


def test_texts_that_only_look_alike_are_not_put_together(index: Index) -> None:
    """One form with other facts is named and kept; a text of its own is not named at all."""
    index.add([page("01.txt", WEATHER.format(21, 9, "三到四", 45), OTHER)])
    [[weather, news]] = index.add([page("02.txt", WEATHER.format(17, 4, "五到六", 80), NEWS)])
    assert (weather["kind"], weather["cluster"]) == ("template", weather["id"])
    assert (news["kind"], news["with"]) == (None, None)


def test_articles_of_one_page_are_compared_too(index: Index) -> None:
    """The second of two copies on one page is a copy of the first."""
    [[first, second]] = index.add([page("01.txt", NEWS, MISREAD)])
    assert (first["kind"], second["cluster"]) == (None, "01.txt#a1")


def test_offsets_speak_of_the_sources(index: Index) -> None:
    """Places are those of the inputs as they were read, not of the clean texts."""
    wrapped = "第３版\n\n" + "\n".join(NEWS[i : i + 20] for i in range(0, len(NEWS), 20)) + "\n"
    index.add([fingerprint(clean_source(Source("scan.txt", wrapped, "utf-8", "1")))])
    [[line]] = index.add([page("02.txt", SENTENCE)])
    [span] = line["spans"]
    found = wrapped[span["with_start"] : span["with_end"]]
    assert found.replace("\n", "").rstrip("。") == SENTENCE.rstrip("。")


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=6), st.data())
def test_places_lead_back(parts: list[tuple[int, int, bool]], data: st.DataObject) -> None:
    """A kept stretch of a text is found where it stood, whatever was taken out around it."""
    text, source, places = "", "", {}
    for kept, lost, _ in parts:
        places[len(text)] = len(source)
        fresh = "".join(chr(0x4E00 + len(source) + n) for n in range(kept))
        text, source = text + fresh, source + fresh
        places[len(text)] = len(source)
        source += "#" * lost
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    [(a, b)] = in_source(tuple(places.items()), text, start, end)
    assert source[a:b].replace("#", "") == text[start:end]
    assert source[a] == text[start]


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=6).flatmap(
        lambda sizes: st.tuples(st.just(sizes), st.permutations(range(len(sizes))))
    ),
    st.data(),
)
def test_no_part_of_a_passage_goes_back(parts: tuple[list[int], list[int]], data: st.DataObject) -> None:
    """Blocks in any order: each character of the passage is in its part, and no part reaches over another."""
    sizes, order = parts
    blocks = ["".join(chr(0x4E00 + 8 * number + n) for n in range(size)) for number, size in enumerate(sizes)]
    source = "#".join(blocks)
    text = "\n".join(blocks[number] for number in order)
    places, at = [], 0
    for number in order:
        places.append((at, source.index(blocks[number])))
        at += len(blocks[number]) + 1
    inside = [i for i, char in enumerate(text) if char != "\n"]
    start, last = sorted(data.draw(st.tuples(st.sampled_from(inside), st.sampled_from(inside))))
    found = in_source(tuple(places), text, start, last + 1)
    passage = text[start : last + 1]
    assert "".join(c for a, b in found for c in source[a:b] if c in passage) == passage.replace("\n", "")
    assert all(a < b for a, b in found)
    assert all(b <= c for (_, b), (c, _) in pairwise(sorted(found)))


def test_a_headline_behind_its_text_has_a_span_of_its_own(index: Index) -> None:
    """Both are found in the source, in the order of the article."""
    text = f"{NEWS}\n技能竞赛下月开锣\n"
    places = ((0, len(NEWS) + 1), (9, 0))
    article = ArticlePrint("a1", f"技能竞赛下月开锣\n{NEWS}", places, 0.0)
    for name in ("01.txt", "02.txt"):
        [[line]] = index.add([PagePrint(name, name, None, (article,))])
    assert [text[span["start"] : span["end"]] for span in line["spans"]] == ["技能竞赛下月开锣", NEWS]
    assert [text[span["with_start"] : span["with_end"]] for span in line["spans"]] == [
        "技能竞赛下月开锣",
        NEWS,
    ]


# -- adding again, better copies, forgetting ---------------------------------------------------------------


def test_adding_twice_changes_nothing(index: Index) -> None:
    """A page that is there already is told as before, and nothing is written."""
    pages = [page("01.txt", NEWS), page("02.txt", MISREAD, OTHER)]
    told = index.add(pages)
    before = dump(index)
    assert index.add(pages) == told
    assert index.add([*pages, pages[0]])[2] == told[0]
    assert dump(index) == before


def test_two_pages_of_one_name_are_told_apart(index: Index) -> None:
    """Another page of a name that is taken is called by its content, too, and both are kept."""
    index.add([page("01.txt", NEWS)])
    other = page("01.txt", OTHER)
    [[line]] = index.add([other])
    assert line["id"] == f"01.txt~{other.sha256[:8]}#a1"
    assert index.stats()["pages"] == 2


def test_a_better_copy_that_comes_later_takes_over(index: Index) -> None:
    """It is kept from then on, the earlier one is told with what it was, and both are remembered."""
    index.add([page("old.txt", MISREAD, damage=5.0)])
    [[line, change]] = index.add([page("new.txt", NEWS)])
    assert (line["kind"], line["cluster"]) == (None, "new.txt#a1")
    assert (change["id"], change["cluster"], change["was"]) == ("old.txt#a1", "new.txt#a1", "old.txt#a1")
    assert index.history() == [{**change, "because": "new.txt"}]
    assert [line["cluster"] for line in index.lines_of("old.txt", page("old.txt", MISREAD).sha256)] == [
        "new.txt#a1"
    ]


def test_find_names_the_copies_that_it_would_replace(index: Index) -> None:
    """A better copy that is only looked at says which earlier article it is better than."""
    index.add([page("old.txt", MISREAD, damage=5.0)])
    own, change = index.find(page("new.txt", NEWS))
    assert own["kind"] is None
    assert (change["id"], change["cluster"], change["was"]) == ("old.txt#a1", "new.txt#a1", "old.txt#a1")


def test_a_longer_text_that_comes_later_is_told_to_contain_the_earlier(index: Index) -> None:
    """The earlier article is not set aside, but named with the one that contains it."""
    index.add([page("short.txt", SENTENCE)])
    [[_, change]] = index.add([page("long.txt", NEWS)])
    assert (change["id"], change["inside"], change["cluster"]) == (
        "short.txt#a1", "long.txt#a1", "short.txt#a1",
    )  # fmt: skip


def test_an_equal_copy_does_not_take_over(index: Index) -> None:
    """Of equal copies without a date the first one stays, so that what was told holds."""
    index.add([page("b.txt", NEWS)])
    [[line]] = index.add([page("a.txt", NEWS)])
    assert line["cluster"] == "b.txt#a1"


@pytest.mark.parametrize(("policy", "kept"), [("first", "c"), ("longest", "b"), ("best", "c"), ("a", "a")])
def test_the_policy_chooses_the_kept_copy(tmp_path: Path, policy: str, kept: str) -> None:
    """The copy is kept that the index was told to keep, in whatever order they come."""
    pages = [
        page("a/1.txt", MISREAD, created="2003-01-02", damage=9.0),
        page("b/1.txt", NEWS + "完。", created="2003-01-03", damage=2.0),
        page("c/1.txt", NEWS, created="2003-01-01"),
    ]
    for order in (pages, pages[::-1]):
        with Index(tmp_path / order[0].name[0], create=True, policy=policy) as made:
            made.add(order)
            names = {made.lines_of(p.name, p.sha256)[0]["cluster"] for p in pages}
        assert names == {f"{kept}/1.txt#a1"} or (policy == "best" and len(names) == 1)


def test_find_tells_the_same_and_changes_nothing(index: Index) -> None:
    """What is found is what adding would tell; a page in the index is compared with the others."""
    first = page("01.txt", NEWS)
    index.add([first])
    before = dump(index)
    asked = page("02.txt", MISREAD, OTHER)
    found = index.find(asked)
    assert dump(index) == before
    assert index.find(first)[0]["kind"] is None
    assert index.add([asked]) == [found]


def test_what_is_forgotten_is_not_found(index: Index) -> None:
    """A forgotten page is named no more, and its copies are told what stands for them now."""
    index.add(
        [page("01.txt", NEWS), page("02.txt", MISREAD, damage=3.0), page("03.txt", MISREAD, damage=3.0)]
    )
    [lines] = index.forget(["01.txt"])
    assert [(line["id"], line["cluster"], line["was"]) for line in lines] == [
        ("02.txt#a1", "02.txt#a1", "01.txt#a1"),
        ("03.txt#a1", "02.txt#a1", "01.txt#a1"),
    ]
    [line] = index.find(page("04.txt", MISREAD.replace("焊工", "悍工"), damage=9.0))
    assert line["with"] in {"02.txt#a1", "03.txt#a1"}
    index.forget(["02.txt", "03.txt"])
    assert [line["kind"] for line in index.find(page("04.txt", NEWS))] == [None]
    assert index.verify() == []


def test_the_second_of_two_equal_texts_is_found_when_the_first_is_gone(index: Index) -> None:
    """Equal texts are looked up by the first of them only, until that one is forgotten."""
    index.add([page("01.txt", NEWS), page("02.txt", NEWS)])
    index.forget(["01.txt"])
    assert index.find(page("03.txt", MISREAD))[0]["with"] == "02.txt#a1"
    assert index.verify() == []


def test_an_article_is_no_copy_of_another_of_the_forgotten_page(index: Index) -> None:
    """Articles of one page share a sentence, and what looks for a copy still finds the way to both."""
    quoted = OTHER[:80] + SENTENCE + OTHER[80:]
    index.add([page("01.txt", NEWS, quoted), page("02.txt", NEWS, quoted)])
    [lines] = index.forget(["01.txt"])
    assert [(line["id"], line["cluster"], line["was"]) for line in lines] == [
        ("02.txt#a1", "02.txt#a1", "01.txt#a1"),
        ("02.txt#a2", "02.txt#a2", "01.txt#a2"),
    ]
    assert index.verify() == []


def test_forgotten_copies_take_no_place_of_others(index: Index) -> None:
    """However many have gone, which nobody merged out of the postings yet."""
    index.add([page("00.txt", MISREAD)])
    copies = [page(f"{n:02}.txt", f"{NEWS[:-1]}，{n}人获奖。") for n in range(1, 60)]
    index.add(copies)
    index.forget([copy.name for copy in copies])
    assert index.find(page("99.txt", NEWS, damage=9.0))[0]["with"] == "00.txt#a1"


def clusters(index: Index, pages: Iterable[PagePrint]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in pages:
        for line in index.lines_of(one.name, one.sha256):
            found.setdefault(line["cluster"], set()).add(line["id"])
    return set(map(frozenset, found.values()))


@settings(deadline=None, max_examples=10)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [NEWS, MISREAD, OTHER, OTHER[:-1], SENTENCE, OTHER[:80] + SENTENCE + OTHER[80:], "今日导读"]
            ),
            min_size=1,
            max_size=3,
            unique=True,
        ),
        min_size=3,
        max_size=5,
    ),
    st.lists(st.integers(0, 4), min_size=4, max_size=10),
)
def test_what_is_added_and_forgotten_leaves_what_the_rest_makes(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], moves: list[int]
) -> None:
    """A page that is there goes, another comes: articles are together as in an index made anew."""
    pages = [page(f"{number}.txt", *of_page) for number, of_page in enumerate(texts)]
    held: list[PagePrint] = []
    folder = tmp_path_factory.mktemp("moves")
    with Index(folder / "old", create=True) as old, Index(folder / "new", create=True) as new:
        for move in moves:
            one = pages[move % len(pages)]
            if one in held:
                held.remove(one)
                old.forget([one.name])
            else:
                held.append(one)
                old.add([one])
            assert old.verify() == []
        new.add(held)
        assert clusters(old, held) == clusters(new, held)


def test_forgetting_what_is_not_there_is_refused(index: Index) -> None:
    """None of several pages is forgotten if one of the names is wrong."""
    index.add([page("01.txt", NEWS)])
    with pytest.raises(IndexRefusedError, match=r"has no page 02\.txt"):
        index.forget(["01.txt", "02.txt"])
    assert index.stats()["pages"] == 1


@pytest.mark.usefixtures("small_runs")
def test_the_order_of_pages_decides_no_cluster(tmp_path: Path) -> None:
    """Whatever the order in which pages come, the same articles are together."""
    pages = [page(f"{n}.txt", text) for n, text in enumerate([NEWS, OTHER, MISREAD, OTHER[:-1], SENTENCE])]
    found = set()
    for seed in range(6):
        order = random.Random(seed).sample(pages, len(pages))  # noqa: S311 - no secret
        with Index(tmp_path / str(seed), create=True) as made:
            for one in order:
                made.add([one])
            found.add(frozenset(clusters(made, pages)))
    assert len(found) == 1
    assert len(next(iter(found))) == 3


# -- postings ----------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 40), st.integers(1, 60)), min_size=1, max_size=40), max_size=12
    ),
    st.sets(st.integers(0, 40)),
    st.sets(st.integers(1, 60)),
)
def test_postings_are_found_however_they_lie(
    tmp_path_factory: pytest.TempPathFactory,
    batches: list[list[tuple[int, int]]],
    asked: set[int],
    dead: set[int],
) -> None:
    """Fresh or merged into runs of any level, every posting is found; of dead records at most old ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "FRESH", 16)
        with Index(tmp_path_factory.mktemp("p") / "i", create=True) as made:
            for batch in batches:
                keys, records = map(np.array, zip(*batch, strict=True))
                with made.store.writing():
                    made.store.bands.add(postings.packed(keys.astype(np.uint32), records.astype(np.int64)))
            with made.store.writing():
                made.store.db.executemany("INSERT INTO dead VALUES (?)", [(d,) for d in sorted(dead)])
            expected = sorted((k, r) for batch in batches for k, r in batch if k in asked)
            query = np.array(sorted(asked), dtype=np.uint32)
            for again in (False, True):
                if again:
                    made.store.bands.forget()
                    made.store._generation = -1  # noqa: SLF001 - as another process finds it
                with made.store.reading():
                    hits = made.store.bands.find(query)
                found = sorted(zip(query[hits.keys].tolist(), hits.records.tolist(), strict=True))
                assert found == expected
                assert len(made.store.bands.runs) < postings.FAN * 4


@pytest.mark.usefixtures("small_runs")
def test_runs_are_little_endian_files_with_a_header(index: Index) -> None:
    """A run can be read without this program, on any machine."""
    for seed in range(8):
        index.add([made_up(seed)])
    files = sorted((index.store.path / RUNS).iterdir())
    assert files
    assert {file.suffix for file in files} == {".run"}  # what was merged or half-written is gone
    for file in files:
        data = file.read_bytes()
        assert data[:8] == b"CLEANRUN"
        assert int.from_bytes(data[8:12], "little") == postings.RUN_VERSION
        words = [int.from_bytes(data[i : i + 8], "little") for i in range(64, len(data), 8)]
        assert int.from_bytes(data[16:24], "little") == len(words)
        assert words == sorted(words)


# -- never half-written ------------------------------------------------------------------------------------

ADD = """
import sys
sys.path[:0] = {path!r}
import test_archive_index as t
t.postings.FRESH = 128
with t.Index(sys.argv[1], create=True) as index:
    print("begun", flush=True)
    for seed in range(int(sys.argv[2]), int(sys.argv[3])):
        index.add([t.made_up(seed)])
"""


def adding(folder: Path, first: int, last: int) -> subprocess.Popen[bytes]:
    """A process that adds pages, one a transaction."""
    code = ADD.format(path=[str(Path(__file__).parent), str(Path(__file__).parents[1])])
    command = [sys.executable, "-c", code, str(folder), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - ourselves


@pytest.mark.usefixtures("small_runs")
def test_killed_at_any_moment_and_resumed_it_is_the_same(tmp_path: Path) -> None:
    """After kills at random moments and a last run to the end, the index is whole and has the same in it."""
    pages, chance = 60, random.Random(5)  # noqa: S311 - no secret
    with Index(tmp_path / "undisturbed", create=True) as quiet:
        for seed in range(pages):
            quiet.add([made_up(seed)])
        expected, told = dump(quiet), quiet.add([made_up(seed) for seed in range(pages)])
    for _ in range(4):
        process = adding(tmp_path / "killed", 0, pages)
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.random() * 0.3)
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.communicate()
        with Index(tmp_path / "killed") as index:
            assert index.verify() == []
    with Index(tmp_path / "killed") as index:
        assert index.add([made_up(seed) for seed in range(pages)]) == told
        assert dump(index) == expected
        assert index.verify() == []


def test_two_processes_at_once_are_safe(tmp_path: Path) -> None:
    """Both add all of their pages, a third one looks things up meanwhile, and nothing is lost or doubled."""
    with Index(tmp_path / "archive.db", create=True) as index:
        both = [adding(tmp_path / "archive.db", first, first + 25) for first in (0, 25)]
        while any(process.poll() is None for process in both):
            index.find(page("new.txt", NEWS))
            time.sleep(0.02)
        assert [process.communicate()[1] for process in both] == [b"", b""]
        assert [process.returncode for process in both] == [0, 0]
        assert index.stats()["pages"] == 50
        assert index.verify() == []
        before = dump(index)
        index.add([made_up(seed) for seed in range(50)])
        assert dump(index) == before


def test_files_of_killed_processes_are_deleted(full: Path) -> None:
    """A run that was written but never named, or only begun, goes when the next process writes."""
    named = sorted(file.name for file in (full / RUNS).iterdir())
    for name in ("bands-000900.run", "anchors-000901.tmp"):
        (full / RUNS / name).write_bytes(b"half a run")
    with Index(full) as index:
        index.add([page("02.txt", MISREAD)])
        assert sorted(file.name for file in (full / RUNS).iterdir()) == named
        assert index.verify() == []


def test_what_fails_in_the_middle_leaves_nothing(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in a transaction takes back all of it, in the files and in memory."""
    index.add([page("01.txt", OTHER)])
    before = dump(index)
    with monkeypatch.context() as patch:
        patch.setattr("cleaner.archive.index.adding.weigh", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            index.add([page("02.txt", NEWS)])
    assert dump(index) == before
    assert index.find(page("03.txt", MISREAD))[0]["kind"] is None
    assert index.verify() == []


# -- damage, versions, other kinds -------------------------------------------------------------------------


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an index with runs in it, closed."""
    monkeypatch.setattr(postings, "FRESH", 128)
    with Index(tmp_path / "报纸 索引.db", create=True) as made:
        made.add([page("01.txt", NEWS), *(made_up(seed) for seed in range(8))])
    return tmp_path / "报纸 索引.db"


def a_run(folder: Path, family: str = "anchors") -> Path:
    return next((folder / RUNS).glob(f"{family}-*.run"))


def test_an_index_works_where_it_was_copied_to(full: Path, tmp_path: Path) -> None:
    """Nothing in it says where it lies."""
    shutil.copytree(full, tmp_path / "elsewhere" / "b")
    shutil.rmtree(full)
    with Index(tmp_path / "elsewhere" / "b") as index:
        assert index.find(page("02.txt", MISREAD))[0]["with"] == "01.txt#a1"
    files = (tmp_path / "elsewhere").rglob("*")
    assert not any(str(tmp_path).encode() in file.read_bytes() for file in files if file.is_file())


@pytest.mark.parametrize("harm", ["cut", "gone", "emptied", "header"])
def test_a_damaged_run_is_refused_and_can_be_written_anew(full: Path, harm: str) -> None:
    """A run that is not complete stops every look-up with one sentence; repairing brings all back."""
    run = a_run(full)
    data = run.read_bytes()
    if harm == "gone":
        run.unlink()
    else:
        run.write_bytes({"cut": data[:-8], "emptied": b"", "header": b"X" + data[1:]}[harm])
    with Index(full) as index:
        with pytest.raises(IndexRefusedError, match="verify --repair"):
            index.find(page("02.txt", MISREAD))
        assert len(index.verify()) == 1
        index.repair()
        assert index.verify() == []
        assert index.find(page("02.txt", MISREAD))[0]["with"] == "01.txt#a1"


def test_verify_finds_one_changed_bit(full: Path) -> None:
    """Postings that are not those that were written are told, though the file is as long as it was."""
    run = a_run(full)
    data = bytearray(run.read_bytes())
    data[-3] ^= 1
    run.write_bytes(data)
    with Index(full) as index:
        assert any(run.name in problem for problem in index.verify())


def test_verify_finds_what_cannot_be_found_and_what_belongs_to_nothing(full: Path) -> None:
    """A record without postings, a copy of a record that is not kept, a text that is another one."""
    with Index(full) as index:
        last = index.store.db.execute("SELECT max(number) FROM records").fetchone()[0]
        index.store.db.execute("UPDATE records SET kept = ? WHERE number = ?", (last + 7, last))
        assert any("which is not kept" in problem for problem in index.verify())
        index.store.db.execute("UPDATE records SET kept = ?, form = 5 WHERE number = ?", (last, last))
        assert any("is not the one that was added" in problem for problem in index.verify())
    with Index(full) as index:
        index.store.db.execute("DELETE FROM runs")
        assert any("cannot be found" in problem for problem in index.verify())


def test_a_damaged_database_is_refused(full: Path) -> None:
    """Garbage in the place of the database is told in one sentence."""
    (full / DATABASE).write_bytes(b"SQLite format 3\x00" + os.urandom(5000))
    with pytest.raises(IndexRefusedError, match=r"damaged|no index"):
        Index(full)


def change(folder: Path, *statements: str) -> None:
    db = sqlite3.connect(folder / DATABASE)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


def test_a_newer_version_is_refused(full: Path) -> None:
    """A format that this program does not know is left alone."""
    change(full, f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(IndexRefusedError, match=f"format {schema.VERSION + 1}"):
        Index(full, create=True)


def test_an_older_version_is_brought_up(full: Path) -> None:
    """An index of the first version gets the tables that came later, and keeps what it has."""
    change(full, "DROP TABLE history", "PRAGMA user_version = 1")
    with Index(full) as index:
        assert index.history() == []
        assert index.find(page("02.txt", MISREAD))[0]["with"] == "01.txt#a1"


@pytest.mark.parametrize("key", sorted(schema.fingerprints()))
def test_fingerprints_of_another_kind_are_refused(full: Path, key: str) -> None:
    """Another seed, shingle, form ... would find nothing, silently."""
    change(full, f"UPDATE meta SET value = '\"other\"' WHERE key = '{key}'")  # noqa: S608 - our own
    with pytest.raises(IndexRefusedError, match=rf"fingerprints with {key} other"):
        Index(full)


def test_another_policy_is_refused(full: Path) -> None:
    """Copies kept by two orders would make nonsense together."""
    with pytest.raises(IndexRefusedError, match="keeps copies by 'best'"):
        Index(full, create=True, policy="first")


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    """A missing folder, a file, a folder of something else, a database of someone else."""
    (tmp_path / "file").write_text("会议召开。")
    (tmp_path / "folder").mkdir()
    (tmp_path / "other").mkdir()
    change(tmp_path / "other", "CREATE TABLE t (x)")
    for name in ("none", "file", "folder", "other"):
        with pytest.raises(IndexRefusedError):
            Index(tmp_path / name)
    for name in ("file", "other"):
        with pytest.raises(IndexRefusedError):
            Index(tmp_path / name, create=True)


def test_a_read_only_index_can_be_asked_but_not_added_to(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive on a read-only medium still answers; adding is refused in one sentence."""
    monkeypatch.setattr("cleaner.archive.index.store._may_write", lambda _: False)
    with Index(full) as index:
        assert index.find(page("02.txt", MISREAD))[0]["with"] == "01.txt#a1"
        with pytest.raises(IndexRefusedError, match="cannot be written to"):
            index.add([page("02.txt", MISREAD)])


def test_memory_of_texts_is_let_go(full: Path) -> None:
    """Texts that were read for a comparison do not stay."""
    with Index(full) as index, index.store.reading():
        library = Library(index.store.db)
        library.fetch(range(1, 10))
        library.forget_texts()
        assert library._matched == {}  # noqa: SLF001 - memory shows nowhere else


# -- the command line --------------------------------------------------------------------------------------


def invoke(*args: str | Path) -> Result:
    return CliRunner().invoke(command, list(map(str, args)))


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    (folder / "1").mkdir(parents=True)
    (folder / "2").mkdir()
    (folder / "1" / "a.txt").write_text(NEWS + "\n", encoding="utf-8")
    (folder / "2" / "b.txt").write_text(MISREAD + "\n", encoding="utf-8")
    return folder


def test_the_commands_do_what_they_say(tmp_path: Path, scans: Path) -> None:
    """add, add again, find, stats, verify, forget: lines on standard output, words on standard error."""
    db = tmp_path / "索引"
    first = invoke("index", "add", db, scans)
    assert first.exit_code == exits.DONE, first.output
    lines = list(map(json.loads, first.stdout.splitlines()))
    assert [(line["id"], line["kind"]) for line in lines] == [("1/a.txt#a1", None), ("2/b.txt#a1", "near")]
    assert invoke("index", "add", db, scans, "-j", "2").stdout == first.stdout
    found = invoke("index", "find", db, scans / "2" / "b.txt", "--prefix", "new/")
    assert json.loads(found.stdout.splitlines()[0])["id"] == "new/b.txt#a1"
    assert json.loads(invoke("index", "stats", db).stdout)["articles"] == 2
    assert invoke("index", "verify", db).exit_code == exits.DONE
    forgotten = invoke("index", "forget", db, "1/a.txt")
    assert [json.loads(line)["was"] for line in forgotten.stdout.splitlines()] == ["1/a.txt#a1"]


def test_records_are_taken_as_they_are(tmp_path: Path) -> None:
    """A record of a JSONL file is one article under its own name, and is not cleaned."""
    file = tmp_path / "archive.jsonl"
    entries = [{"id": "x", "text": NEWS, "date": "2003-01-02"}, {"id": "y", "text": MISREAD}]
    file.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    lines = list(map(json.loads, invoke("index", "add", tmp_path / "db", file).stdout.splitlines()))
    assert [line["id"] for line in lines] == ["archive.jsonl#x", "archive.jsonl#y"]
    assert lines[1]["with"] == "archive.jsonl#x"


@pytest.mark.parametrize("verb", ["find", "stats", "verify", "forget"])
def test_what_cannot_be_used_is_one_sentence_and_exit_code_2(tmp_path: Path, verb: str) -> None:
    """An index that is not there, in every command that does not make one."""
    args = ["x"] if verb in {"find", "forget"} else []
    done = invoke("index", verb, tmp_path / "none", *args)
    assert done.exit_code == exits.USAGE
    assert done.stderr.count("\n") == 1
    assert "no such index" in done.stderr


def test_a_misspelt_policy_is_no_folder(tmp_path: Path, scans: Path) -> None:
    """A folder ends with a slash; nothing is made for anything else."""
    done = invoke("index", "add", tmp_path / "db", scans, "--copies", "frist")
    assert done.exit_code == exits.USAGE
    assert not (tmp_path / "db").exists()


def test_verify_tells_problems_by_the_exit_code(full: Path) -> None:
    """A damaged index gives exit code 3; after --repair it is whole."""
    a_run(full).unlink()
    assert invoke("index", "verify", full).exit_code == exits.SOME_FAILED
    assert invoke("index", "verify", full, "--repair").exit_code == exits.DONE


def test_a_run_with_an_index_sets_earlier_copies_aside(tmp_path: Path, scans: Path) -> None:
    """Pages of a new run are compared with those of earlier runs; copies name the kept one."""
    db = tmp_path / "archive.db"
    assert invoke(scans / "1", "-o", tmp_path / "one", "--index", db).exit_code == exits.DONE
    assert invoke(scans / "2", "-o", tmp_path / "two", "--index", db).exit_code == exits.DONE
    [copy] = map(json.loads, (tmp_path / "two" / "duplicates.jsonl").read_text("utf-8").splitlines())
    assert (copy["id"], copy["duplicate_of"], copy["kind"]) == ("b.txt#a1", "a.txt#a1", "near")
    assert (tmp_path / "two" / "articles.jsonl").read_text("utf-8") == ""
    restored = invoke("restore", tmp_path / "two" / "b")
    assert restored.stdout_bytes == (scans / "2" / "b.txt").read_bytes()
    again = invoke(scans / "2", "-o", tmp_path / "three", "--index", db)
    assert again.exit_code == exits.DONE
    same = [(tmp_path / name / "duplicates.jsonl").read_bytes() for name in ("two", "three")]
    assert same[0] == same[1]


def test_a_run_with_an_index_that_fails_goes_on_to_the_same_end(
    tmp_path: Path, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped when pages were added but nothing was written, the run typed again gives the same files."""
    for name in ("quiet", "stopped"):
        invoke("index", "add", tmp_path / f"{name}.db", scans / "1")
    with monkeypatch.context() as patch:
        patch.setattr("cleaner.cli.indexed.json_lines", lambda _: 1 / 0)
        assert invoke(scans, "-o", tmp_path / "b", "--index", tmp_path / "stopped.db").exception
    assert invoke(scans, "-o", tmp_path / "b", "--index", tmp_path / "stopped.db").exit_code == exits.DONE
    assert invoke(scans, "-o", tmp_path / "a", "--index", tmp_path / "quiet.db").exit_code == exits.DONE
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert len(files) > 5
    for file in files:
        if file.name != "run.json":  # names the index
            assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_a_filter_with_an_index_loses_no_text(tmp_path: Path, scans: Path) -> None:
    """On standard output the copy stays; standard error names the earlier one."""
    db = tmp_path / "archive.db"
    invoke("index", "add", db, scans / "1")
    with_index = invoke(scans / "2" / "b.txt", "--index", db)
    assert with_index.stdout == invoke(scans / "2" / "b.txt").stdout
    assert "b.txt#a1 is a near copy of a.txt#a1" in with_index.stderr
    record = json.loads(invoke(scans / "2" / "b.txt", "--index", db, "-f", "json").stdout)
    assert any(mark["kind"] == "near_duplicate" for mark in record["marks"])
