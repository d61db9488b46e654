"""Which part leads to which: the .rels beside a part."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from perf_xl.hosts.patch.package import Element, Package, relations_of

_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_EMPTY = f'<Relationships xmlns="{_NAMESPACE}"/>'.encode()


class Relations:
    """The relations of one part ('' for the whole package)."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._file = relations_of(part)

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """Id, kind (the last word of its type: 'worksheet', 'comments', …) and part name; external targets left out."""
        if self._file not in self._package:
            return
        for node in self._package.tree(self._file):
            if node.get("TargetMode") != "External" and node.get("Target"):
                yield node.get("Id"), node.get("Type", "").rpartition("/")[2], self._resolved(node.get("Target"))

    def of(self, kind: str) -> list[str]:
        return [part for _, found, part in self if found == kind]

    def part(self, identity: str) -> str:
        return next((part for known, _, part in self if known == identity), "")

    def identity(self, part: str) -> str:
        return next((known for known, _, target in self if target == part), "")

    def add(self, kind: str, part: str, relation_type: str = "") -> str:
        """Lead to `part`; gives the id, the present one where there is one already."""
        present = self.identity(part)
        if present:
            return present
        root = self._root()
        used = {node.get("Id") for node in root}
        number = 1
        while f"rId{number}" in used:
            number += 1
        root.append(root.makeelement(
            f"{{{_NAMESPACE}}}Relationship", Id=f"rId{number}", Type=relation_type or _OFFICE + kind,
            Target=f"/{part}" if self._part else part))
        return f"rId{number}"

    def remove(self, part: str) -> None:
        for node in list(self._root()):
            if node.get("TargetMode") != "External" and self._resolved(node.get("Target", "")) == part:
                node.getparent().remove(node)
        if not len(self._root()):
            self._package.drop(self._file)

    def _root(self) -> Element:
        if self._file not in self._package:
            self._package.put(self._file, _EMPTY)
        return self._package.tree(self._file, change=True)

    def _resolved(self, target: str) -> str:
        if target.startswith("/"):
            return target[1:]
        return posixpath.normpath(posixpath.join(posixpath.dirname(self._part), target))
