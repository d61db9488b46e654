"""Files handed in become one department: opened one by one, judged, settled, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from os.path import exists
from pathlib import Path

from msgspec import Struct

from perf_xl.consolidate.besides import interims_of, spending_of
from perf_xl.consolidate.conflict import ERROR, Conflict
from perf_xl.consolidate.fate import (
    EMPTY,
    FOREIGN,
    HARMLESS,
    LOCKED,
    OPENED,
    TAKEN,
    UNREADABLE,
    Fate,
    Received,
)
from perf_xl.consolidate.merge import merge
from perf_xl.consolidate.roster import Compared, RosterUnit, compare, roster_of
from perf_xl.consolidate.seal import Examined, Key, SealState, examine, fingerprint, key_from_text
from perf_xl.consolidate.versions import Choose, settle
from perf_xl.errors import Unusable
from perf_xl.hosts.inbox import Inlet, Item, inlets, is_lock_file, items
from perf_xl.hosts.received import OUT_OF_REACH
from perf_xl.layout import form
from perf_xl.layout.monitoring_sheet import read_monitoring
from perf_xl.layout.read_spending import read_spending
from perf_xl.layout.seal_sheet import read_seal
from perf_xl.model.department import Department
from perf_xl.model.monitoring import Interim
from perf_xl.model.place import NOWHERE
from perf_xl.model.voucher import Spending
from perf_xl.picture.grid import Grid
from perf_xl.spreading import each_in_turn, spreading
from perf_xl.under_way import UnderWay

CONSOLIDATED = "perf_xl consolidated"       # document property of the workbooks that come out of here
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods")
_LARGEST_LIST = 8                           # MB; a province has some ten thousand units
_UNDER_WAY = ".进行中"                      # behind the name of the workbook that is being made
_FEW, _LITTLE = 50, 4 << 20                 # files, bytes: read in less than a second
_CRASHED = "consolidate.crashed"
_Taken = tuple[Received, ...]
Progress = Callable[[int, int, str], None]

# Kinds of content that may well be a unit's workbook: somebody must save them otherwise. The others are no workbook.
_WANTED = {"read.kind.xlsb", "read.kind.ods", "read.kind.et", "read.kind.archive", "read.kind.broken_zip"}
_LOCKED = {HARMLESS, "read.no_permission", "read.kind.locked", "read.locked_zip", "inbox.locked_entry", "inbox.closed_folder",
           "read.lock_file"}
_EMPTY = {"read.kind.empty"}


class Gathered(Struct, frozen=True):
    """The department put together, every file's fate, and where files contradict each other.

    `spending` is what the ledgers of the taken workbooks hold together, `interims` what their 绩效监控 holds;
    `compared` to the roster, where there is one.
    """

    department: Department
    fates: tuple[Fate, ...]
    conflicts: tuple[Conflict, ...] = ()
    spending: Spending | None = None
    roster: tuple[RosterUnit, ...] = ()
    compared: Compared | None = None
    interims: tuple[tuple[tuple[int, int], Interim], ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files on disk that were read, each once."""
        return tuple(dict.fromkeys(fate.path for fate in self.fates))

    @property
    def is_complete(self) -> bool:
        """No error to decide, no file that could not be read, no unit missing."""
        return not (any(each.counts_as_error for each in self.conflicts) or any(each.is_trouble for each in self.fates)
                    or (self.compared and self.compared.missing))


class NothingTaken(Unusable):
    """There were files, but none with a filled-in form; `fates` say what each was."""

    def __init__(self, fates: tuple[Fate, ...]) -> None:
        super().__init__("consolidate.none_usable", number=len(fates))
        self.fates = fates


