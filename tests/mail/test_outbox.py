"""Mail over a real SMTP server on loopback: what arrives is what was sent, and only over an encrypted connection."""

from __future__ import annotations

import ssl
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from perf_xl.errors import Unusable
from perf_xl.mail.address import Mailbox
from perf_xl.mail.message import Message
from perf_xl.mail.outbox import Sent, Server, save_draft, send, server_from
from tests.mail.post_office import PASSWORD, USER, PostOffice, open_office
from tests.mail.submissions import NOW, message

MOMENT = NOW.astimezone()


def no_password(host: str, user: str) -> str:
    raise AssertionError("nobody asked for a password")


def sent_to(office: PostOffice, made: Message, user: str = "", password: str = PASSWORD,
            trust: ssl.SSLContext | None = None) -> Sent:
    asked = (lambda host, name: password) if user else no_password
    return send(made, Server("127.0.0.1", office.port, user), MOMENT, asked, trust or office.trust)


def test_the_mail_arrives_with_chinese_names_and_every_byte_of_its_attachments(tmp_path: Path) -> None:
    with open_office(tmp_path) as office:
        sent = sent_to(office, message())
    ((sender, recipients, raw),) = office.letters
    read = message_from_bytes(raw, policy=policy.default)
    assert (sender, recipients) == ("wang@example.cn", ["li@example.cn", "caizheng@example.cn", "ju@example.cn"])
    assert (read["Subject"], read["Message-ID"]) == (message().subject, sent.message_id)
    assert read.get_body().get_content().replace("\r\n", "\n") == message().body + "\n"  # type: ignore[attr-defined]
    received = [(part.get_filename(), part.get_payload(decode=True)) for part in read.iter_attachments()]  # type: ignore[attr-defined]
    assert received == [(each.name, each.data) for each in message().attachments]
    assert sent.refused == ()


def test_with_a_login_the_password_is_asked_once_and_goes_over_tls(tmp_path: Path) -> None:
    with open_office(tmp_path, login=True) as office:
        sent_to(office, message(), USER)
        with pytest.raises(Unusable, match=r"mail\.not_logged_in") as problem:
            sent_to(office, message(), USER, "wrong")
        with pytest.raises(Unusable, match=r"mail\.password_not_ascii"):
            sent_to(office, message(), USER, "授权码")
    assert len(office.letters) == 1
    assert "wrong" not in str(problem.value.facts)
    assert problem.value.__suppress_context__


def test_without_tls_nothing_is_sent(tmp_path: Path) -> None:
    with open_office(tmp_path, tls=False) as office, pytest.raises(Unusable, match=r"mail\.no_tls"):
        sent_to(office, message())
    assert office.letters == []


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with open_office(tmp_path) as office, pytest.raises(Unusable, match=r"mail\.not_trusted"):
        sent_to(office, message(), trust=ssl.create_default_context())
    assert office.letters == []


def test_a_recipient_the_server_does_not_know_is_named_and_the_others_get_it(tmp_path: Path) -> None:
    unknown = Mailbox("nobody@example.cn")
    with open_office(tmp_path) as office:
        sent = sent_to(office, message(cc=(unknown,)))
        with pytest.raises(Unusable, match=r"mail\.refused_by_server"):
            sent_to(office, message(to=(unknown,), cc=()))
    assert sent.refused == (("nobody@example.cn", "550 no such user"),)
    assert [recipients for _, recipients, _ in office.letters] == [["li@example.cn", "caizheng@example.cn"]]


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(Unusable, match=r"mail\.not_reached"):
        send(message(), Server("127.0.0.1", 9), MOMENT, no_password)


def test_without_a_sender_nothing_is_sent() -> None:
    with pytest.raises(Unusable, match=r"mail\.no_sender"):
        send(message(sender=None), Server("127.0.0.1", 9), MOMENT, no_password)


@pytest.mark.parametrize(("text", "expected"), [
    ("smtp.163.com:465", Server("smtp.163.com", 465)), ("mail.bd-gov.cn", Server("mail.bd-gov.cn", 587)),
    (" 10.1.2.3:25 ", Server("10.1.2.3", 25))])
def test_a_server_is_host_and_port(text: str, expected: Server) -> None:
    assert server_from(text) == expected


@pytest.mark.parametrize("text", ["", ":25", "a b:25", "a:b", "a:70000", "a:25\r\nX", "http://a:25", "a:0"])
def test_what_is_no_server_is_named(text: str) -> None:
    with pytest.raises(Unusable, match=r"mail\.bad_server"):
        server_from(text)


def test_a_draft_lands_like_every_file(tmp_path: Path) -> None:
    save_draft(message(), tmp_path / "草稿.eml")
    assert (tmp_path / "草稿.eml").read_bytes().startswith(b"From: ")
    with pytest.raises(Unusable, match=r"write\.no_folder"):
        save_draft(message(), tmp_path / "x" / "草稿.eml")
