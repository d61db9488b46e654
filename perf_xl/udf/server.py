"""The Python that stays open behind the worksheet functions: what xlwings' library starts and VBA asks over COM.

Only `Answer` can be asked: xlwings' own server would run any code that it is sent.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from perf_xl.hosts.excel.attach import xlwings
from perf_xl.udf import call


class Functions:
    """What VBA holds in its hands."""

    _public_methods_ = ("Answer",)

    def Answer(self, name: str, *arguments: Any) -> Any:
        """The answer of a function. COM takes a bare tuple for several results, so rows go in one of their own."""
        answer = call(name, *arguments)
        return (answer,) if isinstance(answer, tuple) else answer


def serve(identity: str) -> None:
    """Answer until Excel lets go. `identity` is the class id that the library gave."""
    xlwings()      # as everywhere, without its habit of ending Excel processes
    server = import_module("xlwings.com_server")
    server.XLPython = Functions  # type: ignore[attr-defined]
    server.serve(identity)


if __name__ == "__main__":
    serve(sys.argv[1])
