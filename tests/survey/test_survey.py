"""Many workbooks: whoever does the work, the tables are the same; what did not change is not read again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from perf_xl import actions
from perf_xl.demo import SAMPLE
from perf_xl.errors import Unusable
from perf_xl.survey.run import sources_of, survey
from perf_xl.survey.store import Store

TODAY = date(2023, 7, 1)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two counties with the sample's units, one file that is no workbook."""
    folder = tmp_path_factory.mktemp("全省")
    for county in ("甲县", "乙县"):
        actions.import_document(SAMPLE / "department.json", None, folder / county)
    (folder / "乙县" / "坏了.xlsx").write_bytes(b"PK\x03\x04 nothing")
    return folder


def tables(store: Path) -> dict[str, bytes]:
    return {str(path.relative_to(store)): path.read_bytes() for path in sorted(store.rglob("*")) if path.is_file()}


def ask(store: Path, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        views = (store / "views.sql").read_text(encoding="utf-8").replace("read_parquet('", f"read_parquet('{store}/")
        connection.execute(views)
        return connection.execute(question).fetchall()


def test_one_process_and_two_write_the_same_bytes(province: Path, tmp_path: Path) -> None:
    one = survey([province], tmp_path / "one", TODAY, jobs=1)
    two = survey([province], tmp_path / "two", TODAY, jobs=2)
    assert one == two
    assert tables(tmp_path / "one") == tables(tmp_path / "two")
    assert (one.files, one.projects, one.budget_fen) == (25, 108, 2 * 33381600000)
    assert [Path(path).name for path, _ in one.troubled] == ["坏了.xlsx"]


def test_only_what_changed_is_read_again(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    survey([province], store, TODAY)
    before = tables(store)
    assert survey([province], store, TODAY).read == 0
    assert tables(store) == before
    touched = sorted((province / "甲县").iterdir())[0]
    os.utime(touched, ns=(1, 1))
    again = survey([province], store, TODAY)
    assert (again.read, again.unchanged) == (1, 24)


def test_a_run_cut_off_in_the_middle_of_a_part_does_that_part_again(province: Path, tmp_path: Path) -> None:
    """Killed after the projects were written and before the list of files: nothing counts twice."""
    store = tmp_path / "store"
    whole = survey([province], store, TODAY)
    before = tables(store)
    next((store / "files").iterdir()).unlink()
    again = survey([province], store, TODAY)
    assert (again.read, again.projects) == (whole.read, whole.projects)
    assert tables(store) == before


def test_the_views_answer_as_the_workbooks_do(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    survey([province], store, TODAY)
    assert ask(store, "select region, workbooks, not_read, projects, budget from by_region") == [
        ("乙县", 13, 1, 54, Decimal("333816000.00")), ("甲县", 12, 0, 54, Decimal("333816000.00"))]
    assert ask(store, "select sum(projects), sum(budget) from by_kind") == [(108, Decimal("667632000.00"))]
    (planned,), = ask(store, "select sum(budget * plan_6) / 100 from projects")
    assert Decimal(planned) == 2 * Decimal("161095720")       # 元, of two counties
    assert ask(store, "select count(*) from by_rule where found > 0")[0][0] > 20


def test_a_folder_with_other_things_in_it_is_not_written_into(province: Path, tmp_path: Path) -> None:
    (tmp_path / "合同.txt").write_text("重要", encoding="utf-8")
    with pytest.raises(Unusable, match="not_a_store"):
        survey([province], tmp_path, TODAY)


def test_a_workbook_stays_in_its_part_whatever_else_is_surveyed(province: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store", "1", 5000)
    before = {each.path: store.part_of(each.path) for each in sources_of([province / "甲县"])}
    after = {each.path: store.part_of(each.path) for each in sources_of([province])}
    assert {path: after[path] for path in before} == before
    assert len(set(after.values())) > 1


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A real scheduler and two real workers on this machine."""
    distributed = pytest.importorskip("distributed")
    assert distributed
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]], cwd=tmp_path,
                                env=environment, stderr=subprocess.PIPE)

    scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    started = [scheduler]
    try:
        address = _address_in(scheduler)
        started += [start("dask_worker", address, "--no-dashboard", "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
                    for _ in range(2)]
        yield address, started[1:]
    finally:
        for each in started:
            each.kill()
            each.wait()
            assert each.stderr
            each.stderr.close()


def _address_in(scheduler: subprocess.Popen[bytes]) -> str:
    assert scheduler.stderr
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = re.search(rb"Scheduler at:\s+(tcp://\S+)", scheduler.stderr.readline())
        if found:
            return found[1].decode()
    raise AssertionError("no scheduler")


def test_a_cluster_that_loses_a_machine_writes_the_same_bytes(province: Path, tmp_path: Path, cluster) -> None:
    address, workers = cluster
    survey([province], tmp_path / "one", TODAY)
    killed = []

    def watch(done: int, total: int, what: str) -> None:
        if not killed:
            killed.append(done)
            workers[0].send_signal(signal.SIGKILL)

    assert survey([province], tmp_path / "two", TODAY, cluster=address, watch=watch).files == 25
    assert 0 < killed[0] < 25
    assert tables(tmp_path / "one") == tables(tmp_path / "two")
