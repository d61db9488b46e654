"""执行: 导入支出, 支出进度, 绩效自评."""

from __future__ import annotations

from datetime import date, datetime

from perf_xl.desk import open_book, progress_book, spending_book
from perf_xl.errors import Unusable
from perf_xl.hosts.port import Host
from perf_xl.intake.ledger_reading import LedgerReading
from perf_xl.layout import form
from perf_xl.messages.say import sentence
from perf_xl.model.period import NODES, node_end, node_reached
from perf_xl.report.progress_outline import two_decimals

_EXPORTS = (".csv", ".txt", ".xlsx", ".xlsm", ".xls")
_MOST_NAMED = 8


def load_ledger(host: Host, now: datetime) -> str:
    """Vouchers of picked exports into 支出台账; rows that fit no project are named one by one."""
    opened, _ = open_book.read_open(host)
    spending_book.year_of(opened)
    picked = host.pick_files(sentence("buttons.pick_exports"), _EXPORTS)
    if not picked:
        return ""
    host.show(sentence("buttons.loading", number=len(picked)))
    loaded = spending_book.load_exports(opened, picked)
    host.apply(spending_book.ledger_changes(opened, loaded))
    host.go_to(form.LEDGER)
    return "\n".join([_loaded_line(loaded.reading), *_refused_lines(loaded.reading), sentence("buttons.after_loading")])


def _loaded_line(reading: LedgerReading) -> str:
    yuan = {name: f"{share.fen / 100:,.2f}" for name, share in
            (("loaded_sum", reading.loaded), ("refused_sum", reading.refused_share), ("double_sum", reading.duplicate_share))}
    return sentence("show.ledger", loaded=reading.loaded.rows, refused=reading.refused_share.rows,
                    double=reading.duplicate_share.rows, total=f"{reading.file_fen / 100:,.2f}", **yuan)


def _refused_lines(reading: LedgerReading) -> list[str]:
    lines = [sentence("show.refused_row", row=each.row, code=each.code or "—", amount=each.amount or "—",
                      reason=sentence(f"ledger.refused.{each.reason}"),
                      hint=sentence("show.suggestion", code=each.suggestion) if each.suggestion else "")
             for each in reading.refused[:_MOST_NAMED]]
    more = reading.refused_share.rows - len(lines)
    return [*lines, sentence("buttons.more_rows", number=more)] if more > 0 else lines


def progress(host: Host, now: datetime) -> str:
    """支出进度 drawn anew for a date that the user gives; the last node reached is offered."""
    opened, _grid = open_book.read_open(host)
    year = spending_book.year_of(opened)
    as_of = ask_day(host, year, now)
    if as_of is None:
        return ""
    host.show(sentence("buttons.computing"))
    report = progress_book.show_progress(host, opened, as_of)
    host.go_to(form.PROGRESS)
    total = report.total.pace
    line = sentence("show.progress", date=as_of.isoformat(), node=report.node or "—", budget=two_decimals(total.budget),
                    planned=two_decimals(total.planned) or "—", spent=two_decimals(total.spent),
                    percent=two_decimals(total.spent_percent) or "—", gap=two_decimals(total.gap) or "—")
    return line + sentence("buttons.progress_next", late=len(report.late), over=len(report.overspent))


def ask_day(host: Host, year: int, now: datetime) -> date | None:
    """The closing date the user wants; None when cancelled. Raises Unusable for what is no date."""
    typed = host.ask_text(sentence("buttons.ask_date", year=year), usual_day(year, now.date()).isoformat())
    if not typed:
        return None
    try:
        return date.fromisoformat(typed.replace("/", "-").replace(".", "-"))
    except ValueError:
        raise Unusable("buttons.bad_date", text=typed) from None


def usual_day(year: int, today: date) -> date:
    """The last node that is over on this day; 3月底 while none is."""
    node = node_reached(year, today) or NODES[0]
    return node_end(year, node)


def evaluate(host: Host, now: datetime) -> str:
    """自评 scores into the open workbook."""
    from perf_xl.desk.evaluation_book import evaluate_open_book

    host.show(sentence("buttons.computing"))
    told = evaluate_open_book(host)
    host.go_to(form.EVALUATION)
    return told
