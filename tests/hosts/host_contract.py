"""What every host must do. A host's test file derives from `HostContract` and says how a host is made."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from perf_xl.errors import Unusable
from perf_xl.hosts.port import Host
from perf_xl.picture.blueprint import Blueprint, CellDrawing, Formula, SheetDrawing
from perf_xl.picture.edit import Edit, Mark, Property, Redraw
from perf_xl.picture.grid import Area, Grid, SheetGrid, Value

SHEET = "项目 一'甲"
PLAIN = "cell.left"


def cell(row: int, column: int, value: object, to: tuple[int, int] | None = None) -> CellDrawing:
    return CellDrawing(row, column, value, PLAIN, to)  # type: ignore[arg-type]


START = Blueprint(
    sheets=(
        SheetDrawing("封面", (cell(1, 1, "封面"),)),
        SheetDrawing(SHEET, (
            cell(2, 2, "项目支出绩效目标表", (2, 5)), cell(3, 2, "预算数"), cell(3, 3, 50), cell(3, 4, 12.5),
            cell(3, 5, Formula("=C3+D3", 62.5)), cell(4, 2, "用途：办案\n装备"), cell(4, 3, "  前后  "),
            cell(5, 2, "=1+1"), cell(5, 3, True)),
            names=(("budget", Area(3, 3, 3, 3)),)),
        SheetDrawing("数据", (cell(1, 1, "是"),), hidden=True),
    ),
    names=(("title", SHEET, Area(2, 2, 2, 5)),),
    properties=(("title", "绩效目标"), ("template", "1.0")))


def sheet_of(grid: Grid, name: str = SHEET) -> SheetGrid:
    found = grid.sheet(name)
    assert found is not None, f"no sheet {name}"
    return found


def contents(grid: Grid) -> dict[tuple[str, int, int], Value]:
    """Every filled cell of the workbook."""
    return {(sheet.name, row, column): value for sheet in grid.sheets for row, line in enumerate(sheet.rows, 1)
            for column, value in enumerate(line, 1) if value not in (None, "")}


class HostContract:
    """Derive, and define `make_host`."""

    def make_host(self, folder: Path, start: Blueprint) -> Host:
        """A host that holds the workbook; `folder` is empty and may be used."""
        raise NotImplementedError

    @pytest.fixture
    def host(self, tmp_path: Path) -> Host:
        return self.make_host(tmp_path, START)

    def edited(self, host: Host, row: int, column: int, after: Value | Formula, before: Value = None) -> SheetGrid:
        assert host.apply([Edit(SHEET, row, column, before, after)]) == []
        return sheet_of(host.snapshot())

    def test_the_snapshot_shows_what_was_drawn(self, host: Host) -> None:
        grid = host.snapshot()
        sheet = sheet_of(grid)
        assert [each.name for each in grid.sheets] == ["封面", SHEET, "数据"]
        assert [each.hidden for each in grid.sheets] == [False, False, True]
        assert sheet.at(2, 2) == "项目支出绩效目标表"
        assert sheet.at(1, 1) is None
        assert (sheet.at(3, 3), sheet.at(3, 4), sheet.at(3, 5)) == (50, 12.5, 62.5)
        assert sheet.at(4, 2) == "用途：办案\n装备"
        assert sheet.at(4, 3) == "  前后  "
        assert sheet.at(5, 2) == "=1+1"
        assert sheet.at(5, 3) is True

    def test_the_snapshot_knows_merges_formulas_names_and_properties(self, host: Host) -> None:
        grid = host.snapshot()
        sheet = sheet_of(grid)
        assert sheet.merges == (Area(2, 2, 2, 5),)
        assert dict(sheet.formulas) == {(3, 5): "=C3+D3"}
        assert not sheet.uncached
        names = {(name.name, name.scope): (name.sheet, name.area) for name in grid.names}
        assert names["title", ""] == (SHEET, Area(2, 2, 2, 5))
        assert names["budget", SHEET] == (SHEET, Area(3, 3, 3, 3))
        assert grid.properties["title"] == "绩效目标"
        assert grid.properties["template"] == "1.0"

    def test_an_edit_changes_its_cell_and_no_other(self, host: Host) -> None:
        before = contents(host.snapshot())
        self.edited(host, 3, 3, 60.5, before=50)
        after = contents(host.snapshot())
        # Who calculates shows another sum; a file keeps the one that was stored.
        assert after.pop((SHEET, 3, 5)) in (before.pop((SHEET, 3, 5)), 73)
        assert after == {**before, (SHEET, 3, 3): 60.5}

    def test_a_blank_cell_far_from_the_others_can_be_filled(self, host: Host) -> None:
        before = contents(host.snapshot())
        self.edited(host, 40, 30, "远")
        assert contents(host.snapshot()) == {**before, (SHEET, 40, 30): "远"}

    def test_a_cell_can_be_emptied(self, host: Host) -> None:
        assert self.edited(host, 3, 2, None, before="预算数").at(3, 2) is None

    @pytest.mark.parametrize("stale", ["50", 51, None, "", True])
    def test_an_edit_is_refused_when_the_cell_holds_something_else(self, host: Host, stale: Value) -> None:
        late = Edit(SHEET, 3, 3, stale, 70)
        good = Edit(SHEET, 3, 4, 12.5, 13)
        assert host.apply([late, good]) == [late]
        sheet = sheet_of(host.snapshot())
        assert (sheet.at(3, 3), sheet.at(3, 4)) == (50, 13)

    def test_a_later_edit_sees_an_earlier_one(self, host: Host) -> None:
        assert host.apply([Edit(SHEET, 3, 3, 50, 60), Edit(SHEET, 3, 3, 60, 70)]) == []
        assert sheet_of(host.snapshot()).at(3, 3) == 70

    def test_an_edit_that_expects_nothing_goes_in(self, host: Host) -> None:
        assert host.apply([Edit(SHEET, 3, 3, "别的", 70, expects_before=False)]) == []
        assert sheet_of(host.snapshot()).at(3, 3) == 70

    def test_a_cell_hidden_below_a_merged_area_is_not_written(self, host: Host) -> None:
        hidden = Edit(SHEET, 2, 4, None, "看不见")
        assert host.apply([hidden]) == [hidden]

    @pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@SUM(A1)", "＝1", "00123", "2023-06-30", "  前后 ", "一\n二",
                                      "<&>\"'"])
    def test_text_stays_text(self, host: Host, text: str) -> None:
        sheet = self.edited(host, 9, 2, text)
        assert sheet.at(9, 2) == text
        assert (9, 2) not in sheet.formulas

    @pytest.mark.parametrize("value", [0, -1.25, 33381.6, True, False, date(2024, 2, 29)])
    def test_other_values_keep_their_type(self, host: Host, value: Value) -> None:
        found = self.edited(host, 9, 2, value).at(9, 2)
        assert (found.date() if isinstance(found, datetime) else found) == value
        assert isinstance(found, bool) == isinstance(value, bool)

    def test_a_formula_comes_back_with_its_value(self, host: Host) -> None:
        sheet = self.edited(host, 9, 2, Formula("=C3*2", 100))
        assert sheet.at(9, 2) == 100
        assert sheet.formulas[9, 2] == "=C3*2"

    def test_a_value_takes_the_place_of_a_formula(self, host: Host) -> None:
        sheet = self.edited(host, 3, 5, 60, before=62.5)
        assert sheet.at(3, 5) == 60
        assert (3, 5) not in sheet.formulas

    def test_a_mark_changes_no_value(self, host: Host) -> None:
        before = contents(host.snapshot())
        assert host.apply([Mark(SHEET, 3, 3, "mark.error", "核对预算数"), Mark(SHEET, 3, 3)]) == []
        assert contents(host.snapshot()) == before

    def test_a_sheet_is_added_at_the_end(self, host: Host) -> None:
        before = contents(host.snapshot())
        assert host.apply([Redraw(SheetDrawing("校验结果", (cell(1, 1, "问题"), cell(2, 1, "=危险"))))]) == []
        grid = host.snapshot()
        assert [sheet.name for sheet in grid.sheets] == ["封面", SHEET, "数据", "校验结果"]
        assert contents(grid) == {**before, ("校验结果", 1, 1): "问题", ("校验结果", 2, 1): "=危险"}

    def test_a_sheet_is_replaced_where_it_stands(self, host: Host) -> None:
        before = contents(host.snapshot())
        assert host.apply([Redraw(SheetDrawing("封面", (cell(3, 2, "新封面", (3, 4)),)))]) == []
        grid = host.snapshot()
        assert [sheet.name for sheet in grid.sheets] == ["封面", SHEET, "数据"]
        assert sheet_of(grid, "封面").merges == (Area(3, 2, 3, 4),)
        del before["封面", 1, 1]
        assert contents(grid) == {**before, ("封面", 3, 2): "新封面"}

    def test_a_new_sheet_can_be_edited_in_the_same_breath(self, host: Host) -> None:
        assert host.apply([Redraw(SheetDrawing("操作记录", (cell(1, 1, "时间"),))),
                           Edit("操作记录", 2, 1, None, "昨天")]) == []
        assert sheet_of(host.snapshot(), "操作记录").at(2, 1) == "昨天"

    def test_a_property_is_set_and_removed(self, host: Host) -> None:
        host.apply([Property("seal", "abc"), Property("title", "新题")])
        assert host.snapshot().properties["seal"] == "abc"
        assert host.snapshot().properties["title"] == "新题"
        host.apply([Property("seal", "")])
        assert "seal" not in host.snapshot().properties

    def test_a_missing_sheet_stops_everything(self, host: Host) -> None:
        before = contents(host.snapshot())
        with pytest.raises(Unusable) as stopped:
            host.apply([Edit(SHEET, 3, 3, 50, 60), Edit("没有", 1, 1, None, 1)])
        assert stopped.value.what == "write.no_sheet"
        assert contents(host.snapshot()) == before

    def test_it_knows_its_file(self, host: Host) -> None:
        assert host.path.name == host.snapshot().book

    def test_where_nobody_answers_every_question_is_cancelled(self, host: Host) -> None:
        before = contents(host.snapshot())
        assert host.ask("选哪个？", ["甲", "乙"]) is None
        assert host.ask_text("截止日期？", "2023-06-30") is None
        assert host.pick_files("选择文件", (".csv", ".xlsx")) == []
        assert host.pick_folder("选择文件夹") is None
        assert host.pick_target("另存为", Path("报告.docx")) is None
        host.show("正在处理……")
        host.show("")
        host.go_to(SHEET, 3, 3)
        host.go_to("没有")
        assert contents(host.snapshot()) == before
