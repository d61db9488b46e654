"""The Excel host on a live Calc document keeps the contract of all hosts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from perf_xl.hosts.excel import ExcelHost
from perf_xl.hosts.xlsx_draw import draw
from perf_xl.picture.blueprint import Blueprint
from tests.hosts.host_contract import HostContract
from tests.office import needs_office

pytestmark = needs_office


class TestLiveHost(HostContract):
    @pytest.fixture(autouse=True)
    def _office(self, calc: Any) -> None:
        self.calc = calc

    def make_host(self, folder: Path, start: Blueprint) -> ExcelHost:
        draw(start, folder / "原件 =1.xlsx")
        return ExcelHost(self.calc.books.open(str(folder / "原件 =1.xlsx")))
