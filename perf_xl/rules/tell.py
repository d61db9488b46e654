"""Tells findings in words: message, advice and basis in the user's language, ready to be shown anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from perf_xl.law.citation import citation
from perf_xl.messages.say import rule_text, sentence
from perf_xl.model.department import Department
from perf_xl.picture.remark import Remark
from perf_xl.rules.catalogue import rule_named
from perf_xl.rules.finding import Finding


def tell(findings: Iterable[Finding], department: Department, lang: str = "zh") -> tuple[Remark, ...]:
    """One remark per finding, in the same order."""
    return tuple([_remark(finding, department, lang) for finding in findings])


def _remark(finding: Finding, department: Department, lang: str) -> Remark:
    project = None if finding.project is None else department.projects[finding.project]
    waived = finding.waived
    return Remark(
        place=finding.place, level=finding.severity.level, code=finding.code,
        message=rule_text(finding.code, "message", lang, finding.facts),
        advice=rule_text(finding.code, "advice", lang, finding.facts), basis=basis_text(finding.code, lang),
        project_code=project.code.text if project else "", project_name=project.name.text if project else "",
        field=finding.field, waived="" if waived is None else _waiver_text(waived.reason, waived.name, waived.until),
        whole_table=finding.field in ("indicators", "workbook", "department"),
    )


@cache
def basis_text(code: str, lang: str = "zh") -> str:
    """What a rule rests on, short; practice is always called practice."""
    rule = rule_named(code)
    if rule is None:
        return ""
    basis = citation(rule.basis)
    return sentence("show.practice", lang, basis=basis.short) if basis.is_practice and "惯例" not in basis.short else basis.short


def _waiver_text(reason: str, name: str, until: str) -> str:
    return "，".join(part for part in (reason, name, until) if part)
