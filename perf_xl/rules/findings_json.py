"""Findings as the published JSON, and as SARIF for programs that show checks of any kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec import field as value_field

from perf_xl.law.citation import citation
from perf_xl.messages.say import sentence
from perf_xl.model.department import Department
from perf_xl.picture.remark import Remark
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.finding import Finding
from perf_xl.rules.outcome import RuleOutcome, count_outcomes

SCHEMA = "perf-xl/findings/1"


class CheckedFile(Struct, frozen=True):
    """One file's judgement. `status`: checked, unreadable or not_a_workbook; `reason`, a key of the messages with its `facts`,
    says why not checked."""

    file: str
    status: str = "checked"
    reason: str = ""
    department: Department | None = None
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Remark, ...] = ()
    outcomes: tuple[RuleOutcome, ...] = ()
    profile: str = ""
    facts: dict[str, str] = value_field(default_factory=dict)


def findings_json(files: Sequence[CheckedFile], lang: str = "zh") -> dict[str, Any]:
    """As `contracts` describes it: files with their outcome counts, then every finding."""
    return {"schema": SCHEMA, "files": [_file(each) for each in files],
            "findings": [_finding(each, finding, remark, lang) for each in files
                         for finding, remark in zip(each.findings, each.remarks, strict=True)]}


def _file(each: CheckedFile) -> dict[str, Any]:
    entry: dict[str, Any] = {"file": each.file, "status": each.status}
    if each.reason:
        entry["reason"] = each.reason
    if each.status == "checked":
        entry["profile"] = each.profile
        entry["rules"] = count_outcomes(each.outcomes)
        entry["crashed"] = [{"rule": outcome.code, "detail": outcome.detail} for outcome in each.outcomes if outcome.detail]
    return entry


def _finding(each: CheckedFile, finding: Finding, remark: Remark, lang: str) -> dict[str, Any]:
    assert each.department is not None
    project = None if finding.project is None else each.department.projects[finding.project]
    entry: dict[str, Any] = {
        "rule": finding.code, "severity": finding.severity.value, "file": each.file,
        "sheet": finding.place.sheet or None, "cell": finding.place.cell or None,
        "line": finding.place.row if finding.place.row and not finding.place.sheet else None,
        "project_no": _number(project, finding), "project_code": project.code.text if project else None,
        "field": finding.field, "indicator": finding.indicator, "message": remark.message, "advice": remark.advice,
        "basis": remark.basis, "confidence": finding.confidence,
        "waived": None if finding.waived is None else {"reason": finding.waived.reason, "name": finding.waived.name,
                                                       "until": finding.waived.until or None},
        "fix": _fix(finding, lang),
    }
    if finding.index is not None:
        entry["index"] = finding.index
    if finding.node is not None:
        entry["node"] = finding.node
    return entry


def _number(project: Any, finding: Finding) -> int | None:
    if project is None or finding.project is None:
        return None
    return project.no if project.no is not None else finding.project + 1


def _fix(finding: Finding, lang: str) -> dict[str, Any] | None:
    fix = finding.fix
    if fix is None:
        return None
    return {"title": sentence(f"fix.{fix.title}", lang), "safety": fix.safety.value,
            "edits": [{"sheet": each.place.sheet, "cell": each.place.cell, "before": each.before, "after": each.after}
                      for each in fix.replacements]}


def findings_sarif(files: Sequence[CheckedFile], version: str) -> dict[str, Any]:
    """SARIF 2.1.0 (OASIS): one run, one result per finding; waived findings are suppressed results."""
    levels = {"error": "error", "warning": "warning", "info": "note"}
    rules = [{"id": rule.code, "name": rule.name, "shortDescription": {"text": rule.document.strip().splitlines()[0]},
              "help": {"text": rule.document.strip()}, "defaultConfiguration": {"level": levels[rule.severity.value]},
              "properties": {"basis": citation(rule.basis).short}} for rule in all_rules()]
    results = []
    for each in files:
        for finding, remark in zip(each.findings, each.remarks, strict=True):
            place = finding.place
            result: dict[str, Any] = {
                "ruleId": finding.code, "level": levels[finding.severity.value],
                "message": {"text": f"{remark.message}{remark.advice}"},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": each.file}},
                               "logicalLocations": [{"fullyQualifiedName": f"{place.sheet}!{place.cell}" if place.sheet
                                                     else str(place.row)}]}],
            }
            if finding.waived:
                result["suppressions"] = [{"kind": "external", "justification": finding.waived.reason}]
            results.append(result)
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [{"tool": {"driver": {"name": "perf-xl", "version": version, "rules": rules}}, "results": results}]}
