"""This package as a wheel, made from the files that are installed: the PC that bundles need not have the sources."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from importlib import metadata
from pathlib import Path

from perf_xl.errors import Unusable

_PACKAGE = Path(__file__).parents[1]
_WHEEL = "Wheel-Version: 1.0\nGenerator: perf_xl\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_ENTRY = "[console_scripts]\nperf-xl = perf_xl.__main__:run\n"
_MOMENT = (1980, 1, 1, 0, 0, 0)


def installed_metadata() -> str:
    """What the installation noted about this package. Raises Unusable where it was never installed."""
    try:
        text = metadata.distribution("perf_xl").read_text("METADATA")
    except metadata.PackageNotFoundError:
        text = None
    if not text:
        raise Unusable("addin.bundle_not_installed")
    return text


def needed(about: str) -> list[str]:
    """What the package needs to run, extras left out."""
    lines = (line.removeprefix("Requires-Dist:").strip() for line in about.splitlines() if line.startswith("Requires-Dist:"))
    return [line for line in lines if "extra ==" not in line]


def own_wheel(folder: Path, about: str) -> Path:
    """Write the wheel; returns its path. The same files give the same bytes."""
    version = next(line.split(":", 1)[1].strip() for line in about.splitlines() if line.startswith("Version:"))
    info = f"perf_xl-{version}.dist-info"
    files = {f"perf_xl/{path.relative_to(_PACKAGE).as_posix()}": path.read_bytes() for path in sorted(_PACKAGE.rglob("*"))
             if path.is_file() and "__pycache__" not in path.parts}
    files |= {f"{info}/METADATA": about.encode(), f"{info}/WHEEL": _WHEEL.encode(), f"{info}/entry_points.txt": _ENTRY.encode()}
    record = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in files.items()) + f"{info}/RECORD,,\n"
    target = folder / f"perf_xl-{version}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**files, f"{info}/RECORD": record.encode()}.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return target


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
