"""A workbook upward: what is sent, the refusal, and the receipt that stands in 操作记录 of a copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from perf_xl.actions import check, open_department
from perf_xl.consolidate.seal import Key
from perf_xl.desk import sealing
from perf_xl.errors import Unusable
from perf_xl.hosts.file_names import safe_file_name
from perf_xl.hosts.port import Host
from perf_xl.journal import JournalEntry, read_journal
from perf_xl.layout import form
from perf_xl.layout.journal_sheet import draw_journal
from perf_xl.mail.message import (
    Attachment,
    Message,
    Submission,
    attachment_name,
    compose,
    recipients_from,
    refuse,
)
from perf_xl.messages.say import sentence
from perf_xl.model.place import cell_name
from perf_xl.picture.edit import Redraw
from perf_xl.picture.grid import Grid

_LARGEST = 40 * 1024 * 1024     # what mail servers of ministries still take, all attachments together


class Addressing(Struct, frozen=True):
    """Who is written to, where the command line says so."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    sender: str = ""


def message_for(book: Path, today: date, addressing: Addressing | None = None, *, also: Sequence[Path] = (), key: Key | None = None,
                lang: str = "zh") -> Message:
    """The mail of a workbook, with the workbook itself and `also` attached.

    Raises Refused when it must not go, Unusable when a file cannot be read or nobody is written to.
    """
    addressing = addressing or Addressing()
    opened = open_department(book)
    if opened.grid is None:
        raise Unusable("mail.not_a_workbook", path=book.name)
    submission = Submission(opened.department, check(opened, today, lang=lang), sealing.verify(opened, key))
    refuse(submission)
    recipients = recipients_from(opened.settings, addressing.to, addressing.cc, addressing.sender)
    name = safe_file_name(attachment_name(submission, lang), book.suffix.lower())
    attachments = [Attachment(name, _bytes_of(book)), *(Attachment(each.name, _bytes_of(each)) for each in also)]
    if sum(len(each.data) for each in attachments) > _LARGEST:
        raise Unusable("mail.too_large", limit=_LARGEST // 1024 // 1024)
    return compose(submission, recipients, attachments, lang)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Unusable("mail.no_attachment", path=path, reason=problem.strerror or "") from problem


def write_receipt(host: Host, message: Message, how: str, now: datetime, lang: str = "zh") -> None:
    """A line in 操作记录 of the workbook that the host holds: to whom, by which way (`draft`, `outlook`, `sent`), when.

    The seal does not cover 操作记录, so it still holds.
    """
    grid = host.snapshot()
    entries = [*read_journal(grid.sheet(form.JOURNAL)), receipt_entry(grid, message, how, now, lang)]
    host.apply((Redraw(draw_journal([entry.row for entry in entries])),))


def receipt_entry(grid: Grid, message: Message, how: str, now: datetime, lang: str = "zh") -> JournalEntry:
    """Its place is the seal on 封面: that is what was sent."""
    seal = next((name for name in grid.names if name.name == form.NAME_SEAL and not name.scope), None)
    sheet, cell = (seal.sheet, cell_name(seal.area.top, seal.area.left)) if seal else (form.COVER, "A1")
    said = sentence("mail.receipt", lang, to="；".join(message.recipients), subject=message.subject,
                    files="、".join(each.name for each in message.attachments))
    return JournalEntry(now.isoformat(" ", "seconds"), sentence("mail.action", lang), sheet, cell, "", said, "",
                        sentence(f"mail.how.{how}", lang))
