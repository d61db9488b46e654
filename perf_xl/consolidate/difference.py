"""What changed between two submissions, by project and field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec import Struct

from perf_xl.consolidate.meaning import Said, SaidRow, SaidTable, meaning
from perf_xl.model.department import Department
from perf_xl.model.place import NOWHERE, Place

CHANGED, ADDED, REMOVED, MOVED = "changed", "added", "removed", "moved"
_ALIKE = 2          # filled fields, one of them of the core, that two rows must share to be one row that was changed
_NUMBER = re.compile(r"^\s*\d{1,4}\s*[.．、]\s*")
_Pair = tuple[int, int]


class Change(Struct, frozen=True):
    """`kind`: changed, added, removed or moved. `field` '' means a whole row, or without `row` a whole project.

    `code` and `name` are the project's (blank for the department's own part), `item` the indicator's name. `old` and
    `new` are the places before and after; the one that does not exist is NOWHERE. `before` is unknown (None) where
    only a digest of it was kept.
    """

    kind: str
    field: str
    code: str
    name: str
    row: int | None = None
    item: str = ""
    before: str | None = ""
    after: str = ""
    old: Place = NOWHERE
    new: Place = NOWHERE

    @property
    def place(self) -> Place:
        """Where to look: the new place, else the old one."""
        return self.new if self.new != NOWHERE else self.old


def difference(old: Department, new: Department) -> tuple[Change, ...]:
    """Every field that says something else, in the order of the new submission; what was taken away comes last.

    The number before a project's title follows its position: alone it is no change.
    """
    return tuple(change for change in compare(meaning(old), meaning(new))
                 if change.field != "title" or _NUMBER.sub("", change.before or "") != _NUMBER.sub("", change.after))


def compare(old: Sequence[SaidTable], new: Sequence[SaidTable]) -> tuple[Change, ...]:
    """The same for tables; values need only be comparable, so digests serve as well as texts."""
    found: list[Change] = []
    pairs = [(0, 0), *((i + 1, j + 1) for i, j in _matched_tables(old[1:], new[1:]))]
    before = {j: i for i, j in pairs}
    in_order = _increasing([i for _, i in sorted(before.items())])
    for j, table in enumerate(new):
        if j not in before:
            found.append(Change(ADDED, "", table.code, table.name, new=table.place))
            continue
        if before[j] not in in_order:
            found.append(Change(MOVED, "", table.code, table.name, old=old[before[j]].place, new=table.place))
        found += _in_table(old[before[j]], table)
    kept = {i for i, _ in pairs}
    found += [Change(REMOVED, "", table.code, table.name, old=table.place) for i, table in enumerate(old) if i not in kept]
    return tuple(found)


def _in_table(old: SaidTable, new: SaidTable) -> Iterator[Change]:
    for before, after in zip(old.head, new.head, strict=True):
        if before.value != after.value:
            yield _changed(new, before, after)
    for kind in dict.fromkeys(row.kind for row in (*new.rows, *old.rows)):
        ours = [row for row in old.rows if row.kind == kind]
        theirs = [row for row in new.rows if row.kind == kind]
        yield from _in_rows(new, ours, theirs)


def _in_rows(table: SaidTable, old: Sequence[SaidRow], new: Sequence[SaidRow]) -> Iterator[Change]:
    pairs, moved = _matched_rows(old, new)
    before = {j: i for i, j in pairs}
    for j, row in enumerate(new):
        if j not in before:
            yield Change(ADDED, "", table.code, table.name, j, _item(row), after=_whole(row), new=_place(row))
            continue
        if j in moved:
            yield Change(MOVED, "", table.code, table.name, j, _item(row), old=_place(old[before[j]]), new=_place(row))
        for was, now in zip(old[before[j]].parts, row.parts, strict=True):
            if was.value != now.value:
                yield _changed(table, was, now, j, _item(row), _place(row))
    kept = {i for i, _ in pairs}
    for i, row in enumerate(old):
        if i not in kept:
            yield Change(REMOVED, "", table.code, table.name, i, _item(row), before=_whole(row), old=_place(row))


def _changed(table: SaidTable, was: Said, now: Said, row: int | None = None, item: str = "",
             beside: Place = NOWHERE) -> Change:
    """A field that has no cell of its own is shown at its row."""
    place = now.place if now.place != NOWHERE else (beside if beside != NOWHERE else table.place)
    return Change(CHANGED, now.field, table.code, table.name, row, item, was.value, now.value, was.place, place)


def _item(row: SaidRow) -> str:
    named = next((part.value for part in row.parts if part.field in ("level3", "theme_title", "safeguard_title")), "")
    return named or next((value for value in row.values if value), "")


def _whole(row: SaidRow) -> str:
    return " / ".join(value for value in row.values if value)


def _place(row: SaidRow) -> Place:
    """The row's first cell of its own: levels may stand in the merged cell above."""
    own = [part.place for part in row.parts if part.place != NOWHERE]
    lowest = max((place.row for place in own), default=0)
    return next((place for place in own if place.row == lowest), NOWHERE)


