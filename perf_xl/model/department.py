"""部门: part 1 of the document, and the projects of part 2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from perf_xl.model.amount import MoneyUnit
from perf_xl.model.entry import BLANK, Entry
from perf_xl.model.evaluation import EvaluationSettings
from perf_xl.model.place import NOWHERE, Place
from perf_xl.model.project import Project
from perf_xl.model.project_code import read_code


class Theme(Struct, frozen=True):
    """分项绩效目标: title without its number, 绩效目标, 绩效指标."""

    title: Entry
    goal: Entry = BLANK
    indicators: Entry = BLANK


class Safeguard(Struct, frozen=True):
    """工作保障措施: title without its number, text."""

    title: Entry
    text: Entry = BLANK


class Trouble(Struct, frozen=True, gc=False):
    """Something in the file that could not be read as it stands: a value with a place, never an exception.

    `what` is a key of the messages; `facts` fill its placeholders.
    """

    what: str
    place: Place = NOWHERE
    facts: tuple[tuple[str, str], ...] = ()


class Department(Struct, frozen=True):
    """Everything one workbook (or document) says.

    `unit_code` is set when the workbook is one 预算单位's. `troubles` lists what reading could not take in.
    `submission` is the number of 第几次报送, None where it is not filled in.
    """

    name: str = ""
    unit_code: str = ""
    year: int | None = None
    place: Place = NOWHERE
    overall_goal: Entry = BLANK
    themes: tuple[Theme, ...] = ()
    safeguards: tuple[Safeguard, ...] = ()
    projects: tuple[Project, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    template_version: str = ""
    submission: int | None = None
    evaluating: EvaluationSettings = EvaluationSettings()

    @property
    def amount_unit(self) -> MoneyUnit:
        """The unit of the projects' amounts; 万元 where nothing says otherwise."""
        units = {project.money_unit for project in self.projects}
        return units.pop() if len(units) == 1 else MoneyUnit.WAN

    @property
    def unit_bodies(self) -> tuple[str, ...]:
        """The 预算单位 as printed, each once, in order of appearance."""
        return tuple(dict.fromkeys(project.unit_body.text for project in self.projects))

    @property
    def codes(self) -> frozenset[str]:
        """The 项目编码 that are filled in."""
        return frozenset(project.code.text for project in self.projects if project.code.text)

    @property
    def region(self) -> str:
        """The 行政区划 that most project codes begin with; '' where none can be read."""
        read = (read_code(project.code.text) for project in self.projects)
        counted = Counter(code.region for code in read if code)
        return counted.most_common(1)[0][0] if counted else ""

    @property
    def total_budget(self) -> Decimal:
        """Sum of the readable 预算数, in 万元."""
        fen = sum(project.budget.fen or 0 for project in self.projects)
        return Decimal(fen) / MoneyUnit.WAN.fen

    def of_unit(self, unit_body: str) -> Iterator[Project]:
        """The projects of one 预算单位, named as printed."""
        return (project for project in self.projects if project.unit_body.text == unit_body)
