"""A mail comes apart as the standard library takes it apart, without its memory."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perf_xl.errors import Unusable
from perf_xl.hosts.mail_split import leaves

_CODINGS = st.sampled_from(["base64", "quoted-printable", "7bit"])
_BREAKS = st.sampled_from([policy.SMTP, policy.default, policy.compat32])


@st.composite
def mails(draw: st.DrawFn, depth: int = 2) -> EmailMessage:
    """Texts and files, in any coding, mails within mails."""
    made = EmailMessage()
    made["Subject"] = draw(st.sampled_from(["a", "绩效目标", "--=_x"]))
    made.set_content(draw(st.sampled_from(["", "请查收。", "--x\n--x--\n", "a\n\n\nb"])))
    for number in range(draw(st.integers(0, 3))):
        if depth and draw(st.booleans()):
            made.add_attachment(draw(mails(depth=depth - 1)))
        elif draw(st.booleans()):
            made.add_attachment(draw(st.binary(max_size=300)), "application", "octet-stream", filename=f"{number}.xlsx")
        else:
            made.add_attachment(draw(st.sampled_from(["x", "=3D", "a\n--\nb"])), cte=draw(_CODINGS), filename=f"{number}.txt")
    return made


def by_the_library(data: bytes) -> list[tuple[str, bytes]]:
    parts = [part for part in message_from_bytes(data, policy=policy.compat32).walk() if not part.is_multipart()]
    return [(part.get_content_type(), part.get_payload(decode=True)) for part in parts]


@settings(max_examples=150, deadline=None)
@given(mails(), _BREAKS)
def test_parts_are_those_that_the_library_finds(made: EmailMessage, breaks: policy.Policy) -> None:
    data = made.as_bytes(policy=breaks)  # type: ignore[arg-type]
    assert [(part.head.get_content_type(), part.content()) for part in leaves(data)] == by_the_library(data)


@pytest.mark.parametrize("data", [
    b"", b"\n", b"no head at all", b"\nbody", b"A: b", b"A: b\n\nbody", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\na\n--x--",
    b"Content-Type: multipart/mixed; boundary=x\n\nbefore\n--x\nA: b\n\na\nb\n--x  \n\nc\n", b"Content-Type: multipart/mixed; boundary=x\n\nnone",
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\na\n--xy\nb\n--x--\nafter\n--x\n\nnot this\n",
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\na\r\n\r\n--x--\r\n"])
def test_bent_mails_lose_nothing(data: bytes) -> None:
    """What the library finds in them is found as well."""
    found = b"".join(part.content() or b"" for part in leaves(data))
    assert all(content in found for kind, content in by_the_library(data) if kind == "text/plain" and content != data)


def test_base64_without_its_end_is_read_as_far_as_it_goes() -> None:
    head = b"Content-Transfer-Encoding: base64\n\n"
    assert [part.content() for part in leaves(head + b"aGFsbG8")] == [b"hallo"]
    assert [part.content() for part in leaves(head + b"a")] == [None]


def test_mails_in_mails_end_somewhere() -> None:
    with pytest.raises(Unusable, match=r"inbox\.bad_mail"):
        list(leaves(b"Content-Type: message/rfc822\n\n" * 1000))


def test_a_mail_sent_as_base64_is_opened() -> None:
    inner = b"Q29udGVudC1UeXBlOiB0ZXh0L2h0bWwKCmE="        # Content-Type: text/html, a blank line, a
    (part,) = leaves(b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + inner)
    assert (part.head.get_content_type(), part.content()) == ("text/html", b"a")
