"""Every rule that `clean rules` lists can be left out, or says why not."""

from __future__ import annotations

import re

import pytest

from cleaner import Options, clean, clean_page, page_record, restore
from cleaner.core.skipping import NEEDED
from cleaner.pipeline import all_rules

EDGE = "并改善水运码头的运营条件"
BODY = "日前，市人大常委会组织调研组到各县开展专题调研，听取了有关部门的工作汇报，并提出了意见和建议。"
# One line or more for each of many rules; every name below must leave a page that restores.
DAMAGED = (
    "海州日报 2019年5月6日 星期一 第05版 责任编辑 王芳\n\n"
    f"管 理 办 法（试 行）自 4 月 29 日起施行,⼴东“代表’。\ufeff\u200b\n\n{BODY}\n"
    f"他建议，把老旧码头列入沿海港口的更新计划，由企业和地方共同出资建设，{EDGE}\n\n{EDGE}和设施。\n\n"
    "扫一扫，看视频\n\n— 3 —\n"
)
OF_A_LINE = {
    "find_folios": "责任编辑",
    "find_page_numbers": "— 3 —",
    "find_notices": "扫一扫，看视频",
    "read_twice": rf"{EDGE}\s*{EDGE}",
    "fold_kangxi_radicals": "⼴东",
    "widen_punctuation": "施行,",
}


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule not in NEEDED])
def test_a_page_restores_without_any_one_rule(rule: str) -> None:
    """No rule is needed for the account to be complete, and one that is left out is in no change or mark."""
    page = clean_page(DAMAGED, Options(skip=frozenset({rule})))
    assert restore(page_record(page)) == DAMAGED.encode()
    assert rule not in {name for change in page.changes for name in change.rules}
    assert rule not in {mark.rule for mark in page.marks}


def test_a_page_restores_without_all_rules() -> None:
    """With every rule left out only white space between blocks changes."""
    skip = frozenset(all_rules()) - set(NEEDED)
    page = clean_page(DAMAGED, Options(skip=skip))
    assert restore(page_record(page)) == DAMAGED.encode()
    assert {name for change in page.changes for name in change.rules} <= {"lay_out"}


@pytest.mark.parametrize("rule", OF_A_LINE)
def test_what_a_rule_repairs_stays_without_it(rule: str) -> None:
    """Leaving a rule out keeps what it would have taken away; with it, it goes."""
    assert not re.search(OF_A_LINE[rule], clean(DAMAGED))
    assert re.search(OF_A_LINE[rule], clean(DAMAGED, Options(skip=frozenset({rule}))))
