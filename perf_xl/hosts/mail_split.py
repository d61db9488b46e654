"""A mail taken apart at its boundaries, by places in its bytes: what is not asked for is never copied or decoded.

The standard library's parser holds every line as a text of its own: a mail of 70 MB takes it ten times that. Here it only
reads the heads of the parts.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message

from msgspec import Struct

from perf_xl.errors import Unusable

_LONGEST_HEAD = 1 << 17        # what stands further down in a head of that length is no one's file name
_DEEPEST = 20                  # mails forwarded in mails


class Leaf(Struct, frozen=True):
    """A part that holds no others: its head, and where its content lies."""

    head: Message
    data: bytes
    start: int
    end: int

    @property
    def coding(self) -> str:
        return str(self.head.get("content-transfer-encoding", "")).strip().lower()

    @property
    def longest(self) -> int:
        """Bytes that the content can have at most."""
        size = self.end - self.start
        return size * 3 // 4 if self.coding == "base64" else size

    def content(self) -> bytes | None:
        """Decoded; None where that is not possible."""
        raw, coding = memoryview(self.data)[self.start:self.end], self.coding
        if coding == "base64":
            return _from_base64(raw)
        if coding == "quoted-printable":
            return binascii.a2b_qp(raw)
        if coding in ("x-uuencode", "uuencode", "uue", "x-uue"):
            return _by_the_library(self.head, bytes(raw))
        return bytes(raw)


def head_of(data: bytes) -> Message:
    """The head of a mail. Raises Unusable `inbox.bad_mail`."""
    return _head(data, 0, len(data))[0]


def leaves(data: bytes) -> Iterator[Leaf]:
    """The parts in the order of the mail, those of mails within it as well. Raises Unusable `inbox.bad_mail`."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    yield from _leaves(data, 0, len(data), "text/plain", 0)


def _leaves(data: bytes, start: int, end: int, usual: str, depth: int) -> Iterator[Leaf]:
    if depth > _DEEPEST:
        raise Unusable("inbox.bad_mail")
    head, at = _head(data, start, end)
    head.set_default_type(usual)
    kind, boundary = head.get_content_type(), _boundary(head)
    if kind.startswith("multipart/") and boundary:
        inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        for first, last in _between(data, at, end, b"--" + boundary):
            yield from _leaves(data, first, last, inner, depth + 1)
    elif kind == "message/rfc822":
        whole = Leaf(head, data, at, end)
        if whole.coding == "base64":
            data = whole.content() or b""
            at, end = 0, len(data)
        yield from _leaves(data, at, end, "text/plain", depth + 1)
    else:
        yield Leaf(head, data, at, end)


def _head(data: bytes, start: int, end: int) -> tuple[Message, int]:
    """The head of a part and where its content begins."""
    at = start
    if data[start:start + 1] != b"\n" and data[start:start + 2] != b"\r\n":
        blanks = [found for blank in (b"\n\n", b"\n\r\n") if (found := data.find(blank, start, end)) >= 0]
        at = min(blanks) + 1 if blanks else end
    after = data.find(b"\n", at, end) + 1 or end
    try:
        # The older policy keeps broken headers as they are instead of raising somewhere deep inside.
        return message_from_bytes(data[start:min(at, start + _LONGEST_HEAD)], policy=policy.compat32), after
    except (MessageError, ValueError, LookupError):
        raise Unusable("inbox.bad_mail") from None


def _boundary(head: Message) -> bytes:
    try:
        return (head.get_boundary("") or "").encode("utf-8", "surrogateescape")
    except (ValueError, LookupError, TypeError, MessageError):
        return b""


def _between(data: bytes, start: int, end: int, line: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between the lines, up to the closing one or, where that is missing, to the end."""
    first = -1
    at = start if data.startswith(line, start, end) else data.find(b"\n" + line, start, end) + 1
    while at > 0 or (at == 0 and start == 0 and data.startswith(line)):
        after = at + len(line)
        stop = data.find(b"\n", after, end) + 1 or end
        rest = data[after:min(stop, after + 80)].strip(b" \t\r\n")
        if rest in (b"", b"--"):
            if first >= 0:
                yield first, _without_break(data, first, at)
            if rest:
                return
            first = stop
        at = data.find(b"\n" + line, stop - 1, end) + 1
    if first >= 0:
        yield first, end


def _without_break(data: bytes, first: int, at: int) -> int:
    """The line break before a boundary belongs to the boundary."""
    at -= data[at - 1:at] == b"\n"
    at -= data[at - 1:at] == b"\r"
    return max(first, at)


def _from_base64(raw: memoryview) -> bytes | None:
    for padding in (b"", b"=="):
        try:
            return binascii.a2b_base64(bytes(raw) + padding if padding else raw)
        except binascii.Error:
            continue
    return None


def _by_the_library(head: Message, raw: bytes) -> bytes | None:
    try:
        head.set_payload(raw.decode("ascii", "surrogateescape"))
        found = head.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, MessageError):
        return None
    return found if isinstance(found, bytes) else None
