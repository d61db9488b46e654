"""The attachments of a mail (.eml), in memory. Chinese names as RFC 2047, as RFC 2231, or as bare GBK bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime
from itertools import islice

from perf_xl.errors import Unusable
from perf_xl.hosts.inbox import Item, shown_name
from perf_xl.hosts.mail_split import Leaf, head_of, leaves
from perf_xl.law.limits import inbox_limits, read_limits

_MB = 1 << 20
_ENCODED = re.compile(r"=\?[^?]+\?[bqBQ]\?[^?]*\?=")
_BODIES = ("text/plain", "text/html", "text/calendar")


def mail_items(item: Item) -> Iterator[Item]:
    """Every attachment, or why it could not be taken out. Raises Unusable when the mail as a whole cannot be used."""
    limits = inbox_limits()
    data = item.data or b""
    if len(data) > limits.mail_mb * _MB:
        raise Unusable("inbox.mail_too_big", limit=limits.mail_mb)
    when = _date(head_of(data)) or item.when
    parts = list(islice(leaves(data), limits.entries + 1))
    if len(parts) > limits.entries:
        raise Unusable("inbox.too_many_entries", found=len(parts), limit=limits.entries)
    used: set[str] = set()
    for number, part in enumerate(parts, 1):
        name = attachment_name(part.head)
        if name or not _is_body(part.head):
            yield _taken_out(part, shown_name(f"{item.name}/{_unlike(name or f'附件{number}', used)}"), when)


def _is_body(head: Message) -> bool:
    """What the mail says itself, or says about its delivery."""
    return head.get_content_type() in _BODIES or head.get_content_maintype() == "message"


def attachment_name(part: Message) -> str:
    """The file name that the part carries, without any folder; '' for none."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = _bare(part, header, parameter)
        if not value:
            try:
                found = part.get_param(parameter, None, header)
                value = _decoded(found) if found else ""
            except (ValueError, LookupError, TypeError):
                continue
        if value:
            own = value.replace("\\", "/").rpartition("/")[2].strip()
            return own if own.strip(".") else ""
    return ""


def _bare(part: Message, header: str, parameter: str) -> str:
    """A name in bytes that no header may hold, as old programs write it; '' where there is none."""
    raw = next((str(value) for name, value in part.raw_items() if name.lower() == header), "")
    if raw.isascii():
        return ""
    told = raw.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030", "latin-1"):
        try:
            text = told.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    found = re.search(rf'\b{parameter}\s*=\s*(?:"([^"]*)"|([^;\s]+))', text, re.IGNORECASE)
    return (found[1] or found[2] or "") if found else ""


def _decoded(value: str | tuple[str | None, str | None, str]) -> str:
    if isinstance(value, tuple):
        charset = "gb18030" if (value[0] or "").lower() in ("gb2312", "gbk") else value[0]
        return collapse_rfc2231_value((charset, value[1], value[2]))
    return _words(value) if _ENCODED.search(value) else value


def _words(value: str) -> str:
    """RFC 2047 words. Words of one charset are joined before decoding: a character may lie in two of them."""
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError, LookupError):
        return value
    text = ""
    for piece, charset in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        known = "gb18030" if (charset or "").lower() in ("gb2312", "gbk", "") else str(charset)
        try:
            text += piece.decode(known, "replace")
        except LookupError:
            text += piece.decode("utf-8", "replace")
    return text


def _taken_out(part: Leaf, shown: str, when: datetime | None) -> Item:
    limit = read_limits().file_mb
    content = part.content() if part.longest <= 2 * limit * _MB else None
    if part.longest > 2 * limit * _MB or (content is not None and len(content) > limit * _MB):
        return Item(shown, reason="read.too_big", facts=(("book", shown), ("limit", str(limit))))
    if content is None:
        return Item(shown, reason="inbox.damaged_entry", facts=(("book", shown),))
    return Item(shown, content, when)


def _date(message: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(message.get("date", "")))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _unlike(name: str, used: set[str]) -> str:
    """Two attachments may carry one name."""
    stem, dot, ending = name.rpartition(".")
    chosen, number = name, 2
    while chosen in used:
        chosen, number = (f"{stem}({number}){dot}{ending}" if dot else f"{name}({number})"), number + 1
    used.add(chosen)
    return chosen
