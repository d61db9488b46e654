"""The tables of a survey: the same for the same workbooks, however they came to be; nothing lost when a run is cut off."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pyarrow import parquet

from perf_xl import actions
from perf_xl.demo import SAMPLE
from perf_xl.errors import Unusable
from perf_xl.survey.parts import parts_of
from perf_xl.survey.records import TABLES, Source
from perf_xl.survey.run import survey
from perf_xl.survey.sources import sources_of
from perf_xl.survey.store import Store
from perf_xl.survey.tables import to_arrow
from tests.survey.two_counties import tables

TODAY = date(2023, 7, 1)
MOST = 4


@pytest.fixture
def province(tmp_path: Path, originals: Path) -> Path:
    """Three counties with five workbooks each. Of its own for every test: they change it."""
    folder = tmp_path / "全省"
    for county in ("甲县", "乙县", "丙县"):
        (folder / county).mkdir(parents=True)
        for original in sorted(originals.iterdir())[:5]:
            os.link(original, folder / county / original.name)
    return folder


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("单位")
    actions.import_document(SAMPLE / "department.json", None, folder)
    return folder


def fresh(province: Path, tmp_path: Path) -> dict[str, bytes]:
    """The tables of a store that is made at once."""
    survey([province], tmp_path / "fresh", TODAY, most=MOST)
    return tables(tmp_path / "fresh")


def rows(store: Path, table: str, column: str) -> list[object]:
    return parquet.read_table(store / table, columns=[column])[column].to_pylist()


def test_no_part_is_larger_than_it_may_be_and_every_workbook_is_in_one() -> None:
    sources = [Source(f"/{number:05d}.xlsx") for number in range(3000)]
    parts = dict(parts_of(sources, 100))
    assert [each for mine in parts.values() for each in mine] == sources
    assert max(map(len, parts.values())) <= 100
    assert len(parts) < 100


def test_one_workbook_more_changes_its_own_part() -> None:
    sources = [Source(f"/{number:05d}.xlsx") for number in range(0, 6000, 2)]
    before = {(name, tuple(mine)) for name, mine in parts_of(sources, 100)}
    for number in (1, 2999, 5001, 7001):
        after = {(name, tuple(mine)) for name, mine in parts_of(sorted([*sources, Source(f"/{number:05d}.xlsx")], key=lambda each: each.key), 100)}
        assert len(after - before) <= 3


def test_a_store_grown_from_a_county_is_that_of_the_province(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert survey([province / "甲县"], store, TODAY, most=MOST).read == 5
    grown = survey([province / "甲县", province / "乙县"], store, TODAY, most=MOST)
    assert (grown.files, grown.read) == (10, 5)
    # As a part of a province each county is a region: its rows have to be made anew.
    assert survey([province], store, TODAY, most=MOST).files == 15
    assert tables(store) == fresh(province, tmp_path)
    assert len(rows(store, "files", "path")) == len(set(rows(store, "files", "path"))) == 15


def test_files_that_came_went_and_changed_leave_the_store_as_if_made_now(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    survey([province], store, TODAY, most=MOST)
    files = sorted(province.rglob("*.xlsx"))
    files[3].unlink()
    os.replace(files[7], files[7].with_name("改名.xlsx"))
    changed = files[12].read_bytes()
    files[12].unlink()
    files[12].write_bytes(changed + b"\0")
    again = survey([province], store, TODAY, most=MOST)
    assert (again.files, again.read, again.unchanged) == (14, 2, 12)
    assert tables(store) == fresh(province, tmp_path)


def test_a_store_whose_parts_had_another_size_is_cut_anew_without_reading(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    survey([province], store, TODAY)
    assert survey([province], store, TODAY, most=MOST).read == 0
    assert tables(store) == fresh(province, tmp_path)


_KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from perf_xl.survey.run import survey
if __name__ == "__main__":
    def watch(done, total, what):
        if done == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
    survey([Path(sys.argv[1])], Path(sys.argv[2]), date(2023, 7, 1), most=4, watch=watch)
"""


