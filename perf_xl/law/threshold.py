"""Thresholds of progress: from how many points behind plan a project is late. Dated, per region, with their source."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from msgspec import Struct

from perf_xl.law.reader import load

LOCAL_FUNDING = "本级"


class Thresholds(Struct, frozen=True):
    """`plan_*` in points behind plan; `time_*` in percent of the elapsed share; `goal_gap` in points.

    `minimum` maps a month to the percent to be spent by its end, where the region has such a rule; `stages` a month to
    the region's word for those behind plan from then on. `name` is what people call the profile.
    """

    region: str
    since: date
    plan_green: Decimal
    plan_yellow: Decimal
    time_green: Decimal
    time_yellow: Decimal
    goal_gap: Decimal
    minimum: tuple[tuple[int, Decimal], ...]
    basis: str
    trust: str
    source: str
    name: str = ""
    stages: tuple[tuple[int, str], ...] = ()

    @property
    def is_practice(self) -> bool:
        """惯例: no regulation says it."""
        return self.trust == "practice"

    def least(self, months: int) -> tuple[int, Decimal] | None:
        """The month and percent of the minimum that stands after so many whole months; None where there is none."""
        return next((each for each in reversed(self.minimum) if each[0] <= months), None)

    def stage(self, months: int) -> str:
        """The region's word for a project that is behind plan after so many months; '' where it has none."""
        return next((word for month, word in reversed(self.stages) if month <= months), "")


class MonitoringMonth(Struct, frozen=True):
    """The month at whose end 绩效监控 looks back, and who says so."""

    month: int
    source: str
    trust: str


@cache
def monitoring_month(region: str) -> MonitoringMonth:
    """The one of the longest region that the digits begin with."""
    entries = [each for each in load("thresholds")["monitoring"] if region.startswith(each["region"])]
    best = max(entries, key=lambda each: len(each["region"]))
    return MonitoringMonth(best["month"], best["source"], best["trust"])


def thresholds(region: str, on: date) -> Thresholds:
    """Those in force in a region (行政区划 digits, '' for anywhere) on a day.

    The longest region that the digits begin with and that has an entry by then counts; before the first entry of the
    default region, that first entry.
    """
    fitting = [each for each in _all() if region.startswith(each.region) and each.since <= on]
    if fitting:
        return max(fitting, key=lambda each: (len(each.region), each.since))
    return min((each for each in _all() if not each.region), key=lambda each: each.since)


@cache
def _all() -> tuple[Thresholds, ...]:
    return tuple(_read(entry) for entry in load("thresholds")["thresholds"])


def _read(entry: dict[str, Any]) -> Thresholds:
    minimum = tuple((int(month), Decimal(percent)) for month, percent in entry.get("minimum", {}).items())
    return Thresholds(
        entry["region"], date.fromisoformat(entry["from"]), plan_green=Decimal(entry["plan_green"]), plan_yellow=Decimal(entry["plan_yellow"]),
        time_green=Decimal(entry["time_green"]), time_yellow=Decimal(entry["time_yellow"]),
        goal_gap=Decimal(entry["goal_gap"]), minimum=minimum, basis=entry["basis"], trust=entry["trust"],
        source=entry["source"], name=entry["name"],
        stages=tuple((int(month), word) for month, word in entry.get("stages", {}).items()))


@cache
def node_points_source() -> str:
    """Who says so."""
    return str(load("thresholds")["node_score"]["source"])


@cache
def node_points() -> Decimal:
    """The points that a project gets at a node where it has reached its plan."""
    return Decimal(load("thresholds")["node_score"]["points"])


def stated_funding(text: str) -> str:
    """资金来源 as a ledger's 资金性质 tells it; '' where it tells only the kind of budget (一般公共预算).

    >>> stated_funding("一般公共预算（中央转移支付）"), stated_funding("一般公共预算"), stated_funding("本级财力")
    ('中央转移支付', '', '本级')
    """
    kind = funding_kind(text)
    return kind if kind != LOCAL_FUNDING or LOCAL_FUNDING in text else ""


def funding_kind(name: str) -> str:
    """资金来源 as a project's name (or a ledger's 资金性质) tells it; 本级 where it tells nothing.

    >>> funding_kind("2022年第二批中央政法转移支付扫黑除恶资金")
    '中央转移支付'
    >>> funding_kind("执法办案经费")
    '本级'
    """
    return next((entry["kind"] for entry in load("thresholds")["funding"] if any(word in name for word in entry["words"])),
                LOCAL_FUNDING)
