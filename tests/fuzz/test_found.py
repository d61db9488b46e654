"""What the fuzzers found, each as the smallest input that showed it; and a short run of every fuzzer."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from perf_xl.actions import report
from perf_xl.consolidate.roster import RosterUnit, roster_of
from perf_xl.desk.gathering import read_roster, take
from perf_xl.errors import Unusable
from perf_xl.hosts.file_names import safe_file_name
from perf_xl.hosts.inbox import inlets, shown_name
from perf_xl.hosts.xlsx_patch import patched
from perf_xl.hosts.xlsx_read import read_workbook, read_xlsx
from perf_xl.intake.headings import opening_of
from perf_xl.intake.ledger import read_ledgers
from perf_xl.messages.say import sentence
from perf_xl.model.amount import MoneyUnit, read_amount
from perf_xl.model.entry import written
from perf_xl.model.goal import split_goals
from perf_xl.model.project_code import nearest_code
from perf_xl.picture.edit import Mark
from perf_xl.report.word_template import template_bytes
from tests.consolidate.mails import mail
from tests.fuzz import bases
from tests.fuzz.driver import run
from tests.fuzz.subjects import SUBJECTS
from tests.fuzz.workbook_faults import packed
from tests.hosts.crafted import parts_of, shared_xml, sheet_xml, workbook, zipped

# Inputs per fuzzer in the suite: about half a minute of one processor. Longer: python -m tests.fuzz --seconds 600
BOUNDED = {"workbooks": 250, "documents": 150, "ledgers": 60, "dumps": 150, "grammar": 1_500}


@pytest.mark.skipif(os.name != "posix", reason="the limits on time and memory are those of POSIX")
@pytest.mark.parametrize("name", SUBJECTS)
def test_a_short_run_of_every_fuzzer(name: str) -> None:
    """Always the same seeds: a failure here is a failure everywhere."""
    found = run(name, 1, BOUNDED.get(name, 100))
    assert found.failures == {}
    assert found.inputs == BOUNDED.get(name, 100)
    assert found.outcomes


def test_a_formula_that_is_no_utf8(tmp_path: Path) -> None:
    sheet = sheet_xml('<row r="1"><c r="A1"><f>?</f><v>1</v></c></row>').encode().replace(b"?</f>", b"\x99</f>")
    with pytest.raises(Unusable) as refused:
        read_xlsx(zipped({**parts_of({"表": ""}), "xl/worksheets/sheet1.xml": sheet}), "a.xlsx")
    assert refused.value.what == "read.bad_xml"


def test_a_number_spelled_with_an_entity_is_read_whole() -> None:
    """The fast reader cuts it at the entity."""
    grid = read_xlsx(workbook('<row r="1"><c r="A1"><v>5&#48;</v></c><c r="B1"><v>甲&lt;乙</v></c></row>'), "a.xlsx")
    assert grid.sheets[0].rows[0] == (50.0, "甲<乙")


@pytest.mark.parametrize("encoding", ["true", "cp037", "utf-7", "gb18030"])
def test_a_part_that_names_another_encoding_is_not_searched_as_bytes(encoding: str) -> None:
    book = str(parts_of({"表": ""})["xl/workbook.xml"]).replace('encoding="UTF-8"', f'encoding="{encoding}"')
    try:
        read_xlsx(zipped({**parts_of({"表": sheet_xml("")}), "xl/workbook.xml": book}), "a.xlsx")
    except Unusable as refused:
        assert refused.what == "read.bad_xml"


def test_half_a_character_in_an_escape() -> None:
    grid = read_xlsx(workbook('<row r="1"><c r="A1" t="inlineStr"><is><t>a_xD800_b</t></is></c></row>'), "a.xlsx")
    assert str(grid.sheets[0].at(1, 1)).encode()


def test_a_part_without_a_name() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"x")
        for name, data in bases.workbooks()[-1].items():
            archive.writestr(name, data)
    with pytest.raises(Unusable) as refused:
        read_xlsx(out.getvalue(), "a.xlsx")
    assert refused.value.what == "read.odd_zip"


def test_a_damaged_old_workbook_says_nothing_on_the_error_stream(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The fast reader's own fault would print a stack."""
    content = bytearray(bases.old_workbook())
    sector = int.from_bytes(content[48:52], "little")
    for cut in range((sector + 1) * 512 + 64, (sector + 1) * 512 + 512, 64):
        (tmp_path / "a.xls").write_bytes(content[:cut])
        with pytest.raises(Unusable):
            read_workbook(tmp_path / "a.xls")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", ["（０）总体", "０、总体", "１２、总体"])
