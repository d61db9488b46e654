"""The leader's page: its figures against independent sums, and that it is one page in every format."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.report.overview_outline import overview_report
from perf_xl.report.report import Chart, Paragraph, Report, Table
from perf_xl.report.to_docx import docx_bytes
from perf_xl.report.to_pdf import pdf_bytes
from perf_xl.report.to_xlsx import xlsx_bytes
from perf_xl.rules.findings_json import CheckedFile
from tests.consolidate.books import sample
from tests.office import needs_office

DAY = date(2023, 1, 12)


@pytest.fixture(scope="module")
def checked() -> CheckedFile:
    return actions.check(actions.Opened(Path("部门.xlsx"), sample()), DAY)


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def many_units(number: int) -> Department:
    """The sample with its projects spread over many units with long names."""
    projects = tuple(replace(project, unit_body=written(f"3120{at % number:02}某市某某某某某某某某某某局第{at % number}分局"))
                     for at, project in enumerate(sample().projects))
    return replace(sample(), projects=projects)


def test_units_and_total_equal_an_independent_sum(checked: CheckedFile) -> None:
    expected: Counter[str] = Counter()
    for project in sample().projects:
        expected[project.unit_body.text] += int(Decimal(project.budget.entry.text) * 100)
    rows = texts(tables(overview_report(checked))[0])[1:]
    assert {row[0]: int(Decimal(row[2].replace(",", "")) * 100) for row in rows[:-1]} == expected
    assert rows[-1][:3] == ["合计", "54", "33,381.60"]
    assert len(rows) == 13


def test_the_text_tells_totals_plan_and_findings(checked: CheckedFile) -> None:
    said = "".join(block.text for block in overview_report(checked).blocks if isinstance(block, Paragraph))
    number = Counter(finding.severity.value for finding in checked.findings)
    assert "12个预算单位、54个预算项目、347个绩效指标，预算合计33,381.60万元" in said
    assert "3月底应支出8,127.82万元，6月底16,109.57万元，10月底25,586.12万元，12月底33,381.60万元" in said
    assert f"{number['error']}个错误、{number['warning']}个提醒、{number['info']}个建议" in said


def test_findings_stand_by_family_and_add_up(checked: CheckedFile) -> None:
    head, *rows = texts(tables(overview_report(checked))[1])
    number = Counter(finding.severity.value for finding in checked.findings)
    for row, level in zip(rows, ("error", "warning", "info"), strict=True):
        counts = [0 if text == "—" else int(text) for text in row[1:]]
        assert sum(counts[:-1]) == counts[-1] == number[level]
    families = {finding.code[:2] for finding in checked.findings}
    assert len(head) == len(families) + 2


def test_the_ten_largest_projects_stand_in_order(checked: CheckedFile) -> None:
    rows = texts(tables(overview_report(checked))[2])[1:]
    amounts = sorted((Decimal(project.budget.entry.text) for project in sample().projects), reverse=True)[:10]
    assert [Decimal(row[3].replace(",", "")) for row in rows] == amounts


def test_the_curve_is_the_plan_beside_even_spending(checked: CheckedFile) -> None:
    (chart,) = (block for block in overview_report(checked).blocks if isinstance(block, Chart))
    assert chart.series[0].values == pytest.approx((8127.82, 16109.57, 25586.12, 33381.60), abs=0.01)
    assert chart.series[1].values == pytest.approx((8345.40, 16690.80, 27818.00, 33381.60))


def test_too_many_units_share_a_last_row_and_the_sum_stays() -> None:
    made = actions.check(actions.Opened(Path("a.xlsx"), many_units(40)), DAY)
    rows = texts(tables(overview_report(made))[0])[1:]
    assert len(rows) == 15
    assert rows[-2][0] == "其余27个单位"
    assert sum(Decimal(row[2].replace(",", "")) for row in rows[:-1]) == Decimal("33381.60")


def pages(data: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", data))


@pytest.mark.parametrize("number", [1, 12, 14, 40])
def test_the_pdf_is_one_page(number: int, tmp_path: Path) -> None:
    made = actions.check(actions.Opened(Path("a.xlsx"), many_units(number)), DAY)
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not installed")
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(overview_report(made)).data)
    said = subprocess.run(["pdfinfo", str(tmp_path / "a.pdf")], capture_output=True, check=True, text=True).stdout
    assert re.search(r"^Pages:\s+1$", said, re.MULTILINE)


def test_the_workbook_is_one_sheet_and_the_figures_of_its_chart(checked: CheckedFile) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(overview_report(checked))))
    assert len(book.sheetnames) == 2
    assert book.sheetnames[1] == "图表数据"


def test_an_empty_department_has_an_overview_too() -> None:
    made = actions.check(actions.Opened(Path("a.xlsx"), Department(name="某局", year=2023)), DAY)
    report = overview_report(made)
    assert docx_bytes(report)[:2] == b"PK"
    assert texts(tables(report)[0])[-1][:3] == ["合计", "0", "0.00"]


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".xlsx", ".txt", ".md"])
def test_the_command_writes_every_format(ending: str, tmp_path: Path) -> None:
    actions.write_book(sample(), tmp_path / "a.xlsx")
    assert main(["report", str(tmp_path / "a.xlsx"), "--kind", "overview", "-o", str(tmp_path / f"概览{ending}")]) == 0
    assert (tmp_path / f"概览{ending}").stat().st_size > 1000


class TestInOffice:
    pytestmark = needs_office

    @pytest.mark.parametrize("number", [12, 40])
    def test_word_and_excel_files_print_on_one_page(self, number: int, tmp_path: Path) -> None:
        made = overview_report(actions.check(actions.Opened(Path("a.xlsx"), many_units(number)), DAY))
        (tmp_path / "a.docx").write_bytes(docx_bytes(made))
        profile = (tmp_path / "profile").as_uri()
        subprocess.run(["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir",
                        str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
        assert pages((tmp_path / "a.pdf").read_bytes()) == 1
