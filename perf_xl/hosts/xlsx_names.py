"""Defined names of a workbook and the areas they point at. A department's workbook has a thousand, nearly all simple."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from xml.etree.ElementTree import Element

from perf_xl.errors import Unusable
from perf_xl.hosts.safe_xml import is_plain
from perf_xl.law.limits import read_limits
from perf_xl.model.place import column_number
from perf_xl.picture.grid import Area, DefinedName

_SPOT = r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
_NAME = re.compile(rf"\s*=?(?:'((?:[^'\[\]]|'')+)'|([^'!\[\]:,(]+))!{_SPOT}(?::{_SPOT})?\s*")
# The same as it is usually written, with its element: name, sheet it is scoped to, target.
_SIMPLE = re.compile(
    r"""<definedName name="([^"<>&]+)"(?: localSheetId="(\d{1,5})")?>(?:'((?:[^'<>&\[\]]|'')+)'|([^'!<>&\[\]:,(]+))!"""
    rf"{_SPOT}(?::{_SPOT})?</definedName>")
_GROUPS = 8
Simple = tuple[str | None, ...]


def without_simple_names(xml: bytes) -> tuple[bytes, list[Simple]]:
    """The part that lists the sheets without the names that are written in the usual way, and these names: a tree of
    a thousand elements costs as much as reading ten sheets."""
    if not is_plain(xml) or xml.count(b"<definedNames>") != 1:
        return xml, []
    try:
        parts = _SIMPLE.split(xml.decode())
    except UnicodeDecodeError:
        return xml, []
    step = _GROUPS + 1
    return "".join(parts[::step]).encode(), list(zip(*(parts[group::step] for group in range(1, step)), strict=True))


def defined_names(simple: Sequence[Simple], entries: Sequence[Element], order: Sequence[str]) -> Iterator[DefinedName]:
    """Names that point at an area of a sheet; `order` are the names of all sheets. Raises Unusable beyond the limit."""
    limit = read_limits().names
    if len(simple) + len(entries) > limit:
        raise Unusable("read.too_many_names", found=len(simple) + len(entries), limit=limit)
    known = {name.lower(): name for name in order}
    others = ((entry.get("name", ""), entry.get("localSheetId", ""), name_target(entry.text or "")) for entry in entries)
    for name, scope, target in (*_read(simple), *others):
        sheet = known.get(target[0].lower()) if target else None
        if target is None or sheet is None:
            continue
        owner = order[int(scope)] if scope.isdecimal() and int(scope) < len(order) else ""
        if owner or not scope:
            yield DefinedName(name, owner, sheet, target[1])


def _read(simple: Iterable[Simple]) -> Iterator[tuple[str, str, tuple[str, Area] | None]]:
    for name, scope, *target in simple:
        yield name or "", scope or "", _area(*target)


def name_target(text: str) -> tuple[str, Area] | None:
    """'工资'!$A$1:$B$2 -> sheet and area; None for whole columns, several areas, other workbooks and #REF!."""
    found = _NAME.fullmatch(text)
    return _area(*found.groups()) if found else None


def _area(quoted: str | None, bare: str | None, left: str | None, top: str | None, right: str | None,
          bottom: str | None) -> tuple[str, Area] | None:
    assert left is not None
    assert top is not None
    near = _column(left)
    high = int(top)
    far, low = (_column(right), int(bottom)) if right and bottom else (near, high)
    if high > low or near > far:
        high, near, low, far = min(high, low), min(near, far), max(high, low), max(near, far)
    if high < 1 or low > 1_048_576 or far > 16_384:
        return None
    return (quoted.replace("''", "'") if quoted else bare or ""), Area(high, near, low, far)


@cache
def _column(letters: str) -> int:
    return column_number(letters)
