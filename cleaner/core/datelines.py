"""How print sets off the dateline of a report: in brackets."""

from __future__ import annotations

from typing import Final

# 【本報訊】 | 〔溫哥華訊〕 | （中央社台北十日電） | 【記者林淑芬／彰化報導】.  What stands in round brackets
# with no text behind it, and who reports in them, may be the credit that ends a text.
BRACKETED_DATELINE: Final = (
    r"(?:[【〔][^【〔，。！？“”】〕]{0,20}(?:[讯訊电電]|[报報][导導道])[】〕]"
    r"|[（(][^（(，。！？“”）)]{0,20}[讯訊电電][）)](?=.))"
)
