"""支出进度: the native formulas of one row. They give the figures of `progress/` without Python.

Row 3 holds the date (B), the node it has reached (C), the months that count (D), the thresholds (K, M, O, P), and
beside the print area what the region asks for by the end of each month.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from perf_xl.layout import adjustment_sheet, form
from perf_xl.layout.progress_columns import (
    BUDGET,
    CODE,
    GAP,
    INITIAL,
    LIGHT,
    NODE_PLANNED,
    NODE_SCORE,
    NODE_SPENT,
    PLAN,
    PLANNED,
    SHARE,
    SPENT,
    SPENT_SHARE,
)
from perf_xl.layout.sheet_name import quoted
from perf_xl.layout.table_sheet import FIRST_ROW
from perf_xl.model.period import NODES
from perf_xl.model.place import Place, cell_name

WORDS = {"green": "● 正常", "yellow": "▲ 滞后", "red": "✖ 严重滞后", "over": "‼ 超支"}
MINIMUM_ROW, STAGE_ROW = 2, 3
MONTH_COLUMNS = "$AQ{row}:$BB{row}"       # January to December, what the region asks for
_MONTHS_OVER = "IF($B$3=EOMONTH($B$3,0),MONTH($B$3),MONTH($B$3)-1)"
_NEXT = "IF($C$3=0,1,IF($C$3=3,2,IF($C$3=6,3,4)))"


class Ledger(Struct, frozen=True):
    """Where 支出台账 holds codes and months, for `rows` projects with room for more."""

    rows: int

    @property
    def last(self) -> int:
        return FIRST_ROW + max(2 * self.rows, 300)

    @property
    def codes(self) -> str:
        return f"{form.LEDGER}!$A${FIRST_ROW}:$A${self.last}"

    @property
    def fundings(self) -> str:
        return f"{form.LEDGER}!$R${FIRST_ROW}:$R${self.last}"

    def paid(self, row: int, until: str) -> str:
        """万元 paid in the months up to `until`; a code that stands twice is counted with its first row."""
        months, block = f"{form.LEDGER}!$D$4:$O$4", f"{form.LEDGER}!$D${FIRST_ROW}:$O${self.last}"
        return (f"IF(COUNTIF({CODE}${FIRST_ROW}:{CODE}{row},{CODE}{row})>1,0,"
                f"ROUND(SUMPRODUCT(({months}<={until})*({self.codes}={CODE}{row}),{block})/10000,6))")


def spot_of(sheet: str, place: Place, row: int, column: int) -> str:
    """Where a project's sheet holds a value: where it was read, else where the form has it."""
    here = (place.row, place.column) if place.sheet == sheet and place.row and place.column else (row, column)
    return f"{quoted(sheet)}!{cell_name(*here)}"


def initial(spot: str, in_yuan: bool) -> str:
    """年初预算数 from the project's own sheet; text such as 1,262.81 counts as in Python."""
    return f"=IFERROR(VALUE({spot}),0){'/10000' if in_yuan else ''}"


def adjusted(row: int, until: str) -> str:
    """Changes of the budget up to a day; undated ones count from the beginning of the year."""
    where = f"{adjustment_sheet.AMOUNTS},{adjustment_sheet.CODES},{CODE}{row},{adjustment_sheet.DAYS}"
    return (f"IF(COUNTIF({CODE}${FIRST_ROW}:{CODE}{row},{CODE}{row})>1,0,"
            f'SUMIFS({where},"<="&{until})+SUMIFS({where},"="))')


def plan_at(spot: str, row: int, node: int) -> str:
    """The plan's share at a node, blanks carried forward; 25 and "25%" typed as they are mean a quarter."""
    before = "0" if node == NODES[0] else f"{PLAN[NODES[NODES.index(node) - 1]]}{row}"
    return f'=IF({spot}="",{before},IFERROR(IF(VALUE({spot})>1,VALUE({spot})/100,VALUE({spot})),{before}))'


def share(spots: Sequence[str], row: int) -> str:
    """计划进度 at the node reached; blank for a project without any plan."""
    return f'=IF(OR($B$3="",COUNTA({",".join(spots)})=0),"",{_at_node(row)})'


def _at_node(row: int) -> str:
    return f"IF($C$3=12,I{row},IF($C$3=10,H{row},IF($C$3=6,G{row},IF($C$3=3,F{row},0))))"


def group_share(row: int) -> str:
    return f'=IF(OR({PLANNED}{row}="",{BUDGET}{row}=0),"",{PLANNED}{row}/{BUDGET}{row})'


def planned(row: int) -> str:
    return f'=IF(OR({SHARE}{row}="",{BUDGET}{row}=0),"",ROUND({BUDGET}{row}*{SHARE}{row},10))'


def spent_share(row: int) -> str:
    return f'=IF(OR({SPENT}{row}="",{BUDGET}{row}=0),"",{SPENT}{row}/{BUDGET}{row})'


def gap(row: int) -> str:
    """Points ahead of plan, as shown: two decimals, half up."""
    return f'=IF(OR({PLANNED}{row}="",{SPENT_SHARE}{row}=""),"",ROUND(ROUND(({SPENT}{row}-{PLANNED}{row})/{BUDGET}{row}*100,11),2))'


