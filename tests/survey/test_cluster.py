"""Several machines: a real scheduler and real workers on this one, killed as machines are."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from perf_xl.cli import main
from perf_xl.cluster import spread_over_cluster
from perf_xl.commands.told import Watch
from perf_xl.errors import Unusable
from perf_xl.survey.run import survey
from tests.deadly import double, lost
from tests.survey.two_counties import tables, two_counties

TODAY = date(2023, 7, 1)
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_counties(tmp_path_factory.mktemp("全市"))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a scheduler or a worker."""
    pytest.importorskip("distributed")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        log = open(tmp_path / f"{len(started)}.log", "wb")       # noqa: SIM115 - a pipe that nobody empties would stop the process
        with log:
            started.append(subprocess.Popen([sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
                                            cwd=tmp_path, env=environment, stderr=log))
        return started[-1]

    yield start
    for each in reversed(started):
        each.terminate()
        try:
            each.wait(10)
        except subprocess.TimeoutExpired:
            each.kill()
            each.wait()


@pytest.fixture
def scheduler(start: Start, tmp_path: Path) -> str:
    start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    return told(tmp_path / "0.log", rb"Scheduler at:\s+(tcp://\S+)")


def workers(start: Start, address: str, *options: str) -> list[subprocess.Popen[bytes]]:
    """Two of them, at work."""
    from distributed import Client

    made = [start("dask_worker", address, "--no-dashboard", "--nthreads", "1", "--host", "127.0.0.1", *options) for _ in range(2)]
    with Client(address) as client:
        client.wait_for_workers(2, timeout=60)
    return made


def told(log: Path, what: bytes) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = re.search(what, log.read_bytes())
        if found:
            return found[1].decode()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_a_cluster_that_loses_a_machine_writes_the_same_bytes(city: Path, tmp_path: Path, start: Start, scheduler: str) -> None:
    machines = workers(start, scheduler, "--no-nanny")
    alone = survey([city], tmp_path / "one", TODAY)
    killed: list[int] = []

    def watch(done: int, total: int, what: str) -> None:
        if done and not killed:
            killed.append(done)
            machines[0].send_signal(signal.SIGKILL)
            machines[0].wait()

    assert survey([city], tmp_path / "two", TODAY, cluster=scheduler, watch=watch) == alone
    assert 0 < killed[0] < 25
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


@pytest.mark.parametrize("command", ["validate", "consolidate"])
def test_a_run_whose_cluster_goes_away_is_gone_on_with(command: str, city: Path, tmp_path: Path, start: Start, scheduler: str,
                                                       monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("perf_xl.cluster._PATIENCE", 2)
    monkeypatch.setattr("perf_xl.desk.gathering._FEW", 5)
    arguments = [command, str(city), *(["-o", str(tmp_path / "汇总.xlsx")] if command == "consolidate" else [])]
    code = main(arguments)
    alone = capsys.readouterr().out
    kept = ["--resume", str(tmp_path / "接着做")] if command == "validate" else []
    monkeypatch.setattr(Watch, "__call__", gone_after(9, workers(start, scheduler, "--no-nanny")))
    assert main([*arguments, *kept, "--cluster", scheduler]) == 2
    assert "没有可用的机器" in capsys.readouterr().err
    monkeypatch.setattr(Watch, "__call__", begins_at(9))
    assert main([*arguments, *kept]) == code
    assert capsys.readouterr().out == alone


def begins_at(number: int) -> Callable[..., None]:
    def watch(self: Watch, done: int, total: int, what: str) -> None:
        assert done >= number

    return watch


def gone_after(number: int, machines: list[subprocess.Popen[bytes]]) -> Callable[..., None]:
    def watch(self: Watch, done: int, total: int, what: str) -> None:
        if done == number:
            for each in machines:
                each.kill()
                each.wait()

    return watch


def test_an_item_that_kills_machine_after_machine_is_the_only_one_lost(start: Start, scheduler: str) -> None:
    workers(start, scheduler, "--nanny")
    assert list(spread_over_cluster(double, range(40), scheduler, lost)) == [-13 if item == 13 else item * 2 for item in range(40)]


def test_a_cluster_without_machines_or_without_a_scheduler_is_told(city: Path, tmp_path: Path, scheduler: str) -> None:
    with pytest.raises(Unusable, match="no_machine"):
        survey([city], tmp_path / "store", TODAY, cluster=scheduler)
    with pytest.raises(Unusable, match="no_scheduler"):
        survey([city], tmp_path / "store", TODAY, cluster="tcp://127.0.0.1:9")


def test_when_the_last_machine_goes_the_run_ends_and_the_next_goes_on(city: Path, tmp_path: Path, start: Start, scheduler: str,
                                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perf_xl.cluster._PATIENCE", 2)
    machines = workers(start, scheduler, "--no-nanny")

    def watch(done: int, total: int, what: str) -> None:
        if done == 9:
            for each in machines:
                each.kill()
                each.wait()

    with pytest.raises(Unusable, match="no_machine"):
        survey([city], tmp_path / "store", TODAY, cluster=scheduler, watch=watch, most=4)
    again = survey([city], tmp_path / "store", TODAY, most=4)
    assert again.files == 25
    assert 0 < again.unchanged <= 9
