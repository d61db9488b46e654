"""校验封存: survives saving, names every change of meaning, shows who sealed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl.styles import Font

from perf_xl.cli import main
from perf_xl.consolidate.meaning import meaning
from perf_xl.consolidate.seal import Key, SealState, changes_since, examine, fingerprint, make_seal
from perf_xl.hosts.xlsx_patch import patched
from perf_xl.hosts.xlsx_read import read_workbook, read_xlsx
from perf_xl.layout import form
from perf_xl.layout.read import read
from perf_xl.layout.seal_sheet import PROPERTY, read_seal
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.picture.edit import Property
from tests.consolidate.books import RECEIPT, book, edited, read_back, sample, sealed, unit, write
from tests.hosts.received import opened

OFFICE = os.environ.get("PERF_XL_SOFFICE") or shutil.which("soffice")
KEY = Key("市公安局财务科", b"0123456789abcdef")


def _examined(content: bytes, key: Key | None = None):
    grid = read_xlsx(content, "a.xlsx")
    return examine(read(grid).department, read_seal(grid), key)


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The sample's workbook of 54 projects, sealed."""
    return sealed(book(sample()))


@pytest.fixture(scope="module")
def small() -> bytes:
    return sealed(book(unit(1)), KEY)


def test_a_sealed_workbook_is_intact_and_says_so_in_three_places(small) -> None:
    grid = read_xlsx(small, "a.xlsx")
    seal = read_seal(grid)
    assert _examined(small).state is SealState.INTACT
    assert seal is not None
    assert seal.receipt == replace(RECEIPT, signer=KEY.name)
    assert grid.properties[PROPERTY].startswith(seal.fingerprint)
    assert grid.sheet(form.SEALED).hidden
    cover = next(name.area for name in grid.names if name.name == form.NAME_SEAL)
    assert str(grid.sheet(form.COVER).at(cover.top, cover.left)).startswith(seal.short)


def test_a_workbook_without_seal_says_none() -> None:
    assert _examined(book(unit(1))).state is SealState.NONE


def test_only_the_right_key_is_recognised(small) -> None:
    assert _examined(small, KEY).state is SealState.SIGNED
    assert _examined(small, Key("别人", b"fedcba9876543210")).state is SealState.FOREIGN_KEY


def test_who_seals_again_without_the_key_is_found_out(small) -> None:
    department = read_back(small)
    place = department.projects[0].budget.entry.place
    forged = sealed(edited(small, place.sheet, place.row, place.column, 1.0))
    assert _examined(forged).state is SealState.INTACT
    assert _examined(forged).seal.signature == ""
    assert _examined(forged, KEY).state is SealState.INTACT     # not SIGNED: nobody who holds the key sealed it


def test_looks_blank_rows_and_marks_do_not_break_the_seal(small) -> None:
    workbook = opened(small)
    sheet = workbook[read_back(small).projects[0].place.sheet]
    sheet["A1"].font = Font(bold=True)
    sheet.column_dimensions["C"].width = 40
    sheet.row_dimensions[3].height = 60
    workbook.create_sheet("我的草稿")["A1"] = "随便写写"
    stored = io.BytesIO()
    workbook.save(stored)
    assert _examined(stored.getvalue()).state is SealState.INTACT


