"""What the fuzzers start from: small honest files of several programs, as parts or bytes."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from perf_xl.demo import SAMPLE
from perf_xl.layout import form
from perf_xl.model.department import Department
from perf_xl.picture.blueprint import Blueprint
from perf_xl.rules.guide import guide_lines
from tests.fuzz.workbook_faults import Parts
from tests.hosts.crafted import parts_of, shared_xml, sheet_xml
from tests.hosts.received import received

_HIDDEN = ' hidden="1"'
GOLDEN = Path(__file__).parents[1] / "golden"


@cache
def small_department() -> Department:
    """One project of the sample, with everything around it."""
    from msgspec.structs import replace

    from perf_xl.actions import load_json

    whole = load_json(SAMPLE / "department.json")
    return replace(whole, projects=whole.projects[:1])


@cache
def workbooks() -> tuple[Parts, ...]:
    """The standard workbook of one project, and workbooks of three other hands."""
    from perf_xl.hosts.xlsx_draw import drawn
    from perf_xl.layout.book import BookOptions, standard_workbook

    whole = standard_workbook(small_department(), BookOptions(rules=guide_lines()[:3]))
    standard = drawn(whole)
    ours = tuple(sheet.name for sheet in whole.sheets if sheet.name in form.OUR_SHEETS and sheet.name != form.LISTS)
    light = {name: data for name, data in parts(drawn(_without(whole, ours))).items() if not name.startswith(("xl/theme", "docProps"))}
    small = parts((GOLDEN / "reading" / "libreoffice.xlsx").read_bytes())
    return parts(standard), *[light] * 5, parts(received()), small, *[_tiny()] * 8


def _tiny() -> Parts:
    """An official table by hand: a bit of everything in two kilobytes."""
    rows = (("1.培训经费绩效目标表",), ("312001公安局", "", "单位：万元"), ("项目编码", "13060023P00001310001R", "", "项目名称", "培训经费"),
            ("预算规模及资金用途", "预算数", 50, "其中：财政资金", 50, "其他资金"), ("资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"),
            ("", 0.25, 0.5, 0.75, 1), ("绩效目标", "1.培训120名教师"),
            ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"),
            ("产出指标", "数量指标", "培训人数", "培训教师人数", "≥120人", "工作计划"), ("", "质量指标", "合格率", "合格人数比例", "≥95%", "工作计划"))
    texts: list[str] = []
    data = "".join(f'<row r="{row}"{_HIDDEN if row == 10 else ""}>' + "".join(
        _tiny_cell(row, column, value, texts) for column, value in enumerate(cells) if value != "") + "</row>"
        for row, cells in enumerate(rows, 1))
    after = '<mergeCells count="2"><mergeCell ref="A1:F1"/><mergeCell ref="B7:F7"/></mergeCells>'
    plain = parts_of({"表": sheet_xml(data, '<cols><col min="7" max="9" width="9" hidden="1"/></cols>', after)},
                     shared_xml(*(f"<t>{text}</t>" for text in texts)),
                     '<definedName name="预算数" localSheetId="0">表!$C$4</definedName><definedName name="x">表!$A$1:$F$10</definedName>')
    return {name: text.encode() if isinstance(text, str) else text for name, text in plain.items()}


def _tiny_cell(row: int, column: int, value: str | float, texts: list[str]) -> str:
    place = f"{chr(65 + column)}{row}"
    if isinstance(value, str):
        texts.append(value)
        return f'<c r="{place}" t="s"><v>{len(texts) - 1}</v></c>'
    return f'<c r="{place}" s="{1 if value <= 1 else 0}"><f>{value}*1</f><v>{value}</v></c>'


def _without(blueprint: Blueprint, names: tuple[str, ...]) -> Blueprint:
    """The same with fewer sheets: an input must be cheap."""
    from msgspec.structs import replace

    return replace(blueprint, sheets=tuple(sheet for sheet in blueprint.sheets if sheet.name not in names),
                   names=tuple(name for name in blueprint.names if name[1] not in names), active="")


def parts(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def old_workbook() -> bytes:
    return (GOLDEN / "reading" / "libreoffice.xls").read_bytes()


@cache
def texts() -> tuple[str, ...]:
    """Published documents as text exports."""
    from perf_xl.intake.encoding import decode_text

    return tuple(decode_text((GOLDEN / "documents" / name).read_bytes(), name) for name in ("health_2024.txt", "water_frame_2021.txt"))


@cache
def word_document() -> Parts:
    """A published document in Word."""
    from perf_xl.report.targets import targets_report
    from perf_xl.report.to_docx import docx_bytes

    return parts(docx_bytes(targets_report(small_department())))


@cache
def vouchers() -> list[str]:
    """Lines of a finance system's export, the header first."""
    return (SAMPLE / "vouchers_2023.csv").read_text(encoding="utf-8-sig").splitlines()[:40]
