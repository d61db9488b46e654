"""Reads 绩效自评: what people typed into the forms. What the program or a formula put there is no statement of theirs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.layout import form
from perf_xl.layout.cell_text import entry_at
from perf_xl.model.amount import Amount, MoneyUnit, read_amount
from perf_xl.model.entry import BLANK, Entry
from perf_xl.model.evaluation import EvaluationSettings, Fund, Outcome, SelfEvaluation
from perf_xl.model.place import Place
from perf_xl.model.project import Project
from perf_xl.picture.grid import SheetGrid, Spot, Value

_COLUMNS = {
    "一级指标": "level1", "二级指标": "level2", "三级指标": "level3", "年度指标值": "target", "实际完成值": "actual",
    "分值": "weight", "得分": "points", "偏差原因分析及改进措施": "reason", "核定得分": "by_hand"}
_TYPED = ("weight", "actual", "by_hand", "reason")
_MONEY = {"年初预算数": "initial", "全年预算数（A）": "budget", "全年执行数（B）": "executed"}


_LABELS = frozenset({
    form.EVALUATION_TITLE, form.EV_FINISHED_LABEL, form.EV_EXECUTION_REASON_LABEL, form.EV_ACHIEVED_LABEL, form.EV_ATTACHMENTS_LABEL, form.EV_TOTAL_LABEL,
    form.CODE_LABEL, form.NAME_LABEL, "三级指标", *_MONEY, *form.EV_FUND_ROWS})

_BESIDE = (form.CODE_LABEL, form.NAME_LABEL, form.EV_EXECUTION_REASON_LABEL, form.EV_ATTACHMENTS_LABEL)
_UNTOUCHED = SelfEvaluation()


class _Row(Struct, frozen=True):
    level2: str
    level3: str
    outcome: Outcome


class _Form(Struct, frozen=True):
    code: str
    name: str
    evaluation: SelfEvaluation
    rows: tuple[_Row, ...]


def read_evaluations(book: str, sheet: SheetGrid, projects: tuple[Project, ...]) -> tuple[Project, ...]:
    """The projects with their self-evaluation, where anything was typed. A form belongs to the project with its code, else
    with its name, else the one at its position."""
    forms = list(_forms(book, sheet))
    if all(each.is_untouched for each in forms):
        return projects
    made = list(projects)
    left = set(range(len(projects)))
    by_code, by_name = _positions(project.code.text for project in projects), _positions(project.name.text for project in projects)
    for position, each in enumerate(map(_FormReader.read, forms)):
        wanted = [index for index in (*by_code.get(each.code, ()), *by_name.get(each.name, ())) if index in left]
        if not wanted and not each.code and not each.name and position in left:
            wanted = [position]
        if wanted:
            left.discard(wanted[0])
            made[wanted[0]] = _with(projects[wanted[0]], each)
    return tuple(made)


def _positions(texts: Iterable[str]) -> dict[str, list[int]]:
    """Where each text stands; a blank one is nobody's."""
    found: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        if text:
            found.setdefault(text, []).append(position)
    return found


def _with(project: Project, found: _Form) -> Project:
    if found.evaluation is _UNTOUCHED:
        return project
    evaluation = replace(found.evaluation, outcomes=_matched(project, found.rows))
    return project if evaluation.is_blank else replace(project, evaluation=evaluation)


def _matched(project: Project, rows: tuple[_Row, ...]) -> tuple[Outcome, ...]:
    """One outcome per indicator: the row with its names, the first free one of several; by position where none is named."""
    free = list(rows)
    by_position = not any(row.level3 for row in rows)
    made = []
    for index, indicator in enumerate(project.indicators):
        if by_position:
            made.append(rows[index].outcome if index < len(rows) else Outcome())
            continue
        named = [row for row in free if row.level3 == indicator.level3.text]
        best = next((row for row in named if row.level2 == indicator.level2.text), named[0] if named else None)
        if best is not None:
            free.remove(best)
        made.append(best.outcome if best else Outcome())
    return tuple(made)


