"""The folder for a USB stick: complete, tried out without network, and a script that Windows' command language can follow."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

import perf_xl
from perf_xl.addin import bundle
from perf_xl.addin.own_wheel import needed, own_wheel
from perf_xl.errors import Unusable

HOUSE = Path(__file__).parents[2]


def about() -> str:
    """The metadata that an installation of this tree would have."""
    config = configparser.ConfigParser()
    config.read(HOUSE / "setup.cfg", encoding="utf-8")
    needs = [line for line in config["options"]["install_requires"].splitlines() if line]
    return "".join([f"Metadata-Version: 2.1\nName: perf_xl\nVersion: {perf_xl.__version__}\nLicense: MIT\n",
                    *(f"Requires-Dist: {need}\n" for need in needs), "Provides-Extra: excel\n",
                    'Requires-Dist: xlwings==0.37.8; platform_system == "Windows" and extra == "excel"\n'])


class Pip:
    """Stands for pip: notes what it is asked, and lays a wheel where one is wanted."""

    def __init__(self, fails: str = "") -> None:
        self.fails, self.calls = fails, list[Sequence[str]]()

    def __call__(self, command: Sequence[str]) -> int:
        self.calls.append(command)
        if "download" in command:
            folder = Path(command[command.index("--dest") + 1])
            for name, licence in (("pip", "License-Expression: MIT"), ("xlwings", "License: BSD 3-clause")):
                with zipfile.ZipFile(folder / f"{name}-25.0-py3-none-any.whl", "w") as wheel:
                    wheel.writestr(f"{name}-25.0.dist-info/METADATA", f"Name: {name}\nVersion: 25.0\n{licence}\n")
        return int(bool(self.fails) and self.fails in command)


def test_the_bundle_holds_what_an_offline_pc_needs(tmp_path: Path) -> None:
    pip = Pip()
    target = tmp_path / "U盘 & 1"
    made = bundle.bundle(target, "3.12", about=about(), run=pip)
    own = f"perf_xl-{perf_xl.__version__}-py3-none-any.whl"
    assert {path.name for path in made} == {
        "README.txt", "install.cmd", "licences.txt", "perf_xl.xlam", own, "pip-25.0-py3-none-any.whl", "xlwings-25.0-py3-none-any.whl",
        "单位填报模板_2015版.xlsx", "单位填报模板_2021版.xlsx", "部门填报模板_2015版.xlsx", "部门填报模板_2021版.xlsx"}
    download, trial = pip.calls
    assert {"win_amd64", "3.12", "lxml >= 5", "xlwings==0.37.8"} <= set(download)
    assert {"--no-index", "win_amd64", "3.12", str(target / "wheels" / own), "xlwings==0.37.8"} <= set(trial)
    assert "3.12" in (target / "README.txt").read_text(encoding="utf-8-sig")
    listed = (target / "licences.txt").read_text(encoding="utf-8-sig")
    assert "pip 25.0：MIT" in listed
    assert "xlwings 25.0：BSD 3-clause" in listed
    assert "perf_xl" in listed


@pytest.mark.parametrize("python", bundle.PYTHONS)
def test_the_script_is_one_that_windows_can_follow(tmp_path: Path, python: str) -> None:
    bundle.bundle(tmp_path / "x", python, about=about(), run=Pip())
    script = (tmp_path / "x" / "install.cmd").read_bytes()
    assert script.isascii()
    assert script.count(b"\n") == script.count(b"\r\n")
    text = script.decode()
    assert re.findall(r"[{}]", text) == []
    assert set(re.findall(r"goto (\w+)", text)) <= set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert "http" not in text
    assert text.count("--no-index") == text.count("pip install") == 2
    assert f"python{python.replace('.', '')}._pth" in text
    assert f"({python.replace('.', ', ')})" in text
    # Blanks and Chinese in the user's name: every path is quoted.
    assert re.findall(r'(?<!")%(?:HOME_DIR|LOCALAPPDATA|ZIP)%(?![^"\n]*")', text.replace('set "HOME_DIR=%LOCALAPPDATA%', "")) == []


def test_a_bundle_never_mixes_with_other_files_and_says_what_failed(tmp_path: Path) -> None:
    (tmp_path / "x.whl").touch()
    for what, folder, python, pip in (
            ("bundle_not_empty", tmp_path, "3.11", Pip()), ("bundle_python", tmp_path / "a", "3.8", Pip()),
            ("bundle_download", tmp_path / "b", "3.11", Pip("download")),
            ("bundle_incomplete", tmp_path / "c", "3.11", Pip("install"))):
        with pytest.raises(Unusable, match=what):
            bundle.bundle(folder, python, about=about(), run=pip)


def test_the_own_wheel_installs_and_runs(tmp_path: Path) -> None:
    first = own_wheel(tmp_path, about())
    data = first.read_bytes()
    assert own_wheel(tmp_path, about()).read_bytes() == data
    site = tmp_path / "site"
    subprocess.run([*bundle._pip("install"), "--no-index", "--no-deps", "--target", str(site), str(first)], check=True)
    said = subprocess.run([sys.executable, "-c", "import perf_xl, perf_xl.udf as u; print(perf_xl.__file__, u.call('PERF_PACE', 1.0, 4.0))"],
                          cwd=site, env={"PYTHONPATH": str(site), "PATH": ""}, capture_output=True, text=True, check=True).stdout
    assert said == f"{site / 'perf_xl' / '__init__.py'} 0.25\n"
    installed = {path.relative_to(site / "perf_xl") for path in (site / "perf_xl").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    tree = {path.relative_to(HOUSE / "perf_xl") for path in (HOUSE / "perf_xl").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert installed == tree


def test_extras_are_left_out_of_what_is_needed() -> None:
    assert "xlwings" not in " ".join(needed(about()))
    assert len(needed(about())) >= 5


def reachable(folder: Path) -> bool:
    """Whether a registry can be asked for a wheel for Windows."""
    command = bundle.download_command(folder, "3.11", ["colorama", "--no-deps", "--retries", "0", "--timeout", "5"])
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


# All three take a minute and 200 MB: PERF_XL_ALL_PYTHONS=1 asks for them.
@pytest.mark.parametrize("python", bundle.PYTHONS if os.environ.get("PERF_XL_ALL_PYTHONS") else bundle.PYTHONS[:1])
def test_windows_wheels_are_found_and_suffice_without_network(tmp_path: Path, python: str) -> None:
    """Downloaded for Windows, then installed from the folder alone into an empty target; not run."""
    if not reachable(tmp_path):
        pytest.skip("no registry can be reached")
    target, site = tmp_path / "U盘", tmp_path / "site"

    def run(command: Sequence[str]) -> int:
        """As the product does, but where the outcome can be looked at."""
        return subprocess.call([str(site) if before == "--target" else part for before, part in zip(["", *command], command, strict=False)])

    made = {path.name for path in bundle.bundle(target, python, about=about(), run=run)}
    assert any(name.startswith("pywin32-") and name.endswith("win_amd64.whl") for name in made)
    assert any(name.startswith("xlwings-0.37.8") and name.endswith("win_amd64.whl") for name in made)
    assert not any("linux" in name or "macos" in name or name.endswith(".tar.gz") for name in made)
    assert (site / "perf_xl" / "addin" / "data" / "perf_xl.xlam").exists()
    assert (site / "xlwings64-0.37.8.dll").exists()
    assert (site / "pywin32.pth").exists()
    listed = (target / "licences.txt").read_text(encoding="utf-8-sig").splitlines()
    named = {re.split(r"[ ：]", line)[0].lower() for line in listed if "：" in line}
    assert {"xlwings", "pywin32", "lxml", "openpyxl", "pandas", "numpy", "pip", "perf_xl"} <= named
