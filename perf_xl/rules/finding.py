"""问题: what a rule found, where, and how it could be mended. It does not know how it will be displayed."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct
from msgspec import field as value_field

from perf_xl.model.entry import Entry
from perf_xl.model.place import NOWHERE, Place


class Severity(Enum):
    """error: a reviewer returns the table; warning: must be explained or improved; info: style."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def __init__(self, name: str) -> None:
        self.level = name       # the same as `value`, which an Enum looks up anew each time
        self.rank = ("error", "warning", "info").index(name)      # 0 for the gravest


class Safety(Enum):
    """safe: always right; ask: one of several, the user chooses; show: advice, never applied."""

    SAFE = "safe"
    ASK = "ask"
    SHOW = "show"


class Replacement(Struct, frozen=True, gc=False):
    """One cell's text before and after."""

    place: Place
    before: str
    after: str


class Fix(Struct, frozen=True, gc=False):
    """`title` is a key under `fix` in the messages. With ASK, each replacement is one option for the same cell."""

    title: str
    safety: Safety
    replacements: tuple[Replacement, ...] = ()


class Waived(Struct, frozen=True, gc=False):
    """Why a finding is accepted, by whom, until when (ISO date or '')."""

    reason: str
    name: str = ""
    until: str = ""


class Finding(Struct, frozen=True, gc=False):
    """`facts` fill the placeholders of the rule's message. `field` as in the published JSON; `indicator` from 0.

    `index` counts goals from 0; `node` is 3, 6, 10 or 12. `project` is the position in Department.projects.
    """

    code: str
    severity: Severity
    place: Place = NOWHERE
    field: str = "workbook"
    facts: dict[str, str] = value_field(default_factory=dict)
    confidence: float = 1.0
    project: int | None = None
    indicator: int | None = None
    index: int | None = None
    node: int | None = None
    fix: Fix | None = None
    waived: Waived | None = None

    @property
    def counts_as_error(self) -> bool:
        return self.severity is Severity.ERROR and self.waived is None


class Found(Struct, frozen=True, gc=False):
    """What a rule yields; the engine adds code, severity, project and indicator. Made by `found()`."""

    entry: Entry
    field: str
    facts: dict[str, str]
    fix: Fix | None = None
    severity: Severity | None = None
    indicator: int | None = None
    index: int | None = None
    node: int | None = None
    project: int | None = None


def found(entry: Entry, field: str, *, fix: Fix | None = None, severity: Severity | None = None,
          indicator: int | None = None, index: int | None = None, node: int | None = None,
          project: int | None = None, **facts: object) -> Found:
    """One thing found at an entry. `severity` only where it is milder or graver than the rule's own.

    The fact `actual` (the entry's text) is always there for the message.
    """
    texts = {"actual": entry.text}
    for name, fact in facts.items():
        texts[name] = str(fact)
    return Found(entry, field, texts, fix, severity, indicator, index, node, project)


def replace_text(entry: Entry, after: str, title: str, safety: Safety = Safety.SAFE) -> Fix:
    """The fix that puts other text into the entry's cell."""
    return Fix(title, safety, (Replacement(entry.place, entry.raw or entry.text, after),))


def choose_text(entry: Entry, options: tuple[str, ...], title: str) -> Fix:
    """The fix that lets the user choose one of several texts for the entry's cell."""
    before = entry.raw or entry.text
    return Fix(title, Safety.ASK, tuple(Replacement(entry.place, before, option) for option in options))
