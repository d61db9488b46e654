"""Older templates, and workbooks that name none: everything they say stands in the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from perf_xl.cli import main
from perf_xl.consolidate.difference import difference
from perf_xl.hosts.xlsx_patch import patched
from perf_xl.hosts.xlsx_read import read_workbook, read_xlsx
from perf_xl.layout import form
from perf_xl.layout.table_sheet import Column, draw_table
from perf_xl.picture.edit import Edit, Redraw
from tests.consolidate.books import book, edited, read_back, unit
from tests.hosts.received import opened


def _older(content: bytes, version: str) -> bytes:
    spots = {name.name: name.area for name in read_xlsx(content, "a").names if not name.scope}
    cells = {form.NAME_VERSION: version, "填报人": "张三", "联系电话": "0312-1234567"}
    return patched(content, [Edit(form.COVER, spots[name].top, spots[name].left, None, text, expects_before=False)
                             for name, text in cells.items()])[0]


def test_an_older_workbook_says_the_same_afterwards(tmp_path: Path, capsys) -> None:
    old = tmp_path / "旧.xlsx"
    old.write_bytes(_older(book(unit(4, submission=2)), "2024.1"))
    assert main(["upgrade", str(old), "-o", str(tmp_path / "新.xlsx")]) == 0
    out = capsys.readouterr().out
    assert "2024.1" in out
    assert out.count("项目表“") == len(unit(4).projects)
    new = read_back((tmp_path / "新.xlsx").read_bytes())
    assert difference(read_back(old.read_bytes()), new) == ()
    assert (new.template_version, new.submission) == (form.TEMPLATE_VERSION, 2)
    told = {text for _, _, text in read_workbook(tmp_path / "新.xlsx").sheet(form.COVER).texts()}
    assert {"张三", "0312-1234567"} <= told


def test_a_half_filled_form_without_any_template_is_known_by_its_labels(tmp_path: Path, capsys) -> None:
    """One bare table, with a value missing and a sheet of the unit's own beside it."""
    import io

    whole = opened(book(unit(1)))
    sheet = whole[read_back(book(unit(1))).projects[0].place.sheet]
    for name in list(whole.sheetnames):
        if name != sheet.title:
            del whole[name]
    for name in list(whole.defined_names):
        del whole.defined_names[name]
    whole.custom_doc_props.props.clear()
    own = whole.create_sheet("我的草稿")
    own["A1"] = "备忘"
    stored = io.BytesIO()
    whole.save(stored)
    place = read_back(stored.getvalue()).projects[0].purpose.place
    old = tmp_path / "散表.xlsx"
    old.write_bytes(edited(stored.getvalue(), place.sheet, place.row, place.column, ""))
    assert main(["upgrade", str(old), "-o", str(tmp_path / "新.xlsx")]) == 0
    out = capsys.readouterr().out
    assert "没有注明版本" in out
    assert "我的草稿" in out
    new = read_back((tmp_path / "新.xlsx").read_bytes())
    assert [each for each in difference(read_back(old.read_bytes()), new) if each.kind != "changed" or each.field not in ("department", "year")] == []
    assert new.projects[0].purpose.is_blank


def test_a_sheet_of_self_evaluation_without_any_form_is_read_as_nothing(tmp_path: Path, capsys) -> None:
    """Workbooks of earlier layouts carry a plain table under that name."""
    old = tmp_path / "旧.xlsx"
    content = _older(book(unit(1)), "2024.1")
    plain = draw_table(form.EVALUATION, "绩效自评", "", (Column("序号", 6), Column("项目编码", 20)), [[1, "13060023P00"]])
    old.write_bytes(patched(content, [Redraw(plain)])[0])
    assert len(read_back(old.read_bytes()).projects) == 1
    assert main(["upgrade", str(old), "-o", str(tmp_path / "新.xlsx")]) == 0
    assert "绩效自评" in capsys.readouterr().out


def test_the_present_version_is_left_alone(tmp_path: Path, capsys) -> None:
    (tmp_path / "a.xlsx").write_bytes(book(unit(1)))
    assert main(["upgrade", str(tmp_path / "a.xlsx"), "-o", str(tmp_path / "b.xlsx")]) == 2
    assert "已经是现行模板" in capsys.readouterr().err
    assert not (tmp_path / "b.xlsx").exists()


@pytest.mark.parametrize("where", ["same", "folder"])
def test_nothing_is_overwritten(where: str, tmp_path: Path, capsys) -> None:
    old = tmp_path / "a.xlsx"
    old.write_bytes(_older(book(unit(1)), "2024.1"))
    before = old.read_bytes()
    assert main(["upgrade", str(old), "-o", str(old if where == "same" else tmp_path)]) == 2
    assert old.read_bytes() == before
