"""Letters to the units that are behind: remind."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import OK, day
from perf_xl.messages.say import sentence


def arguments_remind(shape: Shape) -> None:
    shape.positional("book")
    shape.option("--as-of", "as_of", required=True, metavar="DATE")
    shape.option("-o", "folder", dest="folder", type=Path, required=True, metavar="DIR")


def do_remind(options: Namespace) -> int:
    from perf_xl.desk.reminders import remind
    from perf_xl.report.progress_outline import two_decimals

    as_of = day(options.as_of)
    made = remind(actions.open_department(options.book), as_of, options.folder, options.lang)
    for each in made:
        print(sentence("reminder.made", options.lang, unit=each.unit, late=each.late, needed=two_decimals(each.needed),
                       files="、".join(str(file) for file in each.files)))
    if made:
        code = made[0].unit[: len(made[0].unit) - len(made[0].unit.lstrip("0123456789"))]
        print(sentence("reminder.done", options.lang, units=len(made), example=code or made[0].unit))
    else:
        print(sentence("reminder.none_late", options.lang, date=as_of.isoformat()))
    return OK
