"""`perf-xl addin bundle`: a folder for a USB stick with everything for a Windows PC without network."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from perf_xl.addin.licences import licences
from perf_xl.addin.own_wheel import installed_metadata, needed, own_wheel
from perf_xl.addin.places import XLAM, packaged_xlam
from perf_xl.errors import Unusable

PYTHONS = ("3.11", "3.12", "3.13")
# Markers of packages are read on the machine that downloads; what only Windows needs is therefore named here.
WINDOWS_ONLY = ("xlwings==0.37.8", "pywin32>=306", "tzdata", "colorama")
_TEXTS = Path(__file__).parent / "data"

Run = Callable[[Sequence[str]], int]


def download_command(folder: Path, python: str, requirements: Sequence[str]) -> list[str]:
    """The call of pip that fetches wheels for Windows, whatever machine it runs on."""
    return [*_pip("download"), *_for_windows(python), "--dest", str(folder), *requirements]


def trial_command(wheels: Path, target: Path, python: str, requirements: Sequence[str]) -> list[str]:
    """The call of pip that installs from the folder alone, as the PC without network will; nothing of it is run."""
    return [*_pip("install"), "--no-index", "--find-links", str(wheels), *_for_windows(python), "--no-compile",
            "--ignore-requires-python",      # pip would ask the Python that runs it; the download has asked the right one
            "--target", str(target), *requirements]


def _pip(command: str) -> list[str]:
    return [sys.executable, "-m", "pip", command, "--quiet", "--disable-pip-version-check"]


def _for_windows(python: str) -> list[str]:
    return ["--only-binary=:all:", "--platform", "win_amd64", "--implementation", "cp", "--python-version", python]


def bundle(target: Path, python: str = "3.11", *, about: str | None = None, run: Run = subprocess.call) -> list[Path]:
    """Fill `target` and try it out; returns its files. `about` are the metadata of this package where it is not installed.

    Raises Unusable for another Python, a folder that is not empty, a download that fails, or wheels that do not
    suffice on their own.
    """
    if python not in PYTHONS:
        raise Unusable("addin.bundle_python", python=python, known="、".join(PYTHONS))
    if target.exists() and any(target.iterdir()):
        raise Unusable("addin.bundle_not_empty", folder=target)
    about = about or installed_metadata()
    wheels = target / "wheels"
    wheels.mkdir(parents=True)
    if run(download_command(wheels, python, [*needed(about), *WINDOWS_ONLY, "pip"])):
        raise Unusable("addin.bundle_download")
    own = own_wheel(wheels, about)
    _try_out(wheels, own, python, run)
    shutil.copyfile(packaged_xlam(), target / XLAM)
    _write_templates(target / "模板")
    _write_texts(target, wheels, python)
    return sorted(path for path in target.rglob("*") if path.is_file())


def _try_out(wheels: Path, own: Path, python: str, run: Run) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if run(trial_command(wheels, Path(folder) / "site", python, [str(own), *WINDOWS_ONLY])):
            raise Unusable("addin.bundle_incomplete")


def _write_templates(folder: Path) -> None:
    from perf_xl.templates import template_files

    folder.mkdir()
    for name, data in template_files().items():
        if name.endswith(".xlsx"):
            (folder / name).write_bytes(data)


def _write_texts(target: Path, wheels: Path, python: str) -> None:
    pip = next((path.name for path in sorted(wheels.glob("pip-*.whl"))), "pip.whl")
    facts = {"python": python, "short": python.replace(".", ""), "tuple": python.replace(".", ", "), "pip": pip,
             "requirements": " ".join(f'"{name}"' for name in ("perf_xl[excel]", *WINDOWS_ONLY))}
    _write(target / "install.cmd", _filled("install.cmd", facts), "ascii")
    _write(target / "README.txt", _filled("README.txt", facts), "utf-8-sig")
    _write(target / "licences.txt", licences(wheels.glob("*.whl")), "utf-8-sig")


def _filled(name: str, facts: dict[str, str]) -> str:
    """Not str.format: the command language has braces of its own."""
    text = (_TEXTS / name).read_text(encoding="utf-8")
    for key, fact in facts.items():
        text = text.replace(f"{{{key}}}", fact)
    return text


def _write(path: Path, text: str, encoding: str) -> None:
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
