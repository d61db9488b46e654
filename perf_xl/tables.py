"""Data files (.toml) as nested dictionaries, kept ready for the next start the way Python keeps its own modules.

Reading thirty of them as text is a tenth of the time from pressing 校验 to the answer. So what was read is kept in the
`__pycache__` beside the file, with the size and the time of the text it was made from; another text is read anew.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

_FORM = b"perf_xl.1"


def read_table(path: Path) -> dict[str, Any]:
    """The content of a .toml file. Raises FileNotFoundError where there is none."""
    seen = path.stat()
    stamp = b"%s %d %d\n" % (_FORM, seen.st_mtime_ns, seen.st_size)
    kept = path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.table"
    with suppress(OSError, ValueError, EOFError, TypeError):
        held = kept.read_bytes()
        if held.startswith(stamp):
            table: dict[str, Any] = marshal.loads(held[len(stamp):])
            return table
    import tomllib

    table = tomllib.loads(path.read_text(encoding="utf-8"))
    if not sys.dont_write_bytecode:
        with suppress(OSError, ValueError):      # a folder that may not be written, a value that cannot be kept
            _keep(kept, stamp + marshal.dumps(table))
    return table


def _keep(target: Path, content: bytes) -> None:
    """Whole or not at all: two programs may start at once."""
    target.parent.mkdir(exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
