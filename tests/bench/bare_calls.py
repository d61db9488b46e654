"""A drawing as the bare XlsxWriter calls it comes down to: recorded once, then run as a straight script.

What is timed is what somebody would have written by hand who knew every cell: no picture, no styles by name, no choice
of writer; options are built anew by each call, as they are in a script.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from io import BytesIO
from typing import Any
from unittest.mock import patch

import xlsxwriter

from perf_xl.hosts.xlsx_draw import drawn
from perf_xl.picture.blueprint import Blueprint

_A_PART = 2_000      # statements of one function


def bare_calls(blueprint: Blueprint, told: bool = False) -> Callable[[], bytes]:
    """Gives the bytes that `drawn(blueprint)` gives, by the same calls of the library and nothing else.

    `told`: formulas say, as ours do, that they need no search for newer functions.
    """
    script = _Script(told)
    with patch("xlsxwriter.Workbook", script.begin):
        expected = drawn(blueprint)
    replay = script.compiled()
    if replay() != expected:
        raise AssertionError("the recorded calls draw another workbook")
    gc.collect()
    gc.freeze()      # the script is large: the collector must not walk through it while others are timed
    return replay


class _Script:
    """The calls as Python source; `names` are the values that the source cannot spell."""

    def __init__(self, told: bool) -> None:
        self._told = told
        self._lines: list[str] = []
        self._names: dict[str, Any] = {}
        self._options: Any = None
        self._made = 0

    def begin(self, target: BytesIO, options: Any) -> _Recorded:
        self._options = options
        return _Recorded(self, "workbook", xlsxwriter.workbook.Workbook(target, options))

    def note(self, line: str) -> None:
        self._lines.append(line)

    def name(self, kind: str) -> str:
        self._made += 1
        return f"{kind.lower()}{self._made}"

    def spelled(self, value: Any) -> str:
        if isinstance(value, _Recorded):
            return value.spelling
        if isinstance(value, str) and (type(value) is str or not self._told):
            return repr(str(value))
        if type(value) in (int, float, bool, type(None)):
            return repr(value)
        if type(value) is dict:
            return "{" + ", ".join(f"{name!r}: {self.spelled(each)}" for name, each in value.items()) + "}"
        if type(value) is list:
            return "[" + ", ".join(map(self.spelled, value)) + "]"
        name = self.name("given")
        self._names[name] = value
        return name

    def compiled(self) -> Callable[[], bytes]:
        parts = [self._lines[start:start + _A_PART] for start in range(0, len(self._lines), _A_PART)]
        shared = f"global {', '.join(sorted({line.partition(' = ')[0] for line in self._lines if _makes(line)}))}"
        source = [line for number, part in enumerate(parts) for line in (f"def part{number}(workbook):", f" {shared}", *(f" {each}" for each in part))]
        space = dict(self._names)
        exec(compile("\n".join(source), "<recorded>", "exec"), space)
        steps = [space[f"part{number}"] for number in range(len(parts))]

        def replay() -> bytes:
            target = BytesIO()
            workbook = xlsxwriter.workbook.Workbook(target, self._options)
            for step in steps:
                step(workbook)
            return target.getvalue()

        return replay


def _makes(line: str) -> bool:
    return line.partition(" = ")[0].isidentifier()


class _Recorded:
    """Stands for the workbook, a sheet, a format or a chart: hands every call on and notes it."""

    def __init__(self, script: _Script, spelling: str, real: Any) -> None:
        self.script, self.spelling, self.real = script, spelling, real

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.real, name)
        return self._called(name, found) if callable(found) else found

    def _called(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if name == "close":
                self._scopes()
            spelled = [*map(self.script.spelled, given), *(f"{key}={self.script.spelled(each)}" for key, each in named.items())]
            line = f"{self.spelling}.{name}({', '.join(spelled)})"
            result = method(*map(_bare, given), **{key: _bare(each) for key, each in named.items()})
            if not name.startswith("add_") or result is None or isinstance(result, int):
                self.script.note(line)
                return result
            made = _Recorded(self.script, self.script.name(type(result).__name__), result)
            self.script.note(f"{made.spelling} = {line}")
            return made

        return call

    def _scopes(self) -> None:
        """Names of single sheets get their scope by assignment, not by a call."""
        for index, (_, scope, *_) in enumerate(self.real.defined_names):
            if scope != -1:
                self.script.note(f"workbook.defined_names[{index}][1] = {scope}")


def _bare(value: Any) -> Any:
    """The library's own objects, also inside options; options as a copy, since the library changes them."""
    if isinstance(value, _Recorded):
        return value.real
    if isinstance(value, dict):
        return {name: _bare(each) for name, each in value.items()}
    return value
