"""What is kept of a run comes back as it was, or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
import zlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.msgpack import Encoder

from perf_xl import actions, under_way
from perf_xl.cli import main
from perf_xl.consolidate.fate import Received
from perf_xl.demo import SAMPLE
from perf_xl.desk.gathering import take
from perf_xl.errors import Unusable
from perf_xl.hosts.inbox import Inlet, inlets
from perf_xl.model.amount import Amount, MoneyUnit
from perf_xl.model.entry import BLANK, Entry, Kind
from perf_xl.model.place import Place
from perf_xl.rules.findings_json import CheckedFile
from perf_xl.spreading import each_in_turn, spreading
from perf_xl.under_way import UnderWay, forget
from tests.consolidate.books import book, edited, read_back, sample, sealed, unit
from tests.fuzz.inbox_faults import make_mail, make_zip
from tests.fuzz.subjects import make_workbook
from tests.under_way.runs import post

GOLDEN = Path(__file__).parents[1] / "golden"
TEXTS = ["一", "", "x" * 3000, "四", "五"]


def keeping(path: Path, question: object = 1) -> UnderWay[Path, str]:
    return UnderWay(path, str, question, lambda item: item, lambda answer: True)


@pytest.fixture
def items(tmp_path: Path) -> list[Path]:
    for number in range(len(TEXTS)):
        (tmp_path / f"{number}.txt").write_bytes(b"1" * number)
    return sorted(tmp_path.glob("*.txt"))


def kept_in(path: Path, items: list[Path], question: object = 1) -> list[str | None]:
    with keeping(path, question) as kept:
        return [kept.answer(key) if (key := kept.key(item)) in kept else None for item in items]


def write(path: Path, items: list[Path]) -> bytes:
    with keeping(path) as kept:
        for item, text in zip(items, TEXTS, strict=True):
            kept.add(kept.key(item), text)
    return path.read_bytes()


def test_cut_off_anywhere_the_whole_records_hold_and_the_next_run_goes_on_behind_them(items: list[Path], tmp_path: Path) -> None:
    state = tmp_path / "state"
    whole = write(state, items)
    seen = set()
    for length in range(len(whole)):
        state.write_bytes(whole[:length])
        found = kept_in(state, items)
        number = len(TEXTS) - found.count(None)
        assert found == TEXTS[:number] + [None] * (len(TEXTS) - number)
        seen.add(number)
        with keeping(state) as kept:
            for item, text in list(zip(items, TEXTS, strict=True))[number:]:
                kept.add(kept.key(item), text)
        assert state.read_bytes() == whole
    assert seen == set(range(len(TEXTS)))


def test_no_byte_that_was_changed_is_believed(items: list[Path], tmp_path: Path) -> None:
    state = tmp_path / "state"
    whole = write(state, items)
    foreign = 0
    for place in range(len(whole)):
        state.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
        try:
            found = kept_in(state, items)
        except Unusable as problem:
            assert problem.what == "under_way.foreign"
            foreign += 1
            continue
        assert found != TEXTS
        assert all(each in (None, text) for each, text in zip(found, TEXTS, strict=True))
    assert foreign == len("perf-xl/under-way/")


@given(garbage=st.binary(max_size=400), at=st.integers(0, 10_000))
def test_garbage_is_passed_over(garbage: bytes, at: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        item, state = Path(name, "a.txt"), Path(name, "state")
        item.write_bytes(b"1")
        with keeping(state) as kept:
            kept.add(kept.key(item), "x" * 3000)
        whole = state.read_bytes()
        start = min(max(at, whole.index(b"\n") + 1), len(whole))
        state.write_bytes(whole[:start] + garbage)
        assert kept_in(state, [item]) in ([None], ["x" * 3000])


@pytest.mark.parametrize("change", ["version", "question", "kind", "size", "time", "path", "content behind a link"])
def test_nothing_holds_for_anything_else(change: str, items: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state, item, question, kind = tmp_path / "state", items[1], 1, str
    os.utime(item, ns=(5, 5))
    write(state, items)
    if change == "version":
        monkeypatch.setattr(under_way, "__version__", "0.0.0")
    elif change == "question":
        question = 2
    elif change == "kind":
        kind = bytes
    elif change == "size":
        item.write_bytes(b"12")
        os.utime(item, ns=(5, 5))
    elif change == "time":
        os.utime(item, ns=(5, 6))
    elif change == "path":
        item = item.rename(tmp_path / "1b.txt")
    else:
        other = tmp_path / "1b.txt"
        other.write_bytes(item.read_bytes())
        os.utime(other, ns=(5, 5))
        item.unlink()
        item.symlink_to(other)
    with UnderWay(state, kind, question, lambda each: each, lambda _: True) as kept:
        assert kept.key(item) not in kept


def test_an_older_way_of_keeping_is_begun_anew(items: list[Path], tmp_path: Path) -> None:
    state = tmp_path / "state"
    whole = write(state, items)
    state.write_bytes(b"perf-xl/under-way/0 " + whole)
    assert kept_in(state, items) == [None] * len(items)
    assert write(state, items) == whole


def _forged(kept: UnderWay[Path, str], item: Path, packed: bytes) -> bytes:
    key = kept.key(item)
    head = under_way._HEAD.pack(key, len(packed), under_way._digest(key, packed))
    return head + under_way._check(head) + packed


@pytest.mark.parametrize("packed", [zlib.compress(Encoder().encode(5)), zlib.compress(Encoder().encode({"a": [1]})), b"no zlib", b"",
                                    zlib.compress(b"\x91" * 100_000), zlib.compress(Encoder().encode("text"))[:-1], zlib.compress(b"\0" * 5_000_000)])
def test_a_record_that_was_forged_is_worked_on_again_in_its_turn(packed: bytes, items: list[Path], tmp_path: Path,
                                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    state = tmp_path / "state"
    monkeypatch.setattr(under_way, "_MOST", 1_000_000)
    with keeping(state) as kept:
        kept.add(kept.key(items[0]), "kept")
        record = _forged(kept, items[1], packed)
    with open(state, "ab") as file:
        file.write(record)
    with keeping(state) as kept:
        assert kept.key(items[1]) in kept
        made = each_in_turn(items, spreading(1), lambda item: f"made {item.name}", lambda item: "lost", kept=kept,
                            watch=actions.quiet, name=lambda item: item.name)
        assert list(made) == ["kept", *(f"made {number}.txt" for number in range(1, 5))]
    assert kept_in(state, items) == ["kept", *(f"made {number}.txt" for number in range(1, 5))]


def test_only_what_is_not_kept_is_worked_on_and_the_watch_counts_from_there(items: list[Path], tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    worked: list[str] = []

    def work(item: Path) -> str:
        worked.append(item.name)
        return item.name

    with keeping(tmp_path / "state") as kept:
        for number in (0, 2, 3):
            kept.add(kept.key(items[number]), f"kept {number}")
    with keeping(tmp_path / "state") as kept:
        made = list(each_in_turn(items, spreading(1), work, work, kept=kept, watch=lambda *each: told.append(each), name=lambda item: item.name))
    assert made == ["kept 0", "1.txt", "kept 2", "kept 3", "4.txt"]
    assert worked == ["1.txt", "4.txt"]
    assert told == [(3, 5, ""), (3, 5, "1.txt"), (4, 5, "4.txt"), (5, 5, "")]


def test_a_full_disk_stops_the_keeping_not_the_run(items: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = tmp_path / "state"
    whole = write(state, items)
    with keeping(state) as kept:
        file = kept._file

        class Full:
            def __getattr__(self, name: str) -> object:
                return getattr(file, name)

            def write(self, data: bytes) -> int:
                raise OSError(errno.ENOSPC, "full")

        kept._file = Full()     # type: ignore[assignment]
        items[1].write_bytes(b"changed")
        made = each_in_turn(items, spreading(1), lambda item: "made", lambda item: "lost", kept=kept, watch=actions.quiet, name=str)
        assert list(made) == [TEXTS[0], "made", *TEXTS[2:]]
    assert state.read_bytes() == whole


def test_half_a_record_is_the_last_that_is_written(items: list[Path], tmp_path: Path) -> None:
    with keeping(tmp_path / "state") as kept:
        file = kept._file

        class Small:
            def __getattr__(self, name: str) -> object:
                return getattr(file, name)

            def write(self, data: bytes) -> int:
                return file.write(data[:30])

        kept._file = Small()    # type: ignore[assignment]
        kept.add(kept.key(items[0]), "a")
        kept._file = file
        kept.add(kept.key(items[1]), "b")
    assert kept_in(tmp_path / "state", items[:2]) == [None, None]


def test_what_cannot_be_written_as_plain_values_is_not_kept(items: list[Path], tmp_path: Path) -> None:
    with keeping(tmp_path / "state") as kept:
        kept.add(kept.key(items[0]), "\ud800")
        kept.add(kept.key(tmp_path / "not there"), "x")
        kept.add(kept.key(items[1]), "whole")
    assert kept_in(tmp_path / "state", items[:2]) == [None, "whole"]


def test_forgetting_removes_only_what_is_ours(tmp_path: Path, items: list[Path]) -> None:
    write(tmp_path / "state", items)
    forget(tmp_path / "state")
    forget(tmp_path / "not there")
    forget(items[3])
    forget(tmp_path)
    assert sorted(tmp_path.iterdir()) == items


# --- results of the two commands

def files_of_all_kinds(folder: Path) -> Iterator[Path]:
    for path in sorted(post(folder / "post").iterdir()):
        if path.suffix != ".txt" or path.name.startswith("10"):
            yield path
    for path in (*sorted((GOLDEN / "reading").iterdir()), *sorted((GOLDEN / "documents").iterdir())):
        yield path
    content = sealed(book(unit(5)))
    place = read_back(content).projects[0].purpose.place
    altered = folder / "改过.xlsx"
    altered.write_bytes(edited(content, place.sheet, place.row, place.column, "封存之后改过的用途"))
    yield altered
    plain, spent = folder / "无台账.xlsx", folder / "有台账.xlsx"
    plain.write_bytes(book(sample()))
    assert main(["ledger", str(plain), str(SAMPLE / "vouchers_2023.csv"), "-o", str(spent)]) in (0, 1)
    yield spent
    random = Random(85)
    for number in range(40):
        for kind, make in (("xlsx", make_workbook), ("eml", make_mail), ("zip", make_zip)):
            path = folder / f"{number}.{kind}"
            path.write_bytes(make(random))
            yield path


def answer_of(kept: UnderWay[Any, Any], item: object) -> Any:
    return kept.answer(kept.key(item))


def test_every_answer_comes_back_as_it_was(tmp_path: Path) -> None:
    """Workbooks of many hands, damaged ones, mails and zips: the same in every field, written the same."""
    question = actions.Question(date(2023, 7, 1))
    (tmp_path / "in").mkdir()
    judged = UnderWay(tmp_path / "judged", CheckedFile, question, lambda path: path, lambda _: True)
    taken = UnderWay(tmp_path / "taken", tuple[Received, ...], (), lambda inlet: inlet.path, lambda _: True, held=True)
    files = list(files_of_all_kinds(tmp_path / "in"))
    seen = {"spending": 0, "changes": 0, "findings": 0, "refused": 0, "taken": 0}
    with judged, taken:
        for path in files:
            (inlet,) = inlets([path])
            checked, received = actions._validate_one(path, question), take(inlet)
            for kept, item, answer in ((judged, path, checked), (taken, inlet, received)):
                kept.add(kept.key(item), answer)
    with UnderWay(tmp_path / "judged", CheckedFile, question, lambda path: path, lambda _: True) as judged, \
            UnderWay(tmp_path / "taken", tuple[Received, ...], (), lambda inlet: inlet.path, lambda _: True, held=True) as taken:
        for path in files:
            (inlet,) = inlets([path])
            for kept, item, answer in ((judged, path, actions._validate_one(path, question)), (taken, inlet, take(inlet))):
                again = kept.answer(kept.key(item))
                assert again == answer
                assert repr(again) == repr(answer) or kept is taken      # a time of another zone is the same time
            seen["findings"] += len(answer_of(judged, path).findings)
            for each in answer_of(taken, inlet):
                seen["spending"] += each.spending is not None
                seen["changes"] += len(each.examined.changes)
                seen["taken" if each.department else "refused"] += 1
    assert all(seen.values()), seen


def test_what_is_there_many_times_comes_back_as_one_object_and_equal_numbers_stay_two(tmp_path: Path) -> None:
    """A thousand workbooks taken over take no more memory than a thousand that were read."""
    item = tmp_path / "a.xlsx"
    item.write_bytes(b"1")
    place = Place("表.xlsx", "项目1", 4, 2)
    amounts = tuple(Amount(BLANK, MoneyUnit.WAN, Decimal(text)) for text in ("1.0", "1.00", "1.0"))
    entries = (Entry("甲", place, Kind.TEXT, "甲"), Entry("乙", Place("表.xlsx", "项目1", 4, 2), Kind.TEXT, "乙"))
    answer = (amounts, entries)
    with UnderWay(tmp_path / "state", tuple[tuple[Amount, ...], tuple[Entry, ...]], 1, lambda _: item, lambda _: True, held=True) as kept:
        kept.add(kept.key(item), answer)
    with UnderWay(tmp_path / "state", tuple[tuple[Amount, ...], tuple[Entry, ...]], 1, lambda _: item, lambda _: True, held=True) as kept:
        again = answer_of(kept, item)
    assert repr(again) == repr(answer)
    assert again[1][0].place is again[1][1].place
    assert again[0][0].entry is again[0][2].entry


def test_a_name_that_is_no_text_comes_back(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + "/\u8868.xlsx".encode("gbk")))
    try:
        path.write_bytes(book(unit(1)))
    except OSError:
        pytest.skip("this disk wants names that are text")
    (inlet,) = inlets([path])
    taken = take(inlet)
    for _ in range(2):
        with UnderWay(tmp_path / "state", tuple[Received, ...], (), lambda each: each.path, lambda _: True) as kept:
            found = kept.answer(kept.key(inlet)) if kept.key(inlet) in kept else None
            kept.add(kept.key(inlet), taken)
    assert found == taken
    assert isinstance(inlet, Inlet)
