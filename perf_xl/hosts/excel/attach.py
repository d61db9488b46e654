"""From a window handle and a name to the workbook whose button was pressed. Only this file imports xlwings."""

from __future__ import annotations

import atexit
import os
import sys
from importlib import import_module
from typing import Any

from perf_xl.errors import Unusable

_WPS = ("Ket.Application", "ET.Application")


def xlwings() -> Any:
    """The package, without its habit of ending Excel processes when Python ends, and without a look at licences."""
    os.environ.setdefault("XLWINGS_LICENSE_KEY", "")      # asking for one costs calls into Excel at each import
    import xlwings as package

    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        # It would run `taskkill /F` on every Excel without a visible window, also on those of other programs.
        atexit.unregister(windows.cleanup)
    return package


def book_of(hwnd: int, name: str) -> Any:
    """The workbook of that name in the Excel with that main window. Raises Unusable when it is not there."""
    package = xlwings()
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is None:
        raise Unusable("excel.no_excel")
    app = package.App(impl=windows.App(xl=hwnd))
    for book in app.books:
        if book.name == name:
            return book
    raise Unusable("excel.no_book", book=name)


def active_book() -> Any:
    """The workbook the user sees now in Excel, or else in WPS. Raises Unusable when neither runs."""
    package = xlwings()
    app = package.apps.active or _wps(package)
    if app is None or not len(app.books):
        raise Unusable("excel.no_excel")
    return app.books.active


def _wps(package: Any) -> Any:
    """WPS speaks Excel's language under a name of its own."""
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is None:
        return None
    get_active_object = import_module("win32com.client").GetActiveObject
    for name in _WPS:
        try:
            return package.App(impl=windows.App(xl=get_active_object(name)))
        except Exception:  # noqa: BLE001 - pywin32 raises its own error when the program is not running
            continue
    return None
