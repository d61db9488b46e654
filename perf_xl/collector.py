"""The collector of cycles kept from looking where nothing can be found: what is read from a workbook lives on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Around work that makes very many values and no garbage; also as a decorator. Looking for some among them, every 700
    values, is a thirtieth to a twelfth of the work."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
