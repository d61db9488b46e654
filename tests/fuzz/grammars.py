"""Every reader of a text, given the same text. None may raise; what is read must hold what it promises."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

from tests.fuzz.odd_texts import disturbed, odd_text

_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def make_text(random: Random) -> str:
    """Built of pieces of the grammars, half of the time disturbed as well."""
    text = odd_text(random)
    return disturbed(text, random) if random.random() < 0.5 else text


def attempt_text(text: str) -> str:
    """All readers, one after the other."""
    for read in _READERS:
        read(text)
    return "read"


def _target(text: str) -> None:
    from perf_xl.model.target import Target, read_target

    read_target.cache_clear() if hasattr(read_target, "cache_clear") else None
    found = read_target(text)
    assert isinstance(found, Target)
    assert found == read_target(text)


def _number(text: str) -> None:
    from perf_xl.model.number import plain_text, read_number

    found = read_number(text)
    if found.value is not None:
        assert isinstance(found.value, Decimal)
        assert found.value.is_finite()
        if abs(found.value) < 10 ** 20:
            assert read_number(plain_text(found.value)).value == found.value


def _amount(text: str) -> None:
    from perf_xl.model.amount import MoneyUnit, read_amount, unit_named
    from perf_xl.model.entry import written

    for unit in MoneyUnit:
        amount = read_amount(written(text), unit)
        assert amount.fen is None or isinstance(amount.fen, int)
        assert isinstance(amount.text, str)
    unit_named(text)


def _money_and_day(text: str) -> None:
    from perf_xl.intake.ledger_cells import day_of, money_of
    from perf_xl.model.amount import MoneyUnit

    found = day_of(text)
    assert found is None or isinstance(found, date)
    money = money_of(text, MoneyUnit.YUAN)
    assert money.fen is None or isinstance(money.fen, int)


def _code(text: str) -> None:
    from perf_xl.model.project_code import nearest_code, read_code, tidy_code

    assert tidy_code(tidy_code(text)) == tidy_code(text)
    read_code(text)
    assert nearest_code(text, ("13060023P00001310001R", "13060023P0046TL100565")) in (None, "13060023P00001310001R", "13060023P0046TL100565")


def _plan_step(text: str) -> None:
    from perf_xl.model.entry import written
    from perf_xl.model.plan import read_step

    read_step(3, written(text))


def _goals(text: str) -> None:
    from perf_xl.model.goal import join_goals, split_goals

    goals = split_goals(text)
    assert sum(len(goal.text) for goal in goals) <= len(text)
    join_goals(goals)


def _labels(text: str) -> None:
    from perf_xl.intake import headings, labels
    from perf_xl.law.form_label import column_named, field_named, node_named

    for read in (labels.field_of, labels.column_of, labels.inline_field, labels.is_money_caption, labels.node_of, labels.is_level1,
                 labels.is_level2, labels.is_level_shaped, headings.opening_of, headings.title_of, headings.is_part_heading,
                 headings.is_part_two_caption, headings.is_contents_line, column_named, field_named, node_named):
        read(text)  # type: ignore[operator]


def _cells_and_formats(text: str) -> None:
    from perf_xl.hosts.xlsx_names import name_target
    from perf_xl.hosts.xlsx_parts import shows_date, shows_percent
    from perf_xl.hosts.xlsx_text import clean
    from perf_xl.model.place import cell_name, split_cell

    name_target(text)
    shows_date(text)
    shows_percent(text)
    assert "\r" not in clean(text) or "_x" in text
    try:
        row, column = split_cell(text)
    except ValueError:
        return
    if row and text == text.upper() and "$" not in text and not re.search("[A-Z]0", text):
        assert cell_name(row, column) == text


def _meaning(text: str) -> None:
    from perf_xl.model.target import read_target
    from perf_xl.sense.deadline import is_deadline, read_deadline
    from perf_xl.sense.name import read_name
    from perf_xl.sense.sense import sense_of
    from perf_xl.sense.value_words import judge_words, may_be_meant

    short = text[:300]
    read_name(short)
    read_deadline(short)
    is_deadline(short)
    judge_words(short)
    may_be_meant(read_target(short))
    sense_of(short, short[::-1], "数量指标")


def _file_name(text: str) -> None:
    from perf_xl.hosts.file_names import safe_file_name

    name = safe_file_name(text, ".xlsx")
    assert name.endswith(".xlsx")
    assert len(name.encode("utf-8", "surrogatepass")) <= 250
    assert (not set(name) & set('<>:"/\\|?*') and name.isprintable()) or not name.isascii()
    assert not _RESERVED.match(name), name
    assert not name.startswith((" ", "."))


_READERS: tuple[Callable[[str], None], ...] = (
    _target, _number, _amount, _money_and_day, _code, _plan_step, _goals, _labels, _cells_and_formats, _meaning, _file_name)
