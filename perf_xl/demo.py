"""The whole main job on the shipped sample: a bureau's year up to the end of June, file by file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from perf_xl import actions, open_book, progress_book, spending_book
from perf_xl.department_book import write_department_book
from perf_xl.messages.say import sentence
from perf_xl.report.progress_outline import two_decimals

SAMPLE = Path(__file__).parent / "sample"
AS_OF = date(2023, 6, 30)
_NOW = datetime(2023, 7, 3, 9, 0)


def run_demo(folder: Path, lang: str, tell: Callable[[str], None]) -> int:
    """Make every file of the main job in `folder` and say what each is. Returns 0.

    Raises Unusable when the folder cannot be written.
    """
    def step(position: int, key: str, **facts: object) -> None:
        tell(f"{position}. {sentence(f'demo.{key}', lang, **facts)}")

    actions.make_folder(folder)
    units = folder / "各单位填报"
    made = actions.import_document(SAMPLE / "department.json", folder / "部门工作簿.xlsx", units)
    step(1, "filled", number=len(made) - 1, path=units)

    checked, _ = actions.validate([folder / "部门工作簿.xlsx"], actions.Question(_NOW.date(), lang=lang))
    marked = folder / "校验结果.xlsx"
    open_book.mark(folder / "部门工作簿.xlsx", marked, checked[0], _NOW, lang=lang)
    step(2, "checked", path=marked, summary=actions.summary_line(checked[0], lang))

    opened = actions.open_department(folder / "部门工作簿.xlsx")
    loaded = spending_book.load_exports(opened, [SAMPLE / "vouchers_2023.csv"])
    report = progress_book.paces(opened, loaded.spending, AS_OF)
    progress = folder / "支出进度_6月底.xlsx"
    progress_book.write_progress(opened, report, loaded.spending, progress, loaded)
    over = sum(each.pace.is_overspent for each in report.projects)
    step(3, "spent", path=progress, loaded=loaded.reading.loaded.rows, refused=loaded.reading.refused_share.rows,
         percent=two_decimals(report.total.pace.spent_percent), planned=two_decimals(report.total.pace.planned_percent), late=len(report.late),
         over=over)

    together = actions.consolidate([units])
    book = folder / "汇总工作簿.xlsx"
    write_department_book(together, book, _NOW.date(), lang=lang)
    step(4, "together", path=book, units=len(together.department.unit_bodies),
         projects=len(together.department.projects), total=f"{together.department.total_budget:.2f}")

    for ending in (".docx", ".pdf"):
        actions.report(together.department, folder / f"部门绩效目标报告{ending}")
    step(5, "reported", path=folder / "部门绩效目标报告.docx", pdf=folder / "部门绩效目标报告.pdf")
    tell(sentence("demo.first", lang, path=marked))
    return 0
