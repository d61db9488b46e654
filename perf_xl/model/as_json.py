"""A department as the JSON of `dump`, and back from it.

The schema is perf-xl/department/1. Beside its documented keys stand, since they lose something otherwise: `title`,
`unit` (the 预算单位 as printed), `amount_unit` and `goal_text` of each project, `unit_code` of
the department, and where there are any `waiver`, `last_budget` of a project and `last_year` of an indicator, and
`evaluation` and `marking` once 绩效自评 has begun. Places are left out, except the name of the sheet.
"""

from __future__ import annotations

from typing import Any

from perf_xl.errors import Unusable
from perf_xl.model.amount import Amount, MoneyUnit, read_amount
from perf_xl.model.department import Department, Safeguard, Theme
from perf_xl.model.entry import Entry, written
from perf_xl.model.evaluation_json import evaluation_from_json, evaluation_to_json, marking_from_json, marking_to_json
from perf_xl.model.goal import Goal, join_goals, split_goals
from perf_xl.model.indicator import Indicator, Waiver
from perf_xl.model.json_reading import Node
from perf_xl.model.period import NODES
from perf_xl.model.place import Place
from perf_xl.model.plan import Plan, read_step
from perf_xl.model.project import Project

SCHEMA = "perf-xl/department/1"
_ROW = ("level1", "level2", "level3", "description", "value", "evidence")
_WAIVER = ("reason", "name", "until")
_MONEY = {unit.value: unit for unit in MoneyUnit}


def to_json(department: Department) -> dict[str, Any]:
    """The department as plain dictionaries, lists and texts. Amounts are texts in the sheet's unit, null when blank."""
    return {
        "schema": SCHEMA, "name": department.name, "unit_code": department.unit_code, "year": department.year,
        "amount_unit": department.amount_unit.value,
        "overall_goal": department.overall_goal.text,
        "themes": [{"title": theme.title.text, "goal": theme.goal.text, "indicators": theme.indicators.text}
                   for theme in department.themes],
        "safeguards": [{"title": each.title.text, "text": each.text.text} for each in department.safeguards],
        "projects": [_project_to_json(project) for project in department.projects],
        **(marking_to_json(department.evaluating) if any(project.evaluation for project in department.projects) else {}),
    }


def _project_to_json(project: Project) -> dict[str, Any]:
    printed = {
        "no": project.no, "sheet": project.place.sheet, "title": project.title.text, "unit": project.unit_body.text,
        "unit_code": project.unit_code, "unit_name": project.unit_name, "code": project.code.text,
        "name": project.name.text, "amount_unit": project.money_unit.value, "budget": _amount(project.budget),
        "fiscal": _amount(project.fiscal), "other": _amount(project.other), "purpose": project.purpose.text,
        "plan": {str(step.node): step.text for step in project.plan.steps},
        "goals": [goal.text for goal in project.goals], "goal_text": project.goal_text.text,
        "indicators": [_indicator_to_json(indicator) for indicator in project.indicators],
    }
    last = {} if project.last_budget.is_blank else {"last_budget": _amount(project.last_budget)}
    return {**printed, **last, **_waiver_to_json(project.waiver), **evaluation_to_json(project.evaluation)}


def _indicator_to_json(indicator: Indicator) -> dict[str, Any]:
    texts = {key: getattr(indicator, key).text for key in _ROW}
    last = {"target": indicator.last_target.text, "actual": indicator.last_actual.text}
    return {**texts, "target": indicator.target.as_dict(), **({"last_year": last} if any(last.values()) else {}),
            **_waiver_to_json(indicator.waiver)}


def _waiver_to_json(waiver: Waiver) -> dict[str, Any]:
    return {} if waiver.is_blank else {"waiver": {key: getattr(waiver, key).text for key in _WAIVER}}


def _amount(amount: Amount) -> str | None:
    return None if amount.is_blank else amount.text or None


