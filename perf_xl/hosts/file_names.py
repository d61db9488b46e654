"""File names that Windows, macOS and Linux all accept."""

from __future__ import annotations

import re

LONGEST = 120                 # leaves room for a folder under Windows' 260 and for ext4's 255 bytes of UTF-8
# What Windows forbids, and what hides or turns the rest of the name: an .exe could be shown as an .xlsx.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$")


def safe_file_name(text: str, suffix: str = "") -> str:
    """A file name (no folder) as near to `text` as possible, ending in `suffix` such as '.xlsx'.

    Forbidden characters become '_'; names of devices (CON, NUL, COM1 …) get a leading '_'; dots and blanks at the
    end go; blank text gives 'book'. Chinese characters stay.
    """
    stem = _FORBIDDEN.sub("_", text).strip(". \t\u3000\u00a0")[:LONGEST]
    stem = stem.encode("utf-8", "replace")[:2 * LONGEST - len(suffix.encode())].decode("utf-8", "ignore")
    stem = stem.strip(". ") or "book"
    if _DEVICES.match(stem.split(".")[0].rstrip()) or stem.startswith("~$"):      # office programs take that for a lock
        stem = "_" + stem
    return stem + suffix


def unlike(stem: str, taken: set[str]) -> str:
    """The stem, or the stem with a number where a file of this run already has it: two units never share one file.

    Names that differ only in case are one name on Windows and macOS. `taken` grows by what is given.
    """
    name, number = stem, 2
    while name.casefold() in taken:
        name, number = f"{stem}({number})", number + 1
    taken.add(name.casefold())
    return name
