"""Document properties: the core ones every program shows, and custom ones such as the seal."""

from __future__ import annotations

from perf_xl.hosts.patch.package import Element, Package
from perf_xl.hosts.patch.relations import Relations
from perf_xl.picture.blueprint import CORE_PROPERTIES

_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_CORE_LINK = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_TAGS = {
    "title": f"{_DC}title", "subject": f"{_DC}subject", "author": f"{_DC}creator", "comments": f"{_DC}description",
    "keywords": f"{{{_CORE}}}keywords", "category": f"{{{_CORE}}}category",
}


def set_property(package: Package, name: str, value: str) -> None:
    """Set a document property, or remove it with ''."""
    if name in CORE_PROPERTIES:
        _set_core(package, _TAGS[name], value)
    else:
        _set_custom(package, name, value)


def _set_core(package: Package, tag: str, value: str) -> None:
    part = _part(package, "core-properties", "docProps/core.xml", _CORE_LINK,
                 f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"/>',
                 "application/vnd.openxmlformats-package.core-properties+xml")
    root = package.tree(part, change=True)
    for node in root.findall(tag):
        root.remove(node)
    if value:
        node = root.makeelement(tag)
        node.text = value
        root.append(node)


def _set_custom(package: Package, name: str, value: str) -> None:
    links = Relations(package, "")
    if not value and not links.of("custom-properties"):
        return
    part = _part(package, "custom-properties", "docProps/custom.xml", "",
                 f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}"/>',
                 "application/vnd.openxmlformats-officedocument.custom-properties+xml")
    root = package.tree(part, change=True)
    present = next((node for node in root if node.get("name", "").casefold() == name.casefold()), None)
    if value:
        _put(root, present, name, value)
    elif present is not None:
        root.remove(present)


def _put(root: Element, present: Element | None, name: str, value: str) -> None:
    if present is None:
        number = max([1, *(int(node.get("pid", "1")) for node in root)]) + 1
        present = root.makeelement(f"{{{_CUSTOM}}}property", fmtid=_FORMAT_ID, pid=str(number), name=name)
        root.append(present)
    for node in list(present):
        present.remove(node)
    text = present.makeelement(f"{{{_VALUES}}}lpwstr", nsmap={"vt": _VALUES})
    text.text = value
    present.append(text)


def _part(package: Package, kind: str, name: str, link: str, empty: str, content_type: str) -> str:
    links = Relations(package, "")
    found = next(iter(links.of(kind)), "")
    if not found or found not in package:
        package.put(name, empty.encode(), content_type)
        links.add(kind, name, link)
        found = name
    return found
