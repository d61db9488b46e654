"""Really many workbooks: python -m tests.bench.bench_many FOLDER [FILES] [ROUNDS] [--whole]

FILES (600) workbooks are drawn into FOLDER/全省, where they are not there yet. Then, in turns in one run, ROUNDS (3) times: a survey of them by one
process, by two, and by a dask scheduler with two workers on this machine; wall time beside processor time, which other work on the
machine does not change. Then a run after 1 % of the files changed, and a run killed in the middle and taken up again. The tables of
all must be the same, byte for byte. `--whole`: no turns, once by one and once by two processes.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.province import draw

_PYTHON = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def survey(folder: Path, store: Path, *options: str) -> dict[str, Any]:
    """The command as a user runs it, in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "perf_xl", "survey", str(folder), "-o", str(store), "--format", "json", *options],
                          capture_output=True, text=True, env=_PYTHON)
    assert done.returncode in (0, 1), done.stderr
    return dict(json.loads(done.stdout))


def timed(folder: Path, store: Path, cluster: list[Any], *options: str) -> dict[str, float]:
    """A survey from nothing; processor time of everybody who took part."""
    shutil.rmtree(store, ignore_errors=True)
    before, began = _used(cluster), time.perf_counter()
    made = survey(folder, store, *options)
    wall = time.perf_counter() - began
    return {"files": made["files"], "wall": wall, "cpu": _used(cluster) - before, "troubled": len(made["troubled"]),
            "size": sum(file.stat().st_size for file in store.rglob("*.parquet"))}


def _used(cluster: list[Any]) -> float:
    """Seconds of the children that ended, and of the cluster's processes."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    times = [each.cpu_times() for each in cluster]
    return ended.ru_utime + ended.ru_stime + sum(each.user + each.system for each in times)


def show(what: str, runs: list[dict[str, float]]) -> None:
    files, wall, cpu = runs[0]["files"], median(each["wall"] for each in runs), median(each["cpu"] for each in runs)
    print(f"{what:<24}{files:>7} files {wall:>8.1f} s {files / wall:>7.1f} a second | {cpu:>8.1f} s processor {1000 * cpu / files:>6.1f} ms a workbook"
          f" {files / cpu:>6.1f} a second and core | {runs[0]['size'] / 1e6:.1f} MB of tables", flush=True)


@contextmanager
def cluster_here(folder: Path) -> Iterator[tuple[str, list[Any]]]:
    """A scheduler and two workers of one thread on this machine."""
    import psutil
    from distributed import Client

    log = folder / "scheduler.log"
    started = []

    def start(*arguments: str) -> None:
        with open(log, "ab") as output:
            started.append(subprocess.Popen([sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]], env=_PYTHON,
                                            cwd=folder, stderr=output))

    try:
        start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
        while not (found := re.search(rb"Scheduler at:\s+(tcp://\S+)", log.read_bytes())):
            time.sleep(0.2)
        address = found[1].decode()
        for _ in range(2):
            start("dask_worker", address, "--no-dashboard", "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
        with Client(address) as client:
            client.wait_for_workers(2, timeout=120)
        yield address, [psutil.Process(each.pid) for each in started]
    finally:
        for each in started:
            each.kill()
            each.wait()
        log.unlink(missing_ok=True)


def in_turns(folder: Path, work: Path, rounds: int) -> dict[str, list[dict[str, float]]]:
    runs: dict[str, list[dict[str, float]]] = {"one process": [], "two processes": [], "cluster, two workers": []}
    with cluster_here(work) as (address, members):
        for _ in range(rounds):
            for (what, made), options in zip(runs.items(), (("--jobs", "1"), ("--jobs", "2"), ("--cluster", address)), strict=True):
                made.append(timed(folder, work / what, members if "cluster" in what else [], *options))
    return runs


def tables(store: Path) -> tuple[tuple[str, bytes], ...]:
    return tuple((str(file.relative_to(store)), file.read_bytes()) for file in sorted(store.rglob("*")) if file.is_file())


def changed(folder: Path, store: Path) -> None:
    """One file in a hundred was saved again."""
    files = sorted(folder.rglob("*.xlsx"))
    for file in files[::100]:
        os.utime(file)
    for what in ("1 % changed", "nothing changed"):
        before, began = _used([]), time.perf_counter()
        made = survey(folder, store, "--jobs", "1")
        print(f"{what:<24}{made['read']:>7} read, {made['unchanged']} kept {time.perf_counter() - began:>8.1f} s"
              f" {_used([]) - before:>6.1f} s processor", flush=True)


def killed(folder: Path, work: Path, seconds: float, whole: Path) -> None:
    """Killed after so long, with whatever its processes were doing; then taken up again."""
    store = work / "killed"
    shutil.rmtree(store, ignore_errors=True)
    running = subprocess.Popen([sys.executable, "-m", "perf_xl", "survey", str(folder), "-o", str(store), "--jobs", "2"], env=_PYTHON,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(seconds)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    made = survey(folder, store, "--jobs", "2")
    print(f"killed after {seconds:.0f} s: {made['unchanged']} taken over, {made['read']} read; tables equal: {tables(store) == tables(whole)}",
          flush=True)


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", type=int, nargs="?", default=600)
    parser.add_argument("rounds", type=int, nargs="?", default=3)
    parser.add_argument("--whole", action="store_true")
    asked = parser.parse_args()
    work, folder = asked.folder, asked.folder / "全省"
    for number in range(asked.files):
        draw(number, folder)
    sizes = [file.stat().st_size for file in folder.rglob("*.xlsx")]
    print(f"{len(sizes)} workbooks, {sum(sizes) / 1e6:.0f} MB", flush=True)
    if asked.whole:
        runs = {what: [timed(folder, work / what, [], "--jobs", jobs)] for what, jobs in (("one process", "1"), ("two processes", "2"))}
    else:
        runs = in_turns(folder, work, asked.rounds)
    for what, made in runs.items():
        show(what, made)
    print("tables equal:", len({tables(work / what) for what in runs}) == 1)
    killed(folder, work, runs["two processes"][-1]["wall"] / 2, work / "one process")
    changed(folder, work / "one process")


if __name__ == "__main__":
    main()
