"""Our modules in one file, for the next start of the same command: to look for a hundred files and open each takes longer than
to run most of them. Each lies in it with the time and size of its source; one that was changed since is imported as ever.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import cast

from perf_xl.kept import recall, remember

_Held = tuple[bool, str, int, int, bytes]      # whether it is a package; file, time and size of its source; its code


class KeptModules:
    """Finds the modules of a package for Python: one of `sys.meta_path`."""

    def __init__(self, package: str, home: Path, name: str) -> None:
        """`home` is the folder of the package; `name` tells whose modules these are, for example the command's."""
        self._package, self._home, self._name = package, home, name
        self._before = frozenset(sys.modules)
        self._held: dict[str, _Held] = recall(home, name, str(home)) or {}

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """None for what is not held, or no longer what it was."""
        held = self._held.get(name)
        if held is None:
            return None
        is_package, file, time, size, code = held
        if _stamp(file) != (time, size):
            return None
        return spec_from_file_location(name, file, loader=_Loader(name, file, code),
                                       submodule_search_locations=[os.path.dirname(file)] if is_package else None)

    def keep(self) -> None:
        """For the next start: what is held and still true, and what was imported in another way."""
        new = dict(self._imported())
        if new:
            remember(self._home, self._name, str(self._home),
                     {**{name: held for name, held in self._held.items() if _stamp(held[1]) == held[2:4]}, **new})

    def _imported(self) -> Iterator[tuple[str, _Held]]:
        for name, module in list(sys.modules.items()):
            loader = None if name in self._before else getattr(getattr(module, "__spec__", None), "loader", None)
            if name.partition(".")[0] == self._package and isinstance(loader, SourceFileLoader) and not isinstance(loader, _Loader):
                stamp, code = _stamp(loader.path), loader.get_code(name)
                if stamp and code:
                    yield name, (loader.is_package(name), loader.path, *stamp, marshal.dumps(code))


class _Loader(SourceFileLoader):
    """Loads a module whose code is at hand."""

    def __init__(self, name: str, file: str, code: bytes) -> None:
        super().__init__(name, file)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return cast(CodeType, marshal.loads(self._code))


def _stamp(file: str) -> tuple[int, int] | None:
    try:
        seen = os.stat(file)
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size
