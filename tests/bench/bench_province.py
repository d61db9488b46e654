"""A province on paper: python -m tests.bench.bench_province [WORKBOOKS] [FOLDER]

The rows of WORKBOOKS (100,000) workbooks are made up and go through the survey's own parts, tables and last steps, without a workbook being
read. Then: size on disk, a second run in which 1 % changed, one in which nothing did, every view in DuckDB and a region in pandas, each in a
process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from perf_xl import __version__
from perf_xl.survey.records import TABLES, Source
from perf_xl.survey.run import bring_up_to_date
from perf_xl.survey.store import Store
from tests.bench.province import CITIES, gone, made_up, sources

VIEWS = ("totals", "by_region", "by_district", "by_unit", "by_kind", "by_rule", "by_indicator", "not_read", "handed_in_twice",
         "progress_by_region", "progress")

_MOST = "[int(line.split()[1]) // 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')][0]"
_VIEW = """
import duckdb, time
began = time.perf_counter()
connection = duckdb.connect()
connection.execute("set enable_progress_bar = false")
connection.execute(open("views.sql", encoding="utf-8").read())
opened = time.perf_counter()
rows = len(connection.execute("select * from {view}").fetchall())
print(rows, time.perf_counter() - opened, {most})
"""
_PANDAS = """
import pandas, time
began = time.perf_counter()
read = pandas.read_parquet("{table}", filters=[("region", "==", "{region}")])
print(len(read), time.perf_counter() - began, {most})
"""


def megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run(store: Path, wanted: list[Source], what: str) -> None:
    began, used = perf_counter(), process_time()
    with Store(store, __version__) as opened:
        looked = perf_counter() - began
        done = bring_up_to_date(opened, wanted, made_up, gone)
    print(f"{what:<44}{done.read:>9} made {done.unchanged:>9} kept {perf_counter() - began:>8.1f} s {process_time() - used:>8.1f} s cpu"
          f" ({looked:.1f} s to look) {megabytes():>6} MB", flush=True)


def sizes(store: Path) -> None:
    from pyarrow import parquet

    whole = 0
    for table in TABLES:
        files = list((store / table).iterdir())
        size = sum(file.stat().st_size for file in files)
        rows = sum(parquet.read_metadata(file).num_rows for file in files)
        whole += size
        print(f"  {table:<12}{rows:>10} rows {len(files):>6} files {size / 1e6:>9.1f} MB, largest {max(file.stat().st_size for file in files) / 1e6:.2f} MB")
    print(f"  together {whole / 1e6:.0f} MB")


def alone(store: Path, name: str, program: str) -> None:
    out = subprocess.run([sys.executable, "-c", program], cwd=store, capture_output=True, text=True, check=True).stdout.split()
    print(f"  {name:<36}{out[0]:>9} rows {float(out[1]):>8.2f} s {out[2]:>6} MB", flush=True)


def questions(store: Path) -> None:
    print("views in DuckDB")
    for view in VIEWS:
        alone(store, view, _VIEW.format(view=view, most=_MOST))
    alone(store, "projects of one unit code", _VIEW.format(view=f"projects where region = '{CITIES[0]}' and unit_code = '312007'", most=_MOST))
    print("one region in pandas")
    for table in TABLES:
        alone(store, table, _PANDAS.format(table=table, region=CITIES[0], most=_MOST))


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        store = Path(sys.argv[2] if len(sys.argv) > 2 else folder) / "store"
        wanted = sources(number)
        run(store, wanted, f"{number} workbooks made up and written")
        sizes(store)
        run(store, wanted, "again, nothing changed")
        scattered = [Source(each.path, each.region, each.district, each.size, each.modified + 1) if at % 100 == 0 else each
                     for at, each in enumerate(wanted)]
        run(store, scattered, "again, 1 % changed, all over the province")
        county = [Source(each.path, each.region, each.district, each.size, each.modified + 2)
                  if (each.region, each.district) == (CITIES[0], f"{CITIES[0][:-1]}01县") else each for each in scattered]
        run(store, county, "again, one county changed")
        questions(store)


if __name__ == "__main__":
    main()
