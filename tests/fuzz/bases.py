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

GOLDEN = Path(__file__).parents[1] / "golden"


@cache
def small_department() -> Department:
    """One project of the sample, with everything around it."""
    from dataclasses import replace

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
    light = drawn(_without(whole, (form.GUIDE, form.CONTENTS, form.LEDGER, form.PROGRESS, form.EVALUATION, form.JOURNAL)))
    plain = parts_of({"表": sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.25</v></c></row>')},
                     shared_xml("<t>预算数</t>"))
    crafted = {name: text.encode() if isinstance(text, str) else text for name, text in plain.items()}
    small = parts((GOLDEN / "reading" / "libreoffice.xlsx").read_bytes())
    return parts(standard), *[parts(light)] * 6, parts(received()), small, crafted


def _without(blueprint: Blueprint, names: tuple[str, ...]) -> Blueprint:
    """The same with fewer sheets: an input must be cheap."""
    from dataclasses import replace

    return replace(blueprint, sheets=tuple(sheet for sheet in blueprint.sheets if sheet.name not in names),
                   names=tuple(name for name in blueprint.names if name[1] not in names))


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
