"""Runs the rules over a department. A rule that crashes is named and the rest goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, cast

from msgspec import Struct

from perf_xl.model.department import Department
from perf_xl.model.indicator import Waiver
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Finding, Found
from perf_xl.rules.outcome import Outcome, RuleOutcome
from perf_xl.rules.rule import NotApplicable, NotEnoughData, Rule
from perf_xl.rules.subjects import Subject, Subjects, subjects_of
from perf_xl.rules.waiver import WaiverUse, apply_waiver, codes_named


class Judgement(Struct, frozen=True):
    """Findings in the order in which an accountant works: by sheet, top to bottom. One outcome per rule."""

    findings: tuple[Finding, ...]
    outcomes: tuple[RuleOutcome, ...]

    @property
    def has_errors(self) -> bool:
        return any(finding.counts_as_error for finding in self.findings)


def run(rules: tuple[Rule, ...], context: Context) -> Judgement:
    """Ask every rule that belongs to the profile in force."""
    findings: list[Finding] = []
    outcomes = []
    subjects = {about: subjects_of(about, context) for about in {each.about for each in rules} - {"waiver"}}
    waivers = _filled_waivers(context.department)
    for rule in sorted(rules, key=lambda each: each.about == "waiver"):
        if rule.about == "waiver" and "waiver" not in subjects:
            findings = _waived(findings, context) if waivers else findings
            subjects["waiver"] = Subjects(_waiver_uses(waivers, findings, rules, context))
        outcome, made = _ask(rule, subjects[rule.about], context)
        findings += made
        outcomes.append(outcome)
    if "waiver" not in subjects and waivers:
        findings = _waived(findings, context)
    outcomes.sort(key=attrgetter("code"))
    return Judgement(tuple(_in_order(findings, context.department)), tuple(outcomes))


def _filled_waivers(department: Department) -> list[tuple[Waiver, int, int | None]]:
    """With the positions of project and row; None for a waiver beside the table's head."""
    found: list[tuple[Waiver, int, int | None]] = []
    for position, project in enumerate(department.projects):
        found += [(waiver, position, None) for waiver in (project.waiver, *project.row_waivers) if not waiver.is_blank]
        found += [(row.waiver, position, row.index) for row in project.indicators if not row.waiver.is_blank]
    return found


def _waiver_uses(waivers: list[tuple[Waiver, int, int | None]], findings: list[Finding], rules: tuple[Rule, ...],
                 context: Context) -> Iterator[Subject]:
    """Every filled-in waiver with the number of findings it covered. Only a full run can tell that one is unused."""
    ran = {rule.code for rule in rules}
    full = len(ran) == len(all_rules())
    projects = context.department.projects
    accepted = Counter(_waiver_for(each, projects) for each in findings if each.waived)
    for waiver, position, index in waivers:
        codes = codes_named(waiver)
        could_tell = full or bool(codes and codes <= ran)
        yield Subject((WaiverUse(waiver, accepted[waiver], could_tell), context), position, index)


def _ask(rule: Rule, subjects: Subjects, context: Context) -> tuple[RuleOutcome, list[Finding]]:
    """One outcome for all subjects: crashed > found > passed > not enough data > not applicable."""
    if rule.profiles and context.frame.profile not in rule.profiles:
        return RuleOutcome(rule.code, Outcome.NOT_APPLICABLE), []
    made: list[Finding] = []
    try:
        looked, lacked = _look(rule, subjects, made)
    except Exception as crash:  # noqa: BLE001 - one broken rule must not take the others with it
        return RuleOutcome(rule.code, Outcome.CRASHED, f"{type(crash).__name__}: {crash}"), made
    if made:
        return RuleOutcome(rule.code, Outcome.FOUND), made
    if looked:
        return RuleOutcome(rule.code, Outcome.PASSED), made
    return RuleOutcome(rule.code, Outcome.NOT_ENOUGH_DATA if lacked else Outcome.NOT_APPLICABLE), made


def _look(rule: Rule, subjects: Subjects, made: list[Finding]) -> tuple[int, int]:
    """Call the check for the subjects that concern it. How many were looked at, how many lacked something."""
    own = subjects.having(rule.of) if rule.of else subjects.all
    enough = subjects.having(rule.needs, own) if rule.needs else own
    chosen = subjects.having(rule.where, enough) if rule.where else enough
    looked = (enough.flags ^ chosen.flags).bit_count() if rule.where else 0
    lacked = (own.flags ^ enough.flags).bit_count() if rule.needs else 0
    if not chosen.flags:
        return looked, lacked
    check = rule.check
    for subject in chosen:
        try:
            for each in check(*subject.arguments) or ():
                made.append(_finding(rule, each, subject.position, subject.index))
            looked += 1
        except NotEnoughData:
            lacked += 1
        except NotApplicable:
            pass
    return looked, lacked


def _finding(rule: Rule, each: Found, position: int | None, indicator: int | None) -> Finding:
    return Finding(
        code=rule.code, severity=each.severity or rule.severity, place=each.entry.place, field=each.field,
        facts=each.facts, confidence=rule.confidence,
        project=position if each.project is None else each.project,
        indicator=indicator if each.indicator is None else each.indicator,
        index=each.index, node=each.node, fix=each.fix,
    )


def _waived(findings: list[Finding], context: Context) -> list[Finding]:
    projects = context.department.projects
    settled = []
    for finding in findings:
        waiver = _waiver_for(finding, projects)
        blank = waiver is None or waiver.reason.is_blank
        settled += [finding] if blank or waiver is None else apply_waiver([finding], waiver, context.today)
    return settled


def _waiver_for(finding: Finding, projects: tuple[Any, ...]) -> Waiver | None:
    """The waiver of the finding's own row; for a finding about the whole table, the table's."""
    if finding.project is None:
        return None
    project = projects[finding.project]
    if finding.indicator is not None:
        return cast(Waiver, project.indicators[finding.indicator].waiver)
    beside = (each for each in project.row_waivers if each.reason.place.row == finding.place.row)
    return next(beside, cast(Waiver, project.waiver))


def _in_order(findings: list[Finding], department: Department) -> list[Finding]:
    last = len(department.projects)

    def key(finding: Finding) -> tuple[int, int, int, int, str]:
        where = last if finding.project is None else finding.project
        return where, finding.place.row, finding.place.column, finding.severity.rank, finding.code

    return sorted(findings, key=key)
