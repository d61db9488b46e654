"""Points, rate and grade as native formulas, so that Excel shows while typing what the program computes.

A formula holds only for the target it was made for, and for words only while they stay as they were: where either was
changed since, it says 待计算 until 绩效自评 is run again. It never shows a score that nobody worked out.
"""

from __future__ import annotations

from decimal import Decimal

from perf_xl.law.marking import Marking, Steps
from perf_xl.layout import form
from perf_xl.model.number import plain_text
from perf_xl.model.target import Target, TargetKind

_LONGEST = 240      # Excel takes 255 characters in a text of a formula
_TO_COMPUTE = f'"{form.EV_TO_COMPUTE}"'


def quote(text: str) -> str:
    """A text as formulas want it."""
    return '"' + text.replace('"', '""') + '"'


def points_formula(target: Target, law: Marking, row: int, *, satisfaction: bool, actual: str,
                   computed: Decimal | None) -> str:
    """程序评分 of an indicator row: D its target, E the actual value, F the weight."""
    known = quote(actual) if 0 < len(actual) <= _LONGEST else ""
    said = _TO_COMPUTE if not known else f'IF(E{row}&""={known},{"" if computed is None else plain_text(computed)},{_TO_COMPUTE})'
    if known and computed is None:
        said = f'IF(E{row}&""={known},"",{_TO_COMPUTE})'
    core = said
    if target.kind in (TargetKind.NUMBER, TargetKind.RANGE) and target.number is not None:
        core = f"IF(ISNUMBER(E{row}),{_of_number(target, law, row, satisfaction)},{said})"
    if len(target.text) > _LONGEST:
        return f'=IF(OR(E{row}="",N(F{row})<=0),"",{said})'
    return f'=IF(OR(E{row}="",N(F{row})<=0),"",IF(D{row}&""<>{quote(target.text)},{_TO_COMPUTE},{core}))'


def _of_number(target: Target, law: Marking, row: int, satisfaction: bool) -> str:
    scale = 100 if target.measure.usual == "%" else 1
    wanted = (target.number or Decimal(0)) / scale
    if satisfaction and law.satisfaction and scale == 100:
        return _stepped(law.satisfaction, f"E{row}", f"F{row}")
    if target.kind is TargetKind.RANGE and target.upper is not None:
        low, high = sorted((wanted, target.upper / scale))
        return (f"IF(E{row}<{plain_text(low)},{_at_least(row, low, law)},"
                f"IF(E{row}>{plain_text(high)},{_at_most(row, high, law)},ROUND(F{row},2)))")
    if target.effective_sign in ("≤", "<") or (target.effective_sign == "=" and wanted == 0):
        return _at_most(row, wanted, law)
    return _at_least(row, wanted, law)


def _at_least(row: int, wanted: Decimal, law: Marking) -> str:
    full, number = f"ROUND(F{row},2)", plain_text(wanted)
    if wanted <= 0:
        return f"IF(E{row}>={number},{full},0)"
    part = _passed(f"E{row}/{number}", f"ROUND(MAX(0,E{row}*F{row}/{number}),2)", law)
    return f"IF(E{row}>={number},{full},{part})"


def _at_most(row: int, wanted: Decimal, law: Marking) -> str:
    full, number = f"ROUND(F{row},2)", plain_text(wanted)
    if wanted <= 0:
        return f"IF(E{row}<={number},{full},0)"
    part = _passed(f"(2-E{row}/{number})", f"ROUND(MAX(0,2*{number}-E{row})*F{row}/{number},2)", law)
    return f"IF(E{row}<={number},{full},{part})"


def _passed(share: str, points: str, law: Marking) -> str:
    return points if law.pass_percent <= 0 else f"IF(ROUND({share},10)<{plain_text(law.pass_percent / 100)},0,{points})"


def _stepped(steps: Steps, reached: str, weight: str) -> str:
    """Nested conditions over [from percent, percent of the weight]."""
    text = f"ROUND({weight}*{plain_text(steps[-1][1] / 100)},2)"
    for low, percent in reversed(steps[:-1]):
        text = f"IF({reached}>={plain_text(low / 100)},ROUND({weight}*{plain_text(percent / 100)},2),{text})"
    return text


def execution_formula(law: Marking, row: int, finished: str) -> str:
    """得分 of 预算执行率: D 全年预算数, E 全年执行数, F its points; `finished` is the cell that says 是."""
    if law.steps:
        steps = tuple((low, points * 100 / law.execution) for low, points in law.steps)
        reached = f'IF(LEFT({finished},1)="是",1,ROUND(E{row}/D{row},10))'
        core = _stepped(steps, reached, f"F{row}")
    else:
        core = f"ROUND(MAX(0,MIN(E{row}*F{row}/D{row},F{row})),2)"
    return f'=IF(OR(N(D{row})<=0,NOT(ISNUMBER(E{row}))),"",{core})'


def grade_formula(law: Marking, cell: str) -> str:
    """等级 of the points in a cell; nothing while they are not complete."""
    text = quote(law.grades[-1][0])
    for name, low in reversed(law.grades[:-1]):
        text = f"IF({cell}>={plain_text(low)},{quote(name)},{text})"
    return f'=IF(ISNUMBER({cell}),{text},"")'


def total_formula(law: Marking, first: int, last: int, execution: int) -> str:
    """总分: the sum once every row has its points, 未评完 before. Rows that do not apply are taken out where the law says so."""
    points, weights, actual = (f"{column}{first}:{column}{last}" for column in "GFE")
    wanted = f'COUNTIF({weights},">0")+1'
    if law.rescale:
        out = '+'.join(f'SUMIF({actual},"{word}",{weights})' for word in ("不适用", "不涉及"))
        gone = '+'.join(f'COUNTIF({actual},"{word}")' for word in ("不适用", "不涉及"))
        done = f"ROUND((SUM({points})+H{execution})*100/(100-({out})),2)"
        return f'=IF(COUNT({points})+COUNT(H{execution})+{gone}<{wanted},"{form.EV_NOT_DONE}",{done})'
    return f'=IF(COUNT({points})+COUNT(H{execution})<{wanted},"{form.EV_NOT_DONE}",ROUND(SUM({points})+H{execution},2))'
