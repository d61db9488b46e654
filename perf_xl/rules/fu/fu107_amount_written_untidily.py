"""FU107 金额写法不规范

查什么：金额看得懂，但用了全角数字、空格或括号之类的写法。
为什么：有的程序会把这样的格子当作文字，合计时漏掉。
怎么改：改成半角数字。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import rule


@rule(code="FU107", name="amount-written-untidily", about="project", severity="info", basis="form-layout")
def check(project: Project, context: Context) -> Iterator[Found]:
    for amount, field in ((project.budget, "budget"), (project.fiscal, "fiscal"), (project.other, "other")):
        grouped = amount.entry.text.isascii() and "," in amount.entry.text
        if amount.value is not None and not amount.tidy and not amount.stated_unit and not grouped:
            yield found(amount.entry, field, amount=amount.text,
                        fix=replace_text(amount.entry, amount.text, "plain_number"))
