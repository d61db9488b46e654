"""项目支出绩效自评表 of one project as a table, and the steps of its scores as another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perf_xl.model.department import Department
from perf_xl.model.evaluation import SelfEvaluation
from perf_xl.report.evaluation_words import Words
from perf_xl.report.progress_outline import money, two_decimals
from perf_xl.report.report import Block, Heading, Table, TableCell
from perf_xl.scoring.evaluation import ProjectEvaluation, fund_rows
from perf_xl.scoring.steps import row_steps, steps_text

_WIDTHS = (17.0, 21.0, 31.0, 22.0, 22.0, 16.0, 16.0, 35.0)
_HEADER = 9       # rows above 一级指标 … 得分, which repeat on a second page


def project_form(department: Department, each: ProjectEvaluation, words: Words) -> Iterator[Block]:
    """Heading and form."""
    yield Heading(4, f"{each.no or each.position + 1}.{each.name}")
    held = department.projects[each.position].evaluation or SelfEvaluation()
    rows = (*_head(department, each, words), *_funds(department, each, held, words), *_goals(department, each, held, words),
            *_indicators(each, words), *_foot(each, held, words))
    yield Table(_WIDTHS, rows, 0, "small", each.name, header_at=_HEADER)


def project_steps(each: ProjectEvaluation, words: Words) -> Iterator[Block]:
    """Heading, and how each score came about, row by row."""
    yield Heading(4, f"{each.no or each.position + 1}.{each.name}")
    lines = [(words("execution"), steps_text(each.execution, words.lang)),
             *((row.indicator.level3.text, row_steps(row, words.lang)) for row in each.rows)]
    yield Table((30, 150), (words.heads("indicator", "steps"), *(
        (TableCell(name, role="text"), TableCell(text, role="text")) for name, text in lines)), 1, "small", words("report.steps"))


def _label(text: str, columns: int = 1, rows: int = 1) -> TableCell:
    return TableCell(text, columns, rows, "label")


def _head(department: Department, each: ProjectEvaluation, words: Words) -> Iterator[tuple[TableCell, ...]]:
    yield (_label(words("head.name")), TableCell(each.name, 3), _label(words("head.code")), TableCell(each.code, 3))
    yield (_label(words("head.department")), TableCell(department.name, 3), _label(words("head.body")), TableCell(each.unit_body, 3))


def _funds(department: Department, each: ProjectEvaluation, held: SelfEvaluation, words: Words) -> Iterator[tuple[TableCell, ...]]:
    heads = ("initial", "budget", "executed", "weight", "rate", "points")
    yield (_label(words("head.funds"), rows=5), _label(""), *(_label(words(f"head.{key}")) for key in heads))
    yield (_label(words("head.total_funds")), *_money(each.initial, each.budget, each.executed),
           TableCell(two_decimals(each.execution.weight)), TableCell(_percent(each.rate)), TableCell(two_decimals(each.execution.points)))
    for key, money_of in zip(("fiscal", "carried", "other"), fund_rows(department.projects[each.position], each, held), strict=True):
        budget, executed = money_of[1:]
        rate = executed * 100 / budget if budget and executed is not None else None
        yield (_label(words(f"head.{key}")), *_money(*money_of), TableCell("—"), TableCell(_percent(rate)), TableCell("—"))


def _money(*values: Decimal | None) -> tuple[TableCell, ...]:
    return tuple(TableCell(money(value), role="amount") for value in values)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{two_decimals(value)}%"


def _goals(department: Department, each: ProjectEvaluation, held: SelfEvaluation, words: Words) -> Iterator[tuple[TableCell, ...]]:
    yield (_label(words("head.goals"), rows=2), _label(words("head.expected"), 3), _label(words("head.achieved"), 4))
    yield (TableCell(department.projects[each.position].goal_text.text, 3, role="text"), TableCell(held.achieved.text, 4, role="text"))


def _indicators(each: ProjectEvaluation, words: Words) -> Iterator[tuple[TableCell, ...]]:
    yield tuple(TableCell(words(f"head.{key}"), role="head") for key in (
        "level1", "level2", "level3", "target", "actual", "weight", "points", "reason"))
    for row in each.rows:
        texts = (row.indicator.level1, row.indicator.level2, row.indicator.level3, row.indicator.value, row.outcome.actual)
        yield (*(TableCell(entry.text) for entry in texts), TableCell(two_decimals(row.weight)),
               TableCell("—" if row.points is None else two_decimals(row.points)), TableCell(row.outcome.reason.text, role="text"))


def _foot(each: ProjectEvaluation, held: SelfEvaluation, words: Words) -> Iterator[tuple[TableCell, ...]]:
    total = words("report.not_done") if each.total is None else two_decimals(each.total)
    yield (TableCell(words("head.total"), 5, role="total", align="centre"), TableCell(two_decimals(each.weight_sum), role="total"),
           TableCell(total, role="total"), TableCell(words("head.self_grade", grade=each.grade or "—"), role="total"))
    yield (_label(words("head.execution_reason")), TableCell(held.execution_reason.text, 3, role="text"),
           _label(words("head.attachments")), TableCell(held.attachments.text, 3, role="text"))
