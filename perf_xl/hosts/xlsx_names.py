"""Defined names of a workbook and the areas they point at. A department's workbook has a thousand, nearly all simple."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from xml.etree.ElementTree import Element

from perf_xl.errors import Unusable
from perf_xl.hosts.safe_xml import is_plain, is_sound, tree
from perf_xl.law.limits import read_limits
from perf_xl.model.place import column_number
from perf_xl.picture.grid import Area, DefinedName

_SPOT = r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
_NAME = rf"\s*=?(?:'((?:[^'\[\]]|'')+)'|([^'!\[\]:,(]+))!{_SPOT}(?::{_SPOT})?\s*"
# The same as it is usually written, with its element: name, sheet it is scoped to, target.
_SIMPLE = (
    r"""<definedName name="([^"<>&]+)"(?: localSheetId="(\d{1,5})")?>(?:'((?:[^'<>&\[\]]++|'')++)'|([^'!<>&\[\]:,(]++))!"""
    rf"{_SPOT}(?::{_SPOT})?</definedName>")
_STEP = 9             # its eight groups, and what stood before it
_BEGIN, _END = b"<definedNames>", b"</definedNames>"


def names_apart(xml: bytes) -> tuple[bytes, bytes]:
    """The part that lists the sheets without its names, and these as they are written; the part as it is, and nothing,
    where it is not written in the usual way. Raises Unusable beyond the limit.

    A tree of a thousand names costs as much as reading ten sheets, and they are hardly ever asked for.
    """
    begin, end = xml.find(_BEGIN), xml.find(_END)
    if not 0 <= begin < end or not is_plain(xml) or xml.count(_BEGIN) != 1 or xml.count(_END) != 1:
        return xml, b""
    section = xml[begin + len(_BEGIN):end]
    _check(section.count(b"<definedName "))
    if not is_sound(section):
        return xml, b""
    return xml[:begin] + xml[end + len(_END):], section


def names_of_section(section: bytes, order: Sequence[str]) -> tuple[DefinedName, ...]:
    """What `names_apart` took away."""
    parts = re.split(_SIMPLE, section.decode(), flags=re.ASCII)
    rest = "".join(parts[::_STEP]).strip()
    entries = list(tree(f"<names>{rest}</names>".encode(), "xl/workbook.xml")) if rest else []
    simple = zip(*(parts[group::_STEP] for group in range(1, _STEP)), strict=True)
    return tuple(_placed(chain(_read(simple), _spelled(entries)), order))


def names_of_elements(entries: Sequence[Element], order: Sequence[str]) -> tuple[DefinedName, ...]:
    """Names that point at an area of a sheet; `order` are the names of all sheets. Raises Unusable beyond the limit."""
    _check(len(entries))
    return tuple(_placed(_spelled(entries), order))


def _check(found: int) -> None:
    limit = read_limits().names
    if found > limit:
        raise Unusable("read.too_many_names", found=found, limit=limit)


def _placed(names: Iterable[tuple[str, str, tuple[str, Area] | None]], order: Sequence[str]) -> Iterator[DefinedName]:
    own, known = frozenset(order), {name.lower(): name for name in order}
    owners = {"": "", **{str(number): name for number, name in enumerate(order)}}
    for name, scope, target in names:
        sheet = (target[0] if target[0] in own else known.get(target[0].lower())) if target else None
        owner = owners.get(scope)
        if target is not None and sheet is not None and owner is not None:
            yield DefinedName(name, owner, sheet, target[1])


def _spelled(entries: Iterable[Element]) -> Iterator[tuple[str, str, tuple[str, Area] | None]]:
    return ((entry.get("name", ""), entry.get("localSheetId", ""), name_target(entry.text or "")) for entry in entries)


def _read(simple: Iterable[tuple[str | None, ...]]) -> Iterator[tuple[str, str, tuple[str, Area] | None]]:
    for name, scope, quoted, bare, left, top, right, bottom in simple:
        yield name or "", scope or "", _area(quoted, bare, left, top, right, bottom)


def name_target(text: str) -> tuple[str, Area] | None:
    """'工资'!$A$1:$B$2 -> sheet and area; None for whole columns, several areas, other workbooks and #REF!."""
    found = re.fullmatch(_NAME, text)
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
