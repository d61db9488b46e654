"""绩效自评 open in Calc: the native formulas show what the program computes, under every profile and while typing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from perf_xl import actions
from perf_xl.desk import evaluation_book
from perf_xl.hosts.excel import ExcelHost
from perf_xl.law.marking import MARKINGS, marking
from perf_xl.layout import form
from perf_xl.layout.read import read
from perf_xl.model.as_json import to_json
from perf_xl.scoring.evaluation import evaluate
from tests.office import needs_office
from tests.sample_evaluation import evaluated

pytestmark = needs_office

VARIED = {"1": {"actual": "96"}, "2": {"actual": "57%"}, "4": {"actual": "600000元", "reason": "场地费上涨"}, "5": {"actual": "5.9%"},
          "6": {"actual": "81%"}}


def drawn(path: Path, profile: str, **evaluation: Any) -> Path:
    department, spending = evaluated(1, **evaluation)
    law = marking(profile)
    found = evaluate(department, law, spending)
    actions.write_book(department, path, spending=spending, marking=law, evaluation=evaluation_book.figures(found))
    return path


def shown(sheet: Any, row: int, column: int) -> Any:
    return sheet.range((row, column)).value


def row_of(sheet: Any, label: str) -> int:
    return next(row for row in range(1, 80) if shown(sheet, row, 1) == label)


@pytest.mark.parametrize("profile", MARKINGS)
def test_recalculated_it_shows_what_the_program_computed(calc: Any, tmp_path: Path, profile: str) -> None:
    path = drawn(tmp_path / f"{profile}.xlsx", profile, rows=VARIED)
    department, spending = evaluated(1, rows=VARIED)
    (expected,) = evaluate(department, marking(profile), spending).projects
    book = calc.books.open(str(path))
    sheet = book.sheets[form.EVALUATION]
    header, total = row_of(sheet, "一级指标"), row_of(sheet, form.EV_TOTAL_LABEL)
    calc.calculate()
    for offset, row in enumerate(expected.rows, 1):
        assert shown(sheet, header + offset, form.EV_WEIGHT) == pytest.approx(float(row.weight))
        assert row.points is not None
        assert shown(sheet, header + offset, form.EV_POINTS) == pytest.approx(float(row.points)), row.indicator.level3.text
    assert shown(sheet, total, form.EV_POINTS) == pytest.approx(float(expected.total or -1))
    assert shown(sheet, total, form.EV_REASON) == f"自评等级：{expected.grade}"


def test_typing_scores_at_once_and_old_words_do_not_stay_scored(calc: Any, tmp_path: Path) -> None:
    book = calc.books.open(str(drawn(tmp_path / "输入.xlsx", "2020", rows=VARIED)))
    sheet = book.sheets[form.EVALUATION]
    header, total = row_of(sheet, "一级指标"), row_of(sheet, form.EV_TOTAL_LABEL)
    sheet.range((header + 1, form.EV_ACTUAL)).value = 60
    assert shown(sheet, header + 1, form.EV_POINTS) == pytest.approx(6.25)
    sheet.range((header + 4, form.EV_ACTUAL)).value = "490000元"
    assert shown(sheet, header + 4, form.EV_POINTS) == form.EV_TO_COMPUTE
    assert shown(sheet, total, form.EV_POINTS) == form.EV_NOT_DONE
    sheet.range((header + 4, form.EV_BY_HAND)).value = 12.5
    assert shown(sheet, total, form.EV_POINTS) == pytest.approx(6.25 + 7.5 + 12.5 + 12.5 + 17.7 + 9 + 9)


def test_the_button_on_the_live_book(calc: Any, tmp_path: Path) -> None:
    path = drawn(tmp_path / "按钮.xlsx", "2020", rows=VARIED)
    host = ExcelHost(calc.books.open(str(path)))
    before = to_json(actions.open_department(path).department)
    told = evaluation_book.evaluate_open_book(host)
    assert "75.70 分，中" in told
    assert to_json(read(host.snapshot()).department) == before
