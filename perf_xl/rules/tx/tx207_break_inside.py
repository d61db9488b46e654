"""TX207 文字中间断行

查什么：名称、描述、依据里有没有换行，资金用途有没有在词中间断行。
为什么：多半是从 PDF 或网页粘贴来的，查找和导入时会断成两截。
怎么改：删去换行。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import between_han, cells
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule

_BREAK = r"\s*\n\s*"
_BREAK_IN_TEXT = r"[ \t]*\n\s*"
_NUMERALS = "一二三四五六七八九十"


@rule(code="TX207", name="break-inside", about="department", severity="info", basis="form-layout")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in cells(context).holding("\n"):
        if cell.field in ("goal", "department"):
            continue
        text = cell.entry.text
        breaks = tuple(_inside_words(text) if cell.field == "purpose" else re.finditer(_BREAK, text))
        if breaks:
            joined = text
            for each in reversed(breaks):
                joined = joined[:each.start()] + joined[each.end():]
            first = breaks[0].start()
            safety = Safety.ASK if cell.field == "purpose" else Safety.SAFE
            yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator,
                        shown=joined[max(0, first - 6):first + 6],
                        fix=replace_text(cell.entry, joined, "no_break", safety))


def _inside_words(text: str) -> Iterator[re.Match[str]]:
    """Breaks within a sentence: not before 一、 or 一是, which begin a paragraph."""
    return (each for each in re.finditer(_BREAK_IN_TEXT, text.replace("\u3000", " "))
            if between_han(text, *each.span()) and not _is_counted(text[each.end():]))


def _is_counted(text: str) -> bool:
    rest = text.lstrip(_NUMERALS)
    return rest != text and rest.startswith(("、", "是"))
