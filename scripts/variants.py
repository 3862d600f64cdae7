"""Write `cleaner/core/variants.txt`: which characters are one character in the matching form.

Two characters are one if any dictionary of OpenCC that keeps the wording puts one for the other, by itself
or in a phrase, in any direction: simplified, traditional, the standards of Taiwan and Hong Kong, the
compatibility ideographs.  Classes do not depend on the phrase a character stands in, so that a misread
neighbour changes nothing, and a copy converted by anyone's phrase list meets its source (干 幹 乾 are one,
着 and 著 too).

    pip install opencc
    python scripts/variants.py
"""

from __future__ import annotations

import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path

import opencc

TARGET = Path(__file__).parents[1] / "cleaner" / "core" / "variants.txt"
TOOLS = Path(opencc.__file__).parent / "clib"
# Not among them: `*Phrases` of TW and HK without "Variants" (other words: 软件, 軟體) and Japanese forms.
DICTIONARIES = (
    "CJK_Compatibility_Ideographs",
    "STCharacters",
    "STPhrases",
    "STPhrases_GeneratedFromRegionalPhrases",
    "TSCharacters",
    "TSCharactersExt",
    "TSPhrases",
    "TWVariants",
    "TWVariantsPhrases",
    "TWVariantsRev",
    "TWVariantsRevPhrases",
    "HKVariants",
    "HKVariantsPhrases",
    "HKVariantsRev",
    "HKVariantsRevPhrases",
)
HEAD = f"""\
# Characters that the matching form takes for one; the first of a line stands for all of it.
# Made by scripts/variants.py from the dictionaries of OpenCC {version("opencc")} (Apache License 2.0).
"""


def entries(name: str, folder: Path) -> list[tuple[str, str]]:
    """The pairs of key and value of one dictionary, a pair for each value."""
    text = folder / f"{name}.txt"
    command = [TOOLS / "bin/opencc_dict", "-f", "ocd2", "-t", "text", "-o", text]
    subprocess.run([*command, "-i", TOOLS / f"share/opencc/{name}.ocd2"], check=True)  # noqa: S603
    lines = [line.split("\t") for line in text.read_text(encoding="utf-8").splitlines()]
    return [(key, value) for key, values in lines for value in values.split(" ")]


def classes(pairs: list[tuple[str, str]]) -> list[set[str]]:
    """The classes of characters that pairs of texts of the same length join."""
    known: dict[str, set[str]] = {}
    for key, value in pairs:
        for a, b in zip(key, value, strict=True) if len(key) == len(value) else ():
            if a != b:
                joined = known.get(a, {a}) | known.get(b, {b})
                known.update(dict.fromkeys(joined, joined))
    return list({min(chars): chars for chars in known.values()}.values())


def rank(char: str) -> tuple[bool, str]:
    """Characters of the simplified standard come first."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True, char
    return False, char


def main() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        found = classes([pair for name in DICTIONARIES for pair in entries(name, Path(folder))])
    lines = sorted("".join(sorted(chars, key=rank)) for chars in found)
    TARGET.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
