"""FU103 金额不是数

查什么：预算数、财政资金、其他资金是不是数。
为什么：写成文字的金额不能计算，有的汇总程序会把它当作零。
怎么改：改成阿拉伯数字，单位写在表头，不写在格里。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.wording import words
from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule


@rule(code="FU103", name="amount-no-number", about="project", severity="error", basis="form-layout", on_change=True)
def check(project: Project, context: Context) -> Iterator[Found]:
    for amount, field in ((project.budget, "budget"), (project.fiscal, "fiscal"), (project.other, "other")):
        if amount.is_unreadable and amount.entry.text not in words("not_involved"):
            yield found(amount.entry, field)
