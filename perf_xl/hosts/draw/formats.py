"""Turns style names into XlsxWriter formats, each made once: a workbook keeps a handful of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from perf_xl.layout.styles import STYLES, Style

_BORDERS: dict[str, dict[str, int]] = {"": {}, "thin": {"border": 1}, "bottom": {"bottom": 1}}
_UPRIGHT = {"top": "top", "center": "vcenter", "bottom": "bottom"}


class _Plain(dict[str, Any]):
    """Formats without mark or quote: nearly all cells have one."""

    def __init__(self, made: Callable[[str], Any]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, style: str) -> Any:
        found = self[style] = self._made(style)
        return found


class Formats:
    """The formats of one workbook by style name."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._cells: dict[tuple[str, str, bool], Any] = {}
        self._highlights: dict[str, Any] = {}
        self.plain = _Plain(self.cell)

    def cell(self, style: str, mark: str = "", quoted: bool = False) -> Any:
        """The format of a cell, with the fill of a mark over it where one is named. Unknown names: KeyError.

        `quoted`: what stands in the cell stays text when it is edited.
        """
        found = self._cells.get((style, mark, quoted))
        if found is None:
            properties = _properties(STYLES[style])
            if mark:
                properties.update(_mark(STYLES[style].fill, STYLES[mark].fill))
            if quoted:
                properties["quote_prefix"] = True
            found = self._cells[style, mark, quoted] = self._workbook.add_format(properties)
        return found

    def highlight(self, style: str) -> Any:
        """The format of a conditional format: only what Excel allows there (fill, colour, weight)."""
        found = self._highlights.get(style)
        if found is None:
            look = STYLES[style]
            wanted = {"bg_color": _colour(look.fill), "font_color": _colour(look.colour), "bold": look.bold}
            kept = {name: value for name, value in wanted.items() if value}
            found = self._highlights[style] = self._workbook.add_format(kept)
        return found


def _properties(style: Style) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "font_name": style.font, "font_size": style.size, "font_scheme": "none", "font_family": 0,
        "font_charset": 134, "valign": _UPRIGHT[style.valign], "locked": style.locked, **_BORDERS[style.border],
    }
    optional: dict[str, Any] = {
        "bold": style.bold, "underline": int(style.underline), "font_color": _colour(style.colour),
        "align": style.align, "text_wrap": style.wrap, "shrink": style.shrink,
        "num_format": style.number_format, "indent": style.indent,
    }
    properties.update((name, value) for name, value in optional.items() if value)
    if style.fill:
        properties.update(pattern=1, bg_color=_colour(style.fill))
    return properties


def _colour(rrggbb: str) -> str:
    return f"#{rrggbb}" if rrggbb else ""


def _mark(below: str, fill: str) -> dict[str, Any]:
    """A solid fill shows its first colour only; the second remembers the fill that the mark covers.

    XlsxWriter swaps the two of a solid pattern: its `bg_color` is the one that is seen.
    """
    return {"pattern": 1, "bg_color": _colour(fill), **({"fg_color": _colour(below)} if below else {})}
