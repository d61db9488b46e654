"""GO104 绩效目标里留有模板文字

查什么：绩效目标、资金用途里有没有“目标内容1”“请填写”“XXX”之类的模板文字。
为什么：目标表要向社会公开，留着模板文字会被看作没有认真填。
怎么改：删去模板文字，只留真正的内容。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.project import Project
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, Safety, Severity, found, replace_text
from perf_xl.rules.placeholder import is_mask, placeholder_in, without_placeholder
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Table


def has_placeholder(table: Table) -> bool:
    return bool(placeholder_in(table.project.goal_text.text) or placeholder_in(table.project.purpose.text))


@rule(code="GO104", name="goal-placeholder", about="project", severity="error", basis="practice",
      where=(has_placeholder,))
def check(project: Project, context: Context) -> Iterator[Found]:
    for entry, field in ((project.goal_text, "goal"), (project.purpose, "purpose")):
        template = placeholder_in(entry.text)
        if template:
            cleaned = without_placeholder(entry.raw or entry.text)
            fix = None
            if any(character.isalpha() for character in cleaned) and not placeholder_in(cleaned):
                fix = replace_text(entry, cleaned, "without_placeholder", Safety.ASK)
            mild = Severity.WARNING if is_mask(template, entry.text) else None
            yield found(entry, field, placeholder=template, fix=fix, severity=mild)
