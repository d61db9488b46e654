"""Our modules in a file or two, for the next start of the same command: to look for a hundred files and open each takes longer than
to run most of them. Each lies in it with the time and size of its source; one that was changed since is imported as ever.

Modules that were always needed together lie in one file: what their code has in common is then read once. What only some runs
of a command need is in files of its own, which the others do not open.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from time import time_ns
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

from perf_xl.kept import recall, remember

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    # Number of its piece, whether it is a package, where it would be kept alone; file, time and size of its source.
    _Held = tuple[int, bool, str, str, int, int]


_NEW = -1


class KeptModules:
    """Finds the modules of a package for Python: one of `sys.meta_path`."""

    def __init__(self, package: str, home: str, name: str) -> None:
        """`home` is the folder of the package; `name` tells whose modules these are, for example the command's."""
        self._package, self._home, self._name = package, home, name
        self._before = frozenset(sys.modules)
        held: tuple[dict[str, _Held], int] = recall(home, name, home) or ({}, 0)
        self._held, self._written = held          # when: pieces that were written at another time are others
        self._opened: dict[int, dict[str, CodeType]] = {}
        self._used: set[str] = set()

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """None for what is not held, or no longer what it was."""
        held = self._held.get(name)
        if held is None:
            return None
        piece, is_package, cached, file, time, size = held
        code = self._open(piece).get(name) if _stamp(file) == (time, size) else None
        if code is None:
            return None
        self._used.add(name)
        # As `spec_from_file_location` would make it, which asks for all this again.
        spec = ModuleSpec(name, _Loader(name, file, code), origin=file, is_package=is_package)
        spec.has_location, spec.cached = True, cached
        if is_package:
            spec.submodule_search_locations = [os.path.dirname(file)]
        return spec

    def _open(self, piece: int) -> dict[str, CodeType]:
        """What lies in it; nothing where it was damaged."""
        if piece not in self._opened:
            self._opened[piece] = recall(self._home, f"{self._name}.{piece}", f"{self._home} {self._written}") or {}
        return self._opened[piece]

    def keep(self) -> None:
        """For the next start: what is held and still true, and what was imported in another way."""
        new = dict(self._imported())
        unused = [name for name, held in self._held.items() if held[0] in self._opened and name not in self._used]
        if new or unused:
            self._write(new)

    def _write(self, new: dict[str, tuple[_Held, CodeType]]) -> None:
        """Pieces of which this run needed only a part become two."""
        held: dict[str, _Held] = {}
        parts: dict[tuple[int, bool], dict[str, CodeType]] = {}
        for name, known in self._held.items():
            code = self._open(known[0]).get(name)
            if code and name not in new and _stamp(known[3]) == known[4:]:
                held[name] = known
                parts.setdefault((known[0], name in self._used), {})[name] = code
        for name, (known, code) in new.items():      # one that was changed stays where it was
            held[name] = known
            parts.setdefault((self._held.get(name, known)[0], True), {})[name] = code
        written = time_ns()
        for piece, part in enumerate(parts.values()):
            held.update((name, (piece, *held[name][1:])) for name in part)
            remember(self._home, f"{self._name}.{piece}", f"{self._home} {written}", part)
        remember(self._home, self._name, self._home, (held, written))

    def _imported(self) -> Iterator[tuple[str, tuple[_Held, CodeType]]]:
        for name, module in list(sys.modules.items()):
            if name in self._used or name in self._before or name.partition(".")[0] != self._package:
                continue
            spec = getattr(module, "__spec__", None)
            if isinstance(spec, ModuleSpec) and isinstance(spec.loader, SourceFileLoader):
                loader, stamp, code = spec.loader, _stamp(spec.loader.path), spec.loader.get_code(name)
                if stamp and code:
                    yield name, ((_NEW, loader.is_package(name), spec.cached or "", loader.path, *stamp), code)


class _Loader(SourceFileLoader):
    """Loads a module whose code is at hand."""

    def __init__(self, name: str, file: str, code: CodeType) -> None:
        super().__init__(name, file)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code


def _stamp(file: str) -> tuple[int, int] | None:
    try:
        seen = os.stat(file)
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size
