"""The table of styles: extended by as few entries as possible, never rewritten.

A mark is a solid fill in one of our colours. What it covers stands in the fill's second colour, which a solid fill
does not show: so the mark can be taken off again without a note elsewhere that another program might lose.
LibreOffice writes a colour of its own there; for its files (`faithful` False) a cell comes back without a fill.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from perf_xl.hosts.patch.order import STYLES as ORDER
from perf_xl.hosts.patch.order import child, name_of, need, space_of
from perf_xl.hosts.patch.package import Element
from perf_xl.layout.styles import STYLES

_MARKS = frozenset("FF" + look.fill.upper() for name, look in STYLES.items() if name.startswith("mark."))
_PARTS = (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId"))
_FIRST_CUSTOM_FORMAT = 164


class StyleTable:
    """Finds or adds styles in a styles part."""

    def __init__(self, root: Element, faithful: bool = True) -> None:
        self.root = root
        self._faithful = faithful
        self._space = space_of(root)
        self._known: dict[str, dict[bytes, int]] = {}
        self._made: dict[tuple[str, int, str], int] = {}

    def marked(self, style: int, name: str) -> int:
        """The style with the fill of a mark over it."""
        return self._once("mark", style, name, lambda: self._with_mark(style, STYLES[name].fill))

    def unmarked(self, style: int) -> int:
        """The style as it was before a mark of ours; any other style stays as it is."""
        return self._once("plain", style, "", lambda: self._without_mark(style))

    def formatted(self, style: int, code: str) -> int:
        """The style with a number format, unless it already shows dates or times."""
        return self._once("format", style, code, lambda: self._with_format(style, code))

    def quoted(self, style: int) -> int:
        """The style under which text stays text when its cell is edited."""
        return self._once("quote", style, "", lambda: self._with_quote(style))

    def adopt(self, other: StyleTable, style: int) -> int:
        """A style of another workbook, as an entry of this table."""
        xf = deepcopy(other._xf(style))
        for part, attribute in _PARTS:
            entries = child(other.root, part)
            assert entries is not None
            xf.set(attribute, str(self._entry(part, entries[int(xf.get(attribute, "0"))])))
        number = int(xf.get("numFmtId", "0"))
        if number >= _FIRST_CUSTOM_FORMAT:
            xf.set("numFmtId", str(self._format(other._code(number))))
        xf.set("xfId", "0")
        return self._entry("cellXfs", xf)

    def adopt_highlight(self, other: StyleTable, index: int) -> int:
        """A conditional format of another workbook, as an entry of this table."""
        entries = child(other.root, "dxfs")
        assert entries is not None
        return self._entry("dxfs", entries[index])

    def _once(self, what: str, style: int, detail: str, make: Callable[[], int]) -> int:
        key = (what, style, detail)
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _with_mark(self, style: int, colour: str) -> int:
        xf = deepcopy(self._xf(self.unmarked(style)))
        pattern = self._pattern(int(xf.get("fillId", "0")))
        fill = self.root.makeelement(f"{self._space}fill")
        solid = _sub(fill, "patternFill", patternType="solid")
        _sub(solid, "fgColor", rgb=f"FF{colour.upper()}")
        shown = child(pattern, "fgColor") if pattern is not None and pattern.get("patternType") == "solid" else None
        _sub(solid, "bgColor", **(dict(shown.attrib) if shown is not None else {"indexed": "64"}))
        xf.set("fillId", str(self._entry("fills", fill)))
        xf.set("applyFill", "1")
        return self._entry("cellXfs", xf)

    def _without_mark(self, style: int) -> int:
        xf = self._xf(style)
        pattern = self._pattern(int(xf.get("fillId", "0")))
        if pattern is None or not _is_mark(pattern):
            return style
        covered = child(pattern, "bgColor")
        colour = dict(covered.attrib) if covered is not None and self._faithful else {}
        fills = [0] if not colour or colour.get("indexed") == "64" else self._solid_fills(colour)
        return self._twin(xf, fills)

    def _twin(self, xf: Element, fills: list[int]) -> int:
        """The style that equals `xf` but for its fill: the original, which still stands in the table, or a new one."""
        wanted = deepcopy(xf)
        wanted.attrib.pop("applyFill", None)
        keys = set()
        for fill in fills:
            wanted.set("fillId", str(fill))
            keys.add(_key(wanted))
        for index, present in enumerate(self._entries("cellXfs")):
            candidate = deepcopy(present)
            candidate.attrib.pop("applyFill", None)
            if _key(candidate) in keys:
                return index
        if fills != [0]:
            wanted.set("applyFill", "1")
        return self._entry("cellXfs", wanted)

    def _solid_fills(self, colour: dict[str, str]) -> list[int]:
        found = []
        for index in range(len(self._entries("fills"))):
            pattern = self._pattern(index)
            shown = child(pattern, "fgColor") if pattern is not None else None
            if pattern is not None and pattern.get("patternType") == "solid" and shown is not None \
                    and dict(shown.attrib) == colour:
                found.append(index)
        if not found:
            fill = self.root.makeelement(f"{self._space}fill")
            solid = _sub(fill, "patternFill", patternType="solid")
            _sub(solid, "fgColor", **colour)
            _sub(solid, "bgColor", indexed="64")
            found.append(self._entry("fills", fill))
        return found

    def _with_format(self, style: int, code: str) -> int:
        xf = deepcopy(self._xf(style))
        number = int(xf.get("numFmtId", "0"))
        if 14 <= number <= 22 or 45 <= number <= 47 or _shows_dates(self._code(number)):
            return style
        xf.set("numFmtId", str(self._format(code)))
        xf.set("applyNumberFormat", "1")
        return self._entry("cellXfs", xf)

    def _with_quote(self, style: int) -> int:
        xf = deepcopy(self._xf(style))
        xf.set("quotePrefix", "1")
        return self._entry("cellXfs", xf)

    def _format(self, code: str) -> int:
        formats = need(self.root, "numFmts", ORDER)
        for node in formats:
            if node.get("formatCode") == code:
                return int(node.get("numFmtId"))
        number = max([_FIRST_CUSTOM_FORMAT - 1, *(int(node.get("numFmtId")) for node in formats)]) + 1
        _sub(formats, "numFmt", numFmtId=str(number), formatCode=code)
        formats.set("count", str(len(formats)))
        return number

    def _code(self, number: int) -> str:
        formats = child(self.root, "numFmts")
        found = [node.get("formatCode", "") for node in formats if node.get("numFmtId") == str(number)] \
            if formats is not None else []
        return str(found[0]) if found else ""

    def _entries(self, part: str) -> Element:
        return need(self.root, part, ORDER)

    def _xf(self, style: int) -> Element:
        entries = self._entries("cellXfs")
        return entries[style if 0 <= style < len(entries) else 0]

    def _pattern(self, fill: int) -> Element | None:
        fills = self._entries("fills")
        return child(fills[fill], "patternFill") if 0 <= fill < len(fills) else None

    def _entry(self, part: str, node: Element) -> int:
        """The index of an entry equal to `node`, added at the end where there is none."""
        entries = self._entries(part)
        known = self._known.get(part)
        if known is None:
            known = self._known[part] = {}
            for index, present in enumerate(entries):
                known.setdefault(_key(present), index)
        key = _key(node)
        if key not in known:
            entries.append(deepcopy(node))
            known[key] = len(entries) - 1
            entries.set("count", str(len(entries)))
        return known[key]


def _sub(parent: Element, name: str, **attributes: str) -> Element:
    node = parent.makeelement(space_of(parent) + name, **attributes)
    parent.append(node)
    return node


def _key(node: Element) -> bytes:
    """Two elements with the same key are the same, whatever the order of their attributes or their prefixes."""
    children = b"".join(_key(part) for part in node if isinstance(part.tag, str))
    attributes = ";".join(f"{name}={value}" for name, value in sorted(node.attrib.items()))
    return f"<{name_of(node)} {attributes}>".encode() + children + b"</>"


def _is_mark(pattern: Element) -> bool:
    colour = child(pattern, "fgColor")
    return pattern.get("patternType") == "solid" and colour is not None and colour.get("rgb", "").upper() in _MARKS


def _shows_dates(code: str) -> bool:
    """Whether a number format shows days or times: letters of dates outside quotes and brackets."""
    bare = re.sub(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]', "", code.lower())
    return bool(re.search(r"[ymdhs]", bare)) and "general" not in bare
