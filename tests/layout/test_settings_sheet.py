"""设置 written, read back, filled by hand, moved about."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from perf_xl import actions
from perf_xl.layout import form
from perf_xl.model.department import Department
from perf_xl.model.settings import NO_SETTINGS, Settings, key_named, offered

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")      # data bars, in openpyxl

FILLED = Settings((("region", "130600"), ("mail.to", "a@b.cn；c@d.cn"), ("ledger.column.amount", "清算数"), ("本局约定", "每月5日前")))


def written(path: Path, settings: Settings = FILLED) -> Path:
    actions.write_book(Department(name="某局", year=2023), path, spare_projects=1, settings=settings)
    return path


def test_what_is_filled_in_comes_back(tmp_path: Path) -> None:
    found = actions.open_department(written(tmp_path / "a.xlsx")).settings
    assert dict(found.filled) == dict(FILLED.filled)
    assert found.several("mail.to") == ("a@b.cn", "c@d.cn")
    assert found.below("ledger.column.") == {"amount": "清算数"}
    assert found.text("mail.cc", "nobody") == "nobody"


def test_a_blank_sheet_decides_nothing(tmp_path: Path) -> None:
    assert actions.open_department(written(tmp_path / "a.xlsx", NO_SETTINGS)).settings == NO_SETTINGS


def test_rows_may_be_filled_sorted_and_inserted_by_hand(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[form.SETTINGS]
    sheet.insert_rows(3, 2)
    for row in sheet.iter_rows():
        if row[1].value == "抄送":
            row[2].value = " e@f.cn "
        if row[1].value == "收件人":
            row[2].value = None
        if row[1].value == "行政区划":
            row[2].value = 510923
    book.save(path)
    found = actions.open_department(path).settings
    assert (found.text("mail.cc"), found.text("mail.to"), found.text("region")) == ("e@f.cn", "", "510923")


def test_a_formula_like_value_stays_text(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", Settings((("roster", "=1+1"),)))
    assert actions.open_department(path).settings.text("roster") == "=1+1"
    cells = [cell for row in openpyxl.load_workbook(path)[form.SETTINGS].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_changes_and_names() -> None:
    assert FILLED.with_({"mail.to": "", "region": "51"}).filled == (
        ("region", "51"), ("ledger.column.amount", "清算数"), ("本局约定", "每月5日前"))
    assert [key_named(each.label) for each in offered()] == [each.key for each in offered()]
    assert len({each.key for each in offered()}) == len(offered())
