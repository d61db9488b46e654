"""Builds the files of `workbook_templates/` from the layout: `python -m perf_xl.templates FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from perf_xl.hosts.xlsx_draw import drawn
from perf_xl.layout.book import BookOptions, standard_workbook
from perf_xl.model.department import Department
from perf_xl.report.word_template import ONE_PAGE_TEMPLATE, TEMPLATE
from perf_xl.rules.guide import guide_lines

UNIT_TEMPLATE = "单位填报模板_{profile}版.xlsx"
DEPARTMENT_TEMPLATE = "部门填报模板_{profile}版.xlsx"
_PROJECTS = 3


def template_files() -> dict[str, bytes]:
    """Name and content of each template; the same bytes on every run."""
    files = {each.name: each.read_bytes() for each in (TEMPLATE, ONE_PAGE_TEMPLATE)}
    for profile in ("2015", "2021"):
        for name, part_one in ((UNIT_TEMPLATE, False), (DEPARTMENT_TEMPLATE, True)):
            options = BookOptions(profile=profile, part_one=part_one, rules=guide_lines(), spare_projects=_PROJECTS)
            files[name.format(profile=profile)] = drawn(standard_workbook(Department(), options))
    return files


def main(folder: Path) -> None:
    """Write the templates into a folder of the project."""
    for name, content in template_files().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