def gather(paths: Sequence[Path], watch: Progress, *, leave_out: Sequence[Path] = (), keep: Sequence[str] = (),
           choose: Choose | None = None, keys: Sequence[Key] = (), roster: Sequence[RosterUnit] = (),
           jobs: int = 1, cluster: str = "", under_way: Path | None = None) -> Gathered:
    """Everything at `paths` to one department. A file that cannot be used is named, the others are taken.

    `jobs` processes read at the same time, or the machines of the cluster whose scheduler listens at `cluster`. Where there is
    much to read, it is kept at `under_way`, and stays there (see `forget`). Raises Unusable when there is no file at all, or none
    can be used.
    """
    files = inlets(paths, leave_out)
    if not files:
        raise Unusable("consolidate.no_workbooks", path="、".join(path.name for path in paths))
    with _kept(under_way, files, tuple(keys)) as kept:
        taken_in = each_in_turn(files, spreading(jobs, cluster), partial(take, keys=tuple(keys)), _lost, kept=kept, watch=watch,
                                name=lambda inlet: inlet.name)
        received = [each for found in taken_in for each in found]
    filled = [each for each in received if each.department is not None]
    if not filled:
        raise NothingTaken(tuple(each.fate for each in received))
    settled = settle(filled, keep, choose)
    _check_kept(keep, filled)
    merged = merge(settled.parts)
    decided = iter(settled.fates)
    fates = tuple(next(decided) if each.department is not None else each.fate for each in received)
    taken = {fate.shown for fate in fates if fate.fate == TAKEN}
    conflicts = (*settled.conflicts, *(_altered(each) for each in filled if each.fate.shown in taken and not _holds(each)),
                 *merged.conflicts)
    department = merged.department
    used = [each for each in filled if each.fate.shown in taken]
    spending, left = spending_of(department, used)
    return Gathered(department, fates, (*conflicts, *left), spending, tuple(roster), compare(roster, department) if roster else None,
                    interims_of(department, used))


def take(inlet: Inlet, keys: tuple[Key, ...] = ()) -> tuple[Received, ...]:
    """One file on disk, with everything that is in it. Depends on nothing else and raises nothing."""
    return tuple(sorted((_received(inlet, item, keys) for item in items(inlet)), key=lambda each: each.fate.shown))


def _lost(inlet: Inlet) -> tuple[Received, ...]:
    """The process that read it died."""
    return (_refused(inlet, Item(inlet.name), _CRASHED, (("reason", "process"),)),)


def beside(target: Path) -> Path:
    """Where a run that writes `target` keeps what it has read."""
    return Path(f"{target}{_UNDER_WAY}")


def _kept(path: Path | None, files: Sequence[Inlet], keys: tuple[Key, ...]) -> AbstractContextManager[UnderWay[Inlet, _Taken] | None]:
    """Nothing of few files, and where nothing can be written or another run is at it: the workbook is made all the same."""
    if path is None or not (exists(path) or _is_much(files)):
        return nullcontext()
    try:
        return UnderWay(path, _Taken, keys, lambda inlet: inlet.path, _lasts, held=True)
    except Unusable:
        return nullcontext()


def _is_much(files: Sequence[Inlet]) -> bool:
    """A file beside the workbook, even if it goes again, is worth it where reading takes longer than starting the program."""
    if len(files) > _FEW:
        return True
    sizes = 0
    for inlet in files:
        with suppress(OSError, ValueError):
            sizes += inlet.path.stat().st_size
    return sizes > _LITTLE


def _lasts(taken: _Taken) -> bool:
    """Whether the same would come out if the file were read again."""
    return not any(each.fate.reason in (*OUT_OF_REACH, _CRASHED, "inbox.closed_folder") for each in taken)


def _received(inlet: Inlet, item: Item, keys: tuple[Key, ...]) -> Received:
    if item.opened is not None:
        reason = "inbox.empty_mail" if not item.opened and item.reason == "inbox.opened_mail" else item.reason
        return Received(Fate(inlet.path, OPENED, 0, reason, item.facts, item.name))
    if item.data is None:
        return _refused(inlet, item, item.reason, item.facts)
    if is_lock_file(item.name):
        return _refused(inlet, item, HARMLESS, ())
    try:
        return _workbook(inlet, item, keys)
    except Unusable as problem:
        return _refused(inlet, item, problem.what, tuple(problem.facts.items()))
    except Exception as crash:  # noqa: BLE001 - one file that we cannot cope with must not take the others with it
        return _refused(inlet, item, _CRASHED, (("reason", f"{type(crash).__name__}: {crash}"),))


def _workbook(inlet: Inlet, item: Item, keys: tuple[Key, ...]) -> Received:
    from perf_xl.hosts.xlsx_read import read_bytes
    from perf_xl.layout.read import read

    assert item.data is not None
    if not item.data:
        raise Unusable("read.kind.empty", book=item.name)
    if item.name.lower().endswith(".msg"):
        raise Unusable("inbox.outlook", book=item.name)
    if item.name.lower().endswith((".docx", ".txt", ".doc", ".wps")):
        raise Unusable("consolidate.is_document")
    grid = read_bytes(item.data, item.name)
    department = read(grid).department
    if not department.projects and not department.overall_goal.text:
        what = "consolidate.nothing_filled" if department.template_version else "read.no_tables"
        raise Unusable(what, path=item.name)
    if CONSOLIDATED in grid.properties and not inlet.asked:
        raise Unusable("consolidate.is_consolidated")
    examined = _examined(department, grid, keys)
    fate = Fate(inlet.path, TAKEN, len(department.projects), "", (), item.name, _unit_name(department), "", examined.state,
                department.submission)
    return Received(fate, department, fingerprint(department), item.when, examined, _ledger(department, grid),
                    _interims(department, grid))


