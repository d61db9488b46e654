"""Draws a report as .docx into a Word template: its styles, margins, header and footer are the template's.

Rows are built once as XML text, every value escaped; the finished parts go into a package without dates of the run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from perf_xl.errors import Unusable
from perf_xl.report.chart import WIDTH, chart_svg, height_of
from perf_xl.report.contents import leads_to
from perf_xl.report.inert import inert, on_one_line
from perf_xl.report.report import Block, Chart, Contents, Heading, PageBreak, Paragraph, Report, Table
from perf_xl.report.template_parts import DOCUMENT, LINKS, TYPES, template_part, template_parts
from perf_xl.report.template_parts import STYLES as STYLES_PART
from perf_xl.report.word_table import table_xml
from perf_xl.report.word_template import (
    HERE_COMES_THE_REPORT,
    LEAD_STYLE,
    ONE_PAGE_TEMPLATE,
    STYLES,
    TEMPLATE,
    W,
    core_properties,
)
from perf_xl.report.word_text import attribute, paragraph, run
from perf_xl.report.zipped import zipped

if TYPE_CHECKING:
    from lxml.etree import _Element

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_NAMESPACES = (f'xmlns:w="{W}" xmlns:r="{_REL}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
               f'xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"')
_PARAGRAPHS = {"left": "ReportLeft", "centre": "ReportCentre", "right": "ReportRight", "note": "ReportNote",
               "caption": "ReportCaption"}
_HEADINGS = ("Title", "Heading1", "Heading2", "Heading3", "Heading4")
_CONTENTS = {1: "Contents1", 2: "Contents2", 3: "Contents3", 4: "Contents2"}
_EMU_OF_A_TWIP = 635
_NO_DAY = "2000-01-01"


_NARROWEST = 1000
_WIDEST_CHART = 9072       # twips: the text of an upright page


class _Word(Struct):
    """The document under way: the template's style ids by our keys, the width of its text area, the pictures."""

    styles: dict[str, str]
    width: int
    pictures: list[bytes] = field(default_factory=list)


def docx_bytes(report: Report, template: Path | None = None) -> bytes:
    """The report as .docx; equal reports and templates give equal bytes.

    `template` is a .docx in the manner of the shipped one. Raises Unusable `report.bad_template` when it is none.
    """
    template = template or (ONE_PAGE_TEMPLATE if report.one_page else TEMPLATE)
    parts = template_parts(template)
    document, body = _document(parts, template)
    if report.landscape:
        _turn(body)
    word = _Word(_style_ids(template_part(parts, STYLES_PART, template)), _text_width(body))
    _insert(body, _body_xml(report, word))
    parts[DOCUMENT] = _xml(document)
    _add_pictures(parts, word.pictures, template)
    parts["docProps/core.xml"] = core_properties(on_one_line(report.title), on_one_line(report.author), _day(report.date))
    return zipped(parts)


def write_docx(report: Report, target: Path, template: Path | None = None) -> None:
    """Write the .docx to `target` in one step. Raises Unusable for a bad template and where it cannot be written."""
    from perf_xl.hosts.landing import land

    land(target, docx_bytes(report, template))


def _day(iso: str) -> str:
    """The report's date where it is one: Word refuses a file whose properties hold anything else."""
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        return _NO_DAY


def _document(parts: dict[str, bytes], template: Path) -> tuple[_Element, _Element]:
    document = template_part(parts, DOCUMENT, template)
    body = document.find(f"{{{W}}}body")
    if body is None:
        raise Unusable("report.bad_template", file=template)
    return document, body


def _parsed(xml: bytes) -> _Element:
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True))


def _xml(root: _Element) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _style_ids(styles: _Element) -> dict[str, str]:
    """Our style keys with the ids the template gives these names (Word renames ids when it saves)."""
    names = {}
    for style in styles.iterfind(f"{{{W}}}style"):
        name = style.find(f"{{{W}}}name")
        if name is not None:
            names[str(name.get(f"{{{W}}}val"))] = str(style.get(f"{{{W}}}styleId"))
    ids = {key: names[style.name] for key, style in STYLES.items() if style.name in names}
    return ids | {name: names[name] for name in (LEAD_STYLE, "绩效表格") if name in names}


def _text_width(body: _Element) -> int:
    """Twips between the margins of the template's last section."""
    sizes = [body.find(f"{{{W}}}sectPr/{{{W}}}{name}") for name in ("pgSz", "pgMar")]
    page, margins = (element.attrib if element is not None else {} for element in sizes)
    taken = sum(_twips(margins, side, 1417) for side in ("left", "right"))
    return max(_twips(page, "w", 11906) - taken, _NARROWEST)


def _twips(facts: Mapping[str, str], name: str, usual: int) -> int:
    """What the template says, where it is a length that a page can have."""
    told = str(facts.get(f"{{{W}}}{name}", ""))
    return int(told) if told.isascii() and told.isdigit() and len(told) < 6 else usual


