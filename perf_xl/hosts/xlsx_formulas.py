"""The formulas of a sheet, kept as they are written until somebody asks what they say: mostly it is asked only whether there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from perf_xl.hosts.xlsx_text import Odd, line_breaks, unescaped
from perf_xl.picture.grid import Spot

_UNUSUAL = re.compile("&(?!(?:amp|lt|gt|quot);)")


class Formulas(Mapping[Spot, str]):
    """Texts by spot, as cells show them; '' where a neighbour has the text."""

    def __init__(self) -> None:
        self._spots: dict[Spot, None] = {}
        self._pieces: list[tuple[list[Spot], str]] = []

    def add(self, spots: list[Spot], written: list[bytes]) -> None:
        """Formulas of a piece of the sheet, written behind their `<f`. Raises Odd where they could not be understood, and for what is no UTF-8 ValueError."""
        together = b"\0".join([b"", *written])
        if b"\0 " in together:        # facts about a formula stand before it
            together = b"\0".join([b"", *(b">" + each.partition(b">")[2] for each in written)])
        text = together.replace(b"\0>", b"\0=").decode()
        if text.count("\0") != len(spots):
            raise Odd
        if "&" in text and _UNUSUAL.search(text):
            unescaped(text)           # all that can be wrong with them is found now, not when somebody asks
        self._spots.update(dict.fromkeys(spots))
        self._pieces.append((spots, text))

    @cached_property
    def _understood(self) -> dict[Spot, str]:
        found: dict[Spot, str] = {}
        for spots, text in self._pieces:
            formulas = line_breaks(unescaped(text)).split("\0")[1:]
            found.update(zip(spots, ("" if each == "=" else each for each in formulas), strict=True))
        return found

    def __getitem__(self, spot: Spot) -> str:
        return self._understood[spot]

    def __contains__(self, spot: object) -> bool:
        return spot in self._spots

    def __iter__(self) -> Iterator[Spot]:
        return iter(self._spots)

    def __len__(self) -> int:
        return len(self._spots)

    def __repr__(self) -> str:
        return repr(self._understood)
