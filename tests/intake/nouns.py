"""A department without its places, for comparing what two files say."""

from __future__ import annotations

from typing import Any

from perf_xl.model.as_json import to_json
from perf_xl.model.department import Department


def nouns(department: Department) -> dict[str, Any]:
    """The dump, with the texts as typed beside the amounts, and which levels were printed."""
    said = to_json(department)
    for project, printed in zip(department.projects, said["projects"], strict=True):
        printed["typed"] = [each.entry.text for each in (project.budget, project.fiscal, project.other)]
        printed["caption"] = project.amount_unit.text
        printed["plan typed"] = [step.entry.text for step in project.plan.steps]
        printed["merged"] = [(each.printed_level1, each.printed_level2) for each in project.indicators]
    return said
