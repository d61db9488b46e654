"""What every rule may ask besides its subject: the department, the profile in force, the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from perf_xl.law.frame import Frame
from perf_xl.model.department import Department


@dataclass(frozen=True, slots=True)
class Context:
    """`frame` is the set of 一级/二级指标 in force (2015 or 2021); `today` is given, never read from a clock."""

    department: Department
    frame: Frame
    today: date
    region: str = ""
    roster: tuple[str, ...] = ()      # names of the 预算单位 that must hand in, where a list is known
