"""Which column of a ledger export is which: found by header words, shown to the user, given back next month."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from perf_xl.intake.ledger_cells import text_of
from perf_xl.law.reader import load
from perf_xl.model.amount import MoneyUnit, unit_named

HEADER_WITHIN = 40      # rows from the top
MONEY_ROLES = ("amount", "debit", "credit", "adjustment")
_UNIT_BEHIND = re.compile(r"[(\[【](?:单位[:：]?)?(?:人民币)?(元|万元)[)\]】]|[/_-](元|万元)$")
_CAPTION = re.compile(r"单位[:：]?\s*(?:人民币)?\s*(万元|元)|\((万元|元)\)")
_BLANKS = re.compile(r"\s+")


class Columns(Struct, frozen=True):
    """`at` maps a role (number, date, code, amount …) to its column, from 0; `headers` to the header as printed."""

    at: tuple[tuple[str, int], ...]
    headers: tuple[tuple[str, str], ...] = ()

    def of(self, role: str) -> int | None:
        """The column of a role; None where the export has none."""
        return next((column for each, column in self.at if each == role), None)

    def as_json(self) -> dict[str, str]:
        """Role to header, for showing and for next month's `wanted`."""
        return dict(self.headers)


class Header(Struct, frozen=True):
    """The header row (from 1), its columns, and the money unit that header or caption states; None: neither does."""

    row: int
    columns: Columns
    unit: MoneyUnit | None
    texts: tuple[str, ...]


def find_header(rows: Iterable[Sequence[object]], wanted: Mapping[str, str] | None = None) -> Header | None:
    """The header among the first rows; None when no row names an amount and what it was paid for.

    `wanted` (role to header text, as `Columns.as_json` gave it) takes precedence over the words of the law. Of several
    candidates the one with the most known columns wins, the upper one when equal.
    """
    caption: MoneyUnit | None = None
    best: Header | None = None
    for number, row in enumerate(rows, 1):
        if number > HEADER_WITHIN:
            break
        texts = tuple(text_of(value) for value in row)
        columns = _columns(texts, _fitting(wanted or {}, texts))
        if not _is_header(columns):
            caption = caption or _stated_unit(texts)
        elif best is None or len(columns.at) > len(best.columns.at):
            best = Header(number, columns, _unit_in(texts, columns) or caption, texts)
    return best


def _fitting(wanted: Mapping[str, str], texts: Sequence[str]) -> Mapping[str, str]:
    """What was saved last month and still stands in this row; a header that is gone is looked for by its words."""
    there = {_plain(text) for text in texts}
    return {role: text for role, text in wanted.items() if _plain(text) in there}


def _is_header(columns: Columns) -> bool:
    required = load("ledger_headers")["required"]
    return all(any(columns.of(role) is not None for role in roles) for roles in required.values())


def _columns(texts: Sequence[str], wanted: Mapping[str, str]) -> Columns:
    """Best match first; a column has one role, a role one column."""
    offers = sorted((rank, column, role) for column, text in enumerate(texts)
                    for role, rank in (_offers(_plain(text), wanted) if wanted else _usual_offers(_plain(text))))
    roles: dict[str, int] = {}
    for _, column, role in offers:
        if role not in roles and column not in roles.values():
            roles[role] = column
    return Columns(tuple(sorted(roles.items())), tuple((role, texts[at]) for role, at in sorted(roles.items())))


@lru_cache(1024)
def _usual_offers(header: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    return tuple(_offers(header, {}))


def _offers(header: str, wanted: Mapping[str, str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Role and rank: 0 wanted by the user, 1 exactly a word, 2 contains one; within these the word's position."""
    if not header or len(header) > 30:
        return
    book = load("ledger_headers")
    for role, words in book["columns"].items():
        if role in wanted:
            if _plain(wanted[role]) == header:
                yield role, (0, 0)
        elif header in words:
            yield role, (1, words.index(header))
        elif not any(word in header for word in book["never"].get(role, ())):
            inside = [place for place, word in enumerate(words) if word in header and word not in _exact_only()]
            if inside:
                yield role, (2, inside[0])


@cache
def _exact_only() -> frozenset[str]:
    return frozenset(load("ledger_headers")["exact"]["words"])


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _plain(text: str) -> str:
    """A header without blanks and without the unit behind it."""
    return _UNIT_BEHIND.sub("", _BLANKS.sub("", _half_width(text)).strip("*:'\""))


def _unit_in(texts: Sequence[str], columns: Columns) -> MoneyUnit | None:
    """The unit in the header of the money columns."""
    for role in MONEY_ROLES:
        at = columns.of(role)
        found = None if at is None else _UNIT_BEHIND.search(_BLANKS.sub("", _half_width(texts[at])))
        if found:
            return unit_named(found.group(1) or found.group(2))
    return None


def _stated_unit(texts: Sequence[str]) -> MoneyUnit | None:
    """The unit that a caption above the table states: 单位：万元."""
    found = _CAPTION.search(_half_width(" ".join(texts)))
    return unit_named(found.group(1) or found.group(2)) if found else None
