"""支出进度: one row of a project or of a group, formulas with the figures they must show."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from perf_xl.layout import form
from perf_xl.layout import progress_columns as at
from perf_xl.layout import progress_formulas as formulas
from perf_xl.layout.table_sheet import FIRST_ROW
from perf_xl.model.period import NODES
from perf_xl.model.project import Project
from perf_xl.picture.blueprint import Drawable, Formula

Cells = list[Drawable | Formula]


class NodeFigures(Struct, frozen=True):
    """What a node's formulas show: amounts in 万元, points; None: nothing was planned, so there is no score."""

    planned: Decimal
    spent: Decimal
    points: Decimal | None


class Figures(Struct, frozen=True):
    """What the formulas of one row must show. Amounts in 万元, percent in percent, gap in points; None shows blank.

    `nodes` holds those reached. `regional` is the text of 地方标准, `about` that of a group's 项目名称.
    """

    initial: Decimal
    budget: Decimal
    planned_percent: Decimal | None
    planned: Decimal | None
    spent: Decimal | None
    spent_percent: Decimal | None
    gap: Decimal | None
    needed: Decimal | None = None
    against_plan: str = ""
    against_time: str = ""
    regional: str = ""
    nodes: Mapping[int, NodeFigures] = field(default_factory=dict)
    mean: Decimal | None = None
    funding: str = ""
    about: str = ""
    plan: Mapping[int, Decimal] = field(default_factory=dict)      # percent by node; of groups


def project_row(row: int, project: Project, sheet: str, ledger: formulas.Ledger, known: Figures | None) -> Cells:
    """All columns of one project, printed ones first."""
    budget = _in_wan(project)
    figure = known or Figures(budget, budget, None, None, None, None, None)
    carried = project.plan.carried()
    spots = [formulas.spot_of(sheet, project.plan.at(node).entry.place, form.PLAN_VALUES_ROW, form.NODE_COLUMNS[node][0])
             for node in NODES]
    start = formulas.spot_of(sheet, project.budget.entry.place, form.AMOUNT_ROW, 3)
    plan = [Formula(formulas.plan_at(spot, row, node), carried[node] / 100) for spot, node in zip(spots, NODES, strict=True)]
    nodes: list[Cells] = [
        [Formula(formulas.node_planned(row, node), _node(figure, node, "planned")) for node in NODES],
        [Formula(formulas.node_spent(row, node, ledger), _node(figure, node, "spent")) for node in NODES]]
    return [
        row - FIRST_ROW + 1, project.code.text, project.name.text, project.unit_body.text,
        Formula(f"={at.INITIAL}{row}+{formulas.adjusted(row, '$B$3')}", figure.budget), *plan,
        Formula(formulas.share(spots, row), _percent(figure.planned_percent)),
        Formula(formulas.planned(row), _blank(figure.planned)),
        Formula(f'=IF($B$3="","",{ledger.paid(row, "$D$3")})', _blank(figure.spent)),
        *_common(row, figure),
        Formula(formulas.initial(start, project.money_unit.fen != 1_000_000), figure.initial), *_behind(row, figure),
        None, None, *nodes[0], *nodes[1], *_scores(row, figure), Formula(formulas.funding(row, ledger), figure.funding),
        *_shares(row, figure),
    ]


def group_row(row: int, title: str, key: str, last: int, known: Figures | None) -> Cells:
    """A unit, a kind of money, or (without `key`) the total: sums over the projects' rows, then the same formulas."""
    figure = known or Figures(Decimal(0), Decimal(0), None, None, None, None, None)
    own = f"$D{row}" if key else ""

    def added(letter: str) -> str:
        return formulas.group_sum(letter, key, own, last)

    def dated(letter: str, value: Decimal | None) -> Formula:
        return Formula(f'=IF($B$3="","",{added(letter)})', _blank(value))

    nodes = [Formula(f'=IF(OR($B$3="",$C$3<{node}),"",{added(letters[node])})', _node(figure, node, name))
             for letters, name in ((at.NODE_PLANNED, "planned"), (at.NODE_SPENT, "spent")) for node in NODES]
    return [
        None if key else title, None, Formula(_about(key, own, last), figure.about), title if key else None,
        Formula(f"={added(at.BUDGET)}", figure.budget),
        *(Formula(formulas.group_plan(at.PLAN[node], key, own, last, row),
                  figure.plan[node] / 100 if node in figure.plan else "") for node in NODES),
        Formula(formulas.group_share(row), _percent(figure.planned_percent)), dated(at.PLANNED, figure.planned),
        dated(at.SPENT, figure.spent), *_common(row, figure), Formula(f"={added(at.INITIAL)}", figure.initial),
        *_behind(row, figure), None, None, *nodes, *_scores(row, figure), title if key == at.FUNDING else None,
        *_shares(row, figure),
    ]


def _about(key: str, own: str, last: int) -> str:
    lights = f"{at.LIGHT}${FIRST_ROW}:{at.LIGHT}${last}"
    if not key:
        return f'=COUNTA({at.CODE}{FIRST_ROW}:{at.CODE}{last})&"个项目，滞后"&(COUNTIF({lights},"▲*")+COUNTIF({lights},"✖*"))&"个"'
    keys = f"{key}${FIRST_ROW}:{key}${last}"
    return (f'=COUNTIF({keys},{own})&"个项目，滞后"&(COUNTIFS({keys},{own},{lights},"▲*")+COUNTIFS({keys},{own},{lights},"✖*"))'
            '&"个"')


def _common(row: int, figure: Figures) -> Cells:
    return [Formula(formulas.spent_share(row), _percent(figure.spent_percent)), Formula(formulas.gap(row), _blank(figure.gap)),
            Formula(formulas.light(row), formulas.WORDS.get(figure.against_plan, "")),
            Formula(formulas.time_light(row), formulas.WORDS.get(figure.against_time, ""))]


def _behind(row: int, figure: Figures) -> Cells:
    return [Formula(formulas.needed(row), _blank(figure.needed)), Formula(formulas.regional(row), figure.regional)]


def _scores(row: int, figure: Figures) -> Cells:
    return [*(Formula(formulas.node_score(row, node), _node(figure, node, "points")) for node in NODES),
            Formula(formulas.mean_score(row), _blank(figure.mean))]


def _shares(row: int, figure: Figures) -> Cells:
    return [Formula(formulas.node_share(row, node),
                    figure.nodes[node].spent / figure.budget if node in figure.nodes and figure.budget else "#N/A") for node in NODES]


def _node(figure: Figures, node: int, name: str) -> Drawable:
    found = figure.nodes.get(node)
    value: Decimal | None = getattr(found, name) if found else None
    return _blank(value)


def _in_wan(project: Project) -> Decimal:
    budget = project.budget.value or Decimal(0)
    return budget if project.money_unit.fen == 1_000_000 else budget / 10000


def _percent(percent: Decimal | None) -> Drawable:
    return "" if percent is None else percent / 100


def _blank(value: Decimal | None) -> Drawable:
    return "" if value is None else value


