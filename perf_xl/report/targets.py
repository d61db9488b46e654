"""The report for publication: part 1 on the department, part 2 with the official table of every project.

Order, headings and tables are those of 部门预算绩效文本 as departments publish them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from perf_xl.model.amount import Amount
from perf_xl.model.department import Department, Safeguard, Theme
from perf_xl.model.entry import Kind
from perf_xl.model.indicator import Indicator
from perf_xl.model.plan import PlanStep
from perf_xl.model.project import Project
from perf_xl.report.contents import contents_of
from perf_xl.report.fit import stands_on_a_page
from perf_xl.report.report import Block, Heading, PageBreak, Paragraph, Report, Table, TableCell

PART_1 = "第一部分\n部门整体绩效目标"
PART_2 = "第二部分\n预算项目绩效目标"
ONLY_PART = "预算项目绩效目标"
INDICATOR_HEAD = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
HEAD_ROW = 7                    # the row of INDICATOR_HEAD
# Millimetres of an A4 text area. 一级指标 takes the first two, 项目编码 the three behind its label; the fourth is there so
# that 二级指标 may be narrower than the amounts above it and 三级指标 wider.
WIDTHS = (17.5, 14.0, 22.0, 18.0, 19.5, 27.0, 23.0, 19.0)
INDICATOR_SPANS = (2, 1, 2, 1, 1, 1)

_NUMBER = re.compile(r"(\d{1,3})\s*[.．、]\s*")
_ENDS = "。！？；：.!?;:"


def targets_report(department: Department) -> Report:
    """The report of one department or, where only projects were filled, of one unit. Blank parts are left out."""
    part_1 = list(_part_1(department))
    part_2 = [Heading(1, PART_2 if part_1 else ONLY_PART), *_part_2(department)]
    body: list[Block] = [*part_1, *([PageBreak()] if part_1 else []), *part_2]
    title = report_title(department)
    front: list[Block] = [Heading(0, title), contents_of(body), PageBreak()]
    return Report(title, (*front, *body), author=department.name)


def report_title(department: Department) -> str:
    """某市教育局2023年部门预算绩效目标; what is unknown is left out."""
    year = "" if department.year is None else f"{department.year}年"
    return f"{department.name}{year}{'预算项目' if department.unit_code else '部门预算'}绩效目标"


def chinese_number(number: int) -> str:
    """1 -> 一, 21 -> 二十一, up to 99; digits above."""
    digits = "零一二三四五六七八九"
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")


def _part_1(department: Department) -> Iterator[Block]:
    if department.overall_goal.is_blank and not department.themes and not department.safeguards:
        return
    yield Heading(1, PART_1)
    yield Heading(2, "一、总体绩效目标")
    yield from _paragraphs("", department.overall_goal.text)
    yield Heading(2, "二、分项绩效目标")
    for number, theme in enumerate(department.themes, 1):
        yield from _theme(number, theme)
    yield Heading(2, "三、工作保障措施")
    for number, safeguard in enumerate(department.safeguards, 1):
        yield from _safeguard(number, safeguard)


def _theme(number: int, theme: Theme) -> Iterator[Block]:
    yield Heading(3, f"（{chinese_number(number)}）{theme.title.text}")
    yield from _paragraphs("绩效目标：", theme.goal.text)
    yield from _paragraphs("绩效指标：", theme.indicators.text)


def _safeguard(number: int, safeguard: Safeguard) -> Iterator[Block]:
    title = safeguard.title.text
    stop = "" if not title or title[-1] in _ENDS else "。"
    yield from _paragraphs(f"（{chinese_number(number)}）{title}{stop}", safeguard.text.text)


def _paragraphs(lead: str, text: str) -> Iterator[Paragraph]:
    """A paragraph per line that says something; the first carries the lead."""
    lines = [line for line in text.split("\n") if line.strip()] or ([""] if lead else [])
    for index, line in enumerate(lines):
        yield Paragraph(line, "" if index else lead)


def _part_2(department: Department) -> Iterator[Block]:
    """A table per project, each on a page of its own: sheets are handed out, signed and filed by project."""
    for position, project in enumerate(department.projects, 1):
        title = project_title(project, position)
        if position > 1:
            yield PageBreak()
        yield Heading(4, title)
        yield project_table(project, title)


def project_title(project: Project, position: int) -> str:
    """`7.名称绩效目标表`: the printed title under the project's number (its place in the report if it has none)."""
    title = project.title.text or f"{project.name.text}绩效目标表"
    number = project.no or position
    printed = _NUMBER.match(title)
    if printed is None:
        return f"{number}.{title}"
    return title if int(printed.group(1)) == number else f"{number}.{title[printed.end():]}"


