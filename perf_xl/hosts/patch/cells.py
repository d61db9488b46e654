"""The cells of one sheet part: found, made in the right place, with the style that a new cell there would get."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from perf_xl.hosts.patch.order import child, name_of, space_of
from perf_xl.hosts.patch.package import Element
from perf_xl.model.place import cell_name, column_number, split_cell
from perf_xl.picture.grid import Area


class SheetCells:
    """Looks up and makes cells. The tree is changed only by `make` and `set_style`."""

    def __init__(self, root: Element) -> None:
        self._space = space_of(root)
        self._root = root
        self._data = child(root, "sheetData")
        self._rows: dict[int, Element] = {}
        self._cells: dict[int, dict[int, Element]] = {}
        _check_values(root, self._space)
        number = 0
        for row in self._data if self._data is not None else ():
            if name_of(row) == "row":
                number = int(row.get("r", number + 1))
                self._rows[number] = row
                _check_names(row, number)
        self.merges = _merges(root)

    def find(self, row: int, column: int) -> Element | None:
        return self._of_row(row).get(column)

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows: the first one of the merged area, or the cell itself."""
        area = next((area for area in self.merges if area.holds(row, column)), None)
        return (area.top, area.left) if area else (row, column)

    def style(self, row: int, column: int) -> int:
        """The index of the style that the cell has, or would have if it were made now."""
        cell = self.find(row, column)
        if cell is not None:
            return int(cell.get("s", "0"))
        line = self._rows.get(row)
        if line is not None and line.get("customFormat") in ("1", "true") and line.get("s"):
            return int(line.get("s"))
        columns = child(self._root, "cols")
        for band in columns if columns is not None else ():
            if int(band.get("min")) <= column <= int(band.get("max")):
                return int(band.get("style", "0"))
        return 0

    def make(self, row: int, column: int) -> Element:
        """The cell, made with the style of its row or column where there was none."""
        found = self.find(row, column)
        if found is not None:
            return found
        style = self.style(row, column)
        line = self._rows.get(row)
        if line is None:
            line = self._make_row(row)
        cells = self._of_row(row)
        cell = line.makeelement(f"{self._space}c", r=cell_name(row, column))
        if style:
            cell.set("s", str(style))
        _insert(line, cells, column, cell)
        line.attrib.pop("spans", None)         # only a hint for readers, and now perhaps a wrong one
        self._widen(row, column)
        return cell

    def formulas(self) -> Iterator[Element]:
        """The `f` elements, wherever their cells stand."""
        return iter(()) if self._data is None else self._data.iter(f"{self._space}f")

    def formula_cells(self) -> list[tuple[int, int, Element, Element]]:
        """Row, column, cell and `f` element of each formula."""
        found = []
        for row in self._rows:
            for column, cell in self._of_row(row).items():
                formula = cell.find(f"{self._space}f")
                if formula is not None:
                    found.append((row, column, cell, formula))
        return found

    def _of_row(self, row: int) -> dict[int, Element]:
        known = self._cells.get(row)
        if known is None:
            known = {}
            column = 0
            for cell in self._rows.get(row, ()):
                if name_of(cell) == "c":
                    name = cell.get("r")
                    column = column_number(name.rstrip("0123456789")) if name else column + 1
                    known[column] = cell
                    if not name:
                        cell.set("r", cell_name(row, column))
            self._cells[row] = known
        return known

    def _make_row(self, row: int) -> Element:
        assert self._data is not None
        line = self._data.makeelement(f"{self._space}row", r=str(row))
        for number, present in self._rows.items():
            present.set("r", str(number))
        _insert(self._data, self._rows, row, line)
        self._cells.pop(row, None)
        return line

    def _widen(self, row: int, column: int) -> None:
        """Readers that trust the dimension must not miss the new cell."""
        dimension = child(self._root, "dimension")
        if dimension is not None:
            area = read_area(dimension.get("ref", "A1"))
            wide = Area(min(area.top, row), min(area.left, column), max(area.bottom, row), max(area.right, column))
            dimension.set("ref", area_name(wide))


def set_style(cell: Element, style: int) -> None:
    """The attributes stay in the order in which office programs write them: others are read the slow way."""
    kind = cell.attrib.pop("t", None)
    cell.set("s", str(style))
    if kind is not None:
        cell.set("t", kind)


def _check_names(line: Element, number: int) -> None:
    """Raises ValueError for a cell that says it stands in another row, and for two of one name: which counts is a guess."""
    names = [name for cell in line if (name := cell.get("r"))]
    tail = str(number)
    cut = -len(tail)
    if len(set(names)) < len(names) or not all(name[cut:] == tail and name[:cut].isalpha() for name in names):
        raise ValueError(f"the cells of row {number} contradict their names")


def _check_values(root: Element, space: str) -> None:
    """Raises ValueError for an element inside a value, a formula or a text: no two programs read the same in such a cell."""
    if any(map(len, root.iter(f"{space}v", f"{space}f", f"{space}t"))):
        raise ValueError("a value holds an element")


def _insert(parent: Element, known: dict[int, Element], number: int, node: Element) -> None:
    """Put a row among the rows, or a cell among the cells, and remember it."""
    numbers = sorted(known)
    position = bisect_left(numbers, number)
    if position < len(numbers):
        known[numbers[position]].addprevious(node)
    elif numbers:
        known[numbers[-1]].addnext(node)
    else:
        parent.insert(0, node)
    known[number] = node


def _merges(root: Element) -> list[Area]:
    merged = child(root, "mergeCells")
    return [read_area(node.get("ref")) for node in merged if node.get("ref")] if merged is not None else []


def read_area(ref: str) -> Area:
    """'B2:C3' or 'B2' -> Area."""
    first, _, last = ref.partition(":")
    top, left = split_cell(first)
    bottom, right = split_cell(last or first)
    return Area(top, left, bottom, right)


def area_name(area: Area) -> str:
    first, last = cell_name(area.top, area.left), cell_name(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"
