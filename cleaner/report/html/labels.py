"""The words of the report: of kinds, and of everything that its script says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.core.language import chosen, tr
from cleaner.report.html.kinds import REMOVALS, REPAIRS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.core.log import Json

MARKS: Final = (
    "gap", "uncertain", "off_topic", "near_duplicate", "continuation", "damaged_bytes", "private_use",
    "decided",
)  # fmt: skip
# What a reader decides on comes first.
KINDS: Final = (*REMOVALS, *MARKS, *REPAIRS, "between")
_TAGS: Final = {"en": "en", "zh": "zh-CN"}


def language_tag() -> str:
    """The language of the report, as HTML names it."""
    return _TAGS[chosen()]


def kind_names() -> dict[str, str]:
    """What every kind of change and mark is called."""
    return {
        "duplicate": tr("Duplicate"),
        "overprint": tr("Overprint"),
        "boilerplate": tr("Service line"),
        "furniture": tr("Folio or header"),
        "dropped": tr("Off-topic, left out"),
        "gap": tr("Text missing"),
        "uncertain": tr("Uncertain"),
        "off_topic": tr("Off-topic"),
        "near_duplicate": tr("Near-duplicate"),
        "continuation": tr("Goes on elsewhere"),
        "damaged_bytes": tr("Damaged bytes"),
        "private_use": tr("Unknown character"),
        "decided": tr("Decided"),
        "join": tr("Line join"),
        "space": tr("Blanks"),
        "mark": tr("Punctuation"),
        "character": tr("Character forms"),
        "between": tr("Blank lines"),
    }


def _deeds() -> dict[str, str]:
    """What was done, or what is the matter, in one sentence a kind."""
    return {
        "duplicate": tr("taken out: it stands in the page once more"),
        "overprint": tr("taken out: two texts were printed over each other"),
        "boilerplate": tr("taken out: a line of service, not part of an article"),
        "furniture": tr("taken out: a line of the page, not of an article"),
        "dropped": tr("left out: it does not belong to this page"),
        "gap": tr("the text breaks off here"),
        "uncertain": tr("nothing was taken out; please decide"),
        "off_topic": tr("seems not to belong to this page; it comes last"),
        "near_duplicate": tr("almost the same stands elsewhere; both stay"),
        "continuation": tr("the article says that it goes on elsewhere"),
        "damaged_bytes": tr("the file is damaged here"),
        "private_use": tr("a character that only its own font can show"),
        "decided": tr("done as you decided"),
        "join": tr("a sentence that went on in the next line"),
        "space": tr("blanks that are not in print"),
        "mark": tr("punctuation in its usual form"),
        "character": tr("characters in their usual form"),
        "between": tr("white space between two paragraphs"),
    }


def labels(rules: Mapping[str, str]) -> Json:
    """All that the script of the report needs to know.

    Args:
        rules: the first sentence of every rule, by name.
    """
    said = {f"kind_{kind}": name for kind, name in kind_names().items()}
    said |= {f"did_{kind}": deed for kind, deed in _deeds().items()}
    return {
        "lang": language_tag(),
        "kinds": KINDS,
        "rules": {name: tr(sentence) for name, sentence in rules.items()},
        "say": said | _of_page() | _of_detail() | _of_rest(),
    }


def _of_page() -> dict[str, str]:
    return {
        "side_source": tr("As it was read"),
        "side_clean": tr("Clean articles"),
        "article": tr("Article {id}"),
        "one_article": tr("{n} article"),
        "many_article": tr("{n} articles"),
        "one_character": tr("{n} character"),
        "many_character": tr("{n} characters"),
        "no_articles": tr("There is no article on this page."),
        "gap_sign": tr("[missing]"),
        "mark_gap": tr("Text is missing here"),
        "map_says": tr("The page from first to last character: {cuts} passages taken out, {arcs} arcs"),
        "map_arcs": tr("Arcs lead from a passage that was taken out to the copy that stays.  Click one."),
        "map_plain": tr("The page from first to last character; nothing was taken out as a copy."),
        "map_ticks": tr("hatched: taken out · ▲ text missing · ◆ to be decided"),
        "arc_says": tr("Line {from}: {n} characters taken out; the copy that stays is in line {to}"),
        "show": tr("Show"),
        "by_rule": tr("By rule ({n})"),
        "mode": tr("What to show"),
        "mode_both": tr("Side by side"),
        "mode_clean": tr("Clean only"),
        "mode_source": tr("Source only"),
        "previous_place": tr("← Previous place"),
        "next_place": tr("Next place →"),
        "search_page": tr("Search this page"),
        "hits": tr("{source} in the source, {clean} in the articles"),
        "page_of_paper": tr("page {n}"),
        "role_title": tr("title"),
        "role_kicker": tr("kicker"),
        "role_main": tr("main headline"),
        "role_subhead": tr("subhead"),
        "role_heading": tr("heading"),
        "role_byline": tr("byline"),
        "role_caption": tr("caption"),
    }  # fmt: skip


def _of_detail() -> dict[str, str]:
    return {
        "selected": tr("What happened here"),
        "pick_something": tr(
            "Click a place in the text, on an arc or in the list.  The keys n and p go from place to place."
        ),
        "to_look_at": tr("To look at"),
        "nothing_to_look_at": tr("Nothing was taken out and nothing is uncertain."),
        "where": tr("Place"),
        "line": tr("line {n}"),
        "rule": tr("Rule"),
        "note": tr("Note"),
        "kept_copy": tr("Stays at"),
        "was_copied": tr("Copies"),
        "kept": tr("Kept"),
        "kept_says": tr("stands in the articles as it was read"),
        "before": tr("before: "),
        "after": tr("after: "),
        "nothing": tr("nothing"),
        "failed": tr("This page was passed through untouched: {why}"),
    }


def _of_rest() -> dict[str, str]:
    return {
        "theme_auto": tr("Colours: system"),
        "theme_light": tr("Colours: light"),
        "theme_dark": tr("Colours: dark"),
        "all_pages": tr("All {n} pages"),
        "some_pages": tr("{n} of {all} pages"),
        "pages": tr("Pages"),
        "open": tr("◆ to decide"),
        "sure": tr("Certainty"),
        "sure_says": tr("{share} in 100 such removals were right when checked"),
        "accepted": tr("✓ right"),
        "rejected": tr("✗ taken back"),
        "save": tr("Save decisions ({n})"),
        "saved": tr(
            "decisions.jsonl is in your downloads.  Put it beside the scans, then: "
            "clean SCANS -o OUT --force --decisions decisions.jsonl"
        ),
        "all": tr("All pages"),
        "previous_page": tr("Previous page"),
        "next_page": tr("Next page"),
    }
