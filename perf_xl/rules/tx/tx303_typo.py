"""TX303 错别字

查什么：有没有在任何句子里都是错的写法。
为什么：目标表要向社会公开。
怎么改：改正。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.wording import typos
from perf_xl.model.department import Department
from perf_xl.rules.cells import cells, is_free_text
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule


@rule(code="TX303", name="typo", about="department", severity="warning", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in filter(is_free_text, cells(context).holding(*typos())):
        wrong, right = next(each for each in typos().items() if each[0] in cell.entry.text)
        corrected = (cell.entry.raw or cell.entry.text).replace(wrong, right)
        yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator, wrong=wrong, right=right,
                    fix=replace_text(cell.entry, corrected, "typo", Safety.ASK))
