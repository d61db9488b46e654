"""The year in money: ledger and progress."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import (
    FINDINGS,
    OK,
    day,
    print_json,
    tell,
    tell_troubles,
)
from perf_xl.errors import Unusable
from perf_xl.messages.say import sentence
from perf_xl.model.amount import MoneyUnit

if TYPE_CHECKING:
    from perf_xl.intake.ledger_reading import LedgerReading
    from perf_xl.model.voucher import RefusedRow
    from perf_xl.progress.progress import Progress
    from perf_xl.progress.what_if import WhatIf

_ROLES = ("number", "date", "code", "name", "amount", "debit", "credit", "direction", "summary", "funding", "adjustment",
          "document", "kind")
_LISTED = 20


def arguments_ledger(shape: Shape) -> None:
    shape.positional("book")
    shape.positional("exports", many=True)
    shape.output()
    shape.option("--column", "ledger_column", dest="columns", action="append", default=[], metavar="ROLE=HEADER")
    shape.option("--money-unit", "money_unit", dest="money_unit", metavar="元|万元")
    shape.formats("text", "json")


def do_ledger(options: Namespace) -> int:
    from perf_xl.desk import spending_book

    opened = actions.open_department(options.book)
    loaded = spending_book.load_exports(opened, options.exports, _columns(options.columns, options.lang), _unit(options.money_unit))
    spending_book.write_ledger(opened, loaded, options.output)
    if options.format == "json":
        print_json(loaded.reading.as_json())
        return OK
    _show_reading(options, loaded.reading)
    tell_troubles(options, loaded.reading.notes)
    _say(options, "mapping_saved")
    tell(options, "made", path=options.output)
    return OK


def _columns(given: Sequence[str], lang: str) -> dict[str, str]:
    """`金额=清算数` or `amount=清算数` as role to header. Raises Unusable for anything else."""
    roles = {sentence(f"spending.role.{role}", each): role for role in _ROLES for each in ("zh", "en")} | {role: role for role in _ROLES}
    found = {}
    for text in given:
        name, sign, header = text.partition("=")
        if not sign or not header.strip():
            raise Unusable("spending.column_syntax", text=text)
        if name.strip() not in roles:
            known = "、".join(sentence(f"spending.role.{role}", lang) for role in _ROLES)
            raise Unusable("spending.unknown_column", role=name, known=known)
        found[roles[name.strip()]] = header.strip()
    return found


def _unit(text: str | None) -> MoneyUnit | None:
    if text is None:
        return None
    try:
        return MoneyUnit(text)
    except ValueError:
        raise Unusable("spending.unknown_unit", text=text) from None


def _say(options: Namespace, key: str, **facts: object) -> None:
    print(sentence(f"spending.{key}", options.lang, **facts))


def _show_reading(options: Namespace, reading: LedgerReading) -> None:
    yuan = {name: f"{share.fen / 100:,.2f}" for name, share in
            (("loaded_sum", reading.loaded), ("refused_sum", reading.refused_share), ("double_sum", reading.duplicate_share))}
    tell(options, "ledger", loaded=reading.loaded.rows, refused=reading.refused_share.rows,
          double=reading.duplicate_share.rows, total=f"{reading.file_fen / 100:,.2f}", **yuan)
    if reading.adjusted.rows:
        _say(options, "adjusted", rows=reading.adjusted.rows, amount=f"{reading.adjusted.fen / 100:,.2f}")
    if reading.balances:
        _say(options, "nothing_lost", total=f"{reading.file_fen / 100:,.2f}")
    for file in reading.files:
        columns = "，".join(f"{sentence(f'spending.role.{role}', options.lang)}＝{header}" for role, header in file.columns.headers)
        _say(options, "mapping", file=file.name, sheet=f" {file.sheet}" if file.sheet else "", row=file.header_row,
             unit=file.unit.value, columns=columns)
    for each in reading.refused[:_LISTED]:
        hint = sentence("show.suggestion", options.lang, code=each.suggestion) if each.suggestion else ""
        reason = sentence(f"ledger.refused.{each.reason}", options.lang)
        tell(options, "refused_row", row=each.row, code=each.code or "—", amount=each.amount or "—", reason=reason, hint=hint)
    if reading.refused_share.rows > _LISTED:
        _say(options, "more_rows", rows=reading.refused_share.rows - _LISTED)
    for double in reading.duplicates[:_LISTED]:
        _say(options, "double_row", row=double.row, number=double.number or "—", amount=f"{double.fen / 100:,.2f}")
    if reading.duplicate_share.rows > _LISTED:
        _say(options, "more_rows", rows=reading.duplicate_share.rows - _LISTED)


def arguments_progress(shape: Shape) -> None:
    shape.positional("book", needed=False)
    shape.option("--live", "live", action="store_true")
    shape.option("--as-of", "as_of", required=True, metavar="DATE")
    shape.option("--ledger", "ledger_file", type=Path, action="append", default=[], metavar="FILE")
    shape.option("--what-if", "what_if", dest="what_if", type=int, choices=(3, 6, 10, 12), metavar="3|6|10|12")
    shape.formats("text", "json")
    shape.output(required=False)


def do_progress(options: Namespace) -> int:
    from perf_xl.desk import progress_book, spending_book
    from perf_xl.progress.progress_json import progress_json, what_if_json

    if options.live:
        return _progress_live(options)
    if options.book is None:
        raise Unusable("cli.no_books")
    as_of = day(options.as_of)
    opened = actions.open_department(options.book)
    spending, troubles = spending_book.spending_and_troubles(opened)
    unmatched: tuple[RefusedRow, ...] = ()
    loaded = spending_book.load_exports(opened, options.ledger) if options.ledger else None
    if loaded:
        spending, unmatched = loaded.spending, loaded.reading.refused
    report = progress_book.paces(opened, spending, as_of)
    supposed = _supposed(options.what_if, opened, report)
    if options.output:
        progress_book.write_progress(opened, report, spending, options.output, loaded)
    if options.format == "json":
        sources = loaded.sources if loaded else spending_book.sources_in(opened)
        print_json({**progress_json(report, unmatched, sources), **({"what_if": what_if_json(supposed)} if supposed else {})})
        return FINDINGS if report.overspent else OK
    _show_progress(options, report)
    if supposed:
        _show_what_if(options, supposed)
    tell_troubles(options, troubles)
    if options.output:
        tell(options, "made", path=options.output)
    return FINDINGS if report.overspent else OK


def _progress_live(options: Namespace) -> int:
    from perf_xl.commands.live import live_host, progress_live
    from perf_xl.progress.progress_json import progress_json

    if options.output or options.ledger or options.what_if:
        raise Unusable("cli.live_alone")
    report = progress_live(live_host(options.book), options)
    if options.format == "json":
        print_json(progress_json(report, ()))
    else:
        _show_progress(options, report)
    return FINDINGS if report.overspent else OK


def _supposed(node: int | None, opened: actions.Opened, report: Progress) -> WhatIf | None:
    """Raises Unusable for a node that is over."""
    from perf_xl.progress.what_if import nodes_ahead, what_if

    if node is None:
        return None
    if node not in nodes_ahead(report):
        raise Unusable("spending.node_over", node=node, date=_iso(report.as_of))
    return what_if(opened.department, report, node)


def _iso(when: date) -> str:
    return when.isoformat()


def _show_progress(options: Namespace, report: Progress) -> None:
    from perf_xl.desk.progress_book import regional_text, source_text
    from perf_xl.report.progress_outline import two_decimals

    total, law = report.total.pace, report.law
    tell(options, "progress", date=report.as_of.isoformat(), node=report.node or "—", budget=two_decimals(total.budget),
          planned=two_decimals(total.planned) or "—", spent=two_decimals(total.spent), percent=two_decimals(total.spent_percent) or "—",
          gap=two_decimals(total.gap) or "—")
    print(source_text(law.name, law.source, law.is_practice, options.lang))
    for each in report.late:
        pace = each.pace
        tell(options, "late", symbol=each.against_plan.symbol if each.against_plan else "", name=each.name,
              gap=two_decimals(pace.gap and -pace.gap), planned=two_decimals(pace.planned), spent=two_decimals(pace.spent), missing=two_decimals(pace.behind))
    for each in report.projects:
        if each.regional is not None and not each.regional.met:
            _say(options, "regional_line", name=each.name, test=regional_text(each.regional, options.lang),
                 percent=two_decimals(each.pace.spent_percent))
    for each in report.overspent:
        tell(options, "overspent", name=each.name, budget=two_decimals(each.pace.budget), spent=two_decimals(each.pace.spent))
    if not report.late and not report.overspent:
        tell(options, "nobody_late")


def _show_what_if(options: Namespace, supposed: WhatIf) -> None:
    from perf_xl.report.progress_outline import two_decimals

    _say(options, "what_if", node=supposed.node, late=supposed.late, needed=two_decimals(supposed.needed),
         late_only=two_decimals(supposed.late_only), late_percent=two_decimals(supposed.percent(supposed.late_only)),
         everybody=two_decimals(supposed.everybody), everybody_percent=two_decimals(supposed.percent(supposed.everybody)),
         planned=two_decimals(supposed.planned))
