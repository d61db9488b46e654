"""Reads the official table of one sheet: by its labels first, by its defined names where a label is gone.

Labels are what people see and move; names stay behind when a program inserts rows without shifting them. Rows may be
inserted, left blank, hidden or filtered, columns inserted or hidden: nothing here counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from operator import attrgetter

from msgspec import Struct, field

from perf_xl.law.form_label import NOTHING, named
from perf_xl.layout import form
from perf_xl.layout.cell_text import entry_at
from perf_xl.layout.read_besides import besides_of_table
from perf_xl.layout.read_indicators import read_indicators
from perf_xl.model.amount import MoneyUnit, read_amount, unit_named
from perf_xl.model.department import Trouble
from perf_xl.model.entry import BLANK, OUTER_BLANKS, Entry, Kind
from perf_xl.model.indicator import Waiver
from perf_xl.model.period import NODES
from perf_xl.model.place import Place
from perf_xl.model.plan import Plan, PlanStep, read_step
from perf_xl.model.project import Project
from perf_xl.picture.grid import Area, SheetGrid, Spot, Value

_NUMBER_IN_FRONT = re.compile(r"\s*(\d{1,4})\s*(\D)")
_UNIT_BODY = re.compile(r"^\d{3,}\s*\D")
_MONEY_CAPTION = re.compile(r"单位\s*[：:]")
_NO_WAIVER = Waiver()
_ERROR, _NUMBER, _UNCACHED = Kind.ERROR, Kind.NUMBER, Kind.UNCACHED
_ENTRY_TEXT = attrgetter("text")
_WAIVER_LABELS = frozenset(label for _, label in form.WAIVER_LABELS)
_WAIVER = ("waiver", "waiver_name", "waiver_until")
_CORE = frozenset({"level1", "level2", "level3", "description", "value", "evidence"})
_IDENTIFYING = ("code", "name", "budget")
_HEADER_LEAST = 4       # header labels that make a row the indicator header


class TableMap(Struct):
    """Where the labels of the table stand. `fields` and `nodes` give the spot of the label itself."""

    fields: dict[str, Spot] = field(default_factory=dict)
    nodes: dict[int, Spot] = field(default_factory=dict)
    header: int = 0
    columns: dict[str, int] = field(default_factory=dict)


def find_table(sheet: SheetGrid) -> TableMap | None:
    """The labels of an official table; None when the sheet holds none (a foreign sheet, or one of ours)."""
    fields: dict[str, Spot] = {}
    nodes: dict[int, Spot] = {}
    for row, line in enumerate(sheet.rows, 1):
        columns: dict[str, int] = {}
        is_header = False
        for column, value in enumerate(line, 1):
            if value is None or (label := named[value]) is NOTHING:
                continue
            if not is_header:
                if label.field:
                    fields.setdefault(label.field, (row, column))
                if label.node:
                    nodes.setdefault(label.node, (row, column))
            if label.column:
                columns.setdefault(label.column, column)
                is_header = is_header or (len(columns) >= _HEADER_LEAST and _is_header(columns))
        if is_header:
            return None if fields.keys().isdisjoint(_IDENTIFYING) else TableMap(fields, nodes, row, columns)
    return TableMap(fields, nodes) if fields.keys() >= {*_IDENTIFYING, "goal"} else None


def _is_header(columns: dict[str, int]) -> bool:
    return "level2" in columns and "level3" in columns and len(columns.keys() & _CORE) >= _HEADER_LEAST


class ProjectReader:
    """Reads one sheet. `names` gives the areas of the names scoped to it; asked only where a label is gone."""

    def __init__(self, book: str, sheet: SheetGrid, table: TableMap, names: Callable[[], dict[str, Area]]) -> None:
        self.book, self.sheet, self.table, self._names = book, sheet, table, names
        self.troubles: list[Trouble] = []
        self.labels = {*table.fields.values(), *table.nodes.values()}
        beside = [table.columns[name] for name in ("issue", "waiver", "sign") if name in table.columns]
        self.aside = min(beside) if beside else sheet.width + 2     # the first column right of the table: 问题 and what follows
        self.waiver_columns = [table.columns.get(name, 0) for name in _WAIVER]
        self.merged_beside = sheet.merged_to >= self.aside
        self.top = min([row for row, _ in table.fields.values()], default=table.header)      # the first row with a label
        self.code_row = table.fields.get("code", table.fields.get("name", (table.header, 0)))[0]
        below = max(self.top, self.code_row)
        self.above = [(row, column, text) for row, line in enumerate(sheet.rows[:below - 1], 1)
                      for column, text in enumerate(line[:self.aside - 1], 1) if isinstance(text, str) and text]

    def read(self) -> Project:
        """The project, with what could not be read in `troubles`."""
        unit_body, amount_unit = self._units()
        unit = unit_named(amount_unit.text) or self._unit_of_labels() or MoneyUnit.WAN
        title = self._title(unit_body, amount_unit)
        number = _title_number(title.text)
        indicators, troubles = read_indicators(self.book, self.sheet, self.table.header, self.table.columns, self.sheet.height)
        goal = self._goal()
        project = Project(
            no=int(number) if number else None, place=Place(self.book, self.sheet.name, title.place.row or 1, 1),
            title=title, unit_body=unit_body, amount_unit=amount_unit,
            code=self._value("code", form.NAME_CODE), name=self._value("name", form.NAME_NAME),
            budget=read_amount(self._value("budget", form.NAME_BUDGET, money=True), unit),
            fiscal=read_amount(self._value("fiscal", form.NAME_FISCAL, money=True), unit),
            other=read_amount(self._value("other", form.NAME_OTHER, money=True), unit),
            purpose=self._purpose(), plan=self._plan(), goal_text=goal, indicators=indicators,
            waiver=self._waiver(unit_body.place.row), row_waivers=self._row_waivers(unit_body.place.row),
            last_budget=read_amount(self._last_budget(), unit),
        )
        if self.sheet.uncached:
            self._report_uncached(project)
        self.troubles += troubles
        return project

    @property
    def names(self) -> dict[str, Area]:
        return self._names()

    def besides(self) -> Iterator[Trouble]:
        """What else stands or hides in the table's cells."""
        return besides_of_table(self.book, self.sheet, self.aside, self.table.columns.get("value", 0), self.top)

    def _entry(self, row: int, column: int, money: bool = False) -> Entry:
        """The cell; for a cell covered by a merge, the cell that holds the merge's value."""
        entry = entry_at(self.book, self.sheet, row, column, money)
        if entry.text and entry.kind is not _ERROR:
            return entry
        if self.sheet.at(row, column) is None and (area := self.sheet.merge_at(row, column)):
            return entry_at(self.book, self.sheet, area.top, area.left, money)
        return entry

    def _value(self, label: str, name: str, money: bool = False) -> Entry:
        """The first cell to the right of the label that is not part of it."""
        spot = self.table.fields.get(label)
        if spot is None:
            area = self.names.get(name)
            return self._entry(area.top, area.left, money) if area else BLANK
        row, column = spot
        area = self.sheet.merge_at(row, column)
        start = (area.right if area else column) + 1
        end = self.aside if start <= self.aside else self.sheet.width + 1     # 问题 beside the table is no value
        for right in range(start, end):
            if (row, right) in self.labels:
                break
            entry = self._entry(row, right, money)
            if entry.text or entry.kind is _UNCACHED:
                return entry
        return self._entry(row, start, money)

    def _title(self, unit_body: Entry, amount_unit: Entry) -> Entry:
        others = (unit_body.place, amount_unit.place)
        first = BLANK
        for row, column, text in self.above:
            if row >= self.top:
                break
            entry = self._entry(row, column)
            if entry.place in others or entry.is_blank:
                continue
            if "绩效目标" in text or "绩效表" in text or _title_number(text):
                return entry
            first = first if not first.is_blank else entry
        if first.is_blank and form.NAME_TITLE in self.names:
            area = self.names[form.NAME_TITLE]
            return self._entry(area.top, area.left)
        return first

    def _units(self) -> tuple[Entry, Entry]:
        """预算单位 and the money caption, both above the code row; either may be BLANK."""
        top = self.code_row
        body = amount = BLANK
        for row, column, text in self.above:
            if row >= top:
                break
            if "单位" in text and _MONEY_CAPTION.search(text) and unit_named(text):
                amount = self._entry(row, column)
            elif not body.text and _UNIT_BODY.match(text) and not _title_number(text):
                body = self._entry(row, column)
        if body.is_blank and "unit_body" in self.table.fields:
            body = self._value("unit_body", form.NAME_UNIT_BODY)
        if body.is_blank and (area := self.names.get(form.NAME_UNIT_BODY)) and area.top < top:
            body = self._entry(area.top, area.left)
        return body, amount

    def _unit_of_labels(self) -> MoneyUnit | None:
        spot = self.table.fields.get("budget")
        return unit_named(str(self.sheet.at(*spot))) if spot else None

    def _purpose(self) -> Entry:
        if "purpose" in self.table.fields:
            return self._value("purpose", form.NAME_PURPOSE)
        budget, plan = self.table.fields.get("budget"), self.table.fields.get("plan")
        if budget is None:
            return self._named(form.NAME_PURPOSE)
        end = plan[0] if plan else min([row for row, _ in self.table.nodes.values()] or [budget[0] + 2])
        return self._first_text(budget[0] + 1, end, budget[1], below=self.table.fields.get("scale"))

    def _first_text(self, top: int, end: int, column: int, below: Spot | None) -> Entry:
        """The first filled cell in rows top..end-1; the cell at (top, column) when all are blank."""
        for row in self.sheet.numbers(top, end):
            for right in range(1, self.aside):
                if below and (area := self.sheet.merge_at(row, right)) and area.holds(*below):
                    continue
                entry = self._entry(row, right)
                if not entry.is_blank and (entry.place.row, entry.place.column) not in self.labels:
                    return entry
        return self._entry(top, column)

    def _plan(self) -> Plan:
        """The first row under the node labels that holds any figure; blanks in that row stay blank."""
        nodes = self.table.nodes
        if not nodes:
            return Plan(tuple(read_step(node, self._named(form.NAME_PLAN[node])) for node in NODES))
        top = max(nodes.values())[0] + 1
        end = self.table.fields.get("goal", (self.table.header, 0))[0]
        end = end if end >= top else top + 1
        for row in (*self.sheet.numbers(top, end), top):      # where all are blank, the first
            figures = {node: self._node_entry(row, column) for node, (_, column) in nodes.items()}
            if any(map(_ENTRY_TEXT, figures.values())):
                break
        return Plan(tuple([read_step(node, self._as_percent(figures[node])) if node in figures else PlanStep(node) for node in NODES]))

    def _node_entry(self, row: int, column: int) -> Entry:
        area = self.sheet.merge_at(row, column)
        return self._entry(row, area.left if area else column)

    def _as_percent(self, entry: Entry) -> Entry:
        """A bare number up to 1 in a plan means a share: 0.25 is 25%. A plan of one percent does not occur."""
        spot = (entry.place.row, entry.place.column)
        if entry.kind is not _NUMBER or spot in self.sheet.percents:
            return entry
        value = self.sheet.at(*spot)
        if isinstance(value, int | float) and 0 < value <= 1:
            shown = entry_at(self.book, _as_percentages(self.sheet, spot), *spot)
            return Entry(shown.text, entry.place, entry.kind, entry.raw)
        return entry

    def _goal(self) -> Entry:
        """The text right of the label; texts in the rows below it, down to the header, belong to it."""
        spot = self.table.fields.get("goal")
        if spot is None:
            return self._named(form.NAME_GOAL)
        first = self._value("goal", form.NAME_GOAL)
        if self.table.header <= spot[0] + 1:
            return first
        seen, parts, raws = {first.place}, [first.text], [first.raw]
        for row in self.sheet.numbers(spot[0] + 1, self.table.header):
            for column in range(spot[1] + 1, self.aside):
                entry = self._entry(row, column)
                if not entry.is_blank and entry.place not in seen and (entry.place.row, entry.place.column) != spot:
                    seen.add(entry.place)
                    parts.append(entry.text)
                    raws.append(entry.raw)
        if len(parts) == 1:
            return first
        return Entry("\n".join(part for part in parts if part), first.place, Kind.TEXT, "\n".join(raws))

    def _named(self, name: str) -> Entry:
        area = self.names.get(name)
        return self._entry(area.top, area.left) if area else BLANK

    def _last_budget(self) -> Entry:
        """上年预算数, beside the table; no name points at it."""
        return self._value("last_budget", "", money=True) if "last_budget" in self.table.fields else BLANK

    def _waiver(self, row: int) -> Waiver:
        columns = self.waiver_columns
        if row and columns[0]:
            for column in columns:
                if column and self._says_something(row, column):
                    return Waiver(*[self._entry(row, each) if each else BLANK for each in columns])
        return _NO_WAIVER

    def _says_something(self, row: int, column: int) -> bool:
        return self.sheet.at(row, column) is not None or (self.merged_beside and self.sheet.merge_at(row, column) is not None)

    def _row_waivers(self, table_row: int) -> tuple[Waiver, ...]:
        first = min(filter(None, self.waiver_columns), default=0)
        if not first:
            return ()
        found = []
        for row, line in enumerate(self.sheet.rows[:max(0, self.table.header - 1)], 1):
            if row != table_row and (self.merged_beside or len(line) >= first) and not self._is_head_of_waivers(line):
                waiver = self._waiver(row)
                if not waiver.is_blank and waiver.reason.text not in _WAIVER_LABELS:
                    found.append(waiver)
        return tuple(found)

    def _is_head_of_waivers(self, line: tuple[Value, ...]) -> bool:
        """Told before entries are made: nearly every table has it, and no error stands there."""
        reason = self.waiver_columns[0]
        value = line[reason - 1] if 0 < reason <= len(line) and not self.sheet.errors else None
        return isinstance(value, str) and value.strip(OUTER_BLANKS) in _WAIVER_LABELS

    def _report_uncached(self, project: Project) -> None:
        entries = [project.code, project.name, project.purpose, project.goal_text, project.budget.entry,
                   project.fiscal.entry, project.other.entry, *(step.entry for step in project.plan.steps)]
        self.troubles += [Trouble("layout.uncached", entry.place) for entry in entries if entry.kind is Kind.UNCACHED]


def _title_number(text: str) -> str:
    """The digits before the point that number a title; '' where there are none."""
    found = _NUMBER_IN_FRONT.match(text)
    return found.group(1) if found and found.group(2) in ".．、" else ""


def _as_percentages(sheet: SheetGrid, spot: Spot) -> SheetGrid:
    return SheetGrid(sheet.name, sheet.rows, percents=frozenset({spot}))
