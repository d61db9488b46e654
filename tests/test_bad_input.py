"""Bad input: one clear sentence, exit code 2, nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from perf_xl.cli import main
from perf_xl.demo import SAMPLE


@pytest.fixture
def book(tmp_path: Path, capsys) -> Path:
    main(["import", str(SAMPLE / "department.json"), "-o", str(tmp_path / "好.xlsx")])
    capsys.readouterr()
    return tmp_path / "好.xlsx"


def _wrong_files(folder: Path, good: Path) -> dict[str, Path]:
    from docx import Document

    (folder / "空文件夹").mkdir()
    word = folder / "word.xlsx"
    Document().save(str(folder / "w.docx"))
    word.write_bytes((folder / "w.docx").read_bytes())
    files = {
        "missing": folder / "没有.xlsx", "empty": folder / "empty.xlsx", "truncated": folder / "half.xlsx",
        "word": word, "text": folder / "text.xlsx", "lock": folder / "~$好.xlsx", "folder": folder / "空文件夹",
        "pdf": folder / "a.pdf", "noise": folder / "noise.xlsx",
    }
    files["empty"].write_bytes(b"")
    files["truncated"].write_bytes(good.read_bytes()[:5000])
    files["text"].write_text("不是工作簿", encoding="utf-8")
    files["lock"].write_bytes(b"\x08lock")
    files["pdf"].write_bytes(b"%PDF-1.7 x")
    files["noise"].write_bytes(bytes(range(256)) * 20)
    return files


@pytest.mark.parametrize("kind", ["missing", "empty", "truncated", "word", "text", "lock", "folder", "pdf", "noise"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_sentence_and_exit_two(kind: str, lang: str, book: Path, tmp_path: Path, capsys) -> None:
    path = _wrong_files(tmp_path, book)[kind]
    for arguments in (["validate", str(path)], ["report", str(path), "-o", str(tmp_path / "r.docx")],
                      ["dump", str(path)]):
        code = main([*arguments, "--lang", lang])
        out, err = capsys.readouterr()
        assert code == 2, (arguments, out, err)
        assert len(err.strip().splitlines()) == 1, err
        assert "Traceback" not in err
    assert not (tmp_path / "r.docx").exists()


def test_the_other_files_are_still_checked(book: Path, tmp_path: Path, capsys) -> None:
    code = main(["validate", str(tmp_path / "没有.xlsx"), str(book)])
    out, err = capsys.readouterr()
    assert code == 2
    assert "好.xlsx：" in out
    assert "没有.xlsx" in err


def test_text_in_an_unknown_encoding(tmp_path: Path, capsys) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00\xd8\x00\x00" + bytes([0x81, 0xff]) * 50)
    assert main(["import", str(tmp_path / "a.txt"), "-o", str(tmp_path / "b.xlsx")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not (tmp_path / "b.xlsx").exists()


def test_a_target_that_is_the_input_is_refused(book: Path, capsys) -> None:
    before = book.read_bytes()
    assert main(["validate", str(book), "--mark", str(book)]) == 2
    assert main(["ledger", str(book), str(SAMPLE / "vouchers_2023.csv"), "-o", str(book)]) == 2
    assert book.read_bytes() == before
    assert "不能被覆盖" in capsys.readouterr().err


def test_a_target_open_elsewhere_is_refused(book: Path, tmp_path: Path, capsys) -> None:
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"old")
    (tmp_path / "~$out.xlsx").write_bytes(b"x")
    assert main(["validate", str(book), "--mark", str(target)]) == 2
    assert target.read_bytes() == b"old"
    assert "正被其他程序" in capsys.readouterr().err


def test_wrong_arguments_are_told_in_the_users_language(capsys) -> None:
    assert main(["import"]) == 2
    assert "命令写得不对" in capsys.readouterr().err
    assert main(["progress", "x.xlsx", "--as-of", "六月", "--lang", "en"]) == 2
    assert "no date" in capsys.readouterr().err
