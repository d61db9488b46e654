"""What VBA holds in its hands in Excel: one method and nothing else."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from addin.udf_wrappers import FUNCTIONS, descriptions, wrappers
from perf_xl.udf import call, server


def test_rows_go_in_a_tuple_of_their_own_as_com_wants_them() -> None:
    functions = server.Functions()
    assert functions._public_methods_ == ("Answer",)
    assert functions.Answer("PERF_PACE", 20.0, 50.0, None, None, None) == 0.4
    assert functions.Answer("PERF_PACE", ((20.0,), (5.0,)), 50.0, None, None, None) == (((0.4,), (0.1,)),)


@pytest.mark.parametrize(("name", "given"), [
    ("PERF_TARGET", ("≥95%",)), ("PERF_CODE_OK", ("x",)), ("PERF_GRADE", (91.0,)), ("PERF_WHY", ("PERF_PACE", "二十", 50.0)),
])
def test_arguments_that_are_left_out_come_as_blanks(name: str, given: tuple[object, ...]) -> None:
    """VBA always sends five."""
    assert call(name, *given, *(None,) * (5 - len(given))) == call(name, *given)


def test_the_library_of_xlwings_serves_ours_instead_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own would run any code that it is sent."""
    theirs = ModuleType("xlwings.com_server")
    served: list[object] = []
    theirs.XLPython = object  # type: ignore[attr-defined]
    theirs.serve = lambda identity: served.append((identity, theirs.XLPython))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "xlwings.com_server", theirs)
    server.serve("{id}")
    assert served == [("{id}", server.Functions)]


def test_explanations_fit_into_the_function_wizard() -> None:
    texts = dict(descriptions())
    assert all(0 < len(text) <= 255 for text in texts.values())
    for name, arguments in FUNCTIONS:
        assert f"udf.{name}.about" in texts
        assert f'Application.MacroOptions Macro:="{name}"' in wrappers()
        assert len([key for key in texts if key.startswith(f"udf.{name}.")]) == len(arguments) + 1
