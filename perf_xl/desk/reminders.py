"""Reminder letters: per unit with late projects a letter, the same as a sheet, and a mail draft that carries both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from perf_xl import actions
from perf_xl.actions import Opened
from perf_xl.desk import progress_book, spending_book
from perf_xl.hosts.file_names import safe_file_name, unlike
from perf_xl.mail.address import Mailbox, read_mailboxes
from perf_xl.mail.message import Attachment, Message
from perf_xl.mail.outbox import save_draft
from perf_xl.messages.say import sentence
from perf_xl.model.settings import Settings
from perf_xl.progress.progress import GroupProgress, Progress
from perf_xl.report.reminder_outline import late_of, reminder_letter, reminder_text

_RECIPIENT = "收件人"


class Reminder(Struct, frozen=True):
    """What was made for one unit. `needed`: 万元 until the next node."""

    unit: str
    late: int
    needed: Decimal
    files: tuple[Path, ...]


def remind(opened: Opened, as_of: date, folder: Path, lang: str = "zh") -> list[Reminder]:
    """Letters for the units that have late or overspent projects, in the order of the units.

    Raises Unusable for a date of another year, an address that is none, and where a file cannot be written.
    """
    found = progress_book.paces(opened, spending_book.spending_in(opened), as_of)
    concerned = [unit for unit in found.units if late_of(found, unit)]
    if concerned:
        actions.make_folder(folder)
    taken = set[str]()
    return [_reminder(opened, found, unit, folder, taken, lang) for unit in concerned]


def _reminder(opened: Opened, found: Progress, unit: GroupProgress, folder: Path, taken: set[str], lang: str) -> Reminder:
    name = opened.department.name
    stem = unlike(safe_file_name(sentence("reminder.file", lang, unit=unit.title, date=found.as_of.isoformat())), taken)
    letter = reminder_letter(found, unit, name, lang)
    files = [folder / f"{stem}{ending}" for ending in (".docx", ".xlsx")]
    for file in files:
        actions.write_report(letter, file, (opened.path,))
    draft = folder / f"{stem}.eml"
    subject = sentence("reminder.subject", lang, year=found.year, date=found.as_of.isoformat(), unit=unit.title)
    save_draft(Message(recipients_of(opened.settings, unit.title), subject, reminder_text(found, unit, name, lang),
                       tuple(Attachment(file.name, file.read_bytes()) for file in files)), draft, (opened.path,))
    projects = late_of(found, unit)
    return Reminder(unit.title, len(projects), sum((each.pace.needed or Decimal(0) for each in projects), Decimal(0)), (*files, draft))


def recipients_of(settings: Settings, unit_body: str) -> tuple[Mailbox, ...]:
    """Whom 设置 names for a unit, in a row 收件人 with the unit's code or name; nobody where there is none."""
    code = unit_body[: len(unit_body) - len(unit_body.lstrip("0123456789"))]
    name = unit_body[len(code):].strip()
    for key, _ in settings.filled:
        wanted = key.removeprefix(_RECIPIENT).strip(" ：:　")
        if key.startswith(_RECIPIENT) and wanted and wanted in (code, name, unit_body):
            return read_mailboxes(settings.several(key))
    return ()
