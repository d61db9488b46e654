"""The library of indicators from workbooks and folders, as a workbook or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from perf_xl import actions
from perf_xl.errors import Unusable
from perf_xl.hosts.workbooks import workbooks
from perf_xl.layout.lists_sheet import OFFERED_MOST
from perf_xl.library.collect import collect
from perf_xl.library.library_json import library_json
from perf_xl.model.reference import Reference


class Library(Struct, frozen=True):
    """`problems` are the files that could not be read; the others are in."""

    entries: tuple[Reference, ...]
    files: int
    problems: tuple[Unusable, ...]


def library_of(paths: Sequence[Path], with_starter: bool = True, watch: actions.Progress = actions.quiet) -> Library:
    """Workbooks, documents and dumps; folders with every workbook in them."""
    departments, problems = [], []
    files = workbooks(paths)
    for number, path in enumerate(files):
        watch(number, len(files), path.name)
        try:
            departments.append(actions.open_department(path).department)
        except Unusable as problem:
            problems.append(problem)
    watch(len(files), len(files), "")
    if problems and not departments:
        raise problems[0]
    return Library(collect(departments, with_starter), len(departments), tuple(problems))


def write_library(library: Library, target: Path, inputs: Sequence[Path]) -> None:
    """As .xlsx or .json, by the target's ending. Raises Unusable for another one."""
    if target.suffix.lower() == ".json":
        from perf_xl.hosts.landing import land

        text = json.dumps(library_json(library.entries), ensure_ascii=False, indent=1) + "\n"
        land(target, text.encode("utf-8", "replace"), tuple(inputs))
    elif target.suffix.lower() == ".xlsx":
        from perf_xl.hosts.xlsx_draw import draw
        from perf_xl.layout.library_sheet import library_book

        draw(library_book(library.entries, "绩效指标库"), target, tuple(inputs))
    else:
        raise Unusable("library.unknown_kind", path=target.name)


def offered_names(path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the drop-downs of a template offer, from a library written as JSON. Raises Unusable for any other file."""
    from perf_xl.hosts.received import received
    from perf_xl.library.library_json import names_by_level

    try:
        data = json.loads(received(path))
    except (ValueError, RecursionError) as problem:
        raise Unusable("load.not_json", path=path.name, reason=problem) from problem
    return names_by_level(data, OFFERED_MOST)