def test_full_width_numbers_open_a_line(text: str) -> None:
    assert opening_of(text)


def test_goals_numbered_in_other_digits() -> None:
    assert [goal.number for goal in split_goals("１２、甲\n１３、乙")] == [12, 13]
    assert [goal.number for goal in split_goals("①甲\n②乙")] == [1, 2]


def test_long_texts_are_no_numbers_and_no_codes() -> None:
    """Each of these took seconds before its length was looked at."""
    assert nearest_code("9" * 200_000, ("13060023P00001310001R",)) is None
    assert read_amount(written("9" * 200_000), MoneyUnit.WAN).value is None
    assert len(safe_file_name("长" * 200_000)) <= 120


@pytest.mark.parametrize("text", ["9" * 40, "0." + "1" * 40, "9" * 19 + "万元"])
def test_numbers_beyond_exact_arithmetic_are_no_amounts(text: str) -> None:
    """A rule that rounds them crashed."""
    assert read_amount(written(text), MoneyUnit.WAN).value is None
    assert read_amount(written("999999999999999.99"), MoneyUnit.WAN).value is not None


def test_a_shared_text_of_two_pieces_is_read_one_way() -> None:
    grid = read_xlsx(workbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared_xml("<t>甲</t><t>乙</t>")), "a.xlsx")
    assert grid.sheets[0].at(1, 1) == "甲乙"


def test_a_blank_shared_text_keeps_its_place_and_a_stray_one_has_none() -> None:
    shared = shared_xml("<t>甲</t>", "", "<t>乙</t>").replace("</si><si></si>", "</si><t>散</t><si></si>")
    cells = "".join(f'<c r="{name}1" t="s"><v>{number}</v></c>' for number, name in enumerate("ABC"))
    grid = read_xlsx(workbook(f'<row r="1">{cells}</row>', shared), "a.xlsx")
    assert [grid.sheets[0].at(1, column) for column in (1, 2, 3)] == ["甲", None, "乙"]


def test_facts_of_a_refusal_stay_on_one_line() -> None:
    said = Unusable("read.missing", book="a\nb\x1b[31m\u202ec.xlsx").facts["book"]
    assert said == "a b\ufffd[31m\ufffdc.xlsx"


# Seeds 67243, 68170 and 89480 of the workbooks: the fast reader takes the outer text, the parser the inner or none.
NESTED = ('<c r="A1" t="s"><v>0<v>1</v></v></c>', '<c r="A1"><v>31<v>30</v></v></c>', '<c r="A1"><v>3<x/>1</v></c>',
          '<c r="A1"><f>1<f>2</f></f><v>3</v></c>', '<c r="A1" t="inlineStr"><is><t>a<t>b</t></t></is></c>')


def _nested(cell: str) -> bytes:
    return workbook(f'<row r="1">{cell}<c r="B1"><v>7</v></c></row>', shared_xml("<t>甲</t>", "<t>乙</t>"))


@pytest.mark.parametrize("cell", NESTED)
def test_a_value_inside_a_value_is_not_marked(cell: str) -> None:
    """What a copy of it would say is a guess."""
    with pytest.raises(Unusable) as refused:
        patched(_nested(cell), [Mark("表", 1, 2, "mark.error", "说明")], "a.xlsx")
    assert refused.value.what == "write.damaged"


@pytest.mark.parametrize("cell", NESTED)
def test_a_value_inside_a_value_is_read_one_way(cell: str) -> None:
    for comment in ("", "<!-- read by the parser -->"):
        with pytest.raises(Unusable) as refused:
            read_xlsx(_nested(cell + comment), "a.xlsx")
        assert refused.value.what == "read.bad_xml"


def _fates(folder: Path, name: str, data: bytes) -> list[tuple[str, str]]:
    (folder / name).write_bytes(data)
    (inlet,) = inlets([folder / name])
    return [(each.fate.shown, each.fate.reason) for each in take(inlet)]


