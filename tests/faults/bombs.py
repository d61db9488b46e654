"""Files made to burst: each must be refused early, in one sentence that names the limit where there is one.

    python -m tests.faults.bombs         tries each in a process of its own; prints seconds, peak memory and the sentence
    python -m tests.faults.bombs mail    those whose name holds this
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults import inbox_bombs
from tests.hosts.crafted import HEAD, MAIN, REL, STYLES, parts_of, shared_xml, sheet_xml, workbook, zipped

_ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
_LAUGHS = "<!DOCTYPE a [<!ENTITY a0 \"haha\">" + "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 40)) + "]>"
_FILE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_WEB = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">'
SHEET = "xl/worksheets/sheet1.xml"


def _with(name: str, content: str | bytes) -> bytes:
    return zipped({**parts_of({"表": sheet_xml(_ONE)}), name: content})


def _repeated(part: str, before: str, piece: bytes, times: int, after: str) -> bytes:
    """A workbook in which a part repeats a piece."""
    def blocks() -> Iterator[bytes]:
        yield before.encode()
        for _ in range(times):
            yield piece
        yield after.encode()

    return _deflated(part, blocks())


def _deflated(part: str, blocks: Iterator[bytes]) -> bytes:
    """A workbook with one part packed block by block: making it takes no memory and little time."""
    pack, packed, size, crc = zlib.compressobj(6, zlib.DEFLATED, -15), [], 0, 0
    for block in blocks:
        packed.append(pack.compress(block))
        size, crc = size + len(block), zlib.crc32(block, crc)
    packed.append(pack.flush())
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, content in parts_of({"表": sheet_xml(_ONE)}).items():
            if name.lower() != part.lower():
                archive.writestr(name, content)
        info = zipfile.ZipInfo(part)
        info.CRC, info.compress_size, info.file_size, info.compress_type = crc, sum(map(len, packed)), size, zipfile.ZIP_DEFLATED
        info.header_offset = archive.fp.tell()  # type: ignore[union-attr]
        archive.fp.write(info.FileHeader() + b"".join(packed))  # type: ignore[union-attr]
        archive.start_dir = archive.fp.tell()  # type: ignore[union-attr, attr-defined]
        archive.filelist.append(info)
        archive.NameToInfo[part] = info
        archive._didModify = True  # type: ignore[attr-defined]
    return stored.getvalue()


def _a_gigabyte_of_texts() -> bytes:
    block = b"<si><t>" + b"0123456789abcdef" * 65_000 + b"</t></si>"

    def blocks() -> Iterator[bytes]:
        yield shared_xml().replace("</sst>", "").encode()
        for _ in range(1024):
            yield block
        yield b"</sst>"

    return _deflated("xl/sharedStrings.xml", blocks())


def _million_rows() -> bytes:
    row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook('<row r="1"><c r="A1"><v>1</v></c></row>' + row.decode(), before='<dimension ref="A1:XFD1048576"/>')


def _filled_million_rows() -> bytes:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"><v>2</v></c></row>' for row in range(1, 1_048_577))
    return workbook(rows)


def _word(document: str) -> bytes:
    return zipped({"[Content_Types].xml": "<a/>", "word/document.xml": document})


def _quine_like(depth: int) -> bytes:
    """A zip in a zip in a zip …"""
    data = b"\0" * 10_000_000
    for level in range(depth):
        data = zipped({f"{level}{n}.zip": data for n in range(10)})
    return _with("xl/embeddings/a.zip", data)


def _overlapping() -> bytes:
    """Many entries that all lead to the same packed bytes, as in the densest bombs known."""
    base = _with("xl/media/a.bin", b"\0" * 7_000_000)
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        infos = archive.infolist()
        info = next(each for each in infos if each.filename.endswith("a.bin"))
    out = io.BytesIO(base)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(200):
            copy = zipfile.ZipInfo(f"xl/media/{number:05}.bin")
            for name in ("CRC", "compress_size", "file_size", "compress_type", "header_offset"):
                setattr(copy, name, getattr(info, name))
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
        archive._didModify = True  # type: ignore[attr-defined]
    return out.getvalue()


_BOOK = str(parts_of({"表": ""})["xl/workbook.xml"])
# name -> ending, maker, keys of the sentences allowed; () where the file is harmless and is read.
BOMBS: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "shared strings of 1 GB": ("xlsx", _a_gigabyte_of_texts, ("read.unpacked_too_big", "read.ratio")),
    "sheet of 250 MB of blanks": ("xlsx", lambda: _repeated(SHEET, sheet_xml(_ONE)[:-12], b" " * 1_000_000, 250, "</worksheet>"), ("read.ratio",)),
    "sheet of 290 MB in uneven rows": ("xlsx", lambda: _repeated(
        SHEET, sheet_xml("")[:-24], b'<row r="1"><c r="A1" t="str"><v>' + bytes(range(65, 91)) * 4000 + b"</v></c></row>", 2788,
        "</sheetData></worksheet>"), ("read.no_tables",)),
    "a sheet declares a million rows": ("xlsx", _million_rows, ("read.no_tables",)),
    "a million rows, filled": ("xlsx", _filled_million_rows, ("read.too_many_cells",)),
    "billion laughs in a sheet": ("xlsx", lambda: _with(SHEET, sheet_xml("<row><c><v>&a39;</v></c></row>").replace(HEAD, HEAD + _LAUGHS)), ("read.dtd",)),
    "billion laughs in texts": ("xlsx", lambda: _with("xl/sharedStrings.xml", shared_xml("<t>&a39;</t>").replace(HEAD, HEAD + _LAUGHS)), ("read.dtd",)),
    "external entity": ("xlsx", lambda: _with("xl/workbook.xml", _BOOK.replace(HEAD, HEAD + _FILE)), ("read.dtd",)),
    "external DTD": ("xlsx", lambda: _with("xl/styles.xml", STYLES.replace(HEAD, HEAD + _WEB)), ("read.dtd",)),
    "100,000 styles": ("xlsx", lambda: _with("xl/styles.xml", STYLES.replace("</cellXfs>", "<xf/>" * 100_000 + "</cellXfs>")), ("read.too_many_styles",)),
    "styles of 45 MB": ("xlsx", lambda: _with("xl/styles.xml", STYLES.replace("</cellXfs>", "".join(
        f'<xf numFmtId="{n}"/>' for n in range(2_000_000)) + "</cellXfs>")), ("read.too_many_tags",)),
    "100,000 names": ("xlsx", lambda: zipped(parts_of({"表": ""}, names="".join(
        f'<definedName name="n{n}">表!A1</definedName>' for n in range(100_000)))), ("read.too_many_names",)),
    "30,000 parts": ("xlsx", lambda: zipped(parts_of({"表": ""}) | {f"x/{n}": b"" for n in range(30_000)}), ("read.too_many_parts",)),
    "3,000 sheets": ("xlsx", lambda: zipped(parts_of({f"s{n}": sheet_xml("") for n in range(3_000)})), ("read.too_many_sheets",)),
    "200,000 merged areas": ("xlsx", lambda: workbook(_ONE, after="<mergeCells>" + "".join(
        f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 200_001)) + "</mergeCells>"), ("read.too_many_merges",)),
    "cells at the ends of 400 rows": ("xlsx", lambda: workbook("".join(
        f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 400))), ("read.scattered",)),
    "a text of 40 MB in 100 cells": ("xlsx", lambda: zipped(parts_of({"表": sheet_xml("".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 101)))}, shared_xml("<t>" + "数据" * 3_500_000 + "</t>"))),
        ("read.no_tables", "read.ratio")),
    "elements nested 200,000 deep": ("xlsx", lambda: _with("docProps/custom.xml", "<a>" * 200_000 + "</a>" * 200_000), ("read.no_tables", "read.bad_xml")),
    "zips in zips": ("xlsx", lambda: _quine_like(2), ("read.no_tables",)),
    "overlapping entries, 1.4 GB": ("xlsx", _overlapping, ("read.unpacked_too_big",)),
    "billion laughs in a Word file": ("docx", lambda: _word(HEAD + _LAUGHS + "<document>&a39;</document>"), ("intake.suspicious", "intake.damaged")),
    "external entity in a Word file": ("docx", lambda: _word(HEAD + _FILE + "<document>&x;</document>"), ("intake.suspicious", "intake.damaged")),
    "Word text of 300 MB": ("docx", lambda: _word("<document>" + " " * 300_000_000 + "</document>"), ("read.ratio", "read.unpacked_too_big")),
    "Word file of 2 million tags": ("docx", lambda: _word("<document>" + "".join(f"<p{n}/>" for n in range(2_000_000)) + "</document>"), ("read.too_many_tags",)),
    "Word tables nested 3,000 deep": ("docx", lambda: _word(
        f'<w:document xmlns:w="{MAIN}" xmlns:r="{REL}"><w:body>' + "<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000
        + "</w:body></w:document>"), ("intake.nothing_found", "intake.damaged")),
    "mail of 100,000 headers": ("eml", inbox_bombs.many_headers, ("inbox.empty_mail",)),
    "mail with a header of 100 MB": ("eml", inbox_bombs.endless_header, ("inbox.empty_mail",)),
    "mail with a header of a million lines": ("eml", inbox_bombs.folded_header, ("read.kind.text", "inbox.empty_mail")),
    "mail of 100,000 attachments": ("eml", inbox_bombs.many_attachments, ("inbox.too_many_entries",)),
    "mail of 2,000 attachments of one name": ("eml", inbox_bombs.one_name, ("read.kind.text",)),
    "file name in 100,000 sections": ("eml", inbox_bombs.wide_names, ("read.kind.text",)),
    "multiparts nested 5,000 deep": ("eml", inbox_bombs.deep_multiparts, ("inbox.bad_mail",)),
    "mails nested 5,000 deep": ("eml", inbox_bombs.deep_mails, ("inbox.bad_mail",)),
    "quoted-printable of 90 MB": ("eml", inbox_bombs.quoted_printable, ("read.kind.text",)),
    "base64 of 140 MB": ("eml", inbox_bombs.base64, ("read.kind.unknown", "read.too_big")),
    "zips in a zip in a mail": ("eml", inbox_bombs.zip_in_zip_in_mail, ("inbox.nested",)),
    "90 MB of nothing in a zip in a mail": ("eml", inbox_bombs.bomb_in_mail, ("read.ratio",)),
    "zip of 60,000 entries": ("zip", inbox_bombs.entries, ("inbox.too_many_entries",)),
    "zip of overlapping entries, 6.4 GB": ("zip", inbox_bombs.overlapping_entries, ("inbox.total_too_big", "inbox.damaged_entry")),
    "Word template of 250 MB": ("template.docx", inbox_bombs.template, ("read.ratio", "read.unpacked_too_big")),
    "billion laughs in a Word template": ("template.docx", inbox_bombs.laughing_template, ("read.dtd", "report.bad_template")),
    "ledger of 300 MB in one line": ("ledger.csv", inbox_bombs.endless_line, ("ledger.no_header", "ledger.line_too_long")),
    "roster of 60 MB": ("roster.csv", inbox_bombs.endless_roster, ("read.too_big",)),
    "library nested 100,000 deep": ("library.json", lambda: b"[" * 100_000 + b"]" * 100_000, ("load.not_json",)),
    "JSON nested 100,000 deep": ("json", lambda: b"[" * 100_000 + b"]" * 100_000, ("load.not_json",)),
    "text of 60 MB in one line": ("txt", lambda: "预算绩效目标".encode() * 3_400_000, ("intake.nothing_found", "intake.too_big")),
}


def tried(path: Path) -> dict[str, object]:
    """Opens the file in a process of its own: sentence key, seconds and peak memory beyond what Python itself takes."""
    run = subprocess.run([sys.executable, "-m", "tests.faults.bombs", "--one", str(path)], capture_output=True, text=True, check=False)
    if run.returncode:
        return {"what": f"ENDED {run.returncode}: {run.stderr[-300:]}", "seconds": 0.0, "mb": 0}
    return dict(json.loads(run.stdout))


def _one(path: Path) -> None:
    from perf_xl.errors import PerfError
    from perf_xl.messages.say import sentence

    opens = _opens(path)
    started, what, said = time.process_time(), "read", ""
    try:
        what, said = opens(path)
    except PerfError as refused:
        what, said = refused.what, sentence(refused.what, "zh", **refused.facts)
    print(json.dumps({"what": what, "said": said, "seconds": round(time.process_time() - started, 2),
                      "mb": _peak()}))


def _opens(path: Path) -> Callable[[Path], tuple[str, str]]:
    """The door through which such a file comes in."""
    ending = path.name.partition(".")[2]
    return {"eml": _handed_in, "zip": _handed_in, "template.docx": _as_template, "ledger.csv": _as_ledger, "roster.csv": _as_roster,
            "library.json": _as_library}.get(ending, _as_workbook)


def _as_workbook(path: Path) -> tuple[str, str]:
    from perf_xl import actions

    actions.open_department(path)
    return "read", ""


def _handed_in(path: Path) -> tuple[str, str]:
    """The fate of what is in it: the first that is not harmless, else the first of all."""
    from perf_xl.desk.department_book import reason_text
    from perf_xl.desk.gathering import take
    from perf_xl.hosts.inbox import inlets

    fates = [each.fate for each in take(inlets([path])[0])]
    chosen = next((fate for fate in fates if not fate.reason.startswith(("inbox.opened", "inbox.empty"))), fates[0])
    return chosen.reason, reason_text(chosen)


def _as_template(path: Path) -> tuple[str, str]:
    from perf_xl.actions import report
    from perf_xl.model.department import Department

    report(Department(), path.with_name("报告.docx"), template=path)
    return "read", ""


def _as_ledger(path: Path) -> tuple[str, str]:
    from perf_xl.intake.ledger import read_ledgers

    read_ledgers([path], 2023, {})
    return "read", ""


def _as_roster(path: Path) -> tuple[str, str]:
    from perf_xl.desk.gathering import read_roster

    return "read", str(len(read_roster(path)))


def _as_library(path: Path) -> tuple[str, str]:
    from perf_xl.desk.library_book import offered_names

    return "read", str(len(offered_names(path)))


def _peak() -> int:
    """Peak memory in MB of this process alone (what `getrusage` says includes the one that started it)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0


def main() -> int:
    if sys.argv[1:2] == ["--one"]:
        _one(Path(sys.argv[2]))
        return 0
    wrong = 0
    print("| file | size MB | seconds | peak MB | answer |\n|---|---:|---:|---:|---|")
    chosen = {name: bomb for name, bomb in BOMBS.items() if not sys.argv[1:] or sys.argv[1] in name}
    with tempfile.TemporaryDirectory() as folder:
        for name, (ending, make, allowed) in chosen.items():
            path = Path(folder) / f"文件.{ending}"
            path.write_bytes(make())
            found = tried(path)
            good = found["what"] in allowed
            wrong += not good
            print(f"| {name} | {path.stat().st_size / 1e6:.1f} | {found['seconds']} | {found['mb']} | "
                  f"{'' if good else 'WRONG '}{found['what']} {found.get('said', '')} |", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
