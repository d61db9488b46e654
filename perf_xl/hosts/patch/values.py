"""Values of cells: what a cell holds, whether it still holds what was expected, how a new value is written."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from perf_xl.hosts.patch.package import Element
from perf_xl.hosts.patch.strings import SharedStrings, add_text, escaped, rich_text, unescaped
from perf_xl.picture.blueprint import Drawable, Formula
from perf_xl.picture.grid import Value

LONGEST_TEXT = 32767                # UTF-16 units in a cell
_FORMATS = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}


def held(cell: Element | None, strings: SharedStrings) -> tuple[str, Value]:
    """Type letter and value of a cell; ('', None) for a blank one. Numbers are floats, dates stay numbers."""
    if cell is None:
        return "", None
    kind = cell.get("t", "n")
    space = cell.tag[: cell.tag.index("}") + 1]
    if kind == "inlineStr":
        inner = cell.find(f"{space}is")
        text = rich_text(inner) if inner is not None else ""
        return ("s", text) if text else ("", None)
    stored = cell.findtext(f"{space}v")
    if not stored:
        return "", None
    if kind == "s":
        text = strings.text(stored)
        return ("s", text) if text else ("", None)
    if kind in ("str", "e", "d"):
        return ("e" if kind == "e" else "s"), unescaped(stored)
    if kind == "b":
        return "b", stored.strip() in ("1", "true")
    try:
        return "n", float(stored)
    except ValueError:
        return "s", stored


def still_holds(cell: Element | None, before: Value, strings: SharedStrings, epoch: datetime) -> bool:
    """Whether the cell holds `before`. Numbers are compared as numbers, dates as the numbers they are stored as."""
    kind, value = held(cell, strings)
    if before is None or before == "":
        return kind == "" or kind == "e"
    if isinstance(before, bool):
        return kind == "b" and value is before
    if isinstance(before, str):
        return isinstance(value, str) and _lines(value) == _lines(before)
    return kind == "n" and isinstance(value, float) and math.isclose(value, serial(before, epoch), rel_tol=1e-12, abs_tol=1e-9)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def date_format(value: object) -> str:
    """The number format that a date or time needs; '' for any other value."""
    return _FORMATS.get(type(value), "")


def serial(value: Drawable | time | timedelta, epoch: datetime) -> float:
    """A number, date or time as the number that a workbook stores."""
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - epoch) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - epoch.date()).days)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    assert isinstance(value, int | float | Decimal)
    return float(value)


def write_value(cell: Element, value: Value | Formula, epoch: datetime) -> None:
    """Replace the content of a cell; its style stays. Text never becomes a formula."""
    for child in list(cell):
        cell.remove(child)
    for attribute in ("t", "cm", "vm"):
        cell.attrib.pop(attribute, None)
    space = cell.tag[: cell.tag.index("}") + 1]
    if isinstance(value, Formula):
        _sub(cell, f"{space}f", escaped(value.text.removeprefix("=")))
        _write_plain(cell, space, value.value, epoch, "str")
    else:
        _write_plain(cell, space, value, epoch, "inlineStr")


def _write_plain(cell: Element, space: str, value: Drawable | time | timedelta, epoch: datetime, text_kind: str) -> None:
    if value is None or (value == "" and text_kind == "inlineStr"):
        return
    if isinstance(value, bool):
        cell.set("t", "b")
        _sub(cell, f"{space}v", str(int(value)))
    elif isinstance(value, str):
        cell.set("t", text_kind)
        if text_kind == "str":
            _sub(cell, f"{space}v", escaped(value))
        else:
            inner = cell.makeelement(f"{space}is")
            cell.append(inner)
            add_text(inner, f"{space}t", value)
    else:
        _sub(cell, f"{space}v", _digits(serial(value, epoch)))


def _digits(number: float) -> str:
    if not math.isfinite(number):
        raise ValueError("a cell cannot hold a number that is not finite")
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _sub(cell: Element, tag: str, text: str) -> None:
    node = cell.makeelement(tag)
    node.text = text
    cell.append(node)
