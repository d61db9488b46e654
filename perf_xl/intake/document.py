"""The door of this room: a published document, whatever its file format, becomes a department."""

from __future__ import annotations

from pathlib import Path

from perf_xl.errors import Unusable
from perf_xl.intake.encoding import decode_text
from perf_xl.intake.forms import Form, split_document
from perf_xl.intake.identity import department_name, only_unit_code, year_of
from perf_xl.intake.part_one import PartOne, read_part_one
from perf_xl.intake.pieces import Cell, Paragraph, Piece, Pieces
from perf_xl.intake.tables import ReadForm, read_form, report_form
from perf_xl.intake.text import read_text
from perf_xl.messages.shown import on_one_line
from perf_xl.model.department import Department, Trouble
from perf_xl.model.place import Place

_BIGGEST_FILE = 64 * 1024 * 1024
# Other formats by their first bytes -> key of the sentence that says what to do.
_OTHERS = ((b"%PDF", "is_pdf"), (b"{\\rtf", "is_rtf"), (b"\x89PNG", "is_picture"), (b"\xff\xd8\xff", "is_picture"),
           (b"Rar!", "is_archive"), (b"7z\xbc\xaf", "is_archive"))


def read_document(path: Path, year: int | None = None) -> Department:
    """Read a published document (.docx or text export), told apart by content, not by name.

    `year` overrules what the document says. What could not be taken in is in `troubles`, each with its line.
    Raises Unusable (keys `intake.…`) when the file cannot be read or holds neither part.
    """
    data = _bytes_of(path)
    pieces = _pieces(data, on_one_line(path.name))
    return to_department(pieces, year)


def to_department(document: Pieces, year: int | None = None) -> Department:
    """Pieces to nouns. Raises Unusable when there is neither a table nor part one."""
    opening, forms = split_document(document.items)
    paragraphs = [piece for piece in opening if isinstance(piece, Paragraph)]
    part = read_part_one(document, paragraphs)
    read, troubles = _read_forms(document, forms)
    projects = tuple(each.project for each in read)
    if not projects and part.is_empty:
        raise Unusable("intake.nothing_found", file=document.book)
    troubles = [*document.troubles, *part.troubles, *_cells_outside(document, opening), *troubles]
    found = year or year_of(_headings(part, paragraphs, forms), part.overall_goal.text, projects)
    if found is None:
        troubles.append(Trouble("intake.year_missing", Place(document.book)))
    return Department(
        name=department_name(part.cover, (each.department for each in read), projects),
        unit_code=only_unit_code(projects), year=found, place=Place(document.book), overall_goal=part.overall_goal,
        themes=part.themes, safeguards=part.safeguards, projects=projects,
        troubles=tuple(sorted(troubles, key=lambda each: each.place.row)))


def _read_forms(document: Pieces, forms: list[Form]) -> tuple[list[ReadForm], list[Trouble]]:
    read: list[ReadForm] = []
    troubles: list[Trouble] = []
    for form in forms:
        result = read_form(document, form)
        if result is None:
            troubles.extend(report_form(document, form))
        else:
            read.append(result)
            troubles.extend(result.troubles)
    return read, troubles


def _cells_outside(document: Pieces, opening: list[Piece]) -> tuple[Trouble, ...]:
    """A table before the first project: its cells are reported as one."""
    cells = [piece for piece in opening if isinstance(piece, Cell)]
    return report_form(document, Form(cells=cells)) if cells else ()


def _headings(part: PartOne, paragraphs: list[Paragraph], forms: list[Form]) -> list[str]:
    """Lines that may name the year: the cover, short lines of part one's headings, the lines above the tables."""
    above = [line.text for form in forms for line in form.before]
    bracketed = [form.title.text.rpartition("绩效目标")[2] for form in forms if form.title]
    return [line.text for line in (*part.cover, *paragraphs[:1])] + above + bracketed


def _bytes_of(path: Path) -> bytes:
    if path.name.startswith("~$"):
        raise Unusable("intake.lock_file", file=path.name)
    try:
        if path.is_dir():
            raise Unusable("intake.is_folder", file=path.name)
        if path.stat().st_size > _BIGGEST_FILE:
            raise Unusable("intake.too_big", file=path.name, limit=_BIGGEST_FILE // 1024 // 1024)
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unusable("intake.missing", file=str(path)) from None
    except OSError as error:
        raise Unusable("intake.no_access", file=str(path), reason=error.strerror or "") from error
    if not data.strip(b"\0\t\r\n\f "):
        raise Unusable("intake.empty", file=path.name)
    return data


def _pieces(data: bytes, book: str) -> Pieces:
    from perf_xl.intake import word

    if data.startswith(b"PK"):
        return word.read_word(data, book)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        word.refuse_ole(data, book)
    for start, what in _OTHERS:
        if data.startswith(start):
            raise Unusable(f"intake.{what}", file=book)
    text = decode_text(data, book)
    if text.lstrip()[:300].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise Unusable("intake.is_markup", file=book)
    return read_text(text, book)
