"""What a zip says it holds. One in the plain form that every office program writes is read here, without the library whose
loading takes as long as the directories of a hundred workbooks; any other is left to the library.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from zipfile import ZipFile

_END = struct.Struct("<4s4H2IH")
_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
_NEWEST = 63                 # version needed to unpack, times ten: what the library knows
_WIDE = (0xFFFF, 0xFFFF_FFFF)      # the true number stands elsewhere
_UTF8 = 0x800


class ZipEntry(Struct, frozen=True, gc=False):
    """`start` is where the entry's own head begins; sizes in bytes."""

    name: str
    flags: int
    method: int
    start: int
    packed: int
    size: int
    crc: int

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")


class BadZip(Exception):
    """No directory can be made out."""


def zip_directory(data: bytes) -> list[ZipEntry]:
    """The entries in the order of the directory. Raises BadZip."""
    entries = _plain(data)
    return _by_library(data) if entries is None else entries


def _plain(data: bytes) -> list[ZipEntry] | None:
    """None for whatever is not the plain form: comments, several disks, wide numbers, names in other encodings, gaps."""
    end = len(data) - _END.size
    if end < 0 or not data.startswith(b"PK\x05\x06", end):
        return None
    _, disk, first_disk, here, total, size, offset, comment = _END.unpack_from(data, end)
    if disk or first_disk or here != total or comment or total in _WIDE or offset + size != end:
        return None
    entries = []
    at = offset
    for _ in range(total):
        if at + _ENTRY.size > end:
            return None
        (mark, _, _, needed, _, flags, method, _, _, crc, packed, unpacked, name_length, extra, remark, start_disk, _, _,
         start) = _ENTRY.unpack_from(data, at)
        raw = data[at + _ENTRY.size:at + _ENTRY.size + name_length]
        if mark != b"PK\x01\x02" or needed > _NEWEST or start_disk or {packed, unpacked, start} & {*_WIDE} or b"\0" in raw:
            return None
        try:
            name = raw.decode("utf-8" if flags & _UTF8 else "ascii")
        except UnicodeDecodeError:
            return None
        entries.append(ZipEntry(name, flags, method, start, packed, unpacked, crc))
        at += _ENTRY.size + name_length + extra + remark
    return entries if at == end else None


def _by_library(data: bytes) -> list[ZipEntry]:
    with opened_by_library(data) as archive:
        return [ZipEntry(info.filename, info.flag_bits, info.compress_type, info.header_offset, info.compress_size, info.file_size,
                         info.CRC) for info in archive.infolist()]


def opened_by_library(data: bytes) -> ZipFile:
    """The zip as the standard library opens it. Raises BadZip."""
    import zipfile

    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, struct.error, OverflowError):
        raise BadZip from None
