"""支出进度提醒: a letter to one unit about its own late projects - how much until the next node, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perf_xl.messages.say import sentence
from perf_xl.model.period import next_node
from perf_xl.progress.pace import Pace, shown
from perf_xl.progress.progress import GroupProgress, Progress, ProjectProgress
from perf_xl.report.progress_outline import Words, money, signed, two_decimals
from perf_xl.report.report import Block, Heading, Paragraph, Report, Table, TableCell


def late_of(found: Progress, unit: GroupProgress) -> tuple[ProjectProgress, ...]:
    """The unit's projects to be written about: overspent ones first, then the late ones, the furthest behind first."""
    listed = dict.fromkeys((*found.overspent, *found.late))
    return tuple(each for each in listed if each.unit_body == unit.title)


def reminder_letter(found: Progress, unit: GroupProgress, sender: str, lang: str = "zh") -> Report:
    """One letter, of `sender` (the department), dated as the figures are."""
    words, projects = Words(lang), late_of(found, unit)
    title = _say("title", lang, year=found.year)
    blocks: list[Block] = [Heading(0, title), Paragraph(_say("to", lang, unit=_bare(unit.title)), style="body")]
    blocks += [Paragraph(text) for text in _sentences(found, unit, projects, lang)]
    blocks += [_table(found, projects, words), *(Paragraph(text) for text in _asked(found, lang)),
               Paragraph(sender, style="right"), Paragraph(_say("date", lang, year=found.as_of.year, month=found.as_of.month,
                                                                day=found.as_of.day), style="right")]
    return Report(title, tuple(blocks), sender, found.as_of.isoformat())


def reminder_text(found: Progress, unit: GroupProgress, sender: str, lang: str = "zh") -> str:
    """The same as plain text, for a mail: a line per project instead of the table."""
    projects = late_of(found, unit)
    lines = [_say("to", lang, unit=_bare(unit.title)), "", *_sentences(found, unit, projects, lang), ""]
    lines += [f"{number}. {each.name}：{to_do(each, found, lang)}" for number, each in enumerate(projects, 1)]
    return "\n".join([*lines, "", *_asked(found, lang), "", sender, found.as_of.isoformat()])


def to_do(each: ProjectProgress, found: Progress, lang: str) -> str:
    """What is missing until the next node, per month as well."""
    pace = each.pace
    if pace.is_overspent:
        return _say("over", lang, over=money(pace.spent - (pace.budget or 0)))
    further = next_node(found.year, found.as_of)
    if further is None:
        return _say("rest", lang, missing=money(pace.behind))
    return _say("late", lang, planned=money(pace.planned), spent=money(pace.spent), missing=money(pace.behind), node=further,
                needed=money(pace.needed), monthly=money(_monthly(pace, further)))


def _monthly(pace: Pace, node: int) -> Decimal | None:
    months = node - pace.months
    return None if pace.needed is None or months <= 0 else shown(pace.needed / months)


def _sentences(found: Progress, unit: GroupProgress, projects: tuple[ProjectProgress, ...], lang: str) -> Iterator[str]:
    pace = unit.pace
    late = sum(each.is_late for each in projects)
    yield _say("state", lang, date=found.as_of.isoformat(), projects=unit.projects, budget=money(pace.budget), spent=money(pace.spent),
               percent=two_decimals(pace.spent_percent), planned=money(pace.planned), planned_percent=two_decimals(pace.planned_percent),
               node=found.node or "—", gap=signed(pace.gap))
    yield _say("counts", lang, late=late, over=len(projects) - late)


def _asked(found: Progress, lang: str) -> Iterator[str]:
    further = next_node(found.year, found.as_of)
    yield _say("ask_next", lang, node=further) if further else _say("ask_rest", lang)


def _table(found: Progress, projects: tuple[ProjectProgress, ...], words: Words) -> Table:
    head = words.heads("rank", "name", "planned", "spent", "gap", "plan", "needed", "monthly")
    further = next_node(found.year, found.as_of)
    rows = []
    for rank, each in enumerate(projects, 1):
        pace = each.pace
        over = pace.is_overspent
        needed = _say("over_short", words.lang, over=money(pace.spent - (pace.budget or 0))) if over else money(pace.needed)
        monthly = "" if over or further is None else money(_monthly(pace, further))
        rows.append((TableCell(str(rank)), TableCell(f"{each.name}\n{each.code}", role="text"),
                     *(TableCell(text, role="amount") for text in (money(pace.planned), money(pace.spent), signed(pace.gap))),
                     words.light(each.against_plan, over), TableCell(needed, role="amount"), TableCell(monthly, role="amount")))
    return Table((5, 36, 13, 13, 12, 15, 13, 12), (head, *rows), 1, "small", _say("table", words.lang))


def _bare(unit_body: str) -> str:
    return unit_body.lstrip("0123456789").strip() or unit_body


def _say(key: str, lang: str, **facts: object) -> str:
    return sentence(f"reminder.{key}", lang, **facts)
