"""OLE files (.xls, password-protected .xlsx): their streams, as much as is needed to name and to check them."""

from __future__ import annotations

from perf_xl.errors import Unusable

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA      # this and above are marks, not sectors
_MINI_LIMIT = 4096             # smaller streams live in the mini stream


class Ole:
    """The directory of an OLE file. Raises Unusable("read.bad_ole") when the file is damaged."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift = _number(data, 30, 2)
        if len(data) < 512 or shift not in (9, 12):
            raise Unusable("read.bad_ole")
        self._size = 1 << shift
        self._table = self._read_table()
        self._entries: dict[str, tuple[int, int]] = {}
        self._root = (0, 0)
        directory = self._chain(_number(data, 48, 4))
        for at in range(0, len(directory) - 127, 128):
            self._take(directory[at:at + 128])

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream, b'' if there is none of that name (letter case does not matter)."""
        start, size = next((where for known, where in self._entries.items() if known.lower() == name.lower()), (0, 0))
        if size == 0:
            return b""
        return self._small(start, size) if size < _MINI_LIMIT else self._chain(start)[:size]

    def _take(self, entry: bytes) -> None:
        length = min(_number(entry, 64, 2), 64)
        kind, where = entry[66], (_number(entry, 116, 4), _number(entry, 120, 4))
        if kind == 5:
            self._root = where
        elif kind in (1, 2) and length >= 2:
            name = entry[:length - 2].decode("utf-16-le", "replace")
            if kind == 2:
                self._entries.setdefault(name, where)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        found = self._data[at:at + self._size]
        if not found:
            raise Unusable("read.bad_ole")
        return found

    def _read_table(self) -> list[int]:
        """The sector chain table: 109 of its sectors are named in the header, the others in a list of their own."""
        data = self._data
        sectors = [_number(data, at, 4) for at in range(76, 512, 4)]
        following, left = _number(data, 68, 4), len(data) // self._size
        while following < _LAST_SECTOR and left > 0:
            block = self._sector(following)
            sectors += [_number(block, at, 4) for at in range(0, len(block) - 4, 4)]
            following, left = _number(block, len(block) - 4, 4), left - 1
        table: list[int] = []
        for sector in sectors[:len(data) // self._size + 1]:
            if sector < _LAST_SECTOR:
                block = self._sector(sector)
                table += [_number(block, at, 4) for at in range(0, len(block), 4)]
        return table

    def _chain(self, sector: int) -> bytes:
        pieces: list[bytes] = []
        most = len(self._data) // self._size + 1
        while sector < _LAST_SECTOR:
            if len(pieces) > most or sector >= len(self._table):    # a circle, or a way out of the file
                raise Unusable("read.bad_ole")
            pieces.append(self._sector(sector))
            sector = self._table[sector]
        return b"".join(pieces)

    def _small(self, sector: int, size: int) -> bytes:
        pool = self._chain(self._root[0])
        links = self._chain(_number(self._data, 60, 4))
        found = b""
        while sector < _LAST_SECTOR and len(found) < size:
            found += pool[sector * 64:sector * 64 + 64]
            sector = _number(links, sector * 4, 4) if sector * 4 + 4 <= len(links) else _LAST_SECTOR
        return found[:size]


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at:at + size], "little")
