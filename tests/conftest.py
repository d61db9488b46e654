"""Fixtures shared by rooms."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import office as offices

# A busy machine makes examples slow to draw; that says nothing of the program.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# A mistake of ours shall show where it is, not end in the sentence that users get.
os.environ["PERF_XL_TRACEBACK"] = "1"


@pytest.fixture(scope="session")
def _keeper() -> Iterator[offices.Keeper]:
    keeper = offices.Keeper()
    yield keeper
    keeper.close()


@pytest.fixture
def calc(_keeper: offices.Keeper) -> Iterator[Any]:
    """An xlwings App over a live LibreOffice without any document."""
    from perf_xl.hosts.calc_engine import activate

    with _keeper.office() as office:
        yield activate(office)
