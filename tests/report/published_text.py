"""Reads the published text with as little cleverness as possible: an answer to hold reports against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from perf_xl.model.amount import MoneyUnit, read_amount
from perf_xl.model.department import Department, Safeguard, Theme
from perf_xl.model.entry import OUTER_BLANKS, written
from perf_xl.model.indicator import Indicator
from perf_xl.model.period import NODES
from perf_xl.model.plan import Plan, read_step
from perf_xl.model.project import Project
from tests.published import TEXT

_TITLE = re.compile(r"^\d+\..*绩效目标表$", re.MULTILINE)
_THEME = re.compile(r"^（[一二三四五六七]）", re.MULTILINE)


@dataclass(frozen=True)
class PublishedTable:
    title: str
    cells: tuple[str, ...]      # outer blanks trimmed, in the order of the document; merged cells as blanks


@cache
def tables() -> tuple[PublishedTable, ...]:
    text = TEXT.read_text(encoding="utf-8")
    part_2 = text[text.index("第二部分"):]
    titles = list(_TITLE.finditer(part_2))
    ends = [title.start() for title in titles[1:]] + [len(part_2)]
    return tuple(PublishedTable(title.group(), tuple(cell.strip(OUTER_BLANKS) for cell in
                                                     part_2[title.end():end].split("\n\t")[1:]))
                 for title, end in zip(titles, ends, strict=True))


@cache
def part_1_headings() -> tuple[str, ...]:
    text = TEXT.read_text(encoding="utf-8")
    lines = text[:text.index("三、工作保障措施")].splitlines()
    return tuple(line.strip() for line in lines if re.match(r"\s*(第一部分|部门整体绩效目标|[一二三]、|（)", line))


@cache
def department() -> Department:
    text = TEXT.read_text(encoding="utf-8")
    overall, rest = text[text.index("一、总体绩效目标") + 8:].split("二、分项绩效目标")
    themes, rest = rest.split("三、工作保障措施")
    safeguards = rest[:rest.index("第二部分")]
    return Department(
        name="保定市公安局", year=2023, overall_goal=written(overall),
        themes=tuple(_theme(piece) for piece in _THEME.split(themes)[1:]),
        safeguards=tuple(_safeguard(piece) for piece in _THEME.split(safeguards)[1:]),
        projects=tuple(_project(number, table) for number, table in enumerate(tables(), 1)))


def _theme(piece: str) -> Theme:
    title, goal, indicators = re.split(r"绩效目标[：:]|绩效指标[：:]", piece)
    return Theme(written(title), written(goal), written(indicators))


def _safeguard(piece: str) -> Safeguard:
    title, text = re.split("[。 ]", piece, maxsplit=1)
    return Safeguard(written(title), written(text))


def _project(number: int, table: PublishedTable) -> Project:
    cells = [written(cell) for cell in table.cells]
    budget, fiscal, other = (read_amount(cells[index], MoneyUnit.WAN) for index in (8, 10, 12))
    rows = [cells[start:start + 6] for start in range(33, len(cells) - 5, 6)]
    indicators: list[Indicator] = []
    for index, row in enumerate(rows):
        above = indicators[-1] if indicators else None
        printed = [not row[0].is_blank or above is None, not row[1].is_blank or above is None]
        level1 = row[0] if printed[0] or above is None else above.level1
        level2 = row[1] if printed[1] or above is None else above.level2
        indicators.append(Indicator(index, level1, level2, *row[2:], printed_level1=printed[0], printed_level2=printed[1]))
    return Project(
        no=number, title=written(table.title), unit_body=cells[0], amount_unit=cells[1], code=cells[3], name=cells[5],
        budget=budget, fiscal=fiscal, other=other, purpose=cells[14],
        plan=Plan(tuple(read_step(node, cell) for node, cell in zip(NODES, cells[21:25], strict=True))),
        goal_text=cells[26], indicators=tuple(indicators))
