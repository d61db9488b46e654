"""The tables of a survey on disk: Parquet files that DuckDB, pandas and others read as one table each.

STORE/survey.json        which columns there are; survey.lock: held by the run at work
STORE/files/part-….parquet   STORE/projects/part-….parquet   …
STORE/views.sql          ready questions for DuckDB
STORE/under_way/1/…      the parts of a run that has not ended, on a shelf of its own, and what waits for its part

Readers see the tables of the last run that ended. A run writes the parts that differ from them on a shelf; when all are there they
take their places, in one go that a later run completes if it was cut off. The parts on the shelves of runs that were cut off
are as good as those in place: what they hold is not read again.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any, Self

from msgspec import Struct

from perf_xl.errors import Unusable
from perf_xl.hosts.alone import alone
from perf_xl.hosts.landing import is_leftover, land
from perf_xl.survey.draft import NAME, Draft, drafted
from perf_xl.survey.records import TABLES, Records, Row, Source
from perf_xl.survey.tables import merged, to_arrow, to_parquet

if TYPE_CHECKING:
    import pyarrow

_SCHEMA = "perf-xl/survey-store/2"
_UNDER_WAY, _READY = "under_way", "ready.json"
_KEPT = ("checked", "unreadable")       # what would come out the same if the file were read again


class _Part(Struct, frozen=True):
    shelf: Path
    name: str

    def table(self, table: str) -> Path:
        return self.shelf / table / f"{self.name}.parquet"


class _Known(Struct, frozen=True):
    """What is known of a workbook, and where its rows are."""

    source: Source
    holds: bool
    part: _Part

    @property
    def facts(self) -> tuple[object, ...]:
        return _facts(self.source)


class Store:
    """A folder of tables, brought up to date part by part, by one run at a time. Raises Unusable where the
    folder holds something else, another run is at work in it, or pyarrow is missing.
    """

    def __init__(self, folder: Path, program: str) -> None:
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            raise Unusable("survey.no_store_extra") from None
        self.folder, self.program = folder, program
        _open(folder)
        self._lock = alone(folder / "survey.lock", "survey.busy")
        self._end()
        self._known: dict[str, _Known] = {}
        self._sizes: dict[_Part, int] = {}
        shelves = _shelves(folder)
        for shelf in shelves:
            rows = drafted(shelf)
            if rows["files"]:
                self._land(_Part(shelf, "part-drafted"), {table: [to_arrow(table, found)] for table, found in rows.items()})
                (shelf / NAME).unlink()
        for shelf in (folder, *shelves):
            for name in _names(shelf):
                self._learn(_Part(shelf, name))
        self._shelf = folder / _UNDER_WAY / str(1 + max((int(shelf.name) for shelf in shelves), default=0))
        self._draft = Draft(self._shelf)
        self._plan: dict[str, Path] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ending: object) -> None:
        self._draft.close()
        self._lock.close()

    def keeps(self, source: Source) -> bool:
        """Whether its rows still hold: same size, same time of change, same version of the program."""
        known = self._known.get(source.key)
        return known is not None and known.holds and not source.closed and known.facts == _facts(source)

    def below(self, folder: Source) -> list[Source]:
        """The workbooks that an earlier run found in a folder that is closed now."""
        top = os.path.join(folder.key, "")
        return [known.source for key, known in self._known.items() if key.startswith(top)]

    def put(self, name: str, sources: Sequence[Source], records: Iterable[Records]) -> None:
        """The next part: these sources, of which `records` are those not kept."""
        kept = [self._known[each.key] for each in sources if self.keeps(each)]
        parts = list(dict.fromkeys(known.part for known in kept))
        if len(kept) == len(sources) and len(parts) == 1 and parts[0].name == name and self._sizes[parts[0]] == len(kept):
            self._plan[name] = parts[0].shelf
            return
        rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        for each in records:
            self._draft.add(each)
            for table, found in each.rows.items():
                rows[table] += found
        of_part = {old: [known.source.key for known in kept if known.part == old] for old in parts}
        self._land(_Part(self._shelf, name), {table: [*(_rows_in(old, table, keys) for old, keys in of_part.items()), to_arrow(table, rows[table])]
                                              for table in TABLES})
        self._draft.clear()
        self._plan[name] = self._shelf

    def _land(self, part: _Part, pieces: dict[str, list[pyarrow.Table]]) -> None:
        """The table of files comes last: without it a part counts as not done."""
        for table in sorted(TABLES, key=lambda table: table == "files"):
            _make(part.table(table).parent)
            land(part.table(table), to_parquet(merged(pieces[table])))

    def finish(self) -> None:
        """The parts that were put take their places; others go."""
        self._draft.close()             # Windows removes no file that is open
        views = (Path(__file__).parent / "views.sql").read_bytes()
        place = self.folder / "views.sql"
        if not place.is_file() or place.read_bytes() != views:
            land(place, views)
        if _shelves(self.folder) or set(self._plan) != set(_names(self.folder)):
            (self.folder / _UNDER_WAY).mkdir(exist_ok=True)
            moves = {name: "" if shelf == self.folder else shelf.name for name, shelf in self._plan.items()}
            land(self.folder / _UNDER_WAY / _READY, json.dumps(moves).encode())
        self._end()

    def heads(self, *columns: str) -> pyarrow.Table:
        """These columns of the table of files, of the last run that ended."""
        import pyarrow
        from pyarrow import parquet

        return pyarrow.concat_tables([parquet.read_table(_Part(self.folder, name).table("files"), columns=list(columns), partitioning=None)
                                      for name in _names(self.folder)])

    def _learn(self, part: _Part) -> None:
        """What a part knows; a part with a table that is missing or damaged knows nothing, and is made again."""
        from pyarrow import ArrowInvalid, parquet

        columns = ("path", "region", "district", "size", "modified", "program", "status")
        try:
            for table in TABLES:
                parquet.read_metadata(part.table(table))
            heads = parquet.read_table(part.table("files"), columns=list(columns), partitioning=None)
        except (ArrowInvalid, OSError):
            return
        self._sizes[part] = heads.num_rows
        for path, region, district, size, modified, program, status in zip(*(heads[name].to_pylist() for name in columns), strict=True):
            holds = program == self.program and status in _KEPT
            self._known[path] = _Known(Source(path, intern(region), intern(district), size, modified), holds, part)

    def _end(self) -> None:
        """Completes a run whose parts are all there. Can be cut off and done again."""
        ready = self.folder / _UNDER_WAY / _READY
        try:
            if ready.is_file():
                _take_places(self.folder, json.loads(ready.read_bytes()))
                for shelf in _shelves(self.folder):
                    shutil.rmtree(shelf)
                ready.unlink()
                ready.parent.rmdir()
        except OSError as problem:
            raise Unusable("survey.held", path=self.folder, reason=problem.strerror or problem) from problem


def _facts(source: Source) -> tuple[object, ...]:
    return *source.where, source.size, source.modified


def _take_places(folder: Path, moves: dict[str, str]) -> None:
    for name, shelf in moves.items():
        for table in TABLES:
            found = _Part(folder / _UNDER_WAY / shelf, name).table(table)
            if shelf and found.is_file():
                os.replace(found, _Part(folder, name).table(table))
    for table in TABLES:
        for found in (folder / table).glob("*.parquet"):
            if found.stem not in moves:
                found.unlink()


def _rows_in(part: _Part, table: str, keys: Sequence[str]) -> pyarrow.Table:
    """The rows of these workbooks."""
    import pyarrow
    from pyarrow import compute, parquet

    try:
        found = parquet.read_table(part.table(table), partitioning=None)
    except (pyarrow.ArrowInvalid, OSError) as problem:
        raise Unusable("survey.part_damaged", path=part.table(table)) from problem
    return found.filter(compute.is_in(found["path"], pyarrow.array(keys, pyarrow.string())))


def _names(shelf: Path) -> list[str]:
    return sorted(found.stem for found in (shelf / "files").glob("part-*.parquet"))


def _shelves(folder: Path) -> list[Path]:
    """Of runs that have not ended, the oldest first."""
    found = [each for each in (folder / _UNDER_WAY).glob("*") if each.name.isdecimal()]
    return sorted(found, key=lambda each: int(each.name))


def _open(folder: Path) -> None:
    """The store in `folder`, made where there is nothing yet."""
    head = folder / "survey.json"
    if not head.is_file():
        if folder.exists() and (not folder.is_dir() or not all(map(is_leftover, folder.iterdir()))):
            raise Unusable("survey.not_a_store", path=folder)
        _make(folder)
        land(head, json.dumps({"schema": _SCHEMA, "tables": TABLES}, ensure_ascii=False, indent=1).encode())
    found: Any = None
    with suppress(ValueError):
        found = json.loads(head.read_bytes())
    if not isinstance(found, dict) or not str(found.get("schema")).startswith("perf-xl/survey"):
        raise Unusable("survey.not_a_store", path=folder)
    if found["schema"] != _SCHEMA or found.get("tables") != TABLES:
        raise Unusable("survey.other_columns", path=folder)
    for table in TABLES:
        _make(folder / table)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Unusable("write.no_folder", path=folder, folder=folder.parent) from problem
