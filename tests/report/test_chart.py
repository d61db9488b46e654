"""Charts: well-formed SVG, round scales, series that grey paper tells apart."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.report.chart import chart_svg, scale_for
from perf_xl.report.report import Chart, Series
from tests.report.samples import HOSTILE

MONTHS = ("3月底", "6月底", "10月底", "12月底")


def chart(kind: str, *values: tuple[float | None, ...]) -> Chart:
    return Chart(kind, "图", MONTHS, tuple(Series(f"系列{at}", each) for at, each in enumerate(values)), "万元")


@given(st.lists(st.floats(-1e9, 1e9), max_size=8))
def test_the_scale_holds_zero_and_every_value_in_few_steps(values: list[float]) -> None:
    scale = scale_for(values)
    slack = abs(scale.step) * 1e-6
    assert all(scale.low - slack <= value <= scale.high + slack for value in [0.0, *values])
    assert 2 <= len(scale.ticks()) <= 9
    assert all(later > earlier for earlier, later in pairwise(scale.ticks()))


@pytest.mark.parametrize("kind", ["line", "column", "bar"])
def test_series_differ_without_colour(kind: str) -> None:
    svg = chart_svg(chart(kind, (1, 2, 3, 4), (2, 3, 4, 5), (3, 4, 5, 6)))
    mark = "stroke-dasharray" if kind == "line" else "fill"
    shapes = {element.get(mark) for element in ElementTree.fromstring(svg).iter() if element.get(mark)}
    assert len(shapes - {"#ffffff", "none", "#222222"}) >= (2 if kind == "line" else 3)


def test_a_gap_breaks_the_line() -> None:
    whole, broken = (chart_svg(chart("line", values)).count("stroke-dasharray") for values in
                     ((1.0, 2.0, 3.0, 4.0), (1.0, None, 3.0, 4.0)))
    assert broken == whole + 1


@pytest.mark.parametrize("kind", ["line", "column", "bar"])
def test_hostile_labels_stay_text(kind: str) -> None:
    svg = chart_svg(Chart(kind, HOSTILE[3], HOSTILE, (Series(HOSTILE[12], (1.0,) * len(HOSTILE)),), HOSTILE[4]))
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
    assert tags <= {"svg", "rect", "text", "path", "circle", "defs", "pattern"}


@pytest.mark.parametrize("kind", ["line", "column", "bar"])
def test_a_chart_without_figures_is_still_a_picture(kind: str) -> None:
    for empty in (Chart(kind, "空", (), ()), chart(kind), chart(kind, (None,) * 4), chart(kind, (0.0,) * 4)):
        assert ElementTree.fromstring(chart_svg(empty)).tag.endswith("svg")
