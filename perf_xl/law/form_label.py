"""表格标签: which field a label names, whatever the place calls it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from msgspec import Struct

from perf_xl.law.reader import load

_IGNORED = frozenset(" \t\r\n　\u00a0:：()、,。*★")
_WITHOUT = str.maketrans("", "", "".join(_IGNORED))


@lru_cache(maxsize=2048)  # fifty tables carry the same labels
def plain_label(text: str) -> str:
    """Half width, without blanks and punctuation: `其中：财政    资金` -> `其中财政资金`."""
    plain = unicodedata.normalize("NFKC", text)
    return plain if _IGNORED.isdisjoint(plain) else plain.translate(_WITHOUT)


@cache
def _table(kind: str) -> dict[str, str]:
    return {plain_label(label): field for field, labels in load("form_labels")[kind].items() for label in labels}


class Named(Struct, frozen=True, gc=False):
    """What a label names: a field of the table's head ('code', 'budget', …), a node of the plan (3, 6, 10, 12), a column of
    the indicator table ('level1', 'value', …). Blank where it names none."""

    field: str = ""
    node: int | None = None
    column: str = ""


NOTHING = Named()


# No label is longer than this; longer texts need not be looked at.
_LONGEST = 24
_MOST_KNOWN = 2048


class _Known(dict[object, Named]):
    """By the value of a cell; short texts that were looked at once are known, up to so many."""

    def __missing__(self, value: object) -> Named:
        if not isinstance(value, str) or len(value) > _LONGEST:
            return NOTHING
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[value] = _labels().get(plain_label(value), NOTHING)
        return self[value]


# What the value of a cell names as a label of the official table; NOTHING where it is none. Asked of every cell of every
# table, hence no function.
named: Mapping[object, Named] = _Known()


@cache
def _labels() -> dict[str, Named]:
    fields, nodes, columns = _table("fields"), _table("nodes"), _table("columns")
    return {plain: Named(fields.get(plain, ""), int(nodes[plain]) if plain in nodes else None, columns.get(plain, ""))
            for plain in {**fields, **nodes, **columns}}


def field_named(text: str) -> str:
    """The field of the table's head that a label names ('code', 'budget', …); '' for any other text."""
    return named[text].field


def node_named(text: str) -> int | None:
    """The plan's node (3, 6, 10, 12) that a label names."""
    return named[text].node


def column_named(text: str) -> str:
    """The column of the indicator table that a header names ('level1', 'value', …); '' for any other text."""
    return named[text].column


def actual_column_named(text: str) -> bool:
    """Whether a header names the column of actual values of a self-evaluation (this year's, not last year's)."""
    return len(text) <= _LONGEST and plain_label(text) in _table("evaluation")

