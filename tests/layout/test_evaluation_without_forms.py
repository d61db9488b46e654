"""A 绩效自评 sheet without any form on it: emptied by hand, or drawn by an older version."""

from __future__ import annotations

from perf_xl.hosts.memory import MemoryHost
from perf_xl.layout import form
from perf_xl.layout.book import standard_workbook
from perf_xl.layout.read import read
from perf_xl.picture.blueprint import CellDrawing, SheetDrawing
from perf_xl.picture.edit import Redraw
from tests.consolidate.books import unit


def test_the_workbook_is_read_all_the_same() -> None:
    host = MemoryHost.from_blueprint(standard_workbook(unit(7)), "a.xlsx")
    host.apply([Redraw(SheetDrawing(form.EVALUATION, (CellDrawing(1, 1, "绩　效　自　评", "page.title"),)))])
    assert len(read(host.snapshot()).department.projects) == len(unit(7).projects)