class _Score(NamedTuple):
    alike: int
    apart: int
    old: int
    new: int


def _matched_rows(old: Sequence[SaidRow], new: Sequence[SaidRow]) -> tuple[list[_Pair], set[int]]:
    """Pairs of positions, and the new positions of rows that stand elsewhere than before.

    Unchanged runs first, then equal rows anywhere, then rows that share most, then what stands at the same spot and
    says too little to be told apart.
    """
    one, two = [row.values for row in old], [row.values for row in new]
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    pairs = [(start + step, other + step) for tag, start, end, other, _ in blocks if tag == "equal" for step in range(end - start)]
    left_old = set(range(len(old))) - {i for i, _ in pairs}
    left_new = set(range(len(new))) - {j for _, j in pairs}
    more = _greedy([_Score(len(two[j]) * 9 if one[i] == two[j] else _likeness(old[i], new[j]), abs(i - j), i, j)
                    for i in left_old for j in left_new], _ALIKE)
    pairs += more
    for tag, start, end, other, last in blocks:
        if tag == "replace":
            spare_old = [i for i in range(start, end) if i not in {i for i, _ in pairs}]
            spare_new = [j for j in range(other, last) if j not in {j for _, j in pairs}]
            if len(spare_old) == len(spare_new):
                pairs += [(i, j) for i, j in zip(spare_old, spare_new, strict=True) if _is_sparse(old[i]) or _is_sparse(new[j])]
    pairs.sort(key=lambda pair: pair[1])
    in_order = _increasing([i for i, _ in pairs])
    return pairs, {j for i, j in pairs if i not in in_order}


def _matched_tables(old: Sequence[SaidTable], new: Sequence[SaidTable]) -> list[_Pair]:
    """By code, then by name, then, where one of them was blank, by what they share."""
    pairs: list[_Pair] = []
    for field in ("code", "name"):
        taken_old, taken_new = {i for i, _ in pairs}, {j for _, j in pairs}
        by_value: dict[str, list[int]] = {}
        for i, table in enumerate(old):
            if i not in taken_old and table.value_of(field):
                by_value.setdefault(table.value_of(field), []).append(i)
        for j, table in enumerate(new):
            if j not in taken_new and by_value.get(table.value_of(field)):
                pairs.append((by_value[table.value_of(field)].pop(0), j))
    left_old = set(range(len(old))) - {i for i, _ in pairs}
    left_new = set(range(len(new))) - {j for _, j in pairs}
    scores = [_Score(_shared(old[i], new[j]), abs(i - j), i, j) for i in left_old for j in left_new]
    return pairs + [(i, j) for i, j in _greedy(scores, 1)]


def _shared(one: SaidTable, two: SaidTable) -> int:
    """Rows and texts in common; none where both code and name say that they are two projects."""
    if all(one.value_of(field) and two.value_of(field) for field in ("code", "name")):
        return 0
    rows = {row.values for row in one.rows} & {row.values for row in two.rows}
    texts = sum(bool(one.value_of(field)) and one.value_of(field) == two.value_of(field) for field in ("purpose", "goal"))
    return len(rows) + texts


def _likeness(one: SaidRow, two: SaidRow) -> int:
    return _alike(one.values, two.values) if _alike(one.core, two.core) else 0


def _is_sparse(row: SaidRow) -> bool:
    return sum(map(bool, row.core)) <= 1


def _alike(one: Sequence[str], two: Sequence[str]) -> int:
    return sum(bool(left) and left == right for left, right in zip(one, two, strict=True))


def _greedy(scores: list[_Score], least: int) -> list[_Pair]:
    """The best pairs first, each position once."""
    pairs: list[_Pair] = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for alike, _, i, j in sorted(scores, key=lambda each: (-each.alike, each.apart, each.old, each.new)):
        if alike >= least and i not in used_old and j not in used_new:
            pairs.append((i, j))
            used_old.add(i)
            used_new.add(j)
    return pairs


def _increasing(numbers: Sequence[int]) -> set[int]:
    """The members of a longest increasing run: those that did not change their order."""
    lengths: list[int] = []
    for position, number in enumerate(numbers):
        lengths.append(1 + max((lengths[earlier] for earlier in range(position) if numbers[earlier] < number), default=0))
    kept: set[int] = set()
    wanted, last = max(lengths, default=0), None
    for position in range(len(numbers) - 1, -1, -1):
        if lengths[position] == wanted and (last is None or numbers[position] < last):
            kept.add(numbers[position])
            last, wanted = numbers[position], wanted - 1
    return kept
