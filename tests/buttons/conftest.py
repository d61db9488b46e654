"""A workbook of three sound projects held in memory, and the careless user who fills it."""

from __future__ import annotations

from datetime import datetime

import pytest
from msgspec.structs import replace

from perf_xl.hosts.memory import MemoryHost
from perf_xl.layout.book import BookOptions, standard_workbook
from perf_xl.layout.read import read
from perf_xl.model.entry import BLANK
from perf_xl.picture.edit import Edit
from perf_xl.rules.guide import guide_lines
from tests.hosts.sample_department import department

NOW = datetime(2023, 7, 3, 9, 30)


def fill(host: MemoryHost, project: int, field: str, text: object) -> tuple[str, int, int]:
    """Put a value into a field of a project as a careless user would; returns the place."""
    found = read(host.snapshot()).department.projects[project]
    place = (found.budget.entry if field == "budget" else getattr(found, field) if hasattr(found, field)
             else getattr(found.indicators[0], field)).place
    host.apply([Edit(place.sheet, place.row, place.column, None, text, expects_before=False)])  # type: ignore[arg-type]
    return place.sheet, place.row, place.column


@pytest.fixture
def host() -> MemoryHost:
    sound = department(3)
    sound = replace(sound, projects=tuple(replace(each, no=number, title=BLANK) for number, each in enumerate(sound.projects, 1)))
    return MemoryHost.from_blueprint(standard_workbook(sound, BookOptions(rules=guide_lines())), "预算.xlsx")
