"""The product on one page: one function per command and per ribbon button.

Everything here is plain values in, plain values out; files are opened by hosts, the day is given by the door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.collector import undisturbed
from perf_xl.errors import Unusable
from perf_xl.law.frame import PROFILES, frame, recognise
from perf_xl.messages.shown import on_one_line
from perf_xl.model.department import Department
from perf_xl.model.settings import NO_SETTINGS, Settings
from perf_xl.picture.grid import Grid
from perf_xl.rules.findings_json import CheckedFile

if TYPE_CHECKING:      # what only one action needs is imported when it is called
    from perf_xl.consolidate.versions import Choose
    from perf_xl.desk.gathering import Gathered
    from perf_xl.model.voucher import Spending
    from perf_xl.under_way import UnderWay

DOCUMENTS = (".docx", ".txt")
_DIED = "cli.process_died"

Progress = Callable[[int, int, str], None]


def quiet(done: int, total: int, what: str) -> None:
    """The progress report of a command that nobody watches."""


class Opened(Struct, frozen=True):
    """A workbook with its picture, or a document without one."""

    path: Path
    department: Department
    grid: Grid | None = None
    foreign_sheets: tuple[str, ...] = ()
    settings: Settings = NO_SETTINGS


@undisturbed()
def open_department(path: Path, year: int | None = None, *, to_judge: bool = False) -> Opened:
    """A workbook, a published document or a dump in JSON. Raises Unusable when nothing of ours can be read.

    `to_judge`: of a workbook only the sheets that rules look at; the picture of the others is blank.
    """
    if path.suffix.lower() in DOCUMENTS and isfile(path):       # a drive that is gone is told of by who reads
        from perf_xl.intake.document import read_document

        return Opened(path, read_document(path, year))
    if path.suffix.lower() == ".json" and isfile(path):
        return Opened(path, load_json(path))
    from perf_xl.hosts.xlsx_read import every_sheet, read_workbook
    from perf_xl.layout.form import is_judged

    return opened_from(read_workbook(path, is_judged if to_judge else every_sheet), path)


def opened_from(grid: Grid, path: Path) -> Opened:
    """What a picture of a workbook says. Raises Unusable when nothing of ours can be read."""
    from perf_xl.layout.read import read

    reading = read(grid)
    department = reading.department
    if not department.projects and not department.template_version and not department.overall_goal.text:
        raise Unusable("read.no_tables", path=path.name)
    return Opened(path, department, grid, reading.foreign_sheets, reading.settings)


def load_json(path: Path) -> Department:
    """A department from the JSON that `dump` prints. Raises Unusable naming the line or the field."""
    import json

    from perf_xl.hosts.received import received
    from perf_xl.model.as_json import from_json

    content = received(path)
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as problem:      # nested deeper than any dump
        raise Unusable("load.not_json", path=path.name, reason=problem) from problem
    return from_json(data)


def profile_of(department: Department, asked: str | None = None) -> str:
    """The profile asked for, else the one the form follows. Raises Unusable for one that does not exist."""
    if asked is None:
        return recognise([(each.level1.text, each.level2.text) for project in department.projects
                          for each in project.indicators])
    if asked not in PROFILES:
        raise Unusable("cli.unknown_profile", profile=asked, known="、".join(PROFILES))
    return asked


def region_of(opened: Opened) -> str:
    """行政区划 as 设置 says, else as most project codes begin; '' where neither tells."""
    return opened.settings.text("region") or opened.department.region


def spending_in(opened: Opened) -> Spending | None:
    """What 支出台账 and 预算调整 hold; None where there are no such sheets, no year or nothing on them."""
    if opened.grid is None or opened.department.year is None:
        return None
    from perf_xl.layout.read_spending import read_spending

    spending, _ = read_spending(opened.grid, opened.department.year, opened.department.codes)
    return spending if spending.sums or spending.adjustments else None


@undisturbed()
def check(opened: Opened, today: date, *, profile: str | None = None, select: Sequence[str] = (),
          ignore: Sequence[str] = (), lang: str = "zh", roster: Sequence[str] = ()) -> CheckedFile:
    """Ask the rules about one workbook or document. `roster` are the units that must hand in."""
    from perf_xl.rules.catalogue import chosen
    from perf_xl.rules.context import Context
    from perf_xl.rules.engine import run
    from perf_xl.rules.tell import tell

    law = frame(profile_of(opened.department, profile))
    spending = spending_in(opened)
    judgement = run(chosen(tuple(select), tuple(ignore)),
                    Context(opened.department, law, today, region=region_of(opened), roster=tuple(roster), spending=spending,
                            spent_until=spending.until if spending else None))
    return CheckedFile(on_one_line(opened.path.name), department=opened.department, findings=judgement.findings,
                       remarks=tell(judgement.findings, opened.department, lang), outcomes=judgement.outcomes,
                       profile=law.profile)


class Question(Struct, frozen=True):
    """What is asked of each file of a validation; able to cross a process border."""

    today: date
    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    lang: str = "zh"


def answers(paths: Sequence[Path], question: Question, *, jobs: int = 1, cluster: str = "", watch: Progress = quiet,
            kept: UnderWay[Path, CheckedFile] | None = None) -> Iterator[tuple[CheckedFile, Unusable | None]]:
    """Every file in the order given, as soon as it and those before it were judged; why it could not be, where it could not.

    One that cannot be read, or kills its process, does not stop the others. What `kept` holds is not read again.
    """
    from perf_xl.spreading import each_in_turn, spreading

    for checked in each_in_turn(paths, spreading(jobs, cluster), partial(_validate_one, question=question), _lost,
                                kept=kept, watch=watch, name=lambda path: path.name):
        yield checked, Unusable(checked.reason, **checked.facts) if checked.reason else None


def kept_answers(path: Path, question: Question) -> UnderWay[Path, CheckedFile]:
    """What an earlier run with the same question kept in a file, to go on with. Raises Unusable: see UnderWay."""
    from perf_xl.hosts.received import OUT_OF_REACH
    from perf_xl.rules.outcome import Outcome
    from perf_xl.under_way import UnderWay

    def lasts(checked: CheckedFile) -> bool:
        return checked.reason not in (*OUT_OF_REACH, _DIED) and all(each.outcome is not Outcome.CRASHED for each in checked.outcomes)

    return UnderWay(path, CheckedFile, question, lambda book: book, lasts)


def validate(paths: Sequence[Path], question: Question) -> tuple[list[CheckedFile], list[Unusable]]:
    """The same of a few files, all at once."""
    made = list(answers(paths, question))
    return [checked for checked, _ in made], [problem for _, problem in made if problem]


def _validate_one(path: Path, question: Question) -> CheckedFile:
    try:
        return check(open_department(path, to_judge=True), question.today, profile=question.profile, select=question.select,
                     ignore=question.ignore, lang=question.lang)
    except Unusable as problem:
        return _unreadable(path, problem)


def _unreadable(path: Path, problem: Unusable) -> CheckedFile:
    return CheckedFile(on_one_line(path.name), status="unreadable", reason=problem.what, facts=problem.facts)


def _lost(path: Path) -> CheckedFile:
    return _unreadable(path, Unusable(_DIED, path=path.name))


def summary_line(checked: CheckedFile, lang: str = "zh") -> str:
    """How many rules looked and what they found, how many projects are clean, what to do next."""
    from perf_xl.messages.say import sentence
    from perf_xl.rules.outcome import count_outcomes

    assert checked.department is not None
    counting = [finding for finding in checked.findings if finding.waived is None]
    number = {level: sum(finding.severity.value == level for finding in counting) for level in ("error", "warning", "info")}
    touched = {finding.project for finding in counting if finding.severity.value != "info"}
    outcomes = count_outcomes(checked.outcomes)
    key = "show.summary_errors" if number["error"] else "show.summary_warnings" if number["warning"] else "show.summary_clean"
    return sentence(
        "show.summary", lang, file=checked.file, errors=number["error"], warnings=number["warning"], infos=number["info"],
        waived=len(checked.findings) - len(counting), projects=len(checked.department.projects),
        clean=len(checked.department.projects) - len(touched - {None}), rules=sum(outcomes.values()),
        passed=outcomes["passed"], found=outcomes["found"], unable=outcomes["not_enough_data"] + outcomes["crashed"],
        profile=checked.profile) + sentence(key, lang)


def import_document(document: Path, target: Path | None, split: Path | None = None, year: int | None = None) -> list[Path]:
    """A published document becomes a workbook, and with `split` one workbook per 预算单位. Returns the files made."""
    from perf_xl.consolidate.merge import split_by_unit
    from perf_xl.hosts.file_names import safe_file_name, unlike

    department = open_department(document, year).department
    made, taken = [], set[str]()
    if target is not None:
        write_book(department, target, inputs=(document,))
        made.append(target)
    if split is not None:
        make_folder(split)
        for part in split_by_unit(department):
            stem = safe_file_name(f"{part.unit_code}{part.name}_{part.year or ''}年预算绩效目标")
            path = split / f"{unlike(stem, taken)}.xlsx"
            write_book(part, path, inputs=(document,))
            made.append(path)
    return made


def make_folder(folder: Path) -> None:
    """Raises Unusable when the folder cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Unusable("write.no_folder", path=folder, folder=folder.parent) from problem


