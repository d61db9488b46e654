"""导入支出 and 支出进度."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from perf_xl.buttons import press
from perf_xl.buttons.money import usual_day
from perf_xl.errors import Unusable
from perf_xl.hosts.memory import MemoryHost
from perf_xl.layout import form
from perf_xl.layout.read import read
from perf_xl.picture.edit import Edit
from tests.buttons.conftest import NOW
from tests.ledger_files import HEADER, write_text

UNKNOWN = "51010023T000010263399"


def codes(host: MemoryHost) -> list[str]:
    return [project.code.text for project in read(host.snapshot()).department.projects]


@pytest.fixture
def export(host: MemoryHost, tmp_path: Path) -> Path:
    first, second, _ = codes(host)
    rows = [HEADER, ["P1", "2023-02-10", first, "", "100000", "教材"], ["P2", "2023-05-31", second, "", "50000.50", "场地"],
            ["P3", "2023-06-01", UNKNOWN, "", "3000", "编码不对"]]
    return write_text(tmp_path / "明细.csv", rows)


def test_vouchers_come_into_the_ledger_and_strangers_are_named(host: MemoryHost, export: Path) -> None:
    host.picked = [[export]]
    told = press("load_ledger", host, NOW)
    ledger = host.snapshot().sheet(form.LEDGER)
    assert ledger is not None
    assert (ledger.at(5, 5), ledger.at(6, 8)) == (100000, 50000.5)
    assert UNKNOWN in told
    assert told.splitlines()[0].startswith("支出流水合计 153,000.50 元：装载 2 笔 150,000.50 元")
    assert "请按“支出进度”" in told
    host.picked = [[export]]
    assert "重复 2 笔" in press("load_ledger", host, NOW)


def test_progress_is_drawn_for_the_day_the_user_gives(host: MemoryHost, export: Path) -> None:
    host.picked = [[export]]
    press("load_ledger", host, NOW)
    host.typed = ["2023/6/30".replace("/6/", "/06/")]
    told = press("progress", host, NOW)
    sheet = host.snapshot().sheet(form.PROGRESS)
    assert sheet is not None
    assert told.startswith("截至 2023-06-30（对照节点 6 月底）：预算 150.00 万元")
    assert (sheet.at(5, 12), sheet.at(6, 12)) == (10, 5.00005)
    assert host.seen[-1] == (form.PROGRESS, 1, 1)


def test_a_table_that_was_moved_is_followed(host: MemoryHost) -> None:
    grid = host.snapshot()
    moved = grid.sheets[3]
    rows = ((None,) * 7, *moved.rows)
    from msgspec.structs import replace

    from perf_xl.picture.grid import Area

    lower = replace(moved, rows=rows, formulas={}, merges=tuple(
        Area(each.top + 1, each.left, each.bottom + 1, each.right) for each in moved.merges))
    names = tuple(each for each in grid.names if each.scope != moved.name)
    host = MemoryHost(replace(grid, names=names, sheets=tuple(lower if each is moved else each for each in grid.sheets)))
    host.typed = ["2023-06-30"]
    press("progress", host, NOW)
    sheet = host.snapshot().sheet(form.PROGRESS)
    assert sheet is not None
    assert (sheet.at(5, 5), sheet.at(6, 5)) == (50, 50)


@pytest.mark.parametrize(("today", "offered"), [
    (date(2023, 7, 3), date(2023, 6, 30)), (date(2023, 2, 1), date(2023, 3, 31)), (date(2024, 1, 5), date(2023, 12, 31))])
def test_the_last_node_that_is_over_is_offered(today: date, offered: date) -> None:
    assert usual_day(2023, today) == offered


def test_a_day_that_is_none_and_one_of_another_year_are_refused(host: MemoryHost) -> None:
    host.typed = ["六月底"]
    with pytest.raises(Unusable, match="bad_date"):
        press("progress", host, NOW)
    host.typed = ["2024-06-30"]
    with pytest.raises(Unusable, match="other_year"):
        press("progress", host, NOW)


def test_cancelling_changes_nothing(host: MemoryHost) -> None:
    before = host.snapshot()
    assert press("progress", host, NOW) == press("load_ledger", host, NOW) == ""
    assert host.snapshot() == before


def test_a_workbook_without_a_year_says_where_to_write_it(host: MemoryHost) -> None:
    named = next(each for each in host.snapshot().names if each.name == form.NAME_YEAR)
    host.apply([Edit(named.sheet, named.area.top, named.area.left, None, None, expects_before=False)])
    for command in ("load_ledger", "progress"):
        with pytest.raises(Unusable, match="no_year"):
            press(command, host, datetime(2023, 7, 3))


