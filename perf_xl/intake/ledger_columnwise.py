"""Whole columns of texts at once: digits to whole numbers, dates to 20230305, texts to 64-bit keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from perf_xl.intake.ledger_keys import MULTIPLIER, SEED

Numbers = np.ndarray[Any, Any]

PADDING = 64                 # before and behind the texts of a buffer, so that looking beyond a text stays inside it
_MINUS, _POINT, _COMMA = b"-.,"
_LONGEST_KEY = 32            # bytes of a text that gets its key here
_FETCHED = 4                 # words of a text at once
_LONGEST_WHOLE = 11          # digits before the point; a block's sum then stays below 2**63
_BLANK = np.zeros(256, bool)
_BLANK[[9, 10, 11, 12, 13, 32]] = True
_DATE_SEPARATOR = np.zeros(256, bool)
_DATE_SEPARATOR[list(b"-/.")] = True
_EXOTIC = np.zeros(256, bool)
_EXOTIC[[0xC2, 0xE2, 0xE3, 0xEF]] = True
_WORD_MASK = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
_LAST_BYTES = ~_WORD_MASK[::-1]
_SHIFT = np.uint64(32)
_SLOT = np.uint64(48)
_YEAR, _YEAR_AND_MARKS = np.uint64(0xFFFF_FFFF), np.uint64(0xFF00_00FF_FFFF_FFFF)      # of a date with separators
_TWO_DIGITS = np.full(1 << 16, -100_000)      # by both characters, the first the lower; far below zero for what is no digit
_TWO_DIGITS[[ord(f"{number // 10}") | ord(f"{number % 10}") << 8 for number in range(100)]] = range(100)
_ZEROS = np.uint64(0x3030_3030_3030_3030)
_HIGH_HALVES, _LOW_HALVES = np.uint64(0xF0F0_F0F0_F0F0_F0F0), np.uint64(0x0F0F_0F0F_0F0F_0F0F)
_SIXES, _THREES = np.uint64(0x0606_0606_0606_0606), np.uint64(0x3333_3333_3333_3333)


class Texts(Struct, frozen=True):
    """The texts of a column: where each begins and ends (behind its last byte) in a buffer of UTF-8."""

    buffer: Numbers
    starts: Numbers
    ends: Numbers

    @property
    def lengths(self) -> Numbers:
        return self.ends - self.starts

    def text(self, at: int) -> str:
        return self.buffer[int(self.starts[at]):int(self.ends[at])].tobytes().decode("utf-8", "replace")

    def words(self, at: Numbers, count: int = 1) -> Numbers:
        """The eight bytes from each place on, the first the lowest; then the next eight, and so on, each a row.

        To fetch a number of words from odd places takes as long as to fetch one.
        """
        size = 8 * count
        view = np.ndarray((len(self.buffer) - size + 1,), f"V{size}", self.buffer.data, 0, (1,))
        return view[at].view("<u8").reshape(-1, count).T

    def stripped(self) -> Texts:
        """Without ASCII blanks around the texts."""
        starts, ends, buffer = self.starts, self.ends, self.buffer
        if len(starts) and buffer[ends - 1].min() > 32 and buffer[starts].min() > 32:
            return self
        while (more := (ends > starts) & _BLANK[buffer[ends - 1]]).any():
            ends = ends - more
        while (more := (ends > starts) & _BLANK[buffer[starts]]).any():
            starts = starts + more
        return Texts(buffer, starts, ends)

    def among(self, rows: Numbers) -> Texts:
        return Texts(self.buffer, self.starts[rows], self.ends[rows])


def padded(text: bytes) -> bytes:
    """What a buffer for texts is made of."""
    return bytes(PADDING) + text + bytes(PADDING)


def amounts(texts: Texts, decimals: int, grouped: bool = True) -> tuple[Numbers, Numbers]:
    """Texts like `-1,234.5` times ten to the power of `decimals`, as whole numbers; and which texts are such."""
    ends = texts.ends
    negative = (texts.buffer.take(texts.starts) == _MINUS) & (ends > texts.starts)
    has_negative = negative.any()
    starts = texts.starts + negative if has_negative else texts.starts
    lengths = ends - starts
    before, last = texts.words(ends - 16, 2)
    if decimals == 2 and ((_byte(last, 5) == _POINT) & (lengths > 2)).all():      # the usual case
        word = before >> np.uint64(40) | last << np.uint64(24)
        value, is_plain = _whole(word, texts, starts, ends - 3, grouped)
        tens, ones = _byte(last, 6) - 48, _byte(last, 7) - 48
        is_plain &= (tens <= 9) & (ones <= 9)
        value = value * 100 + (tens * np.uint8(10) + ones)
    else:
        value, is_plain = _with_places(texts, starts, decimals, grouped)
    return np.where(negative, -value, value) if has_negative else value, is_plain


def _with_places(texts: Texts, starts: Numbers, decimals: int, grouped: bool) -> tuple[Numbers, Numbers]:
    """Numbers with up to so many digits behind the point, or without a point."""
    buffer, ends = texts.buffer, texts.ends
    lengths = ends - starts
    behind_point = np.zeros(len(starts), np.int64)
    for places in range(1, decimals + 1):
        np.copyto(behind_point, places, where=(buffer[ends - 1 - places] == _POINT) & (lengths > places))
    whole_ends = ends - behind_point - (behind_point > 0)
    word, = texts.words(whole_ends - 8)
    value, is_plain = _whole(word, texts, starts, whole_ends, grouped)
    for places in range(decimals):
        here = behind_point > places
        digit = buffer[np.where(here, whole_ends + 1 + places, 0)] - 48
        is_plain &= ~here | (digit <= 9)
        value = value * 10 + np.where(here, digit, 0)
    return value, is_plain


def _whole(last: Numbers, texts: Texts, starts: Numbers, ends: Numbers, grouped: bool) -> tuple[Numbers, Numbers]:
    """Digits, of which `last` are the last eight; the few longer or grouped ones on their own."""
    lengths = ends - starts
    value, is_plain = _digits(_filled(last, lengths))
    is_plain &= (lengths >= 1) & (lengths <= 8)
    if not is_plain.all():
        rest = np.flatnonzero(~is_plain & (lengths > 4))
        value[rest], is_plain[rest] = _longer(texts.buffer, starts[rest], ends[rest], grouped)
    return value, is_plain


def _filled(last: Numbers, lengths: Numbers) -> Numbers:
    """The last eight characters of texts; those before a shorter text are made zeros."""
    filled = last ^ _ZEROS
    filled &= _LAST_BYTES.take(lengths, mode="clip")
    filled ^= _ZEROS
    return filled


def _digits(word: Numbers) -> tuple[Numbers, Numbers]:
    """Eight characters as a number, pairs and fours at once; and whether all are digits."""
    halves = word + _SIXES
    halves &= _HIGH_HALVES
    halves >>= np.uint64(4)
    halves |= word & _HIGH_HALVES
    value = word & _LOW_HALVES
    value *= np.uint64(2561)
    value >>= np.uint64(8)
    value &= np.uint64(0x00FF_00FF_00FF_00FF)
    value *= np.uint64(6_553_601)
    value >>= np.uint64(16)
    value &= np.uint64(0x0000_FFFF_0000_FFFF)
    value *= np.uint64(42_949_672_960_001)
    value >>= _SHIFT
    return value.view(np.int64), halves == _THREES


def _longer(buffer: Numbers, starts: Numbers, ends: Numbers, grouped: bool) -> tuple[Numbers, Numbers]:
    """Digits, grouped by commas in threes or not grouped at all."""
    lengths = ends - starts
    commas = (lengths > 4) & (buffer[ends - 4] == _COMMA) & grouped
    is_plain = (lengths >= 1) & (lengths <= _LONGEST_WHOLE + 3 * commas) & ~(commas & (lengths % 4 == 0))
    value = np.zeros(len(starts), np.int64)
    for place in range(int(np.max(np.where(is_plain, lengths, 0), initial=0))):
        here = place < lengths
        digit = buffer[ends - 1 - place] - 48
        is_comma = commas & (place % 4 == 3)
        is_plain &= ~(here & is_comma) | (digit == (_COMMA - 48) % 256)
        here &= ~is_comma
        is_plain &= ~here | (digit <= 9)
        power = np.where(commas, np.int64(10 ** (place - place // 4)), np.int64(10 ** place))
        value += np.where(here & is_plain, digit, 0) * power
    return value, is_plain


def whole_numbers(texts: Texts) -> tuple[Numbers, Numbers]:
    """Texts of one to sixteen digits as numbers; and which texts are such."""
    lengths = texts.lengths
    before, last = texts.words(texts.ends - 16, 2)
    value, is_plain = _digits(_filled(last, lengths))
    if np.max(lengths, initial=0) > 8:
        upper, is_upper = _digits(_filled(before, lengths - 8))
        value, is_plain = value + upper * 10 ** 8, is_plain & is_upper
    return value, is_plain & (lengths >= 1) & (lengths <= 16)


def ymd(texts: Texts) -> tuple[Numbers, Numbers]:
    """`2023-03-05`, `2023/03/05`, `2023.03.05`, each with or without a time behind, and `20230305` as 20230305."""
    lengths = texts.lengths
    front, behind = texts.words(texts.starts, 2)
    heads = once(front & _YEAR_AND_MARKS)
    parted = _DATE_SEPARATOR[_byte(heads, 4)] & _DATE_SEPARATOR[_byte(heads, 7)]
    if len(heads) == 1 and parted and (lengths == 10).all():      # the usual case: days of one year, written alike
        year, is_date = _digits(heads & _YEAR | _ZEROS << _SHIFT)
        month, day = (_TWO_DIGITS.take(two) for two in ((front >> np.uint64(40)).astype(np.uint16), behind.astype(np.uint16)))
        month *= 100
        month += day
        value, is_date = year + month, is_date & (month >= 0)
    else:
        after = _byte(behind, 2)
        parted = parted & (lengths >= 10) & ((lengths == 10) | (after == 32) | (after == ord("T")))
        together = ((front & _YEAR) | ((front >> np.uint64(8)) & np.uint64(0x0000_FFFF_0000_0000)) | (behind << np.uint64(48)))
        value, is_date = _digits(np.where(parted, together, front))
        is_date &= parted | (lengths == 8)
    return np.where(is_date, value, 0), is_date


def _byte(word: Numbers, place: int) -> Numbers:
    return (word >> np.uint64(8 * place)).astype(np.uint8)


def once(words: Numbers) -> Numbers:
    """Words that are all the same as one."""
    is_one = len(words) and words[0] == words[-1] and (words == words[0]).all()
    return words[:1] if is_one else words


def text_keys(texts: Texts, longest: int = _LONGEST_KEY) -> tuple[Numbers, Numbers]:
    """The keys of ledger_keys.text_key; and which texts are short enough to have got one (and not blank)."""
    rows = len(texts.starts)
    # Lengths, words and keys are arrays of one as long as all texts have them in common: so do most codes, by their beginnings.
    lengths = once(texts.lengths)
    has_key = (lengths > 0) & (lengths <= longest)
    most = int(np.max(np.where(has_key, lengths, 0), initial=0))
    key = _mixed(np.full(len(lengths), SEED, np.uint64), lengths.astype(np.uint64))
    for at in range(0, most, 8 * _FETCHED):
        starts = np.minimum(texts.starts + at, len(texts.buffer) - 8 * _FETCHED) if at else texts.starts
        for begin, word in zip(range(at, most, 8), texts.words(starts, _FETCHED), strict=False):
            if len(lengths) == 1:
                key = _mixed(key, once(word if most - begin >= 8 else word & _WORD_MASK[most - begin]))
            else:
                left = np.clip(lengths - begin, 0, 8)
                key = np.where(left > 0, _mixed(key, word & _WORD_MASK[left]), key)
    return _for_all(key, rows), _for_all(has_key, rows)


def _for_all(column: Numbers, rows: int) -> Numbers:
    return column if len(column) == rows else np.full(rows, column)


class KnownKeys:
    """A few keys among which those of columns are looked up: by their first bits where these tell them apart."""

    def __init__(self, keys: Sequence[int]) -> None:
        self._keys = np.array(keys, np.uint64)
        slots = self._keys >> _SLOT
        self._slots: Numbers | None = None
        self._order = np.argsort(self._keys)
        if len(np.unique(slots)) == len(slots):
            self._slots = np.zeros(1 << 16, np.intp)
            self._slots[slots] = np.arange(len(slots))

    def places(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """The place of each key among the known ones, of which there is at least one; and whether it is there."""
        if self._slots is not None:
            place = self._slots.take((keys >> _SLOT).view(np.int64))
        else:
            found = np.searchsorted(self._keys, keys, sorter=self._order)
            place = self._order[np.minimum(found, len(self._keys) - 1)]
        return place, self._keys.take(place) == keys


def finished_keys(number_keys: Numbers, dates: Numbers, fen: Numbers, project_keys: Numbers) -> Numbers:
    """ledger_keys.finished for whole columns."""
    return _mixed(_mixed(_mixed(number_keys, dates.view(np.uint64)), fen.view(np.uint64)), project_keys)


def _mixed(key: Numbers, word: Numbers) -> Numbers:
    folded: Numbers = key ^ word
    folded *= np.uint64(MULTIPLIER)
    folded ^= folded >> _SHIFT
    return folded


def blanks_outside_ascii(texts: Texts) -> Numbers:
    """Texts that may begin or end with a no-break, ideographic or zero-width blank: for the careful way."""
    buffer = texts.buffer
    found: Numbers = (buffer.take(texts.starts) | buffer.take(texts.ends - 1)) >= 0x80
    if found.any():
        found &= (texts.ends > texts.starts) & (_EXOTIC[buffer[texts.starts]] | _EXOTIC[buffer[texts.ends - 3]] | _EXOTIC[buffer[texts.ends - 2]])
    return found


def floats(texts: Texts, longest: int = 24) -> Numbers:
    """Binary numbers, nan for longer texts. Raises ValueError for a text that is none."""
    lengths = texts.lengths
    places = np.arange(longest)
    spelled = texts.buffer[texts.starts[:, None] + places] * (places < lengths[:, None])
    spelled[lengths > longest] = np.frombuffer(b"nan".ljust(longest, b"\0"), np.uint8)
    found: Numbers = np.ascontiguousarray(spelled.astype(np.uint8)).view(f"S{longest}").ravel().astype(np.float64)
    return found
