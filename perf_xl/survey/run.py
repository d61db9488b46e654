"""A survey from the folders to the tables: what did not change is taken over, the rest is read, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec import Struct

from perf_xl import __version__, actions
from perf_xl.errors import Unusable
from perf_xl.hosts.received import OUT_OF_REACH
from perf_xl.messages.say import sentence
from perf_xl.spreading import spreading
from perf_xl.survey.parts import MOST, parts_of
from perf_xl.survey.records import Records, Source, records_of, refused
from perf_xl.survey.sources import sources_of
from perf_xl.survey.store import Store
from perf_xl.workers import Lost, Work

Watch = Callable[[int, int, str], None]


class Surveyed(Struct, frozen=True):
    """`read` were opened in this run, `unchanged` taken over from an earlier one; `troubled` were unreadable or lost."""

    files: int = 0
    read: int = 0
    unchanged: int = 0
    troubled: tuple[tuple[str, str], ...] = ()
    projects: int = 0
    budget_fen: int = 0
    errors: int = 0
    warnings: int = 0


def examine(source: Source, today: date, lang: str) -> Records:
    """Read and judge one workbook. Never raises: what goes wrong becomes the file's status and reason."""
    path = Path(source.path)
    try:
        if source.closed:
            return refused(source, __version__, "unreachable", sentence("survey.closed_folder", lang))
        opened = actions.open_department(path)
        checked = actions.check(opened, today, lang=lang)
        return records_of(source, __version__, checked, actions.spending_in(opened))
    except Unusable as problem:
        status = "unreachable" if problem.what in OUT_OF_REACH else "unreadable"
        return refused(source, __version__, status, sentence(problem.what, lang, **problem.facts))
    except Exception as fault:  # noqa: BLE001 - one workbook must not stop a province; the fault is kept and counted
        return refused(source, __version__, "crashed", f"{type(fault).__name__}: {fault}")


def survey(paths: Sequence[Path], folder: Path, today: date, *, jobs: int = 1, cluster: str = "", lang: str = "zh",
           watch: Watch = actions.quiet, most: int = MOST) -> Surveyed:
    """Bring the tables in `folder` up to date with the workbooks. `most` of them share a part.

    Raises Unusable when there are none, a folder given is not there, or there is no such store or cluster.
    """
    found = sources_of(paths)
    if not found:
        raise Unusable("consolidate.no_workbooks", path="、".join(path.name for path in paths))
    with Store(folder, __version__) as store:
        behind = {each.key: each for closed in found if closed.closed for each in store.below(closed)}
        sources = sorted({**behind, **{each.key: each for each in found}}.values(), key=lambda each: each.key)
        return bring_up_to_date(store, sources, partial(examine, today=today, lang=lang), partial(_lost, lang=lang),
                                jobs=jobs, cluster=cluster, watch=watch, most=most)


def bring_up_to_date(store: Store, sources: Sequence[Source], work: Work[Source, Records], lost: Lost[Source, Records], *,
                     jobs: int = 1, cluster: str = "", watch: Watch = actions.quiet, most: int = MOST) -> Surveyed:
    """`work` done for every source that the store does not keep; then the store holds these sources and no others."""
    wanted = [each for each in sources if not store.keeps(each)]
    kept = len(sources) - len(wanted)
    watch(kept, len(sources), "")
    made = _watched(spreading(jobs, cluster)(work, wanted, lost), kept, len(sources), watch)
    for name, mine in parts_of(sources, most):
        store.put(name, mine, islice(made, sum(not store.keeps(each) for each in mine)))
    store.finish()
    watch(len(sources), len(sources), "")
    return _total(store, len(wanted), kept)


def _watched(made: Iterator[Records], done: int, total: int, watch: Watch) -> Iterator[Records]:
    for number, each in enumerate(made, done + 1):
        if number < total:
            watch(number, total, Path(each.source.path).name)
        yield each


def _total(store: Store, read: int, kept: int) -> Surveyed:
    from pyarrow import compute

    heads = store.heads("path", "status", "reason", "projects", "budget", "errors", "warnings")
    troubled = heads.filter(compute.not_equal(heads["status"], "checked"))
    projects, budget, errors, warnings = (compute.sum(heads[name]).as_py() or 0 for name in ("projects", "budget", "errors", "warnings"))
    return Surveyed(heads.num_rows, read, kept, tuple(sorted(zip(troubled["path"].to_pylist(), troubled["reason"].to_pylist(), strict=True))),
                    projects, int(budget * 100), errors, warnings)


def _lost(source: Source, lang: str) -> Records:
    return refused(source, __version__, "crashed", sentence("survey.process_died", lang))
