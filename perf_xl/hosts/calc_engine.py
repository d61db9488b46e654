"""The door to LibreOffice: after `activate`, xlwings - and with it the Excel host - works on live Calc documents."""

from __future__ import annotations

from typing import Any

from perf_xl.hosts.calc.office import Office, connect

USUAL_PIPE = "perf_xl"      # soffice --accept="pipe,name=perf_xl;urp"


def activate(office: Office) -> Any:
    """Make the office xlwings' active engine; returns the xlwings App. Later offices replace earlier ones."""
    import xlwings
    from xlwings.main import Engine as Wrapper

    from perf_xl.hosts.calc.books import Engine

    engine = Wrapper(impl=Engine(office))
    xlwings.engines.add(engine)
    engine.activate()
    return engine.apps.active


def running_app(pipe: str = USUAL_PIPE) -> Any:
    """The LibreOffice the user has open, as an xlwings App. Raises Unusable when it does not listen."""
    return activate(connect(pipe))
