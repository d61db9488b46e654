"""The collector of cycles kept from looking where nothing can be found: what is read from a workbook lives on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Around work that makes very many values and no garbage (`tests/test_collector.py`); also as a decorator. Looking for some
    among them, every 700 values, is a thirtieth to a twelfth of the work. Once it is done they count as looked through, or the
    next value made would have them all looked through at once.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
        _count_as_old()
    finally:
        gc.enable()


def _count_as_old() -> None:
    if not gc.get_freeze_count():       # else somebody keeps values from the collector for good
        gc.freeze()
        gc.unfreeze()
