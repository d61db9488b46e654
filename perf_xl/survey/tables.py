"""Rows as Arrow tables, and parts of tables as Parquet bytes. Whatever a workbook held, its rows can be written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from perf_xl.messages.shown import whole
from perf_xl.survey.records import TABLES, Row

if TYPE_CHECKING:
    import pyarrow

# What a column holds, in fen, hundredths, pieces: a larger number is a slip of the pen and stays blank.
_DIGITS = {"money": 20, "share": 9}
_LIMIT = {"whole": 2**63, **{kind: 10**digits for kind, digits in _DIGITS.items()}}


def to_arrow(table: str, rows: Sequence[Row]) -> pyarrow.Table:
    """The rows as columns. Amounts in fen and hundredths become exact decimals with two places."""
    import pyarrow

    kinds = {"text": pyarrow.string(), "whole": pyarrow.int64(), "flag": pyarrow.bool_(),
             "money": pyarrow.decimal128(_DIGITS["money"], 2), "share": pyarrow.decimal128(_DIGITS["share"], 2)}
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(TABLES[table])
    return pyarrow.table({name: pyarrow.array(_stored(column, kind), kinds[kind])
                          for (name, kind), column in zip(TABLES[table].items(), columns, strict=True)})


def _stored(column: Sequence[Any], kind: str) -> Sequence[Any]:
    if kind == "text":
        return [None if value is None else whole(value) for value in column]
    if kind == "flag":
        return column
    limit = _LIMIT[kind]
    fitting = [value if value is not None and -limit < value < limit else None for value in column]
    return fitting if kind == "whole" else [None if value is None else Decimal(value).scaleb(-2) for value in fitting]


def merged(pieces: Sequence[pyarrow.Table]) -> pyarrow.Table:
    """One table in order of path; the rows of one workbook keep their order."""
    import pyarrow

    together = pyarrow.concat_tables(pieces)
    at = pyarrow.array(range(together.num_rows), pyarrow.int64())
    ordered = pyarrow.table({"path": together["path"], "at": at}).sort_by([("path", "ascending"), ("at", "ascending")])
    return together.take(ordered["at"]).combine_chunks()


def to_parquet(table: pyarrow.Table) -> bytes:
    """The same bytes for the same rows."""
    from pyarrow import parquet

    buffer = BytesIO()
    parquet.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
