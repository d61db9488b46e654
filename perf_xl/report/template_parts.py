"""A Word template as it was received: looked at before anything is unpacked, its parts parsed hardened."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from perf_xl.errors import Unusable

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCUMENT, STYLES, LINKS, TYPES = "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
# What is said of a file that is no template at all; troubles that name a limit or a danger are told as they are.
_NO_TEMPLATE = {"read.truncated", "read.damaged_part", "read.odd_zip", "read.locked_zip", "read.kind.empty"}


def template_parts(template: Path) -> dict[str, bytes]:
    """Every part by its name. Raises Unusable `report.bad_template` for a file that is no template, `read.…` beyond a limit."""
    from perf_xl.hosts.received import received
    from perf_xl.hosts.xlsx_guard import Package

    try:
        data = received(template)
        package = Package(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename: package.part(info.filename) for info in archive.infolist() if not info.is_dir()}
    except Unusable as trouble:
        if trouble.what in _NO_TEMPLATE:
            raise _bad(template) from trouble
        raise Unusable(trouble.what, **{"book": template.name, **trouble.facts}) from None
    if not {DOCUMENT, STYLES, LINKS, TYPES} <= parts.keys():
        raise _bad(template)
    for name in (LINKS, TYPES):      # nothing may change in them; but a document with broken ones opens nowhere
        template_part(parts, name, template)
    return parts


def template_part(parts: dict[str, bytes], name: str, template: Path) -> _Element:
    """The root of a part. Raises Unusable for broken XML, for a DTD and for more tags than a document should hold."""
    from lxml import etree

    from perf_xl.hosts.safe_xml import check_tags
    from perf_xl.law.limits import read_limits

    try:
        check_tags(parts[name], read_limits().word_part_tags, name)
        root = etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except Unusable as trouble:
        raise Unusable(trouble.what, **{"book": template.name, **trouble.facts}) from None
    except etree.XMLSyntaxError as problem:
        raise _bad(template) from problem
    if root.getroottree().docinfo.doctype:
        raise Unusable("read.dtd", book=template.name, part=name)
    return root


def _bad(template: Path) -> Unusable:
    return Unusable("report.bad_template", file=template)
