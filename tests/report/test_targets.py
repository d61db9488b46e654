"""The outline of the publication: order, headings, and the official table cell for cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from perf_xl.model.amount import MoneyUnit, read_amount
from perf_xl.model.department import Department, Safeguard
from perf_xl.model.entry import BLANK, Entry, Kind, written
from perf_xl.model.plan import Plan, read_step
from perf_xl.report.report import Heading, Paragraph, Table
from perf_xl.report.targets import chinese_number, project_table, project_title, targets_report
from tests.report.samples import sound_department

DEPARTMENT = sound_department()
PROJECT = DEPARTMENT.projects[0]


def headings(department: Department) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in targets_report(department).blocks if isinstance(block, Heading)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_headings_stand_in_the_published_order() -> None:
    assert headings(DEPARTMENT) == [
        (0, "某市教育局2023年部门预算绩效目标"), (1, "第一部分\n部门整体绩效目标"), (2, "一、总体绩效目标"), (2, "二、分项绩效目标"),
        (3, "（一）提升教师业务水平"), (2, "三、工作保障措施"), (1, "第二部分\n预算项目绩效目标"), (4, PROJECT.title.text)]


def test_a_unit_without_part_1_gets_its_tables_only() -> None:
    unit = replace(DEPARTMENT, unit_code="205001", overall_goal=BLANK, themes=(), safeguards=())
    assert [text for _, text in headings(unit)] == ["某市教育局2023年预算项目绩效目标", "预算项目绩效目标", PROJECT.title.text]


def test_the_head_of_the_table_is_the_official_form() -> None:
    rows = texts(project_table(PROJECT))
    assert rows[0] == ["205001某市教育局本级", "单位：万元"]
    assert rows[1] == ["项目编码", PROJECT.code.text, "项目名称", PROJECT.name.text]
    assert rows[2] == ["预算规模及资金用途", "预算数", "50.00", "其中：财政    资金", "50.00", "其他资金", ""]
    assert rows[3] == [PROJECT.purpose.text]
    assert rows[4] == ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"]
    assert rows[5] == ["20%", "50%", "80%", "100%"]
    assert rows[6] == ["绩效目标", PROJECT.goal_text.text]
    assert rows[7] == ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]


def test_every_row_fills_the_eight_columns() -> None:
    covered = [0] * 8
    for row in project_table(PROJECT).rows:
        free = [column for column in range(8) if not covered[column]]
        assert sum(cell.columns for cell in row) == len(free)
        for cell in row:
            for column in [free.pop(0) for _ in range(cell.columns)]:
                covered[column] = cell.rows
        covered = [max(0, rows - 1) for rows in covered]
    assert covered == [0] * 8


def test_level_1_spans_the_rows_that_do_not_print_it() -> None:
    rows = tuple(replace(row, printed_level1=row.index in (0, 4, 5)) for row in PROJECT.indicators)
    first_cells = [row[0] for row in project_table(replace(PROJECT, indicators=rows)).rows[8:]]
    assert [(first_cells[at].text, first_cells[at].rows) for at in (0, 4, 5)] == [
        ("产出指标", 4), ("效益指标", 1), ("满意度指标", 1)]
    assert [cell.text for cell in first_cells[1:4]] == ["质量指标", "时效指标", "成本指标"]


def test_a_blank_plan_cell_stays_blank_and_an_unreadable_one_is_shown() -> None:
    steps = (read_step(3, written("２５％")), read_step(6, written("约一半")), read_step(10, written("100")), read_step(12, BLANK))
    assert texts(project_table(replace(PROJECT, plan=Plan(steps))))[5] == ["25%", "约一半", "100%", ""]


@pytest.mark.parametrize(("entry", "printed"), [
    (written("1,262.81"), "1,262.81"), (written("50.00 "), "50.00"), (Entry("50", kind=Kind.NUMBER, raw="50"), "50.00"),
    (written("待定"), "待定"), (BLANK, "")])
def test_amounts_print_as_they_were_printed(entry: Entry, printed: str) -> None:
    project = replace(PROJECT, budget=read_amount(entry, MoneyUnit.WAN))
    assert texts(project_table(project))[2][2] == printed


@pytest.mark.parametrize(("no", "title", "expected"), [
    (7, "7.培训经费绩效目标表", "7.培训经费绩效目标表"), (17, "3.培训经费绩效目标表", "17.培训经费绩效目标表"),
    (4, "2022年培训经费绩效目标表", "4.2022年培训经费绩效目标表"), (4, "4.2022年培训经费绩效目标表", "4.2022年培训经费绩效目标表"),
    (None, "", "9.教师培训绩效目标表")])
def test_titles_carry_the_number_of_the_project(no: int | None, title: str, expected: str) -> None:
    assert project_title(replace(PROJECT, no=no, title=written(title), name=written("教师培训")), 9) == expected


def test_a_safeguard_runs_on_behind_its_title() -> None:
    safeguards = (Safeguard(written("加强领导"), written("成立小组。\n\n每月调度。")), Safeguard(written("做好自评。"), BLANK))
    blocks = targets_report(replace(DEPARTMENT, safeguards=safeguards)).blocks
    said = [(block.lead, block.text) for block in blocks if isinstance(block, Paragraph)]
    assert said[-3:] == [("（一）加强领导。", "成立小组。"), ("", "每月调度。"), ("（二）做好自评。", "")]


def test_a_long_table_is_set_small() -> None:
    many = replace(PROJECT, indicators=tuple(replace(PROJECT.indicators[0], index=at) for at in range(40)))
    assert (project_table(PROJECT).size, project_table(many).size) == ("normal", "small")


def test_chinese_numbers() -> None:
    assert [chinese_number(number) for number in (1, 10, 11, 20, 21, 99, 100)] == [
        "一", "十", "十一", "二十", "二十一", "九十九", "100"]


def test_an_empty_department_still_makes_a_report() -> None:
    assert [text for _, text in headings(Department())] == ["部门预算绩效目标", "预算项目绩效目标"]
    assert Department().total_budget == Decimal(0)
