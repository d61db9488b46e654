"""Text in sheets: shared, inline and rich strings, and the escapes of signs that XML cannot hold."""

from __future__ import annotations

import re

from perf_xl.hosts.patch.package import Element, Package

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ONE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")      # two may share the sign between them
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class SharedStrings:
    """The texts of the shared strings part, read when the first is asked for."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._items: list[Element] | None = None

    def text(self, index: str) -> str:
        if self._items is None:
            found = self._package.tree(self._part) if self._part in self._package else ()
            self._items = [node for node in found if node.tag.endswith("}si")]
        number = int(index) if index.strip().isdigit() else -1
        return rich_text(self._items[number]) if 0 <= number < len(self._items) else ""


def rich_text(node: Element) -> str:
    """The text of an `si`, `is` or `text` element: all runs together, phonetic guides left out."""
    parts = []
    for child in node:
        if not isinstance(child.tag, str):
            continue
        if child.tag.endswith("}t"):
            parts.append(child.text or "")
        elif child.tag.endswith("}r"):
            parts.extend(grand.text or "" for grand in child if isinstance(grand.tag, str) and grand.tag.endswith("}t"))
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def escaped(text: str) -> str:
    """Text as XML may hold it. What only looks like an escape is escaped itself."""
    if "_x" in text:
        text = _LIKE_ONE.sub("_x005F_", text)
    return _ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", text).replace("\r\n", "\n").replace("\r", "\n")


def add_text(parent: Element, tag: str, text: str) -> Element:
    """A child with text whose blanks and line breaks are kept."""
    node = parent.makeelement(tag)
    node.text = escaped(text)
    if text != text.strip() or "\n" in text:
        node.set(_XML_SPACE, "preserve")
    parent.append(node)
    return node
