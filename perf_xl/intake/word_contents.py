"""Which paragraphs of a Word file are its table of contents: they repeat headings and say nothing of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from perf_xl.intake.word_numbering import W

if TYPE_CHECKING:
    _Element = Any

# Names as Word, WPS and LibreOffice write them; the ids of styles change with the program and its language.
_NAME = re.compile(r"toc (?:\d|heading)|contents (?:\d{1,2}|heading)|目录\s?(?:\d|标题)|table of figures", re.IGNORECASE)


def contents_styles(styles: _Element | None) -> frozenset[str]:
    """The ids of the styles in which a table of contents is set."""
    found = set()
    for style in styles.findall(f"{W}style") if styles is not None else ():
        name = style.find(f"{W}name")
        if name is not None and _NAME.fullmatch(name.get(f"{W}val", "").strip()):
            found.add(style.get(f"{W}styleId", ""))
    return frozenset(found)


def style_of(paragraph: _Element) -> str:
    """The id of the paragraph's own style; '' for the default."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")
