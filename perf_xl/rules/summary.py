"""The numbers above a list of findings: how grave, how many tables are clean, what was copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from perf_xl.model.department import Department
from perf_xl.rules.copies import copied_groups
from perf_xl.rules.finding import Finding, Severity


class Summary(Struct, frozen=True):
    """Findings that count, waived ones apart.

    `distinct` leaves out what a copied table merely repeats. `clean` are projects without error and warning,
    `spotless` without any finding; `copied` are groups of project positions with the same set of indicators.
    """

    by_severity: dict[str, int]
    distinct: dict[str, int]
    by_family: dict[str, int]
    waived: int
    projects: int
    clean: int
    spotless: int
    copied: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        return sum(self.by_severity.values())


def summarise(findings: Sequence[Finding], department: Department) -> Summary:
    """The numbers for one department's findings."""
    counted = [finding for finding in findings if finding.waived is None]
    groups = copied_groups(department)
    grave = {finding.project for finding in counted if finding.severity is not Severity.INFO}
    touched = {finding.project for finding in counted}
    projects = [position for position, project in enumerate(department.projects) if not project.is_untouched]
    return Summary(
        by_severity=_per_severity(counted), distinct=_per_severity(_without_repeats(counted, groups)),
        by_family=dict(sorted(Counter(finding.code[:2] for finding in counted).items())),
        waived=len(findings) - len(counted), projects=len(projects),
        clean=sum(position not in grave for position in projects),
        spotless=sum(position not in touched for position in projects), copied=groups,
    )


def _repeats(finding: Finding, first: set[tuple[object, ...]]) -> bool:
    """Whether a finding on a copied table says what was already said about the table that it was copied from."""
    return _what(finding) in first


def _without_repeats(findings: Sequence[Finding], groups: Sequence[Sequence[int]]) -> list[Finding]:
    leaders = {position: group[0] for group in groups for position in group[1:]}
    said: dict[int, set[tuple[object, ...]]] = {leader: set() for leader in leaders.values()}
    for finding in findings:
        if finding.project in said:
            said[finding.project].add(_what(finding))
    return [finding for finding in findings
            if finding.project not in leaders or not _repeats(finding, said[leaders[finding.project]])]


def _what(finding: Finding) -> tuple[object, ...]:
    """Only what belongs to the copied rows can be a repetition."""
    return (finding.code, finding.field, finding.indicator, finding.facts.get("actual")) if finding.indicator is not None \
        else (id(finding),)


def _per_severity(findings: Sequence[Finding]) -> dict[str, int]:
    counted = Counter(finding.severity.value for finding in findings)
    return {severity.value: counted[severity.value] for severity in Severity}
