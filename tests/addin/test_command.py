"""perf-xl addin: install, status, remove, bundle from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from perf_xl.addin import bundle
from perf_xl.addin.places import places, read_pairs
from perf_xl.cli import main


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("APPDATA", str(tmp_path / "漫游"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "本地"))
    return tmp_path


def test_it_comes_says_that_it_is_there_and_goes(pc: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["addin", "status"]) == 1
    assert main(["addin", "install", "--functions"]) == 0
    assert places().xlam.exists()
    assert read_pairs(places().settings)["functions"] == "1"
    assert main(["addin", "status"]) == 0
    assert main(["addin", "remove"]) == 0
    assert main(["addin", "remove"]) == 0
    told = capsys.readouterr().out
    assert "没有安装" in told
    assert "是当前版本" in told
    assert "已卸下" in told


def test_installing_again_keeps_what_the_user_switched(pc: Path) -> None:
    from perf_xl.addin.places import write_pairs

    main(["addin", "install"])
    assert read_pairs(places().settings)["typing"] == "1"
    write_pairs(places().settings, {**read_pairs(places().settings), "typing": "0"})
    main(["addin", "install"])
    assert read_pairs(places().settings)["typing"] == "0"


def test_elsewhere_than_on_windows_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("APPDATA", raising=False)
    assert main(["addin", "install"]) == 2
    assert "Windows" in capsys.readouterr().err


def test_a_bundle_goes_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def made(target: Path, python: str) -> list[Path]:
        target.mkdir()
        (target / "install.cmd").write_bytes(b"x" * 2_000_000)
        return [target / "install.cmd"]

    monkeypatch.setattr(bundle, "bundle", made)
    assert main(["addin", "bundle"]) == 2
    assert main(["addin", "bundle", "-o", str(tmp_path / "U盘"), "--python", "3.12"]) == 0
    assert "2 MB，适用于 64 位 Windows 和 Python 3.12" in capsys.readouterr().out
    assert main(["addin", "bundle", "-o", str(tmp_path / "x"), "--python", "3.8"]) == 2
