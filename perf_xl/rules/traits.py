"""Traits by which rules say which rows or tables concern them (`of`, `needs`, `where` in the metadata of a rule).

A trait that one rule alone asks for stands in that rule's file.
"""

from __future__ import annotations

from functools import cache

from perf_xl.model.target import TargetKind
from perf_xl.rules.comparing import named
from perf_xl.rules.rule import Trait
from perf_xl.rules.subjects import (
    Row,
    Table,
    against,
    department,
    levels_text,
    name_text,
    roles,
    same_for,
    table_number,
    target_text,
    thing_key,
)
from perf_xl.sense.conclusion import Thing
from perf_xl.sense.direction import COST_LEVELS, Against


@same_for(name_text)
def is_named(row: Row) -> bool:
    """三级指标 is filled in."""
    return bool(row.indicator.level3.text)


@same_for(target_text)
def is_number(row: Row) -> bool:
    """The target has a number: one, or a range."""
    return row.target.number is not None


@same_for(target_text)
def is_range(row: Row) -> bool:
    """The target has two numbers: from, to."""
    return row.target.upper is not None


@same_for(target_text)
def is_date(row: Row) -> bool:
    return row.target.kind is TargetKind.DATE


@same_for(target_text)
def is_words(row: Row) -> bool:
    """The target has neither number nor date."""
    return row.target.kind is TargetKind.WORDS


@same_for(target_text)
def is_plain(row: Row) -> bool:
    """Nothing stands in the target beside sign, number and measure."""
    return not row.target.rest


@same_for(target_text)
def has_rest(row: Row) -> bool:
    """Something stands in the target that is neither sign nor number nor measure."""
    return bool(row.target.rest)


@same_for(target_text)
def has_measure(row: Row) -> bool:
    """A measure of a known kind."""
    return bool(row.target.measure.kind)


@same_for(target_text)
def has_no_measure(row: Row) -> bool:
    """Nothing is written for a measure."""
    return not row.target.measure.written


@same_for(target_text)
def is_percent(row: Row) -> bool:
    return row.target.measure.usual == "%"


@same_for(target_text)
def is_at_least(row: Row) -> bool:
    """The sign asks for so much or more."""
    return row.target.sign in ("≥", ">")


@same_for(target_text)
def is_nothing_or_whole(row: Row) -> bool:
    """The number is 0 or 100."""
    return row.target.number == 0 or row.target.number == 100


@same_for(target_text)
def has_closing(row: Row) -> bool:
    """A sign stands behind the number although one stands before it."""
    return bool(row.target.closing)


@same_for(levels_text)
def is_cost(row: Row) -> bool:
    """Under 成本指标 of either frame, as far as it is paid in money."""
    return row.level2 in COST_LEVELS


@cache
def under(*levels: str) -> Trait:
    """Under one of these 二级指标."""
    @same_for(levels_text)
    def stands_under(row: Row) -> bool:
        return row.level2 in levels
    return stands_under


@cache
def counts(*things: Thing) -> Trait:
    """The row measures one of these."""
    @same_for(thing_key)
    def is_counted(row: Row) -> bool:
        return row.sense.thing.thing in things
    return is_counted


@cache
def plays(*any_role: str) -> Trait:
    """The row plays one of these roles in the table."""
    @same_for(roles)
    def has_role(row: Row) -> bool:
        return not row.sense.roles.isdisjoint(any_role)
    return has_role


@same_for(against)
def contradicts_itself(row: Row) -> bool:
    """The sign goes against the meaning."""
    return row.contradiction is not None


@cache
def goes_against(way: Against) -> Trait:
    """The sign contradicts the meaning in this way."""
    @same_for(against)
    def contradicts(row: Row) -> bool:
        return row.contradiction is not None and row.contradiction.against is way
    return contradicts


@same_for(table_number)
def is_evaluated(table: Table) -> bool:
    """The self-evaluation of the table was begun."""
    return table.project.evaluation is not None and table.project.evaluation.is_started


@same_for(table_number)
def was_rolled(table: Table) -> bool:
    """The table was rolled from last year's."""
    return table.table.was_rolled


def has_doubled_name(table: Table) -> bool:
    """Two rows of the table have the same 三级指标."""
    names = [named(row.level3.text) for row in table.project.indicators]
    return len(set(names)) < len(names)


@same_for(department)
def has_ledger(table: Table) -> bool:
    """A ledger was given."""
    return table.context.spending is not None


def has_budget(table: Table) -> bool:
    """预算数 is a number."""
    return table.project.budget.value is not None


def has_goal(table: Table) -> bool:
    """绩效目标 is filled in."""
    return bool(table.project.goal_text.text)


def is_filled(table: Table) -> bool:
    """Not a spare sheet of the template."""
    return not table.project.is_untouched
