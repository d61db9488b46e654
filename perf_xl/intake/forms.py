"""Where one project's table ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from perf_xl.intake.columns import find_header
from perf_xl.intake.headings import is_contents_line, is_part_heading, is_part_two_caption, title_of
from perf_xl.intake.labels import field_of, inline_field, is_money_caption
from perf_xl.intake.pieces import Cell, Paragraph, Piece

_LOOK_AHEAD = 10


class Form(Struct):
    """One project as it stands in the document: title, what is printed between title and table, cells."""

    title: Piece | None = None
    before: list[Paragraph] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    behind: list[Paragraph] = field(default_factory=list)


def split_document(items: Sequence[Piece]) -> tuple[list[Piece], list[Form]]:
    """Part one (everything before the first title or form) and the forms of part two."""
    contents = _titles_of_contents(items)
    start = next((index for index, piece in enumerate(items)
                  if index not in contents and (_is_title_at(items, index) or _form_begins(items, index))), len(items))
    forms: list[Form] = []
    for index in range(start, len(items)):
        piece = items[index]
        if index in contents or (isinstance(piece, Paragraph) and _announces_tables(piece)):
            continue
        current = forms[-1] if forms else None
        if _is_title_at(items, index):
            if current is None or not _continues(piece, items, index):
                forms.append(Form(piece))
        elif isinstance(piece, Paragraph):
            _add_paragraph(forms, piece)
        elif current is None or (_form_begins(items, index) and _is_complete(current)):
            forms.append(Form(cells=[piece]))
        else:
            current.cells.append(piece)
    part_one = [piece for index, piece in enumerate(items[:start]) if index not in contents]
    return part_one, forms


def _announces_tables(piece: Paragraph) -> bool:
    return is_part_heading(piece.text) or is_part_two_caption(piece.text)


def _add_paragraph(forms: list[Form], piece: Paragraph) -> None:
    if not forms:
        forms.append(Form())
    (forms[-1].behind if forms[-1].cells else forms[-1].before).append(piece)


def _titles_of_contents(items: Sequence[Piece]) -> set[int]:
    """Titles in a table of contents: printed again later, there with their table."""
    titles = [(index, " ".join(piece.text.split())) for index, piece in enumerate(items)
              if isinstance(piece, Paragraph) and title_of(piece.text)]
    with_table = {text: index for index, text in titles if _cells_follow(items, index)}
    listed = {index for index, text in titles
              if not _cells_follow(items, index) and with_table.get(text, -1) > index}
    return listed | {index for index, piece in enumerate(items)
                     if isinstance(piece, Paragraph) and is_contents_line(piece.text)}


def _cells_follow(items: Sequence[Piece], index: int) -> bool:
    """A table comes before the next title."""
    for piece in items[index + 1:]:
        if isinstance(piece, Cell):
            return True
        if title_of(piece.text):
            return False
    return False


def _is_title_at(items: Sequence[Piece], index: int) -> bool:
    """A title line; or a title as the first cell of a table, the labels of a form close behind."""
    piece = items[index]
    if not title_of(piece.text):
        return False
    if isinstance(piece, Paragraph):
        return True
    before = items[index - 1] if index else None
    if piece.table and isinstance(before, Cell) and before.table == piece.table:
        return False
    ahead = _cells_ahead(items, index + 1)
    return any(field_of(cell.text) in ("code", "name") or inline_field(cell.text)[0] for cell in ahead)


def _form_begins(items: Sequence[Piece], index: int) -> bool:
    """A table without title begins at this cell: its unit line or its code stands here, its name close behind."""
    cell = items[index]
    if not isinstance(cell, Cell) or cell.is_blank:
        return False
    before = items[index - 1] if index else None
    if cell.table and isinstance(before, Cell) and before.line == cell.line:
        return False
    ahead = [cell, *_cells_ahead(items, index + 1)]
    fields = [field_of(each.text) or inline_field(each.text)[0] for each in ahead]
    if "name" not in fields and "code" not in fields:
        return False
    if fields[0] in ("unit", "department", "code", "name"):
        return not _label_behind(items, index)
    if is_money_caption(cell.text):
        return not _label_behind(items, index)
    return len(ahead) > 1 and is_money_caption(ahead[1].text)


def _label_behind(items: Sequence[Piece], index: int) -> bool:
    """The unit line just before belongs to the same form, so the form began there."""
    near = [each for each in items[max(0, index - 4):index] if isinstance(each, Cell)]
    return any(is_money_caption(each.text) or field_of(each.text) in ("unit", "department", "code") for each in near)


def _cells_ahead(items: Sequence[Piece], start: int) -> list[Cell]:
    ahead = []
    for piece in items[start:start + _LOOK_AHEAD]:
        if not isinstance(piece, Cell) or find_header([piece]) >= 0:
            break
        ahead.append(piece)
    return ahead


def _is_complete(form: Form) -> bool:
    return find_header(form.cells) >= 0


def _continues(piece: Piece, items: Sequence[Piece], index: int) -> bool:
    """The title is only repeated on a further page of the same table."""
    title = title_of(piece.text)
    return title is not None and title.continued and not any(
        field_of(cell.text) == "code" for cell in _cells_ahead(items, index + 1))
