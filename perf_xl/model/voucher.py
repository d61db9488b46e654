"""凭证 and 实际支出: one payment, a row that could not be taken for one, and what payments add up to.

All money here is whole fen (0.01 元). Sums are kept by day, not by month: a date in the middle of a month must not
count payments that came after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from msgspec import Struct

from perf_xl.model.amount import MoneyUnit, from_fen
from perf_xl.model.number import plain_text
from perf_xl.model.period import month_end
from perf_xl.model.place import NOWHERE, Place


class VoucherKind(Enum):
    """What a row of a ledger does."""

    SPENDING = "支出"
    REVERSAL = "冲销"
    REFUND = "退款"
    ADJUSTMENT = "预算调整"


class Voucher(Struct, frozen=True, gc=False):
    """One row of a ledger. `amount_fen` is negative where money came back; `document` is the 文号 of an adjustment."""

    number: str
    day: date
    project_code: str
    amount_fen: int
    kind: VoucherKind = VoucherKind.SPENDING
    summary: str = ""
    document: str = ""
    row: int = 0
    place: Place = NOWHERE
    funding: str = ""           # 资金性质 as the ledger states it

    @property
    def is_spending(self) -> bool:
        return self.kind is not VoucherKind.ADJUSTMENT

    def as_json(self) -> dict[str, object]:
        """Amount in 元 with two decimals."""
        return {"number": self.number, "date": self.day.isoformat(), "code": self.project_code,
                "amount": plain_text(from_fen(self.amount_fen, MoneyUnit.YUAN), 2), "kind": self.kind.value,
                "summary": self.summary, "document": self.document, "row": self.row}


# Why a row is refused; each is a key under `ledger.refused` in the messages.
REASONS = ("unknown_code", "blank_code", "out_of_year", "unreadable_date", "blank_date", "unreadable_amount",
           "blank_amount", "below_fen")


class RefusedRow(Struct, frozen=True):
    """A row that was not loaded. `amount` is the text of the cell; `fen` None where it is no amount.

    `suggestion` is the known project code that was probably meant, or ''.
    """

    row: int
    reason: str
    code: str = ""
    amount: str = ""
    fen: int | None = None
    suggestion: str = ""
    place: Place = NOWHERE


class DaySum(Struct, frozen=True, order=True, gc=False):
    """What one project paid on one day, in fen, and how many vouchers that were."""

    project_code: str
    day: date
    fen: int
    vouchers: int = 1


class BudgetAdjustment(Struct, frozen=True, order=True):
    """A change of one project's budget during the year, in fen; `document` is the 文号 that orders it."""

    project_code: str
    day: date
    fen: int
    document: str = ""


class Source(Struct, frozen=True, order=True):
    """Where a month's figure of a project comes from: so many vouchers between two rows of a file (and sheet)."""

    project_code: str
    month: int
    file: str
    sheet: str = ""
    vouchers: int = 0
    fen: int = 0
    first_row: int = 0
    last_row: int = 0


class Spending(Struct, frozen=True):
    """实际支出 of a year. `sums` has one entry per project and day, in order; so has `adjustments` its own.

    `fundings` are the kinds of money (资金来源) by project code, where a ledger or a person states them.
    """

    year: int
    sums: tuple[DaySum, ...] = ()
    adjustments: tuple[BudgetAdjustment, ...] = ()
    fundings: tuple[tuple[str, str], ...] = ()

    @property
    def total_fen(self) -> int:
        return sum(each.fen for each in self.sums)

    @property
    def vouchers(self) -> int:
        return sum(each.vouchers for each in self.sums)

    @property
    def until(self) -> date | None:
        """The end of the newest month that holds a voucher."""
        newest = max((each.day for each in self.sums), default=None)
        return newest and month_end(newest.year, newest.month)

    def by_project(self, as_of: date) -> Mapping[str, int]:
        """Fen paid per project code up to and including a day."""
        paid: dict[str, int] = {}
        for each in self.sums:
            if each.day <= as_of:
                paid[each.project_code] = paid.get(each.project_code, 0) + each.fen
        return paid

    def by_month(self) -> Mapping[str, tuple[int, ...]]:
        """Fen per project code for the months January to December, not cumulated."""
        months: dict[str, list[int]] = {}
        for each in self.sums:
            months.setdefault(each.project_code, [0] * 12)[each.day.month - 1] += each.fen
        return {code: tuple(fen) for code, fen in months.items()}

    def adjusted_by(self, as_of: date) -> Mapping[str, int]:
        """Fen by which each project's budget was changed up to and including a day."""
        changed: dict[str, int] = {}
        for each in self.adjustments:
            if each.day <= as_of:
                changed[each.project_code] = changed.get(each.project_code, 0) + each.fen
        return changed

    def plus(self, other: Spending) -> Spending:
        """Both together. Raises ValueError for spending of another year (a mistake of ours)."""
        if other.year != self.year:
            raise ValueError(f"spending of {self.year} and {other.year} cannot be added")
        return Spending(self.year, _summed((*self.sums, *other.sums)),
                        tuple(sorted((*self.adjustments, *other.adjustments))),
                        tuple({**dict(other.fundings), **dict(self.fundings)}.items()))

    def as_json(self) -> dict[str, object]:
        """Amounts in 元 with two decimals, projects and months in order."""
        return {
            "schema": "perf-xl/spending/1", "year": self.year, "amount_unit": MoneyUnit.YUAN.value,
            "sums": [{"code": each.project_code, "date": each.day.isoformat(), "amount": _yuan(each.fen),
                      "vouchers": each.vouchers} for each in self.sums],
            "adjustments": [{"code": each.project_code, "date": each.day.isoformat(), "amount": _yuan(each.fen),
                             "document": each.document} for each in self.adjustments],
        }


def spending_of(year: int, vouchers: Iterable[Voucher]) -> Spending:
    """Vouchers added up. Their order plays no part."""
    listed = tuple(vouchers)
    sums = (DaySum(each.project_code, each.day, each.amount_fen) for each in listed if each.is_spending)
    changes = (BudgetAdjustment(each.project_code, each.day, each.amount_fen, each.document)
               for each in listed if not each.is_spending)
    return Spending(year, _summed(sums), tuple(sorted(changes)))


def _summed(sums: Iterable[DaySum]) -> tuple[DaySum, ...]:
    together: dict[tuple[str, date], list[int]] = {}
    for each in sums:
        cell = together.setdefault((each.project_code, each.day), [0, 0])
        cell[0] += each.fen
        cell[1] += each.vouchers
    return tuple(DaySum(code, day, fen, count) for (code, day), (fen, count) in sorted(together.items()))


def _yuan(fen: int) -> str:
    return plain_text(from_fen(fen, MoneyUnit.YUAN), 2)
