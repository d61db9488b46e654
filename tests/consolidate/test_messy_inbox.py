"""A morning's post as it really comes: each file's fate right, each conflict named at its place, nothing lost."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from perf_xl.cli import main
from perf_xl.hosts.xlsx_draw import drawn
from perf_xl.hosts.xlsx_patch import patched
from perf_xl.hosts.xlsx_read import read_workbook, read_xlsx
from perf_xl.layout import form
from perf_xl.layout.book import BookOptions, standard_workbook
from perf_xl.layout.read import read
from perf_xl.model.amount import MoneyUnit, read_amount
from perf_xl.model.department import Department
from perf_xl.model.entry import written
from perf_xl.picture.edit import Edit
from tests.consolidate.books import book, edited, read_back, sealed, unit, units, with_budget
from tests.consolidate.mails import mail, zipped

LOCKED = Path(__file__).parents[1] / "golden" / "reading" / "locked.xlsx"


def _in_yuan(department: Department) -> Department:
    first, *others = department.projects
    caption = written("单位：元")
    money = {name: read_amount(written(str(getattr(first, name).value * 10000)), MoneyUnit.YUAN)
             for name in ("budget", "fiscal") if getattr(first, name).value is not None}
    return replace(department, projects=(replace(first, amount_unit=caption, **money), *others))


def _versioned(content: bytes, version: str) -> bytes:
    cover = next(name for name in read_xlsx(content, "a").names if name.name == form.NAME_VERSION)
    return patched(content, [Edit(form.COVER, cover.area.top, cover.area.left, None, version, expects_before=False)])[0]


def _changed(content: bytes, field: str, after: str) -> tuple[bytes, str]:
    place = getattr(read_back(content).projects[0], field).place
    return edited(content, place.sheet, place.row, place.column, after), f"{place.sheet} {place.cell}"


@pytest.fixture(scope="module")
def inbox(tmp_path_factory) -> dict[str, object]:
    """The folder, what each file's fate must be, and the independent total."""
    folder = tmp_path_factory.mktemp("收件箱")
    stranger = replace(unit(9), projects=tuple(replace(each, unit_body=written("205001某市教育局本级"), code=written("13060023P00205001000A"))
                                               for each in unit(9).projects[:1]), name="某市教育局本级", unit_code="205001")
    copied_code = replace(unit(2), projects=(replace(unit(2).projects[0], code=unit(1).projects[0].code), *unit(2).projects[1:]))
    altered, altered_at = _changed(sealed(book(unit(5))), "purpose", "封存之后改过的用途")
    files = {
        "本级/312001.xlsx": (book(_in_yuan(unit(0))), "taken"),
        "分局/莲池 第一次.xlsx": (book(unit(1, submission=1)), "older"),
        "分局/莲池 第二次.xlsx": (book(unit(1, submission=2)), "taken"),
        "分局/竞秀.xlsx": (book(copied_code), "taken"),
        "分局/竞秀 - 副本.xlsx": (book(copied_code), "doubled"),
        "压缩.zip": (zipped({"公交/报送.xlsx": book(unit(3)), "说明.txt": "请查收".encode("gbk"), "../逃.xlsx": b"x"}, "gbk"), "opened"),
        "交警.eml": (mail({"交警支队.zip": zipped({"交警.xlsx": book(unit(4))}), "盖章.pdf": b"%PDF-1.4 stamped"}, "rfc2047"), "opened"),
        "改过的.xlsx": (altered, "taken"),
        "旧模板.xlsx": (_versioned(book(unit(6)), "2024.1"), "taken"),
        "去年的.xlsx": (book(replace(unit(7), year=2022)), "taken"),
        "教育局.xlsx": (book(stranger), "taken"),
        "空白.xlsx": (drawn(standard_workbook(Department(), BookOptions(spare_projects=3))), "empty"),
        "零字节.xlsx": (b"", "empty"),
        "半个.xlsx": (book(unit(8))[:9000], "unreadable"),
        "加密.xlsx": (LOCKED.read_bytes(), "locked"),
        "~$312001.xlsx": (b"\x08lock", "locked"),
        "通知.docx": (b"PK\x03\x04word", "foreign"),
        "照片.jpg": (b"\xff\xd8\xff\xe0picture", "foreign"),
        "通讯录.xlsx": (_address_book(), "foreign"),
        "Thumbs.db": (b"\x01\x02\x03", "foreign"),
        "打包.rar": (b"Rar!\x1a\x07", "unreadable"),
    }
    for name, (content, _) in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    fates = {name: fate for name, (_, fate) in files.items()}
    fates |= {"压缩.zip/公交/报送.xlsx": "taken", "压缩.zip/说明.txt": "foreign", "压缩.zip/../逃.xlsx": "unreadable",
              "交警.eml/交警支队.zip": "opened", "交警.eml/交警支队.zip/交警.xlsx": "taken", "交警.eml/盖章.pdf": "foreign"}
    counted = [unit(number) for number in range(8)] + [stranger]
    fen = sum(project.budget.fen for each in counted for project in each.projects)
    roster = folder.parent / f"{folder.name} 名册.csv"
    roster.write_text("序号,单位编码,单位名称\n" + "".join(f"{number},{each.unit_code},{each.name}\n" for number, each in enumerate(units(), 1)),
                      encoding="gb18030")
    return {"folder": folder, "fates": fates, "total": f"{Decimal(fen) / 1_000_000:.2f}", "altered_at": altered_at,
            "roster": roster, "contents": {name: content for name, (content, _) in files.items()}}


