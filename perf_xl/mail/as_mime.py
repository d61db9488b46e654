"""A message as the bytes of a mail: Chinese subjects and file names in the ways that Outlook, 163 and QQ mail read.

A file name stands twice: by RFC 2231 in Content-Disposition, which is the standard, and by RFC 2047 in the `name` of
Content-Type, which older mail programs read instead.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.message import Message as MimePart
from email.utils import format_datetime
from hashlib import sha256
from typing import cast
from urllib.parse import quote

from perf_xl.mail.address import Mailbox
from perf_xl.mail.message import Attachment, Message

# Headers folded by hand are left as they are; those of the standard library are folded by it.
_POLICY = policy.SMTP.clone(refold_source="none")
_TYPES = {".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          ".pdf": "application/pdf"}
_ANY_TYPE = "application/octet-stream"
_BYTES_OF_A_WORD = 42           # of an encoded word, which may be 75 characters long
_CHARACTERS_OF_A_SECTION = 50   # of a file name by RFC 2231
_LINE = 76


def draft_bytes(message: Message) -> bytes:
    """An .eml that Outlook and its kin open as an unsent draft. Equal messages give equal bytes."""
    made = _mime(message)
    made["X-Unsent"] = "1"
    return _with_attachments(made, message)


def mail_bytes(message: Message, now: datetime) -> bytes:
    """The mail as it is sent: with its date (`now` knows its zone) and an id of its own. The sender must be known."""
    assert message.sender is not None
    made = _mime(message)
    made["Date"] = format_datetime(now)
    made["Message-ID"] = message_id(message, now)
    return _with_attachments(made, message)


def message_id(message: Message, now: datetime) -> str:
    """Unlike for every other message or moment; names no computer."""
    said = "\0".join((message.subject, message.body, *message.recipients, now.isoformat()))
    domain = message.sender.spec.rpartition("@")[2] if message.sender else "localhost"
    return f"<{sha256(said.encode()).hexdigest()[:32]}@{domain}>"


def _mime(message: Message) -> EmailMessage:
    made = EmailMessage(_POLICY)
    if message.sender is not None:
        made["From"] = _address(message.sender)
    made["To"] = [_address(box) for box in message.to]
    if message.cc:
        made["Cc"] = [_address(box) for box in message.cc]
    made["Subject"] = message.subject
    return made


def _with_attachments(made: EmailMessage, message: Message) -> bytes:
    made.set_content(message.body + "\n", charset="utf-8", cte="base64")
    if message.attachments:
        made.make_mixed()
    for each in message.attachments:
        made.attach(cast(EmailMessage, _part(each)))      # an older kind of part: its headers stay as written
    # A boundary of its own choosing would differ from run to run.
    if message.attachments:
        said = "\0".join((message.subject, message.body, *(each.name for each in message.attachments)))
        made.set_boundary(f"=_perf_xl_{sha256(said.encode()).hexdigest()[:40]}")
    return made.as_bytes()


def _address(box: Mailbox) -> Address:
    return Address(display_name=box.name, addr_spec=box.spec)


def _part(attachment: Attachment) -> MimePart:
    part = MimePart()
    ending = attachment.name[attachment.name.rfind("."):].lower()
    part["Content-Type"] = f'{_TYPES.get(ending, _ANY_TYPE)};\r\n name="{_encoded_words(attachment.name)}"'
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-Disposition"] = f"attachment;\r\n {_by_sections(attachment.name)}"
    text = b64encode(attachment.data).decode()
    part.set_payload("\r\n".join(text[at:at + _LINE] for at in range(0, len(text), _LINE)) + "\r\n")
    return part


def _encoded_words(name: str) -> str:
    """RFC 2047, a word per line; no character is cut in two."""
    words, current = [], b""
    for letter in name:
        data = letter.encode("utf-8", "replace")
        if len(current) + len(data) > _BYTES_OF_A_WORD:
            words.append(current)
            current = b""
        current += data
    return "\r\n ".join(f"=?utf-8?B?{b64encode(word).decode()}?=" for word in (*words, current))


def _by_sections(name: str) -> str:
    """RFC 2231: `filename*=utf-8''…`, in numbered sections where it is long."""
    units = [quote(letter.encode("utf-8", "replace"), safe="") for letter in name]
    sections = [""]
    for unit in units:
        if len(sections[-1]) + len(unit) > _CHARACTERS_OF_A_SECTION:
            sections.append("")
        sections[-1] += unit
    if len(sections) == 1:
        return f"filename*=utf-8''{sections[0]}"
    head, *rest = sections
    return ";\r\n ".join([f"filename*0*=utf-8''{head}", *(f"filename*{at}*={text}" for at, text in enumerate(rest, 1))])
