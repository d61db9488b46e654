"""What changed between two submissions: every change named, nothing else."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from perf_xl.cli import main
from perf_xl.consolidate.difference import ADDED, CHANGED, MOVED, REMOVED, difference
from perf_xl.consolidate.meaning import meaning
from perf_xl.consolidate.merge import renumbered
from perf_xl.hosts.xlsx_read import read_workbook
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from tests.consolidate.books import book, edited, read_back, sample, unit, with_budget, write
from tests.hosts.received import opened


def _with_rows(department: Department, rows: tuple) -> Department:
    first, *others = department.projects
    return replace(department, projects=(replace(first, indicators=rows), *others))


def test_the_same_submission_has_no_difference() -> None:
    assert difference(sample(), sample()) == ()


def test_a_workbook_and_its_nouns_say_the_same() -> None:
    assert difference(unit(0), read_back(book(unit(0)))) == ()


def test_one_field_is_named_with_both_texts() -> None:
    old = unit(0)
    new = replace(old, projects=(with_budget(old.projects[0], "51.25"), *old.projects[1:]))
    (change,) = difference(old, new)
    assert (change.kind, change.field, change.code) == (CHANGED, "budget", old.projects[0].code.text)
    assert (change.before, change.after) == (old.projects[0].budget.text, "51.25")


def test_a_row_put_in_between_is_one_added_row() -> None:
    old = unit(0)
    rows = old.projects[0].indicators
    inserted = replace(rows[2], level3=written("全新的指标"), description=written("另一种说明"), value=written("≥3个"))
    (change,) = difference(old, _with_rows(old, (*rows[:2], inserted, *rows[2:])))
    assert (change.kind, change.field, change.row, change.item) == (ADDED, "", 2, "全新的指标")


def test_a_row_taken_out_is_one_removed_row() -> None:
    old = unit(0)
    rows = old.projects[0].indicators
    (change,) = difference(old, _with_rows(old, rows[:1] + rows[2:]))
    assert (change.kind, change.item) == (REMOVED, rows[1].level3.text)


def test_a_row_inserted_and_another_changed_are_told_apart() -> None:
    old = unit(0)
    rows = old.projects[0].indicators
    added = replace(rows[0], level3=written("新增"), description=written("新增说明"), value=written("≥9次"))
    changed = replace(rows[1], value=written("≥12345人"))
    found = difference(old, _with_rows(old, (rows[0], added, changed, *rows[2:])))
    assert [(each.kind, each.field, each.row) for each in found] == [(ADDED, "", 1), (CHANGED, "value", 2)]


def test_rows_in_another_order_are_moved_not_rewritten() -> None:
    old = unit(0)
    rows = old.projects[0].indicators
    found = difference(old, _with_rows(old, (*rows[1:], rows[0])))
    assert [each.kind for each in found] == [MOVED]
    assert found[0].item == rows[0].level3.text


def test_projects_added_removed_and_renumbered() -> None:
    old = unit(0, projects=4)
    new = replace(unit(0, projects=5), projects=renumbered(unit(0, projects=5).projects[1:]))
    kinds = {(each.kind, each.code) for each in difference(old, new) if not each.field}
    assert kinds == {(ADDED, unit(0).projects[4].code.text), (REMOVED, old.projects[0].code.text)}


def test_a_row_written_anew_is_one_row_out_and_one_row_in() -> None:
    old = unit(0)
    rows = old.projects[0].indicators
    other = replace(rows[2], level3=written("另一个指标"), description=written("另一种说明"), value=written("≥3个"))
    found = difference(old, _with_rows(old, (*rows[:2], other, *rows[3:])))
    assert [(each.kind, each.item) for each in found] == [(ADDED, "另一个指标"), (REMOVED, rows[2].level3.text)]


def test_a_number_that_only_follows_the_position_is_no_change() -> None:
    old = unit(0, projects=4)
    new = replace(old, projects=renumbered(old.projects[1:]))
    assert [(each.kind, each.code) for each in difference(old, new)] == [(REMOVED, old.projects[0].code.text)]


def test_a_project_with_a_new_code_is_still_the_same_project() -> None:
    old = unit(0)
    first = replace(old.projects[0], code=written("13060023P00R6BL1004ZZ"))
    (change,) = difference(old, replace(old, projects=(first, *old.projects[1:])))
    assert (change.kind, change.field) == (CHANGED, "code")


@given(st.permutations(range(5)), st.sets(st.integers(0, 4)))
def test_order_and_selection_never_invent_a_changed_field(order: list[int], left_out: set[int]) -> None:
    """Rows shuffled and taken out: only moves and removals, and as many removals as rows taken out."""
    old = unit(0, projects=1)
    rows = old.projects[0].indicators[:5]
    shuffled = tuple(rows[number] for number in order if number not in left_out)
    found = difference(_with_rows(old, rows), _with_rows(old, shuffled))
    assert {each.kind for each in found} <= {MOVED, REMOVED}
    assert sum(each.kind == REMOVED for each in found) == len(left_out)


def test_command_prints_names_cells_and_marks(tmp_path, capsys) -> None:
    old = write(unit(1), tmp_path / "第一次.xlsx")
    project = read_back(old.read_bytes()).projects[0]
    place = project.indicators[0].value.place
    changed = edited(old.read_bytes(), place.sheet, place.row, place.column, "≥77百分比")
    new = tmp_path / "第二次.xlsx"
    new.write_bytes(changed)
    assert main(["diff", str(old), str(new), "--mark", str(tmp_path / "对照.xlsx")]) == 0
    out = capsys.readouterr().out
    assert f"{place.sheet} {place.cell}" in out
    assert "≥77百分比" in out
    main(["diff", str(old), str(new), "--format", "json"])
    (entry,) = json.loads(capsys.readouterr().out)["changes"]
    assert (entry["field"], entry["indicator"], entry["cell"], entry["after"]) == ("value", 0, place.cell, "≥77百分比")
    table = read_workbook(tmp_path / "对照.xlsx").sheet("修改对照")
    assert table is not None
    assert (table.at(5, 2), table.at(5, 7), table.at(5, 9)) == ("△ 改动", "≥77百分比", place.cell)
    assert difference(read_back(changed), read_back((tmp_path / "对照.xlsx").read_bytes())) == ()


def test_text_that_looks_like_a_formula_stays_text_on_the_table(tmp_path) -> None:
    old = write(unit(1), tmp_path / "a.xlsx")
    place = read_back(old.read_bytes()).projects[0].purpose.place
    new = tmp_path / "b.xlsx"
    new.write_bytes(edited(old.read_bytes(), place.sheet, place.row, place.column, '=HYPERLINK("http://x","y")'))
    main(["diff", str(old), str(new), "--mark", str(tmp_path / "c.xlsx")])
    table = read_workbook(tmp_path / "c.xlsx").sheet("修改对照")
    assert table is not None
    assert table.at(5, 7) == '=HYPERLINK("http://x","y")'
    assert (5, 7) not in table.formulas


def test_every_field_of_the_form_is_part_of_the_meaning() -> None:
    tables = meaning(sample())
    assert len(tables) == 55
    assert sum(len(table.rows) for table in tables[1:]) == 347
    assert all(len(list(table.fields)) >= 16 + 9 * 5 for table in tables[1:])


def test_edits_of_a_comparison_come_off_at_the_next_one(tmp_path) -> None:
    old = write(unit(1), tmp_path / "a.xlsx")
    place = read_back(old.read_bytes()).projects[0].purpose.place
    new = tmp_path / "b.xlsx"
    new.write_bytes(edited(old.read_bytes(), place.sheet, place.row, place.column, "另一种用途说明"))
    main(["diff", str(old), str(new), "--mark", str(tmp_path / "c.xlsx")])
    main(["diff", str(tmp_path / "c.xlsx"), str(tmp_path / "c.xlsx"), "--mark", str(tmp_path / "d.xlsx")])
    assert opened((tmp_path / "c.xlsx").read_bytes())[place.sheet].cell(place.row, place.column).comment is not None
    assert opened((tmp_path / "d.xlsx").read_bytes())[place.sheet].cell(place.row, place.column).comment is None
