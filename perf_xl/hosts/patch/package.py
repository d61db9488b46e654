"""The zip of an Office file: its parts as bytes, or parsed where they are to be changed."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from typing import Any

from perf_xl.errors import Unusable

Element = Any                       # lxml ships no types

CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LARGEST = 1 << 30                  # bytes of all parts together, as the zip declares them
_LARGEST_PARSED = 200 << 20
_STAMP = (1980, 1, 1, 0, 0, 0)


class Package:
    """An Office file in memory. `book` is its name for messages."""

    def __init__(self, content: bytes, book: str) -> None:
        self.book = book
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            if sum(info.file_size for info in self._zip.infolist()) > _LARGEST:
                raise Unusable("write.too_large", path=book)
            self._kept = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
            if CONTENT_TYPES not in self._kept or any(info.flag_bits & 1 for info in self._kept.values()):
                raise Unusable("write.not_a_workbook", path=book)
        except (zipfile.BadZipFile, NotImplementedError) as problem:
            raise Unusable("write.not_a_workbook", path=book) from problem
        self._new: dict[str, bytes] = {}
        self._trees: dict[str, Element] = {}
        self._touched: set[str] = set()
        self._free: dict[str, int] = {}      # by pattern of names: all numbers below are taken
        self._registered: dict[str, list[Element]] | None = None
        self._dropped: set[str] = set()      # they keep their place in the file until the end, in case they come again

    def __contains__(self, part: str) -> bool:
        return part not in self._dropped and self._has(part)

    def _has(self, part: str) -> bool:
        return part in self._new or part in self._trees or part in self._kept

    def names(self) -> list[str]:
        return list(dict.fromkeys([*self._kept, *self._new, *self._trees]))

    def read(self, part: str) -> bytes:
        """The bytes of a part as they stand, changes included."""
        if part in self._dropped:
            raise KeyError(part)
        if part in self._touched:
            return _written(self._trees[part])
        if part in self._new:
            return self._new[part]
        try:
            return self._zip.read(self._kept[part])
        except (KeyError, zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as problem:
            raise Unusable("write.not_a_workbook", path=self.book) from problem

    def tree(self, part: str, change: bool = False) -> Element:
        """The parsed root of a part; with `change` it will be written anew. Hardened: no DTD, no entities, no network."""
        if part not in self._trees:
            content = self.read(part)
            if len(content) > _LARGEST_PARSED:
                raise Unusable("write.too_large", path=self.book)
            self._trees[part] = parsed(content, self.book)
        if change:
            self._touched.add(part)
        return self._trees[part]

    def put(self, part: str, content: bytes, content_type: str = "") -> None:
        """Add or replace a part; a new kind of part is registered under its content type."""
        self._forget(part)
        self._dropped.discard(part)
        self._new[part] = content
        if content_type:
            self.register(part, content_type)

    def drop(self, part: str) -> None:
        """Remove a part, its relations and its registration."""
        for name in (part, relations_of(part)):
            if self._has(name):
                self._forget(name)
                self._dropped.add(name)
                self._free.clear()

    def register(self, part: str, content_type: str) -> None:
        present = self._overrides(part)
        if not present:
            types = self.tree(CONTENT_TYPES, change=True)
            node = types.makeelement(f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)
            types.append(node)
            present.append(node)
        elif present[0].get("ContentType") != content_type:
            self.tree(CONTENT_TYPES, change=True)
            present[0].set("ContentType", content_type)

    def register_extension(self, extension: str, content_type: str) -> None:
        found = [node for node in self.tree(CONTENT_TYPES) if node.tag == f"{{{_TYPES}}}Default"]
        if not any(node.get("Extension", "").lower() == extension for node in found):
            types = self.tree(CONTENT_TYPES, change=True)
            types.insert(0, types.makeelement(f"{{{_TYPES}}}Default", Extension=extension, ContentType=content_type))

    def content_type(self, part: str) -> str:
        for override in self._overrides(part):
            return str(override.get("ContentType"))
        extension = part.rpartition(".")[2].lower()
        for node in self.tree(CONTENT_TYPES):
            if node.get("Extension", "").lower() == extension:
                return str(node.get("ContentType"))
        return ""

    def free_name(self, pattern: str) -> str:
        """The first name such as 'xl/comments{}.xml' with a number that no part has."""
        number = self._free.get(pattern, 1)
        while pattern.format(number) in self:
            number += 1
        self._free[pattern] = number
        return pattern.format(number)

    def written(self) -> bytes:
        """The whole file. Parts keep their order; what was not touched keeps its bytes."""
        for override in [node for part in sorted(self._dropped) for node in self._overrides(part)]:
            self.tree(CONTENT_TYPES, change=True).remove(override)
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            for part in filter(self.__contains__, self.names()):
                info = zipfile.ZipInfo(part, self._kept[part].date_time if part in self._kept else _STAMP)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = self._kept[part].external_attr if part in self._kept else 0o600 << 16
                out.writestr(info, self.read(part))
        return target.getvalue()

    def _forget(self, part: str) -> None:
        self._trees.pop(part, None)
        self._touched.discard(part)

    def _overrides(self, part: str) -> list[Element]:
        if self._registered is None:
            self._registered = {}
            for node in self.tree(CONTENT_TYPES):
                self._registered.setdefault(node.get("PartName", "").lower(), []).append(node)
        return self._registered.setdefault(f"/{part}".lower(), [])


def parsed(content: bytes, book: str = "") -> Element:
    """The root of an XML part. Raises Unusable for broken XML and for anything that declares a DTD."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_blank_text=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise Unusable("write.not_a_workbook", path=book) from problem
    if root.getroottree().docinfo.doctype:
        raise Unusable("write.not_a_workbook", path=book)
    return root


def _written(root: Element) -> bytes:
    from lxml import etree

    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def relations_of(part: str) -> str:
    """'xl/worksheets/sheet1.xml' -> 'xl/worksheets/_rels/sheet1.xml.rels'; '' -> '_rels/.rels'."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def numbered(part: str) -> str:
    """A pattern for other parts of the same kind: 'xl/charts/chart3.xml' -> 'xl/charts/chart{}.xml'."""
    stem, dot, extension = part.rpartition(".")
    return re.sub(r"\d+$", "", stem).replace("{", "{{").replace("}", "}}") + "{}" + dot + extension
