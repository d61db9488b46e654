"""A folder of workbooks validated: printed as they come, in order, in the form that one list would have had."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from perf_xl import __version__, actions
from perf_xl.cli import main
from perf_xl.commands import told
from perf_xl.demo import SAMPLE
from perf_xl.hosts.workbooks import workbooks
from perf_xl.rules.findings_json import findings_json, findings_sarif


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five units, a file that is no workbook among them."""
    made = tmp_path_factory.mktemp("各单位")
    actions.import_document(SAMPLE / "department.json", None, made)
    for file in sorted(made.iterdir())[5:]:
        file.unlink()
    (made / "31200299坏了.xlsx").write_bytes(b"PK\x03\x04 nothing")
    return made


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("jobs", [1, 2])
def test_json_and_sarif_are_those_of_one_list(jobs: int, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checked, problems = actions.validate(workbooks([folder]), actions.Question(date.today()))
    assert len(problems) == 1
    code, out, err = run(capsys, "validate", folder, "--format", "json", "--jobs", jobs)
    assert (code, out) == (2, json.dumps(findings_json(checked), ensure_ascii=False, indent=1) + "\n")
    assert "坏了" in err
    code, out, _ = run(capsys, "validate", folder, "--format", "sarif", "--jobs", jobs)
    assert (code, out) == (2, json.dumps(findings_sarif(checked, __version__), ensure_ascii=False, indent=1) + "\n")


def test_nothing_found_and_nothing_read_are_still_whole_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = next(iter(workbooks([folder])))
    assert json.loads(run(capsys, "validate", book, "--format", "json", "--select", "NY501")[1])["findings"] == []
    broken = folder / "31200299坏了.xlsx"
    assert json.loads(run(capsys, "validate", broken, "--format", "sarif")[1])["runs"][0]["results"] == []


def test_a_file_is_printed_before_the_next_is_read(folder: Path, capsys: pytest.CaptureFixture[str],
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    read, seen = actions.open_department, []

    def reading(path: Path, **asked: bool) -> actions.Opened:
        seen.append(capsys.readouterr().out)
        return read(path)

    monkeypatch.setattr(actions, "open_department", reading)
    main(["validate", str(folder)])
    assert seen[0] == ""
    assert workbooks([folder])[0].name in seen[1]
    assert len(seen) == 6


def test_text_names_the_files_in_order_whoever_reads_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "validate", folder) == run(capsys, "validate", folder, "--jobs", 2)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(told.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(told, "_columns", lambda: 80)
    return now


def test_progress_tells_rate_and_time_left(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    watch = told.Watch("zh")
    watch(4000, 100_000, "")                  # taken over from an earlier run: no part of the rate
    clock[0] += 10
    watch(4200, 100_000, "保定市公安局本级预算绩效目标.xlsx")
    line = terminal.getvalue().rsplit("\r", 1)[1]
    assert "4200/100000，每秒 20.0 个，约剩 80 分钟" in line
    assert sum(2 if ord(each) > 0x2e80 else 1 for each in line) <= 80
    clock[0] += 390
    watch(12_000, 100_000, "")
    assert "每秒 20.0 个，约剩 74 分钟" in terminal.getvalue().rsplit("\r", 1)[1]
    watch(12_001, 100_000, "快.xlsx")
    assert "快" not in terminal.getvalue()      # not drawn for every file
    watch(100_000, 100_000, "")
    assert terminal.getvalue().endswith("\n")


def test_progress_is_not_drawn_in_a_pipe(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", pipe := io.StringIO())
    watch = told.Watch("zh")
    watch(0, 2, "a")
    watch(2, 2, "")
    watch.clear()
    assert pipe.getvalue() == ""


def test_a_consolidation_goes_on_without_the_file_that_fails(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "汇总.xlsx"
    alone = run(capsys, "consolidate", folder, "-o", made, "--format", "json")
    drawn = made.read_bytes()
    assert run(capsys, "consolidate", folder, "-o", made, "--format", "json", "--jobs", 2) == alone
    assert alone[0] == 1
    assert made.read_bytes() == drawn
    assert [each["fate"] for each in json.loads(alone[1])["files"]].count("taken") == 5
