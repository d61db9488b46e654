"""项目编码: pattern, check character, nearest known code."""

from __future__ import annotations

import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.model import project_code
from perf_xl.model.project_code import CHECK_ALPHABET, check_character, nearest_code, read_code, tidy_code
from tests.published import TEXT, needs_published

KNOWN = ("13060022P00R6BL100478", "51092324T000010263357", "51000021R000000019951", "11000022T000000444685")


def test_the_examples_in_the_documentation() -> None:
    assert doctest.testmod(project_code).failed == 0


@pytest.mark.published
@needs_published
def test_every_published_code_has_its_check_character() -> None:
    codes = re.findall(r"^\t(\d{8}P[0-9A-Z]{12})$", TEXT.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(codes) == 54
    assert all(read.checks for code in codes if (read := read_code(code)))


def test_codes_of_other_places_have_no_known_check_character() -> None:
    assert [read.checks for code in KNOWN if (read := read_code(code))] == [True, None, None, None]


@pytest.mark.parametrize("text", ["", "13060022P00R6BL10047", "13060022P00R6BL1004788", "1306002２P00R6BL100478",
                                  "13060022p00R6BL100478", "130600221000R6BL10047"])
def test_what_is_no_code(text: str) -> None:
    assert read_code(text) is None


@given(st.text(CHECK_ALPHABET, min_size=20, max_size=20), st.integers(0, 19), st.sampled_from(CHECK_ALPHABET))
def test_the_check_character_notices_any_single_wrong_character(body: str, place: int, other: str) -> None:
    changed = body[:place] + other + body[place + 1:]
    assert (check_character(changed) == check_character(body)) == (changed == body)


@pytest.mark.parametrize(("typed", "meant"), [
    ("13060022P00R6BL100478", KNOWN[0]),
    ("13060022POOR6BL1OO478", KNOWN[0]),
    ("13060022P00R6BLI00478", KNOWN[0]),
    ("13060022P00R6LB100478", KNOWN[0]),
    ("1306022P00R6BL100478", KNOWN[0]),
    ("130600022P00R6BL100478", KNOWN[0]),
    ("13060022P00R6BL100578", KNOWN[0]),
    ("51092324T000010263358", KNOWN[1]),
    ("13060022P00R6BL100", None),
    ("99999999T999999999999", None),
])
def test_the_nearest_known_code(typed: str, meant: str | None) -> None:
    assert nearest_code(typed, KNOWN) == meant


def test_two_equally_near_codes_give_no_suggestion() -> None:
    assert nearest_code("51092324T000010263355", ("51092324T000010263357", "51092324T000010263356")) is None


def test_among_equally_near_codes_the_check_character_chooses() -> None:
    right, wrong = "13060022P00R6BL100478", "13060022P00R6BL100470"
    assert nearest_code("13060022P00R6BL100479", (right, wrong)) == right


@given(st.text(st.one_of(st.characters(max_codepoint=0x7F), st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),
                         st.sampled_from(" \u3000\u00a0“”’")), max_size=30))
def test_tidying_never_fails_and_is_final(text: str) -> None:
    once = tidy_code(text)
    assert tidy_code(once) == once


def test_a_code_whose_own_check_character_agrees_was_not_mistyped() -> None:
    """Another project's code, two characters away: nothing is suggested. The same with a wrong check character: a slip."""
    known = "13060022P00R6BL100478"
    body = "13060022P00R6BL10048"
    other = body + (check_character(body) or "")
    assert nearest_code(other, [known]) is None
    wrong = body + ("0" if other[-1] != "0" else "1")
    assert nearest_code(wrong, [known]) == known
    assert nearest_code("13060022P00R6BL1OO478", [known]) == known


def test_two_wrong_characters_are_not_guessed_without_a_check_character() -> None:
    assert nearest_code("51092324T000010263499", ["51092324T000010263357"]) is None
