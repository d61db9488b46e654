"""绩效自评报告: numbers, tables and charts of the department, what people have to write, and the form of every project."""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.law.marking import FULL
from perf_xl.model.department import Department
from perf_xl.report.evaluation_form import project_form, project_steps
from perf_xl.report.evaluation_words import Words
from perf_xl.report.progress_outline import money, two_decimals
from perf_xl.report.report import Block, Chart, Heading, PageBreak, Paragraph, Report, Series, Table, TableCell
from perf_xl.scoring.evaluation import Evaluation, GroupEvaluation, ProjectEvaluation, RowMark


def evaluation_report(department: Department, found: Evaluation, *, lang: str = "zh") -> Report:
    """The report of one department or unit, with a form for every project, begun or not."""
    words = Words(lang)
    title = department.name + words("report.title", year=found.year or "")
    blocks: list[Block] = [
        Heading(0, title), Paragraph(words("report.rule", rule=found.law.title), style="note"),
        *_work(found, words), *_money(found, words), *_results(found, words), *_goals(found, words), *_problems(found, words),
        Heading(2, words("report.next")), Paragraph(words("report.next_write")), PageBreak(), Heading(2, words("report.forms"))]
    for each in found.projects:
        blocks += [PageBreak()] if each.position else []
        blocks += project_form(department, each, words)
    begun = [each for each in found.projects if each.is_started]
    if begun:
        blocks += [PageBreak(), Heading(2, words("report.steps")), *(block for each in begun for block in project_steps(each, words))]
    return Report(title, tuple(blocks), department.name, f"{found.year}-12-31" if found.year else "")


def _work(found: Evaluation, words: Words) -> Iterator[Block]:
    whole = found.whole
    yield Heading(2, words("report.work"))
    yield Paragraph(words("report.work_facts", name=found.name, year=found.year or "", projects=whole.projects,
                          budget=money(whole.budget), evaluated=whole.evaluated, share=two_decimals(whole.share)))
    yield Paragraph(words("report.work_write"))


def _money(found: Evaluation, words: Words) -> Iterator[Block]:
    whole, least = found.whole, found.law.explain_execution
    yield Heading(2, words("report.money"))
    if whole.executed is None:
        yield Paragraph(words("report.money_none"))
    else:
        rates = [each.rate for each in found.projects if each.rate is not None]
        yield Paragraph(words("report.money_facts", executed=money(whole.executed), rate=_rate(whole), least=least,
                              low=sum(rate < least for rate in rates), over=sum(rate > FULL for rate in rates)))
    yield Paragraph(words("report.money_write"))
    head = words.heads("unit", "projects", "evaluated", "budget", "executed", "rate", "points", "grade")
    rows = [_group_row(each, each.title, "text") for each in found.units]
    yield Table((34, 10, 10, 18, 18, 14, 12, 10), (head, *rows, _group_row(whole, words("report.whole"), "total")), 1, "small",
                words("report.by_unit"))
    known = [each for each in found.units if each.executed is not None and each.budget > 0]
    if len(known) > 1:
        yield Chart("bar", words("report.chart_units"), tuple(each.title for each in known),
                    (Series(words("report.rate_series"), tuple(float(_rate(each)) for each in known)),), "%")


def _rate(each: GroupEvaluation) -> str:
    return two_decimals(each.executed * FULL / each.budget) if each.executed is not None and each.budget > 0 else ""


def _group_row(each: GroupEvaluation, title: str, role: str) -> tuple[TableCell, ...]:
    rate = _rate(each)
    return (TableCell(title, role=role), TableCell(str(each.projects)), TableCell(str(each.evaluated)),
            TableCell(money(each.budget), role="amount"), TableCell(money(each.executed), role="amount"),
            TableCell(f"{rate}%" if rate else "", role="amount"), TableCell(two_decimals(each.points) or "—"), TableCell(each.grade or "—"))


def _results(found: Evaluation, words: Words) -> Iterator[Block]:
    whole = found.whole
    names = [name for name, _ in found.law.grades]
    numbers = [sum(each.grade == name for each in found.projects) for name in names]
    left = whole.projects - whole.evaluated
    yield Heading(2, words("report.results"))
    if whole.points is None:
        yield Paragraph(words("report.results_none", open=left))
        return
    grades = "、".join(words("report.one_grade", grade=name, number=number) for name, number in zip(names, numbers, strict=True))
    yield Paragraph(words("report.results_facts", points=two_decimals(whole.points), grade=whole.grade, grades=grades, open=left))
    yield Chart("column", words("report.chart_grades"), (*names, words("report.not_done")),
                (Series(words("report.grade_series"), (*map(float, numbers), float(left))),))
    head = words.heads("rank", "project", "unit", "budget", "rate", "points", "grade")
    rows = [(TableCell(str(rank)), TableCell(each.name, role="text"), TableCell(each.unit_body, role="text"),
             TableCell(money(each.budget), role="amount"), TableCell(f"{two_decimals(each.rate)}%", role="amount"),
             TableCell(two_decimals(each.total)), TableCell(each.grade)) for rank, each in enumerate(found.ranking, 1)]
    yield Table((8, 44, 34, 18, 14, 12, 10), (head, *rows), 1, "small", words("report.ranking"))


def _goals(found: Evaluation, words: Words) -> Iterator[Block]:
    begun = [(each, row) for each in found.projects if each.is_started for row in each.rows]
    scored = [(each, row) for each, row in begun if row.points is not None]
    part = [(each, row) for each, row in scored if row.points != row.weight]
    over = [(each, row) for each, row in scored if row.mark.is_over]
    yield Heading(2, words("report.goals"))
    yield Paragraph(words("report.goals_facts", scored=len(scored), full=len(scored) - len(part), part=len(part), over=len(over),
                          open=sum(len(each.rows) for each in found.projects) - len(scored)))
    yield Paragraph(words("report.goals_write"))
    if not part:
        yield Paragraph(words("report.goals_none"))
    for title, rows in (("unmet", part), ("over", over)):
        if rows:
            yield Heading(4, words(f"report.{title}"))
            yield _row_table(rows, words, title)


def _row_table(rows: list[tuple[ProjectEvaluation, RowMark]], words: Words, title: str) -> Table:
    head = words.heads("project", "indicator", "target", "actual", "completion", "weight", "points")
    lines = [(TableCell(each.name, role="text"), TableCell(row.indicator.level3.text, role="text"), TableCell(row.indicator.value.text),
              TableCell(row.outcome.actual.text), TableCell(two_decimals(row.mark.completion)), TableCell(two_decimals(row.weight)),
              TableCell(two_decimals(row.points))) for each, row in rows]
    return Table((38, 32, 18, 18, 14, 10, 10), (head, *lines), 1, "small", words(f"report.{title}"))


def _problems(found: Evaluation, words: Words) -> Iterator[Block]:
    yield Heading(2, words("report.problems"))
    yield Paragraph(words("report.problems_write"))
    rows = [(TableCell(each.name, role="text"), TableCell(row.indicator.level3.text, role="text"),
             TableCell(row.outcome.reason.text, role="text"))
            for each in found.projects for row in each.rows if not row.outcome.reason.is_blank]
    if rows:
        yield Table((40, 36, 64), (words.heads("project", "indicator", "reason"), *rows), 1, "small", words("report.reasons"))
