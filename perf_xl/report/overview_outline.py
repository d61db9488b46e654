"""概览: one page for the leader - totals, units, the plan's curve, findings by family, the largest projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.messages.say import sentence
from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.department import Department
from perf_xl.model.period import NODES
from perf_xl.model.project import Project
from perf_xl.picture.remark import SYMBOLS
from perf_xl.report.fit import row_lines
from perf_xl.report.report import Block, Chart, Heading, Paragraph, Report, Series, Table, TableCell
from perf_xl.rules.findings_json import CheckedFile

_MOST_UNITS = 14        # rows that fit; the smaller units share one more
_LARGEST = 10
_LINES = 31             # of small print for the two long tables together
_EMS = 52.0             # of small print in a line
_CHART_HEIGHT = 165
_LEVELS = ("error", "warning", "info")

Say = Callable[..., str]


class _Group(Struct, frozen=True):
    """Projects shown in one row, with their findings that count."""

    title: str
    projects: tuple[Project, ...]
    found: Counter[str]

    @property
    def fen(self) -> int:
        return sum(project.budget.fen or 0 for project in self.projects)


def overview_report(checked: CheckedFile, lang: str = "zh") -> Report:
    """The overview of a department whose rules have run."""
    def say(key: str, **facts: object) -> str:
        return sentence(f"overview.{key}", lang, **facts)

    department = checked.department
    assert department is not None
    found = _found_by_project(checked)
    title = say("title", name=department.name, year=department.year or "")
    whole = _Group(say("total"), department.projects, sum(found.values(), Counter[str]()))
    units = _unit_table(department, found, whole, say)
    largest = _shortened(_largest(department, found, whole, say), _LINES - sum(row_lines(units, _EMS)))
    blocks: list[Block] = [Heading(0, title), *_opening(checked, department, whole, say),
                           Paragraph(say("units"), style="caption"), units, _curve(department, say),
                           Paragraph(say("families"), style="caption"), *_families(checked, say),
                           Paragraph(say("largest", number=len(largest.rows) - 1), style="caption"), largest,
                           Paragraph(say("note"), style="note")]
    return Report(title, tuple(blocks), department.name, one_page=True)


def _shortened(table: Table, room: int) -> Table:
    """Without the last rows, so that the page still holds it; never fewer than three."""
    lines = row_lines(table, _EMS)
    kept = len(lines)
    while kept > 4 and sum(lines[:kept]) > room:
        kept -= 1
    return replace(table, rows=table.rows[:kept])


def _found_by_project(checked: CheckedFile) -> dict[int | None, Counter[str]]:
    """How many findings of each level count, by position of the project; None for the workbook as a whole."""
    found: dict[int | None, Counter[str]] = {}
    for finding in checked.findings:
        if finding.waived is None:
            found.setdefault(finding.project, Counter())[finding.severity.value] += 1
    return found


def _opening(checked: CheckedFile, department: Department, whole: _Group, say: Say) -> Iterator[Paragraph]:
    projects = department.projects
    fiscal, other = (sum(amount.fen or 0 for amount in amounts) for amounts in
                     ([each.fiscal for each in projects], [each.other for each in projects]))
    grave = {finding.project for finding in checked.findings if finding.counts_as_error}
    yield Paragraph(say("money", units=len(department.unit_bodies), projects=len(projects),
                        indicators=sum(len(each.indicators) for each in projects), total=wan(whole.fen), fiscal=wan(fiscal), other=wan(other)))
    shares = [wan(_planned(projects, node)) for node in NODES]
    yield Paragraph(say("plan", march=shares[0], june=shares[1], october=shares[2], december=shares[3]))
    yield Paragraph(say("checked", **{level: whole.found[level] for level in _LEVELS},
                        waived=sum(finding.waived is not None for finding in checked.findings),
                        clean=len(projects) - len(grave - {None})))


def _unit_table(department: Department, found: Mapping[int | None, Counter[str]], whole: _Group, say: Say) -> Table:
    head = tuple(TableCell(text, role="head") for text in (
        say("head.unit"), say("head.projects"), say("head.budget"), say("head.share"), say("head.error"), say("head.warning")))
    rows = [_unit_row(group, whole, "value", say) for group in _groups(department, found, say)]
    rows.append(_unit_row(whole, whole, "total", say))
    return Table((62, 14, 22, 14, 14, 14), (head, *rows), 1, "small", say("units"))


def _groups(department: Department, found: Mapping[int | None, Counter[str]], say: Say) -> list[_Group]:
    """Units in their order; where they are too many for the page, the smallest together in a last row."""
    by_body: dict[str, list[int]] = {body: [] for body in department.unit_bodies}
    for position, project in enumerate(department.projects):
        by_body[project.unit_body.text].append(position)

    def group(title: str, positions: Sequence[int]) -> _Group:
        return _Group(title, tuple(department.projects[at] for at in positions),
                      sum((found.get(at, Counter()) for at in positions), Counter[str]()))

    groups = [group(body or say("no_unit"), positions) for body, positions in by_body.items()]
    if len(groups) <= _MOST_UNITS:
        return groups
    kept = {id(each) for each in sorted(groups, key=lambda each: -each.fen)[:_MOST_UNITS - 1]}
    rest = [at for each, positions in zip(groups, by_body.values(), strict=True) if id(each) not in kept for at in positions]
    return [each for each in groups if id(each) in kept] + [group(say("others", number=len(groups) - len(kept)), rest)]


def _unit_row(group: _Group, whole: _Group, role: str, say: Say) -> tuple[TableCell, ...]:
    amount = "total" if role == "total" else "amount"
    name = TableCell(group.title, role="total" if role == "total" else "text", align="left")
    figures = [wan(group.fen), percent(group.fen, whole.fen)]
    return (name, TableCell(str(len(group.projects)), role=role), *(TableCell(text, role=amount, align="right") for text in figures),
            *_counts(group.found, role))


def _counts(found: Counter[str], role: str = "value") -> Iterator[TableCell]:
    """Numbers with their symbols, so that grey paper tells them apart."""
    for level in ("error", "warning"):
        shade = level if found[level] and role == "value" else role
        yield TableCell(f"{SYMBOLS[level]} {found[level]}" if found[level] else "—", role=shade, align="centre")


def _curve(department: Department, say: Say) -> Chart:
    """Beside the plan stands even spending, month by month: where the plan lies below it, spending comes late."""
    budget = sum(project.budget.fen or 0 for project in department.projects)
    planned = tuple(float(from_fen(_planned(department.projects, node), MoneyUnit.WAN)) for node in NODES)
    even = tuple(round(float(from_fen(budget, MoneyUnit.WAN)) * node / 12, 2) for node in NODES)
    return Chart("line", say("curve"), tuple(say("head.month", node=node) for node in NODES),
                 (Series(say("planned"), planned), Series(say("even"), even)),
                 MoneyUnit.WAN.value, _CHART_HEIGHT)


def _families(checked: CheckedFile, say: Say) -> Iterator[Block]:
    counted = Counter((finding.code[:2], finding.severity.value) for finding in checked.findings if finding.waived is None)
    families = sorted({family for family, _ in counted}, key=lambda family: [-counted[family, level] for level in _LEVELS])
    if not families:
        yield Paragraph(say("nothing_found"))
        return
    head = (TableCell(say("head.level"), role="head"), *(TableCell(say(f"family.{family}"), role="head") for family in families),
            TableCell(say("total"), role="head"))
    rows = [(TableCell(say(f"level.{level}"), role="label"),
             *(TableCell(str(counted[family, level]) if counted[family, level] else "—") for family in families),
             TableCell(str(sum(counted[family, level] for family in families)), role="total")) for level in _LEVELS]
    yield Table((10.0, *((7.0,) * len(families)), 7.0), (head, *rows), 1, "small", say("families"))


def _largest(department: Department, found: Mapping[int | None, Counter[str]], whole: _Group, say: Say) -> Table:
    head = tuple(TableCell(say(f"head.{key}"), role="head") for key in ("number", "name", "unit", "budget", "share", "error", "warning"))
    order = sorted(range(len(department.projects)), key=lambda at: -(department.projects[at].budget.fen or 0))
    rows = []
    for rank, at in enumerate(order[:_LARGEST], 1):
        project = department.projects[at]
        fen = project.budget.fen or 0
        rows.append((TableCell(str(rank)), TableCell(project.name.text, role="text"), TableCell(project.unit_name, role="text"),
                     TableCell(wan(fen), role="amount"), TableCell(percent(fen, whole.fen), role="amount"),
                     *_counts(found.get(at, Counter()))))
    return Table((8, 60, 36, 17, 11, 9, 9), (head, *rows), 1, "small", say("head.name"))


def _planned(projects: Sequence[Project], node: int) -> int:
    """Fen planned to be spent by a node, blanks carried forward."""
    total = sum((Decimal(project.budget.fen or 0) * project.plan.carried()[node] / 100 for project in projects), Decimal(0))
    return int(total.to_integral_value(ROUND_HALF_UP))


def wan(fen: int) -> str:
    """万元 with two decimals, half up, thousands set apart."""
    return format(from_fen(fen, MoneyUnit.WAN).quantize(Decimal("0.01"), ROUND_HALF_UP), ",f")


def percent(part: int, whole: int) -> str:
    """One decimal; blank where there is no whole."""
    return f"{(Decimal(part) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%" if whole else ""
