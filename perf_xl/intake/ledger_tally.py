"""Adds up judged rows of one or more ledger exports: sums, refusals, duplicates, totals that must agree."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

from perf_xl.intake.ledger_keys import Fingerprints, LoadedFile, RepeatCounter
from perf_xl.intake.ledger_reading import DuplicateRow, FileReading, LedgerReading, Share, yuan_text
from perf_xl.intake.ledger_rows import Judged, PassedOver, TotalLine
from perf_xl.law.threshold import stated_funding
from perf_xl.model.department import Trouble
from perf_xl.model.place import Place
from perf_xl.model.voucher import BudgetAdjustment, DaySum, RefusedRow, Source, Spending, Voucher

LISTED = 10_000           # rows listed one by one; beyond, only counted and summed
NOTED = 200               # remarks listed per file


class Tally:
    """Grows while files are read. Money in fen; Python's whole numbers, so nothing overflows."""

    def __init__(self, year: int, before: Fingerprints, keep: int) -> None:
        self._year, self._before, self._keep = year, before, keep
        self.earlier = before.as_array()
        self._own_keys: array[int] = array("Q")      # of vouchers taken one by one
        self.keys: list[Sequence[int]] = [self._own_keys]
        self._known: tuple[set[int], set[int]] | None = None
        self._sums: dict[tuple[str, date], list[int]] = {}
        self._many: list[Sequence[DaySum]] = []
        self._adjustments: list[BudgetAdjustment] = []
        self._vouchers: list[Voucher] | None = []
        self._refused: list[RefusedRow] = []
        self._duplicates: list[DuplicateRow] = []
        self._shares = {name: [0, 0] for name in ("loaded", "adjusted", "refused", "duplicate")}
        self._files: list[FileReading] = []
        self._loaded_files: list[LoadedFile] = []
        self._sources: dict[tuple[str, int, str, str], list[int]] = {}
        self._fundings: dict[str, set[str]] = {}
        self.notes: list[Trouble] = []
        self.file_fen = 0

    @property
    def knows_files(self) -> bool:
        """Whether any file was loaded before."""
        return bool(self._before.files)

    def knows_file(self, digest: str) -> bool:
        """Whether exactly this file was loaded before."""
        return self._before.knows_file(digest)

    def begin_table(self, book: str, sheet: str) -> None:
        """A new table: its totals and its vouchers without number are counted on their own."""
        self._book, self._sheet = book, sheet
        self._repeats = RepeatCounter()
        self._start = self._since_line = self._since_total = self.file_fen
        self._noted = 0

    def end_file(self, readings: Iterable[FileReading]) -> None:
        """How the tables of a file were understood."""
        for reading in readings:
            self._files.append(reading)
            self._loaded_files.append(LoadedFile(reading.name, reading.digest))

    def take(self, judged: Judged, running: int | None = None) -> None:
        """One judged row. `running` is the table's total above the row where it is not what was taken so far."""
        if isinstance(judged, Voucher):
            self.file_fen += judged.amount_fen
            self._voucher(judged)
        elif isinstance(judged, RefusedRow):
            self.file_fen += judged.fen or 0
            self._count("refused", judged.fen or 0)
            if len(self._refused) < LISTED:
                self._refused.append(judged)
        elif isinstance(judged, TotalLine):
            self._total(judged, self.file_fen if running is None else running)
        else:
            self._passed_over(judged)

    def add_many(self, sums: Sequence[DaySum], vouchers: int, fen: int) -> None:
        """So many vouchers already found to be new, in order of projects and days; their keys come through `add_keys`."""
        self._many.append(sums)
        self._count("loaded", fen, vouchers)
        self._vouchers = None

    def add_keys(self, keys: Sequence[int]) -> None:
        """Keys of vouchers already found to be new."""
        self.keys.append(keys)
        self._known = None
        self._vouchers = None

    def _voucher(self, voucher: Voucher) -> None:
        if self._known is None:
            self._known = set(self.earlier), set().union(*self.keys)
        earlier, now = self._known
        key = self._repeats.key_of(voucher)
        self.add_funding(voucher.project_code, voucher.funding)
        if key in earlier or key in now:
            self.duplicate(DuplicateRow(voucher.row, voucher.number, voucher.project_code, voucher.amount_fen,
                                        key in earlier, voucher.place))
            return
        now.add(key)
        self._own_keys.append(key)
        if voucher.is_spending:
            self._add(voucher.project_code, voucher.day, voucher.amount_fen, 1)
            self._count("loaded", voucher.amount_fen)
            self.add_source(voucher.project_code, voucher.day.month, 1, voucher.amount_fen, voucher.row, voucher.row)
        else:
            self._count("adjusted", voucher.amount_fen)
            self._adjustments.append(BudgetAdjustment(voucher.project_code, voucher.day, voucher.amount_fen,
                                                      voucher.document))
        if self._vouchers is not None:
            self._vouchers.append(voucher)
            if len(self._vouchers) > self._keep:
                self._vouchers = None

    def duplicate(self, row: DuplicateRow) -> None:
        """A voucher that is already there: counted, listed, not added."""
        self._count("duplicate", row.fen)
        if len(self._duplicates) < LISTED:
            self._duplicates.append(row)

    @property
    def duplicates_to_list(self) -> int:
        """How many more are listed; beyond, they are only counted."""
        return LISTED - len(self._duplicates)

    def count_duplicates(self, rows: int, fen: int) -> None:
        """Vouchers that are already there, not listed one by one."""
        self._count("duplicate", fen, rows)

    def add_source(self, code: str, month: int, vouchers: int, fen: int, first_row: int, last_row: int) -> None:
        """So many vouchers of a project and month stand between two rows of the table being read."""
        found = self._sources.setdefault((code, month, self._book, self._sheet), [0, 0, first_row, last_row])
        found[:] = (found[0] + vouchers, found[1] + fen, min(found[2], first_row), max(found[3], last_row))

    def add_funding(self, code: str, stated: str) -> None:
        """A kind of money that the ledger states for a voucher of the project."""
        if stated:
            self._fundings.setdefault(code, set()).add(stated)

    def _day_sums(self) -> tuple[DaySum, ...]:
        if len(self._many) == 1 and not self._sums:
            return tuple(self._many[0])
        for each in chain(*self._many):
            self._add(each.project_code, each.day, each.fen, each.vouchers)
        self._many.clear()
        return tuple(DaySum(code, day, fen, count) for (code, day), (fen, count) in sorted(self._sums.items()))

    def _one_funding(self) -> tuple[tuple[str, str], ...]:
        """The kind per project, where all its vouchers agree."""
        kinds = {code: {stated_funding(text) for text in texts} - {""} for code, texts in sorted(self._fundings.items())}
        return tuple((code, next(iter(found))) for code, found in kinds.items() if len(found) == 1)

    def _add(self, code: str, day: date, fen: int, count: int) -> None:
        cell = self._sums.setdefault((code, day), [0, 0])
        cell[0] += fen
        cell[1] += count

    def _count(self, share: str, fen: int, rows: int = 1) -> None:
        self._shares[share][0] += rows
        self._shares[share][1] += fen

    def _total(self, line: TotalLine, running: int) -> None:
        """A total is right when it adds up the table so far, or what stands since the last total of either rank."""
        expected = (running - self._start, running - self._since_line, running - self._since_total)
        if line.fen is not None and line.fen not in expected:
            self.note("ledger.total_differs", line.row, word=line.word, stated=yuan_text(line.fen),
                      counted=yuan_text(expected[0]))
        self._since_line = running
        if line.word in ("合计", "总计", "总合计"):
            self._since_total = running

    def _passed_over(self, line: PassedOver) -> None:
        self.note("ledger.passed_over", line.row, text=line.text[:60])

    def note(self, what: str, row: int = 0, **facts: str) -> None:
        """A remark for the user, with its row; beyond a limit per table only counted."""
        self._noted += 1
        if self._noted <= NOTED:
            place = Place(self._book, self._sheet, row)
            self.notes.append(Trouble(what, place, tuple({"row": str(row), **facts}.items())))

    def finish(self) -> LedgerReading:
        """Everything read. The order of rows and files plays no part in the sums."""
        shares = {name: Share(rows, fen) for name, (rows, fen) in self._shares.items()}
        files = tuple(dict.fromkeys((*self._before.files, *self._loaded_files)))
        return LedgerReading(
            Spending(self._year, self._day_sums(), tuple(sorted(self._adjustments)), self._one_funding()),
            shares["loaded"], shares["adjusted"], shares["refused"], shares["duplicate"], self.file_fen,
            tuple(self._refused), tuple(self._duplicates), tuple(self._vouchers or ()), tuple(self._files),
            Fingerprints(files, merged_keys(self.earlier, *self.keys)), tuple(self.notes),
            tuple(Source(*spot, *found) for spot, found in sorted(self._sources.items())),
        )


def merged_keys(*keys: Sequence[int]) -> bytes:
    """Keys in order, each once, eight bytes a key. Many are sorted by numpy, few without loading it."""
    if sum(map(len, keys)) < LISTED:
        return array("Q", sorted(set().union(*keys))).tobytes()
    import numpy

    filled = [numpy.asarray(each, dtype=numpy.uint64) for each in keys if len(each)]
    if len(filled) == 1 and (filled[0][1:] > filled[0][:-1]).all():
        return filled[0].tobytes()
    # Stable sorting is quick where long runs are in order already; the keys of a large file are.
    together = numpy.sort(numpy.concatenate(filled), kind="stable")
    fresh = numpy.ones(len(together), bool)
    fresh[1:] = together[1:] != together[:-1]
    return together[fresh].tobytes()
