"""The year in a name moves on only where it is the form's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.next_year.years import NameYear, advanced, mentions, year_in


@pytest.mark.parametrize(("name", "kind", "after"), [
    ("公安局2023年安保维稳工作经费", NameYear.OWN, "公安局2024年安保维稳工作经费"),
    ("提前下达2023年省级转移支付资金", NameYear.OWN, "提前下达2024年省级转移支付资金"),
    ("2023年度网络运维费", NameYear.OWN, "2024年度网络运维费"),
    ("2022年第二批中央政法转移支付资金", NameYear.CARRIED_OVER, "2022年第二批中央政法转移支付资金"),
    ("公安局辅警经费", NameYear.NONE, "公安局辅警经费"),
    ("2021—2023年信息化建设", NameYear.PERIOD, "2021—2023年信息化建设"),
    ("2022年结转2023年续建工程", NameYear.PERIOD, "2022年结转2023年续建工程"),
    ("2025年冬季运动会筹备", NameYear.LATER, "2025年冬季运动会筹备"),
    ("2023年代表联络", NameYear.NONE, "2023年代表联络"),
    ("编号132023年检费", NameYear.NONE, "编号132023年检费"),
])
def test_names(name: str, kind: NameYear, after: str) -> None:
    assert year_in(name, 2023) is kind
    assert advanced(name, 2023, 2024) == after


@given(st.text(alphabet="年度2013480-—至局项目 ", max_size=30))
def test_only_the_year_changes_and_only_once(name: str) -> None:
    moved = advanced(name, 2023, 2024)
    assert moved == name or (mentions(moved, 2023) == 0 and moved.replace("2024", "2023") == name.replace("2024", "2023"))
    assert len(moved) == len(name)
