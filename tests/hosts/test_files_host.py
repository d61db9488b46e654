"""A workbook in a file: the source never changes, the copy takes every change."""

from io import StringIO

import pytest

from perf_xl.errors import Unusable
from perf_xl.hosts.files import FilesHost
from perf_xl.picture.edit import Edit, Mark, Property
from tests.hosts.received import SHEET, received


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "收到.xlsx"
    path.write_bytes(received())
    return path


def test_changes_go_into_the_copy_one_after_another(source, tmp_path):
    host = FilesHost(source, copy_to=tmp_path / "标记.xlsx")
    assert host.apply([Edit(SHEET, 2, 2, 50, 51), Mark(SHEET, 2, 2, "mark.error", "金额不符")]) == []
    assert host.apply([Edit(SHEET, 2, 4, 12.5, "=1"), Property("perf_xl.seal", "abc")]) == []
    sheet = host.snapshot().sheet(SHEET)
    assert sheet is not None
    assert (sheet.at(2, 2), sheet.at(2, 4)) == (51, "=1")
    assert host.snapshot().properties["perf_xl.seal"] == "abc"
    assert source.read_bytes() == received()


def test_what_was_read_is_what_an_edit_may_expect(source, tmp_path):
    host = FilesHost(source, copy_to=tmp_path / "改.xlsx")
    sheet = host.snapshot().sheet(SHEET)
    assert sheet is not None
    edits = [Edit(SHEET, row, column, value, "新") for row, line in enumerate(sheet.rows, 1)
             for column, value in enumerate(line, 1) if value not in (None, "")]
    assert len(edits) > 30
    assert host.apply(edits) == []
    again = [Edit(SHEET, 2, 1, "预算数", "旧")]
    assert host.apply(again) == again


def test_nothing_is_written_without_a_target_or_over_the_source(source):
    for host, what in ((FilesHost(source), "write.no_target"), (FilesHost(source, copy_to=source), "write.is_input")):
        with pytest.raises(Unusable) as problem:
            host.apply([Mark(SHEET, 2, 2, "mark.info")])
        assert problem.value.what == what
    assert source.read_bytes() == received()


def test_it_tells_and_cannot_be_asked(source):
    out = StringIO()
    host = FilesHost(source, out=out)
    host.show("已校验")
    assert out.getvalue() == "已校验\n"
    assert host.ask("选哪个？", ["甲", "乙"]) is None
