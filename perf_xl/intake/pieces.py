"""What is left of a document once its file format is gone: paragraphs and table cells, in order."""

from __future__ import annotations

from msgspec import Struct

from perf_xl.model.department import Trouble
from perf_xl.model.entry import OUTER_BLANKS, Entry, written
from perf_xl.model.place import Place

_EXCERPT = 120


class Paragraph(Struct, frozen=True):
    """A line of text outside of tables. `line` is its line in a text export, its running number in a Word file."""

    text: str
    line: int


class Cell(Struct, frozen=True):
    """A table cell with its text as stored; the lower part of a merged cell is a blank cell.

    A Word file knows its rows: `table` counts from 1, cells of one row share `line` (paragraphs and table rows are
    numbered together), `column` and `span` are in grid columns. In a text export `table` is 0: only the order is known.
    """

    text: str
    line: int
    table: int = 0
    column: int = 0
    span: int = 1

    @property
    def is_blank(self) -> bool:
        return not self.text.strip(OUTER_BLANKS)


Piece = Paragraph | Cell


class Pieces(Struct, frozen=True):
    """A whole document: the name of its file, its pieces, and what the reader of the format could not take in."""

    book: str
    items: tuple[Piece, ...]
    troubles: tuple[Trouble, ...] = ()

    def place(self, line: int) -> Place:
        return Place(self.book, "", line)

    def entry(self, piece: Piece) -> Entry:
        """The text of a piece as a value with its place."""
        return written(piece.text, self.place(piece.line))

    def trouble(self, what: str, piece: Piece, **facts: str) -> Trouble:
        """A trouble at a piece; its text, shortened, is always among the facts."""
        return trouble_at(what, self.place(piece.line), piece.text, **facts)


def trouble_at(what: str, place: Place, text: str, **facts: str) -> Trouble:
    """A trouble with the text it is about, on one line and shortened."""
    flat = " ".join(text.split())
    shown = flat if len(flat) <= _EXCERPT else flat[:_EXCERPT] + "…"
    return Trouble(f"intake.{what}", place, (("text", shown), *facts.items()))
