"""How a mail leaves: as a draft in a file, as a draft in Outlook, or over SMTP with TLS.

A password is given by the caller for one connection; it is never kept, written or shown here.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from perf_xl.errors import Unusable
from perf_xl.mail.as_mime import draft_bytes, mail_bytes, message_id
from perf_xl.mail.message import Message

if TYPE_CHECKING:
    from smtplib import SMTP

_TLS_FROM_THE_START = 465
_SECONDS = 60.0

Password = Callable[[str, str], str]


class Server(Struct, frozen=True):
    """`user` blank: the server asks for no name. TLS from the start on port 465, by STARTTLS on every other."""

    host: str
    port: int = 587
    user: str = ""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Sent(Struct, frozen=True):
    """What the server said: the mail's id, and who was not accepted (address and reason)."""

    message_id: str
    refused: tuple[tuple[str, str], ...] = ()


def server_from(text: str, user: str = "") -> Server:
    """`smtp.example.cn:587`; without a port 587. Raises Unusable `mail.bad_server`."""
    host, port = text.strip().rsplit(":", 1) if ":" in text else (text.strip(), "587")
    plain = host.replace("-", "").replace(".", "")
    if not (plain.isascii() and plain.isalnum() and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise Unusable("mail.bad_server", text=text[:80])
    return Server(host, int(port), user)


def save_draft(message: Message, target: Path, inputs: tuple[Path, ...] = ()) -> None:
    """Write an .eml that opens as an unsent draft. Raises Unusable `write.…`."""
    from perf_xl.hosts.landing import land

    land(target, draft_bytes(message), inputs)


def send(message: Message, server: Server, now: datetime, password: Password, context: ssl.SSLContext | None = None) -> Sent:
    """Send over an encrypted connection. `password` is asked once (host, user) if the server has a user.

    Raises Unusable `mail.…` and sends nothing when the server cannot be reached, offers no TLS, cannot prove who it
    is, refuses the password, the sender, the size or every recipient.
    """
    import smtplib

    if message.sender is None:
        raise Unusable("mail.no_sender")
    data = mail_bytes(message, now)
    try:
        with _connected(server, context or ssl.create_default_context()) as connection:
            if server.user:
                connection.login(server.user, _ascii(password(server.host, server.user), server))
            refused = connection.sendmail(message.sender.spec, message.recipients, data)
    except smtplib.SMTPNotSupportedError as problem:
        raise Unusable("mail.no_tls" if "STARTTLS" in str(problem) else "mail.no_login", server=server) from None
    except smtplib.SMTPAuthenticationError as problem:
        raise Unusable("mail.not_logged_in", server=server, user=server.user, code=problem.smtp_code) from None
    except smtplib.SMTPRecipientsRefused as problem:
        said = "；".join(f"{each}（{_said(reason)}）" for each, reason in problem.recipients.items())
        raise Unusable("mail.refused_by_server", server=server, reason=said) from None
    except smtplib.SMTPResponseException as problem:
        raise Unusable("mail.refused_by_server", server=server, reason=_said((problem.smtp_code, problem.smtp_error))) from None
    except ssl.SSLCertVerificationError as problem:
        raise Unusable("mail.not_trusted", server=server, reason=problem.verify_message) from None
    except (OSError, smtplib.SMTPException) as problem:
        raise Unusable("mail.not_reached", server=server, reason=_short(problem)) from None
    return Sent(message_id(message, now), tuple((each, _said(reason)) for each, reason in refused.items()))


def _ascii(password: str, server: Server) -> str:
    """Mail logins know nothing else; whoever typed on with the Chinese keyboard is told so."""
    if not password.isascii() or not server.user.isascii():
        raise Unusable("mail.password_not_ascii", server=server)
    return password


def _connected(server: Server, context: ssl.SSLContext) -> SMTP:
    import smtplib

    if server.port == _TLS_FROM_THE_START:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    try:
        connection.starttls(context=context)
    except BaseException:
        connection.close()
        raise
    return connection


def _said(reply: tuple[int, bytes | str]) -> str:
    code, text = reply
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(shown.split())[:120]}"


def _short(problem: Exception) -> str:
    return (getattr(problem, "strerror", None) or str(problem) or type(problem).__name__)[:120]
