"""Writes a department as the text export prints it: a cell per tab-led line, blank lines between rows."""

from __future__ import annotations

from perf_xl.model.department import Department
from perf_xl.model.project import Project

_NUMERALS = "一二三四五六七八九十"


def as_text(department: Department) -> str:
    lines = ["第一部分", "部门整体绩效目标", "一、总体绩效目标", department.overall_goal.text, "", "二、分项绩效目标"]
    for numeral, theme in zip(_NUMERALS, department.themes, strict=False):
        lines += [f"（{numeral}）{theme.title.text}", "", f"绩效目标：{theme.goal.text}", "",
                  f"绩效指标：{theme.indicators.text}", ""]
    lines.append("三、工作保障措施")
    for numeral, each in zip(_NUMERALS, department.safeguards, strict=False):
        lines += [f"（{numeral}）{each.title.text}。{each.text.text}", ""]
    lines += ["第二部分", "预算项目绩效目标"]
    for project in department.projects:
        lines += [project.title.text, *table_lines(project), ""]
    return "\n".join(lines)


def rows_of(project: Project) -> list[list[str]]:
    """The official table as printed, merged cells as blanks."""
    steps = project.plan.steps
    return [
        [project.unit_body.text, project.amount_unit.text],
        ["项目编码", project.code.text, "项目名称", project.name.text],
        ["预算规模及资金用途", "预算数", project.budget.entry.text, "其中：财政    资金", project.fiscal.entry.text,
         "其他资金", project.other.entry.text],
        ["", project.purpose.text],
        ["资金支出计划（%）", *(f"{step.node}月底" for step in steps)],
        ["", *(step.entry.text for step in steps)],
        ["绩效目标", project.goal_text.text],
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
        *([each.level1.text if each.printed_level1 else "", each.level2.text if each.printed_level2 else "",
           each.level3.text, each.description.text, each.value.text, each.evidence.text]
          for each in project.indicators),
    ]


def table_lines(project: Project) -> list[str]:
    return [line for row in rows_of(project) for line in [*(f"\t{cell}" for cell in row), ""]]