def test_a_zip_entry_without_a_name_is_told_of(tmp_path: Path) -> None:
    """It ended the whole consolidation."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"x")
        archive.writestr("a.txt", b"x")
    names = [name for name, _ in _fates(tmp_path, "a.zip", out.getvalue())]
    assert names == ["a.zip", "a.zip/a.txt", "a.zip/？"]


def test_an_entry_packed_in_an_odd_way_is_refused_before_it_asks_for_memory(tmp_path: Path) -> None:
    """LZMA names the memory it wants in its head; a damaged one ended the whole consolidation."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xlsx", b"x" * 100)
    assert ("a.zip/a.xlsx", "inbox.odd_packing") in _fates(tmp_path, "a.zip", out.getvalue())


@pytest.mark.parametrize("name", [".", "..", "...", "a/..", "..\\.."])
def test_an_attachment_called_like_a_folder_gets_a_name(name: str, tmp_path: Path) -> None:
    assert [told for told, _ in _fates(tmp_path, "m.eml", mail({name: b"x"}))] == ["m.eml", "m.eml/附件2"]


def test_a_name_with_a_separator_of_lines_stays_on_one_line() -> None:
    assert shown_name("a\u2028b\u2029c.xlsx") == "a_b_c.xlsx"


def _template(name: str, data: bytes) -> bytes:
    return packed({**bases.parts(template_bytes()), name: data})


@pytest.mark.parametrize(("content", "key"), [
    (_template("word/styles.xml", b"no XML"), "report.bad_template"), (_template("[Content_Types].xml", b"<a"), "report.bad_template"),
    (_template("word/_rels/document.xml.rels", b""), "report.bad_template"),
    (_template("word/document.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), "read.dtd"),
    (_template("word/media/a.bin", bytes(20_000_000)), "read.ratio"), (_template("../../x.xml", b"x"), "read.path_escape"),
    (template_bytes()[:-40], "report.bad_template")], ids=range(7))
def test_a_template_that_cannot_be_followed_is_refused_in_a_sentence(content: bytes, key: str, tmp_path: Path) -> None:
    """Each was a mistake of ours, or was unpacked whole whatever it held."""
    (tmp_path / "模板.docx").write_bytes(content)
    with pytest.raises(Unusable) as refused:
        report(bases.small_department(), tmp_path / "a.docx", template=tmp_path / "模板.docx")
    assert refused.value.what == key
    assert "模板.docx" in sentence(key, "zh", **refused.value.facts)
    assert not (tmp_path / "a.docx").exists()


def test_a_wrapped_name_of_a_roster_is_one_name() -> None:
    """It was told on two lines, and no unit had that name."""
    assert roster_of([["312001\n保定市公安局\n（本级）"], ["312002", " 交通\r\n支队 "]], "a") == (
        RosterUnit("312001", "保定市公安局（本级）"), RosterUnit("312002", "交通支队"))


def test_a_roster_with_an_endless_cell(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x" * 200_000, encoding="utf-8")
    with pytest.raises(Unusable, match=r"consolidate\.roster_empty"):
        read_roster(tmp_path / "a.csv")


@pytest.mark.parametrize("width", ["0x1", "壹佰", "1e400", "-5", "", "9" * 30, "１２"])
def test_a_template_whose_page_has_no_usable_width(width: str, tmp_path: Path) -> None:
    document = bases.parts(template_bytes())["word/document.xml"].decode().replace('w:w="11906"', f'w:w="{width}"').replace('w:left="1417"', f'w:left="{width}"')
    (tmp_path / "模板.docx").write_bytes(_template("word/document.xml", document.encode()))
    report(bases.small_department(), tmp_path / "a.docx", template=tmp_path / "模板.docx")
    assert zipfile.is_zipfile(tmp_path / "a.docx")


def test_a_cell_longer_than_the_library_takes_is_a_cell_of_an_export(tmp_path: Path) -> None:
    """It ended the whole command."""
    lines = [*bases.vouchers()[:3], ",".join(["x" * 200_000, *bases.vouchers()[3].split(",")[1:]])]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    read = read_ledgers([tmp_path / "a.csv"], 2023, {}, blocks_from=1 << 40)
    assert read.balances
    (tmp_path / "b.csv").write_text("项目编码,金额," + "x" * 2_000_000, encoding="utf-8")
    with pytest.raises(Unusable, match=r"ledger\.no_header"):
        read_ledgers([tmp_path / "b.csv"], 2023, {})
