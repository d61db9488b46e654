"""The published document of 2023, cell by cell."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from perf_xl.intake.document import read_document
from perf_xl.model.department import Department
from tests.intake.make_word import make_word
from tests.intake.nouns import nouns
from tests.published import TEXT, needs_published

pytestmark = [pytest.mark.published, needs_published]


@pytest.fixture(scope="module")
def department() -> Department:
    return read_document(TEXT)


def test_what_the_issue_counts(department: Department) -> None:
    assert len(department.projects) == 54
    assert sum(len(project.indicators) for project in department.projects) == 347
    assert len(department.unit_bodies) == 12
    assert department.total_budget == Decimal("33381.60")
    assert [project.no for project in department.projects] == list(range(1, 55))
    assert department.troubles == ()


def test_whose_and_when(department: Department) -> None:
    assert (department.name, department.year, department.unit_code) == ("保定市公安局", 2023, "")
    assert read_document(TEXT, year=2024).year == 2024


def _simple_cells() -> list[tuple[str, list[tuple[int, str]]]]:
    """Another parse, as simple as can be: a table is what stands between two titles, a cell what follows a tab."""
    tables = re.split(r"(?m)^(\d+\..*绩效目标表)\n", TEXT.read_text(encoding="utf-8"))
    line = tables[0].count("\n") + 1
    found = []
    for title, body in zip(tables[1::2], tables[2::2], strict=True):
        cells, start = [], 0
        for match in re.finditer(r"(?ms)^\t(.*?)(?=^\t|\Z)", body):
            start = line + 1 + body[: match.start()].count("\n")
            cells.append((start, match.group(1).strip()))
        found.append((title, cells))
        line += 1 + body.count("\n")
    return found


def test_every_cell_as_printed(department: Department) -> None:
    """All cells of all tables, in order, with their lines."""
    for project, (title, cells) in zip(department.projects, _simple_cells(), strict=True):
        assert project.title.text == title
        texts = [text for _, text in cells]
        head = [project.unit_body, project.amount_unit, "项目编码", project.code, "项目名称", project.name,
                "预算规模及资金用途", "预算数", project.budget.entry, "其中：财政    资金", project.fiscal.entry, "其他资金",
                project.other.entry, "", project.purpose, "资金支出计划（%）", "3月底", "6月底", "10月底", "12月底", "",
                *(step.entry for step in project.plan.steps), "绩效目标", project.goal_text,
                "一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
        rows = [part for each in project.indicators for part in (
            each.level1 if each.printed_level1 else "", each.level2 if each.printed_level2 else "", each.level3,
            each.description, each.value, each.evidence)]
        ours = [*head, *rows]
        assert [part if isinstance(part, str) else part.text for part in ours] == texts
        assert all(isinstance(part, str) or part.place.row == line
                   for part, (line, _) in zip(ours, cells, strict=True))


def test_blank_plan_cells_stay_blank(department: Department) -> None:
    assert [step.text for step in department.projects[43].plan.steps] == [None, None, None, "100"]
    assert [step.text for step in department.projects[7].plan.steps] == ["25", "50", "100", None]


def test_raw_keeps_the_outer_blanks(department: Department) -> None:
    raws = [each.level3.raw for project in department.projects for each in project.indicators]
    assert " 结案数量" in raws
    assert "  成本控制率" in raws


def test_part_one(department: Department) -> None:
    source = TEXT.read_text(encoding="utf-8")
    assert len(department.themes) == len(department.safeguards) == 7
    for theme in department.themes:
        for part in (theme.title, theme.goal, theme.indicators):
            assert part.text
            assert part.text in source
    assert [each.title.text for each in department.safeguards[:2]] == ["加强组织领导", "加强支出管理"]
    assert department.safeguards[1].text.text.startswith("通过优化支出结构")
    assert department.overall_goal.text.startswith("2023年，全市公安机关")
    said = "".join(part.text for theme in department.themes for part in (theme.title, theme.goal, theme.indicators))
    said += department.overall_goal.text + "".join(each.title.text + each.text.text for each in department.safeguards)
    printed = source.partition("第二部分")[0]
    left = re.sub(r"第一部分|部门整体绩效目标|一、总体绩效目标|二、分项绩效目标|三、工作保障措施|（[一二三四五六七]）", "", printed)
    left = re.sub(r"(?m)^绩效(目标|指标)[：:]", "", left)
    assert len(re.sub(r"\s", "", left)) - len(re.sub(r"\s", "", said)) == 6, "six full stops end safeguards' titles"


@pytest.mark.parametrize("repeat_header", [True, False])
def test_word_file_says_the_same(department: Department, tmp_path: Path, repeat_header: bool) -> None:
    made = make_word(department, tmp_path / "文本.docx", split_every=3, repeat_header=repeat_header)
    again = read_document(made)
    assert again.troubles == ()
    assert nouns(again) == nouns(department)
