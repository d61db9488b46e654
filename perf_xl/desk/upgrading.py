"""A workbook of an older template becomes one of the present template; what moved where is told, and nothing is lost.

The version stands on 封面, else among the document properties; a workbook with neither is known by its labels only.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.actions import Opened
from perf_xl.consolidate.difference import difference
from perf_xl.desk.progress_book import interims_in
from perf_xl.errors import Refused, Unusable
from perf_xl.hosts.landing import check_target, land
from perf_xl.hosts.xlsx_draw import drawn
from perf_xl.hosts.xlsx_read import read_bytes
from perf_xl.journal import read_journal
from perf_xl.layout import form
from perf_xl.layout.book import BookOptions, standard_workbook
from perf_xl.layout.cell_text import entry_at
from perf_xl.layout.read import read
from perf_xl.model.as_json import to_json
from perf_xl.model.department import Department
from perf_xl.picture.edit import Edit
from perf_xl.picture.grid import Grid, SheetGrid
from perf_xl.rules.guide import guide_lines

VERSION_PROPERTY = "perf_xl template"
_OWN_FIELDS = ("填报人", "联系电话")       # names on 封面 that belong to no noun
_PROJECTS = 3


class Moved(Struct, frozen=True):
    """`what` is a key under `upgrade` in the messages; `source` and `target` are places in words, '' for none."""

    what: str
    source: str = ""
    target: str = ""
    number: int = 0


class Upgraded(Struct, frozen=True):
    """`version` is the old one, '' where the workbook named none; `left` stayed behind and must be looked at."""

    version: str
    moved: tuple[Moved, ...]
    left: tuple[Moved, ...]


def version_of(opened: Opened) -> str:
    """The version of the template that a workbook was made from; '' where only its labels tell what it is."""
    if opened.department.template_version:
        return opened.department.template_version
    return opened.grid.properties.get(VERSION_PROPERTY, "") if opened.grid else ""


def upgrade(book: Path, target: Path) -> Upgraded:
    """Write the workbook anew on the present template. Raises Unusable, and Refused when it already is of that version.

    The new file is read back before it lands: everything that the old one says, it must say too.
    """
    check_target(target, [book])
    opened = actions.open_department(book)
    version = version_of(opened)
    if version == form.TEMPLATE_VERSION:
        raise Refused("upgrade.already", path=book.name, version=version)
    department = replace(opened.department, template_version="")
    grid = opened.grid
    options = BookOptions(rules=guide_lines(), profile=actions.profile_of(department), spending=actions.spending_in(opened),
                          spare_projects=0 if department.projects else _PROJECTS, settings=opened.settings,
                          interims=interims_in(opened)[0],
                          journal=tuple(entry.row for entry in read_journal(grid.sheet(form.JOURNAL) if grid else None)))
    content, cover = _with_cover(drawn(standard_workbook(department, options)), grid)
    written = read_bytes(content, target.name)
    _check_nothing_lost(department, read(written).department, book)
    land(target, content, [book])
    moved = [*_projects(department, read(written).department), *cover, *_other_sheets(options)]
    return Upgraded(version, tuple(moved), tuple(_left(opened)))


def _check_nothing_lost(old: Department, new: Department, book: Path) -> None:
    """What both ways of looking at a department can see: its fields, and its JSON with the self-evaluation in it."""
    lost = [change for change in difference(old, new) if change.field not in ("title", "amount_unit") or change.before]
    if lost:
        raise Unusable("upgrade.would_lose", path=book.name, sheet=lost[0].old.sheet, cell=lost[0].old.cell or lost[0].name)
    for before, after, project in zip(to_json(old)["projects"], to_json(new)["projects"], old.projects, strict=True):
        if any(before.get(key) != after.get(key) for key in ("evaluation", "last_budget", "indicators")):
            raise Unusable("upgrade.would_lose", path=book.name, sheet=project.place.sheet, cell=project.name.text)


def _projects(old: Department, new: Department) -> list[Moved]:
    return [Moved("project", before.place.sheet or before.place.book, after.place.sheet, len(before.indicators))
            for before, after in zip(old.projects, new.projects, strict=True)]


def _with_cover(content: bytes, grid: Grid | None) -> tuple[bytes, list[Moved]]:
    """Contact and telephone, copied from cell to cell."""
    from perf_xl.hosts.xlsx_patch import patched

    edits, moved = [], []
    new = read_bytes(content, "new")
    for label in _OWN_FIELDS:
        text = _beside(grid.sheet(form.COVER) if grid else None, label)
        spot = next((name.area for name in new.names if name.name == label and not name.scope), None)
        if text and spot is not None:
            edits.append(Edit(form.COVER, spot.top, spot.left, None, text))
            moved.append(Moved("cover", label, form.COVER))
    return (patched(content, edits)[0] if edits else content), moved


def _beside(sheet: SheetGrid | None, label: str) -> str:
    for row, column, text in sheet.texts() if sheet else ():
        if text.strip().rstrip("：:") == label:
            assert sheet is not None
            return entry_at("", sheet, row, column + 1).text
    return ""


def _other_sheets(options: BookOptions) -> list[Moved]:
    made = []
    if options.spending is not None:
        made.append(Moved("ledger", form.LEDGER, form.LEDGER, len(options.spending.sums)))
    if options.interims:
        made.append(Moved("interims", form.MONITORING, form.MONITORING, len(options.interims)))
    if options.journal:
        made.append(Moved("journal", form.JOURNAL, form.JOURNAL, len(options.journal)))
    return made


def _left(opened: Opened) -> list[Moved]:
    """Sheets that are none of ours, and a seal, which covered the old file only."""
    left = [Moved("foreign", sheet) for sheet in opened.foreign_sheets]
    grid = opened.grid
    if grid is None:
        return left
    if grid.sheet(form.EVALUATION) is not None and not any(project.evaluation for project in opened.department.projects):
        left.append(Moved("evaluation", form.EVALUATION))       # an older sheet has no forms that could be read
    if grid.sheet(form.SEALED) is not None:
        left.append(Moved("seal", form.SEALED))
    return left
