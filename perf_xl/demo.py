"""The whole main job on the shipped sample: a bureau's year up to the end of June, file by file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from msgspec.structs import replace

from perf_xl import actions
from perf_xl.desk import open_book, progress_book, spending_book
from perf_xl.desk.department_book import write_department_book
from perf_xl.desk.reminders import remind
from perf_xl.messages.say import sentence
from perf_xl.model.entry import written
from perf_xl.model.monitoring import Interim
from perf_xl.model.voucher import BudgetAdjustment
from perf_xl.picture.edit import Redraw
from perf_xl.report.progress_outline import two_decimals

SAMPLE = Path(__file__).parent / "sample"
AS_OF = date(2023, 6, 30)
_NOW = datetime(2023, 7, 3, 9, 0)
# Made up, as the vouchers are: position of the project, day, fen, document; and what was reached by the end of June.
_ADJUSTED = ((6, date(2023, 5, 18), 20_000_000, "市财预〔2023〕样例1号"), (10, date(2023, 6, 12), -10_000_000, "市财预〔2023〕样例2号"))
_SAID = (("50百分比", "80百分比", "", "", "确定能"), ("80百分比", "90百分比", "", "", "确定能"),
         ("30小时", "26小时", "人员保障", "二季度专案集中，人手不足", "有可能"))


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

    _year_in_money(folder, lang, step)

    together = actions.consolidate([units])
    book = folder / "汇总工作簿.xlsx"
    write_department_book(together, book, _NOW.date(), lang=lang)
    step(6, "together", path=book, units=len(together.department.unit_bodies),
         projects=len(together.department.projects), total=f"{together.department.total_budget:.2f}")

    for ending in (".docx", ".pdf"):
        actions.report(together.department, folder / f"部门绩效目标报告{ending}")
    step(7, "reported", path=folder / "部门绩效目标报告.docx", pdf=folder / "部门绩效目标报告.pdf")
    tell(sentence("demo.first", lang, path=marked))
    return 0


def _year_in_money(folder: Path, lang: str, step: Callable[..., None]) -> None:
    """Vouchers into the ledger, progress at the end of June, reports, interim values, letters to those behind."""
    ledger, progress = folder / "支出台账.xlsx", folder / "支出进度_6月底.xlsx"
    opened = actions.open_department(folder / "部门工作簿.xlsx")
    loaded = spending_book.load_exports(opened, [SAMPLE / "vouchers_2023.csv"])
    _enter(opened, loaded, ledger)
    opened = actions.open_department(ledger)
    spending = spending_book.spending_in(opened)
    report = progress_book.paces(opened, spending, AS_OF)
    progress_book.write_progress(opened, report, spending, progress)
    over = sum(each.pace.is_overspent for each in report.projects)
    step(3, "spent", path=progress, loaded=loaded.reading.loaded.rows, refused=loaded.reading.refused_share.rows,
         percent=two_decimals(report.total.pace.spent_percent), planned=two_decimals(report.total.pace.planned_percent), late=len(report.late),
         over=over, adjusted=len(spending.adjustments))
    for kind, name in (("progress", "支出进度情况"), ("monitoring", "绩效监控情况表")):
        outline = progress_book.outline(opened, AS_OF, kind, lang)
        for ending in (".docx", ".pdf", ".xlsx"):
            actions.write_report(outline, folder / f"{name}{ending}")
    step(4, "monitored", progress=folder / "支出进度情况.docx", monitoring=folder / "绩效监控情况表.docx")
    letters = remind(opened, AS_OF, folder / "支出进度提醒", lang)
    step(5, "reminded", units=len(letters), path=folder / "支出进度提醒")


def _enter(opened: actions.Opened, loaded: spending_book.Loaded, target: Path) -> None:
    """The vouchers, and what people write in by hand: budget adjustments with their documents, interim values."""
    from perf_xl.hosts.files import FilesHost
    from perf_xl.layout.adjustment_sheet import draw_adjustments
    from perf_xl.layout.monitoring_sheet import draw_monitoring

    projects = opened.department.projects
    adjusted = tuple(BudgetAdjustment(projects[at].code.text, day, fen, document) for at, day, fen, document in _ADJUSTED)
    loaded = replace(loaded, spending=replace(loaded.spending, adjustments=adjusted))
    interims = {(0, index): Interim(*map(written, said)) for index, said in enumerate(_SAID)}
    FilesHost(opened.path, copy_to=target).apply([*spending_book.ledger_changes(opened, loaded), Redraw(draw_adjustments(adjusted, projects)),
                                                  Redraw(draw_monitoring(projects, interims))])
