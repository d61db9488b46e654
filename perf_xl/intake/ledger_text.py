"""A ledger export as text: its encoding, its delimiter, its records. UTF-8, UTF-16 and GB18030; comma, tab, semicolon."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from msgspec import Struct

from perf_xl.intake.ledger_columns import HEADER_WITHIN, Header, find_header

_DELIMITERS = (",", "\t", ";", "|")
_HEAD = 1 << 20
_LONGEST_QUOTED = 8 << 20      # bytes
_LONGEST_RECORD, _LONGEST_LINE = 1 << 16, 1 << 20      # characters; what follows in an endless line is the next line
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


Seen = Callable[[bytes | memoryview], object]


class TextFormat(Struct, frozen=True):
    """How the file is written, and the header found with it (None: no header was found)."""

    encoding: str
    delimiter: str
    header: Header | None


def sniff(path: Path, wanted: Mapping[str, str] | None = None) -> TextFormat:
    """The encoding, and the delimiter with which the most columns are recognised."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    encoding = encoding_of(head)
    if len(head) == _HEAD and b"\n" not in head and b"\r" not in head:      # one endless line is no table
        return TextFormat(encoding, ",", None)
    best = TextFormat(encoding, ",", None)
    for delimiter in _DELIMITERS:
        if delimiter.encode() not in head:
            continue
        text = io.TextIOWrapper(io.BytesIO(head), encoding, "replace", newline="")      # decodes no more than is asked for
        header = find_header(islice(_records(text, delimiter), HEADER_WITHIN), wanted)
        if header and (best.header is None or len(header.columns.at) > len(best.header.columns.at)):
            best = TextFormat(encoding, delimiter, header)
    return best


def encoding_of(head: bytes) -> str:
    """By its mark, by the zeros of UTF-16, by whether it is valid UTF-8; GB18030 for everything else."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    sample = head[:4096]
    if sample.count(0) > len(sample) // 8:
        return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def records(path: Path, form: TextFormat) -> Iterator[list[str]]:
    """The records of the file, one by one; a blank line is an empty record."""
    with path.open(encoding=form.encoding, errors="replace", newline="") as file:
        yield from _records(file, form.delimiter)


def records_in(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records of a piece of text that ends with a record."""
    return _records(io.StringIO(text, newline=""), delimiter)


def _records(file: io.TextIOBase | io.TextIOWrapper, delimiter: str) -> Iterator[list[str]]:
    """A quotation mark out of place would swallow what follows: in such a line, quotation marks are plain text."""
    lines = _Lines(file)
    while True:
        try:
            for record in csv.reader(lines, delimiter=delimiter, strict=True):
                lines.used.clear()
                yield record
            return
        except (csv.Error, _Runaway):
            first, *swallowed = lines.used
            lines.again.extendleft(reversed(swallowed))
            lines.used.clear()
            yield from _plainly(first, delimiter)


def _plainly(line: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE)
    except csv.Error:       # a field longer than the library takes
        yield line.rstrip("\r\n").split(delimiter)


class _Runaway(Exception):
    """A record has grown beyond anything that a cell can hold."""


class _Lines:
    """Lines without NUL characters; `used` are those of the record being read, `again` those to be read once more."""

    def __init__(self, file: io.TextIOBase | io.TextIOWrapper) -> None:
        self._file = file
        self.used: list[str] = []
        self.again: deque[str] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self.used) > 1 and sum(map(len, self.used)) > _LONGEST_RECORD:
            raise _Runaway
        line = self.again.popleft() if self.again else self._file.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.used.append(line)
        return line.replace("\0", "")


def utf8_pieces(path: Path, encoding: str, size: int, margin: int, seen: Seen | None = None) -> Iterator[bytearray]:
    """The file as UTF-8 in pieces of about `size` bytes, each cut behind a line end and with zeros around it; without mark.

    A line end inside quotation marks is none, unless they were never closed. `seen` gets the bytes of the file.
    """
    decoder = None if encoding in ("utf-8", "utf-8-sig") else codecs.getincrementaldecoder(encoding)("replace")
    front = bytes(margin)
    with path.open("rb") as file:
        if encoding == "utf-8-sig":
            mark = file.read(len(codecs.BOM_UTF8))
            if seen:
                seen(mark)
        while True:
            piece = _read_behind(front, file, size, seen) if decoder is None else _decoded_behind(front, file, size, seen, decoder)
            if piece is None:
                break
            line_end = piece.rfind(b"\n")
            cut = max(line_end, piece.rfind(b"\r", line_end + 1, -1)) + 1
            is_open = b'"' in piece and piece.count(b'"', 0, cut) % 2 and len(piece) < _LONGEST_QUOTED
            if cut and not is_open:
                front = bytes(margin) + piece[cut:]
                piece[cut:] = bytes(margin)
                yield piece
            else:
                front = bytes(piece)
    rest = front if decoder is None else front + decoder.decode(b"", True).encode("utf-8", "replace")
    if len(rest) > margin:
        yield bytearray(rest) + (b"" if rest.endswith(b"\n") else b"\n") + bytes(margin)


def _read_behind(front: bytes, file: io.BufferedReader, size: int, seen: Seen | None) -> bytearray | None:
    """What stands before, and the next bytes, without moving them once they are read; None at the end of the file."""
    piece = bytearray(len(front) + size)
    piece[:len(front)] = front
    with memoryview(piece)[len(front):] as room:
        read = file.readinto(room)
        if seen:
            seen(room[:read])
    del piece[len(front) + read:]
    return piece if read else None


def _decoded_behind(front: bytes, file: io.BufferedReader, size: int, seen: Seen | None,
                    decoder: codecs.IncrementalDecoder) -> bytearray | None:
    raw = file.read(size)
    if seen:
        seen(raw)
    return bytearray(front) + decoder.decode(raw).encode("utf-8", "replace") if raw else None


_MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|\?xml|head|meta)", re.IGNORECASE)


def is_markup(head: bytes) -> bool:
    """Whether a file that calls itself .xls is a web page, as some systems export it."""
    return bool(_MARKUP.match(head.removeprefix(codecs.BOM_UTF8)))
