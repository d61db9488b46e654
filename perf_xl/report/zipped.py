"""Zip packages whose bytes depend on nothing but their parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_NO_DATE = (1980, 1, 1, 0, 0, 0)


def zipped(parts: Mapping[str, bytes], compress: bool = True) -> bytes:
    """The parts in their order, without clock, system or user in the headers.

    Uncompressed packages are equal under every zlib: for files that are committed and compared.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = package.compression
            entry.create_system = 0
            entry.external_attr = 0
            package.writestr(entry, data)
    return target.getvalue()
