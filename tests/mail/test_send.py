"""`perf-xl send` from a workbook to a mail, and the receipt in a copy."""

from __future__ import annotations

import sys
from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace

import pytest

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.desk import sealing, sending
from perf_xl.errors import Unusable
from perf_xl.hosts.files import FilesHost
from perf_xl.hosts.xlsx_read import read_workbook
from perf_xl.journal import read_journal
from perf_xl.layout import form
from perf_xl.mail import outbox, outlook, secret
from perf_xl.model.settings import Settings
from tests.consolidate.books import edited
from tests.mail.post_office import open_office
from tests.mail.submissions import BYTES, NOW, TODAY, message, write_sealed


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sealed(tmp_path_factory.mktemp("sealed"))


def test_a_draft_of_a_sealed_workbook_holds_the_workbook(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft, copy = tmp_path / "草稿.eml", tmp_path / "已报.xlsx"
    assert main(["send", str(book), "--to", "李四 <li@example.cn>", "--eml", str(draft), "--receipt", str(copy)]) == 0
    assert "第2次报送" in capsys.readouterr().out
    (part,) = message_from_bytes(draft.read_bytes(), policy=policy.default).iter_attachments()  # type: ignore[attr-defined]
    assert part.get_payload(decode=True) == book.read_bytes()
    assert part.get_filename() == "312008保定市公安局高新技术产业开发区分局_2023年预算绩效目标_第2次报送.xlsx"
    opened = actions.open_department(copy)
    assert sealing.verify(opened).holds, "the receipt is outside the seal"
    assert opened.grid is not None
    (entry,) = read_journal(opened.grid.sheet(form.JOURNAL))
    assert (entry.action, entry.state, entry.sheet) == ("报送", "已生成草稿", form.COVER)
    assert "li@example.cn" in str(entry.after)


def test_without_a_way_it_is_a_dry_run(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["send", str(book), "--to", "li@example.cn"]) == 0
    assert "试运行，没有发送" in capsys.readouterr().out


def test_over_smtp_only_after_a_yes(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                    monkeypatch: pytest.MonkeyPatch) -> None:
    with open_office(tmp_path) as office:
        monkeypatch.setattr(outbox.ssl, "create_default_context", lambda: office.trust)
        command = ["send", str(book), "--to", "li@example.cn", "--from", "wang@example.cn", "--smtp", f"127.0.0.1:{office.port}"]
        assert main(command) == 2
        assert office.letters == []
        assert main([*command, "--yes"]) == 0
    assert "已发送给 1 个地址" in capsys.readouterr().out
    ((_, _, raw),) = office.letters
    (part,) = message_from_bytes(raw, policy=policy.default).iter_attachments()  # type: ignore[attr-defined]
    assert part.get_payload(decode=True) == book.read_bytes()


def test_a_changed_workbook_is_refused_at_its_cell(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = actions.open_department(book).department.projects[0].place.sheet
    changed = tmp_path / "改过.xlsx"
    changed.write_bytes(edited(book.read_bytes(), sheet, 5, 2, "改过的资金用途，与封存时不同"))
    assert main(["send", str(changed), "--to", "li@example.cn"]) == 1
    assert f"封存之后有 1 处改动，第一处在 {sheet} B5" in capsys.readouterr().err


def test_an_unsealed_workbook_is_refused(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["send", str(book.with_name("填报.xlsx")), "--to", "li@example.cn"]) == 1
    assert "还没有校验封存" in capsys.readouterr().err


def test_recipients_and_sender_come_from_the_settings_of_the_workbook(tmp_path: Path) -> None:
    filled = Settings((("mail.to", "张三 <zhang@example.cn>；li@example.cn"), ("mail.cc", "ju@example.cn"), ("mail.from", "wang@example.cn")))
    made = sending.message_for(write_sealed(tmp_path, filled), TODAY)
    assert [box.spec for box in (*made.to, *made.cc)] == ["zhang@example.cn", "li@example.cn", "ju@example.cn"]
    assert made.to[0].name == "张三"
    assert made.sender is not None
    assert made.sender.spec == "wang@example.cn"


def test_further_files_go_along_and_too_much_is_said_so(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    further = tmp_path / "说明.pdf"
    further.write_bytes(BYTES)
    to = sending.Addressing(("li@example.cn",))
    made = sending.message_for(book, TODAY, to, also=[further])
    assert [each.data for each in made.attachments] == [book.read_bytes(), BYTES]
    monkeypatch.setattr(sending, "_LARGEST", 1000)
    with pytest.raises(Unusable, match=r"mail\.too_large"):
        sending.message_for(book, TODAY, to)


def test_receipts_follow_one_another(book: Path, tmp_path: Path) -> None:
    host = FilesHost(book, copy_to=tmp_path / "copy.xlsx")
    for how in ("draft", "sent"):
        sending.write_receipt(host, message(), how, NOW)
    rows = read_journal(read_workbook(tmp_path / "copy.xlsx").sheet(form.JOURNAL))
    assert [entry.state for entry in rows] == ["已生成草稿", "已发送"]


def test_a_password_is_asked_only_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False))
    with pytest.raises(Unusable, match=r"mail\.no_password"):
        secret.password_for("smtp.example.cn", "wang", "?")


def test_a_stored_password_is_taken_from_the_systems_store(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {("perf-xl:smtp.example.cn", "wang"): "secret"}
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=lambda service, user: kept.get((service, user))))
    monkeypatch.setitem(sys.modules, "keyring.errors", SimpleNamespace(KeyringError=RuntimeError))
    assert secret.password_for("smtp.example.cn", "wang", "?") == "secret"
    assert secret.stored("other", "wang") == ""


class Item:
    """What Outlook's mail item offers, and what was put into it."""

    def __init__(self) -> None:
        self.files: list[tuple[str, bytes]] = []
        self.done: list[str] = []
        self.Attachments = SimpleNamespace(Add=lambda path: self.files.append((Path(path).name, Path(path).read_bytes())))

    def Save(self) -> None:
        self.done.append("saved")

    def Display(self) -> None:
        self.done.append("shown")


def test_an_outlook_draft_is_saved_and_shown_never_sent() -> None:
    item = Item()
    outlook.open_draft(message(), SimpleNamespace(CreateItem=lambda kind: item))
    assert item.To == "李四 <li@example.cn>; caizheng@example.cn"  # type: ignore[attr-defined]
    assert item.files == [(each.name, each.data) for each in message().attachments]
    assert item.done == ["saved", "shown"]


@pytest.mark.skipif(sys.platform == "win32", reason="there may be an Outlook")
def test_without_outlook_one_sentence_says_what_to_do(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["send", str(book), "--to", "li@example.cn", "--outlook"]) == 2
    assert "改用 --eml" in capsys.readouterr().err
