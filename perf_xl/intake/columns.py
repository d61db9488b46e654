"""The heading of the indicator table: which column is what, and a row of cells put under it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from perf_xl.intake.labels import bare, column_of, is_level1
from perf_xl.intake.pieces import Cell

_USUAL = ("level1", "level2", "level3", "description", "value", "evidence")
_VALUE_PARTS = ("sign", "value", "measure")


class Columns(Struct, frozen=True):
    """`kinds` from left to right; '' is a column that the model does not have. `edges`: grid columns in a Word file."""

    kinds: tuple[str, ...]
    headings: tuple[str, ...]
    edges: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        return len(self.kinds)

    def at(self, kind: str) -> int:
        """The position of a kind; -1 where the table has no such column."""
        return self.kinds.index(kind) if kind in self.kinds else -1

    def position(self, cell: Cell) -> int:
        """Under which column a cell of a Word table stands."""
        return max((index for index, edge in enumerate(self.edges) if edge <= cell.column), default=0)


USUAL_COLUMNS = Columns(_USUAL, ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"))


def find_header(cells: Sequence[Cell]) -> int:
    """Where the heading of the indicator table begins; -1 where there is none."""
    for index, cell in enumerate(cells):
        if column_of(cell.text) not in ("level1", "level2"):
            continue
        kinds = {column_of(each.text) for each in cells[index:index + 6]} - {""}
        if len(kinds) >= 3:
            side = index and bare(cells[index - 1].text) in ("绩效指标", "年度绩效指标", "绩效指标体系")
            return index - 1 if side else index
    return -1


def read_header(cells: Sequence[Cell], start: int) -> tuple[Columns, int]:
    """The columns of the heading at `start`, and where the first row below it begins."""
    if cells[start].table:
        return _word_header(cells, start)
    first_row = next((index for index in range(start + 3, len(cells)) if is_level1(cells[index].text)), None)
    labelled = start
    while labelled < len(cells) and column_of(cells[labelled].text):
        labelled += 1
    end = labelled if first_row is None or first_row - start > 3 * len(_USUAL) else first_row
    if _kinds([cells[start].text, cells[start + 1].text])[0] == "" and end > labelled and cells[end - 1].is_blank:
        end -= 1         # a label stands beside the whole table: every row begins with its blank
    texts = [cell.text for cell in cells[start:end]]
    return _columns(_flattened(texts)), end


def _word_header(cells: Sequence[Cell], start: int) -> tuple[Columns, int]:
    line = cells[start].line
    top = [cell for cell in cells[start:] if cell.line == line]
    end = start + len(top)
    below = [cell for cell in cells[end:] if cell.line == line + 1 and cell.table == top[0].table]
    parts = [cell for cell in below if not cell.is_blank]
    if parts and all(column_of(cell.text) in _VALUE_PARTS for cell in parts):
        end += len(below)
        kept = [cell for cell in top if not any(cell.column <= part.column < cell.column + cell.span for part in parts)]
        top = sorted(kept + parts, key=lambda cell: cell.column)
    columns = _columns([cell.text for cell in top])
    return Columns(columns.kinds, columns.headings, tuple(cell.column for cell in top)), end


def _flattened(texts: list[str]) -> list[str]:
    """A heading of two rows as one: the parts of 指标值 printed in the second row take its place."""
    cut = next((index for index, text in enumerate(texts) if index and not bare(text)), len(texts))
    first, parts = texts[:cut], [text for text in texts[cut:] if bare(text)]
    whole = next((index for index, text in enumerate(first) if column_of(text) == "value"), None)
    if whole is None or not parts or any(column_of(text) not in _VALUE_PARTS for text in parts):
        return texts
    return first[:whole] + parts + first[whole + 1:]


def _columns(texts: list[str]) -> Columns:
    return Columns(_kinds(texts), tuple(bare(text) for text in texts))


def _kinds(texts: list[str]) -> tuple[str, ...]:
    """Each kind once; 绩效指标 left of 一级指标 is a label beside the table, not the 三级指标."""
    named = [column_of(text) for text in texts]
    if named[0] == "level3" and "level1" in named:
        named[0] = ""
    exact = next((index for index, text in enumerate(texts) if bare(text).startswith("三级指标")), None)
    kinds: list[str] = []
    for index, kind in enumerate(named):
        taken = kind in kinds or (kind == "level3" and exact is not None and exact != index)
        if taken and kind == "level3" and "description" not in named:
            kind, taken = "description", False
        kinds.append("" if taken else kind)
    return tuple(kinds)
