"""The commands: each calls actions and prints what came of it. Findings go to stdout, problems to stderr."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perf_xl import actions
from perf_xl.errors import Unusable
from perf_xl.messages.say import sentence

if TYPE_CHECKING:
    from perf_xl.model.voucher import RefusedRow
    from perf_xl.progress.progress import Progress

OK, FINDINGS, COULD_NOT_RUN = 0, 1, 2
_SYMBOLS = {"error": "✖", "warning": "▲", "info": "●"}


def do_template(options: Namespace) -> int:
    actions.template(options.output, options.department, options.unit, options.year, options.projects, options.profile)
    _tell(options, "made", path=options.output)
    return OK


def do_import(options: Namespace) -> int:
    if options.output is None and options.split is None:
        raise Unusable("cli.no_output")
    opened = actions.open_department(options.document, options.year)
    made = actions.import_document(options.document, options.output, options.split, options.year)
    department = opened.department
    _tell(options, "imported", projects=len(department.projects), units=len(department.unit_bodies),
          indicators=sum(len(project.indicators) for project in department.projects), total=f"{department.total_budget:.2f}")
    _troubles(options, department.troubles)
    for path in made:
        _tell(options, "made", path=path)
    return OK


def do_validate(options: Namespace) -> int:
    codes = {name: [code for text in getattr(options, name) for code in text.replace("，", ",").split(",") if code]
             for name in ("select", "ignore")}
    if (options.mark or options.fix) and len(options.books) > 1:
        raise Unusable("cli.one_book_to_mark")
    if options.fix and not options.mark:
        raise Unusable("cli.fix_needs_mark")
    checked, problems = actions.validate(options.books, date.today(), profile=options.profile, lang=options.lang, **codes)
    for problem in problems:
        print(sentence(problem.what, options.lang, **problem.facts), file=sys.stderr)
    if options.mark and not problems:
        checked = [actions.mark(options.books[0], options.mark, checked[0], datetime.now(), lang=options.lang,
                                fix=options.fix == "safe", profile=options.profile, **codes)]
    _show_findings(options, checked)
    if options.mark and not problems and options.format == "text":
        _tell(options, "marked", path=options.mark)
    if problems:
        return COULD_NOT_RUN
    return FINDINGS if any(finding.counts_as_error for each in checked for finding in each.findings) else OK


def _show_findings(options: Namespace, checked: list[Any]) -> None:
    from perf_xl import __version__
    from perf_xl.rules.findings_json import findings_json, findings_sarif

    if options.format == "json":
        _print_json(findings_json(checked, options.lang))
    elif options.format == "sarif":
        _print_json(findings_sarif(checked, __version__))
    else:
        for each in checked:
            if each.status == "checked":
                _show_file(options, each)


def _show_file(options: Namespace, checked: Any) -> None:
    last: object = object()
    for remark in checked.remarks:
        where = (remark.place.sheet, remark.project_name)
        if where != last:
            print(f"\n【{remark.place.sheet or checked.file}】{remark.project_code} {remark.project_name}".rstrip())
            last = where
        symbol = "○" if remark.waived else _SYMBOLS[remark.level]
        place = remark.place.cell or (sentence("show.line", options.lang, row=remark.place.row) if remark.place.row else "")
        print(f"  {symbol} {remark.code} {place:<5} {remark.message}{remark.advice}（{remark.basis}）")
    print()
    print(actions.summary_line(checked, options.lang))


def do_ledger(options: Namespace) -> int:
    from perf_xl import spending_book

    opened = actions.open_department(options.book)
    loaded = spending_book.load_exports(opened, options.exports)
    spending_book.write_ledger(opened, loaded, options.output)
    reading = loaded.reading
    if options.format == "json":
        _print_json(reading.as_json())
        return OK
    yuan = {name: f"{share.fen / 100:,.2f}" for name, share in
            (("loaded_sum", reading.loaded), ("refused_sum", reading.refused_share), ("double_sum", reading.duplicate_share))}
    _tell(options, "ledger", loaded=reading.loaded.rows, refused=reading.refused_share.rows,
          double=reading.duplicate_share.rows, total=f"{reading.file_fen / 100:,.2f}", **yuan)
    for each in reading.refused[:20]:
        hint = sentence("show.suggestion", options.lang, code=each.suggestion) if each.suggestion else ""
        reason = sentence(f"ledger.refused.{each.reason}", options.lang)
        _tell(options, "refused_row", row=each.row, code=each.code or "—", amount=each.amount or "—", reason=reason, hint=hint)
    _troubles(options, reading.notes)
    _tell(options, "made", path=options.output)
    return OK


def do_progress(options: Namespace) -> int:
    from perf_xl import spending_book
    from perf_xl.progress.progress_json import progress_json

    as_of = _date(options.as_of)
    opened = actions.open_department(options.book)
    spending = spending_book.spending_in(opened)
    unmatched: tuple[RefusedRow, ...] = ()
    if options.ledger:
        loaded = spending_book.load_exports(opened, options.ledger)
        spending, unmatched = loaded.spending, loaded.reading.refused
    report = spending_book.paces(opened, spending, as_of)
    if options.output:
        actions.write_book(opened.department, options.output, inputs=(options.book,), spending=spending, as_of=as_of,
                           figures=spending_book.figures(report))
    if options.format == "json":
        _print_json(progress_json(report, unmatched))
        return FINDINGS if report.overspent else OK
    _show_progress(options, report)
    if options.output:
        _tell(options, "made", path=options.output)
    return FINDINGS if report.overspent else OK


def _show_progress(options: Namespace, report: Progress) -> None:
    from perf_xl.report.progress_outline import two_decimals

    total = report.total.pace
    _tell(options, "progress", date=report.as_of.isoformat(), node=report.node or "—", budget=two_decimals(total.budget),
          planned=two_decimals(total.planned) or "—", spent=two_decimals(total.spent), percent=two_decimals(total.spent_percent) or "—",
          gap=two_decimals(total.gap) or "—")
    for each in report.late:
        pace = each.pace
        _tell(options, "late", symbol=each.against_plan.symbol if each.against_plan else "", name=each.name,
              gap=two_decimals(pace.gap), planned=two_decimals(pace.planned), spent=two_decimals(pace.spent), missing=two_decimals(pace.behind))
    for each in report.overspent:
        _tell(options, "overspent", name=each.name, budget=two_decimals(each.pace.budget), spent=two_decimals(each.pace.spent))
    if not report.late and not report.overspent:
        _tell(options, "nobody_late")


def do_consolidate(options: Namespace) -> int:
    made = actions.consolidate(options.paths, _watch(options))
    actions.write_book(made.department, options.output, inputs=[fate.path for fate in made.fates], consolidated=True)
    outputs = [options.output]
    for target in (options.report, options.pdf):
        if target is not None:
            _missing(options, actions.report(made.department, target))
            outputs.append(target)
    unreadable = [fate for fate in made.fates if fate.fate == "unreadable"]
    if options.format == "json":
        _print_json(_consolidated_json(options, made, outputs))
    else:
        for fate in made.fates:
            reason = sentence(fate.reason, options.lang, **dict(fate.facts)) if fate.reason else ""
            _tell(options, f"fate_{fate.fate}", path=fate.path.name, projects=fate.projects, reason=reason)
        _troubles(options, made.conflicts)
        _tell(options, "consolidated", units=len(made.department.unit_bodies), projects=len(made.department.projects),
              total=f"{made.department.total_budget:.2f}")
        for path in outputs:
            _tell(options, "made", path=path)
    for fate in unreadable:
        print(sentence(fate.reason, options.lang, **dict(fate.facts)), file=sys.stderr)
    return FINDINGS if made.conflicts or unreadable else OK


def _consolidated_json(options: Namespace, made: Any, outputs: list[Path]) -> dict[str, Any]:
    return {
        "schema": "perf-xl/consolidation/1", "units": len(made.department.unit_bodies),
        "projects": len(made.department.projects), "total": f"{made.department.total_budget:.2f}", "amount_unit": "万元",
        "files": [{"file": str(fate.path), "fate": fate.fate, "projects": fate.projects,
                   "reason": sentence(fate.reason, options.lang, **dict(fate.facts)) if fate.reason else None}
                  for fate in made.fates],
        "conflicts": [{"message": _trouble(options, each), "file": each.place.book, "sheet": each.place.sheet or None,
                       "cell": each.place.cell or None} for each in made.conflicts],
        "outputs": [str(path) for path in outputs],
    }


def do_report(options: Namespace) -> int:
    opened = actions.open_department(options.book)
    if options.kind == "targets":
        _missing(options, actions.report(opened.department, options.output, (options.book,)))
    else:
        from perf_xl import spending_book

        if options.as_of is None:
            raise Unusable("cli.as_of_needed")
        outline = spending_book.outline(opened, _date(options.as_of), options.kind, options.lang)
        _missing(options, actions.write_report(outline, options.output, (options.book,)))
    _tell(options, "made", path=options.output)
    return OK


def do_dump(options: Namespace) -> int:
    _print_json(actions.dump(options.book, options.year))
    return OK


def do_load(options: Namespace) -> int:
    opened = actions.open_department(options.json.with_suffix(options.json.suffix)) if options.json.suffix == ".json" else None
    department = opened.department if opened else actions.load_json(options.json)
    actions.write_book(department, options.output, inputs=(options.json,))
    _tell(options, "made", path=options.output)
    return OK


def do_rules(options: Namespace) -> int:
    from perf_xl.law.citation import citation
    from perf_xl.messages.say import rule_text
    from perf_xl.rules.catalogue import all_rules

    if options.format == "json":
        _print_json({"schema": "perf-xl/rules/1", "rules": [
            {"code": rule.code, "name": rule.name, "title": rule_text(rule.code, "name", options.lang, {}),
             "severity": rule.severity.value, "about": rule.about, "basis": citation(rule.basis).title,
             "profiles": list(rule.profiles), "confidence": rule.confidence} for rule in all_rules()]})
        return OK
    for rule in all_rules():
        print(f"{_SYMBOLS[rule.severity.value]} {rule.code}  {rule_text(rule.code, 'name', options.lang, {})}"
              f"（{citation(rule.basis).short}）")
    severities = Counter(rule.severity.value for rule in all_rules())
    _tell(options, "rules", number=len(all_rules()), errors=severities["error"], warnings=severities["warning"],
          infos=severities["info"])
    return OK


def do_rule(options: Namespace) -> int:
    from perf_xl.law.citation import citation
    from perf_xl.rules.catalogue import rule_named

    rule = rule_named(options.code)
    if rule is None:
        raise Unusable("cli.no_such_rule", code=options.code)
    basis = citation(rule.basis)
    print(rule.document.strip())
    print(f"\n{sentence('show.severity', options.lang)}{_SYMBOLS[rule.severity.value]} "
          f"{sentence(f'show.{rule.severity.value}', options.lang)}")
    print(f"{sentence('show.basis', options.lang)}{basis.title} {basis.number}".rstrip())
    return OK


def do_doctor(options: Namespace) -> int:
    from perf_xl.doctor import examine

    answers = examine()
    for answer in answers:
        print(answer.sentence(options.lang))
    return OK if all(answer.good for answer in answers) else FINDINGS


def do_demo(options: Namespace) -> int:
    from perf_xl.demo import run_demo

    return run_demo(options.output or Path("perf-xl-demo"), options.lang, print)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unusable("cli.bad_date", text=text) from None


def _tell(options: Namespace, key: str, **facts: object) -> None:
    print(sentence(f"show.{key}", options.lang, **facts))


def _trouble(options: Namespace, trouble: Any) -> str:
    where = trouble.place
    place = f"{where.book} {where.sheet} {where.cell}".strip() if where.sheet else (
        f"{where.book} {sentence('show.line', options.lang, row=where.row)}" if where.row else where.book)
    return f"{place}：{sentence(trouble.what, options.lang, **dict(trouble.facts))}"


def _troubles(options: Namespace, troubles: Any) -> None:
    for each in troubles:
        print(f"  ▲ {_trouble(options, each)}")


def _missing(options: Namespace, characters: tuple[str, ...]) -> None:
    if characters:
        print(sentence("show.no_font", options.lang, characters="".join(characters)), file=sys.stderr)


def _watch(options: Namespace) -> Any:
    """Progress on a terminal, never in a pipe."""
    if not sys.stderr.isatty():
        return actions.quiet

    def show(done: int, total: int, what: str) -> None:
        print(f"\r[{'█' * (20 * done // max(total, 1)):<20}] {done}/{total} {what[:40]:<40}", end="" if done < total else "\n",
              file=sys.stderr, flush=True)

    return show


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))
