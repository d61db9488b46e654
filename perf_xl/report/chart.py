"""Draws a chart as SVG: lines told apart by dash and marker, bars by hatch, so that grey paper shows them too."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from msgspec import Struct

from perf_xl.report.fit import ems
from perf_xl.report.font import SANS
from perf_xl.report.inert import on_one_line
from perf_xl.report.report import Chart, Series

WIDTH = 640
_LEFT, _RIGHT, _TOP = 70, 20, 62
_LEVEL_NAMES, _TILTED_NAMES = 58, 104      # room below an upright chart
_LOW, _LEVEL_NAMES_LOW = 240, 32           # a low chart has no room to spare
_INK = ("#1f4e79", "#b3541e", "#3a7d44", "#6b3fa0", "#555555", "#a02c5a")
_DASHES = ("", "8 4", "2 3", "10 3 2 3", "14 4", "5 5")
_STEPS = 5
_FOOT, _BAR_ROOM = 34, 17       # below level bars; height for one of them
_SMALLEST_RANGE = 1e-9


class Scale(Struct, frozen=True):
    """Round figures from `low` to `high`, `step` apart."""

    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        """Where the value lies between low (0) and high (1)."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        return [self.low + self.step * each for each in range(round((self.high - self.low) / self.step) + 1)]


