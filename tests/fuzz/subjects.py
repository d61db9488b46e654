"""What is tried: each subject makes an input from a seed and gives it to the program as a user would.

`attempt` gives the name of an allowed outcome. Anything it raises but a PerfError with a sentence is a failure.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import NamedTuple
from unittest import mock

from perf_xl.errors import PerfError, Unusable
from tests.fuzz import bases
from tests.fuzz.grammars import attempt_text, make_text
from tests.fuzz.inbox_faults import make_mail, make_zip
from tests.fuzz.inbox_subjects import attempt_mail, attempt_zip
from tests.fuzz.odd_texts import FORMULAS, NUMBERS, disturbed, odd_text
from tests.fuzz.side_subjects import (
    attempt_list,
    attempt_settings,
    attempt_template,
    make_list,
    make_settings,
    make_template,
)
from tests.fuzz.workbook_faults import broken_bytes, mutated_workbook
from tests.ledger_files import PROJECTS

TODAY, NOW = date(2023, 6, 30), datetime(2023, 6, 30, 12)
_PATCHED_OF = 8      # one workbook in so many is also marked


class Subject(NamedTuple):
    """`attempt` gets the input and a folder of its own; `heavy` inputs take milliseconds."""

    make: Callable[[Random], bytes]
    attempt: Callable[[bytes, Path], str]
    heavy: bool = True


def said(problem: PerfError) -> str:
    """The key of a refusal, after its sentence was said in both languages on one line."""
    from perf_xl.messages.say import LANGUAGES, sentence

    for lang in LANGUAGES:
        text = sentence(problem.what, lang, **problem.facts)
        assert len(text.splitlines()) == 1, f"{problem.what}: {text!r}"
    return problem.what


def make_workbook(random: Random) -> bytes:
    if random.random() < 0.04:
        return broken_bytes(bases.old_workbook(), random)
    return mutated_workbook(random.choice(bases.workbooks()), random)


def attempt_workbook(data: bytes, folder: Path) -> str:
    """As `validate`; now and then as `validate --mark`, and the copy must say the same as the original."""
    from perf_xl import actions
    from perf_xl.desk import open_book
    from perf_xl.model.as_json import to_json

    path = folder / "in.xlsx"
    path.write_bytes(data)
    opened = actions.open_department(path)
    checked = actions.check(opened, TODAY)
    crashed = [outcome for outcome in checked.outcomes if outcome.outcome.value == "crashed"]
    assert not crashed, f"a rule crashed: {crashed}"
    if zlib.crc32(data) % _PATCHED_OF == 0 and data.startswith(b"PK"):
        (folder / "out").mkdir(exist_ok=True)
        target = folder / "out" / "in.xlsx"
        try:
            open_book.mark(path, target, checked, NOW, fix=False)
        except Unusable as problem:
            return "findings, not marked: " + said(problem)
        again = actions.open_department(target).department
        assert to_json(again)["projects"] == to_json(opened.department)["projects"], "the marked copy reads differently"
        return "marked"
    return "findings" if checked.findings else "clean"


def make_document(random: Random) -> bytes:
    choice = random.random()
    if choice < 0.3:
        return mutated_workbook(bases.word_document(), random)
    text = random.choice(bases.texts())
    start = random.randrange(len(text))
    text = text[:start] + disturbed(text[start:start + 3000], random) + text[start + 3000:] if choice < 0.8 else text[start:]
    if random.random() < 0.3:
        lines = text.split("\n")
        at = random.randrange(len(lines))
        lines[at:at] = [("\t" if random.random() < 0.5 else "") + odd_text(random)] * random.choice((1, 2, 30))
        text = "\n".join(lines)
    data = text.encode(random.choice(("utf-8", "utf-8", "gb18030", "utf-16", "utf-8-sig")), "replace")
    return broken_bytes(data, random) if random.random() < 0.1 else data


def attempt_document(data: bytes, folder: Path) -> str:
    """As `import`: to the nouns, judged, and one time in eight to a workbook that reads back."""
    from perf_xl import actions
    from perf_xl.hosts.xlsx_draw import drawn
    from perf_xl.hosts.xlsx_read import read_xlsx
    from perf_xl.layout.book import BookOptions, standard_workbook

    path = folder / ("in.docx" if data.startswith(b"PK") else "in.txt")
    path.write_bytes(data)
    opened = actions.open_department(path)
    checked = actions.check(opened, TODAY)
    crashed = [outcome for outcome in checked.outcomes if outcome.outcome.value == "crashed"]
    assert not crashed, f"a rule crashed: {crashed}"
    if zlib.crc32(data) % _PATCHED_OF == 0:
        read_xlsx(drawn(standard_workbook(opened.department, BookOptions())), "drawn.xlsx")
        return "drawn"
    return "findings"


def make_ledger(random: Random) -> bytes:
    """Text in several encodings and delimiters; one in ten a workbook."""
    lines = list(bases.vouchers())
    if random.random() < 0.1:
        return _ledger_book(lines, random)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(lines))
        action = random.randrange(5)
        if action == 0:
            lines[at] = disturbed(lines[at], random)
        elif action == 1:
            cells = lines[at].split(",")
            cells[random.randrange(len(cells))] = random.choice((*NUMBERS, *FORMULAS, odd_text(random)))
            lines[at] = ",".join(cells)
        elif action == 2:
            lines[at:at] = lines[at:at + 3] * random.choice((1, 5))
        elif action == 3:
            del lines[at:at + random.randint(1, 3)]
        else:
            lines[at] = random.choice(('"', '"' + lines[at], lines[at] + '"', "\0" + lines[at], "," * 300, ""))
        lines = lines or [""]
    text = random.choice(("\n", "\r\n", "\r")).join(lines)
    if random.random() < 0.2:
        text = text.replace(",", random.choice("\t;|"))
    data = text.encode(random.choice(("utf-8", "gb18030", "utf-16", "utf-16-le", "utf-8-sig")), "replace")
    return broken_bytes(data, random) if random.random() < 0.15 else data


def _ledger_book(lines: list[str], random: Random) -> bytes:
    from xml.sax.saxutils import escape

    from tests.hosts.crafted import parts_of, sheet_xml
    from tests.ledger_sheets import odd_parts

    rows = "".join(f'<row r="{row}">' + "".join(
        f'<c r="{chr(65 + column)}{row}" t="str"><v>{escape(text)}</v></c>' for column, text in enumerate(line.split(",")[:20])) + "</row>"
        for row, line in enumerate(lines, 1))
    if random.random() < 0.5:
        return mutated_workbook(odd_parts(random), random)
    whole = parts_of({"台账": sheet_xml(rows)})
    return mutated_workbook({name: text.encode() if isinstance(text, str) else text for name, text in whole.items()}, random)


def attempt_ledger(data: bytes, folder: Path) -> str:
    """As `ledger`: nothing may get lost between the file and the sums; by rows and in blocks alike."""
    from perf_xl.intake.ledger import read_ledgers

    path = folder / "in.csv"
    path.write_bytes(data)
    projects = {line.split(",")[2]: line.split(",")[3] for line in bases.vouchers()[2:]} | PROJECTS
    if data.startswith(b"PK"):
        _columns_and_parser(path, projects)
    by_rows = read_ledgers([path], 2023, projects, blocks_from=1 << 40)
    assert by_rows.balances, "rows got lost"
    if not data.startswith((b"PK", b"\xd0\xcf")):
        in_blocks = read_ledgers([path], 2023, projects, blocks_from=0)
        assert in_blocks.balances, "rows got lost in blocks"
        assert in_blocks.file_fen == by_rows.file_fen, f"blocks {in_blocks.file_fen}, rows {by_rows.file_fen}"
        assert in_blocks.loaded == by_rows.loaded, "blocks and rows differ"
    return "read" if by_rows.loaded.rows else "read, nothing loaded"


def _columns_and_parser(path: Path, projects: dict[str, str]) -> None:
    """As very large books are read: in columns what a parser reads. Columns that nobody asks for are not looked into."""
    from perf_xl.hosts import xlsx_rows
    from perf_xl.intake.ledger import read_ledgers

    def read() -> object:
        try:
            return read_ledgers([path], 2023, projects)
        except Unusable as refused:
            return refused.what

    large_sheets = xlsx_rows.large_sheets
    with mock.patch.object(xlsx_rows, "large_sheets", lambda path, from_mb: large_sheets(path, -1)):
        by_columns = read()
        with mock.patch.object(xlsx_rows.LargeSheet, "cuts", _no_columns):
            parsed = read()
    assert parsed == by_columns or (isinstance(parsed, str) and not isinstance(by_columns, str)), "columns and parser differ"


def _no_columns(_: object) -> Iterator[object]:
    from perf_xl.hosts.xlsx_text import Odd

    raise Odd
    yield


def make_dump(random: Random) -> bytes:
    """The JSON of a department with a value exchanged, or its text disturbed."""
    from perf_xl.model.as_json import to_json

    tree = json.loads(json.dumps(to_json(bases.small_department())))
    if random.random() < 0.3:
        return disturbed(json.dumps(tree, ensure_ascii=False), random).encode("utf-8", "replace")
    node: object = tree
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
        if not keys:
            break
        key = random.choice(keys)
        inside = node[key]  # type: ignore[index]
        if not isinstance(inside, dict | list) or not inside or random.random() < 0.25:
            node[key] = random.choice((None, True, -1, 1e308, [], {}, [[]], "", odd_text(random), inside))  # type: ignore[index]
            break
        node = inside
    return json.dumps(tree).encode("utf-8", "replace")


def attempt_dump(data: bytes, folder: Path) -> str:
    from perf_xl import actions

    path = folder / "in.json"
    path.write_bytes(data)
    checked = actions.check(actions.open_department(path), TODAY)
    crashed = [outcome for outcome in checked.outcomes if outcome.outcome.value == "crashed"]
    assert not crashed, f"a rule crashed: {crashed}"
    return "findings"


SUBJECTS: dict[str, Subject] = {
    "workbooks": Subject(make_workbook, attempt_workbook),
    "documents": Subject(make_document, attempt_document),
    "ledgers": Subject(make_ledger, attempt_ledger),
    "dumps": Subject(make_dump, attempt_dump),
    "mails": Subject(make_mail, attempt_mail),
    "zips": Subject(make_zip, attempt_zip),
    "lists": Subject(make_list, attempt_list),
    "templates": Subject(make_template, attempt_template),
    "settings": Subject(make_settings, attempt_settings),
    "grammar": Subject(lambda random: make_text(random).encode("utf-8", "surrogatepass"),
                       lambda data, _: attempt_text(data.decode("utf-8", "surrogatepass")), heavy=False),
}


def attempt(subject: Subject, data: bytes, folder: Path) -> str:
    """The outcome of one input. Raises whatever is no allowed outcome."""
    try:
        return subject.attempt(data, folder)
    except PerfError as problem:
        return "refused: " + said(problem)
