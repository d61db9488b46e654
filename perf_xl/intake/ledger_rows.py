"""One row of a ledger export judged: a voucher, a refusal with its reason, a line of totals, or no payment at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from msgspec import Struct

from perf_xl.intake.ledger_cells import BLANK_MONEY, Money, day_of, money_of, text_of
from perf_xl.intake.ledger_columns import Header
from perf_xl.law.reader import load
from perf_xl.model.amount import MoneyUnit
from perf_xl.model.place import Place
from perf_xl.model.project_code import nearest_code, tidy_code
from perf_xl.model.voucher import RefusedRow, Voucher, VoucherKind

_BLANKS_AND_TAIL = re.compile(r"[\s　]+|[:：]$|[（(][^（()）]*[)）]$")


class TotalLine(Struct, frozen=True):
    """A line that adds up lines above it. `fen` None: it states no readable amount, or adds up more than this file."""

    row: int
    fen: int | None
    word: str


class PassedOver(Struct, frozen=True):
    """A line that is no payment: a balance brought forward, a signature, a remark."""

    row: int
    text: str


Judged = Voucher | RefusedRow | TotalLine | PassedOver


class Projects(Struct, frozen=True):
    """The projects that vouchers may belong to: `names` by code, `codes` by tidied spelling."""

    names: Mapping[str, str]
    codes: Mapping[str, str]

    def suggestion(self, code: str, name: str) -> str:
        """The code that was probably meant: the nearest one, else that of the only project with this name."""
        near = nearest_code(code, self.codes) if code else None
        if near:
            return self.codes[near]
        named = [each for each, known in self.names.items() if name and known == name]
        return named[0] if len(named) == 1 else ""


def projects_of(names: Mapping[str, str]) -> Projects:
    """From code to name, as the workbook has them."""
    return Projects(names, {tidy_code(code): code for code in names if code})


class RowReader:
    """Judges the rows under one header."""

    def __init__(self, header: Header, unit: MoneyUnit, year: int, projects: Projects, book: str, sheet: str = "") -> None:
        self._header, self._unit, self._year, self._projects = header, unit, year, projects
        self._book, self._sheet = book, sheet
        self._at = dict(header.columns.at)

    def judge(self, row: int, cells: Sequence[object]) -> Iterator[Judged]:
        """Nothing for a blank row or a repeated header; two vouchers where a row both pays and adjusts."""
        texts = [text_of(cell) for cell in cells]
        if not any(texts) or self._repeats_header(texts):
            return
        money, day = self._money(cells), day_of(self._cell(cells, "date"))
        words = {_squeezed(text) for text in texts}
        total = next((word for word in _words("totals") if word in words), "")
        nameless = not self._text(texts, "code") and self._text(texts, "number") in ("", total)
        if total and (day is None or nameless):
            yield TotalLine(row, None if "累计" in total else money.fen, total)
        elif not self._text(texts, "number") and any(word in words for word in _words("balances")):
            yield PassedOver(row, " ".join(text for text in texts if text))
        else:
            yield from self._payments(row, cells, texts, money, day)

    def _payments(self, row: int, cells: Sequence[object], texts: Sequence[str], money: Money,
                  day: date | None) -> Iterator[Judged]:
        changed = money_of(self._cell(cells, "adjustment"), self._unit) if "adjustment" in self._at else BLANK_MONEY
        if money.blank and changed.blank:
            if not self._text(texts, "code") and day is None:
                yield PassedOver(row, " ".join(text for text in texts if text))
                return
            yield self._voucher(row, texts, money, day, self._shown(texts), self._kind(texts, money))
            return
        if not money.blank:
            yield self._voucher(row, texts, money, day, self._shown(texts), self._kind(texts, money))
        if not changed.blank:
            shown = self._text(texts, "adjustment")
            yield self._voucher(row, texts, changed, day, shown, VoucherKind.ADJUSTMENT)

    def _voucher(self, row: int, texts: Sequence[str], money: Money, day: date | None, shown: str,
                 kind: VoucherKind) -> Voucher | RefusedRow:
        written = self._text(texts, "code")
        code = self._projects.codes.get(tidy_code(written))
        reason = self._reason(money, written, code, self._text(texts, "date"), day)
        place = Place(self._book, self._sheet, row, self._at.get("code", -1) + 1)
        if reason or money.fen is None or code is None or day is None:
            suggestion = "" if code else self._projects.suggestion(written, self._text(texts, "name"))
            return RefusedRow(row, reason, written, shown, money.fen, suggestion, place)
        return Voucher(self._text(texts, "number"), day, code, money.fen, kind, self._text(texts, "summary"),
                       self._text(texts, "document"), row, place, self._text(texts, "funding"))

    def _reason(self, money: Money, written: str, code: str | None, dated: str, day: date | None) -> str:
        if money.fen is None:
            return "blank_amount" if money.blank else "unreadable_amount"
        if code is None:
            return "unknown_code" if written else "blank_code"
        if day is None:
            return "unreadable_date" if dated else "blank_date"
        if day.year != self._year:
            return "out_of_year"
        return "" if money.exact else "below_fen"

    def _money(self, cells: Sequence[object]) -> Money:
        """What was paid: the amount, signed by 借/贷 where a column says so; else debit less credit."""
        if "amount" in self._at:
            money = money_of(self._cell(cells, "amount"), self._unit)
            came_back = text_of(self._cell(cells, "direction")) in ("贷", "贷方")
            return Money(-money.fen, exact=money.exact) if came_back and money.fen is not None else money
        debit, credit = (money_of(self._cell(cells, role), self._unit) for role in ("debit", "credit"))
        if debit.blank and credit.blank:
            return BLANK_MONEY
        if any(side.fen is None and not side.blank for side in (debit, credit)):
            return Money(None)
        if "debit" not in self._at:
            return credit
        return Money((debit.fen or 0) - (credit.fen or 0), exact=debit.exact and credit.exact)

    def _kind(self, texts: Sequence[str], money: Money) -> VoucherKind:
        stated, summary = self._text(texts, "kind"), self._text(texts, "summary")
        if any(word in stated for word in _kind_words("adjustment")):
            return VoucherKind.ADJUSTMENT
        if money.fen is None or money.fen >= 0:
            return VoucherKind.SPENDING
        refunded = any(word in stated or word in summary for word in _kind_words("refund"))
        return VoucherKind.REFUND if refunded else VoucherKind.REVERSAL

    def _shown(self, texts: Sequence[str]) -> str:
        return next((text for role in ("amount", "debit", "credit") if (text := self._text(texts, role))), "")

    def _repeats_header(self, texts: Sequence[str]) -> bool:
        return all(column < len(texts) and texts[column] == self._header.texts[column] for _, column in self._at.items())

    def _cell(self, cells: Sequence[object], role: str) -> object:
        column = self._at.get(role)
        return cells[column] if column is not None and column < len(cells) else None

    def _text(self, texts: Sequence[str], role: str) -> str:
        column = self._at.get(role)
        return texts[column] if column is not None and column < len(texts) else ""


def _squeezed(text: str) -> str:
    """合  计： -> 合计; 合计（元） -> 合计."""
    return _BLANKS_AND_TAIL.sub("", _BLANKS_AND_TAIL.sub("", text)) if len(text) < 20 else text


@cache
def _words(table: str) -> tuple[str, ...]:
    return tuple(load("ledger_headers")[table]["words"])


@cache
def _kind_words(kind: str) -> tuple[str, ...]:
    return tuple(load("ledger_headers")["kinds"][kind])
