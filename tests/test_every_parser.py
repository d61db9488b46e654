"""Every reader of a text: whatever comes, it answers as it promises; and what we write it reads back.

What reads files and sheets is tried in tests/fuzz and tests/layout/test_any_picture.py.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perf_xl.commands.told import day
from perf_xl.consolidate.roster import RosterUnit, roster_of
from perf_xl.consolidate.seal import key_from_text
from perf_xl.errors import Unusable
from perf_xl.hosts.patch.strings import escaped, unescaped
from perf_xl.hosts.xlsx_text import line_breaks
from perf_xl.intake.encoding import decode_text
from perf_xl.intake.ledger_cells import day_of
from perf_xl.intake.ledger_keys import fingerprints, fingerprints_from_text
from perf_xl.law.form_label import actual_column_named, column_named, field_named, node_named
from perf_xl.law.measures import measure_named
from perf_xl.mail.address import Mailbox, read_mailbox, read_mailboxes
from perf_xl.messages.say import LANGUAGES, sentence
from perf_xl.model.amount import MoneyUnit, from_fen, read_amount, unit_named
from perf_xl.model.entry import written
from perf_xl.model.goal import Goal, join_goals, split_goals
from perf_xl.model.indicator import Waiver
from perf_xl.model.marking_choice import profile_named
from perf_xl.model.number import plain_text, read_number
from perf_xl.model.place import cell_name, column_letters, column_number, split_cell
from perf_xl.model.plan import read_step
from perf_xl.model.project_code import nearest_code, read_code, tidy_code
from perf_xl.model.seal import Receipt, receipt_from_text, receipt_text
from perf_xl.model.settings import Settings, key_named, offered
from perf_xl.model.target import read_target
from perf_xl.rules.finding import Finding, Severity
from perf_xl.rules.waiver import apply_waiver, codes_named, end_of
from perf_xl.scoring.actual import band_named, read_actual
from perf_xl.sense.deadline import read_deadline
from tests.fuzz.odd_texts import odd_text

# Half of the texts are what hypothesis thinks of, half are made of pieces of the grammars.
TEXTS = st.one_of(st.text(max_size=60), st.integers(0, 1 << 40).map(lambda seed: odd_text(random.Random(seed))))
NUMBERS = st.decimals(-10**15, 10**15, places=4, allow_nan=False)
DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))
LINES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)

ANSWERS_ANYTHING: tuple[Callable[[str], object], ...] = (
    read_number, read_target, split_goals, tidy_code, read_code, read_deadline, unit_named, measure_named, key_named, profile_named,
    field_named, node_named, column_named, actual_column_named, band_named, receipt_from_text, day_of,
    lambda text: read_amount(written(text), MoneyUnit.WAN), lambda text: read_step(6, written(text)),
    lambda text: read_actual(text, read_target(text)), lambda text: read_actual(text, read_target("≥80%")),
    lambda text: nearest_code(text, ("13060023P00001310001R",)), lambda text: Settings((("mail.to", text),)).several("mail.to"),
    lambda text: (codes_named(Waiver(written(text))), end_of(Waiver(written("x"), until=written(text)))))
REFUSES_IN_A_SENTENCE: tuple[Callable[[str], object], ...] = (
    read_mailbox, lambda text: read_mailboxes([text]), lambda text: key_from_text(text, "a.key"), lambda text: roster_of([text.split(",")], "a.csv"), day,
    lambda text: decode_text(text.encode("utf-8", "surrogatepass"), "a.txt"))


@pytest.mark.parametrize("read", ANSWERS_ANYTHING, ids=range(len(ANSWERS_ANYTHING)))
@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_gets_an_answer_and_always_the_same(read: Callable[[str], object], text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.parametrize("read", REFUSES_IN_A_SENTENCE, ids=range(len(REFUSES_IN_A_SENTENCE)))
@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_read_or_refused_in_one_line(read: Callable[[str], object], text: str) -> None:
    try:
        read(text)
    except Unusable as refused:
        for lang in LANGUAGES:
            assert len(sentence(refused.what, lang, **refused.facts).splitlines()) == 1


@given(NUMBERS)
def test_numbers_are_read_as_they_are_written(number: Decimal) -> None:
    assert read_number(plain_text(number)).value == number
    assert read_number(f"{number:,f}").value == number
    full_width = plain_text(number).translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})
    assert read_number(full_width).value == number


@given(st.integers(-10**14, 10**14), st.sampled_from(list(MoneyUnit)))
def test_amounts_lose_no_fen(fen: int, unit: MoneyUnit) -> None:
    exact = from_fen(fen, unit)
    assert read_amount(written(plain_text(exact)), unit).fen == fen
    assert read_amount(written(f"{plain_text(from_fen(fen, MoneyUnit.YUAN))}元"), unit).fen == fen
    assert read_amount(written(f"{plain_text(from_fen(fen, MoneyUnit.WAN))}万元"), unit).fen == fen


@given(st.integers(0, 10_000), st.sampled_from(["", "%", "％", " %", "百分比"]))
def test_steps_of_a_plan_are_read_in_each_spelling(hundredths: int, sign: str) -> None:
    share = Decimal(hundredths) / 100
    assert read_step(6, written(f"{share}{sign}")).percent == share


@given(st.lists(st.text("教师培训名次率好。，（）", min_size=1, max_size=20), min_size=1, max_size=9))
def test_goals_that_were_joined_come_apart_again(texts: list[str]) -> None:
    goals = tuple(Goal(text, number) for number, text in enumerate(texts, 1))
    assert split_goals(join_goals(goals)) == goals


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_names_of_cells_are_read_back(row: int, column: int) -> None:
    assert split_cell(cell_name(row, column)) == (row, column)
    assert column_number(column_letters(column)) == column


@given(DAYS, st.sampled_from(["{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日", "{0:%Y%m%d}",
                              "{0:%Y-%m-%d} 12:30:00"]))
def test_days_are_read_in_each_spelling(when: date, spelling: str) -> None:
    assert day_of(spelling.format(when)) == when
    assert day_of(datetime(when.year, when.month, when.day, 23, 59)) == when
    assert day(when.isoformat()) == when


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["{0.year}年{0.month}月{0.day}日前", "{0:%Y-%m-%d}", "{0.year}.{0.month}.{0.day}"]))
def test_deadlines_are_read_in_each_spelling(when: date, spelling: str) -> None:
    found = read_deadline(spelling.format(when))
    assert found is not None
    assert (found.year, found.month, found.day) == (when.year, when.month, when.day)
    assert found.exists(None)
    assert end_of(Waiver(written("x"), until=written(spelling.format(when)))) == when


@given(st.builds(Receipt, LINES, LINES, LINES, *[st.integers(0, 10**6)] * 6, LINES, LINES))
def test_a_receipt_is_read_back(receipt: Receipt) -> None:
    told = receipt_text(receipt)
    found = receipt_from_text(told)
    assert found is not None
    assert receipt_text(found) == told


@given(st.sets(st.integers(0, 2**64 - 1), max_size=40), st.integers(1, 70))
def test_keys_of_vouchers_are_read_back_however_they_were_cut(keys: set[int], size: int) -> None:
    held = fingerprints(keys)
    text = held.as_text()
    assert fingerprints_from_text("\n".join(text[at:at + size] for at in range(0, len(text), size))) == held


@given(TEXTS)
def test_keys_of_vouchers_that_are_none_are_noticed(text: str) -> None:
    try:
        fingerprints_from_text(text)
    except ValueError:
        return
    assert re.fullmatch(r"[A-Za-z0-9+/=\s]*", text)


@given(st.from_regex(r"[a-z0-9]{1,20}(\.[a-z0-9]{1,9})?@[a-z0-9]{1,20}(\.[a-z]{2,9}){1,2}", fullmatch=True),
       st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters='"<>;；,，、'), max_size=20))
def test_addresses_are_read_back(spec: str, name: str) -> None:
    box = Mailbox(spec, name)
    assert read_mailbox(str(box)) == box
    assert read_mailboxes([f"{box}；{box}", f" {spec.upper()} "]) == (box,)


@settings(max_examples=300)
@given(TEXTS)
@example("a@b.cn\r\nBcc: x@y.cn")
@example("张\u202e三 <a@b.cn>")
def test_nothing_that_passes_as_an_address_can_begin_another_header(text: str) -> None:
    try:
        boxes = read_mailboxes([text])
    except Unusable:
        return
    for box in boxes:
        assert str(box).isprintable() or not box.name.isascii()
        assert len(str(box).splitlines()) == 1
        assert not set(str(box)) & set("\r\n\0\u2028\u2029\x85")


@given(st.dictionaries(st.integers(100, 999_999).map(str), st.text("保定市公安局支队（）", min_size=1, max_size=12), min_size=1, max_size=9),
       st.sampled_from(["{0},{1}", "{0}{1}", "{0}-{1}", "1,{0},{1}", "{1},{0}"]), st.randoms())
def test_a_roster_is_read_in_each_shape_and_order(units: dict[str, str], shape: str, chance: random.Random) -> None:
    rows = [shape.format(code, name).split(",") for code, name in units.items()]
    chance.shuffle(rows)
    found = roster_of([["单位编码", "单位名称"], *rows, ["备注", ""]], "a.csv")
    assert set(found) == {RosterUnit(code, name) for code, name in units.items()}


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=200),
       st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_chinese_texts_are_read_in_each_encoding(text: str, encoding: str) -> None:
    told = f"项目编码：{text}\r\n单位：万元"
    assert decode_text(told.encode(encoding), "a.txt") == told


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@example("_x000D_")
@example("_x005F_x000D_")
@example("a\x00\x0b\ufffe\uffff\r\r\n")
def test_texts_written_into_a_workbook_are_read_back(text: str) -> None:
    assert unescaped(escaped(text)) == line_breaks(text)


@given(st.lists(st.sampled_from(offered()), unique=True), st.lists(LINES, min_size=30, max_size=30))
def test_settings_are_found_by_their_names(chosen: list[object], texts: list[str]) -> None:
    said = Settings().with_({each.key: text for each, text in zip(chosen, texts, strict=False)})  # type: ignore[attr-defined]
    assert all(key_named(each.label) == each.key for each in offered())
    assert all(said.text(each.key) == text for each, text in zip(chosen, texts, strict=False))  # type: ignore[attr-defined]


CODES = ("FU101", "TV104", "PL101")
WAIVERS = st.builds(lambda codes, until: Waiver(written(" ".join(("理由", *codes))), until=written(until)),
                    st.sets(st.sampled_from(CODES)), st.sampled_from(["", "2023-06-30", "2022年1月1日", "无期限"]))


@given(st.lists(WAIVERS, max_size=4), st.randoms())
def test_which_findings_are_accepted_does_not_hang_on_the_order_of_the_waivers(waivers: list[Waiver], chance: random.Random) -> None:
    today = date(2023, 1, 1)

    def accepted(order: list[Waiver]) -> set[str]:
        findings = [Finding(code, Severity.ERROR, written("x").place) for code in CODES]
        for waiver in order:
            findings = apply_waiver(findings, waiver, today)
        return {each.code for each in findings if each.waived is not None}

    shuffled = list(waivers)
    chance.shuffle(shuffled)
    assert accepted(waivers) == accepted(shuffled)
    assert accepted(waivers) == {code for code in CODES for each in waivers
                                 if (not codes_named(each) or code in codes_named(each)) and (end_of(each) or today + timedelta(1)) >= today}
