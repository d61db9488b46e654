"""Excel made fast and silent for the length of one action, and put back whatever happens.

Classes, not generators: contextlib gives an exception its traceback back, which an exception of LibreOffice refuses.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any

_STATES = (("screen_updating", False), ("enable_events", False), ("calculation", "manual"))


class quiet:
    """Screen, events and calculation stand still inside the block. Each is restored on its own, also after a failure.

    Calculation cannot be read or set while no workbook is open: such a state is left alone.
    """

    def __init__(self, app: Any) -> None:
        self._app = app
        self._before: list[tuple[str, object]] = []

    def __enter__(self) -> None:
        for name, silent in _STATES:
            try:
                self._before.append((name, getattr(self._app, name)))
                setattr(self._app, name, silent)
            except Exception:  # noqa: BLE001 - whatever the program says: it then keeps this state
                continue

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        for name, state in reversed(self._before):
            try:
                setattr(self._app, name, state)
            except Exception:  # noqa: BLE001 - the others are restored all the same
                continue


class unlocked:
    """Our gentle protection (no password) lifted inside the block and put back with the same permissions.

    A sheet that somebody protected with a password stays locked: the write itself then fails.
    """

    def __init__(self, sheet: Any) -> None:
        self._native = sheet.api
        self._allowed: dict[str, bool] | None = None

    def __enter__(self) -> None:
        if self._native.ProtectContents:
            self._allowed = {name: bool(getattr(self._native.Protection, name)) for name in _PERMISSIONS}
            self._native.Unprotect("")

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        if self._allowed is not None:
            self._native.Protect(Contents=True, **self._allowed)


_PERMISSIONS = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
    "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting",
    "AllowFiltering", "AllowUsingPivotTables")
