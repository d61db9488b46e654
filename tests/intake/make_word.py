"""Makes the published document of a department as a Word file: merged cells, tables split over pages, both parts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document

from perf_xl.model.department import Department
from perf_xl.model.project import Project
from tests.intake.write_text import rows_of

_NUMERALS = "一二三四五六七八九十"
_HEAD_ROWS = 8
# Where the cells of a head row begin in a grid of seven columns.
_GRID = ((0, 4), (0, 1, 4, 5), (0, 1, 2, 3, 4, 5, 6), (0, 1), (0, 1, 3, 4, 5), (0, 1, 3, 4, 5), (0, 1), (0, 1, 3, 4, 5, 6))
_COLUMNS = 7


def make_word(department: Department, path: Path, split_every: int = 0, repeat_header: bool = True) -> Path:
    """`split_every`: every so-manieth table goes on in a table of its own after four indicators."""
    document = Document()
    for line in ("第一部分", "部门整体绩效目标", "一、总体绩效目标", *department.overall_goal.text.split("\n"),
                 "二、分项绩效目标"):
        document.add_paragraph(line)
    for numeral, theme in zip(_NUMERALS, department.themes, strict=False):
        document.add_paragraph(f"（{numeral}）{theme.title.text}")
        document.add_paragraph(f"绩效目标：{theme.goal.text}")
        document.add_paragraph(f"绩效指标: {theme.indicators.text}")
    document.add_paragraph("三、工作保障措施")
    for numeral, each in zip(_NUMERALS, department.safeguards, strict=False):
        document.add_paragraph(f"（{numeral}）{each.title.text}。{each.text.text}")
    document.add_paragraph("第二部分")
    document.add_paragraph("预算项目绩效目标")
    for index, project in enumerate(department.projects):
        document.add_paragraph(project.title.text)
        split = bool(split_every) and index % split_every == 0
        _add_tables(document, project, 4 if split else 0, repeat_header)
    document.save(str(path))
    return path


def _add_tables(document: Any, project: Project, split_after: int, repeat_header: bool) -> None:
    rows = rows_of(project)
    cut = _HEAD_ROWS + split_after if split_after else len(rows)
    _add_table(document, rows[:cut], _HEAD_ROWS)
    if rows[cut:]:
        document.add_paragraph("")
        header = [rows[_HEAD_ROWS - 1]] if repeat_header else []
        _add_table(document, [*header, *rows[cut:]], len(header))


def _add_table(document: Any, rows: Sequence[Sequence[str]], head_rows: int) -> None:
    table = document.add_table(rows=len(rows), cols=_COLUMNS)
    grid = [[table.cell(row, column) for column in range(_COLUMNS)] for row in range(len(rows))]
    for position, row in enumerate(rows):
        starts = _GRID[position] if head_rows == _HEAD_ROWS and position < head_rows else _GRID[-1]
        for start, end, text in zip(starts, (*starts[1:], _COLUMNS), row, strict=True):
            grid[position][start].text = text
            if end - start > 1:
                grid[position][start].merge(grid[position][end - 1])
    if head_rows == _HEAD_ROWS:
        grid[2][0].merge(grid[3][0])
        grid[4][0].merge(grid[5][0])
    _merge_levels(grid, rows, head_rows)


def _merge_levels(grid: list[list[Any]], rows: Sequence[Sequence[str]], head_rows: int) -> None:
    """A 一级指标 is one merged cell down to the next."""
    top = head_rows
    for position in range(head_rows + 1, len(rows) + 1):
        if position == len(rows) or rows[position][0]:
            if position - top > 1:
                grid[top][0].merge(grid[position - 1][0])
            top = position
