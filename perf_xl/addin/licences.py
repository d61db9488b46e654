"""The list of what a bundle holds: name, version, licence and home of every wheel, as its own metadata say."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from perf_xl.messages.say import sentence

_LONGEST = 60      # some packages put the whole text of their licence into the field for its name


def licences(wheels: Iterable[Path]) -> str:
    """The text of licences.txt; the licences themselves lie within each wheel."""
    rows = [_row(_metadata(path)) for path in sorted(wheels)]
    return sentence("addin.licences_head") + "\n\n" + "\n".join(rows) + "\n\n" + sentence("addin.licences_foot") + "\n"


def _metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(entry for entry in archive.namelist() if entry.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(name).decode("utf-8"))


def _row(about: Message) -> str:
    return f"{about['Name']} {about['Version']}：{_licence(about)}  {_home(about)}".rstrip()


def _licence(about: Message) -> str:
    written = about["License-Expression"] or about["License"] or ""
    if 0 < len(written) <= _LONGEST or about["License-Expression"]:
        return str(written)
    classified = [line.rsplit("::", 1)[1].strip() for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    return "、".join(classified) or sentence("addin.licence_inside")


def _home(about: Message) -> str:
    links = [line.split(",", 1)[1].strip() for line in about.get_all("Project-URL", []) if "," in line]
    return about["Home-page"] or next(iter(links), "")
