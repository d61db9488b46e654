"""支出进度情况 as a report: totals, units, kinds of funding, projects, the late ones and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perf_xl.law.threshold import node_points, node_points_source
from perf_xl.messages.say import sentence
from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.number import plain_text
from perf_xl.model.period import next_node
from perf_xl.model.voucher import RefusedRow
from perf_xl.progress.light import Light
from perf_xl.progress.pace import Pace, shown
from perf_xl.progress.progress import GroupProgress, Progress, ProjectProgress
from perf_xl.progress.score import NodeScore, mean_score
from perf_xl.progress.what_if import WhatIf
from perf_xl.report.report import Block, Chart, Heading, Paragraph, Report, Series, Table, TableCell

_ROLES = {Light.GREEN: "good", Light.YELLOW: "warning", Light.RED: "error", None: "value"}


class Words:
    """The sentences of this report in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, **facts: object) -> str:
        return sentence(f"progress.{key}", self.lang, **facts)

    def heads(self, *keys: str) -> tuple[TableCell, ...]:
        return tuple(TableCell(self(f"head.{key}"), role="head") for key in keys)

    def light(self, light: Light | None, is_over: bool = False) -> TableCell:
        if is_over:
            return TableCell(self("over"), role="error")
        return TableCell(self(f"light_{light.value if light else 'none'}"), role=_ROLES[light])


def progress_report(found: Progress, unmatched: Sequence[RefusedRow] = (), *, supposed: Sequence[WhatIf] = (), author: str = "",
                    lang: str = "zh") -> Report:
    """`unmatched` are rows of the ledger that were not counted; `supposed` says where all would be if the late ones caught
    up. `author` is the department's name."""
    words = Words(lang)
    title = author + words("title", year=found.year)
    blocks: list[Block] = [
        Heading(0, title), Paragraph(words("as_of", date=found.as_of.isoformat()), style="right"),
        *_summary(found, words), *_supposed(supposed, words), _plan_chart(found, words),
        Heading(2, words("by_unit")), _group_table(found, found.units, "unit", words), *_unit_chart(found, words),
        Heading(2, words("by_funding")), _group_table(found, found.fundings, "funding", words),
        Heading(2, words("by_project")), _project_table(found, words),
        Heading(2, words("late")), *_late(found, words), Heading(2, words("by_node")), *_scores(found, words)]
    if unmatched:
        blocks += [Heading(2, words("unmatched")), *_unmatched(unmatched, words)]
    blocks.append(Paragraph(_basis(found, words), style="caption"))
    return Report(title, tuple(blocks), author, found.as_of.isoformat())


def _summary(found: Progress, words: Words) -> Iterator[Block]:
    pace = found.total.pace
    plan = words("summary_no_node") if found.node is None else words(
        "summary_plan", node=found.node, planned=money(pace.planned), planned_percent=two_decimals(pace.planned_percent),
        gap=_gap_in_words(pace, words))
    yield Paragraph(words("summary", projects=found.total.projects, budget=money(pace.budget), spent=money(pace.spent),
                          spent_percent=two_decimals(pace.spent_percent), plan=plan,
                          time=words("summary_time", elapsed=two_decimals(pace.elapsed))))
    lights = [each.against_plan for each in found.projects]
    missed = [each for each in found.projects if each.regional is not None and not each.regional.met]
    if found.law.minimum or found.law.stages:
        yield Paragraph(words("regional", name=found.law.name, missed=len(missed)))
    yield Paragraph(words("counts", **{light.value: lights.count(light) for light in Light}, none=lights.count(None),
                          over=len(found.overspent)))


def _supposed(supposed: Sequence[WhatIf], words: Words) -> Iterator[Block]:
    for each in supposed:
        yield Paragraph(sentence("spending.what_if", words.lang, node=each.node, late=each.late, needed=money(each.needed),
                                 late_only=money(each.late_only), late_percent=two_decimals(each.percent(each.late_only)),
                                 everybody=money(each.everybody), everybody_percent=two_decimals(each.percent(each.everybody)),
                                 planned=money(each.planned)))


