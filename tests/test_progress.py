"""支出进度: plan, spending and time at a date; lights; groups; the published JSON; an independent recomputation."""

from __future__ import annotations

import json
import random
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xl.intake.ledger import read_ledgers
from perf_xl.law.threshold import funding_kind, stated_funding, thresholds
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.model.period import NODES, months_over, node_end
from perf_xl.model.plan import Plan, read_step
from perf_xl.model.voucher import RefusedRow, Spending, Voucher, VoucherKind, spending_of
from perf_xl.progress.light import Light
from perf_xl.progress.pace import planned_percent, shown_percent
from perf_xl.progress.progress import Progress, planned_at, progress
from perf_xl.progress.progress_json import progress_json
from perf_xl.progress.what_if import nodes_ahead, what_if
from tests.published import needs_published
from tests.sample_year import department, project, published_department

A, B, C = "13060022P00R6BL100478", "51092324T000010263357", "11000022T000000444685"
JUNE = date(2023, 6, 30)


def paid(*payments: tuple[str, date, str], changes: tuple[tuple[str, date, str], ...] = ()) -> Spending:
    """Payments in 元."""
    vouchers = [Voucher(str(number), day, code, int(Decimal(yuan) * 100)) for number, (code, day, yuan) in enumerate(payments)]
    vouchers += [Voucher("", day, code, int(Decimal(yuan) * 100), VoucherKind.ADJUSTMENT) for code, day, yuan in changes]
    return spending_of(2023, vouchers)


def one(budget: str, plan: tuple[str, ...], spending: Spending, as_of: date = JUNE) -> Progress:
    return progress(department(project(A, budget, plan)), spending, as_of)


def test_the_example_of_the_published_interface() -> None:
    found = one("50.00", ("25", "50", "75", "100"), paid((A, date(2023, 5, 4), "200000")))
    written_out = progress_json(found, [RefusedRow(17, "unknown_code", "X1", "12.5", 1250)])
    (row,) = written_out["projects"]
    assert {key: row[key] for key in ("code", "budget", "planned_percent", "planned", "spent", "spent_percent", "gap_points",
                                      "against_plan", "against_time")} == {
        "code": A, "budget": "50.00", "planned_percent": "50", "planned": "25.00", "spent": "20.00", "spent_percent": "40.00",
        "gap_points": "-10.00", "against_plan": "yellow", "against_time": "green"}
    assert (written_out["as_of"], written_out["node"], written_out["total"]["gap_points"]) == ("2023-06-30", 6, "-10.00")
    assert written_out["unmatched"][0] == {"row": 17, "file": "", "reason": "unknown project code", "code": "X1",
                                           "amount": "0.00125", "suggestion": None}
    json.dumps(written_out)


@pytest.mark.parametrize(("yuan", "light"), [
    ("449950.01", Light.GREEN), ("449950", Light.YELLOW), ("349950.01", Light.YELLOW), ("349950", Light.RED), ("0", Light.RED)])
def test_the_light_against_plan_changes_exactly_at_the_threshold(yuan: str, light: Light) -> None:
    found = one("100", ("25", "50", "75", "100"), paid((A, date(2023, 1, 4), yuan)))
    assert found.projects[0].against_plan is light


@pytest.mark.parametrize(("yuan", "light"), [
    ("666625", Light.GREEN), ("666624.99", Light.YELLOW), ("499958.34", Light.YELLOW), ("499958.33", Light.RED)])
def test_the_light_against_time_at_the_end_of_october(yuan: str, light: Light) -> None:
    found = one("100", ("25", "50", "75", "100"), paid((A, date(2023, 1, 4), yuan)), date(2023, 10, 31))
    assert found.projects[0].against_time is light


def test_the_last_node_is_the_measure_and_nothing_is_judged_before_the_first() -> None:
    spending = paid((A, date(2023, 1, 4), "100000"))
    early = one("100", ("25", "50", "75", "100"), spending, date(2023, 3, 30))
    assert (early.node, early.projects[0].pace.planned, early.projects[0].against_plan) == (None, 0, None)
    between = one("100", ("25", "50", "75", "100"), spending, date(2023, 9, 30))
    assert (between.node, between.projects[0].pace.planned_percent) == (6, 50)
    assert between.projects[0].pace.needed == 65
    assert one("100", ("", "", "", ""), spending).projects[0].against_plan is None
    assert one("", ("25", "50", "75", "100"), spending).projects[0].against_plan is None


