"""The host in memory keeps the contract of all hosts, and remembers marks and words."""

from __future__ import annotations

from pathlib import Path

from perf_xl.hosts.memory import MemoryHost
from perf_xl.picture.blueprint import Blueprint, SheetDrawing
from perf_xl.picture.edit import Mark, Redraw
from tests.hosts.host_contract import SHEET, START, HostContract


class TestMemoryHost(HostContract):
    def make_host(self, folder: Path, start: Blueprint) -> MemoryHost:
        return MemoryHost.from_blueprint(start)


def test_the_last_mark_of_a_cell_can_be_looked_at() -> None:
    host = MemoryHost.from_blueprint(START)
    host.apply([Mark(SHEET, 3, 3, "mark.error", "一"), Mark(SHEET, 3, 3, "mark.error", "二"), Mark("封面", 1, 1)])
    assert host.marks[SHEET, 3, 3].note == "二"
    host.apply([Redraw(SheetDrawing("封面"))])
    assert ("封面", 1, 1) not in host.marks
    assert (SHEET, 3, 3) in host.marks


def test_it_keeps_what_the_user_was_told_and_asks_the_one_who_answers() -> None:
    host = MemoryHost.from_blueprint(START, answer=lambda question, options: options.index("是"))
    host.show("已校验")
    assert host.shown == ["已校验"]
    assert host.ask("修改吗？", ["否", "是"]) == 1
    assert MemoryHost.from_blueprint(START).ask("修改吗？", ["否", "是"]) is None
