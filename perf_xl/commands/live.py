"""`--live`: validate and progress on the workbook that is open in LibreOffice, saved or not."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from perf_xl import actions
from perf_xl.desk import open_book
from perf_xl.errors import Unusable
from perf_xl.messages.say import sentence
from perf_xl.progress.progress import Progress
from perf_xl.rules.findings_json import CheckedFile
from perf_xl.rules.fixing import safe_edits

if TYPE_CHECKING:
    from perf_xl.hosts.excel import ExcelHost


def live_host(wanted: Path | None = None) -> ExcelHost:
    """The workbook in front, or the open one of that name. Raises Unusable when LibreOffice does not listen."""
    from perf_xl.hosts.calc_engine import running_app
    from perf_xl.hosts.excel import ExcelHost

    app = running_app()
    if not len(app.books):
        raise Unusable("calc.nothing_open")
    if wanted is None:
        return ExcelHost(app.books.active)
    for book in app.books:
        if book.name.casefold() == wanted.name.casefold():
            return ExcelHost(book)
    raise Unusable("excel.no_book", book=wanted.name)


def validate_live(host: ExcelHost, options: Namespace, select: Sequence[str], ignore: Sequence[str], now: datetime) -> CheckedFile:
    """Marks in the open workbook, after the safe fixes where asked for. The journal notes each fix."""
    def judged() -> CheckedFile:
        return actions.check(opened, now.date(), profile=options.profile, select=select, ignore=ignore, lang=options.lang)

    opened, grid = open_book.read_open(host)
    checked = judged()
    edits = safe_edits(checked.findings, grid) if options.fix else ()
    if edits:
        open_book.mend(host, open_book.journal_of(grid), edits, open_book.MENDED, now, checked.findings)
        opened, grid = open_book.read_open(host)
        checked = judged()
    open_book.show_findings(host, grid, checked, now, options.lang, watch=lambda done, total, sheet: host.show(
        sentence("buttons.marking", options.lang, done=done, total=total, sheet=sheet)))
    host.show("")
    return checked


def progress_live(host: ExcelHost, options: Namespace) -> Progress:
    """支出进度 drawn anew in the open workbook."""
    from perf_xl.commands.told import day
    from perf_xl.desk import progress_book

    opened, _ = open_book.read_open(host)
    return progress_book.show_progress(host, opened, day(options.as_of))
