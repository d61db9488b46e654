"""校验 on a screen: LibreOffice with a window on an X server of its own, and a picture of what the user sees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.buttons import press
from perf_xl.demo import SAMPLE
from perf_xl.hosts.calc.office import start
from perf_xl.hosts.calc_engine import activate
from perf_xl.hosts.excel import ExcelHost
from perf_xl.hosts.excel.write import colour
from perf_xl.layout import form
from perf_xl.layout.styles import STYLES
from tests.office import needs_office
from tests.screen import HEIGHT, WIDTH, XVFB, Screen, colours, png, screen

pytestmark = [*needs_office, pytest.mark.skipif(XVFB is None, reason="Xvfb is not installed")]


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Screen, Any]]:
    """A screen, and an xlwings App over a LibreOffice that has a window on it."""
    with screen() as made:
        monkeypatch.setenv("DISPLAY", made.display)
        office = start(tmp_path / "profile", visible=True)
        try:
            yield made, activate(office)
        finally:
            office.kill()


def test_the_marks_are_seen(shown: tuple[Screen, Any], tmp_path: Path) -> None:
    made, app = shown
    department = actions.load_json(SAMPLE / "department.json")
    actions.write_book(replace(department, projects=department.projects[6:7]), tmp_path / "预算.xlsx")
    book = app.books.open(str(tmp_path / "预算.xlsx"))
    window = book.impl.document.getCurrentController().getFrame().getContainerWindow()
    window.setPosSize(0, 0, WIDTH, HEIGHT, 15)
    host = ExcelHost(book)
    sheet = next(sheet.name for sheet in book.sheets if sheet.name not in form.OUR_SHEETS)
    host.go_to(sheet, 1, 1)
    before = colours(made.settled())
    press("validate", host, datetime(2023, 3, 20, 9, 30))
    host.go_to(sheet, 1, 1)
    rows = made.settled()
    (tmp_path / "校验.png").write_bytes(png(rows))
    after = colours(rows)
    for style in ("mark.error", "mark.warning"):
        fill = colour(STYLES[style].fill)
        assert after.get(fill, 0) > 1000 + before.get(fill, 0), style
