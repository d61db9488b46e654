"""`perf-xl` and `python -m perf_xl`: the command line as a process of its own, which starts and ends without detours."""

from __future__ import annotations

import atexit
import os
import sys
from pathlib import Path

from perf_xl.commands import MODULES
from perf_xl.kept_modules import KeptModules


def run() -> None:
    """The program."""
    _pass_over("typing_extensions")
    command = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] in MODULES else "help"
    modules = KeptModules("perf_xl", Path(__file__).parent, command)
    sys.meta_path.insert(0, modules)
    from perf_xl.cli import main

    code = main()
    modules.keep()
    _leave(code)


def _pass_over(module: str) -> None:
    """Loads msgspec without a module that it looks for and does well without: where that is installed, loading it takes as
    long as msgspec itself."""
    if module in sys.modules:
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules[module]


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
