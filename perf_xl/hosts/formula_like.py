"""Text that a spreadsheet takes for a formula when somebody edits its cell, though it is stored as text."""

from __future__ import annotations

# Half and full width: spreadsheets of East Asia take both.
LEADING = frozenset("=+-@\t\r＝＋－＠﹦﹢﹣﹫")


def is_formula_like(value: object) -> bool:
    """Whether a cell with this value is marked as quoted, so that it stays text also when it is edited."""
    return isinstance(value, str) and value[:1] in LEADING and len(value) > 1
