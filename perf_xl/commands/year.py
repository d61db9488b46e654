"""The year's end: evaluate."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import OK, print_json, tell
from perf_xl.messages.say import sentence

if TYPE_CHECKING:
    from perf_xl.scoring.evaluation import Evaluation, ProjectEvaluation


def arguments_evaluate(shape: Shape) -> None:
    shape.positional("book")
    shape.option("--profile", "marking", dest="profile", metavar="2020|2021|hebei|sichuan|custom", default="")
    shape.formats("text", "json")
    shape.output(required=False)


def do_evaluate(options: Namespace) -> int:
    from perf_xl.desk import evaluation_book
    from perf_xl.scoring.evaluation_json import evaluation_json

    opened = actions.open_department(options.book)
    found = evaluation_book.evaluate_book(opened, options.profile)
    if options.output:
        evaluation_book.write_evaluation(opened, found, options.output, options.lang)
    if options.format == "json":
        print_json(evaluation_json(found, options.lang))
        return OK
    _show(options, found)
    print(evaluation_book.summary(found, options.lang))
    if options.output:
        tell(options, "made", path=options.output)
    return OK


def _show(options: Namespace, found: Evaluation) -> None:
    for each in found.projects:
        if each.is_started:
            _show_project(options, each)
    for key, ranked in (("rank_projects", [(each.name, each.total, each.grade) for each in found.ranking]),
                        ("rank_units", [(each.title, each.points, each.grade) for each in found.unit_ranking])):
        if len(ranked) > 1:
            print("\n" + sentence(f"evaluation.{key}", options.lang))
            for rank, (name, points, grade) in enumerate(ranked, 1):
                print(f"  {rank:>3}. {points} {grade}  {name}")
    print()


def _show_project(options: Namespace, each: ProjectEvaluation) -> None:
    from perf_xl.scoring.mark import points_text
    from perf_xl.scoring.steps import row_steps, steps_text

    def say(key: str, **facts: object) -> str:
        return sentence(f"evaluation.{key}", options.lang, **facts)

    head = say("project_total", points=points_text(each.total), grade=each.grade) if each.total is not None else say(
        "project_open", points=points_text(each.points_so_far), weight=points_text(each.scored_weight), rows=len(each.open_rows))
    print(f"\n【{each.no or each.position + 1}.{each.name}】{head}")
    print(f"  {'●' if each.execution.is_scored else '○'} {say('execution')}：{steps_text(each.execution, options.lang)}")
    for row in each.rows:
        symbol = "○" if row.points is None else "▲" if row.mark.wants_reason else "●"
        hint = say("over", completion=points_text(row.mark.completion)) if row.mark.is_over and row.mark.completion else ""
        due = say("reason_due") if row.wants_reason else ""
        print(f"  {symbol} {row.indicator.level3.text}：{row_steps(row, options.lang)}{hint}{due}")
