"""Names of files made from texts of workbooks: what Windows takes, and never two units in one file."""

from __future__ import annotations

from datetime import date
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.desk.reminders import remind
from perf_xl.hosts.file_names import safe_file_name, unlike
from perf_xl.hosts.inbox import is_lock_file
from perf_xl.model.entry import written
from tests.consolidate.books import sample

_SUFFIXES = st.sampled_from([".xlsx", ".docx", ".txt", ".eml", ""])


@given(st.text(max_size=300), _SUFFIXES)
@example("COM1.txt", ".xlsx")
@example("con ", "")
@example("CONIN$", ".xlsx")
@example("报表\u202excod.exe", ".docx")
@example("a:b.exe", ".xlsx")
@example("表.xlsx::$DATA", "")
@example("~$表", ".xlsx")
@example("\\\\server\\share\\x", ".xlsx")
@example("..\\..\\x", "")
@example("x. . .", "")
@example("\ud800", ".xlsx")
def test_whatever_the_text_the_name_is_one_that_every_system_takes(text: str, suffix: str) -> None:
    name = safe_file_name(text, suffix)
    assert name.endswith(suffix)
    assert not set(name) & set('<>:"/\\|?*')
    assert not any(letter < " " or "\x7f" <= letter <= "\x9f" or "\u200b" <= letter <= "\u200f" or "\u2028" <= letter <= "\u202e"
                   or "\u2060" <= letter <= "\u2069" or letter in "\ufeff\ufffe\uffff" for letter in name)
    assert name.rstrip(". ") == name
    assert name.lstrip(". ") == name
    assert not PureWindowsPath(name).is_reserved()
    assert PureWindowsPath("C:/收件", name).parent == PureWindowsPath("C:/收件")
    assert len(name.encode()) <= 245
    assert not is_lock_file(name)
    assert safe_file_name(safe_file_name(text), suffix) == name


@given(st.lists(st.sampled_from(["a", "A", "a(2)", "乙"]), max_size=12))
def test_every_name_is_given_once(stems: list[str]) -> None:
    taken: set[str] = set()
    names = [unlike(stem, taken).casefold() for stem in stems]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("names", [("甲/乙", "甲:乙"), ("A局", "a局"), ("长" * 130 + "甲", "长" * 130 + "乙")])
def test_two_units_whose_names_look_alike_as_files_get_two_files(names: tuple[str, str], tmp_path: Path) -> None:
    """The second one took the place of the first."""
    whole = sample()
    alike = tuple(replace(project, unit_body=written(f"312001{names[at]}")) for at, project in enumerate(whole.projects[:2]))
    actions.write_book(replace(whole, projects=alike), tmp_path / "a.xlsx")
    assert main(["import", str(tmp_path / "a.xlsx"), "--split", str(tmp_path / "各单位")]) == 0
    assert len(list((tmp_path / "各单位").iterdir())) == 2


def test_two_units_whose_names_look_alike_are_both_reminded(tmp_path: Path) -> None:
    whole = sample()
    alike = tuple(replace(project, unit_body=written(f"312001{name}")) for name, project in zip(("甲/乙", "甲:乙"), whole.projects, strict=False))
    actions.write_book(replace(whole, projects=alike), tmp_path / "a.xlsx")
    made = remind(actions.open_department(tmp_path / "a.xlsx"), date(2023, 12, 31), tmp_path / "信")
    assert len(made) == 2
    assert len(list((tmp_path / "信").iterdir())) == 6