def from_json(data: object) -> Department:
    """The department that a `dump` describes. `target`, `unit_code` and `unit_name` are derived, and only checked.

    Raises Unusable (`load.…`) with the path of the first value that has a wrong shape.
    """
    top = Node(data, "$")
    schema = top.text("schema")
    if schema != SCHEMA:
        raise Unusable("load.schema", path="$.schema", found=schema, expected=SCHEMA)
    usual_unit = top.one_of("amount_unit", tuple(_MONEY), MoneyUnit.WAN.value)
    return Department(
        name=top.text("name"), unit_code=top.text("unit_code", ""), year=top.whole("year"),
        overall_goal=written(top.text("overall_goal", "")),
        themes=tuple(Theme(written(each.text("title")), written(each.text("goal", "")),
                           written(each.text("indicators", ""))) for each in top.children("themes")),
        safeguards=tuple(Safeguard(written(each.text("title")), written(each.text("text", "")))
                         for each in top.children("safeguards")),
        projects=tuple(_project(each, usual_unit) for each in top.children("projects")),
        evaluating=marking_from_json(top))


def _project(node: Node, usual_unit: str) -> Project:
    unit_text = node.one_of("amount_unit", tuple(_MONEY), usual_unit)
    unit = _MONEY[unit_text]
    sheet = node.text("sheet", "")
    place = Place("", sheet) if sheet else Place("")
    plan = node.child("plan")
    return Project(
        no=node.whole("no"), place=place, title=written(node.text("title", "")), unit_body=_unit_body(node),
        amount_unit=written(f"单位：{unit_text}"), code=written(node.text("code", "")),
        name=written(node.text("name", "")), budget=read_amount(_optional(node, "budget"), unit),
        fiscal=read_amount(_optional(node, "fiscal"), unit), other=read_amount(_optional(node, "other"), unit),
        purpose=written(node.text("purpose", "")),
        plan=Plan(tuple(read_step(each, _optional(plan, str(each))) for each in NODES)),
        goal_text=written(_goal_text(node)), indicators=_indicators(node.children("indicators")), waiver=_waiver(node),
        last_budget=read_amount(_optional(node, "last_budget"), unit), evaluation=evaluation_from_json(node))


def _optional(node: Node, key: str) -> Entry:
    return written(node.text_or_null(key) or "")


def _unit_body(node: Node) -> Entry:
    """`unit` as printed - unless code and name, which scripts are more likely to change, say otherwise."""
    code, name = node.text("unit_code", ""), node.text("unit_name", "")
    printed = node.text("unit", "")
    if printed:
        as_printed = Project(unit_body=written(printed))
        if (as_printed.unit_code, as_printed.unit_name) == (code, name) or not code + name:
            return as_printed.unit_body
    return written(f"{code} {name}" if name[:1].isdigit() else code + name)


def _goal_text(node: Node) -> str:
    """The cell as printed, if it still says what `goals` say; else the goals, numbered."""
    goals = tuple(each.own_text() for each in node.children("goals"))
    printed = node.text("goal_text", "")
    if tuple(goal.text for goal in split_goals(printed)) == goals:
        return printed
    return join_goals(tuple(Goal(text) for text in goals))


def _indicators(rows: list[Node]) -> tuple[Indicator, ...]:
    """Levels that repeat the row above are taken for one merged block, as the official table prints them."""
    made: list[Indicator] = []
    for index, row in enumerate(rows):
        level1, level2, level3, description, value, evidence = (written(row.text(key, "")) for key in _ROW)
        above = made[-1] if made else None
        same1 = above is not None and above.level1.text == level1.text
        same2 = above is not None and same1 and above.level2.text == level2.text
        last = row.child("last_year")
        made.append(Indicator(index, level1, level2, level3, description, value, evidence, not same1, not same2,
                              _waiver(row), written(last.text("target", "")), written(last.text("actual", ""))))
    return tuple(made)


def _waiver(node: Node) -> Waiver:
    if not node.has("waiver"):
        return Waiver()
    held = node.child("waiver")
    return Waiver(*(written(held.text(key, "")) for key in _WAIVER))
