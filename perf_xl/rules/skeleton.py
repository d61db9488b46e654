"""The text of a new rule, its case file and its messages, for `perf-xl new-rule`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from perf_xl.errors import Unusable
from perf_xl.rules.finding import Severity
from perf_xl.rules.rule import ABOUTS

_NOUNS = {
    "indicator": (("model.indicator", "Indicator"), ("model.project", "Project")),
    "project": (("model.project", "Project"),),
    "department": (("model.department", "Department"),),
    "waiver": (("rules.waiver", "WaiverUse"),),
}
_SIGNATURES = {
    "indicator": "indicator: Indicator, project: Project, context: Context",
    "project": "project: Project, context: Context",
    "department": "department: Department, context: Context",
    "waiver": "use: WaiverUse, context: Context",
}
# A check that works, to be replaced: the entry it looks at and the field that it reports.
_ENTRIES = {
    "indicator": ("indicator.value", "value"), "project": ("project.name", "name"),
    "department": ("department.overall_goal", "department"), "waiver": ("use.waiver.reason", "waiver"),
}
_FOLDERS = {"IN": "in_"}


class NewRule(Struct, frozen=True):
    """What the author says. `name` is the problem in English with hyphens, `title` the same in Chinese."""

    code: str
    name: str
    title: str
    about: str = "indicator"
    severity: str = "warning"
    basis: str = "practice"


class Draft(Struct, frozen=True):
    """A file to be written (path from the root of the checkout), or lines to be added at the end of one."""

    path: str
    text: str
    append: bool = False


def next_code(family: str, taken: Iterable[str]) -> str:
    """The first free code of a family after its last: next_code('TV', ['TV101', 'TV203']) -> 'TV204'."""
    numbers = [int(code[2:]) for code in taken if code.startswith(family)]
    return f"{family}{max(numbers, default=100) + 1:03d}"


def drafts(new: NewRule) -> tuple[Draft, ...]:
    """Rule file, case file and messages. Raises Unusable for a code, name or metadata that no rule can have."""
    if not re.fullmatch(r"[A-Z]{2}\d{3}", new.code):
        raise Unusable("new_rule.code", code=new.code)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", new.name):
        raise Unusable("new_rule.name", name=new.name)
    if new.about not in ABOUTS:
        raise Unusable("new_rule.about", about=new.about, known="、".join(ABOUTS))
    if new.severity not in {severity.value for severity in Severity}:
        raise Unusable("new_rule.severity", severity=new.severity)
    family = new.code[:2]
    folder = _FOLDERS.get(family, family.lower())
    file = f"{new.code.lower()}_{new.name.replace('-', '_')}.py"
    return (
        Draft(f"perf_xl/rules/{folder}/{file}", _rule_text(new)),
        Draft(f"tests/cases/{new.code}.toml", _case_text()),
        Draft(f"perf_xl/messages/zh/rules_{family}.toml", _message_text(new.code, new.title, "……", "……"), True),
        Draft(f"perf_xl/messages/en/rules_{family}.toml", _message_text(new.code, new.name.replace("-", " "), "…", "…"), True),
    )


def _rule_text(new: NewRule) -> str:
    entry, field = _ENTRIES[new.about]
    imports = sorted([*_NOUNS[new.about], ("rules.context", "Context"), ("rules.finding", "Found, found"), ("rules.rule", "rule")])
    lines = "\n".join(f"from perf_xl.{module} import {names}" for module, names in imports)
    confidence = "" if new.severity == "error" else ", confidence=0.7"
    return f'''"""{new.code} {new.title}

查什么：
为什么：
怎么改：
"""

from __future__ import annotations

from collections.abc import Iterator

{lines}


@rule(code="{new.code}", name="{new.name}", about="{new.about}", severity="{new.severity}",
      basis="{new.basis}"{confidence})
def check({_SIGNATURES[new.about]}) -> Iterator[Found]:
    if {entry}.is_blank:
        yield found({entry}, "{field}")
'''


def _case_text() -> str:
    return '''# Bad examples come from real tables. Good ones are the near misses at which the rule must stay silent.
[[bad]]
why = ""
indicator = { level2 = "数量指标", level3 = "", value = "" }
field = "value"
row = 1

[[good]]
why = ""
indicator = { level2 = "数量指标", level3 = "", value = "" }
'''


def _message_text(code: str, name: str, message: str, advice: str) -> str:
    return f'\n[{code}]\nname = "{name}"\nmessage = "{message}"\nadvice = "{advice}"\n'
