"""校验, 自动修正, 撤销, 清除标记 on a workbook in memory."""

from __future__ import annotations

from collections.abc import Sequence

from perf_xl.buttons import press
from perf_xl.hosts.memory import MemoryHost
from perf_xl.journal import LEFT, REFUSED, UNDONE, read_journal
from perf_xl.layout import form
from perf_xl.picture.edit import Change, Edit, Redraw
from perf_xl.picture.grid import Grid
from tests.buttons.conftest import NOW, fill


def journal(grid: Grid) -> list[tuple[str, str, object, object, str]]:
    return [(each.action, each.cell, each.before, each.after, each.state) for each in read_journal(grid.sheet(form.JOURNAL))]


def holds(host: MemoryHost, spot: tuple[str, int, int]) -> object:
    sheet = host.snapshot().sheet(spot[0])
    assert sheet is not None
    return sheet.at(*spot[1:])


def test_validate_marks_lists_and_ends_with_one_sentence(host: MemoryHost) -> None:
    spot = fill(host, 0, "budget", "５０．００")
    told = press("validate", host, NOW)
    assert "3 个项目" in told
    assert told.endswith("。")
    assert host.marks[spot].fill == "mark.info"
    assert "FU107" in host.marks[spot].note
    listed = host.snapshot().sheet(form.FINDINGS)
    assert listed is not None
    assert "2023-07-03 09:30" in str(listed.at(2, 1))
    assert "FU107" in [listed.at(row, 10) for row in range(5, listed.height + 1)]
    assert host.seen == [(form.FINDINGS, 1, 1)]
    assert host.shown[0] == "正在读取工作簿……"
    assert any("正在标记" in line for line in host.shown)


def test_marks_go_and_the_contents_stay(host: MemoryHost) -> None:
    spot = fill(host, 0, "budget", "２０００")
    before = host.snapshot()
    assert press("clear_marks", host, NOW) == "没有本工具留下的标记，不用清除。"
    press("validate", host, NOW)
    assert "已清除" in press("clear_marks", host, NOW)
    assert host.marks[spot].fill == host.marks[spot].note == ""
    for sheet in host.snapshot().sheets:
        old = before.sheet(sheet.name)
        assert old is not None
        if sheet.name not in (form.FINDINGS, form.CONTENTS):
            assert set(sheet.texts()) == set(old.texts())


def test_a_safe_fix_is_journalled_and_taken_back_with_its_type(host: MemoryHost) -> None:
    spot = fill(host, 0, "budget", "５０．００")
    assert "自动修正 1 处" in press("fix", host, NOW)
    assert holds(host, spot) == 50
    assert journal(host.snapshot()) == [("自动修正", "C4", "５０．００", 50, "已执行")]
    assert "恢复 1 个单元格" in press("undo", host, NOW)
    assert holds(host, spot) == "５０．００"
    assert journal(host.snapshot())[0][-1] == UNDONE
    assert "没有可以撤销的操作" in press("undo", host, NOW)


def test_a_cell_changed_since_is_left_and_named(host: MemoryHost) -> None:
    first = fill(host, 0, "budget", "５０．００")
    second = fill(host, 1, "budget", "６０．００")
    press("fix", host, NOW)
    fill(host, 0, "budget", 70)
    told = press("undo", host, NOW)
    assert f"{first[0]} C4" in told
    assert (holds(host, first), holds(host, second)) == (70, "６０．００")
    assert [line[-1] for line in journal(host.snapshot())] == [LEFT, UNDONE]
    assert "没有可以撤销的操作" in press("undo", host, NOW)


def test_fixes_with_a_choice_are_asked_one_by_one_until_stopped(host: MemoryHost) -> None:
    spots = [fill(host, number, "budget", "2000万") for number in range(3)]
    asked: list[tuple[str, Sequence[str]]] = []
    answers = iter([0, 1, 2])     # take the offer, leave this one, stop

    def answer(question: str, options: Sequence[str]) -> int:
        asked.append((question, options))
        return next(answers) if len(options) == 3 else len(options) - 1

    host._answer = answer
    told = press("fix", host, NOW)
    assert "按选择修正 1 处" in told
    assert [holds(host, spot) for spot in spots] == [2000, "2000万", "2000万"]
    assert "2000万" in asked[0][0]
    assert asked[0][1][-1] == "到此为止"
    assert [line[0] for line in journal(host.snapshot())] == ["选择修正"]
    press("undo", host, NOW)
    assert holds(host, spots[0]) == "2000万"


def test_nothing_to_mend_is_said(host: MemoryHost) -> None:
    assert "没有可以自动修正" in press("fix", host, NOW)
    assert journal(host.snapshot()) == []


def test_what_is_fixed_after_a_check_is_marked_anew(host: MemoryHost) -> None:
    spot = fill(host, 0, "budget", "５０．００")
    press("validate", host, NOW)
    assert host.marks[spot].fill
    press("fix", host, NOW)
    assert not host.marks[spot].fill


class Busy(MemoryHost):
    """Somebody types into the cell between the judgement and the fix."""

    def apply(self, changes: Sequence[Change]) -> list[Edit]:
        if any(isinstance(change, Redraw) and change.drawing.name == form.JOURNAL for change in changes):
            wanted = [change for change in changes if isinstance(change, Edit)]
            super().apply([Edit(each.sheet, each.row, each.column, None, "刚改的", expects_before=False) for each in wanted])
        return super().apply(changes)


def test_a_fix_never_touches_a_cell_that_changed(host: MemoryHost) -> None:
    spot = fill(host, 0, "budget", "５０．００")
    busy = Busy(host.snapshot())
    assert "1 处因单元格已改动没有修正" in press("fix", busy, NOW)
    assert holds(busy, spot) == "刚改的"
    assert journal(busy.snapshot())[0][-1] == REFUSED
    assert "没有可以撤销的操作" in press("undo", busy, NOW)
