"""What was handed in comes out file by file: nothing lost, nothing written, nothing that could harm."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perf_xl.hosts.inbox import Item, inlets, items, opened, shown_name
from perf_xl.law.limits import inbox_limits, read_limits
from tests.consolidate.mails import mail, zipped

NAME = "312001保定市公安局（本级）①绩效.xlsx"


def _opened(name: str, data: bytes) -> list[Item]:
    return list(opened(Item(name, data), 0))


def _contents(found: list[Item]) -> dict[str, bytes]:
    return {item.name: item.data for item in found if item.data is not None}


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030"])
def test_names_in_a_zip_are_read_as_they_were_meant(encoding: str) -> None:
    files = {NAME: b"eins", f"下属单位/{NAME}": b"zwei"}
    found = _contents(_opened("收件.zip", zipped(files, encoding)))
    assert found == {f"收件.zip/{name}": content for name, content in files.items()}


def test_a_name_told_in_the_extra_field_wins() -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        info = zipfile.ZipInfo("garbled.xlsx")
        told = NAME.encode()
        info.extra = b"up" + (len(told) + 5).to_bytes(2, "little") + b"\1\0\0\0\0" + told
        archive.writestr(info, b"x")
    assert list(_contents(_opened("a.zip", stored.getvalue()))) == [f"a.zip/{NAME}"]


@pytest.mark.parametrize("style", ["rfc2231", "rfc2231 in parts", "rfc2047", "gbk"])
def test_names_of_attachments_are_read_whichever_program_wrote_them(style: str) -> None:
    name = "保定市公安局交通警察支队2023年项目绩效目标第二次报送.xlsx"
    found = _opened("报送.eml", mail({name: b"\0\1attachment"}, style))
    assert _contents(found) == {f"报送.eml/{name}": b"\0\1attachment"}
    assert found[-1].opened == 1
    assert found[0].when is not None
    assert found[0].when.isoformat() == "2023-01-09T10:00:00+08:00"


def test_a_zip_in_a_mail_is_opened_a_zip_in_a_zip_is_not() -> None:
    inner = zipped({"a.xlsx": b"A", "里面.zip": zipped({"b.xlsx": b"B"})})
    found = _opened("m.eml", mail({"附件.zip": inner}))
    assert _contents(found) == {"m.eml/附件.zip/a.xlsx": b"A"}
    refused = next(item for item in found if item.name.endswith("里面.zip"))
    assert refused.reason == "inbox.nested"
    assert dict(refused.facts)["limit"] == str(inbox_limits().depth)


@pytest.mark.parametrize("name", ["../外面.xlsx", "/etc/passwd", "C:\\a.xlsx", "a/../../b.xlsx", "..\\b.xlsx"])
def test_paths_that_lead_out_are_refused_and_the_others_are_taken(name: str) -> None:
    found = _opened("a.zip", zipped({name: b"x", "好.xlsx": b"ok"}))
    assert _contents(found) == {"a.zip/好.xlsx": b"ok"}
    assert [item.reason for item in found if item.data is None and item.opened is None] == ["read.path_escape"]


def test_a_bomb_is_refused_with_its_limit_and_the_others_are_taken() -> None:
    big = b"0" * ((read_limits().ratio_from_mb + 1) << 20)
    found = _opened("a.zip", zipped({"炸弹.xlsx": big, "好.xlsx": b"ok"}))
    assert _contents(found) == {"a.zip/好.xlsx": b"ok"}
    bomb = next(item for item in found if "炸弹" in item.name)
    assert bomb.reason == "read.ratio"
    assert dict(bomb.facts)["limit"] == str(read_limits().ratio)


def test_an_entry_that_lies_about_its_size_is_noticed() -> None:
    data = bytearray(zipped({"a.xlsx": b"0" * 5000}))
    for start in (data.index(b"PK\3\4") + 22, data.index(b"PK\1\2") + 24):
        data[start:start + 4] = (100).to_bytes(4, "little")
    (refused, whole) = _opened("a.zip", bytes(data))
    assert refused.reason == "inbox.damaged_entry"
    assert whole.opened == 1


def test_too_many_entries_are_refused_as_a_whole() -> None:
    found = _opened("a.zip", zipped({f"{number}.txt": b"x" for number in range(inbox_limits().entries + 1)}))
    assert [(item.reason, dict(item.facts)["limit"]) for item in found] == [("inbox.too_many_entries", str(inbox_limits().entries))]


def test_folders_come_in_order_with_everything_below(tmp_path: Path) -> None:
    for name in ("b.xlsx", "一科/a.xlsx", "一科/二组/c.xlsx", "~$b.xlsx", ".hidden"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "一科" / "circle").symlink_to(tmp_path)
    names = [inlet.name for inlet in inlets([tmp_path])]
    assert names == sorted(names, key=str.casefold)
    assert set(names) == {"b.xlsx", "一科/a.xlsx", "一科/二组/c.xlsx", "~$b.xlsx", ".hidden"}
    assert [inlet.name for inlet in inlets([tmp_path / "b.xlsx", tmp_path])] == names, "each file once, whatever was named"


def test_files_about_to_be_written_are_no_input(tmp_path: Path) -> None:
    for name in ("in.xlsx", "out.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    assert [inlet.name for inlet in inlets([tmp_path], leave_out=[tmp_path / "out.xlsx"])] == ["in.xlsx"]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "报送.xlsx").write_bytes(b"x")
    assert {inlet.name for inlet in inlets([tmp_path / "甲", tmp_path / "乙"])} == {"甲/报送.xlsx", "乙/报送.xlsx"}
    assert len({inlet.name for inlet in inlets([tmp_path / "甲" / "报送.xlsx", tmp_path / "乙" / "报送.xlsx"])}) == 2


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom the system refuses something")
def test_a_closed_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "关着").mkdir(mode=0)
    try:
        assert [inlet.reason for inlet in inlets([tmp_path])] == ["inbox.closed_folder"]
    finally:
        (tmp_path / "关着").chmod(0o755)


def test_nothing_is_written_beside_the_input(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"深/a.xlsx": b"x"}))
    (tmp_path / "m.eml").write_bytes(mail({"a.xlsx": b"x"}))
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    for inlet in inlets([tmp_path]):
        list(items(inlet))
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_shown_name_hides_nothing() -> None:
    assert shown_name("a\u202efdp.xlsx") == "a_fdp.xlsx"
    assert "\x1b" not in shown_name("\x1b[2Jx.xlsx")
    assert len(shown_name("长" * 500)) <= 160


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.zip", "a.eml", "a.xlsx"]), st.booleans())
def test_whatever_bytes_come_nothing_raises(data: bytes, name: str, after_a_good_start: bool) -> None:
    start = {"a.zip": zipped({"a.txt": b"x"})[:60], "a.eml": mail({"a.txt": b"x"})[:350], "a.xlsx": b"PK\3\4"}[name]
    found = _opened(name, (start if after_a_good_start else b"") + data)
    assert found or not data


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_bent_zip_or_mail_never_raises(data) -> None:
    whole = data.draw(st.sampled_from([zipped({"a.xlsx": b"x" * 50, "乙.xlsx": b"y"}, "gbk"), mail({NAME: b"x" * 80}, "rfc2047")]))
    bent = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        bent[data.draw(st.integers(0, len(bent) - 1))] = data.draw(st.integers(0, 255))
    assert _opened("x.zip" if whole.startswith(b"PK") else "x.eml", bytes(bent))
