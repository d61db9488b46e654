"""Reminder letters: only to units that are late, only about their own projects, the amounts those of the progress."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.desk import progress_book, spending_book
from perf_xl.desk.reminders import recipients_of, remind
from perf_xl.model.settings import Settings
from perf_xl.report.progress_outline import money

SAMPLE = Path(actions.__file__).parent / "sample"
JUNE = date(2023, 6, 30)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("remind")
    settings = Settings((("收件人312007", "jiaojing@example.cn"),))
    actions.write_book(actions.load_json(SAMPLE / "department.json"), folder / "a.xlsx", settings=settings)
    opened = actions.open_department(folder / "a.xlsx")
    spending_book.write_ledger(opened, spending_book.load_exports(opened, [SAMPLE / "vouchers_2023.csv"]), folder / "b.xlsx")
    return folder / "b.xlsx"


def test_a_letter_a_sheet_and_a_draft_for_each_unit_that_is_late(book: Path, tmp_path: Path) -> None:
    opened = actions.open_department(book)
    found = progress_book.paces(opened, spending_book.spending_in(opened), JUNE)
    made = remind(opened, JUNE, tmp_path / "letters")
    concerned = {each.unit_body for each in (*found.late, *found.overspent)}
    assert {each.unit for each in made} == concerned
    assert len(list((tmp_path / "letters").iterdir())) == 3 * len(made)
    for each in made:
        mine = [project for project in found.projects if project.unit_body == each.unit]
        draft = message_from_bytes(next(file for file in each.files if file.suffix == ".eml").read_bytes(), policy=policy.default)
        text = draft.get_body().get_content()     # type: ignore[union-attr]
        for project in mine:
            listed = project.is_late or project.pace.is_overspent
            assert (f"{project.name}：" in text) == listed
            if project.is_late:
                assert money(project.pace.needed) in text
        assert draft["X-Unsent"] == "1"
        assert sorted(part.get_filename()[-5:] for part in draft.iter_attachments()) == [".docx", ".xlsx"]
        assert ("jiaojing@example.cn" in str(draft["To"])) == each.unit.startswith("312007")


def test_nobody_is_reminded_where_nobody_is_late(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remind", str(book), "--as-of", "2023-02-28", "-o", str(tmp_path / "letters")]) == 0
    assert "不用发提醒" in capsys.readouterr().out
    assert not (tmp_path / "letters").exists()


def test_recipients_stand_in_the_settings_by_code_or_name() -> None:
    settings = Settings((("收件人：看守所", "a@b.cn；c@d.cn"), ("mail.to", "x@y.cn")))
    assert [box.spec for box in recipients_of(settings, "312010看守所")] == ["a@b.cn", "c@d.cn"]
    assert recipients_of(settings, "312011拘留所") == ()
