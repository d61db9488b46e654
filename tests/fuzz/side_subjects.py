"""The smaller files that a user hands in beside workbooks: lists of units, keys, libraries, Word templates, 设置."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from tests.fuzz import bases
from tests.fuzz.odd_texts import disturbed, odd_text
from tests.fuzz.workbook_faults import Parts, broken_bytes, mutated_workbook, packed
from tests.hosts.crafted import parts_of, sheet_xml

_UNITS = ("单位编码,单位名称", "312001,保定市公安局（本级）", "312002,交通警察支队", "3 特警支队", "312003-看守所", "一、市级部门", "备注：,")


# --- lists of units, keys, libraries

def make_list(random: Random) -> bytes:
    """The first byte says what it is for: a roster as text or workbook, a key, a library."""
    kind = random.choice("rrrkl")
    if kind == "k":
        text = "\n".join(random.choice(("保定市财政局", "", odd_text(random), "0" * 40)) for _ in range(random.choice((2, 2, 1, 3))))
    elif kind == "l":
        text = _library(random)
    elif random.random() < 0.25:
        rows = "".join(f'<row r="{row}">' + "".join(f'<c r="{"AB"[at]}{row}" t="str"><v>{escape(cell)}</v></c>' for at, cell in enumerate(line.split(",")))
                       + "</row>" for row, line in enumerate(_UNITS, 1))
        return b"r" + mutated_workbook(_as_bytes(parts_of({"名册": sheet_xml(rows)})), random)
    else:
        lines = [random.choice((line, line, disturbed(line, random), odd_text(random))) for line in _UNITS] * random.choice((1, 1, 3))
        text = random.choice(("\n", "\r\n", "\r")).join(lines).replace(",", random.choice(",\t，;"))
    data = text.encode(random.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")), "replace")
    return kind.encode() + (broken_bytes(data, random) if random.random() < 0.15 and data else data)


def _library(random: Random) -> str:
    entry = {"kind": "x", "level1": "产出指标", "level2": "数量指标", "level3": "人数", "uses": 3}
    entry[random.choice(sorted(entry))] = random.choice((None, 1, [], {}, odd_text(random), -1, 1e308, True))
    text = json.dumps({"schema": "perf-xl/library/1", "indicators": random.choice(([entry] * 3, entry, [], None, [[entry]]))}, ensure_ascii=False)
    return disturbed(text, random) if random.random() < 0.3 else text


def attempt_list(data: bytes, folder: Path) -> str:
    from perf_xl.desk.gathering import read_key, read_roster
    from perf_xl.desk.library_book import offered_names

    kind, path = data[:1], folder / ("in.xlsx" if data[1:3] == b"PK" else "in.csv")
    path.write_bytes(data[1:])
    if kind == b"k":
        key = read_key(path)
        assert key.secret
        return "key"
    if kind == b"l":
        for level2, names in offered_names(path):
            assert isinstance(level2, str)
            assert all(isinstance(name, str) for name in names)
        return "library"
    units = read_roster(path)
    assert units
    assert all(unit.name and len(unit.text.splitlines()) <= 1 for unit in units)
    return "roster"


def _as_bytes(whole: dict[str, str | bytes]) -> Parts:
    return {name: text.encode() if isinstance(text, str) else text for name, text in whole.items()}


# --- Word templates

def make_template(random: Random) -> bytes:
    """The shipped template, or a document of Word's, with faults."""
    from perf_xl.report.word_template import template_bytes

    base = bases.word_document() if random.random() < 0.2 else bases.parts(template_bytes(one_page=random.random() < 0.3))
    return mutated_workbook(base, random) if random.random() < 0.9 else packed(base)


def attempt_template(data: bytes, folder: Path) -> str:
    """As `report --template`: a document that every program opens, or a sentence and no document."""
    from docx import Document

    from perf_xl.actions import report

    template, target = folder / "模板.docx", folder / "报告.docx"
    template.write_bytes(data)
    target.unlink(missing_ok=True)
    report(bases.small_department(), target, template=template)
    with zipfile.ZipFile(BytesIO(target.read_bytes())) as package:
        assert package.testzip() is None
    try:
        Document(str(target))
    except Exception as problem:
        try:
            Document(str(template))
        except Exception:  # noqa: BLE001 - a template that no program opens makes a document that none opens
            return "drawn into a template that cannot be opened"
        raise AssertionError("the document cannot be opened, its template could") from problem
    return "drawn"


# --- 设置

def make_settings(random: Random) -> bytes:
    """A workbook whose 设置 says odd things."""
    from perf_xl.model.settings import offered

    labels = [each.label for each in offered()]
    rows = [("类别", "设置项", "值", "说明")]
    for _ in range(random.randint(1, 12)):
        label = random.choice(labels) if random.random() < 0.8 else random.choice((odd_text(random)[:60], "收件人：312001", "收件人"))
        rows.append(("", label, random.choice((odd_text(random), odd_text(random), "张三 <a@b.cn>；c@d.cn\r\nBcc: x@y.cn", "13", "510000", "元", "摘要")), ""))
    data = "".join(f'<row r="{row}">' + "".join(
        f'<c r="{chr(65 + at)}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(_for_xml(cell))}</t></is></c>' for at, cell in enumerate(line) if cell)
        + "</row>" for row, line in enumerate(rows, 3))
    whole = parts_of({"设置": sheet_xml(data), "表": str(bases.workbooks()[-1]["xl/worksheets/sheet1.xml"], "utf-8")})
    whole["xl/sharedStrings.xml"] = bases.workbooks()[-1]["xl/sharedStrings.xml"]
    return mutated_workbook(_as_bytes(whole), random) if random.random() < 0.3 else packed(_as_bytes(whole))


def _for_xml(text: str) -> str:
    return "".join(letter if letter in "\t\n\r" or " " <= letter < "\ud800" or "\ue000" <= letter < "\ufffe" or letter > "\uffff" else "?" for letter in text)


def attempt_settings(data: bytes, folder: Path) -> str:
    """Every room that asks 设置 something: to whom mail goes, the region's rules, the columns of exports."""
    from datetime import date

    from perf_xl import actions
    from perf_xl.desk.reminders import recipients_of
    from perf_xl.desk.spending_book import load_exports
    from perf_xl.errors import Unusable
    from perf_xl.mail.message import recipients_from

    path, export = folder / "in.xlsx", folder / "凭证.csv"
    path.write_bytes(data)
    export.write_text("\n".join(bases.vouchers()[:6]), encoding="utf-8")
    opened = actions.open_department(path)
    checked = actions.check(opened, date(2023, 6, 30))
    assert not [outcome for outcome in checked.outcomes if outcome.outcome.value == "crashed"]
    refused = 0
    for ask in (lambda: recipients_from(opened.settings), lambda: recipients_of(opened.settings, "312001公安局"),
                lambda: load_exports(opened, [export])):
        try:
            ask()
        except Unusable as problem:
            from tests.fuzz.subjects import said

            said(problem)
            refused += 1
    return f"{refused} of 3 questions refused"
