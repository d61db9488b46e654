"""Shows a file in whatever program it belongs to on this computer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from perf_xl.errors import Unusable


def show_file(path: Path) -> None:
    """Raises Unusable, naming the file, where no program opens it."""
    try:
        if sys.platform == "win32":
            os.startfile(path)
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError as problem:
        raise Unusable("excel.not_shown", path=path) from problem
