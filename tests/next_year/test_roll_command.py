"""`perf-xl roll`: from a workbook, from a published document, with last year's actual values."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter

from perf_xl.actions import dump
from perf_xl.cli import main
from perf_xl.demo import SAMPLE
from perf_xl.hosts.xlsx_read import read_workbook
from perf_xl.layout import form
from tests.published import TEXT, needs_published


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("滚动")
    assert main(["import", str(SAMPLE / "department.json"), "-o", str(folder / "2023.xlsx")]) == 0
    assert main(["ledger", str(folder / "2023.xlsx"), str(SAMPLE / "vouchers_2023.csv"), "-o", str(folder / "spent.xlsx")]) == 0
    assert main(["roll", str(folder / "spent.xlsx"), "--year", "2024", "-o", str(folder / "2024.xlsx")]) == 0
    return folder


def test_the_published_document_rolls_to_2024(books: Path) -> None:
    rolled = dump(books / "2024.xlsx")
    assert rolled["year"] == 2024
    codes = [project["code"] for project in rolled["projects"]]  # type: ignore[attr-defined]
    names = [project["name"] for project in rolled["projects"]]  # type: ignore[attr-defined]
    assert sum(code.startswith("待换") for code in codes) == 48
    assert sum("2024年" in name for name in names) == 35
    assert sum(name.startswith("2022年") for name in names) == 6


def test_targets_and_amounts_of_last_year_are_read_back(books: Path) -> None:
    before, rolled = dump(books / "2023.xlsx"), dump(books / "2024.xlsx")
    for old, new in zip(before["projects"], rolled["projects"], strict=True):  # type: ignore[call-overload]
        assert (new["last_budget"], new["budget"]) == (old["budget"], None)
        assert [row["last_year"]["target"] for row in new["indicators"]] == [row["value"] for row in old["indicators"]]
        assert new["plan"] == old["plan"]


def test_nothing_of_last_years_spending_is_left(books: Path) -> None:
    assert "最后一笔支出日期" in str(read_workbook(books / "spent.xlsx").sheet(form.LEDGER))
    grid = read_workbook(books / "2024.xlsx")
    ledger = grid.sheet(form.LEDGER)
    assert ledger is not None
    assert grid.sheet(form.HELD) is None
    assert [value for row in ledger.rows[4:58] for value in row[3:15] if value] == []


def test_a_document_rolls_like_the_workbook_made_of_it(books: Path, tmp_path: Path) -> None:
    assert main(["roll", str(SAMPLE / "department.json"), "--year", "2024", "-o", str(tmp_path / "direct.xlsx")]) == 0
    assert dump(tmp_path / "direct.xlsx") == dump(books / "2024.xlsx")


@needs_published
@pytest.mark.published
def test_the_published_text_gives_the_same_start(books: Path, tmp_path: Path) -> None:
    assert main(["roll", str(TEXT), "--year", "2024", "-o", str(tmp_path / "text.xlsx")]) == 0
    assert dump(tmp_path / "text.xlsx")["projects"] == dump(books / "2024.xlsx")["projects"]


def test_two_runs_write_the_same_bytes(books: Path, tmp_path: Path) -> None:
    main(["roll", str(books / "spent.xlsx"), "--year", "2024", "-o", str(tmp_path / "again.xlsx")])
    assert (tmp_path / "again.xlsx").read_bytes() == (books / "2024.xlsx").read_bytes()


def test_a_rolled_workbook_survives_dump_and_load(books: Path, tmp_path: Path, capsys) -> None:
    main(["dump", str(books / "2024.xlsx")])
    (tmp_path / "d.json").write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["load", str(tmp_path / "d.json"), "-o", str(tmp_path / "loaded.xlsx")]) == 0
    assert dump(tmp_path / "loaded.xlsx") == json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))


def actual_values(path: Path, rows: list[tuple[str, str, object]]) -> None:
    """A plain list of actual values as somebody else's program would write it."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("自评")
        for column, head in enumerate(("项目编码", "三级指标", "实际完成值")):
            sheet.write(0, column, head)
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values):
                sheet.write(row, column, value)


def test_actual_values_stand_beside_and_the_rule_sees_a_lowered_target(books: Path, tmp_path: Path, capsys) -> None:
    before = dump(books / "2023.xlsx")["projects"][6]  # type: ignore[index]
    row = next(row for row in before["indicators"] if row["target"] and row["target"]["sign"] == "≥" and row["target"]["number"] != "100")
    better = f"{float(row['target']['number']) + 1:g}"
    actual_values(tmp_path / "a.xlsx", [(before["code"], row["level3"], better), ("没有", "这一行", "1")])
    assert main(["roll", str(books / "2023.xlsx"), "--year", "2024", "--actuals", str(tmp_path / "a.xlsx"),
                 "-o", str(tmp_path / "n.xlsx")]) == 0
    assert "读到 2 个实际值，1 个对上指标，1 个没有对上" in capsys.readouterr().out
    main(["validate", str(tmp_path / "n.xlsx"), "--select", "NY201", "--format", "json"])
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["project_no"], finding["field"]) == (7, "value")
    assert better in finding["message"]


def test_a_workbook_without_a_year_is_refused_with_a_way_out(tmp_path: Path, capsys) -> None:
    main(["template", "-o", str(tmp_path / "t.xlsx")])
    assert main(["roll", str(tmp_path / "t.xlsx"), "--year", "2024", "-o", str(tmp_path / "n.xlsx")]) == 2
    assert "封面" in capsys.readouterr().err


def test_new_sheets_suggest_the_names_that_the_department_used(books: Path) -> None:
    lists = read_workbook(books / "2024.xlsx").sheet(form.LISTS)
    assert lists is not None
    column = list(lists.rows[0]).index(f"{form.LIST_OFFERED}服务对象满意度指标") + 1
    assert lists.at(2, column) == "群众满意度"