def test_payments_after_the_date_do_not_count() -> None:
    spending = paid((A, date(2023, 6, 30), "1"), (A, date(2023, 7, 1), "1"))
    assert one("100", ("25", "50", "75", "100"), spending).projects[0].pace.spent == Decimal("0.0001")


def test_the_adjusted_budget_is_the_measure() -> None:
    spending = paid((A, date(2023, 5, 4), "600000"), changes=((A, date(2023, 6, 1), "500000"), (A, date(2023, 7, 1), "1")))
    (each,) = one("50", ("25", "50", "75", "100"), spending).projects
    assert (each.pace.initial, each.pace.budget, each.pace.planned, each.pace.is_overspent) == (50, 100, 50, False)
    assert one("50", ("25", "50", "75", "100"), paid((A, date(2023, 5, 4), "500000.01"))).projects[0].pace.is_overspent


def test_forecast_and_elapsed_time() -> None:
    (each,) = one("100", ("25", "50", "75", "100"), paid((A, date(2023, 5, 4), "400000"))).projects
    assert (each.pace.forecast, each.pace.elapsed) == (80, 50)
    assert [months_over(2023, day) for day in (date(2023, 2, 27), date(2023, 2, 28), date(2022, 12, 31), date(2024, 1, 1))] == [
        1, 2, 0, 12]


def test_goal_against_money() -> None:
    spending = paid((A, date(2023, 5, 4), "400000"))
    for completion, light in (("50", Light.GREEN), ("50.01", Light.YELLOW), ("29", Light.YELLOW)):
        found = progress(department(project(A, "100", ("25", "50", "75", "100"))), spending, JUNE, completion={A: Decimal(completion)})
        assert found.projects[0].goal_against_money is light


def test_units_fundings_total_and_ranking() -> None:
    found = progress(department(
        project(A, "100", ("25", "50", "75", "100"), "205001甲", "中央政法转移支付资金"),
        project(B, "100", ("25", "50", "75", "100"), "205002乙", "省级专项办案经费"),
        project(C, "200", ("25", "50", "75", "100"), "205001甲", "公务用车购置")),
        paid((A, date(2023, 5, 4), "100000"), (B, date(2023, 5, 4), "500000"), (C, date(2023, 5, 4), "800000")), JUNE)
    assert [(each.title, each.projects, each.pace.spent, each.pace.planned) for each in found.units] == [
        ("205001甲", 2, 90, 150), ("205002乙", 1, 50, 50)]
    assert [each.title for each in found.fundings] == ["中央转移支付", "省级转移支付", "本级"]
    assert (found.total.pace.spent, found.total.pace.planned, found.total.late) == (140, 200, 2)
    assert [each.code for each in found.late] == [A, C]


def test_a_code_that_stands_twice_is_not_counted_twice() -> None:
    twice = department(project(A, "100", ("25", "50", "75", "100")), project(A, "100", ("25", "50", "75", "100")))
    assert progress(twice, paid((A, date(2023, 5, 4), "100000")), JUNE).total.pace.spent == 10


def test_node_scores_have_readable_steps() -> None:
    found = one("100", ("", "50", "75", "100"), paid((A, date(2023, 2, 1), "100000"), (A, date(2023, 5, 4), "300000")))
    march, june = found.projects[0].scores
    assert (march.points, june.points) == (None, Decimal("80.00"))
    assert dict(june.steps) == {"node": "6", "planned": "50.00", "spent": "40.00", "full": "100", "points": "80.00"}


def test_thresholds_are_dated_and_regional() -> None:
    assert thresholds("130600", JUNE).region == ""
    assert thresholds("510923", JUNE).region == ""
    sichuan = thresholds("510923", date(2025, 6, 30))
    assert (sichuan.region, dict(sichuan.minimum)[6]) == ("51", 40)
    assert thresholds("", date(2000, 1, 1)).source
    assert funding_kind("2022年第二批中央政法转移支付扫黑除恶资金") == "中央转移支付"


