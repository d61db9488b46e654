"""TX201 括号不成对

查什么：文字里的括号、书名号是否成对。
为什么：多半是文字被截断，后半句丢了。
怎么改：对照原文补齐，或删去多余的括号。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import cells, is_free_text
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule

_PAIRS = (("（(", "）)"), ("《", "》"), ("【[", "】]"))
_BRACKETS = "（()）《》【[】]"
_COUNTING = r"(?m)(?:^|(?<=[，；。：、]))\s*(?:\d{1,2}|[一二三四五六七八九十])[)）]"


@rule(code="TX201", name="bracket-unpaired", about="department", severity="warning", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in filter(is_free_text, cells(context).holding(*_BRACKETS, where=_unpaired)):
        opening, closing, missing = _unpaired(cell.entry.text) or ("", "", 0)
        fix = None
        if missing == 1 and cell.field in ("level3", "description"):
            right = closing[0] if opening[0] in _without_counting(cell.entry.text) else closing[-1]
            fix = replace_text(cell.entry, cell.entry.text + right, "close_bracket", Safety.ASK)
        yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator,
                    shown=cell.entry.text[:30], fix=fix)


def _unpaired(text: str) -> tuple[str, str, int] | None:
    """The first pair that does not come out even, and how many closing ones are missing."""
    text = _without_counting(text)
    for opening, closing in _PAIRS:
        missing = sum(map(text.count, opening)) - sum(map(text.count, closing))
        if missing:
            return opening, closing, missing
    return None


def _without_counting(text: str) -> str:
    """1） and 二) count; their brackets have no other half."""
    before = [part[-1] for part in text.replace(")", "）").split("）")[:-1] if part]
    counts = any(each.isdecimal() or each in "一二三四五六七八九十" for each in before)
    return re.sub(_COUNTING, "", text) if counts else text
