"""预算项目绩效监控情况表: a form per project, money and interim values filled in, judgement left to people.

Columns follow the form of 财预〔2019〕136号, which Hebei's 1—6月 form repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perf_xl.model.department import Department
from perf_xl.model.project import Project
from perf_xl.progress.progress import Progress, ProjectProgress
from perf_xl.report.progress_outline import Words, money, two_decimals
from perf_xl.report.report import Block, Heading, PageBreak, Paragraph, Report, Table, TableCell

_CAUSES = ("cause_money", "cause_rules", "cause_people", "cause_hardware", "cause_other", "cause_text")
_LIKELIHOOD = ("certain", "possible", "impossible")
_WIDTHS = (11, 13, 20, 14, 14, 14, *((7,) * 5), 14, *((7,) * 3), 12)
_ALL = len(_WIDTHS)

# Interim value by position of the project and index of its indicator.
Interim = Mapping[tuple[int, int], str]


def monitoring_report(department: Department, found: Progress, interim: Interim | None = None, *,
                      lang: str = "zh") -> Report:
    """`interim` holds what indicators have reached, where it is known; everything that needs judgement stays blank."""
    words = Words(lang)
    title = department.name + words("monitoring_title", year=found.year)
    blocks: list[Block] = [Heading(0, title), Paragraph(words("as_of", date=found.as_of.isoformat()), style="right")]
    for each in found.projects:
        project = department.projects[each.position]
        blocks += [] if each.position == 0 else [PageBreak()]
        blocks += [Heading(3, f"{each.no or each.position + 1}.{each.name}"), _form(project, each, found, interim or {}, words)]
    blocks.append(Paragraph(words("form.fill"), style="caption"))
    return Report(title, tuple(blocks), department.name, found.as_of.isoformat())


def _form(project: Project, each: ProjectProgress, found: Progress, interim: Interim, words: Words) -> Table:
    rows = (*_head(project, words), *_funds(each, found, words), *_indicator_head(found, words),
            *_indicators(project, each, interim))
    return Table(_WIDTHS, rows, 0, "small", each.name, header_at=4)


def _head(project: Project, words: Words) -> Iterator[tuple[TableCell, ...]]:
    yield (TableCell(words("head.name"), role="label"), TableCell(project.name.text, 4, role="text"),
           TableCell(words("head.code"), role="label"), TableCell(project.code.text, 6),
           TableCell(words("head.unit"), role="label"), TableCell(project.unit_body.text, _ALL - 13, role="text"))


def _funds(each: ProjectProgress, found: Progress, words: Words) -> Iterator[tuple[TableCell, ...]]:
    pace, month = each.pace, found.as_of.month
    figures = (("initial", money(pace.initial)), ("executed", money(pace.spent)),
               ("executed_percent", two_decimals(pace.spent_percent)), ("forecast", money(pace.forecast)))
    spans = (3, 3, 4, _ALL - 11)
    yield (TableCell(words("form.funds"), rows=2, role="label"), *(
        TableCell(words(f"form.{key}", month=month), span, role="label") for (key, _), span in zip(figures, spans, strict=True)))
    yield tuple(TableCell(text, span, role="amount") for (_, text), span in zip(figures, spans, strict=True))


def _indicator_head(found: Progress, words: Words) -> Iterator[tuple[TableCell, ...]]:
    month = found.as_of.month
    single = tuple(TableCell(words(f"form.{key}", month=month), rows=2, role="label") for key in ("value", "interim", "expected"))
    yield (TableCell(words("form.indicator"), 3, 2, "label"), *single, TableCell(words("form.causes"), len(_CAUSES), role="label"),
           TableCell(words("form.likelihood"), len(_LIKELIHOOD), role="label"), TableCell(words("form.remark"), rows=2, role="label"))
    yield tuple(TableCell(words(f"form.{key}"), role="label") for key in (*_CAUSES, *_LIKELIHOOD))


def _indicators(project: Project, each: ProjectProgress, interim: Interim) -> Iterator[tuple[TableCell, ...]]:
    blank = TableCell("")
    for indicator in project.indicators:
        yield (TableCell(indicator.level1.text), TableCell(indicator.level2.text), TableCell(indicator.level3.text, role="text"),
               TableCell(indicator.value.text), TableCell(interim.get((each.position, indicator.index), "")),
               *((blank,) * (_ALL - 5)))