def test_saving_by_openpyxl_keeps_the_seal(whole) -> None:
    stored = io.BytesIO()
    opened(whole).save(stored)
    assert _examined(stored.getvalue()).state is SealState.INTACT


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("ending", ["xlsx:Calc MS Excel 2007 XML", "ods"])
def test_saving_by_libreoffice_keeps_the_seal(whole, tmp_path, ending: str) -> None:
    """All 54 tables, once as .xlsx, once through .ods and back."""
    (tmp_path / "sealed.xlsx").write_bytes(whole)
    at = tmp_path / "sealed.xlsx"
    for step in dict.fromkeys((ending, "xlsx:Calc MS Excel 2007 XML")):
        out = tmp_path / f"out{step[:3]}"
        subprocess.run([str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore",
                        "--convert-to", step, "--outdir", str(out), str(at)], check=True, capture_output=True, timeout=180)
        at = next(out.iterdir())
    content = at.read_bytes()
    assert _examined(content).state is SealState.INTACT
    assert read_xlsx(content, "a.xlsx").properties[PROPERTY] == read_xlsx(whole, "a.xlsx").properties[PROPERTY]
    place = read_back(content).projects[53].indicators[-1].evidence.place
    found = _examined(edited(content, place.sheet, place.row, place.column, "改过的依据"))
    assert [(each.field, each.place.cell) for each in found.changes] == [("evidence", place.cell)]


def _cells_of(department: Department):
    """Every filled field that stands in a cell of its own, with its project."""
    return [(table, part) for table in meaning(department)[1:] for part in table.fields if part.value and part.place.row]


SEALED_SAMPLE = make_seal(sample(), RECEIPT)
IN_WORKBOOK = read_back(book(sample()))
FIELDS = _cells_of(IN_WORKBOOK)


def test_there_are_as_many_fields_as_the_form_has() -> None:
    assert len(FIELDS) > 54 * 45


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_one_changed_character_in_any_field_is_named_at_its_cell(data) -> None:
    _, part = data.draw(st.sampled_from(FIELDS))
    spot = data.draw(st.integers(0, len(part.value) - 1))
    other = data.draw(st.sampled_from("甲7≤").filter(lambda letter: letter != part.value[spot]))
    changed = _with_text(IN_WORKBOOK, part.place, part.value[:spot] + other + part.value[spot + 1:])
    if fingerprint(changed) == fingerprint(IN_WORKBOOK):
        return                      # 0.50 written otherwise still says the same
    named = {(each.field, each.place) for each in changes_since(changed, SEALED_SAMPLE)}
    assert (part.field, part.place) in named
    assert {place.row for _, place in named} == {part.place.row}


def test_every_field_of_every_table_is_named_when_it_changes() -> None:
    """Not a sample of them: each of the more than 2500 fields once, a table at a time."""
    for position, table in enumerate(meaning(IN_WORKBOOK)[1:]):
        alone = replace(IN_WORKBOOK, projects=(IN_WORKBOOK.projects[position],))
        seal = make_seal(alone, RECEIPT)
        for part in table.fields:
            if not part.value or not part.place.row:
                continue
            changed = _with_text(alone, part.place, part.value + "1")
            named = {(each.field, each.place) for each in changes_since(changed, seal)}
            assert (part.field, part.place) in named, (table.name, part)


def _with_text(department: Department, place, text: str) -> Department:
    """The department read again with another text in one cell, by the reader itself."""
    from msgspec import Struct
    from msgspec.structs import fields

    from perf_xl.model.amount import Amount, read_amount
    from perf_xl.model.entry import Entry
    from perf_xl.model.plan import PlanStep, read_step

    def walk(value):
        if isinstance(value, Entry):
            return written(text, place) if value.place == place else value
        if isinstance(value, Amount):
            return read_amount(walk(value.entry), value.unit) if value.entry.place == place else value
        if isinstance(value, PlanStep):
            return read_step(value.node, walk(value.entry)) if value.entry.place == place else value
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return tuple(map(walk, value))
        if isinstance(value, Struct):
            return replace(value, **{field.name: walk(getattr(value, field.name)) for field in fields(value)})
        return value

    projects = tuple(walk(each) if each.place.sheet == place.sheet else each for each in department.projects)
    return replace(department, projects=projects)


