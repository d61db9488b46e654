"""填报说明: how to fill the table, and the rules in force with what to write instead."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from perf_xl.layout import form
from perf_xl.layout.measure import row_height
from perf_xl.picture.blueprint import CellDrawing, Print, SheetDrawing
from perf_xl.picture.grid import Area

_WIDTHS = ((1, 9.0), (2, 8.0), (3, 40.0), (4, 44.0), (5, 22.0))
_HOW_TO = (
    ("项目编码", "21 位，从预算管理一体化系统复制，不要手工敲；中间不能有空格。"),
    ("预算数", "以万元为单位，只填数字；预算数 = 财政资金 + 其他资金，没有其他资金的留空。"),
    ("资金支出计划", "填到该月底为止的累计比例，例如 25%、50%、75%、100%；不能下降，12月底应为 100%。空着的按上一节点延续。"),
    ("绩效目标", "一条一行，前面写序号；写清做什么、为谁做、达到什么结果，与资金用途对应。"),
    ("一级、二级指标", "从下拉列表选择。同一个一级指标只在第一行写，下面各行属于同一块。"),
    ("三级指标", "名称要短，不写数值和单位。"),
    ("绩效指标描述", "说明数什么、怎么算，不要重复名称。"),
    ("指标值", "一个符号、一个数、一个单位，例如 ≥95%、≤50万元、=12次；也可以在右侧“符号、数值、计量单位”里分开填，自动合成。"),
    ("指标值确定依据", "计划标准、行业标准、历史标准、预算支出标准等；满意度要有问卷调查。"),
    ("插入行", "选中任一指标行，右键插入即可；不需要的行可以空着或删除。"),
    ("例外说明", "确有理由保留的提醒，在该行“例外说明”写理由、经手人和有效期；可以在理由前写规则编号，只豁免那一条。"),
)


class RuleLine(Struct, frozen=True):
    """One rule as the guide shows it."""

    code: str
    level: str
    question: str
    remedy: str
    basis: str


def draw_guide(rules: Sequence[RuleLine]) -> SheetDrawing:
    """How to fill in, then the catalogue in force."""
    cells = [CellDrawing(1, 1, "填报说明", "page.title", (1, 5)), CellDrawing(2, 1, "一、怎么填", "page.heading", (2, 5))]
    heights = [(1, 36.0), (2, 26.0)]
    row = 3
    for label, text in _HOW_TO:
        cells += [CellDrawing(row, 1, label, "page.label", (row, 2)), CellDrawing(row, 3, text, "table.text", (row, 5))]
        heights.append((row, row_height((text, 100), (label, 17), least=22)))
        row += 1
    cells.append(CellDrawing(row, 1, "二、校验时检查什么（✖ 必须改，▲ 改正或说明，● 建议）", "page.heading", (row, 5)))
    heights.append((row, 30.0))
    head = row + 1
    cells += [CellDrawing(head, column, text, "table.head")
              for column, text in enumerate(("规则", "级别", "查什么", "怎么改", "依据"), 1)]
    for row, rule in enumerate(rules, head + 1):
        for column, (text, style) in enumerate(((rule.code, "table.centre"), (rule.level, "table.centre"),
                                                (rule.question, "table.text"), (rule.remedy, "table.text"),
                                                (rule.basis, "table.text")), 1):
            cells.append(CellDrawing(row, column, text, style))
        heights.append((row, row_height((rule.question, 40), (rule.remedy, 44), (rule.basis, 22), least=22)))
    last = head + len(rules)
    return SheetDrawing(name=form.GUIDE, cells=tuple(cells), widths=_WIDTHS, heights=tuple(heights), protect=True,
                        filter=Area(head, 1, last, 5), tab="1F4E79",
                        print=Print(Area(1, 1, last, 5), footer="— &P —", repeat_rows=None))
