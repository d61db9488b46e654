"""The official table: its columns, its labels, its names. Drawing and reading both go by this page.

    A       B       C        D       E        F       G       │  I      J        K      L       │ M     N     O
    title ..................................................  │ 问题   例外说明  经手人  有效期至 │
    预算单位 ...............                 单位：万元 ......  │ (whole table)                   │
    项目编码 code ..........  项目名称 name .................  │
    规模    预算数  x        财政    x        其他    x        │
            purpose ......................................... │
    计划    3月底 ....       6月底   10月底   12月底 .........  │
            25% ......       50%     75%      100% ..........  │
    绩效目标 goals ........................................... │
    一级指标 .....  二级指标  三级指标 描述     指标值   依据    │ 问题 …                          │ 符号  数值  单位

Rolled from last year's: P and Q hold 上年指标值 and 上年实际值, and in the amounts row 上年预算数.
"""

from __future__ import annotations

# Table columns. 一级指标 takes A and B, so that the seven cells of the amounts row fit the six of the indicators.
LEVEL1, LEVEL1_END, LEVEL2, LEVEL3, DESCRIPTION, VALUE, EVIDENCE = 1, 2, 3, 4, 5, 6, 7
LAST = EVIDENCE
# Beside the table, outside the print area.
ISSUE, WAIVER, WAIVER_NAME, WAIVER_UNTIL = 9, 10, 11, 12
SIGN, NUMBER, MEASURE = 13, 14, 15
# Further right, only in a workbook rolled from last year's.
LAST_TARGET, LAST_ACTUAL = 16, 17

WIDTHS = ((1, 7.5), (2, 8.5), (3, 13.5), (4, 19.0), (5, 24.0), (6, 13.5), (7, 16.5), (8, 1.5), (9, 52.0), (10, 26.0),
          (11, 9.0), (12, 12.0), (13, 7.0), (14, 9.0), (15, 10.0))
LAST_WIDTHS = ((16, 14.0), (17, 14.0))

TITLE_ROW, UNIT_ROW, CODE_ROW, AMOUNT_ROW, PURPOSE_ROW, PLAN_ROW, PLAN_VALUES_ROW, GOAL_ROW = range(1, 9)

# Of a plain table: 支出台账, 设置 and the like.
HEAD_ROW, FIRST_ROW = 4, 5

# Labels exactly as published.
CODE_LABEL = "项目编码"
NAME_LABEL = "项目名称"
SCALE_LABEL = "预算规模及资金用途"
BUDGET_LABEL = "预算数"
FISCAL_LABEL = "其中：财政    资金"
OTHER_LABEL = "其他资金"
PLAN_LABEL = "资金支出计划（%）"
NODE_LABELS = {3: "3月底", 6: "6月底", 10: "10月底", 12: "12月底"}
GOAL_LABEL = "绩效目标"
HEADER_LABELS = ((LEVEL1, "一级指标"), (LEVEL2, "二级指标"), (LEVEL3, "三级指标"), (DESCRIPTION, "绩效指标描述"),
                 (VALUE, "指标值"), (EVIDENCE, "指标值确定依据"))
ISSUE_LABEL = "问题"
WAIVER_LABELS = ((WAIVER, "例外说明"), (WAIVER_NAME, "经手人"), (WAIVER_UNTIL, "有效期至"))
AID_LABELS = ((SIGN, "符号"), (NUMBER, "数值"), (MEASURE, "计量单位"))
LAST_LABELS = ((LAST_TARGET, "上年指标值"), (LAST_ACTUAL, "上年实际值"))
LAST_BUDGET_LABEL = "上年预算数"

# Where the plan's figures stand: node -> first and last column of its cell.
NODE_COLUMNS = {3: (2, 3), 6: (4, 4), 10: (5, 5), 12: (6, 7)}

# Defined names, scoped to each project sheet.
NAME_TITLE = "项目标题"
NAME_UNIT_BODY = "预算单位"
NAME_AMOUNT_UNIT = "计量单位"
NAME_CODE = "项目编码"
NAME_NAME = "项目名称"
NAME_BUDGET = "预算数"
NAME_FISCAL = "财政资金"
NAME_OTHER = "其他资金"
NAME_PURPOSE = "资金用途"
NAME_PLAN = {3: "计划3月底", 6: "计划6月底", 10: "计划10月底", 12: "计划12月底"}
NAME_GOAL = "绩效目标"
NAME_TABLE = "指标表"        # from the header row to the thin closing row: rows inserted anywhere stay inside

# Sheets of the standard workbook.
COVER = "封面"
GUIDE = "填报说明"
CONTENTS = "目录"
PART_ONE = "部门整体绩效目标"
LEDGER = "支出台账"
ADJUSTMENTS = "预算调整"
LOADS = "装载记录"
PROGRESS = "支出进度"
MONITORING = "绩效监控"
EVALUATION = "绩效自评"
FINDINGS = "校验结果"
JOURNAL = "操作记录"
SETTINGS = "设置"
LISTS = "列表"
HELD = "已装载凭证"
SUMMARY = "汇总"
SOURCES = "来源"
HANDED_IN = "报送情况"
ISSUES = "问题汇总"
COPIES = "相同指标"
DIFFERENCE = "修改对照"
RECEIPT = "校验回执"
SEALED = "封存"
OUR_SHEETS = (COVER, GUIDE, CONTENTS, PART_ONE, SUMMARY, SOURCES, LEDGER, ADJUSTMENTS, LOADS, PROGRESS, MONITORING,
              EVALUATION, FINDINGS, JOURNAL, SETTINGS, LISTS, HELD, HANDED_IN, ISSUES, COPIES, DIFFERENCE, RECEIPT, SEALED)

