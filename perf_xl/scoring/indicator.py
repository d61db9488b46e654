"""One indicator: what was reached against what was wanted, as points with steps."""

from __future__ import annotations

from decimal import Decimal

from perf_xl.law.marking import Marking
from perf_xl.model.target import Target, TargetKind, read_target
from perf_xl.scoring.actual import Actual, band_named, plain, read_actual, words_of
from perf_xl.scoring.mark import HUNDRED, ZERO, Mark, basis_text, points_text, rounded, share_of, shown, unscored
from perf_xl.sense.deadline import read_deadline

_AT_MOST = ("≤", "<")


def met(target: Target | str, actual: str, year: int | None = None) -> bool | None:
    """Whether the target is reached; None where that cannot be told. > and < are meant strictly here."""
    wanted = read_target(target) if isinstance(target, str) else target
    reached = read_actual(actual, wanted)
    if reached.is_blank or plain(reached.text) in words_of("not_applicable"):
        return None
    if wanted.kind is TargetKind.DATE:
        return _in_time(wanted, reached, year)
    if wanted.kind is TargetKind.WORDS:
        said = _answered(wanted, reached)
        return said if said is not None else _by_band(reached)
    return None if reached.number is None else _holds(wanted, reached.number)


def score(target: Target | str, actual: str, weight: Decimal, law: Marking, *, satisfaction: bool = False,
          year: int | None = None) -> Mark:
    """Points of one row. Never raises; what cannot be judged is not scored, and says why.

    `satisfaction` tells a row of 满意度, which some profiles mark in steps. `year` is the form's, for dates without one.
    """
    wanted = read_target(target) if isinstance(target, str) else target
    reached = read_actual(actual, wanted)
    if weight <= 0:
        return unscored("no_weight", weight)
    if reached.is_blank:
        return unscored("no_actual", weight)
    if plain(reached.text) in words_of("not_applicable"):
        return unscored("not_applicable", weight)
    if wanted.kind is TargetKind.BLANK:
        return unscored("no_target", weight)
    if wanted.kind is TargetKind.DATE:
        return _yes_or_no(wanted, reached, weight, law, _in_time(wanted, reached, year))
    if wanted.kind is TargetKind.WORDS:
        return _in_words(wanted, reached, weight, law)
    if reached.number is None:
        return unscored(reached.trouble, weight, actual=reached.text, target=wanted.text)
    if satisfaction and law.satisfaction and wanted.measure.usual == "%":
        return _satisfaction(wanted, reached.number, weight, law)
    return _quantity(wanted, reached.number, weight, law)


def _holds(target: Target, number: Decimal) -> bool:
    wanted = target.number or ZERO
    if target.kind is TargetKind.RANGE and target.upper is not None:
        return min(wanted, target.upper) <= number <= max(wanted, target.upper)
    sign = target.effective_sign
    if sign == "=":
        return number <= 0 if wanted == 0 else number >= wanted
    return {"≥": number >= wanted, ">": number > wanted, "≤": number <= wanted, "<": number < wanted}[sign]


def _quantity(target: Target, number: Decimal, weight: Decimal, law: Marking) -> Mark:
    """≥ > =: actual ÷ target; ≤ <: 1 − (actual − target) ÷ target; a range by the end that is missed."""
    wanted, way = target.number or ZERO, "at_least"
    if target.kind is TargetKind.RANGE and target.upper is not None:
        low, high = sorted((wanted, target.upper))
        wanted, way = (high, "at_most") if number > high else (low, "at_least")
        inside = low <= number <= high
        return _mark(target, number, wanted, "in_range" if inside else way, weight, law, holds=inside)
    if target.effective_sign in _AT_MOST or (target.effective_sign == "=" and wanted == 0):
        way = "at_most"
    return _mark(target, number, wanted, way, weight, law, holds=_holds(target, number))


def _mark(target: Target, number: Decimal, wanted: Decimal, way: str, weight: Decimal, law: Marking, *, holds: bool) -> Mark:
    reached_share = _share(number, wanted, way)
    completion = None if wanted <= 0 or way == "in_range" else (number if way == "at_least" else 2 * wanted - number) * HUNDRED / wanted
    over = way == "at_least" and target.kind is TargetKind.NUMBER and completion is not None and law.is_over(completion)
    if holds:
        points, how = rounded(weight), f"{way}_reached"
    elif wanted <= 0 or number < 0 or reached_share <= 0:
        points, how = rounded(ZERO), "nothing"
    elif reached_share * HUNDRED < law.pass_percent:
        points, how = rounded(ZERO), "not_passed"
    else:
        # one division at the very end: exact to the half cent
        points, how = rounded((number if way == "at_least" else 2 * wanted - number) * weight / wanted), way
    exact = target.kind is TargetKind.NUMBER and target.effective_sign == "=" and number != wanted
    facts = _facts(target, number, weight, points, law, "at_most" if way == "at_most" else "at_least", {
        "wanted": shown(wanted), "completion": "" if completion is None else shown(rounded(completion)),
        "limit": shown(law.pass_percent)})
    return Mark(points, weight, how, facts, holds, completion, over,
                law.marks_any and (over or exact or (way == "at_most" and not holds)), basis=law.basis_of(way))


