"""Next year's workbook from this year's, and what there is to say about it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from perf_xl import actions
from perf_xl.layout.lists_sheet import OFFERED_MOST
from perf_xl.layout.read_actuals import ActualValue, read_actuals
from perf_xl.library.collect import collect
from perf_xl.library.library_json import library_json, names_by_level
from perf_xl.next_year.actuals import match, own_actuals
from perf_xl.next_year.roll import Rolled, roll


class NextYear(Struct, frozen=True):
    """`read` and `unmatched`: 实际值 found, and how many of them belong to no indicator of this workbook."""

    rolled: Rolled
    read: int = 0
    unmatched: int = 0


def next_year(opened: actions.Opened, year: int, actuals: Path | None = None) -> NextYear:
    """The department of `year`, with the actual values of the workbook's own self-evaluation where it has one.

    `actuals` is a workbook with a column 实际完成值 (it may be this year's own), whose values come first.

    Raises Unusable when there is no earlier year to begin from, or `actuals` cannot be read.
    """
    values: tuple[ActualValue, ...] = ()
    if actuals is not None:
        from perf_xl.hosts.xlsx_read import read_workbook

        own = opened.grid is not None and actuals == opened.path
        values = read_actuals(opened.grid if own and opened.grid else read_workbook(actuals))
    own_values, matched = own_actuals(opened.department), match(opened.department, values)
    return NextYear(roll(opened.department, year, {**own_values, **matched.by_row}), max(len(values), len(own_values)),
                    len(matched.unmatched))


def write_next_year(opened: actions.Opened, made: NextYear, target: Path) -> None:
    """Ledger, progress, self-evaluation, findings, journal and seal are those of a new workbook: empty. 设置 is kept."""
    department = made.rolled.department
    actions.write_book(department, target, inputs=(opened.path,), profile=actions.profile_of(department),
                       unit_body=_only_body(opened), settings=opened.settings, offered=_used_names(opened))


def _used_names(opened: actions.Opened) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the drop-downs of the new workbook suggest: the names that this department used, then the starter set's."""
    return names_by_level(library_json(collect([opened.department])), OFFERED_MOST)


def _only_body(opened: actions.Opened) -> str:
    bodies = opened.department.unit_bodies
    return bodies[0] if len(bodies) == 1 else ""
