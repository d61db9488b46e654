"""汇总: 汇总, 报告, 上报."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from perf_xl import actions
from perf_xl.buttons.money import ask_day
from perf_xl.buttons.saving import free_name
from perf_xl.desk import open_book, progress_book, spending_book
from perf_xl.desk.department_book import fate_line, write_department_book
from perf_xl.hosts.file_names import safe_file_name
from perf_xl.hosts.port import Host
from perf_xl.messages.say import sentence
from perf_xl.report.report import Report

KINDS = ("targets", "progress", "monitoring", "overview", "evaluation")
_DATED = ("progress", "monitoring")
_ENDINGS = (".docx", ".pdf", ".md", ".xlsx")
_MOST_NAMED = 8


def consolidate(host: Host, now: datetime) -> str:
    """All workbooks of a folder in one new workbook beside the folder; every file that was not taken is named."""
    folder = host.pick_folder(sentence("buttons.pick_units"))
    if folder is None:
        return ""
    made = actions.consolidate([folder], watch=lambda done, total, name: host.show(
        sentence("buttons.gathering", done=done, total=total, name=name)), choose=lambda unit, files: host.ask(
            sentence("buttons.ask_version", unit=unit), files))
    department = made.department
    year = f"{department.year}年" if department.year else ""
    target = free_name(folder.parent / safe_file_name(f"{department.name or folder.name}{year}汇总", ".xlsx"))
    host.show(sentence("buttons.writing", path=target.name))
    write_department_book(made, target, now.date())
    host.open(target)
    line = sentence("show.consolidated", units=len(department.unit_bodies), projects=len(department.projects),
                    total=f"{department.total_budget:.2f}")
    left = [fate for fate in made.fates if fate.fate != "taken"]
    lines = [fate_line(fate) for fate in left[:_MOST_NAMED]]
    if len(left) > _MOST_NAMED:
        lines.append(sentence("buttons.more_files", number=len(left) - _MOST_NAMED))
    return "\n".join([line, *lines, sentence("buttons.gathered", path=target, conflicts=len(made.conflicts))])


def report(host: Host, now: datetime) -> str:
    """A report of the open workbook: which one and as which file, the user says."""
    opened, _ = open_book.read_open(host)
    kind = host.ask(sentence("buttons.ask_kind"), [sentence(f"buttons.kind_{name}") for name in KINDS])
    if kind is None:
        return ""
    as_of = None
    if KINDS[kind] in _DATED:
        as_of = ask_day(host, spending_book.year_of(opened), now)
        if as_of is None:
            return ""
    ending = host.ask(sentence("buttons.ask_file"), [sentence(f"buttons.file_{name[1:]}") for name in _ENDINGS])
    if ending is None:
        return ""
    usual = _usual(opened, KINDS[kind], _ENDINGS[ending])
    target = host.pick_target(sentence("buttons.save_report"), usual)
    if target is None:
        return ""
    host.show(sentence("buttons.writing", path=target.name))
    missing = actions.write_report(_outline(opened, KINDS[kind], as_of, now), target, (opened.path,))
    host.open(target)
    told = [sentence("buttons.reported", path=target)]
    return "\n".join([*told, sentence("show.no_font", characters="".join(missing))] if missing else told)


def _outline(opened: actions.Opened, kind: str, as_of: date | None, now: datetime) -> Report:
    if as_of is not None:
        return progress_book.outline(opened, as_of, kind)
    if kind == "evaluation":
        from perf_xl.desk import evaluation_book

        return evaluation_book.outline(opened)
    if kind == "overview":
        from perf_xl.report.overview_outline import overview_report

        return overview_report(actions.check(opened, now.date()))
    from perf_xl.report.targets import targets_report

    return targets_report(opened.department)


def _usual(opened: actions.Opened, kind: str, ending: str) -> Path:
    """A free name beside the workbook, or in the user's own folder for a workbook never saved."""
    folder = opened.path.parent if opened.path.is_absolute() else Path.home()
    department = opened.department
    title = f"{department.name}{department.year or ''}年{sentence(f'buttons.kind_{kind}')}"
    return free_name(folder / safe_file_name(title, ending))

