"""Takes a cell out of formulas that several cells share, without changing what the others compute."""

from __future__ import annotations

from perf_xl.hosts.patch.cells import SheetCells, read_area
from perf_xl.hosts.patch.order import space_of
from perf_xl.hosts.patch.package import Element
from perf_xl.model.place import cell_name
from perf_xl.picture.grid import Area


def arrays(cells: SheetCells) -> list[Area]:
    """The areas of array formulas and data tables over several cells; no program changes one cell of them alone."""
    refs = [formula.get("ref", "") for formula in cells.formulas() if formula.get("t") in ("array", "dataTable")]
    return [read_area(ref) for ref in refs if ":" in ref]


def release(cells: SheetCells, cell: Element, row: int, column: int) -> bool:
    """Make the formula of `cell` free to go; tells whether it had one.

    The first cell of a shared formula holds its text for all others: they get texts of their own.
    """
    formula = cell.find(f"{space_of(cell)}f")
    if formula is None:
        return False
    if formula.get("t") == "shared" and formula.text:
        from openpyxl.formula.translate import Translator

        text = f"={formula.text}"
        origin = cell_name(row, column)
        for other_row, other_column, other, shared in cells.formula_cells():
            if other is not cell and shared.get("t") == "shared" and shared.get("si") == formula.get("si"):
                there = cell_name(other_row, other_column)
                shared.text = Translator(text, origin).translate_formula(there).removeprefix("=")
                for attribute in ("t", "si", "ref"):
                    shared.attrib.pop(attribute, None)
    return True
