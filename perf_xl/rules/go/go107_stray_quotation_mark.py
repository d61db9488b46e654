"""GO107 绩效目标有多余的引号

查什么：绩效目标、资金用途里的引号是否成对，有没有把整段话包起来的英文引号。
为什么：多半是从别的系统导出时带来的，公开后不好看。
怎么改：删去多余的引号，或补上缺的一半。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, found, replace_text
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def has_quotation_mark(table: Table) -> bool:
    goal, purpose = table.project.goal_text, table.project.purpose
    text = (goal.raw or goal.text) + (purpose.raw or purpose.text)
    return '"' in text or "“" in text or "”" in text


@rule(code="GO107", name="stray-quotation-mark", about="project", severity="warning", basis="practice",
      where=(has_quotation_mark,))
def check(project: Project, context: Context) -> Iterator[Found]:
    for entry, field in ((project.goal_text, "goal"), (project.purpose, "purpose")):
        text = entry.raw or entry.text
        cleaned = _cleaned(text)
        if cleaned is not None:
            yield found(entry, field, fix=replace_text(entry, cleaned, "without_quotation_mark", Safety.SAFE))
        elif text.count("“") != text.count("”") or text.count('"') % 2:
            yield found(entry, field)


def _cleaned(text: str) -> str | None:
    """The text without quotation marks that cannot be meant: around the whole, or a single one at either end."""
    if "“" in text or "”" in text or '"' not in text:
        return None
    before, inside, *behind = text.split('"')
    if _is_opening(before.strip()) and (not behind or (len(behind) == 1 and not behind[0].strip())):
        return before + inside.rstrip()
    body, closing = text.rstrip()[:-1], text.rstrip()[-1:]
    closes = closing == '"' and '"' not in body[:-1] and body and not body[-1].isspace()
    return body if closes else None


def _is_opening(text: str) -> bool:
    """Nothing, or a number such as 1. or 12、"""
    return not text or (len(text) <= 3 and text[:-1].isdecimal() and text[-1] in ".、．")
