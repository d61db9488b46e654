"""例外说明: an accepted finding stays visible, with its reason, and no longer counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.model.indicator import Waiver
from perf_xl.rules.finding import Finding, Waived

_CODES = r"\b[A-Z]{2}\d{3}\b"
_DATE = r"(20\d\d)\D+(\d{1,2})\D+(\d{1,2})"


class WaiverUse(Struct, frozen=True):
    """A waiver after the rules have run: how many findings it covered.

    `could_tell` is False when rules that it names did not run this time; then "unused" proves nothing.
    """

    waiver: Waiver
    accepted: int
    could_tell: bool


def codes_named(waiver: Waiver) -> frozenset[str]:
    """The rule codes that the reason names; empty: the waiver covers every finding of its row."""
    return frozenset(re.findall(_CODES, waiver.reason.text.upper()))


def end_of(waiver: Waiver) -> date | None:
    """The last day of the waiver; None when it has none or the text is no date."""
    found = re.search(_DATE, waiver.until.text)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def is_over(waiver: Waiver, today: date) -> bool:
    """Whether its last day lies before today; a waiver without an end is never over."""
    end = end_of(waiver)
    return end is not None and end < today


def covers(waiver: Waiver, finding: Finding, today: date) -> bool:
    """A waiver needs a reason, must not be over, and covers the codes it names (all, if it names none)."""
    if waiver.reason.is_blank:
        return False
    if is_over(waiver, today):
        return False
    codes = codes_named(waiver)
    return not codes or finding.code in codes


def apply_waiver(findings: Iterable[Finding], waiver: Waiver, today: date) -> list[Finding]:
    """The findings of one row, those covered marked as waived."""
    end = end_of(waiver)
    waived = Waived(waiver.reason.text, waiver.name.text, end.isoformat() if end else "")
    return [replace(each, waived=waived) if covers(waiver, each, today) else each for each in findings]
