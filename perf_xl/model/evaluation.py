"""绩效自评 of one project as its form says it: money, actual values, weights, reasons. What is computed stands nowhere here."""

from __future__ import annotations

from msgspec import Struct

from perf_xl.model.amount import Amount, MoneyUnit
from perf_xl.model.entry import BLANK, Entry
from perf_xl.model.place import NOWHERE, Place

_NO_MONEY = Amount(BLANK, MoneyUnit.WAN)
FUND_ROWS = ("total", "fiscal", "carried", "other")


class Fund(Struct, frozen=True, gc=False):
    """One row of 项目资金, in 万元: 年初预算数, 全年预算数, 全年执行数.

    Of the total only what somebody typed is kept; what the form works out from 项目表 and 支出台账 is blank here.
    """

    initial: Amount = _NO_MONEY
    budget: Amount = _NO_MONEY
    executed: Amount = _NO_MONEY

    @property
    def is_blank(self) -> bool:
        return self.initial.is_blank and self.budget.is_blank and self.executed.is_blank


class Outcome(Struct, frozen=True, gc=False):
    """What the form says of one indicator. `weight` blank: the proposed one holds. `by_hand`: 核定得分."""

    weight: Entry = BLANK
    actual: Entry = BLANK
    by_hand: Entry = BLANK
    reason: Entry = BLANK

    @property
    def is_blank(self) -> bool:
        return all(each.is_blank for each in (self.weight, self.actual, self.by_hand, self.reason))


class SelfEvaluation(Struct, frozen=True, gc=False):
    """One 项目支出绩效自评表. `funds` in the order of FUND_ROWS; `outcomes` in the order of the project's indicators."""

    place: Place = NOWHERE
    funds: tuple[Fund, ...] = (Fund(), Fund(), Fund(), Fund())
    finished: Entry = BLANK          # 任务已完成、资金有结余: 是 or 否
    execution_reason: Entry = BLANK
    achieved: Entry = BLANK          # 实际完成情况
    outcomes: tuple[Outcome, ...] = ()
    attachments: Entry = BLANK

    @property
    def is_started(self) -> bool:
        """Somebody has begun to evaluate: an actual value, a text or a score is there. Weights alone do not count."""
        texts = (self.achieved, self.execution_reason, self.attachments, self.finished)
        return any(not each.is_blank for each in texts) or any(
            not (each.actual.is_blank and each.by_hand.is_blank and each.reason.is_blank) for each in self.outcomes)

    @property
    def is_blank(self) -> bool:
        """Nothing at all was typed."""
        return not self.is_started and all(each.is_blank for each in self.outcomes) and all(each.is_blank for each in self.funds)


class EvaluationSettings(Struct, frozen=True):
    """评分规则 as the sheet names it, and the numbers beside it (which count where the rule is 自定)."""

    profile: Entry = BLANK
    numbers: tuple[tuple[str, Entry], ...] = ()
