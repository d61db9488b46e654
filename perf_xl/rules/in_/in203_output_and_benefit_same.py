"""IN203 产出和效益说的是同一件事

查什么：产出指标与效益、满意度指标的描述是否相同。
为什么：产出说做了什么，效益说带来什么变化；同一件事两边都写，只算一次。
怎么改：效益指标改成工作带来的变化。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.frame import usual_level1
from perf_xl.model.project import Project
from perf_xl.rules.comparing import core, named
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def has_doubled_description(table: Table) -> bool:
    texts = [core(row.description.text) for row in table.project.indicators]
    return len(set(texts)) < len(texts)


@rule(code="IN203", name="output-and-benefit-same", about="project",
      severity="warning", basis="chifeng-audit-2023", confidence=0.8, where=(has_doubled_description,))
def check(project: Project, context: Context) -> Iterator[Found]:
    outputs = {core(row.description.text): row for row in project.indicators
               if usual_level1(row.level1.text) == "产出指标" and len(core(row.description.text)) > len("完成情况")}
    for row in project.indicators:
        output = outputs.get(core(row.description.text))
        other_side = usual_level1(row.level1.text) in ("效益指标", "满意度指标")
        if output is not None and other_side and named(row.level3.text) != named(output.level3.text):
            yield found(row.description, "description", indicator=row.index, name=row.level3.text, other=output.level3.text)
