"""Which workbooks a survey is about: found in the folders given, each with what tells whether it is still the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from perf_xl.desk.gathering import WORKBOOKS
from perf_xl.errors import Unusable
from perf_xl.survey.records import Source


def sources_of(paths: Sequence[Path]) -> list[Source]:
    """Every workbook in the files and folders given, in order of path. Lock files are left out.

    `region` and `district` are the first and the second folder below the one given. A folder that cannot be listed comes out as
    a source of its own that is `closed`. Paths are absolute: a store does not depend on where the command was run, and
    another machine finds the file. Raises Unusable when one of `paths` is not there: a network drive that is gone must not
    empty a store.
    """
    found: dict[str, Source] = {}
    for given in paths:
        top = os.path.abspath(given)
        if os.path.isdir(top):
            found.update((each.path, each) for each in _below(top, ()))
        else:
            try:
                found[top] = _source(top, (), os.stat(top))
            except OSError:
                raise Unusable("survey.gone", path=given) from None
    return sorted(found.values(), key=lambda each: each.key)


def _below(folder: str, names: tuple[str, ...]) -> Iterator[Source]:
    """One listing a folder, so that a network drive is asked as little as can be. Links to folders are not followed."""
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError:
        yield _source(folder, names, None)
        return
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, (*names, entry.name))
            elif entry.name.lower().endswith(WORKBOOKS) and not entry.name.startswith(("~$", ".")) and entry.is_file():
                yield _source(entry.path, names, entry.stat())
        except OSError:
            yield Source(entry.path, *_places(names))     # seen in the list, gone or out of reach since: reading it says why


def _source(path: str, names: tuple[str, ...], facts: os.stat_result | None) -> Source:
    if facts is None:
        return Source(path, *_places(names), closed=True)
    return Source(path, *_places(names), facts.st_size, facts.st_mtime_ns)


def _places(names: tuple[str, ...]) -> tuple[str, str]:
    return names[0] if names else "", names[1] if len(names) > 1 else ""
