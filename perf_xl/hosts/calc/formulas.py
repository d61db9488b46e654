"""Formulas between Excel's way of writing and the one LibreOffice's interface speaks.

=SUM(A1,'项目 1'!B2)  <->  =SUM(A1;$'项目 1'.B2)      {1,2;3,4}  <->  {1;2|3;4}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_NAME = r"[^\W\d][\w.]*"
_CELL = r"\$?[A-Za-z]{1,3}\$?\d+|\$?[A-Za-z]{1,3}(?=:\$?[A-Za-z])|\$?\d+(?=:\$?\d)"
_EXCEL = re.compile(rf"""(?P<text>"(?:[^"]|"")*")|(?P<sheet>'(?:[^']|'')+'|[^\W\d]\w*)!(?P<cell>{_CELL})|(?P<mark>[,;{{}}])""")
_CALC = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")|\$?(?P<sheet>'(?:[^']|'')+'|{_NAME}?)\.(?P<cell>{_CELL})(?!\w)|(?P<mark>[;|{{}}])""")


def to_calc(formula: str) -> str:
    """Excel's writing to LibreOffice's. Texts within the formula stay as they are."""
    return "".join(_rewritten(formula, _EXCEL, lambda sheet, cell: f"${sheet}.{cell}", {",": ";"}, {",": ";", ";": "|"}))


def to_excel(formula: str) -> str:
    """LibreOffice's writing to Excel's."""
    def reference(sheet: str, cell: str) -> str:
        return f"{sheet}!{cell}" if sheet else cell

    return "".join(_rewritten(formula, _CALC, reference, {";": ","}, {";": ",", "|": ";"}))


def _rewritten(formula: str, pattern: re.Pattern[str], reference: Callable[[str, str], str], outside: dict[str, str],
               inside: dict[str, str]) -> Iterator[str]:
    depth = end = 0
    for found in pattern.finditer(formula):
        yield formula[end:found.start()]
        end = found.end()
        mark = found["mark"]
        if mark:
            depth += {"{": 1, "}": -1}.get(mark, 0)
            yield (inside if depth else outside).get(mark, mark)
        elif found["cell"]:
            yield reference(found["sheet"], found["cell"])
        else:
            yield found.group()
    yield formula[end:]
