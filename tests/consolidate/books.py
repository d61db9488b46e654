"""Units' workbooks for the tests of this room: small departments, drawn, changed, sealed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from perf_xl.actions import load_json, write_book
from perf_xl.consolidate.merge import split_by_unit
from perf_xl.consolidate.seal import Key, make_seal
from perf_xl.demo import SAMPLE
from perf_xl.hosts.xlsx_draw import drawn
from perf_xl.hosts.xlsx_patch import patched
from perf_xl.hosts.xlsx_read import read_xlsx
from perf_xl.layout.book import standard_workbook
from perf_xl.layout.read import read
from perf_xl.layout.seal_sheet import seal_changes
from perf_xl.model.amount import read_amount
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.model.project import Project
from perf_xl.model.seal import Receipt
from perf_xl.picture.edit import Edit

RECEIPT = Receipt("2023-01-10 09:00", "0.1.0-test", "2015", 100, 0, 2, 3, 1, 4, "100.00")
NOW = datetime(2023, 1, 10, 9, 0)


@cache
def sample() -> Department:
    """The shipped sample: 12 units, 54 projects."""
    return load_json(SAMPLE / "department.json")


@cache
def units() -> tuple[Department, ...]:
    return tuple(split_by_unit(sample()))


def unit(number: int, submission: int | None = None, projects: int | None = None) -> Department:
    """One unit of the sample, or its first projects."""
    whole = units()[number]
    return replace(whole, submission=submission, projects=whole.projects[:projects])


def book(department: Department) -> bytes:
    return drawn(standard_workbook(department))


def write(department: Department, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_book(department, path)
    return path


def read_back(content: bytes, name: str = "a.xlsx") -> Department:
    return read(read_xlsx(content, name)).department


def sealed(content: bytes, key: Key | None = None) -> bytes:
    grid = read_xlsx(content, "a.xlsx")
    seal = make_seal(read(grid).department, RECEIPT, key)
    return patched(content, seal_changes(grid, seal, [("校验时间", RECEIPT.made)]))[0]


def edited(content: bytes, sheet: str, row: int, column: int, after: str | float) -> bytes:
    return patched(content, [Edit(sheet, row, column, None, after, expects_before=False)])[0]


def with_budget(project: Project, budget: str) -> Project:
    return replace(project, budget=read_amount(written(budget), project.money_unit))


def total(departments: list[Department]) -> Decimal:
    return sum((each.total_budget for each in departments), Decimal(0))
