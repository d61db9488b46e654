"""The worksheet functions PERF_…: VBA calls `call`, which never raises.

A range in gives a range out, single values go with every row. What cannot be answered shows an error of Excel, and
PERF_WHY with the name of the function and the same arguments says why.
"""

from __future__ import annotations

from typing import Any

from perf_xl.messages.say import sentence
from perf_xl.udf.cells import BLANK, Cell, NoAnswer, text
from perf_xl.udf.spread import plans_of, rows_of, spread
from perf_xl.udf.table import UDFS, WHY, Udf, udf_named

__all__ = ["UDFS", "Udf", "call"]


def call(name: str, *arguments: Any) -> Any:
    """The answer of a function: a value, or rows of values. An error of Excel is its text, such as `#VALUE!`."""
    if name == WHY:
        return _why(*arguments)
    udf = udf_named(name)
    return "#NAME?" if udf is None else _answer(udf, arguments, lambda reason: reason.error)


def _why(name: Any, *arguments: Any) -> Any:
    """Why a function has no answer; blank where it has one."""
    udf = None if isinstance(name, tuple | list) else udf_named(text(name))
    if udf is None:
        return sentence("udf.no_function", known="、".join(each.name for each in UDFS))
    told = _answer(udf, arguments, lambda reason: _Reason(sentence(reason.why, **reason.facts)))
    if not isinstance(told, tuple):
        return _said(told)
    return tuple(tuple(map(_said, row[:1] if udf.beside else row)) for row in told)


class _Reason(str):
    """A reason among answers."""


def _said(answer: Any) -> str:
    return str(answer) if isinstance(answer, _Reason) else BLANK


def _answer(udf: Udf, arguments: tuple[Any, ...], on_error: Any) -> Any:
    try:
        taken = [plans_of(argument) if name.endswith(":") else rows_of(argument) or argument
                 for name, argument in zip(udf.arguments, arguments, strict=False)]
        if len(taken) < sum(not name.endswith("?") for name in udf.arguments):
            raise NoAnswer("too_few", known="、".join(udf.argument_names))
        answers = spread(udf.function, taken, on_error)
        return _widened(answers) if udf.beside else _single(answers, arguments)
    except NoAnswer as reason:
        return on_error(reason)


def _single(answers: Any, arguments: tuple[Any, ...]) -> Any:
    """One plan with single values is one answer, although a plan is a range."""
    return answers[0][0] if isinstance(answers, tuple) and len(answers) == len(answers[0]) == 1 else answers


def _widened(answers: Any) -> Any:
    """Several values a row: side by side, so only one column may be asked."""
    if not isinstance(answers, tuple):
        return answers
    if not isinstance(answers[0], tuple):
        return (answers,)
    if len(answers[0]) > 1:
        if any(isinstance(cell, tuple) for row in answers for cell in row):
            raise NoAnswer("one_column")
        return answers
    parts = max((len(row[0]) for row in answers if isinstance(row[0], tuple)), default=1)
    return tuple(row[0] if isinstance(row[0], tuple) else _padded(row[0], parts) for row in answers)


def _padded(answer: Cell, parts: int) -> tuple[Cell, ...]:
    return (answer, *(BLANK,) * (parts - 1))
