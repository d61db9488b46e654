"""Every kind of file that the program writes is accepted by Microsoft's own validator."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from addin import build
from perf_xl.cli import main
from perf_xl.hosts.files import FilesHost
from perf_xl.layout.styles import STYLES
from perf_xl.picture.edit import Mark
from perf_xl.templates import template_files
from tests.hosts.received import SHEET, received
from tests.ooxml import faults, needs_validator

pytestmark = needs_validator
SAMPLE = Path(__file__).parents[1] / "perf_xl" / "sample"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One file of each kind, from the shipped sample."""
    folder = tmp_path_factory.mktemp("样例 =1;%")
    names = {"book": "部门.xlsx", "marked": "带标记.xlsx", "again": "再次.xlsx", "ledger": "台账.xlsx", "progress": "进度.xlsx",
             "report": "报告.docx", "progress_report": "进度报告.docx", "whole": "汇总.xlsx"}
    at = {key: folder / name for key, name in names.items()}
    for arguments in (
            ["load", SAMPLE / "department.json", "-o", at["book"]],
            ["validate", at["book"], "--mark", at["marked"]],
            ["validate", at["marked"], "--mark", at["again"], "--fix", "safe"],
            ["ledger", at["marked"], SAMPLE / "vouchers_2023.csv", "-o", at["ledger"]],
            ["progress", at["ledger"], "--as-of", "2023-06-30", "-o", at["progress"]],
            ["report", at["book"], "-o", at["report"]],
            ["report", at["progress"], "-o", at["progress_report"], "--kind", "progress", "--as-of", "2023-06-30"],
            ["consolidate", at["book"], "-o", at["whole"]]):
        assert main([str(argument) for argument in arguments]) in (0, 1), arguments
    return at


@pytest.mark.parametrize("kind", ["book", "marked", "again", "ledger", "progress", "report", "progress_report", "whole"])
def test_a_file_of_this_kind_is_sound(made: dict[str, Path], kind: str) -> None:
    assert faults(made[kind]) == []


@pytest.mark.parametrize("name", sorted(template_files()))
def test_the_templates_are_sound(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(template_files()[name])
    assert faults(tmp_path / name) == []


def test_a_workbook_of_others_is_sound_after_we_marked_it(tmp_path: Path) -> None:
    (tmp_path / "来件.xlsx").write_bytes(received())
    before = faults(tmp_path / "来件.xlsx")
    fills = [name for name in STYLES if name.startswith("mark.")]
    marks = [Mark(SHEET, row, 1, fill, "请核对 <&>") for row, fill in enumerate(fills, 2)]
    FilesHost(tmp_path / "来件.xlsx", copy_to=tmp_path / "标记.xlsx").apply(marks)
    assert faults(tmp_path / "标记.xlsx") == before


def test_the_add_in_is_sound(tmp_path: Path) -> None:
    (tmp_path / "perf_xl.xlam").write_bytes(build.assemble())
    assert faults(tmp_path / "perf_xl.xlam") == []


@pytest.mark.parametrize(("part", "old", "new"), [
    ("customUI/customUI14.xml", b'size="large"', b'size="huge"'),
    ("customUI/customUI14.xml", b"keytip=", b"keytipp="),
    ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetdata>"),
])
def test_the_judge_sees_a_fault(tmp_path: Path, part: str, old: bytes, new: bytes) -> None:
    """Lest its silence means nothing."""
    (tmp_path / "sound.xlam").write_bytes(build.assemble())
    with zipfile.ZipFile(tmp_path / "sound.xlam") as sound, zipfile.ZipFile(tmp_path / "broken.xlam", "w") as broken:
        for name in sound.namelist():
            data = sound.read(name)
            assert name != part or old in data
            broken.writestr(name, data.replace(old, new) if name == part else data)
    assert faults(tmp_path / "broken.xlam")
