"""报送情况, 问题汇总 and 相同指标: what a department's workbook tells about what was handed in."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from perf_xl.layout import form
from perf_xl.layout.section_sheet import Section, draw_sections, next_row
from perf_xl.layout.sheet_name import quoted
from perf_xl.layout.table_sheet import CellValue, Column, draw_table
from perf_xl.model.place import Place
from perf_xl.model.project import Project
from perf_xl.picture.blueprint import Drawable, Formula, Link, SheetDrawing
from perf_xl.picture.remark import Remark

_HANDED_IN = (Column("序号", 6, "table.centre"), Column("文件", 46), Column("处理", 14, "table.centre"), Column("预算单位", 34),
              Column("第几次报送", 9, "table.centre"), Column("项目数", 8, "table.number"), Column("封存", 14, "table.centre"),
              Column("说明", 60))
_ISSUE_WIDTHS = (6, 34, 12, 12, 12, 12, 20, 44)
_COPIES = (Column("组", 6, "table.centre"), Column("项目编码", 23), Column("项目名称", 40, "table.link"), Column("预算单位", 34),
           Column("预算数", 12, "table.amount"), Column("指标数", 8, "table.number"), Column("相同的指标", 70))
_SHOWN = ("✖ 错误", "▲ 提醒", "● 建议")


class HandedIn(Struct, frozen=True):
    """One file, or (without `file`) a unit of the roster that sent none. Texts are ready to be shown."""

    file: str
    fate: str
    unit: str = ""
    submission: int | None = None
    projects: int | None = None
    seal: str = ""
    reason: str = ""


class ToldConflict(Struct, frozen=True):
    """A contradiction in words, with both places as texts; `link` where the first one stands in this workbook."""

    level: str
    text: str
    place: str
    other: str
    link: Place | None = None


class Tally(Struct, frozen=True):
    """Findings of one unit, family or rule: how many of each level; `first` is one of them in this workbook."""

    name: str
    counts: tuple[int, int, int]
    code: str = ""
    first: Place | None = None
    projects: int = 0
    clean: int = 0


def draw_handed_in(rows: Sequence[HandedIn]) -> SheetDrawing:
    """Every file that was handed in with what became of it, then the units that are missing."""
    body: list[list[CellValue]] = [
        [number, each.file or None, each.fate, each.unit or None, each.submission, each.projects, each.seal or None, each.reason or None]
        for number, each in enumerate(rows, 1)]
    return draw_table(form.HANDED_IN, "报送情况", "收到的每一个文件和处理结果；名册上没有报送的单位列在最后。", _HANDED_IN, body, tab="C55A11",
                      wrap_columns=(1, 3, 7))


def draw_issues(conflicts: Sequence[ToldConflict], units: Sequence[Tally], whole: Tally, families: Sequence[Tally],
                rules: Sequence[Tally]) -> SheetDrawing:
    """What contradicts, then the findings of 校验结果 counted by unit, family and rule, in native formulas."""
    sections = [_conflicts(conflicts)]
    sections.append(_units(units, whole, next_row(sections)))
    sections.append(_rules("按规则类别", families, next_row(sections), family=True))
    sections.append(_rules("按规则", rules, next_row(sections), family=False))
    return draw_sections(form.ISSUES, "问题汇总", "问题逐条列在“校验结果”；这里按单位、类别和规则合计，数字随“校验结果”更新，写明理由的不计。",
                         _ISSUE_WIDTHS, sections, tab="C00000")


def _conflicts(conflicts: Sequence[ToldConflict]) -> Section:
    rows: list[list[CellValue]] = [[number, _link(each), each.level, each.other or None, each.text]
                                   for number, each in enumerate(conflicts, 1)]
    return Section("一、汇总时发现的矛盾", ("序号", "位置", "级别", "另一处", "说明"),
                   ("table.centre", "table.link", "table.centre", "table.text", "table.text"), rows,
                   blank="各单位的工作簿之间没有矛盾。", spans=((3, 2), (4, 1)))


def _link(each: ToldConflict) -> Drawable | Link:
    if each.link is not None and each.link.cell:
        return Link(each.link.sheet, each.link.cell, each.place, "点此跳到该单元格")
    return each.place or None


def _units(units: Sequence[Tally], whole: Tally, top: int) -> Section:
    """`whole` is everything; what belongs to no single unit gets a line of its own, so that the parts make the total."""
    contents, findings = quoted(form.CONTENTS), quoted(form.FINDINGS)
    rows: list[list[CellValue]] = []
    for number, each in enumerate(units, 1):
        row = top + number - 1
        counts = [Formula(f"=SUMIF({contents}!$D:$D,$B{row},{contents}!${letter}:${letter})", count)
                  for letter, count in zip("JKL", each.counts, strict=True)]
        rows.append([number, each.name or None, *counts, each.projects, each.clean])
    last = top + len(rows)
    rest = [Formula(f'=COUNTIF({findings}!$B:$B,"{level}")-SUM({letter}{top}:{letter}{last - 1})',
                    count - sum(each.counts[index] for each in units))
            for index, (letter, level, count) in enumerate(zip("CDE", _SHOWN, whole.counts, strict=True))]
    rows.append([len(rows) + 1, "（整个部门，不属于某一个单位）", *rest, "", ""])
    totals: tuple[CellValue, ...] = ("", "合计", *(Formula(f"=SUM({letter}{top}:{letter}{last})", total) for letter, total in
                                                 zip("CDEFG", (*whole.counts, whole.projects, whole.clean), strict=True)))
    return Section("二、按单位", ("序号", "预算单位", *_SHOWN, "项目数", "没有错误和提醒的项目"),
                   ("table.centre", "table.text", *["table.number"] * 5), rows, totals,
                   ("total.text", "total.text", *["total.number"] * 5))


def _rules(title: str, tallies: Sequence[Tally], top: int, family: bool) -> Section:
    findings = quoted(form.FINDINGS)
    rows: list[list[CellValue]] = []
    for number, each in enumerate(tallies, 1):
        criterion = f"{each.code}*" if family else each.code
        counts = [Formula(f'=COUNTIFS({findings}!$J:$J,"{criterion}",{findings}!$B:$B,"{level}")', count)
                  for level, count in zip(_SHOWN, each.counts, strict=True)]
        where: Drawable | Link = None
        if each.first is not None and each.first.cell:
            where = Link(each.first.sheet, each.first.cell, f"{each.first.sheet} {each.first.cell}", "点此跳到该单元格")
        rows.append([number, each.name, *counts, each.code, where])
    last = top + max(len(rows), 1) - 1
    totals: tuple[CellValue, ...] = ("", "合计", *(Formula(f"=SUM({letter}{top}:{letter}{last})", sum(each.counts[index] for each in tallies))
                                                 for index, letter in enumerate("CDE")), "", "")
    heads = ("序号", "规则类别" if family else "规则", *_SHOWN, "编号", "第一处")
    return Section(("三、" if family else "四、") + title, heads,
                   ("table.centre", "table.text", *["table.number"] * 3, "table.centre", "table.link"), rows, totals,
                   ("total.text", "total.text", *["total.number"] * 3, "total.text", "total.text"), blank="没有问题。",
                   spans=((6, 1),))


def draw_copies(groups: Sequence[Sequence[tuple[Project, str]]]) -> SheetDrawing:
    """Projects whose sets of indicators are the same, group by group. Each comes with its sheet."""
    rows: list[list[CellValue]] = []
    for number, group in enumerate(groups, 1):
        for project, sheet in group:
            names = "；".join(each.level3.text for each in project.indicators if each.level3.text)
            rows.append([number, project.code.text or None, Link(sheet, "A1", project.name.text or sheet, "点此跳到该项目"),
                         project.unit_body.text or None, project.budget.value if project.budget.value is not None else None,
                         len(project.indicators), names])
    note = "指标名称和指标值整套相同的项目，多半是照搬。请各自按项目内容填写。" if rows else "没有整套相同的指标。"
    return draw_table(form.COPIES, "相同指标", note, _COPIES, rows, tab="C00000", wrap_columns=(2, 3, 6))


def issue_tally(remarks: Sequence[Remark]) -> tuple[int, int, int]:
    """Findings that count, by level."""
    counting = [each.level for each in remarks if not each.waived]
    return counting.count("error"), counting.count("warning"), counting.count("info")
