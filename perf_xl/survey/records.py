"""What a survey keeps of one workbook: rows for five tables, amounts in fen. Pure, and able to cross a process border."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from perf_xl.messages.shown import whole
from perf_xl.model.department import Department
from perf_xl.model.period import NODES
from perf_xl.model.project import Project
from perf_xl.model.project_code import read_code
from perf_xl.model.voucher import Spending
from perf_xl.rules.finding import Finding
from perf_xl.rules.findings_json import CheckedFile

Row = tuple[Any, ...]

# Table -> column -> kind: text, whole, share (hundredths of a percent), money (fen), flag.
_WHERE = {"path": "text", "region": "text", "district": "text"}
TABLES: dict[str, dict[str, str]] = {
    "files": {**_WHERE, "size": "whole", "modified": "whole", "program": "text", "status": "text",
              "reason": "text", "department": "text", "unit_code": "text", "year": "whole", "profile": "text",
              "projects": "whole", "indicators": "whole", "budget": "money", "errors": "whole", "warnings": "whole",
              "infos": "whole", "waived": "whole"},
    "projects": {**_WHERE, "no": "whole", "sheet": "text", "unit_code": "text", "unit_name": "text", "code": "text",
                 "kind": "text", "name": "text", "budget": "money", "fiscal": "money", "other": "money",
                 **{f"plan_{node}": "share" for node in NODES}, "clean": "flag"},
    "indicators": {**_WHERE, "code": "text", "row": "whole", "level1": "text", "level2": "text", "level3": "text",
                   "value": "text", "sign": "text", "number": "text", "measure": "text"},
    "findings": {**_WHERE, "rule": "text", "severity": "text", "sheet": "text", "cell": "text", "field": "text",
                 "code": "text", "row": "whole", "message": "text", "waived": "flag"},
    "spending": {**_WHERE, "code": "text", "month": "whole", "paid": "money"},
}
_STATUS = list(TABLES["files"]).index("status")


class Source(Struct, frozen=True):
    """One input file: where it is, and whether it is still the same (bytes, time of change in nanoseconds).

    `closed`: a folder whose files could not be listed.
    """

    path: str
    region: str = ""
    district: str = ""
    size: int = 0
    modified: int = 0
    closed: bool = False

    @property
    def key(self) -> str:
        """The path as text: a name that the system could not decode holds halves of characters, which no table takes."""
        return whole(self.path)

    @property
    def where(self) -> tuple[str, str, str]:
        """As every row of its tables begins."""
        return self.key, whole(self.region), whole(self.district)


class Records(Struct, frozen=True):
    """The rows of one workbook, by table, in the order of `TABLES`' columns."""

    source: Source
    rows: dict[str, tuple[Row, ...]]

    @property
    def status(self) -> str:
        """checked, unreadable, unreachable (may be there another time) or crashed."""
        return str(self.rows["files"][0][_STATUS])


def refused(source: Source, program: str, status: str, reason: str) -> Records:
    """A file of which nothing could be kept but why."""
    row = (*source.where, source.size, source.modified, program, status, reason,
           "", "", None, "", 0, 0, 0, 0, 0, 0, 0)
    return Records(source, {table: (row,) if table == "files" else () for table in TABLES})


def records_of(source: Source, program: str, checked: CheckedFile, spending: Spending | None) -> Records:
    """The rows of a workbook that was read and judged. `program` is the version that judged it."""
    department = checked.department
    assert department is not None
    counting = [each for each in checked.findings if each.waived is None]
    number = [sum(each.severity.value == level for each in counting) for level in ("error", "warning", "info")]
    projects = [each for each in department.projects if not each.is_untouched]
    head = (*source.where, source.size, source.modified, program, "checked", "", department.name,
            department.unit_code, department.year, checked.profile, len(projects),
            sum(len(each.indicators) for each in projects), sum(each.budget.fen or 0 for each in projects),
            *number, len(checked.findings) - len(counting))
    touched = {each.project for each in counting if each.severity.value != "info"}
    return Records(source, {
        "files": (head,),
        "projects": tuple(_project(source, each, position not in touched)
                          for position, each in enumerate(department.projects) if not each.is_untouched),
        "indicators": tuple(row for each in projects for row in _indicators(source, each)),
        "findings": tuple(_finding(source, each, remark.message, department)
                          for each, remark in zip(checked.findings, checked.remarks, strict=True)),
        "spending": tuple(_spending(source, spending)) if spending else (),
    })


def _project(source: Source, project: Project, clean: bool) -> Row:
    code, carried = project.code.text, project.plan.carried()
    known = read_code(code)
    shares = tuple(int(carried[node] * 100) for node in NODES)
    return (*source.where, project.no, project.place.sheet, project.unit_code, project.unit_name, code,
            known.kind if known else "", project.name.text, project.budget.fen, project.fiscal.fen, project.other.fen, *shares, clean)


def _indicators(source: Source, project: Project) -> Iterator[Row]:
    for each in project.indicators:
        target = each.target
        yield (*source.where, project.code.text, each.index, each.level1.text, each.level2.text, each.level3.text, each.value.text,
               target.sign, "" if target.number is None else str(target.number), target.measure.usual or target.measure.written)


def _finding(source: Source, finding: Finding, message: str, department: Department) -> Row:
    code = "" if finding.project is None else department.projects[finding.project].code.text
    return (*source.where, finding.code, finding.severity.value, finding.place.sheet, finding.place.cell, finding.field, code,
            finding.indicator, message, finding.waived is not None)


def _spending(source: Source, spending: Spending) -> Iterator[Row]:
    for code, months in sorted(spending.by_month().items()):
        yield from ((*source.where, code, month, fen) for month, fen in enumerate(months, 1) if fen)
