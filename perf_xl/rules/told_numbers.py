"""Numbers that a text gives for an indicator, beside the number in its table."""

from __future__ import annotations

import re
from decimal import Decimal

from perf_xl.model.indicator import Indicator
from perf_xl.model.target import TargetKind

_UNIT_IN_BRACKETS = r"[（(][^（）()]*[）)]?$"
# Between an indicator's name and its number: 达到, 为, 共, 实际 - nothing that could be another subject.
_BETWEEN = r"(?:\s|[：:，,]|达到了?|达|为|是|共计?|实际|完成|提高到|控制在|约|的比例|全年){0,4}"
_NUMBER = r"(\d+(?:\.\d+)?)\s*(%|％|百分点|[\u4e00-\u9fff]{0,2})"


def told_otherwise(text: str, indicator: Indicator, actual: str) -> str:
    """The number (with what follows it) that a text gives for an indicator, where it is not the actual value; else ''.

    Only a number that directly follows the indicator's own name counts. Of several, one that agrees is enough.
    """
    from perf_xl.scoring.actual import read_actual

    target = indicator.target
    reached = read_actual(actual, target)
    name = re.sub(_UNIT_IN_BRACKETS, "", indicator.level3.text.strip().rstrip("%％"))
    if reached.number is None or target.kind is not TargetKind.NUMBER or len(name) < 3:
        return ""
    told = re.findall(re.escape(name) + _BETWEEN + _NUMBER, text)
    if not told or any(Decimal(number) == reached.number for number, _ in told):
        return ""
    number, measure = told[0]
    return "" if _other_measure(measure, target.measure.usual) else f"{number}{measure.replace('％', '%')}"


def _other_measure(written: str, usual: str) -> bool:
    """A number with another measure counts something else: a year, a share beside a head count."""
    share = written in ("%", "％")
    return share != (usual == "%") or written.startswith(("年", "月", "日", "百分点"))
