"""What one cell says to a worksheet function: a number, a day, a text - or why it says nothing of the kind.

Cells come as Excel's Value2: binary numbers, texts, true and false, None for blank, errors as whole numbers.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from perf_xl.intake.ledger_cells import day_of
from perf_xl.law.threshold import thresholds
from perf_xl.model.entry import OUTER_BLANKS, Entry, written
from perf_xl.model.number import from_float, plain_text, read_number
from perf_xl.model.period import NODES, node_reached
from perf_xl.model.plan import Plan, read_step

Cell = str | float | int | bool | None
Steps = tuple[Cell, ...]
BLANK = ""      # what a function shows for blank: None would show as 0
ERRORS = {-2146826288: "#NULL!", -2146826281: "#DIV/0!", -2146826273: "#VALUE!", -2146826265: "#REF!",
          -2146826259: "#NAME?", -2146826252: "#NUM!", -2146826246: "#N/A"}
_LARGEST = 1e15      # what Excel keeps of a number: fifteen digits
_KEPT = 65_536


class NoAnswer(ValueError):
    """The cell shows `error`; `why` is a key of the messages, in the room udf unless it names another one, for PERF_WHY."""

    def __init__(self, why: str, error: str = "#VALUE!", **facts: str) -> None:
        super().__init__(why)
        self.why, self.error, self.facts = why if "." in why else f"udf.{why}", error, facts


def number(cell: Cell) -> float | None:
    """A number, also one that stands there as text; None for blank. Raises NoAnswer for anything else."""
    if type(cell) is float:
        if -_LARGEST < cell < _LARGEST:
            return cell
        raise NoAnswer("too_large", "#NUM!")
    if cell is None or cell == BLANK:
        return None
    _no_error(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return number(float(cell))
    plain = text(cell)
    if not plain:
        return None
    reading = read_number(plain)
    if isinstance(cell, bool) or reading.value is None or reading.rest:
        raise NoAnswer("no_number", text=plain)
    return number(float(reading.value))


def text(cell: Cell) -> str:
    """What the cell says in words, without outer blanks. Raises NoAnswer for an error."""
    if type(cell) is str:      # the usual case, ten thousand times a call
        return cell.strip(OUTER_BLANKS)
    _no_error(cell)
    if cell is None:
        return ""
    if isinstance(cell, str):
        return written(cell).text
    if isinstance(cell, bool):
        return str(cell).upper()
    return plain_text(from_float(float(cell)))


class Day(Struct, frozen=True):
    """A day with what the law says on it: the last node reached, points behind plan that are green, that are yellow."""

    date: date
    node: int | None
    green: float
    yellow: float


@lru_cache(_KEPT)
def day(cell: Cell) -> Day | None:
    """A date, a serial number, or a date as text; None for blank. Raises NoAnswer for anything else."""
    plain = text(cell)
    if not plain:
        return None
    found = None if isinstance(cell, bool) else day_of(plain)
    if found is None:
        raise NoAnswer("no_day", text=plain)
    law = thresholds("", found)
    return Day(found, node_reached(found.year, found), float(law.plan_green), float(law.plan_yellow))


@lru_cache(_KEPT)
def plan(steps: Steps) -> Plan:
    """Four cells as 资金支出计划; 0.25 and 25 are both a quarter. Raises NoAnswer for a cell that is no percent."""
    read = Plan(tuple(read_step(node, _percent(cell)) for node, cell in zip(NODES, steps, strict=True)))
    for step in read.steps:
        if step.is_unreadable:
            raise NoAnswer("no_percent", text=step.entry.text)
    return read


def _percent(cell: Cell) -> Entry:
    """As a plan in a workbook is read: a bare number up to 1 is a share. TRUE is 1: a cache cannot tell them apart."""
    if isinstance(cell, float | bool) and 0 < cell <= 1:
        return written(plain_text(from_float(float(cell)) * 100))
    if cell is False:
        return written("0")
    return written(text(cell))


def exact(value: float) -> Decimal:
    """The number that the cell shows."""
    return from_float(value)


def _no_error(cell: Cell) -> None:
    if type(cell) is int and cell in ERRORS:
        raise NoAnswer("error_before", ERRORS[cell])