def _scores(found: Progress, words: Words) -> Iterator[Block]:
    """按照节点打分: units and projects at each node, then how each came about."""
    if not found.total.scores:
        yield Paragraph(words("no_score_yet"))
        return
    nodes = [score.node for score in found.total.scores]
    heads = (*words.heads("unit"), *(TableCell(words("node", node=node), role="head") for node in nodes), *words.heads("mean"))
    rows = [_score_row(each.title, each.scores) for each in found.units]
    rows.append(_score_row(words("total"), found.total.scores, "total"))
    yield Table((40, *((12,) * len(nodes)), 12), (heads, *rows), 1, "small", words("score_units"))
    heads = (*words.heads("no", "name"), *(TableCell(words("node", node=node), role="head") for node in nodes), *words.heads("mean", "steps"))
    listed = [(TableCell(str(each.no or each.position + 1)), *_score_row(each.name, each.scores),
               TableCell(_steps(each.scores, words), role="text")) for each in found.projects]
    yield Table((5, 26, *((8,) * len(nodes)), 8, 60 - 8 * len(nodes) + 16), (heads, *listed), 1, "small", words("score_projects"))
    yield Paragraph(words("score_basis", source=node_points_source()), style="caption")


def _score_row(title: str, scores: Sequence[NodeScore], role: str = "text") -> tuple[TableCell, ...]:
    points = [score.points for score in scores]
    return (TableCell(title, role=role), *(TableCell(two_decimals(each) or "—", role="amount") for each in points),
            TableCell(two_decimals(mean_score(scores)) or "—", role="amount"))


def _steps(scores: Sequence[NodeScore], words: Words) -> str:
    """How the last node's points came about, to be checked by hand."""
    if not scores:
        return ""
    last = scores[-1]
    if last.points is None:
        return words("score_none", node=last.node)
    return words("score", node=last.node, planned=money(last.planned), spent=money(last.spent), full=plain_text(node_points()),
                 points=two_decimals(last.points))


def _gap_in_words(pace: Pace, words: Words) -> str:
    if not pace.gap:
        return words("level")
    return words("ahead" if pace.gap > 0 else "behind", points=two_decimals(abs(pace.gap)))


def _plan_chart(found: Progress, words: Words) -> Chart:
    return Chart("line", words("chart"), tuple(words("node", node=node) for node, _, _ in found.curve), (
        Series(words("series_plan"), tuple(float(planned) for _, planned, _ in found.curve)),
        Series(words("series_spent"), tuple(None if spent is None else float(spent) for _, _, spent in found.curve))),
        MoneyUnit.WAN.value)


def _unit_chart(found: Progress, words: Words) -> Iterator[Block]:
    if len(found.units) > 1:
        yield Chart("bar", words("chart_units"), tuple(each.title for each in found.units), (
            Series(words("series_plan"), tuple(float(each.pace.planned or 0) for each in found.units)),
            Series(words("series_spent"), tuple(float(each.pace.spent) for each in found.units))), MoneyUnit.WAN.value)


def _group_table(found: Progress, groups: Sequence[GroupProgress], kind: str, words: Words) -> Table:
    head = words.heads(kind, "projects", "late", "budget", "planned", "spent", "spent_percent", "gap", "plan", "time")
    rows = [_group_row(each, each.title, "text", words) for each in groups]
    rows.append(_group_row(found.total, words("total"), "total", words))
    return Table((22, 6, 6, 16, 16, 16, 10, 11, 15, 13), (head, *rows), 1, "small", words(f"by_{kind}"))


def _group_row(each: GroupProgress, title: str, role: str, words: Words) -> tuple[TableCell, ...]:
    return (TableCell(title, role=role), TableCell(str(each.projects)), TableCell(str(each.late)), *_figures(each.pace),
            words.light(each.against_plan, each.pace.is_overspent), words.light(each.against_time))


