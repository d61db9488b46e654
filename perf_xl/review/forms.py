"""审核表 and 整改台账: findings sorted by the parts of the form. The grade is a person's to give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perf_xl.law.review import form_items, item_of
from perf_xl.messages.say import sentence
from perf_xl.model.department import Department
from perf_xl.model.review import Candidate, FollowUp, ItemSeen, ReviewForm
from perf_xl.picture.remark import SYMBOLS, Remark
from perf_xl.rules.finding import Finding

_SHOWN = 5      # findings printed in one cell; the others are counted
Told = tuple[Finding, Remark]


def review_forms(chosen: Iterable[Candidate], told: Sequence[Told], lang: str = "zh") -> tuple[ReviewForm, ...]:
    """One form per chosen project. Advice of level info and waived findings are left out."""
    return tuple(_form(each, [pair for pair in told if pair[0].project == each.position and _counts(pair[0])], lang)
                 for each in chosen)


def follow_ups(department: Department, chosen: Iterable[Candidate], told: Sequence[Told]) -> tuple[FollowUp, ...]:
    """Every error of the workbook, and the warnings of the chosen projects, project by project."""
    positions = {each.position for each in chosen}
    return tuple(_follow_up(department, finding, remark) for finding, remark in told
                 if _counts(finding) and (finding.severity.value == "error" or finding.project in positions))


def _counts(finding: Finding) -> bool:
    return finding.waived is None and finding.severity.value in ("error", "warning")


def _form(candidate: Candidate, told: Sequence[Told], lang: str) -> ReviewForm:
    by_item: dict[int, list[str]] = {}
    for finding, remark in told:
        by_item.setdefault(item_of(finding.code), []).append(f"{SYMBOLS[remark.level]} {remark.message}")
    items = []
    for position, each in enumerate(form_items()):
        lines = by_item.get(position, [])
        more = [sentence("review.and_more", lang, number=len(lines) - _SHOWN)] if len(lines) > _SHOWN else []
        seen = "\n".join([*lines[:_SHOWN], *more]) or sentence(f"review.nothing_{each.decides}", lang)
        items.append(ItemSeen(each.part, each.part_points, each.item, each.points, each.question, seen))
    return ReviewForm(candidate, tuple(items))


def _follow_up(department: Department, finding: Finding, remark: Remark) -> FollowUp:
    item = form_items()[item_of(finding.code)]
    name = remark.project_name or department.name
    where = " ".join(part for part in (remark.place.sheet, remark.place.cell) if part)
    return FollowUp(remark.project_code, name, f"{item.part}·{item.item}", remark.level, remark.message,
                    remark.advice, where, remark.code)
