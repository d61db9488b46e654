"""The shared texts of a very large workbook: one buffer of UTF-8 instead of a million strings."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import overload

from perf_xl.errors import Unusable
from perf_xl.hosts.safe_xml import is_plain
from perf_xl.hosts.xlsx_stream import shared_strings_in
from perf_xl.hosts.xlsx_text import Odd

ROOM = 64      # zero bytes before and behind the texts of a buffer, so that words may be read beyond the ends of a text
_PLAIN = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_LONGEST_TEXT = 1 << 24


class SharedTexts(Sequence[str]):
    """Text number `at` stands in `buffer` from `bounds[at]` to `bounds[at + 1]`."""

    def __init__(self) -> None:
        self.buffer = bytearray(ROOM)
        self.bounds = array("q", [ROOM])

    def add(self, texts: Sequence[bytes]) -> None:
        """More texts; not after `end`."""
        self.bounds.extend(accumulate(map(len, texts), initial=self.bounds.pop()))
        self.buffer += b"".join(texts)

    def end(self) -> SharedTexts:
        self.buffer += bytes(ROOM)
        return self

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        return self.buffer[self.bounds[at]:self.bounds[at + 1]].decode()


def shared_texts(opened: Callable[[], Iterable[bytes]]) -> SharedTexts:
    """From the pieces of the part, which can be opened again. Raises Unusable for broken XML and for a DTD."""
    try:
        return _quick(opened())
    except (Odd, UnicodeDecodeError):
        texts = SharedTexts()
        texts.add([text.encode() for text in shared_strings_in(opened())])
        return texts.end()


def _quick(chunks: Iterable[bytes]) -> SharedTexts:
    texts = SharedTexts()
    for piece in _pieces(chunks):
        found = _PLAIN.findall(piece)
        if piece.count(b"<") != 4 * len(found) or b"&" in piece or b"\r" in piece or b"_x" in piece:
            found = _parsed(piece)
        elif not piece.isascii():
            piece.decode()
        texts.add(found)
    return texts.end()


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Whole texts with their tags, a megabyte or so at a time."""
    rest, begun = b"", False
    for chunk in chunks:
        rest += chunk
        if not begun:
            at = rest.find(b"<si>")
            if at < 0 and len(rest) < _LONGEST_TEXT:
                continue
            if at < 0 or not is_plain(rest[:at]) or b"<sst" not in rest[:at]:
                raise Odd
            rest, begun = rest[at:], True
        cut = rest.rfind(b"<si>")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _LONGEST_TEXT:
            raise Odd
    last, end, behind = rest.rpartition(b"</sst>")
    if not begun or not end or behind.strip():
        raise Odd
    yield last


def _parsed(piece: bytes) -> list[bytes]:
    """Texts with escapes, phonetic hints or pieces of different looks."""
    if b"<!" in piece:
        raise Odd
    try:
        return [text.encode() for text in shared_strings_in((b"<sst>", piece, b"</sst>"))]
    except Unusable:
        raise Odd from None
