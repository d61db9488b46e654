"""To be shown: the published document through workbooks of units and back; the report of it, read again, cell for cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.model.as_json import to_json
from tests.consolidate.books import sample
from tests.published import TEXT, needs_published
from tests.report import published_text
from tests.report.test_docx import tables as tables_of_docx


def said(path: Path) -> dict[str, Any]:
    """What a file says, without where it says it."""
    printed = to_json(actions.open_department(path).department)
    for project in printed["projects"]:
        project.pop("sheet")
    return printed


@pytest.mark.parametrize("ending", [".docx", ".txt"])
def test_the_report_read_again_says_what_the_workbook_said(ending: str, tmp_path: Path) -> None:
    book, report = tmp_path / "部门.xlsx", tmp_path / f"报告{ending}"
    actions.write_book(sample(), book)
    assert main(["report", str(book), "-o", str(report)]) == 0
    assert said(report) == said(book), "contents in front of a Word file repeat headings and must not be read as such"


@pytest.mark.published
@needs_published
def test_split_consolidated_and_reported_the_published_document_stays_what_it_was(tmp_path: Path) -> None:
    whole, units, together, report = tmp_path / "全.xlsx", tmp_path / "单位", tmp_path / "汇总.xlsx", tmp_path / "报告.docx"
    assert main(["import", str(TEXT), "-o", str(whole), "--split", str(units)]) == 0
    assert len(list(units.iterdir())) == 12
    main(["consolidate", str(units), "-o", str(together), "--report", str(report)])
    assert said(together) == said(whole)
    assert tables_of_docx(report.read_bytes()) == [list(table.cells) for table in published_text.tables()]
    assert f"{actions.open_department(report).department.total_budget:.2f}" == "33381.60"
