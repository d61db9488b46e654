"""The buttons on a workbook that is open in Calc."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.buttons import press
from perf_xl.demo import SAMPLE
from perf_xl.hosts.excel import ExcelHost
from perf_xl.layout import form
from tests.buttons.conftest import NOW
from tests.hosts.counting import counting
from tests.office import needs_office

pytestmark = needs_office


@pytest.fixture
def live(calc: Any, tmp_path: Path) -> ExcelHost:
    """Two tables of the shipped sample: they carry the faults of a real document."""
    department = actions.load_json(SAMPLE / "department.json")
    path = tmp_path / "预算=2023;100% & 甲.xlsx"
    actions.write_book(replace(department, projects=department.projects[:2]), path)
    return ExcelHost(calc.books.open(str(path)))


def most(counts: Counter[tuple[str, str]], kind: str) -> int:
    return max((number for (what, _), number in counts.items() if what == kind), default=0)


def test_validate_needs_two_reads_and_three_writes_for_a_sheet(live: ExcelHost, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = counting(monkeypatch)
    for _ in range(2):
        counts.clear()
        told = press("validate", live, NOW)
        assert "2 个项目" in told
        assert most(counts, "read") == 2, counts
        assert 1 <= most(counts, "write") <= 3, counts
    assert live.book.sheets.active.name == form.FINDINGS
