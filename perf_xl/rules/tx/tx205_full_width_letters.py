"""TX205 用了全角数字或字母

查什么：文字里有没有全角的数字和英文字母。
为什么：全角数字不能计算，查找时也对不上。
怎么改：改成半角。
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import text_cells
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import rule

_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")


@rule(code="TX205", name="full-width-letters", about="department", severity="info", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in context.once(text_cells):
        wide = _WIDE.search(cell.entry.text)
        if wide:
            right = _WIDE.sub(lambda part: unicodedata.normalize("NFKC", part.group()), cell.entry.raw or cell.entry.text)
            yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator,
                        shown=cell.entry.text[max(0, wide.start() - 6):wide.end() + 6],
                        fix=replace_text(cell.entry, right, "half_width"))
