"""Large plain ledgers: columns of a block of bytes are turned into numbers at once, whole fen and never floats.

Plain rows (a known code, a date of the year, an amount in digits) take the fast way; every other row is judged one by
one by the same RowReader as small files, so both ways give the same result.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from operator import itemgetter

import numpy as np

from perf_xl.intake.ledger_ahead import ahead, keep_freed_memory
from perf_xl.intake.ledger_columns import Header
from perf_xl.intake.ledger_columnwise import KnownKeys, Numbers, finished_keys, once
from perf_xl.intake.ledger_cuts import Block, over, text_at
from perf_xl.intake.ledger_keys import RepeatCounter, code_key
from perf_xl.intake.ledger_reading import DuplicateRow
from perf_xl.intake.ledger_rows import Projects, RowReader
from perf_xl.intake.ledger_sources import Source
from perf_xl.intake.ledger_sums import Doubles, Filled, Keys, Rows, Singles, Sums, exact_sum
from perf_xl.intake.ledger_tally import Tally
from perf_xl.model.amount import MoneyUnit
from perf_xl.model.entry import OUTER_BLANKS
from perf_xl.model.place import NOWHERE, Place
from perf_xl.model.voucher import DaySum, Voucher

_DAYS = 366
_LONGEST_CODE, _LONGEST_FUNDING = 32, 96


class BlockReader:
    """Reads one table into a tally."""

    def __init__(self, rows: RowReader, header: Header, unit: MoneyUnit, year: int, projects: Projects, tally: Tally,
                 place: Place = NOWHERE) -> None:
        self._place = place
        self._rows, self._header, self._unit, self._tally = rows, header, unit, tally
        by_code = sorted(projects.codes.items(), key=itemgetter(1))
        self._codes = tuple(code for _, code in by_code)
        self._place_of = {code: place for place, code in enumerate(self._codes)}
        self._first_day = date(year, 1, 1)
        self._days = [self._first_day + timedelta(days=day) for day in range(_DAYS)]
        self._month_of = np.array([day.month - 1 for day in self._days])
        self._day_of = _day_table(year)
        self._known = KnownKeys([code_key(spelled.encode()) for spelled, _ in by_code])
        self._own_keys = np.array([code_key(code.encode()) for code in self._codes], np.uint64)
        self._columns = {role: header.columns.of(role) or 0 for role in ("number", "date", "code", "amount")}
        self._funding = header.columns.of("funding")
        self._told: dict[int, Numbers] = {}
        self._repeats = RepeatCounter()
        self._sums = Sums(len(self._codes) * _DAYS)
        self._keys = Keys()
        self._singles = Singles()

    def read(self, source: Source) -> int:
        """All rows of the source; returns how many stand below the header."""
        keep_freed_memory()
        last = self._header.row
        for block in ahead(source.blocks()):
            self._take(block)
            last = max(last, int(block.numbers[-1]))
        self._settle(source)
        return last - self._header.row

    def _take(self, block: Block) -> None:
        plain, rows = self._plain_rows(block)
        apart = 0
        if not plain.all():
            odd = np.flatnonzero(~plain & (rows.row > self._header.row))
            running = np.cumsum(np.where(plain, rows.fen, 0))
            for place, record in zip(odd.tolist(), block.records(odd), strict=True):
                apart += self._judge(int(rows.row[place]), record, int(running[place]) + apart)
            rows = rows.where(plain)
        self._keys.add(rows.key)
        self._sums.add(rows)
        self._note_fundings(block, plain, rows.cell)
        self._tally.file_fen += exact_sum(rows.fen) + apart

    def _judge(self, row: int, record: Sequence[str], above: int) -> int:
        """Returns the fen of the vouchers in the row; everything else goes to the tally at once."""
        fen = 0
        for judged in self._rows.judge(row, record):
            if isinstance(judged, Voucher):
                fen += judged.amount_fen
                self._tally.add_funding(judged.project_code, judged.funding)
                day = (judged.day - self._first_day).days
                cell = self._place_of[judged.project_code] * _DAYS + day
                self._singles.add(self._repeats.key_of(judged), judged.amount_fen, cell, row)
            else:
                self._tally.take(judged, self._tally.file_fen + above)
        return fen

    def _note_fundings(self, block: Block, plain: Numbers, cell: Numbers) -> None:
        """Each kind of money that the block states for a project, once. `cell` belongs to the plain rows."""
        if self._funding is None or not len(cell):
            return
        parts = block.column(self._funding)
        keys, _ = over(parts, len(block.numbers), lambda cells: cells.keys(_LONGEST_FUNDING), np.uint64)
        keys = keys if len(cell) == len(keys) else keys[plain]
        is_one = len(once(keys)) == 1      # the usual case: one kind of money in the whole block
        told = self._told.setdefault(int(keys[0]), np.zeros(len(self._codes), bool))
        if is_one and told.all():
            return
        rows, place = np.flatnonzero(plain), cell // _DAYS
        if is_one:
            fresh = ~told[place]
            told[place] = True
            rows, keys, place = rows[fresh], keys[fresh], place[fresh]
        _, first = np.unique(keys ^ (place.astype(np.uint64) << np.uint64(32)), return_index=True)
        for row, at in zip(rows[first].tolist(), place[first].tolist(), strict=True):
            self._tally.add_funding(self._codes[at], text_at(parts, row).strip(OUTER_BLANKS))

    def _plain_rows(self, block: Block) -> tuple[Numbers, Rows]:
        """Which rows below the header are plain; and all rows, of which only these are to be relied on."""
        rows, decimals = len(block.numbers), 2 if self._unit is MoneyUnit.YUAN else 6
        number, day, code, amount = (block.column(self._columns[role]) for role in ("number", "date", "code", "amount"))
        number_keys, plain = over(number, rows, lambda cells: cells.numbers_keys(), np.uint64)
        fen, is_amount = over(amount, rows, lambda cells: cells.amounts(decimals))
        dates, is_date = over(day, rows, lambda cells: cells.dates())
        code_keys, is_code = over(code, rows, lambda cells: cells.keys(_LONGEST_CODE), np.uint64)
        days = self._day_of.take(dates - self._first_day.year * 10_000, mode="clip")
        plain &= is_amount & is_date & is_code & (days >= 0)
        plain[block.apart] = False
        if block.numbers[0] <= self._header.row:
            plain &= block.numbers > self._header.row
        if not self._codes:
            return np.zeros(rows, bool), Rows(number_keys, fen, days, block.numbers)
        place, is_known = self._known.places(code_keys)
        plain &= is_known
        key = finished_keys(number_keys, dates, fen, self._own_keys[place])
        return plain, Rows(key, fen, place * _DAYS + days, block.numbers)

    def _settle(self, source: Source) -> None:
        """Takes out what is already there and hands over the rest."""
        singles = self._singles.rows()
        self._sums.add(singles)
        self._keys.add(singles.key)
        keys = self._keys.in_order()
        now = np.sort(np.concatenate([np.asarray(keys, np.uint64) for keys in self._tally.keys]))
        doubles = Doubles(keys, np.asarray(self._tally.earlier, np.uint64), now)
        if doubles.any:
            self._sums = self._without(doubles, source, singles)
        self._hand_over(self._sums.filled())
        if len(doubles.fresh):
            self._tally.add_keys(doubles.fresh.data)

    def _hand_over(self, filled: Filled) -> None:
        if not len(filled.cell):
            return
        place, day = np.divmod(filled.cell, _DAYS)
        codes, days = [self._codes[at] for at in place.tolist()], [self._days[at] for at in day.tolist()]
        vouchers = filled.vouchers.tolist()
        self._tally.add_many(list(map(DaySum, codes, days, filled.fen, vouchers)), sum(vouchers), sum(filled.fen))
        # The days of a project's month stand side by side.
        month = place * 12 + self._month_of[day]
        begins = np.flatnonzero(np.diff(month, prepend=-1))
        in_month, first, last = (kind.reduceat(column, begins).tolist() for kind, column in (
            (np.add, filled.vouchers), (np.minimum, filled.first_row), (np.maximum, filled.last_row)))
        for at, begin, end in zip(range(len(begins)), begins.tolist(), [*begins[1:].tolist(), len(month)], strict=True):
            self._tally.add_source(codes[begin], days[begin].month, in_month[at], sum(filled.fen[begin:end]), first[at], last[at])

    def _without(self, doubles: Doubles, source: Source, singles: Rows) -> Sums:
        """Reads the source once more: what it holds without its doubles, which are reported in order of their rows."""
        sums = Sums(len(self._codes) * _DAYS)
        for block in ahead(source.blocks()):
            plain, rows = self._plain_rows(block)
            here = (singles.row >= block.numbers[0]) & (singles.row <= block.numbers[-1])
            rows = rows.where(plain).with_singles(singles.where(here))
            again = doubles.among_next(rows.key)
            sums.add(rows.where(~again))
            if again.any():
                self._report(block, rows.where(again), doubles)
        return sums

    def _report(self, block: Block, doubles: Rows, known: Doubles) -> None:
        """One by one as far as they are listed, the others as a sum."""
        rows, column = doubles.where(slice(self._tally.duplicates_to_list)), self._columns["number"]
        self._tally.count_duplicates(len(doubles.row) - len(rows.row), exact_sum(doubles.fen) - exact_sum(rows.fen))
        records = block.records(np.searchsorted(block.numbers, rows.row))
        earlier = known.are_earlier(rows.key)
        for record, row, fen, cell, before in zip(records, rows.row.tolist(), rows.fen.tolist(), rows.cell.tolist(),
                                                  earlier.tolist(), strict=True):
            number = record[column].strip() if column < len(record) else ""
            self._tally.duplicate(DuplicateRow(row, number, self._codes[cell // _DAYS], fen, before,
                                               Place(self._place.book, self._place.sheet, row, self._columns["code"] + 1)))


def _day_table(year: int) -> Numbers:
    """From month*100+day to the day of the year from 0; -1 for what is no day of this year, as the first and the last are."""
    table = np.full(1_233, -1, np.int64)       # 1232 is looked up for all beyond
    day = date(year, 1, 1)
    while day.year == year:
        table[day.month * 100 + day.day] = (day - date(year, 1, 1)).days
        day += timedelta(days=1)
    return table
