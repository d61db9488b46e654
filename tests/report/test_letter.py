"""退回修改意见: every finding stands in exactly one letter, at its cell, with advice and basis."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.report.letter_outline import Letter, letter_report, letter_text, letters_of
from perf_xl.report.to_docx import docx_bytes
from perf_xl.rules.finding import Waived
from perf_xl.rules.findings_json import CheckedFile
from tests.consolidate.books import sample, unit, write

DAY, DEADLINE = date(2023, 1, 12), date(2023, 1, 20)


@pytest.fixture(scope="module")
def department() -> CheckedFile:
    return actions.check(actions.Opened(Path("部门.xlsx"), sample()), DAY)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> CheckedFile:
    book = write(unit(11), tmp_path_factory.mktemp("unit") / "312018.xlsx")
    return actions.check(actions.open_department(book), DAY)


def letter(checked: CheckedFile) -> Letter:
    return letters_of(checked, "某市财政局", DAY, DEADLINE)[0]


def test_each_of_12_units_gets_its_own_findings_and_nothing_is_lost(department: CheckedFile) -> None:
    letters = letters_of(department, "某局", DAY)
    assert [each.unit_body for each in letters] == list(sample().unit_bodies)
    told = [remark for each in letters for sheet in each.sheets for remark in sheet.remarks]
    assert sorted(map(str, told)) == sorted(str(remark) for remark in department.remarks if not remark.waived)
    for each in letters:
        codes = {project.code.text for project in sample().of_unit(each.unit_body)}
        assert {sheet.project_code for sheet in each.sheets} - {""} <= codes


def test_the_letter_names_sheet_cell_advice_and_basis(one: CheckedFile) -> None:
    read = docx.Document(io.BytesIO(docx_bytes(letter_report(letter(one)))))
    rows = [[cell.text for cell in row.cells] for table in read.tables for row in table.rows[1:]]
    expected = [[remark.place.cell, remark.message, remark.advice, remark.basis]
                for sheet in letter(one).sheets for remark in sheet.remarks]
    assert [row[2:] for row in rows] == expected
    said = [paragraph.text for paragraph in read.paragraphs]
    assert "请于2023年1月20日前改正，重新校验封存后报送。" in said
    assert any(sheet.name in line for sheet in letter(one).sheets for line in said)


def test_the_text_for_the_mail_says_the_same(one: CheckedFile) -> None:
    text = letter_text(letter(one))
    for sheet in letter(one).sheets:
        assert f"工作表：{sheet.name}" in text
        for remark in sheet.remarks:
            assert f"{remark.place.cell}：{remark.message}改法：{remark.advice}（依据：{remark.basis}）" in text
    assert "2023年1月20日前" in text
    assert text.rstrip().endswith("某市财政局\n2023年1月12日")


def test_the_gravest_stand_first_within_a_sheet(one: CheckedFile) -> None:
    for sheet in letter(one).sheets:
        levels = [["error", "warning", "info"].index(remark.level) for remark in sheet.remarks]
        assert levels == sorted(levels)


def test_accepted_findings_are_counted_not_listed(one: CheckedFile) -> None:
    waived = replace(one, findings=tuple(replace(each, waived=Waived("有文件")) for each in one.findings),
                     remarks=tuple(replace(each, waived="有文件") for each in one.remarks))
    made = letter(waived)
    assert (made.sheets, made.waived, made.is_needed) == ((), len(one.findings), False)
    assert f"已写明理由的{len(one.findings)}个问题不再列出。" in letter_text(made)


def test_without_a_deadline_a_blank_is_left_for_the_pen(one: CheckedFile) -> None:
    assert "请于＿＿年＿＿月＿＿日前改正" in letter_text(letters_of(one, "", DAY)[0])


def test_the_command_writes_word_and_text_for_each_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (7, 10, 11):
        write(unit(number), tmp_path / "in" / f"{number}.xlsx")
    target = tmp_path / "退回"
    assert main(["letters", str(tmp_path / "in"), "-o", str(target), "--deadline", "2023-01-20", "--sender", "某局"]) == 0
    names = [f"{unit(number).unit_bodies[0]}_退回修改意见{ending}" for number in (7, 10, 11) for ending in (".docx", ".txt")]
    assert sorted(file.name for file in target.iterdir()) == sorted(names)
    assert (target / names[1]).read_bytes().startswith(b"\xef\xbb\xbf")
    assert "共3份退回修改意见" in capsys.readouterr().out


def test_two_workbooks_of_one_unit_get_two_letters(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(unit(11), tmp_path / "in" / f"{name}.xlsx")
    assert main(["letters", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").iterdir())) == 4


def test_a_consolidation_writes_letters_that_name_the_cells_of_the_units_own_files(tmp_path: Path) -> None:
    for number in (7, 11):
        write(unit(number), tmp_path / "in" / f"第{number}个.xlsx")
    main(["consolidate", str(tmp_path / "in"), "-o", str(tmp_path / "汇总.xlsx"), "--letters", str(tmp_path / "退回")])
    text = (tmp_path / "退回" / f"{unit(11).unit_bodies[0]}_退回修改意见.txt").read_text(encoding="utf-8-sig")
    own = actions.open_department(tmp_path / "in" / "第11个.xlsx").department
    assert "（文件：第11个.xlsx）" in text
    assert all(f"工作表：{project.place.sheet}\n" in text.replace("\r\n", "\n") for project in own.projects)
    assert own.projects[0].place.sheet.startswith("1."), "not the number that the department's workbook gives it"
