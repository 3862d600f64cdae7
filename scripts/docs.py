"""Writes the table of rules into docs/usage.md, from the rules themselves.

usage: python scripts/docs.py            write it
       python scripts/docs.py --check    exit with 1 if it is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from cleaner.cli.rules import first_sentences

USAGE = Path(__file__).resolve().parents[1] / "docs" / "usage.md"
BEGIN, END = "<!-- rules: written by scripts/docs.py -->\n", "<!-- end of rules -->\n"


def with_rules(text: str) -> str:
    """The document with the table of today's rules between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    rows = "".join(
        f"| `{name}` | {sentence.replace('|', '&#124;')} |\n" for name, sentence in first_sentences().items()
    )
    return f"{before}{BEGIN}| rule | what it does |\n| --- | --- |\n{rows}{END}{after}"


def main() -> int:
    """Run from the command line."""
    text = USAGE.read_text(encoding="utf-8")
    if "--check" in sys.argv[1:]:
        return int(with_rules(text) != text)
    USAGE.write_text(with_rules(text), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
