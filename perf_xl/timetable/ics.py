"""Dates as an iCalendar file (RFC 5545), which Outlook, WPS and telephones take in.

All-day events with a reminder. UIDs depend on the department, the year and the thing only, so that taking the file in
again replaces the events. Nothing depends on the clock: the same dates give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from perf_xl.model.due import Due

_LONGEST = 75      # octets of a line without its CRLF (RFC 5545, 3.1)
_UNSEEN = dict.fromkeys((*range(0x20), 0x7F))      # control characters cannot stand in a text
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", **{chr(code): None for code in _UNSEEN if code != 10}})


def calendar_bytes(events: Iterable[Due], title: str, owner: str, year: int) -> bytes:
    """The file. `owner` names whose calendar it is, for the UIDs; `title` is what the calendar is called."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//perf_xl//timetable//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
             f"X-WR-CALNAME:{_escaped(title)}"]
    for each in events:
        lines += _event(each, owner, year)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def uid(key: str, owner: str, year: int) -> str:
    """The same for the same thing of the same department and year, whatever its text."""
    digest = hashlib.sha256(f"{owner}\n{year}\n{key}".encode()).hexdigest()[:16]
    return f"{year}-{key}-{digest}@perf-xl"


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, never inside a character; each further piece begins with a blank."""
    piece, room = "", _LONGEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield piece
            piece, room = " ", _LONGEST - 1
        piece += letter
        room -= size
    yield piece


def _event(each: Due, owner: str, year: int) -> list[str]:
    what = "\n".join(part for part in (each.what, f"依据：{each.basis}", each.source) if part)
    return [
        "BEGIN:VEVENT", f"UID:{uid(each.key, owner, year)}", f"DTSTAMP:{year}0101T000000Z",
        f"DTSTART;VALUE=DATE:{_day(each.day)}", f"DTEND;VALUE=DATE:{_day(each.day + timedelta(days=1))}",
        f"SUMMARY:{_escaped(each.title)}", f"DESCRIPTION:{_escaped(what)}", "TRANSP:TRANSPARENT",
        "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(each.title)}", f"TRIGGER:-P{each.ahead}D", "END:VALARM",
        "END:VEVENT",
    ]


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _escaped(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode().translate(_ESCAPES)
