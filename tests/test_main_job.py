"""The main job, end to end: document, workbooks, validation, spending, progress, consolidation, report."""

from __future__ import annotations

import json
import sqlite3
from csv import reader
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from perf_xl.actions import dump
from perf_xl.cli import main
from perf_xl.demo import SAMPLE
from tests.intake.make_word import make_word
from tests.published import TEXT, needs_published

BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample as a workbook and as twelve."""
    folder = tmp_path_factory.mktemp("样例 文件夹")
    assert main(["import", str(SAMPLE / "department.json"), "-o", str(folder / "book.xlsx"),
                 "--split", str(folder / "units")]) == 0
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_sample_split_and_consolidated_is_the_sample(sample: Path, capsys) -> None:
    assert len(list((sample / "units").iterdir())) == 12
    code, _, err = run(capsys, "consolidate", sample / "units", "-o", sample / "all.xlsx")
    assert (code, err) == (0, "")
    whole = dump(SAMPLE / "department.json")
    assert dump(sample / "book.xlsx") == whole
    assert dump(sample / "all.xlsx") == whole
    assert len(whole["projects"]) == 54  # type: ignore[arg-type]


def test_dump_then_load_gives_the_same_dump(sample: Path, capsys) -> None:
    _, out, _ = run(capsys, "dump", sample / "book.xlsx")
    (sample / "dump.json").write_text(out, encoding="utf-8")
    assert run(capsys, "load", sample / "dump.json", "-o", sample / "loaded.xlsx")[0] == 0
    assert dump(sample / "loaded.xlsx") == json.loads(out)


@needs_published
@pytest.mark.published
@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_published_document_survives_every_way(kind: str, tmp_path: Path, capsys) -> None:
    document = TEXT
    if kind == "docx":
        from perf_xl.intake.document import read_document

        document = tmp_path / "公开文本.docx"
        make_word(read_document(TEXT), document)
    code, out, _ = run(capsys, "import", document, "-o", tmp_path / "b.xlsx", "--split", tmp_path / "units")
    assert code == 0
    assert "54 个项目、347 个指标、12 个预算单位" in out
    assert "33381.60" in out
    assert run(capsys, "consolidate", tmp_path / "units", "-o", tmp_path / "c.xlsx")[0] == 0
    straight = dump(TEXT)
    assert dump(document) == straight
    assert dump(tmp_path / "b.xlsx") == straight
    assert dump(tmp_path / "c.xlsx") == straight


@needs_published
@pytest.mark.published
def test_report_repeats_every_published_cell(tmp_path: Path, capsys) -> None:
    run(capsys, "import", TEXT, "-o", tmp_path / "b.xlsx")
    assert run(capsys, "report", tmp_path / "b.xlsx", "-o", tmp_path / "r.docx")[0] == 0
    report = Document(str(tmp_path / "r.docx"))
    tables = published_tables()
    assert len(report.tables) == len(tables) == 54
    for table, expected in zip(report.tables, tables, strict=True):
        printed = [_squeezed(cell) for cell in _cells(table)]
        assert printed == [_squeezed(cell) for cell in expected if cell.strip(BLANKS)]


def published_tables() -> list[list[str]]:
    """The cells of each published table by a reader of its own: a tab opens a cell, a title opens a table."""
    tables: list[list[str]] = []
    for line in TEXT.read_text(encoding="utf-8").split("第二部分")[1].split("\n"):
        if line.startswith("\t"):
            tables[-1].append(line[1:])
        elif line.rstrip().endswith("绩效目标表"):
            tables.append([])
        elif tables and tables[-1]:
            tables[-1][-1] += "\n" + line
    return tables


def _cells(table) -> list[str]:
    """The texts of a Word table in order, each merged cell once, blank ones left out."""
    seen, texts = [], []
    for row in table.rows:
        for cell in row.cells:
            if all(cell._tc is not other for other in seen):
                seen.append(cell._tc)
                texts.append(cell.text)
    return [text for text in texts if text.strip(BLANKS)]


def _squeezed(text: str) -> str:
    """Lines without the blank ones: a cell of a text export cannot tell line breaks from paragraphs."""
    return "\n".join(line.strip(BLANKS) for line in text.split("\n") if line.strip(BLANKS))


def test_progress_equals_sql_over_the_same_vouchers(sample: Path, capsys) -> None:
    """Summed a second time by sqlite, from the file itself."""
    assert run(capsys, "ledger", sample / "book.xlsx", SAMPLE / "vouchers_2023.csv", "-o", sample / "l.xlsx")[0] == 0
    rows = [row for row in reader((SAMPLE / "vouchers_2023.csv").read_text(encoding="utf-8-sig").splitlines()) if len(row) == 6][1:]
    base = sqlite3.connect(":memory:")
    base.execute("create table v (day text, code text, fen integer)")
    base.executemany("insert into v values (?, ?, ?)", [(row[0], row[2], int(Decimal(row[4]) * 100)) for row in rows])
    for node, day in ((3, "2023-03-31"), (6, "2023-06-30"), (10, "2023-10-31"), (12, "2023-12-31")):
        _, out, _ = run(capsys, "progress", sample / "l.xlsx", "--as-of", day, "--format", "json")
        printed = json.loads(out)
        assert printed["node"] == node
        for project in printed["projects"]:
            (fen,) = base.execute("select coalesce(sum(fen), 0) from v where code = ? and day <= ?",
                                  (project["code"], day)).fetchone()
            assert Decimal(project["spent_exact"]) * 1_000_000 == fen
    base.close()


def test_loading_the_same_vouchers_again_changes_nothing(sample: Path, capsys) -> None:
    run(capsys, "ledger", sample / "book.xlsx", SAMPLE / "vouchers_2023.csv", "-o", sample / "once.xlsx")
    _, out, _ = run(capsys, "ledger", sample / "once.xlsx", SAMPLE / "vouchers_2023.csv", "-o", sample / "twice.xlsx",
                    "--format", "json")
    assert json.loads(out)["loaded"]["rows"] == 0
    printed = [run(capsys, "progress", sample / f"{name}.xlsx", "--as-of", "2023-12-31", "--format", "json")[1]
               for name in ("once", "twice")]
    assert printed[0] == printed[1]


def test_planned_totals_at_the_nodes(sample: Path, capsys) -> None:
    """A blank plan cell carries the last figure forward; read as zero, 369 万元 would be missing at the year's end."""
    planned = {}
    for day in ("2023-03-31", "2023-06-30", "2023-10-31", "2023-12-31"):
        _, out, _ = run(capsys, "progress", sample / "book.xlsx", "--as-of", day, "--format", "json")
        planned[day] = json.loads(out)["total"]["planned_exact"]
    assert list(planned.values()) == ["8127.818", "16109.572", "25586.1245", "33381.60"]


