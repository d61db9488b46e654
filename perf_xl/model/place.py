"""Where a value stands: workbook, sheet and cell - or, for a document, the line."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace


def column_letters(column: int) -> str:
    """1 -> 'A', 27 -> 'AA'."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """'A' -> 1, 'AA' -> 27. Raises ValueError for anything but latin letters."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"not a column: {letters!r}")
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """(20, 6) -> 'F20'; rows and columns count from 1."""
    return f"{column_letters(column)}{row}"


def split_cell(name: str) -> tuple[int, int]:
    """'F20' or '$F$20' -> (20, 6). Raises ValueError when the text is no cell name."""
    plain = name.replace("$", "")
    letters = plain.rstrip("0123456789")
    digits = plain[len(letters):]
    if not letters or not digits:
        raise ValueError(f"not a cell: {name!r}")
    return int(digits), column_number(letters)


class Place(Struct, frozen=True, order=True, gc=False):
    """A spot in a file. `sheet` is empty for a document, and `row` is then its line.

    A place that belongs to a whole sheet has row 0.
    """

    book: str
    sheet: str = ""
    row: int = 0
    column: int = 0

    @property
    def cell(self) -> str:
        """'F20'; empty where the place is no cell."""
        return cell_name(self.row, self.column) if self.sheet and self.row else ""

    @property
    def home(self) -> tuple[str, str]:
        """Workbook and sheet."""
        return self.book, self.sheet

    def moved(self, rows: int = 0, columns: int = 0) -> Place:
        """The place so many rows down and columns right."""
        return replace(self, row=self.row + rows, column=self.column + columns)


NOWHERE = Place("")
