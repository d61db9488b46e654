"""Small workbooks written part by part, to try XML that other programs - or nobody honest - would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

STYLES = (f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="0.0%"/></numFmts>'
          '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
          '<cellStyleXfs count="1"><xf numFmtId="10"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/>'
          '<xf numFmtId="9"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>')


def sheet_xml(data: str, before: str = "", after: str = "") -> str:
    """A worksheet part around the inside of `sheetData`."""
    return (f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{REL}">{before}<sheetData>{data}</sheetData>{after}</worksheet>')


def shared_xml(*items: str) -> str:
    """A shared strings part; each item is the inside of an `si`."""
    return f'{HEAD}<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def parts_of(sheets: Mapping[str, str], shared: str = "", names: str = "", states: Mapping[str, str] | None = None,
             ) -> dict[str, str | bytes]:
    """All parts of a workbook; `sheets` maps a sheet's name to its XML, `states` to hidden or veryHidden."""
    entries = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"'
        + (f' state="{states[name]}"' if states and name in states else "") + "/>"
        for number, name in enumerate(sheets, 1))
    rels = "".join(f'<Relationship Id="rId{number}" Type="{REL}/worksheet" Target="worksheets/sheet{number}.xml"/>'
                   for number in range(1, len(sheets) + 1))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
                               'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
                       f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{entries}</sheets>'
                           + (f"<definedNames>{names}</definedNames>" if names else "") + "</workbook>",
        "xl/_rels/workbook.xml.rels":
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rels}'
            f'<Relationship Id="rId900" Type="{REL}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId901" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": shared or shared_xml(),
    }
    for number, xml in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    return parts


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as the bytes of a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(data: str, shared: str = "", before: str = "", after: str = "") -> bytes:
    """A workbook with the one sheet '表' around the inside of `sheetData`."""
    return zipped(parts_of({"表": sheet_xml(data, before, after)}, shared))
