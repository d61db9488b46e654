"""Safe fixes become edits: one per cell, only while the cell still holds what was judged."""

from __future__ import annotations

from msgspec.structs import replace

from perf_xl.picture.grid import Grid, SheetGrid
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.engine import run
from perf_xl.rules.finding import Finding, Safety
from perf_xl.rules.fixing import chosen_edit, safe_edits
from tests.case_file import context_of


def findings_on(**project: object) -> list[Finding]:
    return list(run(all_rules(), context_of({"project": project})).findings)


def grid_with(row: int, column: int, value: object) -> Grid:
    rows = [[None] * column for _ in range(row)]
    rows[-1][-1] = value
    return Grid("case.xlsx", (SheetGrid("1", tuple(map(tuple, rows))),))


def test_a_full_width_amount_becomes_a_number() -> None:
    (edit,) = safe_edits(findings_on(budget="５０．００"))
    assert (edit.sheet, edit.row, edit.column) == ("1", 4, 3)
    assert (edit.before, edit.after) == ("５０．００", 50)
    assert edit.expects_before


def test_two_faults_in_one_cell_give_one_edit_and_the_rest_next_time() -> None:
    first = safe_edits(findings_on(purpose="用于举办２期业务培训班,购买教材"))
    assert len(first) == 1
    again = safe_edits(findings_on(purpose=first[0].after))
    assert [edit.after for edit in again] == ["用于举办2期业务培训班，购买教材"]
    assert safe_edits(findings_on(purpose=again[0].after)) == ()


def test_a_cell_that_changed_is_left_alone() -> None:
    findings = findings_on(budget="５０．００")
    assert safe_edits(findings, grid_with(4, 3, "６０．００")) == ()
    assert len(safe_edits(findings, grid_with(4, 3, "５０．００"))) == 1


def test_a_cell_with_a_formula_is_left_alone() -> None:
    grid = grid_with(4, 3, "５０．００")
    composed = replace(grid, sheets=(replace(grid.sheets[0], formulas={(4, 3): "=M4&N4"}),))
    assert safe_edits(findings_on(budget="５０．００"), composed) == ()


def test_what_needs_a_choice_is_not_applied_by_itself() -> None:
    findings = findings_on(budget="2000万", fiscal="2000.00")
    (asking,) = [each for each in findings if each.fix is not None and each.fix.safety is Safety.ASK]
    assert safe_edits(findings) == ()
    edit = chosen_edit(asking, 0)
    assert edit is not None
    assert edit.after == 2000


def test_advice_is_never_applied() -> None:
    findings = findings_on(code="13060023P00R6BL100478", name="业务培训经费")
    (shown,) = [each for each in findings if each.fix is not None and each.fix.safety is Safety.SHOW]
    assert chosen_edit(shown, 0) is None


def test_a_waived_finding_is_not_fixed() -> None:
    waived = findings_on(budget="５０．００", waiver={"reason": "按批复原样填写", "name": "王某"})
    assert [each.code for each in waived if each.waived] == ["FU107"]
    assert safe_edits(waived) == ()
