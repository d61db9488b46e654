"""Workbooks ready to be sent, and ones that are not."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from perf_xl import actions
from perf_xl.consolidate.seal import examine
from perf_xl.desk import open_book, sealing
from perf_xl.mail.address import read_mailbox
from perf_xl.mail.message import Attachment, Message, Submission
from perf_xl.model.department import Department
from perf_xl.model.settings import NO_SETTINGS, Settings
from perf_xl.rules.finding import Finding, Severity, Waived
from perf_xl.rules.findings_json import CheckedFile
from tests.consolidate.books import RECEIPT, unit

TODAY = date(2023, 1, 12)
NOW = datetime(2023, 1, 12, 9, 30)
LONG_NAME = "312008保定市公安局高新技术产业开发区分局_2023年预算绩效目标_第2次报送.xlsx"
BYTES = bytes(range(256)) * 300


@cache
def clean_unit() -> Department:
    """A unit of the sample without errors."""
    return next(each for each in (unit(number, submission=2) for number in range(12)) if each.unit_code == "312008")


def submission(*findings: Finding, department: Department | None = None, changed: Department | None = None) -> Submission:
    """`changed` is what the workbook says after it was sealed."""
    sealed_as = department or clean_unit()
    seal = sealing.make_seal(sealed_as, RECEIPT)
    now = changed or sealed_as
    return Submission(now, CheckedFile("a.xlsx", department=now, findings=findings), examine(now, seal))


def error(waived: Waived | None = None) -> Finding:
    return Finding("FU101", Severity.ERROR, clean_unit().projects[0].budget.entry.place, waived=waived)


def message(**changes: object) -> Message:
    """A mail with everything that is hard: Chinese names, several attachments, a long subject."""
    plain = Message(
        (read_mailbox("李四 <li@example.cn>"), read_mailbox("caizheng@example.cn")),
        "【2023年绩效目标】312008保定市公安局高新技术产业开发区分局 第2次报送", "您好！\n.\n.点开头的行\nFrom here\n完",
        (Attachment(LONG_NAME, BYTES), Attachment("说明 “附件” 1.pdf", b"%PDF-1.4\r\n.\r\n"), Attachment("plain.txt", b"")),
        (read_mailbox("ju@example.cn"),), read_mailbox("王会计 <wang@example.cn>"))
    return replace(plain, **changes)  # type: ignore[arg-type]


def write_sealed(folder: Path, settings: Settings = NO_SETTINGS) -> Path:
    """The clean unit's workbook, checked and sealed, as a file."""
    book, copy = folder / "填报.xlsx", folder / "封存.xlsx"
    actions.write_book(clean_unit(), book, settings=settings)
    opened = actions.open_department(book)
    checked = open_book.mark(book, copy, actions.check(opened, TODAY), NOW)
    sealing.seal_book(copy, checked, NOW)
    return copy


