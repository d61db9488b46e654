"""The department's workbook out of what was gathered: totals, sources, what was handed in, findings, copied sets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.consolidate.conflict import Conflict
from perf_xl.consolidate.fate import HARMLESS, TAKEN, Fate
from perf_xl.consolidate.meaning import meaning
from perf_xl.consolidate.seal import SealState
from perf_xl.desk.evaluation_book import figures as evaluation_figures
from perf_xl.desk.evaluation_book import law_for
from perf_xl.desk.gathering import CONSOLIDATED, Gathered
from perf_xl.desk.progress_book import figures, sheet_settings
from perf_xl.errors import Unusable
from perf_xl.hosts.landing import check_target
from perf_xl.hosts.memory import MemoryHost
from perf_xl.hosts.xlsx_draw import draw
from perf_xl.law.marking import Marking
from perf_xl.layout.book import BookOptions, sheet_names, standard_workbook, with_told
from perf_xl.layout.evaluation_sheet import EvaluationFigures
from perf_xl.layout.gathered_sheets import (
    HandedIn,
    Tally,
    ToldConflict,
    draw_copies,
    draw_handed_in,
    draw_issues,
    issue_tally,
)
from perf_xl.layout.mark import marks
from perf_xl.layout.mark_blueprint import marked
from perf_xl.layout.read import read
from perf_xl.messages.say import rule_text, sentence
from perf_xl.model.department import Department
from perf_xl.model.place import NOWHERE, Place
from perf_xl.picture.blueprint import SheetDrawing
from perf_xl.picture.grid import Grid
from perf_xl.picture.remark import SYMBOLS, Remark
from perf_xl.progress.completion import completions
from perf_xl.progress.progress import Progress, progress
from perf_xl.rules.copies import copied_groups
from perf_xl.rules.finding import Finding
from perf_xl.rules.findings_json import CheckedFile
from perf_xl.rules.guide import guide_lines
from perf_xl.scoring.evaluation import evaluate


class DepartmentBook(Struct, frozen=True):
    """`checked` is the judgement of the department's workbook (places in it); `progress` up to the day asked for."""

    gathered: Gathered
    checked: CheckedFile
    progress: Progress | None = None


def write_department_book(gathered: Gathered, target: Path, today: date, as_of: date | None = None,
                          lang: str = "zh") -> DepartmentBook:
    """Write the workbook. Raises Unusable when the target cannot be written, or `as_of` lies in another year."""
    check_target(target, gathered.paths)
    pace = _progress(gathered, as_of)
    law, scored = _evaluation(gathered, lang)
    options = BookOptions(rules=guide_lines(), consolidated=True, marking=law, evaluation=scored, spending=gathered.spending, as_of=as_of,
                          figures=figures(gathered.department, pace) if pace else None,
                          thresholds=sheet_settings(gathered.department.region, as_of) if as_of else None,
                          interims=dict(gathered.interims), properties=((CONSOLIDATED, "1"),))
    blueprint = standard_workbook(gathered.department, options)
    grid = MemoryHost.from_blueprint(blueprint, target.name).snapshot()
    checked = _checked(gathered, grid, target, today, lang)
    blueprint = with_told(blueprint, _told_sheets(gathered, checked, lang))
    line = f"{today:%Y-%m-%d} {actions.summary_line(checked, lang)}"
    shown = [_here(remark, {sheet.name for sheet in blueprint.sheets}) for remark in checked.remarks]
    draw(marked(blueprint, marks(grid, shown, line)), target, gathered.paths)
    return DepartmentBook(gathered, checked, pace)


def _evaluation(gathered: Gathered, lang: str) -> tuple[Marking | None, EvaluationFigures | None]:
    """Scores of the self-evaluations, once one has begun."""
    department = gathered.department
    if not any(project.evaluation for project in department.projects):
        return None, None
    law = law_for(department)
    return law, evaluation_figures(evaluate(department, law, gathered.spending), lang)


def _progress(gathered: Gathered, as_of: date | None) -> Progress | None:
    if as_of is None or gathered.spending is None:
        return None
    if gathered.spending.year != as_of.year:
        raise Unusable("cli.other_year", date=as_of.isoformat(), year=gathered.spending.year)
    return progress(gathered.department, gathered.spending, as_of, region=gathered.department.region,
                    completion=completions(gathered.department, dict(gathered.interims)))


def _checked(gathered: Gathered, grid: Grid, target: Path, today: date, lang: str) -> CheckedFile:
    """The rules are asked about the workbook as it will be read, so that every finding has its place in it."""
    department = replace(read(grid).department, troubles=gathered.department.troubles)
    opened = actions.Opened(target, department, grid)
    return actions.check(opened, today, lang=lang, roster=[unit.text for unit in gathered.roster])


def _here(remark: Remark, sheets: set[str]) -> Remark:
    """What reading a unit's workbook met stands in that workbook: told of, but no place to jump to."""
    if not remark.place.sheet or remark.place.sheet in sheets:
        return remark
    place = remark.place
    return replace(remark, place=Place(place.book, f"{place.book} {place.sheet} {place.cell}".strip()))


def _told_sheets(gathered: Gathered, checked: CheckedFile, lang: str) -> tuple[SheetDrawing, ...]:
    department = checked.department
    assert department is not None
    sheets = sheet_names(gathered.department)
    groups = [[(department.projects[position], sheets[position]) for position in group] for group in copied_groups(department)]
    conflicts = [_told(conflict, gathered.department, department, lang) for conflict in gathered.conflicts]
    units = _by_unit(checked, department)
    whole = Tally("", issue_tally(checked.remarks), projects=len(department.projects), clean=sum(each.clean for each in units))
    return (draw_handed_in(_handed_in(gathered, lang)),
            draw_issues(conflicts, units, whole, _by_code(checked, lang, 2), _by_code(checked, lang, 5)),
            draw_copies(groups))


