"""One filled-in value: the text as it stands, how the cell stored it, and where."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from perf_xl.model.place import NOWHERE, Place

# Blanks that people and programs leave around a text: ASCII, no-break, ideographic, zero-width.
OUTER_BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\ufeff"


class Kind(Enum):
    """How the value was stored."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"          # the cell shows #DIV/0! or the like
    UNCACHED = "uncached"    # a formula whose result was never stored


class Entry(Struct, frozen=True, gc=False):
    """`text` has its outer blanks trimmed and its inner text untouched; `raw` is exactly what was stored."""

    text: str = ""
    place: Place = NOWHERE
    kind: Kind = Kind.BLANK
    raw: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def is_formula_without_result(self) -> bool:
        return self.kind is Kind.UNCACHED


def written(text: str, place: Place = NOWHERE) -> Entry:
    """The entry for a piece of text."""
    trimmed = text.strip(OUTER_BLANKS)
    return Entry(trimmed, place, Kind.TEXT if trimmed else Kind.BLANK, text)


BLANK = Entry()
