"""Limits for received files: settings against damaged and hostile ones, far above what real workbooks need."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from perf_xl.law.reader import load


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
    data = {**load("limits")["read"], **load("limits")["ledger"]}
    return ReadLimits(**{name: data[name] for name in ReadLimits.__struct_fields__})


@cache
def read_limits() -> ReadLimits:
    """The limits in force."""
    data = load("limits")["read"]
    return ReadLimits(**{name: data[name] for name in ReadLimits.__struct_fields__})


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
    data = load("limits")["inbox"]
    return InboxLimits(**{name: data[name] for name in InboxLimits.__struct_fields__})
