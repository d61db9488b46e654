"""Formulas reach the file as the writer library spells them, whether or not it was spared its search."""

from __future__ import annotations

import re
from io import BytesIO
from unittest.mock import patch

import pytest
import xlsxwriter

from perf_xl import actions
from perf_xl.demo import SAMPLE
from perf_xl.hosts.draw import cells, sheet
from perf_xl.hosts.draw.formulas import spelled
from perf_xl.hosts.xlsx_draw import drawn
from perf_xl.layout.book import BookOptions, standard_workbook
from perf_xl.picture.blueprint import Blueprint, CellDrawing, Choice, Formula, Highlight, SheetDrawing, Sparkline
from perf_xl.picture.grid import Area
from tests.hosts.received import parts

FIRST = "xl/worksheets/sheet1.xml"
FORMULAS = ["=SUM(A1:A9)", "=XLOOKUP(A1,B:B,C:C)", "=SORTBY(A1:A3,B1:B3)", '=IF(A1="","",SWITCH(A1,1,2))', "=_xlfn.SINGLE(A1)",
            "=SUM('XLOOKUP(1)'!A1)", "=filter(A1)", "{=SUM(A1:A3*B1:B3)}", "='一'!A1&\"FILTER(\"", "=MAP(A1)+SUM(1)"]


def plain(formula: str) -> bytes:
    """The sheet with one formula in a cell, a list and a conditional format, by the library alone."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        made = book.add_worksheet("甲")
        made.write_formula(0, 0, formula, None, 0)
        made.data_validation(1, 0, 1, 0, {"validate": "list", "source": formula})
        made.conditional_format(2, 0, 2, 0, {"type": "formula", "criteria": formula, "format": book.add_format({"bold": True})})
    return parts(content.getvalue())[FIRST]


def formulas(sheet_xml: bytes) -> list[bytes]:
    return re.findall(rb"<(?:f|formula1|formula)(?: [^>]*)?>([^<]*)<", sheet_xml)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_written_as_the_library_writes_it(formula: str) -> None:
    ours = drawn(Blueprint((SheetDrawing("甲", (CellDrawing(1, 1, Formula(formula, 0), "cell"),),
                                         choices=(Choice(Area(2, 1, 2, 1), formula, "", ""),),
                                         highlights=(Highlight(Area(3, 1, 3, 1), "mark.error", formula),)),)))
    assert formulas(parts(ours)[FIRST]) == formulas(plain(formula))


def test_our_own_workbook_needs_no_search_and_is_the_same_with_it() -> None:
    blueprint = standard_workbook(actions.load_json(SAMPLE / "department.json"), BookOptions(consolidated=True))
    texts = [cell.value.text for each in blueprint.sheets for cell in each.cells if isinstance(cell.value, Formula)]
    assert [text for text in texts if "_xlfn." not in spelled(text)] == []
    ours = drawn(blueprint)
    with patch.object(cells, "spelled", str), patch.object(sheet, "spelled", str):
        assert drawn(blueprint) == ours


def test_small_lines_that_look_alike_are_one_group() -> None:
    lines = tuple(Sparkline(row, 6, Area(row, 1, row, 4), "1F4E79", columns=True) for row in range(1, 4))
    xml = parts(drawn(Blueprint((SheetDrawing("甲", sparklines=(*lines, Sparkline(5, 6, Area(5, 1, 5, 4), "7F7F7F"))),))))[FIRST].decode()
    groups = sorted(re.findall(r"<x14:sparklineGroup .*?</x14:sparklineGroup>", xml), key=len, reverse=True)
    assert [re.findall(r"<xm:sqref>(\w+)<", group) for group in groups] == [["F1", "F2", "F3"], ["F5"]]
    assert [re.findall(r"<xm:f>(.*?)<", group) for group in groups] == [["'甲'!A1:D1", "'甲'!A2:D2", "'甲'!A3:D3"], ["'甲'!A5:D5"]]
