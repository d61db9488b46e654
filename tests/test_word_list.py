"""Lists of words find what a pattern of the same words finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.law.word_list import LabelledWords, WordList

WORDS = st.lists(st.text("成本率数控制", min_size=1, max_size=4), min_size=1, max_size=8, unique=True)
TEXTS = st.text("成本率数控制的", max_size=30)


def pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


@given(WORDS, TEXTS)
def test_the_first_and_longest_word_is_found(words: list[str], text: str) -> None:
    expected, spot = pattern(words).search(text), WordList(words).search(text)
    assert (expected and (expected.start(), expected.end(), expected.group())) == (spot and (spot.start, spot.end, spot.word))


@given(WORDS, TEXTS, st.integers(0, 30))
def test_the_longest_word_at_a_place_is_found(words: list[str], text: str, start: int) -> None:
    expected = pattern(words).match(text, start)
    assert WordList(words).at_start(text, start) == (expected.group() if expected else "")


@given(WORDS, TEXTS)
def test_words_are_taken_out(words: list[str], text: str) -> None:
    rest = pattern(words).sub("", text)
    assert WordList(words).without(text) == rest
    assert WordList(words).cover(text) == (rest == "")


@given(st.dictionaries(st.sampled_from("一二三"), WORDS), TEXTS)
def test_every_list_that_a_text_touches_is_named(lists: dict[str, list[str]], text: str) -> None:
    touched = {label for label, words in lists.items() if any(word in text for word in words)}
    assert LabelledWords(lists.items()).labels_in(text) == touched


def test_a_blank_word_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="blank"):
        WordList(["成本", ""])
