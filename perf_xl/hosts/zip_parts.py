"""The files in a zip, one after the other, in memory. Names in UTF-8, GBK or whatever the packing program wrote."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from perf_xl.errors import Unusable
from perf_xl.hosts.inbox import Facts, Item, shown_name
from perf_xl.hosts.zip_directory import BadZip, opened_by_library
from perf_xl.law.limits import inbox_limits, read_limits

_MB = 1 << 20
_UNICODE_PATH = 0x7075
_UTF8 = 0x800
_LOCKED = 0x1
_NAMELESS = "？"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)    # others may ask for gigabytes before they give a byte
_BEIJING = timezone(timedelta(hours=8))      # a zip says the hour, not where; those who send have one time zone


def zip_items(item: Item) -> Iterator[Item]:
    """Every file of the zip, or why it was not unpacked. Raises Unusable when the zip as a whole cannot be used."""
    limits = inbox_limits()
    try:
        archive = opened_by_library(item.data or b"")
    except BadZip:
        raise Unusable("read.truncated") from None
    infos = [info for info in archive.infolist() if not info.filename or not info.is_dir()]
    if len(infos) > limits.entries:
        raise Unusable("inbox.too_many_entries", found=len(infos), limit=limits.entries)
    named = sorted(((entry_name(info) or _NAMELESS, info) for info in infos), key=lambda pair: pair[0])
    left = limits.total_mb * _MB
    for name, info in named:
        reason, facts = _refused(name, info, left)
        shown = shown_name(f"{item.name}/{name}")
        if reason:
            yield Item(shown, reason=reason, facts=(*facts, ("book", shown)))
            continue
        left -= info.file_size
        yield _unpacked(archive, info, shown)


def entry_name(info: zipfile.ZipInfo) -> str:
    """The name as the packer meant it. Chinese Windows writes GBK and says nothing; the library takes it for cp437."""
    told = _unicode_path(info.extra)
    if told:
        return told
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _unicode_path(extra: bytes) -> str:
    """The field in which some packers repeat the name in UTF-8."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and length > 5:
            return extra[at + 9:at + 4 + length].decode("utf-8", "replace")
        at += 4 + length
    return ""


def _refused(name: str, info: zipfile.ZipInfo, left: int) -> tuple[str, Facts]:
    read = read_limits()
    plain = name.replace("\\", "/")
    if ".." in plain.split("/") or plain.startswith("/") or plain[1:2] == ":":
        return "read.path_escape", (("part", name[:80]),)
    if info.flag_bits & _LOCKED:
        return "inbox.locked_entry", ()
    if info.compress_type not in _PACKINGS:
        return "inbox.odd_packing", ()
    if info.file_size > read.file_mb * _MB:
        return "read.too_big", (("limit", str(read.file_mb)),)
    if info.file_size > read.ratio_from_mb * _MB and info.file_size > read.ratio * info.compress_size:
        return "read.ratio", (("part", name[:80]), ("limit", str(read.ratio)),
                              ("ratio", str(info.file_size // max(info.compress_size, 1))))
    if info.file_size > left:
        return "inbox.total_too_big", (("limit", str(inbox_limits().total_mb)),)
    return "", ()


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str) -> Item:
    """One byte more than declared is asked for: an entry that lies about its size is noticed, never unpacked."""
    try:
        with archive.open(info) as entry:
            data = entry.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, struct.error):
        return Item(shown, reason="inbox.damaged_entry", facts=(("book", shown),))
    if len(data) != info.file_size:
        return Item(shown, reason="inbox.damaged_entry", facts=(("book", shown),))
    try:
        when = datetime(*info.date_time, tzinfo=_BEIJING)
    except ValueError:
        when = None
    return Item(shown, data, when)
