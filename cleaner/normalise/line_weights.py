"""What every evidence is worth: positive for a break, negative for a join, in natural log-odds.

Measured by logistic regression over whole pages (a chain model with one score for a boundary and one for a
line that stands alone, L2 penalty 2) on some 150 newspaper pages with known paragraphs: columns of 10 to 40
characters out of PDF extractors and OCR, the same texts wrapped again at other widths, unwrapped, and
broken once in mid-sentence.  Evidence that was worth less than 0.15 is left out.
"""

from __future__ import annotations

from typing import Final

# fmt: off
_TABLE: Final[dict[str, dict[str, float]]] = {
    "end": {
        "close column": 1.7, "close long": 1.4, "close none": 0.5, "colon column": -0.2, "colon long": 0.6,
        "colon none": 0.2, "colon some": 0.2, "comma long": -0.5, "comma none": -0.3, "dash column": 0.2,
        "digit long": -0.7, "han long": -1.5, "han none": -1.2, "han some": -0.4, "latin column": -0.4,
        "latin long": -1.1, "latin none": -0.3, "latin some": 0.4, "period none": 0.7, "stop column": 0.3,
        "stop long": 2.4, "stop none": 0.3,
    },
    "short": {
        "-2 colon": -0.2, "-2 column": -0.6, "-2 comma": -0.3, "-2 stop": -0.2, "-2 text": 0.3,
        "-4 column": 0.2, "-4 long": 0.3, "-4 stop": -0.2, "-4 text": 0.6, "-6 colon": 0.3,
        "-6 column": 0.5, "-6 long": 0.5, "-6 none": 0.3, "-6 run": 0.2, "-6 some": 0.3, "-6 stop": 0.3,
        "-6 text": 0.9, "0 colon": -0.5, "0 column": -0.6, "0 comma": 0.2, "0 long": 0.3, "0 none": 0.4,
        "0 run": 0.2, "0 some": -0.5, "0 stop": 0.3, "0 text": -0.5, "0% colon": 0.3, "0% column": 0.7,
        "0% comma": 0.5, "0% long": 0.6, "0% none": 0.3, "0% some": 0.2, "0% stop": 0.6, "0% text": 0.4,
        "1 column": -0.3, "1 comma": -0.2, "1 long": 0.3, "1 none": 0.3, "1 some": -0.2, "1 stop": 0.2,
        "2 column": -0.4, "2 comma": 0.2, "2 run": -0.5, "2 stop": 0.9, "2 text": -0.7, "20% colon": 0.5,
        "20% column": 1.0, "20% comma": -0.5, "20% long": -0.4, "20% none": -0.5, "20% some": -0.2,
        "3 column": -0.5, "3 comma": -0.2, "3 none": -0.2, "3 run": -0.4, "3 some": -0.3, "3 text": -0.3,
        "4 column": -0.2, "4 none": 0.2, "4 run": -0.3, "4 some": 0.4, "4 stop": 0.4, "4 text": 0.2,
        "40% colon": 0.3, "40% column": 1.2, "40% long": -0.8, "40% none": -0.7, "40% some": 0.2,
        "40% text": -0.4, "6 colon": 0.2, "6 comma": -0.4, "6 long": 0.3, "6 some": -0.2, "6 stop": 0.3,
        "60% column": 0.5, "60% comma": 0.3, "60% long": -0.5, "60% none": -0.3, "60% some": 0.3,
        "60% stop": 0.2, "60% text": -0.6,
    },
    "far": {
        "less column": 0.4, "less none": -0.4, "less run": -0.4, "less stop": 0.5, "many column": 0.7,
        "many run": 0.2, "many some": 0.5, "many stop": 1.1, "more colon": 0.3, "more column": 1.2,
        "more long": 0.2, "more some": 0.8, "more stop": 1.3, "more text": 0.5, "usual colon": 0.4,
        "usual column": -0.9, "usual comma": -0.7, "usual long": 0.2, "usual none": 0.4, "usual run": -0.4,
        "usual some": -1.0, "usual stop": 0.2, "usual text": -0.7,
    },
    "first": {
        "book open": -0.4, "bracket open": -0.4, "bracket stop": -1.2, "caption comma": 0.2,
        "caption stop": 0.9, "credit comma": 0.5, "credit open": 0.8, "dash stop": 0.2,
        "dateline open": 0.2, "digit comma": -0.4, "digit open": -0.6, "han comma": -0.2, "han open": -0.4,
        "han stop": 1.0, "item open": 0.3, "latin comma": -0.2, "latin open": -1.0, "latin stop": -0.3,
        "new open": 0.6, "new stop": 0.8, "notice comma": 0.3, "notice open": 0.9, "notice stop": 0.8,
        "on comma": -1.1, "quote comma": 0.4, "quote open": -0.2, "quote stop": 0.8,
    },
    "indent": {
        "0 0 first": -0.5, "0 0 first?": -0.2, "0 0 full": -0.6, "0 0 full?": 1.0, "0 0 mixed": -0.3,
        "0 0 none": 1.6, "0 0 raw": -0.9, "0 1 full": 0.9, "0 1 raw": 0.2, "0 2 full": 1.1, "0 2 raw": 1.8,
        "1 0 full": 0.3, "1 0 raw": 0.5, "1 1 raw": 0.6, "2 0 full": -0.2, "2 0 mixed": -0.7,
        "2 0 raw": -2.9, "2 1 full": 0.3, "2 1 raw": -0.5, "2 2 raw": 0.4,
    },
    "style": {
        "first first comma": 0.8, "first first open": 1.9, "first first stop": 2.6,
        "first full comma": -1.5, "first full open": -2.1, "first full stop": -1.8,
        "first near comma": -0.2, "first near open": -0.2, "first near stop": 0.3,
        "first short comma": -0.4, "first short open": -0.2, "first short stop": 0.4,
        "first? first comma": 0.4, "first? first open": 0.2, "first? first stop": 0.3,
        "first? full open": -0.8, "first? full stop": -0.2, "first? near comma": -0.2,
        "full first comma": 1.5, "full first open": 1.0, "full first stop": -0.2, "full full comma": -0.4,
        "full full stop": 0.2, "full near comma": -0.3, "full near open": -0.7, "full near stop": 0.5,
        "full short comma": 0.4, "full short stop": -0.2, "full? full open": 0.6, "full? short comma": 0.3,
        "mixed first open": 0.2, "mixed first stop": 0.7, "mixed full comma": 0.2, "mixed full open": -0.8,
        "mixed full stop": -1.0, "none first open": 0.2, "none full comma": 0.4, "none full open": -0.7,
        "none full stop": 0.3, "none near comma": -0.2, "none near open": 0.3, "none near stop": 0.3,
        "none short comma": -0.3, "none short open": -0.5, "none short stop": 1.7, "raw first open": 1.3,
        "raw first stop": 1.2, "raw full comma": -0.9, "raw full open": -0.8, "raw full stop": -1.5,
        "raw near comma": -0.2, "raw near open": -0.3, "raw near stop": -0.5, "raw short open": 0.8,
    },
    "spare": {
        "0 comma": 0.2, "0 run": 0.4, "0 stop": 0.6, "0 text": 0.3, "1 run": -0.3, "1 stop": 0.5,
        "2 comma": -0.3, "2 run": -0.2, "2 stop": 0.4, "2 text": -0.5, "4 colon": 1.4, "4 comma": 0.2,
        "4 run": 0.4, "4 stop": 1.9, "4 text": 1.5, "none colon": -0.7, "none comma": -0.7,
        "none run": -0.9, "none stop": -0.4, "none text": -1.3,
    },
    "beside": {
        "0 colon": -0.2, "0 run": -0.6, "0 stop": -0.4, "0 text": -0.7, "2 comma": -0.6, "2 stop": 0.4,
        "5 run": -0.3, "5 stop": 1.3, "5 text": -0.5, "more colon": 1.0, "more run": 0.3, "more stop": 1.7,
        "more text": 1.0,
    },
    "ratio": {
        "0.1 colon full": -0.3, "0.1 comma full": -0.5, "0.1 comma short": 0.2, "0.1 run full": 0.2,
        "0.1 run short": 0.3, "0.1 text full": -0.2, "0.1 text short": 0.4, "0.2 colon short": 0.2,
        "0.2 comma full": 0.4, "0.2 comma short": -0.5, "0.2 run full": -0.3, "0.2 run short": -0.4,
        "0.2 stop full": 0.4, "0.2 stop short": 0.3, "0.2 text full": 0.4, "0.2 text short": -0.6,
        "0.4 colon full": -0.3, "0.4 colon short": 0.6, "0.4 comma full": -0.5, "0.4 run full": -0.2,
        "0.4 run short": -0.2, "0.4 stop full": 0.7, "0.4 stop short": 0.6, "0.4 text full": 0.3,
        "0.4 text short": -0.5, "0.6 colon short": 0.5, "0.6 stop full": 0.3, "0.6 stop short": 0.8,
        "1 comma short": -0.2, "1 stop short": -0.4, "? comma full": 0.5, "? run full": 0.3,
        "? run short": -0.5, "? text full": 0.3, "? text short": -0.4,
    },
    "seen": {
        "0 run": 0.8, "0 text": 2.0, "2 run": -1.5, "2 text": -1.3, "3 run": -1.6, "3 text": -0.7,
        "4 run": -1.9, "4 text": -1.1,
    },
    "column changes": {
        "": -0.2,
    },
    "alone": {
        "column": -0.2, "none": 0.3, "some": 0.4,
    },
    "alone short": {
        "-2 run": 0.6, "-2 stop": -0.5, "-2 text": 1.3, "-4 run": 0.7, "-4 text": 1.6, "-6 colon": 0.5,
        "-6 run": 1.5, "-6 stop": 0.2, "-6 text": 2.1, "0 colon": -0.2, "0 run": 0.2, "0 stop": -0.4,
        "0 text": 0.9, "0% run": 0.3, "0% stop": -0.8, "0% text": 0.7, "1 comma": -0.2, "1 run": 0.9,
        "1 stop": -0.2, "2 comma": 0.4, "2 run": 0.3, "2 stop": -0.5, "2 text": 0.4, "20% colon": -0.3,
        "20% comma": -0.5, "20% stop": -1.7, "20% text": 0.4, "3 run": 0.3, "3 stop": -0.5, "4 comma": -0.7,
        "4 stop": -1.8, "4 text": -0.7, "40% colon": -0.2, "40% run": -0.2, "40% stop": -1.5,
        "40% text": 0.4, "6 colon": 0.3, "6 comma": -0.4, "6 run": -0.4, "6 stop": -0.5, "6 text": -0.7,
        "60% stop": -1.4, "60% text": 0.5,
    },
    "alone size": {
        "1": -1.1, "20": 1.5, "3": -0.9, "6": 0.5, "60": 0.5,
    },
    "alone far": {
        "far far": 0.3, "far near": -1.1,
    },
    "alone first": {
        "bracket inner": 0.4, "bracket plain": -0.7, "caption inner": 0.4, "caption plain": 0.5,
        "credit plain": 0.4, "dash inner": -0.2, "dateline plain": -0.2, "digit plain": 0.5,
        "han inner": -0.5, "item plain": -0.3, "latin inner": -0.2, "latin plain": 0.4, "new inner": -0.9,
        "new plain": 0.4, "notice inner": 1.1, "notice plain": 1.5, "on inner": -0.7, "on plain": -0.3,
        "quote inner": -0.6, "quote plain": -0.5,
    },
    "bracket": {
        "both": -2.3, "closed": 0.6,
    },
    "clear": {
        "": -4.6,
    },
    "signed": {
        "": 2.9,
    },
    "alone signed": {
        "": 0.2,
    },
    "label": {
        "one": 1.2, "two": 1.0,
    },
    "one line": {
        "": -1.9,
    },
}
# fmt: on
# The same, by the names that `line_evidence` gives.
WEIGHTS: Final = {
    (family, *name.split()): worth for family, names in _TABLE.items() for name, worth in names.items()
}