def _address_book() -> bytes:
    import io

    from openpyxl import Workbook

    workbook = Workbook()
    workbook.active.append(["姓名", "电话"])
    stored = io.BytesIO()
    workbook.save(stored)
    return stored.getvalue()


@pytest.fixture(scope="module")
def done(inbox, tmp_path_factory):
    """The command's answer as JSON, and the workbook."""
    import contextlib
    import io

    target = tmp_path_factory.mktemp("汇总") / "部门.xlsx"
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["consolidate", str(inbox["folder"]), "-o", str(target), "--roster", str(inbox["roster"]), "--format", "json"])
    return {"code": code, "printed": json.loads(out.getvalue()), "err": err.getvalue(), "target": target}


def test_every_file_is_listed_with_its_fate(inbox, done) -> None:
    assert {each["file"]: each["fate"] for each in done["printed"]["files"]} == inbox["fates"]
    untold = [each["file"] for each in done["printed"]["files"] if each["fate"] != "taken" and not each["reason"]]
    assert untold == []


def test_nothing_is_lost_and_nothing_counted_twice(inbox, done) -> None:
    assert done["printed"]["total"] == inbox["total"]
    back = read(read_workbook(done["target"])).department
    assert back.name == "保定市公安局", "the stranger's name is not taken"
    assert f"{sum(project.budget.fen for project in back.projects) / 1_000_000:.2f}" == inbox["total"]
    assert [project.no for project in back.projects] == list(range(1, len(back.projects) + 1))
    codes = [project.unit_code for project in back.projects]
    assert codes == sorted(codes)


def _conflict(done, name: str) -> dict:
    (found,) = [each for each in done["printed"]["conflicts"] if each["conflict"] == name]
    return found


@pytest.mark.parametrize(("name", "severity", "file", "other"), [
    ("unit_twice", "warning", "分局/莲池 第一次.xlsx", "分局/莲池 第二次.xlsx"),
    ("seal_altered", "error", "改过的.xlsx", None),
    ("other_year", "error", "去年的.xlsx", None),
    ("other_department", "error", "教育局.xlsx", None),
    ("other_version", "warning", "旧模板.xlsx", None),
    ("amounts_in_yuan", "warning", "本级/312001.xlsx", None),
    ("doubled_code", "error", "分局/莲池 第二次.xlsx", "分局/竞秀.xlsx"),
])
def test_each_conflict_is_named_at_its_place(done, name, severity, file, other) -> None:
    found = _conflict(done, name)
    assert found["severity"] == severity
    assert {found["file"], (found["other"] or {}).get("file")} >= {file, *([other] if other else [])}


