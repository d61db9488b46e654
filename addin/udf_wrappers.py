"""VBA wrappers of the worksheet functions, generated from perf_xl.udf: nobody has to import functions."""

from __future__ import annotations

from perf_xl.udf import UDFS, Udf

_HEAD = """Attribute VB_Name = "PerfUdfs"
Option Explicit

' Generated from perf_xl/udf.py: one function per line of its table.
"""


def wrappers() -> str:
    """The module PerfUdfs."""
    return _HEAD + "".join(_wrapper(udf) for udf in UDFS)


def _wrapper(udf: Udf) -> str:
    names = [name for name, _ in udf.arguments]
    head = ", ".join(f"Optional ByVal {name[:-1]} As Variant" if name.endswith("?") else f"ByVal {name} As Variant"
                     for name in names)
    lines = [f"\nPublic Function {udf.name}({head}) As Variant"]
    lines += [f"    If IsMissing({name[:-1]}) Then {name[:-1]} = Empty" for name in names if name.endswith("?")]
    values = ", ".join(f"PerfValue({name.removesuffix('?')})" for name in names)
    lines += [f'    {udf.name} = PerfCall("{udf.name}", Array({values}))', "End Function\n"]
    return "\n".join(lines)
