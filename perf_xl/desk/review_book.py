"""The workbook of 重点评价: judge, choose, draw."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from perf_xl import actions
from perf_xl.desk import progress_book, spending_book
from perf_xl.errors import Unusable
from perf_xl.law.reader import load
from perf_xl.law.review import selection_law
from perf_xl.messages.say import sentence
from perf_xl.model.review import Candidate, FollowUp, ReviewForm
from perf_xl.review.choose import candidates
from perf_xl.review.forms import follow_ups, review_forms

MOST_EXPERTS = 9


class Review(Struct, frozen=True):
    """Every project with its points, the forms of the chosen ones, what is to be put right."""

    candidates: tuple[Candidate, ...]
    forms: tuple[ReviewForm, ...]
    follow: tuple[FollowUp, ...]


def review(opened: actions.Opened, today: date, top: int | None = None, as_of: date | None = None, lang: str = "zh") -> Review:
    """`as_of`: look at spending at that day too. Raises Unusable for a `top` below 1 or a date of another year."""
    if top is not None and top < 1:
        raise Unusable("review.top_too_small", number=top)
    if not opened.department.projects:
        raise Unusable("review.no_project", path=opened.path.name)
    checked = actions.check(opened, today, ignore=("EV",), lang=lang)      # the form judges targets, not the self-evaluation
    spending = None if as_of is None else progress_book.paces(opened, spending_book.spending_in(opened), as_of)
    ranked = candidates(opened.department, checked.findings, spending, top, lang)
    chosen = [each for each in ranked if each.chosen]
    told = list(zip(checked.findings, checked.remarks, strict=True))
    return Review(ranked, review_forms(chosen, told, lang), follow_ups(opened.department, chosen, told))


def write_review(opened: actions.Opened, made: Review, target: Path, experts: int | None = None) -> None:
    """Raises Unusable when the target cannot be written or `experts` is no number of people."""
    from perf_xl.hosts.xlsx_draw import draw
    from perf_xl.layout.review_sheets import review_book

    law = load("review")
    people = law["form"]["experts"] if experts is None else experts
    if not 1 <= people <= MOST_EXPERTS:
        raise Unusable("review.experts_out_of_range", number=people, most=MOST_EXPERTS)
    department = opened.department
    title = sentence("review.title", "zh", department=department.name, year=department.year or "")
    draw(review_book(made.candidates, made.forms, made.follow, title, law["states"]["names"], law["grades"]["names"], people,
                     law["form"]["apart_percent"], selection_law().amount_bands), target, (opened.path,))
