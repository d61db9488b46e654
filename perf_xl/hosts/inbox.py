"""What was handed in: files, folders with folders in them, zips, mails. Read where they lie, opened in memory only.

Every file comes out, with its content or with the reason why not; nothing is passed over in silence, and one that
fails never stops the others. The order is that of the names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from perf_xl.errors import Unusable
from perf_xl.hosts.file_kind import FileKind, kind_of
from perf_xl.hosts.received import received
from perf_xl.law.limits import inbox_limits

_MAIL = (rb"\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:MIME-Version|Received|Return-Path|Delivered-To|"
         rb"X-Mailer|Message-ID):")
_UNSEEN = "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
_LONGEST_NAME = 160
Facts = tuple[tuple[str, str], ...]


class Inlet(Struct, frozen=True):
    """A file on disk and the name it is shown by; `asked`: the user named it himself. `reason` where it is no file to open."""

    path: Path
    name: str
    asked: bool = False
    reason: str = ""
    facts: Facts = ()


class Item(Struct, frozen=True):
    """One file of the inbox. `data` None: not opened, for `reason`. `opened`: a zip or mail whose files follow."""

    name: str
    data: bytes | None = None
    when: datetime | None = None
    reason: str = ""
    facts: Facts = ()
    opened: int | None = None


def inlets(paths: Sequence[Path], leave_out: Sequence[Path] = ()) -> list[Inlet]:
    """Files as given; folders with every file in them and below. `leave_out` are the files about to be written."""
    folders = [path for path in paths if path.is_dir()]
    found: dict[str, Inlet] = {}
    for path in paths:
        if path in folders:
            above = path.resolve().name if len(folders) > 1 else ""
            for inlet in _walk(path, above):
                found.setdefault(os.path.realpath(inlet.path), inlet)
        else:
            found[os.path.realpath(path)] = Inlet(path, shown_name(path.name), asked=True)
    for path in leave_out:
        found.pop(os.path.realpath(path), None)
    listed = _told_apart(sorted(found.values(), key=lambda each: (each.name.casefold(), str(each.path))))
    limit = inbox_limits().files
    if len(listed) > limit:
        raise Unusable("inbox.too_many_files", found=len(listed), limit=limit)
    return listed


def _walk(folder: Path, above: str) -> Iterator[Inlet]:
    """Links to folders are not followed: they may lead in circles."""
    closed: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=lambda problem: closed.append(Path(problem.filename))):
        folders.sort()
        for name in sorted(files):
            path = Path(place, name)
            yield Inlet(path, shown_name(str(Path(above, path.relative_to(folder)))))
    for path in closed:
        yield Inlet(path, shown_name(str(Path(above, path.relative_to(folder)))), reason="inbox.closed_folder")


def _told_apart(listed: list[Inlet]) -> list[Inlet]:
    """Files of one name from several places are shown by their whole path."""
    names = [each.name for each in listed]
    return [each if names.count(each.name) == 1 else Inlet(each.path, shown_name(str(each.path)), each.asked, each.reason, each.facts)
            for each in listed]


def shown_name(name: str) -> str:
    """Without characters that could hide what a name says, and not endless."""
    clean = re.sub(_UNSEEN, "_", name.replace("\\", "/").encode("utf-8", "replace").decode())
    return clean if len(clean) <= _LONGEST_NAME else f"{clean[:60]}…{clean[-(_LONGEST_NAME - 61):]}"


def is_lock_file(name: str) -> bool:
    """The small files that Excel, WPS and LibreOffice leave beside an open workbook."""
    own = name.replace("\\", "/").rpartition("/")[2]
    return own.startswith(("~$", ".~"))


def items(inlet: Inlet) -> Iterator[Item]:
    """The file itself, or what is in it. Never raises for what a file holds."""
    if inlet.reason:
        yield Item(inlet.name, reason=inlet.reason, facts=inlet.facts)
        return
    if is_lock_file(inlet.name):
        yield Item(inlet.name, reason="inbox.lock_file")
        return
    try:
        when = datetime.fromtimestamp(inlet.path.stat().st_mtime, UTC)
        data = received(inlet.path)
    except Unusable as problem:
        yield Item(inlet.name, reason=problem.what, facts=tuple(problem.facts.items()))
        return
    except OSError as problem:
        missing = isinstance(problem, FileNotFoundError)
        yield Item(inlet.name, reason="read.missing" if missing else "read.no_permission", facts=(("book", inlet.name),))
        return
    yield from opened(Item(inlet.name, data, when), 0)


def opened(item: Item, depth: int, inside_zip: bool = False) -> Iterator[Item]:
    """An item as it is, or for a zip or a mail what is in it. `depth` counts the containers it came out of."""
    kind = container_kind(item)
    if not kind:
        yield item
        return
    if depth >= inbox_limits().depth or (kind == "zip" and inside_zip):
        yield Item(item.name, when=item.when, reason="inbox.nested", facts=(("limit", str(inbox_limits().depth)),))
        return
    from perf_xl.hosts.mail_parts import mail_items
    from perf_xl.hosts.zip_parts import zip_items

    inner = zip_items if kind == "zip" else mail_items
    count = 0
    try:
        for part in inner(item):
            count += 1
            if part.data is None:
                yield part
            else:
                yield from opened(part, depth + 1, inside_zip or kind == "zip")
    except Unusable as problem:
        yield Item(item.name, when=item.when, reason=problem.what, facts=tuple({"book": item.name, **problem.facts}.items()))
        return
    yield Item(item.name, when=item.when, reason=f"inbox.opened_{kind}", facts=(("number", str(count)),), opened=count)


def container_kind(item: Item) -> str:
    """'zip', 'mail' or ''. Told by content; a mail also by its ending."""
    data = item.data or b""
    if data.startswith(b"PK"):
        try:
            return "zip" if kind_of(data, item.name) is FileKind.ZIP else ""
        except Unusable:
            return ""
    if item.name.lower().endswith(".eml") and data:
        return "mail"
    return "mail" if re.match(_MAIL, data[:8192], re.IGNORECASE) else ""
