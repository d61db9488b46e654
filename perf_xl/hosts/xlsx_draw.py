"""Draws a blueprint as a new workbook. The same blueprint gives the same bytes on every run."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from perf_xl.hosts.landing import check_target, land
from perf_xl.layout.sheet_name import quoted
from perf_xl.layout.styles import Style
from perf_xl.model.place import cell_name
from perf_xl.picture.blueprint import CORE_PROPERTIES, Blueprint
from perf_xl.picture.grid import Area

_CREATED = datetime(2023, 1, 1)      # fixed: a clock would make every run differ
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "default_format_properties": {"font_name": Style().font, "font_size": 11, "font_scheme": "none"},
}


def draw(blueprint: Blueprint, target: Path, inputs: Collection[Path] = ()) -> None:
    """Write the workbook to `target`, which must be none of `inputs`, in one step.

    Raises Unusable `write.…` when the target cannot be written or a text does not fit a cell; KeyError for a style
    that `layout.styles` does not have and ValueError for a name or a rule that Excel does not take.
    """
    target = check_target(target, inputs)
    land(target, drawn(blueprint), inputs)


def drawn(blueprint: Blueprint) -> bytes:
    """The bytes of the workbook. Raises as `draw` does."""
    import xlsxwriter

    from perf_xl.hosts.draw.formats import Formats
    from perf_xl.hosts.draw.sheet import furnish

    content = BytesIO()
    workbook = xlsxwriter.Workbook(content, _OPTIONS)
    formats = Formats(workbook)
    sheets = {drawing.name: workbook.add_worksheet(drawing.name) for drawing in blueprint.sheets}
    for drawing in blueprint.sheets:
        furnish(workbook, sheets[drawing.name], drawing, formats)
    _names(workbook, blueprint)
    _properties(workbook, blueprint)
    _front(sheets, blueprint)
    workbook.close()
    return content.getvalue()


def _names(workbook: Any, blueprint: Blueprint) -> None:
    for name, sheet, area in blueprint.names:
        _define(workbook, name, sheet, area)
    for index, drawing in enumerate(blueprint.sheets):
        for name, area in drawing.names:
            _define(workbook, name, drawing.name, area)
            workbook.defined_names[-1][1] = index      # its scope; asked for by sheet name, `!` and `'` would not pass


def _define(workbook: Any, name: str, sheet: str, area: Area) -> None:
    if workbook.define_name(name, f"={quoted(sheet)}!{_absolute(area)}"):
        raise ValueError(f"not a name for Excel: {name!r}")


def _absolute(area: Area) -> str:
    """'$A$1:$B$2', or '$A$1' for one cell."""
    first, last = _fixed(area.top, area.left), _fixed(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"


def _fixed(row: int, column: int) -> str:
    letters = cell_name(row, column).rstrip("0123456789")
    return f"${letters}${row}"


def _properties(workbook: Any, blueprint: Blueprint) -> None:
    core: dict[str, object] = {"created": _CREATED}
    for name, value in blueprint.properties:
        if name in CORE_PROPERTIES:
            core[name] = value
        else:
            workbook.set_custom_property(name, value, "text")
    workbook.set_properties(core)


def _front(sheets: dict[str, Any], blueprint: Blueprint) -> None:
    """The sheet that opens: the one named, else the first that is not hidden."""
    seen = [drawing.name for drawing in blueprint.sheets if not drawing.hidden]
    if not seen:
        raise ValueError("a workbook needs one sheet that can be seen")
    sheets[blueprint.active or seen[0]].activate()
    sheets[seen[0]].set_first_sheet()
