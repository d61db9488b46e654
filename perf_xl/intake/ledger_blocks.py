"""Large plain ledgers: columns of a block of bytes are turned into numbers at once, whole fen and never floats.

Plain rows (a known code, a date of the year, an amount in digits) take the fast way; every other row is judged one by
one by the same RowReader as small files, so both ways give the same result.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from perf_xl.intake.ledger_columns import Header
from perf_xl.intake.ledger_columnwise import Numbers, finished_keys
from perf_xl.intake.ledger_cuts import Block, over, text_at
from perf_xl.intake.ledger_keys import RepeatCounter, code_key
from perf_xl.intake.ledger_reading import DuplicateRow
from perf_xl.intake.ledger_rows import Projects, RowReader
from perf_xl.intake.ledger_sources import Source
from perf_xl.intake.ledger_tally import LISTED, Tally
from perf_xl.model.amount import MoneyUnit
from perf_xl.model.entry import OUTER_BLANKS
from perf_xl.model.place import NOWHERE, Place
from perf_xl.model.voucher import Voucher

_DAYS = 366
_LONGEST_CODE, _LONGEST_FUNDING = 32, 96
DaySums = list[tuple[int, int, int]]      # place of project and day, fen, vouchers


class BlockReader:
    """Reads one table into a tally."""

    def __init__(self, rows: RowReader, header: Header, unit: MoneyUnit, year: int, projects: Projects, tally: Tally,
                 place: Place = NOWHERE) -> None:
        self._place = place
        self._rows, self._header, self._unit, self._tally = rows, header, unit, tally
        self._codes = tuple(projects.codes.values())
        self._place_of = {code: place for place, code in enumerate(self._codes)}
        self._first_day = date(year, 1, 1)
        self._days = [self._first_day + timedelta(days=day) for day in range(_DAYS)]
        self._day_of = _day_table(year)
        keys = np.array([code_key(each.encode()) for each in projects.codes], np.uint64)
        self._key_order = np.argsort(keys)
        self._sorted_keys = keys[self._key_order]
        self._own_keys = np.array([code_key(code.encode()) for code in self._codes], np.uint64)
        self._columns = {role: header.columns.of(role) or 0 for role in ("number", "date", "code", "amount")}
        self._funding = header.columns.of("funding")
        self._told: dict[int, Numbers] = {}
        self._repeats = RepeatCounter()
        self._found: dict[str, list[Numbers]] = {name: [] for name in ("key", "fen", "cell", "row")}

    def read(self, source: Source) -> int:
        """All rows of the source; returns how many stand below the header."""
        last = self._header.row
        for block in source.blocks():
            self._take(block)
            last = max(last, int(block.numbers[-1]))
        self._settle(source)
        return last - self._header.row

    def _take(self, block: Block) -> None:
        plain, key, fen, cell = self._plain_rows(block)
        numbers = block.numbers
        if numbers[0] <= self._header.row:
            plain &= numbers > self._header.row
        apart = 0
        if not plain.all():
            odd = np.flatnonzero(~plain & (numbers > self._header.row))
            running = np.cumsum(np.where(plain, fen, 0))
            for place, record in zip(odd.tolist(), block.records(odd), strict=True):
                apart += self._judge(int(numbers[place]), record, int(running[place]) + apart)
            fen, key, cell, numbers = fen[plain], key[plain], cell[plain], numbers[plain]
        self._keep(key, fen, cell, numbers)
        self._note_fundings(block, np.flatnonzero(plain), cell)
        self._tally.file_fen += exact_sum(fen) + apart

    def _judge(self, row: int, record: Sequence[str], above: int) -> int:
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

    def _note_fundings(self, block: Block, rows: Numbers, cell: Numbers) -> None:
        """Each kind of money that the block states for a project, once. `cell` belongs to `rows`."""
        if self._funding is None or not len(rows):
            return
        parts = block.column(self._funding)
        keys, _ = over(parts, len(block.numbers), lambda cells: cells.keys(_LONGEST_FUNDING), np.uint64)
        keys, place = keys[rows], cell // _DAYS
        if (keys == keys[0]).all():      # the usual case: one kind of money in the whole block
            told = self._told.setdefault(int(keys[0]), np.zeros(len(self._codes), bool))
            fresh = ~told[place]
            told[place] = True
            rows, keys, place = rows[fresh], keys[fresh], place[fresh]
        _, first = np.unique(keys ^ (place.astype(np.uint64) << np.uint64(32)), return_index=True)
        for row, at in zip(rows[first].tolist(), place[first].tolist(), strict=True):
            self._tally.add_funding(self._codes[at], text_at(parts, row).strip(OUTER_BLANKS))

    def _keep(self, key: Numbers, fen: Numbers, cell: Numbers, row: Numbers) -> None:
        for name, values in (("key", key), ("fen", fen), ("cell", cell.astype(np.int32)), ("row", row.astype(np.int32))):
            self._found[name].append(values)

    def _plain_rows(self, block: Block) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Which rows are plain; and for these key, fen, and the cell of project and day."""
        rows, decimals = len(block.numbers), 2 if self._unit is MoneyUnit.YUAN else 6
        number, day, code, amount = (block.column(self._columns[role]) for role in ("number", "date", "code", "amount"))
        number_keys, plain = over(number, rows, lambda cells: cells.numbers_keys(), np.uint64)
        fen, is_amount = over(amount, rows, lambda cells: cells.amounts(decimals))
        dates, is_date = over(day, rows, lambda cells: cells.dates())
        code_keys, is_code = over(code, rows, lambda cells: cells.keys(_LONGEST_CODE), np.uint64)
        of_year = dates - self._first_day.year * 10_000
        days = self._day_of[np.where((of_year > 0) & (of_year < len(self._day_of)), of_year, 0)]
        plain &= is_amount & is_date & is_code & (days >= 0)
        plain[block.apart] = False
        if not len(self._sorted_keys):
            return np.zeros(rows, bool), number_keys, fen, days
        found = np.searchsorted(self._sorted_keys, code_keys)
        np.minimum(found, len(self._sorted_keys) - 1, out=found)
        plain &= self._sorted_keys[found] == code_keys
        place = self._key_order[found]
        return plain, finished_keys(number_keys, dates, fen, self._own_keys[place]), fen, place * _DAYS + days

    def _settle(self, source: Source) -> None:
        """Takes out what is already there and adds up the rest."""
        key, fen, cell, row = (self._column(name) for name in ("key", "fen", "cell", "row"))
        known_before = np.asarray(self._tally.earlier, np.uint64)
        in_earlier = _among(key, known_before)
        in_order = np.sort(key)
        again = in_earlier | _among(key, np.sort(np.asarray(self._tally.keys, np.uint64)))
        again |= _repeated(key, row, in_order)
        if again.any():
            self._report(source, row[again], fen[again], cell[again], in_earlier[again])
            fresh = ~again
            key, fen, cell, row = key[fresh], fen[fresh], cell[fresh], row[fresh]
        sums = self._sums(fen, cell)
        self._note_sources(sums, cell, row)
        self._tally.add_many([(self._codes[at // _DAYS], self._days[at % _DAYS], total, count) for at, total, count in sums],
                             array("Q", (np.sort(key) if again.any() else in_order).tobytes()))

    def _note_sources(self, sums: DaySums, cell: Numbers, row: Numbers) -> None:
        """Between which rows of the file the vouchers of a project and month stand."""
        size = len(self._codes) * _DAYS
        first, last = np.full(size, np.iinfo(np.int32).max, np.int32), np.zeros(size, np.int32)
        np.minimum.at(first, cell, row)
        np.maximum.at(last, cell, row)
        months: dict[tuple[int, int], list[int]] = {}
        for at, fen, count in sums:
            month = months.setdefault((at // _DAYS, self._days[at % _DAYS].month), [0, 0, int(first[at]), 0])
            month[:] = month[0] + count, month[1] + fen, min(month[2], int(first[at])), max(month[3], int(last[at]))
        for (place, number), found in months.items():
            self._tally.add_source(self._codes[place], number, *found)

    def _column(self, name: str) -> Numbers:
        parts = self._found.pop(name)
        kind = {"key": np.uint64, "fen": np.int64}.get(name, np.int32)
        return np.concatenate(parts) if parts else np.empty(0, kind)

    def _report(self, source: Source, row: Numbers, fen: Numbers, cell: Numbers, earlier: Numbers) -> None:
        """Duplicates in order of their rows; their numbers are looked up in the file once more, where few."""
        order = np.argsort(row)
        numbers = self._numbers_at(source, row[order][:LISTED])
        for place in order.tolist():
            at = int(row[place])
            code = self._codes[int(cell[place]) // _DAYS]
            self._tally.duplicate(DuplicateRow(at, numbers.get(at, ""), code, int(fen[place]), bool(earlier[place]),
                                               Place(self._place.book, self._place.sheet, at, self._columns["code"] + 1)))

    def _numbers_at(self, source: Source, wanted: Numbers) -> dict[int, str]:
        """The voucher numbers in these rows, which are in order."""
        column, numbers = self._columns["number"], {}
        for block in source.blocks():
            here = np.flatnonzero(np.isin(block.numbers, wanted))
            for place, record in zip(here.tolist(), block.records(here), strict=True):
                numbers[int(block.numbers[place])] = record[column].strip() if column < len(record) else ""
            if block.numbers[-1] >= wanted[-1]:
                break
        return numbers

    def _sums(self, fen: Numbers, cell: Numbers) -> DaySums:
        """Exact whatever the amounts: high and low halves are added apart."""
        size = len(self._codes) * _DAYS
        high, low = np.zeros(size, np.int64), np.zeros(size, np.int64)
        np.add.at(high, cell, fen >> 32)
        np.add.at(low, cell, fen & 0xFFFF_FFFF)
        count = np.bincount(cell, minlength=size)
        filled = np.flatnonzero(count)
        return [(at, (upper << 32) + lower, vouchers) for at, upper, lower, vouchers in zip(
            filled.tolist(), high[filled].tolist(), low[filled].tolist(), count[filled].tolist(), strict=True)]


def exact_sum(fen: Numbers) -> int:
    """A sum that cannot overflow."""
    return (int((fen >> 32).sum()) << 32) + int((fen & 0xFFFF_FFFF).sum())


def _among(key: Numbers, known: Numbers) -> Numbers:
    """Which keys are in a sorted array."""
    if not len(known) or not len(key):
        return np.zeros(len(key), bool)
    found: Numbers = known[np.minimum(np.searchsorted(known, key), len(known) - 1)] == key
    return found


def _repeated(key: Numbers, row: Numbers, in_order: Numbers) -> Numbers:
    """Every occurrence of a key but the one that stands first in the file. `in_order` are the keys, sorted."""
    again = np.zeros(len(key), bool)
    if (in_order[1:] == in_order[:-1]).any():
        order = np.lexsort((row, key))
        again[order[1:]] = key[order[1:]] == key[order[:-1]]
    return again


def _day_table(year: int) -> Numbers:
    """From month*100+day to the day of the year from 0; -1 for what is no day of this year."""
    table = np.full(10_000, -1, np.int64)
    day = date(year, 1, 1)
    while day.year == year:
        table[day.month * 100 + day.day] = (day - date(year, 1, 1)).days
        day += timedelta(days=1)
    return table