def _forms(book: str, sheet: SheetGrid) -> Iterator[_FormReader]:
    """One form from each title to the next; none in an older template, which has a list."""
    known: dict[Value, str] = {value: text for value in set().union(*sheet.rows)
                               if isinstance(value, str) and (text := value.strip()) in _LABELS}
    starts: list[int] = []
    labels: list[dict[str, Spot]] = []
    has_no_label, title = known.keys().isdisjoint, form.EVALUATION_TITLE
    found: dict[str, Spot] = {}
    for row, line in enumerate(sheet.rows, 1):
        if has_no_label(line):
            continue
        if known.get(line[0]) == title:
            starts.append(row)
            found = {}
            labels.append(found)
        if starts:
            for value in filter(known.__contains__, line):
                found.setdefault(known[value], (row, line.index(value) + 1))
    sheet = _with_merges_beside(sheet, labels)
    ends = [*(row - 1 for row in starts[1:]), sheet.height][:len(starts)]
    for start, end, found in zip(starts, ends, labels, strict=True):
        yield _FormReader(book, sheet, start, end, found)


def _with_merges_beside(sheet: SheetGrid, labels: list[dict[str, Spot]]) -> SheetGrid:
    """Of a thousand merged areas only those are sorted by rows that may hold a label beside which something is looked for."""
    rows = {found[label][0] for found in labels for label in _BESIDE if label in found}
    return replace(sheet, merges=tuple([area for area in sheet.merges if area.top in rows or area.top != area.bottom]))


def _text(sheet: SheetGrid, row: int, column: int) -> str:
    value = sheet.at(row, column)
    return value.strip() if isinstance(value, str) else ""


@lru_cache(maxsize=8)       # all forms have the same header
def _columns_named(header: tuple[Value, ...]) -> dict[str, int]:
    return {_COLUMNS[text]: column for column, value in enumerate(header, 1)
            if isinstance(value, str) and (text := value.strip()) in _COLUMNS}