PERCENT = st.one_of(st.just(""), st.integers(0, 100).map(str))


@given(st.tuples(PERCENT, PERCENT, PERCENT, PERCENT))
def test_a_growing_plan_stays_growing_after_carrying_forward(figures: tuple[str, ...]) -> None:
    growing = iter(sorted(int(each) for each in figures if each))
    plan = Plan(tuple(read_step(node, written(str(next(growing)) if text else "")) for node, text in zip(NODES, figures, strict=True)))
    carried = list(plan.carried().values())
    assert carried == sorted(carried)
    days = [date(2023, month, 15) for month in range(1, 13)]
    line = [shown_percent(plan, 2023, day) or 0 for day in days]
    assert line == sorted(line)
    for node in NODES:
        assert (shown_percent(plan, 2023, node_end(2023, node)) == planned_percent(plan, 2023, node_end(2023, node))
                == (carried[NODES.index(node)] if any(figures) else None))


VOUCHERS = st.lists(st.tuples(st.sampled_from([A, B]), st.dates(date(2023, 1, 1), date(2023, 12, 31)), st.integers(-10**9, 10**11)))


@given(VOUCHERS, st.randoms(use_true_random=False))
def test_cumulative_spending_never_depends_on_order(payments: list[tuple[str, date, int]], chance: random.Random) -> None:
    vouchers = [Voucher(str(number), day, code, fen) for number, (code, day, fen) in enumerate(payments)]
    shuffled = list(vouchers)
    chance.shuffle(shuffled)
    assert spending_of(2023, vouchers) == spending_of(2023, shuffled)
    halves = spending_of(2023, shuffled[::2]).plus(spending_of(2023, shuffled[1::2]))
    assert halves == spending_of(2023, vouchers)
    assert sum(sum(fen) for fen in halves.by_month().values()) == sum(fen for _, _, fen in payments)


@pytest.fixture(scope="module")
def published() -> Department:
    return published_department()


@pytest.mark.published
@needs_published
def test_the_published_plan_in_total(published: Department) -> None:
    assert [planned_at(published, node) for node in NODES] == [
        Decimal("8127.818"), Decimal("16109.572"), Decimal("25586.1245"), Decimal("33381.60")]
    found = progress(published, Spending(2023), date(2023, 12, 31))
    assert progress_json(found)["total"]["planned"] == "33381.60"
    assert [planned for _, planned, _ in found.curve] == [planned_at(published, node) for node in NODES]
    assert progress_json(progress(published, Spending(2023), date(2023, 3, 31)))["total"]["planned_exact"] == "8127.818"


