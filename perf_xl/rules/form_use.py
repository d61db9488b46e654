"""What the form at hand asks for: a field that no table fills may be a field that the form does not have."""

from __future__ import annotations

from collections.abc import Callable

from perf_xl.law.frame import usual_level1, usual_level2
from perf_xl.model.department import Department
from perf_xl.model.project import Project
from perf_xl.rules.context import Context


def asks_for_descriptions(department: Department) -> bool:
    """Whether a blank description counts as forgotten. For `context.once`."""
    return _uses(department, lambda each: any(not row.description.is_blank for row in each.indicators))


def asks_for_level2(department: Department) -> bool:
    """Whether a blank 二级指标 counts as forgotten. For `context.once`."""
    return _uses(department, lambda each: any(not row.level2.is_blank for row in each.indicators))


def asks_for_unit_body(department: Department) -> bool:
    """Whether a blank 预算单位 counts as forgotten. For `context.once`."""
    return _uses(department, lambda each: not each.unit_body.is_blank)


def asks_for_code(department: Department) -> bool:
    """Whether a blank 项目编码 counts as forgotten. For `context.once`."""
    return _uses(department, lambda each: not each.code.is_blank)


def asks_for_purpose(department: Department) -> bool:
    """Whether a blank 资金用途 counts as forgotten. For `context.once`."""
    return _uses(department, lambda each: not each.purpose.is_blank)


def asks_for_plan(department: Department) -> bool:
    """Whether a blank 资金支出计划 counts as forgotten. For `context.once`."""
    return _uses(department, lambda each: any(not step.entry.is_blank for step in each.plan.steps))


def asks_for_fiscal(department: Department) -> bool:
    """Whether a blank 财政资金 counts as forgotten. For `context.once`."""
    return _uses(department, lambda each: not each.fiscal.is_blank)


def asks_for_evidence(department: Department) -> bool:
    """Whether a blank 指标值确定依据 counts as forgotten. For `context.once`."""
    return _uses(department, lambda each: any(not row.evidence.is_blank for row in each.indicators))


def _uses(department: Department, is_filled: Callable[[Project], bool]) -> bool:
    """The book is made from our template, or some table fills the field."""
    return bool(department.template_version) or any(is_filled(project) for project in department.projects)


def is_department_book(department: Department) -> bool:
    """A whole department's book: several 预算单位, or part 1 filled in. A unit's own book has neither."""
    if not department.overall_goal.is_blank or department.themes or department.safeguards:
        return True
    return not department.unit_code and len(department.unit_bodies) > 1


def frame_is_certain(context: Context) -> bool:
    """Frame 2015 is the default where no table shows a cost row; only a 成本指标 under 产出指标 proves it."""
    return context.frame.profile != "2015" or context.once(_proves_frame)


def _proves_frame(department: Department) -> bool:
    return any(usual_level2(row.level2.text) == "成本指标" and usual_level1(row.level1.text) == "产出指标"
               for project in department.projects for row in project.indicators)