def test_conflicts_name_cell_and_fields(inbox, done) -> None:
    altered = _conflict(done, "seal_altered")
    assert inbox["altered_at"] in altered["message"]
    assert altered["fields"] == ["purpose"]
    doubled = _conflict(done, "doubled_code")
    assert doubled["cell"] == doubled["other"]["cell"] == "B3"
    assert {"name", "budget"} <= set(doubled["fields"])
    assert _conflict(done, "other_year")["file"] == "去年的.xlsx"


def test_who_is_missing_and_who_is_unknown(done) -> None:
    roster = done["printed"]["roster"]
    assert roster["missing"] == [f"{each.unit_code}{each.name}" for each in units()[8:]]
    assert roster["unknown"] == ["205001某市教育局本级"]
    assert done["code"] == 1


def test_the_workbook_tells_the_same_as_the_command(inbox, done) -> None:
    grid = read_workbook(done["target"])
    listed = grid.sheet(form.HANDED_IN)
    files = {listed.at(row, 2): listed.at(row, 3) for row in range(5, listed.height + 1) if listed.at(row, 2)}
    assert files.keys() == inbox["fates"].keys()
    missing = [listed.at(row, 4) for row in range(5, listed.height + 1) if not listed.at(row, 2)]
    assert missing == done["printed"]["roster"]["missing"]
    told = " ".join(text for _, _, text in grid.sheet(form.ISSUES).texts())
    assert inbox["altered_at"] in told
    sources = grid.sheet(form.SOURCES)
    books = {sources.at(row, 5) for row in range(5, sources.height + 1) if sources.at(row, 5)}
    assert books == {name for name, fate in inbox["fates"].items() if fate == "taken"}


def test_every_figure_is_found_again_at_the_source_that_is_named(inbox, done) -> None:
    """Opened with the plain reader, cell by cell, as an auditor would."""
    sources = read_workbook(done["target"]).sheet(form.SOURCES)
    looked = 0
    for row in range(5, sources.height + 1):
        name = sources.at(row, 5)
        if name not in inbox["contents"]:
            continue
        sheet = read_xlsx(inbox["contents"][name], name).sheet(sources.at(row, 6))
        spot = sources.at(row, 8)
        found = sheet.at(int(spot[1:]), ord(spot[0]) - 64)
        assert found in (sources.at(row, 13), pytest.approx(sources.at(row, 13) * 10000))
        looked += 1
    assert looked > 30


def test_no_input_was_touched(inbox, done) -> None:
    assert {name: (inbox["folder"] / name).read_bytes() for name in inbox["contents"]} == inbox["contents"]


