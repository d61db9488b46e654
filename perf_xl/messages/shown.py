"""Text of files and names of files as they may be shown: whole characters, none that steers a screen."""

from __future__ import annotations

import re

MARK = "\ufffd"
# Control characters but line feed and tab, halves of characters, and what turns the direction of writing.
_STEERING = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
_BREAKS = "[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+"


def shown(text: str) -> str:
    """The text with a mark for each character that would do something instead of being seen."""
    return text if text.isprintable() else re.sub(_STEERING, MARK, whole(text))


def on_one_line(text: str) -> str:
    """The same, with a blank for line breaks and tabs."""
    return text.strip() if text.isprintable() else shown(re.sub(_BREAKS, " ", text)).strip()


def whole(text: str) -> str:
    """Names that the system could not decode come with halves of characters: read as UTF-8 where they are, else marked."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _repaired(text)
    return text


def _repaired(text: str) -> str:
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", MARK, text)
