"""The year's dates as a workbook or as a calendar file."""

from __future__ import annotations

from pathlib import Path

from perf_xl.actions import Opened
from perf_xl.errors import Unusable
from perf_xl.messages.say import sentence
from perf_xl.model.due import Due
from perf_xl.timetable.due_dates import due_dates, region_of


def timetable(opened: Opened, region: str | None = None, lang: str = "zh") -> tuple[Due, ...]:
    """The dates of the workbook's year; `region` None: as 设置 says, else as its project codes do. Raises Unusable without a year."""
    department = opened.department
    place = (opened.settings.text("region") or region_of(department)) if region is None else region
    return due_dates(department, year_of(opened), place, lang)


def write_timetable(opened: Opened, events: tuple[Due, ...], target: Path, lang: str = "zh") -> None:
    """As .ics or .xlsx, by the target's ending. Raises Unusable for another one."""
    department, year = opened.department, year_of(opened)
    if target.suffix.lower() == ".ics":
        from perf_xl.hosts.landing import land
        from perf_xl.timetable.ics import calendar_bytes

        title = sentence("timetable.title", lang, department=department.name, year=year)
        land(target, calendar_bytes(events, title, f"{department.unit_code}{department.name}", year), (opened.path,))
    elif target.suffix.lower() == ".xlsx":
        from perf_xl.hosts.xlsx_draw import draw
        from perf_xl.layout.timetable_sheet import timetable_book

        draw(timetable_book(events, department.name, year), target, (opened.path,))
    else:
        raise Unusable("timetable.unknown_kind", path=target.name)


def year_of(opened: Opened) -> int:
    """The workbook's year. Raises Unusable when it says none."""
    if opened.department.year is None:
        raise Unusable("timetable.no_year", path=opened.path.name)
    return opened.department.year
