"""Engine, application and workbooks: xlwings over LibreOffice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from perf_xl.errors import Unusable
from perf_xl.hosts.calc.names import Names
from perf_xl.hosts.calc.native import NativeApp
from perf_xl.hosts.calc.native_book import NativeBook
from perf_xl.hosts.calc.office import Office, load_uno
from perf_xl.hosts.calc.sheets import Sheet, Sheets
from perf_xl.hosts.calc.values import CellError

_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".xls": "MS Excel 97", ".pdf": "calc_pdf_Export",
            ".xlam": "Calc MS Excel 2007 VBA XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}


class Engine:
    """What `xlwings.Engine(impl=…)` needs."""

    name = "calc"
    type = "desktop"

    def __init__(self, office: Office) -> None:
        self.apps = Apps(self, office)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return value

    @staticmethod
    def clean_value_data(data: Any, datetime_builder: Callable[..., Any], empty_as: Any,
                         number_builder: Callable[[float], Any] | None, err_to_str: bool) -> list[list[Any]]:
        def clean(value: Any) -> Any:
            if value is None:
                return empty_as
            if isinstance(value, CellError):
                return str(value) if err_to_str else None
            if isinstance(value, datetime):
                return datetime_builder(year=value.year, month=value.month, day=value.day, hour=value.hour,
                                        minute=value.minute, second=value.second, microsecond=0, tzinfo=None)
            if number_builder and isinstance(value, float):
                return number_builder(value)
            return value

        return [[clean(value) for value in line] for line in data]


class Apps:
    """One LibreOffice, one application."""

    def __init__(self, engine: Engine, office: Office) -> None:
        self.app = App(engine, office)

    def keys(self) -> list[int]:
        return [self.app.pid]

    def add(self, **_: Any) -> App:
        return self.app

    def __iter__(self) -> Iterator[App]:
        yield self.app

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self.app


class App:
    display_alerts = True
    enable_events = True
    interactive = True
    visible = True

    def __init__(self, engine: Engine, office: Office) -> None:
        self.engine, self.office = engine, office
        self._updating = True
        self._status: str | bool = False
        self._indicator: Any = None

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, text: str | bool) -> None:
        """A line in the window of the active workbook; False gives the bar back to LibreOffice."""
        self._status = text
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None
        if isinstance(text, str) and not self.office.windowless:
            self._indicator = self.books.active.document.getCurrentController().getFrame().createStatusIndicator()
            self._indicator.start(text, 1)

    @property
    def api(self) -> NativeApp:
        return NativeApp(self)

    @property
    def pid(self) -> int:
        return self.office.process.pid if self.office.process else 0

    @property
    def version(self) -> str:
        access = self.office.create("com.sun.star.configuration.ConfigurationProvider")
        node = load_uno().createUnoStruct("com.sun.star.beans.PropertyValue")
        node.Name, node.Value = "nodepath", "/org.openoffice.Setup/Product"
        product = access.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (node,))
        return str(product.getByName("ooSetupVersion"))

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Any:
        return None

    def activate(self, steal_focus: bool = False) -> None:
        self.books.active.activate()

    @property
    def screen_updating(self) -> bool:
        return self._updating

    @screen_updating.setter
    def screen_updating(self, updating: bool) -> None:
        if updating == self._updating:
            return
        self._updating = updating
        for book in self.books:
            if updating:
                book.document.unlockControllers()
            else:
                book.document.lockControllers()

    @property
    def calculation(self) -> str:
        return "automatic" if self.books.active.document.isAutomaticCalculationEnabled() else "manual"

    @calculation.setter
    def calculation(self, how: str) -> None:
        document = self.books.active.document
        document.enableAutomaticCalculation(how == "automatic")
        if how == "automatic":
            document.calculate()

    def calculate(self) -> None:
        self.books.active.document.calculateAll()

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> str:
        """A message box; without a screen it closes by itself."""
        window = self.books.active.document.getCurrentController().getFrame().getContainerWindow()
        toolkit = self.office.create("com.sun.star.awt.Toolkit")
        kind = load_uno().Enum("com.sun.star.awt.MessageBoxType", "WARNINGBOX" if mode == "critical" else "INFOBOX")
        answer = toolkit.createMessageBox(window, kind, 3 if buttons == "yes_no" else 1, title or "", prompt or "").execute()
        return {2: "yes", 3: "no"}.get(answer, "ok")


class Books:
    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        return self.app.office.desktop

    def _documents(self) -> Iterator[Any]:
        for document in self.app.office.desktop.getComponents():
            if document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                yield document

    @property
    def active(self) -> Book:
        current = self.app.office.desktop.getCurrentComponent()
        for document in self._documents():
            if current is None or document.RuntimeUID == getattr(current, "RuntimeUID", ""):
                return Book(self.app, document)
        for document in self._documents():
            return Book(self.app, document)
        raise KeyError("no workbook is open")

    def __call__(self, name_or_index: int | str) -> Book:
        books = list(self)
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        for book in books:
            if book.name.casefold() == name_or_index.casefold():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return sum(1 for _ in self._documents())

    def __iter__(self) -> Iterator[Book]:
        for document in self._documents():
            yield Book(self.app, document)

    def add(self) -> Book:
        return Book(self.app, self.api.loadComponentFromURL("private:factory/scalc", "_blank", 0, ()))

    def open(self, fullname: str, *_: Any, **__: Any) -> Book:
        """Open a file with macros enabled only where the user's own settings say so."""
        path = Path(fullname).resolve()
        more = [("FilterName", _FILTERS[".xlam"])] if path.suffix.lower() == ".xlam" else []
        document = self.api.loadComponentFromURL(path.as_uri(), "_blank", 0, tuple(_property(*one) for one in more))
        if document is None:
            raise Unusable("calc.not_opened", file=path.name)
        return Book(self.app, document)


class Book:
    def __init__(self, app: App, document: Any) -> None:
        self.app, self.document = app, document

    @property
    def api(self) -> NativeBook:
        return NativeBook(self.document)

    @property
    def fullname(self) -> str:
        url = self.document.getURL()
        return unquote(urlparse(url).path) if url else self.name

    @property
    def name(self) -> str:
        url = self.document.getURL()
        return Path(unquote(urlparse(url).path)).name if url else str(self.document.Title)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        frame = self.document.getCurrentController().getFrame()
        self.app.office.desktop.setActiveFrame(frame)
        frame.activate()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        if path is None:
            self.document.store()
            return
        target = Path(path).resolve()
        self.document.storeAsURL(target.as_uri(), (_property("FilterName", _FILTERS[target.suffix.lower()]),))

    def to_pdf(self, path: str, quality: str | None = None) -> None:
        self.document.storeToURL(Path(path).resolve().as_uri(), (_property("FilterName", _FILTERS[".pdf"]),))

    def close(self) -> None:
        self.document.close(True)


def _property(name: str, value: Any) -> Any:
    made = load_uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


__all__ = ["App", "Apps", "Book", "Books", "Engine", "Sheet"]
