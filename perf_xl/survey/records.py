"""What a survey keeps of one workbook: rows for five tables, amounts in fen. Pure, and able to cross a process border."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from perf_xl.model.department import Department
from perf_xl.model.period import NODES
from perf_xl.model.project import Project
from perf_xl.model.voucher import Spending
from perf_xl.rules.finding import Finding
from perf_xl.rules.findings_json import CheckedFile

Row = tuple[Any, ...]

# Table -> column -> kind: text, whole, share (hundredths of a percent), money (fen), flag.
TABLES: dict[str, dict[str, str]] = {
    "files": {"path": "text", "region": "text", "size": "whole", "modified": "whole", "program": "text", "status": "text",
              "reason": "text", "department": "text", "unit_code": "text", "year": "whole", "profile": "text",
              "projects": "whole", "indicators": "whole", "budget": "money", "errors": "whole", "warnings": "whole",
              "infos": "whole", "waived": "whole"},
    "projects": {"path": "text", "no": "whole", "sheet": "text", "unit_code": "text", "unit_name": "text", "code": "text",
                 "kind": "text", "name": "text", "budget": "money", "fiscal": "money", "other": "money",
                 **{f"plan_{node}": "share" for node in NODES}, "clean": "flag"},
    "indicators": {"path": "text", "code": "text", "row": "whole", "level1": "text", "level2": "text", "level3": "text",
                   "value": "text", "sign": "text", "number": "text", "measure": "text"},
    "findings": {"path": "text", "rule": "text", "severity": "text", "sheet": "text", "cell": "text", "field": "text",
                 "code": "text", "row": "whole", "message": "text", "waived": "flag"},
    "spending": {"path": "text", "code": "text", "month": "whole", "paid": "money"},
}


class Source(Struct, frozen=True):
    """One input file: where it is, and whether it is still the same (bytes, time of change in nanoseconds)."""

    path: str
    region: str = ""
    size: int = 0
    modified: int = 0


class Records(Struct, frozen=True):
    """The rows of one workbook, by table, in the order of `TABLES`' columns."""

    source: Source
    rows: dict[str, tuple[Row, ...]]

    @property
    def status(self) -> str:
        """checked, unreadable or crashed."""
        return str(self.rows["files"][0][5])


def refused(source: Source, program: str, status: str, reason: str) -> Records:
    """A file of which nothing could be kept but why."""
    row = (source.path, source.region, source.size, source.modified, program, status, reason,
           "", "", None, "", 0, 0, 0, 0, 0, 0, 0)
    return Records(source, {table: (row,) if table == "files" else () for table in TABLES})


def records_of(source: Source, program: str, checked: CheckedFile, spending: Spending | None) -> Records:
    """The rows of a workbook that was read and judged. `program` is the version that judged it."""
    department = checked.department
    assert department is not None
    counting = [each for each in checked.findings if each.waived is None]
    number = [sum(each.severity.value == level for each in counting) for level in ("error", "warning", "info")]
    projects = [each for each in department.projects if not each.is_untouched]
    head = (source.path, source.region, source.size, source.modified, program, "checked", "", department.name,
            department.unit_code, department.year, checked.profile, len(projects),
            sum(len(each.indicators) for each in projects), sum(each.budget.fen or 0 for each in projects),
            *number, len(checked.findings) - len(counting))
    touched = {each.project for each in counting if each.severity.value != "info"}
    return Records(source, {
        "files": (head,),
        "projects": tuple(_project(source.path, each, position not in touched)
                          for position, each in enumerate(department.projects) if not each.is_untouched),
        "indicators": tuple(row for each in projects for row in _indicators(source.path, each)),
        "findings": tuple(_finding(source.path, each, remark.message, department)
                          for each, remark in zip(checked.findings, checked.remarks, strict=True)),
        "spending": tuple(_spending(source.path, spending)) if spending else (),
    })


def _project(path: str, project: Project, clean: bool) -> Row:
    code, carried = project.code.text, project.plan.carried()
    shares = tuple(int(carried[node] * 100) for node in NODES)
    return (path, project.no, project.place.sheet, project.unit_code, project.unit_name, code, code[8:9], project.name.text,
            project.budget.fen, project.fiscal.fen, project.other.fen, *shares, clean)


def _indicators(path: str, project: Project) -> Iterator[Row]:
    for each in project.indicators:
        target = each.target
        yield (path, project.code.text, each.index, each.level1.text, each.level2.text, each.level3.text, each.value.text,
               target.sign, "" if target.number is None else str(target.number), target.measure.usual or target.measure.written)


def _finding(path: str, finding: Finding, message: str, department: Department) -> Row:
    code = "" if finding.project is None else department.projects[finding.project].code.text
    return (path, finding.code, finding.severity.value, finding.place.sheet, finding.place.cell, finding.field, code,
            finding.indicator, message, finding.waived is not None)


def _spending(path: str, spending: Spending) -> Iterator[Row]:
    for code, months in sorted(spending.by_month().items()):
        yield from ((path, code, month, fen) for month, fen in enumerate(months, 1) if fen)
