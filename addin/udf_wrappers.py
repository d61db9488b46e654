"""VBA wrappers of the worksheet functions, generated from perf_xl.udf: nobody has to import functions.

Their explanations are Chinese and therefore stand in the sheet of the add-in, one row per function and argument.
"""

from __future__ import annotations

from perf_xl.messages.say import sentence
from perf_xl.udf.table import UDFS, WHY, WHY_ARGUMENTS

_HEAD = """Attribute VB_Name = "PerfUdfs"
Option Explicit

' Generated from perf_xl/udf/table.py: one function per line of its table.
"""
FUNCTIONS = (*((udf.name, udf.arguments) for udf in UDFS), (WHY, WHY_ARGUMENTS))


def wrappers() -> str:
    """The module PerfUdfs."""
    return _HEAD + "".join(_wrapper(name, arguments) for name, arguments in FUNCTIONS) + _describe()


def descriptions() -> list[tuple[str, str]]:
    """Keys and Chinese texts for the function wizard."""
    texts = [("udf.category", sentence("udf.category"))]
    for name, arguments in FUNCTIONS:
        texts += [(f"udf.{name}.{key}", sentence(f"udf.{name}.{key}")) for key in ("about", *map(_plain, arguments))]
    return texts


def _wrapper(name: str, arguments: tuple[str, ...]) -> str:
    head = ", ".join(f"Optional ByVal {_plain(each)} As Variant" if each.endswith("?") else f"ByVal {_plain(each)} As Variant"
                     for each in arguments)
    lines = [f"\nPublic Function {name}({head}) As Variant"]
    lines += [f"    If IsMissing({_plain(each)}) Then {_plain(each)} = Empty" for each in arguments if each.endswith("?")]
    values = ", ".join(f"PerfValue({_plain(each)})" for each in arguments)
    lines += [f'    {name} = PerfCall("{name}", Array({values}))', "End Function\n"]
    return "\n".join(lines)


def _describe() -> str:
    """A Sub that registers every explanation."""
    lines = ["\nPublic Sub PerfDescribe()"]
    for name, arguments in FUNCTIONS:
        texts = ", ".join(f'UiText("udf.{name}.{_plain(each)}")' for each in arguments)
        lines.append(f'    Application.MacroOptions Macro:="{name}", Description:=UiText("udf.{name}.about"), '
                     f'Category:=UiText("udf.category"), ArgumentDescriptions:=Array({texts})')
    return "\n".join([*lines, "End Sub\n"])


def _plain(argument: str) -> str:
    return argument.rstrip("?:")
