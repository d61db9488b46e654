"""Two instances at work in one place: neither harms what the other writes, and each says in a sentence what it could not do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from perf_xl import actions
from perf_xl.consolidate.merge import split_by_unit
from perf_xl.demo import SAMPLE
from tests.fuzz.bases import small_department

HOUSE = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and processes of POSIX")


def start(*arguments: object, cwd: Path | None = None) -> subprocess.Popen[str]:
    settings = {**os.environ, "PYTHONPATH": str(HOUSE)}
    settings.pop("PERF_XL_TRACEBACK", None)
    return subprocess.Popen([sys.executable, "-m", "perf_xl", *map(str, arguments)], env=settings, cwd=cwd, text=True, encoding="utf-8",
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def ends(run: subprocess.Popen[str]) -> int:
    said = run.communicate(timeout=300)[1]
    assert run.returncode in (0, 1) or (run.returncode == 2 and len(said.strip().splitlines()) == 1), said
    assert "Traceback" not in said
    assert "程序出错" not in said
    return run.returncode


@pytest.fixture
def units(tmp_path: Path) -> Path:
    for part in split_by_unit(actions.load_json(SAMPLE / "department.json"))[:4]:
        (tmp_path / "各单位").mkdir(exist_ok=True)
        actions.write_book(part, tmp_path / "各单位" / f"{part.name}.xlsx")
    return tmp_path / "各单位"


def projects_in(units: Path) -> int:
    return sum(len(actions.open_department(path).department.projects) for path in units.iterdir())


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_two_surveys_into_one_store(units: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    ends(start("survey", units, "-o", tmp_path / "一个", "--jobs", 1))
    both = [start("survey", units, "-o", tmp_path / "两个", "--jobs", 1) for _ in range(2)]
    for run in both:
        ends(run)
    ends(start("survey", units, "-o", tmp_path / "两个", "--jobs", 1))
    assert files_in(tmp_path / "两个") == files_in(tmp_path / "一个")


def test_two_surveys_of_different_folders_into_one_store(units: Path, tmp_path: Path) -> None:
    """Afterwards the store is that of the one or of the other: its tables belong together."""
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    (tmp_path / "少").mkdir()
    for path in sorted(units.iterdir())[:2]:
        (tmp_path / "少" / path.name).write_bytes(path.read_bytes())
    for run in [start("survey", folder, "-o", tmp_path / "库", "--jobs", 1) for folder in (units, tmp_path / "少")]:
        ends(run)
    tables = {name: [parquet.read_table(path, partitioning=None) for path in sorted((tmp_path / "库" / name).glob("*.parquet"))]
              for name in ("files", "projects")}
    files, projects = ({row for table in tables[name] for row in table.column(0).to_pylist()} for name in ("files", "projects"))
    assert files == projects, "the tables of the store do not belong together"


def test_consolidating_twice_into_one_workbook(units: Path, tmp_path: Path) -> None:
    runs = [start("consolidate", units, "-o", tmp_path / "汇总.xlsx", "--letters", tmp_path / "函") for _ in range(2)]
    assert {ends(run) for run in runs} <= {0, 1}, "one took the file of the other for a leftover"
    assert len(actions.open_department(tmp_path / "汇总.xlsx").department.projects) == projects_in(units)
    assert not list(tmp_path.rglob("*.perf_xl"))
    assert all(path.read_bytes() for path in (tmp_path / "函").iterdir())


def test_the_folder_is_consolidated_while_a_unit_hands_in_again(units: Path, tmp_path: Path) -> None:
    """Each file is read once, whole: as it was or as it is."""
    before = projects_in(units)
    gathering = start("consolidate", units, "-o", tmp_path / "汇总.xlsx")
    unit = sorted(units.iterdir())[0]
    for _ in range(2):
        ends(start("validate", unit, "--mark", units / "再报.xlsx"))
    assert ends(gathering) in (0, 1)
    assert len(actions.open_department(tmp_path / "汇总.xlsx").department.projects) == before


def test_marking_and_loading_into_one_copy(tmp_path: Path) -> None:
    """The last one to end has written its whole answer over that of the other."""
    actions.write_book(small_department(), tmp_path / "在.xlsx")
    target = tmp_path / "同.xlsx"
    runs = [start("validate", tmp_path / "在.xlsx", "--mark", target), start("ledger", tmp_path / "在.xlsx", SAMPLE / "vouchers_2023.csv", "-o", target),
            start("progress", tmp_path / "在.xlsx", "--as-of", "2023-06-30", "-o", target)]
    for run in runs:
        assert ends(run) in (0, 1)
    assert actions.open_department(target).department.projects
    assert {path.name for path in tmp_path.iterdir()} == {"在.xlsx", "同.xlsx"}


def test_a_survey_killed_before_its_store_was_one_is_no_strange_folder(units: Path, tmp_path: Path) -> None:
    """The file on its way was taken for something of the user's, and the store could never be made."""
    pytest.importorskip("pyarrow")
    (tmp_path / "库").mkdir()
    (tmp_path / "库" / "~12345678-survey.json.perf_xl").write_bytes(b"{")
    assert ends(start("survey", units, "-o", tmp_path / "库", "--jobs", 1)) in (0, 1)
    assert (tmp_path / "库" / "survey.json").is_file()
    (tmp_path / "别的").mkdir()
    (tmp_path / "别的" / "照片.jpg").write_bytes(b"x")
    assert ends(start("survey", units, "-o", tmp_path / "别的")) == 2
