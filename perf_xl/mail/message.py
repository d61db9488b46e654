"""The mail that goes upward with a workbook, as data; or why it must not go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from msgspec import Struct

from perf_xl.consolidate.seal import Examined, SealState
from perf_xl.errors import Refused, Unusable
from perf_xl.mail.address import Mailbox, read_mailbox, read_mailboxes
from perf_xl.messages.say import sentence
from perf_xl.model.department import Department
from perf_xl.model.settings import NO_SETTINGS, Settings
from perf_xl.rules.findings_json import CheckedFile

_NOT_IN_A_HEADER = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_LONGEST_SUBJECT = 200
_WAIVERS_TOLD = 40


class Attachment(Struct, frozen=True):
    """A file under the name that the recipient sees."""

    name: str
    data: bytes


class Message(Struct, frozen=True):
    """A mail before any format. `sender` None: the mail program fills it in."""

    to: tuple[Mailbox, ...]
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    sender: Mailbox | None = None

    @property
    def recipients(self) -> tuple[str, ...]:
        """Bare addresses of everyone who gets it, each once."""
        return tuple(dict.fromkeys(box.spec for box in (*self.to, *self.cc)))


class Recipients(Struct, frozen=True):
    """Who is written to: given on the command line, else as 设置 says."""

    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...] = ()
    sender: Mailbox | None = None


class Submission(Struct, frozen=True):
    """A workbook about to be sent: what it says, what the rules say to it, whether its seal holds."""

    department: Department
    checked: CheckedFile
    examined: Examined

    @property
    def number(self) -> int:
        """第几次报送; a cover that does not say it is the first."""
        return self.department.submission or 1


def recipients_from(settings: Settings = NO_SETTINGS, to: Sequence[str] = (), cc: Sequence[str] = (),
                    sender: str = "") -> Recipients:
    """Raises Unusable for an address that is none, and when nobody is to be written to."""
    found = Recipients(read_mailboxes(to or settings.several("mail.to")), read_mailboxes(cc or settings.several("mail.cc")),
                       read_mailbox(sender or settings.text("mail.from")) if sender or settings.text("mail.from") else None)
    if not found.to:
        raise Unusable("mail.nobody")
    return found


def attachment_name(submission: Submission, lang: str = "zh") -> str:
    """312001某局本级_2023年预算绩效目标_第2次报送, without ending; the door makes it a name that every system takes."""
    return sentence("mail.attachment", lang, **_facts(submission))


def compose(submission: Submission, recipients: Recipients, attachments: Sequence[Attachment], lang: str = "zh") -> Message:
    """The mail. Raises Refused for errors without waiver and for a workbook unsealed or altered, Unusable without a year."""
    refuse(submission)
    subject = one_line(sentence("mail.subject", lang, **_facts(submission)))[:_LONGEST_SUBJECT]
    body = "\n".join(_body(submission, attachments, lang))
    return Message(recipients.to, subject, body, tuple(attachments), recipients.cc, recipients.sender)


def refuse(submission: Submission) -> None:
    """Raises Refused with the reason and the place where to begin; Unusable when the cover does not say the year."""
    file, examined = submission.checked.file, submission.examined
    if submission.department.year is None:
        raise Unusable("cli.no_year", path=file)
    errors = [finding for finding in submission.checked.findings if finding.counts_as_error]
    if errors:
        place = errors[0].place
        raise Refused("mail.has_errors", path=file, number=len(errors), code=errors[0].code, sheet=place.sheet, cell=place.cell)
    if examined.state is SealState.NONE:
        raise Refused("mail.unsealed", path=file)
    if examined.state is SealState.ALTERED:
        place = examined.changes[0].place
        raise Refused("mail.altered", path=file, number=len(examined.changes), sheet=place.sheet, cell=place.cell)
    if not examined.holds:
        raise Refused("mail.seal_damaged", path=file)
    if examined.state is SealState.FOREIGN_KEY:
        raise Refused("mail.foreign_key", path=file)


def one_line(text: str) -> str:
    """Text that may stand in a header: line breaks and control characters are blanks."""
    return " ".join(_NOT_IN_A_HEADER.sub(" ", text).split())


def _facts(submission: Submission) -> dict[str, object]:
    department = submission.department
    return {"year": department.year or "", "unit_code": department.unit_code, "name": department.name, "number": submission.number}


def _body(submission: Submission, attachments: Sequence[Attachment], lang: str) -> Iterator[str]:
    department, checked, seal = submission.department, submission.checked, submission.examined.seal
    assert seal is not None
    counting = [finding for finding in checked.findings if finding.waived is None]
    number = {level: sum(finding.severity.value == level for finding in counting) for level in ("error", "warning", "info")}

    def say(key: str, **facts: object) -> str:
        return sentence(f"mail.body.{key}", lang, **facts)

    yield say("greeting", **_facts(submission))
    yield ""
    yield say("content", units=len(department.unit_bodies), projects=len(department.projects),
              indicators=sum(len(project.indicators) for project in department.projects), total=f"{department.total_budget:.2f}")
    yield say("checked", rules=len(checked.outcomes), made=seal.receipt.made, version=seal.receipt.rules,
              errors=number["error"], warnings=number["warning"], infos=number["info"])
    yield from _waivers(checked, lang)
    yield say("seal", short=seal.short, whole=seal.fingerprint, signer=seal.receipt.signer or sentence("seal.nobody", lang))
    yield say("attachments")
    for each in attachments:
        yield say("attachment", name=each.name, size=f"{len(each.data):,}", digest=sha256(each.data).hexdigest())
    yield ""
    yield say("closing")


def _waivers(checked: CheckedFile, lang: str) -> Iterator[str]:
    waived = [(finding, finding.waived) for finding in checked.findings if finding.waived is not None]
    if not waived:
        yield sentence("mail.body.no_waivers", lang)
        return
    yield sentence("mail.body.waivers", lang, number=len(waived))
    for finding, reason in waived[:_WAIVERS_TOLD]:
        said = "，".join(part for part in (reason.name, reason.until) if part)
        yield sentence("mail.body.waiver", lang, sheet=finding.place.sheet, cell=finding.place.cell, code=finding.code,
                       reason=one_line(reason.reason), by=f"（{said}）" if said else "")
    if len(waived) > _WAIVERS_TOLD:
        yield sentence("mail.body.more_waivers", lang, number=len(waived) - _WAIVERS_TOLD)
