"""The reviewer: validate, and the catalogue of rules."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import (
    COULD_NOT_RUN,
    FINDINGS,
    OK,
    print_json,
    show,
    tell,
    watch,
)
from perf_xl.errors import Refused, Unusable
from perf_xl.messages.say import sentence
from perf_xl.picture.remark import SYMBOLS


def arguments_validate(shape: Shape) -> None:
    shape.positional("books", many=True, needed=False)
    shape.formats("text", "json", "sarif")
    shape.option("--live", "live", action="store_true")
    shape.option("--jobs", "jobs", type=int, default=1, metavar="N")
    shape.option("--mark", "mark", type=Path, metavar="OUT.xlsx")
    shape.option("--profile", "profile", metavar="2015|2021")
    shape.option("--fix", "fix", choices=("safe",))
    shape.option("--seal", "seal", action="store_true")
    shape.option("--key", "key_file", type=Path, metavar="FILE")
    shape.option("--select", "select", action="append", default=[], metavar="CODES")
    shape.option("--ignore", "ignore", action="append", default=[], metavar="CODES")


def do_validate(options: Namespace) -> int:
    codes = {name: [code for text in getattr(options, name) for code in text.replace("，", ",").split(",") if code]
             for name in ("select", "ignore")}
    if options.live:
        return _validate_live(options, codes)
    if not options.books:
        raise Unusable("cli.no_books")
    if (options.mark or options.fix) and (len(options.books) > 1 or options.books[0].is_dir()):
        raise Unusable("cli.one_book_to_mark")
    if options.fix and not options.mark:
        raise Unusable("cli.fix_needs_mark")
    from perf_xl.hosts.inbox import workbooks

    books = workbooks(options.books)
    if not books:
        raise Unusable("consolidate.no_workbooks", path="、".join(path.name for path in options.books))
    question = actions.Question(date.today(), options.profile, tuple(codes["select"]), tuple(codes["ignore"]), options.lang)
    checked, problems = actions.validate(books, question, jobs=options.jobs, watch=watch() if len(books) > 1 else actions.quiet)
    if options.seal and not options.mark:
        raise Unusable("seal.needs_mark")
    if options.seal and any(codes.values()):
        raise Unusable("seal.partial")
    for problem in problems:
        print(sentence(problem.what, options.lang, **problem.facts), file=sys.stderr)
    if options.mark and not problems:
        from perf_xl.desk import open_book

        checked = [open_book.mark(options.books[0], options.mark, checked[0], datetime.now(), lang=options.lang,
                                fix=options.fix == "safe", profile=options.profile, **codes)]
    _show_findings(options, checked)
    if options.mark and not problems and options.format == "text":
        tell(options, "marked", path=options.mark)
    if problems:
        return COULD_NOT_RUN
    if options.seal:
        _seal(options, checked[0])
    return FINDINGS if any(finding.counts_as_error for each in checked for finding in each.findings) else OK


def _validate_live(options: Namespace, codes: dict[str, list[str]]) -> int:
    from perf_xl.commands.live import live_host, validate_live

    if options.mark or options.seal or len(options.books) > 1:
        raise Unusable("cli.live_alone")
    host = live_host(options.books[0] if options.books else None)
    checked = validate_live(host, options, codes["select"], codes["ignore"], datetime.now())
    _show_findings(options, [checked])
    return FINDINGS if any(finding.counts_as_error for finding in checked.findings) else OK


def _seal(options: Namespace, checked: Any) -> None:
    """Into the marked copy. With errors nothing is sealed, one sentence says so, and the exit code is that of the errors."""
    from perf_xl.desk import sealing
    from perf_xl.desk.gathering import read_key

    key = read_key(options.key) if options.key else None
    try:
        seal = sealing.seal_book(options.mark, checked, datetime.now(), key)
    except Refused as refusal:
        print(sentence(refusal.what, options.lang, **refusal.facts), file=sys.stderr)
        return
    if options.format == "text":
        print(sentence("seal.sealed", options.lang, short=seal.short, made=seal.receipt.made))
        for label, text in sealing.receipt_lines(seal, checked.department, options.lang):
            print(f"  {label}：{text}")


def _show_findings(options: Namespace, checked: list[Any]) -> None:
    from perf_xl import __version__
    from perf_xl.rules.findings_json import findings_json, findings_sarif

    if options.format == "json":
        print_json(findings_json(checked, options.lang))
    elif options.format == "sarif":
        print_json(findings_sarif(checked, __version__))
    else:
        for each in checked:
            if each.status == "checked":
                _show_file(options, each)


def _show_file(options: Namespace, checked: Any) -> None:
    last: object = object()
    for remark in checked.remarks:
        where = (remark.place.sheet, remark.project_name)
        if where != last:
            show(f"\n【{remark.place.sheet or checked.file}】{remark.project_code} {remark.project_name}".rstrip())
            last = where
        symbol = remark.symbol
        place = remark.place.cell or (sentence("show.line", options.lang, row=remark.place.row) if remark.place.row else "")
        show(f"  {symbol} {remark.code} {place:<5} {remark.message}{remark.advice}（{remark.basis}）")
    show()
    show(actions.summary_line(checked, options.lang))


def arguments_rules(shape: Shape) -> None:
    shape.formats("text", "json")


def do_rules(options: Namespace) -> int:
    from perf_xl.law.citation import citation
    from perf_xl.messages.say import rule_text
    from perf_xl.rules.catalogue import all_rules

    if options.format == "json":
        print_json({"schema": "perf-xl/rules/1", "rules": [
            {"code": rule.code, "name": rule.name, "title": rule_text(rule.code, "name", options.lang, {}),
             "severity": rule.severity.value, "about": rule.about, "basis": citation(rule.basis).title,
             "profiles": list(rule.profiles), "confidence": rule.confidence} for rule in all_rules()]})
        return OK
    for rule in all_rules():
        print(f"{SYMBOLS[rule.severity.value]} {rule.code}  {rule_text(rule.code, 'name', options.lang, {})}"
              f"（{citation(rule.basis).short}）")
    severities = Counter(rule.severity.value for rule in all_rules())
    tell(options, "rules", number=len(all_rules()), errors=severities["error"], warnings=severities["warning"],
          infos=severities["info"])
    return OK


def arguments_rule(shape: Shape) -> None:
    shape.word("code")


def do_rule(options: Namespace) -> int:
    from perf_xl.law.citation import citation
    from perf_xl.rules.catalogue import rule_named

    rule = rule_named(options.code)
    if rule is None:
        raise Unusable("cli.no_such_rule", code=options.code)
    basis = citation(rule.basis)
    print(rule.document.strip())
    print(f"\n{sentence('show.severity', options.lang)}{SYMBOLS[rule.severity.value]} "
          f"{sentence(f'show.{rule.severity.value}', options.lang)}")
    print(f"{sentence('show.basis', options.lang)}{basis.title} {basis.number}".rstrip())
    return OK
