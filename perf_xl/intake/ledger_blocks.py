"""Large plain ledgers: columns of a block of bytes are turned into numbers at once, whole fen and never floats.

Plain rows (a known code, a date of the year, an amount in digits) take the fast way; every other row is judged one by
one by the same RowReader as small files, so both ways give the same result.
"""

from __future__ import annotations

from array import array
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from perf_xl.intake.ledger_cells import day_of
from perf_xl.intake.ledger_columns import Header
from perf_xl.intake.ledger_columnwise import (
    Split,
    amounts,
    blanks_outside_ascii,
    finished_keys,
    split,
    stripped,
    text_keys,
    ymd,
)
from perf_xl.intake.ledger_keys import RepeatCounter, code_key
from perf_xl.intake.ledger_reading import DuplicateRow
from perf_xl.intake.ledger_rows import Projects, RowReader
from perf_xl.intake.ledger_tally import LISTED, Tally
from perf_xl.intake.ledger_text import TextFormat, records, records_in, utf8_blocks
from perf_xl.model.amount import MoneyUnit
from perf_xl.model.entry import OUTER_BLANKS
from perf_xl.model.place import NOWHERE, Place
from perf_xl.model.voucher import Voucher

_BLOCK = 2 << 20
_LONGEST_PENDING = 8 << 20
_DAYS = 366
_LONGEST_FUNDING = 96
_Numbers = np.ndarray[Any, Any]