def scale_for(values: list[float]) -> Scale:
    """A scale of about five round steps that holds zero and every value."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if high - low < _SMALLEST_RANGE:
        high = 1.0
    rough = (high - low) / _STEPS
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough * 0.999)
    return Scale(floor(low / step) * step, ceil(high / step - 1e-9) * step, step)


def height_of(chart: Chart) -> int:
    """Level bars get room for their figures; any other chart has the height that it asks for."""
    needed = _TOP + _FOOT + round(len(chart.categories) * max(1, len(chart.series)) * _BAR_ROOM)
    return max(chart.height, needed) if chart.kind == "bar" else chart.height


def chart_svg(chart: Chart) -> str:
    """The chart as a complete SVG file. Titles and labels are data: anything in them is shown, nothing is run."""
    scale = scale_for([value for series in chart.series for value in series.values if value is not None])
    draw = {"line": _lines, "bar": _bars}.get(chart.kind, _columns)
    parts = [*_patterns(len(chart.series)), _text(WIDTH / 2, 24, chart.title, "middle", 16), *_legend(chart)]
    parts += draw(chart, scale) if chart.categories else []
    high = height_of(chart)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{high}" viewBox="0 0 {WIDTH} {high}" '
            f'font-family="{SANS}" font-size="12"><rect width="{WIDTH}" height="{high}" fill="#ffffff"/>'
            + "".join(parts) + "</svg>")


def _text(x: float, y: float, text: str, anchor: str = "middle", size: int = 12, tilt: int = 0) -> str:
    turned = f' transform="rotate({tilt} {x:.1f} {y:.1f})"' if tilt else ""
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="#222222"{turned}>'
            f"{escape(on_one_line(text))}</text>")


def _line(x1: float, y1: float, x2: float, y2: float, ink: str = "#dddddd") -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{ink}" fill="none"/>'


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def _patterns(count: int) -> Iterator[str]:
    """A hatch per series: plain, then lines leaning one way, the other, crossing, level, upright."""
    strokes = ("", "M0 6L6 0", "M0 0L6 6", "M0 0L6 6M0 6L6 0", "M0 3L6 3", "M3 0L3 6")
    for number in range(count):
        ink, stroke = _INK[number % len(_INK)], strokes[number % len(_INK)]
        if stroke:
            yield (f'<defs><pattern id="hatch{number}" width="6" height="6" patternUnits="userSpaceOnUse">'
                   f'<rect width="6" height="6" fill="#ffffff"/><path d="{stroke}" stroke="{ink}" stroke-width="1.4"/>'
                   "</pattern></defs>")


def _legend(chart: Chart) -> Iterator[str]:
    room = (WIDTH - _LEFT - _RIGHT) / max(1, len(chart.series))
    for number, series in enumerate(chart.series):
        x = _LEFT + room * number
        if chart.kind == "line":
            yield _stroke(number, [(x, 42.0), (x + 34, 42.0)]) + _marker(number, x + 17, 42)
        else:
            yield _bar(number, x, 36, 34, 12)
        yield _text(x + 40, 46, series.title, "start")
    if chart.unit:
        yield _text(WIDTH - _RIGHT, 24, f"单位：{chart.unit}", "end", 11)


def _marker(number: int, x: float, y: float) -> str:
    ink = _INK[number % len(_INK)]
    shapes = (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"', f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"',
              f'<path d="M{x:.1f} {y - 5:.1f}L{x + 5:.1f} {y + 4:.1f}L{x - 5:.1f} {y + 4:.1f}Z"',
              f'<path d="M{x:.1f} {y - 5:.1f}L{x + 5:.1f} {y:.1f}L{x:.1f} {y + 5:.1f}L{x - 5:.1f} {y:.1f}Z"')
    return f'{shapes[number % len(shapes)]} fill="#ffffff" stroke="{ink}" stroke-width="2"/>'


def _stroke(number: int, points: list[tuple[float, float]]) -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return (f'<path d="M{path}" fill="none" stroke="{_INK[number % len(_INK)]}" stroke-width="2" '
            f'stroke-dasharray="{_DASHES[number % len(_DASHES)] or "none"}"/>')


def _bar(number: int, x: float, y: float, width: float, height: float) -> str:
    fill = f"url(#hatch{number})" if number % len(_INK) else _INK[0]
    return (f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" '
            f'stroke="{_INK[number % len(_INK)]}"/>')


def _grid_upright(chart: Chart, scale: Scale, slot: float) -> Iterator[str]:
    """Level lines with their figures, and the categories below: tilted where they are too long, some left out where
    they are too many."""
    for tick in scale.ticks():
        y = _y(chart, scale, tick)
        yield _line(_LEFT, y, WIDTH - _RIGHT, y, "#888888" if not tick else "#dddddd")
        yield _text(_LEFT - 6, y + 4, _figure(tick), "end", 11)
    every, foot = ceil(len(chart.categories) / 24), chart.height - _room_below(chart)
    for number, name in enumerate(chart.categories):
        x = _LEFT + slot * (number + 0.5)
        if number % every == 0 and _is_tilted(chart):
            yield _text(x + 4, foot + 16, _cut(name, 9), "end", 11, tilt=-35)
        elif number % every == 0:
            yield _text(x, foot + 20, name)


def _is_tilted(chart: Chart) -> bool:
    return max(map(ems, chart.categories)) * 12 > _slot(chart)


def _room_below(chart: Chart) -> int:
    if _is_tilted(chart):
        return _TILTED_NAMES
    return _LEVEL_NAMES if chart.height > _LOW else _LEVEL_NAMES_LOW


def _cut(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[:longest - 1] + "…"


def _y(chart: Chart, scale: Scale, value: float) -> float:
    foot = chart.height - _room_below(chart)
    return foot - scale.share(value) * (foot - _TOP)


def _slot(chart: Chart) -> float:
    return (WIDTH - _LEFT - _RIGHT) / len(chart.categories)


def _lines(chart: Chart, scale: Scale) -> Iterator[str]:
    slot = _slot(chart)
    yield from _grid_upright(chart, scale, slot)
    for number, series in enumerate(chart.series):
        for run in _runs(series):
            points = [(_LEFT + slot * (place + 0.5), _y(chart, scale, value)) for place, value in run]
            yield _stroke(number, points)
            yield from (_marker(number, x, y) for x, y in points)


def _runs(series: Series) -> Iterator[list[tuple[int, float]]]:
    """The stretches of a series between its gaps."""
    run: list[tuple[int, float]] = []
    for place, value in enumerate(series.values):
        if value is not None:
            run.append((place, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _columns(chart: Chart, scale: Scale) -> Iterator[str]:
    slot = _slot(chart)
    yield from _grid_upright(chart, scale, slot)
    width = slot * 0.7 / max(1, len(chart.series))
    for number, series in enumerate(chart.series):
        for place, value in enumerate(series.values[:len(chart.categories)]):
            if value is not None:
                x = _LEFT + slot * (place + 0.15) + width * number
                top, foot = sorted((_y(chart, scale, value), _y(chart, scale, 0)))
                yield _bar(number, x, top, width * 0.94, foot - top)


def _bars(chart: Chart, scale: Scale) -> Iterator[str]:
    """Level bars; the names stand left of them in up to a third of the width."""
    left, top = 210, _TOP
    foot = height_of(chart) - _FOOT
    slot = (foot - top) / len(chart.categories)
    across = WIDTH - left - 60
    for tick in scale.ticks():
        x = left + scale.share(tick) * across
        yield _line(x, top, x, foot, "#888888" if not tick else "#dddddd")
        yield _text(x, foot + 18, _figure(tick), size=11)
    height = slot * 0.7 / max(1, len(chart.series))
    for place, name in enumerate(chart.categories):
        yield _text(left - 8, top + slot * (place + 0.5) + 4, _cut(name, 16), "end")
    for number, series in enumerate(chart.series):
        for place, value in enumerate(series.values[:len(chart.categories)]):
            if value is not None:
                start, end = sorted((left + scale.share(0) * across, left + scale.share(value) * across))
                y = top + slot * (place + 0.15) + height * number
                yield _bar(number, start, y, end - start, height * 0.9)
                yield _text(end + 4, y + height / 2 + 4, _figure(value), "start", 11)
