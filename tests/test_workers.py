"""Work spread over processes: in order, all of it, whatever happens to one item."""

from __future__ import annotations

import pickle

from perf_xl.errors import Unusable
from perf_xl.workers import in_batches, spread
from tests.deadly import double, lost


def test_batches_hold_every_item_once() -> None:
    assert list(in_batches(range(5), 2)) == [(0, 1), (2, 3), (4,)]


def test_results_come_in_the_order_of_the_items() -> None:
    items = [number for number in range(70) if number != 13]
    assert list(spread(double, items, 2, lost)) == [number * 2 for number in items]


def test_an_item_that_kills_its_process_is_the_only_one_lost() -> None:
    items = list(range(40))
    assert list(spread(double, items, 2, lost)) == [-13 if number == 13 else number * 2 for number in items]


def test_a_problem_told_by_another_process_is_the_same_problem() -> None:
    told = pickle.loads(pickle.dumps(Unusable("read.missing", path="表.xlsx")))
    assert (type(told), told.what, told.facts) == (Unusable, "read.missing", {"path": "表.xlsx"})
