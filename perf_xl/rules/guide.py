"""The three parts of a rule's docstring, and the catalogue as the 填报说明 sheet shows it."""

from __future__ import annotations

import re

from perf_xl.law.citation import citation
from perf_xl.layout.guide_sheet import RuleLine
from perf_xl.picture.remark import SYMBOLS
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.rule import Rule

PARTS = ("查什么", "为什么", "怎么改")
_PART = re.compile(r"^(查什么|为什么|怎么改)[：:]", re.MULTILINE)


def parts_of(rule: Rule) -> dict[str, str]:
    """{'查什么': …, '为什么': …, '怎么改': …} without line breaks; a part that is missing is ''."""
    pieces = _PART.split(rule.document)
    found = dict(zip(pieces[1::2], ("".join(text.split()) for text in pieces[2::2]), strict=True))
    return {part: found.get(part, "") for part in PARTS}


def title_of(rule: Rule) -> str:
    """The first line of the docstring without the code."""
    first = rule.document.strip().splitlines()[0]
    return first.removeprefix(rule.code).strip()


def guide_lines() -> tuple[RuleLine, ...]:
    """Every rule as a line of the guide."""
    lines = []
    for rule in all_rules():
        parts = parts_of(rule)
        basis = citation(rule.basis)
        lines.append(RuleLine(rule.code, SYMBOLS[rule.severity.value], parts["查什么"], parts["怎么改"], basis.short))
    return tuple(lines)