def light(row: int) -> str:
    """Against plan; overspending is said first, whatever the plan."""
    return (f'=IF({SPENT}{row}="","",IF({SPENT}{row}>ROUND({BUDGET}{row},6),"{WORDS["over"]}",IF(OR({GAP}{row}="",$C$3=0),"",'
            f'IF({GAP}{row}>=-$K$3,"{WORDS["green"]}",IF({GAP}{row}>=-$M$3,"{WORDS["yellow"]}","{WORDS["red"]}")))))')


def time_light(row: int) -> str:
    """Against 序时进度: the whole months that are over."""
    ratio = f"ROUND(ROUND({SPENT_SHARE}{row}*12/{_MONTHS_OVER},13),4)"
    return (f'=IF(OR({SPENT_SHARE}{row}="",$B$3=""),"",IF({_MONTHS_OVER}=0,"",IF({ratio}>=$O$3,"{WORDS["green"]}",'
            f'IF({ratio}>=$P$3,"{WORDS["yellow"]}","{WORDS["red"]}"))))')


def needed(row: int) -> str:
    """万元 to be paid until the next node to be on plan there."""
    plans = f"INDEX(F{row}:I{row},{_NEXT})"
    return f'=IF(OR({SHARE}{row}="",$C$3=12),"",MAX(0,ROUND({BUDGET}{row}*{plans}-{SPENT}{row},9)))'


def regional(row: int) -> str:
    """Against what the region asks for: a least share by the end of a month, or a word for how late it is."""
    least = _of_months(MINIMUM_ROW)
    stage = _of_months(STAGE_ROW)
    behind = f'OR(LEFT({LIGHT}{row},1)="▲",LEFT({LIGHT}{row},1)="✖")'
    test = f'IF(ROUND(ROUND({SPENT_SHARE}{row},13),4)>={least},"● 达到"&TEXT({least},"0%"),"✖ 低于"&TEXT({least},"0%"))'
    return (f'=IF(OR($B$3="",{SPENT_SHARE}{row}=""),"",IF({_MONTHS_OVER}=0,"",IF(N({least})>0,{test},'
            f'IF(AND({stage}&""<>"",{behind}),"◆ "&{stage},""))))')


def _of_months(row: int) -> str:
    return f"INDEX({MONTH_COLUMNS.format(row=f'${row}')},{_MONTHS_OVER})"


def node_planned(row: int, node: int) -> str:
    """万元 planned by a node, with the budget as adjusted by then."""
    changed = adjusted(row, f"DATE(YEAR($B$3),{node + 1},0)")
    return f'=IF(OR($B$3="",$C$3<{node}),"",ROUND(({INITIAL}{row}+{changed})*{PLAN[node]}{row},10))'


def node_spent(row: int, node: int, ledger: Ledger) -> str:
    return f'=IF(OR($B$3="",$C$3<{node}),"",{ledger.paid(row, str(node))})'


def node_score(row: int, node: int) -> str:
    """按照节点打分: spent over planned times the full points, 0 at least, the full points at most."""
    paid, wanted = f"{NODE_SPENT[node]}{row}", f"{NODE_PLANNED[node]}{row}"
    return f'=IF({wanted}="","",IF({wanted}<=0,"",ROUND(ROUND(MIN(MAX({paid}/{wanted},0),1)*$AI$3,11),2)))'


def mean_score(row: int) -> str:
    cells = f"{NODE_SCORE[NODES[0]]}{row}:{NODE_SCORE[NODES[-1]]}{row}"
    return f'=IF(COUNT({cells})=0,"",ROUND(ROUND(AVERAGE({cells}),11),2))'


def node_share(row: int, node: int) -> str:
    """For the small lines; nothing is drawn where there is no figure yet."""
    return f'=IF(OR({NODE_SPENT[node]}{row}="",{BUDGET}{row}=0),NA(),{NODE_SPENT[node]}{row}/{BUDGET}{row})'


def funding(row: int, ledger: Ledger) -> str:
    return f'=IFERROR(INDEX({ledger.fundings},MATCH({CODE}{row},{ledger.codes},0))&"","")'


def group_sum(letter: str, key: str, title: str, last: int) -> str:
    """Of the projects whose `key` column holds the group's title; all of them where `key` is ''."""
    values = f"{letter}${FIRST_ROW}:{letter}${last}"
    return f"SUM({values})" if not key else f"SUMIF({key}${FIRST_ROW}:{key}${last},{title},{values})"


def group_plan(letter: str, key: str, title: str, last: int, row: int) -> str:
    """The share that the group plans by a node: weighted by budget."""
    values = f"{BUDGET}${FIRST_ROW}:{BUDGET}${last},{letter}${FIRST_ROW}:{letter}${last}"
    member = f"({key}${FIRST_ROW}:{key}${last}={title})*1," if key else ""
    return f'=IF({BUDGET}{row}=0,"",SUMPRODUCT({member}{values})/{BUDGET}{row})'


