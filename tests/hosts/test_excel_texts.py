"""What is handed to Excel so that a cell holds our value and nothing else."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.hosts.calc.formulas import to_calc, to_excel
from perf_xl.hosts.excel.areas import addresses, gathered, uniform
from perf_xl.hosts.excel.texts import guarded, same, typed
from perf_xl.picture.blueprint import Formula, Link
from perf_xl.picture.grid import Area


@pytest.mark.parametrize("text", ["312001", "3/4", "=A1", "+1", "-1", "@SUM", "＝1+1", "50%", "6月30日", "TRUE", "#N/A",
                                  "1E5", "'text", "二〇二三年三月", "12:30", "½"])
def test_text_that_excel_would_read_as_something_else_is_guarded(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["产出指标", "改善办案条件", "及时", "A", ""])
def test_plain_text_stays_bare(text: str) -> None:
    assert guarded(text) == text


@given(st.text(min_size=1))
def test_nothing_that_begins_a_formula_goes_out_bare(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "＝"))


def test_values_become_what_excel_stores() -> None:
    assert typed(Decimal("12.50")) == 12.5
    assert typed(date(2023, 6, 30)) == datetime(2023, 6, 30)
    assert typed(time(12, 0)) == 0.5
    assert typed(timedelta(hours=36)) == 1.5
    assert typed(Formula("=A1")) == "=A1"
    assert typed(Link("项目 '1'", "F20", '看"这里"')) == "=HYPERLINK(\"#'项目 ''1'''!F20\",\"看\"\"这里\"\"\")"


def test_a_cell_is_compared_by_what_it_means() -> None:
    assert same(None, "")
    assert same(5, 5.0)
    assert same(datetime(2023, 6, 30), date(2023, 6, 30))
    assert not same("5", 5.0)
    assert not same(True, 1.0)
    assert not same(None, 0)


spots = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=60)


@given(spots)
def test_gathered_areas_cover_each_spot_once(cells: list[tuple[int, int]]) -> None:
    covered = [(row, column) for area in gathered(cells) for row in range(area.top, area.bottom + 1)
               for column in range(area.left, area.right + 1)]
    assert sorted(covered) == sorted(set(cells))


@given(spots)
def test_addresses_stay_within_excels_limit(cells: list[tuple[int, int]]) -> None:
    lines = list(addresses(gathered(cells)))
    assert all(len(line) <= 255 for line in lines)
    assert sum(line.count(",") + 1 for line in lines) == len(gathered(cells))


@given(spots.map(frozenset))
def test_halving_finds_every_cell_of_a_kind(kind: frozenset[tuple[int, int]]) -> None:
    def ask(area: Area) -> bool | None:
        inside = sum(area.holds(*spot) for spot in kind)
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        return None if 0 < inside < size else inside > 0

    found = {(row, column) for area, yes in uniform(Area(1, 1, 12, 12), ask) if yes
             for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)}
    assert found == kind


@pytest.mark.parametrize(("excel", "calc"), [
    ("=SUM(A1,B2)", "=SUM(A1;B2)"),
    ("='项目 1'!$B$2*2", "=$'项目 1'.$B$2*2"),
    ("=目录!A1&\",;!\"", '=$目录.A1&",;!"'),
    ("=SUM({1,2;3,4})", "=SUM({1;2|3;4})"),
    ("='it''s'!A1:B2", "=$'it''s'.A1:B2"),
    ("=IF(A1>0.5,1.5,2)", "=IF(A1>0.5;1.5;2)"),
])
def test_formulas_cross_over_and_come_back(excel: str, calc: str) -> None:
    assert to_calc(excel) == calc
    assert to_excel(calc) == excel
