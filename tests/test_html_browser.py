"""The report in a real browser: headless Chromium, driven by selenium; skipped where either is missing."""

from __future__ import annotations

import base64
import json
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cleaner
from cleaner.core.decisions import from_bytes, to_bytes
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.core.types import Article, Block, Mark, Span
from cleaner.report.html import Report, overview, page_part, write
from cleaner.report.where import ink

if TYPE_CHECKING:
    from collections.abc import Iterator

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
if not (CHROMIUM and DRIVER):
    pytest.skip("Chromium and its driver are not installed", allow_module_level=True)

SAMPLES = Path(__file__).parents[1] / "samples"
RULES = {"loop": "Cut what a recogniser wrote again and again."}
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,900",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def samples() -> list[Page]:
    return [
        cleaner.clean_page(path.read_bytes(), name=path.name) for path in sorted(SAMPLES.glob("scan-*.txt"))
    ]


@pytest.fixture(scope="module")
def report(samples: list[Page], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("report") / "report.html", samples)


@pytest.fixture
def opened(browser: Any, report: Path) -> Iterator[Any]:
    """The report of the samples, fresh; whatever a test does, the console stays empty."""
    fresh(browser, report)
    yield browser
    assert browser.get_log("browser") == []


def written(path: Path, pages: list[Page]) -> Path:
    with Report(str(path), RULES) as into:
        for page in pages:
            into.add(page_part(page))
    return path


def fresh(browser: Any, path: Path, place: str = "") -> None:
    browser.get("about:blank")
    browser.get(path.as_uri() + place)
    browser.execute_script("localStorage.clear(); decisions.made.clear(); decisions.show()")


def go(browser: Any, place: str) -> None:
    browser.execute_script("location.hash = arguments[0]", place)
    until(browser, "return document.body.classList.contains('reading')")


def until(browser: Any, script: str, *arguments: Any) -> Any:
    """What a script gives as soon as that is true."""
    for _ in range(100):
        if found := browser.execute_script(script, *arguments):
            return found
        time.sleep(0.03)
    raise AssertionError(f"never true: {script}")


def click(browser: Any, selector: str, n: int = 0) -> None:
    browser.find_elements("css selector", selector)[n].click()


def texts(browser: Any, selector: str) -> list[str]:
    script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)"
    return list(browser.execute_script(script, selector))


def in_view(browser: Any, selector: str, pane: str) -> bool:
    """Whether the first element of a kind stands within what a pane shows."""
    script = """
        const box = document.querySelector(arguments[1]).getBoundingClientRect();
        const at = document.querySelector(arguments[0]).getBoundingClientRect();
        return at.bottom > box.top && at.top < box.bottom;
    """
    return bool(browser.execute_script(script, selector, pane))


# -- the list -----------------------------------------------------------------------------------------------


def test_headings_sort_both_ways(opened: Any) -> None:
    """A click on a heading sorts by it, a second one the other way round, and the heading says so."""
    names = "#pages tbody td:first-child a"
    lengths = [float(v) for v in opened.execute_script(_VALUES, 2)]
    click(opened, "#pages thead button", 1)
    assert [float(v) for v in opened.execute_script(_VALUES, 2)] == sorted(lengths, reverse=True)
    click(opened, "#pages thead button", 1)
    assert [float(v) for v in opened.execute_script(_VALUES, 2)] == sorted(lengths)
    assert texts(opened, "#pages th[aria-sort=ascending]") == ["Characters"]
    click(opened, "#pages thead button", 0)
    assert texts(opened, names) == [f"scan-00{i}.txt" for i in range(5)]


_VALUES = (
    "return [...document.querySelectorAll(`#pages td:nth-child(${arguments[0]})`)].map((c) => c.dataset.v)"
)
_SHOWN = "return [...document.querySelectorAll('#pages tbody tr')].map((r) => Number(r.dataset.n))"


