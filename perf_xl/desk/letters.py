"""A letter per unit: from workbooks that were checked to files in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from perf_xl import actions
from perf_xl.errors import Unusable
from perf_xl.hosts.file_names import safe_file_name, unlike
from perf_xl.hosts.workbooks import workbooks
from perf_xl.messages.say import sentence
from perf_xl.report.letter_outline import Letter, letter_report, letter_text, letters_of
from perf_xl.rules.findings_json import CheckedFile


class WrittenLetter(Struct, frozen=True):
    """The letter and its two files; none where nothing has to be mended."""

    letter: Letter
    files: tuple[Path, ...] = ()


def letters_for(paths: Sequence[Path], today: date, *, sender: str = "", deadline: date | None = None,
                lang: str = "zh") -> tuple[list[Letter], list[Unusable]]:
    """The letters of every workbook below `paths`, and which could not be read.

    Each workbook is judged by itself, so that the cells named are those of the unit's own file.
    """
    checked, problems = actions.validate(workbooks(paths), actions.Question(today, lang=lang))
    return [letter for each in checked if each.status == "checked"
            for letter in letters_of(each, sender, today, deadline)], problems


def write_letters(letters: Sequence[Letter], folder: Path, lang: str = "zh") -> list[WrittenLetter]:
    """Each letter as .docx and .txt, named after its unit. Raises Unusable when the folder cannot be written."""
    from perf_xl.hosts.landing import land
    from perf_xl.report.to_docx import docx_bytes

    actions.make_folder(folder)
    written, taken = [], set[str]()
    for letter in letters:
        if not letter.is_needed:
            written.append(WrittenLetter(letter))
            continue
        report = letter_report(letter, lang)
        stem = unlike(safe_file_name(f"{letter.unit_body}_{sentence('letter.title', lang)}"), taken)
        files = folder / f"{stem}.docx", folder / f"{stem}.txt"
        land(files[0], docx_bytes(report))
        # Notepad on older Windows takes a file without a mark for GBK.
        land(files[1], letter_text(letter, lang).replace("\n", "\r\n").encode("utf-8-sig"))
        written.append(WrittenLetter(letter, files))
    return written


def letters_from(checked: Sequence[CheckedFile], folder: Path, day: date, *, sender: str = "", deadline: date | None = None,
                 lang: str = "zh") -> list[WrittenLetter]:
    """The same for workbooks that were already checked, as a consolidation has them."""
    return write_letters([letter for each in checked if each.status == "checked"
                          for letter in letters_of(each, sender, day, deadline)], folder, lang)
