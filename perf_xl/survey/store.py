"""The tables of a survey on disk: Parquet files that DuckDB, pandas and others read as one table each.

STORE/survey.json        how many parts there are, and which columns
STORE/files/part-0000.parquet   STORE/projects/part-0000.parquet   …
STORE/views.sql          ready questions for DuckDB

A workbook belongs to the part that its path says, whatever else is surveyed; so a later run replaces only the parts in which
something changed, and takes the rows of unchanged workbooks from the part it replaces.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from perf_xl.errors import Unusable
from perf_xl.hosts.landing import land
from perf_xl.survey.records import TABLES, Records, Row, Source

if TYPE_CHECKING:
    import pyarrow

FILES_PER_PART = 500
_SCHEMA = "perf-xl/survey/1"


class Store:
    """A folder of tables. Raises Unusable where the folder holds something else, or pyarrow is not installed."""

    def __init__(self, folder: Path, program: str, expected: int) -> None:
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            raise Unusable("survey.no_store_extra") from None
        self.folder, self.program = folder, program
        head = folder / "survey.json"
        if head.is_file():
            self.parts = _parts_in(head)
        else:
            if folder.is_dir() and any(folder.iterdir()):
                raise Unusable("survey.not_a_store", path=folder)
            self.parts = max(1, -(-expected // FILES_PER_PART))
            for table in TABLES:
                (folder / table).mkdir(parents=True, exist_ok=True)
            land(folder / "views.sql", _views().encode())
            land(head, json.dumps({"schema": _SCHEMA, "parts": self.parts, "tables": TABLES}, ensure_ascii=False, indent=1).encode())

    def part_of(self, path: str) -> int:
        return crc32(path.encode()) % self.parts

    def kept(self, part: int, sources: Iterable[Source]) -> dict[str, Records]:
        """Of these files, the records that still hold: same size, same time of change, same version of the program."""
        wanted = {(each.path, each.size, each.modified): each for each in sources}
        tables = {table: self._rows(table, part) for table in TABLES}
        found: dict[str, dict[str, list[Row]]] = {}
        for row in tables["files"]:
            source = wanted.get((row[0], row[2], row[3]))
            if source is not None and row[1] == source.region and row[4] == self.program and row[5] != "crashed":
                found[row[0]] = {table: [] for table in TABLES}
        for table, rows in tables.items():
            for row in rows:
                if row[0] in found:
                    found[row[0]][table].append(row)
        by_path = {each.path: each for each in wanted.values()}
        return {path: Records(by_path[path], {table: tuple(rows) for table, rows in tables.items()}) for path, tables in found.items()}

    def write(self, part: int, records: Sequence[Records]) -> None:
        """Replace a part. The table of files goes first and comes last: a part without it counts as not done."""
        from pyarrow import parquet

        self._path("files", part).unlink(missing_ok=True)
        for table in sorted(TABLES, key=lambda name: name == "files"):
            rows = [row for each in sorted(records, key=lambda each: each.source.path) for row in each.rows[table]]
            buffer = BytesIO()
            parquet.write_table(_table(table, rows), buffer, compression="zstd")
            land(self._path(table, part), buffer.getvalue())

    def is_same(self, part: int, sources: Sequence[Source], kept: Mapping[str, Records]) -> bool:
        """Whether the part already holds these files and no others."""
        return len(kept) == len(sources) == len(self._rows("files", part))

    def _path(self, table: str, part: int) -> Path:
        return self.folder / table / f"part-{part:04d}.parquet"

    def _rows(self, table: str, part: int) -> list[Row]:
        from pyarrow import ArrowInvalid, parquet

        path = self._path(table, part)
        if not path.is_file() or not self._path("files", part).is_file():
            return []
        try:
            read = parquet.read_table(path, partitioning=None)
        except (ArrowInvalid, OSError) as problem:
            raise Unusable("survey.part_damaged", path=path) from problem
        columns = [_plain(read.column(name), kind) for name, kind in TABLES[table].items()]
        return list(zip(*columns, strict=True))


def _parts_in(head: Path) -> int:
    try:
        found = json.loads(head.read_bytes())
        if found["schema"] != _SCHEMA or found["tables"] != TABLES or not 1 <= int(found["parts"]) <= 100_000:
            raise ValueError
        return int(found["parts"])
    except (ValueError, KeyError, TypeError):
        raise Unusable("survey.not_a_store", path=head.parent) from None


def _table(table: str, rows: Sequence[Row]) -> pyarrow.Table:
    import pyarrow

    kinds = {"text": pyarrow.string(), "whole": pyarrow.int64(), "flag": pyarrow.bool_(),
             "money": pyarrow.decimal128(20, 2), "share": pyarrow.decimal128(9, 2)}
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(TABLES[table])
    made = [pyarrow.array(map(_stored(kind), column) if kind in ("money", "share") else column, kinds[kind])
            for column, kind in zip(columns, TABLES[table].values(), strict=True)]
    return pyarrow.table(dict(zip(TABLES[table], made, strict=True)))


def _stored(kind: str) -> Any:
    from decimal import Decimal

    return lambda value: None if value is None else Decimal(value).scaleb(-2)


def _plain(column: Any, kind: str) -> list[Any]:
    values = column.to_pylist()
    return [None if value is None else int(value.scaleb(2)) for value in values] if kind in ("money", "share") else values


def _views() -> str:
    return (Path(__file__).parent / "views.sql").read_text(encoding="utf-8")
