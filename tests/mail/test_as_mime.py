"""The bytes of a mail, read back by the standard library's parser, and by rules older mail programs go by."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.mail.address import Mailbox
from perf_xl.mail.as_mime import draft_bytes, mail_bytes
from perf_xl.mail.message import Attachment, one_line
from tests.mail.submissions import BYTES, LONG_NAME, NOW, message


def parsed(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)  # type: ignore[return-value]


def test_a_draft_opens_unsent_and_says_everything() -> None:
    read = parsed(draft_bytes(message()))
    assert read["X-Unsent"] == "1"
    assert "Date" not in read
    assert read["Subject"] == message().subject
    assert [(each.display_name, each.addr_spec) for each in read["To"].addresses] == [("李四", "li@example.cn"), ("", "caizheng@example.cn")]
    assert read["From"].addresses[0].display_name == "王会计"
    body = read.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == message().body + "\n"


def test_attachments_come_back_byte_for_byte_under_their_names() -> None:
    parts = list(parsed(draft_bytes(message())).iter_attachments())
    assert [part.get_filename() for part in parts] == [each.name for each in message().attachments]
    assert [part.get_payload(decode=True) for part in parts] == [each.data for each in message().attachments]
    assert parts[0].get_payload(decode=True) == BYTES


def test_the_name_stands_by_rfc_2047_too_for_older_mail_programs() -> None:
    """What a program does that knows no RFC 2231: it decodes the words inside the quotes of `name`."""
    raw = draft_bytes(message()).decode("ascii")
    written = re.search(r'name="([^"]+)"', raw)
    assert written is not None
    assert str(make_header(decode_header(written[1].replace("\r\n", "")))) == LONG_NAME
    assert all(len(word) <= 75 for word in re.findall(r"=\?[^?]+\?B\?[^?]*\?=", raw))


def test_lines_are_short_and_ascii_as_old_servers_want_them() -> None:
    data = draft_bytes(message())
    assert max(map(len, data.split(b"\r\n"))) <= 80
    assert b"\n" not in data.replace(b"\r\n", b"")
    data.decode("ascii")


def test_a_sent_mail_has_a_date_and_an_id_of_its_own() -> None:
    first, second = (parsed(mail_bytes(message(), NOW.replace(minute=minute).astimezone())) for minute in (30, 31))
    assert "X-Unsent" not in first
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Message-ID"].endswith("@example.cn>")
    assert first["Date"].datetime.minute == 30


def test_equal_messages_give_equal_bytes() -> None:
    assert draft_bytes(message()) == draft_bytes(message())


@pytest.mark.parametrize("name", ["a\r\nBcc: x@y.cn", 'a"; filename="b', "a\r\n\r\nbody", "=?utf-8?B?eA==?="])
def test_a_hostile_file_name_begins_no_header(name: str) -> None:
    read = parsed(draft_bytes(message(attachments=(Attachment(name, b"x"),))))
    assert set(read.keys()) == {"From", "To", "Cc", "Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    (part,) = read.iter_attachments()
    assert set(part.keys()) == {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}
    assert part.get_payload(decode=True) == b"x"


@given(st.text(min_size=1, max_size=120), st.text(max_size=200), st.text(max_size=40), st.binary(max_size=200))
def test_nothing_in_a_message_can_become_a_header(subject: str, body: str, name: str, data: bytes) -> None:
    body = body.encode("utf-8", "replace").decode()
    made = message(subject=one_line(subject), body=body, attachments=(Attachment(one_line(name) or "x", data),),
                   to=(Mailbox("a@b.cn", one_line(name)),))
    read = parsed(draft_bytes(made))
    assert set(read.keys()) == {"From", "To", "Cc", "Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert [each.addr_spec for each in read["To"].addresses] == ["a@b.cn"]
    (part,) = read.iter_attachments()
    assert part.get_payload(decode=True) == data
