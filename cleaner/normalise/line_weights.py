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
        "close column": 1.5, "close long": 1.1, "close none": 0.5, "colon column": -0.2, "colon long": 0.5,
        "colon none": 0.2, "colon some": 0.2, "comma column": 0.2, "comma head": 0.3, "comma long": -0.8,
        "comma none": -0.2, "comma some": -0.3, "dash column": 0.2, "dash none": -0.3, "digit column": -0.2,
        "digit long": -0.6, "digit some": 0.3, "han column": -0.3, "han head": 0.4, "han long": -2.2,
        "han loose": 0.2, "han none": -0.4, "han some": -0.3, "latin column": -0.7, "latin long": -0.3,
        "stop column": 0.2, "stop long": 1.9, "stop loose": -0.5, "stop none": 0.6, "stop some": 0.4,
    },
    "short": {
        "-2 colon": -0.2, "-2 column": -0.3, "-2 comma": -0.4, "-2 none": -0.2, "-2 prose": -0.2,
        "-2 some": -0.2, "-4 column": 0.6, "-4 none": -0.5, "-4 run": -0.3, "-4 stop": -0.2, "-4 text": 0.5,
        "-6 colon": 0.2, "-6 column": 0.7, "-6 comma": -0.2, "-6 long": 0.8, "-6 prose": 0.2, "-6 run": 0.5,
        "-6 stop": -0.2, "-6 text": 1.0, "0 colon": -0.5, "0 column": -0.2, "0 comma": 0.3, "0 head": 0.3,
        "0 loose": -0.7, "0 none": -0.2, "0 run": -0.2, "0 text": -0.5, "0% colon": 0.3, "0% column": 0.3,
        "0% head": 0.3, "0% none": 0.2, "0% run": 0.2, "0% stop": 0.2, "0% text": 0.2, "1 comma": -0.2,
        "1 long": 0.2, "1 loose": -0.2, "1 none": 0.2, "1 prose": -0.2, "1 run": -0.2, "1 stop": 0.5,
        "1 text": 0.2, "2 column": -0.4, "2 loose": 0.2, "2 none": 0.2, "2 run": -0.3, "2 stop": 0.9,
        "2 text": -0.3, "20% colon": 0.4, "20% column": 0.3, "20% loose": 0.4, "20% none": 0.3,
        "20% run": 0.2, "20% some": 0.3, "20% stop": 0.2, "20% text": 0.7, "3 column": -0.7, "3 none": 0.2,
        "3 run": -0.4, "3 stop": 0.2, "3 text": -0.2, "4 colon": 0.2, "4 column": -0.4, "4 comma": -0.2,
        "4 loose": -0.2, "4 none": 0.3, "4 prose": -0.4, "4 run": -0.2, "4 stop": 0.4, "40% colon": 0.2,
        "40% column": 0.9, "40% long": -0.3, "40% none": -0.3, "40% some": -0.4, "40% text": -0.5,
        "6 column": -0.2, "6 comma": -0.4, "6 long": -0.2, "6 none": 0.3, "6 prose": 0.3, "6 run": -0.3,
        "6 stop": 0.3, "60% colon": 0.3, "60% comma": 0.2, "60% head": 0.3, "60% long": -1.3,
        "60% prose": 0.2, "60% run": -0.3, "60% some": 0.6, "60% text": -0.6,
    },
    "far": {
        "less column": -0.2, "less comma": -0.2, "less none": -0.3, "less run": -0.4, "less stop": 0.3,
        "less text": -0.2, "many column": 0.7, "many none": 0.2, "many prose": 0.2, "many some": 0.4,
        "many stop": 1.0, "many text": 0.4, "more colon": 0.3, "more column": 0.9, "more comma": -0.2,
        "more head": 0.2, "more long": -0.6, "more loose": 0.3, "more none": 0.6, "more some": 0.9,
        "more stop": 1.3, "more text": 0.8, "usual colon": 0.4, "usual column": -0.9, "usual comma": -0.4,
        "usual head": 0.7, "usual loose": -0.6, "usual open": -0.2, "usual prose": -0.3, "usual run": -0.6,
        "usual some": -0.9, "usual text": -0.5,
    },
    "first": {
        "book open": -0.5, "bracket stop": -1.0, "caption comma": 0.3, "caption stop": 1.3,
        "credit open": 0.7, "credit stop": -0.8, "dash stop": 0.2, "dateline open": 0.5,
        "digit comma": -0.5, "digit open": -0.7, "han open": -0.5, "han stop": 0.9, "item open": 0.3,
        "latin comma": -0.3, "latin open": -0.7, "latin stop": -0.2, "new open": 0.5, "new stop": 0.7,
        "notice comma": 0.3, "notice open": 0.8, "notice stop": 0.8, "on comma": -0.5, "on open": -0.2,
        "quote open": -0.3, "quote stop": 0.8,
    },
    "indent": {
        "0 0 first": -0.7, "0 0 first?": -0.5, "0 0 full": -0.6, "0 0 full?": 0.7, "0 0 none": 0.6,
        "0 0 raw": -0.9, "0 1 full": 1.0, "0 1 raw": 0.2, "0 2 full": 1.1, "0 2 none": 0.3, "0 2 raw": 2.0,
        "1 0 full": 0.4, "1 0 raw": 0.5, "1 1 raw": 0.6, "1 2 full": 0.2, "2 0 full": -0.3,
        "2 0 mixed": -0.7, "2 0 none": -0.2, "2 0 raw": -3.0, "2 1 full": 0.2, "2 1 raw": -0.4,
        "2 2 none": 1.2, "2 2 raw": 0.2,
    },
    "spare": {
        "0 comma": 0.2, "0 run": 0.3, "0 stop": 0.7, "1 comma": -0.2, "1 prose": 0.2, "1 run": -0.7,
        "1 stop": 0.3, "2 comma": -0.3, "2 prose": 0.4, "2 run": -0.4, "2 stop": 0.3, "4 colon": 1.3,
        "4 prose": 0.3, "4 run": 0.5, "4 stop": 1.9, "4 text": 1.8, "none colon": -0.7, "none comma": -0.7,
        "none prose": -1.2, "none run": -0.8, "none stop": -0.6, "none text": -1.5,
    },
    "beside": {
        "0 colon": -0.2, "0 comma": -0.3, "0 prose": -0.3, "0 run": -0.5, "0 stop": -0.4, "0 text": -0.5,
        "2 colon": -0.2, "2 comma": -0.4, "2 run": -0.2, "2 stop": 0.4, "5 prose": -0.3, "5 run": -0.7,
        "5 stop": 1.3, "5 text": -0.2, "more colon": 1.1, "more comma": -0.2, "more prose": 0.5,
        "more run": 0.3, "more stop": 1.4, "more text": 1.1,
    },
    "ratio": {
        "0.1 colon full": -0.2, "0.1 comma full": -0.2, "0.1 prose full": -0.2, "0.1 run full": 0.3,
        "0.1 stop full": 0.3, "0.1 stop short": 0.2, "0.2 colon short": 0.2, "0.2 comma full": 0.2,
        "0.2 comma short": -0.4, "0.2 prose full": -0.4, "0.2 prose short": 0.6, "0.2 stop full": 0.3,
        "0.2 stop short": -0.2, "0.2 text short": -0.4, "0.4 colon full": -0.2, "0.4 colon short": 0.7,
        "0.4 comma full": -0.3, "0.4 run full": -0.6, "0.4 run short": -0.2, "0.4 stop full": 0.5,
        "0.4 stop short": 0.7, "0.4 text full": 0.2, "0.4 text short": -0.2, "0.6 colon short": 0.4,
        "0.6 comma full": -0.5, "0.6 prose full": 0.3, "0.6 prose short": -0.3, "0.6 run full": -0.2,
        "0.6 stop short": 0.6, "0.6 text full": 0.3, "0.6 text short": -0.2, "? comma full": 0.4,
        "? run short": -0.3, "? stop full": 0.2, "? text full": 0.8,
    },
    "page": {
        "unwrapped colon": 0.4, "unwrapped comma": -0.8, "unwrapped prose": -1.2, "unwrapped run": -1.1,
        "unwrapped stop": 2.0, "unwrapped text": 0.5, "wrapped colon": 0.3, "wrapped comma": -0.2,
        "wrapped prose": 1.1, "wrapped stop": 0.7,
    },
    "seen": {
        "0 open": -0.2, "0 prose": 0.2, "0 run": 1.6, "0 text": 2.0, "2 prose": -0.9, "2 run": -0.5,
        "2 text": -1.0, "3 prose": -1.2, "3 run": -0.7, "3 text": -0.8, "4 prose": -1.0, "4 run": -0.7,
        "4 text": -0.9,
    },
    "style": {
        "first first comma": 0.3, "first first open": 1.9, "first first stop": 2.7,
        "first full comma": -1.5, "first full open": -1.8, "first full stop": -1.9, "first near open": -0.6,
        "first near stop": 0.2, "first short comma": -0.2, "first short open": -0.3,
        "first short stop": 0.5, "first? first stop": 0.4, "first? full open": -0.7,
        "first? full stop": -0.2, "full first comma": 1.4, "full first open": 1.0, "full first stop": -0.5,
        "full full comma": -0.2, "full near comma": -0.2, "full near open": -0.5, "full near stop": 0.7,
        "full short comma": 0.6, "full short stop": -0.4, "full? first comma": 0.4, "full? full open": 0.5,
        "full? short open": -0.2, "mixed first open": 0.9, "mixed first stop": 0.9,
        "mixed full comma": -0.6, "mixed full open": -1.2, "mixed full stop": -0.9, "mixed near open": -0.2,
        "none first open": 0.7, "none full stop": 0.5, "none near stop": 0.2, "none short comma": -0.5,
        "none short stop": 1.2, "raw first open": 1.4, "raw first stop": 1.1, "raw full comma": -0.6,
        "raw full open": -0.9, "raw full stop": -1.6, "raw near open": -0.3, "raw near stop": -0.6,
        "raw short comma": 0.2, "raw short open": 0.5,
    },
    "alone": {
        "column": -0.2, "long": -0.2, "loose": 0.9, "none": 0.8, "some": 0.2,
    },
    "alone short": {
        "-2 prose": 0.4, "-2 run": 0.2, "-2 stop": -0.6, "-2 text": 1.3, "-4 prose": 0.3, "-4 text": 1.6,
        "-6 colon": 0.2, "-6 prose": 1.0, "-6 run": 0.9, "-6 stop": 0.2, "-6 text": 2.1, "0 comma": -0.7,
        "0 run": -0.3, "0 stop": -0.3, "0 text": 0.9, "0% run": 0.2, "0% stop": -0.9, "0% text": 0.5,
        "1 run": 0.4, "1 stop": -0.3, "1 text": 0.3, "2 prose": 0.6, "2 stop": -0.6, "2 text": 0.7,
        "20% colon": -0.4, "20% comma": -0.2, "20% run": 0.3, "20% stop": -1.4, "20% text": 0.4,
        "3 comma": -0.2, "3 prose": -0.2, "3 run": 0.3, "3 text": 0.2, "4 comma": -0.2, "4 stop": -1.4,
        "4 text": -0.6, "40% colon": 0.2, "40% comma": -0.3, "40% prose": -0.2, "40% stop": -1.7,
        "40% text": 0.6, "6 colon": 0.2, "6 comma": -0.3, "6 prose": 0.2, "6 run": -0.2, "6 stop": -0.6,
        "6 text": -0.6, "60% prose": 0.2, "60% run": 0.2, "60% stop": -1.1, "60% text": 0.6,
    },
    "alone size": {
        "1": -0.8, "20": 1.1, "3": -0.5, "6": 0.4, "60": 0.7, "more": 0.6,
    },
    "alone far": {
        "far far": 0.8, "far near": -1.1, "near near": 0.3,
    },
    "alone first": {
        "bracket plain": -0.7, "caption inner": 0.2, "caption plain": 0.3, "credit inner": -0.3,
        "credit plain": 0.5, "dateline inner": 0.3, "digit plain": 0.4, "han inner": -0.5,
        "item plain": -0.3, "latin plain": 0.4, "new inner": -0.7, "new plain": 0.6, "notice inner": 1.2,
        "notice plain": 1.5, "on inner": -0.3, "quote inner": -0.5, "quote plain": -0.5,
    },
    "bracket": {
        "both": -2.0, "opened": -0.2,
    },
    "clear join": {
        "": -4.8,
    },
    "clear break": {
        "": 5.3,
    },
    "counted": {
        "": 1.1,
    },
    "signed": {
        "": 2.6,
    },
    "label": {
        "one": 1.0, "two": 0.7,
    },
    "one line": {
        "": -1.7,
    },
}
# fmt: on
# The same, by the names that `line_evidence` gives.
WEIGHTS: Final = {
    (family, *name.split()): worth for family, names in _TABLE.items() for name, worth in names.items()
}
