"""Writes the lock files and the parts list (SBOM) from what pip itself resolves.

    python -m supply.lists            needs the package index; rewrites everything in supply/
    python -m pip install --require-hashes -r supply/tests-linux-cp311.lock

A lock names every distribution with its version and the SHA-256 of the wheel that pip would take on that platform.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import uuid
from contextlib import suppress
from importlib.metadata import PackageNotFoundError
from importlib.metadata import metadata as installed
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent
HOUSE = HOME.parent
_WINDOWS = ("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp", "--only-binary=:all:")
# name -> what is resolved, for which platform
LOCKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "tests-linux-cp311": ((".[test]",), ("--only-binary=:all:",)),
    "program-linux-cp311": ((".",), ("--only-binary=:all:",)),
    "bundle-windows-cp311": ((".", "xlwings==0.37.8", "pywin32>=306", "tzdata", "colorama"), _WINDOWS),
}
_SPACE = uuid.UUID("6f7e7a4e-6f0a-5b0c-9d57-3a3b1d9f8f10")


def resolved(requirements: tuple[str, ...], platform: tuple[str, ...]) -> list[dict[str, Any]]:
    """pip's own report of what it would install, by name; the project itself left out."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        # The project is no wheel yet: it is built here, so that `only-binary` can hold for everything else.
        subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "--wheel-dir", folder,
                        str(HOUSE)], check=True)
        (own,) = Path(folder).glob("*.whl")
        wanted = [str(own) + each[1:] if each.startswith(".") else each for each in requirements]
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--dry-run", "--ignore-installed",
                        "--report", str(report), "--target", folder, *platform, *wanted], check=True)
        listed = json.loads(report.read_text(encoding="utf-8"))["install"]
    return sorted((each for each in listed if each["metadata"]["name"].lower().replace("-", "_") != "perf_xl"),
                  key=lambda each: str(each["metadata"]["name"]).lower())


def lock_text(name: str, listed: list[dict[str, Any]]) -> str:
    """Lines as pip reads them with --require-hashes."""
    lines = [f"# {name}: made by `python -m supply.lists`; install with pip install --require-hashes -r supply/{name}.lock"]
    lines += [f"{each['metadata']['name'].lower()}=={each['metadata']['version']} \\\n    --hash=sha256:{_hash(each)}" for each in listed]
    return "\n".join(lines) + "\n"


def parts_list(listed: list[dict[str, Any]]) -> str:
    """A CycloneDX 1.5 parts list of the program as it is installed."""
    from perf_xl import __version__

    components = [{
        "type": "library", "bom-ref": _url(each), "name": each["metadata"]["name"], "version": each["metadata"]["version"], "purl": _url(each),
        "hashes": [{"alg": "SHA-256", "content": _hash(each)}], "licenses": [{"license": {"name": _licence(each["metadata"])}}],
    } for each in listed]
    identity = uuid.uuid5(_SPACE, json.dumps(components, sort_keys=True))
    own = {"type": "application", "bom-ref": f"pkg:pypi/perf-xl@{__version__}", "name": "perf_xl", "version": __version__,
           "licenses": [{"license": {"id": "MIT"}}]}
    return json.dumps({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": f"urn:uuid:{identity}", "version": 1,
        "metadata": {"component": own}, "components": components,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": [_url(each) for each in listed]}]}, indent=1, ensure_ascii=False) + "\n"


def _url(each: dict[str, Any]) -> str:
    return f"pkg:pypi/{each['metadata']['name'].lower()}@{each['metadata']['version']}"


def _hash(each: dict[str, Any]) -> str:
    return str(each["download_info"]["archive_info"]["hashes"]["sha256"])


def _licence(metadata: dict[str, Any]) -> str:
    """The licence's short name; of long texts the classifier, failing that the first line.

    An older pip leaves the newest field out of its report: then the installed distribution is asked.
    """
    classes = [entry.rpartition(" :: ")[2] for entry in metadata.get("classifier", ()) if entry.startswith("License ::")]
    told = metadata.get("license_expression") or ", ".join(classes) or str(metadata.get("license") or "").strip()
    if not told:
        with suppress(PackageNotFoundError):
            told = str(installed(metadata["name"]).get("License-Expression") or "")
    return told.splitlines()[0][:80] if told else "not stated"


def main() -> int:
    for name, (requirements, platform) in LOCKS.items():
        listed = resolved(requirements, platform)
        (HOME / f"{name}.lock").write_text(lock_text(name, listed), encoding="utf-8")
        if name.startswith("program"):
            (HOME / "sbom.cdx.json").write_text(parts_list(listed), encoding="utf-8")
        print(f"{name}: {len(listed)} distributions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
