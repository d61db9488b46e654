"""Builds nouns from the case files: a sound project, with what the case says otherwise.

A case names only what matters to it:

    [[bad]]
    why = "成本指标用了≥"
    indicator = { level2 = "成本指标", level3 = "购置成本", value = "≥20万元" }
    field = "value"

`indicator` replaces the row of the sound project with the same level2 (and is added where there is none);
`indicators` replaces the whole set; `project` overrides fields; `projects` makes a department of several;
`department` overrides the department's own fields; `no_projects` and `troubles` (what, sheet, row, column, facts)
belong there, a `year` of 0 is none. `today` (a date), `profile`, `region` and `roster` may be given;
`spending` and `adjustments` (lists of date and 元) give a ledger.

`evaluation` gives the project a self-evaluation: the sound one with the texts it names (`achieved`, `attachments`,
`execution_reason`, `finished`), `funds` ({total = {executed = "49"}}), and changes to rows (`rows = {2 = {actual = "80%"}}`,
counted from 1); `marking` is 评分规则 with its `numbers`.

What a bad example expects of its first finding: `field`, and where given `row` (from 1), `cell`, `node`, `index`,
`project_no`, `severity` and `fixed` (the cell's text after the first proposed change).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from perf_xl.law.frame import frame
from perf_xl.model.amount import read_amount, unit_named
from perf_xl.model.department import Department, Safeguard, Theme, Trouble
from perf_xl.model.entry import Entry, Kind, written
from perf_xl.model.evaluation import FUND_ROWS, EvaluationSettings, Fund, Outcome, SelfEvaluation
from perf_xl.model.indicator import Indicator, Waiver
from perf_xl.model.period import NODES
from perf_xl.model.place import Place
from perf_xl.model.plan import Plan, read_step
from perf_xl.model.project import Project
from perf_xl.model.voucher import Spending, Voucher, VoucherKind, spending_of
from perf_xl.rules.context import Context

CASES = Path(__file__).parent / "cases"

SOUND_INDICATORS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "培训人数", "description": "全年参加业务培训的在职人员数量",
     "value": "≥120人", "evidence": "年度培训计划"},
    {"level1": "产出指标", "level2": "质量指标", "level3": "培训合格率", "description": "考核合格人数占参训人数的比例",
     "value": "≥95%", "evidence": "历史标准"},
    {"level1": "产出指标", "level2": "时效指标", "level3": "培训完成时间", "description": "各期培训班全部结业的时间",
     "value": "12月10日前", "evidence": "年度培训计划"},
    {"level1": "产出指标", "level2": "成本指标", "level3": "培训总成本", "description": "场地、师资和教材支出合计",
     "value": "≤50万元", "evidence": "预算支出标准"},
    {"level1": "效益指标", "level2": "社会效益指标", "level3": "业务差错下降率", "description": "参训单位业务差错数比上年减少的比例",
     "value": "≥10%", "evidence": "历史标准"},
    {"level1": "满意度指标", "level2": "服务对象满意度指标", "level3": "参训人员满意度",
     "description": "对培训安排表示满意的参训人员占比", "value": "≥90%", "evidence": "问卷调查"},
]
SOUND_PROJECT: dict[str, Any] = {
    "unit_body": "205001某市教育局本级", "amount_unit": "单位：万元", "code": "51010023T000010263357",
    "name": "2023年教师业务培训经费", "budget": "50.00", "fiscal": "50.00", "other": "",
    "purpose": "用于举办四期教师业务培训班的场地、师资和教材支出", "plan": ["20", "50", "80", "100"],
    "goal_text": "1.全年举办四期培训班，培训120名教师，考核合格率达到95%以上。\n2.参训单位业务差错比上年减少一成。",
}
SOUND_EVALUATION: dict[str, Any] = {
    "achieved": "全年举办四期培训班，实际培训126人，考核合格率96%，参训单位业务差错比上年减少9%。",
    "attachments": "培训通知.pdf、结业考核成绩表.xlsx、参训人员问卷调查汇总表.xlsx",
    "outcomes": [{"actual": "126人"}, {"actual": "96%"}, {"actual": "12月5日"}, {"actual": "49万元"},
                 {"actual": "9%", "reason": "两个参训单位人员年中轮换，差错减少少于预期，明年增加一期复训"}, {"actual": "93%"}],
}
SOUND_DEPARTMENT: dict[str, Any] = {
    "name": "某市教育局", "year": 2023,
    "overall_goal": "2023年，全面提升教师队伍业务水平，保障义务教育优质均衡发展，完成年度各项教育任务。",
    "themes": [{"title": "提升教师业务水平", "goal": "完成年度培训任务。", "indicators": "培训合格率达到95%以上。"}],
    "safeguards": [{"title": "加强组织领导", "text": "成立预算绩效工作领导小组。"}],
}


@dataclass(frozen=True)
class Case:
    """One example of a case file, ready to be judged."""

    label: str
    context: Context
    expected: dict[str, Any]


def read_cases(code: str) -> tuple[list[Case], list[Case]]:
    """The bad and the good examples of a rule. Raises FileNotFoundError when it has no case file."""
    data = tomllib.loads((CASES / f"{code}.toml").read_text(encoding="utf-8"))
    return tuple([_case(code, kind, number, case) for number, case in enumerate(data.get(kind, []), 1)]
                 for kind in ("bad", "good"))  # type: ignore[return-value]


def _case(code: str, kind: str, number: int, case: dict[str, Any]) -> Case:
    return Case(f"{code} {kind} {number}: {case.get('why', '')}", context_of(case), case)


def _department(case: dict[str, Any]) -> Department:
    overrides = case.get("projects") or [
        {**case.get("project", {}), **{key: case[key] for key in ("indicator", "indicators", "evaluation") if key in case}}]
    fields = {**SOUND_DEPARTMENT, **case.get("department", {})}
    if fields.get("no_projects"):
        overrides = []
    projects = tuple(_project(each, position) for position, each in enumerate(overrides))
    return Department(
        name=fields["name"], year=fields["year"] or None, unit_code=fields.get("unit_code", ""), place=Place("case.xlsx"),
        overall_goal=_entry(fields["overall_goal"], "部门整体绩效目标", 3, 2),
        themes=tuple(Theme(*(_entry(theme.get(key, ""), "部门整体绩效目标", 5 + row, column)
                             for column, key in enumerate(("title", "goal", "indicators"), 1)))
                     for row, theme in enumerate(fields["themes"])),
        safeguards=tuple(Safeguard(*(_entry(each.get(key, ""), "部门整体绩效目标", 20 + row, column)
                                     for column, key in enumerate(("title", "text"), 1)))
                         for row, each in enumerate(fields["safeguards"])),
        projects=projects, template_version=fields.get("template_version", ""),
        troubles=tuple(_trouble(each) for each in fields.get("troubles", [])), evaluating=_marking(case.get("marking", {})),
    )


def _marking(fields: dict[str, Any]) -> EvaluationSettings:
    numbers = tuple((name, _entry(number, "绩效自评", 4 + row, 11)) for row, (name, number) in enumerate(fields.get("numbers", {}).items()))
    return EvaluationSettings(_entry(fields.get("profile", ""), "绩效自评", 3, 2), numbers)


def _evaluation(fields: dict[str, Any] | None, rows: int) -> SelfEvaluation | None:
    """The sound self-evaluation with what the case says otherwise; its form begins in row 1 of 绩效自评."""
    if fields is None:
        return None
    merged = {**SOUND_EVALUATION, **fields}
    outcomes = [dict(each) for each in merged["outcomes"]] + [{} for _ in range(rows - len(merged["outcomes"]))]
    for number, change in fields.get("rows", {}).items():
        outcomes[int(number) - 1].update(change)
    money = fields.get("funds", {})
    columns = {"actual": 5, "weight": 6, "reason": 8, "by_hand": 11}

    def entry(key: str, row: int, column: int) -> Entry:
        return _entry(merged.get(key, ""), "绩效自评", row, column)

    return SelfEvaluation(
        place=Place("case.xlsx", "绩效自评", 1, 1),
        funds=tuple(Fund(*(read_amount(_entry(money.get(name, {}).get(key, ""), "绩效自评", 6 + row, 3 + column), unit_named("万元"))
                           for column, key in enumerate(("initial", "budget", "executed")))) for row, name in enumerate(FUND_ROWS)),
        finished=entry("finished", 6, 11), execution_reason=entry("execution_reason", 40, 2), achieved=entry("achieved", 11, 5),
        attachments=entry("attachments", 40, 6),
        outcomes=tuple(Outcome(**{key: _entry(each.get(key, ""), "绩效自评", 13 + row, column) for key, column in columns.items()})
                       for row, each in enumerate(outcomes[:rows])))


def context_of(case: dict[str, Any]) -> Context:
    """What the rules are asked with, for a case as the file has it."""
    department = _department(case)
    profile = case.get("profile", "2015")
    return Context(department, frame(profile), case.get("today", date(2023, 1, 10)), case.get("region", ""),
                   tuple(case.get("roster", ())), _spending(case, department.projects))


def _trouble(fields: dict[str, Any]) -> Trouble:
    place = Place("case.xlsx", fields.get("sheet", ""), fields.get("row", 0), fields.get("column", 0))
    return Trouble(fields["what"], place, tuple(fields.get("facts", {}).items()))


def _spending(case: dict[str, Any], projects: tuple[Project, ...]) -> Spending | None:
    """`spending` and `adjustments`: lists of date and 元, of the first project."""
    if "spending" not in case:
        return None
    code = projects[0].code.text
    kinds = (("spending", VoucherKind.SPENDING), ("adjustments", VoucherKind.ADJUSTMENT))
    return spending_of(2023, (Voucher("", date.fromisoformat(day), code, int(Decimal(yuan) * 100), kind)
                              for key, kind in kinds for day, yuan in case.get(key, ())))


def _project(overrides: dict[str, Any], position: int) -> Project:
    fields = {**SOUND_PROJECT, "indicators": SOUND_INDICATORS, **overrides}
    if position and "code" not in overrides:
        fields["code"] = f"{fields['code'][:-2]}{position:02d}"
    if position and "name" not in overrides:
        fields["name"] = f"{fields['name']}（{position + 1}）"
    sheet = fields.get("sheet", str(position + 1))
    rows = [dict(row) for row in fields["indicators"]]
    if "indicator" in overrides:
        _put_row(rows, overrides["indicator"])
    unit = unit_named(fields["amount_unit"]) or unit_named("万元")
    no = fields.get("no", position + 1)

    def entry(key: str, row: int, column: int) -> Entry:
        return _entry(fields.get(key, ""), sheet, row, column)

    plan = Plan(tuple(read_step(node, _entry(text, sheet, 7, 2 + index))
                      for index, (node, text) in enumerate(zip(NODES, fields["plan"], strict=True))))
    return Project(
        no=no, place=Place("case.xlsx", sheet, 1, 1),
        title=_entry(fields.get("title", f"{no}.{fields['name']}绩效目标表"), sheet, 1, 1),
        unit_body=entry("unit_body", 2, 1), amount_unit=entry("amount_unit", 2, 5), code=entry("code", 3, 2),
        name=entry("name", 3, 5), budget=read_amount(entry("budget", 4, 3), unit),
        fiscal=read_amount(entry("fiscal", 4, 5), unit), other=read_amount(entry("other", 4, 7), unit),
        purpose=entry("purpose", 5, 2), plan=plan, goal_text=entry("goal_text", 8, 2),
        indicators=tuple(_indicator(row, index, sheet) for index, row in enumerate(rows)),
        waiver=_waiver(fields.get("waiver", {}), sheet, 8), last_budget=read_amount(entry("last_budget", 4, 17), unit),
        evaluation=_evaluation(fields.get("evaluation"), len(rows)),
    )


def _put_row(rows: list[dict[str, Any]], row: dict[str, Any]) -> None:
    """Into the row with the same level2, else at the end. Fields it does not name stay sound - except those that
    would contradict a new name."""
    same = next((each for each in rows if each["level2"] == row.get("level2")), None)
    if same is None:
        rows.append({"level1": "效益指标", "level2": "社会效益指标", "level3": "", "description": "", "value": "",
                     "evidence": "年度工作计划", **row})
        return
    if "level3" in row and "description" not in row:
        same["description"] = f"{row['level3']}的统计结果，按月汇总"
    same.update(row)


def _indicator(row: dict[str, Any], index: int, sheet: str) -> Indicator:
    keys = ("level1", "level2", "level3", "description", "value", "evidence")
    columns = (1, 3, 4, 5, 6, 7)
    cells = [_entry(row.get(key, ""), sheet, 10 + index, column) for key, column in zip(keys, columns, strict=True)]
    last = [_entry(row.get(key, ""), sheet, 10 + index, column) for key, column in (("last_target", 16), ("last_actual", 17))]
    return Indicator(index, *cells, waiver=_waiver(row.get("waiver", {}), sheet, 10 + index), last_target=last[0],
                     last_actual=last[1])


def _waiver(fields: dict[str, str], sheet: str, row: int) -> Waiver:
    return Waiver(*(_entry(fields.get(key, ""), sheet, row, 10 + column)
                    for column, key in enumerate(("reason", "name", "until"))))


def _entry(value: Any, sheet: str, row: int, column: int) -> Entry:
    """A number in the case file is a number in the cell; text is text."""
    place = Place("case.xlsx", sheet, row, column)
    if isinstance(value, int | float):
        return Entry(format(value, "g"), place, Kind.NUMBER, format(value, "g"))
    return written(value, place)


def department_case(fields: dict[str, Any]) -> Case:
    """A case from its fields, for tests that have no case file."""
    return _case("", "", 0, fields)