def test_the_list_is_filtered_by_kind_and_rule(opened: Any) -> None:
    """Only pages with the chosen kind and rule stay, and their number is told."""
    opened.execute_script("document.querySelector('#kind').value = 'duplicate'")
    opened.execute_script("document.querySelector('#kind').dispatchEvent(new Event('change'))")
    assert opened.execute_script(_SHOWN) == [0, 4]
    assert texts(opened, "#shown") == ["2 of 5 pages"]
    script = """
        const rule = document.querySelector('#rule');
        rule.value = [...rule.options].find((o) => o.textContent.startsWith('loop')).value;
        rule.dispatchEvent(new Event('change'));
    """
    opened.execute_script(script)
    assert opened.execute_script(_SHOWN) == [0]


def test_a_search_finds_words_across_line_ends(opened: Any) -> None:
    """What stands in the text of a page is found, though the source broke the line inside it."""
    field = opened.find_element("css selector", "#query")
    field.send_keys("茂名晚报讯4月29日上午，茂名市庆祝“五一”")
    until(opened, "return document.querySelectorAll('#pages tbody tr').length === 1")
    assert "庆祝“五一”" in texts(opened, "#pages .found")[0]
    field.clear()
    field.send_keys("没有这样的文字")
    until(opened, "return document.querySelectorAll('#pages tbody tr').length === 0")


