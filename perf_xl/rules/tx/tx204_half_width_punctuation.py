"""TX204 汉字之间用了英文标点

查什么：汉字与汉字之间有没有半角的逗号、分号、冒号、问号、叹号。
为什么：公文用全角标点。
怎么改：改成全角标点。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import HAN, text_cells
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import rule

_BETWEEN = re.compile(rf"(?<=[{HAN}])[,;:?!](?=[{HAN}])")
_FULL = str.maketrans(",;:?!", "，；：？！")


@rule(code="TX204", name="half-width-punctuation", about="department", severity="info", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in context.once(text_cells):
        text = cell.entry.text
        between = _BETWEEN.search(text)
        if between:
            right = _BETWEEN.sub(lambda mark: mark.group().translate(_FULL), cell.entry.raw or text)
            yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator,
                        shown=text[max(0, between.start() - 6):between.end() + 6],
                        fix=replace_text(cell.entry, right, "full_width_punctuation"))
