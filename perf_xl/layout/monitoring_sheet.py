"""绩效监控: one row per indicator, where its unit writes what was reached by the monitoring date and what is likely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from perf_xl.layout import form
from perf_xl.layout.cell_text import entry_at
from perf_xl.layout.table_sheet import FIRST_ROW, HEAD_ROW, Column, draw_table
from perf_xl.model.department import Department, Trouble
from perf_xl.model.monitoring import Interim, Interims
from perf_xl.model.project import Project
from perf_xl.picture.blueprint import Choice, Drawable, SheetDrawing
from perf_xl.picture.grid import Area, SheetGrid

_CODE, _LEVEL3, _VALUE = 1, 5, 6
_INPUTS = ("执行情况", "全年预计完成情况", "偏差原因", "原因说明", "完成目标可能性", "备注")
_FIRST_INPUT = 7
_COLUMNS = (
    Column("项目编码", 22), Column("项目名称", 24), Column("一级指标", 11, "table.centre"), Column("二级指标", 13, "table.centre"),
    Column("三级指标", 20), Column("年度指标值", 12, "table.centre"), Column(_INPUTS[0], 14, "input.note"),
    Column(_INPUTS[1], 14, "input.note"), Column(_INPUTS[2], 13, "input.note"), Column(_INPUTS[3], 28, "input.text"),
    Column(_INPUTS[4], 12, "input.note"), Column(_INPUTS[5], 14, "input.text"),
)
_NOTE = ("每个指标填到监控期末的执行情况，按指标值的单位填；预计年底完不成的，选偏差原因并写说明；“完成目标可能性”三选一。"
         "全国格式监控1—7月，河北省监控1—6月。《预算项目绩效监控情况表》由此生成。")


def draw_monitoring(projects: Sequence[Project], interims: Interims | None = None) -> SheetDrawing:
    """The indicators of every project, with what was entered before."""
    known = interims or {}
    rows = [_row(project, at, known.get((position, project.indicators[at].index), Interim()))
            for position, project in enumerate(projects) for at in range(len(project.indicators))]
    drawn = draw_table(form.MONITORING, "绩效监控", _NOTE, _COLUMNS, rows, tab="548235", wrap_columns=(1, 4, 9))
    last = max(FIRST_ROW, FIRST_ROW + len(rows) - 1)
    causes = Choice(Area(FIRST_ROW, 9, last, 9), form.LIST_CAUSES, "不在列表中", "请从列表选择；几个原因都有的，选主要的，其余写在“原因说明”。")
    likely = Choice(Area(FIRST_ROW, 11, last, 11), form.LIST_LIKELIHOODS, "不在列表中", "请选确定能、有可能或完全不可能。")
    return replace(drawn, choices=(causes, likely))


def _row(project: Project, at: int, interim: Interim) -> list[Drawable]:
    indicator = project.indicators[at]
    entered = (interim.reached, interim.expected, interim.cause, interim.reason, interim.likelihood, interim.remark)
    return [project.code.text, project.name.text, indicator.level1.text, indicator.level2.text, indicator.level3.text,
            indicator.value.text, *(entry.text or None for entry in entered)]


def read_monitoring(book: str, sheet: SheetGrid, department: Department) -> tuple[dict[tuple[int, int], Interim], tuple[Trouble, ...]]:
    """What was entered, by project and indicator; entries whose indicator is gone are told of, not dropped in silence.

    A row belongs to the indicator of its project with the same 三级指标 and 指标值, else the same 三级指标; of several,
    the first that has no row yet.
    """
    found: dict[tuple[int, int], Interim] = {}
    troubles = []
    head = _head(book, sheet)
    columns = {entry_at(book, sheet, head, column).text: column for column in range(1, sheet.width + 1)}
    inputs = [columns.get(name, _FIRST_INPUT + offset) for offset, name in enumerate(_INPUTS)]
    for row in sheet.numbers(head + 1):
        interim = Interim(*(entry_at(book, sheet, row, column) for column in inputs))
        if interim.is_blank:
            continue
        code, level3, value = (entry_at(book, sheet, row, column).text for column in (_CODE, _LEVEL3, _VALUE))
        spot = next((each for each in _candidates(department, code, level3, value) if each not in found), None)
        if spot is None:
            facts = (("row", str(row)), ("code", code or "—"), ("indicator", level3 or "—"))
            troubles.append(Trouble("spending.interim_unknown", entry_at(book, sheet, row, _LEVEL3).place, facts))
        else:
            found[spot] = interim
    return found, tuple(troubles)


def _head(book: str, sheet: SheetGrid) -> int:
    return next((row for row in range(1, min(sheet.height, 20) + 1) if entry_at(book, sheet, row, _CODE).text == "项目编码"), HEAD_ROW)


def _candidates(department: Department, code: str, level3: str, value: str) -> Iterator[tuple[int, int]]:
    """The indicators that a row may mean, the likeliest first."""
    rest = []
    for position, project in enumerate(department.projects):
        if project.code.text != code:
            continue
        for indicator in project.indicators:
            if indicator.level3.text == level3:
                if indicator.value.text == value:
                    yield position, indicator.index
                else:
                    rest.append((position, indicator.index))
    yield from rest
