"""TX201 括号不成对

查什么：文字里的括号、书名号是否成对。
为什么：多半是文字被截断，后半句丢了。
怎么改：对照原文补齐，或删去多余的括号。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from perf_xl.model.department import Department
from perf_xl.rules.cells import cells, is_free_text
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule

_PAIRS = (("（(", "）)"), ("《", "》"), ("【[", "】]"))
_COUNTING = r"(?m)(?:^|(?<=[，；。：、]))\s*(?:\d{1,2}|[一二三四五六七八九十])[)）]"


@rule(code="TX201", name="bracket-unpaired", about="department", severity="warning", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in filter(is_free_text, cells(context).holding(*"（()）《》【[】]")):
        text = _without_counting(cell.entry.text)
        for opening, closing in _PAIRS:
            opened, closed = sum(text.count(each) for each in opening), sum(text.count(each) for each in closing)
            if opened != closed:
                fix = None
                if opened == closed + 1 and cell.field in ("level3", "description"):
                    right = closing[0] if opening[0] in text else closing[-1]
                    fix = replace_text(cell.entry, cell.entry.text + right, "close_bracket", Safety.ASK)
                yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator,
                            shown=cell.entry.text[:30], fix=fix)
                break


def _without_counting(text: str) -> str:
    """1） and 二) count; their brackets have no other half."""
    counts = any(before.isdecimal() or before in "一二三四五六七八九十" for before, bracket in pairwise(text) if bracket in ")）")
    return re.sub(_COUNTING, "", text) if counts else text
