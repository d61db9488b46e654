"""填报: 新建项目表, 导入上年."""

from __future__ import annotations

from datetime import datetime

from perf_xl import actions
from perf_xl.buttons.saving import free_name
from perf_xl.desk import next_year_book
from perf_xl.errors import Unusable
from perf_xl.hosts.file_names import safe_file_name
from perf_xl.hosts.port import Host
from perf_xl.hosts.workbooks import WORKBOOKS
from perf_xl.law.frame import PROFILES, frame
from perf_xl.layout import form
from perf_xl.layout.book import template_rows
from perf_xl.layout.contents_sheet import ContentsRow, draw_contents
from perf_xl.layout.project_sheet import draw_project
from perf_xl.layout.read import project_sheets, read
from perf_xl.layout.sheet_name import project_sheet_name
from perf_xl.messages.say import sentence
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.model.project import Project
from perf_xl.picture.edit import Redraw
from perf_xl.picture.grid import Grid

_READABLE = (*WORKBOOKS, *actions.DOCUMENTS)


def new_project(host: Host, now: datetime) -> str:
    """A blank form at the end of the workbook, with the next number and a line on 目录."""
    grid = host.snapshot()
    if grid.sheet(form.LISTS) is None or grid.sheet(form.CONTENTS) is None:
        raise Unusable("buttons.not_from_template", book=grid.book)
    sheets = project_sheets(grid)
    number = max([len(sheets), *(project.no or 0 for project, _ in sheets)]) + 1
    taken = {sheet.name.casefold() for sheet in grid.sheets} | {name.casefold() for name in form.OUR_SHEETS}
    name = project_sheet_name(number, "", taken)
    blank = Project(no=number, unit_body=written(_unit_body(sheets)), amount_unit=written("单位：万元"))
    law = frame(_profile(grid, sheets))
    rows = [ContentsRow(project, sheet) for project, sheet in (*sheets, (blank, name))]
    host.apply([Redraw(draw_project(blank, name, number, template_rows(law))), Redraw(draw_contents(rows))])
    host.go_to(name, form.CODE_ROW, 2)
    return sentence("buttons.project_made", sheet=name, number=number)


def _unit_body(sheets: tuple[tuple[Project, str], ...]) -> str:
    """The unit of the other tables where they all have the same one."""
    bodies = {project.unit_body.text for project, _ in sheets if project.unit_body.text}
    return bodies.pop() if len(bodies) == 1 else ""


def _profile(grid: Grid, sheets: tuple[tuple[Project, str], ...]) -> str:
    """The frame that the cover names, else the one the tables follow."""
    named = next((each for each in grid.names if each.name == form.NAME_PROFILE and not each.scope), None)
    cover = grid.sheet(named.sheet) if named else None
    stated = str(cover.at(named.area.top, named.area.left)) if cover and named else ""
    return stated if stated in PROFILES else actions.profile_of(Department(projects=tuple(each for each, _ in sheets)))


def import_last_year(host: Host, now: datetime) -> str:
    """Projects of last year's workbook or published document in a new workbook of this year, money and dates left out."""
    picked = host.pick_files(sentence("buttons.pick_last_year"), _READABLE, many=False)
    if not picked:
        return ""
    host.show(sentence("buttons.reading"))
    last = actions.open_department(picked[0])
    year = _this_year(host, last.department, now)
    made = next_year_book.next_year(last, year)
    usual = free_name(picked[0].with_name(safe_file_name(f"{last.department.name}{year}年预算绩效目标", ".xlsx")))
    target = host.pick_target(sentence("buttons.save_new_year"), usual)
    if target is None:
        return ""
    next_year_book.write_next_year(last, made, target)
    host.open(target)
    return sentence("buttons.year_made", projects=len(made.rolled.department.projects), year=year, path=target.name)


def _this_year(host: Host, last: Department, now: datetime) -> int:
    """The open workbook's year where it is a later one, else the year after last year's, else the running year."""
    here = read(host.snapshot()).department.year
    if here is not None and here > (last.year or 0):
        return here
    return last.year + 1 if last.year else now.year
