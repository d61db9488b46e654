"""Official table to project: the upper part through its labels, the indicators through their columns."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from perf_xl.intake.columns import USUAL_COLUMNS, Columns, find_header, read_header
from perf_xl.intake.form_head import FormHead, read_head
from perf_xl.intake.forms import Form
from perf_xl.intake.headings import title_of
from perf_xl.intake.labels import is_level1, is_level2
from perf_xl.intake.pieces import Cell, Paragraph, Piece, Pieces
from perf_xl.intake.rows import Row, cut_rows
from perf_xl.model.amount import MoneyUnit, read_amount, unit_named
from perf_xl.model.department import Trouble
from perf_xl.model.entry import BLANK, Entry, written
from perf_xl.model.indicator import Indicator
from perf_xl.model.period import NODES
from perf_xl.model.plan import Plan, read_step
from perf_xl.model.project import Project


class ReadForm(Struct, frozen=True):
    """A project, the 主管部门 its form names, and what could not be read."""

    project: Project
    department: str = ""
    troubles: tuple[Trouble, ...] = ()


def read_form(document: Pieces, form: Form) -> ReadForm | None:
    """Read one form. None when it holds no project at all (a table of something else). Never raises."""
    start = find_header(form.cells)
    rows_at = start if start >= 0 else _first_levels(form.cells)
    head = read_head(document, form.before, form.cells[:rows_at])
    if form.title is None and all(head.get(name).is_blank for name in ("code", "name")):
        return None
    table = _Indicators(document)
    if start >= 0:
        columns, first = read_header(form.cells, start)
        table.read(form.cells[first:], columns)
    elif rows_at < len(form.cells):
        table.troubles.append(document.trouble("header_missing", form.cells[rows_at]))
        table.read(form.cells[rows_at:], _columns_without_header(form.cells[rows_at:]))
    elif form.title is not None:
        table.troubles.append(document.trouble("table_incomplete" if form.cells else "title_without_table", form.title))
    for paragraph in form.behind:
        table.troubles.append(document.trouble("paragraph_not_placed", paragraph))
    project, money_troubles = _project(document, form, head, tuple(table.rows))
    troubles = (*head.troubles, *money_troubles, *table.troubles)
    return ReadForm(project, head.get("department").text, tuple(sorted(troubles, key=lambda each: each.place.row)))


def report_form(document: Pieces, form: Form) -> tuple[Trouble, ...]:
    """What stands in a table or among lines that are no project: one trouble for the table, one for each line."""
    troubles = [document.trouble("paragraph_not_placed", line) for line in (*form.before, *form.behind)]
    filled = [cell for cell in form.cells if not cell.is_blank]
    if filled:
        whole = Paragraph(" ".join(cell.text.strip() for cell in filled), filled[0].line)
        troubles.append(document.trouble("table_not_taken", whole))
    return tuple(troubles)


def _first_levels(cells: Sequence[Cell]) -> int:
    """Where the rows begin when their heading is lost: a 一级指标 with a 二级指标 right of it."""
    return next((index for index in range(len(cells) - 1)
                 if is_level1(cells[index].text) and is_level2(cells[index + 1].text)), len(cells))


def _columns_without_header(cells: Sequence[Cell]) -> Columns:
    if not cells[0].table:
        return USUAL_COLUMNS
    edges = tuple(cell.column for cell in cells if cell.line == cells[0].line)
    if len(edges) != USUAL_COLUMNS.width:
        return USUAL_COLUMNS
    return Columns(USUAL_COLUMNS.kinds, USUAL_COLUMNS.headings, edges)


def _project(document: Pieces, form: Form, head: FormHead,
             indicators: tuple[Indicator, ...]) -> tuple[Project, list[Trouble]]:
    title = document.entry(form.title) if form.title else BLANK
    found = title_of(title.text)
    pieces: list[Piece] = [*form.before, *form.cells]
    first = form.title or pieces[0]
    unit, troubles = _money_unit(head)
    # A title may open with a figure of the project's own name: `1.5兆瓦电站维护费绩效目标表`.
    numbered = found is not None and title.text.removesuffix("绩效目标表") != head.get("name").text
    project = Project(
        no=found.number if found and numbered else None, place=document.place(first.line), title=title,
        unit_body=_unit_body(head), amount_unit=head.get("amount_unit"), code=head.get("code"), name=head.get("name"),
        budget=read_amount(head.get("budget"), unit), fiscal=read_amount(head.get("fiscal"), unit),
        other=read_amount(head.get("other"), unit), purpose=head.get("purpose"),
        plan=Plan(tuple(read_step(node, head.plan.get(node, BLANK)) for node in NODES)),
        goal_text=head.get("goal"), indicators=indicators)
    return project, troubles


def _unit_body(head: FormHead) -> Entry:
    """Code and name in one cell; put together where the form keeps them apart."""
    body, code = head.get("unit"), head.get("unit_code")
    if code.is_blank or body.text.startswith(code.text):
        return body
    return written(code.text + body.text, body.place if not body.is_blank else code.place)


def _money_unit(head: FormHead) -> tuple[MoneyUnit, list[Trouble]]:
    """元 or 万元 from the caption or the labels; 万元 with a trouble where the form does not say."""
    caption = head.get("amount_unit")
    stated = {unit for unit in (unit_named(text) for text in (caption.text, *head.units_stated)) if unit}
    if len(stated) == 1:
        return stated.pop(), []
    budget = head.get("budget")
    if not stated and budget.is_blank:
        return MoneyUnit.WAN, []
    what = "money_units_differ" if stated else "money_unit_missing"
    return unit_named(caption.text) or MoneyUnit.WAN, [Trouble(f"intake.{what}", budget.place, (("text", budget.text),))]


class _Indicators(Struct):
    """Collects the rows of one table; remembers the merged levels above."""

    document: Pieces
    rows: list[Indicator] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    level1: Entry = BLANK
    level2: Entry = BLANK

    def read(self, cells: Sequence[Cell], columns: Columns) -> None:
        extra: dict[int, list[Cell]] = {}
        for row in cut_rows(cells, columns):
            self._take(row, columns)
            for position, kind in enumerate(columns.kinds):
                cell = row.cells[position]
                if not kind and cell is not None and not cell.is_blank:
                    extra.setdefault(position, []).append(cell)
        for position, filled in sorted(extra.items()):
            whole = Paragraph(" / ".join(cell.text.strip() for cell in filled), filled[0].line)
            self.troubles.append(self.document.trouble("column_not_taken", whole, column=columns.headings[position]))

    def _take(self, row: Row, columns: Columns) -> None:
        taken = [cell for cell in row.cells if cell is not None and not cell.is_blank]
        if not row.fits:
            shown = row.surplus or tuple(taken)
            whole = Paragraph(" / ".join(cell.text.strip() for cell in shown), row.first.line)
            self.troubles.append(self.document.trouble("row_not_fitted", whole))
        if not taken:
            return
        entries = {kind: self._entry(row, columns.at(kind))
                   for kind in ("level1", "level2", "level3", "description", "evidence")}
        printed1, printed2 = not entries["level1"].is_blank, not entries["level2"].is_blank
        if printed1:
            self.level1, self.level2 = entries["level1"], BLANK
        if printed2:
            self.level2 = entries["level2"]
        self.rows.append(Indicator(
            len(self.rows), self.level1, self.level2, entries["level3"], entries["description"],
            self._value(row, columns), entries["evidence"], printed1, printed2))

    def _entry(self, row: Row, position: int) -> Entry:
        cell = row.cells[position] if position >= 0 else None
        return self.document.entry(cell) if cell is not None else written("", self.document.place(row.first.line))

    def _value(self, row: Row, columns: Columns) -> Entry:
        """The 指标值; sign, number and measure in columns of their own become one text."""
        parts = [self._entry(row, columns.at(kind)) for kind in ("sign", "value", "measure") if columns.at(kind) >= 0]
        filled = [part for part in parts if not part.is_blank]
        if len(parts) <= 1 or len(filled) <= 1:
            return filled[0] if filled else self._entry(row, columns.at("value"))
        return written("".join(part.text for part in filled), filled[0].place)