def project_table(project: Project, name: str = "") -> Table:
    """The official table, cell for cell as the form has it; in small print where that saves a second page."""
    rows = (*_head_rows(project), tuple(map(_head, INDICATOR_HEAD, INDICATOR_SPANS)),
            *_indicator_rows(project.indicators))
    table = Table(WIDTHS, rows, header_rows=2, name=name, header_at=HEAD_ROW)
    return table if stands_on_a_page(table) else replace(table, size="small")


def _head_rows(project: Project) -> Iterator[tuple[TableCell, ...]]:
    yield (TableCell(project.unit_body.text, 6, role="text"),
           TableCell(project.amount_unit.text or f"单位：{project.money_unit.value}", 2, align="right"))
    yield _label("项目编码"), TableCell(project.code.text, 3), _label("项目名称"), TableCell(project.name.text, 3)
    yield (_label("预算规模及资金用途", rows=2), _label("预算数"), _amount(project.budget, 2),
           _label("其中：财政    资金"), _amount(project.fiscal), _label("其他资金"), _amount(project.other))
    yield (TableCell(project.purpose.text, 7, role="text"),)
    nodes = zip(project.plan.steps, (3, 1, 1, 2), strict=True)
    spans = [(step, columns) for step, columns in nodes]
    yield _label("资金支出计划（%）", rows=2), *(_label(f"{step.node}月底", columns) for step, columns in spans)
    yield tuple(TableCell(_share(step), columns) for step, columns in spans)
    yield _label("绩效目标"), TableCell(project.goal_text.text, 7, role="text")


def _indicator_rows(indicators: tuple[Indicator, ...]) -> Iterator[tuple[TableCell, ...]]:
    """一级指标 and 二级指标 stand once and span the rows below that do not print their own."""
    opens_1 = [not index or row.printed_level1 for index, row in enumerate(indicators)]
    opens_2 = [opens or row.printed_level2 for opens, row in zip(opens_1, indicators, strict=True)]
    for index, row in enumerate(indicators):
        cells = []
        if opens_1[index]:
            cells.append(TableCell(row.level1.text if row.printed_level1 else "", 2, _span(opens_1, index)))
        if opens_2[index]:
            cells.append(TableCell(row.level2.text if row.printed_level2 else "", 1, _span(opens_2, index)))
        rest = (row.level3, row.description, row.value, row.evidence)
        yield (*cells, *(TableCell(entry.text, span) for entry, span in zip(rest, INDICATOR_SPANS[2:], strict=True)))


def _span(opens: list[bool], index: int) -> int:
    """Rows from `index` to the next that opens a block."""
    end = next((later for later in range(index + 1, len(opens)) if opens[later]), len(opens))
    return end - index


def _label(text: str, columns: int = 1, rows: int = 1) -> TableCell:
    return TableCell(text, columns, rows, "label")


def _head(text: str, columns: int = 1) -> TableCell:
    return TableCell(text, columns, 1, "head")


def _amount(amount: Amount, columns: int = 1) -> TableCell:
    """As printed where it was text; a number of a sheet with its two decimals."""
    return TableCell(amount.entry.text if amount.entry.kind is Kind.TEXT else amount.text, columns, role="amount", align="centre")


def _share(step: PlanStep) -> str:
    return f"{step.text}%" if step.percent is not None else step.text or ""