def _share(number: Decimal, wanted: Decimal, way: str) -> Decimal:
    if wanted <= 0:
        return ZERO
    return number / wanted if way == "at_least" else 1 - (number - wanted) / wanted


def _satisfaction(target: Target, number: Decimal, weight: Decimal, law: Marking) -> Mark:
    """By steps of the satisfaction itself, whatever the target was."""
    low, percent = next((step for step in law.satisfaction if number >= step[0]), law.satisfaction[-1])
    points = share_of(weight, percent)
    completion = number * HUNDRED / target.number if target.number else None
    facts = _facts(target, number, weight, points, law, "satisfaction", {"low": shown(low), "percent": shown(percent)})
    return Mark(points, weight, "satisfaction", facts, _holds(target, number), completion, basis=law.basis)


def _in_time(target: Target, actual: Actual, year: int | None) -> bool | None:
    """A date on or before the one wanted; words of yes and no; None where neither is written."""
    said = plain(actual.text)
    if said in words_of("yes") or said in words_of("no"):
        return said in words_of("yes")
    wanted, reached = read_deadline(target.text), read_deadline(actual.text)
    if wanted is None or reached is None or reached.month is None:
        return None
    wanted_year, reached_year = wanted.year or year or reached.year, reached.year or year or wanted.year
    last = (wanted_year or 0, wanted.month or 12, wanted.day or 31)
    done = (reached_year or 0, reached.month, reached.day or 1)
    return done >= last if target.sign in ("≥", ">") else done <= last


def _answered(target: Target, actual: Actual) -> bool | None:
    """A question of yes or no: the same words, or a yes or a no; None for everything that has degrees."""
    wanted, said = plain(target.text), plain(actual.text)
    if said == wanted:
        return True
    if wanted not in words_of("yes_no_targets"):
        return None
    if wanted in words_of("none") and said in words_of("none"):
        return True
    if wanted in ("否", "无", "零", *words_of("none")):
        return True if said in words_of("no") else False if said in words_of("yes") else None
    return True if said in words_of("yes") else False if said in words_of("no") else None


def _by_band(actual: Actual) -> bool | None:
    band = band_named(actual.text)
    return None if band is None else band == 0


def _in_words(target: Target, actual: Actual, weight: Decimal, law: Marking) -> Mark:
    said = _answered(target, actual)
    if said is not None and actual.percent is None:
        return _yes_or_no(target, actual, weight, law, said)
    band = band_named(actual.text)
    if band is None:
        if actual.percent is None:
            return unscored("no_band", weight, actual=actual.text, target=target.text)
        band = next((index for index, each in enumerate(law.bands) if actual.percent >= each.low), len(law.bands) - 1)
    return _banded(target, actual, weight, law, band)


def _banded(target: Target, actual: Actual, weight: Decimal, law: Marking, index: int) -> Mark:
    """达成 without a percent is the whole weight; the lower bands leave the choice within them to a person."""
    band = law.bands[index]
    low, high = share_of(weight, band.low), share_of(weight, band.high)
    percent = actual.percent if actual.percent is not None else band.high if index == 0 else None
    fits = percent is not None and band.low <= percent <= HUNDRED and (percent < band.high or index == 0)
    facts = {"target": target.text, "actual": actual.text, "band": band.name, "low_percent": shown(band.low),
             "high_percent": shown(band.high), "low": points_text(low), "high": points_text(high), "weight": shown(weight),
             "basis": basis_text(law, "band")}
    if percent is None or not fits:
        why = "band_open" if percent is None else "band_misfit"
        return Mark(None, weight, why, tuple(facts.items()), index == 0, low=low, high=high, basis=law.basis)
    points = share_of(weight, percent)
    facts |= {"percent": shown(percent), "points": points_text(points)}
    return Mark(points, weight, "band", tuple(facts.items()), index == 0, percent, low=low, high=high, basis=law.basis)


def _yes_or_no(target: Target, actual: Actual, weight: Decimal, law: Marking, said: bool | None) -> Mark:
    """All or nothing."""
    if said is None:
        return unscored("not_answered", weight, actual=actual.text, target=target.text)
    points = rounded(weight) if said else rounded(ZERO)
    facts = (("target", target.text), ("actual", actual.text), ("weight", shown(weight)), ("points", points_text(points)),
             ("basis", basis_text(law, "yes_no")))
    return Mark(points, weight, "yes" if said else "no", facts, said, basis=law.basis)


def _facts(target: Target, number: Decimal, weight: Decimal, points: Decimal, law: Marking, way: str,
           further: dict[str, str]) -> tuple[tuple[str, str], ...]:
    measure = target.measure.usual
    return tuple({"target": target.text, "actual": f"{shown(number)}{measure}", "number": shown(number),
                  "weight": shown(weight), "points": points_text(points), "basis": basis_text(law, way), **further}.items())