# Drawn from what stands on the other sheets, or kept for the program: no nouns are typed there, and no rule looks at them.
ASIDE_SHEETS = frozenset(OUR_SHEETS) - {COVER, PART_ONE, LEDGER, ADJUSTMENTS, EVALUATION, SETTINGS}
HIDDEN_SHEETS = (LISTS, HELD)       # meant to be hidden


def is_judged(name: str, hidden: bool) -> bool:
    """Whether rules look at a sheet of this name: at those with nouns, and at what somebody has hidden."""
    return name not in ASIDE_SHEETS or (hidden and name not in HIDDEN_SHEETS)


# The version that stands on the cover; older ones are still read.
TEMPLATE_VERSION = "2026.1"
READABLE_VERSIONS = ("2026.1",)

# Workbook-wide names on the cover.
NAME_DEPARTMENT = "部门名称"
NAME_UNIT_CODE = "单位编码"
NAME_YEAR = "年度"
NAME_VERSION = "模板版本"
NAME_SEAL = "校验封存"
NAME_PROFILE = "指标框架"
NAME_SUBMISSION = "报送次数"

LIST_OFFERED = "参考_"      # and the 二级指标: names that the drop-down of 三级指标 suggests
LIST_CAUSES, LIST_LIKELIHOODS = ("偏差原因表", "完成可能性表")
LIST_LEVEL1, LIST_LEVEL2, LIST_SIGNS, LIST_MEASURES, LIST_EVIDENCE = ("一级指标表", "二级指标表", "符号表", "计量单位表", "依据表")

# 绩效自评: the official form (项目支出绩效自评表), one block under another; beside it, outside the print area, what helps.
EVALUATION_TITLE = "项目支出绩效自评表"
EV_LEVEL1, EV_LEVEL2, EV_LEVEL3, EV_TARGET, EV_ACTUAL, EV_WEIGHT, EV_POINTS, EV_REASON = range(1, 9)
EV_LAST = EV_REASON
EV_ISSUE, EV_BY_HAND, EV_COMPUTED, EV_STEPS = 10, 11, 12, 13
EV_WIDTHS = ((1, 9.0), (2, 10.5), (3, 18.5), (4, 12.0), (5, 12.0), (6, 8.5), (7, 8.5), (8, 19.0), (9, 1.5), (10, 44.0),
             (11, 10.0), (12, 10.0), (13, 80.0))
EV_HEADS = ((EV_LEVEL1, "一级指标"), (EV_LEVEL2, "二级指标"), (EV_LEVEL3, "三级指标"), (EV_TARGET, "年度指标值"),
            (EV_ACTUAL, "实际完成值"), (EV_WEIGHT, "分值"), (EV_POINTS, "得分"), (EV_REASON, "偏差原因分析及改进措施"))
EV_ASIDE_HEADS = ((EV_ISSUE, ISSUE_LABEL), (EV_BY_HAND, "核定得分"), (EV_COMPUTED, "程序评分"), (EV_STEPS, "计算过程"))
EV_FUND_HEADS = ((3, "年初预算数"), (4, "全年预算数（A）"), (5, "全年执行数（B）"), (6, "分值"), (7, "执行率（B/A）"), (8, "得分"))
EV_FUND_ROWS = ("年度资金总额", "其中：本年财政拨款", "上年结转资金", "其他资金")
EV_FUNDS_LABEL = "项目资金（万元）"
EV_GOALS_LABEL = "年度总体目标"
EV_EXPECTED_LABEL, EV_ACHIEVED_LABEL = "预期目标", "实际完成情况"
EV_TOTAL_LABEL = "总分"
EV_EXECUTION_REASON_LABEL = "执行率偏差原因"
EV_ATTACHMENTS_LABEL = "佐证材料"
EV_FINISHED_LABEL = "任务已完成、资金有结余（是/否）"
EV_RULE_LABEL = "评分规则"
EV_NOT_DONE = "未评完"
EV_TO_COMPUTE = "待计算"
# 评分规则 as the sheet shows it -> the profile's key; 自定 takes the numbers beside the overview.
EV_RULES = {"2020": "2020", "2021": "2021", "河北": "hebei", "四川": "sichuan", "自定": "custom"}
EV_NUMBERS = (("execution", "预算执行率分值"), ("成本指标", "成本指标分值"), ("产出指标", "产出指标分值"), ("效益指标", "效益指标分值"),
              ("满意度指标", "满意度指标分值"), ("pass_percent", "完成不到多少（%）不得分"), ("over_percent", "超额完成多少（%）要说明"),
              ("explain_execution", "执行率低于多少（%）要说明"), ("优", "“优”不低于"), ("良", "“良”不低于"), ("中", "“中”不低于"))
EV_OWN_RULE = ("自定", "自定义", "custom")
EV_SETTINGS_END = 20
EV_LIST_RULES = "评分规则表"       # a name of the sheet itself
