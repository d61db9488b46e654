"""绩效指标: one row of the table, with its target understood."""

from __future__ import annotations

from msgspec import Struct

from perf_xl.model.entry import BLANK, Entry
from perf_xl.model.target import Target, read_target


class Waiver(Struct, frozen=True, gc=False):
    """例外说明: why a finding is accepted here, by whom, until when. `codes` empty: any finding of the row."""

    reason: Entry = BLANK
    name: Entry = BLANK
    until: Entry = BLANK

    @property
    def is_blank(self) -> bool:
        return not (self.reason.text or self.name.text or self.until.text)


class Indicator(Struct, frozen=True, gc=False):
    """`level1` and `level2` are filled from the merged cell above where their own cell is blank.

    `printed_level1`/`printed_level2` tell whether the row itself carries the text (a merged block prints it once).
    `last_target` and `last_actual` are 上年指标值 and 上年实际值, beside the table in a workbook rolled from last year's.
    """

    index: int
    level1: Entry = BLANK
    level2: Entry = BLANK
    level3: Entry = BLANK
    description: Entry = BLANK
    value: Entry = BLANK
    evidence: Entry = BLANK
    printed_level1: bool = True
    printed_level2: bool = True
    waiver: Waiver = Waiver()
    last_target: Entry = BLANK
    last_actual: Entry = BLANK

    @property
    def target(self) -> Target:
        """What the 指标值 says: sign, number, measure and what is left over."""
        return read_target(self.value.text)

    @property
    def row_key(self) -> tuple[str, ...]:
        """What the row says, for comparing sets of indicators."""
        return (self.level2.text, self.level3.text, self.description.text, self.value.text)
