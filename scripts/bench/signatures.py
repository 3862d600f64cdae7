"""How fast and how exact signatures are, against datasketch on the same texts in one run.

    signatures, forms given       matching forms in, rows out: what datasketch gets as shingles
    signatures from the texts     the matching forms included
    datasketch MinHash            `MinHash()` and `update_batch` a text: its default way
    datasketch generator          `MinHash.generator`: its fastest way

CPU time, rounds in alternation; the error is against the exact Jaccard similarity of pairs that were edited
at 0 to 15 %.  datasketch is installed into `.bench/` by the script.  Texts are the sample pages' sentences,
put together at random (seeded) to paragraphs of 50 to 400 characters.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from environment import environment, rerun_in

if __name__ == "__main__":
    rerun_in(environment("datasketch", "datasketch>=2.0"))

import numpy as np
from datasketch import MinHash

from cleaner.archive.matching import matching_forms
from cleaner.archive.signature import shingles, signatures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

PARAGRAPHS, ROUNDS, PAIRS, BATCH = 3000, 5, 2000, 500
SAMPLES = Path(__file__).parents[2] / "samples"


def paragraphs() -> list[str]:
    """Paragraphs of sentences of the sample pages."""
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.gold.json"))]
    text = "".join(b["text"] for gold in golds for a in gold["articles"] for b in a["blocks"])
    sentences = re.findall("[^。！？；，]+[。！？；，]", text)
    choose, found = random.Random(1), []  # noqa: S311 - texts to measure with
    while len(found) < PARAGRAPHS:
        size, parts = choose.randint(50, 400), [""]
        while sum(map(len, parts)) < size:
            parts.append(choose.choice(sentences))
        found.append("".join(parts)[:size])
    return found


def edited(text: str, share: float, choose: random.Random) -> str:
    """A text with a share of its characters changed, left out or doubled."""
    edits = {i: choose.choice("的一是在不了有和人这") for i in range(len(text)) if choose.random() < share}
    return "".join(edits.get(i, char) for i, char in enumerate(text))


def seconds(work: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """CPU time of some work."""
    start = time.process_time()
    work(texts)
    return time.process_time() - start


def ours(forms: Sequence[str]) -> NDArray[np.uint32]:
    """Signatures of matching forms."""
    batches = (forms[start : start + BATCH] for start in range(0, len(forms), BATCH))
    return np.concatenate([signatures(batch) for batch in batches])


def from_texts(texts: Sequence[str]) -> None:
    """The same from texts as they are."""
    for start in range(0, len(texts), BATCH):
        signatures([matched.form for matched in matching_forms(texts[start : start + BATCH])])


def default(forms: Sequence[str]) -> list[MinHash]:
    """The default way of datasketch."""
    sketches = []
    for form in forms:
        sketches.append(MinHash())
        sketches[-1].update_batch([shingle.encode() for shingle in shingles(form)])
    return sketches


def generator(forms: Sequence[str]) -> None:
    """The fastest way of datasketch."""
    for _ in MinHash.generator([s.encode() for s in shingles(form)] for form in forms):
        pass


def compare_speed(texts: list[str], forms: list[str]) -> None:
    """Print speeds, and ratios in the same round."""
    ways: dict[str, tuple[Callable[[Sequence[str]], object], list[str]]] = {
        "signatures, forms given": (ours, forms),
        "signatures from the texts": (from_texts, texts),
        "datasketch MinHash": (default, forms),
        "datasketch generator": (generator, forms),
    }
    rounds = [{name: seconds(work, given) for name, (work, given) in ways.items()} for _ in range(ROUNDS)]
    size = sum(len(form.encode()) for form in forms) / 1e6
    for name in ways:
        line = f"{name:26} {size / statistics.median(times[name] for times in rounds):6.2f} MB/s"
        for other in ("datasketch MinHash", "datasketch generator"):
            ratios = sorted(times[other] / times[name] for times in rounds)
            line += f"   {statistics.median(ratios):5.1f} ({ratios[0]:.1f}-{ratios[-1]:.1f}) times {other}"
        print(line)


def compare_errors(forms: list[str]) -> None:
    """Print the errors of estimated similarities."""
    choose = random.Random(2)  # noqa: S311 - texts to measure with
    copies = [edited(form, choose.uniform(0, 0.15), choose) for form in forms]
    sets = [(set(shingles(a)), set(shingles(b))) for a, b in zip(forms, copies, strict=True)]
    exact = np.array([len(a & b) / len(a | b) for a, b in sets])
    theirs = zip(default(forms), default(copies), strict=True)
    estimates = {
        "ours": (ours(forms) == ours(copies)).mean(axis=1),
        "datasketch": np.array([a.jaccard(b) for a, b in theirs]),
    }
    print(f"error of 128 independent samples: RMSE {np.sqrt(np.mean(exact * (1 - exact) / 128)):.4f}")
    for name, error in ((name, estimate - exact) for name, estimate in estimates.items()):
        print(f"error of {name}: RMSE {np.sqrt(np.mean(error**2)):.4f}, bias {error.mean():+.4f}")


def main() -> None:
    """Measure."""
    texts = paragraphs()
    from_texts(texts[:BATCH])  # reads the tables
    forms = [matched.form for matched in matching_forms(texts)]
    compare_speed(texts, forms)
    compare_errors(forms[:PAIRS])


if __name__ == "__main__":
    main()
