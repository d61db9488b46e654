"""The command line as a process: it ends at once, and loses nothing by it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, encoding="utf-8")


def test_what_was_said_arrives_and_what_was_to_be_done_at_the_end_is_done() -> None:
    found = run("import atexit, sys; from perf_xl.__main__ import _leave; atexit.register(print, '最后');"
                "print('先'); print('错', file=sys.stderr); _leave(1)")
    assert (found.returncode, found.stdout.split(), found.stderr.strip()) == (1, ["先", "最后"], "错")


def test_a_thread_is_waited_for() -> None:
    found = run("import threading, time; from perf_xl.__main__ import _leave;"
                "threading.Thread(target=lambda: (time.sleep(0.2), print('完'))).start(); _leave(0)")
    assert (found.returncode, found.stdout.strip()) == (0, "完")


@pytest.mark.skipif(not FULL.exists(), reason="no disk that is always full")
def test_a_full_disk_is_one_sentence() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PERF_XL_TRACEBACK"}
    with FULL.open("w") as nowhere:
        found = subprocess.run([sys.executable, "-m", "perf_xl", "rules"], stdout=nowhere, stderr=subprocess.PIPE, text=True, check=False,
                               encoding="utf-8", env=environment)
    assert found.returncode == 2
    assert found.stderr.startswith("磁盘已满")
    assert found.stderr.count("\n") == 1


def test_modules_that_msgspec_was_loaded_without_can_be_loaded_afterwards() -> None:
    found = run("import json, sys; from perf_xl.__main__ import _load_msgspec; _load_msgspec()\n"
                "names = ['msgspec', 'typing_extensions', 'textwrap', 'msgspec.toml', 'platform']\n"
                "before = [name in sys.modules for name in names]\n"
                "import msgspec, platform, textwrap, typing_extensions\n"
                "print(json.dumps([before, msgspec.toml.decode('a = 1'), msgspec.json.schema(int), textwrap.dedent(' a'),\n"
                "                  platform.system() == platform.uname().system, msgspec.inspect.type_info(int).__class__.__name__]))")
    assert json.loads(found.stdout) == [[True, False, False, False, False], {"a": 1}, {"type": "integer"}, "a", True, "IntType"]


def test_values_are_made_without_the_collector_and_it_goes_on_afterwards() -> None:
    found = run("import gc; from perf_xl.collector import undisturbed\n"
                "seen = []\n"
                "with undisturbed():\n    seen.append(gc.isenabled())\n    with undisturbed():\n        pass\n    seen.append(gc.isenabled())\n"
                "seen.append(gc.isenabled()); gc.disable()\n"
                "with undisturbed():\n    pass\n"
                "seen.append(gc.isenabled()); print(seen)")
    assert found.stdout.strip() == "[False, False, True, False]"
