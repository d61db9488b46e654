"""Cells are found by what stands in them, whichever other cells say the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from perf_xl.rules.cells import Cells, TextCell, between_han
from tests.case_file import department_case

TEXTS = st.lists(st.text("成本（a1\n　\ue000", max_size=6), min_size=1, max_size=6)


@dataclass
class Laid:
    """The cells of a department, and the same one by one."""

    cells: Cells
    single: list[TextCell]


def laid(texts: list[str]) -> Laid:
    rows = [{"level3": text, "description": text[::-1], "value": "", "evidence": text} for text in texts]
    cells = Cells(department_case({"indicators": rows}).context.department)
    return Laid(cells, list(cells.whose(lambda entry: True)))


@given(TEXTS, st.lists(st.text("成本（\n", min_size=1, max_size=2), max_size=3))
def test_cells_that_hold_a_piece(texts: list[str], pieces: list[str]) -> None:
    both = laid(texts)
    assert list(both.cells.holding(*pieces)) == [each for each in both.single if any(piece in each.entry.text for piece in pieces)]


@given(TEXTS)
def test_cells_that_hold_a_pattern_and_pass_a_test(texts: list[str]) -> None:
    both = laid(texts)
    expected = [each for each in both.single if re.search("本+a", each.entry.text) and "1" in each.entry.text]
    assert list(both.cells.holding(patterns=("本+a",), where=lambda text: "1" in text)) == expected


@given(TEXTS)
def test_cells_that_hold_what_no_font_draws(texts: list[str]) -> None:
    both = laid(texts)
    assert list(both.cells.holding(shapeless=True)) == [each for each in both.single if "\ue000" in each.entry.text]


@given(TEXTS)
def test_each_text_is_tested_once(texts: list[str]) -> None:
    both, tested = laid(texts), []
    found = list(both.cells.saying(lambda text: tested.append(text) or "成" in text))
    assert found == [each for each in both.single if "成" in each.entry.text]
    assert len(tested) == len(set(tested))


def test_between_chinese_characters() -> None:
    assert between_han("成 本", 1, 2)
    assert not any(between_han(text, 1, 2) for text in ("成 ", "a 本", "成 1"))
    assert not between_han(" 本", 0, 1)