@pytest.mark.published
@needs_published
def test_a_made_up_year_equals_what_sqlite_makes_of_the_same_vouchers(published: Department, tmp_path: Path) -> None:
    chance = random.Random(2023)
    book = sqlite3.connect(":memory:")
    book.execute("CREATE TABLE plan (code TEXT PRIMARY KEY, unit TEXT, budget INTEGER, m3 INTEGER, m6 INTEGER, m10 INTEGER, m12 INTEGER)")
    book.execute("CREATE TABLE voucher (code TEXT, day TEXT, fen INTEGER)")
    lines = ["支付申请编号,支付日期,项目编码,支付金额"]
    for each in published.projects:
        percents = [None if step.percent is None else int(step.percent * 10000) for step in each.plan.steps]
        book.execute("INSERT INTO plan VALUES (?,?,?,?,?,?,?)", (each.code.text, each.unit_body.text, each.budget.fen, *percents))
        for number in range(40):
            day, fen = date.fromordinal(738521 + chance.randrange(365)), chance.randrange(-50_000, (each.budget.fen or 0) // 35)
            book.execute("INSERT INTO voucher VALUES (?,?,?)", (each.code.text, day.isoformat(), fen))
            lines.append(f"{each.code.text}-{number},{day},{each.code.text},{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}")
    path = tmp_path / "ledger.csv"
    path.write_text("\n".join(lines), encoding="gb18030")
    reading = read_ledgers([path], 2023, {each.code.text: each.name.text for each in published.projects})
    assert reading.vouchers_loaded == 54 * 40
    plan_at = {3: "COALESCE(m3,0)", 6: "COALESCE(m6,m3,0)", 10: "COALESCE(m10,m6,m3,0)", 12: "COALESCE(m12,m10,m6,m3,0)"}
    for node in NODES:
        as_of = node_end(2023, node)
        found = progress(published, reading.spending, as_of)
        rows = book.execute(f"""
            SELECT p.code, p.unit, p.budget * {plan_at[node]}, COALESCE(SUM(v.fen), 0) FROM plan p
            LEFT JOIN voucher v ON v.code = p.code AND v.day <= ? GROUP BY p.code, p.unit, p.budget""", (as_of.isoformat(),)).fetchall()
        ours = {each.code: (each.pace.planned, each.pace.spent) for each in found.projects}
        assert ours == {code: (Decimal(planned) / 10**12, Decimal(spent) / 10**6) for code, _, planned, spent in rows}
        for unit in found.units:
            assert unit.pace.spent == Decimal(sum(spent for _, name, _, spent in rows if name == unit.title)) / 10**6
        assert found.total.pace.spent == Decimal(sum(row[3] for row in rows)) / 10**6
        assert found.total.pace.planned == Decimal(sum(row[2] for row in rows)) / 10**12


def sichuan(*payments: tuple[str, date, str], as_of: date) -> Progress:
    vouchers = [Voucher(str(number), day, code, int(Decimal(yuan) * 100)) for number, (code, day, yuan) in enumerate(payments)]
    return progress(department(project(A, "100", ("10", "20", "30", "100"))), spending_of(as_of.year, vouchers), as_of, region="510923")


@pytest.mark.parametrize(("as_of", "yuan", "required", "met"), [
    (date(2025, 4, 30), "249949.99", 25, False), (date(2025, 4, 30), "249950.00", 25, True), (date(2025, 5, 31), "300000", 25, True),
    (date(2025, 6, 30), "300000", 40, False), (date(2025, 8, 31), "600000", 60, True), (date(2025, 10, 31), "799000", 80, False)])
def test_the_least_share_of_a_region_is_judged_beside_the_plan(as_of: date, yuan: str, required: int, met: bool) -> None:
    (each,) = sichuan((A, date(2025, 1, 4), yuan), as_of=as_of).projects
    assert each.regional is not None
    assert (each.regional.required, each.regional.met) == (required, met)
    assert each.against_plan is not Light.RED, "the two are never mixed"


def test_no_least_share_before_its_first_month_nor_elsewhere() -> None:
    assert sichuan((A, date(2025, 1, 4), "1"), as_of=date(2025, 3, 31)).projects[0].regional is None
    assert one("100", ("25", "50", "75", "100"), paid((A, date(2023, 1, 4), "1"))).projects[0].regional is None


def test_a_region_that_grades_lateness_by_the_season() -> None:
    words = []
    for as_of in (date(2023, 3, 31), date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31)):
        found = progress(department(project(A, "100", ("25", "50", "75", "100"))), paid((A, date(2023, 1, 4), "1")), as_of, region="371603")
        words.append(found.projects[0].regional and found.projects[0].regional.stage)
    assert words == ["蓝色预警", "黄色预警", "红色预警", "红色预警"]


def test_the_funding_that_a_ledger_states_goes_before_the_name() -> None:
    spending = Spending(2023, fundings=((A, "省级转移支付"),))
    assert one("100", ("25", "50", "75", "100"), spending).projects[0].funding == "省级转移支付"
    assert stated_funding("一般公共预算") == ""


def test_what_if_the_late_ones_catch_up() -> None:
    three = department(project(A, "100", ("25", "50", "75", "100")), project(B, "100", ("25", "50", "75", "100")),
                       project(C, "200", ("25", "50", "75", "100")))
    found = progress(three, paid((A, date(2023, 5, 4), "100000"), (B, date(2023, 5, 4), "900000"), (C, date(2023, 5, 4), "1000000")), JUNE)
    assert nodes_ahead(found) == (10, 12)
    supposed = what_if(three, found, 10)
    assert (supposed.late, supposed.planned, supposed.needed) == (1, 300, 65)
    assert (supposed.late_only, supposed.everybody) == (75 + 90 + 100, 75 + 90 + 150)
    assert supposed.percent(supposed.late_only) == Decimal("66.25")
