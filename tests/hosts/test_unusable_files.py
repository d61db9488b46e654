"""Every file that cannot be read gives one clear sentence, early and with little memory."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from perf_xl.errors import Unusable
from perf_xl.hosts.file_kind import FileKind, kind_of
from perf_xl.hosts.xlsx_read import read_workbook
from perf_xl.messages.say import sentence
from tests.hosts.crafted import HEAD, STYLES, parts_of, shared_xml, sheet_xml, workbook, zipped

GOLDEN = Path(__file__).parents[1] / "golden" / "reading"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
LAUGHS = ('<!DOCTYPE a [<!ENTITY a "haha">'
          + "".join(f'<!ENTITY a{n} "{"&a" + (str(n - 1) if n > 1 else "") + ";"}{"&a" + (str(n - 1) if n > 1 else "") + ";"}">'
                    for n in range(1, 30)) + "]>")


def refused(path: Path) -> str:
    """The key of the sentence; the sentence can be said in both languages and names the file."""
    with pytest.raises(Unusable) as stopped:
        read_workbook(path)
    for lang in ("zh", "en"):
        said = sentence(stopped.value.what, lang, **stopped.value.facts)
        assert path.name in said
        assert "\n" not in said
    return stopped.value.what


def put(folder: Path, content: bytes, name: str = "目标表.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


WORKBOOK = workbook(ONE)
CASES = {
    "empty": (b"", "read.kind.empty"),
    "truncated": (WORKBOOK[:len(WORKBOOK) // 2], "read.truncated"),
    "end missing": (WORKBOOK[:-8], "read.truncated"),
    "text": ("项目编码,预算数\n1,2\n".encode(), "read.kind.text"),
    "text gb18030": ("项目编码,预算数\n1,2\n".encode("gb18030"), "read.kind.text"),
    "text utf-16": ("项目编码\t预算数".encode("utf-16"), "read.kind.text"),
    "web page": (b"\r\n<html><table><tr><td>1</td></tr></table></html>", "read.kind.html"),
    "xml 2003": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "read.kind.xml"),
    "pdf": (b"%PDF-1.7\n", "read.kind.pdf"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "read.kind.image"),
    "rar": (b"Rar!\x1a\x07\0", "read.kind.archive"),
    "noise": (bytes(range(256)) * 4, "read.kind.unknown"),
    "docx renamed": (zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "read.kind.docx"),
    "pptx renamed": (zipped({"ppt/presentation.xml": "<a/>"}), "read.kind.pptx"),
    "xlsb": (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}), "read.kind.xlsb"),
    "zip": (zipped({"目标表.xlsx": WORKBOOK}), "read.kind.zip"),
    "damaged ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "read.bad_ole"),
}


@pytest.mark.parametrize(("content", "key"), CASES.values(), ids=CASES.keys())
def test_what_is_no_workbook_is_named(tmp_path: Path, content: bytes, key: str) -> None:
    assert refused(put(tmp_path, content)) == key


@pytest.mark.parametrize(("name", "key"), [("libreoffice.ods", "read.kind.ods"), ("locked.xlsx", "read.kind.locked"),
                                           ("locked.xls", "read.kind.locked")])
def test_files_of_real_programs_are_named(name: str, key: str) -> None:
    assert refused(GOLDEN / name) == key


def test_files_of_wps_are_named_by_their_ending(tmp_path: Path) -> None:
    content = (GOLDEN / "libreoffice.xls").read_bytes()
    assert refused(put(tmp_path, content, "表.et")) == "read.kind.et"
    assert kind_of(content, "表.xls") is FileKind.XLS


def test_an_old_workbook_that_names_an_impossible_size(tmp_path: Path) -> None:
    """The fast reader would ask for that much memory, and the process would end."""
    content = (GOLDEN / "libreoffice.xls").read_bytes()
    at = content.index(b"\x00\x02\x0e\x00")
    assert refused(put(tmp_path, content[:at + 8] + b"\xf0\xff\xff\xff" + content[at + 12:], "表.xls")) == "read.damaged_xls"


def test_content_counts_not_the_ending(tmp_path: Path) -> None:
    assert read_workbook(put(tmp_path, WORKBOOK, "表.xls")).sheets[0].at(1, 1) == 1
    assert read_workbook(put(tmp_path, (GOLDEN / "libreoffice.xls").read_bytes(), "表.xlsx")).sheets[0].at(3, 3) == 50


def test_missing_folder_and_lock_file(tmp_path: Path) -> None:
    (tmp_path / "夹.xlsx").mkdir()
    assert refused(tmp_path / "没有.xlsx") == "read.missing"
    assert refused(tmp_path / "夹.xlsx") == "read.folder"
    assert refused(put(tmp_path, b"\x05user", "~$目标表.xlsx")) == "read.lock_file"


def test_a_workbook_open_elsewhere_is_read(tmp_path: Path) -> None:
    put(tmp_path, b"\x05user", "~$目标表.xlsx")
    assert read_workbook(put(tmp_path, WORKBOOK)).sheets[0].at(1, 1) == 1


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 1)() == 0, reason="the superuser may read all")
def test_no_permission(tmp_path: Path) -> None:
    path = put(tmp_path, WORKBOOK)
    path.chmod(0)
    assert refused(path) == "read.no_permission"


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(101 << 20)
    assert refused(path) == "read.too_big"


def with_part(name: str, content: str | bytes) -> bytes:
    return zipped({**parts_of({"表": sheet_xml(ONE)}), name: content})


def lying(part: str) -> bytes:
    """A workbook whose directory says that a part is smaller than it is."""
    content = bytearray(WORKBOOK)
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as opened:
        size = opened.getinfo(part).file_size.to_bytes(4, "little")
    at = content.rfind(size, 0, content.rfind(part.encode()))
    content[at:at + 4] = (1).to_bytes(4, "little")
    return bytes(content)


SHEET1 = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "dtd in a sheet": (with_part(SHEET1, sheet_xml(ONE).replace(HEAD, HEAD + LAUGHS)), "read.dtd"),
    "dtd in the list": (with_part("xl/workbook.xml", str(parts_of({"表": ""})["xl/workbook.xml"]).replace(HEAD, HEAD + LAUGHS)),
                        "read.dtd"),
    "dtd in styles": (with_part("xl/styles.xml", STYLES.replace(HEAD, HEAD + LAUGHS)), "read.dtd"),
    "dtd in texts": (with_part("xl/sharedStrings.xml", shared_xml("<t>&a29;</t>").replace(HEAD, HEAD + LAUGHS)), "read.dtd"),
    "dtd in utf-16": (with_part(SHEET1, sheet_xml(ONE).replace(HEAD, LAUGHS).encode("utf-16")), "read.dtd"),
    "external entity": (with_part(SHEET1, sheet_xml(ONE).replace(
        HEAD, HEAD + '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>')), "read.dtd"),
    "path": (with_part("../../etc/cron.d/x", "x"), "read.path_escape"),
    "blanks": (with_part(SHEET1, sheet_xml(ONE + " " * (20 << 20))), "read.ratio"),
    "texts": (with_part("xl/sharedStrings.xml", shared_xml("<t>" + "a" * (60 << 20) + "</t>")), "read.ratio"),
    "lie about size": (lying(SHEET1), "read.damaged_part"),
    "parts": (zipped(parts_of({"表": ""}) | {f"x/{n}": b"" for n in range(20_001)}), "read.too_many_parts"),
    "styles": (with_part("xl/styles.xml", STYLES.replace("</cellXfs>", "<xf/>" * 66_000 + "</cellXfs>")), "read.too_many_styles"),
    "names": (zipped(parts_of({"表": ""}, names='<definedName name="a">表!A1</definedName>' * 60_001)), "read.too_many_names"),
    "sheet twice": (zipped(parts_of({"a": sheet_xml(ONE), "A": sheet_xml(ONE)})), "read.same_sheet_names"),
    "scattered": (workbook("".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 400))),
                  "read.scattered"),
    "outside": (workbook('<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>'), "read.far_cell"),
    "below": (workbook('<row r="1"><c r="A9999999"><v>1</v></c></row>'), "read.far_cell"),
    "broken xml": (with_part(SHEET1, sheet_xml(ONE)[:-20]), "read.bad_xml"),
    "lost text": (workbook('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "read.lost_text"),
    "no list": (with_part("xl/workbook.xml", ""), "read.not_workbook"),
}


@pytest.mark.parametrize(("content", "key"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_and_damaged_workbooks_are_refused(tmp_path: Path, content: bytes, key: str) -> None:
    assert refused(put(tmp_path, content)) == key


def test_a_zip_inside_the_zip_is_left_alone(tmp_path: Path) -> None:
    assert read_workbook(put(tmp_path, with_part("xl/embeddings/bomb.zip", WORKBOOK))).sheets[0].at(1, 1) == 1
