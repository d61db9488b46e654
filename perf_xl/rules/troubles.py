"""What reading could not take in, sorted by kind: one FM rule shows each kind.

Readers name a trouble by a message key (`layout.uncached`, `intake.missing_goal`); the words in the key's last part
decide the kind, so that a new reader needs no change here.
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department, Trouble
from perf_xl.model.entry import Entry
from perf_xl.rules.finding import Found

# First match counts. Words are parts of the key's last part.
_KINDS = (
    ("", ("money_unit_missing", "year_missing")),      # FM207 and FM208 say it
    ("FM101", ("uncached", "without_result")),
    ("FM106", ("error_value", "cell_error")),
    ("FM107", ("formula", "external", "macro")),
    ("FM105", ("hidden",)),
    ("FM104", ("table_incomplete", "lacks", "missing_field", "without_table")),
    ("FM102", ("row_not_understood", "unreadable")),
    ("FM103", ("not_placed", "not_taken", "not_fitted", "nested_table", "text_box")),
)
_OTHER = "FM109"


def kind_of(trouble: Trouble) -> str:
    """The code of the FM rule that shows a trouble."""
    tail = trouble.what.rpartition(".")[2]
    return next((code for code, words in _KINDS if any(word in tail for word in words)), _OTHER)


def troubles_of(department: Department, code: str) -> Iterator[Found]:
    """The troubles that belong to an FM rule, as findings that say the reader's own sentence."""
    sheets = {project.place.sheet: position for position, project in enumerate(department.projects)
              if project.place.sheet}
    for trouble in department.troubles:
        if kind_of(trouble) == code:
            place = trouble.place
            facts = dict(trouble.facts) | {"sentence": trouble.what, "actual": trouble.what,
                                           "where": f"{place.sheet} {place.cell}".strip() or place.book}
            yield Found(Entry(place=place), "workbook", facts, project=sheets.get(place.sheet))
