"""预算项目绩效监控情况表: all projects together, then a form per project with money, interim values and what the unit says.

Columns follow the form of 财预〔2019〕136号, which Hebei's 1—6月 form repeats. What nobody has entered stays blank.
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.model.monitoring import CAUSES, LIKELIHOODS, Interim, Interims
from perf_xl.model.project import Project
from perf_xl.progress.progress import Progress, ProjectProgress
from perf_xl.report.progress_outline import Words, money, two_decimals
from perf_xl.report.report import Block, Chart, Heading, PageBreak, Paragraph, Report, Series, Table, TableCell

_CAUSES = ("cause_money", "cause_rules", "cause_people", "cause_hardware", "cause_other", "cause_text")
_LIKELIHOOD = ("certain", "possible", "impossible")
_WIDTHS = (11, 13, 20, 14, 14, 14, *((7,) * 5), 20, *((7,) * 3), 12)
_ALL = len(_WIDTHS)
_TICK = "√"
_MOST_BARS = 10          # of projects in the chart: more do not fit a page on its side
_NOTHING = Interim()


def monitoring_report(department: Department, found: Progress, interims: Interims | None = None, *, source: str = "",
                      lang: str = "zh") -> Report:
    """`interims` are what 绩效监控 holds; `source` says who wants the monitoring at this date."""
    words, known = Words(lang), interims or {}
    title = department.name + words("monitoring_title", year=found.year)
    blocks: list[Block] = [Heading(0, title), Paragraph(words("as_of", date=found.as_of.isoformat()), style="right"),
                           Paragraph(words("monitoring_summary", projects=len(found.projects), **_counts(department, found, known)))]
    blocks += [*_rates(found, words), Heading(2, words("monitoring_all")), _together(department, found, known, words),
               PageBreak(), Heading(2, words("monitoring_forms"))]
    for each in found.projects:
        project = department.projects[each.position]
        blocks += [] if each.position == 0 else [PageBreak()]
        blocks += [Heading(3, f"{each.no or each.position + 1}.{each.name}"), _form(project, each, found, known, words)]
    blocks.append(Paragraph(words("form.fill"), style="caption"))
    if source:
        blocks.append(Paragraph(words("monitoring_source", source=source), style="caption"))
    return Report(title, tuple(blocks), department.name, found.as_of.isoformat(), landscape=True)


def _counts(department: Department, found: Progress, known: Interims) -> dict[str, object]:
    entered = [interim for interim in known.values() if interim.reached.text]
    doubtful = [interim for interim in known.values() if interim.likelihood.text in LIKELIHOODS[1:]]
    pace = found.total.pace
    return {"spent": money(pace.spent), "percent": two_decimals(pace.spent_percent), "month": found.as_of.month,
            "indicators": sum(len(project.indicators) for project in department.projects), "entered": len(entered),
            "doubtful": len(doubtful), "apart": sum(each.goal_against_money is not None and each.goal_against_money.value != "green"
                                                    for each in found.projects)}


def _rates(found: Progress, words: Words) -> Iterator[Block]:
    """Goal and money side by side, for the projects whose goal is known."""
    listed = [each for each in found.projects if each.completion is not None]
    if 1 < len(listed) <= _MOST_BARS:
        yield Chart("bar", words("monitoring_chart"), tuple(each.name for each in listed), (
            Series(words("head.completion"), tuple(float(each.completion or 0) for each in listed)),
            Series(words("head.spent_percent"), tuple(float(each.pace.spent_percent or 0) for each in listed))), "%")


def _together(department: Department, found: Progress, known: Interims, words: Words) -> Table:
    """One line per project: money, goal, and where the two are apart."""
    head = (*words.heads("no", "name", "unit"), *(
        TableCell(words(f"form.{key}", month=found.as_of.month), role="head") for key in ("initial", "executed", "executed_percent", "forecast")),
        *words.heads("completion", "goal_money", "entered", "doubtful", "reasons"))
    rows = []
    for each in found.projects:
        mine = [known.get((each.position, indicator.index), _NOTHING) for indicator in department.projects[each.position].indicators]
        reasons = dict.fromkeys(one.cause.text or one.reason.text for one in mine if one.cause.text or one.reason.text)
        pace = each.pace
        rows.append((
            TableCell(str(each.no or each.position + 1)), TableCell(each.name, role="text"), TableCell(each.unit_body, role="text"),
            *(TableCell(text, role="amount") for text in (money(pace.initial), money(pace.spent), two_decimals(pace.spent_percent),
                                                          money(pace.forecast), two_decimals(each.completion))),
            words.light(each.goal_against_money), TableCell(f"{sum(bool(one.reached.text) for one in mine)}/{len(mine)}"),
            TableCell(str(sum(one.likelihood.text in LIKELIHOODS[1:] for one in mine))), TableCell("；".join(reasons), role="text")))
    return Table((5, 26, 20, 14, 14, 11, 14, 11, 13, 9, 9, 22), (head, *rows), 1, "small", words("monitoring_all"))


def _form(project: Project, each: ProjectProgress, found: Progress, known: Interims, words: Words) -> Table:
    funds = tuple(_funds(project, each, found, words))
    rows = (*_head(project, words), *funds, *_indicator_head(found, words), *_indicators(project, each, known))
    return Table(_WIDTHS, rows, 0, "small", each.name, header_at=1 + len(funds))


def _head(project: Project, words: Words) -> Iterator[tuple[TableCell, ...]]:
    yield (TableCell(words("head.name"), role="label"), TableCell(project.name.text, 4, role="text"),
           TableCell(words("head.code"), role="label"), TableCell(project.code.text, 6),
           TableCell(words("head.unit"), role="label"), TableCell(project.unit_body.text, _ALL - 13, role="text"))


def _funds(project: Project, each: ProjectProgress, found: Progress, words: Words) -> Iterator[tuple[TableCell, ...]]:
    """年初预算数, 执行数, 执行率, 全年预计 of the whole; of its parts only the budget is known."""
    pace, month = each.pace, found.as_of.month
    spans = (3, 3, 4, _ALL - 13)
    keys = ("initial", "executed", "executed_percent", "forecast")
    yield (TableCell(words("form.funds"), rows=4, role="label"), TableCell("", 2, role="label"), *(
        TableCell(words(f"form.{key}", month=month), span, role="label") for key, span in zip(keys, spans, strict=True)))
    lines = (("whole", (money(pace.initial), money(pace.spent), two_decimals(pace.spent_percent), money(pace.forecast))),
             ("fiscal", (money(project.fiscal.value), "", "", "")), ("other", (money(project.other.value), "", "", "")))
    for key, texts in lines:
        yield (TableCell(words(f"form.{key}"), 2, role="label"),
               *(TableCell(text, span, role="amount") for text, span in zip(texts, spans, strict=True)))


def _indicator_head(found: Progress, words: Words) -> Iterator[tuple[TableCell, ...]]:
    month = found.as_of.month
    single = tuple(TableCell(words(f"form.{key}", month=month), rows=2, role="label") for key in ("value", "interim", "expected"))
    yield (TableCell(words("form.indicator"), 3, 2, "label"), *single, TableCell(words("form.causes"), len(_CAUSES), role="label"),
           TableCell(words("form.likelihood"), len(_LIKELIHOOD), role="label"), TableCell(words("form.remark"), rows=2, role="label"))
    yield tuple(TableCell(words(f"form.{key}"), role="label") for key in (*_CAUSES, *_LIKELIHOOD))


def _indicators(project: Project, each: ProjectProgress, known: Interims) -> Iterator[tuple[TableCell, ...]]:
    for indicator in project.indicators:
        said = known.get((each.position, indicator.index), _NOTHING)
        yield (TableCell(indicator.level1.text), TableCell(indicator.level2.text), TableCell(indicator.level3.text, role="text"),
               TableCell(indicator.value.text), TableCell(said.reached.text), TableCell(said.expected.text),
               *(_ticked(said.cause.text, cause) for cause in CAUSES), TableCell(_reason(said), role="text"),
               *(_ticked(said.likelihood.text, word) for word in LIKELIHOODS), TableCell(said.remark.text, role="text"))


def _ticked(said: str, word: str) -> TableCell:
    return TableCell(_TICK if said == word else "")


def _reason(said: Interim) -> str:
    """The explanation, with a cause that the form has no column for."""
    own = said.cause.text if said.cause.text not in CAUSES else ""
    return "；".join(text for text in (own, said.reason.text) if text)
