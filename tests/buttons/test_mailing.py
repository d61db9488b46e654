"""上报: what the open workbook must be, and the draft that comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.buttons import press
from perf_xl.consolidate.seal import SealState
from perf_xl.desk import sealing
from perf_xl.errors import Refused, Unusable
from perf_xl.hosts.memory import MemoryHost
from perf_xl.hosts.xlsx_read import read_workbook
from perf_xl.layout import form
from perf_xl.mail.message import Message
from tests.buttons.conftest import NOW, fill
from tests.mail.submissions import clean_unit


class SavedHost(MemoryHost):
    """The open workbook of a file on disk."""

    file: Path

    @property
    def path(self) -> Path:
        return self.file


@pytest.fixture
def open_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SavedHost:
    book = tmp_path / "填报.xlsx"
    actions.write_book(clean_unit(), book)
    host = SavedHost(read_workbook(book))
    host.file = book

    def without_outlook(message: Message) -> None:
        raise Unusable("mail.no_outlook")

    monkeypatch.setattr("perf_xl.mail.outlook.open_draft", without_outlook)
    return host


def test_a_sound_workbook_becomes_a_sealed_copy_in_a_draft(open_file: SavedHost, tmp_path: Path) -> None:
    open_file.typed = ["ju@example.cn"]
    told = press("send", open_file, NOW)
    assert {path.name for path in tmp_path.iterdir()} == {"填报.xlsx", "填报_报送.xlsx", "填报_报送.eml"}
    assert "还没有发送" in told
    copy = actions.open_department(tmp_path / "填报_报送.xlsx")
    assert sealing.verify(copy).state is SealState.INTACT
    assert open_file.opened == [tmp_path / "填报_报送.eml"]
    journal = open_file.snapshot().sheet(form.JOURNAL)
    assert journal is not None
    assert any("ju@example.cn" in text for _, _, text in journal.texts())


def test_nobody_named_means_no_mail(open_file: SavedHost, tmp_path: Path) -> None:
    assert press("send", open_file, NOW) == ""
    assert not list(tmp_path.glob("*.eml"))


def test_changes_that_were_not_saved_are_not_left_behind(open_file: SavedHost) -> None:
    fill(open_file, 0, "purpose", "另外一种用途")
    with pytest.raises(Unusable, match="unsaved_changes"):
        press("send", open_file, NOW)


def test_a_workbook_never_saved_is_not_sent(host: MemoryHost) -> None:
    with pytest.raises(Unusable, match="not_saved"):
        press("send", host, NOW)


def test_errors_are_not_sent(open_file: SavedHost) -> None:
    unit = clean_unit()
    faulty = replace(unit, projects=(replace(unit.projects[0], purpose=replace(unit.projects[0].purpose, text="")), *unit.projects[1:]))
    open_file.file.unlink()
    actions.write_book(faulty, open_file.file)
    again = SavedHost(read_workbook(open_file.file))
    again.file, again.typed = open_file.file, ["ju@example.cn"]
    with pytest.raises(Refused, match="has_errors"):
        press("send", again, NOW)