def test_a_long_list_is_shown_in_parts_and_sorted_whole(
    browser: Any, samples: list[Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of thousands of pages the first are shown, more on demand; sorting and filtering know all of them."""
    monkeypatch.setattr(overview, "SHOWN", 2)
    fresh(browser, written(tmp_path / "r.html", samples))
    assert browser.execute_script(_SHOWN) == [0, 1]
    assert texts(browser, "#shown") == ["All 5 pages"]
    click(browser, "#more")
    assert browser.execute_script(_SHOWN) == [0, 1, 2, 3]
    click(browser, "#pages thead button", 1)
    assert browser.execute_script(_SHOWN) == [0, 3]
    click(browser, "[data-filter=eyes]")
    click(browser, "#more")
    assert sorted(browser.execute_script(_SHOWN)) == [0, 2, 3, 4]
    assert browser.get_log("browser") == []


def test_pages_that_need_eyes_are_one_click_away(opened: Any) -> None:
    """The link above the list leaves the pages that need eyes in it."""
    click(opened, "[data-filter=eyes]")
    assert opened.execute_script(_SHOWN) == [0, 2, 3, 4]


# -- both sides ---------------------------------------------------------------------------------------------


def test_a_removed_copy_lights_up_the_copy_that_stays(opened: Any, samples: list[Page]) -> None:
    """Clicking struck text in the source lights the kept copy on both sides and brings it into view."""
    go(opened, "page-0")
    page = samples[0]
    loop = next(change for change in page.removed if "loop" in change.rules)
    kept = page.source.text[loop.refs[0].start : loop.refs[0].end]
    element = next(
        e for e in opened.find_elements("css selector", ".source del.k-duplicate")
        if page.source.text[loop.start : loop.end].startswith(e.text[:20])
    )  # fmt: skip
    opened.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    element.click()
    assert "".join(texts(opened, ".source .copy")).replace("⏎", "") == "".join(kept.splitlines())
    assert "".join(texts(opened, ".clean .copy")).startswith(kept.splitlines()[0][:30])
    assert in_view(opened, ".clean .copy", ".scroll.clean")
    assert len(texts(opened, ".arc.picked")) == 1
    assert texts(opened, ".detail .badge") == ["Duplicate"]


def test_characters_are_counted_as_in_the_other_reports(opened: Any, samples: list[Page]) -> None:
    """The list says of every removal as many characters as CHANGES.md does: those that are no white space."""
    go(opened, "page-0")
    removed = [ink(samples[0].source.text[change.start : change.end]) for change in samples[0].removed]
    shown = texts(opened, "[data-thing^=c] > .quiet")
    assert [said.partition(" · ")[2] for said in shown] == [f"{size:,} characters" for size in removed]


def test_the_kept_copy_leads_back_to_what_was_removed(opened: Any) -> None:
    """Clicking the copy that stays, in the articles, shows the removed ones in the source."""
    go(opened, "page-0")
    click(opened, ".items button")
    opened.execute_script("document.querySelector('.clean .copy')?.click()")
    script = "return [...document.querySelectorAll('.source del.copy')].length"
    if not opened.execute_script(script):  # the first item was a gap
        arc = opened.find_elements("css selector", ".arc path")[1]
        arc.click()
        opened.execute_script("document.querySelector('.clean .copy').click()")
    assert opened.execute_script(script) > 0
    assert in_view(opened, ".source del.copy", ".scroll.source")
    assert texts(opened, ".detail dd button")


def test_a_change_in_the_articles_brings_its_source_into_view(opened: Any) -> None:
    """Clicking inserted text in the articles scrolls the source to what stood there, and the other way."""
    go(opened, "page-4")
    script = """
        const all = document.querySelectorAll('.clean ins.c');
        const last = all[all.length - 1];
        last.scrollIntoView({block: 'center'});
        document.querySelector('.scroll.source').scrollTo(0, 0);
        last.click();
        return last.dataset.s;
    """
    segment = opened.execute_script(script)
    assert in_view(opened, f".source [data-s='{segment}']", ".scroll.source")
    assert len(texts(opened, ".picked")) == 2
    script = """
        const first = document.querySelector('.source span.c.k-mark');
        document.querySelector('.scroll.source').scrollTo(0, 0);
        document.querySelector('.scroll.clean').scrollTo(0, 1e6);
        first.click();
        return first.dataset.s;
    """
    segment = opened.execute_script(script)
    assert in_view(opened, f".clean [data-s='{segment}']", ".scroll.clean")


def test_every_segment_of_an_article_stands_in_the_source(opened: Any) -> None:
    """Each piece of the articles has its piece in the source, kept ones with the same text."""
    go(opened, "page-1")
    script = """
        const read = (side, s) => [...document.querySelectorAll(`.${side} [data-s="${s}"]`)]
            .map((e) => e.textContent.replace('⏎', '')).join('');
        return [...document.querySelectorAll('.clean span[data-s]:not(.c)')]
            .filter((e) => read('source', e.dataset.s) !== e.textContent).length;
    """
    assert opened.execute_script(script) == 0


def test_steps_and_filters_agree(opened: Any) -> None:
    """Going from place to place stops only at kinds and rules that are shown."""
    go(opened, "page-0")
    for kind in ("gap", "uncertain", "join", "mark"):
        click(opened, f".kinds [data-value={kind}]")
    stops = set()
    for _ in range(6):
        click(opened, ".next")
        stops.add(texts(opened, ".detail .badge")[0])
    assert stops == {"Duplicate"}
    assert len(opened.execute_script("return [...document.querySelectorAll('.items li:not(.off)')]")) == 4
    click(opened, ".rules summary")
    click(opened, ".rules [data-value=loop]")
    assert len(opened.execute_script("return [...document.querySelectorAll('.arc:not(.off)')]")) == 3


def test_the_keys_go_from_place_to_place_inside_the_text_only(opened: Any) -> None:
    """n and p step while a side has the focus; in the search field they are letters."""
    go(opened, "page-0")
    side = opened.find_element("css selector", ".scroll.clean")
    side.send_keys("n")
    first = opened.execute_script("return location.hash")
    side.send_keys("n")
    side.send_keys("p")
    assert opened.execute_script("return location.hash") == first != "#page-0"
    field = opened.find_element("css selector", ".controls input[type=search]")
    field.send_keys("n")
    assert opened.execute_script("return location.hash") == first
    assert field.get_attribute("value") == "n"


def test_a_page_is_searched_on_both_sides(opened: Any) -> None:
    """A search counts what it finds on both sides, across line ends of the source."""
    go(opened, "page-1")
    opened.find_element("css selector", ".controls input[type=search]").send_keys("庆祝“五一”国际")
    said = until(opened, "return document.querySelector('.hits').textContent")
    assert said == "2 in the source, 2 in the articles"


def test_an_address_leads_to_a_place(browser: Any, report: Path) -> None:
    """The address of a place opens its page with the place selected; Back returns to the list."""
    fresh(browser, report)
    go(browser, "page-0")
    click(browser, ".arc path", 1)
    place = browser.execute_script("return location.hash")
    fresh(browser, report, place)
    assert texts(browser, ".detail .badge") == ["Duplicate"]
    browser.execute_script("document.querySelector('.heading nav a').click()")
    until(browser, "return !document.querySelector('#overview').hidden")
    assert browser.execute_script("return document.activeElement.textContent").startswith("scan-000.txt")
    assert browser.get_log("browser") == []


# -- decisions ----------------------------------------------------------------------------------------------


def test_decisions_are_saved_as_the_terminal_saves_them(opened: Any, samples: list[Page]) -> None:
    """What is ticked in the browser is, byte for byte, a file of decisions about the same places."""
    go(opened, "page-0")
    removed = list(samples[0].removed)
    for i, verdict in ((1, ".rejected"), (0, ".accepted")):
        number = samples[0].changes.index(removed[i])
        click(opened, f"[data-thing=c{number}]")
        click(opened, f".acts {verdict}")
    data = opened.execute_script("return decisions.file()").encode()
    found = from_bytes(data, "decisions.jsonl")
    assert to_bytes(found) == data
    assert [(d.start, d.verdict) for d in found] == [
        (removed[0].start, "accepted"),
        (removed[1].start, "rejected"),
    ]
    options = cleaner.Options(decisions=tuple(found))
    again = cleaner.clean_page((SAMPLES / "scan-000.txt").read_bytes(), options, name="scan-000.txt")
    assert not any(
        change.start < removed[1].end and removed[1].start < change.end for change in again.removed
    )
    click(opened, ".acts .accepted")
    assert len(from_bytes(opened.execute_script("return decisions.file()").encode(), "")) == 1


def test_decisions_survive_closing_the_report(browser: Any, report: Path, samples: list[Page]) -> None:
    """A reader who comes back finds what was decided; saving offers the file."""
    fresh(browser, report)
    go(browser, "page-0")
    number = samples[0].changes.index(next(samples[0].removed))
    click(browser, f"[data-thing=c{number}]")
    click(browser, ".acts .rejected")
    browser.get("about:blank")
    browser.get(report.as_uri())
    assert texts(browser, ".save") == ["Save decisions (1)"]
    click(browser, ".save")
    assert browser.get_log("browser") == []
    fresh(browser, report)


# -- what no page may do ------------------------------------------------------------------------------------


def test_a_hostile_page_shows_as_text(browser: Any, tmp_path: Path) -> None:
    """Markup in names, texts, notes and metadata is shown, not obeyed; controls are spelled out."""
    text = (
        "</script><script>window.broken = 1</script><img src=x onerror='window.broken = 2'>\n"
        "<!--<script> ]]>\u2028甲\u202e乙\x01丙"
    )
    page = Page(
        Source('"><svg onload="window.broken = 3">.txt', text, "utf-8", "ab"),
        articles=(Article("<i>a1", (Block("title", (Span(0, len(text)),), gap_after=True),)),),
        marks=(
            Mark("uncertain", 0, 9, "<b>rule", "<script>window.broken = 4</script>"),
            Mark("gap", len(text), len(text), "find_gaps", ""),
        ),
        metadata={"paper": "<style>*{display:none}</style>", "page": "javascript:alert(1)"},
    )
    path = tmp_path / "hostile.html"
    with Report(str(path), RULES) as into:
        into.add(page_part(page, "<script>window.broken = 5</script>"))
    fresh(browser, path, "#page-0-m0")
    assert texts(browser, ".source .line")[0] == text.splitlines()[0]
    assert texts(browser, ".clean h3.block")[0].startswith("</script><script>")
    assert "‹U+202E›" in texts(browser, ".clean h3.block")[0]
    assert texts(browser, ".alert")[0].endswith("<script>window.broken = 5</script>")
    assert texts(browser, "h1")[-1] == page.source.name
    assert browser.execute_script("return window.broken ?? null") is None
    assert browser.get_log("browser") == []


def test_the_policy_stops_what_would_run(browser: Any, report: Path) -> None:
    """Were there a hole, the browser itself would refuse scripts, handlers, styles and HTML from strings."""
    fresh(browser, report)
    script = """
        const script = document.createElement('script');
        try { script.textContent = 'window.broken = 1'; } catch { /* refused at once */ }
        document.body.append(script);
        let refused = false;
        try { document.body.insertAdjacentHTML('beforeend', '<b>x</b>'); } catch { refused = true; }
        return [window.broken ?? null, refused];
    """
    assert browser.execute_script(script) == [None, True]
    browser.get_log("browser")


# -- size and shape -----------------------------------------------------------------------------------------


def test_two_hundred_pages_open_within_two_seconds(browser: Any, samples: list[Page], tmp_path: Path) -> None:
    """The report of 200 real pages is there, list and plots included, in less than two seconds."""
    pages = [
        page._replace(source=page.source._replace(name=f"{i}.txt")) for i in range(40) for page in samples
    ]
    path = written(tmp_path / "r.html", pages)
    times = []
    for _ in range(3):
        browser.get("about:blank")
        started = time.perf_counter()
        browser.get(path.as_uri())
        assert texts(browser, "#shown") == ["All 200 pages"]
        times.append(time.perf_counter() - started)
    assert min(times) < 2
    started = time.perf_counter()
    go(browser, "page-3")
    assert time.perf_counter() - started < 2


def test_pages_in_files_of_their_own_are_linked(
    browser: Any, samples: list[Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the index to a page, to the next one, and back to the index."""
    monkeypatch.setattr(write, "MOST_IN_ONE_FILE", 2)
    path = written(tmp_path / "报告.html", samples)
    fresh(browser, path)
    click(browser, "#pages tbody a")
    assert until(browser, "return document.querySelector('h1').textContent") == "scan-000.txt"
    click(browser, ".arc path", 1)
    assert browser.execute_script("return location.hash").startswith("#c")
    click(browser, ".heading nav a[rel=next]")
    until(browser, "return document.querySelector('h1').textContent === 'scan-001.txt'")
    click(browser, ".heading nav a")
    until(browser, "return document.querySelectorAll('#pages tbody tr').length === 5")
    assert browser.get_log("browser") == []


@pytest.mark.parametrize("width", [360, 800, 1440])
def test_nothing_sticks_out(browser: Any, report: Path, width: int) -> None:
    """At the width of a telephone, a tablet and a desk no view is wider than the window."""
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for place in ("", "#page-0", "#page-2"):
            fresh(browser, report, place)
            script = "return document.documentElement.scrollWidth"
            assert browser.execute_script(script) <= width, place
        browser.execute_script("decisions.button.hidden = false; decisions.status.textContent = say('saved')")
        assert browser.execute_script(script) <= width, "saved"
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_colours_switch_and_stay(opened: Any, report: Path) -> None:
    """The switch goes from the system's colours to light and dark, and the choice is kept."""
    click(opened, ".theme")
    click(opened, ".theme")
    dark = opened.execute_script("return getComputedStyle(document.documentElement).backgroundColor")
    opened.get("about:blank")
    opened.get(report.as_uri())
    assert texts(opened, ".theme") == ["Colours: dark"]
    assert opened.execute_script("return getComputedStyle(document.documentElement).backgroundColor") == dark
    assert sum(json.loads(dark.replace("rgb(", "[").replace(")", "]"))) < 150


def test_print_shows_both_sides_whole(opened: Any) -> None:
    """On paper nothing scrolls: the whole page is printed, and always in light colours."""
    go(opened, "page-0")
    data = opened.execute_cdp_cmd("Page.printToPDF", {})["data"]
    assert base64.b64decode(data).count(b"/Type /Page\n") > 3


def test_every_control_has_a_name_and_can_be_reached(opened: Any) -> None:
    """Buttons, fields and regions have names, and the tab key passes the head, the list and the text."""
    go(opened, "page-0")
    script = """
        return [...document.querySelectorAll('#page button, #page input, #page select, #page [role=region]')]
            .filter((e) => e.offsetParent && !e.getAttribute('aria-label') && !e.textContent.trim())
            .filter((e) => !e.labels?.length).length;
    """
    assert opened.execute_script(script) == 0
    reached = set()
    for _ in range(60):
        opened.switch_to.active_element.send_keys("\ue004")
        reached.add(opened.execute_script("return document.activeElement.className.split(' ').pop()"))
    assert {"theme", "previous", "next", "source", "clean", "scroll"} & reached >= {
        "previous",
        "next",
        "source",
        "clean",
    }
