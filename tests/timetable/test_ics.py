"""The calendar file, read by another program."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.cli import main
from perf_xl.demo import SAMPLE
from perf_xl.model.due import Due
from perf_xl.timetable.ics import calendar_bytes, folded, uid


def due(key: str = "node-3", title: str = "支出进度节点", what: str = "", day: date = date(2023, 3, 31)) -> Due:
    return Due(key, day, title, what, "惯例", "practice")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("日历")
    assert main(["import", str(SAMPLE / "department.json"), "-o", str(folder / "b.xlsx")]) == 0
    assert main(["calendar", str(folder / "b.xlsx"), "-o", str(folder / "c.ics")]) == 0
    return (folder / "c.ics").read_bytes()


def test_another_reader_takes_it_in(written: bytes) -> None:
    read = icalendar.Calendar.from_ical(written)
    assert not read.errors
    events = read.walk("VEVENT")
    assert len(events) == 10
    for event in events:
        assert not event.errors
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("TRIGGER") < timedelta(0)
    assert len({str(event["UID"]) for event in events}) == len(events)
    nodes = {str(event["SUMMARY"]): event.decoded("DTSTART") for event in events}
    assert nodes["支出进度节点：6 月底"] == date(2023, 6, 30)
    assert nodes["完成全部项目绩效自评"] == date(2024, 2, 29)


def test_lines_end_and_fold_as_the_standard_says(written: bytes) -> None:
    assert b"\n" not in written.replace(b"\r\n", b"")
    for line in written.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")      # no character is cut in two


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=300))
def test_unfolding_gives_the_line_back(line: str) -> None:
    pieces = list(folded(line))
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(len(piece.encode()) <= 75 for piece in pieces)


@given(st.text(alphabet="甲乙，,;；:\\\n\"=+-@ n", max_size=200))
def test_any_text_survives(text: str) -> None:
    read = icalendar.Calendar.from_ical(calendar_bytes([due(title=f"题{text}")], "日历", "某局", 2023))
    (event,) = read.walk("VEVENT")
    assert str(event["SUMMARY"]) == f"题{text}"


def test_hostile_text_opens_no_line_of_its_own() -> None:
    data = calendar_bytes([due(what="一\r\nATTACH:file:///etc/passwd\r二\x00\x1f\nEND:VEVENT")], "日历", "某局", 2023)
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert "ATTACH" not in event
    assert str(event["DESCRIPTION"]).startswith("一\nATTACH:file:///etc/passwd\n二\nEND:VEVENT")


def test_the_same_thing_keeps_its_uid_when_its_text_changes() -> None:
    one, other = (calendar_bytes([due(what=text)], "日历", "某局", 2023) for text in ("47 个项目", "46 个项目"))
    uids = [str(icalendar.Calendar.from_ical(data).walk("VEVENT")[0]["UID"]) for data in (one, other)]
    assert uids[0] == uids[1]
    assert len({uid("node-3", "某局", 2023), uid("node-3", "某局", 2024), uid("node-3", "另一局", 2023)}) == 3


def test_another_ending_is_refused(tmp_path: Path, capsys) -> None:
    main(["import", str(SAMPLE / "department.json"), "-o", str(tmp_path / "b.xlsx")])
    assert main(["calendar", str(tmp_path / "b.xlsx"), "-o", str(tmp_path / "c.pdf")]) == 2
    assert ".ics" in capsys.readouterr().err
