"""A year of spending through the workbook and back: equal to hand-written SQL at every node, whatever the file's encoding,
order or number of times it is loaded. Red entries, refunds and budget adjustments included."""

from __future__ import annotations

import json
import random
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perf_xl import actions
from perf_xl.cli import main
from perf_xl.desk import spending_book
from perf_xl.model.department import Department
from tests.ledger_files import write_text
from tests.published import TEXT, needs_published

SAMPLE = Path(actions.__file__).parent / "sample" / "department.json"
NODES = {3: "2023-03-31", 6: "2023-06-30", 10: "2023-10-31", 12: "2023-12-31"}
HEAD = ["支付凭证号", "支付日期", "项目编码", "项目名称", "支付金额（元）", "摘要", "资金性质", "预算调整（元）", "文号"]
PLANNED = ["8127.818", "16109.572", "25586.1245", "33381.60"]


def made_up_year(department: Department) -> list[list[str]]:
    """Payments, red entries, refunds, adjustments, and rows that must be refused."""
    chance, rows = random.Random(20230101), []
    for project in department.projects:
        code, name, budget = project.code.text, project.name.text, project.budget.fen or 0
        for number in range(25):
            day = date.fromordinal(date(2023, 1, 1).toordinal() + chance.randrange(365))
            fen = chance.randrange(1, max(budget // 24, 2))
            kind = chance.choice(("支付", "支付", "支付", "退款", "红字冲销"))
            fen = fen if kind == "支付" else -(fen // 5)
            rows.append([f"{code[-6:]}-{number}", day.isoformat(), code, name, yuan(fen), kind, "一般公共预算", "", ""])
    for number, project in enumerate(department.projects[:9]):
        day = date(2023, 1 + number, 10 + number)
        fen = (number - 4) * 1_234_567
        rows.append([f"TZ-{number}", day.isoformat(), project.code.text, "", "", "", "", yuan(fen), f"市财预〔2023〕{number}号"])
    code = department.projects[0].code.text
    rows += [["X-1", "2022-12-31", code, "", "11.11", "上年", "", "", ""], ["X-2", "2023-05-05", code[:-1], "", "22.22", "缺一位", "", "", ""],
             ["X-3", "", code, "", "33.33", "没有日期", "", "", ""], ["X-4", "2023-05-05", code, "", "", "没有金额", "", "", ""]]
    return rows


def yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    code = main([*map(str, arguments), "--format", "json"])
    out = capsys.readouterr().out
    assert code in (0, 1), out
    return json.loads(out)     # type: ignore[no-any-return]


def by_sql(department: Department, rows: list[list[str]], day: str, node: int) -> dict[str, tuple[int, int, int]]:
    """Fen of budget, fen times ten thousand of plan, fen spent - by project code, in SQL."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE plan (code TEXT, budget INTEGER, m3 INTEGER, m6 INTEGER, m10 INTEGER, m12 INTEGER)")
    base.execute("CREATE TABLE ledger (number TEXT, day TEXT, code TEXT, fen INTEGER, changed INTEGER)")
    for project in department.projects:
        shares = [None if step.percent is None else int(step.percent * 100) for step in project.plan.steps]
        base.execute("INSERT INTO plan VALUES (?,?,?,?,?,?)", (project.code.text, project.budget.fen or 0, *shares))
    base.executemany("INSERT INTO ledger VALUES (?,?,?,?,?)", [
        (row[0], row[1], row[2], int(Decimal(row[4] or 0) * 100), int(Decimal(row[7] or 0) * 100)) for row in rows])
    share = {3: "COALESCE(m3,0)", 6: "COALESCE(m6,m3,0)", 10: "COALESCE(m10,m6,m3,0)", 12: "COALESCE(m12,m10,m6,m3,0)"}[node]
    found = base.execute(f"""
        SELECT p.code, p.budget + COALESCE(SUM(l.changed), 0), (p.budget + COALESCE(SUM(l.changed), 0)) * {share},
               COALESCE(SUM(l.fen), 0)
        FROM plan p LEFT JOIN (SELECT DISTINCT * FROM ledger) l
             ON l.code = p.code AND l.day >= '2023-01-01' AND l.day <= ?
        GROUP BY p.code, p.budget""", (day,)).fetchall()
    base.close()
    return {code: (budget, planned, spent) for code, budget, planned, spent in found}


def show_a_year(source: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(source), "-o", str(folder / "book.xlsx"), *(["--year", "2023"] if source.suffix == ".txt" else [])])
    capsys.readouterr()
    plain = [run(capsys, "progress", folder / "book.xlsx", "--as-of", day)["total"]["planned_exact"] for day in NODES.values()]
    assert plain == PLANNED
    department = actions.open_department(folder / "book.xlsx").department
    rows = made_up_year(department)
    counted = [row for row in rows if not row[0].startswith("X-")]
    total = sum(Decimal(row[4] or 0) + Decimal(row[7] or 0) for row in rows)
    told = run(capsys, "ledger", folder / "book.xlsx", write_text(folder / "year.csv", [HEAD, *rows]), "-o", folder / "l.xlsx")
    assert Decimal(told["total"]) == total
    assert sum(Decimal(told[part]["amount"]) for part in ("loaded", "adjusted", "refused", "duplicates")) == total
    assert [row["reason"] for row in told["refused_rows"]] == ["out_of_year", "unknown_code", "blank_date", "blank_amount"]
    assert told["refused_rows"][1]["suggestion"] == department.projects[0].code.text
    for node, day in NODES.items():
        printed = run(capsys, "progress", folder / "l.xlsx", "--as-of", day)
        expected = by_sql(department, counted, day, node)
        assert {each["code"] for each in printed["projects"]} == expected.keys()
        for each in printed["projects"]:
            budget, planned, spent = expected[each["code"]]
            assert Decimal(each["budget"]) == (Decimal(budget) / 10**6).quantize(Decimal("0.01"), "ROUND_HALF_UP")
            assert Decimal(each["planned_exact"]) == Decimal(planned) / 10**10
            assert Decimal(each["spent_exact"]) == Decimal(spent) / 10**6
            sources = [one for one in printed["sources"] if one["code"] == each["code"] and one["month"] <= node]
            assert sum(Decimal(one["amount"]) for one in sources) == Decimal(spent) / 10**6, "every figure leads to its vouchers"
        assert Decimal(printed["total"]["spent_exact"]) == Decimal(sum(spent for _, _, spent in expected.values())) / 10**6
        assert printed["total"]["budget"] == format(sum(Decimal(budget) for budget, _, _ in expected.values()) / 10**6, ".2f")
    adjustments = spending_book.spending_in(actions.open_department(folder / "l.xlsx")).adjustments
    assert sorted(each.document for each in adjustments) == sorted(row[8] for row in rows if row[8])
    assert sorted(each.day.isoformat() for each in adjustments) == sorted(row[1] for row in rows if row[8])


def test_the_sample_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show_a_year(SAMPLE, tmp_path, capsys)


@needs_published
@pytest.mark.published
def test_the_published_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show_a_year(TEXT, tmp_path, capsys)


def test_encodings_order_and_loading_twice_change_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.xlsx"
    main(["import", str(SAMPLE), "-o", str(book)])
    capsys.readouterr()
    rows = made_up_year(actions.open_department(book).department)
    shuffled = list(rows)
    random.Random(5).shuffle(shuffled)
    seen = []
    for number, (encoding, listed) in enumerate((("utf-8-sig", rows), ("gb18030", shuffled), ("utf-16", rows[::-1]))):
        export = write_text(tmp_path / "year.csv", [HEAD, *listed], encoding)
        once, twice = tmp_path / f"once{number}.xlsx", tmp_path / f"twice{number}.xlsx"
        run(capsys, "ledger", book, export, "-o", once)
        again = run(capsys, "ledger", once, export, "-o", twice)
        assert (again["loaded"]["rows"], again["adjusted"]["rows"]) == (0, 0)
        assert again["duplicates"]["rows"] == len(rows) - 4
        for path in (once, twice):
            printed = [run(capsys, "progress", path, "--as-of", day) for day in (NODES[6], NODES[12])]
            for each in printed:
                for source in each["sources"]:
                    del source["first_row"], source["last_row"]
            seen.append((printed, spending_book.spending_in(actions.open_department(path))))
    assert all(each == seen[0] for each in seen)


def test_the_columns_are_kept_and_used_next_month(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.xlsx"
    main(["import", str(SAMPLE), "-o", str(book)])
    code = actions.open_department(book).department.projects[0].code.text
    head = ["凭证号", "日期", "项目编码", "金额", "清算数"]
    first = write_text(tmp_path / "1.csv", [head, ["1", "2023-01-05", code, "10", "7"]])
    second = write_text(tmp_path / "2.csv", [head, ["2", "2023-02-05", code, "20", "9"]])
    assert main(["ledger", str(book), str(first), "-o", str(tmp_path / "a.xlsx"), "--column", "金额=清算数"]) == 0
    assert "金额＝清算数" in capsys.readouterr().out
    told = run(capsys, "ledger", tmp_path / "a.xlsx", second, "-o", tmp_path / "b.xlsx")
    assert told["loaded"]["amount"] == "9.00"
    assert actions.open_department(tmp_path / "b.xlsx").settings.text("ledger.column.amount") == "清算数"
    other = write_text(tmp_path / "3.csv", [["支付编号", "支付日期", "项目代码", "支付金额"], ["3", "2023-03-05", code, "30"]])
    assert run(capsys, "ledger", tmp_path / "b.xlsx", other, "-o", tmp_path / "c.xlsx")["loaded"]["amount"] == "30.00"
    assert main(["ledger", str(book), str(first), "-o", str(tmp_path / "d.xlsx"), "--column", "数=清算数"]) == 2
