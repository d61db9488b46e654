"""`perf-xl addin bundle`: a folder for a USB stick with everything for a Windows PC without network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from perf_xl.addin.places import XLAM, packaged_xlam
from perf_xl.errors import Unusable

PYTHONS = ("3.11", "3.12", "3.13")
# Markers of packages are read on the machine that downloads; what only Windows needs is therefore named here.
WINDOWS_ONLY = ("xlwings==0.37.8", "pywin32>=306", "tzdata", "colorama")

Run = Callable[[Sequence[str]], int]

_INSTALL = """@echo off
setlocal
cd /d "%~dp0"
set PY=
if exist "%~dp0python\\python.exe" set PY="%~dp0python\\python.exe"
if not defined PY where py >nul 2>nul && set PY=py -{python}
if not defined PY where python >nul 2>nul && set PY=python
if not defined PY goto nopython
set HOME_DIR=%LOCALAPPDATA%\\perf_xl\\env
if exist "%~dp0python\\python.exe" goto embedded
%PY% -m venv "%HOME_DIR%" || goto failed
"%HOME_DIR%\\Scripts\\python.exe" -m pip install --no-index --find-links wheels --upgrade "perf_xl[excel]" || goto failed
"%HOME_DIR%\\Scripts\\python.exe" -m perf_xl addin install || goto failed
goto done
:embedded
xcopy /e /i /y /q python "%LOCALAPPDATA%\\perf_xl\\python" || goto failed
set PYTHONHOME=
"%LOCALAPPDATA%\\perf_xl\\python\\python.exe" wheels\\{pip}\\pip install --no-index --find-links wheels --upgrade "perf_xl[excel]" --target "%LOCALAPPDATA%\\perf_xl\\python\\Lib\\site-packages" || goto failed
"%LOCALAPPDATA%\\perf_xl\\python\\python.exe" -m perf_xl addin install || goto failed
:done
echo OK - start Excel again.
pause
exit /b 0
:nopython
echo Python {python} (64 bit) was not found. See README.txt
pause
exit /b 1
:failed
echo Not installed. See README.txt
pause
exit /b 1
"""

_README = """预算绩效加载项 离线安装

一、这台电脑已装 Python {python}（64 位）：双击 install.cmd。
二、没有 Python：从 python.org 下载 “Windows embeddable package (64-bit)” {python} 版，解压到本文件夹的 python 子文件夹，
    用记事本打开其中的 python{short}._pth，去掉 “#import site” 前面的 #，另加一行 Lib\\site-packages，保存，再双击 install.cmd。
三、安装不需要管理员权限，也不联网。装好后重新打开 Excel，功能区会出现“预算绩效”。
四、没有出现：在命令提示符中运行
    "%LOCALAPPDATA%\\perf_xl\\env\\Scripts\\perf-xl.exe" doctor
    它会说明原因和处理办法。
五、卸载：perf-xl addin remove，再删除文件夹 %LOCALAPPDATA%\\perf_xl。

不用加载项也能工作：template.xlsx 是空白模板，perf-xl validate 工作簿.xlsx 得到同样的校验结果。
"""


def download_command(folder: Path, python: str, requirements: Sequence[str]) -> list[str]:
    """The call of pip that fetches wheels for Windows, whatever machine it runs on."""
    return [sys.executable, "-m", "pip", "download", "--quiet", "--only-binary=:all:", "--platform", "win_amd64",
            "--implementation", "cp", "--python-version", python, "--dest", str(folder), *requirements]


def bundle(target: Path, wheel: Path, requirements: Sequence[str], python: str = "3.11", template: Path | None = None,
           run: Run = subprocess.call) -> list[Path]:
    """Fill `target`; returns its files. `wheel` is this product's own, `requirements` what it needs to run.

    Raises Unusable for another Python, a folder that is not empty, or a download that fails.
    """
    if python not in PYTHONS:
        raise Unusable("addin.bundle_python", python=python, known="、".join(PYTHONS))
    if target.exists() and any(target.iterdir()):
        raise Unusable("addin.bundle_not_empty", folder=target)
    wheels = target / "wheels"
    wheels.mkdir(parents=True)
    shutil.copyfile(wheel, wheels / wheel.name)
    if run(download_command(wheels, python, [*requirements, *WINDOWS_ONLY, "pip"])):
        raise Unusable("addin.bundle_download")
    pip = next((path.name for path in sorted(wheels.glob("pip-*.whl"))), "pip.whl")
    shutil.copyfile(packaged_xlam(), target / XLAM)
    if template is not None:
        shutil.copyfile(template, target / "template.xlsx")
    _write(target / "install.cmd", _INSTALL.replace("{python}", python).replace("{pip}", pip), "ascii")
    _write(target / "README.txt", _README.replace("{python}", python).replace("{short}", python.replace(".", "")), "utf-8-sig")
    return sorted(path for path in target.rglob("*") if path.is_file())


def own_requirements() -> list[str]:
    """What this package needs to run, as installed metadata tell; extras left out."""
    from importlib.metadata import requires

    return [line for line in requires("perf_xl") or [] if "extra ==" not in line]


def _write(path: Path, text: str, encoding: str) -> None:
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
