"""The JSON that commands print is the one that Python's own writer would print, whatever stands in it."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from perf_xl.commands.told import as_json

TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2**53, 2**53) | st.floats(allow_nan=False, allow_infinity=False, width=32) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=20)


@given(VALUES)
@example({"a": [], "b": {}, "问题": ["“2000万”", 0.5, 1.0, None, True]})
@example({"": "\x00\x1f\x7f\u2028\ufffe"})
def test_the_same_text(value) -> None:
    printed = as_json(value)
    assert json.loads(printed) == value
    assert _numbers_alike(printed, json.dumps(value, ensure_ascii=False, indent=1))


def _numbers_alike(one: str, other: str) -> bool:
    """Very large and very small numbers may be spelled with another exponent; all else is equal to the character."""
    return one == other or [_number(line) for line in one.split("\n")] == [_number(line) for line in other.split("\n")]


def _number(line: str) -> object:
    head, _, tail = line.rpartition(" ")
    try:
        return head, float(tail.rstrip(",")), tail.endswith(",")
    except ValueError:
        return line


def test_half_a_character_is_printed_as_a_mark() -> None:
    assert json.loads(as_json({"名": "甲\udcff"})) == {"名": "甲\ufffd"}
