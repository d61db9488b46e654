"""A sheet 绩效自评 without any form - an older template's list, or one that somebody emptied - is read as nothing filled in."""

from __future__ import annotations

from perf_xl.layout import form
from perf_xl.layout.read import read
from perf_xl.picture.grid import Grid, SheetGrid

HEADS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
TABLE = SheetGrid("1.取暖经费", (
    ("项目编码", "13060023P00001310002D", "项目名称", "看守所取暖经费"), ("预算数", 84.0), ("绩效目标", "1.完成供暖。"), HEADS,
    ("产出指标", "数量指标", "供暖面积", "供暖的建筑面积", "≥4600平方米", "年度工作计划")))
OLDER = SheetGrid(form.EVALUATION, (("绩效自评",), (), (), ("序号", "项目编码", "项目名称", "年初预算数"),
                                    (1.0, "13060023P00001310002D", "看守所取暖经费", 84.0)))


def test_an_older_list_is_no_form() -> None:
    (project,) = read(Grid("b.xlsx", (TABLE, OLDER))).department.projects
    assert project.evaluation is None


def test_an_emptied_sheet_is_no_form() -> None:
    (project,) = read(Grid("b.xlsx", (TABLE, SheetGrid(form.EVALUATION)))).department.projects
    assert project.evaluation is None
