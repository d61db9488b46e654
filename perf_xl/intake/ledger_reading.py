"""What came of reading ledger exports: spending, and every row that was not taken, with its reason."""

from __future__ import annotations

from msgspec import Struct

from perf_xl.intake.ledger_columns import Columns
from perf_xl.intake.ledger_keys import Fingerprints
from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.department import Trouble
from perf_xl.model.number import plain_text
from perf_xl.model.place import NOWHERE, Place
from perf_xl.model.voucher import RefusedRow, Source, Spending, Voucher


class DuplicateRow(Struct, frozen=True):
    """A voucher that is already there. `earlier`: in what was loaded before, not in these files."""

    row: int
    number: str
    code: str
    fen: int
    earlier: bool = False
    place: Place = NOWHERE


class FileReading(Struct, frozen=True):
    """How one file (or one sheet of it) was understood: shown to the user, and kept for next month.

    `unit_stated` False: neither header nor caption names a unit and the default was taken. `rows` counts data rows.
    """

    name: str
    digest: str
    sheet: str
    encoding: str
    delimiter: str
    header_row: int
    columns: Columns
    unit: MoneyUnit
    unit_stated: bool
    rows: int


class Share(Struct, frozen=True):
    """So many rows with so much money, in fen."""

    rows: int = 0
    fen: int = 0


class LedgerReading(Struct, frozen=True):
    """Loaded, adjusted, refused and duplicate rows together make `file_fen`, the total of the files, to the fen.

    `vouchers` lists the loaded vouchers where they are few enough to list, else it is empty and only `spending`
    tells. `refused_rows` and `duplicate_rows` count all, also where the lists end early.
    """

    spending: Spending
    loaded: Share
    adjusted: Share
    refused_share: Share
    duplicate_share: Share
    file_fen: int
    refused: tuple[RefusedRow, ...] = ()
    duplicates: tuple[DuplicateRow, ...] = ()
    vouchers: tuple[Voucher, ...] = ()
    files: tuple[FileReading, ...] = ()
    fingerprints: Fingerprints = Fingerprints()
    notes: tuple[Trouble, ...] = ()
    sources: tuple[Source, ...] = ()

    def mapping(self) -> dict[str, str]:
        """Role to header of the file read last, for next month."""
        return self.files[-1].columns.as_json() if self.files else {}

    @property
    def vouchers_loaded(self) -> int:
        return self.loaded.rows

    @property
    def loaded_fen(self) -> int:
        return self.loaded.fen

    @property
    def balances(self) -> bool:
        """Whether nothing got lost between the files and the book."""
        parts = (self.loaded, self.adjusted, self.refused_share, self.duplicate_share)
        return sum(part.fen for part in parts) == self.file_fen

    def as_json(self) -> dict[str, object]:
        """Amounts in 元 with two decimals."""
        return {
            "schema": "perf-xl/ledger/1", "amount_unit": MoneyUnit.YUAN.value, "total": yuan_text(self.file_fen),
            "loaded": _share(self.loaded), "adjusted": _share(self.adjusted), "refused": _share(self.refused_share),
            "duplicates": _share(self.duplicate_share),
            "refused_rows": [{"row": each.row, "file": each.place.book, "reason": each.reason, "code": each.code,
                              "amount": each.amount, "suggestion": each.suggestion} for each in self.refused],
            "duplicate_rows": [{"row": each.row, "file": each.place.book, "number": each.number, "code": each.code,
                                "amount": yuan_text(each.fen), "earlier": each.earlier} for each in self.duplicates],
            "files": [{"file": each.name, "sheet": each.sheet, "header_row": each.header_row, "unit": each.unit.value,
                       "unit_stated": each.unit_stated, "columns": each.columns.as_json()} for each in self.files],
            "sources": [{"code": each.project_code, "month": each.month, "file": each.file, "sheet": each.sheet,
                         "vouchers": each.vouchers, "amount": yuan_text(each.fen), "first_row": each.first_row,
                         "last_row": each.last_row} for each in self.sources],
        }


def yuan_text(fen: int) -> str:
    """Fen as 元 with two decimals."""
    return plain_text(from_fen(fen, MoneyUnit.YUAN), 2)


def _share(share: Share) -> dict[str, object]:
    return {"rows": share.rows, "amount": yuan_text(share.fen)}
