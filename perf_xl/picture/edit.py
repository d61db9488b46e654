"""Changes to a workbook that already exists: one cell, one mark, one sheet, one property."""

from __future__ import annotations

from msgspec import Struct

from perf_xl.picture.blueprint import Formula, SheetDrawing
from perf_xl.picture.grid import Value

Content = Value | Formula


class Edit(Struct, frozen=True):
    """Put `after` into a cell. With `expects_before`, only while the cell still holds `before`."""

    sheet: str
    row: int
    column: int
    before: Value
    after: Content
    expects_before: bool = True


class Mark(Struct, frozen=True):
    """Make a cell visible as found: `fill` names a style of `layout.styles`, '' takes our fill off again.

    `note` is the text shown when the pointer rests on the cell; '' removes a note of ours.
    """

    sheet: str
    row: int
    column: int
    fill: str = ""
    note: str = ""


class Redraw(Struct, frozen=True):
    """Replace the contents of a sheet of ours (校验结果, 操作记录 …); made new, at the end, where it is missing."""

    drawing: SheetDrawing


class Property(Struct, frozen=True):
    """Set a document property (a core one of `blueprint.CORE_PROPERTIES`, else a custom one); '' removes it."""

    name: str
    value: str


Change = Edit | Mark | Redraw | Property
