"""TX202 文字重复

查什么：有没有“的的”“率率”“。。”或同一个词连写两遍。
为什么：多半是粘贴时多按了一次。
怎么改：删去重复的字。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.law.wording import any_of
from perf_xl.model.department import Department
from perf_xl.rules.cells import text_cells
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.placeholder import placeholder_in
from perf_xl.rules.rule import rule

_TWICE = re.compile(r"([\u4e00-\u9fff]{3,8})\1")


@rule(code="TX202", name="word-doubled", about="department", severity="warning", basis="practice", confidence=0.8)
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in context.once(text_cells):
        text = cell.entry.text
        doubled = any_of("doubled").search(text) or _TWICE.search(text)
        if doubled and not placeholder_in(text):
            around = text[max(0, doubled.start() - 6):doubled.end() + 6].replace("\n", "")
            yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator, shown=around,
                        doubled=doubled.group())