def test_demo_makes_every_file(tmp_path: Path, capsys) -> None:
    code, out, _ = run(capsys, "demo", "-o", tmp_path / "demo")
    assert code == 0
    made = {file.name for file in (tmp_path / "demo").iterdir()}
    assert made == {"各单位填报", "部门工作簿.xlsx", "校验结果.xlsx", "支出台账.xlsx", "支出进度_6月底.xlsx", "汇总工作簿.xlsx",
                    "部门绩效目标报告.docx", "部门绩效目标报告.pdf", "支出进度提醒",
                    *(f"{name}{ending}" for name in ("支出进度情况", "绩效监控情况表") for ending in (".docx", ".pdf", ".xlsx"))}
    assert "33381.60" in out


def test_two_runs_write_the_same_bytes(sample: Path, tmp_path: Path, capsys) -> None:
    for name in ("a", "b"):
        run(capsys, "import", SAMPLE / "department.json", "-o", tmp_path / f"{name}.xlsx")
        run(capsys, "report", tmp_path / f"{name}.xlsx", "-o", tmp_path / f"{name}.docx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_validating_a_workbook_with_a_ledger_judges_its_spending(sample: Path, tmp_path: Path, capsys) -> None:
    """Spending above the budget is an error at the budget's cell; a ledger that ends in May says nothing of June."""
    project = dump(sample / "book.xlsx")["projects"][0]  # type: ignore[index]
    export = tmp_path / "流水.csv"
    export.write_text(f"凭证号,日期,项目编码,金额（元）\n1,2023-05-09,{project['code']},600000.00\n", encoding="utf-8")
    assert run(capsys, "ledger", sample / "book.xlsx", export, "-o", tmp_path / "loaded.xlsx")[0] == 0
    _, out, _ = run(capsys, "validate", tmp_path / "loaded.xlsx", "--format", "json", "--select", "PR")
    found = json.loads(out)["findings"]
    assert [(each["rule"], each["project_no"]) for each in found if each["severity"] == "error"] == [("PR101", 1)]
    assert all(each.get("node") in (None, 3) for each in found)
