"""The progress report and the monitoring form as data: whole tables, figures, words with every colour."""

from __future__ import annotations

from datetime import date

import pytest

from perf_xl.model.entry import written
from perf_xl.model.monitoring import Interim
from perf_xl.model.voucher import RefusedRow, Spending, Voucher, spending_of
from perf_xl.progress.progress import progress
from perf_xl.report.monitoring_outline import monitoring_report
from perf_xl.report.progress_outline import progress_report
from perf_xl.report.report import Chart, Paragraph, Report, Table
from tests.case_file import read_cases
from tests.sample_year import department, project

A, B, C = "13060022P00R6BL100478", "51092324T000010263357", "11000022T000000444685"
PLAN = ("25", "50", "75", "100")
DEPARTMENT = department(project(A, "100", PLAN, "205001甲"), project(B, "100", PLAN, "205002乙"), project(C, "1", PLAN, "205002乙"))
SPENT = spending_of(2023, [Voucher("1", date(2023, 5, 4), A, 20_000_000), Voucher("2", date(2023, 5, 4), B, 48_000_000),
                           Voucher("3", date(2023, 5, 4), C, 1_000_001)])


def texts(report: Report) -> list[str]:
    tables = [cell.text for block in report.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    return tables + [block.text for block in report.blocks if isinstance(block, Paragraph)]


def assert_whole(table: Table) -> None:
    """Every row fills the width once spans from above are counted."""
    taken: dict[int, int] = {}
    for at, row in enumerate(table.rows):
        width = sum(cell.columns for cell in row) + taken.get(at, 0)
        assert width == len(table.widths), (at, [cell.text for cell in row])
        for cell in row:
            for below in range(1, cell.rows):
                taken[at + below] = taken.get(at + below, 0) + cell.columns


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("as_of", [date(2023, 2, 1), date(2023, 6, 30), date(2023, 12, 31)])
def test_every_table_is_whole(lang: str, as_of: date) -> None:
    found = progress(DEPARTMENT, SPENT, as_of)
    refused = [RefusedRow(17, "unknown_code", "X", "5.00", 500, A)]
    for report in (progress_report(found, refused, author="某市教育局", lang=lang), monitoring_report(DEPARTMENT, found, lang=lang)):
        for block in report.blocks:
            if isinstance(block, Table):
                assert_whole(block)


def test_words_symbols_and_what_to_do() -> None:
    report = progress_report(progress(DEPARTMENT, SPENT, date(2023, 6, 30)), author="某市教育局")
    said = texts(report)
    assert {"● 正常", "✖ 严重滞后", "‼ 超支"} <= set(said)
    assert "到10月底还需支出55.00万元，才能达到计划；请与业务科室核对合同和付款安排。" in said
    assert any("比计划慢" in text and "100.50" in text for text in said)
    assert report.title == "某市教育局2023年度预算项目支出进度情况"
    line, bars = (block for block in report.blocks if isinstance(block, Chart))
    assert line.series[1].values == (0.0, 69.000001, None, None)
    assert bars.categories == ("205001甲", "205002乙")


def test_the_monitoring_form_leaves_judgement_to_people() -> None:
    _, (good, *_) = read_cases("TV101")
    subject = good.context.department
    found = progress(subject, Spending(2023), date(2023, 7, 31))
    said = Interim(written("90人"), written("150人"), written("人员保障"), written("讲师请假"), written("有可能"))
    blocks = monitoring_report(subject, found, {(0, 0): said}, source="财预〔2019〕136号").blocks
    together, form = (block for block in blocks if isinstance(block, Table))
    assert_whole(together)
    assert_whole(form)
    assert [cell.text for cell in form.rows[1]][2:6] == ["年初预算数", "1—7月执行数", "1—7月执行率（%）", "全年预计执行数"]
    first, second = form.rows[7:9]
    assert [cell.text for cell in first] == ["产出指标", "数量指标", "培训人数", "≥120人", "90人", "150人", "", "", "√", "", "",
                                             "讲师请假", "", "√", "", ""]
    assert all(not cell.text for cell in second[4:])
    assert [cell.text for cell in together.rows[1]][-3:] == ["1/6", "1", "人员保障"]