class BlockReader:
    """Reads one file into a tally."""

    def __init__(self, rows: RowReader, header: Header, unit: MoneyUnit, year: int, projects: Projects, tally: Tally,
                 place: Place = NOWHERE) -> None:
        self._place = place
        self._rows, self._header, self._unit, self._tally = rows, header, unit, tally
        self._codes = tuple(projects.codes.values())
        self._place_of = {code: place for place, code in enumerate(self._codes)}
        self._first_day = date(year, 1, 1)
        self._day_of = _day_table(year)
        keys = np.array([code_key(each.encode()) for each in projects.codes], np.uint64)
        self._key_order = np.argsort(keys)
        self._sorted_keys = keys[self._key_order]
        self._own_keys = np.array([code_key(code.encode()) for code in self._codes], np.uint64)
        self._columns = {role: header.columns.of(role) or 0 for role in ("number", "date", "code", "amount")}
        self._funding = header.columns.of("funding")
        self._told: dict[int, _Numbers] = {}
        self._repeats = RepeatCounter()
        self._row = 0
        self._found: dict[str, list[_Numbers]] = {name: [] for name in ("key", "fen", "cell", "row")}

    def read(self, path: Path, form: TextFormat) -> int:
        """All rows of the file; returns how many stand below the header."""
        pending = b""
        for block in utf8_blocks(path, form.encoding, _BLOCK):
            pending += block
            if b'"' in pending and pending.count(b'"') % 2 and len(pending) < _LONGEST_PENDING:
                continue          # the cut went through a quoted cell
            self._take(pending, form.delimiter)
            pending = b""
        if pending:
            self._take(pending, form.delimiter)
        self._settle(path, form)
        return self._row - self._header.row

    def _take(self, block: bytes, delimiter: str) -> None:
        cells = split(block, ord(delimiter))
        if cells is None:
            self._take_slowly(block, delimiter)
            return
        plain, key, fen, cell = self._plain_rows(cells)
        numbers = np.arange(self._row + 1, self._row + 1 + cells.rows)
        plain &= numbers > self._header.row
        odd = np.flatnonzero(~plain & (numbers > self._header.row))
        running = np.cumsum(np.where(plain, fen, 0)) if len(odd) else fen
        apart = 0
        for place in odd.tolist():
            text = cells.row_text(place)
            record = next(records_in(text, delimiter), [])
            apart += self._judge(self._row + 1 + place, record, int(running[place]) + apart)
        self._keep(key[plain], fen[plain], cell[plain], numbers[plain])
        self._note_fundings(cells, np.flatnonzero(plain), cell)
        self._tally.file_fen += exact_sum(fen[plain]) + apart
        self._row += cells.rows

    def _take_slowly(self, block: bytes, delimiter: str) -> None:
        """A block with quotation marks out of place."""
        apart = 0
        for record in records_in(block.decode("utf-8", "replace"), delimiter):
            self._row += 1
            if self._row > self._header.row:
                apart += self._judge(self._row, record, apart)
        self._tally.file_fen += apart

    def _judge(self, row: int, record: list[str], above: int) -> int:
        """Returns the fen of the vouchers in the row; everything else goes to the tally at once."""
        fen = 0
        for judged in self._rows.judge(row, record):
            if isinstance(judged, Voucher):
                fen += judged.amount_fen
                self._tally.add_funding(judged.project_code, judged.funding)
                day = (judged.day - self._first_day).days
                cell = self._place_of[judged.project_code] * _DAYS + day
                self._keep(*(np.array([value], kind) for value, kind in (
                    (self._repeats.key_of(judged), np.uint64), (judged.amount_fen, np.int64), (cell, np.int32),
                    (row, np.int64))))
            else:
                self._tally.take(judged, self._tally.file_fen + above)
        return fen

    def _note_fundings(self, cells: Split, rows: _Numbers, cell: _Numbers) -> None:
        """Each kind of money that the block states for a project, once."""
        if self._funding is None or not len(rows):
            return
        stated = stripped(cells, self._funding)
        keys, _ = text_keys(cells.buffer, stated, _LONGEST_FUNDING)
        place = cell[rows] // _DAYS
        if (keys[rows] == keys[rows[0]]).all():      # the usual case: one kind of money in the whole block
            told = self._told.setdefault(int(keys[rows[0]]), np.zeros(len(self._codes), bool))
            rows = rows[~told[place]]
            told[place] = True
            place = cell[rows] // _DAYS
        _, first = np.unique(keys[rows] ^ (place.astype(np.uint64) << np.uint64(32)), return_index=True)
        for row, at in zip(rows[first].tolist(), place[first].tolist(), strict=True):
            self._tally.add_funding(self._codes[at], cells.text(stated, row).strip(OUTER_BLANKS))

    def _keep(self, key: _Numbers, fen: _Numbers, cell: _Numbers, row: _Numbers) -> None:
        for name, values in (("key", key), ("fen", fen), ("cell", cell.astype(np.int32)), ("row", row.astype(np.int32))):
            self._found[name].append(values)

    def _plain_rows(self, cells: Split) -> tuple[_Numbers, _Numbers, _Numbers, _Numbers]:
        """Which rows are plain; and for these key, fen, and the cell of project and day."""
        number, day, code, amount = (stripped(cells, self._columns[role]) for role in ("number", "date", "code", "amount"))
        plain = cells.counts > max(self._columns.values())
        fen, is_amount = amounts(cells.buffer, amount, 2 if self._unit is MoneyUnit.YUAN else 6)
        dates, is_plain_date = ymd(cells.buffer, day)
        others = np.flatnonzero(plain & ~is_plain_date & (day.lengths > 0))
        for row in others.tolist():
            dates[row] = _ymd_in_text(cells.text(day, row))
        days = self._day_of[np.where(dates // 10_000 == self._first_day.year, dates % 10_000, 0)]
        code_keys, is_code = text_keys(cells.buffer, code)
        found = np.minimum(np.searchsorted(self._sorted_keys, code_keys), max(len(self._sorted_keys) - 1, 0))
        known = self._sorted_keys[found] == code_keys if len(self._sorted_keys) else np.zeros(cells.rows, bool)
        place = self._key_order[found] if len(self._sorted_keys) else found
        number_keys, is_number = text_keys(cells.buffer, number)
        plain &= is_amount & (days >= 0) & is_code & known & is_number & ~blanks_outside_ascii(cells.buffer, number)
        own = self._own_keys[place] if len(self._own_keys) else code_keys
        return plain, finished_keys(number_keys, dates, fen, own), fen, place * _DAYS + days

    def _settle(self, path: Path, form: TextFormat) -> None:
        """Takes out what is already there and adds up the rest."""
        key, fen, cell, row = (self._column(name) for name in ("key", "fen", "cell", "row"))
        known_before = np.asarray(self._tally.earlier, np.uint64)
        in_earlier = _among(key, known_before)
        in_order = np.sort(key)
        again = in_earlier | _among(key, np.sort(np.asarray(self._tally.keys, np.uint64)))
        again |= _repeated(key, row, in_order)
        if again.any():
            self._report(path, form, row[again], fen[again], cell[again], in_earlier[again])
            fresh = ~again
            key, fen, cell, row = key[fresh], fen[fresh], cell[fresh], row[fresh]
        self._note_sources(fen, cell, row)
        self._tally.add_many(self._sums(fen, cell), array("Q", (np.sort(key) if again.any() else in_order).tobytes()))

    def _note_sources(self, fen: _Numbers, cell: _Numbers, row: _Numbers) -> None:
        """Between which rows of the file the vouchers of a project and month stand."""
        months = np.array([(self._first_day + timedelta(days=day)).month for day in range(_DAYS)], np.int64)
        group = cell // _DAYS * 13 + months[cell % _DAYS]
        size = len(self._codes) * 13
        first, last = np.full(size, np.iinfo(np.int32).max, np.int32), np.zeros(size, np.int32)
        np.minimum.at(first, group, row)
        np.maximum.at(last, group, row)
        high, low = np.zeros(size, np.int64), np.zeros(size, np.int64)
        np.add.at(high, group, fen >> 32)
        np.add.at(low, group, fen & 0xFFFF_FFFF)
        count = np.bincount(group, minlength=size)
        for at in np.flatnonzero(count).tolist():
            self._tally.add_source(self._codes[at // 13], at % 13, int(count[at]), (int(high[at]) << 32) + int(low[at]),
                                   int(first[at]), int(last[at]))

    def _column(self, name: str) -> _Numbers:
        parts = self._found.pop(name)
        kind = {"key": np.uint64, "fen": np.int64}.get(name, np.int32)
        return np.concatenate(parts) if parts else np.empty(0, kind)

    def _report(self, path: Path, form: TextFormat, row: _Numbers, fen: _Numbers, cell: _Numbers,
                earlier: _Numbers) -> None:
        """Duplicates in order of their rows; their numbers are looked up in the file once more, where few."""
        order = np.argsort(row)
        listed = row[order][:LISTED]
        column, wanted, numbers = self._columns["number"], set(listed.tolist()), {}
        for at, record in enumerate(islice(records(path, form), int(listed[-1])), 1):
            if at in wanted:
                numbers[at] = record[column].strip() if column < len(record) else ""
        for place in order.tolist():
            at = int(row[place])
            code = self._codes[int(cell[place]) // _DAYS]
            self._tally.duplicate(DuplicateRow(at, numbers.get(at, ""), code, int(fen[place]), bool(earlier[place]),
                                               Place(self._place.book, self._place.sheet, at, self._columns["code"] + 1)))

    def _sums(self, fen: _Numbers, cell: _Numbers) -> list[tuple[str, date, int, int]]:
        """Exact whatever the amounts: high and low halves are added apart."""
        size = len(self._codes) * _DAYS
        high, low = np.zeros(size, np.int64), np.zeros(size, np.int64)
        np.add.at(high, cell, fen >> 32)
        np.add.at(low, cell, fen & 0xFFFF_FFFF)
        count = np.bincount(cell, minlength=size)
        return [(self._codes[at // _DAYS], self._first_day + timedelta(days=at % _DAYS),
                 (int(high[at]) << 32) + int(low[at]), int(count[at])) for at in np.flatnonzero(count).tolist()]


def exact_sum(fen: _Numbers) -> int:
    """A sum that cannot overflow."""
    return (int((fen >> 32).sum()) << 32) + int((fen & 0xFFFF_FFFF).sum())


def _among(key: _Numbers, known: _Numbers) -> _Numbers:
    """Which keys are in a sorted array."""
    if not len(known) or not len(key):
        return np.zeros(len(key), bool)
    found: _Numbers = known[np.minimum(np.searchsorted(known, key), len(known) - 1)] == key
    return found


def _repeated(key: _Numbers, row: _Numbers, in_order: _Numbers) -> _Numbers:
    """Every occurrence of a key but the one that stands first in the file. `in_order` are the keys, sorted."""
    again = np.zeros(len(key), bool)
    if (in_order[1:] == in_order[:-1]).any():
        order = np.lexsort((row, key))
        again[order[1:]] = key[order[1:]] == key[order[:-1]]
    return again


def _day_table(year: int) -> _Numbers:
    """From month*100+day to the day of the year from 0; -1 for what is no day of this year."""
    table = np.full(10_000, -1, np.int64)
    day = date(year, 1, 1)
    while day.year == year:
        table[day.month * 100 + day.day] = (day - date(year, 1, 1)).days
        day += timedelta(days=1)
    return table


@lru_cache(maxsize=4096)
def _ymd_in_text(text: str) -> int:
    day = day_of(text)
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


