"""Workbooks made and turned into each other: template, import, dump, load, demo."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import (
    OK,
    print_json,
    tell,
    tell_troubles,
)
from perf_xl.errors import Unusable


def arguments_template(shape: Shape) -> None:
    shape.output()
    shape.option("--department", "department", default="", metavar="NAME")
    shape.option("--unit", "unit", default="", metavar="CODE+NAME")
    shape.option("--year", "year", type=int)
    shape.option("--projects", "projects", type=int, default=1, metavar="N")
    shape.option("--profile", "profile", default="2015", metavar="2015|2021")
    shape.option("--library", "library_file", dest="library", type=Path, metavar="FILE")


def do_template(options: Namespace) -> int:
    offered: tuple[tuple[str, tuple[str, ...]], ...] = ()
    if options.library:
        from perf_xl.desk.library_book import offered_names

        offered = offered_names(options.library)
    actions.template(options.output, options.department, options.unit, options.year, options.projects, options.profile, offered)
    tell(options, "made", path=options.output)
    return OK


def arguments_import(shape: Shape) -> None:
    shape.positional("document")
    shape.output(required=False)
    shape.option("--split", "split", type=Path, metavar="DIR")
    shape.option("--year", "year", type=int)


def do_import(options: Namespace) -> int:
    if options.output is None and options.split is None:
        raise Unusable("cli.no_output")
    opened = actions.open_department(options.document, options.year)
    made = actions.import_document(options.document, options.output, options.split, options.year)
    department = opened.department
    tell(options, "imported", projects=len(department.projects), units=len(department.unit_bodies),
          indicators=sum(len(project.indicators) for project in department.projects), total=f"{department.total_budget:.2f}")
    tell_troubles(options, department.troubles)
    for path in made:
        tell(options, "made", path=path)
    return OK


def arguments_dump(shape: Shape) -> None:
    shape.positional("book")
    shape.option("--year", "year", type=int)


def do_dump(options: Namespace) -> int:
    print_json(actions.dump(options.book, options.year))
    return OK


def arguments_load(shape: Shape) -> None:
    shape.positional("json")
    shape.output()


def do_load(options: Namespace) -> int:
    opened = actions.open_department(options.json.with_suffix(options.json.suffix)) if options.json.suffix == ".json" else None
    department = opened.department if opened else actions.load_json(options.json)
    actions.write_book(department, options.output, inputs=(options.json,))
    tell(options, "made", path=options.output)
    return OK


def arguments_demo(shape: Shape) -> None:
    shape.output(required=False)


def do_demo(options: Namespace) -> int:
    from perf_xl.demo import run_demo

    return run_demo(options.output or Path("perf-xl-demo"), options.lang, print)
