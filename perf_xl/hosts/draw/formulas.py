"""Formulas as XlsxWriter gets them: those that any Excel since 2007 knows are spared its search for newer functions.

The library tries some 25 to 150 patterns on every formula, to write newer functions under the names that files keep
them by (`_xlfn.…`), and leaves alone what its user has spelled that way already. That took a third of all drawing.
"""

from __future__ import annotations

import re

_FUNCTION = re.compile(r"([A-Z][A-Z0-9.]*)\(")
_OLD = frozenset(re.findall(r"\w+",
    "ABS AND AVERAGE CHOOSE COLUMN COLUMNS COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE DAY EOMONTH EXACT FIND HLOOKUP IF "
    "IFERROR INDEX INDIRECT INT ISBLANK ISERROR ISNA ISNUMBER ISTEXT LARGE LEFT LEN LOOKUP LOWER MATCH MAX MID MIN MOD MONTH N "
    "NA NOT OFFSET OR RANK REPLACE RIGHT ROUND ROUNDDOWN ROUNDUP ROW ROWS SEARCH SMALL SUBSTITUTE SUBTOTAL SUM SUMIF "
    "SUMIFS SUMPRODUCT T TEXT TODAY TRIM UPPER VALUE VLOOKUP YEAR"
))


class _Spelled(str):
    """A formula that says it is spelled as files keep it, where the library asks."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "_xlfn." or (isinstance(part, str) and str.__contains__(self, part))


def spelled(text: str) -> str:
    """The formula without `=`. One with a function that we do not know to be old is left to the library's own search."""
    bare = text.removeprefix("=")
    return _Spelled(bare) if _OLD.issuperset(_FUNCTION.findall(bare)) else bare
