"""A department in which self-evaluation was done: sound projects, actual values, a ledger."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from perf_xl.model.department import Department
from perf_xl.model.voucher import Spending
from tests.case_file import department_case


def evaluated(projects: int = 2, **evaluation: Any) -> tuple[Department, Spending]:
    """`evaluation` as in a case file. Every project has spent 45 of its 50 万元."""
    case = department_case({"projects": [{"evaluation": evaluation} for _ in range(projects)], "spending": [["2023-11-30", "450000.00"]]})
    department, first = case.context.department, case.context.spending
    assert first is not None
    (paid,) = first.sums
    return department, replace(first, sums=tuple(replace(paid, project_code=each.code.text) for each in department.projects))
