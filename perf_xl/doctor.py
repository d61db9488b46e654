"""`perf-xl doctor`: why the ribbon or Python does not start, and what to do. Every check is one question to the PC."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from perf_xl.addin.install import status
from perf_xl.addin.places import places
from perf_xl.errors import Unusable
from perf_xl.messages.say import sentence


def _has_module(name: str) -> bool:
    return find_spec(name) is not None


def _registry(path: str) -> bool:
    """Whether a key exists under HKEY_CLASSES_ROOT or HKEY_CURRENT_USER (path beginning with `HKCU\\`)."""
    try:
        winreg = import_module("winreg")
    except ImportError:
        return False
    root = winreg.HKEY_CURRENT_USER if path.startswith("HKCU\\") else winreg.HKEY_CLASSES_ROOT
    try:
        with winreg.OpenKey(root, path.removeprefix("HKCU\\")) as key:
            return bool(any(winreg.QueryInfoKey(key)[:2]) or not path.startswith("HKCU\\"))
    except OSError:
        return False


@dataclass(frozen=True)
class Machine:
    """What is asked of the PC; tests give their own answers."""

    platform: str = sys.platform
    executable: str = sys.executable
    version: tuple[int, int] = sys.version_info[:2]
    bits: int = struct.calcsize("P") * 8
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    has_module: Callable[[str], bool] = _has_module
    registry: Callable[[str], bool] = _registry


@dataclass(frozen=True, slots=True)
class Answer:
    """`key` is a key under `doctor` in the messages: `good` or not, it says what was found and what to do."""

    key: str
    good: bool
    facts: tuple[tuple[str, str], ...] = ()

    def sentence(self, lang: str = "zh") -> str:
        """With the sign that terminals without colour show too."""
        return ("✔ " if self.good else "✘ ") + sentence(f"doctor.{self.key}", lang, **dict(self.facts))


def examine(machine: Machine | None = None) -> list[Answer]:
    """All answers, in the order in which a person would look."""
    return list(_answers(machine or Machine()))


def _answers(pc: Machine) -> Iterator[Answer]:
    yield from _python(pc)
    if pc.platform != "win32":
        yield Answer("not_windows", True)
        yield Answer("libreoffice" if _libreoffice() else "no_libreoffice", True)
        return
    yield from _programs(pc)
    yield from _installed(pc)
    yield from _leftovers(pc)
    yield Answer("antivirus", True)


def _python(pc: Machine) -> Iterator[Answer]:
    facts = (("version", f"{pc.version[0]}.{pc.version[1]}"), ("bits", str(pc.bits)), ("path", pc.executable))
    yield Answer("python", True, facts)
    if "WindowsApps" in pc.executable:
        yield Answer("store_python", False, facts)
    if pc.platform != "win32":
        return
    if pc.bits != 64:
        yield Answer("python_32", False, facts)
    for module in ("win32com", "xlwings"):
        yield Answer("module" if pc.has_module(module) else "no_module", pc.has_module(module), (("module", module),))


def _programs(pc: Machine) -> Iterator[Answer]:
    excel = pc.registry("Excel.Application")
    wps = pc.registry("Ket.Application") or pc.registry("ET.Application")
    yield Answer("excel" if excel else "no_excel", excel)
    if wps:
        yield Answer("wps", excel)
    for version in ("16.0", "15.0", "14.0"):
        if pc.registry(f"HKCU\\Software\\Microsoft\\Office\\{version}\\Excel\\Resiliency\\DisabledItems"):
            yield Answer("disabled", False)


def _installed(pc: Machine) -> Iterator[Answer]:
    try:
        at = places(pc.environment)
    except Unusable:
        yield Answer("no_profile", False)
        return
    now = status(at)
    if not now.installed:
        yield Answer("not_installed", False)
        return
    yield Answer("installed" if now.current else "outdated", now.current, (("path", str(at.xlam)),))
    if not now.interpreter_exists:
        yield Answer("no_interpreter", False, (("path", now.interpreter or "-"),))
    if _from_the_web(at.xlam):
        yield Answer("from_the_web", False, (("path", str(at.xlam)),))


def _from_the_web(path: Path) -> bool:
    """Windows notes the origin of a downloaded file in a stream beside it."""
    try:
        return Path(f"{path}:Zone.Identifier").exists()
    except OSError:
        return False


def _leftovers(pc: Machine) -> Iterator[Answer]:
    for folder in {pc.environment.get("TEMP", ""), str(Path(pc.environment.get("LOCALAPPDATA", "")) / "Temp")}:
        made = Path(folder) / "gen_py"
        if folder and made.exists():
            yield Answer("gen_py", False, (("path", str(made)),))


def _libreoffice() -> bool:
    from perf_xl.hosts.calc.office import soffice

    return soffice() is not None
