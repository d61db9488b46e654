"""Builds the Word template of the reports: styles, page, page numbers. Office people may edit what comes out.

`python -m perf_xl.report.word_template` writes the template into the package and its copy into workbook_templates/.
Written as plain parts, so that the bytes hang on no library's version.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.report.zipped import zipped

TEMPLATE = Path(__file__).with_name("report_template.docx")
ONE_PAGE_TEMPLATE = Path(__file__).with_name("overview_template.docx")
HERE_COMES_THE_REPORT = "{{正文}}"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体", "仿宋"
# Fonts of the same design under the names they have elsewhere, for machines that lack the first.
_ALSO = {SONG: "SimSun", HEI: "SimHei", KAI: "KaiTi", FANG: "FangSong"}


class Style(Struct, frozen=True):
    """A paragraph style: `points` high, `line` points from line to line (0: single), indents in characters."""

    name: str
    font: str
    points: float
    line: float = 0
    align: str = "both"
    before: float = 0
    after: float = 0
    first_line: float = 0
    left: float = 0
    outline: int | None = None
    bold: bool = False
    with_next: bool = False
    follows: str = "报告正文"


STYLES = {
    "Title": Style("Title", HEI, 24, 36, "center", 30, 20, with_next=True),
    "Heading1": Style("heading 1", HEI, 22, 34, "center", 0, 20, outline=0, with_next=True),
    "Heading2": Style("heading 2", HEI, 16, 28, before=10, after=4, first_line=2, outline=1, with_next=True),
    "Heading3": Style("heading 3", KAI, 16, 28, before=4, first_line=2, outline=2, bold=True, with_next=True),
    "Heading4": Style("heading 4", HEI, 14, 22, "center", 6, 6, outline=3, with_next=True),
    "ReportBody": Style("报告正文", FANG, 16, 28, first_line=2),
    "ReportLeft": Style("报告顶格", FANG, 16, 28),
    "ReportCentre": Style("报告居中", FANG, 16, 28, "center"),
    "ReportRight": Style("报告居右", FANG, 16, 28, "right"),
    "ReportNote": Style("报告说明", SONG, 10.5, 16, before=4, after=4),
    "ReportCaption": Style("图表题注", HEI, 10.5, 16, "center", 4, 4, with_next=True),
    "ReportChart": Style("报告图", SONG, 10.5, 0, "center", 6, 6),
    "ContentsTitle": Style("TOC Heading", HEI, 18, 28, "center", 6, 14, with_next=True),
    "Contents1": Style("toc 1", HEI, 11, 16.5, "left", 6, left=0),
    "Contents2": Style("toc 2", SONG, 10.5, 16, "left", left=1),
    "Contents3": Style("toc 3", SONG, 10.5, 16, "left", left=2),
    "TableText": Style("表格文字", SONG, 10.5, 14, "center", 2, 2, follows="表格文字"),
    "TableLabel": Style("表格标签", HEI, 10.5, 14, "center", 2, 2, follows="表格标签"),
    "TableSmall": Style("表格小字", SONG, 9, 12, "center", 1.5, 1.5, follows="表格小字"),
    "TableSmallLabel": Style("表格小标签", HEI, 9, 12, "center", 1.5, 1.5, follows="表格小标签"),
    "AfterTable": Style("表后间隔", SONG, 2, 2, "left"),
}
# The same styles where everything has to stand on one page.
ONE_PAGE_STYLES = STYLES | {
    "Title": replace(STYLES["Title"], points=18, line=24, before=0, after=4),
    "ReportBody": replace(STYLES["ReportBody"], font=SONG, points=10.5, line=16),
    "ReportNote": replace(STYLES["ReportNote"], points=9, line=13, before=2, after=0),
    "ReportCaption": replace(STYLES["ReportCaption"], line=14, before=4, after=2),
    "ReportChart": replace(STYLES["ReportChart"], before=2, after=0),
    "TableSmall": replace(STYLES["TableSmall"], line=11, before=0.3, after=0.3),
    "TableSmallLabel": replace(STYLES["TableSmallLabel"], line=11, before=0.3, after=0.3),
}
# Twips of margin above and below, left and right.
MARGINS, ONE_PAGE_MARGINS = (1701, 1417), (850, 1020)
TABLE_STYLE = "绩效表格"
LEAD_STYLE = "段首语"


def template_bytes(one_page: bool = False) -> bytes:
    """The template as a .docx file, the same bytes on every machine."""
    styles, margins = (ONE_PAGE_STYLES, ONE_PAGE_MARGINS) if one_page else (STYLES, MARGINS)
    return zipped({
        "[Content_Types].xml": _content_types(), "_rels/.rels": _relations(("document", "officeDocument", "word/document.xml"),
                                                                           ("core", "core", "docProps/core.xml")),
        "docProps/core.xml": core_properties("绩效报告模板", "", "2023-01-01"),
        "word/_rels/document.xml.rels": _relations(
            *((part, part, f"{part}.xml") for part in ("styles", "settings", "fontTable")), ("footer", "footer", "footer1.xml")),
        "word/document.xml": _document(*margins), "word/styles.xml": _styles(styles), "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(), "word/footer1.xml": _footer(),
    }, compress=False)


def core_properties(title: str, author: str, day: str) -> bytes:
    """docProps/core.xml; `day` is an ISO date, taken for both moments the format asks for."""
    from xml.sax.saxutils import escape

    moment = f"{day}T00:00:00Z"
    return (_HEAD + f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator><dc:language>zh-CN</dc:language>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>').encode()


def _content_types() -> bytes:
    parts = {"document": "document.main", "styles": "styles", "settings": "settings", "fontTable": "fontTable",
             "footer1": "footer"}
    overrides = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
                        for part, kind in parts.items())
    return (_HEAD + f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f'{overrides}<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>').encode()


def _relations(*targets: tuple[str, str, str]) -> bytes:
    kinds = {"core": f"{_PACKAGE}/relationships/metadata/core-properties"}
    rows = "".join(f'<Relationship Id="rel_{name}" Type="{kinds.get(kind, f"{_REL}/{kind}")}" Target="{target}"/>'
                   for name, kind, target in targets)
    return (_HEAD + f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>').encode()


def _document(upright: int, sides: int) -> bytes:
    """One paragraph that the report replaces; what office people put before and after it stays."""
    return (_HEAD + f'<w:document xmlns:w="{W}" xmlns:r="{_REL}"><w:body><w:p><w:pPr><w:pStyle w:val="ReportBody"/></w:pPr>'
            f'<w:r><w:t>{HERE_COMES_THE_REPORT}</w:t></w:r></w:p><w:sectPr>'
            '<w:footerReference w:type="default" r:id="rel_footer"/><w:pgSz w:w="11906" w:h="16838"/>'
            f'<w:pgMar w:top="{upright}" w:right="{sides}" w:bottom="{upright}" w:left="{sides}" w:header="{upright // 2}" '
            f'w:footer="{upright * 7 // 12}" w:gutter="0"/>'
            '<w:docGrid w:linePitch="312"/></w:sectPr></w:body></w:document>').encode()


def _footer() -> bytes:
    """— 1 —, as official papers number their pages. Word and its kin fill in PAGE whenever they lay out a page."""
    return (_HEAD + f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t>'
            '</w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
            '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>').encode()


def _settings() -> bytes:
    return (_HEAD + f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
            '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>').encode()


def _fonts() -> bytes:
    rows = "".join(f'<w:font w:name="{name}"><w:altName w:val="{also}"/><w:charset w:val="86"/></w:font>'
                   for name, also in _ALSO.items())
    return (_HEAD + f'<w:fonts xmlns:w="{W}">{rows}</w:fonts>').encode()


def _styles(chosen: Mapping[str, Style]) -> bytes:
    fonts = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{SONG}" w:cs="Times New Roman"/>'
    defaults = (f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="21"/><w:szCs w:val="21"/>'
                '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
                '<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>')
    normal = ('<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
              '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
              '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
              '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:pPr>'
              f'<w:jc w:val="center"/></w:pPr><w:rPr><w:rFonts w:eastAsia="{SONG}"/><w:sz w:val="28"/></w:rPr></w:style>'
              f'<w:style w:type="character" w:customStyle="1" w:styleId="Lead"><w:name w:val="{LEAD_STYLE}"/><w:qFormat/>'
              f'<w:rPr><w:rFonts w:eastAsia="{HEI}"/></w:rPr></w:style>')
    return (_HEAD + f'<w:styles xmlns:w="{W}">{defaults}{normal}{_TABLE}'
            + "".join(_style(style_id, style) for style_id, style in chosen.items()) + "</w:styles>").encode()


_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                   for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_TABLE = ('<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr>'
          '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style><w:style w:type="table" w:customStyle="1" w:styleId="ReportTable">'
          f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{_BORDERS}'
          '</w:tblBorders><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
          "</w:tblPr></w:style>")


def _style(style_id: str, style: Style) -> str:
    ids = {each.name: name for name, each in STYLES.items()}
    line = f' w:line="{style.line * 20:.0f}" w:lineRule="{"exact" if style.font == FANG or "表格" in style.name else "atLeast"}"' if style.line else ""
    indent = (f'<w:ind w:leftChars="{style.left * 100:.0f}" w:left="{style.left * style.points * 20:.0f}" '
              f'w:firstLineChars="{style.first_line * 100:.0f}" w:firstLine="{style.first_line * style.points * 20:.0f}"/>')
    keep = "<w:keepNext/><w:keepLines/>" if style.with_next else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    bold = "<w:b/>" if style.bold else ""
    custom = "" if style.name.isascii() else ' w:customStyle="1"'
    return (f'<w:style w:type="paragraph"{custom} w:styleId="{style_id}"><w:name w:val={quoteattr(style.name)}/>'
            f'<w:basedOn w:val="Normal"/><w:next w:val="{ids[style.follows]}"/><w:qFormat/><w:pPr>{keep}<w:snapToGrid w:val="0"/>'
            f'<w:spacing w:before="{style.before * 20:.0f}" w:after="{style.after * 20:.0f}"{line}/>{indent}'
            f'<w:jc w:val="{style.align}"/>{outline}</w:pPr><w:rPr><w:rFonts w:eastAsia="{style.font}"/>{bold}'
            f'<w:sz w:val="{style.points * 2:.0f}"/><w:szCs w:val="{style.points * 2:.0f}"/></w:rPr></w:style>')


def main() -> None:
    for target, data in ((TEMPLATE, template_bytes()), (ONE_PAGE_TEMPLATE, template_bytes(one_page=True))):
        target.write_bytes(data)
        (Path(__file__).parents[2] / "workbook_templates" / target.name).write_bytes(data)


if __name__ == "__main__":
    main()
