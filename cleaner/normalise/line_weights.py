"""What every evidence is worth: positive for a break, negative for a join, in natural log-odds.

Measured by logistic regression over whole pages (a chain model with one score for a boundary and one for a
line that stands alone, L2 penalty 2) on some 150 newspaper pages with known paragraphs: columns of 10 to 40
characters out of PDF extractors and OCR, the same texts wrapped again at other widths, unwrapped, and
broken once in mid-sentence.  Evidence worth less than 0.05 is left out.  Rows that are counted and
clauses of verse are too rare there to be measured; they are set.
"""

from __future__ import annotations

from typing import Final

# fmt: off
_TABLE: Final[dict[str, dict[str, float]]] = {
    "end": {
        "close column": 1.2, "close head": 0.1, "close long": 1.0, "close loose": -0.2, "close some": -0.1,
        "colon column": -0.3, "colon long": 0.7, "colon loose": 0.1, "colon none": 0.1, "colon some": 0.1,
        "comma column": 0.2, "comma head": 0.2, "comma long": -0.9, "comma loose": 0.2, "comma some": -0.5,
        "dash long": 0.1, "dash none": -0.4, "digit column": 0.3, "digit long": -1.1, "digit loose": 0.5,
        "digit none": -0.2, "digit some": 0.1, "han column": 0.5, "han head": 0.4, "han long": -1.6,
        "han loose": 0.4, "han none": -0.6, "han some": 0.2, "latin column": -0.7, "latin long": -0.7,
        "latin loose": -0.9, "latin none": 0.2, "latin some": -0.3, "open column": -0.1, "open long": -0.2,
        "stop column": 0.6, "stop head": 0.1, "stop long": 1.9, "stop loose": -1.0, "stop none": 0.4,
        "stop some": 0.5,
    },
    "short": {
        "-2 colon": -0.1, "-2 column": -0.2, "-2 comma": -0.2, "-2 head": 0.1, "-2 long": 0.2,
        "-2 loose": -0.1, "-2 prose": 0.1, "-2 run": -0.2, "-2 some": -0.4, "-2 stop": -0.1,
        "-4 column": 0.5, "-4 none": -0.7, "-4 prose": -0.3, "-4 run": -0.3, "-4 some": 0.1, "-4 stop": 0.1,
        "-4 text": 0.4, "-6 colon": 0.3, "-6 column": 1.0, "-6 long": 1.0, "-6 loose": -0.3,
        "-6 none": -0.6, "-6 prose": 0.1, "-6 run": 0.4, "-6 some": 0.3, "-6 text": 0.6, "0 colon": -0.4,
        "0 column": -0.5, "0 comma": 0.3, "0 head": 0.2, "0 long": 0.3, "0 loose": -0.4, "0 open": -0.1,
        "0 prose": 0.2, "0 run": -0.2, "0 some": -0.3, "0 stop": 0.1, "0 text": -0.6, "0% colon": 0.2,
        "0% column": 0.4, "0% head": 0.2, "0% long": 0.3, "0% loose": 0.1, "0% none": 0.5, "0% prose": 0.1,
        "0% run": 0.4, "0% some": 0.3, "0% stop": 0.5, "0% text": 0.5, "1 column": -0.4, "1 comma": -0.2,
        "1 long": -0.1, "1 loose": 0.2, "1 none": 0.6, "1 run": -0.1, "1 some": -0.1, "1 stop": 0.2,
        "1 text": 0.3, "2 colon": -0.2, "2 column": -0.3, "2 long": -0.4, "2 loose": -0.2, "2 prose": -0.2,
        "2 run": -0.6, "2 some": -0.3, "2 stop": 0.6, "2 text": -0.7, "20% colon": 0.4, "20% column": 0.3,
        "20% comma": -0.1, "20% head": 0.3, "20% long": -0.4, "20% loose": 0.5, "20% none": 0.5,
        "20% run": 0.1, "20% some": 0.4, "20% stop": 0.3, "20% text": 1.1, "3 column": -0.8,
        "3 comma": -0.5, "3 long": 0.4, "3 loose": -0.3, "3 none": -0.6, "3 prose": -0.2, "3 some": 0.1,
        "3 stop": 0.3, "3 text": -0.7, "4 loose": -0.6, "4 none": -0.3, "4 prose": -0.1, "4 run": -0.6,
        "4 some": -0.2, "4 stop": 0.2, "4 text": -0.6, "40% colon": 0.3, "40% column": 1.0,
        "40% head": -0.3, "40% long": -1.0, "40% loose": 0.3, "40% none": 0.5, "40% prose": 0.4,
        "40% run": 0.1, "40% some": 0.2, "40% stop": -0.1, "40% text": 0.1, "6 colon": 0.1, "6 column": 0.3,
        "6 comma": -0.4, "6 long": -0.3, "6 loose": 0.1, "6 none": -0.3, "6 prose": -0.1, "6 run": -0.3,
        "6 some": -0.3, "6 stop": 0.3, "6 text": -0.2, "60% colon": 0.2, "60% column": 0.5,
        "60% comma": 0.3, "60% head": 0.2, "60% long": -0.8, "60% loose": -0.3, "60% prose": -0.1,
        "60% run": 0.1, "60% some": 0.4, "60% stop": 0.1, "60% text": -0.5,
    },
    "far": {
        "less column": 0.4, "less long": 0.9, "less loose": -0.3, "less none": -0.8, "less prose": 0.4,
        "less run": -0.2, "less some": -0.2, "less stop": 0.4, "less text": -0.5, "many column": 0.7,
        "many head": 0.1, "many long": 1.2, "many loose": -0.3, "many none": 0.1, "many prose": 0.6,
        "many run": 0.1, "many some": 0.5, "many stop": 1.1, "many text": 0.6, "more colon": 0.5,
        "more column": 1.3, "more comma": -0.2, "more head": 0.3, "more long": -1.6, "more loose": -0.1,
        "more none": 0.6, "more prose": -0.4, "more run": -0.1, "more some": 0.8, "more stop": 1.1,
        "more text": 0.6, "usual colon": 0.2, "usual column": -0.6, "usual comma": -0.5, "usual head": 0.4,
        "usual long": -1.3, "usual loose": -0.2, "usual none": -0.4, "usual open": -0.2,
        "usual prose": -0.8, "usual run": -0.9, "usual some": -1.0, "usual stop": -0.1, "usual text": -0.8,
    },
    "first": {
        "book comma": -0.1, "book open": -0.5, "book stop": -0.2, "bracket comma": -0.1,
        "bracket open": -0.4, "bracket stop": -1.1, "caption comma": 0.7, "caption open": 0.2,
        "caption stop": 1.1, "credit comma": 0.4, "credit open": 0.6, "credit stop": -0.8, "dash stop": 0.1,
        "dateline open": 0.2, "digit comma": -0.6, "digit open": -0.8, "han comma": -0.3, "han open": -0.8,
        "han stop": 0.8, "item comma": -0.2, "item open": 0.3, "item stop": 0.1, "latin comma": -0.6,
        "latin open": -0.5, "latin stop": 0.5, "new comma": 0.1, "new open": 0.5, "new stop": 0.9,
        "notice comma": 0.4, "notice open": 0.8, "notice stop": 0.5, "on comma": -0.5, "on open": -0.1,
        "on stop": -0.2, "quote comma": 0.1, "quote open": -0.6, "quote stop": 0.8,
    },
    "indent": {
        "0 0 first": -0.8, "0 0 first?": -0.6, "0 0 full": -0.8, "0 0 full?": -0.3, "0 0 mixed": -0.7,
        "0 0 none": 0.4, "0 0 raw": -1.0, "0 0 raw?": -0.6, "0 1 full": 0.4, "0 1 none": 0.3,
        "0 1 raw": 0.4, "0 2 full": 1.3, "0 2 mixed": -0.1, "0 2 none": 0.8, "0 2 raw": 1.9,
        "0 2 raw?": 0.6, "1 0 full": 0.2, "1 0 none": 0.5, "1 0 raw": 0.3, "1 2 full": 0.3,
        "1 2 mixed": -0.1, "1 2 raw": 0.1, "2 0 full": -0.2, "2 0 mixed": -0.2, "2 0 none": -0.1,
        "2 0 raw": -2.8, "2 0 raw?": -0.7, "2 1 full": -0.1, "2 1 raw": -0.1, "2 2 none": 2.1,
        "2 2 raw": 0.3,
    },
    "style": {
        "first first comma": 0.3, "first first open": 1.8, "first first stop": 2.7,
        "first full comma": -1.2, "first full open": -2.0, "first full stop": -1.8,
        "first headline comma": 0.2, "first headline open": 0.5, "first headline stop": -0.1,
        "first near comma": -0.2, "first near open": -0.8, "first near stop": 0.3,
        "first short comma": -0.4, "first short open": -0.6, "first short stop": 0.4,
        "first? first comma": 0.5, "first? first open": 0.3, "first? first stop": 1.0,
        "first? full comma": -0.1, "first? full open": -1.3, "first? full stop": -0.5,
        "first? headline open": -0.2, "first? near comma": -0.1, "first? near open": -0.1,
        "first? short open": -0.2, "full first comma": 1.4, "full first open": 1.0, "full first stop": -0.2,
        "full full comma": -0.7, "full full stop": 0.1, "full headline comma": 0.1,
        "full headline open": 0.2, "full headline stop": -0.1, "full near comma": -0.2,
        "full near open": -0.6, "full near stop": 0.5, "full short comma": 0.6, "full short open": -0.4,
        "full short stop": -0.6, "full? full open": 0.2, "full? full stop": -0.5,
        "full? headline open": -0.3, "full? near open": -0.3, "full? near stop": 0.3,
        "full? short open": 0.3, "full? short stop": 0.1, "mixed first open": 0.6, "mixed first stop": 0.7,
        "mixed full comma": -0.4, "mixed full open": -0.7, "mixed full stop": -0.6,
        "mixed headline open": -0.4, "mixed near open": -0.1, "mixed short open": -0.2,
        "mixed short stop": -0.1, "none first comma": 0.4, "none first open": 1.3, "none first stop": 0.5,
        "none full comma": -0.1, "none full open": -0.2, "none full stop": 0.4, "none headline open": 0.5,
        "none headline stop": -0.3, "none near comma": 0.1, "none near open": 0.2, "none near stop": 0.3,
        "none short comma": -0.6, "none short open": 0.1, "none short stop": 1.4, "raw first comma": 0.1,
        "raw first open": 1.1, "raw first stop": 1.1, "raw full comma": -0.4, "raw full open": -0.9,
        "raw full stop": -1.9, "raw headline open": 0.8, "raw headline stop": 0.2, "raw near comma": -0.1,
        "raw near open": -0.6, "raw near stop": -0.5, "raw short comma": 0.1, "raw short open": 0.2,
        "raw short stop": -0.2, "raw? first open": 0.4, "raw? first stop": 0.1, "raw? full open": -0.9,
        "raw? full stop": -0.3, "raw? headline open": 0.1,
    },
    "spare": {
        "0 comma": 0.1, "0 prose": 0.1, "0 run": 0.2, "0 stop": 0.7, "0 text": 0.1, "1 comma": -0.4,
        "1 prose": -0.4, "1 run": -0.6, "1 stop": 0.5, "1 text": 0.1, "2 colon": -0.1, "2 comma": -0.1,
        "2 prose": 0.5, "2 run": -0.2, "2 stop": 0.1, "2 text": -0.5, "4 colon": 1.3, "4 comma": 0.1,
        "4 open": -0.1, "4 prose": 0.4, "4 stop": 1.7, "4 text": 1.2, "none colon": -0.5,
        "none comma": -0.4, "none open": -0.1, "none prose": -0.8, "none run": -0.5, "none stop": -0.5,
        "none text": -1.2,
    },
    "beside": {
        "0 colon": -0.1, "0 comma": -0.3, "0 open": -0.2, "0 prose": -0.5, "0 run": -0.5, "0 stop": -0.5,
        "0 text": -0.7, "2 colon": -0.2, "2 comma": -0.4, "2 prose": -0.3, "2 run": -0.3, "2 stop": 0.4,
        "2 text": -0.3, "5 colon": 0.2, "5 comma": -0.1, "5 prose": -0.2, "5 run": -0.8, "5 stop": 1.0,
        "5 text": -0.3, "more colon": 0.8, "more open": -0.1, "more prose": 0.8, "more run": 0.5,
        "more stop": 1.6, "more text": 1.1,
    },
    "ratio": {
        "0.1 colon full": -0.3, "0.1 comma full": 0.3, "0.1 comma short": 0.5, "0.1 prose full": 0.2,
        "0.1 prose short": 0.1, "0.1 run full": 0.4, "0.1 run short": -0.1, "0.1 stop full": 0.7,
        "0.1 stop short": -0.3, "0.1 text full": 0.5, "0.1 text short": 0.3, "0.2 colon full": -0.1,
        "0.2 colon short": 0.1, "0.2 comma full": 0.4, "0.2 comma short": -0.3, "0.2 open full": -0.1,
        "0.2 open short": -0.1, "0.2 prose full": -0.1, "0.2 run full": -0.2, "0.2 run short": -0.1,
        "0.2 text full": -0.1, "0.2 text short": -0.6, "0.4 colon full": -0.2, "0.4 colon short": 0.9,
        "0.4 comma short": -0.4, "0.4 open full": -0.1, "0.4 prose full": 0.2, "0.4 prose short": -0.2,
        "0.4 run full": -0.3, "0.4 run short": -0.4, "0.4 stop full": 0.2, "0.4 stop short": 0.4,
        "0.4 text full": 0.3, "0.4 text short": -0.3, "0.6 colon full": 0.1, "0.6 colon short": 0.1,
        "0.6 comma full": -0.4, "0.6 comma short": -0.3, "0.6 prose full": 0.6, "0.6 run full": -0.2,
        "0.6 stop full": 0.2, "0.6 stop short": 0.5, "0.6 text full": 0.1, "1 comma short": -0.1,
        "1 run full": -0.2, "? comma full": -0.4, "? prose full": -0.9, "? run full": -0.4,
        "? run short": 0.4, "? stop short": 1.0, "? text full": -0.4, "? text short": -0.1,
    },
    "page": {
        "unwrapped colon": 0.4, "unwrapped comma": -0.3, "unwrapped open": -0.2, "unwrapped prose": -0.6,
        "unwrapped run": -0.2, "unwrapped stop": 1.9, "unwrapped text": 0.8, "wrapped colon": 0.3,
        "wrapped comma": -0.4, "wrapped open": -0.1, "wrapped prose": 0.3, "wrapped run": -0.9,
        "wrapped stop": 0.6, "wrapped text": -1.0,
    },
    "headline": {
        "colon far forced": 0.1, "colon far free": 0.1, "colon near forced": -0.2, "comma near free": -0.1,
        "prose far forced": -0.5, "prose far free": 0.2, "prose near forced": -0.4, "prose near free": -0.2,
        "run far forced": 0.2, "run near forced": 0.1, "run near free": -0.3, "stop far forced": -0.2,
        "stop far free": -0.4, "stop near forced": 0.1, "text far forced": -0.2, "text near forced": 0.6,
        "text near free": 0.8,
    },
    "seen": {
        "0 run": 1.5, "0 text": 2.2, "2 run": -0.5, "2 text": -0.8, "3 run": -1.2, "3 text": -0.6,
        "4 run": -0.9, "4 text": -1.0,
    },
    "column changes": {
        "": 0.4,
    },
    "broken off": {
        "0 open": 1.9, "0 stop": 0.4, "2 open": 0.4, "2 stop": -0.9, "3 stop": -1.4, "4 open": -0.1,
        "4 stop": -1.0,
    },
    "alone": {
        "column": -0.8, "long": 0.3, "loose": 0.6, "none": 1.0, "some": -0.1,
    },
    "alone short": {
        "-2 comma": -0.1, "-2 prose": 0.4, "-2 run": 0.5, "-2 stop": -0.6, "-2 text": 1.4, "-4 comma": 0.2,
        "-4 prose": 0.2, "-4 stop": -0.1, "-4 text": 1.5, "-6 colon": 0.3, "-6 comma": 0.5, "-6 prose": 1.3,
        "-6 run": 1.1, "-6 stop": 0.1, "-6 text": 1.7, "0 colon": 0.2, "0 comma": -0.6, "0 open": -0.1,
        "0 prose": 0.5, "0 run": 0.5, "0 stop": -0.3, "0 text": 0.8, "0% prose": 0.2, "0% run": 0.2,
        "0% stop": -0.9, "0% text": 0.3, "1 comma": -0.1, "1 prose": 0.3, "1 run": 0.6, "1 stop": -0.6,
        "1 text": -0.3, "2 prose": 0.4, "2 run": 0.3, "2 stop": -0.5, "2 text": 0.7, "20% colon": -0.3,
        "20% comma": -0.3, "20% prose": 0.4, "20% run": 0.1, "20% stop": -1.9, "20% text": 0.5,
        "3 comma": -0.3, "3 prose": -0.1, "3 run": -0.2, "3 stop": -0.5, "3 text": 0.1, "4 colon": -0.2,
        "4 comma": -0.1, "4 prose": -0.3, "4 run": 0.1, "4 stop": -1.7, "4 text": -0.1, "40% colon": 0.3,
        "40% comma": -0.4, "40% prose": -0.6, "40% run": 0.5, "40% stop": -1.7, "40% text": 0.4,
        "6 colon": 0.2, "6 comma": -0.2, "6 prose": 0.1, "6 run": -0.1, "6 stop": -1.0, "6 text": -1.0,
        "60% colon": 0.2, "60% comma": -0.1, "60% prose": -0.1, "60% run": -0.4, "60% stop": -1.0,
        "60% text": 0.6,
    },
    "alone size": {
        "1": -0.9, "20": 1.1, "3": -0.5, "6": 0.4, "60": 0.3, "more": 0.6,
    },
    "alone far": {
        "far far": 0.6, "far near": -0.5, "near far": 0.2, "near near": 0.6,
    },
    "alone signed": {
        "signed": 0.4, "unsigned": 0.6,
    },
    "alone first": {
        "book inner": -0.1, "book plain": -0.1, "bracket inner": -0.1, "bracket plain": -0.7,
        "caption inner": 0.2, "caption plain": 0.3, "credit plain": 0.4, "dash plain": -0.1,
        "dateline inner": 0.2, "dateline plain": -0.2, "digit inner": 0.3, "digit plain": 0.5,
        "han inner": -0.4, "item plain": -0.3, "latin inner": 0.7, "latin plain": -0.1, "new inner": -0.6,
        "new plain": 0.4, "notice inner": 1.2, "notice plain": 1.4, "on inner": -0.4, "on plain": -0.2,
        "quote inner": -0.5, "quote plain": -0.8,
    },
    "clear join": {
        "": -4.9,
    },
    "clear break": {
        "": 5.2,
    },
    "bracket": {
        "both": -2.0, "closed": 0.2,
    },
    "signed": {
        "": 2.7,
    },
    "label": {
        "one": 1.2, "two": 0.8,
    },
    "one line": {
        "": -1.8,
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
