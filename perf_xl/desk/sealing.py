"""Seals into workbooks and out of them; what was changed between two submissions, as marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from perf_xl.actions import Opened, open_department
from perf_xl.consolidate.difference import Change, difference
from perf_xl.consolidate.seal import Examined, Key, examine, key_from_text, make_seal
from perf_xl.desk.gathering import read_key as read_key
from perf_xl.errors import Refused, Unusable
from perf_xl.layout.difference_sheet import ToldChange, difference_marks
from perf_xl.layout.seal_sheet import read_seal, seal_changes
from perf_xl.messages.say import sentence
from perf_xl.model.department import Department
from perf_xl.model.seal import Receipt, Seal
from perf_xl.rules.findings_json import CheckedFile
from perf_xl.rules.version import rules_version


def new_key(name: str, target: Path) -> None:
    """Write a fresh key. Raises Unusable for a name that does not fit, or a file that already exists."""
    import secrets

    from perf_xl.hosts.landing import land

    text = f"{name.strip()}\n{secrets.token_hex(32)}\n"
    key_from_text(text, target.name)
    if target.exists():
        raise Unusable("seal.key_exists", path=target)
    land(target, text.encode())


def seal_book(book: Path, checked: CheckedFile, now: datetime, key: Key | None = None) -> Seal:
    """Put the seal into a workbook that was just checked and written. Raises Refused while an error stands unexplained."""
    from perf_xl.hosts.landing import land
    from perf_xl.hosts.xlsx_patch import patched
    from perf_xl.hosts.xlsx_read import read_workbook
    from perf_xl.layout.read import read

    errors = sum(finding.counts_as_error for finding in checked.findings)
    if errors:
        raise Refused("seal.has_errors", path=book.name, number=errors)
    grid = read_workbook(book)
    department = read(grid).department
    seal = make_seal(department, receipt_of(checked, department, now), key)
    content, _ = patched(book.read_bytes(), seal_changes(grid, seal, receipt_lines(seal, department)), str(book))
    land(book, content)
    return seal


def receipt_of(checked: CheckedFile, department: Department, now: datetime) -> Receipt:
    """What the check came to."""
    counting = [finding for finding in checked.findings if finding.waived is None]
    number = {level: sum(finding.severity.value == level for finding in counting) for level in ("error", "warning", "info")}
    return Receipt(now.strftime("%Y-%m-%d %H:%M"), rules_version(), checked.profile, len(checked.outcomes), number["error"],
                   number["warning"], number["info"], len(checked.findings) - len(counting), len(department.projects),
                   f"{department.total_budget:.2f}")


def receipt_lines(seal: Seal, department: Department, lang: str = "zh") -> list[tuple[str, str]]:
    """Label and text, line by line: the sheet 校验回执 and the text to print are the same."""
    receipt = seal.receipt
    facts = {"department": f"{department.unit_code}{department.name}", "year": department.year or "",
             "submission": department.submission or "", "made": receipt.made, "rules": receipt.rules,
             "profile": receipt.profile, "looked": receipt.looked, "errors": receipt.errors, "warnings": receipt.warnings,
             "infos": receipt.infos, "waived": receipt.waived, "projects": receipt.projects, "total": receipt.total,
             "fingerprint": seal.short, "whole": seal.fingerprint,
             "signer": receipt.signer or sentence("seal.nobody", lang)}
    names = ("department", "year", "submission", "made", "rules", "counts", "waived", "content", "fingerprint", "signer", "advice")
    return [(sentence(f"seal.receipt.label.{name}", lang), sentence(f"seal.receipt.text.{name}", lang, **facts)) for name in names]


def seal_in(opened: Opened) -> Seal | None:
    """The seal that a workbook carries."""
    return read_seal(opened.grid) if opened.grid else None


def verify(opened: Opened, key: Key | None = None) -> Examined:
    """Whether the workbook still says what was sealed, and what does not."""
    return examine(opened.department, seal_in(opened), key)


def changes_between(old: Path, new: Path) -> tuple[Opened, Opened, tuple[Change, ...]]:
    """Both submissions, and what changed. Raises Unusable when one cannot be read."""
    before, after = open_department(old), open_department(new)
    return before, after, difference(before.department, after.department)


def mark_changes(new: Path, target: Path, changes: Sequence[Change], lang: str = "zh", inputs: Sequence[Path] = ()) -> None:
    """A copy of the newer workbook in which every changed cell is marked and told of on 修改对照."""
    from perf_xl.hosts.files import FilesHost
    from perf_xl.hosts.landing import check_target

    check_target(target, [new, *inputs])
    host = FilesHost(new, copy_to=target)
    host.apply(difference_marks(host.snapshot(), [told(change, lang) for change in changes]))


def told(change: Change, lang: str = "zh") -> ToldChange:
    """A change in words."""
    kind = change.kind if change.field or change.row is not None else f"{change.kind}_project"
    what = [sentence(f"difference.field.{change.field}", lang)] if change.field else []
    if change.row is not None:
        what.insert(0, sentence("difference.row", lang, number=change.row + 1, name=change.item))
    before = sentence("difference.unknown", lang) if change.before is None else change.before
    return ToldChange(sentence(f"difference.kind.{kind}", lang), change.code, change.name, " ".join(what), before,
                      change.after, change.new, change.old)


def change_json(change: Change) -> dict[str, object]:
    """As `perf-xl/difference/1` has it; places of the newer submission, and of the older one under `was`."""
    field, _, node = change.field.partition("_") if change.field.startswith("plan_") else (change.field, "", "")
    return {"kind": change.kind, "project_code": change.code or None, "project_name": change.name or None,
            "field": field or None, "node": int(node) if node else None, "indicator": change.row, "item": change.item or None,
            "before": change.before, "after": change.after, "file": change.place.book or None, "sheet": change.new.sheet or None,
            "cell": change.new.cell or None, "was": {"sheet": change.old.sheet or None, "cell": change.old.cell or None}}
