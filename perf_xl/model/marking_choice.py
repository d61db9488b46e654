"""Which 评分规则 holds for a department: the one asked for, the one its sheet names, or the usual one of its frame."""

from __future__ import annotations

from decimal import Decimal

from perf_xl.law.frame import recognise
from perf_xl.law.marking import CUSTOM, MARKINGS, Marking, customised, marking, usual_marking
from perf_xl.model.department import Department
from perf_xl.model.number import read_number

# How people write a profile.
_WORDS = {"河北": "hebei", "四川": "sichuan", "自定": CUSTOM, "自定义": CUSTOM}


def profile_named(text: str) -> str:
    """The key of a profile as written (2020, 河北, Sichuan); '' for one that does not exist."""
    word = text.strip().lower()
    key = _WORDS.get(word, word)
    return key if key in (*MARKINGS, CUSTOM) else ""


def marking_of(department: Department, asked: str = "") -> Marking:
    """The rule in force. One of its own (自定) rests on the usual one; numbers that cannot be are then left alone.

    Raises KeyError for an `asked` that does not exist; an unknown word on the sheet is a finding, and the usual rule holds.
    """
    frame = recognise((each.level1.text, each.level2.text) for project in department.projects for each in project.indicators)
    usual = marking(usual_marking(frame))
    written = profile_named(department.evaluating.profile.text)
    key = profile_named(asked) if asked else written
    if asked and not key:
        raise KeyError(asked)
    if key != CUSTOM:
        return marking(key) if key else usual
    try:
        return customised(usual, custom_numbers(department))
    except ValueError:
        return usual


def custom_numbers(department: Department) -> dict[str, Decimal]:
    """The numbers of 自定 that can be read; a blank share is none."""
    numbers = {}
    for name, entry in department.evaluating.numbers:
        read = read_number(entry.text) if entry.text else None
        if read is not None and read.value is not None and read.rest in ("", "%"):
            numbers[name] = read.value
    return numbers
