"""`perf-xl` and `python -m perf_xl`: the command line as a process of its own, which starts and ends without detours."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from perf_xl.commands import MODULES
from perf_xl.kept_modules import KeptModules


def run() -> None:
    """The program."""
    # What a command makes lives until it ends: to look every 700 objects for some that do not is a thirtieth of its time.
    gc.set_threshold(50_000, 20, 100)
    _load_msgspec()
    command = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] in MODULES else "help"
    modules = KeptModules("perf_xl", os.path.dirname(__file__), command)
    sys.meta_path.insert(0, modules)
    from perf_xl.cli import main

    code = main()
    modules.keep()
    _leave(code)


def _load_msgspec() -> None:
    """Without what it looks for and does well without: `typing_extensions`, where that is installed, takes as long to load as
    msgspec itself. What it would load for purposes that are not ours is loaded when somebody asks for it."""
    absent: dict[str, Any] = {"typing_extensions": None}
    absent |= {name: _Later(name) for name in ("textwrap", "msgspec.inspect", "msgspec.msgpack", "msgspec.toml", "msgspec.yaml")}
    if hasattr(os, "uname"):
        absent["platform"] = _Later("platform", system=lambda: os.uname().sysname)      # all that `uuid` asks of it
    absent = {name: stand_in for name, stand_in in absent.items() if name not in sys.modules}
    sys.modules.update(absent)
    try:
        import msgspec  # noqa: F401
    finally:
        for name, stand_in in absent.items():
            if name in sys.modules and sys.modules[name] is stand_in:
                del sys.modules[name]


class _Later(ModuleType):
    """Stands for a module until something of it is asked for that is not known beforehand."""

    def __init__(self, name: str, **known: Any) -> None:
        super().__init__(name)
        vars(self).update(known)

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _leave(code: int) -> None:
    """Ends the process. What it holds goes back to the system at once; Python would first take it apart, piece by piece."""
    if "threading" in sys.modules:      # somebody may have to be waited for
        sys.exit(code)
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (OSError, ValueError):       # nobody listens any more: Python knows what to do
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    run()
