"""The body of a Word file to pieces: paragraphs and table cells as a reader sees them.

Inserted text of tracked changes counts, deleted text does not. The lower part of a merged cell is a blank cell.
A table inside a cell and a text box have no place in the model: their text is a trouble.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from perf_xl.intake.pieces import Cell, Paragraph, Piece, Pieces, trouble_at
from perf_xl.intake.word_contents import style_of
from perf_xl.intake.word_numbering import Numbering, W
from perf_xl.model.department import Trouble
from perf_xl.model.place import Place

if TYPE_CHECKING:
    _Element = Any

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Containers that only wrap what stands inside.
_WRAPPERS = frozenset(W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink",
                                          "fldSimple", "r", "rubyBase", "ruby", "dir", "bdo"))
_MATHS = frozenset(_M + tag for tag in ("oMath", "oMathPara", "r", "e", "num", "den", "sup", "sub", "f", "d"))
_BOXES = frozenset((W + "drawing", W + "pict", W + "object", _MC + "AlternateContent"))
_SIGNS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}


def read_body(root: _Element | None, numbering: Numbering, book: str, passed_over: frozenset[str] = frozenset()) -> Pieces:
    """Number paragraphs and table rows through the document and take their text. Never raises on odd structure.

    Paragraphs in one of the styles `passed_over` (a table of contents) are counted but not taken.
    """
    reader = _Reader(numbering, book, passed_over)
    body = root.find(f"{W}body") if root is not None else None
    if body is not None:
        for block in _unwrapped(body):
            if block.tag == f"{W}p":
                reader.take_paragraph(block)
            elif block.tag == f"{W}tbl":
                reader.take_table(block)
    return Pieces(book, tuple(reader.items), tuple(reader.troubles))


def _unwrapped(parent: _Element) -> Iterator[_Element]:
    """Children, with what wrappers hold in their place."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        elif isinstance(child.tag, str):
            yield child


class _Reader:
    def __init__(self, numbering: Numbering, book: str, passed_over: frozenset[str]) -> None:
        self._numbering, self._book, self._passed_over = numbering, book, passed_over
        self._line = self._table = 0
        self.items: list[Piece] = []
        self.troubles: list[Trouble] = []

    def take_paragraph(self, paragraph: _Element) -> None:
        self._line += 1
        if style_of(paragraph) in self._passed_over:
            return
        text = self._text_of(paragraph)
        if text.strip():
            self.items.append(Paragraph(text, self._line))

    def take_table(self, table: _Element) -> None:
        self._table += 1
        for row in _unwrapped(table):
            if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None:
                self._line += 1
                self._take_row(row)

    def _take_row(self, row: _Element) -> None:
        column = _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in _unwrapped(row):
            if cell.tag != f"{W}tc":
                continue
            span = _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
            down, across = (cell.find(f"{W}tcPr/{W}{tag}") for tag in ("vMerge", "hMerge"))
            if not _goes_on(across):
                text = self._cell_text(cell)
                self.items.append(Cell("" if _goes_on(down) else text, self._line, self._table, column, span))
            column += span

    def _cell_text(self, cell: _Element) -> str:
        lines = []
        for block in _unwrapped(cell):
            if block.tag == f"{W}p":
                lines.append(self._text_of(block))
            elif block.tag == f"{W}tbl":
                self._report("nested_table", block)
        return "\n".join(lines)

    def _text_of(self, paragraph: _Element) -> str:
        text = "".join(self._runs(paragraph))
        return self._numbering.before(paragraph) + text if text.strip() else text

    def _runs(self, parent: _Element) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if tag in (f"{W}t", f"{_M}t"):
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == f"{W}br":
                yield "" if child.get(f"{W}type") in ("page", "column") else "\n"
            elif tag in _WRAPPERS or tag in _MATHS:
                yield from self._runs(child)
            elif tag in _BOXES:
                self._report("text_box", child)

    def _report(self, what: str, element: _Element) -> None:
        """Text that stands in a box or an inner table; a box that Word stores twice is taken once."""
        fallback = f"{_MC}Fallback"
        texts = [each.text or "" for each in element.iter(f"{W}t")
                 if not any(above.tag == fallback for above in each.iterancestors())]
        if "".join(texts).strip():
            self.troubles.append(trouble_at(what, Place(self._book, "", self._line), " ".join(texts)))


def _goes_on(merge: _Element | None) -> bool:
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _count(element: _Element | None, default: int) -> int:
    text = element.get(f"{W}val", "") if element is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else default
