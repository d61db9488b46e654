"""Every command that writes, over a small department: what is killed in `kills.py`."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from json import dumps
from pathlib import Path
from typing import NamedTuple

from perf_xl.cli import main as perf_xl
from perf_xl.demo import SAMPLE

# Commands that write nothing, or only on the screen; and those that put the program itself on a computer.
WRITES_NOTHING = {"verify", "rules", "rule", "dump", "doctor"}
NOT_KILLED = {"demo": "calls the others", "addin": "Windows; its files are tried in tests/addin", "new-rule": "for developers, adds to a checkout"}


class Command(NamedTuple):
    """`arguments` with the files it writes. `fresh`: it wants none of them to be there; `folder` is theirs alone, else None."""

    name: str
    arguments: tuple[str, ...]
    targets: tuple[Path, ...]
    fresh: bool = False
    folder: Path | None = None
    threads: bool = False          # its libraries start threads, which must not live in the process that forks

    def run(self) -> int:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return perf_xl([*self.arguments])

    def prepare(self) -> None:
        """Old files in the place of the new ones, or none."""
        if self.fresh and self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        for path in self.targets:
            if self.fresh:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(old(path))


def old(path: Path) -> bytes:
    return b"old " + path.name.encode()


def commands(folder: Path) -> list[Command]:
    """Each of them, ready to run in `folder`."""
    from perf_xl import actions
    from tests.fuzz.bases import small_department
    from tests.mail.submissions import write_sealed

    out, units = folder / "出", folder / "各单位"
    for each in (out, units):
        each.mkdir()
    book, older, plain = folder / "在.xlsx", folder / "旧.xlsx", folder / "存.json"
    ledger = SAMPLE / "vouchers_2023.csv"
    actions.write_book(small_department(), older)
    actions.write_book(small_department(), units / "甲.xlsx")
    plain.write_text(dumps(_json_of(small_department())), encoding="utf-8")
    _quietly("ledger", older, ledger, "-o", book)
    sealed = write_sealed(folder)
    _made_older(older, folder / "老.xlsx")
    return [*_books(out, plain, sealed, older), *_year(out, book, ledger, older), *_reports(out, book), *_together(out, units, book), *_mail(out, sealed)]


def _made_older(book: Path, target: Path) -> None:
    """The same workbook as an older template would have it."""
    from perf_xl.hosts.xlsx_patch import patch
    from perf_xl.hosts.xlsx_read import read_workbook
    from perf_xl.layout import form
    from perf_xl.picture.edit import Edit

    spot = next(name.area for name in read_workbook(book).names if name.name == form.NAME_VERSION)
    patch(book, target, [Edit(form.COVER, spot.top, spot.left, None, "2024.1", expects_before=False)])


def _json_of(department: object) -> object:
    from perf_xl.model.as_json import to_json

    return to_json(department)  # type: ignore[arg-type]


def _quietly(*arguments: object) -> None:
    assert Command("", tuple(map(str, arguments)), ()).run() in (0, 1), arguments


def _made(out: Path, name: str, *arguments: object, files: Sequence[str], threads: bool = False, fresh: bool = False) -> Command:
    return Command(name, tuple(map(str, arguments)), tuple(out / file for file in files), fresh, None, threads)


def _books(out: Path, plain: Path, book: Path, older: Path) -> list[Command]:
    made = partial(_made, out)
    return [
        made("template", "template", "-o", out / "a.xlsx", "--projects", 2, files=["a.xlsx"]),
        made("import", "import", plain, "-o", out / "b.xlsx", files=["b.xlsx"]),
        _folder("import --split", out / "分", lambda folder: ["import", plain, "--split", folder]),
        made("load", "load", plain, "-o", out / "j.xlsx", files=["j.xlsx"]),
        made("validate --mark", "validate", older, "--mark", out / "c.xlsx", "--fix", "safe", files=["c.xlsx"]),
        made("validate --seal", "validate", book, "--mark", out / "s.xlsx", "--seal", files=["s.xlsx"]),
        made("upgrade", "upgrade", older.with_name("老.xlsx"), "-o", out / "u.xlsx", files=["u.xlsx"]),
        made("diff --mark", "diff", older, book, "--mark", out / "v.xlsx", files=["v.xlsx"]),
        made("key", "key", "保定市财政局", "-o", out / "k.key", files=["k.key"], fresh=True),
    ]


def _year(out: Path, book: Path, ledger: Path, older: Path) -> list[Command]:
    made = partial(_made, out)
    return [
        made("ledger", "ledger", older, ledger, "-o", out / "d.xlsx", files=["d.xlsx"]),
        made("progress", "progress", book, "--as-of", "2023-06-30", "-o", out / "e.xlsx", files=["e.xlsx"]),
        made("evaluate", "evaluate", book, "-o", out / "w.xlsx", files=["w.xlsx"]),
        made("roll", "roll", book, "--year", 2024, "-o", out / "r.xlsx", files=["r.xlsx"]),
        made("review", "review", book, "-o", out / "x.xlsx", files=["x.xlsx"]),
        made("library xlsx", "library", book, "-o", out / "l.xlsx", files=["l.xlsx"]),
        made("library json", "library", book, "-o", out / "l.json", files=["l.json"]),
        made("calendar ics", "calendar", book, "-o", out / "t.ics", files=["t.ics"]),
        made("calendar xlsx", "calendar", book, "-o", out / "t.xlsx", files=["t.xlsx"]),
        _folder("remind", out / "催", lambda folder: ["remind", older, "--as-of", "2023-12-31", "-o", folder]),
    ]


def _reports(out: Path, book: Path) -> list[Command]:
    found = []
    for kind, more in (("targets", ()), ("overview", ()), ("progress", ("--as-of", "2023-06-30")), ("monitoring", ("--as-of", "2023-06-30")), ("evaluation", ())):
        for ending in ("docx", "pdf", "md", "txt", "xlsx"):
            file = f"{kind}.{ending}"
            found.append(_made(out, f"report {file}", "report", book, "--kind", kind, *more, "-o", out / file, files=[file],
                               threads=ending == "pdf" or (ending == "docx" and kind != "targets")))
    return found


def _together(out: Path, units: Path, book: Path) -> list[Command]:
    made = partial(_made, out)
    store, post = out / "全省", units.with_name("收件箱")
    post.mkdir()
    for number in range(60):       # enough of them for a run to keep what it has read
        (post / f"{number}.txt").write_text("请查收", encoding="utf-8")
    (post / "甲.xlsx").write_bytes((units / "甲.xlsx").read_bytes())
    return [
        made("consolidate", "consolidate", units, "-o", out / "f.xlsx", "--report", out / "f.docx", files=["f.xlsx", "f.docx"]),
        made("consolidate --pdf", "consolidate", units, "-o", out / "g.xlsx", "--pdf", out / "g.pdf", files=["g.xlsx", "g.pdf"], threads=True),
        made("consolidate much", "consolidate", post, "-o", out / "p.xlsx", files=["p.xlsx"]),
        _folder("consolidate --letters", out / "函", lambda folder: ["consolidate", units, "-o", out / "h.xlsx", "--letters", folder], out / "h.xlsx"),
        _folder("letters", out / "信", lambda folder: ["letters", units, "-o", folder]),
        _store("survey", store, ("survey", str(units), "-o", str(store), "--jobs", "1")),
    ]


def _mail(out: Path, sealed: Path) -> list[Command]:
    return [_made(out, "send --eml", "send", sealed, "--to", "li@example.cn", "--from", "wang@example.cn", "--eml", out / "m.eml",
                  "--receipt", out / "m.xlsx", files=["m.eml", "m.xlsx"])]


def _store(name: str, folder: Path, arguments: tuple[str, ...]) -> Command:
    """The tables of a survey: a store that holds something else is not written to, so it begins with none."""
    _quietly(*arguments)
    return Command(name, arguments, tuple(sorted(path for path in folder.rglob("*") if path.suffix in (".json", ".sql", ".parquet"))), True, folder, True)


def _folder(name: str, folder: Path, arguments: Callable[[Path], Sequence[object]], *also: Path) -> Command:
    """A command that names its files itself: what it writes is seen by running it once."""
    told = tuple(map(str, arguments(folder)))
    _quietly(*told)
    return Command(name, told, (*sorted(folder.iterdir()), *also))
