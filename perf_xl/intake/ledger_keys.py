"""Knowing a voucher again: a 64-bit key per voucher, kept with the book, so that nothing is loaded twice.

The key is made of number, date, project and amount. Two different vouchers share one with a chance of about
one in 10^7 among a million; such a pair would be reported as a duplicate, never dropped in silence.
"""

from __future__ import annotations

import base64
from array import array
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from msgspec import Struct

from perf_xl.model.voucher import Voucher

MASK = (1 << 64) - 1
MULTIPLIER = 0x9E37_79B9_7F4A_7C15
SEED = 0x51_7C_C1_B7_27_22_0A_95


def mixed(key: int, word: int) -> int:
    """One step: fold a 64-bit word into a key. The block reader does the same on whole columns."""
    key = ((key ^ word) * MULTIPLIER) & MASK
    return key ^ (key >> 32)


def text_key(data: bytes) -> int:
    """The key of a text in UTF-8: its length, then its words of eight bytes, the last padded with zeros."""
    key = mixed(SEED, len(data))
    for at in range(0, len(data), 8):
        key = mixed(key, int.from_bytes(data[at:at + 8], "little"))
    return key


code_key = lru_cache(maxsize=4096)(text_key)


def voucher_key(number: str, day: date, code: str, fen: int) -> int:
    """The key of a voucher that has a number."""
    return finished(text_key(number.encode()), day.year * 10_000 + day.month * 100 + day.day, fen, code_key(code.encode()))


def finished(number_key: int, ymd: int, fen: int, project_key: int) -> int:
    """The last three steps of a voucher's key."""
    return mixed(mixed(mixed(number_key, ymd), fen & MASK), project_key)


def numberless_key(summary: str, day: date, code: str, fen: int, repeat: int) -> int:
    """The key of a voucher without number: equal rows of one file are different payments, told apart by `repeat`.

    The same file again gives the same keys; an export that overlaps an earlier one adds only what is new.
    """
    return voucher_key(f"\0{summary}\0{repeat}", day, code, fen)


class LoadedFile(Struct, frozen=True):
    """A file that was loaded before: its name and the SHA-256 of its bytes."""

    name: str
    digest: str


class Fingerprints(Struct, frozen=True):
    """What a book remembers of the vouchers it holds. `keys` are sorted 64-bit numbers, eight bytes each."""

    files: tuple[LoadedFile, ...] = ()
    keys: bytes = b""

    def as_array(self) -> array[int]:
        """The keys as numbers, in order."""
        numbers = array("Q")
        numbers.frombytes(self.keys)
        return numbers

    def as_text(self) -> str:
        """The keys in base64, to be stored in cells; about 11 characters a voucher."""
        return base64.b64encode(self.keys).decode("ascii")

    def knows_file(self, digest: str) -> bool:
        return any(file.digest == digest for file in self.files)


NOTHING_LOADED = Fingerprints()


def fingerprints(keys: Iterable[int], files: Iterable[LoadedFile] = ()) -> Fingerprints:
    """Fingerprints of keys in any order; a file loaded twice is kept once."""
    return Fingerprints(tuple(dict.fromkeys(files)), array("Q", sorted(set(keys))).tobytes())


def fingerprints_from_text(text: str, files: Iterable[LoadedFile] = ()) -> Fingerprints:
    """What `as_text` wrote. Raises ValueError when the text is damaged."""
    keys = base64.b64decode("".join(text.split()), validate=True)
    if len(keys) % 8:
        raise ValueError("the stored keys are not whole")
    numbers = array("Q")
    numbers.frombytes(keys)
    return fingerprints(numbers, files)


def fingerprints_of(vouchers: Iterable[Voucher]) -> Fingerprints:
    """Fingerprints of the vouchers that a ledger sheet lists."""
    counter = RepeatCounter()
    return fingerprints(counter.key_of(each) for each in vouchers)


class RepeatCounter:
    """Gives each voucher of one file its key; counts equal ones without number."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, date, str, int], int] = {}

    def key_of(self, voucher: Voucher) -> int:
        if voucher.number:
            return voucher_key(voucher.number, voucher.day, voucher.project_code, voucher.amount_fen)
        same = (voucher.summary, voucher.day, voucher.project_code, voucher.amount_fen)
        repeat = self._seen[same] = self._seen.get(same, 0) + 1
        return numberless_key(*same, repeat)
