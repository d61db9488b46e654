"""Replaces a sheet by a drawing: drawn as a small workbook of its own, then planted into the received one.

So a redrawn sheet looks as one that was drawn at once, charts and notes included, and there is one hand that draws.
"""

from __future__ import annotations

import re
from copy import deepcopy

from perf_xl.hosts.patch.order import child, need, space_of
from perf_xl.hosts.patch.package import Element, Package, numbered, parsed, relations_of
from perf_xl.hosts.patch.relations import Relations
from perf_xl.hosts.patch.styles import StyleTable
from perf_xl.hosts.patch.workbook import WorkbookPart
from perf_xl.hosts.xlsx_draw import drawn
from perf_xl.picture.blueprint import Blueprint, SheetDrawing

_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"(?: s="([0-9]+)")?(?: t="s"><v>([0-9]+)</v></c>)?')
_STRING = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
_KINDS_OF_OURS = ("drawing", "comments", "vmlDrawing", "chart", "printerSettings")


def redraw(book: WorkbookPart, styles: StyleTable, drawing: SheetDrawing) -> str:
    """Draw the sheet in place of the one of its name, or as a new one at the end; gives its part."""
    nursery = WorkbookPart(Package(drawn(_small(drawing)), drawing.name))
    source = nursery.sheet(drawing.name)
    target = book.sheet(drawing.name)
    former = book.package.tree(target) if target else None
    if target:
        _clear(book.package, target)
    else:
        target = book.add_sheet(drawing.name, drawing.hidden)
    root = _naturalised(nursery, source, styles)
    _stand_back(root, former)
    _plant(nursery.package, source, book.package, target, root)
    book.package.put(target, _bytes(root))
    names = child(nursery.package.tree(nursery.part), "definedNames")
    book.rename_scope(drawing.name, [node for node in (names if names is not None else ()) if node.get("localSheetId") == "0"])
    return target


def _small(drawing: SheetDrawing) -> Blueprint:
    """A workbook of that one sheet; empty ones stand for others that its charts look at."""
    others = dict.fromkeys(series.sheet for chart in drawing.charts for series in chart.series)
    others.pop(drawing.name, None)
    fillers = tuple(SheetDrawing(name) for name in others) or (SheetDrawing("-" if drawing.name != "-" else "--"),)
    return Blueprint((drawing, *fillers), active=fillers[0].name)


def _naturalised(nursery: WorkbookPart, part: str, table: StyleTable) -> Element:
    """The sheet with texts in the cells themselves and every style by its number in the table of the received workbook.

    Cells are changed in the text of the part, which is our own writer's: there are thousands of them.
    """
    own = StyleTable(nursery.package.tree(nursery.styles))
    numbers: dict[bytes, bytes] = {}
    texts = _shared(nursery)

    def number(old: bytes) -> bytes:
        if old not in numbers:
            numbers[old] = str(table.adopt(own, int(old))).encode()
        return numbers[old]

    def cell(found: re.Match[bytes]) -> bytes:
        place, style, text = found.groups()
        start = b'<c r="%s" s="%s"' % (place, number(style or b"0"))
        return start if text is None else b'%s t="inlineStr"><is>%s</is></c>' % (start, texts[int(text)])

    root = parsed(_CELL.sub(cell, nursery.package.read(part)), nursery.package.book)
    space = space_of(root)
    for tag, attribute in (("row", "s"), ("col", "style")):
        for node in root.iter(f"{space}{tag}"):
            if node.get(attribute) is not None:
                node.set(attribute, number(node.get(attribute).encode()).decode())
    for rule in root.iter(f"{space}cfRule"):
        if rule.get("dxfId") is not None:
            rule.set("dxfId", str(table.adopt_highlight(own, int(rule.get("dxfId")))))
    return root


def _shared(nursery: WorkbookPart) -> list[bytes]:
    """What stands in each entry of the small workbook's shared strings."""
    part = next(iter(nursery.links.of("sharedStrings")), "")
    return _STRING.findall(nursery.package.read(part)) if part else []


def _stand_back(root: Element, former: Element | None) -> None:
    """The user's selected sheet stays selected, and the name that macros know a sheet by stays with it."""
    selected = any(view.get("tabSelected") in ("1", "true") for view in former.iter(f"{space_of(former)}sheetView")) \
        if former is not None else False
    for view in root.iter(f"{space_of(root)}sheetView"):
        view.attrib.pop("tabSelected", None)
        if selected:
            view.set("tabSelected", "1")
    settings = child(former, "sheetPr") if former is not None else None
    if settings is not None and settings.get("codeName"):
        need(root, "sheetPr", ["sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"]).set(
            "codeName", settings.get("codeName"))


def _clear(package: Package, part: str) -> None:
    """Drop what only the old sheet led to."""
    for _, kind, below in list(Relations(package, part)):
        if kind in _KINDS_OF_OURS and below in package:
            _clear(package, below)
            package.drop(below)
    if relations_of(part) in package:
        package.drop(relations_of(part))


def _plant(source: Package, source_part: str, target: Package, target_part: str, root: Element | None = None) -> None:
    """Copy the parts that a part leads to under free names, and lead to them under the same ids as before."""
    links = relations_of(source_part)
    if links not in source:
        return
    tree = deepcopy(source.tree(links))
    for (_, _, below), node in zip(Relations(source, source_part), tree, strict=True):
        name = target.free_name(numbered(below))
        target.put(name, source.read(below))
        if below.endswith(".vml"):
            target.register_extension("vml", source.content_type(below))
        else:
            target.register(name, source.content_type(below))
        node.set("Target", f"/{name}")
        _plant(source, below, target, name)
    target.put(relations_of(target_part), _bytes(tree))


def _bytes(root: Element) -> bytes:
    from lxml import etree

    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