def _project_table(found: Progress, words: Words) -> Table:
    head = words.heads("no", "name", "unit", "budget", "planned", "spent", "spent_percent", "gap", "plan", "time")
    rows = [(TableCell(str(each.no or each.position + 1)), TableCell(each.name, role="text"),
             TableCell(each.unit_body, role="text"), *_figures(each.pace),
             words.light(each.against_plan, each.pace.is_overspent), words.light(each.against_time))
            for each in found.projects]
    return Table((5, 23, 16, 14, 14, 14, 9, 10, 14, 12), (head, *rows), 1, "small", words("by_project"))


def _figures(pace: Pace) -> tuple[TableCell, ...]:
    texts = (money(pace.budget), money(pace.planned), money(pace.spent), two_decimals(pace.spent_percent), signed(pace.gap))
    return tuple(TableCell(text, role="amount") for text in texts)


def _late(found: Progress, words: Words) -> Iterator[Block]:
    listed = tuple(dict.fromkeys((*found.overspent, *found.late)))
    if not listed:
        yield Paragraph(words("none_late"))
        return
    head = words.heads("rank", "name", "unit", "gap", "plan", "action")
    rows = [(TableCell(str(rank)), TableCell(each.name, role="text"), TableCell(each.unit_body, role="text"),
             TableCell(signed(each.pace.gap), role="amount"), words.light(each.against_plan, each.pace.is_overspent),
             TableCell("；".join(filter(None, (_regional(each, words), what_to_do(each, found, words)))), role="text"))
            for rank, each in enumerate(listed, 1)]
    yield Table((6, 26, 18, 11, 13, 42), (head, *rows), 1, "small", words("late"))


def _regional(each: ProjectProgress, words: Words) -> str:
    """The region's own test, where the project misses it."""
    test = each.regional
    if test is None or test.met:
        return ""
    if test.required is None:
        return f"◆ {test.stage}"
    return sentence("spending.least_missed", words.lang, percent=f"{test.required:f}")


def what_to_do(each: ProjectProgress, found: Progress, words: Words) -> str:
    """One sentence for the accountant of a project that is late, overspent or cannot be compared."""
    pace = each.pace
    if pace.is_overspent and pace.budget is not None:
        return words("do_over", over=money(pace.spent - pace.budget))
    if pace.budget is None:
        return words("no_budget")
    if pace.planned is None:
        return words("no_plan")
    further = next_node(found.year, found.as_of)
    if further is None:
        return words("do_rest", needed=money(pace.behind))
    return words("do_next", node=further, needed=money(pace.needed))


def _unmatched(rows: Sequence[RefusedRow], words: Words) -> Iterator[Block]:
    total = sum(row.fen or 0 for row in rows)
    yield Paragraph(words("unmatched_count", rows=len(rows), amount=plain_text(from_fen(total, MoneyUnit.YUAN), 2)))
    lines = [(TableCell(str(row.row)), TableCell(row.code, role="text"), TableCell(row.amount, role="amount"),
              TableCell(sentence(f"ledger.refused.{row.reason}", words.lang), role="text"), TableCell(row.suggestion, role="text"))
             for row in rows]
    yield Table((7, 26, 14, 38, 26), (words.heads("row", "code", "amount", "reason", "suggestion"), *lines), 1, "small",
                words("unmatched"))


def _basis(found: Progress, words: Words) -> str:
    law = found.law
    trust = words("practice") if law.is_practice else ""
    return words("basis", trust=trust, plan_green=law.plan_green, plan_yellow=law.plan_yellow, time_green=law.time_green,
                 time_yellow=law.time_yellow, source=law.source)


def money(value: Decimal | None) -> str:
    """万元 with two decimals, half up; blank where unknown."""
    return "" if value is None else format(shown(value), ",f")


def two_decimals(value: Decimal | None) -> str:
    """Two decimals, half up; blank where unknown."""
    return "" if value is None else format(shown(value), "f")


def signed(value: Decimal | None) -> str:
    """Points with their sign."""
    return "" if value is None else format(shown(value), "+f")
