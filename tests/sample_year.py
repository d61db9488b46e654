"""Departments made of a few figures, for the tests of progress."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perf_xl.model.amount import MoneyUnit, read_amount
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.model.period import NODES
from perf_xl.model.plan import Plan, read_step
from perf_xl.model.project import Project
from tests.published import TEXT


def project(code: str, budget: str, plan: Sequence[str], unit: str = "205001某市教育局本级", name: str = "") -> Project:
    return Project(code=written(code), name=written(name or f"项目{code[-3:]}"), unit_body=written(unit),
                   budget=read_amount(written(budget), MoneyUnit.WAN),
                   plan=Plan(tuple(read_step(node, written(text)) for node, text in zip(NODES, plan, strict=True))))


def department(*projects: Project) -> Department:
    return Department(name="某市教育局", year=2023, projects=projects)


def published_department() -> Department:
    """Codes, budgets and plans of the published document, cut out by hand so that nothing else of ours is needed."""
    found = []
    for table in re.split(r"\n\d+\.[^\n]*绩效目标表\n", TEXT.read_text(encoding="utf-8"))[1:]:
        cells = [cell.strip() for cell in table.split("\n\t")]
        at = cells.index("12月底")
        plan = cells[at + 1:at + 6]
        plan = plan[1:] if plan[0] == "" else plan
        code, name = cells[cells.index("项目编码") + 1], cells[cells.index("项目名称") + 1]
        found.append(project(code, cells[cells.index("预算数") + 1], plan[:4], cells[0].lstrip("\t"), name))
    return department(*found)
