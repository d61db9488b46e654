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
from perf_xl.rules.cells import cells, is_free_text
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import rule

_WIDE = r"[０-９Ａ-Ｚａ-ｚ]+"
_DIGIT, _LETTER = "[０-９]", "[Ａ-Ｚａ-ｚ]"      # faster made than both together


@rule(code="TX205", name="full-width-letters", about="department", severity="info", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in filter(is_free_text, cells(context).holding(patterns=(_DIGIT, _LETTER))):
        wide = re.search(_WIDE, cell.entry.text)
        if wide:
            right = re.sub(_WIDE, lambda part: unicodedata.normalize("NFKC", part.group()), cell.entry.raw or cell.entry.text)
            yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator,
                        shown=cell.entry.text[max(0, wide.start() - 6):wide.end() + 6],
                        fix=replace_text(cell.entry, right, "half_width"))
