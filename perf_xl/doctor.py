"""`perf-xl doctor`: why the ribbon or Python does not start, and what to do. Every check is one question to the PC."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct, field

from perf_xl.addin.install import status
from perf_xl.addin.places import places, read_pairs
from perf_xl.errors import Unusable
from perf_xl.messages.say import sentence

_OFFICES = ("16.0", "15.0", "14.0")
_MACROS_OFF = 4      # VBAWarnings: disable all without notification
# Attack surface reduction: "Block all Office applications from creating child processes"; 1 blocks, 6 warns first.
_ASR = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_NO_CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_BLOCKING = ("1", "6")


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


def _value(path: str, name: str) -> object:
    """A value under HKEY_CURRENT_USER or HKEY_LOCAL_MACHINE (path beginning with `HKCU\\` or `HKLM\\`); None without one."""
    try:
        winreg = import_module("winreg")
    except ImportError:
        return None
    root = winreg.HKEY_CURRENT_USER if path.startswith("HKCU\\") else winreg.HKEY_LOCAL_MACHINE
    try:
        with winreg.OpenKey(root, path[len("HKCU\\"):]) as key:
            return winreg.QueryValueEx(key, name)[0]
    except OSError:
        return None


def _from_the_web(path: Path) -> bool:
    """Windows notes the origin of a downloaded file in a stream beside it."""
    try:
        return Path(f"{path}:Zone.Identifier").exists()
    except OSError:
        return False


class Machine(Struct, frozen=True):
    """What is asked of the PC; tests give their own answers."""

    platform: str = sys.platform
    executable: str = sys.executable
    version: tuple[int, int] = sys.version_info[:2]
    bits: int = struct.calcsize("P") * 8
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    has_module: Callable[[str], bool] = _has_module
    registry: Callable[[str], bool] = _registry
    value: Callable[[str, str], object] = _value
    from_the_web: Callable[[Path], bool] = _from_the_web


class Answer(Struct, frozen=True):
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
    yield from _policies(pc)
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
    for version in _OFFICES:
        if pc.registry(f"HKCU\\Software\\Microsoft\\Office\\{version}\\Excel\\Resiliency\\DisabledItems"):
            yield Answer("disabled", False)


def _policies(pc: Machine) -> Iterator[Answer]:
    """What administrators and Windows itself forbid. Excel obeys these without a word."""
    for version in _OFFICES:
        for root in ("HKCU\\Software\\Policies\\Microsoft", "HKCU\\Software\\Microsoft"):
            security = f"{root}\\Office\\{version}\\Excel\\Security"
            if pc.value(security, "VBAWarnings") == _MACROS_OFF:
                yield Answer("macros_off", False, (("version", version),))
            if pc.value(f"{security}\\Trusted Locations", "AllLocationsDisabled") == 1:
                yield Answer("no_trusted_places", False, (("version", version),))
    if str(pc.value(_ASR, _NO_CHILDREN)) in _BLOCKING:
        yield Answer("child_processes", False)


def _functions(pc: Machine, interpreter: Path) -> Iterator[Answer]:
    """What worksheet functions need besides: the library of xlwings beside Python or one folder up."""
    beside = (interpreter.parent, interpreter.parent.parent)
    if not any(True for folder in beside for _ in folder.glob("xlwings64-*.dll")):
        yield Answer("no_library", False, (("path", str(interpreter.parent)),))
    if not pc.environment.get("TEMP", "").isascii():
        yield Answer("functions_name", False, (("path", pc.environment["TEMP"]),))


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
    elif Path(now.interpreter).parent != Path(pc.executable).parent:
        yield Answer("other_interpreter", True, (("path", now.interpreter),))
    if read_pairs(at.settings).get("functions") == "1":
        yield from _functions(pc, Path(now.interpreter))
    if at.log.exists():
        yield Answer("log", True, (("path", str(at.log)),))
    if pc.from_the_web(at.xlam):
        yield Answer("from_the_web", False, (("path", str(at.xlam)),))


def _leftovers(pc: Machine) -> Iterator[Answer]:
    for folder in {pc.environment.get("TEMP", ""), str(Path(pc.environment.get("LOCALAPPDATA", "")) / "Temp")}:
        made = Path(folder) / "gen_py"
        if folder and made.exists():
            yield Answer("gen_py", False, (("path", str(made)),))


def _libreoffice() -> bool:
    from perf_xl.hosts.calc.office import soffice

    return soffice() is not None
