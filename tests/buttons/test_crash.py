"""The program that holds the workbook ends in the middle of a fix: the journal was there first, undo works."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from perf_xl.buttons import press
from perf_xl.hosts.memory import MemoryHost
from perf_xl.layout import form
from perf_xl.picture.edit import Change, Edit, Redraw
from tests.buttons.conftest import NOW, fill
from tests.buttons.test_check import holds, journal


class Crash(Exception):
    """Excel is gone."""


def dying_after(host: MemoryHost, number: int) -> list[Change]:
    """The host takes so many changes of edits and journal, then it is gone. What it was given, in order."""
    given: list[Change] = []
    whole = MemoryHost.apply

    def apply(changes: Sequence[Change]) -> list[Edit]:
        refused: list[Edit] = []
        for change in changes:
            if isinstance(change, Edit) or (isinstance(change, Redraw) and change.drawing.name == form.JOURNAL):
                if len(given) == number:
                    raise Crash
                given.append(change)
            refused += whole(host, [change])
        return refused

    host.apply = apply  # type: ignore[method-assign]
    return given


@pytest.mark.parametrize("number", [0, 1, 2])
def test_undo_after_a_crash(host: MemoryHost, number: int) -> None:
    spots = [fill(host, 0, "budget", "５０．００"), fill(host, 1, "budget", "６０．００")]
    given = dying_after(host, number)
    with pytest.raises(Crash):
        press("fix", host, NOW)
    del host.apply  # type: ignore[method-assign]
    assert not given or isinstance(given[0], Redraw), "the journal comes before the first cell"
    changed = [spot for spot, old in zip(spots, ("５０．００", "６０．００"), strict=True) if holds(host, spot) != old]
    assert len(changed) == max(number - 1, 0)
    assert {(entry[1]) for entry in journal(host.snapshot())} >= {"C4"} if number else journal(host.snapshot()) == []
    press("undo", host, NOW)
    assert [holds(host, spot) for spot in spots] == ["５０．００", "６０．００"]
