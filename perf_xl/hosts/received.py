"""The bytes of a file a user named, or one sentence why there are none."""

from __future__ import annotations

from os import fstat
from pathlib import Path

from perf_xl.errors import Unusable
from perf_xl.law.limits import read_limits


def received(path: Path, limit_mb: int | None = None) -> bytes:
    """The whole content, read once. Raises Unusable: missing, folder, lock file, no permission, empty, too big.

    A workbook that is open in another program can be read as it was last saved.
    """
    name = path.name or str(path)
    if name.startswith(("~$", ".~lock.")):
        raise Unusable("read.lock_file", book=name)
    limit = limit_mb or read_limits().file_mb
    try:
        if path.is_dir():
            raise Unusable("read.folder", book=str(path))
        with path.open("rb") as file:
            # No more room than the file needs; what has no size is read up to the limit.
            data = file.read(min(fstat(file.fileno()).st_size or limit << 20, limit << 20) + 1)
    except FileNotFoundError:
        raise Unusable("read.missing", book=str(path)) from None
    except PermissionError:
        raise Unusable("read.no_permission", book=str(path)) from None
    except (OSError, ValueError) as error:
        raise Unusable("read.system", book=str(path), reason=getattr(error, "strerror", None) or error) from None
    if len(data) > limit << 20:
        raise Unusable("read.too_big", book=name, limit=limit)
    if not data:
        raise Unusable("read.kind.empty", book=name)
    return data
