"""What the characters stored in a cell mean: entities, escapes, line breaks, dates. For every reader of .xlsx the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from perf_xl.picture.grid import Value

_ESCAPE = r"_x([0-9A-Fa-f]{4})_"
_NAMED_ENTITY = re.compile("&(amp|lt|gt|quot|apos);")
_ENTITY = r"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));"
# Shared texts by their number as cells write it. An empty text is None, and so is that of a cell without number.
SharedTexts = Mapping[bytes | None, str | None]
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class Odd(Exception):
    """Not written in the usual way: only a parser can be trusted with it."""


def meant(text: str) -> str:
    """The text of a cell by what is stored. Raises Odd for an entity that XML does not know."""
    return clean(unescaped(text)) if "&" in text or "_x" in text or "\r" in text else text


def unescaped(text: str) -> str:
    """The text between two tags as it is meant. Raises Odd for an entity that XML does not know."""
    if "&" not in text:
        return text
    parts = _NAMED_ENTITY.split(text)
    names = parts[1::2]
    parts[1::2] = map(_NAMED.__getitem__, names)
    found = "".join(parts)
    if found.count("&") == names.count("amp"):
        return found
    found, number = re.subn(_ENTITY, _character, text)
    if number != text.count("&"):
        raise Odd
    return found


def _character(entity: re.Match[str]) -> str:
    named, decimal, hexadecimal = entity.groups()
    if named:
        return _NAMED[named]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000:
        return chr(number)
    raise Odd


def clean(text: str) -> str:
    """_x000D_ and other escapes resolved, line breaks as \\n."""
    if "_x" in text:
        text = re.sub(_ESCAPE, _escaped, text)
    return line_breaks(text)


def _escaped(escape: re.Match[str]) -> str:
    """The character; half a pair is none, and no file could be written with it."""
    number = int(escape[1], 16)
    return "\ufffd" if 0xD800 <= number <= 0xDFFF else chr(number)


def line_breaks(text: str) -> str:
    """The text with \\n for each line break, as it is stored by any system."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def moment(serial: float, since_1904: bool) -> Value:
    """A serial number as date, as date and time, or - below one day - as time; the number itself out of range."""
    if not 0 <= serial < 2_958_466:
        return serial
    if serial < 1 and not since_1904:
        return (datetime(1900, 1, 1) + timedelta(seconds=round(serial * 86_400))).time()
    # Serial numbers count a 29 February 1900 that never was.
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    found = first + timedelta(days=int(serial), milliseconds=round(serial % 1 * 86_400_000))
    return found.date() if found.time() == time(0) else found


def dated(text: str) -> Value:
    """A date spelled out (ISO 8601); the text itself where it is none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return found if "T" in text else date(found.year, found.month, found.day)
