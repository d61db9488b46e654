"""修改对照: what changed since the last submission, as a table with links and as marks at the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.layout import form
from perf_xl.layout.table_sheet import FIRST_ROW, Column, draw_table
from perf_xl.model.place import Place, split_cell
from perf_xl.picture.blueprint import CellDrawing, Drawable, Link, SheetDrawing
from perf_xl.picture.edit import Change, Mark, Redraw
from perf_xl.picture.grid import Grid

_COLUMNS = (Column("序号", 6, "table.centre"), Column("变动", 9, "table.centre"), Column("项目编码", 23), Column("项目名称", 24),
            Column("栏目", 20), Column("原来", 34), Column("现在", 34), Column("工作表", 18), Column("单元格", 8, "table.link"),
            Column("原单元格", 9, "table.centre"))
_SHEET_COLUMN, _CELL_COLUMN = 8, 9
_LONGEST = 600          # characters of a text that the table repeats; the cell itself has the whole


class ToldChange(Struct, frozen=True):
    """A change in words. `kind` begins with a symbol; `place` lies in the newer workbook, `old` in the older one."""

    kind: str
    code: str
    name: str
    what: str
    before: str
    after: str
    place: Place
    old: Place


def difference_marks(grid: Grid, changes: Sequence[ToldChange]) -> tuple[Change, ...]:
    """Marks and the table; marks of an earlier comparison are taken off first."""
    made: list[Change] = list(_earlier(grid))
    spots: dict[Place, list[ToldChange]] = {}
    for change in changes:
        if change.place.cell and grid.sheet(change.place.sheet):
            spots.setdefault(change.place, []).append(change)
    for place, here in spots.items():
        note = "\n".join(f"{each.kind} {each.what}：{_cut(each.before) or '（空）'} → {_cut(each.after) or '（空）'}" for each in here)
        made.append(Mark(place.sheet, place.row, place.column, "mark.info", note))
    return (*made, Redraw(draw_difference(changes)))


def draw_difference(changes: Sequence[ToldChange]) -> SheetDrawing:
    """The table; one line says so where nothing changed."""
    rows: list[list[Drawable | Link]] = []
    for number, each in enumerate(changes, 1):
        cell = each.place.cell
        where: Drawable | Link = Link(each.place.sheet, cell, cell, "点此跳到该单元格") if cell else None
        rows.append([number, each.kind, each.code or None, each.name or None, each.what, _cut(each.before) or None,
                     _cut(each.after) or None, each.place.sheet or None, where, each.old.cell or None])
    drawn = draw_table(form.DIFFERENCE, "修改对照", "与上一次报送逐格比较：标 △ 的有改动，标 ＋ 的是新增，标 － 的已删除，标 ⇅ 的换了位置。", _COLUMNS,
                       rows, tab="7030A0", wrap_columns=(3, 4, 5, 6))
    if not rows:
        drawn = replace(drawn, cells=(*drawn.cells, CellDrawing(FIRST_ROW, 1, "两次报送内容相同。", "page.note", (FIRST_ROW, len(_COLUMNS)))))
    return drawn


def _earlier(grid: Grid) -> Iterator[Mark]:
    listed = grid.sheet(form.DIFFERENCE)
    for row in listed.numbers(FIRST_ROW) if listed else ():
        assert listed is not None
        name, cell = listed.at(row, _SHEET_COLUMN), listed.at(row, _CELL_COLUMN)
        try:
            spot = split_cell(str(cell))
        except ValueError:
            continue
        if isinstance(name, str) and grid.sheet(name):
            yield Mark(name, *spot)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
