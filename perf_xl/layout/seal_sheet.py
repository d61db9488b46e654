"""校验回执 (to be read) and 封存 (hidden, to be compared): how a seal lies in a workbook, and how it is found again.

The line of the receipt and the fingerprint also stand among the document properties, the short fingerprint on 封面.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perf_xl.layout import form
from perf_xl.model.seal import Receipt, Seal, SealedTable, receipt_from_text, receipt_text
from perf_xl.picture.blueprint import CellDrawing, Print, SheetDrawing
from perf_xl.picture.edit import Change, Edit, Property, Redraw
from perf_xl.picture.grid import Area, Grid, SheetGrid, Value

PROPERTY = "perf_xl seal"
_HEAD = "封存"
_BLANK = "-"          # stands for the digest of a blank field, so that no cell begins or ends with a blank
_QUOTE = "·"          # before a text that came from elsewhere, whatever it begins with
_FIRST = 3


def seal_changes(grid: Grid, seal: Seal, lines: Sequence[tuple[str, str]]) -> tuple[Change, ...]:
    """Everything that puts a seal into a workbook. `lines` are label and text of the receipt."""
    changes: list[Change] = [Redraw(draw_receipt(lines)), Redraw(draw_seal(seal)), Property(PROPERTY, _property(seal))]
    cover = next((name for name in grid.names if name.name == form.NAME_SEAL and not name.scope), None)
    if cover is not None:
        before = _at(grid, cover.sheet, cover.area)
        changes.append(Edit(cover.sheet, cover.area.top, cover.area.left, before, cover_text(seal), expects_before=False))
    return tuple(changes)


def cover_text(seal: Seal) -> str:
    signer = f"，{seal.receipt.signer}" if seal.receipt.signer else ""
    return f"{seal.short}（{seal.receipt.made}{signer}）"


def draw_receipt(lines: Sequence[tuple[str, str]]) -> SheetDrawing:
    """校验回执: two columns, printable."""
    cells = [CellDrawing(1, 1, form.RECEIPT, "page.title", (1, 2))]
    for row, (label, text) in enumerate(lines, _FIRST):
        cells += [CellDrawing(row, 1, label, "page.label"), CellDrawing(row, 2, text or None, "page.fixed")]
    last = _FIRST + max(len(lines), 1) - 1
    heights = [(1, 40.0), *((row, 24.0 + 15.0 * (len(text) // 36)) for row, (_, text) in enumerate(lines, _FIRST))]
    return SheetDrawing(name=form.RECEIPT, cells=tuple(cells), widths=((1, 20.0), (2, 66.0)), heights=tuple(heights),
                        protect=True, tab="548235", print=Print(Area(1, 1, last, 2)))


def draw_seal(seal: Seal) -> SheetDrawing:
    """封存: a head, then one line per table (`#`) and per row (its kind). The last line ends it."""
    lines: list[tuple[str, ...]] = [(_HEAD, "1", seal.fingerprint, receipt_text(seal.receipt), seal.signature or _BLANK)]
    for table in seal.tables:
        lines.append(("#", _joined(table.head), _QUOTE + table.code, _QUOTE + table.name))
        lines += [(kind, _joined(values)) for kind, values in table.rows]
    cells = tuple(CellDrawing(row, column, text, "text") for row, line in enumerate((*lines, ("end",)), 1)
                  for column, text in enumerate(line, 1))
    return SheetDrawing(name=form.SEALED, cells=cells, hidden=True, protect=True)


def read_seal(grid: Grid) -> Seal | None:
    """The seal of a workbook: from 封存; failing that, without digests, from the properties. None where there is none."""
    found = _from_sheet(grid.sheet(form.SEALED))
    return found or _from_property(grid.properties)


def _property(seal: Seal) -> str:
    return "|".join((seal.fingerprint, seal.signature, receipt_text(seal.receipt)))


def _from_property(properties: Mapping[str, str]) -> Seal | None:
    fingerprint, _, rest = properties.get(PROPERTY, "").partition("|")
    signature, _, text = rest.partition("|")
    receipt = receipt_from_text(text)
    return Seal(fingerprint, receipt, (), signature) if receipt and fingerprint else None


def _from_sheet(sheet: SheetGrid | None) -> Seal | None:
    if sheet is None or sheet.at(1, 1) != _HEAD:
        return None
    receipt = receipt_from_text(str(sheet.at(1, 4) or ""))
    tables: list[tuple[str, str, tuple[str, ...], list[tuple[str, tuple[str, ...]]]]] = []
    for row in sheet.numbers(2):
        kind, digests = str(sheet.at(row, 1) or ""), str(sheet.at(row, 2) or "")
        if kind == "#":
            tables.append((str(sheet.at(row, 3) or _QUOTE)[1:], str(sheet.at(row, 4) or _QUOTE)[1:], _split(digests), []))
        elif kind not in ("", "end") and tables:
            tables[-1][3].append((kind, _split(digests)))
    signature = str(sheet.at(1, 5) or "")
    return Seal(str(sheet.at(1, 3) or ""), receipt or Receipt("", "", ""),
                tuple(SealedTable(code, name, head, tuple(rows)) for code, name, head, rows in tables),
                "" if signature == _BLANK else signature)


def _joined(digests: Sequence[str]) -> str:
    return " ".join(digest or _BLANK for digest in digests)


def _split(text: str) -> tuple[str, ...]:
    return tuple("" if part == _BLANK else part for part in text.split(" "))


def _at(grid: Grid, sheet: str, area: Area) -> Value:
    found = grid.sheet(sheet)
    return found.at(area.top, area.left) if found else None
