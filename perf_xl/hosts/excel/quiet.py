"""Excel made fast and silent for the length of one action, and put back whatever happens."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

_STATES = (("screen_updating", False), ("enable_events", False), ("calculation", "manual"))


@contextlib.contextmanager
def quiet(app: Any) -> Iterator[None]:
    """Screen, events and calculation stand still inside the block. Each is restored on its own, also after a failure.

    Calculation cannot be read or set while no workbook is open: such a state is left alone.
    """
    before: list[tuple[str, object]] = []
    try:
        for name, silent in _STATES:
            with contextlib.suppress(Exception):
                before.append((name, getattr(app, name)))
                setattr(app, name, silent)
        yield
    finally:
        for name, state in reversed(before):
            with contextlib.suppress(Exception):
                setattr(app, name, state)


@contextlib.contextmanager
def unlocked(sheet: Any) -> Iterator[None]:
    """Our gentle protection (no password) lifted inside the block and put back with the same permissions.

    A sheet that somebody protected with a password stays locked: the write itself then fails.
    """
    native = sheet.api
    if not native.ProtectContents:
        yield
        return
    allowed = {name: bool(getattr(native.Protection, name)) for name in _PERMISSIONS}
    native.Unprotect("")
    try:
        yield
    finally:
        native.Protect(Contents=True, **allowed)


_PERMISSIONS = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
    "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting",
    "AllowFiltering", "AllowUsingPivotTables")
