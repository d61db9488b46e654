"""Sentences of the self-evaluation report, in one language."""

from __future__ import annotations

from perf_xl.messages.say import sentence
from perf_xl.report.report import TableCell


class Words:
    """The sentences of this report."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, **facts: object) -> str:
        return sentence(f"evaluation.{key}", self.lang, **facts)

    def heads(self, *keys: str) -> tuple[TableCell, ...]:
        return tuple(TableCell(self(f"head.{key}"), role="head") for key in keys)

