"""The worksheet functions, cell by cell: each asks the core. Blank in gives blank out.

Amounts may be in any unit, both in the same one. Shares are Excel's: 0.4 is 40%.
"""

from __future__ import annotations

from functools import cache, lru_cache

from perf_xl.law.marking import Marking, marking, usual_marking
from perf_xl.layout.progress_formulas import WORDS
from perf_xl.model.entry import written
from perf_xl.model.project_code import read_code
from perf_xl.model.target import read_target
from perf_xl.progress.light import light_at, sign_of
from perf_xl.progress.pace import amount_at, percent_of, planned_percent, points_ahead, shown
from perf_xl.scoring import Mark
from perf_xl.scoring import grade as core_grade
from perf_xl.scoring import met as core_met
from perf_xl.scoring import score as core_score
from perf_xl.udf.cells import BLANK, Cell, NoAnswer, Steps, day, exact, number, plan, text

_KEPT = 65_536
_DOUBT = 1e-6      # hundredths of a point around a half, within which binary numbers are not trusted
_NOTHING_YET = ("no_target", "no_actual", "not_applicable")      # blank, not zero and not wrong
_PARTS = {"sign": 0, "number": 1, "measure": 2, "符号": 0, "数值": 1, "计量单位": 2, "1": 0, "2": 1, "3": 2}


def planned(steps: Steps, as_of: Cell) -> Cell:
    """计划进度 at the last node reached; blank for a plan without any figure."""
    percent = _planned(steps, as_of)
    return BLANK if percent is None else percent / 100


@lru_cache(_KEPT)
def _planned(steps: Steps, as_of: Cell) -> float | None:
    when = day(as_of)
    percent = None if when is None else planned_percent(plan(steps), when.date.year, when.date)
    return None if percent is None else float(percent)


def pace(spent: Cell, budget: Cell) -> Cell:
    """支出进度; blank without a budget."""
    paid, whole = number(spent), number(budget)
    if paid is None or not whole:
        return BLANK
    share = percent_of(paid, whole) / 100
    if not -1e300 < share < 1e300:
        raise NoAnswer("too_large", "#NUM!")
    return share


def gap(spent: Cell, budget: Cell, steps: Steps, as_of: Cell) -> Cell:
    """Points ahead of plan, two decimals; blank without budget or plan."""
    paid, whole, percent = number(spent), number(budget), _planned(steps, as_of)
    return BLANK if paid is None or not whole or percent is None else _points(paid, whole, percent)


def light(spent: Cell, budget: Cell, steps: Steps, as_of: Cell) -> Cell:
    """The light against plan in the words of 支出进度; blank before the first node and without plan, unless overspent."""
    paid, whole, percent, when = number(spent), number(budget), _planned(steps, as_of), day(as_of)
    if paid is None or whole is None or when is None:
        return BLANK
    over = paid > whole if abs(paid - whole) > 1e-9 * abs(whole) else exact(paid) > exact(whole)
    lit = when.node is not None and whole and percent is not None and not over
    colour = light_at(_points(paid, whole, percent or 0.0), when.green, when.yellow) if lit else None
    return WORDS.get(sign_of(colour, over), BLANK)


def _points(paid: float, whole: float, percent: float) -> float:
    """As shown: binary where that is certainly right, decimal where it stands close to a half."""
    hundredths = points_ahead(paid, amount_at(whole, percent), whole) * 100
    if not -1e20 < hundredths < 1e20:
        raise NoAnswer("too_large", "#NUM!")
    nearest = round(hundredths)
    doubt = _DOUBT + 1e-10 * (abs(hundredths) + abs(percent))
    if abs(abs(hundredths - nearest) - 0.5) > doubt:
        return nearest / 100
    budget = exact(whole)
    return float(shown(points_ahead(exact(paid), amount_at(budget, exact(percent)), budget)))


def target(indicator_value: Cell, part: Cell = None) -> Cell | tuple[Cell, ...]:
    """符号, 数值 and 计量单位 of a 指标值 side by side, or the one asked for."""
    parts = _parts(text(indicator_value))
    word = text(part)
    if not word:
        return parts
    if word not in _PARTS:
        raise NoAnswer("no_part", text=word)
    return parts[_PARTS[word]]


@lru_cache(_KEPT)
def _parts(value: str) -> tuple[Cell, ...]:
    read = read_target(value)
    return read.sign, BLANK if read.number is None else float(read.number), read.measure.usual


def met(indicator_value: Cell, actual: Cell) -> Cell:
    """Whether a target is reached; blank for a blank target or actual, or one that does not apply."""
    wanted, reached = text(indicator_value), text(actual)
    said = _met(wanted, reached)
    return _untold(_mark(wanted, reached, 100.0)) if said is None else said


@lru_cache(_KEPT)
def _met(wanted: str, reached: str) -> bool | None:
    return core_met(wanted, reached)


def score(indicator_value: Cell, actual: Cell, weight: Cell) -> Cell:
    """Points of one row out of `weight`, two decimals, by the marking that a form of 2015 follows; blank where met is."""
    full = number(weight)
    if full is None:
        return BLANK
    mark = _mark(text(indicator_value), text(actual), full)
    return _untold(mark) if mark.points is None else float(mark.points)


@lru_cache(_KEPT)
def _mark(wanted: str, reached: str, weight: float) -> Mark:
    return core_score(wanted, reached, exact(weight), _marking())


def _untold(mark: Mark) -> Cell:
    if mark.way in _NOTHING_YET:
        return BLANK
    way = "no_band" if mark.is_scored else mark.way      # points for a percent beside words that name no band
    raise NoAnswer(f"scoring.unscored.{way}", **dict(mark.facts))


def grade(points: Cell) -> Cell:
    """优 良 中 差; blank for blank."""
    reached = number(points)
    return BLANK if reached is None else _grade(reached)


@lru_cache(_KEPT)
def _grade(points: float) -> str:
    return core_grade(exact(points), _marking())


@cache
def _marking() -> Marking:
    return marking(usual_marking("2015"))


def code_ok(code: Cell) -> Cell:
    """Whether a 项目编码 is well formed and, where the family has a check character, agrees with it; blank for blank."""
    plain = text(code)
    return _code_ok(plain) if plain else BLANK


@lru_cache(_KEPT)
def _code_ok(code: str) -> bool:
    read = read_code(code)
    return read is not None and read.checks is not False


def check(level2: Cell, name: Cell, indicator_value: Cell, description: Cell = None) -> Cell:
    """The gravest finding of an indicator's row, the first from the left; blank for a blank row."""
    said = text(level2), text(name), text(indicator_value)
    return _check(*said, text(description)) if any(said) else BLANK


@lru_cache(_KEPT)
def _check(level2: str, name: str, value: str, description: str) -> str:
    from perf_xl.udf.row import first_finding

    return first_finding(written(level2), written(name), written(value), written(description))
