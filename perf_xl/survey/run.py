"""A survey from the list of files to the tables, part by part, so that a run that was cut off goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from perf_xl import __version__, actions
from perf_xl.errors import Unusable
from perf_xl.hosts.inbox import workbooks
from perf_xl.messages.say import sentence
from perf_xl.survey.records import Records, Source, records_of, refused
from perf_xl.survey.store import Store
from perf_xl.workers import spread

Watch = Callable[[int, int, str], None]
Spread = Callable[[Callable[[Source], Records], Sequence[Source], Callable[[Source], Records]], Iterator[Records]]


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

    def plus(self, each: Records, new: bool) -> Surveyed:
        head = each.rows["files"][0]
        return replace(
            self, files=self.files + 1, read=self.read + new, unchanged=self.unchanged + (not new),
            troubled=self.troubled if each.status == "checked" else (*self.troubled, (each.source.path, head[6])),
            projects=self.projects + head[11], budget_fen=self.budget_fen + (head[13] or 0),
            errors=self.errors + head[14], warnings=self.warnings + head[15])


def sources_of(paths: Sequence[Path]) -> list[Source]:
    """Every workbook in the files and folders given. `region` is the first folder below the one given."""
    found: dict[str, Source] = {}
    for given in paths:
        for file in workbooks([given]):
            region = file.relative_to(given).parts[0] if given.is_dir() and file.parent != given else ""
            try:
                facts = file.stat()
            except OSError:
                found[str(file)] = Source(str(file), region)
                continue
            found[str(file)] = Source(str(file), region, facts.st_size, facts.st_mtime_ns)
    return sorted(found.values(), key=lambda each: each.path)


def examine(source: Source, today: date, lang: str) -> Records:
    """Read and judge one workbook. Never raises: what goes wrong becomes the file's status and reason."""
    path = Path(source.path)
    try:
        opened = actions.open_department(path)
        checked = actions.check(opened, today, lang=lang)
        return records_of(source, __version__, checked, actions.spending_in(opened))
    except Unusable as problem:
        return refused(source, __version__, "unreadable", sentence(problem.what, lang, **problem.facts))
    except Exception as fault:  # noqa: BLE001 - one workbook must not stop a province; the fault is kept and counted
        return refused(source, __version__, "crashed", f"{type(fault).__name__}: {fault}")


def survey(paths: Sequence[Path], folder: Path, today: date, *, jobs: int = 1, cluster: str = "", lang: str = "zh",
           watch: Watch = actions.quiet) -> Surveyed:
    """Bring the tables in `folder` up to date with the workbooks. Raises Unusable when there are none, or no such store."""
    sources = sources_of(paths)
    if not sources:
        raise Unusable("consolidate.no_workbooks", path="、".join(path.name for path in paths))
    store = Store(folder, __version__, len(sources))
    spreading = _spreading(jobs, cluster)
    work = partial(examine, today=today, lang=lang)
    lost = partial(_lost, lang=lang)
    total, done = Surveyed(), 0
    for part in range(store.parts):
        mine = [each for each in sources if store.part_of(each.path) == part]
        kept = store.kept(part, mine)
        made = dict(kept)
        done += len(kept)
        for each in spreading(work, [source for source in mine if source.path not in kept], lost):
            made[each.source.path] = each
            done += 1
            watch(done, len(sources), Path(each.source.path).name)
        if not store.is_same(part, mine, kept):
            store.write(part, list(made.values()))
        for path in sorted(made):
            total = total.plus(made[path], path not in kept)
    watch(len(sources), len(sources), "")
    return total


def _spreading(jobs: int, cluster: str) -> Spread:
    if cluster:
        from perf_xl.survey.cluster import spread_over_cluster

        return lambda work, items, lost: spread_over_cluster(work, items, cluster, lost)
    return lambda work, items, lost: spread(work, items, min(jobs, len(items)), lost)


def _lost(source: Source, lang: str) -> Records:
    return refused(source, __version__, "crashed", sentence("survey.process_died", lang))
