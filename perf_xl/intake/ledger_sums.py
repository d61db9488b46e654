"""Vouchers added up by project and day, block after block, and the vouchers that are there already taken out."""

from __future__ import annotations

from array import array
from functools import partial
from typing import NamedTuple

import numpy as np

from perf_xl.intake.ledger_ahead import Begun
from perf_xl.intake.ledger_columnwise import Numbers

LOT = 1 << 18
_HEAD = np.uint64(48)
_NO_KEYS = np.empty(0, np.uint64)
_NO_PLACES = np.empty(0, np.intp)


class Rows(NamedTuple):
    """Vouchers of a block: key, fen, the cell of project and day they count for, the number of their row."""

    key: Numbers
    fen: Numbers
    cell: Numbers
    row: Numbers

    def where(self, chosen: Numbers | slice) -> Rows:
        return Rows(*(column[chosen] for column in self))

    def with_singles(self, singles: Rows) -> Rows:
        """Together, in order of their rows."""
        if not len(singles.row):
            return self
        order = np.argsort(np.concatenate((self.row, singles.row)))
        return Rows(*(np.concatenate(both)[order] for both in zip(self, singles, strict=True)))


class Singles:
    """Vouchers that were judged one by one."""

    def __init__(self) -> None:
        self._columns = array("Q"), array("q"), array("q"), array("q")

    def add(self, *voucher: int) -> None:
        """Key, fen, cell, row."""
        for column, value in zip(self._columns, voucher, strict=True):
            column.append(value)

    def rows(self) -> Rows:
        return Rows(*(np.array(column) for column in self._columns))


class Filled(NamedTuple):
    """The cells with vouchers, one beside the other; and between which rows they stand."""

    cell: Numbers
    fen: list[int]
    vouchers: Numbers
    first_row: Numbers
    last_row: Numbers


class Sums:
    """Exact whatever the amounts: binary sums below 2**53, beyond that high and low halves added apart."""

    def __init__(self, cells: int) -> None:
        self._cells = cells
        self._high, self._low, self._count = (np.zeros(cells, np.int64) for _ in range(3))
        self._first, self._last = np.full(cells, np.iinfo(np.int64).max), np.zeros(cells, np.int64)
        self._lowest = 0      # of all rows

    def add(self, rows: Rows) -> None:
        """Rows in order of their numbers."""
        cell, fen = rows.cell, rows.fen
        if not len(cell):
            return
        if max(int(fen.max()), -int(fen.min())) * len(fen) < 1 << 53:
            self._low += np.bincount(cell, fen, self._cells).astype(np.int64)
        else:
            np.add.at(self._high, cell, fen >> 32)
            np.add.at(self._low, cell, fen & 0xFFFF_FFFF)
        fresh = self._count == 0
        added = np.bincount(cell, minlength=self._cells)
        self._count += added
        self._note_rows(cell, rows.row, fresh & (added > 0))

    def _note_rows(self, cell: Numbers, row: Numbers, fresh: Numbers) -> None:
        """The first and the last row of each cell. Of several values for one cell the last one stays: the highest row, and backwards the lowest."""
        if row[0] > self._lowest:      # the usual case: below all rows before, so a cell that had one keeps its first
            self._last[cell] = row
            begins = np.flatnonzero(fresh[cell]) if fresh.any() else _NO_PLACES
        else:
            self._last[cell] = np.maximum(self._last[cell], row)
            begins = np.flatnonzero(row < self._first[cell])
        if len(begins):
            begins = begins[::-1]
            self._first[cell[begins]] = row[begins]
        self._lowest = max(self._lowest, int(row[-1]))

    def filled(self) -> Filled:
        at = np.flatnonzero(self._count)
        fen = [(high << 32) + low for high, low in zip(self._high[at].tolist(), self._low[at].tolist(), strict=True)]
        return Filled(at, fen, self._count[at], self._first[at], self._last[at])


class Keys:
    """Keys of vouchers. While more are read they are put in order, so many at a time, each lot by a thread of its own."""

    def __init__(self) -> None:
        self._lot: list[Numbers] = []
        self._in_lot = 0
        self._lots: list[Begun[Numbers]] = []

    def add(self, keys: Numbers) -> None:
        self._lot.append(keys)
        self._in_lot += len(keys)
        if self._in_lot >= LOT:
            self._close()

    def in_order(self) -> Numbers:
        """All of them."""
        self._close()
        together = np.concatenate([lot.result() for lot in self._lots])
        self._lots.clear()
        together.sort(kind="stable")      # quick where long runs are in order already
        return together

    def _close(self) -> None:
        self._lots.append(Begun(partial(_in_order, self._lot)))
        self._lot, self._in_lot = [], 0


def _in_order(parts: list[Numbers]) -> Numbers:
    """By their first sixteen bits, which numpy sorts without comparing; then few are out of place, and none of them far."""
    keys = np.concatenate(parts or [_NO_KEYS])
    near: Numbers = keys[np.argsort((keys >> _HEAD).astype(np.uint16), kind="stable")]
    near.sort(kind="stable")
    return near


def exact_sum(fen: Numbers) -> int:
    """A sum that cannot overflow."""
    return (int((fen >> 32).sum()) << 32) + int((fen & 0xFFFF_FFFF).sum())


class Doubles:
    """Which vouchers are there already: in what was loaded before, in a file before this one, further up in this one.

    `keys` are those of this file, in order; `earlier` those loaded before and `now` those of the files before, in order.
    """

    def __init__(self, keys: Numbers, earlier: Numbers, now: Numbers) -> None:
        self._earlier, self._now = earlier, now
        self._twice = np.unique(keys[1:][keys[1:] == keys[:-1]])
        self._seen = np.zeros(len(self._twice), bool)
        self.fresh = keys
        known = self.are_earlier(keys) | _among(keys, now)
        self.any = bool(len(self._twice) or known.any())
        if self.any:
            self.fresh = np.unique(keys[~known])

    def are_earlier(self, keys: Numbers) -> Numbers:
        """Loaded before."""
        return _among(keys, self._earlier)

    def among_next(self, keys: Numbers) -> Numbers:
        """Which of the next keys, in order of their rows, are doubles: each block is asked about once."""
        again = self.are_earlier(keys) | _among(keys, self._now)
        twice = np.flatnonzero(~again & _among(keys, self._twice))
        if len(twice):
            place, first = np.unique(np.searchsorted(self._twice, keys[twice]), return_index=True)
            originals = twice[first][~self._seen[place]]
            again[twice] = True
            again[originals] = False
            self._seen[place] = True
        return again


def _among(key: Numbers, known: Numbers) -> Numbers:
    """Which keys are in a sorted array."""
    if not len(known) or not len(key):
        return np.zeros(len(key), bool)
    found: Numbers = known[np.minimum(np.searchsorted(known, key), len(known) - 1)] == key
    return found
