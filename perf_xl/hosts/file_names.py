"""File names that Windows, macOS and Linux all accept."""

from __future__ import annotations

import re

LONGEST = 120                 # leaves room for a folder under Windows' 260 and for ext4's 255 bytes of UTF-8
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$")


def safe_file_name(text: str, suffix: str = "") -> str:
    """A file name (no folder) as near to `text` as possible, ending in `suffix` such as '.xlsx'.

    Forbidden characters become '_'; names of devices (CON, NUL, COM1 …) get a leading '_'; dots and blanks at the
    end go; blank text gives 'book'. Chinese characters stay.
    """
    stem = _FORBIDDEN.sub("_", text).strip(". \t\u3000\u00a0")[:LONGEST]
    stem = stem.encode("utf-8", "replace")[:2 * LONGEST - len(suffix.encode())].decode("utf-8", "ignore")
    stem = stem.strip(". ") or "book"
    if _DEVICES.match(stem.split(".")[0].rstrip()):
        stem = "_" + stem
    return stem + suffix
