"""A year's life of the published tables: imported, judged, spent, followed, reviewed, rolled into the next year."""

from __future__ import annotations

import json
from pathlib import Path

import icalendar
import openpyxl
import pytest

from perf_xl.actions import dump, write_book
from perf_xl.cli import main
from perf_xl.demo import SAMPLE
from perf_xl.hosts.files import FilesHost
from perf_xl.hosts.xlsx_read import read_workbook
from perf_xl.layout import form
from perf_xl.model.target import read_target
from perf_xl.picture.edit import Edit
from tests.case_file import context_of

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


def codes_found(capsys: pytest.CaptureFixture[str], book: Path, *options: str) -> list[str]:
    _, out = run(capsys, "validate", book, "--format", "json", *options)
    return [finding["rule"] for finding in json.loads(out)["findings"]]


def test_one_year_and_the_start_of_the_next(tmp_path: Path, capsys) -> None:
    this, spent, following = (tmp_path / f"{name}.xlsx" for name in ("2023", "2023支出", "2024"))
    assert run(capsys, "import", SAMPLE / "department.json", "-o", this)[0] == 0

    before = codes_found(capsys, this)
    assert before
    assert not any(code.startswith("NY") for code in before), "without a year before, nothing is compared"

    assert run(capsys, "calendar", this, "-o", tmp_path / "2023.ics")[0] == 0
    events = icalendar.Calendar.from_ical((tmp_path / "2023.ics").read_bytes()).walk("VEVENT")
    assert min(event.decoded("DTSTART").year for event in events) == 2023
    assert max(event.decoded("DTSTART").year for event in events) == 2024

    assert run(capsys, "ledger", this, SAMPLE / "vouchers_2023.csv", "-o", spent)[0] == 0
    _, out = run(capsys, "progress", spent, "--as-of", "2023-06-30", "--format", "json")
    assert json.loads(out)["total"]["budget"] == "33381.60"

    assert run(capsys, "review", spent, "--as-of", "2023-06-30", "-o", tmp_path / "评价.xlsx")[0] == 0
    assert "整改台账" in openpyxl.load_workbook(tmp_path / "评价.xlsx").sheetnames

    assert run(capsys, "library", spent, "-o", tmp_path / "库.json")[0] == 0
    assert run(capsys, "template", "-o", tmp_path / "空.xlsx", "--year", "2024", "--library", tmp_path / "库.json")[0] == 0

    assert run(capsys, "roll", spent, "--year", "2024", "-o", following)[0] == 0
    after = codes_found(capsys, following)
    assert after.count("NY101") == 48
    assert after.count("NY202") == 54
    assert after.count("FU102") == 54
    _, out = run(capsys, "progress", following, "--as-of", "2024-06-30", "--format", "json")
    assert json.loads(out)["total"]["spent"] == "0.00"


def fill_actuals(source: Path, target: Path) -> int:
    """Types an actual value into every row of the self-evaluation's forms, as the accountant would: what was asked for, and a
    little more where the target is a number below 90. Returns how many."""
    grid = read_workbook(source)
    sheet = grid.sheet(form.EVALUATION)
    assert sheet is not None
    edits: list[Edit] = []
    columns: dict[str, int] = {}
    for row in range(1, sheet.height + 1):
        texts = {str(sheet.at(row, column)): column for column in range(1, sheet.width + 1)}
        if "实际完成值" in texts and "三级指标" in texts:
            columns = texts
        elif sheet.at(row, 1) == "总分":
            columns = {}
        elif columns and sheet.at(row, columns["三级指标"]) and sheet.at(row, columns["年度指标值"]):
            asked = read_target(str(sheet.at(row, columns["年度指标值"])))
            more = 1 if asked.number is not None and asked.number < 90 and asked.sign in ("≥", ">") else 0
            text = "已完成" if asked.number is None else f"{asked.number + more}{asked.measure.written}"
            edits.append(Edit(sheet.name, row, columns["实际完成值"], None, text, expects_before=False))
    assert FilesHost(source, copy_to=target).apply(edits) == []
    return len(edits)


