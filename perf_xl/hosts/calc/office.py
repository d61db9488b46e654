"""LibreOffice as a process of ours, or one that is already running, reached over a pipe."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

from msgspec import Struct

from perf_xl.errors import Unusable

_START_SECONDS = 40.0
_SETTINGS = (
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "xs:int", "0"),
    ("/org.openoffice.Office.Common/Misc", "UseLocking", "xs:boolean", "false"),
    ("/org.openoffice.Office.Common/Misc", "UseDocumentOOoLockFile", "xs:boolean", "false"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "xs:boolean", "false"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "xs:int", "0"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "xs:string", "zh-CN"),
)
UNO_FOLDER = "/usr/lib/python3/dist-packages"


def load_uno() -> Any:
    """The module `uno`: as installed, or from LibreOffice's folder (PERF_XL_UNO names another one).

    Raises Unusable where this Python has none. The folder is appended, so that nothing else in it shadows our packages.
    """
    folder = os.environ.get("PERF_XL_UNO", UNO_FOLDER)
    if folder not in sys.path:
        sys.path.append(folder)
    try:
        import uno
    except ImportError as reason:
        raise Unusable("calc.no_uno", reason=reason) from reason
    return uno


def soffice() -> Path | None:
    """The program to start; PERF_XL_SOFFICE names another one."""
    found = os.environ.get("PERF_XL_SOFFICE") or shutil.which("soffice")
    if not found:
        return None
    real = Path(found).resolve()
    binary = real.with_name("soffice.bin")     # the wrapper would leave its child behind when it is killed
    return binary if binary.exists() else real


class Office(Struct):
    """A running LibreOffice: its component context, desktop, and the process where it is ours.

    `windowless`: started without a screen; nobody can be asked anything.
    """

    context: Any
    desktop: Any
    process: subprocess.Popen[bytes] | None = None
    windowless: bool = False

    def create(self, service: str) -> Any:
        """A service of the office, by its full name."""
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    @property
    def alive(self) -> bool:
        return self.process is None or self.process.poll() is None

    def close(self, patience: float = 10) -> None:
        """End an office that we started; one that was running before is left alone."""
        if self.process is None or self.process.poll() is not None:
            return
        try:
            self.desktop.terminate()
        except Exception:  # noqa: BLE001 - the bridge dies with the office; every kind of UNO error may come
            self.kill()
            return
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """The hard way, for an office that hangs: it and its children, nothing else."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def connect(pipe: str) -> Office:
    """The office that was started with `--accept=pipe,name=…;urp`. Raises Unusable when nobody answers."""
    uno = load_uno()
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    except Exception as reason:
        raise Unusable("calc.not_running", pipe=pipe) from reason
    return Office(context, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context))


def start(profile: Path, *, visible: bool = False) -> Office:
    """Start a LibreOffice with a profile of its own. Raises Unusable when there is none or it does not come up."""
    binary = soffice()
    if binary is None:
        raise Unusable("calc.not_installed")
    load_uno()
    _write_settings(profile)
    pipe = f"perf_xl_{uuid.uuid4().hex}"
    command = [str(binary), f"-env:UserInstallation={profile.resolve().as_uri()}", "--norestore", "--nologo",
               "--nodefault", f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"]
    if not visible:
        command.insert(1, "--headless")
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    office = _wait(command, environment, pipe)
    office.windowless = not visible
    return office


def _wait(command: list[str], environment: dict[str, str], pipe: str) -> Office:
    process = _run(command, environment)
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() == 81:     # the profile was just made: LibreOffice asks to be started again
            process = _run(command, environment)
        elif process.poll() is not None:
            raise Unusable("calc.ended", code=process.returncode)
        try:
            office = connect(pipe)
        except Unusable:
            time.sleep(0.05)
            continue
        office.process = process
        return office
    os.killpg(process.pid, signal.SIGKILL)
    raise Unusable("calc.slow", seconds=int(_START_SECONDS))


def _run(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=environment, start_new_session=True,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, _, value in _SETTINGS)
    file = profile / "user" / "registrymodifications.xcu"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
                        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
                        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n', encoding="utf-8")
