"""What every evidence is worth: positive for a break, negative for a join, in natural log-odds.

Measured by logistic regression over whole pages (a chain model with one score for a boundary and one for a
line that stands alone, L2 penalty 2) on some 150 newspaper pages with known paragraphs: columns of 10 to 40
characters out of PDF extractors and OCR, the same texts wrapped again at other widths, unwrapped, and
broken once in mid-sentence.  Evidence that was worth less than 0.15 is left out.
"""

from __future__ import annotations

_TABLE: dict[str, dict[str, float]] = {
    "end": {
        "close column": 2.0, "close long": 1.3, "close none": 0.3, "close some": 0.2, "colon column": -0.2,
        "colon long": 0.4, "colon none": 0.2, "colon some": 0.4, "comma column": -0.2, "comma long": -0.3,
        "comma none": -0.2, "comma some": -0.2, "dash column": 0.2, "dash some": -0.3, "digit long": -0.7,
        "han long": -1.5, "han none": -1.2, "han some": -0.4, "latin column": -0.2, "latin long": -1.1,
        "latin none": -0.3, "latin some": 0.3, "period none": 0.7, "stop column": 0.2, "stop long": 2.1,
        "stop none": 0.4,
    },
    "short": {
        "-2 colon": -0.2, "-2 column": -0.2, "-2 comma": 0.7, "-2 some": 0.2, "-2 stop": -0.7,
        "-2 text": 0.3, "-4 column": 0.3, "-4 long": 0.3, "-4 run": 0.2, "-4 stop": -0.3, "-4 text": 0.7,
        "-6 colon": 0.2, "-6 column": 0.7, "-6 comma": -0.2, "-6 long": 0.7, "-6 none": 0.2, "-6 run": 0.3,
        "-6 some": 0.4, "-6 stop": 0.5, "-6 text": 1.2, "0 colon": -0.3, "0 column": -1.4, "0 comma": -0.7,
        "0 long": 0.8, "0 none": 0.3, "0 run": 0.4, "0 some": -0.5, "0 stop": 0.6, "0 text": -0.8,
        "0% colon": 0.3, "0% column": 0.9, "0% comma": 0.4, "0% long": 0.4, "0% none": 0.3, "0% run": 0.3,
        "0% some": 0.2, "0% stop": 0.5, "0% text": 0.4, "1 column": -0.5, "1 comma": -0.4, "1 run": -0.3,
        "1 stop": 0.4, "1 text": -0.2, "2 column": -0.7, "2 run": -0.4, "2 some": 0.3, "2 stop": 0.9,
        "2 text": -0.8, "20% colon": 0.6, "20% column": 1.0, "20% comma": -0.3, "20% long": -0.6,
        "20% none": -0.8, "20% some": 0.4, "20% text": -0.3, "3 column": -0.5, "3 run": -0.5,
        "3 some": -0.5, "3 text": -0.4, "4 comma": -0.4, "4 none": 0.6, "4 run": -0.3, "4 some": -0.6,
        "4 stop": 0.4, "4 text": 0.4, "40% colon": 0.2, "40% column": 1.1, "40% long": -0.8,
        "40% none": -0.5, "40% some": 0.4, "40% stop": 0.2, "6 colon": 0.2, "6 comma": -0.4, "6 none": 0.2,
        "6 run": -0.2, "6 some": -0.2, "6 stop": 0.3, "60% column": 0.7, "60% comma": 0.4, "60% long": -0.5,
        "60% none": -0.5, "60% text": -0.6,
    },
    "far": {
        "less column": 0.4, "less none": -0.4, "less run": -0.5, "less stop": 0.4, "many column": 0.9,
        "many run": 0.4, "many some": 0.3, "many stop": 0.9, "many text": 0.2, "more colon": 0.4,
        "more column": 1.7, "more comma": 0.3, "more run": 0.4, "more some": 0.9, "more stop": 1.0,
        "more text": 0.6, "usual colon": 0.4, "usual column": -1.4, "usual comma": -1.1, "usual open": -0.2,
        "usual run": -0.7, "usual some": -1.0, "usual stop": 0.5, "usual text": -0.9,
    },
    "first": {
        "book open": -0.3, "bracket open": -0.9, "bracket stop": -1.2, "caption comma": 0.2,
        "caption stop": 0.9, "credit comma": 0.2, "credit open": 1.1, "credit stop": -0.3, "dash stop": 0.2,
        "dateline open": 0.2, "digit comma": -0.3, "digit open": -0.3, "digit stop": 0.3, "han comma": -0.5,
        "han open": -0.7, "han stop": 1.1, "item open": 0.6, "item stop": -0.4, "latin open": -0.7,
        "latin stop": -0.3, "new stop": 0.7, "notice open": 1.0, "notice stop": 0.7, "on comma": -0.9,
        "quote comma": 0.3, "quote stop": 0.8,
    },
    "indent": {
        "0 0 first": 0.2, "0 0 first?": 0.6, "0 0 full?": -0.2, "0 0 mixed": -0.3, "0 0 none": 1.3,
        "0 0 raw": -0.5, "0 2 raw": 2.5, "1 0 first": 0.2, "1 0 full": -0.5, "2 0 mixed": -0.4,
        "2 0 raw": -2.4, "2 2 raw": 1.3,
    },
    "spare": {
        "0 comma": 0.2, "0 run": 0.7, "0 stop": 0.7, "0 text": 0.6, "1 run": -0.5, "1 stop": 0.3,
        "1 text": -0.4, "2 comma": -0.5, "2 stop": 0.2, "2 text": -0.6, "4 colon": 1.4, "4 comma": 0.3,
        "4 run": 0.7, "4 stop": 1.9, "4 text": 1.4, "none colon": -0.5, "none comma": -0.8,
        "none run": -1.1, "none stop": -0.3, "none text": -1.2,
    },
    "beside": {
        "0 run": -0.5, "0 stop": -0.3, "0 text": -0.6, "2 comma": -0.3, "2 stop": 0.4, "2 text": -0.3,
        "5 comma": -0.7, "5 run": -0.3, "5 stop": 1.2, "5 text": -0.4, "more colon": 1.0, "more comma": 0.2,
        "more run": 0.3, "more stop": 1.3, "more text": 1.2,
    },
    "ratio": {
        "0.1 colon full": -0.2, "0.1 comma short": 0.4, "0.1 run full": 0.3, "0.1 run short": 0.2,
        "0.1 stop full": 0.6, "0.1 text full": -0.4, "0.1 text short": 0.5, "0.2 comma full": 0.4,
        "0.2 comma short": -0.4, "0.2 run full": -1.1, "0.2 run short": -0.6, "0.2 stop short": 0.3,
        "0.2 text full": -0.3, "0.2 text short": -0.3, "0.4 colon full": -0.2, "0.4 colon short": 0.6,
        "0.4 comma full": -0.6, "0.4 comma short": -0.5, "0.4 run full": -0.8, "0.4 run short": -0.4,
        "0.4 stop full": 0.4, "0.4 stop short": 0.5, "0.4 text full": -0.3, "0.4 text short": -0.7,
        "0.6 colon short": 0.5, "0.6 comma full": -0.3, "0.6 comma short": 0.2, "0.6 run full": 0.5,
        "0.6 run short": 0.6, "0.6 stop full": 0.3, "0.6 stop short": 0.8, "1 run short": -0.5,
        "1 stop short": -0.4, "? run full": 1.4, "? text full": 1.3, "? text short": -0.2,
    },
    "seen": {
        "0 open": -0.2, "0 run": 0.4, "0 text": 1.7, "2 run": -1.6, "2 text": -0.8, "3 run": -1.7,
        "3 text": -0.9, "4 run": -2.0, "4 text": -1.4,
    },
    "style": {
        "first first comma": 0.8, "first first open": 2.1, "first first stop": 2.5,
        "first full comma": -1.0, "first full open": -2.1, "first full stop": -1.8, "first near open": -0.3,
        "first near stop": 0.3, "first short open": -0.2, "first? first comma": 0.5,
        "first? first open": 0.6, "first? first stop": 0.3, "first? full open": -1.0,
        "first? full stop": -0.2, "first? short open": 0.5, "full first open": 0.6, "full full open": -0.4,
        "full full stop": 0.2, "full near open": -0.4, "full near stop": 0.2, "full short comma": 0.2,
        "full short open": -0.3, "full short stop": -0.5, "mixed first open": 0.2, "mixed first stop": 0.9,
        "mixed full comma": -0.3, "mixed full open": -1.0, "mixed full stop": -0.6, "mixed short open": 0.3,
        "none first open": 0.2, "none full open": -0.3, "none full stop": 0.2, "none short comma": -0.5,
        "none short stop": 1.6, "raw first comma": 0.2, "raw first open": 1.6, "raw first stop": 1.0,
        "raw full comma": -0.2, "raw full open": -0.5, "raw full stop": -1.4, "raw near open": -0.2,
        "raw near stop": -0.4, "raw short open": 0.7, "raw short stop": 0.2,
    },
    "alone": {
        "column": -0.2, "long": 0.2, "none": 0.4, "some": 0.4,
    },
    "alone short": {
        "-2 comma": -0.2, "-2 run": 0.7, "-2 stop": -0.6, "-2 text": 1.1, "-4 run": 0.6, "-4 text": 1.8,
        "-6 colon": 0.3, "-6 run": 1.2, "-6 stop": 0.2, "-6 text": 2.3, "0 comma": 0.2, "0 run": 0.4,
        "0 stop": -0.6, "0 text": 1.2, "0% run": 0.4, "0% stop": -0.9, "0% text": 0.7, "1 run": 0.7,
        "1 stop": -0.5, "1 text": 0.3, "2 run": 0.7, "2 stop": -0.5, "2 text": 0.9, "20% colon": -0.2,
        "20% comma": -0.3, "20% stop": -1.9, "20% text": 0.7, "3 stop": -0.5, "4 comma": -0.5,
        "4 run": -0.8, "4 stop": -1.7, "4 text": -0.7, "40% stop": -1.6, "40% text": 0.7, "6 colon": 0.3,
        "6 comma": -0.3, "6 run": -0.5, "6 stop": -0.4, "6 text": -0.9, "60% colon": 0.3, "60% run": -0.2,
        "60% stop": -1.3, "60% text": 0.6,
    },
    "alone first": {
        "bracket inner": 0.4, "bracket plain": -0.9, "caption inner": 0.5, "caption plain": 0.7,
        "credit plain": 0.9, "dateline plain": -0.4, "digit plain": 0.7, "han inner": -0.4,
        "han plain": 0.4, "item inner": 0.3, "item plain": -0.3, "latin inner": -0.6, "new inner": -0.7,
        "notice inner": 0.8, "notice plain": 1.6, "on inner": -0.8, "on plain": 0.2, "quote inner": -0.7,
        "quote plain": -0.8,
    },
    "alone size": {
        "1": -0.7, "20": 1.3, "3": -0.9, "6": 0.2, "60": 0.5, "more": 0.4,
    },
    "alone far": {
        "1 0": -1.3,
    },
    "bracket": {
        "both": -2.5, "closed": 0.3, "opened": -0.4,
    },
    "signed": {
        "": 3.1,
    },
    "alone signed": {
        "": 0.8,
    },
    "label": {
        "one": 1.2, "two": 0.9,
    },
    "one line": {
        "": -1.6,
    },
}
# The same, by the names that `line_evidence` gives.
WEIGHTS = {(family, *name.split()): worth for family, names in _TABLE.items() for name, worth in names.items()}
