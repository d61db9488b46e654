"""A finding as it is shown: where, how grave, what it says. Made at the doors, placed on sheets by the layout."""

from __future__ import annotations

from msgspec import Struct

from perf_xl.model.place import Place

SYMBOLS = {"error": "✖", "warning": "▲", "info": "●"}      # beside every colour
WAIVED = "○"


class Remark(Struct, frozen=True, gc=False):
    """`level`: error, warning or info. `waived`: the reason why it is accepted, '' where it counts."""

    place: Place
    level: str
    code: str
    message: str
    advice: str
    basis: str
    project_code: str = ""
    project_name: str = ""
    field: str = ""
    waived: str = ""
    whole_table: bool = False      # about the table, not about one of its cells

    @property
    def symbol(self) -> str:
        """How grave, in one character."""
        return WAIVED if self.waived else SYMBOLS[self.level]
