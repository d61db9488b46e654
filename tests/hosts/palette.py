"""Styles for the tests of hosts: the real ones, or a few with the same fields where `layout` is not built yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class _Style:
    font: str = "宋体"
    size: float = 10
    bold: bool = False
    colour: str = ""
    fill: str = ""
    border: str = "thin"
    align: str = "left"
    valign: str = "center"
    wrap: bool = True
    number_format: str = ""
    locked: bool = True


def palette() -> dict[str, Any]:
    try:
        from perf_xl.layout.styles import STYLES
    except ImportError:
        return {
            "page.title": _Style("黑体", 20, border=""), "table.head": _Style("黑体", fill="EDEDED"),
            "table.text": _Style(), "table.amount": _Style(number_format="#,##0.00"),
            "table.date": _Style(number_format="yyyy-mm-dd"), "table.link": _Style(colour="1F4E79"),
            "input.text": _Style(locked=False),
            "mark.error": _Style(fill="F4B6B0"), "mark.warning": _Style(fill="FFE699"), "mark.info": _Style(fill="DDEBF7"),
        }
    return dict(STYLES)
