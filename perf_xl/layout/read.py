"""A picture of a workbook in, the department out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property, partial

from msgspec import Struct

from perf_xl.layout import form
from perf_xl.layout.cell_text import entry_at
from perf_xl.layout.read_besides import besides_of_book
from perf_xl.layout.read_evaluation import read_evaluations
from perf_xl.layout.read_evaluation import read_settings as read_marking
from perf_xl.layout.read_part_one import read_part_one
from perf_xl.layout.read_project import ProjectReader, find_table
from perf_xl.layout.read_settings import read_settings
from perf_xl.model.department import Department, Trouble
from perf_xl.model.entry import BLANK, Entry
from perf_xl.model.evaluation import EvaluationSettings
from perf_xl.model.place import Place
from perf_xl.model.project import Project
from perf_xl.model.settings import NO_SETTINGS, Settings
from perf_xl.picture.grid import Area, DefinedName, Grid, SheetGrid

_YEAR = re.compile(r"20\d\d")
_NUMBER = re.compile(r"(\d{1,3})(?:\.0)?")
_IN_WORDS = "一二三四五六七八九十"


class Reading(Struct, frozen=True):
    """What a workbook says, which of its sheets are neither ours nor a project's, and its 设置."""

    department: Department
    foreign_sheets: tuple[str, ...] = ()
    settings: Settings = NO_SETTINGS


def read(grid: Grid) -> Reading:
    """Every sheet with an official table becomes a project, whatever it is called and wherever it stands.

    Projects come in the order of the numbers in their titles where all have one and no two are the same, else in the
    order of the sheets. Sheets of the template that nobody touched are left out.
    """
    projects: list[Project] = []
    troubles: list[Trouble] = list(besides_of_book(grid))
    tables = _tables(grid)
    for project, found in tables.values():
        if not project.is_untouched:
            projects.append(project)
            troubles += found
    foreign = [sheet.name for sheet in grid.sheets
               if sheet.height and sheet.name not in tables and sheet.name not in form.OUR_SHEETS]
    cover = _Cover(grid)
    part_one = grid.sheet(form.PART_ONE)
    overall, themes, safeguards = read_part_one(grid.book, part_one) if part_one else (BLANK, (), ())
    ordered = _ordered(projects)
    evaluated = grid.sheet(form.EVALUATION)
    department = Department(
        name=cover.text(form.NAME_DEPARTMENT) or _common_name(projects), unit_code=cover.text(form.NAME_UNIT_CODE),
        year=cover.year(), place=Place(grid.book), overall_goal=overall, themes=themes, safeguards=safeguards,
        projects=read_evaluations(grid.book, evaluated, ordered) if evaluated else ordered, troubles=tuple(troubles),
        template_version=cover.text(form.NAME_VERSION), submission=cover.submission(),
        evaluating=read_marking(grid.book, evaluated) if evaluated else EvaluationSettings(),
    )
    return Reading(department, tuple(foreign), read_settings(grid))


def project_sheets(grid: Grid) -> tuple[tuple[Project, str], ...]:
    """Every official table with the name of its sheet, in the order of the sheets; untouched ones too."""
    return tuple((project, name) for name, (project, _) in _tables(grid).items())


def _tables(grid: Grid) -> dict[str, tuple[Project, list[Trouble]]]:
    scoped = cache(lambda: _names_by_sheet(grid))
    found = {}
    for sheet in grid.sheets:
        table = find_table(sheet) if sheet.name not in form.OUR_SHEETS else None
        if table is not None:
            reader = ProjectReader(grid.book, sheet, table, partial(_names_of, scoped, sheet.name))
            project = reader.read()
            found[sheet.name] = (project, [*reader.troubles, *reader.besides()])
    return found


def _ordered(projects: list[Project]) -> tuple[Project, ...]:
    numbers = [project.no for project in projects]
    if None not in numbers and len(set(numbers)) == len(numbers):
        return tuple(sorted(projects, key=lambda project: project.no or 0))
    return tuple(projects)


def _names_of(scoped: Callable[[], dict[str, dict[str, Area]]], sheet: str) -> dict[str, Area]:
    return scoped().get(sheet, {})


def _names_by_sheet(grid: Grid) -> dict[str, dict[str, Area]]:
    found: dict[str, dict[str, Area]] = {}
    for name in grid.names:
        if name.scope:
            found.setdefault(name.sheet, {})[name.name] = name.area
    return found


_COVER_LABELS = {
    form.NAME_DEPARTMENT: ("部门（单位）名称", "部门名称", "单位名称"), form.NAME_UNIT_CODE: ("单位编码", "预算单位编码"),
    form.NAME_YEAR: ("年度", "预算年度"), form.NAME_VERSION: ("模板版本",), form.NAME_SUBMISSION: ("第几次报送", "报送次数"),
}


class _Cover:
    """The fields of 封面, by name or by the label beside them."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.sheet = grid.sheet(form.COVER)

    @cached_property
    def names(self) -> dict[str, DefinedName]:
        return {name.name: name for name in self.grid.names if not name.scope}

    def text(self, name: str) -> str:
        return self.entry(name).text

    def entry(self, name: str) -> Entry:
        """The value right of the label; failing that, where the name points."""
        if self.sheet:
            for row, column, text in self.sheet.texts():
                if text.strip().rstrip("：:") in _COVER_LABELS[name]:
                    return self._right_of(self.sheet, row, column)
        defined = self.names.get(name)
        target = self.grid.sheet(defined.sheet) if defined else None
        if defined is None or target is None:
            return BLANK
        return entry_at(self.grid.book, target, defined.area.top, defined.area.left)

    def _right_of(self, sheet: SheetGrid, row: int, column: int) -> Entry:
        area = sheet.merge_at(row, column)
        start = (area.right if area else column) + 1
        for right in range(start, sheet.width + 1):
            entry = entry_at(self.grid.book, sheet, row, right)
            if not entry.is_blank:
                return entry
        return entry_at(self.grid.book, sheet, row, start)

    def year(self) -> int | None:
        found = _YEAR.search(self.text(form.NAME_YEAR))
        return int(found.group()) if found else None

    def submission(self) -> int | None:
        """3 for `3`, `第3次`, `第三次报送`; None for anything else."""
        text = self.text(form.NAME_SUBMISSION).strip("第次报送 ")
        if len(text) == 1 and text in _IN_WORDS:
            return _IN_WORDS.index(text) + 1
        found = _NUMBER.fullmatch(text)
        return int(found.group(1)) if found else None


def _common_name(projects: list[Project]) -> str:
    """The department's name from its units: the 本级 without 本级, or the only unit there is."""
    names = list(dict.fromkeys(project.unit_name for project in projects if project.unit_name))
    own = next((name.removesuffix("本级") for name in names if name.endswith("本级")), "")
    return own or (names[0] if len(names) == 1 else "")
