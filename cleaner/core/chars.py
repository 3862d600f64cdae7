"""Character classes of Chinese newspaper text, as strings for use inside a regex `[...]`.

Ranges are listed here once; rules combine them.
"""

from __future__ import annotations

import re

# Ideographs with their radicals, 々 〇 and the supplementary planes (no punctuation).
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Punctuation that only Chinese typesetting uses (curly quotes and · — … are shared with the West).
CJK_PUNCTUATION = "、。〈〉《》「」『』【】〔〕〖〗！，：；？（）～"
SHARED_PUNCTUATION = "“”‘’—…·"
# A character beside which text is Chinese.
CHINESE = HAN + CJK_PUNCTUATION
# White space inside a line; the ideographic space and the spaces of PDF extractors included.
BLANK = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Line ends that survive the round trip; a form feed is a page break.
NEWLINE = "\n\r\u000b\u000c\u0085\u2028\u2029"
OPENING = "“‘（《〈「『【〔〖([{"
CLOSING = "”’）》〉」』】〕〗)]}"
SENTENCE_END = "。！？…!?"

IS_HAN = re.compile(f"[{HAN}]")
IS_CHINESE = re.compile(f"[{CHINESE}]")
