"""封面: whose workbook it is, for which year, by which template, and how it was sealed."""

from __future__ import annotations

from msgspec import Struct

from perf_xl.layout import form
from perf_xl.picture.blueprint import CellDrawing, Choice, Limit, Print, SheetDrawing
from perf_xl.picture.grid import Area


class Cover(Struct, frozen=True):
    """What stands on the cover. `year` None on a template without one."""

    department: str = ""
    unit_code: str = ""
    year: int | None = None
    profile: str = "2015"
    contact: str = ""
    phone: str = ""
    submission: int | None = None
    seal: str = ""


_FIRST = 5
_ROWS = (
    ("部门（单位）名称", "department", form.NAME_DEPARTMENT, "page.input"),
    ("单位编码", "unit_code", form.NAME_UNIT_CODE, "page.input.text"),
    ("年度", "year", form.NAME_YEAR, "page.input"),
    ("指标框架", "profile", form.NAME_PROFILE, "page.input.text"),
    ("填报人", "contact", "填报人", "page.input"),
    ("联系电话", "phone", "联系电话", "page.input.text"),
    ("第几次报送", "submission", form.NAME_SUBMISSION, "page.input"),
    ("校验封存", "seal", form.NAME_SEAL, "page.fixed"),
)


def draw_cover(cover: Cover) -> tuple[SheetDrawing, tuple[tuple[str, str, Area], ...]]:
    """The sheet, and the workbook-wide names that point into it."""
    cells = [CellDrawing(2, 1, f"{cover.year or ''}{'年' if cover.year else ''}预算绩效目标", "page.title", (2, 3)),
             CellDrawing(3, 1, "（填报工作簿）", "page.note.centre", (3, 3))]
    names = []
    row = _FIRST
    for label, attribute, name, style in _ROWS:
        cells += [CellDrawing(row, 1, label, "page.label"), CellDrawing(row, 2, getattr(cover, attribute) or None, style)]
        names.append((name, form.COVER, Area(row, 2, row, 2)))
        row += 1
    cells += [CellDrawing(row, 1, "模板版本", "page.label"), CellDrawing(row, 2, form.TEMPLATE_VERSION, "page.fixed")]
    names.append((form.NAME_VERSION, form.COVER, Area(row, 2, row, 2)))
    year = _FIRST + 2
    steps = ("怎么用：",
             "1. 先填本页白色单元格，再逐张填写项目表（“目录”里可以直接跳转）。",
             "2. 填完后校验：有加载项的按“校验”，没有的把文件发给财务科用命令行校验，结果写回“问题”一栏。",
             "3. 标有 ✖ 的必须改；标有 ▲ 的改正或在“例外说明”里写明理由；标有 ● 的是建议。",
             "4. 改完再校验一次，没有错误后上报。上级汇总时直接使用本文件，请不要增删工作表名以外的标签。")
    for offset, text in enumerate(steps):
        cells.append(CellDrawing(row + 2 + offset, 1, text, "page.heading" if offset == 0 else "page.text",
                                 (row + 2 + offset, 3)))
    heights = [(2, 54.0), (3, 22.0), *((each, 26.0) for each in range(_FIRST, row + 1)),
               *((row + 2 + offset, 34.0 if offset else 24.0) for offset in range(len(steps)))]
    return SheetDrawing(
        name=form.COVER, cells=tuple(cells), widths=((1, 22.0), (2, 46.0), (3, 18.0)), heights=tuple(heights),
        limits=(Limit(Area(year, 2, year, 2), 2015, 2099, "年度不对", "请填四位年度，例如 2024。"),),
        choices=(Choice(Area(year + 1, 2, year + 1, 2), "框架表", "不在列表中", "请选 2015 或 2021。"),),
        protect=True, tab="1F4E79", print=Print(Area(1, 1, row + 1 + len(steps), 3)),
    ), tuple(names)
