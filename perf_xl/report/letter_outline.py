"""退回修改意见: what one unit must mend, sheet by sheet, as a letter and as the text of a mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from perf_xl.messages.say import sentence
from perf_xl.model.department import Department
from perf_xl.picture.remark import Remark
from perf_xl.report.inert import on_one_line
from perf_xl.report.report import Block, Heading, Paragraph, Report, Table, TableCell
from perf_xl.rules.findings_json import CheckedFile

_LEVELS = ("error", "warning", "info")
_WIDTHS = (5.5, 8.5, 7.5, 34.0, 30.0, 20.0)


class LetterSheet(Struct, frozen=True):
    """The remarks on one sheet, gravest first. `name` blank: they are about the workbook."""

    name: str
    project_code: str
    project_name: str
    remarks: tuple[Remark, ...]


class Letter(Struct, frozen=True):
    """To `unit_body`, from `sender`; `waived` findings are only counted. `deadline` None: filled in by hand."""

    unit_body: str
    year: int | None
    file: str
    sheets: tuple[LetterSheet, ...]
    waived: int
    sender: str
    day: date
    deadline: date | None = None

    def count(self, level: str) -> int:
        return sum(remark.level == level for sheet in self.sheets for remark in sheet.remarks)

    @property
    def is_needed(self) -> bool:
        """Hints alone send nothing back."""
        return bool(self.count("error") or self.count("warning"))


def letters_of(checked: CheckedFile, sender: str, day: date, deadline: date | None = None) -> tuple[Letter, ...]:
    """One letter per 预算单位 of a workbook, in order; together they hold every remark once.

    What is about the workbook as a whole goes to the 本级, else to the first unit.
    """
    department = checked.department
    assert department is not None
    bodies = department.unit_bodies or (f"{department.unit_code}{department.name}",)
    own = next((body for body in bodies if body.endswith("本级")), bodies[0])
    shares: dict[str, list[tuple[int | None, Remark]]] = {body: [] for body in bodies}
    for finding, remark in zip(checked.findings, checked.remarks, strict=True):
        body = own if finding.project is None else department.projects[finding.project].unit_body.text
        shares[body].append((finding.project, remark))
    return tuple(Letter(body or department.name, department.year, _file_of(department, body) or checked.file,
                        tuple(_sheets(department, share)), sum(bool(remark.waived) for _, remark in share), sender, day, deadline)
                 for body, share in shares.items())


def _file_of(department: Department, body: str) -> str:
    """The workbook that the unit handed in; of a consolidated department each unit has its own."""
    return next((project.place.book for project in department.of_unit(body)), "")


def _sheets(department: Department, share: Sequence[tuple[int | None, Remark]]) -> Iterator[LetterSheet]:
    """In the order of the projects; the workbook itself first."""
    positions = sorted({position for position, remark in share if not remark.waived},
                       key=lambda position: -1 if position is None else position)
    for position in positions:
        remarks = sorted((remark for at, remark in share if at == position and not remark.waived), key=_order)
        project = None if position is None else department.projects[position]
        yield LetterSheet(project.place.sheet if project else "", project.code.text if project else "",
                          project.name.text if project else "", tuple(remarks))


def _order(remark: Remark) -> tuple[int, str, int, int]:
    return _LEVELS.index(remark.level), remark.place.sheet, remark.place.row, remark.place.column


def letter_report(letter: Letter, lang: str = "zh") -> Report:
    """The letter for Word and PDF."""
    def say(key: str, **facts: object) -> str:
        return sentence(f"letter.{key}", lang, **facts)

    title = say("title")
    blocks: list[Block] = [Heading(0, title), Paragraph(say("to", unit=letter.unit_body), style="left"), *_opening(letter, lang)]
    for number, sheet in enumerate(letter.sheets, 1):
        blocks += [Heading(4, _sheet_title(sheet, number, lang)), *_where(sheet, lang), _table(sheet, lang)]
    blocks += [Paragraph(say("deadline", day=_deadline(letter, lang))), Paragraph(say("how"))]
    blocks += [Paragraph(text, style="right") for text in (letter.sender, say("day", year=letter.day.year, month=letter.day.month,
                                                                              day=letter.day.day)) if text]
    return Report(f"{title}（{letter.unit_body}）", tuple(blocks), letter.sender, letter.day.isoformat())


def letter_text(letter: Letter, lang: str = "zh") -> str:
    """The letter as the text of a mail: no tables, a line per remark."""
    def say(key: str, **facts: object) -> str:
        return sentence(f"letter.{key}", lang, **facts)

    lines = [say("title"), "", say("to", unit=letter.unit_body), *(block.text for block in _opening(letter, lang)), ""]
    for number, sheet in enumerate(letter.sheets, 1):
        lines += [_sheet_title(sheet, number, lang), *(block.text for block in _where(sheet, lang))]
        lines += [say("line", number=at, level=say(f"level.{remark.level}"), place=_place(remark, lang), message=remark.message,
                      advice=remark.advice, basis=remark.basis) for at, remark in enumerate(sheet.remarks, 1)]
        lines.append("")
    lines += [say("deadline", day=_deadline(letter, lang)), say("how"), "", letter.sender,
              say("day", year=letter.day.year, month=letter.day.month, day=letter.day.day)]
    return "\n".join(on_one_line(line) for line in lines) + "\n"


def _opening(letter: Letter, lang: str) -> Iterable[Paragraph]:
    numbers = {level: letter.count(level) for level in _LEVELS}
    yield Paragraph(sentence("letter.opening", lang, year=letter.year or "", file=letter.file, errors=numbers["error"],
                             warnings=numbers["warning"], infos=numbers["info"]))
    if letter.waived:
        yield Paragraph(sentence("letter.waived", lang, number=letter.waived))


def _sheet_title(sheet: LetterSheet, number: int, lang: str) -> str:
    if not sheet.project_name and not sheet.name:
        return sentence("letter.workbook", lang, number=number)
    return sentence("letter.sheet", lang, number=number, name=sheet.project_name or sheet.name)


def _where(sheet: LetterSheet, lang: str) -> Iterable[Paragraph]:
    if sheet.project_code or sheet.name:
        yield Paragraph(sentence("letter.where", lang, code=sheet.project_code or "—", sheet=sheet.name or "—"), style="caption")


def _table(sheet: LetterSheet, lang: str) -> Table:
    keys = ("number", "level", "cell", "message", "advice", "basis")
    head = tuple(TableCell(sentence(f"letter.head.{key}", lang), role="head") for key in keys)
    rows = [(TableCell(str(at)), TableCell(sentence(f"letter.level.{remark.level}", lang), role=_role(remark.level)),
             TableCell(_place(remark, lang)), TableCell(remark.message, role="text"), TableCell(remark.advice, role="text"),
             TableCell(remark.basis, role="text")) for at, remark in enumerate(sheet.remarks, 1)]
    return Table(_WIDTHS, (head, *rows), 1, "small", sheet.project_name)


def _role(level: str) -> str:
    return level if level in ("error", "warning") else "value"


def _place(remark: Remark, lang: str) -> str:
    """The cell; with its sheet where that is not the project's own; the line of a document."""
    place = remark.place
    if not place.cell:
        return sentence("show.line", lang, row=place.row) if place.row and not place.sheet else place.sheet
    return place.cell if remark.project_name else f"{place.sheet} {place.cell}"


def _deadline(letter: Letter, lang: str) -> str:
    day = letter.deadline
    if day is None:
        return sentence("letter.blank_day", lang)
    return sentence("letter.day", lang, year=day.year, month=day.month, day=day.day)