def write_book(department: Department, target: Path, *, inputs: Sequence[Path] = (), **options: object) -> None:
    """Draw the standard workbook of a department. `options` are those of `layout.book.BookOptions`."""
    from perf_xl.hosts.landing import check_target
    from perf_xl.hosts.xlsx_draw import draw
    from perf_xl.layout.book import BookOptions, standard_workbook
    from perf_xl.rules.guide import guide_lines

    chosen = replace(BookOptions(rules=guide_lines()), **options)
    check_target(target, inputs)
    draw(standard_workbook(department, chosen), target)


def template(target: Path, department: str = "", unit_body: str = "", year: int | None = None, projects: int = 1,
             profile: str = "2015", offered: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> None:
    """A blank standard workbook. `offered`: names that the drop-downs of 三级指标 suggest, by 二级指标."""
    if not 1 <= projects <= 300:
        raise Unusable("cli.projects_out_of_range", number=projects)
    code = unit_body[: len(unit_body) - len(unit_body.lstrip("0123456789"))]
    blank = Department(name=department or unit_body.lstrip("0123456789"), unit_code=code, year=year)
    write_book(blank, target, profile=profile_of(blank, profile), spare_projects=projects, unit_body=unit_body,
               part_one=not unit_body, offered=offered)


def dump(path: Path, year: int | None = None) -> dict[str, object]:
    """The department as JSON. A document's projects name the sheets that they get in a workbook."""
    from perf_xl.layout.book import sheet_names
    from perf_xl.model.as_json import to_json

    opened = open_department(path, year)
    printed = to_json(opened.department)
    if opened.grid is None:
        for project, sheet in zip(printed["projects"], sheet_names(opened.department), strict=True):
            project["sheet"] = sheet
    return printed


def consolidate(paths: Sequence[Path], watch: Progress = quiet, *, roster: Path | None = None, keys: Sequence[Path] = (),
                keep: Sequence[str] = (), choose: Choose | None = None, leave_out: Sequence[Path] = (), jobs: int = 1,
                cluster: str = "", under_way: Path | None = None) -> Gathered:
    """Files, folders, zips and mails to one department. A file that cannot be used is named, the others are taken.

    `keep` names files to take where a unit sent several, `choose` asks; `leave_out` are the files about to be written;
    `jobs` processes read at the same time, or the machines of a dask `cluster`; what was read is kept at `under_way`, for
    a run after one that was killed. Raises Unusable when there is no file at all, or none can be used.
    """
    from perf_xl.desk.gathering import gather, read_key, read_roster

    return gather(paths, watch, roster=read_roster(roster) if roster else (), keys=[read_key(key) for key in keys],
                  keep=keep, choose=choose, leave_out=leave_out, jobs=jobs, cluster=cluster, under_way=under_way)


def report(department: Department, target: Path, inputs: Sequence[Path] = (), template: Path | None = None) -> tuple[str, ...]:
    """The department's report as .docx, .pdf, .xlsx, .txt or .md, by the target's ending.

    Returns the characters that no font could draw (pdf only). Raises Unusable for another ending.
    """
    from perf_xl.report.targets import targets_report

    return write_report(targets_report(department), target, inputs, template)


def write_report(outline: object, target: Path, inputs: Sequence[Path] = (), template: Path | None = None) -> tuple[str, ...]:
    """Draw a report by the target's ending. Returns the characters that no font could draw.

    `template` is a Word template of the office's own; only a .docx can follow it.
    """
    from perf_xl.hosts.landing import check_target, land

    kind = target.suffix.lower()
    check_target(target, inputs if template is None else (*inputs, template))
    if template is not None and kind != ".docx":
        raise Unusable("report.template_is_for_word", path=target.name)
    if kind == ".docx":
        from perf_xl.report.to_docx import docx_bytes

        land(target, docx_bytes(outline, template), inputs)  # type: ignore[arg-type]
        return ()
    if kind == ".pdf":
        from perf_xl.report.to_pdf import pdf_bytes

        made = pdf_bytes(outline)  # type: ignore[arg-type]
        land(target, made.data, inputs)
        return tuple(made.missing)
    if kind == ".xlsx":
        from perf_xl.report.to_xlsx import xlsx_bytes

        land(target, xlsx_bytes(outline), inputs)  # type: ignore[arg-type]
        return ()
    if kind in (".txt", ".md"):
        from perf_xl.report.to_text import as_markdown, as_text

        written = as_text(outline) if kind == ".txt" else as_markdown(outline)  # type: ignore[arg-type]
        land(target, written.encode(), inputs)
        return ()
    raise Unusable("cli.unknown_report_kind", path=target.name)
