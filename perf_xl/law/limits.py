"""Limits for received files: settings against damaged and hostile ones, far above what real workbooks need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from msgspec import Struct

from perf_xl.law.reader import load

_Limits = TypeVar("_Limits", bound=Struct)


class ReadLimits(Struct, frozen=True):
    """Fields in MB end with `_mb`; the others are counts. What each means stands in `limits.toml`."""

    file_mb: int
    parts: int
    total_mb: int
    part_mb: int
    ratio: int
    ratio_from_mb: int
    small_part_mb: int
    small_part_tags: int
    word_part_mb: int
    word_part_tags: int
    sheets: int
    names: int
    styles: int
    merges: int
    cells: int
    slots: int
    quick_sheet_mb: int


@cache
def ledger_limits() -> ReadLimits:
    """Those for exports of vouchers, which are read row by row."""
    return _filled(ReadLimits, {**load("limits")["read"], **load("limits")["ledger"]})


@cache
def read_limits() -> ReadLimits:
    """The limits in force."""
    return _filled(ReadLimits, load("limits")["read"])


class InboxLimits(Struct, frozen=True):
    """Limits for folders, zips and mails; each file in them is held to `ReadLimits` besides."""

    files: int
    entries: int
    total_mb: int
    depth: int
    mail_mb: int


@cache
def inbox_limits() -> InboxLimits:
    """The limits in force."""
    return _filled(InboxLimits, load("limits")["inbox"])


def _filled(kind: type[_Limits], data: Mapping[str, int]) -> _Limits:
    """The limits of this kind out of a table that may hold others besides. Raises KeyError where one is missing."""
    return kind(**{name: data[name] for name in kind.__struct_fields__})
