"""A changed copy of a received workbook carries no macro and no broken signature; the rest of it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from perf_xl.errors import Unusable
from perf_xl.hosts.files import FilesHost
from perf_xl.hosts.xlsx_patch import patched
from perf_xl.hosts.xlsx_read import read_xlsx
from perf_xl.picture.edit import Edit
from tests.hosts.received import SHEET, opened, parts, received, with_part

_MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_VBA_LINK = (b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
             b'Target="vbaProject.bin"/></Relationships>')
_SIGNED_LINK = (b'<Relationship Id="rIdSig" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" '
                b'Target="_xmlsignatures/origin.sigs"/></Relationships>')
EDIT = Edit(SHEET, 2, 2, 50, 51)


def with_new(content: bytes, **new: bytes) -> bytes:
    from tests.fuzz.workbook_faults import packed

    return packed({**parts(content), **new})


def macro_book() -> bytes:
    content = received()
    found = parts(content)
    types = found["[Content_Types].xml"].replace(_PLAIN_TYPE, _MACRO_TYPE)
    links = found["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", _VBA_LINK)
    roots = found["_rels/.rels"].replace(b"</Relationships>", _SIGNED_LINK)
    return with_new(content, **{"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": links, "xl/vbaProject.bin": b"macro",
                                "xl/vbaData.xml": b"<a/>", "_rels/.rels": roots, "_xmlsignatures/origin.sigs": b"",
                                "_xmlsignatures/sig1.xml": b"<a/>"})


def test_a_copy_has_no_macros_and_no_signature() -> None:
    assert read_xlsx(macro_book(), "a.xlsm").has_macros
    written, refused = patched(macro_book(), [EDIT])
    assert refused == []
    found = parts(written)
    assert not [name for name in found if "vba" in name.lower() or "signature" in name.lower()]
    assert b"vbaProject" not in found["xl/_rels/workbook.xml.rels"]
    assert b"signature" not in found["_rels/.rels"]
    assert _MACRO_TYPE not in found["[Content_Types].xml"]
    assert _PLAIN_TYPE in found["[Content_Types].xml"]
    assert opened(written)[SHEET]["B2"].value == 51


def test_a_workbook_without_macros_keeps_its_other_parts() -> None:
    before, after = parts(received()), parts(patched(received(), [EDIT])[0])
    assert after.keys() >= before.keys() - {"xl/calcChain.xml"}


def test_macro_sheets_are_refused() -> None:
    content = with_new(received(), **{"xl/macrosheets/sheet1.xml": b"<a/>"})
    with pytest.raises(Unusable) as refused:
        patched(content, [EDIT])
    assert refused.value.what == "write.macro_sheet"


def test_a_copy_is_never_called_xlsm(tmp_path: Path) -> None:
    (tmp_path / "a.xlsm").write_bytes(macro_book())
    with pytest.raises(Unusable) as refused:
        FilesHost(tmp_path / "a.xlsm", tmp_path / "b.xlsm").apply([EDIT])
    assert refused.value.what == "write.not_xlsx"
    assert not (tmp_path / "b.xlsm").exists()


def test_a_file_exchanged_meanwhile_is_not_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(received())
    host = FilesHost(path, tmp_path / "b.xlsx")
    host.snapshot()
    path.write_bytes(with_part(received(), "docProps/app.xml", b"<Properties/>"))
    with pytest.raises(Unusable) as refused:
        host.apply([EDIT])
    assert refused.value.what == "write.changed_meanwhile"
    assert not (tmp_path / "b.xlsx").exists()


def test_a_row_number_that_is_none_is_a_sentence() -> None:
    """Found by the fuzzer: the reader passes over it, the patch must not stumble."""
    found = parts(received())
    name = next(name for name in found if name.endswith("sheet1.xml"))
    with pytest.raises(Unusable) as refused:
        patched(with_part(received(), name, found[name].replace(b'<row r="2"', b'<row r="A1"')), [EDIT])
    assert refused.value.what == "write.damaged"


@pytest.mark.parametrize("cell", [b'r="A9"', b'r="B2"'])
def test_a_cell_that_says_it_stands_in_another_row_is_not_guessed_at(cell: bytes) -> None:
    """Found by the fuzzer: the reader took it for A9, the patch for A2; or two cells had one name."""
    found = parts(received())
    name = next(name for name in found if name.endswith("sheet1.xml"))
    with pytest.raises(Unusable) as refused:
        patched(with_part(received(), name, found[name].replace(b'r="A2"', cell)), [EDIT])
    assert refused.value.what == "write.damaged"