def _handed_in(gathered: Gathered, lang: str) -> list[HandedIn]:
    rows = []
    for fate in gathered.fates:
        taken = fate.fate == TAKEN
        seal = sentence(f"show.seal_{fate.seal.value}", lang) if taken else ""
        rows.append(HandedIn(fate.shown, fate_words(fate, lang), fate.unit, fate.submission,
                             fate.projects if taken else None, seal, reason_text(fate, lang)))
    for unit in gathered.compared.missing if gathered.compared else ():
        rows.append(HandedIn("", sentence("show.is_missing", lang), unit.text,
                             reason=sentence("consolidate.missing", lang, unit=unit.text)))
    return rows


def fate_words(fate: Fate, lang: str = "zh") -> str:
    """Symbol and words, as in the list of files."""
    return sentence("show.is_lock_file" if fate.reason == HARMLESS else f"show.is_{fate.fate}", lang)


def fate_line(fate: Fate, lang: str = "zh") -> str:
    """One line of the list of files."""
    reason = reason_text(fate, lang)
    if fate.fate == TAKEN:
        seal = "" if fate.seal is SealState.NONE else f"，{sentence(f'show.seal_{fate.seal.value}', lang)}"
        return sentence("show.fate_taken", lang, path=fate.shown, projects=fate.projects, seal=seal, reason=reason).rstrip()
    symbol, _, words = fate_words(fate, lang).partition(" ")
    return sentence("show.fate_other", lang, symbol=symbol, path=fate.shown, fate=words, reason=reason)


def reason_text(fate: Fate, lang: str = "zh") -> str:
    return sentence(fate.reason, lang, **dict(fate.facts)) if fate.reason else ""


def conflict_text(conflict: Conflict, lang: str = "zh") -> str:
    """The sentence, and which fields differ where the conflict is about content."""
    text = sentence(conflict.what, lang, **dict(conflict.facts))
    if conflict.what != "consolidate.doubled_code":
        return text
    fields = [sentence("show.indicators" if field == "indicators" else f"difference.field.{field}", lang) for field in conflict.fields]
    return text + sentence("show.different_fields", lang, fields="、".join(fields))


def place_text(place: Place) -> str:
    return " ".join(filter(None, (place.book, place.sheet, place.cell)))


def _told(conflict: Conflict, before: Department, after: Department, lang: str) -> ToldConflict:
    """The first place also as a link, where a project that stands at it was taken over."""
    position = next((index for index, project in enumerate(before.projects)
                     if project.place.home == conflict.place.home and conflict.place.sheet), None)
    link = None
    if position is not None:
        link = Place("", after.projects[position].place.sheet, *_same_spot(before, after, position, conflict.place))
    other = place_text(conflict.other) if conflict.other != NOWHERE else ""
    return ToldConflict(f"{SYMBOLS[conflict.severity]} {sentence(f'show.{conflict.severity}', lang)}", conflict_text(conflict, lang),
                        place_text(conflict.place), other, link)


def _same_spot(before: Department, after: Department, position: int, place: Place) -> tuple[int, int]:
    """The cell of the same field in the new sheet: rows may have moved."""
    old, new = meaning(before)[position + 1], meaning(after)[position + 1]
    for was, now in zip(old.fields, new.fields, strict=False):
        if was.place == place and now.place.row:
            return now.place.row, now.place.column
    return 1, 1


def _by_unit(checked: CheckedFile, department: Department) -> list[Tally]:
    told: dict[str, list[tuple[Finding, Remark]]] = {}
    for finding, remark in zip(checked.findings, checked.remarks, strict=True):
        told.setdefault(remark.place.sheet, []).append((finding, remark))
    made = []
    for body in department.unit_bodies:
        sheets = {project.place.sheet for project in department.projects if project.unit_body.text == body}
        own = [pair for sheet in sheets for pair in told.get(sheet, ())]
        grave = {remark.place.sheet for finding, remark in own if finding.waived is None and finding.severity.value != "info"}
        projects = sum(project.unit_body.text == body for project in department.projects)
        made.append(Tally(body, issue_tally([remark for _, remark in own]), projects=projects, clean=projects - len(grave)))
    return made


def _by_code(checked: CheckedFile, lang: str, letters: int) -> list[Tally]:
    """By family (two letters of the code) or by rule (all five)."""
    groups: dict[str, list[Remark]] = {}
    for remark in checked.remarks:
        groups.setdefault(remark.code[:letters], []).append(remark)
    named: list[Tally] = []
    for code in sorted(groups):
        name = sentence(f"show.family.{code}", lang) if letters == 2 else rule_text(code, "name", lang, {})
        first = next((remark.place for remark in groups[code] if remark.place.cell and not remark.waived), None)
        named.append(Tally(name, issue_tally(groups[code]), code, first))
    return [each for each in named if any(each.counts)]


def totals_by_unit(department: Department) -> Sequence[tuple[str, int, str]]:
    """Unit, number of projects, budget in 万元 with two decimals."""
    found = []
    for body in department.unit_bodies:
        projects = list(department.of_unit(body))
        fen = sum(project.budget.fen or 0 for project in projects)
        found.append((body, len(projects), f"{Decimal(fen) / 1_000_000:.2f}"))
    return found
