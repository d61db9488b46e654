"""The printed words of the official table: which cell is a label, and of what. Forms of other places included."""

from __future__ import annotations

import re
from functools import cache

from perf_xl.law.frame import PROFILES, frame, usual_level1, usual_level2

# Field of the form -> its labels, without blanks and without a unit in brackets behind.
_FIELDS: dict[str, tuple[str, ...]] = {
    "code": ("项目编码", "项目代码", "预算项目编码", "预算项目代码", "项目编号"),
    "name": ("项目名称", "预算项目名称", "项目(政策)名称"),
    "unit": ("预算单位", "项目单位", "实施单位", "项目实施单位", "单位名称", "预算单位名称", "填报单位", "申报单位",
             "编制单位", "基层预算单位", "项目承担单位", "使用单位", "资金使用单位"),
    "unit_code": ("单位编码", "单位代码", "预算单位编码", "预算单位代码"),
    "department": ("主管部门", "主管部门名称", "主管部门及代码", "主管部门编码及名称", "部门名称", "预算部门", "一级预算部门"),
    "amount_unit": ("单位", "金额单位", "货币单位"),
    "money": ("预算规模及资金用途", "资金情况", "项目资金", "预算规模", "预算安排情况", "预算资金情况", "资金来源"),
    "budget": ("预算数", "预算金额", "资金总额", "年度资金总额", "预算总额", "项目资金总额", "预算资金", "项目预算",
               "年度预算", "年度预算数", "总金额", "资金合计", "项目总额", "预算资金总额", "年度预算资金总额"),
    "fiscal": ("其中:财政资金", "财政资金", "其中:财政拨款", "财政拨款", "财政拨款资金", "其中:财政拨款资金", "其中:财政性资金",
               "财政性资金", "其中:本级财政资金", "其中:当年财政拨款", "当年财政拨款", "其中:一般公共预算财政拨款"),
    "other": ("其他资金", "其它资金", "其中:其他资金", "其他", "其他来源资金"),
    "purpose": ("资金用途", "用途", "资金使用方向", "主要用途", "资金支出方向", "资金使用范围"),
    "plan": ("资金支出计划", "支出计划", "用款计划", "资金使用计划", "支出进度计划", "资金支出进度计划", "预算支出计划"),
    "goal": ("绩效目标", "年度绩效目标", "年度目标", "总体目标", "项目绩效目标", "年度总体目标", "总体绩效目标",
             "绩效总目标", "项目年度绩效目标", "预期目标", "年度绩效总目标", "项目绩效总目标"),
}
_COLUMNS: dict[str, tuple[str, ...]] = {
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "level3": ("三级指标", "绩效指标", "指标名称", "三级指标名称", "绩效指标名称"),
    "description": ("绩效指标描述", "指标描述", "指标说明", "指标解释", "指标内容", "绩效指标说明", "指标含义", "三级指标描述"),
    "sign": ("符号", "指标符号", "运算符号", "指标值符号", "计算符号", "比较符号", "指标方向", "指标性质"),
    "value": ("指标值", "年度指标值", "目标值", "年度目标值", "绩效指标值", "预期指标值", "全年指标值", "预期值", "本年指标值",
              "数值", "指标数值", "绩效目标值"),
    "measure": ("单位", "计量单位", "度量单位", "指标单位", "指标值单位", "指标计量单位"),
    "evidence": ("指标值确定依据", "确定依据", "指标值依据", "指标确定依据", "指标依据", "指标值设定依据", "设定依据", "取值依据",
                 "指标值来源", "依据"),
}
_FIELD_OF = {word: field for field, words in _FIELDS.items() for word in words}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words}
_HALF = str.maketrans("（）：％，", "():%,")
_BRACKETED = re.compile(r"\([^()]*\)$")
_LONGEST_LABEL = 24
_NODES = (
    (3, re.compile(r"(?:截至|至|到)?0?3月(?:底|末|份|31日)?前?(?:支出)?|(?:第?一|第?1)季度(?:末)?|1-3月")),
    (6, re.compile(r"(?:截至|至|到)?0?6月(?:底|末|份|30日)?前?(?:支出)?|(?:第?二|第?2)季度(?:末)?|1-6月|上半年|半年")),
    (10, re.compile(r"(?:截至|至|到)?10月(?:底|末|份|31日)?前?(?:支出)?|1-10月")),
    (12, re.compile(r"(?:截至|至|到)?12月(?:底|末|份|31日)?前?(?:支出)?|(?:第?四|第?4)季度(?:末)?|1-12月|全年|年底|年末")),
)
_THIRD_QUARTER = re.compile(r"(?:截至|至|到)?0?9月(?:底|末|份|30日)?前?|(?:第?三|第?3)季度(?:末)?|1-9月|三季度末")
_LEVEL_SHAPED = re.compile(r"[\u4e00-\u9fff]{2,10}指标\d?")
_INLINE = re.compile(r"\s*([^：:\n]{2,14})[：:]\s*(\S.*)", re.DOTALL)


def bare(text: str) -> str:
    """A label as compared: no blanks, half-width brackets and colon, no colon behind."""
    return "".join(text.split()).translate(_HALF).rstrip(":")


def _plain_label(text: str) -> str:
    return _BRACKETED.sub("", bare(text)) if len(text) <= 2 * _LONGEST_LABEL else ""


def field_of(text: str) -> str:
    """'code' for 项目编码 and so on; '' for anything that is no label of the form's upper part."""
    plain = bare(text)
    if len(plain) > _LONGEST_LABEL:
        return ""
    return _FIELD_OF.get(plain) or _FIELD_OF.get(_plain_label(text), "")


def column_of(text: str) -> str:
    """'level1' for 一级指标 and so on; '' for a heading that is no column of the model."""
    return _COLUMN_OF.get(bare(text)) or _COLUMN_OF.get(_plain_label(text), "")


def inline_field(text: str) -> tuple[str, str]:
    """('name', 'X') for a cell that says `项目名称：X`; ('', '') otherwise."""
    found = _INLINE.fullmatch(text)
    field = field_of(found.group(1)) if found else ""
    return (field, found.group(2)) if found and field not in ("", "amount_unit", "money", "plan") else ("", "")


def is_money_caption(text: str) -> bool:
    """`单位：万元`, `金额单位：元`."""
    return re.fullmatch(r"\(?(?:金额|货币)?单位:(?:人民币)?[百千]?万?元\)?", bare(text)) is not None


def node_of(text: str) -> tuple[int, bool]:
    """(3, True) for 3月底, 3月末, 一季度; (10, False) for 三季度, whose figure belongs to September; (0, False) for none."""
    plain = _plain_label(text)
    for node, pattern in _NODES:
        if pattern.fullmatch(plain):
            return node, True
    return (10, False) if _THIRD_QUARTER.fullmatch(plain) else (0, False)


@cache
def _known_levels() -> tuple[frozenset[str], frozenset[str]]:
    frames = [frame(profile) for profile in PROFILES]
    return (frozenset(name for each in frames for name in each.level1),
            frozenset(name for each in frames for name in each.level2))


def is_level1(text: str) -> bool:
    """A 一级指标 of any frame, under any of its names."""
    return usual_level1(bare(text)) in _known_levels()[0]


def is_level2(text: str) -> bool:
    """A 二级指标 of any frame, under any of its names."""
    return usual_level2(bare(text)) in _known_levels()[1]


def is_level_shaped(text: str) -> bool:
    """Looks like the name of a level even if no frame has it: 管理指标."""
    return _LEVEL_SHAPED.fullmatch(bare(text)) is not None and not column_of(text)
