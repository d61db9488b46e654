"""How a 指标值 is properly written, for the fixes: official sign, half width, the form's own word for percent."""

from __future__ import annotations

from decimal import Decimal

from perf_xl.law.reader import load
from perf_xl.model.department import Department
from perf_xl.model.number import plain_text
from perf_xl.model.project import Project
from perf_xl.model.target import Target

_ASCII = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%><=.,"
_FULL = "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ％＞＜＝．，"
_WIDE = str.maketrans(_FULL, _ASCII, "　 \u00a0")


def percent_word(project: Project, usual: str) -> str:
    """百分比 or %, as the project's own rows have it; `usual` where they tell nothing."""
    return _percent_word((project,)) or usual


def usual_percent_word(department: Department) -> str:
    """百分比 where the form writes it so, else %."""
    return _percent_word(department.projects) or "%"


def _percent_word(projects: tuple[Project, ...]) -> str:
    """'' where no row speaks of a share."""
    values = [row.value.text for each in projects for row in each.indicators]
    spelled = len([value for value in values if "百分比" in value])
    if spelled or [value for value in values if "%" in value or "％" in value]:
        return "百分比" if spelled > len(values) / 5 else "%"
    return ""


def half_width(text: str) -> str:
    """Digits, signs and blanks as they should stand; units such as ㎡ and ℃ untouched."""
    return text.translate(_WIDE)


def is_half_width(text: str) -> bool:
    return half_width(text) == text


def with_sign(target: Target, sign: str) -> str:
    """The value rebuilt with another sign; what else stood in it stays."""
    if target.number is None:
        return f"{sign}{target.measure.written}"
    upper = "" if target.upper is None else f"-{plain_text(target.upper)}"
    return f"{sign}{plain_text(target.number)}{upper}{target.measure.written}{target.rest}"


def with_measure(target: Target, measure: str) -> str:
    """The value rebuilt with another measure."""
    number = "" if target.number is None else plain_text(target.number)
    return f"{target.sign}{number}{measure}"


def as_share(target: Target, number: Decimal, word: str) -> str:
    """The value rebuilt as a share: 0.95 -> ≥95%."""
    return f"{target.sign}{plain_text(number)}{word}"


def uses_official_sign(target: Target) -> bool:
    return not target.sign_written or target.sign_written in load("signs")["official"]


# So many targets, and so many of them bare, before the form itself is taken to keep its measures elsewhere.
_ENOUGH, _MOST = 30, 0.8


def stands_elsewhere(department: Department) -> bool:
    """Most numbers of the department carry no measure: the form has a column of its own for it."""
    targets = [row.target for project in department.projects[:20] for row in project.indicators]
    numbers = [target for target in targets if target.number is not None]
    bare = sum(not target.measure.written for target in numbers)
    return len(numbers) >= _ENOUGH and bare >= _MOST * len(numbers)
