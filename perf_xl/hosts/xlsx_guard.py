"""Looks at a received .xlsx before any reader touches it: sizes declared and real, ratio, number and names of parts.

The parts it hands out are complete, no larger than they said they are, and within the limits of `law/data/limits.toml`.
Readers get the same bytes, so nothing can be exchanged between the look and the reading. Zips inside the zip are
never opened.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from msgspec import Struct

from perf_xl.errors import Unusable
from perf_xl.hosts.zip_directory import BadZip, ZipEntry, zip_directory
from perf_xl.law.limits import ReadLimits, read_limits

_MB = 1 << 20
_CHUNK = 1 << 20
_STORED, _DEFLATED = 0, 8


class _Entry(Struct, frozen=True, gc=False):
    start: int       # where the packed bytes begin
    packed: int
    size: int
    method: int
    crc: int


class Package:
    """The parts of a workbook. Names are looked up without regard to letter case, as the format says."""

    def __init__(self, data: bytes, limits: ReadLimits | None = None) -> None:
        """Raises Unusable when the zip is damaged or beyond a limit."""
        self.data = data
        self._limits = limits or read_limits()
        self._entries: dict[str, _Entry] = {}
        try:
            infos = zip_directory(data)
        except BadZip:
            raise Unusable("read.truncated") from None
        if len(infos) > self._limits.parts:
            raise Unusable("read.too_many_parts", found=len(infos), limit=self._limits.parts)
        for info in infos:
            if not info.name:
                raise Unusable("read.odd_zip", part="")
            if not info.is_folder:
                self._admit(info)
        total = sum(entry.size for entry in self._entries.values())
        if total > self._limits.total_mb * _MB:
            raise Unusable("read.unpacked_too_big", part="", size=total // _MB, limit=self._limits.total_mb)

    @property
    def names(self) -> tuple[str, ...]:
        """All part names in lower case."""
        return tuple(self._entries)

    def has(self, name: str) -> bool:
        return name.lower() in self._entries

    def size(self, name: str) -> int:
        """Unpacked size in bytes; 0 for a missing part."""
        entry = self._entries.get(name.lower())
        return entry.size if entry else 0

    def part(self, name: str, most_mb: int = 0) -> bytes:
        """A part unpacked, b'' if it is missing. `most_mb` is a limit of its own for this part."""
        entry = self._entries.get(name.lower())
        if entry is None:
            return b""
        if most_mb and entry.size > most_mb * _MB:
            raise Unusable("read.unpacked_too_big", part=name, size=entry.size // _MB, limit=most_mb)
        raw = self.data[entry.start:entry.start + entry.packed]
        try:
            # One byte more than declared is asked for: a part that lies about its size is noticed, never unpacked.
            found = raw if entry.method == _STORED else zlib.decompressobj(-15).decompress(raw, entry.size + 1)
        except zlib.error:
            raise Unusable("read.damaged_part", part=name) from None
        if len(found) != entry.size or zlib.crc32(found) != entry.crc:
            raise Unusable("read.damaged_part", part=name)
        return found

    def chunks(self, name: str) -> Iterator[bytes]:
        """A large part piece by piece."""
        entry = self._entries[name.lower()]
        raw = memoryview(self.data)[entry.start:entry.start + entry.packed]
        if entry.method == _STORED:
            yield bytes(raw)
            return
        unpack, left, fed = zlib.decompressobj(-15), entry.size, b""
        at = 0
        try:
            while left >= 0 and not unpack.eof and (fed or at < len(raw)):
                if not fed:
                    fed, at = bytes(raw[at:at + _CHUNK // 8]), at + _CHUNK // 8
                piece = unpack.decompress(fed, _CHUNK)
                fed = unpack.unconsumed_tail
                left -= len(piece)
                yield piece
        except zlib.error:
            raise Unusable("read.damaged_part", part=name) from None
        if left != 0:
            raise Unusable("read.damaged_part", part=name)

    def _admit(self, info: ZipEntry) -> None:
        name, limits = info.name, self._limits
        key = name.replace("\\", "/").lower()
        if ".." in key.split("/") or key.startswith("/") or ":" in key:
            raise Unusable("read.path_escape", part=name[:80])
        if info.flags & 1:
            raise Unusable("read.locked_zip")
        if key in self._entries or info.method not in (_STORED, _DEFLATED):
            raise Unusable("read.odd_zip", part=name[:80])
        _check_size(info, limits)
        at = info.start
        if self.data[at:at + 4] != b"PK\x03\x04":
            raise Unusable("read.damaged_part", part=name[:80])
        name_length, extra_length = struct.unpack_from("<HH", self.data, at + 26)
        start = at + 30 + name_length + extra_length
        if start + info.packed > len(self.data):
            raise Unusable("read.damaged_part", part=name[:80])
        self._entries[key] = _Entry(start, info.packed, info.size, info.method, info.crc)


def _check_size(info: ZipEntry, limits: ReadLimits) -> None:
    if info.size > limits.part_mb * _MB:
        raise Unusable("read.unpacked_too_big", part=info.name[:80], size=info.size // _MB,
                       limit=limits.part_mb)
    if info.size > limits.ratio_from_mb * _MB and info.size > limits.ratio * info.packed:
        raise Unusable("read.ratio", part=info.name[:80], limit=limits.ratio,
                       ratio=info.size // max(info.packed, 1))
