"""Decide which repeats are damage, which copy stays, and where text is missing.

A scan repeats text because its reader went astray: it fell into a loop, jumped back into an earlier
sentence, read the foot of a column twice, or met a headline that was printed twice on top of itself.
People repeat text too: set phrases, refrains, lists, a box with the figures of the article.  What tells
them apart is not length alone but how a copy sits in its surroundings: damage begins and ends in
mid-sentence, while what people repeat is a phrase or a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.repeats.apart import judge_apart
from cleaner.repeats.cuts import Cuts
from cleaner.repeats.find import find
from cleaner.repeats.ground import Ground
from cleaner.repeats.near import closed, is_near, joined, judge_near
from cleaner.repeats.rest import Rest
from cleaner.repeats.stutter import stutters
from cleaner.repeats.torn import torn_lines

if TYPE_CHECKING:
    from cleaner.repeats.find import Pair
    from cleaner.repeats.verdict import Verdict

# A repeat of this length may be damage, and one of this length that stays is worth a mark.
_WORTH_A_LOOK: Final = 24
_WORTH_A_MARK: Final = 40
# A loop so long takes headlines that were printed twice with it: it is cut before these are mended.
_NO_HEADLINE: Final = 100
# What a cut brings together may be a repeat again; each pass finds less.
_PASSES: Final = 6


def judge(text: str, *, parted: bool = False) -> Verdict:
    r"""Find the repeats of a text and decide on each; the text may still have its hard line ends.

    What stands next to its copy is settled first: whether a passage breaks off or reads on can only be
    seen once the loop behind it is gone.

    >>> edge = "并改善水运码头的运营条件"
    >>> text = f"他建议，把老旧码头列入沿海港口的更新计划，由企业和地方共同出资建设，{edge}\n\n{edge}和设施。"
    >>> [(cut.rule, text[cut.end :]) for cut in judge(text).cuts]
    [('read_twice', '和设施。')]
    """
    rests: list[Rest] = []
    ground = Ground(text)
    pairs = _find(ground)
    while len(rests) < _PASSES and (near := _near(ground, pairs)).cuts:
        rests.append(Rest(ground.text, near))
        ground = Ground(rests[-1].text)
        pairs = _find(ground)
    verdict = _apart(ground, pairs, parted=parted)
    for rest in reversed(rests):
        verdict = rest.merge(verdict)
    return verdict


def _find(ground: Ground) -> list[Pair]:
    """Repeated passages, the longest first."""
    return sorted(find(ground.bare), key=lambda pair: pair.b0 - pair.b1)


def _near(ground: Ground, pairs: list[Pair]) -> Verdict:
    """Decide on passages that are followed by themselves."""
    cuts = Cuts(ground)
    pairs = [closed(ground, pair) for pair in pairs]
    by_second = sorted(pairs, key=lambda pair: pair.b0)
    near = [joined(pair, by_second) for pair in pairs if is_near(pair)]
    for pair in near:
        if pair.b1 - pair.b0 >= _NO_HEADLINE:
            cuts.add(judge_near(ground, pair))
    for stutter in stutters(ground):
        cuts.add(stutter)
    for pair in near:
        if pair.b1 - pair.b0 < _NO_HEADLINE:
            cuts.add(judge_near(ground, pair))
    return cuts.verdict()


def _apart(ground: Ground, pairs: list[Pair], *, parted: bool) -> Verdict:
    """Decide on passages that stand again further on, and find where text is missing."""
    cuts = Cuts(ground)
    for pair in pairs:
        if pair.b1 - pair.b0 >= _WORTH_A_LOOK and not is_near(pair):
            cuts.add(judge_apart(ground, pair))
    long = [pair for pair in pairs if pair.b1 - pair.b0 >= _WORTH_A_MARK]
    return cuts.verdict(long, torn_lines(ground, parted=parted))
