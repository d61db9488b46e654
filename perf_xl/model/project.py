"""预算项目: the nouns of one official table."""

from __future__ import annotations

from msgspec import Struct

from perf_xl.model.amount import Amount, MoneyUnit
from perf_xl.model.entry import BLANK, Entry
from perf_xl.model.evaluation import SelfEvaluation
from perf_xl.model.goal import Goal, split_goals
from perf_xl.model.indicator import Indicator, Waiver
from perf_xl.model.place import NOWHERE, Place
from perf_xl.model.plan import Plan

_NO_MONEY = Amount(BLANK, MoneyUnit.WAN)


class Project(Struct, frozen=True, gc=False):
    """One 项目绩效目标表. `no` is the number before the title; `place` is where the table begins."""

    no: int | None = None
    place: Place = NOWHERE
    title: Entry = BLANK
    unit_body: Entry = BLANK            # 预算单位 as printed: code and name in one cell
    amount_unit: Entry = BLANK          # 单位：万元
    code: Entry = BLANK
    name: Entry = BLANK
    budget: Amount = _NO_MONEY
    fiscal: Amount = _NO_MONEY
    other: Amount = _NO_MONEY
    purpose: Entry = BLANK
    plan: Plan = Plan()
    goal_text: Entry = BLANK            # the whole cell, as printed
    indicators: tuple[Indicator, ...] = ()
    waiver: Waiver = Waiver()           # for findings about the table as a whole
    row_waivers: tuple[Waiver, ...] = ()    # beside code, budget, plan, goal: each for its own row
    last_budget: Amount = _NO_MONEY         # 上年预算数, beside the table in a workbook rolled from last year's
    evaluation: SelfEvaluation | None = None    # None: nothing of 绩效自评 has been filled in

    @property
    def unit_code(self) -> str:
        """The leading digits of the 预算单位; empty where it carries none."""
        text = self.unit_body.text
        return text[: len(text) - len(text.lstrip("0123456789"))]

    @property
    def unit_name(self) -> str:
        return self.unit_body.text.lstrip("0123456789").strip(" -—_　")

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The 绩效目标 one by one, without their leading numbers."""
        return split_goals(self.goal_text.text)

    @property
    def money_unit(self) -> MoneyUnit:
        return self.budget.unit

    @property
    def is_untouched(self) -> bool:
        """Nothing was filled in: a spare sheet of the template."""
        return not (self.code.text or self.name.text or self.purpose.text or self.goal_text.text
                    or self.budget.entry.text or self.fiscal.entry.text or self.indicators)