def test_keep_takes_the_file_the_user_wants(inbox, tmp_path: Path, capsys) -> None:
    main(["consolidate", str(inbox["folder"] / "分局"), "-o", str(tmp_path / "o.xlsx"), "--keep", "莲池 第一次.xlsx", "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    fates = {each["file"]: each["fate"] for each in printed["files"]}
    assert (fates["莲池 第一次.xlsx"], fates["莲池 第二次.xlsx"]) == ("taken", "older")
    assert [each["conflict"] for each in printed["conflicts"] if "unit" in each["conflict"]] == ["unit_kept"]
    assert main(["consolidate", str(inbox["folder"]), "-o", str(tmp_path / "p.xlsx"), "--keep", "没有这个.xlsx"]) == 2
    assert "没有这个.xlsx" in capsys.readouterr().err
    assert not (tmp_path / "p.xlsx").exists()


def test_the_same_inbox_gives_the_same_bytes_whatever_the_order(inbox, tmp_path: Path, capsys) -> None:
    parts = sorted(inbox["folder"].iterdir())
    first, second = tmp_path / "一" / "a.xlsx", tmp_path / "二" / "a.xlsx"
    for target, paths in ((first, parts), (second, parts[::-1])):
        target.parent.mkdir()
        main(["consolidate", *map(str, paths), "-o", str(target)])
    assert first.read_bytes() == second.read_bytes()


def test_text_output_ends_with_what_to_do_next(inbox, tmp_path: Path, capsys) -> None:
    assert main(["consolidate", str(inbox["folder"]), "-o", str(tmp_path / "o.xlsx")]) == 1
    out, err = capsys.readouterr()
    assert out.strip().splitlines()[-1].startswith("请先处理标 ✖")
    assert "半个.xlsx" in err
    assert "~$312001.xlsx" not in err, "a lock file alone is no trouble"


def test_hopeless_input_names_every_file(tmp_path: Path, capsys) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "in" / "b.xlsx").write_bytes(b"")
    assert main(["consolidate", str(tmp_path / "in"), "-o", str(tmp_path / "o.xlsx")]) == 2
    err = capsys.readouterr().err
    assert "a.pdf" in err
    assert "b.xlsx" in err
    assert not (tmp_path / "o.xlsx").exists()


def test_a_consolidated_workbook_lying_in_the_folder_is_not_taken_again(tmp_path: Path, capsys) -> None:
    (tmp_path / "a.xlsx").write_bytes(book(unit(1)))
    assert main(["consolidate", str(tmp_path), "-o", str(tmp_path / "上次汇总.xlsx")]) == 0
    before = (tmp_path / "上次汇总.xlsx").read_bytes()
    assert main(["consolidate", str(tmp_path), "-o", str(tmp_path / "上次汇总.xlsx")]) == 0, "its own output is no input"
    assert (tmp_path / "上次汇总.xlsx").read_bytes() == before
    capsys.readouterr()
    main(["consolidate", str(tmp_path), "-o", str(tmp_path / "这次.xlsx"), "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    assert {each["file"]: each["fate"] for each in printed["files"]} == {"a.xlsx": "taken", "上次汇总.xlsx": "foreign"}


def test_two_workbooks_of_one_unit_without_a_common_project_are_both_taken(tmp_path: Path, capsys) -> None:
    whole = unit(4)
    for name, projects in (("上半.xlsx", whole.projects[:3]), ("下半.xlsx", whole.projects[3:])):
        (tmp_path / name).write_bytes(book(replace(whole, projects=projects)))
    assert main(["consolidate", str(tmp_path), "-o", str(tmp_path / "o.xlsx"), "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["projects"] == len(whole.projects)
    assert [each["conflict"] for each in printed["conflicts"]] == ["unit_in_two_files"]


def test_versions_that_cannot_be_told_apart_are_an_error_to_decide(tmp_path: Path, capsys) -> None:
    import os

    for name, budget in (("甲.xlsx", "11.00"), ("乙.xlsx", "12.00")):
        (tmp_path / name).write_bytes(book(replace(unit(1), projects=(with_budget(unit(1).projects[0], budget),))))
        os.utime(tmp_path / name, (1_673_000_000, 1_673_000_000))
    assert main(["consolidate", str(tmp_path), "-o", str(tmp_path / "o.xlsx"), "--format", "json"]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert [each["conflict"] for each in printed["conflicts"]] == ["versions_unclear"]
    assert main(["consolidate", str(tmp_path), "-o", str(tmp_path / "o.xlsx"), "--keep", "乙.xlsx"]) == 0


def test_files_may_be_read_by_other_processes(inbox) -> None:
    """Every answer can be pickled, and comes out the same."""
    import pickle

    from perf_xl.desk.gathering import take
    from perf_xl.hosts.inbox import inlets

    for inlet in inlets([inbox["folder"]]):
        here = take(inlet)
        assert pickle.loads(pickle.dumps(here)) == here
    assert pickle.loads(pickle.dumps(take)) is take


def test_two_processes_make_the_same_workbook(inbox, done, tmp_path: Path, capsys) -> None:
    target = tmp_path / done["target"].name
    main(["consolidate", str(inbox["folder"]), "-o", str(target), "--roster", str(inbox["roster"]), "--jobs", "2"])
    assert target.read_bytes() == done["target"].read_bytes()
