"""上报: a sealed copy of the open workbook in a draft mail."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from perf_xl import actions
from perf_xl.buttons.saving import free_name
from perf_xl.consolidate.difference import difference
from perf_xl.consolidate.seal import SealState
from perf_xl.desk import open_book, sealing, sending
from perf_xl.errors import Refused, Unusable
from perf_xl.hosts.port import Host
from perf_xl.mail.message import Message
from perf_xl.messages.say import sentence


def send(host: Host, now: datetime) -> str:
    """Check and seal the workbook as it lies on disk, show the mail as an unsent draft; nothing leaves by itself.

    Raises Refused while an error stands unexplained, Unusable when the workbook was never saved or was changed since.
    """
    saved = _saved(host)
    host.show(sentence("buttons.sealing"))
    book = _sealed(saved, now)
    message = _addressed(host, book, now)
    if message is None:
        return ""
    how, told = _draft(host, message, book)
    sending.write_receipt(host, message, how, now)
    return told


def _saved(host: Host) -> actions.Opened:
    opened, _ = open_book.read_open(host)
    if not host.path.is_absolute() or not host.path.is_file():
        raise Unusable("buttons.not_saved")
    saved = actions.open_department(host.path)
    if difference(saved.department, opened.department):
        raise Unusable("buttons.unsaved_changes", path=host.path.name)
    return saved


def _sealed(saved: actions.Opened, now: datetime) -> Path:
    """The workbook itself where its seal holds, else a sealed copy beside it."""
    if sealing.verify(saved).state in (SealState.INTACT, SealState.SIGNED):
        return saved.path
    checked = actions.check(saved, now.date())
    errors = sum(finding.counts_as_error for finding in checked.findings)
    if errors:
        raise Refused("seal.has_errors", path=saved.path.name, number=errors)
    copy = free_name(saved.path.with_name(f"{saved.path.stem}_报送.xlsx"))
    sealing.seal_book(copy, open_book.mark(saved.path, copy, checked, now), now)
    return copy


def _addressed(host: Host, book: Path, now: datetime) -> Message | None:
    """To the recipients of 设置, else to whom the user names; None where he names nobody."""
    try:
        return sending.message_for(book, now.date())
    except Unusable as problem:
        if problem.what != "mail.nobody":
            raise
    to = host.ask_text(sentence("buttons.ask_recipient"))
    if not to or not to.strip():
        return None
    return sending.message_for(book, now.date(), sending.Addressing(tuple(to.replace("；", ";").split(";"))))


def _draft(host: Host, message: Message, book: Path) -> tuple[str, str]:
    from perf_xl.mail.outbox import save_draft
    from perf_xl.mail.outlook import open_draft

    try:
        open_draft(message)
        return "outlook", sentence("buttons.in_outlook", subject=message.subject)
    except Unusable:
        draft = free_name(book.with_suffix(".eml"))
        save_draft(message, draft, (book,))
        host.open(draft)
        return "draft", sentence("buttons.draft_made", path=draft, subject=message.subject)