def test_actual_values_of_the_evaluation_stand_in_next_years_workbook(tmp_path: Path, capsys) -> None:
    run(capsys, "import", SAMPLE / "department.json", "-o", tmp_path / "b.xlsx")
    run(capsys, "ledger", tmp_path / "b.xlsx", SAMPLE / "vouchers_2023.csv", "-o", tmp_path / "spent.xlsx")
    filled = fill_actuals(tmp_path / "spent.xlsx", tmp_path / "filled.xlsx")
    assert filled == 347
    assert run(capsys, "evaluate", tmp_path / "filled.xlsx", "-o", tmp_path / "evaluated.xlsx")[0] in (0, 1)
    _, out = run(capsys, "roll", tmp_path / "evaluated.xlsx", "--year", "2024", "-o", tmp_path / "2024.xlsx")
    assert "读到 347 个实际值，347 个对上指标" in out
    rolled = dump(tmp_path / "2024.xlsx")["projects"]
    assert all(row["last_year"]["actual"] for project in rolled for row in project["indicators"])  # type: ignore[attr-defined]
    assert not any("evaluation" in project for project in rolled)  # type: ignore[attr-defined]
    lowered = codes_found(capsys, tmp_path / "2024.xlsx", "--select", "NY201")
    assert 50 < len(lowered) < 250


def test_a_rolled_workbook_filled_in_is_judged_as_any_other(tmp_path: Path, capsys) -> None:
    """New code, new amounts, targets raised: nothing of the roll is left to be found."""
    department = context_of({}).department
    write_book(department, tmp_path / "2023.xlsx")
    run(capsys, "roll", tmp_path / "2023.xlsx", "--year", "2024", "-o", tmp_path / "2024.xlsx")
    assert {"NY101", "NY202", "FU102"} <= set(codes_found(capsys, tmp_path / "2024.xlsx"))
    data = dump(tmp_path / "2024.xlsx")
    (project,) = data["projects"]  # type: ignore[misc]
    project |= {"code": "51010024T000010263357", "budget": "52.00", "fiscal": "52.00"}
    for row, value in zip(project["indicators"], ("≥130人", "≥96%", "12月10日前", "≤52万元", "≥12%", "≥92%"), strict=True):
        row["value"] = value
    project["goal_text"] = "1.全年举办四期培训班，培训130名教师，考核合格率达到96%以上。\n2.参训单位业务差错比上年减少一成。"
    project["goals"] = ["全年举办四期培训班，培训130名教师，考核合格率达到96%以上。", "参训单位业务差错比上年减少一成。"]
    data["overall_goal"] = str(data["overall_goal"]).replace("2023", "2024")
    (tmp_path / "filled.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    run(capsys, "load", tmp_path / "filled.json", "-o", tmp_path / "filled.xlsx")
    assert codes_found(capsys, tmp_path / "filled.xlsx") == []


def test_text_that_looks_like_a_formula_stays_text_in_every_file(tmp_path: Path, capsys) -> None:
    evil = '=HYPERLINK("http://x","y")'
    project = {"name": evil, "purpose": "+1+1", "indicator": {"level2": "质量指标", "level3": "@SUM(1)", "description": "-2+3", "value": "=1+1"}}
    write_book(context_of({"project": {key: value for key, value in project.items() if key != "indicator"},
                           "indicator": project["indicator"], "department": {"name": evil}}).department, tmp_path / "b.xlsx")
    run(capsys, "roll", tmp_path / "b.xlsx", "--year", "2024", "-o", tmp_path / "roll.xlsx")
    run(capsys, "library", tmp_path / "b.xlsx", "-o", tmp_path / "library.xlsx")
    run(capsys, "review", tmp_path / "b.xlsx", "-o", tmp_path / "review.xlsx")
    run(capsys, "calendar", tmp_path / "b.xlsx", "-o", tmp_path / "calendar.xlsx")
    found = {}
    for name in ("roll", "library", "review", "calendar"):
        book = openpyxl.load_workbook(tmp_path / f"{name}.xlsx")
        seen = [cell for sheet in book for row in sheet.iter_rows() for cell in row
                if isinstance(cell.value, str) and cell.value.startswith(("=HYPERLINK", "=1+1", "@SUM", "+1+1", "-2+3"))]
        assert all(cell.data_type == "s" for cell in seen)
        found[name] = len(seen)
    assert min(found[name] for name in ("roll", "library", "review")) > 0