class _FormReader:
    """One form; `labels` tells where they stand within its rows."""

    def __init__(self, book: str, sheet: SheetGrid, start: int, end: int, labels: dict[str, Spot]) -> None:
        self.book, self.sheet, self.start, self.end, self.labels = book, sheet, start, end, labels

    def read(self) -> _Form:
        code, name = self._right(form.CODE_LABEL).text, self._right(form.NAME_LABEL).text
        if self.is_untouched:
            return _Form(code, name, _UNTOUCHED, ())
        evaluation = SelfEvaluation(
            place=Place(self.book, self.sheet.name, self.start, 1), funds=self._funds(), finished=self._below(form.EV_FINISHED_LABEL),
            execution_reason=self._right(form.EV_EXECUTION_REASON_LABEL), achieved=self._below(form.EV_ACHIEVED_LABEL),
            attachments=self._right(form.EV_ATTACHMENTS_LABEL))
        return _Form(code, name, evaluation, tuple(self._rows()))

    @cached_property
    def is_untouched(self) -> bool:
        """Nothing but formulas where people type: most forms, most of the year."""
        at = self.labels
        beside = [self._spot_right(label) for label in (form.EV_EXECUTION_REASON_LABEL, form.EV_ATTACHMENTS_LABEL) if label in at]
        below = [(at[label][0] + 1, at[label][1]) for label in (form.EV_FINISHED_LABEL, form.EV_ACHIEVED_LABEL) if label in at]
        if self._says([(row, (column,)) for row, column in beside + below]):
            return False
        money = tuple([at[name][1] for name in _MONEY if name in at])
        header, columns = self._columns()
        own = tuple([columns[name] for name in _TYPED if name in columns])
        typed = [(at[label][0], money) for label in form.EV_FUND_ROWS if label in at]
        typed += [(row, own) for row in self._indicator_rows(header)]
        return not self._says(typed, self.sheet.formulas)

    def _says(self, cells: Iterable[tuple[int, tuple[int, ...]]], besides: Container[Spot] = ()) -> bool:
        """Whether any of these cells, row by row, holds something; what stands in `besides` does not count."""
        rows, errors = self.sheet.rows, self.sheet.errors
        height = len(rows)
        for row, columns in cells:
            line = rows[row - 1] if row <= height else ()
            width = len(line)
            for column in columns:
                filled = column <= width and line[column - 1] not in (None, "")
                if (filled or (errors and (row, column) in errors)) and (row, column) not in besides:
                    return True
        return False

    def _at(self, row: int, column: int, money: bool = False) -> Entry:
        return entry_at(self.book, self.sheet, row, column, money)

    def _typed(self, row: int, column: int, money: bool = False) -> Entry:
        """What stands in the cell unless a formula put it there; then blank, with its place."""
        spot = (row, column)
        if spot in self.sheet.formulas or spot in self.sheet.uncached:
            return Entry(place=Place(self.book, self.sheet.name, row, column))
        return self._at(row, column, money)

    def _right(self, label: str) -> Entry:
        return self._at(*self._spot_right(label)) if label in self.labels else BLANK

    def _spot_right(self, label: str) -> Spot:
        row, column = self.labels.get(label, (0, 0))
        area = self.sheet.merge_at(row, column)
        return row, (area.right if area else column) + 1

    def _below(self, label: str) -> Entry:
        if label not in self.labels:
            return BLANK
        row, column = self.labels[label]
        return self._at(row + 1, column)

    def _funds(self) -> tuple[Fund, ...]:
        columns = {name: self.labels[label][1] for label, name in _MONEY.items() if label in self.labels}
        return tuple(Fund(**{name: self._amount(label, column) for name, column in columns.items()})
                     if label in self.labels else Fund() for label in form.EV_FUND_ROWS)

    def _amount(self, label: str, column: int) -> Amount:
        return read_amount(self._typed(self.labels[label][0], column, money=True), MoneyUnit.WAN)

    def _columns(self) -> tuple[int, dict[str, int]]:
        """The header of the indicators (0 where there is none) and the columns it names."""
        header = self.labels.get("三级指标", (0, 0))[0]
        return header, _columns_named(self.sheet.rows[header - 1]) if header else {}

    def _indicator_rows(self, header: int) -> range:
        end = self.labels.get(form.EV_TOTAL_LABEL, (self.end + 1, 1))[0]
        return range(header + 1, end) if header else range(0)

    def _rows(self) -> Iterator[_Row]:
        header, columns = self._columns()
        for row in self._indicator_rows(header):
            outcome = Outcome(*(self._typed(row, columns[name]) if name in columns else BLANK for name in _TYPED))
            names = [self._at(row, columns[name]).text if name in columns else "" for name in ("level2", "level3")]
            yield _Row(names[0], names[1], outcome)


def read_settings(book: str, sheet: SheetGrid) -> EvaluationSettings:
    """评分规则 and the numbers beside the overview, found by their labels. Blank where the sheet has none."""
    profile = BLANK
    labels = {label: key for key, label in form.EV_NUMBERS}
    numbers = []
    for row in range(1, min(sheet.height, form.EV_SETTINGS_END) + 1):
        if _text(sheet, row, 1) == form.EV_RULE_LABEL:
            profile = entry_at(book, sheet, row, 2)
        for column, value in enumerate(sheet.rows[row - 1][form.EV_LAST:sheet.width - 1], form.EV_LAST + 1):
            key = labels.get(value.strip()) if isinstance(value, str) else None
            if key:
                numbers.append((key, entry_at(book, sheet, row, column + 1)))
    return EvaluationSettings(profile, tuple(numbers) if profile.text in form.EV_OWN_RULE else ())
