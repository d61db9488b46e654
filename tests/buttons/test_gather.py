"""汇总 and 报告."""

from __future__ import annotations

from pathlib import Path

import pytest

from perf_xl import actions
from perf_xl.buttons import press
from perf_xl.errors import Unusable
from perf_xl.hosts.files import FilesHost
from perf_xl.hosts.memory import MemoryHost
from perf_xl.layout import form
from tests.buttons.conftest import NOW
from tests.hosts.sample_department import department


@pytest.fixture
def units(tmp_path: Path) -> Path:
    folder = tmp_path / "各单位"
    folder.mkdir()
    actions.write_book(department(2), folder / "甲.xlsx")
    (folder / "乙.xlsx").write_bytes(b"not a workbook")
    return folder


def test_a_folder_becomes_one_workbook_beside_it(host: MemoryHost, units: Path) -> None:
    host.picked = [[units]]
    told = press("consolidate", host, NOW)
    (made,) = [path for path in units.parent.iterdir() if path.is_file()]
    assert host.opened == [made]
    assert "2 个项目" in told
    assert "乙.xlsx" in told
    assert str(made) in told
    names = [sheet.name for sheet in FilesHost(made).snapshot().sheets]
    assert {form.SUMMARY, form.SOURCES} <= set(names)
    host.picked = [[units]]
    press("consolidate", host, NOW)
    assert host.opened[-1].name == f"{made.stem}(2).xlsx"
    assert sorted(path.name for path in units.iterdir()) == ["乙.xlsx", "甲.xlsx"]


def test_an_empty_folder_is_named(host: MemoryHost, tmp_path: Path) -> None:
    host.picked = [[tmp_path]]
    with pytest.raises(Unusable, match="no_workbooks"):
        press("consolidate", host, NOW)
    assert press("consolidate", host, NOW) == ""


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_each_kind_of_report_is_written_where_the_user_says(host: MemoryHost, tmp_path: Path, kind: int) -> None:
    answers = iter([kind, 2])
    host._answer = lambda question, options: next(answers)
    host.typed = ["2023-06-30"]
    host.picked = [[tmp_path / "报告.md"]]
    assert "报告已生成" in press("report", host, NOW)
    assert host.opened == [tmp_path / "报告.md"]
    text = (tmp_path / "报告.md").read_text(encoding="utf-8")
    assert "教师业务培训经费" in text
    assert "2023" in text


def test_a_report_may_be_cancelled_at_every_step(host: MemoryHost, tmp_path: Path) -> None:
    for given in ([], [0], [0, 0], [1]):
        answers = iter(given)
        host._answer = lambda question, options, answers=answers: next(answers, None)
        assert press("report", host, NOW) == ""
    assert list(tmp_path.iterdir()) == []
