"""绩效自评 from a workbook to scores and back: the command, the sheet, the report, the button."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.desk import evaluation_book
from perf_xl.hosts.memory import MemoryHost
from perf_xl.hosts.xlsx_draw import draw
from perf_xl.layout import form
from perf_xl.layout.book import BookOptions, standard_workbook
from perf_xl.layout.read import read
from perf_xl.model.as_json import from_json, to_json
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.model.voucher import Spending
from perf_xl.picture.blueprint import Blueprint
from perf_xl.picture.grid import Grid
from tests.sample_evaluation import evaluated

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    department, spending = evaluated(2)
    path = tmp_path / "自评.xlsx"
    actions.write_book(department, path, spending=spending)
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def bare(department: Department) -> dict:
    """The JSON without names of sheets and without the rule that the sheet names by itself."""
    printed = json.loads(json.dumps(to_json(department)))
    printed.pop("marking", None)
    for project in printed["projects"]:
        project.pop("sheet")
    return printed


def test_what_was_filled_in_survives_workbook_and_json(book: Path) -> None:
    department, _ = evaluated(2)
    held = actions.open_department(book).department
    assert bare(held) == bare(department)
    assert from_json(to_json(held)) == from_json(to_json(from_json(to_json(held))))
    assert to_json(held)["projects"][0]["evaluation"]["outcomes"][4]["actual"] == "9%"


def test_a_workbook_without_self_evaluation_says_nothing_of_it(tmp_path: Path, capsys) -> None:
    department, _ = evaluated(1)
    plain = replace(department, projects=tuple(replace(each, evaluation=None) for each in department.projects))
    path = tmp_path / "目标.xlsx"
    actions.write_book(plain, path)
    printed = actions.dump(path)
    assert "marking" not in printed
    assert "evaluation" not in printed["projects"][0]  # type: ignore[index]
    code, out, _ = run(capsys, "evaluate", path)
    assert code == 0
    assert "还没有开始自评" in out
    checked, _ = actions.validate([path], actions.Question(date(2023, 6, 30), select=("EV",)))
    assert {each.outcome.value for each in checked[0].outcomes} == {"not_applicable"}


def test_scores_are_told_with_their_steps(book: Path, capsys) -> None:
    code, out, err = run(capsys, "evaluate", book)
    assert (code, err) == (0, "")
    assert "目标 ≥10%，完成 9%，9÷10×30分 = 27.00分；依据 财预〔2020〕10号" in out
    assert "全年预算数 50万元，全年执行数 45万元，执行率 90%，45÷50×10分，最高 10分，得 9.00分；依据 财预〔2020〕10号" in out
    assert "96.00 分，优" in out
    assert "自评率 100.00%" in out
    english = run(capsys, "evaluate", book, "--lang", "en")[1]
    assert "Target ≥10%, reached 9%: 9÷10×30 points = 27.00 points" in english


def test_the_json_is_the_documented_one(book: Path, capsys) -> None:
    printed = json.loads(run(capsys, "evaluate", book, "--format", "json")[1])
    assert printed["schema"] == "perf-xl/evaluation/1"
    assert printed["marking"] == {"profile": "2020", "title": printed["marking"]["title"], "basis": "财预〔2020〕10号", "trust": "cited"}
    first = printed["projects"][0]
    assert (first["status"], first["total"], first["grade"], first["rank"], first["weights"]) == ("complete", "96.00", "优", 1, "100.00")
    assert first["rows"][4]["points"] == "27.00"
    assert first["rows"][4]["met"] is False
    documented = Path(__file__).parents[1] / "docs" / "evaluation.md"
    for key in {*printed, *first, *first["rows"][0], *printed["units"][0]}:
        assert f'"{key}"' in documented.read_text(encoding="utf-8"), key


def test_a_profile_can_be_asked_for_and_an_unknown_one_is_refused(book: Path, capsys) -> None:
    stepped = json.loads(run(capsys, "evaluate", book, "--profile", "2021", "--format", "json")[1])
    assert stepped["projects"][0]["execution"]["points"] == "7.00"
    code, out, err = run(capsys, "evaluate", book, "--profile", "1999")
    assert (code, out) == (2, "")
    assert "没有“1999”这套评分规则" in err


def test_the_sheet_shows_what_the_program_computed(book: Path, tmp_path: Path, capsys) -> None:
    target = tmp_path / "已评分.xlsx"
    assert run(capsys, "evaluate", book, "-o", target)[0] == 0
    sheet = openpyxl.load_workbook(target, data_only=True)[form.EVALUATION]
    assert sheet["G5"].value == 96
    assert sheet["H5"].value == "优"
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sum(text == form.EVALUATION_TITLE for text in texts) == 2
    assert any("9÷10×30分 = 27.00分" in text for text in texts)
    again = tmp_path / "再评.xlsx"
    assert run(capsys, "evaluate", target, "-o", again)[0] == 0
    assert bare(actions.open_department(again).department) == bare(actions.open_department(book).department)
    assert openpyxl.load_workbook(target)[form.EVALUATION].print_area is not None


def test_a_profile_asked_for_stays_on_the_sheet(book: Path, tmp_path: Path, capsys) -> None:
    target = tmp_path / "四川.xlsx"
    assert run(capsys, "evaluate", book, "--profile", "四川", "-o", target)[0] == 0
    assert actions.open_department(target).department.evaluating.profile.text == "四川"
    assert "川财绩〔2025〕5号" in run(capsys, "evaluate", target)[1]


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    danger = '=HYPERLINK("http://x","点我")'
    department, spending = evaluated(1, achieved=danger, attachments="+1+1", rows={"1": {"actual": "@SUM(1)"}, "5": {"reason": danger}})
    path = tmp_path / "险.xlsx"
    actions.write_book(department, path, spending=spending)
    opened = actions.open_department(path)
    held = opened.department.projects[0].evaluation
    assert held is not None
    assert (held.achieved.text, held.attachments.text, held.outcomes[0].actual.text) == (danger, "+1+1", "@SUM(1)")
    evaluation_book.write_evaluation(opened, evaluation_book.evaluate_book(opened), tmp_path / "险2.xlsx")
    for name in ("险.xlsx", "险2.xlsx"):
        sheet = openpyxl.load_workbook(tmp_path / name)[form.EVALUATION]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value in (danger, "+1+1", "@SUM(1)")]
        assert len(cells) >= 4
        assert all(cell.data_type != "f" for cell in cells)


def test_findings_stand_beside_the_form_and_go_away_again(book: Path, tmp_path: Path, capsys) -> None:
    department, spending = evaluated(1, rows={"5": {"reason": ""}})
    actions.write_book(department, book, spending=spending)
    marked, clean = tmp_path / "标记.xlsx", tmp_path / "改好.xlsx"
    assert run(capsys, "validate", book, "--select", "EV", "--mark", marked)[0] == 1
    sheet = openpyxl.load_workbook(marked)[form.EVALUATION]
    lines = [cell.value for cell in sheet["J"] if isinstance(cell.value, str) and "EV201" in cell.value]
    assert len(lines) == 1
    assert "✖ EV201" in lines[0]
    assert run(capsys, "validate", marked, "--select", "TV", "--mark", clean)[0] == 0
    sheet = openpyxl.load_workbook(clean)[form.EVALUATION]
    assert not [cell.value for cell in sheet["J"] if isinstance(cell.value, str) and "EV201" in cell.value]


@pytest.mark.parametrize("kind", ["docx", "pdf", "txt"])
def test_the_report_has_every_form(kind: str, book: Path, tmp_path: Path, capsys) -> None:
    target = tmp_path / f"报告.{kind}"
    assert run(capsys, "report", book, "--kind", "evaluation", "-o", target)[0] == 0
    assert target.stat().st_size > 1000
    if kind == "txt":
        text = target.read_text(encoding="utf-8")
        assert "自评率100.00%" in text
        assert "部门整体得分（已评完的项目按全年预算数加权）96.00分，等级“优”" in text
        assert text.count("\t项目资金（万元）") == 2
        assert "9÷10×30分 = 27.00分" in text
        assert len(re.findall("请补写", text)) == 5


def memory(department: Department, spending: Spending | None) -> MemoryHost:
    return MemoryHost.from_blueprint(standard_workbook(department, BookOptions(spending=spending)), "自评.xlsx")


def test_the_button_scores_the_open_book() -> None:
    department, spending = evaluated(2)
    host = memory(department, spending)
    told = evaluation_book.evaluate_open_book(host)
    assert "部门整体（按金额加权）96.00 分，优" in told
    grid: Grid = host.snapshot()
    sheet = grid.sheet(form.EVALUATION)
    assert sheet is not None
    assert Decimal(str(sheet.at(5, 7))) == 96
    assert bare(read(grid).department) == bare(department)


def test_the_button_on_a_book_that_nobody_has_begun() -> None:
    department, _ = evaluated(1, achieved="", attachments="", outcomes=[])
    told = evaluation_book.evaluate_open_book(memory(department, None))
    assert "还没有开始自评" in told


def test_a_weight_typed_by_hand_stays_and_a_proposed_one_follows_the_rule(tmp_path: Path, capsys) -> None:
    typed, spending = evaluated(1, rows={"1": {"weight": "20"}})
    path = tmp_path / "分值.xlsx"
    actions.write_book(typed, path, spending=spending)
    target = tmp_path / "分值2021.xlsx"
    run(capsys, "evaluate", path, "--profile", "2021", "-o", target)
    found = evaluation_book.evaluate_book(actions.open_department(target))
    assert [row.weight for row in found.projects[0].rows] == [Decimal(each) for each in ("20", "13.33", "13.33", "20", "20", "10")]
    assert written("20").text == actions.open_department(target).department.projects[0].evaluation.outcomes[0].weight.text  # type: ignore[union-attr]


def test_a_book_with_nothing_but_tables_gets_the_sheets_that_the_formulas_need(tmp_path: Path, capsys) -> None:
    department, _ = evaluated(1)
    whole = standard_workbook(department)
    tables = tuple(sheet for sheet in whole.sheets if sheet.name not in form.OUR_SHEETS)
    path, target = tmp_path / "只有表.xlsx", tmp_path / "自评.xlsx"
    draw(Blueprint(tables, active=tables[0].name), path)
    assert run(capsys, "evaluate", path, "-o", target)[0] == 0
    names = openpyxl.load_workbook(target, read_only=True).sheetnames
    assert {form.LEDGER, form.ADJUSTMENTS, form.EVALUATION} <= set(names)
    assert actions.open_department(target).department.projects[0].evaluation is None


def test_the_report_as_a_workbook(book: Path, tmp_path: Path, capsys) -> None:
    target = tmp_path / "报告.xlsx"
    assert run(capsys, "report", book, "--kind", "evaluation", "-o", target)[0] == 0
    assert len(openpyxl.load_workbook(target).sheetnames) > 1
