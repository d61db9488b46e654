"""Many workbooks: whoever does the work, the tables are the same; what did not change is not read again."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas
import pytest

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.demo import SAMPLE
from perf_xl.errors import Unusable
from perf_xl.survey.run import survey
from tests.survey.two_counties import tables, two_counties

TODAY = date(2023, 7, 1)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_counties(tmp_path_factory.mktemp("全省"))


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


def test_the_views_answer_as_the_workbooks_do(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    survey([province], store, TODAY)
    assert ask(store, "select region, workbooks, not_read, projects, budget from by_region") == [
        ("乙县", 13, 1, 54, Decimal("333816000.00")), ("甲县", 12, 0, 54, Decimal("333816000.00"))]
    assert ask(store, "select region, district, workbooks from by_district") == [("乙县", "", 13), ("甲县", "", 12)]
    assert ask(store, "select workbooks, not_read, projects, budget from totals") == [(25, 1, 108, Decimal("667632000.00"))]
    assert ask(store, "select sum(projects), sum(budget) from by_unit") == [(108, Decimal("667632000.00"))]
    assert ask(store, "select sum(projects), sum(budget) from by_kind") == [(108, Decimal("667632000.00"))]
    (planned,), = ask(store, "select sum(budget * plan_6) / 100 from projects")
    assert Decimal(planned) == 2 * Decimal("161095720")       # 元, of two counties
    assert ask(store, "select sum(planned) from progress_by_region where node = 6") == [(2 * Decimal("161095720.00"),)]
    assert ask(store, "select count(*) from by_rule where found > 0")[0][0] > 20
    assert ask(store, "select sum(used) from by_indicator") == ask(store, "select sum(indicators) from totals")
    assert ask(store, "select region, path from not_read") == [("乙县", str(province / "乙县" / "坏了.xlsx"))]
    assert ask(store, "select count(*), min(workbooks), max(workbooks) from handed_in_twice") == [(54, 2, 2)]


def test_the_questions_of_the_manual_can_be_asked(province: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    survey([province], store, TODAY)
    questions = re.findall(r"`(from [^`]*;)`", (Path(__file__).parents[2] / "docs" / "manual.md").read_text(encoding="utf-8"))
    assert len(questions) > 8
    for question in questions:
        ask(store, question)
    assert len(pandas.read_parquet(store / "projects", filters=[("region", "==", "甲县")])) == 54


def test_the_views_of_progress_agree_with_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, book, store = tmp_path / "部门.xlsx", tmp_path / "全省" / "市本级" / "部门.xlsx", tmp_path / "store"
    book.parent.mkdir(parents=True)
    actions.import_document(SAMPLE / "department.json", plain)
    main(["ledger", str(plain), str(SAMPLE / "vouchers_2023.csv"), "-o", str(book)])
    capsys.readouterr()
    main(["progress", str(book), "--as-of", "2023-06-30", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    survey([tmp_path / "全省"], store, TODAY)
    columns = ("budget", "planned", "spent")
    assert ask(store, "select " + ", ".join(f"round({name} / 10000, 2)::decimal(18, 2)" for name in columns)
               + " from progress_by_region where node = 6") == [tuple(Decimal(told["total"][name]) for name in columns)]
    paid = ask(store, "select code, round(sum(paid) / 10000, 2)::decimal(18, 2) from spending where month <= 6 group by code")
    assert dict(paid) == {each["code"]: Decimal(each["spent"]) for each in told["projects"] if Decimal(each["spent"])}


def test_a_folder_with_other_things_in_it_is_not_written_into(province: Path, tmp_path: Path) -> None:
    (tmp_path / "合同.txt").write_text("重要", encoding="utf-8")
    with pytest.raises(Unusable, match="not_a_store"):
        survey([province], tmp_path, TODAY)
