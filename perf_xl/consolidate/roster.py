"""单位名册: which units must hand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from perf_xl.errors import Unusable
from perf_xl.model.department import Department
from perf_xl.model.entry import OUTER_BLANKS

_TOGETHER = re.compile(r"^\s*(\d{3,12})\s*[-—_、.．]?\s*(\D.*?)\s*$")
_CODE = re.compile(r"\d{3,12}")
_HEADS = {"序号", "编码", "单位编码", "预算单位编码", "预算单位", "单位名称", "预算单位名称", "名称", "单位", "备注", "code", "name"}


class RosterUnit(Struct, frozen=True):
    """`code` is '' where the list gives only names."""

    code: str
    name: str

    @property
    def text(self) -> str:
        return f"{self.code}{self.name}"


class Compared(Struct, frozen=True):
    """`missing`: on the list but not handed in; `unknown`: handed in but not on the list."""

    missing: tuple[RosterUnit, ...]
    unknown: tuple[str, ...]


def roster_of(rows: Iterable[Sequence[str]], book: str) -> tuple[RosterUnit, ...]:
    """Code and name in cells of their own or in one; a head, numbers of rows and remarks are passed over.

    Raises Unusable when no unit is found, or one stands twice with two names.
    """
    found: dict[str, RosterUnit] = {}
    for row in rows:
        unit = _unit(tuple(text for text in map(_in_one_line, row) if text))
        if unit is None:
            continue
        known = found.setdefault(unit.code or unit.name, unit)
        if known.name != unit.name and unit.name:
            raise Unusable("consolidate.roster_twice", path=book, code=unit.code, one=known.name, two=unit.name)
    if not found:
        raise Unusable("consolidate.roster_empty", path=book)
    return tuple(found.values())


def compare(roster: Sequence[RosterUnit], department: Department) -> Compared:
    """By code where both have one, else by name."""
    bodies = {project.unit_body.text: (project.unit_code, project.unit_name) for project in department.projects}
    missing = tuple(unit for unit in roster if not any(_same(unit, *body) for body in bodies.values()))
    unknown = tuple(text for text, body in bodies.items() if not any(_same(unit, *body) for unit in roster))
    return Compared(missing, unknown)


def _in_one_line(cell: str) -> str:
    """A name that was wrapped by hand in its cell is still one name."""
    return "".join(line.strip(OUTER_BLANKS) for line in cell.splitlines())


def _unit(cells: tuple[str, ...]) -> RosterUnit | None:
    if not cells or any(cell.casefold() in _HEADS for cell in cells):
        return None
    for cell in cells:
        together = _TOGETHER.match(cell)
        if together:
            return RosterUnit(together[1], together[2])
    codes = [cell for cell in cells if _CODE.fullmatch(cell)]
    names = [cell for cell in cells if not cell.isdigit()]
    if not names:
        return None
    return RosterUnit(codes[-1] if codes else "", names[0])


def _same(unit: RosterUnit, code: str, name: str) -> bool:
    if unit.code and code:
        return unit.code == code
    return bool(unit.name) and unit.name == name
