"""What is read and judged makes no circles: else counting it as looked through would keep it for good."""

from __future__ import annotations

import gc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from perf_xl import actions
from perf_xl.collector import undisturbed
from perf_xl.demo import SAMPLE

TODAY = date(2023, 7, 3)


def _as_drawn(folder: Path) -> Path:
    book = folder / "部门.xlsx"
    actions.import_document(SAMPLE / "department.json", book)
    return book


def _for_the_parser(folder: Path) -> Path:
    """With a comment in each sheet, as no office program writes it."""
    drawn, odd = _as_drawn(folder), folder / "注释.xlsx"
    with zipfile.ZipFile(drawn) as before, zipfile.ZipFile(odd, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"<sheetData>", b"<!-- 1 --><sheetData>"))
    return odd


def _as_report(folder: Path) -> Path:
    report = folder / "报告.docx"
    actions.report(actions.open_department(_as_drawn(folder)).department, report)
    return report


def _as_json(_: Path) -> Path:
    return SAMPLE / "department.json"




@pytest.mark.parametrize("made", [_as_drawn, _for_the_parser, _as_report, _as_json], ids=lambda made: made.__name__)
def test_a_department_read_and_judged_is_free_as_soon_as_nobody_has_it(made: Callable[[Path], Path], tmp_path: Path) -> None:
    path = made(tmp_path)

    def once() -> None:
        assert actions.check(actions.open_department(path), TODAY).status == "checked"

    once()              # what stays for the next time is made
    gc.collect()
    gc.disable()
    try:
        once()
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_collector_rests_and_then_takes_its_values_for_old() -> None:
    gc.collect()
    with undisturbed():
        assert not gc.isenabled()
        kept = [[number] for number in range(5_000)]
    assert gc.isenabled()
    assert gc.get_count()[0] < len(kept)
    assert gc.get_freeze_count() == 0


def test_after_a_failure_the_collector_works_as_ever() -> None:
    with pytest.raises(KeyError), undisturbed():
        raise KeyError
    assert gc.isenabled()


def test_inside_another_rest_nothing_changes() -> None:
    with undisturbed(), undisturbed():
        pass
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
