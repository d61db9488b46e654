"""The reviewer: validate, and the catalogue of rules."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import (
    COULD_NOT_RUN,
    FINDINGS,
    OK,
    Watch,
    print_json,
    tell,
)
from perf_xl.errors import Refused, Unusable
from perf_xl.messages.say import sentence
from perf_xl.picture.remark import SYMBOLS

if TYPE_CHECKING:
    from perf_xl.rules.findings_json import CheckedFile


def arguments_validate(shape: Shape) -> None:
    shape.positional("books", many=True, needed=False)
    shape.formats("text", "json", "sarif")
    shape.option("--live", "live", action="store_true")
    shape.option("--jobs", "jobs", type=int, default=1, metavar="N")
    shape.option("--cluster", "cluster", default="", metavar="ADDRESS")
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
    if options.seal and not options.mark:
        raise Unusable("seal.needs_mark")
    if options.seal and any(codes.values()):
        raise Unusable("seal.partial")
    question = actions.Question(date.today(), options.profile, tuple(codes["select"]), tuple(codes["ignore"]), options.lang)
    return _validate_marked(options, question, codes) if options.mark else _validate_many(options, question)


def _validate_many(options: Namespace, question: actions.Question) -> int:
    """Each file's findings as they come, so that a folder of any size needs no more memory than a file."""
    from perf_xl.commands.findings_out import findings_out
    from perf_xl.hosts.workbooks import workbooks

    books = workbooks(options.books)
    if not books:
        raise Unusable("consolidate.no_workbooks", path="、".join(path.name for path in options.books))
    watch = Watch(options.lang) if len(books) > 1 else None
    out = findings_out(options, many=len(books) > 1)
    code = OK
    for checked, problem in actions.answers(books, question, jobs=options.jobs, cluster=options.cluster, watch=watch or actions.quiet):
        if watch:
            watch.clear()
        if problem:
            print(sentence(problem.what, options.lang, **problem.facts), file=sys.stderr)
            code = COULD_NOT_RUN
        elif code == OK and any(finding.counts_as_error for finding in checked.findings):
            code = FINDINGS
        out.add(checked)
    out.end()
    return code


def _validate_marked(options: Namespace, question: actions.Question, codes: dict[str, list[str]]) -> int:
    from perf_xl.desk import open_book

    book = options.books[0]
    (checked,), problems = actions.validate([book], question)
    for problem in problems:
        print(sentence(problem.what, options.lang, **problem.facts), file=sys.stderr)
        _show_findings(options, checked)
        return COULD_NOT_RUN
    checked = open_book.mark(book, options.mark, checked, datetime.now(), lang=options.lang, fix=options.fix == "safe",
                             profile=options.profile, **codes)
    _show_findings(options, checked)
    if options.format == "text":
        tell(options, "marked", path=options.mark)
    if options.seal:
        _seal(options, checked)
    return FINDINGS if any(finding.counts_as_error for finding in checked.findings) else OK


def _validate_live(options: Namespace, codes: dict[str, list[str]]) -> int:
    from perf_xl.commands.live import live_host, validate_live

    if options.mark or options.seal or len(options.books) > 1:
        raise Unusable("cli.live_alone")
    host = live_host(options.books[0] if options.books else None)
    checked = validate_live(host, options, codes["select"], codes["ignore"], datetime.now())
    _show_findings(options, checked)
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


def _show_findings(options: Namespace, checked: CheckedFile) -> None:
    from perf_xl.commands.findings_out import findings_out

    out = findings_out(options, many=False)
    out.add(checked)
    out.end()


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
