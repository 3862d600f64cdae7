"""What every evidence is worth: positive for a break, negative for a join, in natural log-odds.

Measured by logistic regression over whole pages (a chain model with one score for a boundary and one for a
line that stands alone, L2 penalty 2) on some 150 newspaper pages with known paragraphs: columns of 10 to 40
characters out of PDF extractors and OCR, the same texts wrapped again at other widths, unwrapped, and
broken once in mid-sentence.  Evidence that was worth less than 0.15 is left out.  Rows that are counted and
clauses of verse are too rare there to be measured; they are set.
"""

from __future__ import annotations

from typing import Final

# fmt: off
_TABLE: Final[dict[str, dict[str, float]]] = {
    "end": {
        "close column": 1.3, "close long": 0.8, "close loose": -0.2, "close none": 0.2, "close some": -0.2,
        "colon column": -0.2, "colon long": 0.6, "colon none": 0.2, "colon some": 0.2, "comma column": 0.2,
        "comma head": 0.3, "comma long": -0.8, "comma some": -0.6, "dash none": -0.4, "digit column": 0.3,
        "digit long": -1.1, "digit loose": 0.5, "digit some": 0.3, "han column": 0.5, "han head": 0.3,
        "han long": -1.6, "han loose": 0.5, "han none": -0.8, "han some": 0.2, "latin column": -0.8,
        "latin long": -0.3, "latin loose": -0.6, "latin some": -0.2, "stop column": 0.6, "stop long": 1.9,
        "stop loose": -0.8, "stop none": 0.5, "stop some": 0.3,
    },
    "far": {
        "less column": 0.3, "less long": 1.0, "less loose": -0.4, "less none": -0.9, "less prose": 0.3,
        "less stop": 0.4, "less text": -0.7, "many column": 0.7, "many long": 1.0, "many prose": 0.7,
        "many some": 0.5, "many stop": 1.1, "many text": 0.5, "more colon": 0.4, "more column": 1.2,
        "more comma": -0.2, "more head": 0.3, "more long": -1.4, "more loose": 0.3, "more none": 0.8,
        "more run": -0.2, "more some": 0.5, "more stop": 1.1, "more text": 0.7, "usual colon": 0.3,
        "usual column": -0.6, "usual comma": -0.7, "usual head": 0.5, "usual long": -1.2,
        "usual loose": -0.5, "usual none": -0.4, "usual open": -0.2, "usual prose": -0.8, "usual run": -0.9,
        "usual some": -0.9, "usual text": -0.8,
    },
    "first": {
        "book open": -0.4, "book stop": -0.2, "bracket comma": -0.3, "bracket open": -0.3,
        "bracket stop": -1.2, "caption comma": 0.8, "caption stop": 1.2, "credit comma": 0.2,
        "credit open": 0.7, "credit stop": -0.9, "dateline open": 0.2, "digit comma": -0.5,
        "digit open": -0.8, "han comma": -0.2, "han open": -0.9, "han stop": 0.8, "item open": 0.3,
        "latin comma": -0.5, "latin open": -0.5, "latin stop": 0.5, "new comma": -0.2, "new open": 0.5,
        "new stop": 0.8, "notice comma": 0.3, "notice open": 0.8, "notice stop": 0.7, "on comma": -0.7,
        "quote comma": 0.2, "quote open": -0.5, "quote stop": 0.8,
    },
    "style": {
        "first first comma": 0.4, "first first open": 2.0, "first first stop": 2.6,
        "first full comma": -1.3, "first full open": -1.9, "first full stop": -1.8,
        "first near comma": -0.2, "first near open": -0.5, "first near stop": 0.2,
        "first short comma": -0.2, "first short open": -0.3, "first short stop": 0.4,
        "first? first comma": 0.5, "first? first open": 0.4, "first? first stop": 1.0,
        "first? full comma": -0.2, "first? full open": -1.2, "first? full stop": -0.4,
        "first? short open": -0.3, "full first comma": 1.4, "full first open": 1.0, "full first stop": -0.2,
        "full full comma": -0.2, "full near comma": -0.2, "full near open": -0.7, "full near stop": 0.6,
        "full short comma": 0.6, "full short stop": -0.4, "full? full stop": -0.3, "full? near open": -0.3,
        "full? near stop": 0.4, "full? short open": -0.2, "mixed first open": 0.5, "mixed first stop": 0.7,
        "mixed full comma": -0.5, "mixed full open": -0.9, "mixed full stop": -0.8, "mixed near open": -0.3,
        "none first open": 1.2, "none first stop": 0.3, "none full comma": -0.2, "none full open": -0.3,
        "none full stop": 0.2, "none near comma": 0.4, "none short comma": -0.7, "none short open": 0.4,
        "none short stop": 1.3, "raw first open": 1.2, "raw first stop": 1.1, "raw full comma": -0.5,
        "raw full open": -0.8, "raw full stop": -1.7, "raw near open": -0.4, "raw near stop": -0.5,
        "raw short open": 0.6, "raw? first open": 0.6, "raw? full open": -0.9, "raw? full stop": -0.3,
    },
    "spare": {
        "0 prose": 0.2, "0 run": 0.2, "0 stop": 0.7, "0 text": 0.2, "1 comma": -0.2, "1 prose": 0.3,
        "1 run": -0.7, "1 stop": 0.5, "2 comma": -0.3, "2 prose": 0.3, "2 run": -0.6, "2 stop": 0.2,
        "2 text": -0.5, "4 colon": 1.4, "4 comma": 0.2, "4 open": -0.2, "4 prose": 0.4, "4 run": 0.5,
        "4 stop": 1.8, "4 text": 1.2, "none colon": -0.6, "none comma": -0.7, "none prose": -1.1,
        "none run": -0.6, "none stop": -0.6, "none text": -1.2,
    },
    "beside": {
        "0 comma": -0.3, "0 open": -0.2, "0 prose": -0.6, "0 run": -0.6, "0 stop": -0.4, "0 text": -0.8,
        "2 colon": -0.2, "2 comma": -0.5, "2 run": -0.2, "2 stop": 0.3, "2 text": -0.2, "5 run": -0.8,
        "5 stop": 1.3, "5 text": -0.2, "more colon": 1.0, "more prose": 0.6, "more run": 0.3,
        "more stop": 1.4, "more text": 1.0,
    },
    "ratio": {
        "0.1 colon full": -0.2, "0.1 comma short": 0.6, "0.1 prose full": 0.4, "0.1 stop full": 0.8,
        "0.1 stop short": -0.3, "0.1 text short": 0.3, "0.2 comma full": 0.6, "0.2 comma short": -0.4,
        "0.2 open short": -0.2, "0.2 prose full": -0.3, "0.2 prose short": 0.3, "0.2 text short": -0.6,
        "0.4 colon full": -0.3, "0.4 colon short": 0.7, "0.4 comma short": -0.3, "0.4 run full": -0.6,
        "0.4 run short": -0.4, "0.4 stop full": 0.3, "0.4 stop short": 0.3, "0.4 text full": 0.2,
        "0.4 text short": -0.3, "0.6 colon short": 0.5, "0.6 comma full": -0.4, "0.6 comma short": -0.2,
        "0.6 prose full": 0.6, "0.6 prose short": -0.2, "0.6 run full": -0.3, "0.6 run short": 0.3,
        "0.6 stop short": 0.4, "0.6 text full": 0.2, "1 run full": -0.2, "1 text short": -0.3,
        "? comma full": -0.2, "? comma short": -0.4, "? prose full": -0.6, "? prose short": -0.2,
        "? run full": -0.4, "? run short": 0.5, "? stop short": 1.0, "? text short": 0.3,
    },
    "page": {
        "unwrapped colon": 0.4, "unwrapped comma": -0.5, "unwrapped prose": -0.4, "unwrapped run": -0.5,
        "unwrapped stop": 2.0, "unwrapped text": 0.7, "wrapped colon": 0.3, "wrapped comma": -0.4,
        "wrapped prose": 0.4, "wrapped run": -0.7, "wrapped stop": 0.6, "wrapped text": -0.9,
    },
    "seen": {
        "0 run": 1.5, "0 text": 2.2, "2 run": -0.7, "2 text": -0.7, "3 run": -1.1, "3 text": -0.7,
        "4 run": -0.9, "4 text": -1.1,
    },
    "short": {
        "-2 colon": -0.2, "-2 column": -0.5, "-2 comma": -0.2, "-2 loose": -0.2, "-2 run": -0.5,
        "-2 text": 0.3, "-4 column": 0.4, "-4 none": -0.5, "-4 prose": -0.2, "-4 run": -0.3, "-4 text": 0.4,
        "-6 colon": 0.2, "-6 column": 1.0, "-6 comma": -0.4, "-6 long": 0.9, "-6 loose": -0.4,
        "-6 none": -0.5, "-6 prose": 0.4, "-6 run": 0.4, "-6 stop": -0.2, "-6 text": 0.6, "0 colon": -0.3,
        "0 column": -0.5, "0 comma": 0.3, "0 head": 0.3, "0 long": 0.5, "0 loose": -0.3, "0 none": 0.2,
        "0 prose": 0.4, "0 run": -0.2, "0 some": -0.4, "0 stop": 0.2, "0 text": -0.6, "0% colon": 0.4,
        "0% column": 0.5, "0% head": 0.3, "0% none": 0.3, "0% run": 0.2, "0% some": 0.3, "0% stop": 0.5,
        "0% text": 0.4, "1 column": -0.2, "1 none": 0.2, "1 run": -0.2, "1 some": -0.2, "1 text": 0.2,
        "2 colon": -0.2, "2 column": -0.5, "2 long": -0.2, "2 loose": -0.3, "2 none": 0.7, "2 run": -0.5,
        "2 some": -0.2, "2 stop": 1.0, "2 text": -0.8, "20% colon": 0.4, "20% column": 0.4, "20% head": 0.2,
        "20% long": -0.2, "20% loose": 0.6, "20% prose": -0.2, "20% run": 0.2, "20% some": 0.6,
        "20% stop": 0.3, "20% text": 1.0, "3 column": -0.5, "3 comma": -0.4, "3 loose": -0.2,
        "3 none": -0.7, "3 prose": -0.2, "3 some": -0.3, "3 text": -0.8, "4 column": -0.3, "4 long": 0.6,
        "4 none": -0.4, "4 prose": -0.3, "4 stop": 0.3, "4 text": -0.3, "40% colon": 0.2, "40% column": 1.0,
        "40% head": -0.2, "40% long": -0.5, "40% loose": 0.3, "40% prose": 0.2, "40% run": 0.3,
        "6 comma": -0.5, "6 long": -0.4, "6 run": -0.4, "6 some": -0.3, "6 stop": 0.4, "60% colon": 0.2,
        "60% column": 0.6, "60% comma": 0.2, "60% head": 0.2, "60% long": -1.4, "60% none": 0.2,
        "60% some": 0.5, "60% stop": 0.2, "60% text": -0.6,
    },
    "column changes": {
        "": 0.4,
    },
    "broken off": {
        "0 open": 1.7, "0 stop": 0.4, "2 open": 0.4, "2 stop": -0.8, "3 stop": -1.5, "4 stop": -1.0,
    },
    "alone": {
        "column": -0.9, "long": 0.3, "loose": 0.7, "none": 1.0,
    },
    "alone short": {
        "-2 prose": 0.3, "-2 run": -0.2, "-2 stop": -0.4, "-2 text": 1.4, "-4 comma": 0.2, "-4 prose": 0.2,
        "-4 text": 1.7, "-6 colon": 0.2, "-6 comma": -0.2, "-6 prose": 1.2, "-6 run": 0.9, "-6 stop": 0.4,
        "-6 text": 1.9, "0 comma": -0.5, "0 prose": 0.4, "0 run": 0.5, "0 stop": -0.4, "0 text": 1.1,
        "0% prose": 0.2, "0% run": 0.2, "0% stop": -1.0, "0% text": 0.3, "1 run": 0.7, "1 stop": -0.6,
        "2 comma": 0.2, "2 prose": 0.6, "2 run": 0.5, "2 stop": -0.7, "2 text": 0.9, "20% colon": -0.5,
        "20% comma": -0.2, "20% prose": 0.2, "20% run": 0.2, "20% stop": -1.9, "20% text": 0.3,
        "3 comma": -0.2, "3 prose": -0.3, "3 stop": -0.3, "3 text": 0.2, "4 prose": -0.2, "4 run": 0.2,
        "4 stop": -1.7, "4 text": -0.2, "40% colon": 0.4, "40% prose": -0.5, "40% run": 0.3,
        "40% stop": -2.1, "40% text": 0.5, "6 colon": 0.2, "6 comma": -0.4, "6 prose": 0.2, "6 stop": -0.8,
        "6 text": -1.0, "60% colon": 0.2, "60% comma": -0.3, "60% stop": -1.1, "60% text": 0.6,
    },
    "alone size": {
        "1": -0.8, "20": 1.0, "3": -0.4, "6": 0.6, "60": 0.2, "more": 0.6,
    },
    "alone far": {
        "far far": 0.8, "far near": -0.7, "near far": 0.2, "near near": 0.7,
    },
    "alone signed": {
        "": 0.7, "signed": 0.4,
    },
    "alone first": {
        "book inner": -0.3, "bracket inner": -0.4, "bracket plain": -0.7, "caption inner": 0.3,
        "caption plain": 0.2, "credit plain": 0.3, "dateline inner": 0.5, "dateline plain": -0.3,
        "digit inner": 0.3, "digit plain": 0.5, "han inner": -0.4, "item plain": -0.3, "latin inner": 0.7,
        "latin plain": -0.2, "new inner": -0.7, "new plain": 0.6, "notice inner": 1.2, "notice plain": 1.4,
        "on inner": -0.4, "quote inner": -0.3, "quote plain": -0.6,
    },
    "bracket": {
        "both": -2.2, "closed": 0.2,
    },
    "clear join": {
        "": -4.9,
    },
    "clear break": {
        "": 5.2,
    },
    "indent": {
        "0 0 first": -0.7, "0 0 first?": -0.5, "0 0 full": -0.5, "0 0 mixed": -0.4, "0 0 raw": -1.0,
        "0 0 raw?": -0.6, "0 1 full": 0.7, "0 1 raw": 0.3, "0 2 full": 1.3, "0 2 none": 0.7, "0 2 raw": 1.9,
        "0 2 raw?": 0.7, "1 0 full": 0.3, "1 0 none": 0.2, "1 0 raw": 0.4, "1 1 raw": 0.6, "2 0 full": -0.4,
        "2 0 mixed": -0.8, "2 0 none": -0.2, "2 0 raw": -3.0, "2 0 raw?": -0.7, "2 1 full": 0.3,
        "2 1 none": 0.4, "2 1 raw": -0.5, "2 2 none": 1.7, "2 2 raw": 0.3,
    },
    "signed": {
        "": 2.8,
    },
    "label": {
        "one": 1.4, "two": 0.9,
    },
    "one line": {
        "": -1.9,
    },
    "counted": {
        "": 4.0,
    },
    "clauses": {
        "": 4.0,
    },
}
# fmt: on
# The same, by the names that `line_evidence` gives.
WEIGHTS: Final = {
    (family, *name.split()): worth for family, names in _TABLE.items() for name, worth in names.items()
}
