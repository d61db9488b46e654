"""How cells look: named styles as data. Few of them, so that a workbook never runs out of styles.

宋体 for the table, 黑体 for headings, sizes for A4. Colour never carries a meaning alone: marks come with a symbol.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace


class Style(Struct, frozen=True):
    """A cell's looks. Colours are RRGGBB, '' for none. `border`: '', 'thin' or 'bottom'. `locked` counts only on
    protected sheets."""

    font: str = "宋体"
    size: float = 10
    bold: bool = False
    colour: str = ""
    fill: str = ""
    border: str = "thin"
    align: str = "center"          # left, center, right
    valign: str = "center"         # top, center
    wrap: bool = True
    number_format: str = ""
    locked: bool = False
    indent: int = 0
    underline: bool = False
    shrink: bool = False


_CELL = Style()
_LABEL = replace(_CELL, locked=True)
_PLAIN = replace(_CELL, border="", locked=True, align="left")
_HEAD = replace(_LABEL, font="黑体", fill="EDEDED")
_ASIDE = replace(_CELL, size=9, align="left", valign="top", border="thin")

STYLES: dict[str, Style] = {
    # the official table
    "title": replace(_PLAIN, font="黑体", size=16, align="center", locked=False),
    "unit.left": replace(_PLAIN, size=10.5, locked=False),
    "unit.right": replace(_PLAIN, size=10.5, align="right", locked=False),
    "label": _LABEL,
    "head": replace(_LABEL, bold=True),
    "cell": _CELL,
    "cell.left": replace(_CELL, align="left"),
    "code": replace(_CELL, number_format="@", wrap=False, shrink=True),
    "amount": replace(_CELL, number_format="0.00", align="right"),
    "amount.centre": replace(_CELL, number_format="0.00"),
    "percent": replace(_CELL, number_format="0%"),
    "percent1": replace(_CELL, number_format="0.0#%"),
    "closing": replace(_PLAIN, border="", size=4),
    # beside the table
    "aside.head": replace(_HEAD, size=9),
    "issue": replace(_ASIDE, locked=True),
    "waiver": replace(_ASIDE),
    "waiver.date": replace(_ASIDE, align="center", number_format="yyyy-mm-dd"),
    "aid": replace(_CELL, size=9),
    "last": replace(_ASIDE, locked=True, align="center", valign="center", colour="595959", fill="F5F5F5"),
    "last.actual": replace(_ASIDE, align="center", valign="center"),
    "last.amount": replace(_ASIDE, locked=True, align="right", valign="center", number_format="0.00", colour="595959", fill="F5F5F5"),
    "score": replace(_CELL, number_format="0.##"),
    "table.score": replace(_LABEL, number_format="0.##"),
    "total.score": replace(_LABEL, bold=True, number_format="0.##", fill="F2F2F2"),
    "hint": replace(_PLAIN, size=8, colour="7F7F7F", wrap=False),
    "hint.missing": Style(fill="FFF8D6", border=""),
    # our own sheets
    "page.title": replace(_PLAIN, font="黑体", size=20, align="center"),
    "page.heading": replace(_PLAIN, font="黑体", size=13),
    "page.text": replace(_PLAIN, size=10.5, valign="top"),
    "page.note": replace(_PLAIN, size=9, colour="595959", valign="top"),
    "page.right": replace(_PLAIN, size=10.5, align="right"),
    "page.note.centre": replace(_PLAIN, size=10.5, colour="595959", align="center"),
    "text": replace(_PLAIN, wrap=False),
    "page.input": replace(_CELL, size=11, align="left"),
    "page.input.text": replace(_CELL, size=11, align="left", number_format="@"),
    "page.label": replace(_LABEL, size=11, align="left", fill="F5F5F5"),
    "page.fixed": replace(_LABEL, size=11, align="left"),
    "long": replace(_CELL, align="left", valign="top"),
    "table.head": _HEAD,
    "table.month": replace(_HEAD, number_format='0"月"'),
    "table.text": replace(_LABEL, align="left"),
    "table.centre": _LABEL,
    "table.right": replace(_LABEL, align="right"),
    "table.error": replace(_LABEL, fill="FBE3DF"),
    "table.warning": replace(_LABEL, fill="FFF1C9"),
    "table.good": replace(_LABEL, fill="E2F2E4"),
    "table.number": replace(_LABEL, align="right", number_format="0"),
    "table.amount": replace(_LABEL, align="right", number_format="#,##0.00"),
    "table.yuan": replace(_LABEL, align="right", number_format="#,##0.00"),
    "table.percent": replace(_LABEL, align="right", number_format="0.00%"),
    "table.percent0": replace(_LABEL, align="right", number_format="0.0%"),
    "table.points": replace(_LABEL, align="right", number_format="+0.00;-0.00;0.00"),
    "table.points0": replace(_LABEL, align="right", number_format="0.00"),
    "progress.node": replace(_LABEL, number_format='"对照节点："0"月底";;"未到节点"', fill="F5F5F5"),
    "progress.months": replace(_LABEL, number_format='"计入 1—"0"月支出";;""', fill="F5F5F5"),
    "curve.value": replace(_LABEL, align="right", number_format="0.00%", colour="404040"),
    "table.date": replace(_LABEL, number_format="yyyy-mm-dd"),
    "table.link": replace(_LABEL, align="left", colour="1F4E79", underline=True),
    "input.text": replace(_CELL, align="left"),
    "input.centre": _CELL,
    "setting.value": replace(_CELL, align="left", number_format="@"),
    "input.amount": replace(_CELL, align="right", number_format="#,##0.00"),
    "input.note": replace(_CELL, number_format="@"),
    "input.exact": replace(_CELL, align="right", number_format="#,##0.00####"),
    "input.date": replace(_CELL, number_format="yyyy-mm-dd"),
    "total.text": replace(_LABEL, bold=True, align="left", fill="F2F2F2"),
    "total.amount": replace(_LABEL, bold=True, align="right", number_format="#,##0.00", fill="F2F2F2"),
    "total.percent": replace(_LABEL, bold=True, align="right", number_format="0.00%", fill="F2F2F2"),
    "total.points": replace(_LABEL, bold=True, align="right", number_format="+0.00;-0.00;0.00", fill="F2F2F2"),
    "total.centre": replace(_LABEL, bold=True, fill="F2F2F2"),
    "total.percent0": replace(_LABEL, bold=True, align="right", number_format="0.0%", fill="F2F2F2"),
    "total.points0": replace(_LABEL, bold=True, align="right", number_format="0.00", fill="F2F2F2"),
    "quiet.missing": Style(colour="FFFFFF", border=""),
    "total.number": replace(_LABEL, bold=True, align="right", number_format="0", fill="F2F2F2"),
    # 绩效自评
    "eval.title": replace(_PLAIN, font="黑体", size=16, align="center"),
    "eval.points": replace(_LABEL, number_format="0.00"),
    "eval.points.input": replace(_CELL, number_format="0.00"),
    "eval.percent": replace(_CELL, number_format="0.0#%"),
    "eval.total": replace(_LABEL, bold=True, number_format="0.00", fill="F2F2F2"),
    # marks: light enough to read black text on, unlike each other in grey
    "mark.error": Style(fill="F4B6B0", border=""),
    "mark.warning": Style(fill="FFDF80", border=""),
    "mark.info": Style(fill="EAF4FC", border=""),
}
