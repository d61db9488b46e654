"""The Python behind the worksheet functions, reachable from LibreOffice's Basic as VBA reaches it in Excel.

Only what carries calls between the programs is replaced: UNO instead of COM.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from perf_xl.hosts.calc.office import load_uno
from perf_xl.udf.server import Functions


def open_python() -> Any:
    """An object for Basic whose methods are those that COM would show."""
    load_uno()
    unohelper = import_module("unohelper")
    from com.sun.star.beans import UnknownPropertyException
    from com.sun.star.script import XInvocation

    class Bridged(unohelper.Base, XInvocation):  # type: ignore[misc,name-defined]
        """Functions, in Basic's hands."""

        def getIntrospection(self) -> None:
            return None

        def invoke(self, name: str, arguments: Any, indexes: Any, out: Any) -> Any:
            answer = getattr(Functions(), name)(*arguments)
            return (answer[0] if isinstance(answer, tuple) else answer), (), ()      # as COM takes it

        def getValue(self, name: str) -> Any:
            raise UnknownPropertyException(name, self)

        def setValue(self, name: str, value: Any) -> None:
            raise UnknownPropertyException(name, self)

        def hasMethod(self, name: str) -> bool:
            return name in Functions._public_methods_

        def hasProperty(self, name: str) -> bool:
            return False

    return Bridged()
