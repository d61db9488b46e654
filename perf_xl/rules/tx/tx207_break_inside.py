"""TX207 文字中间断行

查什么：名称、描述、依据里有没有换行，资金用途有没有在词中间断行。
为什么：多半是从 PDF 或网页粘贴来的，查找和导入时会断成两截。
怎么改：删去换行。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import HAN, all_cells
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule

_BREAK = re.compile(r"\s*\n\s*")
_INSIDE_WORD = re.compile(rf"(?<=[{HAN}])[ \t\u3000]*\n\s*(?=[{HAN}])(?![一二三四五六七八九十]+[、是])")


@rule(code="TX207", name="break-inside", about="department", severity="info", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in context.once(all_cells):
        if cell.field in ("goal", "department"):
            continue
        pattern = _INSIDE_WORD if cell.field == "purpose" else _BREAK
        inside = pattern.search(cell.entry.text)
        if inside:
            joined = pattern.sub("", cell.entry.text)
            safety = Safety.ASK if cell.field == "purpose" else Safety.SAFE
            yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator,
                        shown=joined[max(0, inside.start() - 6):inside.start() + 6],
                        fix=replace_text(cell.entry, joined, "no_break", safety))
