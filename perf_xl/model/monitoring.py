"""绩效监控: what an indicator has reached in the middle of the year, and what its unit says about the rest of it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from perf_xl.model.entry import BLANK, Entry

# As the national form has them: reasons of a deviation, and how likely the year's target is.
CAUSES = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他")
LIKELIHOODS = ("确定能", "有可能", "完全不可能")


class Interim(Struct, frozen=True):
    """One indicator at the monitoring date. `cause` is one of CAUSES, `likelihood` one of LIKELIHOODS, or blank."""

    reached: Entry = BLANK
    expected: Entry = BLANK
    cause: Entry = BLANK
    reason: Entry = BLANK
    likelihood: Entry = BLANK
    remark: Entry = BLANK

    @property
    def is_blank(self) -> bool:
        return all(entry.is_blank for entry in (self.reached, self.expected, self.cause, self.reason, self.likelihood, self.remark))


# By position of the project in the department and index of the indicator.
Interims = Mapping[tuple[int, int], Interim]
