"""Bytes of a text file to text, strictly: UTF-8, UTF-16 with or without mark, GB18030 - or not at all."""

from __future__ import annotations

import codecs

from perf_xl.errors import Unusable

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LAYOUT = frozenset("\t\n\r\f\v\x1a")
# Share of the characters that must be Chinese, ASCII or punctuation for a guess of UTF-16 to stand.
_PLAUSIBLE = 0.9


def decode_text(data: bytes, book: str) -> str:
    """The text of a file. `book` is its name for the message. Raises Unusable when no encoding fits exactly."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data, encoding), book)
    if b"\0" in data:
        guesses = [_decoded(data, encoding) for encoding in ("utf-16-le", "utf-16-be")]
        best = max((guess for guess in guesses if guess is not None), key=_plausibility, default=None)
        return _checked(best if best is not None and _plausibility(best) >= _PLAUSIBLE else None, book)
    text = _decoded(data, "utf-8")
    return _checked(text if text is not None else _decoded(data, "gb18030"), book)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding, "strict")
    except UnicodeDecodeError:
        return None


def _checked(text: str | None, book: str) -> str:
    """Control characters that no text holds mean that the bytes were something else."""
    if text is None or any(character < " " and character not in _LAYOUT for character in text):
        raise Unusable("intake.not_text", file=book)
    return text.rstrip("\x1a")


def _plausibility(text: str) -> float:
    usual = sum(1 for character in text
                if "\u4e00" <= character <= "\u9fff" or "\u3000" <= character <= "\u303f"
                or "\uff00" <= character <= "\uffef" or " " <= character <= "~" or character in _LAYOUT
                or character in "≥≤“”‘’—…×·℃㎡\u00a0")
    return usual / len(text) if text else 0.0