def test_rows_and_projects_that_come_and_go_are_named() -> None:
    whole = read_back(book(unit(0)))
    seal = make_seal(whole, RECEIPT)
    first = whole.projects[0]
    shorter = replace(whole, projects=(replace(first, indicators=first.indicators[1:]), *whole.projects[1:-1]))
    kinds = [(each.kind, each.field, each.name) for each in changes_since(shorter, seal) if not each.field]
    assert kinds == [("removed", "", first.name.text), ("removed", "", whole.projects[-1].name.text)]


def test_what_was_there_before_stays_unknown_but_what_is_there_now_is_told() -> None:
    department = read_back(book(unit(1)))
    seal = make_seal(department, RECEIPT)
    changed = replace(department, projects=(replace(department.projects[0], purpose=written("新的用途", department.projects[0].purpose.place)),
                                            *department.projects[1:]))
    (change,) = changes_since(changed, seal)
    assert (change.field, change.before, change.after) == ("purpose", None, "新的用途")


def test_a_seal_of_which_half_is_gone_is_damaged_not_intact(small) -> None:
    """封存 deleted, the property left: it cannot tell what changed, so it does not vouch."""
    workbook = opened(small)
    del workbook[form.SEALED]
    stored = io.BytesIO()
    workbook.save(stored)
    assert _examined(stored.getvalue()).state is SealState.DAMAGED
    bare = patched(stored.getvalue(), [Property(PROPERTY, "")])[0]
    assert _examined(bare).state is SealState.NONE


@pytest.fixture
def faultless(tmp_path):
    """A workbook in which no rule finds an error."""
    from tests.case_file import context_of

    return write(context_of({}).department, tmp_path / "无错.xlsx")


def test_validate_seals_what_has_no_error_and_verify_tells(faultless, tmp_path, capsys) -> None:
    marked = tmp_path / "封存.xlsx"
    assert main(["key", "市教育局", "-o", str(tmp_path / "k.key")]) == 0
    assert main(["validate", str(faultless), "--mark", str(marked), "--seal", "--key", str(tmp_path / "k.key")]) == 0
    assert "已封存" in capsys.readouterr().out
    assert main(["verify", str(marked), "--key", str(tmp_path / "k.key")]) == 0
    assert "密钥相符（市教育局）" in capsys.readouterr().out
    receipt = read_workbook(marked).sheet(form.RECEIPT)
    assert receipt is not None
    assert receipt.at(3, 1) == "部门（单位）"
    place = read_back(marked.read_bytes()).projects[0].indicators[0].value.place
    marked.write_bytes(edited(marked.read_bytes(), place.sheet, place.row, place.column, "≥999次"))
    assert main(["verify", str(marked)]) == 1
    out = capsys.readouterr().out
    assert f"{place.sheet} {place.cell}" in out
    assert "≥999次" in out


def test_a_workbook_with_errors_is_marked_but_not_sealed(tmp_path, capsys) -> None:
    source = write(unit(0), tmp_path / "有错.xlsx")
    assert main(["validate", str(source), "--mark", str(tmp_path / "m.xlsx"), "--seal"]) == 1
    assert "没有封存" in capsys.readouterr().err
    assert read_seal(read_workbook(tmp_path / "m.xlsx")) is None


@pytest.mark.parametrize("arguments", [["--seal"], ["--seal", "--mark", "m.xlsx", "--select", "ID"]])
def test_a_seal_wants_a_copy_and_all_rules(arguments, faultless, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["validate", str(faultless), *arguments]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not (tmp_path / "m.xlsx").exists()


def test_a_key_is_never_overwritten_and_never_guessed(tmp_path, capsys) -> None:
    key = tmp_path / "k.key"
    assert main(["key", "甲", "-o", str(key)]) == 0
    before = key.read_bytes()
    assert main(["key", "乙", "-o", str(key)]) == 2
    assert key.read_bytes() == before
    (tmp_path / "bad.key").write_text("短", encoding="utf-8")
    assert main(["verify", "x.xlsx", "--key", str(tmp_path / "bad.key")]) == 2
    assert "不是封存密钥" in capsys.readouterr().err
