"""TX401 乱码

查什么：有没有乱码，如“�”“锟斤拷”“????”。
为什么：乱码读不出意思，等于没有填。
怎么改：从原文重新复制，或重新填写。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import cells
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Severity, found
from perf_xl.rules.rule import rule

_CERTAIN = "\ufffd+|锟斤拷|烫烫烫|屯屯屯|[\ue000-\uf8ff]+|ï»¿|(?:[ÃÂâäåæçèé][\u0080-\u00bf]){2,}"
_DOUBTFUL = r"[?？]{3,}"
# One of these stands in every garbled text, or else a character without a shape.
_SIGNS = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯", "ï»¿", *"ÃÂâäåæçèé", "?", "？")


@rule(code="TX401", name="text-garbled", about="department", severity="error", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in cells(context).holding(*_SIGNS, shapeless=True):
        certain = re.search(_CERTAIN, cell.entry.text)
        garbled = certain or re.search(_DOUBTFUL, cell.entry.text)
        if garbled:
            yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator,
                        shown=cell.entry.text[max(0, garbled.start() - 4):garbled.end() + 4],
                        variant="" if certain else "doubtful", severity=None if certain else Severity.WARNING)
