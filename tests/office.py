"""A LibreOffice for the tests: its own profile, a watchdog, started once and again after a crash."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from perf_xl.errors import Unusable
from perf_xl.hosts.calc import office as calc_office

PATIENCE = 60.0
REQUIRED = os.environ.get("PERF_XL_REQUIRE_OFFICE") == "1"


def _missing() -> str:
    if calc_office.soffice() is None:
        return "LibreOffice is not installed"
    try:
        calc_office.load_uno()
    except Unusable as reason:
        return f"python3-uno is not installed ({reason.facts.get('reason', '')})"
    return ""


MISSING = "" if REQUIRED else _missing()
needs_office = [pytest.mark.office, pytest.mark.skipif(bool(MISSING), reason=MISSING or "-")]


class Keeper:
    """Hands out a living office; kills one that hangs."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="perf_xl_office_", ignore_cleanup_errors=True)
        self._office: calc_office.Office | None = None

    @contextmanager
    def office(self) -> Iterator[calc_office.Office]:
        if self._office is None or not self._office.alive:
            self._office = calc_office.start(Path(self._folder.name) / "profile")
        office = self._office
        watchdog = threading.Timer(PATIENCE, office.kill)
        watchdog.start()
        try:
            yield office
        finally:
            watchdog.cancel()
            if office.alive:
                for document in list(office.desktop.getComponents()):
                    document.close(True)

    def close(self) -> None:
        if self._office is not None:
            self._office.close()
        self._folder.cleanup()
