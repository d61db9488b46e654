"""A department of many sound projects, for tests that need a whole workbook."""

from __future__ import annotations

from perf_xl.model.department import Department
from tests.case_file import _project


def department(projects: int) -> Department:
    return Department(name="市公安局", year=2023, projects=tuple(_project({}, number) for number in range(1, projects + 1)))
