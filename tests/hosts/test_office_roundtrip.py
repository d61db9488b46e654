"""LibreOffice opens what we write, and what it saves can be patched again."""

import os
import shutil
import subprocess

import pytest

from perf_xl.hosts.note_box import HEADING
from perf_xl.hosts.xlsx_draw import drawn
from perf_xl.hosts.xlsx_patch import patched
from perf_xl.layout.styles import STYLES
from perf_xl.picture.blueprint import Formula
from perf_xl.picture.edit import Edit, Mark, Redraw
from tests.hosts.received import SHEET, opened, received, values
from tests.hosts.test_draw import BLUEPRINT, NAME
from tests.hosts.test_patch import drawing

OFFICE = os.environ.get("PERF_XL_SOFFICE") or shutil.which("soffice")
pytestmark = [pytest.mark.office, pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")]


@pytest.fixture(scope="module")
def resaved(tmp_path_factory):
    """Saves a workbook through LibreOffice, with a profile of its own."""
    home = tmp_path_factory.mktemp("office")

    def save(content: bytes) -> bytes:
        source = home / "in.xlsx"
        source.write_bytes(content)
        (home / "out").mkdir(exist_ok=True)
        target = home / "out" / "in.xlsx"
        target.unlink(missing_ok=True)
        subprocess.run([str(OFFICE), f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore",
                        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target.parent), str(source)],
                       check=True, capture_output=True, timeout=120)
        return target.read_bytes()

    return save


def test_a_patched_workbook_goes_through_libreoffice_and_back_to_us(resaved):
    changes = [Edit(SHEET, 2, 2, 50, 51), Edit(SHEET, 5, 2, None, "=文字"), Edit(SHEET, 6, 2, None, Formula("=B2*2", 102)),
               Mark(SHEET, 2, 1, "mark.error", "用词有误"), Mark(SHEET, 2, 3, "mark.warning", "请核对"), Redraw(drawing())]
    content = resaved(patched(received(), changes)[0])
    rows = values(content, SHEET)
    assert (rows[1][1], rows[4][1], rows[5][1]) == (51, "=文字", 102)
    book = opened(content)
    assert book.sheetnames[-1] == "校验结果"
    assert len(book["校验结果"]._charts) == 1
    assert book[SHEET]["A2"].comment.text == f"用户自己的批注\n{HEADING}\n用词有误"
    assert book[SHEET]["C2"].fill.fgColor.rgb == "FF" + STYLES["mark.warning"].fill

    bare, refused = patched(content, [Mark(SHEET, 2, 1), Mark(SHEET, 2, 3), Edit(SHEET, 2, 2, 51, 52), Redraw(drawing(5))])
    assert refused == []
    sheet = opened(bare)[SHEET]
    assert sheet["A2"].comment.text == "用户自己的批注"
    assert sheet["C2"].comment is None
    assert sheet["C2"].fill.fill_type is None
    assert values(resaved(bare), SHEET)[1][1] == 52


def test_a_drawn_workbook_keeps_lists_locks_and_charts(resaved):
    sheet = opened(resaved(drawn(BLUEPRINT)))[NAME]
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation} == {"一级指标", "0"}
    assert sheet.protection.sheet
    assert len(sheet._charts) == 1
    assert sheet["A4"].value == "=A3*2"
