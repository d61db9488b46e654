"""Text that a writer may put into a file: characters no file format can hold are shown as a mark instead."""

from __future__ import annotations

import re

SHOWN_INSTEAD = "\ufffd"
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# What XML 1.0 forbids, together with lone surrogates and characters that reverse or hide text.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def inert(text: str) -> str:
    """The text with every kind of line break as a line feed and each forbidden character as the replacement mark."""
    return _FORBIDDEN.sub(SHOWN_INSTEAD, _BREAKS.sub("\n", text))


def on_one_line(text: str) -> str:
    """The inert text with line breaks and the blanks around them as one blank: for contents, bookmarks, names."""
    return re.sub(r"\s*\n\s*", " ", inert(text)).strip()