def killed(province: Path, store: Path, after: int) -> int:
    """A survey killed when it has read so many; its exit code."""
    return subprocess.run([sys.executable, "-c", _KILLED, str(province), str(store), str(after + 1)],
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}).returncode


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_run_goes_on_and_readers_saw_the_tables_of_the_last_one(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (tmp_path / "alt").mkdir()
    old = tmp_path / "alt" / "旧.xlsx"
    os.link(next(province.rglob("*.xlsx")), old)
    survey([old], store, TODAY, most=MOST)
    seen = rows(store, "files", "path")
    assert killed(province, store, after=10) == -signal.SIGKILL
    assert rows(store, "files", "path") == seen == [str(old)]
    again = survey([province], store, TODAY, most=MOST)
    assert (again.unchanged, again.read) == (10, 5)
    assert tables(store) == fresh(province, tmp_path)


@pytest.mark.parametrize("moves", [0, 7, 16])
def test_parts_that_were_taking_their_places_do_so_at_the_next_run(moves: int, province: Path, tmp_path: Path,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store"
    survey([province / "甲县"], store, TODAY, most=MOST)
    real, left = os.replace, [moves]

    def replace(source: Path, target: Path) -> None:
        if "under_way" in str(source) and Path(target).parent.parent == store:
            left[0] -= 1
            if left[0] < 0:
                raise PermissionError("held by another program")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(Unusable, match="held"):
        survey([province], store, TODAY, most=MOST)
    monkeypatch.undo()
    assert survey([province], store, TODAY, most=MOST).read == 0
    assert tables(store) == fresh(province, tmp_path)


def test_a_line_of_the_draft_that_was_cut_off_is_read_again(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    sizes = [len(mine) for _, mine in parts_of(sources_of([province]), MOST)]      # they follow from the folder's name
    first = next(at for at, size in enumerate(sizes) if size > 1)
    before = sum(sizes[:first])
    killed(province, store, after=before + 1)
    draft, = store.glob("under_way/*/draft.jsonl")
    lines = draft.read_bytes().splitlines(keepends=True)
    assert len(lines) == 1
    draft.write_bytes(b"".join(lines)[:-20])
    assert survey([province], store, TODAY, most=MOST).unchanged == before
    assert tables(store) == fresh(province, tmp_path)


def test_two_runs_do_not_work_in_one_store(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with Store(store, "1"), pytest.raises(Unusable, match="busy"):
        survey([province], store, TODAY)
    assert survey([province / "甲县"], store, TODAY).files == 5


def test_a_damaged_part_is_made_again(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    survey([province], store, TODAY, most=MOST)
    part = sorted((store / "findings").iterdir())[1]
    part.write_bytes(part.read_bytes()[:100])
    assert 0 < survey([province], store, TODAY, most=MOST).read <= MOST
    assert tables(store) == fresh(province, tmp_path)


def test_a_drive_that_is_gone_leaves_the_tables_alone(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    survey([province], store, TODAY, most=MOST)
    before = tables(store)
    os.replace(province, tmp_path / "elsewhere")
    with pytest.raises(Unusable, match="gone"):
        survey([province], store, TODAY, most=MOST)
    assert tables(store) == before


def test_a_folder_that_is_closed_is_named_and_what_was_read_of_it_stays(province: Path, tmp_path: Path,
                                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    store, real = tmp_path / "store", os.scandir
    survey([province], store, TODAY, most=MOST)

    def closed(folder: str | Path):
        if str(folder).endswith("乙县"):
            raise PermissionError(folder)
        return real(folder)

    monkeypatch.setattr(os, "scandir", closed)
    seen = survey([province], store, TODAY, most=MOST)
    assert (seen.files, seen.unchanged, [path for path, _ in seen.troubled]) == (16, 15, [str(province / "乙县")])
    monkeypatch.undo()
    assert survey([province], store, TODAY, most=MOST).files == 15
    assert tables(store) == fresh(province, tmp_path)


def test_a_file_out_of_reach_is_tried_again_and_a_broken_one_is_not(province: Path, tmp_path: Path,
                                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store"
    (province / "坏了.xlsx").write_bytes(b"PK\x03\x04 nothing")
    missing, real = sorted(province.rglob("*.xlsx"))[4], actions.open_department

    def away(path: Path):
        if path == missing:
            raise Unusable("read.no_permission", book=path.name)
        return real(path)

    monkeypatch.setattr(actions, "open_department", away)
    assert len(survey([province], store, TODAY, most=MOST).troubled) == 2
    monkeypatch.undo()
    again = survey([province], store, TODAY, most=MOST)
    assert (again.read, [path for path, _ in again.troubled]) == (1, [str(province / "坏了.xlsx")])


def test_a_path_does_not_depend_on_where_the_command_was_run(province: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(province.parent)
    assert sources_of([Path("全省")]) == sources_of([province])


def test_regions_and_districts_are_the_folders(tmp_path: Path) -> None:
    for name in ("一市/甲县/农业局/a.xlsx", "一市/b.et", "c.XLSX", "一市/~$b.et", "一市/说明.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [(Path(each.path).name, each.region, each.district) for each in sources_of([tmp_path])] == [
        ("c.XLSX", "", ""), ("b.et", "一市", ""), ("a.xlsx", "一市", "甲县")]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems decode every name")
def test_a_name_that_is_no_text_stops_nothing(province: Path, tmp_path: Path) -> None:
    original = next(province.rglob("*.xlsx"))
    os.link(original, os.path.join(os.fsencode(province), "预算".encode("gb18030") + b".xlsx"))
    made = survey([province], tmp_path / "store", TODAY, most=MOST)
    assert (made.files, made.troubled) == (16, ())
    assert survey([province], tmp_path / "store", TODAY, most=MOST).read == 0


def test_whatever_a_workbook_holds_can_be_written() -> None:
    """A budget with thirty digits, a plan of a milliard percent, half a character: one slip must not stop a province."""
    row = ["/a.xlsx", "", "", 10**30, "表\ud800", "", "", "", "", "", 10**40, -(10**40), None, *[10**12] * 4, True]
    table = to_arrow("projects", [tuple(row)])
    assert list(table.column_names) == list(TABLES["projects"])
    assert table.to_pylist()[0] | {"sheet": ""} == {**dict.fromkeys(TABLES["projects"]), "path": "/a.xlsx", "clean": True, **dict.fromkeys(
        ("region", "district", "sheet", "unit_code", "unit_name", "code", "kind", "name"), "")}
