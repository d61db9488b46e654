"""EV309 没有写佐证材料

查什么：自评表是否列出了佐证材料的名称。
为什么：复核时没有佐证材料的指标不得分。
怎么改：列出验收单、统计表、调查汇总等材料的文件名。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.evaluated import form_of
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.traits import is_evaluated


@rule(code="EV309", name="attachments-blank", about="project", severity="info", basis="sichuan-2025-5",
      of=(is_evaluated,))
def check(project: Project, context: Context) -> Iterator[Found]:
    form = form_of(project)
    if form.attachments.is_blank:
        yield found(form.attachments, "actual")
