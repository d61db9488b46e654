"""实际完成值 as people write it, set beside the target: a number in the target's measure, a date, or words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from msgspec import Struct

from perf_xl.law.measures import Measure
from perf_xl.law.reader import load
from perf_xl.model.number import read_number
from perf_xl.model.target import Target, TargetKind, read_target


class Actual(Struct, frozen=True):
    """`number` is in the target's measure; None where there is none, and `trouble` then says why (or is '')."""

    text: str
    number: Decimal | None = None
    percent: Decimal | None = None      # a share named beside words: 部分达成，70%
    trouble: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text


NO_MEASURE = Measure("", "")

# A bare 0.6 beside 80%: sixty percent or 0.6 percent? Asked where the two readings are that far apart.
_UNLIKE = 10


@cache
def words_of(kind: str) -> frozenset[str]:
    return frozenset(load("marking")["words"][kind])


def plain(text: str) -> str:
    """Without blanks and closing punctuation."""
    return "".join(text.split()).rstrip("。；;.，,")


@cache
def band_named(text: str) -> int | None:
    """0 for 达成, 1 for 部分达成, 2 for 未达成 as the text begins; None for words that name no band."""
    head = plain(text)
    for mark in "，,；;（(：:":
        head = head.partition(mark)[0]
    head = head.rstrip("0123456789.%％")
    return next((index for index, words in enumerate(load("marking")["words"]["bands"]) if head in words), None)


@cache
def read_actual(text: str, target: Target) -> Actual:
    """Understand what was reached. Never raises."""
    cleaned = text.strip()
    if not cleaned:
        return Actual("")
    if target.kind not in (TargetKind.NUMBER, TargetKind.RANGE):
        return Actual(cleaned, percent=_share_in(cleaned))
    if plain(cleaned) in words_of("none") and target.number == 0:
        return Actual(cleaned, Decimal(0))
    bare = read_number(cleaned)
    if bare.value is not None and not bare.rest:
        return _in_measure(cleaned, bare.value, NO_MEASURE, target)      # 2000.05 beside a number is no month
    reached = read_target(cleaned)
    if reached.number is None or reached.upper is not None or reached.kind is not TargetKind.NUMBER:
        return Actual(cleaned, trouble="no_number")
    if reached.sign not in ("", "="):
        return Actual(cleaned, trouble="signed")
    return _in_measure(cleaned, reached.number, reached.measure, target)


def _in_measure(text: str, number: Decimal, measure: Measure, target: Target) -> Actual:
    wanted = target.measure
    if not measure.written:
        if wanted.usual == "%" and 0 < number <= 1 and target.number is not None and target.number >= number * _UNLIKE:
            return Actual(text, trouble="fraction")
        return Actual(text, number)
    factor = _factor(measure, wanted)
    return Actual(text, trouble="measure") if factor is None else Actual(text, number * factor)


def _factor(own: Measure, wanted: Measure) -> Decimal | None:
    """By what a number in `own` is multiplied to be in `wanted`; None where they measure different things."""
    if own.usual == wanted.usual or not wanted.usual:
        return Decimal(1)
    for factors in load("marking")["same"].values():
        if own.usual in factors and wanted.usual in factors:
            return Decimal(factors[own.usual]) / Decimal(factors[wanted.usual])
    counted = own.kind and own.kind == wanted.kind and own.kind in ("thing", "event", "household")
    return Decimal(1) if counted and not _multiplied(own) and not _multiplied(wanted) else None


def _multiplied(measure: Measure) -> bool:
    return measure.usual.startswith(("万", "千", "百", "亿"))


def _share_in(text: str) -> Decimal | None:
    """70 of `部分达成，70%`; None where no percent is written, or more than one."""
    found = re.findall(r"(\d+(?:\.\d+)?)\s*[%％]", text)
    return Decimal(found[0]) if len(found) == 1 else None
