"""Puts a child where the schema wants it among its brothers; Excel refuses files in another order."""

from __future__ import annotations

from perf_xl.hosts.patch.package import Element


def _names(text: str) -> list[str]:
    return text.split()


WORKSHEET = _names(
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems "
    "tableParts extLst"
)
WORKBOOK = _names(
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing "
    "fileRecoveryPr webPublishObjects extLst"
)
STYLES = _names("numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst")


def space_of(node: Element) -> str:
    """'{http://…}' of an element: the tag of its children begins with it, whatever the prefix."""
    tag: str = node.tag
    return tag[: tag.index("}") + 1]


def name_of(node: Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def child(parent: Element, name: str) -> Element | None:
    return parent.find(space_of(parent) + name)


def need(parent: Element, name: str, order: list[str]) -> Element:
    """The child of that name, made in its place where it is missing."""
    found = child(parent, name)
    if found is None:
        found = parent.makeelement(space_of(parent) + name)
        rank = order.index(name)
        for position, brother in enumerate(parent):
            brother_name = name_of(brother)
            if brother_name in order and order.index(brother_name) > rank:
                parent.insert(position, found)
                break
        else:
            parent.append(found)
    return found
