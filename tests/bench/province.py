"""A province made up from the sample: workbooks of varied regions, units, codes and amounts, always the same for the same number.

`draw` writes real workbooks; `made_up` gives the rows of one without drawing it, for as many as a province has.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from perf_xl import __version__, actions
from perf_xl.consolidate.merge import split_by_unit
from perf_xl.demo import SAMPLE
from perf_xl.model.as_json import from_json, to_json
from perf_xl.survey.records import TABLES, Records, Row, Source
from perf_xl.survey.run import examine

TODAY = date(2023, 7, 3)
CITIES = ("石家庄市", "唐山市", "秦皇岛市", "邯郸市", "邢台市", "保定市", "张家口市", "承德市", "沧州市", "廊坊市", "衡水市")
_DISTRICTS = 16                          # of each city
_BUREAUS = ("公安局", "教育局", "农业农村局", "交通运输局", "卫生健康局", "水利局", "民政局", "文化广电局", "住建局", "林业局")
_COLUMNS = {table: {name: at for at, name in enumerate(columns)} for table, columns in TABLES.items()}


def place_of(number: int) -> tuple[str, str, str, str]:
    """City, district, the six digits of its codes, the name of the unit."""
    lot = Random(f"province-{number}")
    city, district = lot.randrange(len(CITIES)), lot.randrange(_DISTRICTS)
    return (CITIES[city], f"{CITIES[city][:-1]}{district + 1:02d}县", f"13{city + 1:02d}{district + 1:02d}",
            f"{lot.choice(_BUREAUS)}{lot.randrange(1, 60):02d}所")


def path_of(number: int, folder: Path) -> Path:
    city, district, _, unit = place_of(number)
    return folder / city / district / f"{number:06d}{unit}_2023年预算绩效目标.xlsx"


@cache
def units() -> tuple[dict[str, Any], ...]:
    """The sample's twelve units, as `dump` prints them."""
    return tuple(to_json(part) for part in split_by_unit(actions.load_json(SAMPLE / "department.json")))


def draw(number: int, folder: Path) -> None:
    """A real workbook: another place and unit, other amounts and target values than the sample's. One that is there stays."""
    target = path_of(number, folder)
    if target.exists():
        return
    _, district, digits, unit = place_of(number)
    lot = Random(f"workbook-{number}")
    data = copy.deepcopy(units()[number % len(units())])
    data["name"] = f"{district}{unit}"
    times = lot.randrange(20, 300)
    for project in data["projects"]:
        project["unit_name"], project["code"] = data["name"], _code(project["code"], digits, number, lot)
        project["sheet"] = ""
        for money in ("budget", "fiscal", "other"):
            if project[money]:
                project[money] = f"{float(project[money]) * times / 100:.2f}"
        for each in project["indicators"]:
            shown = (each["target"] or {}).get("number")
            if shown and shown.isdecimal() and lot.random() < 0.5:
                each["value"] = each["value"].replace(shown, str(max(1, int(shown) - lot.randrange(10))))
    target.parent.mkdir(parents=True, exist_ok=True)
    actions.write_book(from_json(data), target)


def sources(number: int, folder: str = "/全省") -> list[Source]:
    """So many workbooks that are nowhere."""
    made = []
    for each in range(number):
        city, district, _, _ = place_of(each)
        made.append(Source(str(path_of(each, Path(folder))), city, district, 60_000 + each % 5000, 1_690_000_000_000_000_000 + each))
    return sorted(made, key=lambda each: each.key)


@cache
def patterns() -> tuple[dict[str, tuple[Row, ...]], ...]:
    """What the survey keeps of the sample's twelve workbooks."""
    made = []
    with TemporaryDirectory() as folder:
        actions.import_document(SAMPLE / "department.json", None, Path(folder))
        for book in sorted(Path(folder).iterdir()):
            found = examine(Source(str(book)), TODAY, "zh")
            assert found.status == "checked"
            made.append(found.rows)
    return tuple(made)


def made_up(source: Source) -> Records:
    """The rows of a workbook that is nowhere; a few cannot be read, as in life."""
    number = int(Path(source.path).name[:6])
    lot = Random(f"rows-{number}-{source.modified}")
    _, _, digits, unit = place_of(number)
    rows = patterns()[number % len(patterns())]
    facts = {"unit_name": f"{source.district}{unit}", "times": lot.randrange(20, 300), "digits": digits, "number": number}
    made = {table: tuple(_varied(table, row, source, facts, lot) for row in rows[table]) for table in TABLES}
    budget = sum(row[_COLUMNS["projects"]["budget"]] or 0 for row in made["projects"])
    made["files"] = (_with("files", made["files"][0], size=source.size, modified=source.modified, program=__version__, budget=budget,
                           department=facts["unit_name"]),)
    made["spending"] = tuple(_spent(source, made["projects"], lot))
    return Records(source, made)


def _varied(table: str, row: Row, source: Source, facts: dict[str, Any], lot: Random) -> Row:
    at = _COLUMNS[table]
    changes: dict[str, Any] = {}
    if "code" in at and row[at["code"]]:
        changes["code"] = _code(row[at["code"]], facts["digits"], facts["number"], Random(row[at["code"]] + source.path))
    if table == "projects":
        changes["kind"] = changes["code"][8]
        changes |= {name: row[at[name]] and row[at[name]] * facts["times"] // 100 for name in ("budget", "fiscal", "other")}
        changes["unit_name"] = facts["unit_name"]
        changes["name"] = f"{source.district}{row[at['name']]}"
    elif table == "indicators":
        if lot.random() < 0.3:           # many offices, many words for one thing
            changes["level3"] = f"{row[at['level3']]}（{int(lot.paretovariate(0.8)) % 500}）"
        if row[at["number"]].isdecimal():
            changes["number"] = str(max(1, int(row[at["number"]]) - lot.randrange(10)))
    elif table == "findings":
        changes["message"] = f"{facts['unit_name']}：{row[at['message']]}"
    return (*source.where, *_with(table, row, **changes)[3:])


def _code(code: str, digits: str, number: int, lot: Random) -> str:
    """Of another place and workbook, of any kind: 人员类, 运转类, 特定目标类."""
    return f"{digits}{code[6:8]}{lot.choice('RYTT')}{code[9:12]}{code[-4:-1]}{number:06d}"


def _with(table: str, row: Row, **changes: Any) -> Row:
    made = list(row)
    for name, value in changes.items():
        made[_COLUMNS[table][name]] = value
    return tuple(made)


def _spent(source: Source, projects: Sequence[Row], lot: Random) -> Iterator[Row]:
    at = _COLUMNS["projects"]
    for row in projects:
        for month in sorted(lot.sample(range(1, 13), lot.randrange(7))):
            yield (*source.where, row[at["code"]], month, (row[at["budget"]] or 0) * lot.randrange(1, 20) // 100)


def gone(source: Source) -> Records:
    raise AssertionError(source.path)
