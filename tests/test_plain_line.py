"""A command line read without the parser says what the parser would have said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.commands import MODULES, arguments_of
from perf_xl.commands.command_line import parsed
from perf_xl.commands.plain_line import NotPlain, plain_options
from perf_xl.commands.shape import Shape

_ODD = ("-1", "", "-", "--", "x=y", "--lang", "-h", "--format=", "xml")


def _pieces(command: str) -> tuple[list[list[str]], list[list[str]]]:
    """Options with a value that fits, and words that belong to none, of a command."""
    options: list[list[str]] = [["--lang", "en"]]
    words: list[list[str]] = []

    class Listening:
        def add_argument(self, *names: str, **told: Any) -> None:
            fitting = [str(one) for one in told.get("choices") or ((3, 2023) if told.get("type") is int else ("甲.xlsx", "b c"))]
            if not names[0].startswith("-"):
                words.extend([one] for one in fitting)
                return
            for name in names:
                flags = [[name]] if told.get("action") == "store_true" else [[name, one] for one in fitting] + [[f"{name}={fitting[0]}"]]
                options.extend(flags * (9 if told.get("required") else 1))

    arguments_of(command)(Shape(Listening(), str))  # type: ignore[arg-type]
    return options, words


@st.composite
def _lines(draw: st.DrawFn) -> list[str]:
    command = draw(st.sampled_from(sorted(MODULES)))
    options, words = _pieces(command)
    before, after = (draw(st.lists(st.sampled_from(options), max_size=3)) for _ in range(2))
    said = draw(st.lists(st.sampled_from(words), max_size=3)) if words else []
    line = [each for piece in (*before, *said, *after) for each in piece]
    if draw(st.integers(0, 3)) == 0:
        line.insert(draw(st.integers(0, len(line))), draw(st.sampled_from((*_ODD, "甲", options[-1][0][:-1]))))
    return [command, *line]


@given(_lines())
def test_what_is_plain_means_the_same_to_the_parser(arguments: list[str]) -> None:
    try:
        plain = plain_options(arguments)
    except NotPlain:
        return
    assert vars(plain) == vars(parsed(arguments, "zh"))


@pytest.mark.parametrize("arguments", [
    ["validate", "a.xlsx", "--format", "json"],
    ["validate", "--format=json", "a.xlsx", "b.xlsx"],
    ["validate", "a.xlsx", "--select", "SE1", "--select", "TX", "--jobs", "2"],
    ["validate", "--live"],
    ["dump", "a.xlsx"],
    ["consolidate", "a.xlsx", "b.xlsx", "-o", "c.xlsx"],
    ["diff", "a.xlsx", "b.xlsx"],
    ["rule", "SE101"],
    ["report", "a.xlsx", "-o", "b.docx", "--kind", "overview"],
])
def test_usual_lines_are_plain(arguments: list[str]) -> None:
    assert vars(plain_options(arguments)) == vars(parsed(arguments, "zh"))


@pytest.mark.parametrize("arguments", [
    [], ["help"], ["--lang", "en", "validate", "a"], ["validate", "-h"], ["validate", "--form", "json"], ["validate", "a", "--jobs", "many"],
    ["validate", "a", "--format", "xml"], ["validate", "a", "--live", "b"], ["validate", "a", "--mark"], ["validate", "a", "--mark", "-b"],
    ["validate", "--", "-a"], ["dump"], ["dump", "a", "b"], ["consolidate", "a"], ["consolidate", "-o", "a"], ["validate", "a", "--live=yes"],
])
def test_what_is_not_plain_is_left_to_the_parser(arguments: list[str]) -> None:
    with pytest.raises(NotPlain):
        plain_options(arguments)
