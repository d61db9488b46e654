"""What the test's interpreter starts instead of perf_xl.addin.entry or .server: the same code, with a book that is a file.

Arguments: the folder of the test, then what VBA wrote behind the interpreter.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from perf_xl.addin import entry
from perf_xl.addin.places import Places
from perf_xl.addin.server import serve


class Diary:
    """Stands for ExcelHost: writes down which process was asked, by which name of a book."""

    def __init__(self, book: tuple[Path, str]) -> None:
        self.file, self.name = book

    def told(self, command: str) -> str:
        if command == "rules":      # the crash that the test asks for: no answer, no farewell
            os._exit(3)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()} {command} {self.name}\n")
        return ""

    def tell(self, text: str) -> None:
        with self.file.open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()} told {text}\n")

    def show(self, text: str) -> None:
        """The status bar is not looked at."""


def main(folder: Path, arguments: list[str]) -> None:
    import perf_xl.hosts.excel as excel

    at = Places(folder / "Roaming", folder / "Local")
    excel.ExcelHost = Diary  # type: ignore[misc,assignment]
    entry.press = lambda command, host, now: host.told(command)  # type: ignore[attr-defined]

    def find(hwnd: int, name: str) -> Any:
        return folder / "diary.txt", name

    module = arguments[arguments.index("-m") + 1]
    if module == "perf_xl.addin.server":
        serve(at, find, idle=float(os.environ.get("PERF_XL_TEST_IDLE", "20")))
    else:
        entry.run(arguments[-1], at, find)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