def _turn(body: _Element) -> None:
    """The last section's page on its side."""
    page = body.find(f"{{{W}}}sectPr/{{{W}}}pgSz")
    if page is not None:
        wide, high = (page.get(f"{{{W}}}{name}") for name in ("w", "h"))
        page.set(f"{{{W}}}w", high)
        page.set(f"{{{W}}}h", wide)
        page.set(f"{{{W}}}orient", "landscape")


def _insert(body: _Element, xml: str) -> None:
    """In the place of the paragraph that says so; without one, before the end of the last section."""
    blocks = _parsed(f"<w:body {_NAMESPACES}>{xml}</w:body>".encode())
    for place in body.iterfind(f"{{{W}}}p"):
        if HERE_COMES_THE_REPORT in "".join(str(text) for text in place.itertext()):
            at = body.index(place)
            body.remove(place)
            break
    else:
        last = body.find(f"{{{W}}}sectPr")
        at = len(body) if last is None else body.index(last)
    body[at:at] = list(blocks)


def _body_xml(report: Report, word: _Word) -> str:
    pieces, new_page = [], False
    for index, (block, following) in enumerate(zip_longest(report.blocks, report.blocks[1:])):
        if isinstance(block, PageBreak):
            new_page = True
            continue
        if new_page and not isinstance(block, Heading | Paragraph):
            pieces.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
            new_page = False
        pieces += _block_xml(index, block, report, word, new_page)
        new_page = False
        if isinstance(block, Table) and not isinstance(following, Heading | Paragraph | PageBreak):
            pieces.append(paragraph(word.styles.get("AfterTable"), ""))
    return "".join(pieces)


def _block_xml(index: int, block: Block, report: Report, word: _Word, new_page: bool) -> Iterator[str]:
    match block:
        case Heading(level, text):
            mark = (f'<w:bookmarkStart w:id="{index}" w:name="_part{index}"/>{run(inert(text))}<w:bookmarkEnd w:id="{index}"/>')
            yield paragraph(word.styles.get(_HEADINGS[min(level, 4)]), mark, new_page)
        case Paragraph(text, lead, style):
            runs = (run(inert(lead), word.styles.get(LEAD_STYLE)) if lead else "") + run(inert(text))
            yield paragraph(word.styles.get(_PARAGRAPHS.get(style, "ReportBody")), runs, new_page)
        case Table():
            yield table_xml(block, word.width, word.styles)
        case Contents():
            yield from _contents_xml(block, report, word)
        case Chart():
            yield _chart_xml(block, word)


def _contents_xml(contents: Contents, report: Report, word: _Word) -> Iterator[str]:
    """Entries that lead to their headings. They carry no page numbers: those would be wrong until refreshed."""
    if contents.title:
        yield paragraph(word.styles.get("ContentsTitle"), run(inert(contents.title)))
    for (level, text), target in zip(contents.entries, leads_to(report, contents), strict=True):
        shown = run(on_one_line(text))
        if target is not None:
            shown = f'<w:hyperlink w:anchor="_part{target}" w:history="1">{shown}</w:hyperlink>'
        yield paragraph(word.styles.get(_CONTENTS.get(level, "Contents3")), shown)


def _chart_xml(chart: Chart, word: _Word) -> str:
    """The chart as a picture as wide as the text."""
    from perf_xl.report.to_pdf import svg_to_png

    word.pictures.append(svg_to_png(chart_svg(chart)))
    number = len(word.pictures)
    across = min(word.width, _WIDEST_CHART) * _EMU_OF_A_TWIP
    size = f'cx="{across}" cy="{across * height_of(chart) // WIDTH}"'
    name = f'id="{number}" name="chart{number}" descr={attribute(on_one_line(chart.title))}'
    picture = (f'<pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
               f'<a:blip r:embed="rel_chart{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
               f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>')
    inline = (f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {name}/>'
              f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_DRAWING}/picture">{picture}</a:graphicData></a:graphic>'
              "</wp:inline></w:drawing></w:r>")
    return paragraph(word.styles.get("ReportChart"), inline)


def _add_pictures(parts: dict[str, bytes], pictures: list[bytes], template: Path) -> None:
    if not pictures:
        return
    links = template_part(parts, LINKS, template)
    for number, picture in enumerate(pictures, 1):
        parts[f"word/media/chart{number}.png"] = picture
        links.append(links.makeelement("{http://schemas.openxmlformats.org/package/2006/relationships}Relationship", {
            "Id": f"rel_chart{number}", "Type": f"{_REL}/image", "Target": f"media/chart{number}.png"}))
    parts[LINKS] = _xml(links)
    types = template_part(parts, TYPES, template)
    name = "{http://schemas.openxmlformats.org/package/2006/content-types}Default"
    if not any(each.get("Extension") == "png" for each in types.iterfind(name)):
        types.insert(0, types.makeelement(name, {"Extension": "png", "ContentType": "image/png"}))
    parts[TYPES] = _xml(types)
