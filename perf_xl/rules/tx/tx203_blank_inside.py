"""TX203 汉字之间有多余的空格

查什么：汉字与汉字之间有没有空格。
为什么：看着差不多，查找和汇总时却是两个词。
怎么改：删去空格。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import between_han, cells, is_free_text
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule

_BLANKS = " \t\u00a0\u3000\u200b"
_ALL_ALIKE = str.maketrans(_BLANKS, " " * len(_BLANKS))


@rule(code="TX203", name="blank-inside", about="department", severity="info", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in filter(is_free_text, cells(context).holding(*_BLANKS)):
        text = cell.entry.text
        inside = next(_inside(text), None)
        if inside:
            # In a long text a blank may part two sentences: that is for the user to say.
            safety = Safety.SAFE if cell.field in ("level3", "description", "evidence", "name") else Safety.ASK
            yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator,
                        shown=text[max(0, inside.start() - 6):inside.end() + 6],
                        fix=replace_text(cell.entry, _without(cell.entry.raw or text), "no_blank", safety))


def _inside(text: str) -> Iterator[re.Match[str]]:
    return (blank for blank in re.finditer(" +", text.translate(_ALL_ALIKE)) if between_han(text, *blank.span()))


def _without(text: str) -> str:
    for blank in reversed(tuple(_inside(text))):
        text = text[:blank.start()] + text[blank.end():]
    return text