def _refused(inlet: Inlet, item: Item, reason: str, facts: tuple[tuple[str, str], ...]) -> Received:
    named = (("book", item.name), ("path", item.name), *facts)
    return Received(Fate(inlet.path, _fate_of(reason, item.name), 0, reason, tuple(dict(named).items()), item.name))


def _fate_of(reason: str, name: str) -> str:
    if reason in _LOCKED:
        return LOCKED
    if reason in _EMPTY or reason == "consolidate.nothing_filled":
        return EMPTY
    if reason in ("read.no_tables", "consolidate.is_document", "consolidate.is_consolidated"):
        return FOREIGN
    if reason.startswith("read.kind.") and reason not in _WANTED and not name.lower().endswith(WORKBOOKS):
        return FOREIGN
    return UNREADABLE


def _examined(department: Department, grid: Grid, keys: tuple[Key, ...]) -> Examined:
    seal = read_seal(grid)
    signer = seal.receipt.signer if seal else ""
    try:
        return examine(department, seal, next((key for key in keys if key.name == signer), None))
    except Unusable:
        return Examined(SealState.DAMAGED, seal)


def _unit_name(department: Department) -> str:
    bodies = department.unit_bodies
    return bodies[0] if len(bodies) == 1 else department.name


def _ledger(department: Department, grid: Grid) -> Spending | None:
    """What 支出台账 and 预算调整 hold, whatever project it is for."""
    if department.year is None or grid.sheet(form.LEDGER) is None:
        return None
    spending, _ = read_spending(grid, department.year, department.codes)
    return spending if spending.sums or spending.adjustments else None


def _interims(department: Department, grid: Grid) -> tuple[tuple[tuple[int, int], Interim], ...]:
    sheet = grid.sheet(form.MONITORING)
    return tuple(read_monitoring(grid.book, sheet, department)[0].items()) if sheet else ()


def _holds(received: Received) -> bool:
    return received.examined.state not in (SealState.ALTERED, SealState.DAMAGED, SealState.FOREIGN_KEY)


def _altered(received: Received) -> Conflict:
    """What was changed after the check, each cell named."""
    examined, department = received.examined, received.department
    assert department is not None
    place = examined.changes[0].place if examined.changes else department.place
    cells = "、".join(dict.fromkeys(f"{each.place.sheet} {each.place.cell}".strip() for each in examined.changes))
    fields = tuple(dict.fromkeys(each.field or "indicators" for each in examined.changes))
    return Conflict(f"consolidate.seal_{examined.state.value}", ERROR, place, NOWHERE,
                    (("number", str(len(examined.changes))), ("cells", cells)), fields)


def _check_kept(keep: Sequence[str], filled: Sequence[Received]) -> None:
    """A name that fits no file is a mistake that must not go unnoticed."""
    for wanted in keep:
        if not any(wanted in (each.fate.shown, str(each.fate.path), each.fate.shown.rpartition("/")[2]) for each in filled):
            raise Unusable("consolidate.keep_unknown", name=wanted)


def read_key(path: Path) -> Key:
    """The key in a file: a name and a secret, a line each. Raises Unusable."""
    from perf_xl.hosts.received import received

    try:
        return key_from_text(received(path, _LARGEST_LIST).decode("utf-8-sig"), path.name)
    except UnicodeDecodeError:
        raise Unusable("seal.no_key", path=path.name) from None


def read_roster(path: Path) -> tuple[RosterUnit, ...]:
    """The list of units in a workbook, a .csv or a .txt. Raises Unusable."""
    import csv

    from perf_xl.hosts.received import received
    from perf_xl.hosts.xlsx_read import read_bytes
    from perf_xl.intake.encoding import decode_text

    data = received(path, _LARGEST_LIST)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls") or data.startswith(b"PK"):
        grid = read_bytes(data, path.name)
        rows = [[_cell_text(value) for value in line] for sheet in grid.sheets for line in sheet.rows]
        return roster_of(rows, path.name)
    text = decode_text(data, path.name)
    lines = text.replace("，", ",").replace("\t", ",").splitlines()
    try:
        return roster_of(list(csv.reader(lines)), path.name)
    except csv.Error:       # a cell longer than any list of units
        raise Unusable("consolidate.roster_empty", path=path.name) from None


def _cell_text(value: object) -> str:
    """A code stored as a number has no decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)

