"""TX501 单元格里留有模板文字

查什么：指标名称、描述、依据和部门整体目标里有没有“请填写”“XXX”“示例”之类的模板文字。
为什么：目标表要向社会公开，留着模板文字等于没有填。
怎么改：换成真正的内容；不需要的行删去。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.wording import words
from perf_xl.model.department import Department
from perf_xl.rules.cells import cells, is_free_text
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.placeholder import placeholder_in
from perf_xl.rules.rule import rule


@rule(code="TX501", name="text-placeholder-left", about="department", severity="error", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in filter(is_free_text, cells(context).saying(placeholder_in)):
        if cell.field in ("name", "goal", "purpose") or cell.entry.text in words("not_involved"):
            continue
        template = placeholder_in(cell.entry.text)
        inside = template != cell.entry.text.strip()
        yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator, placeholder=template,
                    severity=Severity.WARNING if inside else None)
